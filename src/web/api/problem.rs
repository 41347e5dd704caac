//! What goes wrong in the API, as `application/problem+json`.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tracing::error;

use crate::store::StoreError;

use super::super::door::Refusal;

/// A refusal with a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    title: &'static str,
    detail: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            title,
            detail: detail.into(),
        }
    }

    pub(super) fn unauthorized() -> Self {
        let detail = "Send `Authorization: Bearer …` with the token in the API's token file.";
        Self::new(StatusCode::UNAUTHORIZED, "The token is missing or wrong", detail)
    }

    pub(super) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "The request does not fit", detail)
    }

    pub(super) fn not_now(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "That is not possible now", detail)
    }

    pub(super) fn no_such_ticket(name: &str) -> Self {
        let name: String = name.chars().take(40).collect();
        Self::new(
            StatusCode::NOT_FOUND,
            "There is no such ticket",
            format!("There is no ticket {name}."),
        )
    }

    pub(super) fn stale(given: u64, now: u64) -> Self {
        let detail = format!(
            "You decided on revision {given}, but the ticket is at revision {now} now. Nothing was changed. Look at it \
             again and repeat what you still want."
        );
        Self::new(StatusCode::CONFLICT, "Somebody was faster", detail)
    }
}

impl From<StoreError> for Problem {
    fn from(failure: StoreError) -> Self {
        error!(%failure, "the API cannot reach the store");
        let detail = "The store cannot be reached or written. Nothing was changed; the log says why.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "The store is in trouble", detail)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoSuchTicket(id) => Self::no_such_ticket(&id.to_string()),
            Refusal::Stale { given, now } => Self::stale(given, now),
            Refusal::Invalid(words) => Self::invalid(words),
            Refusal::NotNow(words) => Self::not_now(words),
            Refusal::Store(failure) => failure.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut answer = (self.status, Json(body)).into_response();
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }
}

/// For addresses that are none.
pub(crate) async fn no_such_address() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "There is nothing here",
        "The API begins at /api/v1/tickets.",
    )
}

/// For addresses that are asked in the wrong way.
pub(crate) async fn wrong_method() -> Problem {
    let detail = "Tickets are read with GET and changed with POST.";
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address is not asked like that",
        detail,
    )
}
