//! Who may use the API besides the operator: tokens that administrators make, what each may do, and requests that were made
//! before.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::account::By;
use super::ids::TokenHash;

/// What a token may do. Nothing follows from anything else: whoever decides about tickets and reads them has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reads tickets, their history and outgoing mails.
    ReadTickets,
    /// Decides about tickets and their people.
    DecideTickets,
    /// Reads what became of mails, and mails themselves.
    ReadMails,
    /// Releases mails from quarantine and turns them down.
    DecideMails,
    /// Says whose mail counts, and who uses the desk; makes backups; erases people.
    Administer,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ReadTickets,
        Self::DecideTickets,
        Self::ReadMails,
        Self::DecideMails,
        Self::Administer,
    ];

    /// As it stands in forms and in the API.
    pub fn key(self) -> &'static str {
        match self {
            Self::ReadTickets => "read_tickets",
            Self::DecideTickets => "decide_tickets",
            Self::ReadMails => "read_mails",
            Self::DecideMails => "decide_mails",
            Self::Administer => "administer",
        }
    }

    /// As it is shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::ReadTickets => "read tickets and the outbox",
            Self::DecideTickets => "decide about tickets",
            Self::ReadMails => "read mails",
            Self::DecideMails => "decide about quarantine",
            Self::Administer => "administer: senders, accounts, backups, erasure",
        }
    }

    /// The scope that [`Scope::key`] names.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }
}

/// A token that an administrator made for a program. The token itself is stored nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedToken {
    /// The hash of the token, which also names it.
    pub hash: TokenHash,
    /// Which program has it; stands in the history of what the program does.
    pub name: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: By,
    /// When it ends by itself, if it does.
    pub ends: Option<Timestamp>,
    /// When it was last used, to an hour or so.
    pub seen: Option<Timestamp>,
    /// When and by whom it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
    /// Written so far.
    pub revision: u64,
}

/// That a token does not count any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Since when.
    pub at: Timestamp,
    /// Who said so.
    pub by: By,
}

impl IssuedToken {
    /// Whether it counts at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.withdrawn.is_none() && self.ends.is_none_or(|ends| now < ends)
    }
}

/// So long a repeated request is recognised.
pub const REPEATS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A request with an `Idempotency-Key`, so that it is not done a second time. It holds nobody's data: a repeat is answered
/// with the ticket or mail as it is then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The hash of who asked and of their key.
    pub hash: TokenHash,
    /// The hash of what was asked: the same key with something else is a mistake.
    pub asked: TokenHash,
    /// When it began.
    pub at: Timestamp,
    /// How it ended.
    pub end: RepeatEnd,
    /// Written so far.
    pub revision: u64,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "end")]
pub enum RepeatEnd {
    /// In: the request, before anything is done. Out: its end. A crash leaves it: then nobody knows whether it was done,
    /// and it is not done again.
    Unknown,
    /// It was done.
    Done {
        /// The status it was answered with.
        status: u16,
    },
}

impl Repeat {
    /// Whether it is still recognised at `now`.
    pub fn is_kept(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) < REPEATS_KEPT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_counts_until_it_ends_or_is_withdrawn() {
        let at = |hour: i64| Timestamp::from_second(1_800_000_000 + 3600 * hour).unwrap();
        let mut token = IssuedToken {
            hash: TokenHash::of(b"token"),
            name: "billing".into(),
            scopes: BTreeSet::from([Scope::ReadTickets]),
            made_at: at(0),
            made_by: By::Operator,
            ends: Some(at(5)),
            seen: None,
            withdrawn: None,
            revision: 1,
        };
        assert!(token.is_live(at(4)) && !token.is_live(at(5)));
        token.ends = None;
        assert!(token.is_live(at(5000)));
        let by = By::Operator;
        token.withdrawn = Some(Withdrawn { at: at(1), by });
        assert!(!token.is_live(at(2)));
        assert!(
            Scope::ALL
                .into_iter()
                .all(|scope| Scope::named(scope.key()) == Some(scope))
        );
    }
}
