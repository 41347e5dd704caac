//! The history of everything: what happened, who made it happen, and what is another since; by person, ticket and day, the
//! newest first. For Customer Solutions.
//!
//! What was before an event is found by replaying its ticket, so nothing of it is kept.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::listing::{A_PAGE, address, slice};
use super::rows;
use super::visit::Visit;
use crate::domain::event::{Entry, Event};
use crate::domain::history::{self, Difference};
use crate::domain::ids::TicketId;
use crate::domain::lifecycle;
use crate::domain::ticket::Ticket;
use crate::store::index::lists::{APART, EVERYTHING, newest_first, part};
use crate::store::index::{Range, folded};
use crate::store::{Index, Key, Record, StoreError};

/// Of a ticket with more events it is not looked up what was before each.
const MOST_REPLAYED: usize = 300;

/// Longer values are cut here; the ticket has them whole.
const LONGEST_VALUE: usize = 120;

/// A value that is another since.
struct Change {
    whose: String,
    what: &'static str,
    old: String,
    new: String,
}

/// An event.
struct Row {
    at: String,
    ticket: String,
    who: String,
    who_href: String,
    words: String,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/history.html")]
struct Page {
    frame: Frame,
    zone: String,
    who: String,
    ticket: String,
    day: String,
    rows: Vec<Row>,
    next: Option<String>,
    is_filtered: bool,
    refused: Option<&'static str>,
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    who: String,
    ticket: String,
    day: String,
    after: String,
}

/// `GET /history`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &asked).await)
}

async fn shown(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let (who, named, typed) = (asked.who.trim(), asked.ticket.trim(), asked.day.trim());
    let ticket: Option<TicketId> = named.parse().ok();
    let day: Option<Date> = typed.parse().ok();
    let refused = match (named.is_empty() || ticket.is_some(), typed.is_empty() || day.is_some()) {
        (false, _) => Some("A ticket is written as GR-17."),
        (true, false) => Some("A day is written as year, month and day, such as 2027-03-15."),
        (true, true) => None,
    };
    let (found, next) = match (refused, ticket) {
        (Some(_), _) => (Vec::new(), None),
        (None, Some(ticket)) => of_ticket(state, ticket, who, day, &asked.after).await?,
        (None, None) => of_all(state, who, day, &asked.after).await?,
    };
    let asks = |after: &str| {
        address(
            "/history",
            &[("who", who), ("ticket", named), ("day", typed), ("after", after)],
        )
    };
    let body = Page {
        frame: Frame::new(state, visit, Part::History, "History"),
        zone: rows::zone(state),
        is_filtered: !(who.is_empty() && named.is_empty() && typed.is_empty()),
        rows: told(state, found).await?,
        next: next.map(|after| asks(&after)),
        who: who.to_owned(),
        ticket: named.to_owned(),
        day: typed.to_owned(),
        refused,
    };
    Ok(page(StatusCode::OK, &body))
}

/// When a day begins and ends.
fn bounds(state: &AppState, day: Date) -> (Timestamp, Timestamp) {
    let zone = TimeZone::get(&state.config.calendar.zone).unwrap_or(TimeZone::UTC);
    let begins = |day: Date| {
        let begins = day.to_zoned(zone.clone()).and_then(|day| day.start_of_day());
        begins.map_or(Timestamp::MAX, |begins| begins.timestamp())
    };
    let next = day.checked_add(SignedDuration::from_hours(24)).unwrap_or(day);
    (begins(day), begins(next))
}

/// A page of events, and where the next one begins.
type Found = (Vec<Entry>, Option<String>);

/// Events of all tickets, by the index.
async fn of_all(state: &AppState, who: &str, day: Option<Date>, after: &str) -> Result<Found, StoreError> {
    let kind = if who.is_empty() {
        EVERYTHING.to_owned()
    } else {
        part(&folded(who))
    };
    let range = match day.map(|day| bounds(state, day)) {
        None => Range::StartsWith(format!("{kind}{APART}")),
        // The first moment of the next day is not of this one, the first moment of this day is; `/` sorts behind `.`.
        Some((begins, ends)) => Range::Between(
            format!("{kind}{APART}{}/", newest_first(ends)),
            format!("{kind}{APART}{}/", newest_first(begins)),
        ),
    };
    let slice = slice(state.store.as_ref(), Index::EntryByAge, range, after, A_PAGE).await?;
    let mut entries = Vec::new();
    for (_, key) in &slice.found {
        if let Some(Record::Entry(entry)) = state.store.get(key).await? {
            entries.push(*entry);
        }
    }
    Ok((entries, slice.next))
}

/// Events of one ticket.
async fn of_ticket(
    state: &AppState,
    ticket: TicketId,
    who: &str,
    day: Option<Date>,
    after: &str,
) -> Result<Found, StoreError> {
    let before: u64 = after.parse().unwrap_or(u64::MAX);
    let bounds = day.map(|day| bounds(state, day));
    let is_meant = |entry: &Entry| {
        let on_day = bounds.is_none_or(|(begins, ends)| begins <= entry.at && entry.at < ends);
        let by = history::who(&entry.event).map(|by| folded(&by));
        on_day && entry.seq < before && (who.is_empty() || by.as_deref() == Some(folded(who).as_str()))
    };
    let mut entries = state.store.entries(ticket).await?;
    entries.retain(is_meant);
    entries.reverse();
    let has_more = entries.len() > A_PAGE;
    entries.truncate(A_PAGE);
    let next = entries.last().filter(|_| has_more).map(|last| last.seq.to_string());
    Ok((entries, next))
}

/// A ticket as it is, and what each of its events changed.
struct Story {
    ticket: Ticket,
    changes: BTreeMap<u64, Vec<Difference>>,
}

async fn story(state: &AppState, id: TicketId) -> Result<Option<Story>, StoreError> {
    let Some(ticket) = state.store.ticket(id).await? else {
        return Ok(None);
    };
    let mut changes = BTreeMap::new();
    let last = Key::Entry(id, MOST_REPLAYED as u64 + 1);
    if state.store.get(&last).await?.is_none() {
        let mut present: Option<Ticket> = None;
        for entry in state.store.entries(id).await? {
            let after = match (&present, &entry.event) {
                (None, Event::Opened { submission }) => lifecycle::open(id, submission, entry.at),
                (Some(before), event) => match lifecycle::apply(before, event, entry.at) {
                    Ok((after, _)) => after,
                    Err(_) => break,
                },
                (None, _) => break,
            };
            // What a ticket began with is told by the ticket.
            if let Some(before) = &present {
                changes.insert(entry.seq, history::differences(Some(before), &after));
            }
            present = Some(after);
        }
    }
    Ok(Some(Story { ticket, changes }))
}

async fn told(state: &AppState, entries: Vec<Entry>) -> Result<Vec<Row>, StoreError> {
    let mut stories: BTreeMap<TicketId, Story> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in entries {
        if !stories.contains_key(&entry.ticket) {
            let story = story(state, entry.ticket).await?;
            stories.extend(story.map(|story| (entry.ticket, story)));
        }
        let Some(story) = stories.get(&entry.ticket) else {
            continue;
        };
        let who = history::who(&entry.event).unwrap_or_else(|| "unknown".into());
        let changes = story.changes.get(&entry.seq).map(Vec::as_slice).unwrap_or_default();
        found.push(Row {
            at: rows::brief(entry.at, &state.config.calendar.zone),
            ticket: entry.ticket.to_string(),
            who_href: address("/history", &[("who", &who)]),
            who,
            words: history::words(&entry.event, &story.ticket),
            changes: changes.iter().map(|one| change(one, &story.ticket)).collect(),
        });
    }
    Ok(found)
}

fn change(difference: &Difference, ticket: &Ticket) -> Change {
    let person = difference.person.and_then(|no| ticket.person(no));
    Change {
        whose: person
            .map(|person| person.details.called(person.no))
            .unwrap_or_default(),
        what: difference.what,
        old: cut(&difference.old),
        new: cut(&difference.new),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
