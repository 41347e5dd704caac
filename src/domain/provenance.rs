//! Where each value of a ticket comes from: the mail that said it, or the person who typed it.
//!
//! Found by replaying the ticket's events and seeing which of them gave a value its present form. Nothing of it is kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::event::{Actor, Entry, Event};
use super::ids::{MailId, PersonNo};
use super::lifecycle;
use super::ticket::{Person, Ticket};

/// Names a value: whose it is (none for the ticket's own), and which.
pub type Place = (Option<PersonNo>, String);

/// Who gave a value its present form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Giver {
    /// It stands in this mail.
    Mail(MailId),
    /// Somebody typed or decided it.
    Person(String),
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Who gave it.
    pub giver: Giver,
    /// When.
    pub at: Timestamp,
}

/// The origin of every value of the ticket that these events make.
pub fn origins(entries: &[Entry]) -> BTreeMap<Place, Origin> {
    let mut found = BTreeMap::new();
    let mut present: Option<(Ticket, BTreeMap<Place, Value>)> = None;
    for entry in entries {
        let after = match (&present, &entry.event) {
            (None, Event::Opened { submission }) => Ok(lifecycle::open(entry.ticket, submission, entry.at)),
            (Some((ticket, _)), event) => lifecycle::apply(ticket, event, entry.at).map(|(after, _)| after),
            (None, _) => return found,
        };
        let Ok(after) = after else { return found };
        let values = values(&after);
        let before = present.map(|(_, values)| values).unwrap_or_default();
        for (place, value) in &values {
            if before.get(place) != Some(value) {
                let (giver, at) = (giver(&entry.event), entry.at);
                found.insert(place.clone(), Origin { giver, at });
            }
        }
        present = Some((after, values));
    }
    found
}

/// How the ticket was before the event `seq`, if these events make one.
pub fn before(entries: &[Entry], seq: u64) -> Option<Ticket> {
    let count = entries.iter().take_while(|entry| entry.seq < seq).count();
    lifecycle::replay(&entries[..count]).ok()
}

fn values(ticket: &Ticket) -> BTreeMap<Place, Value> {
    let mut found = BTreeMap::new();
    let own = |name: &str| (None, name.to_owned());
    found.insert(own("go_live"), json!(ticket.go_live.map(|go_live| go_live.date)));
    for person in &ticket.people {
        found.extend(of_person(person).map(|(name, value)| ((Some(person.no), name), value)));
    }
    found
}

fn of_person(person: &Person) -> impl Iterator<Item = (String, Value)> {
    let details = &person.details;
    let fixed = [
        ("name", json!(details.name)),
        ("email", json!(details.email)),
        ("level", json!(details.level)),
        ("roles", json!(details.roles)),
        ("activate", json!(person.wish)),
        ("hold_until", json!(person.hold_until)),
    ];
    let fixed = fixed.into_iter().map(|(name, value)| (name.to_owned(), value));
    let further = details.fields.iter().map(|(name, value)| (name.clone(), value.clone()));
    fixed.chain(further)
}

fn giver(event: &Event) -> Giver {
    match event {
        Event::Opened { submission } => Giver::Mail(submission.mail),
        Event::MailAmended { mail, .. } => Giver::Mail(*mail),
        Event::GoLiveMoved { by, .. }
        | Event::Corrected { by, .. }
        | Event::PersonAdded { by, .. }
        | Event::ApprovalTakenBack { by, .. }
        | Event::SetUpMarked { by, .. }
        | Event::Assigned { by, .. }
        | Event::Noted { by, .. }
        | Event::ProblemsSettled { by, .. }
        | Event::NewLinkRequested { by, .. }
        | Event::Cancelled { by, .. }
        | Event::Rejected { by, .. }
        | Event::Erased { by, .. } => of_actor(by),
        Event::Approved { approval, .. } | Event::Decided { approval, .. } => {
            Giver::Person(approval.approver().to_string())
        }
        Event::Answered { author, .. } => Giver::Person(format!("{author}, at the desk")),
        Event::DueTimeReached { .. }
        | Event::BurstStopped { .. }
        | Event::LinkSent { .. }
        | Event::DeliveryFailed { .. }
        | Event::SeenElsewhere { .. }
        | Event::LinkUsed { .. }
        | Event::LinkExpired { .. }
        | Event::TermsChanged { .. }
        | Event::Restored { .. } => Giver::Person("Greenroom".into()),
    }
}

fn of_actor(actor: &Actor) -> Giver {
    match actor {
        Actor::Mail { mail, .. } => Giver::Mail(*mail),
        Actor::Reviewer { .. } | Actor::Submitter { .. } | Actor::Clock | Actor::Person => Giver::Person(actor.words()),
    }
}
