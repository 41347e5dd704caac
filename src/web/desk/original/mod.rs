//! A mail as it came, for those who may see every mail. Nothing of it runs and nothing of it loads: each answer here has a
//! policy of its own that is stricter than the desk's, and a sandbox around it.
//!
//! - `formatted`: the HTML of a mail, cleaned, as a document of its own that is shown in a frame.
//! - `kind`: what a file is by its bytes, whatever it calls itself, and under which name it may be saved.
//! - `view`: all of it as the page of the mail lists it.
//! - This page: the addresses. A picture is sent only if it is one; every file else is a download of bytes.

mod formatted;
mod kind;
mod view;

use std::sync::Arc;

use axum::extract::{Extension, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS};
use axum::response::{IntoResponse, Response};
use greenroom_parsers::{Original, OriginalFile};
use tracing::error;

use super::super::router::AppState;
use super::frame::{self, Wrong};
use super::guard::{Answer, answered};
use super::visit::Visit;
use crate::domain::ids::MailId;
use crate::store::StoreError;
use formatted::{Shown, clean};

pub(super) use kind::{Kind, size_in_words};
pub(super) use view::{FileView, FormattedView, view};

/// For bytes that came with a mail: whatever a browser takes them for, they can do nothing.
const BYTES_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The bytes of a mail; damaged ones are as good as none.
pub(super) async fn bytes(state: &AppState, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
    match state.store.raw(id).await {
        Err(StoreError::Damaged(why)) => {
            error!(mail = %id, why, "the raw mail is damaged");
            Ok(None)
        }
        other => other,
    }
}

/// Opens a mail off the threads that answer. A reader that panics on it has found nothing.
pub(super) async fn opened(raw: Vec<u8>) -> Original {
    let read = tokio::task::spawn_blocking(move || greenroom_parsers::original(&raw));
    read.await.unwrap_or_else(|_| {
        error!("the reader panicked on a mail whose original was to be shown");
        Original::default()
    })
}

/// The mail that an address names.
async fn mail(state: &AppState, id: &str) -> Result<Option<(MailId, Vec<u8>)>, StoreError> {
    let Ok(id) = id.parse::<MailId>() else { return Ok(None) };
    // Only what the ledger knows; bytes alone are nobody's mail.
    if state.store.mail(id).await?.is_none() {
        return Ok(None);
    }
    Ok(bytes(state, id).await?.map(|raw| (id, raw)))
}

/// `GET /mail/{id}/raw`: the mail exactly as it arrived.
pub(in crate::web) async fn raw(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
) -> Response {
    let found = match mail(&state, &id).await {
        Ok(found) => found,
        Err(failure) => return frame::no_store(&failure),
    };
    let Some((id, raw)) = found else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let name = format!("{}.eml", &id.to_string()[..12]);
    download(&name, raw)
}

/// `GET /mail/{id}/files/{number}`: a file, to be saved.
pub(in crate::web) async fn file(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((id, number)): Path<(String, usize)>,
) -> Response {
    let with = |file: OriginalFile| {
        let name = kind::safe_name(file.name.as_deref(), Kind::of(&file.bytes));
        Some(download(&name, file.bytes))
    };
    answered(one(&state, &visit, &id, number, with).await)
}

/// `GET /mail/{id}/pictures/{number}`: a picture, if its bytes are one that cannot hold scripts.
pub(in crate::web) async fn picture(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((id, number)): Path<(String, usize)>,
) -> Response {
    let with = |file: OriginalFile| {
        let Kind::Picture(kind) = Kind::of(&file.bytes) else {
            return None;
        };
        let headers = [
            (CONTENT_TYPE, kind),
            (CONTENT_DISPOSITION, "inline"),
            (CONTENT_SECURITY_POLICY, BYTES_POLICY),
        ];
        Some((headers, file.bytes).into_response())
    };
    answered(one(&state, &visit, &id, number, with).await)
}

async fn one(
    state: &AppState,
    visit: &Visit,
    id: &str,
    number: usize,
    with: impl FnOnce(OriginalFile) -> Option<Response>,
) -> Answer {
    let nothing = || frame::wrong(state, visit, Wrong::NothingHere);
    let Some((_, raw)) = mail(state, id).await? else {
        return Ok(nothing());
    };
    let file = opened(raw).await.files.into_iter().nth(number);
    let file = file.filter(|file| !file.is_beyond);
    Ok(file.and_then(with).unwrap_or_else(nothing))
}

/// `GET /mail/{id}/formatted/{number}`: a formatted text as a document of its own, for a frame of the desk.
pub(in crate::web) async fn formatted(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((id, number)): Path<(String, usize)>,
) -> Response {
    answered(framed(&state, &visit, &id, number).await)
}

async fn framed(state: &AppState, visit: &Visit, id: &str, number: usize) -> Answer {
    let nothing = || frame::wrong(state, visit, Wrong::NothingHere);
    let Some((_, raw)) = mail(state, id).await? else {
        return Ok(nothing());
    };
    let shown = cleaned(opened(raw).await, number).await;
    let Some(shown) = shown else { return Ok(nothing()) };
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, formatted::policy()),
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    Ok((headers, formatted::document(&shown)).into_response())
}

/// One formatted text of a mail, cleaned off the threads that answer.
async fn cleaned(original: Original, number: usize) -> Option<Shown> {
    let work = tokio::task::spawn_blocking(move || {
        let page = original.pages.into_iter().nth(number)?;
        Some(clean(page.html.as_deref()?, &Arc::new(original.files)))
    });
    work.await.unwrap_or_else(|_| {
        error!("cleaning a formatted mail panicked");
        None
    })
}

/// Bytes that a browser saves and never opens by itself.
fn download(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, kind::disposition(name)),
        (CONTENT_SECURITY_POLICY, BYTES_POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}
