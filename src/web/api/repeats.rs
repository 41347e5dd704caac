//! A request with an `Idempotency-Key` is done once, however often it is sent within a day.
//!
//! The key is written down before anything is done, so of two at the same time one is told to wait. What was done is
//! answered again with the ticket or the mail as it is then; no answer is kept, so nobody's data is. What was refused changed
//! nothing, so its key is free again. After a crash in between nobody knows whether it was done: it is not done again, and the
//! answer says to look.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::super::router::{AppState, LARGEST_BODY};
use super::caller::Caller;
use super::problem::Problem;
use super::{mails, tickets};
use crate::domain::api::{REPEATS_KEPT, Repeat, RepeatEnd};
use crate::domain::ids::TokenHash;
use crate::store::{Batch, Find, Index, Key, Record, Store, StoreError};

pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that what follows is not the first answer.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Longer keys are a mistake.
pub(super) const LONGEST_KEY: usize = 255;

/// So many requests are recognised at a time. Whoever sends more in a day sends them without a key.
const MOST: usize = 20_000;

/// With each new key so many old ones go.
const OLD_AT_ONCE: usize = 8;

/// Does a request once.
pub(crate) async fn once(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get(KEY) else {
        return next.run(request).await;
    };
    let key = key.as_bytes().to_vec();
    match keyed(state, &key, request, next).await {
        Ok(answer) => answer,
        Err(problem) => problem.into_response(),
    }
}

async fn keyed(state: AppState, key: &[u8], request: Request, next: Next) -> Result<Response, Problem> {
    if key.is_empty() || key.len() > LONGEST_KEY || !key.iter().all(u8::is_ascii_graphic) {
        let expected = format!("Idempotency-Key: expected 1 to {LONGEST_KEY} printed ASCII characters without spaces.");
        return Err(Problem::invalid(expected));
    }
    let (parts, body) = request.into_parts();
    let caller = parts.extensions.get::<Caller>().ok_or_else(Problem::unauthorized)?;
    let body = to_bytes(body, LARGEST_BODY).await.map_err(|_| Problem::too_large())?;
    let path = parts.uri.path().to_owned();
    let seen = parts.headers.get(axum::http::header::IF_MATCH);
    let asked = [
        path.as_bytes(),
        b"\0",
        seen.map_or(b"", HeaderValue::as_bytes),
        b"\0",
        &body,
    ]
    .concat();
    let repeat = Repeat {
        hash: TokenHash::of(&[&caller.token.0[..], key].concat()),
        asked: TokenHash::of(&asked),
        at: state.clock.now(),
        end: RepeatEnd::Unknown,
        revision: 1,
    };
    if let Some(before) = begin(&state, &repeat).await? {
        return again(&state, &before, &repeat, &path).await;
    }
    // A task of its own, so that it comes to its end whether or not somebody waits for the answer.
    let request = Request::from_parts(parts, Body::from(body));
    let done = tokio::spawn(async move {
        let answer = next.run(request).await;
        let status = answer.status();
        end(&state, repeat, status).await.map(|()| answer)
    });
    let lost = || Problem::not_now("The work has broken off. Look at the ticket before you ask once more.");
    Ok(done.await.map_err(|_| lost())??)
}

/// Writes down that a request has begun, or gives the one that was there before.
async fn begin(state: &AppState, repeat: &Repeat) -> Result<Option<Repeat>, Problem> {
    let store = &state.store;
    if let Some(before) = store.repeat(repeat.hash).await? {
        if before.is_kept(repeat.at) {
            return Ok(Some(before));
        }
        remove(store.as_ref(), &[before]).await?;
    }
    make_room(state, repeat.at).await?;
    let mut batch = Batch::new();
    batch.insert(Record::Repeat(repeat.clone()));
    match store.commit(batch).await {
        Ok(()) => Ok(None),
        Err(StoreError::Conflict { .. }) => Ok(store.repeat(repeat.hash).await?.or_else(|| Some(repeat.clone()))),
        Err(failure) => Err(failure.into()),
    }
}

async fn make_room(state: &AppState, now: Timestamp) -> Result<(), Problem> {
    let store = &state.store;
    let since = now.checked_sub(REPEATS_KEPT).unwrap_or(now);
    let mut old = Vec::new();
    for (_, key) in store
        .find(Find::until(Index::RepeatByBegin, since, OLD_AT_ONCE))
        .await?
    {
        if let Some(Record::Repeat(repeat)) = store.get(&key).await? {
            old.push(repeat);
        }
    }
    remove(store.as_ref(), &old).await?;
    if store.count_since(Index::RepeatByBegin, since, MOST).await? >= MOST {
        return Err(Problem::not_now(format!(
            "{MOST} requests with an Idempotency-Key were made within a day. Send this one without, or later."
        )));
    }
    Ok(())
}

async fn remove(store: &dyn Store, old: &[Repeat]) -> Result<(), StoreError> {
    if old.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::new();
    batch.removals = old.iter().map(|one| (Key::Repeat(one.hash), one.revision)).collect();
    match store.commit(batch).await {
        // Somebody else made the room.
        Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Writes down how a request ended.
async fn end(state: &AppState, mut repeat: Repeat, status: StatusCode) -> Result<(), StoreError> {
    let mut batch = Batch::new();
    if status.is_success() {
        repeat.end = RepeatEnd::Done {
            status: status.as_u16(),
        };
        repeat.revision += 1;
        batch.update(Record::Repeat(repeat));
    } else {
        batch.removals.push((Key::Repeat(repeat.hash), repeat.revision));
    }
    state.store.commit(batch).await
}

/// The answer to a request that was made before.
async fn again(state: &AppState, before: &Repeat, now: &Repeat, path: &str) -> Result<Response, Problem> {
    if before.asked != now.asked {
        let words = "Idempotency-Key: it was used for another request. Each request has a key of its own.";
        return Err(Problem::invalid(words));
    }
    match before.end {
        RepeatEnd::Unknown => Err(Problem::not_now(
            "The same request is under way, or was broken off and nobody knows whether it was done. It is not done again: look at \
             the ticket or the mail, and then ask with a new key for what is still missing.",
        )),
        RepeatEnd::Done { .. } => {
            let mut parts = path.trim_start_matches("/api/v1/").split('/');
            let mut answer = match (parts.next(), parts.next()) {
                (Some("tickets"), Some(name)) => tickets::present(state, name).await?,
                (Some("mails"), Some(name)) => mails::present(state, name).await?,
                (_, _) => return Err(Problem::not_now("It was done before.")),
            };
            answer.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(answer)
        }
    }
}
