//! The one door to the store: events become writes here and nowhere else.
//!
//! A [`Commit`] gathers what one mail, one decision or one stroke of the clock brings about: events of tickets, the
//! outgoing mails and links that follow, and the mail's own status. All of it is written in one transaction. When
//! somebody else was faster, nothing is written and the caller decides again (`deciding!`).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::event::{Effect, Entry, Event, NewLink, Submission};
use crate::domain::ids::{LinkHash, OutboxId, PersonNo, TicketId};
use crate::domain::lifecycle::{self, IllegalTransition};
use crate::domain::outbox::{Attempt, AttemptResult, Brings, LinkRecord, LinkState, OutboxRow, OutboxState};
use crate::domain::ticket::Ticket;

use super::{Batch, Expected, Record, Store, StoreError, Write};

/// Deciding again so often is enough: each time somebody else got something done.
const TRIES: usize = 16;

/// Why an event was not written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CommitError {
    /// There is no such ticket.
    #[error("there is no ticket {0}")]
    NoSuchTicket(TicketId),
    /// The event cannot happen to the ticket now.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A record as it was read, if it was there, and as it will be written.
struct Loaded<T> {
    was: Option<T>,
    now: T,
}

impl<T: Clone + PartialEq> Loaded<T> {
    fn read(found: T) -> Self {
        Self {
            was: Some(found.clone()),
            now: found,
        }
    }

    fn new(now: T) -> Self {
        Self { was: None, now }
    }

    fn is_changed(&self) -> bool {
        self.was.as_ref() != Some(&self.now)
    }
}

/// The write of a record that was made from `was`.
fn write(record: Record, was: Option<u64>) -> Write {
    Write {
        record,
        expected: was.map_or(Expected::Absent, Expected::Revision),
    }
}

/// A mail that waits to go out, from now on.
fn queued(
    id: &OutboxId,
    ticket: TicketId,
    brings: Brings,
    (to, message_id): (String, String),
    at: Timestamp,
) -> OutboxRow {
    OutboxRow {
        id: id.clone(),
        ticket,
        brings,
        to,
        message_id,
        queued_at: at,
        state: OutboxState::Waiting { not_before: at },
        composed_at: None,
        composed_zone: None,
        attempts: Vec::new(),
        revision: 0,
    }
}

/// Writes that belong together.
pub struct Commit<'a> {
    store: &'a Arc<dyn Store>,
    at: Timestamp,
    tickets: BTreeMap<TicketId, Loaded<Ticket>>,
    entries: Vec<Entry>,
    outbox: BTreeMap<OutboxId, Loaded<OutboxRow>>,
    links: BTreeMap<LinkHash, Loaded<LinkRecord>>,
    others: Batch,
}

impl<'a> Commit<'a> {
    /// An empty commit of what happens at `at`.
    pub fn new(store: &'a Arc<dyn Store>, at: Timestamp) -> Self {
        Self {
            store,
            at,
            tickets: BTreeMap::new(),
            entries: Vec::new(),
            outbox: BTreeMap::new(),
            links: BTreeMap::new(),
            others: Batch::new(),
        }
    }

    /// Opens a ticket.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open(&mut self, submission: Submission) -> Result<&Ticket, CommitError> {
        let id = self.store.reserve_ticket_id().await?;
        let ticket = lifecycle::open(id, &submission, self.at);
        let event = Event::Opened {
            submission: Box::new(submission),
        };
        self.entries.push(Entry {
            ticket: id,
            seq: ticket.revision,
            at: self.at,
            event,
        });
        Ok(&self.tickets.entry(id).insert_entry(Loaded::new(ticket)).into_mut().now)
    }

    /// The ticket as it will be after what this commit holds so far.
    ///
    /// # Errors
    /// [`CommitError::NoSuchTicket`], or what the store says.
    pub async fn ticket(&mut self, id: TicketId) -> Result<&Ticket, CommitError> {
        if !self.tickets.contains_key(&id) {
            let now = self.store.ticket(id).await?.ok_or(CommitError::NoSuchTicket(id))?;
            self.tickets.insert(id, Loaded::read(now));
        }
        self.tickets
            .get(&id)
            .map(|loaded| &loaded.now)
            .ok_or(CommitError::NoSuchTicket(id))
    }

    /// Lets an event happen to a ticket.
    ///
    /// # Errors
    /// [`CommitError::Illegal`] when it cannot; then the commit should be given up.
    pub async fn happen(&mut self, id: TicketId, event: Event) -> Result<&Ticket, CommitError> {
        let at = self.at;
        let (next, effects) = lifecycle::apply(self.ticket(id).await?, &event, at)?;
        self.entries.push(Entry {
            ticket: id,
            seq: next.revision,
            at: self.at,
            event,
        });
        if let Some(loaded) = self.tickets.get_mut(&id) {
            loaded.now = next;
        }
        for effect in effects {
            self.carry_out(id, effect).await?;
        }
        self.ticket(id).await
    }

    /// Adds a record that must not be there yet.
    pub fn insert(&mut self, record: Record) {
        self.others.insert(record);
    }

    /// Adds a new version of a record that is neither a ticket nor an outgoing mail nor a link.
    pub fn update(&mut self, record: Record) {
        self.others.update(record);
    }

    /// An outgoing mail, to be changed by its worker.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when there is none, or what the store says.
    pub async fn outbox_row(&mut self, id: &OutboxId) -> Result<&mut OutboxRow, CommitError> {
        if !self.outbox.contains_key(id) {
            let now = self.store.outbox_row(id).await?;
            let now = now.ok_or_else(|| StoreError::Damaged(format!("the outgoing mail {id} is missing")))?;
            self.outbox.insert(id.clone(), Loaded::read(now));
        }
        let missing = || StoreError::Damaged(format!("the outgoing mail {id} is missing"));
        Ok(&mut self.outbox.get_mut(id).ok_or_else(missing)?.now)
    }

    async fn link(&mut self, outbox: &OutboxId) -> Result<&mut LinkRecord, CommitError> {
        let missing = || StoreError::Damaged(format!("the link of {outbox} is missing"));
        let hash = match &self.outbox_row(outbox).await?.brings {
            Brings::Link { link, .. } => *link,
            Brings::Note { .. } => return Err(missing().into()),
        };
        if !self.links.contains_key(&hash) {
            let now = self.store.link(hash).await?.ok_or_else(missing)?;
            self.links.insert(hash, Loaded::read(now));
        }
        Ok(&mut self.links.get_mut(&hash).ok_or_else(missing)?.now)
    }

    async fn carry_out(&mut self, ticket: TicketId, effect: Effect) -> Result<(), CommitError> {
        let at = self.at;
        match effect {
            Effect::Activate {
                person,
                outbox,
                number,
                link,
                to,
            } => {
                self.activate(ticket, person, outbox, number, link, to);
            }
            Effect::Write {
                outbox,
                note,
                to,
                message_id,
            } => {
                let row = queued(&outbox, ticket, Brings::Note { note: *note }, (to, message_id), at);
                self.outbox.insert(outbox, Loaded::new(row));
            }
            Effect::Withdraw { outbox } => {
                let row = self.outbox_row(&outbox).await?;
                // A claimed row is withdrawn too: its worker sees it when it reports, and says what really happened.
                if matches!(
                    row.state,
                    OutboxState::Waiting { .. } | OutboxState::Claimed { .. } | OutboxState::Paused { .. }
                ) {
                    row.state = OutboxState::Withdrawn { at };
                }
            }
            Effect::Pause { outbox, reason } => {
                let row = self.outbox_row(&outbox).await?;
                if matches!(row.state, OutboxState::Waiting { .. } | OutboxState::Claimed { .. }) {
                    row.state = OutboxState::Paused { at };
                    let result = AttemptResult::Unknown { reason };
                    row.attempts.push(Attempt { at, result });
                }
            }
            Effect::Resume { outbox } => {
                let row = self.outbox_row(&outbox).await?;
                if matches!(row.state, OutboxState::Paused { .. }) {
                    row.state = OutboxState::Waiting { not_before: at };
                }
            }
            Effect::StartLink { outbox, expires } => {
                let link = self.link(&outbox).await?;
                if matches!(link.state, LinkState::Live { .. }) {
                    link.state = LinkState::Live { expires: Some(expires) };
                }
            }
            Effect::SpendLink { outbox } => self.link(&outbox).await?.state = LinkState::Used { at },
            Effect::EndLink { outbox } => {
                let link = self.link(&outbox).await?;
                if matches!(link.state, LinkState::Live { .. }) {
                    link.state = LinkState::Ended { at };
                }
            }
        }
        Ok(())
    }

    fn activate(
        &mut self,
        ticket: TicketId,
        person: PersonNo,
        outbox: OutboxId,
        number: u32,
        link: NewLink,
        to: String,
    ) {
        let (hash, at) = (link.hash, self.at);
        let record = LinkRecord {
            hash,
            ticket,
            person,
            number,
            state: LinkState::Live { expires: None },
            revision: 0,
        };
        self.links.insert(hash, Loaded::new(record));
        let brings = Brings::Link {
            person,
            number,
            link: hash,
        };
        let row = queued(&outbox, ticket, brings, (to, link.message_id), at);
        self.outbox.insert(outbox, Loaded::new(row));
    }

    /// Writes everything, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was faster.
    pub async fn commit(self) -> Result<(), CommitError> {
        let mut batch = self.others;
        for loaded in self.tickets.into_values().filter(Loaded::is_changed) {
            batch.writes.push(write(
                Record::Ticket(Box::new(loaded.now)),
                loaded.was.map(|was| was.revision),
            ));
        }
        for entry in self.entries {
            batch.insert(Record::Entry(Box::new(entry)));
        }
        for mut loaded in self.outbox.into_values().filter(Loaded::is_changed) {
            loaded.now.revision += 1;
            batch
                .writes
                .push(write(Record::Outbox(loaded.now), loaded.was.map(|was| was.revision)));
        }
        for mut loaded in self.links.into_values().filter(Loaded::is_changed) {
            loaded.now.revision += 1;
            batch
                .writes
                .push(write(Record::Link(loaded.now), loaded.was.map(|was| was.revision)));
        }
        Ok(self.store.commit(batch).await?)
    }
}

/// Counts how often a decision was made again.
#[derive(Debug, Default)]
pub struct Tries(usize);

impl Tries {
    /// Whether to decide again: somebody else was faster, and that not too often.
    pub fn again<T>(&mut self, result: &Result<T, CommitError>) -> bool {
        self.0 += 1;
        self.0 < TRIES && matches!(result, Err(CommitError::Store(StoreError::Conflict { .. })))
    }
}

/// Evaluates an attempt to decide and commit until nobody else is faster: `deciding!(self.attempt().await)`.
macro_rules! deciding {
    ($attempt:expr) => {{
        let mut tries = $crate::store::commit::Tries::default();
        loop {
            let result = $attempt;
            if !tries.again(&result) {
                break result;
            }
        }
    }};
}
pub(crate) use deciding;

/// Lets one event happen to one ticket, and says how the ticket is then.
///
/// # Errors
/// [`CommitError`]; then nothing was written.
pub async fn happen(
    store: &Arc<dyn Store>,
    ticket: TicketId,
    event: Event,
    at: Timestamp,
) -> Result<Ticket, CommitError> {
    deciding!(happen_once(store, ticket, event.clone(), at).await)
}

async fn happen_once(
    store: &Arc<dyn Store>,
    ticket: TicketId,
    event: Event,
    at: Timestamp,
) -> Result<Ticket, CommitError> {
    let mut commit = Commit::new(store, at);
    let after = commit.happen(ticket, event).await?.clone();
    commit.commit().await?;
    Ok(after)
}
