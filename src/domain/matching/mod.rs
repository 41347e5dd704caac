//! What becomes of a mail that was read: the extraction's words become the domain's.
//!
//! Nothing is decided twice: what the reader found doubtful stays a problem on the person or the ticket, and what the
//! schedule can tell better itself (a missing go-live, a missing "activate or hold") is left to it.

mod client;
mod people;

use super::event::{Change, Event, Request, Submission};
use super::ids::MailId;
use super::schedule::{self, Terms};
use super::ticket::{Client, Details, GoLive, ManualEntry, Party, Problem, Ticket, Wish};
use greenroom_parsers::{Activate, Extraction, IssueCode, User};

pub use client::{client_keys, client_of, domain_of, weak_names};
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

/// The events of a mail that refers to a ticket.
pub fn amendment(ticket: &Ticket, mail: MailId, extraction: &Extraction) -> Vec<Event> {
    let author = party(&extraction.submitter);
    let mut doubts = problems(extraction, None);
    let mut changes = Vec::new();
    for (index, user) in extraction.users.iter().enumerate() {
        let request = request(extraction, index);
        match find_person(ticket, user.name.as_deref(), user.email.as_deref()) {
            Match::One(no) => changes.push(Change {
                person: Some(no),
                request,
            }),
            Match::None if user.email.is_some() => {
                changes.push(Change {
                    person: None,
                    request: newcomer(request, ticket),
                });
            }
            Match::None | Match::Several(_) => doubts.push(Problem::new(
                "unclear_person",
                format!(
                    "{author} writes about \"{}\". Who on this ticket is meant?",
                    called(user)
                ),
            )),
        }
    }
    let mut removed = Vec::new();
    for user in &extraction.removed {
        match find_person(ticket, user.name.as_deref(), user.email.as_deref()) {
            Match::One(no) => removed.push(no),
            Match::None | Match::Several(_) => {
                let name = user.name.as_deref().or(user.email.as_deref()).unwrap_or("somebody");
                let words = format!("{author} asks to take out \"{name}\". Who on this ticket is meant?");
                doubts.push(Problem::new("unclear_person", words));
            }
        }
    }
    let stated = go_live(extraction);
    if changes.is_empty() && removed.is_empty() && doubts.is_empty() && stated.is_none() {
        doubts.push(Problem::new(
            "message",
            format!("{author} wrote to this ticket. Please read the mail."),
        ));
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

/// Somebody whom an amendment adds: what it does not state is missing now, which the reader does not say of amendments.
fn newcomer(mut request: Request, ticket: &Ticket) -> Request {
    let with_levels = ticket.people.iter().any(|person| person.details.level.is_some());
    if with_levels && request.details.level.is_none() {
        request
            .problems
            .push(Problem::new("missing_level", "No access level was given."));
    }
    if request.details.name.is_none() {
        request
            .problems
            .push(Problem::new("missing_name", "No name was given."));
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
