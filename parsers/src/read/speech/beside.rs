//! "Activate everyone now, with Jane we'll see.": a clause beside a request to all that is about somebody who is not its
//! subject. That person waits.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::lexicon::brief as words;
use crate::read::activation;
use crate::read::segments::Segment;
use crate::statement::{About, Claim, Rank};
use crate::text::{Flow, fold};

/// Before somebody's name: what follows is about that person.
static CONCERNING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\W*(?:(?:and|but|so|then|aber|und|mais|et|pero|y|mas|e|maar|en|ma)\W+)*(?:{})\W+$",
        words::CONCERNING.join("|")
    ))
    .expect("a valid pattern")
});
/// Behind it: somebody will see, or the person comes later.
static SEEN_LATER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", words::SEEN_LATER.join("|"))).expect("a valid pattern")
});

impl Speech<'_, '_> {
    /// Doubts the link of whoever such a clause is about.
    pub(super) fn doubt_beside(&mut self, sentence: &Flow, segment: &Segment) {
        let text = &sentence.text[segment.range.clone()];
        let mut from = segment.range.start;
        for clause in text.split_inclusive([',', ';', '–', '(']) {
            let range = from..from + clause.len();
            from = range.end;
            let mentions = self.known.mentions(clause, &self.here);
            let [mention] = mentions.as_slice() else { continue };
            let (before, behind) = (&clause[..mention.range.start], &clause[mention.range.end..]);
            if CONCERNING.is_match(&fold(before)) && SEEN_LATER.is_match(&fold(behind)) && !activation::speaks(clause) {
                let evidence = self.context.doc.evidence(sentence.cut(range).whole());
                self.say(
                    &About::People(vec![mention.person]),
                    Rank::Person,
                    Claim::Doubted,
                    evidence,
                );
            }
        }
    }
}
