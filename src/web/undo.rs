//! Taking back an approval by which nothing has gone out yet: for the desk and the API alike.

use jiff::Timestamp;

use crate::domain::event::{Actor, Entry, Event, TakenBack};
use crate::domain::ids::PersonNo;
use crate::domain::provenance;
use crate::domain::review::Approval;
use crate::domain::ticket::{Person, PersonState, Ticket};

use super::door::Refusal;

/// Who was approved by an event, or decided about.
pub(super) fn concerned(event: &Event) -> Vec<PersonNo> {
    if let Event::Approved { people, approval } = event
        && approval.is_by_person()
    {
        return people.clone();
    }
    if let Event::Decided { person, .. } = event {
        return vec![*person];
    }
    Vec::new()
}

/// Whether the approval that was given at `at` still stands and nothing has gone out by it.
pub(super) fn is_undoable(person: &Person, at: Timestamp) -> bool {
    let stands = person.approval.as_ref().is_some_and(|approval| approval.at() == at);
    stands && matches!(person.state, PersonState::Held | PersonState::Queued)
}

/// What takes back the last approval of these people.
pub(super) fn taken_back(ticket: &Ticket, entries: &[Entry], people: &[PersonNo], by: Actor) -> Result<Event, Refusal> {
    let mut before = Vec::new();
    for no in people {
        let gone = || Refusal::NotNow("This person is not on the ticket any more.".into());
        let someone = ticket.person(*no).ok_or_else(gone)?;
        let at = someone.approval.as_ref().map(Approval::at);
        let gave = |entry: &&Entry| {
            let meant = matches!(&entry.event, Event::Approved { people, .. } if people.contains(no))
                || matches!(&entry.event, Event::Decided { person, .. } if person == no);
            meant && Some(entry.at) == at
        };
        let nothing = || Refusal::NotNow("There is no approval to take back any more.".into());
        let entry = entries.iter().rev().find(gave).ok_or_else(nothing)?;
        if !is_undoable(someone, entry.at) {
            return Err(nothing());
        }
        let was = provenance::before(entries, entry.seq).ok_or_else(nothing)?;
        let was = was.person(*no).ok_or_else(nothing)?;
        before.push(TakenBack {
            person: *no,
            wish: was.wish,
            hold_until: was.hold_until,
            problems: was.problems.clone(),
        });
    }
    Ok(Event::ApprovalTakenBack { people: before, by })
}
