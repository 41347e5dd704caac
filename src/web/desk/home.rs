//! The start of the desk: the queue for Customer Solutions, and for account managers the tickets of their own mails.
//!
//! In the demo it also moves the clock.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::guard::{Answer, REFUSED, answered};
use super::queue::{self, Wanted};
use super::rows::{self, Group};
use super::visit::{Fields, Visit};

/// The demo's clock goes no further than this at a time.
const LONGEST_STEP_DAYS: i64 = 400;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/home.html")]
struct Page {
    frame: Frame,
    now: String,
    can_advance: bool,
    is_empty: bool,
    groups: Vec<Group>,
    refused: Option<String>,
}

/// `GET /`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let wanted = wanted.map(|Query(wanted)| wanted).unwrap_or_default();
    answered(shown(&state, &visit, &wanted, None).await)
}

async fn shown(state: &AppState, visit: &Visit, wanted: &Wanted, refused: Option<String>) -> Answer {
    let Some(account) = visit.account() else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    if account.role.sees_everything() {
        return queue::shown(state, visit, account, wanted, refused).await;
    }
    let groups = rows::tickets(state, account).await?;
    let body = Page {
        frame: Frame::new(state, visit, Part::Tickets, "Tickets").at("/"),
        now: rows::moment(state.clock.now(), &state.config.calendar.zone),
        can_advance: state.hands.is_some(),
        is_empty: groups.iter().all(|group| group.tickets.is_empty()),
        groups,
        refused,
    };
    let status = if body.refused.is_some() {
        REFUSED
    } else {
        StatusCode::OK
    };
    Ok(page(status, &body))
}

/// `POST /advance`: the demo's clock goes forward.
pub(in crate::web) async fn advance(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(hands) = &state.hands else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let days = fields.text("days").trim().parse().ok();
    let Some(days) = days.filter(|days| (1..=LONGEST_STEP_DAYS).contains(days)) else {
        let words = format!("The clock goes forward by 1 to {LONGEST_STEP_DAYS} days.");
        return answered(shown(&state, &visit, &Wanted::default(), Some(words)).await);
    };
    hands.set(later(state.clock.now(), days, &state.config.calendar.zone));
    Redirect::to("/").into_response()
}

/// The same hour of the day, so many days later, whatever summer time does in between.
fn later(now: Timestamp, days: i64, zone: &str) -> Timestamp {
    let local = now.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let moved = local.checked_add(days.days());
    moved.map_or(Timestamp::MAX, |moved| moved.timestamp())
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
