//! "Only Jane for now, the others wait.": few words that do not speak of the link, and the words behind them tell that they
//! are about it.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::evidence::Evidence;
use crate::extraction::Activate;
use crate::lexicon::{self, brief as words, go_live};
use crate::read::activation;
use crate::read::segments::Segment;
use crate::statement::{About, Claim, Rank};
use crate::text::{Flow, fold};

static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    let (only, now) = (words::ALONE.join("|"), words::FOR_NOW.join("|"));
    Regex::new(&format!(
        r"^\W*(?:(?:no|nein|non|nao|nee|and|so|but|well|please|pls|bitte)\W+)*(?:(?:{now}),? (?:please |bitte )?(?:{only}) (?P<first>[^,;:.?!]+)|(?:{only}) (?P<who>[^;:.?!]+?),? (?:{now}))(?:,? (?:please|pls|thanks|thank you|bitte|svp|s'il vous plait|merci|por favor|gracias|obrigad[oa]|graag|grazie))?\W*$"
    ))
    .expect("a valid pattern")
});
/// What makes more of it than somebody's name.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9]|(?-u:\b)(?:not|no|nobody|level|role|train\w*|if|when|once|after|before|until|till|unless|who|which|from|on|in|at|wenn|nach|vor|bis|quand|apres|si|cuando|quando|als|na)(?-u:\b)").expect("a valid pattern")
});

/// Behind such a sentence the words may be about a training, a contract or a meeting.
static TOPIC: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::OTHER_DATES]));

/// Who alone was named, where, and whether the words before spoke of the link.
pub(super) struct Alone {
    people: Vec<usize>,
    evidence: Evidence,
    of_links: bool,
    /// How many statements there were before.
    since: usize,
    /// How many sentences ago.
    age: usize,
}

impl Speech<'_, '_> {
    /// Remembers who alone is named in a segment without words for the link.
    pub(super) fn note_alone(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        let Some((About::People(people), _)) = about else {
            return;
        };
        let text = fold(&sentence.text[segment.range.clone()]);
        let Some(found) = ALONE.captures(&text) else { return };
        let who = found.name("who").or_else(|| found.name("first"));
        let elsewhere = TOPIC.is_match(&self.last_text);
        if people.is_empty() || elsewhere || who.is_none_or(|who| MORE.is_match(who.as_str())) {
            return;
        }
        self.alone = Some(Alone {
            people: people.clone(),
            evidence: self.context.doc.evidence(sentence.cut(segment.range.clone()).whole()),
            of_links: activation::speaks(&self.last_text),
            since: self.out.len(),
            age: 0,
        });
    }

    /// A sentence begins: what was said two sentences ago stands alone.
    pub(super) fn age_alone(&mut self) {
        self.alone = self.alone.take().filter(|alone| alone.age == 0).map(|alone| Alone {
            age: alone.age + 1,
            ..alone
        });
    }

    /// Where others are held right behind, who alone was named does not wait.
    pub(super) fn alone_goes(&mut self, held: &About, words: &str) {
        let Some(alone) = self.alone.take() else { return };
        let waits = |person: &usize| match held {
            About::People(people) => people.contains(person),
            About::AllBut(people) => !people.contains(person),
            About::OfKind(..) => true,
        };
        let links = alone.of_links || activation::holds_links(&fold(words));
        if !links || alone.people.iter().any(waits) {
            return;
        }
        // Their words are understood now.
        let behind = self.out.split_off(alone.since.min(self.out.len()));
        let understood = behind
            .into_iter()
            .filter(|statement| statement.said.claim != Claim::Doubted);
        self.out.extend(understood);
        let now = Claim::Activation {
            activate: Activate::Now,
            until: None,
        };
        self.say(&About::People(alone.people), Rank::Person, now, alone.evidence);
    }
}
