//! People of all tickets, by name, address and state. For Customer Solutions.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::listing::{A_PAGE, Filter, address, path_part, slice};
use super::rows;
use super::ticket::client;
use super::visit::Visit;
use crate::domain::ids::{PersonNo, TicketId};
use crate::domain::ticket::{Person, Ticket};
use crate::store::index::lists::{APART, client_part};
use crate::store::index::{Range, words};
use crate::store::{Find, Index, Key, StoreError};

/// So many tickets of the rarest word are looked at.
const MOST_FOUND: usize = 200;

/// Nobody looks for more words at once.
const MOST_WORDS: usize = 8;

/// The words of [`crate::domain::ticket::PersonState::word`], in the order of a person's way.
const STATES: [&str; 8] = [
    "open",
    "held",
    "queued",
    "sent",
    "active",
    "expired",
    "undeliverable",
    "cancelled",
];

/// Somebody.
struct Row {
    name: String,
    email: String,
    access: String,
    state: &'static str,
    tone: &'static str,
    when: String,
    why: String,
    ticket: String,
    no: PersonNo,
    client: String,
    client_href: String,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/people.html")]
struct Page {
    frame: Frame,
    searched: String,
    state: String,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    next: Option<String>,
    is_cut: bool,
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    q: String,
    state: String,
    after: String,
}

/// `GET /people`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &asked).await)
}

async fn shown(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let searched = asked.q.trim();
    let wanted = STATES.into_iter().find(|word| *word == asked.state).unwrap_or_default();
    let (rows, next, is_cut) = if searched.is_empty() {
        let (rows, next) = in_order(state, wanted, &asked.after).await?;
        (rows, next, false)
    } else {
        let (rows, is_cut) = search(state, searched, wanted).await?;
        (rows, None, is_cut)
    };
    let filters = [("", "Everybody")]
        .into_iter()
        .chain(STATES.into_iter().map(|word| (word, word)));
    let body = Page {
        frame: Frame::new(state, visit, Part::People, "People"),
        filters: filters
            .map(|(key, label)| Filter {
                label: label.to_owned(),
                href: address("/people", &[("q", searched), ("state", key)]),
                is_current: key == wanted,
            })
            .collect(),
        next: next.map(|after| address("/people", &[("state", wanted), ("after", &after)])),
        searched: searched.to_owned(),
        state: wanted.to_owned(),
        rows,
        is_cut,
    };
    Ok(page(StatusCode::OK, &body))
}

/// Everybody in a state, or everybody, by name.
async fn in_order(state: &AppState, wanted: &str, after: &str) -> Result<(Vec<Row>, Option<String>), StoreError> {
    let range = if wanted.is_empty() {
        Range::All
    } else {
        Range::StartsWith(format!("{wanted}{APART}"))
    };
    let found = slice(state.store.as_ref(), Index::PersonByState, range, after, A_PAGE).await?;
    let mut people = Vec::new();
    for (value, key) in &found.found {
        let Key::Ticket(id) = key else { continue };
        let no = value.rsplit(APART).next().and_then(|no| no.parse().ok()).map(PersonNo);
        let ticket = state.store.ticket(*id).await?;
        if let Some((ticket, no)) = ticket.zip(no) {
            people.extend(ticket.person(no).map(|person| row(&ticket, person)));
        }
    }
    Ok((people, found.next))
}

/// Those in whose name or address every word begins a word. Says whether there may be more.
async fn search(state: &AppState, searched: &str, wanted: &str) -> Result<(Vec<Row>, bool), StoreError> {
    let asked: BTreeSet<String> = words(searched).into_iter().take(MOST_WORDS).collect();
    let mut rarest: Option<BTreeSet<TicketId>> = None;
    for word in &asked {
        let find = Find {
            index: Index::TicketByWord,
            range: Range::StartsWith(word.clone()),
            after: None,
            limit: MOST_FOUND + 1,
        };
        let keys = state.store.find(find).await?;
        let ids: BTreeSet<TicketId> = keys
            .into_iter()
            .filter_map(|(_, key)| if let Key::Ticket(id) = key { Some(id) } else { None })
            .collect();
        if rarest.as_ref().is_none_or(|rarest| ids.len() < rarest.len()) {
            rarest = Some(ids);
        }
    }
    let ids = rarest.unwrap_or_default();
    let mut is_cut = ids.len() > MOST_FOUND;
    let mut people = Vec::new();
    for id in ids.into_iter().rev() {
        let Some(ticket) = state.store.ticket(id).await? else {
            continue;
        };
        let matching = ticket.people.iter().filter(|person| is_meant(person, &asked, wanted));
        people.extend(matching.map(|person| row(&ticket, person)));
    }
    is_cut |= people.len() > A_PAGE;
    people.truncate(A_PAGE);
    Ok((people, is_cut))
}

fn is_meant(person: &Person, asked: &BTreeSet<String>, state: &str) -> bool {
    let texts = [person.details.name.as_deref(), person.details.email.as_deref()];
    let known: Vec<String> = texts.into_iter().flatten().flat_map(words).collect();
    let has = |word: &String| known.iter().any(|one| one.starts_with(word.as_str()));
    (state.is_empty() || person.state.word() == state) && asked.iter().all(has)
}

fn row(ticket: &Ticket, person: &Person) -> Row {
    let (when, _) = rows::when(ticket, person);
    let details = &person.details;
    let level = details.level.map(|level| format!("level {level}"));
    let access: Vec<String> = level.into_iter().chain(details.roles.iter().cloned()).collect();
    Row {
        name: details.called(person.no),
        email: details.email.clone().unwrap_or_default(),
        access: access.join(", "),
        state: person.state.word(),
        tone: rows::tone(&person.state),
        when,
        why: person.why(),
        ticket: ticket.id.to_string(),
        no: person.no,
        client: client(ticket),
        client_href: format!("/clients/{}", path_part(&client_part(&ticket.client.key))),
    }
}
