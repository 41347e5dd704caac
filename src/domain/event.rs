//! What can happen to a ticket. Events are past facts and carry all that is needed to replay them; effects are orders
//! that follow from one and are carried out later, from the outbox.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{LinkHash, MailId, OutboxId, PersonNo, TicketId};
use super::note::Note;
use super::review::Approval;
use super::schedule::Terms;
use super::ticket::{Assignee, Client, Details, GoLive, ManualEntry, Party, Problem, Wish};

/// Who made something happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Actor {
    /// The sender of a mail.
    Mail {
        /// The mail.
        mail: MailId,
        /// Its author.
        author: Party,
    },
    /// Somebody of Customer Solutions, or the operator at the command line.
    Reviewer {
        /// The name they signed in with.
        name: String,
    },
    /// The account manager who sent the ticket in, signed in at the desk. Counts no more than a mail of theirs.
    Submitter {
        /// Who.
        author: Party,
    },
    /// The clock or a worker.
    Clock,
    /// The person themself, by the link.
    Person,
}

impl Actor {
    /// A few words for the history.
    pub fn words(&self) -> String {
        match self {
            Self::Mail { author, .. } => format!("mail from {author}"),
            Self::Reviewer { name } => name.clone(),
            Self::Submitter { author } => format!("{author}, at the desk"),
            Self::Clock => "the clock".into(),
            Self::Person => "the person".into(),
        }
    }
}

/// A person as a mail or a reviewer asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Name, address, level, roles.
    pub details: Details,
    /// Activate now, hold, or nobody said.
    pub wish: Wish,
    /// The day named for the link, if any.
    pub hold_until: Option<Date>,
    /// What the reader could not settle about this person.
    pub problems: Vec<Problem>,
}

/// Everything a ticket starts with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The mail.
    pub mail: MailId,
    /// Its Message-ID, by which replies find the ticket.
    pub message_id: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Who sent it.
    pub submitter: Party,
    /// The profile by which it was read.
    pub profile: String,
    /// Whose people they are.
    pub client: Client,
    /// By which rules due times are made.
    pub terms: Terms,
    /// The go-live, where stated.
    pub go_live: Option<GoLive>,
    /// Who is to be set up.
    pub people: Vec<Request>,
    /// What must be typed in.
    pub manual_entry: Vec<ManualEntry>,
    /// What concerns the whole ticket.
    pub problems: Vec<Problem>,
}

/// A change of one person that was asked for by mail. What is `None` or empty was not mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Whom it concerns; `None` adds somebody.
    pub person: Option<PersonNo>,
    /// What was stated.
    pub request: Request,
}

/// What a reviewer decided about when a link goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Decision {
    /// At once.
    Now,
    /// On this day.
    On {
        /// In the client's zone.
        date: Date,
    },
    /// One lead time before go-live.
    BeforeGoLive,
    /// Not until somebody says otherwise.
    Stop,
}

/// How somebody was asked for before an approval or a decision that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Whom it concerns.
    pub person: PersonNo,
    /// Activate now, hold, or nobody said.
    pub wish: Wish,
    /// The day named for the link, if any.
    pub hold_until: Option<Date>,
    /// What was to be settled.
    pub problems: Vec<Problem>,
}

/// A link that nobody has had before, and the name of the mail that carries it. Made outside, because both are secret-keyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// The hash of its token.
    pub hash: LinkHash,
    /// The Message-ID of the mail, fixed before the first attempt.
    pub message_id: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A submission was read and became this ticket. Always the first event, and only that.
    Opened {
        /// What it starts with.
        submission: Box<Submission>,
    },
    /// A later mail asked for changes.
    MailAmended {
        /// The mail.
        mail: MailId,
        /// Its author.
        author: Party,
        /// Its Message-ID.
        message_id: Option<String>,
        /// People changed or added.
        changes: Vec<Change>,
        /// People to be taken out.
        removed: Vec<PersonNo>,
        /// What the reader or the matching could not settle.
        problems: Vec<Problem>,
    },
    /// The client's go-live is another day now.
    GoLiveMoved {
        /// Who says so. A reviewer's word counts at once; a mail's only where it delays.
        by: Actor,
        /// The new day.
        go_live: GoLive,
    },
    /// People were approved, each for what they wish.
    Approved {
        /// Whom it concerns.
        people: Vec<PersonNo>,
        /// By whom, and when.
        approval: Approval,
    },
    /// A reviewer said when a person's link goes out, whatever the mail said.
    Decided {
        /// Whom it concerns.
        person: PersonNo,
        /// When.
        decision: Decision,
        /// By whom, and when.
        approval: Approval,
    },
    /// A reviewer took an approval or a decision back before the link had gone out. Whoever it was waits for a person again.
    ApprovalTakenBack {
        /// Whom it concerns, each as they were before.
        people: Vec<TakenBack>,
        /// By whom.
        by: Actor,
    },
    /// A reviewer set a person up in the system, or says that they did not after all.
    SetUpMarked {
        /// Who.
        person: PersonNo,
        /// Whether it is done.
        done: bool,
        /// By whom.
        by: Actor,
    },
    /// A reviewer wrote to the account manager; the words are those that they had read.
    Noted {
        /// The words.
        note: Box<Note>,
        /// The Message-ID of the mail, fixed before the first attempt.
        message_id: String,
        /// By whom.
        by: Actor,
    },
    /// Somebody of Customer Solutions looks after the ticket now, or nobody does.
    Assigned {
        /// Who; none for nobody.
        to: Option<Assignee>,
        /// By whom.
        by: Actor,
    },
    /// The account manager answered at the desk what was asked about people. It counts as a mail of theirs does: what delays
    /// acts at once, what hastens waits for a person.
    Answered {
        /// Who answered.
        author: Party,
        /// What they said.
        changes: Vec<Change>,
    },
    /// A reviewer filled in or corrected what a person is set up with.
    Corrected {
        /// Whom it concerns.
        person: PersonNo,
        /// All details, as they are now.
        details: Details,
        /// By whom.
        by: Actor,
    },
    /// A reviewer added somebody, for instance from a PDF.
    PersonAdded {
        /// What was typed.
        request: Request,
        /// By whom.
        by: Actor,
    },
    /// A reviewer settled what concerned the whole ticket.
    ProblemsSettled {
        /// The codes that are settled.
        codes: Vec<String>,
        /// By whom.
        by: Actor,
    },
    /// The due time of a held person came, and the activation was queued.
    DueTimeReached {
        /// Who is due.
        person: PersonNo,
        /// The link that goes out.
        link: NewLink,
    },
    /// Too many links were due within an hour, so this one waits for a person.
    BurstStopped {
        /// Who was due.
        person: PersonNo,
        /// How many links an hour the policy allows.
        limit: u32,
    },
    /// The mail server took the mail with the link.
    LinkSent {
        /// Whose link it is.
        person: PersonNo,
        /// Which of the person's links.
        number: u32,
        /// When it ends.
        expires: Timestamp,
    },
    /// The mail could not be delivered, now or by a later bounce.
    DeliveryFailed {
        /// Whose link it is.
        person: PersonNo,
        /// Which of the person's links.
        number: u32,
        /// What the server said.
        reason: String,
        /// The mail that came back, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail: Option<MailId>,
    },
    /// Another ticket asks for this person as well; the problem names it, so that both sides show the other.
    SeenElsewhere {
        /// Who.
        person: PersonNo,
        /// What a person must compare.
        problem: Problem,
    },
    /// The person pressed the button of the link.
    LinkUsed {
        /// Who.
        person: PersonNo,
        /// Which of the person's links.
        number: u32,
    },
    /// Nobody used the link in time.
    LinkExpired {
        /// Whose link it was.
        person: PersonNo,
        /// Which of the person's links.
        number: u32,
    },
    /// A new link was asked for and is queued; the one before is over.
    NewLinkRequested {
        /// For whom.
        person: PersonNo,
        /// Who asked.
        by: Actor,
        /// The link that goes out.
        link: NewLink,
    },
    /// A person was taken out.
    Cancelled {
        /// Who.
        person: PersonNo,
        /// By whom.
        by: Actor,
        /// Why.
        reason: String,
    },
    /// The whole ticket was turned down.
    Rejected {
        /// By whom.
        by: Actor,
        /// Why.
        reason: String,
    },
    /// The rules for due times changed (configuration, or the client's zone).
    TermsChanged {
        /// The new rules.
        terms: Terms,
    },
    /// What was kept of people was erased: names, addresses and whatever else they were set up with. The history stays, without
    /// them.
    Erased {
        /// Whom it concerned; none where only a text named somebody.
        people: Vec<PersonNo>,
        /// Everybody on the ticket, its submitter and its texts as well.
        whole: bool,
        /// By whom.
        by: Actor,
    },
    /// The store was lost and a backup took its place. What happened between the two is not known.
    Restored {
        /// The moment that was in the backup.
        backup_at: Timestamp,
    },
}

/// An event as it is kept: the `seq`th of its ticket, at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose event.
    pub ticket: TicketId,
    /// Counted from 1; equals the ticket's revision after it.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// What has to be done because of an event. Carried out by `store::commit` in the same transaction as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Queue the activation mail with a new link.
    Activate {
        /// Who gets it.
        person: PersonNo,
        /// The name of the outgoing mail.
        outbox: OutboxId,
        /// Which of the person's links.
        number: u32,
        /// The link.
        link: NewLink,
        /// Where it goes.
        to: String,
    },
    /// Queue a note to the account manager.
    Write {
        /// The name of the outgoing mail.
        outbox: OutboxId,
        /// The words.
        note: Box<Note>,
        /// Where they go.
        to: String,
        /// The Message-ID.
        message_id: String,
    },
    /// The link was sent and lives until `expires`.
    StartLink {
        /// The outgoing mail that carried it.
        outbox: OutboxId,
        /// When it ends.
        expires: Timestamp,
    },
    /// The link was used and cannot be used again.
    SpendLink {
        /// The outgoing mail that carried it.
        outbox: OutboxId,
    },
    /// Take an activation mail back, if it has not gone out yet.
    Withdraw {
        /// The outgoing mail.
        outbox: OutboxId,
    },
    /// Keep an activation mail back that was on its way when a backup was made; it may have gone out since.
    Pause {
        /// The outgoing mail.
        outbox: OutboxId,
        /// Why, for its attempts.
        reason: String,
    },
    /// Let a mail that was kept back go: a person has looked.
    Resume {
        /// The outgoing mail.
        outbox: OutboxId,
    },
    /// End a link, so that at most one lives.
    EndLink {
        /// The outgoing mail that carried it.
        outbox: OutboxId,
    },
}
