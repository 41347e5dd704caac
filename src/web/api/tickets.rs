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

use crate::domain::attention::{self, Attention, Need};
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
    /// Only those that need a person for this reason, the most urgent first: a need as it stands in `attention`, or `any`.
    need: Option<String>,
    /// Only of the client with this key.
    client: Option<String>,
    /// Only those on which somebody has this address.
    address: Option<String>,
    /// The `next` of the page before, as it is.
    #[schemars(regex(pattern = r"^GR-[0-9]{1,18}(@[0-9]{1,20})?$"))]
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
    /// What a person must do there and by when, the most urgent first.
    attention: Vec<Attention>,
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

/// By what tickets are found.
enum By {
    /// A value of an index, oldest first.
    Value(Index, String),
    /// What they need, the most urgent first; all that need something where nothing is named.
    Need(Option<Need>),
    /// Every ticket, oldest first.
    Nothing,
}

/// `GET /api/v1/tickets?state=&after=&limit=`: tickets, oldest first or the most urgent first; `next` is the `after` of the
/// next page.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<TicketPage>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let by = by_what(&wanted)?;
    let after = wanted.after.as_deref();
    let ticket = || after.map(str::parse::<TicketId>).transpose();
    let wrong = |error| Problem::invalid(format!("after: {error}."));
    let tickets = match by {
        By::Need(need) => return needing(&state, need, after, limit).await.map(Json),
        By::Value(index, value) => {
            // As the index holds it.
            let mut find = Find::is(index, value, limit);
            if let (Range::Is(value), Some(id)) = (&find.range, ticket().map_err(wrong)?) {
                find.after = Some((value.clone(), Key::Ticket(id)));
            }
            state.store.tickets(find).await?
        }
        By::Nothing => state.store.all_tickets(ticket().map_err(wrong)?, limit).await?,
    };
    let next = tickets
        .last()
        .filter(|_| tickets.len() == limit)
        .map(|ticket| ticket.id.to_string());
    let tickets = tickets.iter().map(Summary::from).collect();
    Ok(Json(TicketPage { tickets, next }))
}

/// The one thing by which tickets are found, if there is one.
fn by_what(wanted: &Wanted) -> Result<By, Problem> {
    let by_state = match wanted.state.as_deref() {
        Some(name) => Some(By::Value(Index::TicketByState, state_named(name)?.words().to_owned())),
        None => None,
    };
    let by_need = wanted.need.as_deref().map(need_named).transpose()?.map(By::Need);
    let by_client = wanted.client.clone().map(|key| By::Value(Index::TicketByClient, key));
    let by_address = wanted.address.as_deref().map(folded);
    let by_address = by_address.map(|address| By::Value(Index::TicketByAddress, address));
    let mut all = [by_state, by_need, by_client, by_address].into_iter().flatten();
    match (all.next(), all.next()) {
        (_, Some(_)) => Err(Problem::invalid(
            "Expected one of state, need, client and address, found several.",
        )),
        (first, None) => Ok(first.unwrap_or(By::Nothing)),
    }
}

/// A page of the tickets that need a person. A page ends at a ticket and the moment by which it was needed there, since that
/// is the order: somebody may have seen to the ticket before the next page is asked for.
async fn needing(
    state: &AppState,
    need: Option<Need>,
    after: Option<&str>,
    limit: usize,
) -> Result<TicketPage, Problem> {
    let (index, start) = match need {
        Some(need) => (Index::TicketByNeed, format!("{}/", need.key())),
        None => (Index::TicketByUrgency, String::new()),
    };
    let after = match after.map(|text| (text, end_of_page(text))) {
        Some((_, Some((id, moment)))) => Some((format!("{start}{moment}"), Key::Ticket(id))),
        Some((text, None)) => {
            let words = format!("after: expected the next of the page before, found {text:?}.");
            return Err(Problem::invalid(words));
        }
        None => None,
    };
    let find = Find {
        index,
        range: Range::StartsWith(start.clone()),
        after,
        limit,
    };
    let found = state.store.find(find).await?;
    let (mut tickets, mut next) = (Vec::new(), None);
    for (value, key) in &found {
        let Key::Ticket(id) = key else { continue };
        tickets.extend(state.store.ticket(*id).await?.as_ref().map(Summary::from));
        next = value.get(start.len()..).map(|moment| format!("{id}@{moment}"));
    }
    let next = next.filter(|_| found.len() == limit);
    Ok(TicketPage { tickets, next })
}

/// The ticket at which a page ended, and by which moment it needed somebody.
fn end_of_page(text: &str) -> Option<(TicketId, &str)> {
    let (id, moment) = text.split_once('@')?;
    let is_moment = moment.len() <= 20 && moment.bytes().all(|byte| byte.is_ascii_digit());
    Some((id.parse().ok()?, moment)).filter(|_| is_moment)
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
            attention: attention::all(ticket),
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

/// `type_in` and `type-in` alike; `any` names none.
fn need_named(name: &str) -> Result<Option<Need>, Problem> {
    let key = name.replace('_', "-");
    if key == "any" {
        return Ok(None);
    }
    Need::named(&key).map(Some).ok_or_else(|| {
        let known: Vec<String> = Need::ALL.iter().map(|need| need.key().replace('-', "_")).collect();
        Problem::invalid(format!(
            "need: expected any or one of {}, found {name:?}.",
            known.join(", ")
        ))
    })
}
