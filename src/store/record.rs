//! Everything the store keeps, as one enum, so that each backend, `export` and `import` treat all of it alike.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::account::{Account, Invitation, Session};
use crate::domain::api::{IssuedToken, Repeat};
use crate::domain::event::Entry;
use crate::domain::ids::{AccountId, LinkHash, MailId, OutboxId, TicketId, TokenHash};
use crate::domain::mail::{Cursor, CutOff, FolderKey, LedgerKey, LedgerRow, MailRecord, Sender};
use crate::domain::openid::SignIn;
use crate::domain::outbox::{LinkRecord, OutboxRow};
use crate::domain::ticket::Ticket;
use crate::domain::webhook::Delivery;

/// How far a folder has been taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CursorRow {
    /// The folder.
    pub folder: FolderKey,
    /// How far.
    pub cursor: Cursor,
    /// What is too old to be taken; none where everything is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<CutOff>,
    /// Written so far.
    pub revision: u64,
}

/// What the reader said about a mail, kept so that the desk can show it beside the mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// The mail.
    pub mail: MailId,
    /// The extraction, as `greenroom parse --json` prints it.
    pub extraction: greenroom_parsers::Extraction,
    /// By which words it is found ([`super::index::mail_words`]); none where it was read before there were any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Written so far.
    pub revision: u64,
}

/// Says that this store began as a backup. What was given out after the backup was made must not be given out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restoration {
    /// Each time, the first first.
    pub times: Vec<Restored>,
    /// Tickets have had numbers up to this one, perhaps.
    pub tickets_up_to: TicketId,
    /// Written so far.
    pub revision: u64,
}

/// One restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The moment that was in the backup.
    pub backup_at: Timestamp,
    /// When it became a store again.
    pub at: Timestamp,
}

/// Says that people were erased, and not who they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Erasure {
    /// Counted from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// By whom: the name somebody signed in with, or the retention of the configuration.
    pub by: String,
    /// People on tickets.
    pub people: u64,
    /// Tickets that were rewritten.
    pub tickets: u64,
    /// Mails whose bytes and readings are gone.
    pub mails: u64,
}

/// One thing that the store keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A ticket's snapshot.
    Ticket(Box<Ticket>),
    /// One event of a ticket.
    Entry(Box<Entry>),
    /// A stored mail.
    Mail(MailRecord),
    /// What was read in a mail.
    Reading(Box<ReadingRow>),
    /// A row of the ledger.
    Ledger(LedgerRow),
    /// How far a folder has been taken in.
    Cursor(CursorRow),
    /// A mail that is to go out.
    Outbox(OutboxRow),
    /// A link.
    Link(LinkRecord),
    /// A sender whom a person trusts, or does not any more.
    Sender(Sender),
    /// That this store began as a backup.
    Restoration(Restoration),
    /// That people were erased.
    Erasure(Erasure),
    /// Somebody who uses the desk.
    Account(Box<Account>),
    /// A sign-in that has not ended.
    Session(Box<Session>),
    /// A link by which somebody sets a password, once.
    Invitation(Invitation),
    /// A sign-in that has begun at a provider of OpenID Connect, for a few minutes.
    SignIn(Box<SignIn>),
    /// A token of the API.
    IssuedToken(Box<IssuedToken>),
    /// A request that is not done a second time.
    Repeat(Repeat),
    /// An event that an endpoint is told of.
    Delivery(Delivery),
}

/// Names a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "record", content = "key", rename_all = "snake_case")]
pub enum Key {
    /// A ticket.
    Ticket(TicketId),
    /// The event of a ticket with this number.
    Entry(TicketId, u64),
    /// A stored mail.
    Mail(MailId),
    /// What was read in a mail.
    Reading(MailId),
    /// A row of the ledger.
    Ledger(LedgerKey),
    /// How far a folder has been taken in.
    Cursor(FolderKey),
    /// A mail that is to go out.
    Outbox(OutboxId),
    /// A link.
    Link(LinkHash),
    /// A sender, by the folded address.
    Sender(String),
    /// That this store began as a backup; there is at most one.
    Restoration,
    /// That people were erased.
    Erasure(u64),
    /// Somebody who uses the desk.
    Account(AccountId),
    /// A sign-in, by the hash of its token.
    Session(TokenHash),
    /// A link by which somebody sets a password, by the hash of its token.
    Invitation(TokenHash),
    /// A sign-in that has begun at a provider, by the hash of what its browser holds.
    SignIn(TokenHash),
    /// A token of the API, by its hash.
    IssuedToken(TokenHash),
    /// A request that is not done a second time, by the hash of who asked and of their key.
    Repeat(TokenHash),
    /// An event that an endpoint is told of, by its name.
    Delivery(String),
}

impl Record {
    /// The record's name.
    pub fn key(&self) -> Key {
        match self {
            Self::Ticket(ticket) => Key::Ticket(ticket.id),
            Self::Entry(entry) => Key::Entry(entry.ticket, entry.seq),
            Self::Mail(mail) => Key::Mail(mail.id),
            Self::Reading(row) => Key::Reading(row.mail),
            Self::Ledger(row) => Key::Ledger(row.key.clone()),
            Self::Cursor(row) => Key::Cursor(row.folder.clone()),
            Self::Outbox(row) => Key::Outbox(row.id.clone()),
            Self::Link(link) => Key::Link(link.hash),
            Self::Sender(sender) => Key::Sender(sender.address.clone()),
            Self::Restoration(_) => Key::Restoration,
            Self::Erasure(erasure) => Key::Erasure(erasure.number),
            Self::Account(account) => Key::Account(account.id),
            Self::Session(session) => Key::Session(session.hash),
            Self::Invitation(invitation) => Key::Invitation(invitation.hash),
            Self::SignIn(sign_in) => Key::SignIn(sign_in.hash),
            Self::IssuedToken(token) => Key::IssuedToken(token.hash),
            Self::Repeat(repeat) => Key::Repeat(repeat.hash),
            Self::Delivery(delivery) => Key::Delivery(delivery.id.clone()),
        }
    }

    /// How often the record has been written, itself included. Events and erasures are written once.
    pub fn revision(&self) -> u64 {
        match self {
            Self::Ticket(ticket) => ticket.revision,
            Self::Entry(_) | Self::Erasure(_) => 1,
            Self::Mail(mail) => mail.revision,
            Self::Reading(row) => row.revision,
            Self::Ledger(row) => row.revision,
            Self::Cursor(row) => row.revision,
            Self::Outbox(row) => row.revision,
            Self::Link(link) => link.revision,
            Self::Sender(sender) => sender.revision,
            Self::Restoration(restoration) => restoration.revision,
            Self::Account(account) => account.revision,
            Self::Session(session) => session.revision,
            Self::Invitation(invitation) => invitation.revision,
            Self::SignIn(sign_in) => sign_in.revision,
            Self::IssuedToken(token) => token.revision,
            Self::Repeat(repeat) => repeat.revision,
            Self::Delivery(delivery) => delivery.revision,
        }
    }

    /// Whether an export has it. Whoever holds an old copy must not come in by what has ended since, and nobody is told once more
    /// of what happened before a restore.
    pub fn is_exported(&self) -> bool {
        !matches!(
            self,
            Self::Session(_)
                | Self::Invitation(_)
                | Self::SignIn(_)
                | Self::IssuedToken(_)
                | Self::Repeat(_)
                | Self::Delivery(_)
        )
    }
}
