//! Facts of the outer headers that the daemon needs to match and to trust a mail.
//!
//! It does not judge: whether a sender is trusted is the daemon's business.

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::extraction::Mailbox;

/// What the outer headers say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs of In-Reply-To.
    pub in_reply_to: Vec<String>,
    /// Message-IDs of References, oldest first.
    pub references: Vec<String>,
    /// The people of all From headers.
    pub from: Vec<Mailbox>,
    /// How many From headers there are; a mail with more than one is not to be trusted.
    pub from_headers: usize,
    /// Reply-To.
    pub reply_to: Vec<Mailbox>,
    /// To.
    pub to: Vec<Mailbox>,
    /// Cc.
    pub cc: Vec<Mailbox>,
    /// The subject, decoded.
    pub subject: Option<String>,
    /// The Date header with its offset.
    pub date: Option<Zoned>,
    /// Why the mail is automatic, where it is.
    pub automatic: Option<AutomaticReason>,
    /// The Authentication-Results headers as written, topmost first.
    pub authentication_results: Vec<String>,
    /// Numbers of our own tickets in the subject: 123 for `[GR-123]`.
    pub is_own_ticket_tags: Vec<u64>,
}

impl Envelope {
    /// The domain of the mailbox that received the mail: the author's own where one of the recipients shares it, as in an
    /// answer to a client with our mailbox in copy; else the first recipient's.
    pub(crate) fn home(&self) -> Option<&str> {
        fn of(person: &Mailbox) -> Option<&str> {
            person.email.as_deref()?.split_once('@').map(|(_, domain)| domain)
        }
        let own = self.from.first().and_then(of);
        let shared = self
            .to
            .iter()
            .chain(&self.cc)
            .filter_map(of)
            .find(|other| Some(*other) == own);
        shared.or_else(|| self.to.first().and_then(of))
    }
}

/// Why a mail counts as written by a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutomaticReason {
    /// `Auto-Submitted` says so.
    AutoSubmitted,
    /// A header that only auto-responders set, such as `X-Autoreply`.
    AutoResponse,
    /// Return-Path is empty.
    NullSender,
    /// A delivery report.
    DeliveryReport,
    /// A bulk mail that nobody wrote to us.
    Bulk,
    /// Nothing in the headers, but the text is an out-of-office note.
    OutOfOffice,
}
