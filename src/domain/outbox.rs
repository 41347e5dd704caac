//! A mail that is to go out, every attempt at it, and the link it carries.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::NewLink;
use super::ids::{LinkHash, OutboxId, PersonNo, TicketId};
use super::note::Note;

/// Makes links. Behind it is a secret key, so that a token need not be stored anywhere.
pub trait LinkMaker: Send + Sync {
    /// The link that the outgoing mail `id` carries, and the name of that mail. The same for the same `id`.
    fn new_link(&self, id: &OutboxId) -> NewLink;

    /// Whether a Message-ID is that of a mail of ours. Nobody else can make one up.
    fn is_own(&self, message_id: &str) -> bool;
}

/// How one attempt to send ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum AttemptResult {
    /// The server took it.
    Accepted,
    /// The server asked to try again later (4xx), or fell silent at this recipient before the mail was handed over.
    Deferred {
        /// What it said.
        reason: String,
    },
    /// Nothing has left, and the recipient has nothing to do with it: the server is not there, or refuses our password or
    /// our address. Never counts against the recipient, however often it happens.
    Hindered {
        /// What stands in the way.
        reason: String,
    },
    /// The server will never take it (5xx).
    Refused {
        /// What it said.
        reason: String,
    },
    /// Nobody knows: the connection was lost after the mail was handed over, or the process ended. It may have gone out.
    Unknown {
        /// What is known.
        reason: String,
    },
}

/// One attempt to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attempt {
    /// When it ended.
    pub at: Timestamp,
    /// How it ended.
    #[serde(flatten)]
    pub result: AttemptResult,
}

/// Where an outgoing mail stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    /// In: the commit that queued it, or a failed attempt. Out: a worker's claim. A crash leaves it waiting.
    Waiting {
        /// Not before this instant.
        not_before: Timestamp,
    },
    /// In: a worker's claim, before it talks to the server. Out: the result. A crash leaves the claim, which ends by
    /// itself; then the outcome is unknown and the same mail is repeated.
    Claimed {
        /// When the claim ends by itself.
        until: Timestamp,
    },
    /// In: a restore, because it may have gone out after the backup. Out: a person settles that on the ticket, or it is
    /// withdrawn. A crash leaves it paused.
    Paused {
        /// Since when.
        at: Timestamp,
    },
    /// In: the server took it. Out: never.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// In: the server refused it for good, or the attempts ran out. Out: a person sends it again.
    Dead {
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// In: the person was held or taken out before it went. Out: never.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

impl OutboxState {
    /// The word of this state.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Claimed { .. } => "sending",
            Self::Paused { .. } => "paused",
            Self::Sent { .. } => "sent",
            Self::Dead { .. } => "dead",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// When a worker has to look at it again.
    pub fn wakes_at(&self) -> Option<Timestamp> {
        match self {
            Self::Waiting { not_before } => Some(*not_before),
            Self::Claimed { until } => Some(*until),
            Self::Paused { .. } | Self::Sent { .. } | Self::Dead { .. } | Self::Withdrawn { .. } => None,
        }
    }
}

/// What an outgoing mail brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Brings {
    /// A link, to a person of the ticket.
    Link {
        /// Who gets it.
        person: PersonNo,
        /// Which of the person's links it is.
        number: u32,
        /// The hash of its token.
        link: LinkHash,
    },
    /// Words, to the account manager.
    Note {
        /// Them.
        note: Note,
    },
}

impl Brings {
    /// Whose link it is, and which of theirs.
    pub fn person(&self) -> Option<(PersonNo, u32)> {
        match self {
            Self::Link { person, number, .. } => Some((*person, *number)),
            Self::Note { .. } => None,
        }
    }
}

/// A mail that is to go out. Its Message-ID is fixed before the first attempt, so that a repeat is the same mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// The name of this work.
    pub id: OutboxId,
    /// Whose ticket.
    pub ticket: TicketId,
    /// What it brings.
    #[serde(flatten)]
    pub brings: Brings,
    /// The recipient.
    pub to: String,
    /// Without angle brackets.
    pub message_id: String,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// Where it stands.
    pub state: OutboxState,
    /// The date that the mail bears, from which its link lives. Kept as long as the mail may have gone out, so that a
    /// repeat is the same mail to the letter.
    pub composed_at: Option<Timestamp>,
    /// The time zone in which the mail says when its link ends. Kept just as long, for the same reason.
    #[serde(default)]
    pub composed_zone: Option<String>,
    /// Every attempt so far.
    pub attempts: Vec<Attempt>,
    /// Written so far; a claim names the revision it was made from, so that only one worker wins.
    pub revision: u64,
}

impl OutboxRow {
    /// How many attempts count against the recipient.
    pub fn tries(&self) -> usize {
        let attempts = self.attempts.iter();
        attempts
            .filter(|attempt| !matches!(attempt.result, AttemptResult::Hindered { .. }))
            .count()
    }

    /// Whether the mail may have gone out without our knowing.
    pub fn maybe_sent(&self) -> bool {
        self.attempts
            .iter()
            .any(|attempt| matches!(attempt.result, AttemptResult::Unknown { .. }))
            && !matches!(self.state, OutboxState::Sent { .. })
    }
}

/// What can be done with a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LinkState {
    /// It can be used until `expires`; `None` while the mail that carries it is not known to have gone out.
    Live {
        /// When it ends.
        expires: Option<Timestamp>,
    },
    /// It was used.
    Used {
        /// When.
        at: Timestamp,
    },
    /// It ended, because a newer link took its place or the person was taken out.
    Ended {
        /// When.
        at: Timestamp,
    },
}

/// A link, known by the hash of its token only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// The hash of the token.
    pub hash: LinkHash,
    /// Whose ticket.
    pub ticket: TicketId,
    /// Who may use it.
    pub person: PersonNo,
    /// Which of the person's links.
    pub number: u32,
    /// What can be done with it.
    pub state: LinkState,
    /// Written so far.
    pub revision: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_an_older_store_brings_a_link() {
        let hash = LinkHash::of(b"token");
        let older = serde_json::json!({
            "id": "GR-1/2/activation/3", "ticket": 1, "person": 2, "number": 3, "link": hash,
            "to": "kim@acme.example", "message_id": "a@vendor.example", "queued_at": "2027-03-01T14:00:00Z",
            "state": { "state": "sent", "at": "2027-03-01T14:00:01Z" }, "composed_at": null, "attempts": [], "revision": 2
        });
        let row: OutboxRow = serde_json::from_value(older).unwrap();
        assert_eq!(row.brings.person(), Some((PersonNo(2), 3)));
        let again: OutboxRow = serde_json::from_str(&serde_json::to_string(&row).unwrap()).unwrap();
        assert_eq!(again, row);
    }
}
