//! Reading what became of mails, and deciding about those in quarantine.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::ids::MailId;
use crate::domain::mail::{MailDecision, MailRecord, MailStatus, MailWord, Outcome, Sender};
use crate::pipeline::quarantine::{self, Undecided};
use crate::store::index::{Range, entries};
use crate::store::{Find, Index, Key, Record, StoreError};

use super::super::door::text;
use super::super::router::AppState;
use super::actions::Reject;
use super::body::{Body, Parameters, Reviewer, page_limit};
use super::problem::Problem;
use super::tag::{Seen, tagged, unless_known};

/// Which mails are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Only with this outcome, such as `quarantined`; `stored` for those that have none yet.
    outcome: Option<String>,
    /// The `next` of the page before.
    #[schemars(with = "Option<MailId>")]
    after: Option<String>,
    /// At most so many, 50 if nothing is said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<usize>,
}

/// A page of mails.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MailPage {
    mails: Vec<MailView>,
    /// The `after` of the next page, if there may be one.
    next: Option<MailId>,
}

/// A mail, and what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MailView {
    /// The hash of its bytes, which names it.
    mail: MailId,
    /// Who wrote it, as far as that was read.
    from: Option<Value>,
    message_id: Option<String>,
    received_at: Timestamp,
    /// In bytes.
    size: u64,
    /// Where it was found.
    found: String,
    /// What became of it, in a word.
    outcome: &'static str,
    /// Why.
    reason: String,
    /// What it became, with its tickets.
    about: Option<Value>,
    decisions: Vec<MailDecision>,
    revision: u64,
}

/// Whose mail people have said to count, or not to count any more.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SenderList {
    senders: Vec<Sender>,
}

/// `GET /api/v1/mails?outcome=&after=&limit=`: mails with an outcome, by outcome and then oldest first, or with
/// `outcome=stored` those that have none yet; `next` is the `after` of the next page.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<MailPage>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let (index, range) = match wanted.outcome.as_deref() {
        Some("stored") => (Index::MailPending, Range::All),
        Some(outcome) => (
            Index::MailByOutcome,
            Range::StartsWith(format!("{}/", word_named(outcome)?)),
        ),
        None => (Index::MailByOutcome, Range::All),
    };
    let after = match wanted.after.as_deref() {
        Some(name) => Some(place_of(&state, name, index).await?),
        None => None,
    };
    let found = state
        .store
        .find(Find {
            index,
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
    let next = last.map(|mail: &MailView| mail.mail);
    Ok(Json(MailPage { mails, next }))
}

/// `GET /api/v1/mails/{id}`: what became of one mail, and what people decided about it.
pub(crate) async fn show(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mail = state
        .store
        .mail(named(&name)?)
        .await?
        .ok_or_else(|| no_such_mail(&name))?;
    Ok(unless_known(&headers, mail.revision, &summary(&state, &mail).await?))
}

/// A mail as it is now, as a decision is answered.
pub(super) async fn present(state: &AppState, name: &str) -> Result<Response, Problem> {
    let mail = state.store.mail(named(name)?).await?;
    let mail = mail.ok_or_else(|| no_such_mail(name))?;
    Ok(tagged(mail.revision, &summary(state, &mail).await?))
}

/// The body of `release`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    #[serde(default)]
    trust: bool,
    revision: Option<u64>,
}

/// `POST /api/v1/mails/{id}/release`: a mail in quarantine counts; with `trust`, so does all that its sender writes.
pub(crate) async fn release(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Release>,
) -> Result<Response, Problem> {
    let word = if body.trust {
        MailWord::ReleasedAndTrusted
    } else {
        MailWord::Released
    };
    decide(&state, &name, (seen, body.revision), reviewer, word).await
}

/// `POST /api/v1/mails/{id}/reject`: a mail in quarantine does not count. Its bytes stay.
pub(crate) async fn reject(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Reject>,
) -> Result<Response, Problem> {
    let reason = text("reason", &body.reason)?;
    let word = MailWord::Rejected { reason };
    decide(&state, &name, (seen, body.revision), reviewer, word).await
}

async fn decide(
    state: &AppState,
    name: &str,
    (seen, revision): (Seen, Option<u64>),
    by: String,
    word: MailWord,
) -> Result<Response, Problem> {
    let (at, revision) = (state.clock.now(), seen.or(revision)?);
    let decided = quarantine::decide(&state.store, named(name)?, revision, &MailDecision { at, by, word }).await;
    let mail = decided.map_err(|why| {
        let is_stale = matches!(why, Undecided::Stale { .. });
        let problem = undecided(name, why);
        if is_stale { seen.stale(problem) } else { problem }
    })?;
    Ok(tagged(mail.revision, &summary(state, &mail).await?))
}

/// `GET /api/v1/senders`: whose mail people have said to count, or not to count any more.
pub(crate) async fn senders(State(state): State<AppState>) -> Result<Json<SenderList>, Problem> {
    let senders = quarantine::senders(&state.store).await?;
    Ok(Json(SenderList { senders }))
}

/// The body of `distrust`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Distrust {
    address: String,
}

/// `POST /api/v1/senders/distrust`: what was said about a sender is taken back.
pub(crate) async fn distrust(
    State(state): State<AppState>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Distrust>,
) -> Result<Json<Sender>, Problem> {
    let taken_back = quarantine::distrust(&state.store, &body.address, &reviewer, state.clock.now()).await;
    let sender = taken_back.map_err(|why| undecided(&body.address, why))?;
    Ok(Json(sender))
}

fn undecided(name: &str, why: Undecided) -> Problem {
    match why {
        Undecided::NoSuchMail => no_such_mail(name),
        Undecided::NoSuchSender(_) => Problem::new(StatusCode::NOT_FOUND, "There is no such sender", sentence(&why)),
        Undecided::NotInQuarantine(_) | Undecided::NoSender => Problem::not_now(sentence(&why)),
        Undecided::Stale { .. } => Problem::new(StatusCode::CONFLICT, "Somebody was faster", sentence(&why)),
        Undecided::Store(error) => error.into(),
    }
}

/// An error as a sentence; addresses that strangers typed stay short.
fn sentence(why: &Undecided) -> String {
    let mut letters = why.to_string().chars().take(300).collect::<String>();
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    letters + "."
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
            "outcome: expected one of stored, {}, found {name:?}.",
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
async fn place_of(state: &AppState, name: &str, listed: Index) -> Result<(String, Key), Problem> {
    let id = named(name)?;
    let record = state
        .store
        .get(&Key::Mail(id))
        .await?
        .ok_or_else(|| no_such_mail(name))?;
    let value = entries(&record).into_iter().find(|(index, _)| *index == listed);
    let (_, value) = value.ok_or_else(|| Problem::invalid("after: expected a mail of this list."))?;
    Ok((value, Key::Mail(id)))
}

async fn summary(state: &AppState, mail: &MailRecord) -> Result<MailView, StoreError> {
    let reading = state.store.reading(mail.id).await?;
    let (outcome, reason, about) = match &mail.status {
        MailStatus::Stored => ("stored", "not read yet", None),
        MailStatus::Settled { outcome, reason, .. } => (outcome.word(), reason.as_str(), Some(json!(outcome))),
    };
    Ok(MailView {
        mail: mail.id,
        from: reading.map(|row| json!(row.extraction.submitter)),
        message_id: mail.message_id.clone(),
        received_at: mail.received_at,
        size: mail.size,
        found: mail.found.to_string(),
        outcome,
        reason: reason.to_owned(),
        about,
        decisions: mail.decisions.clone(),
        revision: mail.revision,
    })
}
