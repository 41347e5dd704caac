//! What we write to account managers about their tickets. The words are fixed when a note is queued: what a reviewer has read is
//! what goes out, and a repeat is the same mail.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ticket::{Problem, Ticket};

/// What a note is about. A ticket has one of each at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// People were typed in from something that could not be read: thanks, why it takes longer, and what is faster.
    TypedIn,
}

impl About {
    /// As it stands in names of outgoing mails.
    pub fn key(self) -> &'static str {
        match self {
            Self::TypedIn => "typed-in",
        }
    }

    /// Where a note of this kind about `ticket` goes.
    ///
    /// # Errors
    /// Why none is written, as the rest of a sentence.
    pub fn recipient(self, ticket: &Ticket) -> Result<&str, &'static str> {
        if ticket.rejected.is_some() || ticket.erased {
            return Err("nothing is written about it any more");
        }
        if ticket.notes.contains(&self) {
            return Err("that was written before");
        }
        match self {
            Self::TypedIn if ticket.manual_entry.is_empty() => return Err("there was nothing to type in"),
            Self::TypedIn => {}
        }
        let is_left = |problem: &Problem| matches!(problem.code.as_str(), "manual_entry" | "no_users");
        if ticket.people.is_empty() || ticket.problems.iter().any(is_left) {
            return Err("something has still to be typed in");
        }
        ticket
            .submitter
            .email
            .as_deref()
            .ok_or("the address of the account manager is not known")
    }

    /// In the history: `wrote to the account manager …`.
    pub fn words(self) -> &'static str {
        match self {
            Self::TypedIn => "that people were typed in, and what is faster",
        }
    }
}

/// A note, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is about.
    pub about: About,
    /// One line.
    pub subject: String,
    /// For readers without HTML.
    pub text: String,
    /// For all others.
    pub html: String,
    /// The Message-ID of the mail that it answers, without angle brackets.
    pub answers: Option<String>,
}
