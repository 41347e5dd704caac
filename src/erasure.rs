//! Erasing people: their names, their addresses and the mails that name them go; that it was done stays.
//!
//! - [`find`]: what there is of an address, and what stands in the way.
//! - [`redact`]: how a text or a record reads without somebody.
//! - [`retention`]: what the configuration lets go after its days.
//!
//! The rules. Nobody is erased who is not at an end, unless somebody says that they are to be taken out first. A mail that names
//! several people goes as a whole, because its bytes cannot be parted; so it stays while another of them still waits on its ticket or it
//! waits for a person itself, unless somebody says otherwise. What it said of the others stays on their tickets. Rows, numbers,
//! states, times and hashes stay, so nothing is lost and no mail is taken in twice. A crash leaves some of it undone;
//! doing it again finds the rest.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::event::{Actor, Event};
use crate::domain::ids::{MailId, PersonNo, TicketId};
use crate::domain::matching::folded;
use crate::store::commit::{self, CommitError};
use crate::store::record::Erasure;
use crate::store::{Store, StoreError, erase};

pub mod find;
pub mod redact;
pub mod retention;

use find::Found;

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The address of the person.
    pub address: String,
    /// Take the person out of tickets first.
    pub take_out: bool,
    /// Remove mails in which others are named who still wait.
    pub shared: bool,
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// Something is still to happen to the person.
    #[error("nothing was erased: {0}; take them out first, or say --take-out")]
    Unfinished(String),
    /// The store could not do it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<StoreError> for EraseError {
    fn from(error: StoreError) -> Self {
        Self::Commit(error.into())
    }
}

/// A person on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnTicket {
    /// The ticket.
    pub ticket: String,
    /// The place on it.
    pub person: PersonNo,
    /// The word of their state.
    pub state: &'static str,
    /// Nothing more will happen to them.
    pub at_an_end: bool,
}

/// A mail that names the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The mail.
    pub mail: MailId,
    /// Where it was found; the mailbox may still have it.
    pub found: String,
    /// Why it stays for now, if it does.
    pub stays: Option<String>,
}

/// What there is of a person, and what was or would be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether it was done, or only looked for.
    pub done: bool,
    /// Where the person is.
    pub people: Vec<OnTicket>,
    /// Every ticket that is rewritten; on some they are only named.
    pub tickets: Vec<String>,
    /// Mails that name them.
    pub mails: Vec<Named>,
    /// Somebody said that their mail counts, or does not.
    pub is_sender: bool,
}

impl Report {
    /// Whether nothing is left to do.
    pub fn is_complete(&self) -> bool {
        self.done && self.mails.iter().all(|mail| mail.stays.is_none())
    }
}

/// Looks what there is of a person, and changes nothing.
///
/// # Errors
/// What the store says.
pub async fn look(store: &Arc<dyn Store>, wish: &Wish) -> Result<Report, EraseError> {
    Ok(report(
        &find::find(store, &folded(&wish.address), wish.shared).await?,
        false,
    ))
}

/// Erases a person.
///
/// # Errors
/// [`EraseError::Unfinished`] when the person is not at an end; then nothing was changed.
pub async fn erase(store: &Arc<dyn Store>, wish: &Wish, by: &str, now: Timestamp) -> Result<Report, EraseError> {
    let address = folded(&wish.address);
    let mut found = find::find(store, &address, wish.shared).await?;
    let actor = Actor::Reviewer { name: by.to_owned() };
    let unfinished: Vec<(TicketId, PersonNo)> = found.unfinished().collect();
    if !unfinished.is_empty() {
        if !wish.take_out {
            return Err(EraseError::Unfinished(found.unfinished_words()));
        }
        for (ticket, person) in unfinished {
            let event = Event::Cancelled {
                person,
                by: actor.clone(),
                reason: "taken out, to be erased".into(),
            };
            commit::happen(store, ticket, event, now).await?;
        }
        found = find::find(store, &address, wish.shared).await?;
    }
    for (id, named) in &found.tickets {
        let event = Event::Erased {
            people: named.people.iter().map(|(no, _)| *no).collect(),
            whole: false,
            by: actor.clone(),
        };
        erase::ticket(store, *id, &named.needles, &event, now).await?;
    }
    let mails: Vec<MailId> = found
        .mails
        .iter()
        .filter(|(_, named)| named.stays.is_none())
        .map(|(id, _)| *id)
        .collect();
    for id in &mails {
        erase::mail(store, *id, now).await?;
    }
    if found.is_sender {
        erase::sender(store, &address).await?;
    }
    let needles = || found.tickets.values().map(|named| &named.needles);
    let names = |text: &str| {
        let text = text.to_lowercase();
        text.contains(&address) || needles().any(|one| one.are_in(&text) || one.names_are_in(&text))
    };
    erase::views(store, &names).await?;
    let (people, tickets) = (found.people().count() as u64, found.tickets.len() as u64);
    if people > 0 || tickets > 0 || !mails.is_empty() || found.is_sender {
        let erasure = Erasure {
            number: 0,
            at: now,
            by: by.to_owned(),
            people,
            tickets,
            mails: mails.len() as u64,
        };
        erase::note(store, &erasure).await?;
        tracing::info!(people, tickets, mails = mails.len(), "somebody was erased");
    }
    Ok(report(&found, true))
}

fn report(found: &Found, done: bool) -> Report {
    let people = found.people().map(|(ticket, no, state)| OnTicket {
        ticket: ticket.to_string(),
        person: no,
        state: state.word(),
        at_an_end: state.is_end(),
    });
    let mails = found.mails.iter().map(|(id, named)| Named {
        mail: *id,
        found: named.found.clone(),
        stays: named.stays.clone(),
    });
    let tickets: BTreeSet<&TicketId> = found.tickets.keys().collect();
    Report {
        done,
        people: people.collect(),
        tickets: tickets.into_iter().map(TicketId::to_string).collect(),
        mails: mails.collect(),
        is_sender: found.is_sender,
    }
}
