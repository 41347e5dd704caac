//! Revisions as `ETag`s: what a caller has seen, and whether it is still so.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;

fn written(revision: u64) -> String {
    format!("\"{revision}\"")
}

/// JSON with the tag of its revision.
pub(super) fn tagged(revision: u64, body: &impl Serialize) -> Response {
    let mut answer = Json(body).into_response();
    if let Ok(tag) = HeaderValue::from_str(&written(revision)) {
        answer.headers_mut().insert(ETAG, tag);
    }
    answer
}

/// The same, or `304` for whoever has it already.
pub(super) fn unless_known(headers: &HeaderMap, revision: u64, body: &impl Serialize) -> Response {
    let mut answer = tagged(revision, body);
    let tag = written(revision);
    let known = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|text| text.split(',')).map(str::trim);
    if known.any(|known| known == "*" || known.trim_start_matches("W/") == tag) {
        *answer.body_mut() = axum::body::Body::empty();
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        answer.headers_mut().remove(axum::http::header::CONTENT_TYPE);
        answer.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    }
    answer
}

/// The revision of `If-Match`, if there is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen(pub(super) Option<u64>);

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = header.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let revision = bare.and_then(|text| text.parse().ok());
        let wrong = || Problem::invalid("If-Match: expected the ETag of an earlier answer, such as \"7\".");
        revision.map(Some).map(Self).ok_or_else(wrong)
    }
}

impl Seen {
    /// The revision that was looked at, by the header or by the body.
    pub(super) fn or(self, body: Option<u64>) -> Result<Option<u64>, Problem> {
        match (self.0, body) {
            (Some(one), Some(other)) if one != other => {
                let words = format!("revision: the body says {other} and If-Match says {one}.");
                Err(Problem::invalid(words))
            }
            (header, body) => Ok(header.or(body)),
        }
    }

    /// The same where a decision must name what it was made on.
    pub(super) fn needed(self, body: Option<u64>) -> Result<Option<u64>, Problem> {
        let revision = self.or(body)?;
        if revision.is_none() {
            return Err(Problem::without_revision());
        }
        Ok(revision)
    }

    /// `412` in the place of `409` where the caller asked by the header.
    pub(super) fn stale(self, problem: Problem) -> Problem {
        if self.0.is_some() {
            problem.into_precondition()
        } else {
            problem
        }
    }
}
