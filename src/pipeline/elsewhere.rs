//! The same person on more than one ticket: noticed by the address, said on both tickets, and never left to a rule.
//!
//! Who is held on an older ticket and is to be held longer by a new one waits there too: what delays acts at once,
//! whichever way it comes. Where an address can never be used again (device sales), nobody can approve a second use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use greenroom_parsers::Extraction;
use jiff::Timestamp;

use super::Pipeline;
use crate::domain::event::{Change, Event};
use crate::domain::ids::{MailId, PersonNo, TicketId};
use crate::domain::matching::{self, InUse, folded, is_unfinished};
use crate::domain::schedule;
use crate::domain::ticket::{Party, Person, PersonState, Problem, Ticket, Wish};
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index, Store};

/// Where people are on other tickets, by their folded address, the oldest ticket first.
pub(crate) type Elsewhere = BTreeMap<String, Vec<(TicketId, PersonNo)>>;

/// What a mail asks for, and who wrote it.
pub(super) struct Asked<'a> {
    /// The mail.
    pub(super) mail: MailId,
    /// Its author.
    pub(super) author: &'a Party,
    /// The folded addresses of those whom it names.
    pub(super) addresses: &'a BTreeSet<String>,
}

/// Who on other tickets than `except` has one of these addresses and was not taken out. Where addresses are used once and
/// for all, also who was taken out after a link had been made for them.
pub(crate) async fn find(
    store: &Arc<dyn Store>,
    commit: &mut Commit<'_>,
    addresses: &BTreeSet<String>,
    except: Option<TicketId>,
    once_for_all: bool,
) -> Result<Elsewhere, CommitError> {
    let mut tickets = BTreeSet::new();
    for address in addresses {
        let found = store
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
            | Key::Sender(_)
            | Key::Restoration
            | Key::Erasure(_)
            | Key::Account(_)
            | Key::Session(_)
            | Key::Invitation(_)
            | Key::SignIn(_)
            | Key::IssuedToken(_)
            | Key::Repeat(_)
            | Key::Delivery(_) => None,
        });
        tickets.extend(ids.filter(|id| Some(*id) != except));
    }
    let mut found = Elsewhere::new();
    for id in tickets {
        for person in &commit.ticket(id).await?.people {
            let taken_out = matches!(person.state, PersonState::Cancelled { .. });
            let counts = !taken_out || once_for_all && person.link.is_some();
            if let Some(address) = address_of(person).filter(|address| counts && addresses.contains(address)) {
                found.entry(address).or_default().push((id, person.no));
            }
        }
    }
    Ok(found)
}

/// The problem that each of these addresses is on the ticket that is to get it, with what is said of it there.
pub(crate) async fn in_use(
    commit: &mut Commit<'_>,
    elsewhere: &Elsewhere,
    once_for_all: bool,
) -> Result<InUse, CommitError> {
    let mut problems = InUse::new();
    for (address, places) in elsewhere {
        let (mut there, mut used) = (Vec::new(), None);
        for (id, no) in places {
            let ticket = commit.ticket(*id).await?;
            let Some(person) = ticket.person(*no) else { continue };
            there.push(format!("on {id} ({})", described(ticket, person)));
            used = used.or(person.link.as_ref().map(|_| *id));
        }
        let there = there.join(" and ");
        let problem = match used.filter(|_| once_for_all) {
            Some(id) => {
                let words = format!(
                    "{address} was used {there}, and an address can never be used again. Correct it, or take this person \
                     out; a new link for that login is sent from {id}."
                );
                Problem::new("address_taken", words)
            }
            None => {
                let words = format!(
                    "{address} is {there} as well. Approve only if both are meant; else take one of the two out."
                );
                Problem::new("address_in_use", words)
            }
        };
        problems.insert(address.clone(), problem);
    }
    Ok(problems)
}

/// The problem of an address that several people of one ticket are given, where it can only be used once.
pub(crate) fn twice(address: &str) -> Problem {
    let words = format!(
        "{address} is given to more than one person here, and an address can only be used once. Correct one of them, or take \
         one out."
    );
    Problem::new("address_twice", words)
}

/// Says on the other tickets that `ticket` asks for the people with these addresses as well.
pub(crate) async fn tell_others(
    commit: &mut Commit<'_>,
    ticket: &Ticket,
    author: &str,
    elsewhere: &Elsewhere,
) -> Result<(), CommitError> {
    for (address, places) in elsewhere {
        let here = ticket
            .people
            .iter()
            .find(|person| address_of(person).as_ref() == Some(address));
        let Some(here) = here.map(|person| described(ticket, person)) else {
            continue;
        };
        for (id, no) in places {
            let other = commit.ticket(*id).await?;
            // Whoever was just held back there is told why already, and an end needs no decision.
            let waits = other
                .person(*no)
                .is_some_and(|person| !person.state.is_end() && !person.has_problem("held_elsewhere"));
            if !waits || other.rejected.is_some() {
                continue;
            }
            let words = format!(
                "{author} asks for this person on {} as well ({here}). Which of the two counts?",
                ticket.id
            );
            let (person, problem) = (*no, Problem::new("requested_again", words));
            commit.happen(*id, Event::SeenElsewhere { person, problem }).await?;
        }
    }
    Ok(())
}

/// What a ticket says of somebody, in a few words.
fn described(ticket: &Ticket, person: &Person) -> String {
    let details = &person.details;
    let mut parts = vec![details.called(person.no), person.state.word().to_owned()];
    parts.extend(details.level.map(|level| format!("level {level}")));
    parts.extend((!details.roles.is_empty()).then(|| details.roles.join(", ")));
    let due = person.plan.as_ref().map(|plan| plan.reason.clone());
    parts.extend(due.filter(|_| person.state == PersonState::Held));
    parts.push(format!("asked for by {}", ticket.submitter));
    parts.join("; ")
}

fn address_of(person: &Person) -> Option<String> {
    person.details.email.as_deref().map(folded)
}

impl Pipeline {
    /// Whether an address that had a link can never have another login. Profiles without levels are those of device sales.
    fn once_for_all(&self) -> bool {
        self.profile.levels.is_empty()
    }

    /// The folded addresses that a mail gives to several people, where an address can only be used once.
    pub(super) fn given_twice(&self, extraction: &Extraction) -> BTreeSet<String> {
        let addresses = extraction
            .users
            .iter()
            .filter_map(|user| user.email.as_deref())
            .map(folded);
        let mut seen = BTreeSet::new();
        addresses
            .filter(|address| self.once_for_all() && !seen.insert(address.clone()))
            .collect()
    }

    /// [`find`], by the rules of the profile.
    pub(super) async fn elsewhere(
        &self,
        commit: &mut Commit<'_>,
        addresses: impl Iterator<Item = &str> + Send,
        except: Option<TicketId>,
    ) -> Result<Elsewhere, CommitError> {
        let addresses: BTreeSet<String> = addresses.map(folded).collect();
        find(&self.store, commit, &addresses, except, self.once_for_all()).await
    }

    /// [`in_use`], by the rules of the profile.
    pub(super) async fn in_use(&self, commit: &mut Commit<'_>, elsewhere: &Elsewhere) -> Result<InUse, CommitError> {
        in_use(commit, elsewhere, self.once_for_all()).await
    }

    /// The problem that everybody of a new list is on one other ticket already: it may be the same request once more.
    pub(super) async fn same_request(
        &self,
        commit: &mut Commit<'_>,
        author: &Party,
        addresses: &BTreeSet<String>,
        elsewhere: &Elsewhere,
    ) -> Result<Option<Problem>, CommitError> {
        let mut common: Option<BTreeSet<TicketId>> = None;
        for address in addresses {
            let places = elsewhere.get(address).into_iter().flatten();
            let tickets: BTreeSet<TicketId> = places.map(|(id, _)| *id).collect();
            common = Some(common.map_or(tickets.clone(), |common| &common & &tickets));
        }
        for id in common.unwrap_or_default().into_iter().rev() {
            let other = commit.ticket(id).await?;
            if is_unfinished(other) {
                let words = format!(
                    "{author} asks for people who are all on {id} already (\"{}\" of {}). If it is the same request, reject \
                     one of the two tickets.",
                    other.subject, other.submitter
                );
                return Ok(Some(Problem::new("same_request", words)));
            }
        }
        Ok(None)
    }

    /// Keeps those back on other tickets whom a mail about `ticket` wants to be held longer.
    pub(super) async fn hold_elsewhere(
        &self,
        commit: &mut Commit<'_>,
        ticket: &Ticket,
        asked: &Asked<'_>,
        elsewhere: &Elsewhere,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut changes: BTreeMap<TicketId, Vec<Change>> = BTreeMap::new();
        for person in ticket.people.iter().filter(|person| person.wish == Wish::Hold) {
            let address = address_of(person).filter(|address| asked.addresses.contains(address));
            // On every one of them: each would send a link by its own day.
            for (id, no) in address
                .and_then(|address| elsewhere.get(&address))
                .into_iter()
                .flatten()
            {
                let other = commit.ticket(*id).await?.person(*no);
                if other.is_some_and(|other| is_delayed(other, ticket, person, now)) {
                    let words = format!(
                        "{} asks to hold this person, on {}. Decide which counts.",
                        asked.author, ticket.id
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
                mail: asked.mail,
                author: asked.author.clone(),
                // Answers to that mail are about the ticket that it is about.
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
