//! A stored mail, what became of it, and the ledger: one row for every UID that was ever seen in a watched folder.

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{Fingerprint, MailId, TicketId};

/// A folder of a source, as configured: `support/INBOX`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FolderKey {
    /// The name of the source in the configuration.
    pub source: String,
    /// The folder within it; for a Maildir or a folder of files its path as configured.
    pub folder: String,
}

impl fmt::Display for FolderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.source, self.folder)
    }
}

/// How far a folder has been taken in (RFC 9051 section 2.3.1.1). Never based on `\Seen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The UIDVALIDITY under which `last_uid` means something.
    pub uid_validity: u32,
    /// Every UID up to this one has its row in the ledger.
    pub last_uid: u32,
}

/// Which messages lay in a folder long before the first connection. They are listed and left where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutOff {
    /// What the server received before this day is old. Fixed at the first connection.
    pub before: Date,
    /// Only messages that were there then can be old; those from this UID on came later.
    pub below_uid: u32,
}

/// Names one message in one folder. For sources without UIDs `uid` is a text made of the file's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LedgerKey {
    /// The folder.
    #[serde(flatten)]
    pub folder: FolderKey,
    /// UIDVALIDITY; 0 for sources without.
    pub uid_validity: u32,
    /// The UID, or the name of the file.
    pub uid: String,
}

impl LedgerKey {
    /// The key of an IMAP message.
    pub fn imap(folder: &FolderKey, uid_validity: u32, uid: u32) -> Self {
        Self {
            folder: folder.clone(),
            uid_validity,
            uid: format!("{uid:010}"),
        }
    }

    /// The key of a file, or of a message in an mbox (`name#3`).
    pub fn file(folder: &FolderKey, name: &str) -> Self {
        Self {
            folder: folder.clone(),
            uid_validity: 0,
            uid: name.to_owned(),
        }
    }
}

impl fmt::Display for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.folder, self.uid_validity, self.uid)
    }
}

/// What intake made of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "taken", rename_all = "snake_case")]
pub enum Taken {
    /// Stored for good; the mail's own record says what became of it.
    Stored {
        /// The mail.
        mail: MailId,
    },
    /// Not fetched, for a reason a person must see; the message stays in the mailbox.
    Refused {
        /// In words, with the numbers.
        reason: String,
    },
    /// It was gone before it could be fetched (somebody moved or deleted it).
    Vanished,
    /// It lay in the folder long before the first connection; not fetched, it stays in the mailbox until `backfill` takes it.
    Old {
        /// The server received it before this day.
        before: Date,
    },
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Which message.
    pub key: LedgerKey,
    /// How large it is, in bytes, as the source said.
    pub size: u64,
    /// When it was first seen.
    pub seen_at: Timestamp,
    /// What intake made of it.
    pub taken: Taken,
    /// Whether the mailbox has been told (moved, flagged, or left as configured).
    pub acknowledged: bool,
    /// Written so far; a write names the revision it was made from.
    pub revision: u64,
}

/// What finally became of a mail. Each has a reason that a person can read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It became a ticket.
    Ticket {
        /// Which.
        ticket: TicketId,
    },
    /// It changed a ticket.
    Amendment {
        /// Which.
        ticket: TicketId,
    },
    /// It moved a go-live.
    GoLiveChange {
        /// Which tickets it concerns; where none fitted, the new one that asks a person.
        tickets: Vec<TicketId>,
    },
    /// It asked for a new link.
    Reset {
        /// The tickets on which somebody got one, or the new one that asks a person; empty when a ticket already asks.
        tickets: Vec<TicketId>,
    },
    /// The same mail was acted on before.
    Duplicate {
        /// The first one.
        of: MailId,
    },
    /// Nothing to do.
    Ignored,
    /// The sender is not known, or not who they say; a person must release it.
    Quarantined,
    /// It could not be read as mail; a person must look at it.
    Unparsed,
    /// It says that a mail of ours could not be delivered.
    Bounce {
        /// Whose mail it was.
        ticket: TicketId,
    },
    /// It waited in quarantine, and a person turned it down.
    Rejected,
}

impl Outcome {
    /// Every word of an outcome.
    pub const WORDS: [&str; 10] = [
        "ticket",
        "amendment",
        "go-live change",
        "reset",
        "duplicate",
        "ignored",
        "quarantined",
        "unparsed",
        "bounce",
        "rejected",
    ];

    /// The one ticket that the mail became or changed.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::Ticket { ticket } | Self::Amendment { ticket } | Self::Bounce { ticket } => Some(*ticket),
            Self::GoLiveChange { .. }
            | Self::Reset { .. }
            | Self::Duplicate { .. }
            | Self::Ignored
            | Self::Quarantined
            | Self::Unparsed
            | Self::Rejected => None,
        }
    }

    /// Every ticket that the mail became or changed.
    pub fn tickets(&self) -> Vec<TicketId> {
        match self {
            Self::GoLiveChange { tickets } | Self::Reset { tickets } => tickets.clone(),
            Self::Ticket { .. }
            | Self::Amendment { .. }
            | Self::Bounce { .. }
            | Self::Duplicate { .. }
            | Self::Ignored
            | Self::Quarantined
            | Self::Unparsed
            | Self::Rejected => self.ticket().into_iter().collect(),
        }
    }

    /// The word of this outcome, as the ledger shows it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Ticket { .. } => "ticket",
            Self::Amendment { .. } => "amendment",
            Self::GoLiveChange { .. } => "go-live change",
            Self::Reset { .. } => "reset",
            Self::Duplicate { .. } => "duplicate",
            Self::Ignored => "ignored",
            Self::Quarantined => "quarantined",
            Self::Unparsed => "unparsed",
            Self::Bounce { .. } => "bounce",
            Self::Rejected => "rejected",
        }
    }
}

/// Where a stored mail stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum MailStatus {
    /// In: intake. Out: the pipeline. A crash leaves it stored; the pipeline looks for these when it starts.
    Stored,
    /// In: the pipeline, in the same commit as the ticket. Out: never, except by a person who releases it.
    Settled {
        /// When.
        at: Timestamp,
        /// What became of it.
        #[serde(flatten)]
        outcome: Outcome,
        /// Why, in one sentence.
        reason: String,
    },
}

/// A mail that is stored for good. The bytes are kept beside it, exactly as they arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRecord {
    /// The hash of its bytes.
    pub id: MailId,
    /// The hash of what it says, apart from the marks of its way.
    pub fingerprint: Fingerprint,
    /// Its Message-ID: a hint, never an identity.
    pub message_id: Option<String>,
    /// In bytes.
    pub size: u64,
    /// When it was taken in.
    pub received_at: Timestamp,
    /// Where it was first found.
    pub found: LedgerKey,
    /// Where it stands.
    pub status: MailStatus,
    /// Whose it is by its From, folded; known once it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// When it was written, as it says itself, but never after it was taken in. Tells a flood from a backlog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// What people decided about it, the first first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<MailDecision>,
    /// When its bytes and what was read in them were erased, if they were. The row stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Timestamp>,
    /// It waits in quarantine because nobody could say whether it is its sender's, and is looked at again. Stays while it is
    /// looked at, so that later mails of the domain do not overtake it; gone once it is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck: Option<Recheck>,
    /// Written so far; a write names the revision it was made from.
    pub revision: u64,
}

/// When a mail whose sender could not be proven is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recheck {
    /// When it was looked at for the first time.
    pub since: Timestamp,
    /// How often it was looked at.
    pub tries: u32,
    /// When it is looked at next.
    pub next: Timestamp,
}

impl Recheck {
    /// After so many minutes at most it is looked at again.
    const LONGEST_MINUTES: i64 = 60;

    /// After so many hours it is left to a person.
    const PATIENCE_HOURS: i64 = 5 * 24;

    /// When to look again after a look at `now` in vain, the last one being `before`; none once that was tried for days.
    pub fn after(before: Option<Self>, now: Timestamp) -> Option<Self> {
        let (since, tries) = before.map_or((now, 0), |before| (before.since, before.tries));
        let minutes = 1_i64.checked_shl(tries.min(10)).unwrap_or(1).min(Self::LONGEST_MINUTES);
        let is_patient = now.duration_since(since) < SignedDuration::from_hours(Self::PATIENCE_HOURS);
        let next = now.checked_add(SignedDuration::from_mins(minutes)).ok()?;
        is_patient.then_some(Self {
            since,
            tries: tries.saturating_add(1),
            next,
        })
    }
}

/// What a person decided about a mail in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MailDecision {
    /// When.
    pub at: Timestamp,
    /// Who, by the name they signed in with.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub word: MailWord,
}

/// The words a person has about a mail in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum MailWord {
    /// This one mail counts.
    Released,
    /// This mail counts, and so do all that its sender writes.
    ReleasedAndTrusted,
    /// It does not count.
    Rejected {
        /// Why.
        reason: String,
    },
}

/// Why nothing can be decided about a mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mail is {found}; only a mail in quarantine can be released or rejected")]
pub struct NotInQuarantine {
    found: &'static str,
}

impl MailRecord {
    /// The word of where it stands.
    pub fn word(&self) -> &'static str {
        match &self.status {
            MailStatus::Stored => "stored",
            MailStatus::Settled { outcome, .. } => outcome.word(),
        }
    }

    /// Who released it, if somebody did.
    pub fn released_by(&self) -> Option<&MailDecision> {
        let last = self.decisions.last()?;
        match last.word {
            MailWord::Released | MailWord::ReleasedAndTrusted => Some(last),
            MailWord::Rejected { .. } => None,
        }
    }

    /// Whether it waits in quarantine to be looked at again.
    pub fn waits_for_proof(&self) -> bool {
        let in_quarantine = matches!(
            self.status,
            MailStatus::Settled {
                outcome: Outcome::Quarantined,
                ..
            }
        );
        in_quarantine && self.recheck.is_some()
    }

    /// The mail, to be looked at again; none where a person has decided meanwhile.
    pub fn looked_at_again(&self) -> Option<Self> {
        self.waits_for_proof().then(|| Self {
            status: MailStatus::Stored,
            revision: self.revision + 1,
            ..self.clone()
        })
    }

    /// The mail after a person's decision: released, it is read again as if it had just come.
    ///
    /// # Errors
    /// [`NotInQuarantine`] for every other mail.
    pub fn decided(&self, decision: MailDecision) -> Result<Self, NotInQuarantine> {
        let waits = matches!(
            self.status,
            MailStatus::Settled {
                outcome: Outcome::Quarantined,
                ..
            }
        );
        if !waits {
            return Err(NotInQuarantine { found: self.word() });
        }
        let mut next = self.clone();
        next.status = match &decision.word {
            MailWord::Released | MailWord::ReleasedAndTrusted => MailStatus::Stored,
            MailWord::Rejected { reason } => MailStatus::Settled {
                at: decision.at,
                outcome: Outcome::Rejected,
                reason: format!("{} turned it down: {reason}", decision.by),
            },
        };
        next.decisions.push(decision);
        next.recheck = None;
        next.revision += 1;
        Ok(next)
    }
}

/// A sender whose mail counts because a person said so, beside those of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sender {
    /// The address, folded.
    pub address: String,
    /// Whether their mail counts now.
    pub trusted: bool,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Written so far.
    pub revision: u64,
}
