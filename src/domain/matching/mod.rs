//! What becomes of a mail that was read: the extraction's words become the domain's.
//!
//! Nothing is decided twice: what the reader found doubtful stays a problem on the person or the ticket, and what the
//! schedule can tell better itself (a missing go-live, a missing "activate or hold") is left to it.

mod client;
mod people;

use std::collections::BTreeMap;

use super::event::{Change, Event, Request, Submission};
use super::ids::{MailId, PersonNo};
use super::schedule::{self, Terms};
use super::ticket::{Client, Details, GoLive, ManualEntry, Party, Person, PersonState, Problem, Ticket, Wish};
use greenroom_parsers::{Activate, Extraction, IssueCode, User};

pub use client::{client_keys, client_of, domain_of, weak_name, weak_names};
pub use people::{Match, find_person};

/// A party as the parsers name it.
pub fn party(mailbox: &greenroom_parsers::Mailbox) -> Party {
    Party {
        name: mailbox.name.clone(),
        email: mailbox.email.clone(),
    }
}

/// The go-live that a mail states.
pub fn go_live(extraction: &Extraction) -> Option<GoLive> {
    let tentative = extraction
        .issues
        .iter()
        .any(|issue| issue.code == IssueCode::TentativeGoLive);
    extraction
        .go_live
        .as_ref()
        .map(|stated| GoLive::stated(stated.date, tentative))
}

/// What a new ticket starts with.
pub fn submission(
    mail: MailId,
    subject: &str,
    profile: &str,
    client: Client,
    terms: Terms,
    extraction: &Extraction,
) -> Submission {
    Submission {
        mail,
        message_id: extraction.message_id.clone(),
        subject: subject.to_owned(),
        submitter: party(&extraction.submitter),
        profile: profile.to_owned(),
        client,
        terms,
        go_live: go_live(extraction),
        people: (0..extraction.users.len())
            .map(|index| request(extraction, index))
            .collect(),
        manual_entry: manual_entry(extraction),
        problems: problems(extraction, None),
    }
}

fn manual_entry(extraction: &Extraction) -> Vec<ManualEntry> {
    let entries = extraction.manual_entry.iter();
    entries
        .map(|entry| ManualEntry {
            attachment: entry.attachment.clone(),
            reason: word(&entry.reason),
        })
        .collect()
}

/// What is known of addresses that people on other tickets have, folded as [`folded`] does it.
pub type InUse = BTreeMap<String, Problem>;

/// An address as it is compared.
pub fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

/// The events of a mail that refers to a ticket.
pub fn amendment(ticket: &Ticket, mail: MailId, extraction: &Extraction, in_use: &InUse) -> Vec<Event> {
    let author = party(&extraction.submitter);
    let mut doubts = problems(extraction, None);
    let mut changes = Vec::new();
    for (index, user) in extraction.users.iter().enumerate() {
        let mut request = request(extraction, index);
        request.problems.extend(taken_address(ticket, &request, in_use));
        match find_person(ticket, user.name.as_deref(), user.email.as_deref()) {
            Match::One(no) => changes.push(Change {
                person: Some(no),
                request: known(request, ticket, no, extraction),
            }),
            Match::None if user.email.is_some() => changes.push(Change {
                person: None,
                request: newcomer(request, ticket),
            }),
            found @ (Match::None | Match::Several(_)) => {
                let words = format!(
                    "{author} writes about \"{}\". Who on this ticket is meant?",
                    called(user)
                );
                if request.wish != Wish::Now {
                    changes.extend(kept_back(&found, &words));
                }
                doubts.push(Problem::new("unclear_person", words));
            }
        }
    }
    let mut removed = Vec::new();
    for user in &extraction.removed {
        match find_person(ticket, user.name.as_deref(), user.email.as_deref()) {
            Match::One(no) => removed.push(no),
            found @ (Match::None | Match::Several(_)) => {
                let name = user.name.as_deref().or(user.email.as_deref()).unwrap_or("somebody");
                let words = format!("{author} asks to take out \"{name}\". Who on this ticket is meant?");
                changes.extend(kept_back(&found, &words));
                doubts.push(Problem::new("unclear_person", words));
            }
        }
    }
    let stated = go_live(extraction);
    let uncertain = extraction
        .issues
        .iter()
        .any(|issue| issue.code == IssueCode::AmbiguousGoLive);
    if uncertain || changes.is_empty() && removed.is_empty() && stated.is_none() {
        let words = format!("{author} wrote to this ticket. Please read the mail; no link leaves before.");
        doubts.push(Problem::new("message", words));
    }
    if (!changes.is_empty() || stated.is_some()) && !is_same(&author, &ticket.submitter) {
        let words = format!(
            "{author} wrote to a ticket of {}. Is it the right one?",
            ticket.submitter
        );
        doubts.push(Problem::new("other_author", words));
    }
    let message_id = extraction.message_id.clone();
    let mut events = vec![Event::MailAmended {
        mail,
        author: author.clone(),
        message_id,
        changes,
        removed,
        problems: doubts,
    }];
    let by = super::event::Actor::Mail { mail, author };
    events.extend(stated.map(|go_live| Event::GoLiveMoved { by, go_live }));
    events
}

/// Whether everybody whom a mail asks to set up is on the ticket already.
pub fn is_about(ticket: &Ticket, extraction: &Extraction) -> bool {
    let is_new = |user: &User| find_person(ticket, user.name.as_deref(), user.email.as_deref()) == Match::None;
    !extraction.users.is_empty() && !extraction.users.iter().any(is_new)
}

/// A mail about a ticket of which no more is known than this problem.
pub fn doubt(mail: MailId, extraction: &Extraction, problem: Problem) -> Event {
    Event::MailAmended {
        mail,
        author: party(&extraction.submitter),
        message_id: extraction.message_id.clone(),
        changes: Vec::new(),
        removed: Vec::new(),
        problems: vec![problem],
    }
}

fn is_same(one: &Party, other: &Party) -> bool {
    one.email.as_deref().map(folded) == other.email.as_deref().map(folded)
}

/// The doubt about an address that is new on this ticket and stands on another.
fn taken_address(ticket: &Ticket, request: &Request, in_use: &InUse) -> Option<Problem> {
    let address = request.details.email.as_deref().map(folded)?;
    in_use.get(&address).filter(|_| !has_address(ticket, &address)).cloned()
}

/// Whether somebody on the ticket has this folded address.
pub fn has_address(ticket: &Ticket, address: &str) -> bool {
    let mut addresses = ticket
        .people
        .iter()
        .filter_map(|person| person.details.email.as_deref());
    addresses.any(|other| folded(other) == address)
}

/// What an amendment says about somebody on the ticket. Nothing is missing that it does not repeat. "Hold" without a day
/// for somebody who is to be held already may mean "not even then", and for somebody whose link is on its way it may mean
/// anything, so that person waits until a reviewer has said what is meant. No rule may take it for a plain "hold".
fn known(mut request: Request, ticket: &Ticket, no: PersonNo, extraction: &Extraction) -> Request {
    request.problems.retain(|problem| !problem.code.starts_with("missing_"));
    let is_to_be_held = |person: &&Person| match person.state {
        PersonState::Held | PersonState::Queued => true,
        PersonState::Open => person.wish == Wish::Hold,
        PersonState::Sent { .. }
        | PersonState::Active { .. }
        | PersonState::Expired { .. }
        | PersonState::Undeliverable { .. }
        | PersonState::Cancelled { .. } => false,
    };
    let names_a_day = request.hold_until.is_some() || extraction.go_live.is_some();
    if let Some(person) = ticket.person(no).filter(is_to_be_held)
        && request.wish == Wish::Hold
        && !names_a_day
    {
        let plan = person.plan.as_ref().map_or("none yet", |plan| plan.reason.as_str());
        let words = format!(
            "To be held, says a later mail, and names no day. Approve to keep to the plan ({plan}), or decide otherwise."
        );
        request.problems.push(Problem::new("held_again", words));
    }
    request
}

/// Everybody who may be meant waits until it is clear who is.
fn kept_back(found: &Match, words: &str) -> Vec<Change> {
    let candidates: &[PersonNo] = match found {
        Match::Several(candidates) => candidates,
        Match::One(_) | Match::None => &[],
    };
    let change = |no: &PersonNo| Change {
        person: Some(*no),
        request: hold(Problem::new("maybe_meant", words)),
    };
    candidates.iter().map(change).collect()
}

/// A request that keeps somebody back because of `problem`, and changes nothing else.
pub fn hold(problem: Problem) -> Request {
    Request {
        details: Details::default(),
        wish: Wish::Hold,
        hold_until: None,
        problems: vec![problem],
    }
}

/// Somebody whom an amendment adds: what it does not state is missing now, which the reader does not say of amendments.
fn newcomer(mut request: Request, ticket: &Ticket) -> Request {
    let with_levels = ticket.people.iter().any(|person| person.details.level.is_some());
    let levels_wanted = with_levels && request.details.level.is_none();
    for (code, is_missing, words) in [
        ("missing_level", levels_wanted, "No access level was given."),
        ("missing_name", request.details.name.is_none(), "No name was given."),
    ] {
        if is_missing && !request.problems.iter().any(|problem| problem.code == code) {
            request.problems.push(Problem::new(code, words));
        }
    }
    let address = request.details.email.as_deref().map(folded);
    let same = |person: &Person| person.details.email.as_deref().map(folded) == address;
    if ticket.people.iter().any(same) {
        let words = "This person was taken out before. Is it right to set them up again?";
        request.problems.push(Problem::new("taken_out_before", words));
    }
    request
}

fn called(user: &User) -> &str {
    user.name.as_deref().or(user.email.as_deref()).unwrap_or("somebody")
}

fn request(extraction: &Extraction, index: usize) -> Request {
    let user = &extraction.users[index];
    let fields = serde_json::to_value(&user.fields)
        .ok()
        .and_then(|value| value.as_object().cloned());
    Request {
        details: Details {
            name: user.name.clone(),
            email: user.email.clone(),
            level: user.level,
            roles: user.roles.clone(),
            fields: fields.into_iter().flatten().collect(),
        },
        wish: match user.activate {
            Activate::Now => Wish::Now,
            Activate::Hold => Wish::Hold,
            Activate::Unstated => Wish::Unstated,
        },
        hold_until: user.hold_until,
        problems: problems(extraction, Some(index)),
    }
}

/// The reader's issues about one person, or about the whole mail; without those that the schedule makes itself.
fn problems(extraction: &Extraction, user: Option<usize>) -> Vec<Problem> {
    let about = extraction.issues.iter().filter(|issue| issue.user == user);
    let problems = about.map(|issue| Problem::new(word(&issue.code), issue.message.clone()));
    problems
        .filter(|problem| !schedule::CODES.contains(&problem.code.as_str()))
        .collect()
}

/// The word that serde gives a unit variant.
fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => "unknown".into(),
    }
}

/// A ticket that has not reached its end, so that it moves with its client's go-live.
pub fn is_unfinished(ticket: &Ticket) -> bool {
    ticket.rejected.is_none() && ticket.people.iter().any(|person| !person.state.is_end())
}
