//! What there is of an address: everything is read once, every raw mail too, because a mail may name somebody whom no
//! reader found.

use std::collections::BTreeMap;
use std::sync::Arc;

use mail_parser::{MessageParser, PartType};

use super::redact::Needles;
use crate::domain::event::Event;
use crate::domain::ids::{MailId, PersonNo, TicketId};
use crate::domain::lifecycle;
use crate::domain::mail::{MailRecord, MailStatus, Outcome};
use crate::domain::ticket::{PersonState, Ticket};
use crate::store::{Record, Store, StoreError};

/// So deep mails in mails are looked into.
const DEEPEST: usize = 8;

/// A ticket that names the person.
#[derive(Debug, Default)]
pub struct OnTicket {
    /// The places on the ticket that are theirs, with their states.
    pub people: Vec<(PersonNo, PersonState)>,
    /// Whom to take out of it.
    pub needles: Needles,
}

/// A mail that names the person.
#[derive(Debug)]
pub struct InMail {
    /// Where it was found.
    pub found: String,
    /// Why it stays for now, if it does.
    pub stays: Option<String>,
}

/// Everything that names the person.
#[derive(Debug, Default)]
pub struct Found {
    /// Tickets.
    pub tickets: BTreeMap<TicketId, OnTicket>,
    /// Mails whose bytes are there.
    pub mails: BTreeMap<MailId, InMail>,
    /// There is a word about their mail.
    pub is_sender: bool,
}

impl Found {
    /// Where the person is, and how they stand.
    pub fn people(&self) -> impl Iterator<Item = (TicketId, PersonNo, &PersonState)> {
        let all = self.tickets.iter();
        all.flat_map(|(id, ticket)| ticket.people.iter().map(|(no, state)| (*id, *no, state)))
    }

    /// Where something is still to happen to them.
    pub fn unfinished(&self) -> impl Iterator<Item = (TicketId, PersonNo)> {
        let left = self.people().filter(|(_, _, state)| !state.is_end());
        left.map(|(ticket, no, _)| (ticket, no))
    }

    /// The same in words, without a name.
    pub fn unfinished_words(&self) -> String {
        let left = self.people().filter(|(_, _, state)| !state.is_end());
        let words: Vec<String> = left
            .map(|(ticket, no, state)| format!("person {no} of {ticket} is {}", state.word()))
            .collect();
        words.join(", ")
    }
}

/// Looks for a folded address everywhere.
///
/// # Errors
/// What the store says.
pub async fn find(store: &Arc<dyn Store>, address: &str, shared: bool) -> Result<Found, StoreError> {
    let mut needles = Needles::new();
    needles.address(address);
    let mut found = Found::default();
    let (mut mails, mut named): (Vec<MailRecord>, Vec<MailId>) = (Vec::new(), Vec::new());
    let mut batches = store.batches();
    while let Some(records) = batches.next().await? {
        for record in records {
            if let Some(ticket) = names(&record, &needles)? {
                found.tickets.entry(ticket).or_default();
            }
            match record {
                Record::Reading(row) if mentions(&row.extraction, &needles)? => named.push(row.mail),
                Record::Sender(sender) => found.is_sender |= sender.address == address,
                Record::Mail(mail) => mails.push(mail),
                Record::Reading(_)
                | Record::Ticket(_)
                | Record::Entry(_)
                | Record::Ledger(_)
                | Record::Cursor(_)
                | Record::Outbox(_)
                | Record::Link(_)
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
    let mut on = BTreeMap::new();
    for (id, place) in &mut found.tickets {
        if let Some(ticket) = store.ticket(*id).await? {
            *place = known_on(store, &ticket, address).await?;
            for mail in &ticket.mails {
                on.entry(*mail).or_insert_with(Vec::new).push(*id);
            }
        }
    }
    for mail in mails {
        let is_named = named.contains(&mail.id) || mail.sender.as_deref() == Some(address);
        let tickets = on
            .get(&mail.id)
            .into_iter()
            .flatten()
            .filter_map(|id| found.tickets.get(id));
        let whom: Vec<&Needles> = std::iter::once(&needles)
            .chain(tickets.map(|place| &place.needles))
            .collect();
        if mail.erased.is_none() && (is_named || raw_names(store, mail.id, &whom).await?) {
            let stays = why_it_stays(store, &mail, &found, shared).await?;
            let place = mail.found.to_string();
            found.mails.insert(mail.id, InMail { found: place, stays });
        }
    }
    Ok(found)
}

/// The ticket to which a record belongs that names somebody.
fn names(record: &Record, needles: &Needles) -> Result<Option<TicketId>, StoreError> {
    Ok(match record {
        Record::Ticket(ticket) if mentions(ticket, needles)? => Some(ticket.id),
        Record::Entry(entry) if mentions(entry, needles)? => Some(entry.ticket),
        Record::Outbox(row) if mentions(row, needles)? => Some(row.ticket),
        Record::Ticket(_)
        | Record::Entry(_)
        | Record::Outbox(_)
        | Record::Mail(_)
        | Record::Reading(_)
        | Record::Ledger(_)
        | Record::Cursor(_)
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
        | Record::Delivery(_) => None,
    })
}

fn mentions(value: &impl serde::Serialize, needles: &Needles) -> Result<bool, StoreError> {
    Ok(needles.are_in(&as_text(value)?))
}

fn as_text(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

/// Who on a ticket has the address, and by which names and addresses they were ever known there.
async fn known_on(store: &Arc<dyn Store>, ticket: &Ticket, address: &str) -> Result<OnTicket, StoreError> {
    let mut place = OnTicket::default();
    place.needles.address(address);
    let has_it = |email: Option<&String>| email.is_some_and(|email| crate::domain::matching::folded(email) == address);
    let theirs = ticket
        .people
        .iter()
        .filter(|person| has_it(person.details.email.as_ref()));
    place.people = theirs.map(|person| (person.no, person.state.clone())).collect();
    let numbers: Vec<PersonNo> = place.people.iter().map(|(no, _)| *no).collect();
    know_all(store, ticket, &numbers, &mut place.needles).await?;
    // Whoever writes for others has a name there too.
    let writers = std::iter::once(&ticket.submitter).chain(&ticket.client.contact);
    for name in writers
        .filter(|party| has_it(party.email.as_ref()))
        .filter_map(|party| party.name.as_ref())
    {
        place.needles.name(name);
    }
    Ok(place)
}

/// Every name and address that these people of a ticket ever had, and who on it was erased before.
pub(super) async fn know_all(
    store: &Arc<dyn Store>,
    ticket: &Ticket,
    numbers: &[PersonNo],
    needles: &mut Needles,
) -> Result<(), StoreError> {
    let mut then: Option<Ticket> = None;
    for entry in store.entries(ticket.id).await? {
        needles.keep_apart_from(&as_text(&entry)?);
        then = match (&then, &entry.event) {
            (None, Event::Opened { submission }) => Some(lifecycle::open(ticket.id, submission, entry.at)),
            (Some(then), event) => lifecycle::apply(then, event, entry.at).ok().map(|(next, _)| next),
            (None, _) => None,
        };
        know(needles, then.as_ref(), numbers);
    }
    know(needles, Some(ticket), numbers);
    Ok(())
}

fn know(needles: &mut Needles, ticket: Option<&Ticket>, numbers: &[PersonNo]) {
    let people = ticket.map(|ticket| ticket.people.as_slice()).unwrap_or_default();
    for person in people.iter().filter(|person| numbers.contains(&person.no)) {
        person.details.email.iter().for_each(|email| needles.address(email));
        person.details.name.iter().for_each(|name| needles.name(name));
    }
}

/// Whether the bytes of a mail name somebody, as they are or decoded.
async fn raw_names(store: &Arc<dyn Store>, id: MailId, whom: &[&Needles]) -> Result<bool, StoreError> {
    let raw = match store.raw(id).await {
        Ok(Some(raw)) => raw,
        Ok(None) => return Ok(false),
        // What cannot be read can be found no more.
        Err(StoreError::Damaged(_)) => return Ok(false),
        Err(error) => return Err(error),
    };
    let whom: Vec<Needles> = whom.iter().map(|needles| (*needles).clone()).collect();
    tokio::task::spawn_blocking(move || bytes_name(&raw, &whom, DEEPEST))
        .await
        .map_err(|error| StoreError::Failed(format!("a mail could not be looked into: {error}")))
}

fn bytes_name(raw: &[u8], whom: &[Needles], deepest: usize) -> bool {
    let hit = |text: &str| {
        whom.iter()
            .any(|needles| needles.are_in(text) || needles.names_are_in(text))
    };
    if hit(&String::from_utf8_lossy(raw)) {
        return true;
    }
    let Some(message) = MessageParser::default().parse(raw) else {
        return false;
    };
    message.parts.iter().any(|part| match &part.body {
        PartType::Text(text) | PartType::Html(text) => hit(text),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => hit(&String::from_utf8_lossy(bytes)),
        PartType::Message(inner) => deepest > 0 && bytes_name(inner.raw_message(), whom, deepest - 1),
        PartType::Multipart(_) => false,
    })
}

/// A mail goes as a whole, so it stays while somebody else needs it.
async fn why_it_stays(
    store: &Arc<dyn Store>,
    mail: &MailRecord,
    found: &Found,
    shared: bool,
) -> Result<Option<String>, StoreError> {
    let outcome = match &mail.status {
        MailStatus::Stored => return Ok(Some("it has not been read yet".into())),
        MailStatus::Settled { outcome, .. } => outcome,
    };
    if *outcome == Outcome::Quarantined {
        return Ok(Some("it waits in quarantine; release or reject it".into()));
    }
    for id in tickets_of(outcome) {
        let Some(ticket) = store.ticket(id).await? else {
            continue;
        };
        let theirs = found
            .tickets
            .get(&id)
            .map(|place| place.people.as_slice())
            .unwrap_or_default();
        let is_theirs = |no: PersonNo| theirs.iter().any(|(other, _)| *other == no);
        let others = ticket.people.iter().filter(|person| !is_theirs(person.no));
        let waits = others.into_iter().any(|person| !person.state.is_end());
        if ticket.rejected.is_none() && waits && !shared {
            return Ok(Some(format!("others of {id} still wait")));
        }
        if ticket.rejected.is_none() && !ticket.problems.is_empty() && !shared {
            return Ok(Some(format!("{id} waits for a person, who may have to read it")));
        }
    }
    Ok(None)
}

/// The tickets on which something came of a mail.
pub(super) fn tickets_of(outcome: &Outcome) -> Vec<TicketId> {
    match outcome {
        Outcome::GoLiveChange { tickets } | Outcome::Reset { tickets } => tickets.clone(),
        Outcome::Ticket { .. }
        | Outcome::Amendment { .. }
        | Outcome::Bounce { .. }
        | Outcome::Duplicate { .. }
        | Outcome::Ignored
        | Outcome::Quarantined
        | Outcome::Unparsed
        | Outcome::Rejected => outcome.ticket().into_iter().collect(),
    }
}
