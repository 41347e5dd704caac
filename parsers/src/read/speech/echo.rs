//! "Tyrell Booker too.": what the sentence before said of somebody, said of somebody else.

use super::{Speech, single};
use crate::lexicon::people as words;
use crate::read::folded::Folded;
use crate::read::values::Mark;
use crate::read::whom::Pointer;
use crate::statement::{About, Rank, Statement};
use crate::text::Flow;

impl Speech<'_, '_> {
    /// Repeats what the sentence before said; whether this sentence was nothing but that.
    pub(super) fn echo(&mut self, sentence: &Flow, folded: &Folded, pointers: &[Pointer], marks: &[Mark]) -> bool {
        let mut people: Vec<usize> = pointers.iter().filter_map(single).collect();
        people.dedup();
        if people.is_empty() || pointers.iter().any(|pointer| single(pointer).is_none()) || !marks.is_empty() {
            return false;
        }
        let mut rest = sentence.text.clone();
        for pointer in pointers.iter().rev() {
            rest.replace_range(pointer.range.clone(), " ");
        }
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
