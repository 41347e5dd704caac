//! Reading tickets.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::event::Entry;
use crate::domain::ids::TicketId;
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::index::Range;
use crate::store::{Find, Index, Key};

use super::super::router::AppState;
use super::body::{Parameters, page_limit};
use super::problem::Problem;

const STATES: [TicketState; 6] = [
    TicketState::NeedsReview,
    TicketState::WaitingForAnswer,
    TicketState::Held,
    TicketState::Activating,
    TicketState::Done,
    TicketState::Rejected,
];

/// Which tickets are wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    state: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

/// `GET /api/v1/tickets?state=&after=&limit=`: tickets, oldest first; `next` is the `after` of the next page.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Value>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let after = wanted.after.as_deref().map(str::parse::<TicketId>).transpose();
    let after = after.map_err(|error| Problem::invalid(format!("after: {error}.")))?;
    let tickets = match wanted.state.as_deref() {
        Some(name) => {
            let words = state_named(name)?.words();
            let find = Find {
                index: Index::TicketByState,
                range: Range::Is(words.into()),
                after: after.map(|id| (words.into(), Key::Ticket(id))),
                limit,
            };
            state.store.tickets(find).await?
        }
        None => state.store.all_tickets(after, limit).await?,
    };
    let next = tickets
        .last()
        .filter(|_| tickets.len() == limit)
        .map(|ticket| ticket.id.to_string());
    let summaries: Vec<Value> = tickets.iter().map(summary).collect();
    Ok(Json(json!({ "tickets": summaries, "next": next })))
}

/// `GET /api/v1/tickets/{id}`: a ticket and everything that happened to it.
pub(crate) async fn show(State(state): State<AppState>, Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    let id = named(&name)?;
    let ticket = state
        .store
        .ticket(id)
        .await?
        .ok_or_else(|| Problem::no_such_ticket(&name))?;
    let entries = state.store.entries(id).await?;
    Ok(Json(json!({ "ticket": whole(&ticket), "entries": history(&entries) })))
}

/// The ticket that an address names.
pub(super) fn named(name: &str) -> Result<TicketId, Problem> {
    name.parse().map_err(|_| Problem::no_such_ticket(name))
}

/// A ticket with all it holds, and with what follows from it.
pub(super) fn whole(ticket: &Ticket) -> Value {
    let mut value = json!(ticket);
    if let Some(map) = value.as_object_mut() {
        map.insert("name".into(), json!(ticket.id.to_string()));
        map.insert("state".into(), json!(ticket.state()));
    }
    value
}

fn history(entries: &[Entry]) -> Value {
    json!(entries)
}

fn summary(ticket: &Ticket) -> Value {
    json!({
        "name": ticket.id.to_string(),
        "state": ticket.state(),
        "revision": ticket.revision,
        "subject": ticket.subject,
        "client": ticket.client.name,
        "people": ticket.people.len(),
        "problems": ticket.problems.len() + ticket.people.iter().map(|person| person.problems.len()).sum::<usize>(),
        "opened_at": ticket.opened_at,
        "changed_at": ticket.changed_at,
        "wakes_at": ticket.wakes_at(),
    })
}

/// `needs_review` and `needs review` alike.
fn state_named(name: &str) -> Result<TicketState, Problem> {
    let words = name.replace(['_', '-', '+'], " ");
    STATES.into_iter().find(|state| state.words() == words).ok_or_else(|| {
        let known: Vec<String> = STATES.iter().map(|state| state.words().replace(' ', "_")).collect();
        Problem::invalid(format!("state: expected one of {}, found {name:?}.", known.join(", ")))
    })
}
