//! What stands over a request on lines of its own: "After go-live:" above "- activate both".
//!
//! Such a line asks for nothing itself, but it may say when, or for whom, or that nothing is asked.

use super::Speech;
use crate::names;
use crate::read::{activation, remarks};
use crate::text::{Flow, fold};

/// A longer line tells a story.
const MAX_WORDS: usize = 8;

/// The line over those that are read, as far as it may matter to them.
#[derive(Debug, Default)]
pub(super) struct Over {
    /// "Later:" over a request, or the steps that come before it.
    puts_off: bool,
    /// Whether that line leads a list.
    of_list: bool,
    /// A line that breaks off in the middle of a sentence, folded.
    open: Option<String>,
}

impl Speech<'_, '_> {
    /// Whether what stands over a line puts off what the line asks for.
    pub(super) fn is_put_off(&self, text: &str) -> bool {
        let goes_on = text.trim_start().starts_with(char::is_lowercase);
        let broken = self
            .over
            .open
            .as_deref()
            .filter(|_| goes_on)
            .is_some_and(|before| activation::is_conditional(before) || activation::is_denied(before));
        self.over.puts_off || broken
    }

    /// Notes a line that is about people, or about nothing but what is below it.
    pub(super) fn pass_used(&mut self, line: &Flow) {
        self.over = Over::default();
        if line.text.trim_end().ends_with(':') {
            (self.here, self.owner) = (Vec::new(), None);
            self.pass(line, false, false);
        }
    }

    /// Notes a line for those below it; `said` tells whether it was understood.
    pub(super) fn pass(&mut self, line: &Flow, listed: bool, said: bool) {
        let text = line.text.trim();
        if text.is_empty() {
            // Only a comma reaches over an empty line.
            self.over.open = self.over.open.take().filter(|before| before.ends_with(','));
            return;
        }
        let folded = fold(text);
        let words = folded.split_whitespace().count();
        let listed = listed || text.starts_with(|c: char| c.is_ascii_digit());
        let named = !self.here.is_empty() || self.owner.is_some() || names::has_address(text);
        if named {
            self.over = Over::default();
            return;
        }
        let ends = text.ends_with(['.', '!', '?', ':', ';', ')']);
        self.over.open = (!ends && !said).then(|| folded.clone());
        let bare = folded
            .trim_end_matches([':', ' '])
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let delays = || activation::puts_off(bare) || remarks::waits(self.context, bare);
        if text.ends_with(':') && words <= MAX_WORDS && !said {
            self.over.puts_off = delays();
            self.over.of_list = true;
        } else if listed && self.over.of_list {
            // The next item stands under the same line.
        } else {
            // "1. Contract, 2. Training, 3. Activate them": what comes first is to be done first.
            self.over.puts_off = listed && !said && words <= MAX_WORDS && delays();
            self.over.of_list = false;
        }
    }
}
