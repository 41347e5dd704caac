//! What a ticket is and how it moves. Pure: no I/O, no clock, nothing to await.
//!
//! - [`account`]: people who use the desk, their sessions and the links by which they come in.
//! - [`ids`]: the names of things.
//! - [`ticket`]: a ticket, its people and their states.
//! - [`event`]: what can happen to a ticket, as past facts, and the effects that follow.
//! - [`lifecycle`]: the one door: `apply(ticket, event, at)` gives the next ticket and its effects.
//! - [`schedule`]: when a held person is due.
//! - [`review`]: who may approve what; the only maker of [`review::Approval`].
//! - [`history`]: events in words; [`provenance`]: which of them gave a value its present form.
//! - [`attention`]: what a person must do on a ticket, and by when.
//! - [`insight`]: how the work goes, counted from events.
//! - [`matching`]: what becomes of a mail that was read.
//! - [`mail`]: a stored mail, its outcome and the ledger of what was seen in a mailbox.
//! - [`note`]: what we write to account managers.
//! - [`outbox`]: a mail that is to go out, its attempts, and the link it carries.
//! - [`wording`]: numbers as people say them.

pub mod account;
pub mod api;
pub mod attention;
pub mod event;
pub mod further;
pub mod history;
pub mod ids;
pub mod insight;
pub mod lifecycle;

pub mod mail;
pub mod matching;
pub mod note;

pub mod openid;
pub mod outbox;
pub mod provenance;
pub mod review;
pub mod schedule;
pub mod ticket;
pub mod webhook;
pub mod wording;
