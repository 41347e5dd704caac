//! What happens to a link: it becomes due, goes out, fails, is used, runs out, is renewed or taken back.

use jiff::Timestamp;

use super::{IllegalTransition, person, raise, wrong_state};
use crate::domain::event::{Effect, NewLink};
use crate::domain::ids::{OutboxId, PersonNo, TicketId};
use crate::domain::ticket::{LinkRef, Person, PersonState, Ticket};

pub(super) fn due(
    ticket: &mut Ticket,
    no: PersonNo,
    link: &NewLink,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let id = ticket.id;
    let unread = ticket.unread().map(|problem| problem.message.clone());
    let someone = person(ticket, no)?;
    let called = someone.details.called(no);
    if someone.state != PersonState::Held {
        return Err(wrong_state(someone, "the due time", "a held person"));
    }
    if someone.approval.is_none() {
        return Err(IllegalTransition::NotApproved { called });
    }
    if let Some(problem) = unread.filter(|_| !someone.is_let_go()) {
        return Err(IllegalTransition::Unsettled { called, problem });
    }
    // The promise "never early" is kept here, whatever the callers believe the time to be.
    match &someone.plan {
        Some(plan) if plan.due <= at => queue(id, someone, link),
        Some(plan) => Err(IllegalTransition::TooEarly {
            called,
            due: plan.due,
            at,
        }),
        None => Err(IllegalTransition::NotApproved { called }),
    }
}

/// Gives a person their next link and puts the mail that carries it into the outbox.
fn queue(id: TicketId, someone: &mut Person, link: &NewLink) -> Result<Vec<Effect>, IllegalTransition> {
    let Some(to) = someone.details.email.clone() else {
        let problem = "There is no address to send the link to.".to_owned();
        return Err(IllegalTransition::Unsettled {
            called: someone.details.called(someone.no),
            problem,
        });
    };
    let mut effects = end(someone);
    let number = next_link_number(someone);
    let outbox = OutboxId::activation(id, someone.no, number);
    someone.link = Some(LinkRef {
        number,
        outbox: outbox.clone(),
    });
    someone.state = PersonState::Queued;
    effects.push(Effect::Activate {
        person: someone.no,
        outbox,
        number,
        link: link.clone(),
        to,
    });
    Ok(effects)
}

/// The number of the link that a person would get next.
pub fn next_link_number(someone: &Person) -> u32 {
    someone.link.as_ref().map_or(0, |link| link.number) + 1
}

/// Ends the link a person has, so that at most one lives.
pub(super) fn end(someone: &Person) -> Vec<Effect> {
    someone
        .link
        .iter()
        .map(|link| Effect::EndLink {
            outbox: link.outbox.clone(),
        })
        .collect()
}

/// Takes a queued mail back. Somebody who already has the mail keeps a link that has ended.
pub(super) fn withdraw(someone: &Person) -> Vec<Effect> {
    if someone.state != PersonState::Queued {
        return Vec::new();
    }
    let mut effects = end(someone);
    effects.extend(someone.link.iter().map(|link| Effect::Withdraw {
        outbox: link.outbox.clone(),
    }));
    effects
}

pub(super) fn burst(ticket: &mut Ticket, no: PersonNo, limit: u32) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    if someone.state != PersonState::Held {
        return Err(wrong_state(someone, "a stop", "a held person"));
    }
    someone.state = PersonState::Open;
    someone.approval = None;
    let words =
        format!("More than {limit} links were due within an hour. Is the date right? Approve to send this one.");
    raise(&mut someone.problems, "activation_burst", words);
    Ok(Vec::new())
}

/// Checks that an event speaks of the link that counts.
fn current(someone: &Person, number: u32) -> Result<(), IllegalTransition> {
    let current = someone.link.as_ref().map(|link| link.number);
    if current == Some(number) {
        return Ok(());
    }
    Err(IllegalTransition::OldLink {
        called: someone.details.called(someone.no),
        given: number,
        current,
    })
}

pub(super) fn sent(
    ticket: &mut Ticket,
    no: PersonNo,
    number: u32,
    expires: Timestamp,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    current(someone, number)?;
    match &someone.state {
        PersonState::Queued => {
            someone.state = PersonState::Sent { at, expires };
            let carried = someone.link.iter().map(|link| link.outbox.clone());
            return Ok(carried.map(|outbox| Effect::StartLink { outbox, expires }).collect());
        }
        // It left before it could be taken back. The link has ended already; a person must know.
        PersonState::Open | PersonState::Held | PersonState::Cancelled { .. } => {
            let words = "The mail left at the very moment it was taken back; its link does not work.".to_owned();
            raise(&mut someone.problems, "sent_while_withdrawn", words);
        }
        // The person was faster than our records.
        PersonState::Active { .. } => {}
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Undeliverable { .. } => {
            return Err(wrong_state(someone, "a sent link", "a queued person"));
        }
    }
    Ok(Vec::new())
}

pub(super) fn failed(
    ticket: &mut Ticket,
    no: PersonNo,
    number: u32,
    reason: &str,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    current(someone, number)?;
    match &someone.state {
        PersonState::Queued | PersonState::Sent { .. } | PersonState::Expired { .. } => {
            let effects = end(someone);
            someone.state = PersonState::Undeliverable {
                at,
                reason: reason.to_owned(),
            };
            Ok(effects)
        }
        // Nothing went out and nothing was to go out any more.
        PersonState::Open | PersonState::Held | PersonState::Cancelled { .. } | PersonState::Active { .. } => {
            Ok(Vec::new())
        }
        PersonState::Undeliverable { .. } => {
            Err(wrong_state(someone, "a failure", "a person whose link is on its way"))
        }
    }
}

pub(super) fn used(
    ticket: &mut Ticket,
    no: PersonNo,
    number: u32,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    current(someone, number)?;
    match &someone.state {
        PersonState::Queued | PersonState::Sent { .. } | PersonState::Undeliverable { .. } => {
            let carried: Vec<OutboxId> = someone.link.iter().map(|link| link.outbox.clone()).collect();
            let mut effects: Vec<Effect> = carried
                .iter()
                .map(|outbox| Effect::SpendLink { outbox: outbox.clone() })
                .collect();
            // Queued: the mail went out, and the person was faster than our records; no repeat is needed.
            if someone.state == PersonState::Queued {
                effects.extend(carried.into_iter().map(|outbox| Effect::Withdraw { outbox }));
            }
            someone.state = PersonState::Active { at };
            Ok(effects)
        }
        PersonState::Open
        | PersonState::Held
        | PersonState::Active { .. }
        | PersonState::Expired { .. }
        | PersonState::Cancelled { .. } => Err(wrong_state(someone, "the use of a link", "a person whose link lives")),
    }
}

pub(super) fn expired(
    ticket: &mut Ticket,
    no: PersonNo,
    number: u32,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    current(someone, number)?;
    let PersonState::Sent { expires, .. } = someone.state else {
        return Err(wrong_state(someone, "the end of a link", "a sent link"));
    };
    if at < expires {
        return Err(IllegalTransition::TooEarly {
            called: someone.details.called(no),
            due: expires,
            at,
        });
    }
    someone.state = PersonState::Expired { at: expires };
    Ok(end(someone))
}

pub(super) fn renewed(ticket: &mut Ticket, no: PersonNo, link: &NewLink) -> Result<Vec<Effect>, IllegalTransition> {
    let id = ticket.id;
    let someone = person(ticket, no)?;
    let had_one = matches!(
        someone.state,
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Undeliverable { .. }
    );
    if !had_one {
        return Err(wrong_state(
            someone,
            "a new link",
            "a person who had one that is sent, expired or undeliverable",
        ));
    }
    queue(id, someone, link)
}

pub(super) fn cancelled(
    ticket: &mut Ticket,
    no: PersonNo,
    reason: &str,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    if someone.state.is_end() {
        return Err(wrong_state(
            someone,
            "a cancellation",
            "a person who has not reached an end",
        ));
    }
    Ok(cancel(someone, reason, at))
}

/// Takes a person out, whatever was under way.
pub(super) fn cancel(someone: &mut Person, reason: &str, at: Timestamp) -> Vec<Effect> {
    let withdrawn = withdraw(someone);
    let effects = if withdrawn.is_empty() { end(someone) } else { withdrawn };
    someone.state = PersonState::Cancelled {
        at,
        reason: reason.to_owned(),
    };
    someone.problems.clear();
    effects
}

pub(super) fn rejected(ticket: &mut Ticket, reason: &str, at: Timestamp) -> Vec<Effect> {
    ticket.rejected = Some(reason.to_owned());
    let left = ticket.people.iter_mut().filter(|person| !person.state.is_end());
    left.flat_map(|person| cancel(person, reason, at)).collect()
}
