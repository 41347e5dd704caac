//! Moving a go-live: first a preview of who gets another day by it, then the move, on exactly what was previewed.
//!
//! A go-live is the client's: open tickets that wait for the same day move with it, in one commit. Account managers move
//! their own tickets alone, and their word counts as a mail of theirs does: what delays acts at once, what hastens waits.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;

use super::super::super::door::Refusal;
use super::super::super::router::AppState;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, REFUSED, answered};
use super::super::rows;
use super::super::visit::{Fields, Visit};
use super::load::{find, may_see};
use super::view::client;
use crate::domain::account::Account;
use crate::domain::event::{Actor, Event};
use crate::domain::ids::ClientKey;
use crate::domain::lifecycle;
use crate::domain::matching::is_unfinished;
use crate::domain::ticket::{GoLive, Party, Person, PersonState, Ticket};
use crate::store::StoreError;
use crate::store::commit::Commit;

/// How somebody fares by the move.
struct Fate {
    ticket: String,
    called: String,
    before: String,
    after: String,
    note: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/go_live.html")]
struct Page {
    frame: Frame,
    name: String,
    client: String,
    present: String,
    date: String,
    day: String,
    /// Every ticket that moves, with its revision.
    seen: String,
    tickets: usize,
    fates: Vec<Fate>,
    waits: bool,
    has_preview: bool,
    changed: bool,
    refused: Option<String>,
}

/// The day that was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    date: String,
}

/// `GET /tickets/{name}/go-live?date=`: the form, and with a day what would change.
pub(in crate::web) async fn preview(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(previewed(&state, &visit, &name, &asked.date, None).await)
}

/// What an attempt to move came to.
enum Unmoved {
    Changed,
    Refused(String),
}

async fn previewed(state: &AppState, visit: &Visit, name: &str, typed: &str, why: Option<Unmoved>) -> Answer {
    let nowhere = || frame::wrong(state, visit, Wrong::NothingHere);
    let Some(account) = visit.account() else {
        return Ok(nowhere());
    };
    let Some(ticket) = find(state, account, name).await? else {
        return Ok(nowhere());
    };
    let date: Option<Date> = typed.trim().parse().ok();
    let mut refused = (!typed.trim().is_empty() && date.is_none())
        .then(|| "Type the day as year, month and day, such as 2027-03-15.".to_owned());
    let mut changed = false;
    match why {
        Some(Unmoved::Changed) => changed = true,
        Some(Unmoved::Refused(words)) => refused = Some(words),
        None => {}
    }
    let tickets = concerned(state, account, &ticket).await?;
    let now = state.clock.now();
    let (mut fates, mut waits, mut seen) = (Vec::new(), false, Vec::new());
    if let Some(date) = date {
        let event = moved(account, &ticket, date);
        for one in &tickets {
            seen.push(format!("{}:{}", one.id, one.revision));
            let Ok((after, _)) = lifecycle::apply(one, &event, now) else {
                continue;
            };
            waits |= after.proposed_go_live.is_some();
            let people = one.people.iter().zip(&after.people);
            fates.extend(people.map(|(before, after)| fate(one, before, after)));
        }
    }
    let status = match (changed, &refused) {
        (true, _) => StatusCode::CONFLICT,
        (false, Some(_)) => REFUSED,
        (false, None) => StatusCode::OK,
    };
    let body = Page {
        frame: Frame::new(
            state,
            visit,
            Part::Tickets,
            format!("Move the go-live of {}", client(&ticket)),
        ),
        name: ticket.id.to_string(),
        client: client(&ticket),
        present: ticket
            .go_live
            .map_or_else(|| "not known".into(), |known| rows::day(known.date)),
        day: date.map(rows::day).unwrap_or_default(),
        date: typed.trim().to_owned(),
        seen: seen.join(" "),
        tickets: tickets.len(),
        fates,
        waits,
        has_preview: date.is_some(),
        changed,
        refused,
    };
    Ok(page(status, &body))
}

/// The tickets that move together.
pub(in super::super) async fn concerned(
    state: &AppState,
    account: &Account,
    ticket: &Ticket,
) -> Result<Vec<Ticket>, StoreError> {
    let mut found = vec![ticket.clone()];
    let day = ticket.go_live.map(|go_live| go_live.date);
    if ticket.client.key == ClientKey::unknown() || day.is_none() {
        return Ok(found);
    }
    for other in state.store.tickets_of_client(&ticket.client.key).await? {
        let same_day = other.go_live.map(|go_live| go_live.date) == day;
        if other.id != ticket.id && same_day && is_unfinished(&other) && may_see(account, &other) {
            found.push(other);
        }
    }
    Ok(found)
}

/// The move, as whoever asks for it may make it.
pub(in super::super) fn moved(account: &Account, ticket: &Ticket, date: Date) -> Event {
    if account.role.sees_everything() {
        return Event::GoLiveMoved {
            by: Actor::Reviewer {
                name: account.name.clone(),
            },
            go_live: GoLive {
                date,
                tentative: false,
                confirmed: true,
            },
        };
    }
    Event::GoLiveMoved {
        by: Actor::Submitter {
            author: Party {
                name: Some(account.name.clone()),
                email: ticket.submitter.email.clone(),
            },
        },
        go_live: GoLive::stated(date, false),
    }
}

fn fate(ticket: &Ticket, before: &Person, after: &Person) -> Fate {
    let due = |person: &Person| match (&person.state, &person.plan) {
        (PersonState::Held | PersonState::Open, Some(plan)) => plan.day.map_or_else(|| "now".to_owned(), rows::day),
        (PersonState::Held | PersonState::Open, None) => "no day yet".to_owned(),
        (state, _) => state.word().to_owned(),
    };
    let (was, is) = (due(before), due(after));
    let went_out = matches!(
        before.state,
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Active { .. }
    );
    let reopened = before.state != PersonState::Open && after.state == PersonState::Open;
    let (note, tone) = if went_out {
        ("the link has gone out already".to_owned(), "attention")
    } else if reopened {
        (format!("waits for a person: {}", after.why()), "attention")
    } else if was == is {
        ("stays".to_owned(), "over")
    } else {
        ("moves".to_owned(), "going")
    };
    Fate {
        ticket: ticket.id.to_string(),
        called: after.details.called(after.no),
        before: was,
        after: is,
        note,
        tone,
    }
}

/// `POST /tickets/{name}/go-live`: the move that was previewed.
pub(in crate::web) async fn change(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let nowhere = || frame::wrong(&state, &visit, Wrong::NothingHere);
    let Some(account) = visit.account() else {
        return nowhere();
    };
    let typed = fields.text("date");
    let why = match (find(&state, account, &name).await, typed.trim().parse::<Date>()) {
        (Err(failure), _) => return frame::no_store(&failure),
        (Ok(None), _) => return nowhere(),
        (Ok(Some(_)), Err(_)) => None,
        (Ok(Some(ticket)), Ok(date)) => match made(&state, account, &ticket, date, fields.text("seen")).await {
            Ok(waits) => {
                let done = if waits { "asked" } else { "moved" };
                return Redirect::to(&format!("/tickets/{}?done={done}", ticket.id)).into_response();
            }
            Err(Refusal::NoSuchTicket(_)) => return nowhere(),
            Err(Refusal::Store(StoreError::Conflict { .. }) | Refusal::Stale { .. }) => Some(Unmoved::Changed),
            Err(Refusal::Store(failure)) => return frame::no_store(&failure),
            Err(Refusal::Invalid(words) | Refusal::NotNow(words)) => Some(Unmoved::Refused(words)),
        },
    };
    answered(previewed(&state, &visit, &name, typed, why).await)
}

/// Moves every ticket of the preview, or none. Says whether the new day waits for a person.
async fn made(state: &AppState, account: &Account, ticket: &Ticket, date: Date, seen: &str) -> Result<bool, Refusal> {
    let tickets = concerned(state, account, ticket).await?;
    let present: Vec<String> = tickets
        .iter()
        .map(|one| format!("{}:{}", one.id, one.revision))
        .collect();
    if present.join(" ") != seen {
        let now = ticket.revision;
        return Err(Refusal::Stale { given: 0, now });
    }
    let mut commit = Commit::new(&state.store, state.clock.now());
    let event = moved(account, ticket, date);
    let mut waits = false;
    for one in &tickets {
        // Another revision than the one that was judged above is found by the commit's own guard.
        if commit.ticket(one.id).await?.revision != one.revision {
            let (given, now) = (one.revision, one.revision + 1);
            return Err(Refusal::Stale { given, now });
        }
        waits |= commit.happen(one.id, event.clone()).await?.proposed_go_live.is_some();
    }
    commit.commit().await?;
    Ok(waits)
}
