//! What every request to the desk passes.
//!
//! A form is taken only from a page of the desk itself (`Origin`, `Sec-Fetch-Site`), and only with the mark of whoever has
//! the cookie. Both are judged before anything else looks at it, so no page can forget them. Who may see a page follows
//! from the layer its route stands under in `router.rs`.

use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request, State};
use axum::http::header::{HeaderMap, ORIGIN, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::router::{AppState, LARGEST_DESK_BODY};
use super::frame::{self, Wrong};
use super::visit::{Fields, Visit, token_cookie};
use super::{kept, sign_in, welcome};
use crate::config::DeskConfig;
use crate::domain::account::Role;
use crate::store::StoreError;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Finds out whose request it is, and turns away forms that did not come from a page of ours.
pub(in crate::web) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visit = match Visit::of(&state, &parts).await {
        Ok(visit) => visit,
        Err(failure) => return frame::no_store(&failure),
    };
    let new = visit.is_new.then(|| token_cookie(&state.config.desk, &visit.token));
    let changes = !parts.method.is_safe();
    let mut request = if changes {
        if !comes_from_us(&parts.headers, &state.config.desk) {
            return frame::wrong(&state, &visit, Wrong::Foreign);
        }
        let Ok(bytes) = to_bytes(body, LARGEST_DESK_BODY).await else {
            return frame::wrong(&state, &visit, Wrong::TooLarge);
        };
        let fields = Fields::parse(&bytes);
        if !visit.token.has_form_mark(fields.text("mark")) {
            // Whoever lost the cookie gets another one with the page, or that page's form would not be taken either.
            return with_cookie(unmarked(&state, visit, &fields).await, new);
        }
        let mut request = Request::from_parts(parts, Body::empty());
        request.extensions_mut().insert(fields);
        request
    } else {
        Request::from_parts(parts, body)
    };
    request.extensions_mut().insert(visit);
    with_cookie(next.run(request).await, new)
}

/// Gives a new visitor their cookie, unless the page gave one.
fn with_cookie(mut answer: Response, new: Option<HeaderValue>) -> Response {
    if let Some(cookie) = new {
        let headers = answer.headers_mut();
        let name = cookie.as_bytes().split(|byte| *byte == b'=').next().unwrap_or_default();
        let gives = |given: &HeaderValue| given.as_bytes().split(|byte| *byte == b'=').next() == Some(name);
        if !headers.get_all(SET_COOKIE).iter().any(gives) {
            headers.append(SET_COOKIE, cookie);
        }
    }
    answer
}

/// Browsers say where a form was sent from. Whoever says nothing is no browser that we know, and is refused.
fn comes_from_us(headers: &HeaderMap, desk: &DeskConfig) -> bool {
    let site = headers.get(FETCH_SITE);
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match headers.get(ORIGIN) {
        // A page that hides where it is says `null`; then only the other header counts.
        Some(origin) if origin == "null" => site.is_some(),
        Some(origin) => origin.as_bytes() == desk.origin().as_bytes(),
        None => site.is_some(),
    }
}

/// A form of ours with another's mark: it was open since before a sign-in or sign-out. What was typed is kept.
async fn unmarked(state: &AppState, mut visit: Visit, fields: &Fields) -> Response {
    // Behind a link that works once nobody has to be signed in, and neither the link nor what was typed there is kept.
    if let Some(token) = visit.path().strip_prefix("/welcome/") {
        return welcome::once_more(state, &visit, token, fields).await;
    }
    let typing = kept::open(fields.text("kept")).or_else(|| kept::of(fields, visit.path()));
    if visit.who.is_none() {
        return sign_in::ended(state, &visit, typing.as_ref());
    }
    let own = visit.account().map(|account| account.id);
    if let (Some(typing), Some(own)) = (&typing, own)
        && !typing.is_by(own)
    {
        return frame::wrong(state, &visit, Wrong::Anothers);
    }
    let page = typing.as_ref().map(|typing| typing.page.clone());
    if let (Some(typing), Some(who)) = (typing, &mut visit.who)
        && let Err(failure) = state.accounts.keep_typing(&mut who.session, typing).await
    {
        return frame::no_store(&failure);
    }
    frame::wrong(state, &visit, Wrong::Stale { page })
}

/// Leads whoever has not signed in to the sign-in page, and back again.
pub(in crate::web) async fn signed_in_only(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    request: Request,
    next: Next,
) -> Response {
    if visit.who.is_some() {
        return next.run(request).await;
    }
    match request.extensions().get::<Fields>() {
        Some(fields) => sign_in::ended(&state, &visit, kept::of(fields, visit.path()).as_ref()),
        None => Redirect::to(&sign_in::address(&visit.asked)).into_response(),
    }
}

/// Turns away whoever sees only their own tickets.
pub(in crate::web) async fn customer_solutions_only(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    request: Request,
    next: Next,
) -> Response {
    if visit.account().is_some_and(|account| account.role.sees_everything()) {
        return next.run(request).await;
    }
    frame::wrong(
        &state,
        &visit,
        Wrong::NotYours {
            whose: "Customer Solutions",
        },
    )
}

/// Turns away whoever does not administer.
pub(in crate::web) async fn administrators_only(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    request: Request,
    next: Next,
) -> Response {
    if visit
        .account()
        .is_some_and(|account| account.role == Role::Administrator)
    {
        return next.run(request).await;
    }
    frame::wrong(
        &state,
        &visit,
        Wrong::NotYours {
            whose: "administrators",
        },
    )
}

/// `404` and `405`, for everybody.
pub(in crate::web) async fn nothing_here(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
) -> Response {
    frame::wrong(&state, &visit, Wrong::NothingHere)
}

impl From<StoreError> for Box<Response> {
    fn from(failure: StoreError) -> Self {
        Self::new(frame::no_store(&failure))
    }
}

/// What a page answers; a store in trouble is answered alike everywhere.
pub(super) type Answer = Result<Response, Box<Response>>;

/// An answer as axum takes it.
pub(super) fn answered(answer: Answer) -> Response {
    answer.unwrap_or_else(|failed| *failed)
}

/// A status of its own for a page.
pub(super) const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
