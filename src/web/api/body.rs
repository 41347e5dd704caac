//! What a request brings: a JSON body, the parameters of a list, the name of a reviewer. Each refusal says what is wrong.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::caller::Caller;
use super::problem::Problem;

/// Names longer than this are a mistake.
const LONGEST_NAME: usize = 100;

/// A JSON body.
pub(crate) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read: Result<Json<T>, JsonRejection> = Json::from_request(request, state).await;
        match read {
            Ok(Json(body)) => Ok(Self(body)),
            Err(refusal) => Err(Problem::new(
                refusal.status(),
                "The body cannot be read",
                refusal.body_text(),
            )),
        }
    }
}

/// As many entries of a list as one answer brings when nobody says.
const USUAL_LIMIT: usize = 50;
/// As many as one answer brings at most.
const LARGEST_LIMIT: usize = 500;

/// How many entries of a list one answer brings.
pub(super) fn page_limit(wanted: Option<usize>) -> Result<usize, Problem> {
    let limit = wanted.unwrap_or(USUAL_LIMIT);
    if (1..=LARGEST_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::invalid(format!(
        "limit: expected 1 to {LARGEST_LIMIT}, found {limit}."
    )))
}

/// The parameters of a list.
pub(crate) struct Parameters<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        match read {
            Ok(Query(parameters)) => Ok(Self(parameters)),
            Err(refusal) => Err(Problem::new(
                refusal.status(),
                "The parameters cannot be read",
                refusal.body_text(),
            )),
        }
    }
}

/// Who acts, by the token and the header `X-Greenroom-User`. The token is what is trusted; the name is for the history, which
/// says through which program it came.
pub(crate) struct Reviewer(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Reviewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().ok_or_else(Problem::unauthorized)?;
        let Some(header) = parts.headers.get("x-greenroom-user") else {
            return Ok(Self(caller.called(None)));
        };
        let name = std::str::from_utf8(header.as_bytes()).unwrap_or_default().trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(Problem::invalid(format!(
                "X-Greenroom-User: expected a name of 1 to {LONGEST_NAME} characters."
            )));
        }
        Ok(Self(caller.called(Some(name))))
    }
}
