//! Finds people whose time has come: held people whose link is due, and sent links that have run out.
//!
//! It decides nothing: whether somebody is due is for `lifecycle::apply` to say, which refuses what is early. A crash
//! between two tickets leaves the rest for the next pass; after a week of downtime the first pass takes all of them.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{Timestamp, ToSpan};
use tracing::{error, info, warn};

use super::worker::{Report, Worker};
use crate::domain::event::Event;
use crate::domain::ids::{OutboxId, PersonNo, TicketId};
use crate::domain::lifecycle::next_link_number;
use crate::domain::outbox::LinkMaker;
use crate::domain::ticket::{Person, PersonState, Ticket};
use crate::store::commit::{Commit, CommitError, deciding};
use crate::store::record::Key;
use crate::store::{Find, Index, Store, StoreError};

/// So many tickets are looked at in one go.
const AT_ONCE: usize = 256;

/// A ticket that cannot be moved on is looked at again this much later, so that it neither blocks nor spins.
const AGAIN_SECONDS: i64 = 60;

/// Lets due times come.
pub struct DueWorker {
    store: Arc<dyn Store>,
    links: Arc<dyn LinkMaker>,
    burst: u32,
}

impl DueWorker {
    /// A worker that stops when more than `burst` links an hour would go out by the calendar alone.
    pub fn new(store: Arc<dyn Store>, links: Arc<dyn LinkMaker>, burst: u32) -> Self {
        Self { store, links, burst }
    }

    async fn pass(&self, now: Timestamp) -> Result<Report, StoreError> {
        let (mut done, mut stuck) = (0, 0);
        loop {
            // Those that are stuck stay at the front; what comes behind them must be reached.
            let find = Find::until(Index::TicketByWake, now, stuck + AT_ONCE);
            let found = self.store.find(find).await?;
            let fresh = found.len() > stuck;
            if !fresh {
                break;
            }
            stuck = 0;
            for (_, key) in found {
                let Key::Ticket(id) = key else { continue };
                match deciding!(self.ticket(id, now).await) {
                    Ok(moved) if moved > 0 => done += moved,
                    Ok(_) => stuck += 1,
                    Err(CommitError::Store(error)) => return Err(error),
                    Err(error @ (CommitError::Illegal(_) | CommitError::NoSuchTicket(_))) => {
                        error!(ticket = %id, %error, "a due time could not be acted on");
                        stuck += 1;
                    }
                }
            }
        }
        let earliest = self.store.earliest(Index::TicketByWake).await?;
        let again = now.checked_add(AGAIN_SECONDS.seconds()).unwrap_or(Timestamp::MAX);
        let next = earliest.map(|at| if at <= now { again } else { at });
        Ok(Report {
            done,
            next,
            failed: None,
        })
    }

    /// Everything that is due on one ticket, in one commit.
    async fn ticket(&self, id: TicketId, now: Timestamp) -> Result<usize, CommitError> {
        let mut commit = Commit::new(&self.store, now);
        let ticket = commit.ticket(id).await?.clone();
        let mut room = self.room(now).await?;
        let mut moved = 0;
        for person in ticket
            .people
            .iter()
            .filter(|person| ticket.wakes(person).is_some_and(|at| at <= now))
        {
            let Some(event) = self.event(&ticket, person, &mut room) else {
                continue;
            };
            match commit.happen(id, event).await {
                Ok(_) => moved += 1,
                // One person who cannot be moved on must not keep the others of the ticket.
                Err(CommitError::Illegal(why)) => {
                    error!(ticket = %id, person = %person.no, %why, "a due time could not be acted on");
                }
                Err(error) => return Err(error),
            }
        }
        // An empty commit would wake every worker, this one included.
        if moved > 0 {
            commit.commit().await?;
            info!(ticket = %id, moved, "due times came");
        }
        Ok(moved)
    }

    fn event(&self, ticket: &Ticket, person: &Person, room: &mut u32) -> Option<Event> {
        let no: PersonNo = person.no;
        match &person.state {
            PersonState::Held => {
                // A person who says "now" or lets a stopped burst go on has looked at it already.
                if !person.is_let_go() && *room == 0 {
                    warn!(ticket = %ticket.id, limit = self.burst, "too many links are due at once; a person must look");
                    return Some(Event::BurstStopped {
                        person: no,
                        limit: self.burst,
                    });
                }
                *room = room.saturating_sub(1);
                let id = OutboxId::activation(ticket.id, no, next_link_number(person));
                Some(Event::DueTimeReached {
                    person: no,
                    link: self.links.new_link(&id),
                })
            }
            PersonState::Sent { .. } => {
                let number = person.link.as_ref().map_or(0, |link| link.number);
                Some(Event::LinkExpired { person: no, number })
            }
            PersonState::Open
            | PersonState::Queued
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Cancelled { .. } => None,
        }
    }

    /// How many more links may be queued in this hour.
    async fn room(&self, now: Timestamp) -> Result<u32, StoreError> {
        let since = now.checked_sub(1.hour()).unwrap_or(Timestamp::MIN);
        let limit = usize::try_from(self.burst).unwrap_or(usize::MAX);
        let queued = self.store.links_queued_since(since, limit).await?;
        Ok(self.burst.saturating_sub(u32::try_from(queued).unwrap_or(u32::MAX)))
    }
}

#[async_trait]
impl Worker for DueWorker {
    fn name(&self) -> &'static str {
        "due"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        self.pass(now)
            .await
            .unwrap_or_else(|error| Report::failed(error.to_string()))
    }
}
