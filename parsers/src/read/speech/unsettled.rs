//! "Links with go-live.", "Not so fast, please.": what a newer author writes over a request to activate, not understood.
//!
//! The request was written by somebody else, for somebody who may have decided otherwise since. A sentence of the covering
//! mail that may take it back leaves it open: a person decides.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::dates::{self, When};
use crate::extraction::Activate;
use crate::lexicon::{self, go_live, unsettling as words};
use crate::read::activation;
use crate::read::whom::{Pointer, Whom};
use crate::statement::{About, Claim, Rank};
use crate::text::Flow;

static DELAYING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::DELAYING]));
static TOPIC: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TOPICS]));
static QUALIFYING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::QUALIFYING]));
static CLOSING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CLOSING]));
static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
/// A longer sentence speaks of something else.
const MAX_WORDS: usize = 16;
/// So few words with a condition or a date have no room for another subject.
const FEW_WORDS: usize = 7;

impl Speech<'_, '_> {
    /// Notes that a sentence may take back what an older author asked for; it said nothing that was understood.
    pub(super) fn unsettle(&mut self, sentence: &Flow, folded: &str, pointers: &[Pointer]) {
        if !self.may_take_back(&sentence.text, folded) {
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

    fn may_take_back(&self, text: &str, folded: &str) -> bool {
        let count = folded.split_whitespace().count();
        if count > MAX_WORDS || CLOSING.is_match(folded) || activation::is_guidance(text) {
            return false;
        }
        let calm = activation::calm(text);
        let topic = TOPIC.is_match(&calm);
        // "Go-live 4 May", "go-live to be confirmed" are read elsewhere.
        if !topic && GO_LIVE.is_match(folded) {
            return false;
        }
        if DELAYING.is_match(folded) {
            return true;
        }
        let to_come = dates::find(text, self.context.reading)
            .iter()
            .any(|date| match date.when {
                When::Day(day) => self.context.reading.base.is_none_or(|base| day > base),
                When::Vague => true,
            });
        let qualified = to_come || QUALIFYING.is_match(&calm);
        qualified && (count <= FEW_WORDS || topic)
    }
}
