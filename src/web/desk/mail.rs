//! The ledger: every message that was seen in the mailboxes, and what became of it; by outcome or sender, the newest first.
//! For Customer Solutions.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::listing::{A_PAGE, Filter, address, slice};
use super::rows;
use super::visit::Visit;
use crate::domain::ids::TicketId;
use crate::domain::mail::{LedgerRow, MailRecord, MailStatus, Outcome, Taken};
use crate::store::index::Range;
use crate::store::index::lists::{APART, EVERYTHING, scope_of};
use crate::store::{Find, Index, Key, Record, StoreError};

/// A row of the ledger, with what became of the mail.
struct MailView {
    /// The page of the mail, where it was stored.
    href: String,
    outcome: String,
    tone: &'static str,
    reason: String,
    tickets: Vec<String>,
    from: String,
    place: String,
    seen: String,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/mail.html")]
struct Page {
    frame: Frame,
    zone: String,
    filters: Vec<Filter>,
    outcome: String,
    from: String,
    mails: Vec<MailView>,
    next: Option<String>,
    is_first: bool,
}

/// What is asked of the ledger.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    outcome: String,
    from: String,
    after: String,
}

/// What intake says of messages that it did not store.
const FATES: [&str; 3] = ["not fetched", "vanished", "old"];

/// `GET /mail`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    answered(shown(&state, &visit, &asked).await)
}

async fn shown(state: &AppState, visit: &Visit, asked: &Asked) -> Answer {
    let from = asked.from.trim();
    let known = Outcome::WORDS.into_iter().chain(["stored"]).chain(FATES);
    let outcome = known
        .into_iter()
        .find(|word| *word == asked.outcome)
        .unwrap_or_default();
    let (index, kind) = match (from, outcome) {
        ("", "") => (Index::LedgerByAge, EVERYTHING.to_owned()),
        ("", fate) if FATES.contains(&fate) => (Index::LedgerByAge, fate.to_owned()),
        ("", outcome) => (Index::MailByAge, outcome.to_owned()),
        (from, _) => (Index::MailByAge, format!("@{}", scope_of(from))),
    };
    let range = Range::StartsWith(format!("{kind}{APART}"));
    let found = slice(state.store.as_ref(), index, range, &asked.after, A_PAGE).await?;
    let mut mails = Vec::new();
    for (_, key) in &found.found {
        mails.extend(view(state, key).await?);
    }
    let body = Page {
        frame: Frame::new(state, visit, Part::Mail, "Mail"),
        zone: rows::zone(state),
        filters: filters(outcome, from),
        next: found
            .next
            .map(|after| address("/mail", &[("outcome", outcome), ("from", from), ("after", &after)])),
        outcome: outcome.to_owned(),
        from: from.to_owned(),
        mails,
        is_first: asked.after.is_empty(),
    };
    Ok(page(StatusCode::OK, &body))
}

fn filters(outcome: &str, from: &str) -> Vec<Filter> {
    let words = [("", "All")]
        .into_iter()
        .chain(Outcome::WORDS.into_iter().map(|word| (word, word)))
        .chain([("stored", "not read yet")])
        .chain(FATES.into_iter().map(|word| (word, word)));
    words
        .map(|(key, label)| Filter {
            label: label.to_owned(),
            href: address("/mail", &[("outcome", key)]),
            is_current: from.is_empty() && key == outcome,
        })
        .collect()
}

/// The row of a mail, or of a message that was not stored.
async fn view(state: &AppState, key: &Key) -> Result<Option<MailView>, StoreError> {
    let zone = &state.config.calendar.zone;
    Ok(match state.store.get(key).await? {
        Some(Record::Ledger(row)) => {
            let mail = match &row.taken {
                Taken::Stored { mail } => state.store.mail(*mail).await?,
                Taken::Refused { .. } | Taken::Vanished | Taken::Old { .. } => None,
            };
            Some(of_ledger(&row, mail.as_ref(), zone))
        }
        Some(Record::Mail(mail)) => {
            let find = Find::is(Index::LedgerByMail, mail.id.to_string(), 1);
            let place = state.store.find(find).await?.into_iter().next();
            let place = match place {
                Some((_, Key::Ledger(key))) => key.to_string(),
                Some(_) | None => mail.found.to_string(),
            };
            Some(of_mail(&mail, place, mail.received_at, zone))
        }
        Some(_) | None => None,
    })
}

fn of_ledger(row: &LedgerRow, mail: Option<&MailRecord>, zone: &str) -> MailView {
    if let Some(mail) = mail {
        return of_mail(mail, row.key.to_string(), row.seen_at, zone);
    }
    let (outcome, tone, reason) = match &row.taken {
        Taken::Stored { .. } => ("missing", "attention", "The mail's record is missing.".to_owned()),
        Taken::Refused { reason } => ("not fetched", "attention", reason.clone()),
        Taken::Old { before } => (
            "old",
            "over",
            format!("It came before {before}, long before the first connection, and was left in the mailbox."),
        ),
        Taken::Vanished => ("vanished", "over", "It was gone before it could be fetched.".to_owned()),
    };
    MailView {
        href: String::new(),
        outcome: outcome.to_owned(),
        tone,
        reason,
        tickets: Vec::new(),
        from: String::new(),
        place: row.key.to_string(),
        seen: rows::brief(row.seen_at, zone),
    }
}

fn of_mail(mail: &MailRecord, place: String, seen: jiff::Timestamp, zone: &str) -> MailView {
    let (tone, reason, tickets) = match &mail.status {
        MailStatus::Stored => ("going", "It has not been read yet.".to_owned(), Vec::new()),
        MailStatus::Settled { outcome, reason, .. } => (tone(outcome), sentence(reason), outcome.tickets()),
    };
    MailView {
        href: format!("/mail/{}", mail.id),
        outcome: mail.word().to_owned(),
        tone,
        reason,
        tickets: tickets.iter().map(TicketId::to_string).collect(),
        from: mail.sender.clone().unwrap_or_default(),
        place,
        seen: rows::brief(seen, zone),
    }
}

fn tone(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Ticket { .. } | Outcome::Amendment { .. } | Outcome::GoLiveChange { .. } | Outcome::Reset { .. } => {
            "good"
        }
        Outcome::Duplicate { .. } | Outcome::Ignored | Outcome::Rejected => "over",
        Outcome::Quarantined | Outcome::Unparsed | Outcome::Bounce { .. } => "attention",
    }
}

/// A reason as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if words.is_empty() || words.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", letters.as_str())
}
