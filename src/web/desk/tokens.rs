//! Tokens of the API: which there are, what each may do, making one, withdrawing one. For administrators.
//!
//! A token is shown once, to be handed over; the store does not have it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tracing::info;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::guard::{Answer, REFUSED, answered};
use super::rows;
use super::visit::{Fields, Visit};
use crate::accounts::AccountError;
use crate::accounts::api_tokens::{Wanted, revealed};
use crate::domain::api::{IssuedToken, Scope};
use crate::domain::ids::TokenHash;

/// Where the list is, and where a new one is sent to.
const LIST: &str = "/settings/tokens";

struct Row {
    hash: TokenHash,
    name: String,
    made: String,
    scopes: String,
    seen: String,
    state: &'static str,
    tone: &'static str,
    ends: String,
    is_live: bool,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/tokens.html")]
struct List {
    frame: Frame,
    tokens: Vec<Row>,
    name: String,
    days: String,
    /// Key, words, whether it is chosen.
    scopes: Vec<(&'static str, &'static str, bool)>,
    refused: Option<String>,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    done: String,
}

/// `GET /settings/tokens`.
pub(in crate::web) async fn list(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice =
        (asked.done == "withdrawn").then_some("The token is withdrawn. Whoever has it is turned away from now on.");
    answered(listed(&state, &visit, &Fields::default(), notice, None).await)
}

async fn listed(
    state: &AppState,
    visit: &Visit,
    typed: &Fields,
    notice: Option<&str>,
    refused: Option<String>,
) -> Answer {
    let mut tokens = state.store.issued_tokens().await?;
    // Those that count stand above the others, the newest first.
    let now = state.clock.now();
    tokens.sort_by_key(|token| (!token.is_live(now), std::cmp::Reverse(token.made_at)));
    let chosen = chosen(typed);
    let body = List {
        frame: Frame::new(state, visit, Part::Settings, "API tokens")
            .saying(notice)
            .at(LIST),
        tokens: tokens.iter().map(|token| row(state, token)).collect(),
        name: typed.text("name").chars().take(300).collect(),
        days: typed.text("days").chars().take(10).collect(),
        scopes: Scope::ALL
            .into_iter()
            .map(|scope| (scope.key(), scope.words(), chosen.contains(&scope)))
            .collect(),
        refused,
    };
    let status = if body.refused.is_some() {
        REFUSED
    } else {
        StatusCode::OK
    };
    Ok(page(status, &body))
}

fn row(state: &AppState, token: &IssuedToken) -> Row {
    let at = |at| rows::moment(at, &state.config.calendar.zone);
    let is_live = token.is_live(state.clock.now());
    let words: Vec<&str> = token.scopes.iter().map(|scope| scope.words()).collect();
    let (standing, tone, ends) = match (&token.withdrawn, token.ends) {
        (Some(withdrawn), _) => {
            let words = format!("{}, by {}", at(withdrawn.at), withdrawn.by);
            ("withdrawn", "over", words)
        }
        (None, Some(ends)) if is_live => ("active", "good", format!("until {}", at(ends))),
        (None, Some(ends)) => ("ended", "over", at(ends)),
        (None, None) => ("active", "good", String::new()),
    };
    Row {
        hash: token.hash,
        name: token.name.clone(),
        made: format!("made {} by {}", at(token.made_at), token.made_by),
        scopes: words.join("; "),
        seen: token.seen.map_or_else(|| "not used yet".into(), at),
        state: standing,
        tone,
        ends,
        is_live,
    }
}

fn chosen(fields: &Fields) -> BTreeSet<Scope> {
    let all = fields.all().filter(|(name, _)| *name == "scope");
    all.filter_map(|(_, key)| Scope::named(key)).collect()
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/token_made.html")]
struct Made {
    frame: Frame,
    name: String,
    token: String,
}

/// `POST /settings/tokens`: makes a token.
pub(in crate::web) async fn make(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(by) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let days = match fields.text("days").trim() {
        "" => None,
        // What is no number is none that a token may have.
        text => Some(text.parse().unwrap_or(0)),
    };
    let wanted = Wanted {
        name: fields.text("name"),
        scopes: chosen(&fields),
        days,
    };
    match state.accounts.issue_token(by, wanted).await {
        Ok((issued, token)) => {
            info!(by = %by.id, scopes = issued.scopes.len(), "a token of the API was made");
            let title = format!("The token of {}", issued.name);
            let body = Made {
                frame: Frame::new(&state, &visit, Part::Settings, title).at(LIST),
                name: issued.name,
                token: revealed(&token),
            };
            page(StatusCode::OK, &body)
        }
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(refused) => answered(listed(&state, &visit, &fields, None, Some(refused.to_string())).await),
    }
}

/// `POST /settings/tokens/{hash}/withdraw`.
pub(in crate::web) async fn withdraw(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(hash): Path<String>,
) -> Response {
    let (Some(by), Ok(hash)) = (visit.account(), hash.parse()) else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    match state.accounts.withdraw_token(by, hash).await {
        Ok(_) => {
            info!(by = %by.id, "a token of the API was withdrawn");
            Redirect::to("/settings/tokens?done=withdrawn").into_response()
        }
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(_) => frame::wrong(&state, &visit, Wrong::NothingHere),
    }
}
