//! Who on a ticket is meant by a name or an address. Somebody who was taken out is nobody any more: asked for again, they
//! are a new person, whom a reviewer must approve.

use crate::domain::ids::PersonNo;
use crate::domain::ticket::{Person, PersonState, Ticket};

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This person, beyond doubt.
    One(PersonNo),
    /// One of these.
    Several(Vec<PersonNo>),
    /// Nobody on this ticket.
    None,
}

/// Finds a person: by address, else by the whole name, else by a first or family name alone.
pub fn find_person(ticket: &Ticket, name: Option<&str>, email: Option<&str>) -> Match {
    let fold = |text: &str| text.trim().to_lowercase();
    let by = |test: &dyn Fn(&Person) -> bool| {
        let found: Vec<PersonNo> = ticket
            .people
            .iter()
            .filter(|person| !matches!(person.state, PersonState::Cancelled { .. }) && test(person))
            .map(|person| person.no)
            .collect();
        match found.as_slice() {
            [] => Match::None,
            [one] => Match::One(*one),
            _ => Match::Several(found),
        }
    };
    if let Some(email) = email.map(fold) {
        let found = by(&|person| person.details.email.as_deref().map(fold).as_ref() == Some(&email));
        if found != Match::None {
            return found;
        }
    }
    let Some(name) = name.map(fold) else { return Match::None };
    let whole = by(&|person| person.details.name.as_deref().map(fold).as_ref() == Some(&name));
    if whole != Match::None || name.contains(' ') {
        return whole;
    }
    by(&|person| {
        person
            .details
            .name
            .as_deref()
            .is_some_and(|full| fold(full).split_whitespace().any(|part| part == name))
    })
}
