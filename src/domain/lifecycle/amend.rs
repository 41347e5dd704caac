//! What later mails and moved dates do. What delays acts at once; what hastens waits for a person, as a problem that is
//! shown while the later date still stands.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{IllegalTransition, add, links, person, raise, replan};
use crate::domain::event::{Actor, Change, Effect, Event, Request};
use crate::domain::further;
use crate::domain::ids::PersonNo;
use crate::domain::schedule::{self, Plan, Terms};
use crate::domain::ticket::{GoLive, Party, Person, PersonState, Problem, Ticket, Wish};

/// What keeps a person back who is held or on the way: the mail says "hold" again, or it is not clear whom it means.
/// [`crate::domain::matching`] raises it.
const STOPPING: [&str; 4] = ["held_again", "held_elsewhere", "maybe_meant", "conflicting_activation"];

pub(super) fn by_mail(ticket: &mut Ticket, event: &Event, at: Timestamp) -> Result<Vec<Effect>, IllegalTransition> {
    let Event::MailAmended {
        mail,
        author,
        message_id,
        changes,
        removed,
        problems,
    } = event
    else {
        return Ok(Vec::new());
    };
    if !ticket.mails.contains(mail) {
        ticket.mails.push(*mail);
    }
    ticket.thread.extend(message_id.iter().cloned());
    let mut effects = Vec::new();
    for Change { person: no, request } in changes {
        match no {
            None => add(ticket, request, at),
            Some(no) => effects.extend(changed(ticket, *no, request, &author.to_string(), at)?),
        }
    }
    for no in removed {
        let someone = person(ticket, *no)?;
        match &someone.state {
            PersonState::Open | PersonState::Held | PersonState::Queued => {
                effects.extend(links::cancel(someone, &format!("taken out by mail from {author}"), at));
            }
            PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Undeliverable { .. } => {
                let words = format!("{author} asks to take this person out, but a link was sent already.");
                raise(&mut someone.problems, "already_sent", words);
            }
            PersonState::Active { .. } | PersonState::Cancelled { .. } => {}
        }
    }
    // Two mails with the same doubt are two things to settle.
    for problem in problems {
        if !ticket.problems.contains(problem) {
            ticket.problems.push(problem.clone());
        }
    }
    if problems.iter().any(Problem::is_unread) {
        effects.extend(wait_for_a_reader(ticket, &author.to_string(), at));
    }
    Ok(effects)
}

/// What the account manager says at the desk about people of their ticket.
pub(super) fn answered(
    ticket: &mut Ticket,
    author: &Party,
    changes: &[Change],
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let mut effects = Vec::new();
    for Change { person: no, request } in changes {
        match no {
            None => add(ticket, request, at),
            Some(no) => effects.extend(changed(ticket, *no, request, &author.to_string(), at)?),
        }
    }
    Ok(effects)
}

/// Takes back what is on its way, because the mail that nobody has understood yet may say "stop".
fn wait_for_a_reader(ticket: &mut Ticket, author: &str, at: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    for no in ticket.people.iter().map(|person| person.no).collect::<Vec<_>>() {
        let Ok(someone) = person(ticket, no) else { continue };
        let leaves_at_once = someone.state == PersonState::Held && someone.is_let_go();
        if someone.state != PersonState::Queued && !leaves_at_once {
            continue;
        }
        effects.extend(links::withdraw(someone));
        someone.state = PersonState::Open;
        someone.approval = None;
        let words =
            format!("{author} wrote while the link was on its way. Read the mail, then approve again or decide.");
        raise(&mut someone.problems, "unread_mail", words);
        replan(ticket, no, at);
    }
    effects
}

fn changed(
    ticket: &mut Ticket,
    no: PersonNo,
    request: &Request,
    author: &str,
    at: Timestamp,
) -> Result<Vec<Effect>, IllegalTransition> {
    let (terms, go_live) = (ticket.terms.clone(), ticket.go_live);
    let someone = person(ticket, no)?;
    let mut effects = new_details(someone, request, author);
    let (wish, hold_until) = (request.wish, request.hold_until);
    let stops = request
        .problems
        .iter()
        .any(|problem| STOPPING.contains(&problem.code.as_str()));
    match (wish, &someone.state) {
        (Wish::Hold | Wish::Unstated, PersonState::Held | PersonState::Queued) if stops => {
            effects.extend(links::withdraw(someone));
            reopen(someone, hold_until.or(someone.hold_until));
        }
        (Wish::Unstated, _) => {}
        (_, PersonState::Open) => asked_anew(someone, request, (&terms, go_live.as_ref()), author, at),
        (Wish::Now, PersonState::Held) => {
            let words =
                format!("{author} asks to activate at once. Decide \"now\" to allow it; until then the day stands.");
            raise(&mut someone.problems, "hastening", words);
        }
        (Wish::Now, PersonState::Expired { .. } | PersonState::Undeliverable { .. }) => {
            let words = format!("{author} asks to activate this person. Send a new link if that is meant.");
            raise(&mut someone.problems, "hastening", words);
        }
        (
            Wish::Now,
            PersonState::Queued | PersonState::Sent { .. } | PersonState::Active { .. } | PersonState::Cancelled { .. },
        ) => {}
        (Wish::Hold, PersonState::Held) => {
            let planned = schedule::plan(&terms, Wish::Hold, hold_until, go_live.as_ref(), at);
            held_anew(someone, hold_until, planned, author);
        }
        (Wish::Hold, PersonState::Queued) => {
            effects.extend(links::withdraw(someone));
            reopen(someone, hold_until);
        }
        (
            Wish::Hold,
            PersonState::Sent { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Active { .. },
        ) => {
            let words = format!("{author} asks to hold this person, but the link was sent already.");
            raise(&mut someone.problems, "already_sent", words);
        }
        (Wish::Hold, PersonState::Cancelled { .. }) => {}
    }
    if ticket
        .person(no)
        .is_some_and(|person| person.state == PersonState::Open)
    {
        replan(ticket, no, at);
    }
    Ok(effects)
}

/// Somebody who was not approved yet is to be sent by another plan. A go-live that a person at the desk stands behind is not
/// undone by a mail and a rule: who would be sent before its day waits for a person.
fn asked_anew(
    someone: &mut Person,
    request: &Request,
    (terms, go_live): (&Terms, Option<&GoLive>),
    author: &str,
    at: Timestamp,
) {
    let plan = |someone: &Person| schedule::plan(terms, someone.wish, someone.hold_until, go_live, at);
    let by_desk = go_live.is_some_and(|go_live| go_live.confirmed) && waits_for_go_live(someone);
    let stands = plan(someone).ok().filter(|_| by_desk);
    someone.hold_until = match (request.wish, request.hold_until) {
        (Wish::Hold, None) => kept_day(someone, terms, go_live, at),
        (Wish::Now | Wish::Hold | Wish::Unstated, hold_until) => hold_until,
    };
    someone.wish = request.wish;
    someone
        .problems
        .retain(|problem| problem.code != "conflicting_activation");
    if let (Some(stands), Ok(asked)) = (stands, plan(someone))
        && asked.due < stands.due
    {
        let words = format!(
            "{author} asks for an earlier day than by the go-live that a person has set: {}. Approve to allow it.",
            asked.reason
        );
        raise(&mut someone.problems, "hastening", words);
    }
}

/// Somebody who is held is to be held by another plan: what delays acts at once, what hastens waits.
fn held_anew(someone: &mut Person, hold_until: Option<Date>, planned: Result<Plan, Problem>, author: &str) {
    let present = someone.plan.as_ref().map(|plan| plan.due);
    match planned {
        Ok(plan) if present.is_some_and(|due| plan.due < due) => {
            let words = format!(
                "{author} asks for an earlier day: {}. Decide it to allow it; until then the later day stands.",
                plan.reason
            );
            raise(&mut someone.problems, "hastening", words);
        }
        Ok(plan) => {
            someone.wish = Wish::Hold;
            someone.hold_until = hold_until;
            someone.plan = Some(plan);
        }
        // It cannot be said when; then the person waits for somebody to decide.
        Err(_) => reopen(someone, hold_until),
    }
}

/// The day that was named before, unless going by go-live is later: "hold", said again without a day, brings nobody forward.
fn kept_day(someone: &Person, terms: &Terms, go_live: Option<&GoLive>, at: Timestamp) -> Option<Date> {
    let due = |until| schedule::plan(terms, Wish::Hold, until, go_live, at).map(|plan| plan.due);
    match (due(someone.hold_until), due(None)) {
        (Ok(named), Ok(by_go_live)) if by_go_live >= named => None,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => someone.hold_until,
    }
}

fn reopen(someone: &mut Person, hold_until: Option<Date>) {
    someone.wish = Wish::Hold;
    someone.hold_until = hold_until;
    someone.state = PersonState::Open;
    someone.approval = None;
}

/// Takes over what a mail states about a person. Another address is nothing a mail can decide for somebody who has been
/// approved: the link would go to whom nobody checked.
fn new_details(someone: &mut Person, request: &Request, author: &str) -> Vec<Effect> {
    let stated = &request.details;
    let mut effects = Vec::new();
    if let Some(email) = stated
        .email
        .as_ref()
        .filter(|email| someone.details.email.as_ref() != Some(email))
    {
        match &someone.state {
            PersonState::Open => {
                someone.details.email = Some(email.clone());
                someone
                    .problems
                    .retain(|p| !matches!(p.code.as_str(), "missing_email" | "invalid_email"));
            }
            PersonState::Held | PersonState::Queued => {
                effects.extend(links::withdraw(someone));
                someone.details.email = Some(email.clone());
                someone.state = PersonState::Open;
                someone.approval = None;
                let words = format!("{author} gave another address after the approval. Check it and approve again.");
                raise(&mut someone.problems, "address_changed", words);
            }
            PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Undeliverable { .. } => {
                let words = format!("{author} says that the address is {email}. Correct it and send a new link.");
                raise(&mut someone.problems, "address_changed", words);
            }
            PersonState::Active { .. } => {
                let words = format!("{author} says that the address is {email}, but the link was used already.");
                raise(&mut someone.problems, "address_changed", words);
            }
            PersonState::Cancelled { .. } => {}
        }
    }
    if someone.details.name.is_none() && stated.name.is_some() {
        someone.details.name.clone_from(&stated.name);
        someone.problems.retain(|problem| problem.code != "missing_name");
    }
    if let Some(level) = stated.level {
        someone.details.level = Some(level);
        someone
            .problems
            .retain(|p| !matches!(p.code.as_str(), "missing_level" | "invalid_level" | "ambiguous_level"));
    }
    if !stated.roles.is_empty() {
        someone.details.roles.clone_from(&stated.roles);
    }
    for (name, value) in stated.fields.iter().filter(|(_, value)| !value.is_null()) {
        let missing = further::named(name).map(|field| field.missing);
        someone
            .problems
            .retain(|problem| missing != Some(problem.code.as_str()));
        someone.details.fields.insert(name.clone(), value.clone());
    }
    for problem in &request.problems {
        raise(&mut someone.problems, &problem.code, problem.message.clone());
    }
    effects
}

pub(super) fn go_live_moved(ticket: &mut Ticket, by: &Actor, go_live: GoLive, at: Timestamp) -> Vec<Effect> {
    let by_person = matches!(by, Actor::Reviewer { .. });
    let go_live = GoLive {
        confirmed: by_person || go_live.confirmed,
        ..go_live
    };
    if !by_person && hastens(ticket, go_live, at) {
        ticket.proposed_go_live = Some(go_live);
        let words = format!(
            "{} says that go-live is earlier: {}. Move go-live to allow it; until then the later day stands.",
            by.words(),
            go_live.date
        );
        raise(&mut ticket.problems, "hastening", words);
        return Vec::new();
    }
    ticket.go_live = Some(go_live);
    ticket.proposed_go_live = None;
    ticket
        .problems
        .retain(|p| !matches!(p.code.as_str(), "hastening" | "missing_go_live" | "ambiguous_go_live"));
    let effects = replan_everybody(ticket, at, waits_for_go_live);
    name_the_sent(ticket, go_live);
    effects
}

pub(super) fn waits_for_go_live(person: &Person) -> bool {
    person.wish == Wish::Hold && person.hold_until.is_none()
}

/// Whether the new day would send somebody's link earlier than it is planned now, or than by a day that a person at the
/// desk stands behind. Whoever is not approved yet counts as well: else a rule could approve them for the earlier day.
fn hastens(ticket: &Ticket, go_live: GoLive, at: Timestamp) -> bool {
    let is_before = |present: GoLive| present.confirmed && go_live.date < present.date;
    let waits = |person: &Person| person.state == PersonState::Open && waits_for_go_live(person);
    if ticket.go_live.is_some_and(is_before) && ticket.people.iter().any(waits) {
        return true;
    }
    let waiting = ticket.people.iter().filter(|person| waits_for_go_live(person));
    let mut present = waiting.filter_map(|person| {
        let due = person.plan.as_ref()?.due;
        // A day that has come while nobody approved is none that could be kept.
        let counts = person.state == PersonState::Held || (person.state == PersonState::Open && due > at);
        counts.then_some(due)
    });
    let tentative_is_no_reason = GoLive {
        confirmed: true,
        ..go_live
    };
    match schedule::plan(&ticket.terms, Wish::Hold, None, Some(&tentative_is_no_reason), at) {
        Ok(plan) => present.any(|due| plan.due < due),
        // Late or past: it would be earlier than anything planned.
        Err(_) => present.next().is_some(),
    }
}

/// Makes the plans of those who `are_concerned` anew. Somebody whose new day cannot be said waits for a person.
fn replan_everybody(ticket: &mut Ticket, at: Timestamp, are_concerned: fn(&Person) -> bool) -> Vec<Effect> {
    let concerned: Vec<PersonNo> = ticket
        .people
        .iter()
        .filter(|p| are_concerned(p))
        .map(|p| p.no)
        .collect();
    let mut effects = Vec::new();
    for no in concerned {
        let (terms, go_live) = (ticket.terms.clone(), ticket.go_live);
        let Ok(someone) = person(ticket, no) else { continue };
        let planned = schedule::plan(&terms, someone.wish, someone.hold_until, go_live.as_ref(), at);
        match (&someone.state, planned) {
            (PersonState::Open, _) => replan(ticket, no, at),
            (PersonState::Held, Ok(plan)) => someone.plan = Some(plan),
            (PersonState::Queued, Ok(plan)) => {
                effects.extend(links::withdraw(someone));
                someone.state = PersonState::Held;
                someone.plan = Some(plan);
            }
            (PersonState::Held, Err(_)) => {
                someone.state = PersonState::Open;
                someone.approval = None;
                replan(ticket, no, at);
            }
            // The link is on its way and the new day is no later; let it go.
            (PersonState::Queued, Err(problem)) if problem.code == "late_submission" => {}
            (PersonState::Queued, Err(_)) => {
                effects.extend(links::withdraw(someone));
                someone.state = PersonState::Open;
                someone.approval = None;
                replan(ticket, no, at);
            }
            (
                PersonState::Sent { .. }
                | PersonState::Active { .. }
                | PersonState::Expired { .. }
                | PersonState::Undeliverable { .. }
                | PersonState::Cancelled { .. },
                _,
            ) => {}
        }
    }
    effects
}

/// Says who has had a link for the day that is no longer the one.
fn name_the_sent(ticket: &mut Ticket, go_live: GoLive) {
    let was_sent = |person: &&Person| matches!(person.state, PersonState::Sent { .. } | PersonState::Expired { .. });
    let names: Vec<String> = ticket
        .people
        .iter()
        .filter(was_sent)
        .map(|p| p.details.called(p.no))
        .collect();
    if !names.is_empty() {
        let words = format!(
            "Go-live is {} now, but the link was already sent to {}.",
            go_live.date,
            names.join(", ")
        );
        raise(&mut ticket.problems, "already_sent", words);
    }
}

pub(super) fn terms_changed(ticket: &mut Ticket, terms: &Terms, at: Timestamp) -> Vec<Effect> {
    ticket.terms = terms.clone();
    let (go_live, terms) = (ticket.go_live, terms.clone());
    for someone in &mut ticket.people {
        if someone.state != PersonState::Held || someone.wish != Wish::Hold {
            continue;
        }
        let present = someone.plan.as_ref().map(|plan| plan.due);
        match schedule::plan(&terms, someone.wish, someone.hold_until, go_live.as_ref(), at) {
            Ok(plan) if present.is_none_or(|due| plan.due >= due) => someone.plan = Some(plan),
            Ok(plan) => {
                let words = format!(
                    "The rules changed; the link would go out earlier: {}. Decide it to allow it; until then the later day stands.",
                    plan.reason
                );
                raise(&mut someone.problems, "hastening", words);
            }
            // A due time that has come in the meantime stands.
            Err(_) => {}
        }
    }
    Vec::new()
}
