//! The one door: `apply(ticket, event, at)` gives the next ticket and its effects, or says why the event is not allowed.
//!
//! | event | from | to |
//! |---|---|---|
//! | `Approved`, `Decided` | open (decided: held, queued as well) | held, with a plan; or open with the doubt |
//! | `DueTimeReached` | held, approved, due time reached, no unread mail on the ticket | queued |
//! | `BurstStopped` | held | open |
//! | `LinkSent` | queued | sent |
//! | `DeliveryFailed` | queued, sent, expired | undeliverable |
//! | `LinkUsed` | queued, sent, undeliverable | active |
//! | `LinkExpired` | sent, link lifetime over | expired |
//! | `NewLinkRequested` | sent, expired, undeliverable | queued |
//! | `Cancelled`, `Rejected` | all but active and cancelled | cancelled |
//! | `Corrected` | all but active and cancelled | another address: queued becomes open, sent and expired undeliverable |
//! | `MailAmended`, `GoLiveMoved`, `TermsChanged` | any | what delays acts at once; what hastens waits as a problem |
//! | `ApprovalTakenBack` | held, queued | open, as it was before the approval |
//! | `Answered` | any | as by a mail of the account manager |
//! | `SetUpMarked`, `Assigned` | any but cancelled; any | nobody moves |
//! | `Restored` | any | queued stays, its mail is paused; whoever is held and became due is open; the ticket waits for a reader |
//! | `Erased` | active, cancelled | nobody moves |
//! | `ProblemsSettled` | any | the ticket's problems, and notes about people who are not open, are gone; whoever became due behind an unread mail is open |
//!
//! Split by what the events are about: `review` (approvals and corrections), `amend` (later mails and moved dates),
//! `links` (everything that happens to a link), `restored` (a backup took the place of a lost store).

mod amend;
mod links;
mod notes;
mod restored;
mod review;
#[cfg(test)]
mod tests;

pub use links::next_link_number;
pub use review::can_be_settled;

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{Effect, Entry, Event, Request, Submission};
use super::ids::{PersonNo, TicketId};
use super::schedule;
use super::ticket::{Person, PersonState, Problem, Ticket, Wish};

/// Why an event cannot happen to a ticket now. Each is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IllegalTransition {
    /// There is no such person on the ticket.
    #[error("{ticket} has no person {person}")]
    NoSuchPerson {
        /// The ticket.
        ticket: TicketId,
        /// The number that was given.
        person: PersonNo,
    },
    /// The person is in a state in which this cannot happen.
    #[error("{called} is {state}; {event} needs {expected}")]
    WrongState {
        /// Name or address.
        called: String,
        /// The present state.
        state: &'static str,
        /// What was to happen.
        event: &'static str,
        /// In which states it can.
        expected: &'static str,
    },
    /// The due time has not come.
    #[error("{called} is due at {due}, not yet at {at}")]
    TooEarly {
        /// Name or address.
        called: String,
        /// The due time, or when the link ends.
        due: Timestamp,
        /// The time of the event.
        at: Timestamp,
    },
    /// Nobody approved.
    #[error("nobody has approved {called}")]
    NotApproved {
        /// Name or address.
        called: String,
    },
    /// Something must be settled first.
    #[error("{called}: {problem}")]
    Unsettled {
        /// Name or address.
        called: String,
        /// The problem, in words.
        problem: String,
    },
    /// The link meant is not the one that counts.
    #[error("link {given} of {called} is not the one that counts ({current:?})")]
    OldLink {
        /// Name or address.
        called: String,
        /// The number that was given.
        given: u32,
        /// The number that counts, if there is one.
        current: Option<u32>,
    },
    /// A ticket's first event, and only that, opens it.
    #[error("a ticket is opened by its first event, and only by that")]
    OpenedTwice,
    /// The ticket was turned down.
    #[error("{0} was rejected; nothing more happens to it")]
    Rejected(TicketId),
    /// No such note is written.
    #[error("no note is written about {ticket}: {why}")]
    NoNote {
        /// Which ticket.
        ticket: TicketId,
        /// Why not.
        why: &'static str,
    },
    /// The day is not possible.
    #[error("{day}: {words}")]
    ImpossibleDay {
        /// The day that was given.
        day: Date,
        /// Why not.
        words: String,
    },
}

/// A ticket made of its first event.
pub fn open(id: TicketId, submission: &Submission, at: Timestamp) -> Ticket {
    let mut ticket = Ticket {
        id,
        revision: 1,
        opened_at: at,
        changed_at: at,
        mails: vec![submission.mail],
        thread: submission.message_id.iter().cloned().collect(),
        subject: submission.subject.clone(),
        submitter: submission.submitter.clone(),
        profile: submission.profile.clone(),
        client: submission.client.clone(),
        terms: submission.terms.clone(),
        go_live: submission.go_live,
        proposed_go_live: None,
        people: Vec::new(),
        manual_entry: submission.manual_entry.clone(),
        problems: submission.problems.clone(),
        rejected: None,
        assignee: None,
        notes: Vec::new(),
        erased: false,
    };
    for request in &submission.people {
        add(&mut ticket, request, at);
    }
    ticket
}

/// The ticket after `event`, and what has to be done because of it. Time and chance come from outside: the same ticket,
/// event and instant always give the same answer.
///
/// # Errors
/// [`IllegalTransition`]; then nothing happens.
pub fn apply(ticket: &Ticket, event: &Event, at: Timestamp) -> Result<(Ticket, Vec<Effect>), IllegalTransition> {
    let mut next = ticket.clone();
    let counts_always = matches!(
        event,
        Event::LinkSent { .. } | Event::DeliveryFailed { .. } | Event::Erased { .. }
    );
    if ticket.rejected.is_some() && !counts_always {
        return Err(IllegalTransition::Rejected(ticket.id));
    }
    let effects = match event {
        Event::Opened { .. } => return Err(IllegalTransition::OpenedTwice),
        Event::MailAmended { .. } => amend::by_mail(&mut next, event, at)?,
        Event::GoLiveMoved { by, go_live } => amend::go_live_moved(&mut next, by, *go_live, at),
        Event::TermsChanged { terms } => amend::terms_changed(&mut next, terms, at),
        Event::Approved { people, approval } => review::approved(&mut next, people, approval, at)?,
        Event::Decided {
            person,
            decision,
            approval,
        } => review::decided(&mut next, *person, *decision, approval, at)?,
        Event::ApprovalTakenBack { people, by } => review::taken_back(&mut next, people, by, at)?,
        Event::SetUpMarked { person: no, done, by } => review::set_up(&mut next, *no, *done, by, at)?,
        Event::Assigned { to, .. } => {
            next.assignee.clone_from(to);
            Vec::new()
        }
        Event::Noted { note, message_id, .. } => notes::noted(&mut next, note, message_id)?,
        Event::Answered { author, changes } => amend::answered(&mut next, author, changes, at)?,
        Event::Corrected { person, details, .. } => review::corrected(&mut next, *person, details, at)?,
        Event::PersonAdded { request, .. } => {
            add(&mut next, request, at);
            Vec::new()
        }
        Event::ProblemsSettled { codes, .. } => review::settled(&mut next, codes, at),
        Event::Erased { people, whole, .. } => erased(&mut next, people, *whole)?,
        Event::Restored { backup_at } => restored::restored(&mut next, *backup_at, at),
        Event::DueTimeReached { person, link } => links::due(&mut next, *person, link, at)?,
        Event::BurstStopped { person, limit } => links::burst(&mut next, *person, *limit)?,
        Event::LinkSent {
            person,
            number,
            expires,
        } => links::sent(&mut next, *person, *number, *expires, at)?,
        Event::DeliveryFailed {
            person,
            number,
            reason,
            mail,
        } => {
            next.mails.extend(mail.filter(|mail| !ticket.mails.contains(mail)));
            links::failed(&mut next, *person, *number, reason, at)?
        }
        Event::SeenElsewhere { person, problem } => review::compared(&mut next, *person, problem)?,
        Event::LinkUsed { person, number } => links::used(&mut next, *person, *number, at)?,
        Event::LinkExpired { person, number } => links::expired(&mut next, *person, *number, at)?,
        Event::NewLinkRequested { person, link, .. } => links::renewed(&mut next, *person, link)?,
        Event::Cancelled { person, reason, .. } => links::cancelled(&mut next, *person, reason, at)?,
        Event::Rejected { reason, .. } => links::rejected(&mut next, reason, at),
    };
    review::compare_addresses(&mut next);
    next.revision += 1;
    next.changed_at = at;
    Ok((next, effects))
}

/// Only whoever waits for nothing any more is erased.
fn erased(ticket: &mut Ticket, people: &[PersonNo], whole: bool) -> Result<Vec<Effect>, IllegalTransition> {
    for no in people {
        let someone = person(ticket, *no)?;
        if !someone.state.is_end() {
            return Err(wrong_state(someone, "an erasure", "a person who has reached an end"));
        }
    }
    ticket.erased |= whole;
    Ok(Vec::new())
}

/// The ticket that these events make. The store uses it to check its snapshots.
///
/// # Errors
/// [`IllegalTransition`] when the events cannot have happened in this order.
pub fn replay(entries: &[Entry]) -> Result<Ticket, IllegalTransition> {
    let (first, rest) = entries.split_first().ok_or(IllegalTransition::OpenedTwice)?;
    let Event::Opened { submission } = &first.event else {
        return Err(IllegalTransition::OpenedTwice);
    };
    let mut ticket = open(first.ticket, submission, first.at);
    for entry in rest {
        ticket = apply(&ticket, &entry.event, entry.at)?.0;
    }
    Ok(ticket)
}

/// Adds a person, open, with a plan or the problem that stands in its way.
fn add(ticket: &mut Ticket, request: &Request, at: Timestamp) {
    let no = PersonNo(ticket.people.iter().map(|person| person.no.0).max().unwrap_or(0) + 1);
    ticket.people.push(Person {
        no,
        details: request.details.clone(),
        wish: request.wish,
        hold_until: request.hold_until,
        state: PersonState::Open,
        plan: None,
        approval: None,
        problems: request.problems.clone(),
        link: None,
        set_up: None,
    });
    replan(ticket, no, at);
}

/// Makes the plan of an open person anew, or the problem that stands in its way. Never moves anybody's state.
fn replan(ticket: &mut Ticket, no: PersonNo, at: Timestamp) {
    let (terms, go_live) = (ticket.terms.clone(), ticket.go_live);
    let Some(person) = ticket.people.iter_mut().find(|person| person.no == no) else {
        return;
    };
    let stands = person.has_problem("conflicting_activation") && person.wish == Wish::Unstated;
    person
        .problems
        .retain(|problem| !schedule::CODES.contains(&problem.code.as_str()));
    match schedule::plan(&terms, person.wish, person.hold_until, go_live.as_ref(), at) {
        Ok(plan) => person.plan = Some(plan),
        Err(problem) => {
            person.plan = None;
            // "Conflicting" already says that nobody said it clearly.
            if !stands {
                person.problems.push(problem);
            }
        }
    }
}

/// The person at `no`, to be changed.
fn person(ticket: &mut Ticket, no: PersonNo) -> Result<&mut Person, IllegalTransition> {
    let id = ticket.id;
    let found = ticket.people.iter_mut().find(|person| person.no == no);
    found.ok_or(IllegalTransition::NoSuchPerson { ticket: id, person: no })
}

fn wrong_state(person: &Person, event: &'static str, expected: &'static str) -> IllegalTransition {
    IllegalTransition::WrongState {
        called: person.details.called(person.no),
        state: person.state.word(),
        event,
        expected,
    }
}

/// Raises a problem once.
fn raise(problems: &mut Vec<Problem>, code: &str, message: String) {
    problems.retain(|problem| problem.code != code);
    problems.push(Problem::new(code, message));
}
