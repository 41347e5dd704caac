//! Reading tickets.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::event::Entry;
use crate::domain::ids::TicketId;
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::index::{Range, folded};
use crate::store::{Find, Index, Key};

use super::super::router::AppState;
use super::body::{Parameters, page_limit};
use super::problem::Problem;
use super::tag::{tagged, unless_known};

const STATES: [TicketState; 6] = [
    TicketState::NeedsReview,
    TicketState::WaitingForAnswer,
    TicketState::Held,
    TicketState::Activating,
    TicketState::Done,
    TicketState::Rejected,
];

/// Which tickets are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Only of this state: `needs_review`, `waiting_for_answer`, `held`, `activating`, `done` or `rejected`.
    #[schemars(with = "Option<TicketState>")]
    state: Option<String>,
    /// Only of the client with this key.
    client: Option<String>,
    /// Only those on which somebody has this address.
    address: Option<String>,
    /// The `next` of the page before.
    #[schemars(regex(pattern = r"^GR-[0-9]{1,18}$"))]
    after: Option<String>,
    /// At most so many, 50 if nothing is said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<usize>,
}

/// A page of tickets.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TicketPage {
    tickets: Vec<Summary>,
    /// The `after` of the next page, if there may be one.
    next: Option<String>,
}

/// A ticket in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// `GR-17`.
    name: String,
    state: TicketState,
    revision: u64,
    subject: String,
    client: Option<String>,
    /// How many people are on it.
    people: usize,
    /// How many problems must be settled.
    problems: usize,
    opened_at: Timestamp,
    changed_at: Timestamp,
    /// When the clock has work there again.
    wakes_at: Option<Timestamp>,
}

/// A ticket with all it holds, and with what follows from it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Whole<'t> {
    /// `GR-17`.
    name: String,
    state: TicketState,
    #[serde(flatten)]
    ticket: &'t Ticket,
}

/// A ticket and everything that happened to it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Shown<'t> {
    ticket: Whole<'t>,
    /// Its history, the first first. Each entry has the `ticket`, a number `seq`, the time `at`, and the `event`.
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    entries: &'t [Entry],
}

/// `GET /api/v1/tickets?state=&after=&limit=`: tickets, oldest first; `next` is the `after` of the next page.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<TicketPage>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let after = wanted.after.as_deref().map(str::parse::<TicketId>).transpose();
    let after = after.map_err(|error| Problem::invalid(format!("after: {error}.")))?;
    let tickets = match by_what(&wanted)? {
        Some((index, value)) => {
            // As the index holds it.
            let mut find = Find::is(index, value, limit);
            if let (Range::Is(value), Some(id)) = (&find.range, after) {
                find.after = Some((value.clone(), Key::Ticket(id)));
            }
            state.store.tickets(find).await?
        }
        None => state.store.all_tickets(after, limit).await?,
    };
    let next = tickets
        .last()
        .filter(|_| tickets.len() == limit)
        .map(|ticket| ticket.id.to_string());
    let tickets = tickets.iter().map(Summary::from).collect();
    Ok(Json(TicketPage { tickets, next }))
}

/// The one thing by which tickets are found, if there is one.
fn by_what(wanted: &Wanted) -> Result<Option<(Index, String)>, Problem> {
    let by_state = match wanted.state.as_deref() {
        Some(name) => Some((Index::TicketByState, state_named(name)?.words().to_owned())),
        None => None,
    };
    let by_client = wanted.client.clone().map(|key| (Index::TicketByClient, key));
    let by_address = wanted.address.as_deref().map(folded);
    let by_address = by_address.map(|address| (Index::TicketByAddress, address));
    let mut all = [by_state, by_client, by_address].into_iter().flatten();
    match (all.next(), all.next()) {
        (_, Some(_)) => Err(Problem::invalid(
            "Expected one of state, client and address, found several.",
        )),
        (first, None) => Ok(first),
    }
}

/// `GET /api/v1/tickets/{id}`: a ticket and everything that happened to it.
pub(crate) async fn show(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = named(&name)?;
    let ticket = state
        .store
        .ticket(id)
        .await?
        .ok_or_else(|| Problem::no_such_ticket(&name))?;
    let entries = state.store.entries(id).await?;
    let shown = Shown {
        ticket: whole(&ticket),
        entries: &entries,
    };
    Ok(unless_known(&headers, ticket.revision, &shown))
}

/// A ticket as it is now, as a decision is answered.
pub(super) async fn present(state: &AppState, name: &str) -> Result<Response, Problem> {
    let ticket = state.store.ticket(named(name)?).await?;
    let ticket = ticket.ok_or_else(|| Problem::no_such_ticket(name))?;
    Ok(tagged(ticket.revision, &whole(&ticket)))
}

/// The ticket that an address names.
pub(super) fn named(name: &str) -> Result<TicketId, Problem> {
    name.parse().map_err(|_| Problem::no_such_ticket(name))
}

/// A ticket with all it holds, and with what follows from it.
pub(super) fn whole(ticket: &Ticket) -> Whole<'_> {
    Whole {
        name: ticket.id.to_string(),
        state: ticket.state(),
        ticket,
    }
}

impl From<&Ticket> for Summary {
    fn from(ticket: &Ticket) -> Self {
        let of_people = ticket.people.iter().map(|person| person.problems.len());
        Self {
            name: ticket.id.to_string(),
            state: ticket.state(),
            revision: ticket.revision,
            subject: ticket.subject.clone(),
            client: ticket.client.name.clone(),
            people: ticket.people.len(),
            problems: ticket.problems.len() + of_people.sum::<usize>(),
            opened_at: ticket.opened_at,
            changed_at: ticket.changed_at,
            wakes_at: ticket.wakes_at(),
        }
    }
}

/// `needs_review` and `needs review` alike.
fn state_named(name: &str) -> Result<TicketState, Problem> {
    let words = name.replace(['_', '-', '+'], " ");
    STATES.into_iter().find(|state| state.words() == words).ok_or_else(|| {
        let known: Vec<String> = STATES.iter().map(|state| state.words().replace(' ', "_")).collect();
        Problem::invalid(format!("state: expected one of {}, found {name:?}.", known.join(", ")))
    })
}
