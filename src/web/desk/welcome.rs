//! The page behind a link that works once: somebody sets a password, and the first administrator says who they are.
//!
//! Opening it changes nothing. A link that was used, has ended or never was looks the same.

use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use tracing::info;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, on_to, page};
use super::guard::{Answer, REFUSED, answered};
use super::visit::{Fields, Visit, token_cookie};
use crate::accounts::links::{Filled, Usable};
use crate::accounts::{AccountError, Token, password};
use crate::domain::account::Account;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/welcome.html")]
struct Page {
    frame: Frame,
    /// What the link is good for; nothing when it is spent.
    usable: bool,
    /// Whose password it is; none for a new administrator.
    account: Option<Account>,
    name: String,
    email: String,
    shortest: usize,
    refused: Option<String>,
}

/// `GET /welcome/{token}`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(token): Path<String>,
) -> Response {
    answered(shown(&state, &visit, &token).await)
}

async fn shown(state: &AppState, visit: &Visit, token: &str) -> Answer {
    let usable = find(state, token).await?;
    Ok(asking(state, visit, usable.as_ref(), &Filled::default(), None))
}

async fn find(state: &AppState, token: &str) -> Result<Option<Usable>, crate::store::StoreError> {
    match Token::parse(token) {
        Some(token) => state.accounts.usable(&token).await,
        None => Ok(None),
    }
}

/// `POST /welcome/{token}`.
pub(in crate::web) async fn set_password(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(token): Path<String>,
    Extension(fields): Extension<Fields>,
) -> Response {
    answered(used(&state, &visit, &token, &fields).await)
}

/// A form of this page with another's mark, for instance because it was open in two tabs: it is shown again.
pub(super) async fn once_more(state: &AppState, visit: &Visit, token: &str, fields: &Fields) -> Response {
    let words = "This page was not the newest one. Please type the password again and send it once more.".to_owned();
    let shown = find(state, token).await.map_err(Box::<Response>::from);
    answered(shown.map(|usable| asking(state, visit, usable.as_ref(), &filled(fields), Some(words))))
}

fn filled(fields: &Fields) -> Filled {
    Filled {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        password: fields.text("password").to_owned(),
    }
}

async fn used(state: &AppState, visit: &Visit, token: &str, fields: &Fields) -> Answer {
    let Some(usable) = find(state, token).await? else {
        return Ok(asking(state, visit, None, &Filled::default(), None));
    };
    let filled = filled(fields);
    if filled.password != fields.text("password_again") {
        let words = "The two passwords differ. Type the same one twice.".to_owned();
        return Ok(asking(state, visit, Some(&usable), &filled, Some(words)));
    }
    match state.accounts.use_link(&usable, filled.clone()).await {
        Ok(token) => {
            if let Some(who) = &visit.who {
                state.accounts.sign_out(who.session.hash).await?;
            }
            info!("a password was set by a link");
            Ok(on_to("/", token_cookie(&state.config.desk, &token)))
        }
        Err(AccountError::Store(failure)) => Ok(frame::no_store(&failure)),
        Err(refused) => Ok(asking(state, visit, Some(&usable), &filled, Some(refused.to_string()))),
    }
}

fn asking(
    state: &AppState,
    visit: &Visit,
    usable: Option<&Usable>,
    filled: &Filled,
    refused: Option<String>,
) -> Response {
    let (status, title) = match (usable, &refused) {
        (None, _) => (StatusCode::GONE, "This link does not work any more"),
        (Some(_), Some(_)) => (REFUSED, "Set your password"),
        (Some(Usable { account: None, .. }), None) => (StatusCode::OK, "Set up the desk"),
        (Some(_), None) => (StatusCode::OK, "Set your password"),
    };
    let body = Page {
        frame: Frame::new(state, visit, Part::None, title),
        usable: usable.is_some(),
        account: usable.and_then(|usable| usable.account.clone()),
        name: filled.name.clone(),
        email: filled.email.clone(),
        shortest: password::SHORTEST,
        refused,
    };
    page(status, &body)
}
