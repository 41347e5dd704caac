//! A backup took the place of a lost store. What mails said after the backup is read again from the mailboxes; what people
//! decided after it is gone, and what was sent after it cannot be taken back. So nothing goes out by itself: who was on the
//! way or has become due may have had their link, and everybody else may have been stopped. A person looks first.

use jiff::Timestamp;

use super::{raise, replan};
use crate::domain::event::Effect;
use crate::domain::ids::PersonNo;
use crate::domain::ticket::{Person, PersonState, Ticket};

/// Stands on a ticket until a person has looked at it.
const CODE: &str = "restored";

/// Stands with everybody whose link may have gone out.
const PERHAPS_SENT: &str = "perhaps_sent";

/// Whether a person must look at the ticket before anything of it goes out.
pub(super) fn waits(ticket: &Ticket) -> bool {
    ticket.problems.iter().any(|problem| problem.code == CODE)
}

pub(super) fn restored(ticket: &mut Ticket, backup_at: Timestamp, at: Timestamp) -> Vec<Effect> {
    let words = format!(
        "This comes from the backup of {backup_at:.0}. What was decided or sent between that and {at:.0} is not known here. \
         Decide again what was decided then; no link leaves by the calendar before this is settled."
    );
    raise(&mut ticket.problems, CODE, words);
    let mut effects = Vec::new();
    let mut overdue: Vec<PersonNo> = Vec::new();
    for someone in &mut ticket.people {
        match &someone.state {
            PersonState::Queued => {
                let words = "The link was on its way when the backup was made, so it has perhaps been sent. If this ticket is \
                             settled, the same mail goes out again, with the same link; take the person back before, if \
                             it should not.";
                raise(&mut someone.problems, PERHAPS_SENT, words.into());
                let reason = format!("in the backup of {backup_at:.0} it was on its way; it may have gone out since");
                effects.extend(someone.link.iter().map(|link| Effect::Pause {
                    outbox: link.outbox.clone(),
                    reason: reason.clone(),
                }));
            }
            PersonState::Held if is_due(someone, at) => {
                let words = "The due time came after the backup was made, so a link has perhaps been sent. It does not work any \
                             more; a new one takes its place if you let it go.";
                someone.state = PersonState::Open;
                someone.approval = None;
                raise(&mut someone.problems, PERHAPS_SENT, words.into());
                overdue.push(someone.no);
            }
            PersonState::Open
            | PersonState::Held
            | PersonState::Sent { .. }
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Cancelled { .. } => {}
        }
    }
    for no in overdue {
        replan(ticket, no, at);
    }
    effects
}

fn is_due(someone: &Person, at: Timestamp) -> bool {
    someone.plan.as_ref().is_some_and(|plan| plan.due <= at)
}

/// A person has looked: what is still on its way goes on.
pub(super) fn resume(ticket: &Ticket) -> Vec<Effect> {
    let queued = ticket
        .people
        .iter()
        .filter(|person| person.state == PersonState::Queued);
    let links = queued.filter_map(|person| person.link.as_ref());
    links
        .map(|link| Effect::Resume {
            outbox: link.outbox.clone(),
        })
        .collect()
}
