//! What goes wrong in the API, as `application/problem+json`.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use tracing::error;

use crate::domain::api::Scope;
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
        let detail = "Send `Authorization: Bearer …` with the token in the API's token file, or with one that an administrator \
                      made at the desk and nobody has withdrawn.";
        Self::new(StatusCode::UNAUTHORIZED, "The token is missing or wrong", detail)
    }

    pub(super) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "The request does not fit", detail)
    }

    pub(super) fn out_of_scope(scope: Scope) -> Self {
        let detail = format!(
            "The token may not {}. An administrator can make another one at the desk, with the scope {}.",
            scope.words(),
            scope.key()
        );
        Self::new(StatusCode::FORBIDDEN, "The token does not reach so far", detail)
    }

    pub(super) fn too_large() -> Self {
        let detail = "The body is larger than the API takes. Nothing was changed.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "That was too much", detail)
    }

    pub(super) fn without_revision() -> Self {
        let detail = "Say what you decided on: the ticket's `revision` in the body, or its ETag as If-Match.";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "The revision is missing", detail)
    }

    /// The same as an answer to `If-Match`.
    pub(super) fn into_precondition(mut self) -> Self {
        self.status = StatusCode::PRECONDITION_FAILED;
        self
    }

    pub(super) fn not_now(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "That is not possible now", detail)
    }

    pub(super) fn not_there(title: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, title, detail)
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

/// A refusal as it is written.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem_Details")]
pub(super) struct Written {
    /// Always `about:blank`: the status says what kind of problem it is.
    r#type: &'static str,
    /// The kind, in a few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, in a sentence for people.
    detail: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Written {
            r#type: "about:blank",
            title: self.title,
            status: self.status.as_u16(),
            detail: self.detail,
        };
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

/// What did not come from us, such as a body over the limit or a request that took too long, as a problem like all others.
pub(crate) async fn as_problem(answer: Response) -> Response {
    let status = answer.status();
    let kind = answer.headers().get(CONTENT_TYPE);
    let is_ours = kind.is_some_and(|kind| kind == "application/problem+json");
    if is_ours || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let (title, detail) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => return Problem::too_large().into_response(),
        StatusCode::SERVICE_UNAVAILABLE => (
            "It took too long",
            "The request was given up. Look whether it was done before you repeat it.",
        ),
        StatusCode::BAD_REQUEST => (
            "The request cannot be read",
            "The address is not written as it should be.",
        ),
        _ => ("The request was refused", "The status says why."),
    };
    Problem::new(status, title, detail).into_response()
}
