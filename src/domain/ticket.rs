//! A ticket: one submission, its client, and people who each move on their own.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, ClientKey, MailId, OutboxId, PersonNo, TicketId};
use super::note::About;
use super::review::Approval;
use super::schedule::{Plan, Terms};

/// A name and an address, either of which may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The name as shown to people.
    pub name: Option<String>,
    /// The address, domain in lower case.
    pub email: Option<String>,
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => write!(f, "{name} <{email}>"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => f.write_str("unknown"),
        }
    }
}

/// The organisation whose people are set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Client {
    /// What finds all tickets of this client.
    pub key: ClientKey,
    /// The name, where it was stated or configured.
    pub name: Option<String>,
    /// Who wrote for the client.
    pub contact: Option<Party>,
}

/// The day on which a client starts to work with the system, as it was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GoLive {
    /// The civil date in the client's zone.
    pub date: Date,
    /// "Hopefully", "TBC": a person must confirm it before anybody is sent a link by it.
    pub tentative: bool,
    /// A person at the desk stands behind this date, however odd it is.
    pub confirmed: bool,
}

impl GoLive {
    /// A date as a mail states it.
    pub fn stated(date: Date, tentative: bool) -> Self {
        Self {
            date,
            tentative,
            confirmed: false,
        }
    }
}

/// What the submitter wants for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Send the link as soon as somebody approves.
    Now,
    /// Keep until the day, or until one week before go-live.
    Hold,
    /// Nobody said; the account manager is asked.
    Unstated,
}

/// Where a person stands. The doc of each state says who moves a person in, who out, and what a crash leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PersonState {
    /// In: a submission, or a doubt. Out: an approval. A crash leaves it open.
    Open,
    /// In: an approval of a hold. Out: the clock at the due time, unless a mail on the ticket is unread, or a doubt. A crash
    /// leaves it held; the clock finds it.
    Held,
    /// In: the due time or an approval of `now`, with the outbox row in the same commit. Out: the outbox. A crash leaves
    /// both, and the outbox goes on.
    Queued,
    /// In: the outbox, after the server took the mail. Out: the link used, run out, or the mail bounced.
    Sent {
        /// When the server took the mail.
        at: Timestamp,
        /// When the link ends.
        expires: Timestamp,
    },
    /// In: the person pressed the button of the link. Out: never.
    Active {
        /// When that was.
        at: Timestamp,
    },
    /// In: the clock, when nobody used the link in time. Out: a new link.
    Expired {
        /// When the link ended.
        at: Timestamp,
    },
    /// In: the server refused the address, the mail came back, or the address was corrected while a link was out. Out: a
    /// new link.
    Undeliverable {
        /// When we learnt of it.
        at: Timestamp,
        /// What the server said.
        reason: String,
    },
    /// In: somebody took the person out. Out: never.
    Cancelled {
        /// When that was.
        at: Timestamp,
        /// Why, in words.
        reason: String,
    },
}

impl PersonState {
    /// The word of this state, as the desk and the command line show it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Sent { .. } => "sent",
            Self::Active { .. } => "active",
            Self::Expired { .. } => "expired",
            Self::Undeliverable { .. } => "undeliverable",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Whether nothing more will happen to this person.
    pub fn is_end(&self) -> bool {
        matches!(self, Self::Active { .. } | Self::Cancelled { .. })
    }
}

/// Something a person must settle, with its code (those of the extraction contract, and the daemon's own).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// A stable word such as `missing_level` or `late_submission`.
    pub code: String,
    /// One sentence for people.
    pub message: String,
}

/// The code of the problem that keeps rules from approving whom a person typed in; a person may approve them as they are.
pub const TYPED_IN: &str = "typed_in";

impl Problem {
    /// A problem with `code`, told by `message`.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
        }
    }

    /// Somebody was typed in.
    pub fn typed_in() -> Self {
        Self::new(
            TYPED_IN,
            "Typed in by hand: compare it with the document before you approve.",
        )
    }

    /// Whether this stands for a mail that a person must read before the calendar goes on.
    pub fn is_unread(&self) -> bool {
        UNREAD.contains(&self.code.as_str())
    }
}

/// The link that a person holds or is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkRef {
    /// Counted from 1 for each person; a new link ends the one before.
    pub number: u32,
    /// The outgoing mail that carries it.
    pub outbox: OutboxId,
}

/// What a person is to be set up with, as stated or corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Details {
    /// "Given Family".
    pub name: Option<String>,
    /// Where the link goes.
    pub email: Option<String>,
    /// 1 to 4, in profiles that have levels.
    pub level: Option<u8>,
    /// Names of roles as the profile has them, others as written.
    pub roles: Vec<String>,
    /// Further fields of the profile.
    #[serde(default)]
    pub fields: BTreeMap<String, serde_json::Value>,
}

impl Details {
    /// A word for this person in a sentence: the name, else the address, else the place on the ticket.
    pub fn called(&self, no: PersonNo) -> String {
        self.name
            .clone()
            .or_else(|| self.email.clone())
            .unwrap_or_else(|| format!("person {no}"))
    }
}

/// A person who is to be set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The place on the ticket.
    pub no: PersonNo,
    /// Name, address, level, roles.
    pub details: Details,
    /// Activate now, hold, or nobody said.
    pub wish: Wish,
    /// The day the submitter named for the link, if any.
    pub hold_until: Option<Date>,
    /// Where the person stands.
    pub state: PersonState,
    /// When the link goes out and why then; `None` while that cannot be said.
    pub plan: Option<Plan>,
    /// Who approved, while the approval holds.
    pub approval: Option<Approval>,
    /// What must be settled first.
    pub problems: Vec<Problem>,
    /// The link that counts, once there was one.
    pub link: Option<LinkRef>,
    /// Who set the person up in the system, and when, once somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_up: Option<SetUp>,
}

/// That somebody has been set up in the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetUp {
    /// Who says so.
    pub by: String,
    /// When they said so.
    pub at: Timestamp,
}

/// Who of Customer Solutions looks after a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignee {
    /// Their account.
    pub account: AccountId,
    /// The name they had then.
    pub name: String,
}

impl Person {
    /// When the clock has to look at this person again, unless the ticket waits for a reader ([`Ticket::wakes`]).
    fn wakes_at(&self) -> Option<Timestamp> {
        match &self.state {
            PersonState::Held => self.plan.as_ref().map(|plan| plan.due),
            PersonState::Sent { expires, .. } => Some(*expires),
            PersonState::Open
            | PersonState::Queued
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Cancelled { .. } => None,
        }
    }

    /// Whether a person at the desk has let this link go at once, whatever the calendar says.
    pub fn is_let_go(&self) -> bool {
        let by_person = self.approval.as_ref().is_some_and(Approval::is_by_person);
        by_person && self.plan.as_ref().is_some_and(|plan| plan.day.is_none())
    }

    /// Why this person is where they are, in words: what must be settled, or what was planned.
    pub fn why(&self) -> String {
        let problems: Vec<&str> = self.problems.iter().map(|problem| problem.message.as_str()).collect();
        if !problems.is_empty() {
            return problems.join(" ");
        }
        let planned = self.plan.as_ref().map(|plan| plan.reason.as_str()).unwrap_or_default();
        match &self.state {
            PersonState::Open if self.wish == Wish::Now => "\"activate now\" needs the approval of a person".into(),
            PersonState::Open => format!("needs the approval of a person; then {planned}"),
            PersonState::Held | PersonState::Queued | PersonState::Sent { .. } => planned.into(),
            PersonState::Active { .. } => "the link was used".into(),
            PersonState::Expired { .. } => format!("nobody used the link in time; it was sent {planned}"),
            PersonState::Undeliverable { reason, .. } | PersonState::Cancelled { reason, .. } => reason.clone(),
        }
    }

    /// Whether a problem with this code stands.
    pub fn has_problem(&self, code: &str) -> bool {
        self.problems.iter().any(|problem| problem.code == code)
    }
}

/// An attachment or link that a person must type in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ManualEntry {
    /// The file name, or the address of a link.
    pub attachment: String,
    /// `pdf`, `image`, `encrypted`, `unreadable`, `unsupported` or `link`.
    pub reason: String,
}

/// The ticket's own state. It follows from its people and is never stored apart from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// A person at the desk must look at it.
    NeedsReview,
    /// The account manager was asked and has not answered.
    WaitingForAnswer,
    /// Everybody who is left is held.
    Held,
    /// Links are on their way or out.
    Activating,
    /// Everybody has reached an end.
    Done,
    /// Somebody turned the whole ticket down.
    Rejected,
}

impl TicketState {
    /// The words of this state, as people read them.
    pub fn words(self) -> &'static str {
        match self {
            Self::NeedsReview => "needs review",
            Self::WaitingForAnswer => "waiting for answer",
            Self::Held => "held",
            Self::Activating => "activating",
            Self::Done => "done",
            Self::Rejected => "rejected",
        }
    }
}

impl fmt::Display for TicketState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Problems that stand for a mail which a person must read before the calendar goes on, or for decisions that were lost
/// with a store and must be made again.
const UNREAD: [&str; 3] = ["message", "unclear_person", "restored"];

/// One submission and everything that became of it. A snapshot: replaying its events gives the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ticket {
    /// `GR-17`.
    pub id: TicketId,
    /// The number of events so far; a write names the revision it was made from.
    pub revision: u64,
    /// When the submission was taken in.
    pub opened_at: Timestamp,
    /// When the last event happened.
    pub changed_at: Timestamp,
    /// The mails of this ticket, the submission first.
    pub mails: Vec<MailId>,
    /// Message-IDs by which a reply finds this ticket.
    pub thread: Vec<String>,
    /// The subject of the submission.
    pub subject: String,
    /// Who sent it.
    pub submitter: Party,
    /// The profile by which it was read.
    pub profile: String,
    /// Whose people they are.
    pub client: Client,
    /// Zone, hour, lead time and working days by which due times are made.
    pub terms: Terms,
    /// The client's go-live, where known.
    pub go_live: Option<GoLive>,
    /// An earlier go-live that somebody asked for by mail and nobody has approved yet.
    pub proposed_go_live: Option<GoLive>,
    /// Who is to be set up.
    pub people: Vec<Person>,
    /// What must be typed in by a person.
    pub manual_entry: Vec<ManualEntry>,
    /// What concerns the whole ticket and must be settled.
    pub problems: Vec<Problem>,
    /// Why the ticket was turned down, if it was.
    pub rejected: Option<String>,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Assignee>,
    /// What the account manager was written to about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<About>,
    /// Everybody on it has been erased.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

impl Ticket {
    /// The person at `no`.
    pub fn person(&self, no: PersonNo) -> Option<&Person> {
        self.people.iter().find(|person| person.no == no)
    }

    /// The ticket's state, which follows from its people.
    pub fn state(&self) -> TicketState {
        if self.rejected.is_some() {
            return TicketState::Rejected;
        }
        let any = |test: fn(&PersonState) -> bool| self.people.iter().any(|person| test(&person.state));
        let doubts = self.people.iter().any(|person| !person.problems.is_empty());
        let unsettled = doubts || !self.problems.is_empty() || self.proposed_go_live.is_some();
        if unsettled || any(|s| matches!(s, PersonState::Open | PersonState::Undeliverable { .. })) {
            return TicketState::NeedsReview;
        }
        if any(|s| {
            matches!(
                s,
                PersonState::Queued | PersonState::Sent { .. } | PersonState::Expired { .. }
            )
        }) {
            return TicketState::Activating;
        }
        if any(|s| matches!(s, PersonState::Held)) {
            return TicketState::Held;
        }
        TicketState::Done
    }

    /// The mail on this ticket that nobody has understood yet, if there is one. It may say "stop", so no link leaves by
    /// the calendar before a person has read it.
    pub fn unread(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.is_unread())
    }

    /// When the clock has to look at `person` again.
    pub fn wakes(&self, person: &Person) -> Option<Timestamp> {
        let waits = person.state == PersonState::Held && self.unread().is_some() && !person.is_let_go();
        if waits { None } else { person.wakes_at() }
    }

    /// The next instant at which the clock has work here.
    pub fn wakes_at(&self) -> Option<Timestamp> {
        self.people.iter().filter_map(|person| self.wakes(person)).min()
    }
}
