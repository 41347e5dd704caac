//! Every mail that is to go out or went out, with each attempt and what the server said; by state or recipient, the newest
//! first. For Customer Solutions.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::listing::{A_PAGE, Filter, address, slice};
use super::rows;
use super::visit::Visit;
use crate::domain::outbox::{Attempt, AttemptResult, OutboxRow, OutboxState};
use crate::store::index::Range;
use crate::store::index::lists::{APART, EVERYTHING, scope_of};
use crate::store::{Index, Record};

/// Of one mail so many attempts are shown, the newest.
const MOST_ATTEMPTS: usize = 20;

/// An outgoing mail.
struct OutgoingView {
    id: String,
    ticket: String,
    person: String,
    to: String,
    queued: String,
    state: &'static str,
    tone: &'static str,
    words: String,
    /// The newest first.
    attempts: Vec<String>,
    count: usize,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/outbox.html")]
struct Page {
    frame: Frame,
    zone: String,
    filters: Vec<Filter>,
    to: String,
    outgoing: Vec<OutgoingView>,
    next: Option<String>,
    is_all: bool,
}

/// What is asked of the outbox.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    state: String,
    to: String,
    after: String,
}

/// The words of [`OutboxState::word`], in the order in which they matter to a person.
const STATES: [&str; 6] = ["waiting", "sending", "paused", "dead", "sent", "withdrawn"];

/// `GET /outbox`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &asked).await)
}

async fn shown(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let to = asked.to.trim();
    let wanted = STATES.into_iter().find(|word| *word == asked.state).unwrap_or_default();
    let kind = match (to, wanted) {
        ("", "") => EVERYTHING.to_owned(),
        ("", word) => word.to_owned(),
        (to, _) => format!("@{}", scope_of(to)),
    };
    let range = Range::StartsWith(format!("{kind}{APART}"));
    let found = slice(state.store.as_ref(), Index::OutboxByAge, range, &asked.after, A_PAGE).await?;
    let mut outgoing = Vec::new();
    for (_, key) in &found.found {
        if let Some(Record::Outbox(row)) = state.store.get(key).await? {
            let ticket = state.store.ticket(row.ticket).await?;
            let called = match (row.brings.person(), &ticket) {
                (Some((no, _)), Some(ticket)) => ticket.person(no).map(|person| person.details.called(no)),
                (Some(_), None) => None,
                (None, _) => Some("A note to the account manager".to_owned()),
            };
            outgoing.push(view(&row, called.unwrap_or_default(), &state.config.calendar.zone));
        }
    }
    let filters = [("", "All")]
        .into_iter()
        .chain(STATES.into_iter().map(|word| (word, word)));
    let body = Page {
        frame: Frame::new(state, visit, Part::Outbox, "Outbox"),
        zone: rows::zone(state),
        filters: filters
            .map(|(key, label)| Filter {
                label: label.to_owned(),
                href: address("/outbox", &[("state", key)]),
                is_current: to.is_empty() && key == wanted,
            })
            .collect(),
        next: found
            .next
            .map(|after| address("/outbox", &[("state", wanted), ("to", to), ("after", &after)])),
        is_all: kind == EVERYTHING && asked.after.is_empty(),
        to: to.to_owned(),
        outgoing,
    };
    Ok(page(StatusCode::OK, &body))
}

fn view(row: &OutboxRow, person: String, zone: &str) -> OutgoingView {
    let brief = |at: &jiff::Timestamp| rows::brief(*at, zone);
    let (tone, words) = match &row.state {
        OutboxState::Waiting { not_before } => (
            "going",
            format!("Goes out as soon as possible, not before {}.", brief(not_before)),
        ),
        OutboxState::Claimed { until } => (
            "going",
            format!("Is being sent; without a result by {} it is tried again.", brief(until)),
        ),
        OutboxState::Paused { at } => (
            "attention",
            format!(
                "Perhaps it was sent before the restore of {}. Somebody must look at its ticket.",
                brief(at)
            ),
        ),
        OutboxState::Sent { at } => ("good", format!("The server took it on {}.", brief(at))),
        OutboxState::Dead { at, reason } => ("attention", format!("Given up on {}: {reason}", brief(at))),
        OutboxState::Withdrawn { at } => ("over", format!("Taken back on {}, before it went out.", brief(at))),
    };
    let again = if row.maybe_sent() {
        " It may have gone out already."
    } else {
        ""
    };
    let newest = row.attempts.iter().rev().take(MOST_ATTEMPTS);
    OutgoingView {
        id: row.id.to_string(),
        ticket: row.ticket.to_string(),
        person,
        to: row.to.clone(),
        queued: rows::brief(row.queued_at, zone),
        state: row.state.word(),
        tone,
        words: format!("{words}{again}"),
        attempts: newest.map(|one| attempt(one, zone)).collect(),
        count: row.attempts.len(),
    }
}

fn attempt(one: &Attempt, zone: &str) -> String {
    let words = match &one.result {
        AttemptResult::Accepted => "the server took it".to_owned(),
        AttemptResult::Deferred { reason } => format!("put off by the server: {reason}"),
        AttemptResult::Hindered { reason } => format!("nothing left us, the recipient has no part in it: {reason}"),
        AttemptResult::Refused { reason } => format!("refused for good: {reason}"),
        AttemptResult::Unknown { reason } => format!("nobody knows whether it went out: {reason}"),
    };
    format!("{}: {words}", rows::brief(one.at, zone))
}
