//! `GET /calendar`: six weeks, one of their days in full, and a go-live moved for a look.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::super::router::AppState;
use super::super::clients::scope;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, answered};
use super::super::listing::address;
use super::super::rows;
use super::super::ticket::{client, may_see};
use super::super::visit::Visit;
use super::load::{self, Due, Load, WEEKS, begin, later, monday};
use super::view::{self, WEEKDAYS, Week};
use super::what_if::{WhatIf, what_if};
use crate::domain::account::Account;
use crate::domain::ids::TicketId;
use crate::domain::ticket::Ticket;
use crate::store::StoreError;
use crate::store::index::lists::Leaving;

/// Of one day so many links are listed.
const MOST_LISTED: usize = 200;

/// So many go-lives are offered to be moved.
const MOST_OFFERED: usize = 100;

/// A link that leaves on the day that is shown in full.
struct Row {
    at: String,
    person: String,
    email: String,
    ticket: String,
    client: String,
    how: &'static str,
    tone: &'static str,
}

/// A go-live that can be moved.
struct Offer {
    ticket: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/calendar.html")]
struct Page {
    frame: Frame,
    zone: String,
    weekdays: [&'static str; 7],
    weeks: Vec<Week>,
    is_cut: bool,
    earlier: String,
    further: String,
    this_week: Option<String>,
    from: String,
    late: usize,
    not_approved: usize,
    late_href: Option<&'static str>,
    day_title: String,
    rows: Vec<Row>,
    has_more: bool,
    offers: Vec<Offer>,
    to: String,
    what_if: Option<WhatIf>,
    refused: Option<&'static str>,
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    from: String,
    day: String,
    #[serde(rename = "move")]
    moves: String,
    to: String,
}

/// `GET /calendar`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &asked).await)
}

async fn shown(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let Some(account) = visit.account() else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let (store, scope) = (state.store.as_ref(), scope(account));
    let calendar = &state.config.calendar;
    let zone = TimeZone::get(&calendar.zone).unwrap_or(TimeZone::UTC);
    let now = state.clock.now();
    let today = now.to_zoned(zone.clone()).date();
    let first = monday(asked.from.parse().unwrap_or(today));
    let load = load::load(store, &scope, first, &zone).await?;
    let to: Option<Date> = asked.to.trim().parse().ok();
    let (what_if, refused) = match (asked.moves.trim(), to) {
        ("", _) => (None, None),
        (name, Some(to)) => match what_if(state, account, name, to, &zone).await? {
            Some(found) => (Some(found), None),
            None => (None, Some("That go-live is not here any more. Choose another one.")),
        },
        (_, None) => (None, Some("Type the day as year, month and day, such as 2027-03-15.")),
    };
    let day: Date = asked.day.parse().unwrap_or_else(|_| later(today, 1));
    let (begins, ends) = (begin(day, &zone), begin(later(day, 1), &zone));
    let due = load::due(store, &scope, begins, ends, MOST_LISTED + 1).await?;
    let late = load::late(store, &scope, now).await?;
    let from = |first: Date| address("/calendar", &[("from", &first.to_string())]);
    let earlier = first
        .checked_sub(jiff::SignedDuration::from_hours(24 * 7 * 4))
        .unwrap_or(first);
    let body = Page {
        frame: Frame::new(state, visit, Part::Calendar, "Calendar"),
        zone: rows::zone(state),
        weekdays: WEEKDAYS,
        weeks: view::weeks(store, &load, today, &calendar.terms(None), what_if.as_ref()).await?,
        is_cut: load.is_cut,
        earlier: from(earlier),
        further: from(later(first, 7 * (WEEKS - 2))),
        this_week: (first != monday(today)).then(|| "/calendar".to_owned()),
        from: if first == monday(today) {
            String::new()
        } else {
            first.to_string()
        },
        late: late.len(),
        not_approved: late.iter().filter(|one| one.leaving == Leaving::Open).count(),
        late_href: account.role.sees_everything().then_some("/?show=overdue"),
        day_title: if day == later(today, 1) {
            format!("Tomorrow, {}", rows::day(day))
        } else {
            rows::day(day)
        },
        has_more: due.len() > MOST_LISTED,
        rows: listed(state, account, &due, &zone).await?,
        offers: offers(state, &load, asked.moves.trim(), what_if.as_ref()).await?,
        to: asked.to.trim().to_owned(),
        what_if,
        refused,
    };
    Ok(page(StatusCode::OK, &body))
}

/// The links of a day in full.
async fn listed(state: &AppState, account: &Account, due: &[Due], zone: &TimeZone) -> Result<Vec<Row>, StoreError> {
    let mut known: BTreeMap<TicketId, Ticket> = BTreeMap::new();
    let mut found = Vec::new();
    for one in due.iter().take(MOST_LISTED) {
        if !known.contains_key(&one.ticket) {
            let ticket = state.store.ticket(one.ticket).await?;
            known.extend(ticket.map(|ticket| (one.ticket, ticket)));
        }
        let ticket = known.get(&one.ticket).filter(|ticket| may_see(account, ticket));
        let Some((ticket, person)) = ticket.and_then(|ticket| Some((ticket, ticket.person(one.person)?))) else {
            continue;
        };
        let Some((at, leaving)) = Leaving::of(person) else {
            continue;
        };
        let (how, tone) = match leaving {
            Leaving::Held => ("held", "going"),
            Leaving::Queued => ("queued", "going"),
            Leaving::Open => ("not approved", "attention"),
        };
        found.push(Row {
            at: at.to_zoned(zone.clone()).strftime("%H:%M").to_string(),
            person: person.details.called(person.no),
            email: person.details.email.clone().unwrap_or_default(),
            ticket: ticket.id.to_string(),
            client: client(ticket),
            how,
            tone,
        });
    }
    Ok(found)
}

/// The go-lives of these weeks, to be moved; and the one that is being looked at.
async fn offers(
    state: &AppState,
    load: &Load,
    chosen: &str,
    what_if: Option<&WhatIf>,
) -> Result<Vec<Offer>, StoreError> {
    let mut offers = Vec::new();
    if let Some(what_if) = what_if {
        let day = what_if.present.map_or_else(|| "not known".to_owned(), rows::day);
        offers.push(Offer {
            ticket: what_if.ticket.clone(),
            label: format!("{}: {day}", what_if.client),
            is_chosen: true,
        });
    }
    let mut all: Vec<(Date, TicketId)> = Vec::new();
    for day in &load.days {
        all.extend(day.go_lives.values().map(|ticket| (day.date, *ticket)));
    }
    for (date, id) in all.into_iter().take(MOST_OFFERED) {
        if id.to_string() == chosen && what_if.is_some() {
            continue;
        }
        if let Some(ticket) = state.store.ticket(id).await? {
            offers.push(Offer {
                ticket: id.to_string(),
                label: format!("{}: {}", client(&ticket), rows::day(date)),
                is_chosen: false,
            });
        }
    }
    Ok(offers)
}
