//! The same person on more than one ticket: noticed by the address, said on the ticket, and never left to a rule.
//!
//! Who is held on an older ticket and is to be held longer by a new one waits there too: what delays acts at once,
//! whichever way it comes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Pipeline;
use crate::domain::event::{Change, Event, Submission};
use crate::domain::ids::{PersonNo, TicketId};
use crate::domain::matching::{self, InUse, folded};
use crate::domain::schedule;
use crate::domain::ticket::{Person, PersonState, Problem, Ticket, Wish};
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index};

/// Where people are on other tickets, by their folded address, the oldest ticket first.
pub(super) type Elsewhere = BTreeMap<String, Vec<(TicketId, PersonNo)>>;

impl Pipeline {
    /// Who on other tickets than `except` has one of these addresses and was not taken out.
    pub(super) async fn elsewhere(
        &self,
        commit: &mut Commit<'_>,
        addresses: impl Iterator<Item = &str> + Send,
        except: Option<TicketId>,
    ) -> Result<Elsewhere, CommitError> {
        let addresses: BTreeSet<String> = addresses.map(folded).collect();
        let mut tickets = BTreeSet::new();
        for address in &addresses {
            let found = self
                .store
                .find(Find::is(Index::TicketByAddress, address, usize::MAX))
                .await?;
            let ids = found.into_iter().filter_map(|(_, key)| match key {
                Key::Ticket(id) => Some(id),
                Key::Entry(..)
                | Key::Mail(_)
                | Key::Reading(_)
                | Key::Ledger(_)
                | Key::Cursor(_)
                | Key::Outbox(_)
                | Key::Link(_)
                | Key::Sender(_) => None,
            });
            tickets.extend(ids.filter(|id| Some(*id) != except));
        }
        let mut found = Elsewhere::new();
        for id in tickets {
            for person in &commit.ticket(id).await?.people {
                let address = person.details.email.as_deref().map(folded).unwrap_or_default();
                if addresses.contains(&address) && !matches!(person.state, PersonState::Cancelled { .. }) {
                    found.entry(address).or_default().push((id, person.no));
                }
            }
        }
        Ok(found)
    }

    /// The problem that each of these addresses is on the ticket that is to get it.
    pub(super) async fn in_use(&self, commit: &mut Commit<'_>, elsewhere: &Elsewhere) -> Result<InUse, CommitError> {
        let mut problems = InUse::new();
        for (address, places) in elsewhere {
            // Of several the latest says enough.
            let Some((id, no)) = places.last() else { continue };
            let state = commit
                .ticket(*id)
                .await?
                .person(*no)
                .map_or("there", |person| person.state.word());
            let words = format!(
                "{address} is on {id} as well, where this person is {state}. Approve only if both are meant; else take one \
                 of the two out."
            );
            problems.insert(address.clone(), Problem::new("address_in_use", words));
        }
        Ok(problems)
    }

    /// Keeps those back on other tickets whom `ticket`, just opened by `submission`, wants to be held longer.
    pub(super) async fn hold_elsewhere(
        &self,
        commit: &mut Commit<'_>,
        ticket: &Ticket,
        submission: &Submission,
        elsewhere: &Elsewhere,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut changes: BTreeMap<TicketId, Vec<Change>> = BTreeMap::new();
        for person in ticket.people.iter().filter(|person| person.wish == Wish::Hold) {
            let address = person.details.email.as_deref().map(folded).unwrap_or_default();
            // On every one of them: each would send a link by its own day.
            for (id, no) in elsewhere.get(&address).into_iter().flatten() {
                let other = commit.ticket(*id).await?.person(*no);
                if other.is_some_and(|other| is_delayed(other, ticket, person, now)) {
                    let words = format!(
                        "{} asks to hold this person, on {}. Decide which counts.",
                        ticket.submitter, ticket.id
                    );
                    changes.entry(*id).or_default().push(Change {
                        person: Some(*no),
                        request: matching::hold(Problem::new("held_elsewhere", words)),
                    });
                }
            }
        }
        for (id, changes) in changes {
            let event = Event::MailAmended {
                mail: submission.mail,
                author: submission.submitter.clone(),
                // Answers to that mail are about the ticket that it opened.
                message_id: None,
                changes,
                removed: Vec::new(),
                problems: Vec::new(),
            };
            commit.happen(id, event).await?;
        }
        Ok(())
    }
}

/// Whether `other` would be sent their link before the day that `person` is to have by the new ticket.
fn is_delayed(other: &Person, ticket: &Ticket, person: &Person, now: Timestamp) -> bool {
    if !matches!(other.state, PersonState::Held | PersonState::Queued) {
        return false;
    }
    let (until, go_live) = (person.hold_until, ticket.go_live.as_ref());
    let wanted = schedule::plan(&ticket.terms, Wish::Hold, until, go_live, now);
    let present = other.plan.as_ref().map(|plan| plan.due);
    // A day that cannot be said may be any later day.
    wanted.map_or(true, |wanted| present.is_none_or(|due| due < wanted.due))
}
