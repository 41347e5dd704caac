//! Where a value was read: the part, and the character range in the text the console shows for it.
//!
//! Not a place for values without a source: [`Evidenced`] cannot be made without an [`Evidence`].

use serde::{Deserialize, Serialize};

/// A range in the shown text of one part, with the text found there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// IMAP section number of the part, such as `1.2`, or `2/word/document.xml` inside a document.
    pub part: String,
    /// First character of the range, counted in Unicode scalar values.
    pub start: usize,
    /// One past the last character of the range.
    pub end: usize,
    /// The shown text between `start` and `end`.
    pub text: String,
}

/// A value together with the place it was read at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidenced<T> {
    value: T,
    evidence: Evidence,
}

impl<T> Evidenced<T> {
    /// A value read at `evidence`; there is no other way to make one.
    pub fn read_at(value: T, evidence: Evidence) -> Self {
        Self { value, evidence }
    }

    /// The value alone.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Where the value was read.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Both halves, for those who store them side by side.
    pub fn into_parts(self) -> (T, Evidence) {
        (self.value, self.evidence)
    }
}
