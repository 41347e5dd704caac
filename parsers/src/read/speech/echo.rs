//! "Tyrell Booker too.": what the sentence before said of somebody, said of somebody else.

use super::{Speech, single};
use crate::lexicon::people as words;
use crate::read::folded::Folded;
use crate::read::segments::Segment;
use crate::read::values::Mark;
use crate::read::whom::{Pointer, Whom};
use crate::statement::{About, Claim, FieldReading, Rank, Statement};
use crate::text::{Flow, without};

/// "Alwin not yet": what a sentence said of somebody before is not so for this one.
const NOT_YET: &[&str] = &[
    "not yet",
    "not",
    "not so far",
    "has not",
    "hasn t",
    "did not",
    "didn t",
    "is not",
    "isn t",
    "has not yet",
    "hasn t yet",
    "noch nicht",
    "pas encore",
    "todavia no",
    "aun no",
    "ainda nao",
    "nog niet",
    "non ancora",
    "still not",
    "still has not",
];

impl Speech<'_, '_> {
    /// "Susanne has done the training, Alwin not yet": whether a segment was nothing but that.
    pub(super) fn opposed(&mut self, sentence: &Flow, segment: &Segment) -> bool {
        let Some(Whom::People(people)) = &segment.whom else {
            return false;
        };
        let text = &sentence.text[segment.range.clone()];
        let mentions = self.known.mentions(text, &self.here).into_iter();
        let rest = without(text, mentions.map(|mention| mention.range));
        let words = crate::text::key(&rest);
        let words = [
            "but ", "and ", "while ", "aber ", "mais ", "pero ", "mas ", "maar ", "ma ",
        ]
        .iter()
        .fold(words.as_str(), |words, lead| words.strip_prefix(lead).unwrap_or(words));
        if !NOT_YET.contains(&words) {
            return false;
        }
        let trained = |statement: &&Statement| matches!(statement.said.claim, Claim::Field(FieldReading::Trained(_)));
        let before = self.out.get(self.since..).unwrap_or_default();
        let Some(Claim::Field(FieldReading::Trained(yes))) = before
            .iter()
            .rev()
            .find(trained)
            .map(|statement| statement.said.claim.clone())
        else {
            return false;
        };
        let evidence = self.context.doc.evidence(sentence.cut(segment.range.clone()).whole());
        let about = About::People(people.clone());
        self.say(
            &about,
            Rank::Person,
            Claim::Field(FieldReading::Trained(!yes)),
            evidence,
        );
        true
    }

    /// "All of us are trained apart from Noelle": she is not.
    pub(super) fn not_trained(&mut self, segment: &Segment, before: usize) {
        if segment.except.is_empty() {
            return;
        }
        let trained = self.out[before..].iter().find_map(|statement| {
            let Claim::Field(FieldReading::Trained(yes)) = &statement.said.claim else {
                return None;
            };
            Some((*yes, statement.said.evidence.clone()))
        });
        if let Some((yes, evidence)) = trained {
            let about = About::People(segment.except.clone());
            self.say(
                &about,
                Rank::Person,
                Claim::Field(FieldReading::Trained(!yes)),
                evidence,
            );
        }
    }

    /// Repeats what the sentence before said; whether this sentence was nothing but that.
    pub(super) fn echo(&mut self, sentence: &Flow, folded: &Folded, pointers: &[Pointer], marks: &[Mark]) -> bool {
        let mut people: Vec<usize> = pointers.iter().filter_map(single).collect();
        people.dedup();
        if people.is_empty() || pointers.iter().any(|pointer| single(pointer).is_none()) || !marks.is_empty() {
            return false;
        }
        let rest = without(&sentence.text, pointers.iter().map(|pointer| pointer.range.clone()));
        let words = crate::text::key(&rest);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let too = words.iter().any(|word| words::TOO.contains(word));
        let small = words
            .iter()
            .all(|word| words::TOO.contains(word) || words::BESIDE_TOO.contains(word));
        if !too || !small || folded.text.contains('?') {
            return false;
        }
        let evidence = self.context.doc.evidence(sentence.whole());
        let before: Vec<Statement> = self.out[self.since.min(self.out.len())..].to_vec();
        let of_somebody = before
            .into_iter()
            .filter(|statement| matches!(statement.about, About::People(_)));
        for statement in of_somebody {
            let about = About::People(people.clone());
            self.say(&about, Rank::Person, statement.said.claim, evidence.clone());
        }
        true
    }
}
