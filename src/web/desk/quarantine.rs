//! Mails in quarantine: the list, and one mail as it arrived with the cause in words. A person releases it, releases it and
//! trusts its sender, or turns it down. The page of a mail is also the original behind a ticket.
//!
//! The page shows a mail as text, cut by author, with its documents; how it was formatted is a click away in a frame that can do
//! nothing, and its files are downloads (`original`). Nothing in it is followed, fetched or run.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use greenroom_parsers::Shown;
use serde::Deserialize;

use super::super::door::{Refusal, text};
use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::guard::{Answer, REFUSED, answered};
use super::kept;
use super::original::{self, FileView, FormattedView};
use super::rows;
use super::ticket::{BlockView, PaperView, paper_of};
use super::visit::{Fields, Visit};
use crate::domain::account::Typing;
use crate::domain::ids::{MailId, TicketId};
use crate::domain::mail::{MailDecision, MailRecord, MailStatus, MailWord, Outcome};
use crate::pipeline::quarantine::{Undecided, decide as write};
use crate::store::index::Range;
use crate::store::{Find, Index, Key, Record, StoreError};

/// So many mails are on a page.
const A_PAGE: usize = 50;

/// More of a mail than a person reads; the whole is in the store.
const MOST_BYTES: usize = 256 << 10;

/// A mail that waits.
struct Row {
    id: MailId,
    from: String,
    subject: String,
    taken_in: String,
    reason: String,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/quarantine.html")]
struct List {
    frame: Frame,
    zone: String,
    mails: Vec<Row>,
    next: Option<String>,
}

/// What is asked of the pages here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    after: String,
    done: String,
}

/// `GET /quarantine`.
pub(in crate::web) async fn list(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(listed(&state, &visit, &asked).await)
}

async fn listed(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let place = asked.after.split_once('|');
    let after = place.and_then(|(id, value)| Some((value.to_owned(), Key::Mail(id.parse().ok()?))));
    let find = Find {
        index: Index::MailByOutcome,
        range: Range::StartsWith(format!("{}/", Outcome::Quarantined.word())),
        after: after.filter(|(value, _)| value.len() < 100),
        limit: A_PAGE,
    };
    let found = state.store.find(find).await?;
    let mut mails = Vec::new();
    for (_, key) in &found {
        if let Some(Record::Mail(mail)) = state.store.get(key).await? {
            let head = head(state, &mail).await?;
            mails.push(Row {
                id: mail.id,
                from: head.from,
                subject: head.subject,
                taken_in: rows::short(mail.received_at, &state.config.calendar.zone),
                reason: reason(&mail),
            });
        }
    }
    let last = found.last().filter(|_| found.len() == A_PAGE);
    let next = last.and_then(|(value, key)| {
        if let Key::Mail(id) = key {
            Some(format!("{id}|{value}"))
        } else {
            None
        }
    });
    let notice = match asked.done.as_str() {
        "released" => Some("Released: it is read in a moment, and becomes what it becomes."),
        "trusted" => Some("Released, and its sender is trusted from now on."),
        "rejected" => Some("Turned down. Its bytes stay, and it stays in the ledger."),
        _ => None,
    };
    let body = List {
        frame: Frame::new(state, visit, Part::Mail, "Quarantine")
            .saying(notice)
            .at("/quarantine"),
        zone: rows::zone(state),
        mails,
        next: next.map(|after| form_urlencoded::byte_serialize(after.as_bytes()).collect()),
    };
    Ok(page(StatusCode::OK, &body))
}

/// Why a mail is where it is, as a sentence.
fn reason(mail: &MailRecord) -> String {
    let words = match &mail.status {
        MailStatus::Stored => "it has not been read yet",
        MailStatus::Settled { reason, .. } => reason.as_str(),
    };
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Who wrote a mail and what about, as it says itself.
struct Head {
    from: String,
    subject: String,
    shown: Shown,
    raw: String,
    is_cut: bool,
    is_gone: bool,
}

async fn head(state: &AppState, mail: &MailRecord) -> Result<Head, StoreError> {
    let raw = original::bytes(state, mail.id).await?;
    let sender = mail
        .sender
        .clone()
        .unwrap_or_else(|| "no sender that could be read".into());
    let is_gone = raw.is_none();
    let raw = raw.unwrap_or_default();
    let read = tokio::task::spawn_blocking(move || (greenroom_parsers::show(&raw), raw)).await;
    let (shown, raw) = read.map_err(|_| StoreError::Failed("a task that reads a mail was stopped".into()))?;
    let outer = shown.layers.first();
    let named = outer.and_then(|layer| layer.author.name.clone());
    let subject = outer.and_then(|layer| layer.subject.clone()).unwrap_or_default();
    let is_cut = raw.len() > MOST_BYTES;
    Ok(Head {
        from: named.map_or_else(|| sender.clone(), |name| format!("{name} <{sender}>")),
        subject: if subject.is_empty() {
            "(no subject)".into()
        } else {
            subject
        },
        shown,
        raw: String::from_utf8_lossy(&raw[..raw.len().min(MOST_BYTES)]).into_owned(),
        is_cut,
        is_gone,
    })
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/one_mail.html")]
struct One {
    frame: Frame,
    id: MailId,
    revision: u64,
    outcome: &'static str,
    tone: &'static str,
    reason: String,
    head: Head,
    taken_in: String,
    place: String,
    size: u64,
    ticket: Option<TicketId>,
    paper: PaperView,
    formatted: Vec<FormattedView>,
    files: Vec<FileView>,
    decisions: Vec<(String, String)>,
    waits: bool,
    can_trust: Option<String>,
    typed: String,
    changed: bool,
    refused: Option<String>,
}

/// `GET /mail/{id}`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(mut visit): Extension<Visit>,
    Path(id): Path<String>,
) -> Response {
    match visit.typing(&state).await {
        Ok(typing) => answered(shown(&state, &visit, &id, typing.as_ref(), None).await),
        Err(failure) => frame::no_store(&failure),
    }
}

/// Why a decision was not taken.
enum Why {
    Changed,
    Refused(String),
}

async fn shown(state: &AppState, visit: &Visit, id: &str, typing: Option<&Typing>, why: Option<Why>) -> Answer {
    let found = match id.parse::<MailId>() {
        Ok(id) => state.store.mail(id).await?,
        Err(_) => None,
    };
    let Some(mail) = found else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let head = head(state, &mail).await?;
    let raw = original::bytes(state, mail.id).await?.unwrap_or_default();
    let (formatted, files) = original::view(mail.id, raw).await;
    let zone = &state.config.calendar.zone;
    let extraction = state.store.reading(mail.id).await?.map(|row| row.extraction);
    let paper = paper_of(&mail, head.shown.clone(), extraction, zone);
    let waits = mail.word() == Outcome::Quarantined.word();
    let ticket = match &mail.status {
        MailStatus::Settled { outcome, .. } => outcome.ticket(),
        MailStatus::Stored => None,
    };
    let (status, changed, refused) = match why {
        None => (StatusCode::OK, false, None),
        Some(Why::Changed) => (StatusCode::CONFLICT, true, None),
        Some(Why::Refused(words)) => (REFUSED, false, Some(words)),
    };
    let body = One {
        frame: Frame::new(state, visit, Part::Mail, head.subject.clone()).at(format!("/mail/{}", mail.id)),
        id: mail.id,
        revision: mail.revision,
        outcome: mail.word(),
        tone: if waits { "attention" } else { "over" },
        reason: reason(&mail),
        taken_in: rows::moment(mail.received_at, zone),
        place: mail.found.to_string(),
        size: mail.size,
        ticket,
        paper,
        formatted,
        files,
        decisions: mail.decisions.iter().map(|one| told(one, zone)).collect(),
        can_trust: mail.sender.clone().filter(|_| waits),
        typed: kept::field(typing, &format!("/mail/{}/reject", mail.id), "reason"),
        waits,
        head,
        changed,
        refused,
    };
    Ok(page(status, &body))
}

fn told(decision: &MailDecision, zone: &str) -> (String, String) {
    let words = match &decision.word {
        MailWord::Released => "released it".to_owned(),
        MailWord::ReleasedAndTrusted => "released it and trusts its sender".to_owned(),
        MailWord::Rejected { reason } => format!("turned it down: {reason}"),
    };
    (format!("{} {words}", decision.by), rows::short(decision.at, zone))
}

/// `POST /mail/{id}/{deed}`.
pub(in crate::web) async fn decide(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((id, deed)): Path<(String, String)>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let word = match deed.as_str() {
        "release" => Ok((MailWord::Released, "released")),
        "trust" => Ok((MailWord::ReleasedAndTrusted, "trusted")),
        "reject" => text("Reason", fields.text("reason")).map(|reason| (MailWord::Rejected { reason }, "rejected")),
        _ => return frame::wrong(&state, &visit, Wrong::NothingHere),
    };
    let (Some(account), Ok(mail)) = (visit.account(), id.parse::<MailId>()) else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let typing = kept::of(&fields, visit.path());
    let why = match word {
        Err(Refusal::Invalid(words) | Refusal::NotNow(words)) => Why::Refused(words),
        Err(Refusal::Store(failure)) => return frame::no_store(&failure),
        Err(Refusal::Stale { .. } | Refusal::NoSuchTicket(_)) => Why::Changed,
        Ok((word, done)) => {
            let seen = fields.text("revision").parse().unwrap_or(0);
            let (at, by) = (state.clock.now(), account.name.clone());
            match write(&state.store, mail, Some(seen), &MailDecision { at, by, word }).await {
                Ok(_) => return Redirect::to(&format!("/quarantine?done={done}")).into_response(),
                Err(Undecided::Store(failure)) => return frame::no_store(&failure),
                Err(Undecided::NoSuchMail) => return frame::wrong(&state, &visit, Wrong::NothingHere),
                Err(Undecided::Stale { .. } | Undecided::NotInQuarantine(_)) => Why::Changed,
                Err(other @ (Undecided::NoSender | Undecided::NoSuchSender(_))) => Why::Refused(format!("{other}.")),
            }
        }
    };
    answered(shown(&state, &visit, &id, typing.as_ref(), Some(why)).await)
}
