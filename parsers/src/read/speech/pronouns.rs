//! Whom "he" and "she" mean: the person of the line, else whoever was spoken of last; but never Mr. Petersen by "she".

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::read::roster::Title;
use crate::read::segments::Segment;
use crate::text::fold;

static HE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:he|him|his|he's|himself|er|ihm|ihn|hij|hem|él|ele)\b").expect("a valid pattern")
});
static SHE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:she|her|hers|she's|herself|elle|ella|ela|zij|haar|lei|sie|ze)\b").expect("a valid pattern")
});

impl Speech<'_, '_> {
    /// "She is a level 3 and he is a level 1", of two who were named before: nobody knows who is which.
    pub(super) fn are_two(&self, sentence: &str) -> bool {
        let words = fold(sentence);
        let has = |word: &str| words.split(|c: char| !c.is_alphanumeric()).any(|other| other == word);
        let titled = self.pair.iter().any(|person| {
            self.known
                .people
                .get(*person)
                .is_some_and(|known| known.title.is_some())
        });
        has("he")
            && has("she")
            && self.pair.len() == 2
            && !titled
            && self.known.mentions(sentence, &self.here).is_empty()
    }

    /// The one person a segment means that says "he" or "she".
    pub(super) fn one_person(&self, sentence: &str, segment: &Segment) -> Option<usize> {
        let in_line = self.in_line.as_ref().and_then(|people| {
            if let [one] = people.as_slice() {
                Some(*one)
            } else {
                None
            }
        });
        let near = self
            .owner
            .or(in_line)
            .or(self.last_one.filter(|_| self.last.len() == 1))
            .or_else(|| (self.known.len() == 1).then_some(0))
            .or(self.last_one);
        let text = sentence.get(segment.range.clone()).unwrap_or_default();
        let title = match (HE.is_match(text), SHE.is_match(text)) {
            (true, false) => Title::Mr,
            (false, true) => Title::Mrs,
            (true, true) | (false, false) => return near,
        };
        let of = |person: usize| self.known.people.get(person).and_then(|known| known.title);
        if near.is_none_or(|person| of(person).is_none_or(|own| own == title)) {
            return near;
        }
        // "Mr. Petersen and Mrs. Claasen … He shall also": of several, the one who is called so.
        let mut fitting = (0..self.known.len()).filter(|person| of(*person) == Some(title));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}
