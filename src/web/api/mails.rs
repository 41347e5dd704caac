//! Reading what became of mails.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::ids::MailId;
use crate::domain::mail::{MailRecord, MailStatus, Outcome};
use crate::store::index::{Range, entries};
use crate::store::{Find, Index, Key, Record, StoreError};

use super::super::router::AppState;
use super::body::{Parameters, page_limit};
use super::problem::Problem;

/// Which mails are wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    outcome: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

/// `GET /api/v1/mails?outcome=&after=&limit=`: mails with an outcome, by outcome and then oldest first; `next` is the
/// `after` of the next page.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Value>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let range = match wanted.outcome.as_deref() {
        Some(outcome) => Range::StartsWith(format!("{}/", word_named(outcome)?)),
        None => Range::All,
    };
    let after = match wanted.after.as_deref() {
        Some(name) => Some(place_of(&state, name).await?),
        None => None,
    };
    let found = state
        .store
        .find(Find {
            index: Index::MailByOutcome,
            range,
            after,
            limit,
        })
        .await?;
    let mut mails = Vec::new();
    for (_, key) in &found {
        if let Some(Record::Mail(mail)) = state.store.get(key).await? {
            mails.push(summary(&state, &mail).await?);
        }
    }
    let last = mails.last().filter(|_| found.len() == limit);
    let next = last.map(|mail| mail["mail"].clone());
    Ok(Json(json!({ "mails": mails, "next": next })))
}

/// `GET /api/v1/mails/{id}/raw`: the mail exactly as it arrived, never shown by a browser.
pub(crate) async fn raw(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<impl IntoResponse + use<>, Problem> {
    let id = named(&name)?;
    let bytes = state.store.raw(id).await?.ok_or_else(|| no_such_mail(&name))?;
    let headers = [
        (CONTENT_TYPE, "message/rfc822"),
        (CONTENT_DISPOSITION, "attachment; filename=\"mail.eml\""),
    ];
    Ok((headers, bytes))
}

/// `go-live change`, `go_live_change` and the like.
fn word_named(name: &str) -> Result<&'static str, Problem> {
    let folded = |text: &str| text.replace(['_', '-', '+'], " ");
    let found = Outcome::WORDS.into_iter().find(|word| folded(word) == folded(name));
    found.ok_or_else(|| {
        Problem::invalid(format!(
            "outcome: expected one of {}, found {name:?}.",
            Outcome::WORDS.join(", ")
        ))
    })
}

fn named(name: &str) -> Result<MailId, Problem> {
    name.parse().map_err(|_| no_such_mail(name))
}

fn no_such_mail(name: &str) -> Problem {
    let shown: String = name.chars().take(80).collect();
    Problem::new(
        StatusCode::NOT_FOUND,
        "There is no such mail",
        format!("There is no mail {shown:?}."),
    )
}

/// Where a mail stands in the index, so that a page can begin behind it.
async fn place_of(state: &AppState, name: &str) -> Result<(String, Key), Problem> {
    let id = named(name)?;
    let record = state
        .store
        .get(&Key::Mail(id))
        .await?
        .ok_or_else(|| no_such_mail(name))?;
    let value = entries(&record)
        .into_iter()
        .find(|(index, _)| *index == Index::MailByOutcome);
    let (_, value) = value.ok_or_else(|| Problem::invalid("after: expected a mail that has an outcome."))?;
    Ok((value, Key::Mail(id)))
}

async fn summary(state: &AppState, mail: &MailRecord) -> Result<Value, StoreError> {
    let reading = state.store.reading(mail.id).await?;
    let (outcome, reason, about) = match &mail.status {
        MailStatus::Stored => ("stored", "not read yet", Value::Null),
        MailStatus::Settled { outcome, reason, .. } => (outcome.word(), reason.as_str(), json!(outcome)),
    };
    Ok(json!({
        "mail": mail.id,
        "from": reading.map(|row| row.extraction.submitter),
        "message_id": mail.message_id,
        "received_at": mail.received_at,
        "size": mail.size,
        "found": mail.found.to_string(),
        "outcome": outcome,
        "reason": reason,
        "about": about,
    }))
}
