//! One plain page of everything: tickets and people, outgoing mails, and the ledger of what was seen in the mailboxes.
//!
//! For the demo and for a look on this machine. It has no sign-in, so it answers only when it is asked by a name of this
//! machine, and a form from another site changes nothing. It shows the newest of each kind, not everything.

use askama::Template;
use axum::extract::{Form, Request, State};
use axum::http::header::{HOST, HeaderMap};
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use tracing::error;

use crate::config::check::is_loopback_host;
use crate::store::StoreError;

use super::router::{AppState, style_sheet};

mod rows;

use rows::{MailView, OutgoingView, TicketView};

/// The demo's clock goes no further than this at a time.
const LONGEST_STEP_DAYS: i64 = 400;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "overview/templates/overview.html")]
struct Page {
    now: String,
    can_advance: bool,
    tickets: Vec<TicketView>,
    outgoing: Vec<OutgoingView>,
    mails: Vec<MailView>,
}

/// `GET /`.
pub(super) async fn show(State(state): State<AppState>) -> Response {
    match page(&state).await {
        Ok(page) => match page.render() {
            Ok(text) => Html(text).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Err(failure) => {
            error!(%failure, "the overview cannot read the store");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "The store cannot be read; the log says why.",
            )
                .into_response()
        }
    }
}

async fn page(state: &AppState) -> Result<Page, StoreError> {
    Ok(Page {
        now: rows::moment(state.clock.now(), &state.config.calendar.zone),
        can_advance: state.hands.is_some(),
        tickets: rows::tickets(state).await?,
        outgoing: rows::outgoing(state).await?,
        mails: rows::mails(state).await?,
    })
}

/// The form of the demo's clock.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    days: i64,
}

/// `POST /advance`: the demo's clock goes forward.
pub(super) async fn advance(State(state): State<AppState>, headers: HeaderMap, form: Form<Step>) -> Response {
    let foreign = headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none");
    if foreign {
        return (StatusCode::FORBIDDEN, "This form is for the overview only.").into_response();
    }
    let Some(hands) = &state.hands else {
        return (StatusCode::NOT_FOUND, "This clock cannot be advanced.").into_response();
    };
    let days = form.0.days;
    if !(1..=LONGEST_STEP_DAYS).contains(&days) {
        let words = format!("days: expected 1 to {LONGEST_STEP_DAYS}, found {days}.");
        return (StatusCode::UNPROCESSABLE_ENTITY, words).into_response();
    }
    hands.set(later(state.clock.now(), days, &state.config.calendar.zone));
    Redirect::to("/").into_response()
}

/// The same hour of the day, so many days later, whatever summer time does in between.
fn later(now: Timestamp, days: i64, zone: &str) -> Timestamp {
    let local = now.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let moved = local.checked_add(days.days());
    moved.map_or(Timestamp::MAX, |moved| moved.timestamp())
}

/// `GET /assets/overview.css`.
pub(super) async fn style() -> Response {
    style_sheet(include_str!("overview.css"))
}

/// Refuses requests by another name, as a page on the web could send them through its visitor's browser.
pub(super) async fn only_this_machine(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|value| value.to_str().ok());
    let authority = host.and_then(|host| host.parse::<Uri>().ok());
    if authority.as_ref().and_then(Uri::host).is_some_and(is_loopback_host) {
        return next.run(request).await;
    }
    let words = "The overview answers only on this machine, as localhost or 127.0.0.1.";
    (StatusCode::MISDIRECTED_REQUEST, words).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_later_is_the_same_hour_also_when_summer_time_begins() {
        let saturday: Timestamp = "2027-03-13T09:00:00-05:00".parse().unwrap();
        let sunday: Timestamp = "2027-03-14T09:00:00-04:00".parse().unwrap();
        assert_eq!(later(saturday, 1, "America/New_York"), sunday);
        assert_eq!(later(Timestamp::MAX, 400, "UTC"), Timestamp::MAX);
    }
}
