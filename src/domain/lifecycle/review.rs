//! What reviewers and rules do: approve, decide, correct.

use jiff::Timestamp;

use super::{IllegalTransition, amend, links, person, raise, replan, restored, wrong_state};
use crate::domain::event::{Actor, Decision, Effect, TakenBack};
use crate::domain::further;
use crate::domain::ids::PersonNo;
use crate::domain::matching::folded;
use crate::domain::review::Approval;
use crate::domain::schedule::{self, Plan};
use crate::domain::ticket::{Details, GoLive, Person, PersonState, Problem, SetUp, Ticket, Wish};

/// Problems that no approval can settle: without an answer there is nothing to do or no day to do it.
const BLOCKING: [&str; 11] = [
    "address_taken",
    "address_twice",
    "missing_email",
    "invalid_email",
    "missing_activation",
    "conflicting_activation",
    "missing_go_live",
    "late_submission",
    "past_go_live",
    "odd_local_time",
    "stopped",
];

/// What is told about somebody who is not open any more; a reviewer reads it and settles it.
const NOTES: [&str; 8] = [
    "maybe_returned",
    "perhaps_sent",
    "hastening",
    "already_sent",
    "address_changed",
    "sent_while_withdrawn",
    "address_in_use",
    "requested_again",
];

pub(super) fn approved(
    ticket: &mut Ticket,
    people: &[PersonNo],
    approval: &Approval,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let by_go_live = |no: &PersonNo| ticket.person(*no).is_some_and(amend::waits_for_go_live);
    if approval.is_by_person() && people.iter().any(by_go_live) {
        confirm_go_live(ticket);
    }
    for no in people {
        replan_unless_burst(ticket, *no, at);
        let terms_zone = ticket.terms.zone.clone();
        let someone = person(ticket, *no)?;
        if someone.state != PersonState::Open {
            return Err(wrong_state(someone, "an approval", "an open person"));
        }
        if let Some(problem) = blocking(someone, approval) {
            return Err(unsettled(someone, &problem));
        }
        let plan = match &someone.plan {
            // The due time came and was stopped; a person lets it go on.
            Some(_) if is_stopped_burst(someone, at) => Plan {
                due: at,
                day: None,
                reason: "approved after too many links were due at once".into(),
            },
            Some(plan) => plan.clone(),
            None => {
                let words = format!("no due time could be made in {terms_zone}");
                return Err(unsettled(someone, &Problem::new("odd_local_time", words)));
            }
        };
        hold(someone, plan, approval);
    }
    Ok(Vec::new())
}

/// A stopped burst keeps what it was due for; everybody else is planned anew, because time has passed.
fn replan_unless_burst(ticket: &mut Ticket, no: PersonNo, at: Timestamp) {
    let anew = |person: &Person| person.state == PersonState::Open && !is_stopped_burst(person, at);
    if ticket.person(no).is_some_and(anew) {
        replan(ticket, no, at);
    }
}

/// Whether a burst is all that keeps this person. A later mail or go-live may have given them another day since.
fn is_stopped_burst(someone: &Person, at: Timestamp) -> bool {
    let is_due = someone.plan.as_ref().is_some_and(|plan| plan.due <= at);
    is_due && someone.wish == Wish::Hold && someone.has_problem("activation_burst")
}

/// Takes away what a reviewer has settled: what concerns the whole ticket, and notes about people that ask for nothing but
/// to be read. What an approval or a correction must answer stays.
pub(super) fn settled(ticket: &mut Ticket, codes: &[String], at: Timestamp) -> Vec<Effect> {
    let was_restored = restored::waits(ticket);
    let waited = ticket.unread().is_some();
    ticket.problems.retain(|problem| !codes.contains(&problem.code));
    if codes.iter().any(|code| code == "hastening") {
        ticket.proposed_go_live = None;
    }
    for someone in &mut ticket.people {
        let open = someone.state == PersonState::Open;
        someone
            .problems
            .retain(|problem| open || !is_note(problem) || !codes.contains(&problem.code));
    }
    if waited && ticket.unread().is_none() {
        open_the_overdue(ticket, at);
    }
    if was_restored && !restored::waits(ticket) {
        return restored::resume(ticket);
    }
    Vec::new()
}

/// To have read a mail is no decision to send: whoever became due meanwhile is for a person to let go.
fn open_the_overdue(ticket: &mut Ticket, at: Timestamp) {
    for no in ticket.people.iter().map(|person| person.no).collect::<Vec<_>>() {
        let Ok(someone) = person(ticket, no) else { continue };
        let is_overdue = someone.plan.as_ref().is_some_and(|plan| plan.due <= at);
        if someone.state == PersonState::Held && is_overdue && !someone.is_let_go() {
            someone.state = PersonState::Open;
            someone.approval = None;
            replan(ticket, no, at);
        }
    }
}

/// The codes that a reviewer can settle on this ticket.
pub fn can_be_settled(ticket: &Ticket) -> Vec<&str> {
    let moved_on = ticket.people.iter().filter(|person| person.state != PersonState::Open);
    let notes = moved_on
        .flat_map(|person| &person.problems)
        .filter(|problem| is_note(problem));
    ticket
        .problems
        .iter()
        .chain(notes)
        .map(|problem| problem.code.as_str())
        .collect()
}

fn is_note(problem: &Problem) -> bool {
    NOTES.contains(&problem.code.as_str())
}

/// Approving somebody who waits for go-live stands behind a tentative or far date, which is one for the whole ticket; it
/// does not make a past one possible.
fn confirm_go_live(ticket: &mut Ticket) {
    if let Some(go_live) = &mut ticket.go_live {
        go_live.confirmed = true;
    }
}

fn blocking(someone: &Person, approval: &Approval) -> Option<Problem> {
    let blocks = |problem: &&Problem| !approval.is_by_person() || BLOCKING.contains(&problem.code.as_str());
    let found = someone.problems.iter().find(blocks).cloned();
    let missing = someone.details.email.is_none();
    found.or_else(|| missing.then(|| Problem::new("missing_email", "There is no address to send the link to.")))
}

fn unsettled(someone: &Person, problem: &Problem) -> IllegalTransition {
    IllegalTransition::Unsettled {
        called: someone.details.called(someone.no),
        problem: problem.message.clone(),
    }
}

fn hold(someone: &mut Person, plan: Plan, approval: &Approval) {
    someone.plan = Some(plan);
    someone.approval = Some(approval.clone());
    someone.state = PersonState::Held;
    someone.problems.clear();
}

pub(super) fn decided(
    ticket: &mut Ticket,
    no: PersonNo,
    decision: Decision,
    approval: &Approval,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let terms = ticket.terms.clone();
    let go_live = ticket.go_live.map(|go_live| GoLive {
        confirmed: true,
        ..go_live
    });
    let someone = person(ticket, no)?;
    let movable = matches!(
        someone.state,
        PersonState::Open | PersonState::Held | PersonState::Queued
    );
    if !movable || (someone.state == PersonState::Queued && decision == Decision::Now) {
        return Err(wrong_state(someone, "this decision", "an open, held or queued person"));
    }
    let mut problems = someone.problems.iter();
    let taken = problems.find(|problem| matches!(problem.code.as_str(), "address_taken" | "address_twice"));
    if let Some(problem) = taken.filter(|_| decision != Decision::Stop) {
        return Err(unsettled(someone, problem));
    }
    let no_address = someone.details.email.is_none() && decision != Decision::Stop;
    if no_address || someone.has_problem("invalid_email") && decision != Decision::Stop {
        return Err(unsettled(
            someone,
            &Problem::new("missing_email", "There is no address to send the link to."),
        ));
    }
    let (wish, hold_until) = match decision {
        Decision::Now => (Wish::Now, None),
        Decision::On { date } => (Wish::Hold, Some(date)),
        Decision::BeforeGoLive | Decision::Stop => (Wish::Hold, None),
    };
    let planned = schedule::plan(&terms, wish, hold_until, go_live.as_ref(), at);
    let effects = links::withdraw(someone);
    someone.wish = wish;
    someone.hold_until = hold_until;
    if decision == Decision::Stop {
        someone.state = PersonState::Open;
        someone.approval = None;
        let words = format!("Held back by {} until somebody decides otherwise.", approval.approver());
        raise(&mut someone.problems, "stopped", words);
        return Ok(effects);
    }
    match planned {
        Ok(plan) => hold(someone, plan, approval),
        Err(problem) => {
            return Err(match hold_until {
                Some(day) => IllegalTransition::ImpossibleDay {
                    day,
                    words: problem.message,
                },
                None => unsettled(someone, &problem),
            });
        }
    }
    if decision == Decision::BeforeGoLive {
        ticket.go_live = go_live;
    }
    Ok(effects)
}

/// Undoes an approval or a decision. No rule approves whom a person has taken back.
pub(super) fn taken_back(
    ticket: &mut Ticket,
    people: &[TakenBack],
    by: &Actor,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let mut effects = Vec::new();
    for before in people {
        let someone = person(ticket, before.person)?;
        match someone.state {
            PersonState::Held | PersonState::Queued => {}
            PersonState::Open
            | PersonState::Sent { .. }
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Cancelled { .. } => {
                return Err(wrong_state(
                    someone,
                    "taking an approval back",
                    "somebody whose link has not gone out",
                ));
            }
        }
        effects.extend(links::withdraw(someone));
        someone.state = PersonState::Open;
        someone.approval = None;
        someone.wish = before.wish;
        someone.hold_until = before.hold_until;
        someone.problems.clone_from(&before.problems);
        let words = format!("{} took the approval back. Approve again, or decide.", by.words());
        raise(&mut someone.problems, "taken_back", words);
        replan(ticket, before.person, at);
    }
    Ok(effects)
}

/// Notes that somebody was set up in the system. It moves nobody.
pub(super) fn set_up(
    ticket: &mut Ticket,
    no: PersonNo,
    done: bool,
    by: &Actor,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    if matches!(someone.state, PersonState::Cancelled { .. }) {
        return Err(wrong_state(someone, "being set up", "a person who was not taken out"));
    }
    someone.set_up = done.then(|| SetUp { by: by.words(), at });
    Ok(Vec::new())
}

/// Notes that another ticket asks for somebody as well. Nothing moves by it: which of the two counts is for a person to say.
pub(super) fn compared(ticket: &mut Ticket, no: PersonNo, problem: &Problem) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    if someone.state.is_end() {
        return Err(wrong_state(
            someone,
            "a comparison",
            "a person who has not reached an end",
        ));
    }
    if !someone.problems.contains(problem) {
        someone.problems.push(problem.clone());
    }
    Ok(Vec::new())
}

pub(super) fn corrected(
    ticket: &mut Ticket,
    no: PersonNo,
    details: &Details,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let someone = person(ticket, no)?;
    if someone.state.is_end() {
        return Err(wrong_state(
            someone,
            "a correction",
            "a person who has not reached an end",
        ));
    }
    if details.email.is_none() && someone.state != PersonState::Open {
        let problem = Problem::new("missing_email", "An address can be replaced, but not taken away.");
        return Err(unsettled(someone, &problem));
    }
    // A link that is on its way to another address is taken back; the reviewer sends a new one.
    let moved = someone.details.email != details.email;
    let mut effects = Vec::new();
    if moved && matches!(someone.state, PersonState::Sent { .. } | PersonState::Expired { .. }) {
        // Whoever reads that address must not be able to use the link.
        effects = links::end(someone);
        someone.state = PersonState::Undeliverable {
            at,
            reason: "the address was corrected after the link had gone out; send a new link".into(),
        };
    }
    if moved && someone.state == PersonState::Queued {
        effects = links::withdraw(someone);
        someone.state = PersonState::Open;
        someone.approval = None;
        raise(
            &mut someone.problems,
            "address_changed",
            "The address was corrected while the link was on its way.".into(),
        );
    }
    someone.details = details.clone();
    let mut settled = settled_by(&someone.details);
    if moved {
        settled.extend(["address_in_use", "address_taken"]);
    }
    someone
        .problems
        .retain(|problem| !settled.contains(&problem.code.as_str()));
    if someone.state == PersonState::Open {
        replan_unless_burst(ticket, no, at);
    }
    Ok(effects)
}

/// Takes the doubt from those whose address nobody else on the ticket has any more.
pub(super) fn compare_addresses(ticket: &mut Ticket) {
    if !ticket.people.iter().any(|person| person.has_problem("address_twice")) {
        return;
    }
    let address = |person: &Person| person.details.email.as_deref().map(folded);
    let counts = |person: &&Person| !matches!(person.state, PersonState::Cancelled { .. }) || person.link.is_some();
    let taken: Vec<_> = ticket
        .people
        .iter()
        .filter(counts)
        .map(|person| (person.no, address(person)))
        .collect();
    for someone in &mut ticket.people {
        let own = address(someone);
        let is_shared = taken.iter().any(|(no, other)| *no != someone.no && *other == own);
        if !is_shared {
            someone.problems.retain(|problem| problem.code != "address_twice");
        }
    }
}

/// Problems that details without a gap settle. An address is checked before it comes here.
fn settled_by(details: &Details) -> Vec<&'static str> {
    let mut settled = vec!["unknown_role", "duplicate_user"];
    if details.name.is_some() {
        settled.push("missing_name");
    }
    if details.email.is_some() {
        settled.extend(["missing_email", "invalid_email"]);
    }
    if details.level.is_some() {
        settled.extend(["missing_level", "invalid_level", "ambiguous_level"]);
    }
    let said = further::FIELDS
        .iter()
        .filter(|field| !field.missing.is_empty() && details.fields.contains_key(field.name));
    settled.extend(said.map(|field| field.missing));
    settled
}
