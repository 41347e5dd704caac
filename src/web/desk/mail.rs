//! The ledger: every message that was seen in the mailboxes, and what became of it. For Customer Solutions.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::rows::{self, MailView};
use super::visit::Visit;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/mail.html")]
struct Page {
    frame: Frame,
    zone: String,
    mails: Vec<MailView>,
    has_more: bool,
}

/// `GET /mail`.
pub(in crate::web) async fn show(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    answered(shown(&state, &visit).await)
}

async fn shown(state: &AppState, visit: &Visit) -> Answer {
    let mails = rows::mails(state).await?;
    let body = Page {
        frame: Frame::new(state, visit, Part::Mail, "Mail"),
        zone: rows::zone(state),
        has_more: mails.len() >= rows::LIMIT,
        mails,
    };
    Ok(page(StatusCode::OK, &body))
}
