//! Every mail that is to go out or went out, and how its attempts ended. For Customer Solutions.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::rows::{self, OutgoingView};
use super::visit::Visit;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/outbox.html")]
struct Page {
    frame: Frame,
    zone: String,
    outgoing: Vec<OutgoingView>,
    has_more: bool,
}

/// `GET /outbox`.
pub(in crate::web) async fn show(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    answered(shown(&state, &visit).await)
}

async fn shown(state: &AppState, visit: &Visit) -> Answer {
    let outgoing = rows::outgoing(state).await?;
    let body = Page {
        frame: Frame::new(state, visit, Part::Outbox, "Outbox"),
        zone: rows::zone(state),
        has_more: outgoing.len() >= rows::LIMIT,
        outgoing,
    };
    Ok(page(StatusCode::OK, &body))
}
