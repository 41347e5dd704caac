//! What must hold at the end of a run, in the store and in the mailbox.

use std::collections::BTreeMap;
use std::sync::Arc;

use greenroom::domain::ids::{PersonNo, TicketId};
use greenroom::domain::mail::{FolderKey, LedgerKey, MailStatus, Taken};
use greenroom::domain::outbox::LinkState;
use greenroom::domain::ticket::{Person, PersonState, Ticket, TicketState};
use greenroom::domain::{lifecycle, outbox::OutboxRow};
use greenroom::intake::audit::recount;
use greenroom::store::index::Range;
use greenroom::store::{Find, Index, Record, Store};
use jiff::Timestamp;

use crate::guard::Guard;
use crate::world::World;

/// Of an event so much is told.
const MOST_LETTERS: usize = 400;

/// Compares what there is with what must be.
pub(crate) async fn check(world: &World) {
    let Some(daemon) = &world.daemon else {
        return world
            .shared
            .lock()
            .model
            .broken("the process does not live at the end".into());
    };
    let store = &daemon.app.store;
    let mut found = mailbox(world, store).await;
    let tickets = store.all_tickets(None, usize::MAX).await.unwrap();
    let returned = Find {
        index: Index::MailByOutcome,
        range: Range::StartsWith("bounce/".into()),
        after: None,
        limit: usize::MAX,
    };
    let returned = store.find(returned).await.unwrap().len() as u64;
    {
        let counts = &mut world.shared.lock().counts;
        (counts.tickets, counts.returned) = (tickets.len() as u64, returned);
    }
    found.extend(history(store, &tickets).await);
    found.extend(records(store, &tickets).await);
    found.extend(submissions(world, &tickets));
    world.shared.lock().model.violations.extend(found);
    if !world.shared.lock().model.violations.is_empty() {
        tell(world, store, &tickets).await;
    }
}

/// Adds what happened to the tickets to the history of a run that broke a promise.
async fn tell(world: &World, store: &Arc<dyn Store>, tickets: &[Ticket]) {
    for ticket in tickets {
        for entry in store.entries(ticket.id).await.unwrap() {
            let words = format!("{} {} #{}: {:?}", entry.at, ticket.id, entry.seq, entry.event);
            world
                .shared
                .lock()
                .history
                .push(words.chars().take(MOST_LETTERS).collect());
        }
    }
}

/// Every message has its row, every mail its outcome and its bytes, and the daemon's own recount says the same.
async fn mailbox(world: &World, store: &Arc<dyn Store>) -> Vec<String> {
    let mut found = Vec::new();
    let folder = FolderKey {
        source: "in".into(),
        folder: "in".into(),
    };
    let messages = world.shared.lock().mailbox.messages.clone();
    for name in &messages {
        let row = store.ledger_row(&LedgerKey::file(&folder, name)).await.unwrap();
        let Some(row) = row else {
            found.push(format!("the message {name} is lost: it has no row in the ledger"));
            continue;
        };
        let Taken::Stored { mail } = row.taken else {
            found.push(format!("the message {name} was not taken: {:?}", row.taken));
            continue;
        };
        let record = store.mail(mail).await.unwrap();
        let is_erased = record.as_ref().is_some_and(|record| record.erased.is_some());
        match record.map(|mail| mail.status) {
            Some(MailStatus::Settled { reason, .. }) if !reason.is_empty() => {}
            other => found.push(format!("the message {name} has no outcome with a reason: {other:?}")),
        }
        if store.raw(mail).await.unwrap().is_none() && !is_erased {
            found.push(format!("the bytes of the message {name} are lost"));
        }
    }
    for audit in recount(&world.config(), store).await.unwrap() {
        found.extend(
            audit
                .unexplained
                .iter()
                .map(|missing| format!("the audit does not know {missing:?}")),
        );
        found.extend(audit.error.map(|error| format!("the audit failed: {error}")));
    }
    found
}

/// Replaying the events of a ticket gives the ticket.
async fn history(store: &Arc<dyn Store>, tickets: &[Ticket]) -> Vec<String> {
    let mut found = Vec::new();
    for ticket in tickets {
        let entries = store.entries(ticket.id).await.unwrap();
        if lifecycle::replay(&entries).as_ref() != Ok(ticket) {
            found.push(format!("replaying {} gives another ticket", ticket.id));
        }
    }
    found
}

/// Nobody has two links, and no mail waits for nobody.
async fn records(store: &Arc<dyn Store>, tickets: &[Ticket]) -> Vec<String> {
    let mut found = Vec::new();
    let mut live: BTreeMap<(TicketId, PersonNo), usize> = BTreeMap::new();
    for record in store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Link(link) = &record
            && matches!(link.state, LinkState::Live { .. })
        {
            *live.entry((link.ticket, link.person)).or_default() += 1;
        }
        if let Record::Outbox(row) = &record
            && row.state.wakes_at().is_some()
            && !is_wanted(row, tickets)
        {
            found.push(format!("{} is still to go out, and nobody waits for it", row.id));
        }
    }
    let double = live.iter().filter(|(_, count)| **count > 1);
    found.extend(double.map(|((ticket, person), _)| format!("{ticket}/{person} has two live links")));
    found
}

fn is_wanted(row: &OutboxRow, tickets: &[Ticket]) -> bool {
    let ticket = tickets.iter().find(|ticket| ticket.id == row.ticket);
    let no = row.brings.person().map(|(no, _)| no);
    ticket
        .zip(no)
        .and_then(|(ticket, no)| ticket.person(no))
        .is_some_and(|person| person.state == PersonState::Queued)
}

/// Every submission became one ticket, and everybody on it has their link or somebody has been told why not.
fn submissions(world: &World, tickets: &[Ticket]) -> Vec<String> {
    let mut found = Vec::new();
    let stage = world.shared.lock();
    for (id, file) in &stage.model.files {
        let theirs: Vec<&Ticket> = tickets
            .iter()
            .filter(|ticket| ticket.mails.first().and_then(|mail| stage.model.family.get(mail)) == Some(id))
            .collect();
        let [ticket] = theirs.as_slice() else {
            found.push(format!("the submission {id} became {} tickets", theirs.len()));
            continue;
        };
        if ticket.people.len() < file.people.len() {
            found.push(format!(
                "{} of the people of {id} are on {}",
                ticket.people.len(),
                ticket.id
            ));
        }
        let people = file.people.iter().zip(&ticket.people);
        for (guard, person) in people {
            let why = unexplained(guard, ticket, person, stage.shown());
            found.extend(why.map(|why| format!("{} of {id}, on {}: {why}", guard.address, ticket.id)));
        }
    }
    found
}

/// Why somebody is where nobody should be at the end of everything.
fn unexplained(guard: &Guard, ticket: &Ticket, person: &Person, now: Timestamp) -> Option<String> {
    let state = ticket.state();
    let told = matches!(
        state,
        TicketState::NeedsReview | TicketState::WaitingForAnswer | TicketState::Rejected
    );
    let planned = person.plan.as_ref().map(|plan| plan.due);
    let is_right = match &person.state {
        PersonState::Open | PersonState::Undeliverable { .. } => told,
        PersonState::Held => planned.is_some_and(|due| due > now) || ticket.unread().is_some(),
        // In a restored store the mail waits until a reviewer has looked.
        PersonState::Queued => guard.on_its_way && told && ticket.unread().is_some(),
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Active { .. } => guard.accepted,
        PersonState::Cancelled { .. } => guard.is_taken_out() || guard.accepted,
    };
    let words = person.state.word();
    (!is_right).then(|| format!("{words} while the ticket is {state}, planned {planned:?}, expected {guard:?}"))
}
