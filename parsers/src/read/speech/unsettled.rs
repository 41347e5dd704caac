//! "Links with go-live.", "Not so fast, please.": what a newer author writes over a request to activate, not understood.
//!
//! The request was written by somebody else, for somebody who may have decided otherwise since. A sentence of the covering
//! mail that may take it back leaves it open: a person decides.

use super::Speech;
use crate::extraction::Activate;
use crate::read::activation;
use crate::read::whom::{Pointer, Whom};
use crate::statement::{About, Claim, Rank};
use crate::text::Flow;

impl Speech<'_, '_> {
    /// Notes that a sentence may take back what an older author asked for; it said nothing that was understood.
    pub(super) fn unsettle(&mut self, sentence: &Flow, folded: &str, pointers: &[Pointer]) {
        if !activation::takes_back(&sentence.text, folded, self.context.reading) {
            return;
        }
        let named: Vec<usize> = pointers
            .iter()
            .filter_map(|pointer| match &pointer.whom {
                Whom::People(people) => Some(people.clone()),
                Whom::Everybody
                | Whom::Plural
                | Whom::Nouns
                | Whom::Rest
                | Whom::Former
                | Whom::Latter
                | Whom::Kind(_)
                | Whom::One => None,
            })
            .flatten()
            .collect();
        let about = if named.is_empty() {
            About::AllBut(Vec::new())
        } else {
            About::People(named)
        };
        let open = Claim::Activation {
            activate: Activate::Unstated,
            until: None,
        };
        let evidence = self.context.doc.evidence(sentence.whole());
        self.say(&about, Rank::Everybody, open, evidence);
    }
}
