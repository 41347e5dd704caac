//! What the configuration lets go after its days: everybody on tickets that are over, with their mails, and mails of which
//! nothing came. Who still waits and what waits for a person is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::find::{know_all, tickets_of};
use super::redact::Needles;
use crate::config::RetentionConfig;
use crate::domain::event::{Actor, Event};
use crate::domain::ids::{MailId, PersonNo, TicketId};
use crate::domain::mail::{MailRecord, MailStatus, Outcome};
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::commit::CommitError;
use crate::store::record::Erasure;
use crate::store::{Record, Store, StoreError, erase};

/// How an erasure by the configuration is signed.
const BY: &str = "retention";

/// Lets everything go whose days are over, and says how much that was.
///
/// # Errors
/// What the store says; what was done before stays done, and the rest is found again.
pub async fn run(store: &Arc<dyn Store>, config: &RetentionConfig, now: Timestamp) -> Result<Erasure, CommitError> {
    let (over, mut done_with, mails) = gather(store, config, now).await?;
    let mut erasure = Erasure {
        number: 0,
        at: now,
        by: BY.into(),
        people: 0,
        tickets: 0,
        mails: 0,
    };
    for id in over {
        erasure.people += ticket(store, id, now).await?;
        erasure.tickets += 1;
        done_with.insert(id);
    }
    for (mail, tickets) in mails {
        erase::leftovers(store, &mail).await?;
        let MailStatus::Settled { at, outcome, .. } = &mail.status else {
            continue;
        };
        let waits = mail.erased.is_some() || *outcome == Outcome::Quarantined;
        let with_its_tickets = !tickets.is_empty() && tickets.is_subset(&done_with);
        let for_nothing = tickets.is_empty() && is_past(*at, config.mails_days, now);
        if !waits && (with_its_tickets || for_nothing) {
            erase::mail(store, mail.id, now).await?;
            erasure.mails += 1;
        }
    }
    if erasure.tickets > 0 || erasure.mails > 0 {
        erase::note(store, &erasure).await?;
    }
    Ok(erasure)
}

type Gathered = (Vec<TicketId>, BTreeSet<TicketId>, Vec<(MailRecord, BTreeSet<TicketId>)>);

/// Tickets whose days are over, those that were erased before, and all mails with their tickets.
async fn gather(store: &Arc<dyn Store>, config: &RetentionConfig, now: Timestamp) -> Result<Gathered, StoreError> {
    let (mut over, mut erased) = (Vec::new(), BTreeSet::new());
    let (mut mails, mut on): (Vec<MailRecord>, BTreeMap<MailId, BTreeSet<TicketId>>) = (Vec::new(), BTreeMap::new());
    let mut batches = store.batches();
    while let Some(records) = batches.next().await? {
        for record in records {
            match record {
                Record::Ticket(ticket) => {
                    for mail in &ticket.mails {
                        on.entry(*mail).or_default().insert(ticket.id);
                    }
                    if ticket.erased {
                        erased.insert(ticket.id);
                    } else if is_over(&ticket) && is_past(ticket.changed_at, config.tickets_days, now) {
                        over.push(ticket.id);
                    }
                }
                Record::Mail(mail) => mails.push(mail),
                Record::Entry(_)
                | Record::Reading(_)
                | Record::Ledger(_)
                | Record::Cursor(_)
                | Record::Outbox(_)
                | Record::Link(_)
                | Record::Sender(_)
                | Record::Restoration(_)
                | Record::Erasure(_)
                | Record::Account(_)
                | Record::Session(_)
                | Record::Invitation(_)
                | Record::SignIn(_)
                | Record::IssuedToken(_)
                | Record::Repeat(_)
                | Record::Delivery(_) => {}
            }
        }
    }
    let with_tickets = mails.into_iter().map(|mail| {
        let mut tickets = on.remove(&mail.id).unwrap_or_default();
        if let MailStatus::Settled { outcome, .. } = &mail.status {
            tickets.extend(tickets_of(outcome));
        }
        (mail, tickets)
    });
    Ok((over, erased, with_tickets.collect()))
}

fn is_over(ticket: &Ticket) -> bool {
    match ticket.state() {
        // Without people it says nothing that a person has settled.
        TicketState::Done => !ticket.people.is_empty(),
        TicketState::Rejected => true,
        TicketState::NeedsReview | TicketState::WaitingForAnswer | TicketState::Held | TicketState::Activating => false,
    }
}

fn is_past(since: Timestamp, days: u32, now: Timestamp) -> bool {
    let kept = SignedDuration::from_hours(24 * i64::from(days));
    days > 0 && since.checked_add(kept).is_ok_and(|end| end <= now)
}

/// Erases everybody on a ticket, and says how many there were.
async fn ticket(store: &Arc<dyn Store>, id: TicketId, now: Timestamp) -> Result<u64, CommitError> {
    let ticket = store.ticket(id).await?.ok_or(CommitError::NoSuchTicket(id))?;
    let people: Vec<PersonNo> = ticket.people.iter().map(|person| person.no).collect();
    let mut needles = Needles::new().whole();
    know_all(store, &ticket, &people, &mut needles).await?;
    for party in std::iter::once(&ticket.submitter).chain(&ticket.client.contact) {
        party.email.iter().for_each(|email| needles.address(email));
        party.name.iter().for_each(|name| needles.name(name));
    }
    let count = people.len() as u64;
    let event = Event::Erased {
        people,
        whole: true,
        by: Actor::Clock,
    };
    erase::ticket(store, id, &needles, &event, now).await?;
    Ok(count)
}
