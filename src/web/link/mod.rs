//! The public page behind an activation link.
//!
//! Opening it changes nothing, however often and by whomever: mail scanners open links. The button does, once. Whoever
//! has the token is taken for the person; nothing on the page says whose link it is. A link that was never made and one
//! that was taken back look alike. A crash between the commit and the answer leaves the person active, and the page says
//! so when they try again.

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use tracing::{error, info};

use crate::domain::event::Event;
use crate::domain::outbox::{LinkRecord, LinkState};
use crate::domain::ticket::PersonState;
use crate::outbound::LinkKey;
use crate::outbound::compose::{InWords, in_words};
use crate::store::StoreError;
use crate::store::commit::{self, CommitError};

use super::router::{AppState, style_sheet};

/// What stands in the address; a text that cannot be read is an unknown link like any other.
type Token = Result<Path<String>, PathRejection>;

/// What can be done with a token.
#[derive(Debug)]
enum Found {
    Usable(LinkRecord),
    Used,
    Expired,
    Unknown,
}

/// What the page says.
#[derive(Debug)]
enum Says {
    Ready { ends: Option<InWords> },
    Used,
    Expired,
    Unknown,
    Trouble,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "link/templates/page.html")]
struct Page<'a> {
    says: Says,
    organisation: &'a str,
    help: String,
    continue_url: &'a str,
}

/// `GET /a/{token}`: says what the link is good for. Changes nothing.
pub(super) async fn show(State(state): State<AppState>, token: Token) -> Response {
    let Ok(Path(token)) = token else {
        return page(&state, Says::Unknown);
    };
    let now = state.clock.now();
    match find(&state, &token, now).await {
        Ok(Found::Usable(link)) => {
            let ends = ending(&state, &link).await;
            page(&state, Says::Ready { ends })
        }
        Ok(Found::Used) => page(&state, Says::Used),
        Ok(Found::Expired) => page(&state, Says::Expired),
        Ok(Found::Unknown) => page(&state, Says::Unknown),
        Err(failure) => trouble(&state, &failure),
    }
}

/// `POST /a/{token}`: uses the link, once, and leads on to where people start.
pub(super) async fn activate(State(state): State<AppState>, token: Token) -> Response {
    let Ok(Path(token)) = token else {
        return page(&state, Says::Unknown);
    };
    let now = state.clock.now();
    let link = match find(&state, &token, now).await {
        Ok(Found::Usable(link)) => link,
        Ok(Found::Used) => return page(&state, Says::Used),
        Ok(Found::Expired) => return page(&state, Says::Expired),
        Ok(Found::Unknown) => return page(&state, Says::Unknown),
        Err(failure) => return trouble(&state, &failure),
    };
    let event = Event::LinkUsed {
        person: link.person,
        number: link.number,
    };
    match commit::happen(&state.store, link.ticket, event, now).await {
        Ok(_) => {
            info!(ticket = %link.ticket, person = %link.person, "an activation link was used");
            Redirect::to(&state.config.link.continue_url).into_response()
        }
        // Somebody was faster: another press of the button, or a reviewer who took the link back.
        Err(CommitError::Illegal(_) | CommitError::NoSuchTicket(_)) => match find(&state, &token, now).await {
            Ok(Found::Used) => page(&state, Says::Used),
            Ok(Found::Expired) => page(&state, Says::Expired),
            Ok(Found::Usable(_) | Found::Unknown) => page(&state, Says::Unknown),
            Err(failure) => trouble(&state, &failure),
        },
        Err(CommitError::Store(failure)) => trouble(&state, &failure),
    }
}

/// Every other address.
pub(super) async fn unknown(State(state): State<AppState>) -> Response {
    page(&state, Says::Unknown)
}

/// `GET /assets/link.css`.
pub(super) async fn style() -> Response {
    style_sheet(include_str!("link.css"))
}

/// Nothing but our own style may be loaded. Browsers apply `form-action` to where a form is led on to as well, and a
/// sign-in page may lead on further, so every https address is allowed there, and of http only that of `continue_url`.
pub(super) fn content_security_policy(continue_url: &str) -> HeaderValue {
    let origin = continue_url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' https: {origin}; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; style-src 'self'"))
}

async fn find(state: &AppState, token: &str, now: Timestamp) -> Result<Found, StoreError> {
    let Some(link) = state.store.link(LinkKey::hash(token)).await? else {
        return Ok(Found::Unknown);
    };
    match &link.state {
        LinkState::Live { expires } if expires.is_none_or(|end| now < end) => Ok(Found::Usable(link)),
        LinkState::Live { .. } => Ok(Found::Expired),
        LinkState::Used { .. } => Ok(Found::Used),
        LinkState::Ended { .. } => {
            // It ran out and nobody was sent a newer one: that can be said. All other ends cannot.
            let ticket = state.store.ticket(link.ticket).await?;
            let person = ticket.as_ref().and_then(|ticket| ticket.person(link.person));
            let ran_out = person.is_some_and(|person| {
                matches!(person.state, PersonState::Expired { .. })
                    && person
                        .link
                        .as_ref()
                        .is_some_and(|current| current.number == link.number)
            });
            Ok(if ran_out { Found::Expired } else { Found::Unknown })
        }
    }
}

/// When the link ends, in the words of the client's zone; left out when it cannot be said.
async fn ending(state: &AppState, link: &LinkRecord) -> Option<InWords> {
    let LinkState::Live { expires: Some(expires) } = link.state else {
        return None;
    };
    let ticket = state.store.ticket(link.ticket).await.ok()??;
    in_words(expires, &ticket.terms.zone).ok()
}

fn trouble(state: &AppState, failure: &StoreError) -> Response {
    error!(%failure, "the activation page cannot reach the store");
    page(state, Says::Trouble)
}

fn page(state: &AppState, says: Says) -> Response {
    let status = match says {
        Says::Ready { .. } => StatusCode::OK,
        Says::Used | Says::Expired => StatusCode::GONE,
        Says::Unknown => StatusCode::NOT_FOUND,
        Says::Trouble => StatusCode::SERVICE_UNAVAILABLE,
    };
    let page = Page {
        says,
        organisation: &state.config.outbound.organisation,
        help: state.composer.help(),
        continue_url: &state.config.link.continue_url,
    };
    match page.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
