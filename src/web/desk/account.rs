//! One's own account: who one is here, another password, what happened to the account.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::router::AppState;
use super::accounts::{ChangeView, changes};
use super::frame::{self, Frame, Part, Wrong, on_to, page};
use super::guard::REFUSED;
use super::visit::{Fields, Visit, token_cookie};
use crate::accounts::{AccountError, password};
use crate::domain::account::Account;
use crate::domain::wording::minutes;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/account.html")]
struct Page {
    frame: Frame,
    account: Account,
    /// Whether the account has a password that it is signed in with.
    by_password: bool,
    /// Where else its owner signs in.
    provider: Option<String>,
    shortest: usize,
    idle: String,
    session: String,
    changes: Vec<ChangeView>,
    refused: Option<String>,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    done: String,
}

fn own(state: &AppState, visit: &Visit, status: StatusCode, notice: Option<&str>, refused: Option<String>) -> Response {
    let Some(account) = visit.account() else {
        return frame::wrong(state, visit, Wrong::NothingHere);
    };
    let issuer = state.accounts.ways().issuer.as_deref();
    let provider = state.openid.as_ref().filter(|_| account.is_known_to(issuer));
    let body = Page {
        by_password: state.accounts.ways().passwords && account.password.is_some(),
        provider: provider.map(|provider| provider.name().to_owned()),
        frame: Frame::new(state, visit, Part::None, "Your account")
            .saying(notice)
            .at("/account"),
        account: account.clone(),
        shortest: password::SHORTEST,
        idle: minutes(state.config.desk.idle_minutes),
        session: minutes(state.config.desk.session_hours.saturating_mul(60)),
        changes: changes(account, &state.config.calendar.zone),
        refused,
    };
    page(status, &body)
}

/// `GET /account`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = (asked.done == "password").then_some("Your password was changed. Everywhere else you are signed out.");
    own(&state, &visit, StatusCode::OK, notice, None)
}

/// `POST /account/password`.
pub(in crate::web) async fn change_password(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(account) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let (old, new) = (
        fields.text("password_old").to_owned(),
        fields.text("password").to_owned(),
    );
    if new != fields.text("password_again") {
        let words = "The two new passwords differ. Type the same one twice.".to_owned();
        return own(&state, &visit, REFUSED, None, Some(words));
    }
    match state.accounts.change_password(account, old, new, visit.from).await {
        Ok(token) => on_to("/account?done=password", token_cookie(&state.config.desk, &token)),
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(refused) => own(&state, &visit, REFUSED, None, Some(refused.to_string())),
    }
}
