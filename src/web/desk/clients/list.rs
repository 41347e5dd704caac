//! The list of clients, found by name or page by page, and the same as a table for a spreadsheet.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::super::router::AppState;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, answered};
use super::super::listing::{address, path_part};
use super::super::rows;
use super::super::visit::Visit;
use super::facts::{self, MOST_COUNTED, Summary, scope};
use super::sheet;
use crate::domain::matching::weak_name;
use crate::store::index::Range;
use crate::store::index::lists::{APART, GROUPS, client_part, part};
use crate::store::{Find, Index, Store, StoreError};

/// So many clients are on a page.
const A_PAGE: usize = 25;

/// Of each name so many tickets are looked at, because several clients may share it.
const MOST_SHARING: usize = 3;

/// A client in the list.
struct Row {
    href: String,
    name: String,
    key: String,
    zone: String,
    go_lives: Vec<String>,
    more_days: usize,
    managers: String,
    tickets: String,
    people: Vec<(&'static str, usize, &'static str)>,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/clients.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    searched: String,
    next: Option<String>,
    is_first: bool,
    can_import: bool,
}

/// What is asked of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    q: String,
    after: String,
    done: String,
    count: usize,
}

/// `GET /clients`.
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
    let store = state.store.as_ref();
    let (scope, searched) = (scope(account), asked.q.trim());
    let mut names = if searched.is_empty() {
        let after = asked.after.replace('\0', "");
        facts::names(store, &scope, &after, A_PAGE + 1).await?
    } else {
        named(store, &scope, searched).await?
    };
    let has_more = names.len() > A_PAGE;
    names.truncate(A_PAGE);
    let next = names.last().filter(|_| has_more && searched.is_empty());
    let next = next.map(|last| address("/clients", &[("after", last)]));
    let today = today(state);
    let mut rows = Vec::new();
    for name in &names {
        if let Some(summary) = facts::client(store, &scope, name).await? {
            rows.push(row(&summary, today));
        }
    }
    let done = (asked.done == "moved").then(|| match asked.count {
        1 => "The go-live of 1 ticket was moved.".to_owned(),
        many => format!("The go-lives of {many} tickets were moved."),
    });
    let body = Page {
        frame: Frame::new(state, visit, Part::Clients, "Clients")
            .saying(done.as_deref())
            .at("/clients"),
        rows,
        searched: searched.to_owned(),
        next,
        is_first: asked.after.is_empty(),
        can_import: account.role.sees_everything(),
    };
    Ok(page(StatusCode::OK, &body))
}

/// Clients whose domain or name begins so, as far as the scope has them; the index is asked once for each.
async fn named(store: &dyn Store, scope: &str, searched: &str) -> Result<Vec<String>, StoreError> {
    let prefix = part(&searched.to_lowercase());
    let mut found: BTreeSet<String> = facts::names_with(store, scope, &prefix, A_PAGE)
        .await?
        .into_iter()
        .collect();
    let Some(name) = weak_name(searched) else {
        return Ok(found.into_iter().collect());
    };
    let mut begin = name.clone();
    for _ in 0..A_PAGE {
        let find = Find {
            index: Index::TicketByClientName,
            range: Range::Between(begin, format!("{name}\u{10ffff}")),
            after: None,
            limit: 1,
        };
        let Some((called, _)) = store.find(find).await?.into_iter().next() else {
            break;
        };
        // A few clients may share a name.
        for ticket in store
            .tickets(Find::is(Index::TicketByClientName, &called, MOST_SHARING))
            .await?
        {
            let client = client_part(&ticket.client.key);
            if !found.contains(&client) && facts::client(store, scope, &client).await?.is_some() {
                found.insert(client);
            }
        }
        begin = format!("{called}{APART}");
    }
    Ok(found.into_iter().collect())
}

/// The day it is where links go out.
pub(super) fn today(state: &AppState) -> Date {
    let zone = TimeZone::get(&state.config.calendar.zone).unwrap_or(TimeZone::UTC);
    state.clock.now().to_zoned(zone).date()
}

/// How many people are where, those groups that have somebody.
pub(super) fn people(counts: [usize; GROUPS.len()]) -> Vec<(&'static str, usize, &'static str)> {
    const TONES: [&str; GROUPS.len()] = ["attention", "going", "going", "attention", "good", "over"];
    let all = GROUPS.into_iter().zip(counts).zip(TONES);
    all.map(|((group, count), tone)| (group, count, tone))
        .filter(|(_, count, _)| *count > 0)
        .collect()
}

fn row(summary: &Summary, today: Date) -> Row {
    let waves = summary.waves.iter().filter(|(_, wave)| wave.is_unfinished);
    let days: Vec<Option<Date>> = waves.map(|(day, _)| *day).collect();
    let told = |day: &Option<Date>| match day {
        Some(day) if *day < today => format!("{} (past)", rows::day(*day)),
        Some(day) => rows::day(*day),
        None => "not known yet".to_owned(),
    };
    let shown: Vec<String> = days.iter().take(2).map(told).collect();
    let managers: Vec<&str> = summary.managers.iter().take(2).map(String::as_str).collect();
    let more = summary.managers.len().saturating_sub(2);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let plus = if summary.is_cut { "+" } else { "" };
    Row {
        href: format!("/clients/{}", path_part(&summary.part)),
        name: summary.name(),
        key: summary.part.clone(),
        zone: summary.zone(),
        more_days: days.len() - shown.len(),
        go_lives: shown,
        managers: managers.join(", ") + &more,
        tickets: format!("{}{plus}", summary.tickets.min(MOST_COUNTED)),
        people: people(summary.people()),
    }
}

/// `GET /clients.csv`: one line for each client and go-live, as the import takes it.
pub(in crate::web) async fn export(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    let Some(account) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    match facts::all(state.store.as_ref(), &scope(account)).await {
        Ok(summaries) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"clients.csv\""),
            ];
            (headers, sheet::written(&summaries)).into_response()
        }
        Err(failure) => frame::no_store(&failure),
    }
}
