//! Whose mail counts: those of the configuration, and those of whom people said so. For administrators.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tracing::info;

use super::super::door::{self, Refusal};
use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::guard::{Answer, REFUSED, answered};
use super::rows;
use super::visit::{Fields, Visit};
use crate::pipeline::quarantine::{self, Undecided};

/// Where the list is.
const LIST: &str = "/settings/senders";

struct Row {
    address: String,
    trusted: bool,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/senders.html")]
struct List {
    frame: Frame,
    configured: Vec<String>,
    senders: Vec<Row>,
    typed: String,
    refused: Option<String>,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    done: String,
}

/// `GET /settings/senders`.
pub(in crate::web) async fn list(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = match asked.done.as_str() {
        "trusted" => Some("Their mail counts from now on."),
        "distrusted" => Some("Their mail counts no more."),
        _ => None,
    };
    answered(listed(&state, &visit, "", notice, None).await)
}

async fn listed(state: &AppState, visit: &Visit, typed: &str, notice: Option<&str>, refused: Option<String>) -> Answer {
    let senders = quarantine::senders(&state.store).await?;
    let body = List {
        frame: Frame::new(state, visit, Part::Settings, "Senders")
            .saying(notice)
            .at(LIST),
        configured: state.config.trust.submitters.clone(),
        senders: senders
            .into_iter()
            .map(|sender| Row {
                address: sender.address,
                trusted: sender.trusted,
                by: sender.by,
                at: rows::moment(sender.at, &state.config.calendar.zone),
            })
            .collect(),
        typed: typed.chars().take(300).collect(),
        refused,
    };
    let status = if body.refused.is_some() {
        REFUSED
    } else {
        StatusCode::OK
    };
    Ok(page(status, &body))
}

/// `POST /settings/senders`: says of somebody whether their mail counts.
pub(in crate::web) async fn say(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(by) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let typed = fields.text("address");
    let now = state.clock.now();
    let (done, said) = match fields.text("deed") {
        "distrust" => {
            let said = quarantine::distrust(&state.store, typed, &by.name, now).await;
            ("distrusted", said.map(drop))
        }
        "" | "trust" => match door::address("E-mail address", typed) {
            Ok(address) => {
                let said = quarantine::trust(&state.store, &address, &by.name, now).await;
                ("trusted", said.map(drop))
            }
            Err(Refusal::Store(failure)) => return frame::no_store(&failure),
            Err(Refusal::Invalid(words) | Refusal::NotNow(words)) => {
                return answered(listed(&state, &visit, typed, None, Some(words)).await);
            }
            Err(Refusal::NoSuchTicket(_) | Refusal::Stale { .. }) => {
                return frame::wrong(&state, &visit, Wrong::NothingHere);
            }
        },
        _ => return frame::wrong(&state, &visit, Wrong::NothingHere),
    };
    match said {
        Ok(()) => {
            info!(by = %by.id, done, "a sender was judged at the desk");
            Redirect::to(&format!("{LIST}?done={done}")).into_response()
        }
        Err(Undecided::Store(failure)) => frame::no_store(&failure),
        Err(
            Undecided::NoSuchMail
            | Undecided::NoSuchSender(_)
            | Undecided::NotInQuarantine(_)
            | Undecided::NoSender
            | Undecided::Stale { .. },
        ) => frame::wrong(&state, &visit, Wrong::NothingHere),
    }
}
