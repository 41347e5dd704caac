//! Signing in with e-mail address and password, and signing out.
//!
//! Another way in, such as [`super::openid`], gets its button on this page and its own file beside this one; it ends in the same
//! session.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Redirect, Response};
use form_urlencoded::byte_serialize;
use serde::Deserialize;
use tracing::info;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, on_to, page};
use super::kept;
use super::visit::{Fields, Visit, local, no_cookie, token_cookie};
use crate::accounts::AccountError;
use crate::accounts::throttle::network;
use crate::domain::account::Typing;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/sign_in.html")]
struct Page {
    frame: Frame,
    /// Where to go on to.
    to: String,
    /// What was typed into a form, sealed.
    kept: String,
    /// A session has ended while somebody worked.
    has_ended: bool,
    email: String,
    refused: Option<String>,
    /// Whether passwords are taken.
    by_password: bool,
    /// Where one can sign in besides.
    provider: Option<String>,
}

impl Page {
    /// The page that leads on to `to`.
    fn new(state: &AppState, frame: Frame, to: String) -> Self {
        Self {
            frame,
            to,
            kept: String::new(),
            has_ended: false,
            email: String::new(),
            refused: None,
            by_password: state.accounts.ways().passwords,
            provider: state.openid.as_ref().map(|provider| provider.name().to_owned()),
        }
    }
}

/// What an address of this page may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    to: String,
    done: String,
}

/// The address of the sign-in page that leads on to `to`.
pub(super) fn address(to: &str) -> String {
    if to == "/" {
        return "/sign-in".into();
    }
    format!("/sign-in?to={}", byte_serialize(to.as_bytes()).collect::<String>())
}

/// Where to go on to: a page of the desk, whatever was asked for.
pub(super) fn start(to: &str) -> String {
    local(to).unwrap_or_else(|| "/".into())
}

/// `GET /sign-in`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    if visit.who.is_some() {
        return Redirect::to(&start(&asked.to)).into_response();
    }
    let provider = state.openid.as_ref().map(|provider| provider.name());
    let notice = (asked.done == "signed-out").then(|| match provider {
        Some(name) => format!("You have signed out. At {name} you may still be signed in."),
        None => "You have signed out.".to_owned(),
    });
    let frame = Frame::new(&state, &visit, Part::None, "Sign in").saying(notice.as_deref());
    page(StatusCode::OK, &Page::new(&state, frame, start(&asked.to)))
}

/// The sign-in page in the place of a form whose session has ended, with what was typed.
pub(super) fn ended(state: &AppState, visit: &Visit, typing: Option<&Typing>) -> Response {
    let mut frame = Frame::new(state, visit, Part::None, "Sign in again").at("/sign-in");
    // Another form on this page would lose what was typed.
    frame.colours.clear();
    let to = typing.map_or_else(|| "/".into(), |typing| typing.page.clone());
    let body = Page {
        kept: kept::seal(typing),
        has_ended: true,
        ..Page::new(state, frame, to)
    };
    page(StatusCode::FORBIDDEN, &body)
}

/// The sign-in page in the place of a sign-in that led to nothing, with what was typed before it.
pub(super) fn once_more(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    (to, typing): (&str, Option<&Typing>),
    refused: String,
) -> Response {
    let mut frame = Frame::new(state, visit, Part::None, "Sign in").at(address(to));
    if typing.is_some() {
        frame.colours.clear();
    }
    let body = Page {
        kept: kept::seal(typing),
        refused: Some(refused),
        ..Page::new(state, frame, to.to_owned())
    };
    page(status, &body)
}

/// `POST /sign-in`.
pub(in crate::web) async fn sign_in(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let typing = kept::open(fields.text("kept"));
    let to = typing
        .as_ref()
        .map_or_else(|| start(fields.text("to")), |typing| typing.page.clone());
    let (email, password) = (fields.text("email"), fields.text("password").to_owned());
    let refused = match state
        .accounts
        .sign_in(email, password, visit.from, typing.clone())
        .await
    {
        Ok(token) => {
            // Whoever had signed in here before has ended that by signing in anew.
            if let Some(who) = &visit.who
                && let Err(failure) = state.accounts.sign_out(who.session.hash).await
            {
                return frame::no_store(&failure);
            }
            info!("somebody signed in at the desk");
            return on_to(&to, token_cookie(&state.config.desk, &token));
        }
        Err(AccountError::Store(failure)) => return frame::no_store(&failure),
        Err(refused) => refused,
    };
    let (status, wait) = match &refused {
        AccountError::TooMany { minutes } => (StatusCode::TOO_MANY_REQUESTS, Some(minutes * 60)),
        AccountError::Refused(_) | AccountError::Store(_) => (StatusCode::FORBIDDEN, None),
    };
    // Where from, roughly, and never the name that was typed: it may be a password.
    info!(network = %network(visit.from), throttled = wait.is_some(), "somebody could not sign in at the desk");
    let mut frame = Frame::new(&state, &visit, Part::None, "Sign in").at(address(&to));
    if typing.is_some() {
        frame.colours.clear();
    }
    let body = Page {
        kept: kept::seal(typing.as_ref()),
        email: email.chars().take(300).collect(),
        refused: Some(refused.to_string()),
        ..Page::new(&state, frame, to)
    };
    let mut answer = page(status, &body);
    if let Some(seconds) = wait {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}

/// `POST /sign-out`.
pub(in crate::web) async fn sign_out(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    if let Some(who) = &visit.who
        && let Err(failure) = state.accounts.sign_out(who.session.hash).await
    {
        return frame::no_store(&failure);
    }
    on_to("/sign-in?done=signed-out", no_cookie(&state.config.desk))
}
