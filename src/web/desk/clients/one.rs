//! One client: its go-lives, who looks after it, and its tickets with their people.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::super::router::AppState;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, answered};
use super::super::listing::{address, path_part, slice};
use super::super::rows::{self, TicketView};
use super::super::ticket::may_see;
use super::super::visit::Visit;
use super::facts::{self, range, scope};
use super::list::{people, today};
use crate::config::ClientConfig;
use crate::domain::ids::ClientKey;
use crate::domain::ticket::Ticket;
use crate::store::{Index, Key};

/// So many tickets are on a page, each with its people.
const A_PAGE: usize = 20;

/// A day on which people of the client begin.
struct WaveView {
    day: String,
    is_past: bool,
    tickets: usize,
    people: Vec<(&'static str, usize, &'static str)>,
    /// Where the day is moved; none where everybody has reached an end.
    moves: Option<String>,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/client.html")]
struct Page {
    frame: Frame,
    key: String,
    is_unknown: bool,
    zone: String,
    terms: String,
    managers: Vec<String>,
    configured: Option<String>,
    waves: Vec<WaveView>,
    tickets: Vec<TicketView>,
    count: String,
    next: Option<String>,
}

/// Where the page of tickets begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    after: String,
}

/// `GET /clients/{key}`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(part): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &part, &asked.after).await)
}

async fn shown(state: &AppState, visit: &Visit, part: &str, after: &str) -> Answer {
    let nowhere = || Ok(frame::wrong(state, visit, Wrong::NothingHere));
    let Some(account) = visit.account() else {
        return nowhere();
    };
    let (store, scope) = (state.store.as_ref(), scope(account));
    let part = crate::store::index::lists::part(part);
    let Some(summary) = facts::client(store, &scope, &part).await? else {
        return nowhere();
    };
    let found = slice(store, Index::ClientFacts, range(&scope, &part), after, A_PAGE).await?;
    let mut tickets: Vec<TicketView> = Vec::new();
    for (_, key) in &found.found {
        let Key::Ticket(id) = key else { continue };
        let ticket = store.ticket(*id).await?.filter(|ticket| may_see(account, ticket));
        tickets.extend(ticket.iter().map(rows::ticket));
    }
    let here = format!("/clients/{}", path_part(&part));
    let today = today(state);
    let waves = summary.waves.iter().map(|(day, wave)| WaveView {
        day: day.map_or_else(|| "not known yet".to_owned(), rows::day),
        is_past: wave.is_unfinished && day.is_some_and(|day| day < today),
        tickets: wave.tickets,
        people: people(wave.people),
        moves: wave
            .ticket
            .filter(|_| wave.is_unfinished)
            .map(|id| format!("/tickets/{id}/go-live")),
    });
    let sample = summary.sample.as_ref();
    let body = Page {
        frame: Frame::new(state, visit, Part::Clients, summary.name()).at(here.clone()),
        is_unknown: sample.is_some_and(|ticket| ticket.client.key == ClientKey::unknown()),
        zone: summary.zone(),
        terms: sample.map(terms).unwrap_or_default(),
        managers: summary.managers.iter().cloned().collect(),
        configured: sample.and_then(|ticket| configured(&state.config.client, ticket)),
        waves: waves.collect(),
        tickets,
        count: format!("{}{}", summary.tickets, if summary.is_cut { "+" } else { "" }),
        next: found.next.map(|after| address(&here, &[("after", &after)])),
        key: part,
    };
    Ok(page(StatusCode::OK, &body))
}

/// When links go out, in words.
fn terms(ticket: &Ticket) -> String {
    let terms = &ticket.terms;
    let days = match terms.lead_days {
        1 => "1 day".to_owned(),
        many => format!("{many} days"),
    };
    format!("{days} before go-live, at {}", terms.send_at.strftime("%H:%M"))
}

/// What the configuration says about the client.
fn configured(known: &[ClientConfig], ticket: &Ticket) -> Option<String> {
    let key = ticket.client.key.0.to_lowercase();
    let by_domain = |client: &&ClientConfig| client.domains.iter().any(|domain| domain.to_lowercase() == key);
    let name = ticket.client.name.as_deref();
    let by_name = |client: &&ClientConfig| name.is_some_and(|name| client.name.eq_ignore_ascii_case(name.trim()));
    let client = known.iter().find(by_domain).or_else(|| known.iter().find(by_name))?;
    let domains = client.domains.join(", ");
    let days: Vec<String> = client.holidays.iter().map(ToString::to_string).collect();
    let mut words = format!("as {}", client.name);
    if !domains.is_empty() {
        words += &format!(", with the domains {domains}");
    }
    if !days.is_empty() {
        words += &format!("; no links on {}", days.join(", "));
    }
    Some(words)
}
