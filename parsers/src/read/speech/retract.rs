//! What is taken back: "changed my mind", "that was before yesterday's call", "she withdrew that".
//!
//! Taking back never activates anybody by itself: it only removes what was said of the link before.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::extraction::Activate;
use crate::lexicon::{self, requests};
use crate::statement::{Claim, Rank, Statement};

static CHANGED_MIND: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::CHANGED_MIND]));
static OUTDATED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::OUTDATED]));
static WITHDREW: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::WITHDREW]));

fn activation(statement: &Statement) -> Option<Activate> {
    if let Claim::Activation { activate, .. } = &statement.said.claim {
        Some(*activate)
    } else {
        None
    }
}

impl Speech<'_, '_> {
    /// Removes what a sentence takes back of the sentences before it, which began at `since`.
    pub(super) fn take_back(&mut self, folded: &str, since: usize) {
        if OUTDATED.is_match(folded) {
            let before = since.min(self.out.len());
            let mut index = 0;
            self.out.retain(|statement| {
                index += 1;
                index <= before || activation(statement).is_none()
            });
        } else if CHANGED_MIND.is_match(folded) {
            self.out
                .retain(|statement| activation(statement) != Some(Activate::Now));
        }
    }

    /// Removes what a sentence said itself and took back in its own words, and the holds that a changed mind lifts.
    pub(super) fn take_back_own(&mut self, folded: &str, since: usize) {
        let since = since.min(self.out.len());
        if WITHDREW.is_match(folded) {
            let mut index = 0;
            self.out.retain(|statement| {
                index += 1;
                index <= since || activation(statement).is_none()
            });
        }
        let all = |statement: &Statement| statement.said.rank == Rank::Everybody;
        let lifted = CHANGED_MIND.is_match(folded)
            && self.out[since.min(self.out.len())..]
                .iter()
                .any(|statement| all(statement) && activation(statement) == Some(Activate::Now));
        if lifted {
            let mut index = 0;
            self.out.retain(|statement| {
                index += 1;
                index > since || !all(statement) || activation(statement).is_none()
            });
        }
    }
}
