//! Reading what goes out.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::router::AppState;
use super::body::{Parameters, page_limit};
use super::problem::Problem;
use crate::domain::ids::{OutboxId, PersonNo};
use crate::domain::outbox::{Attempt, OutboxRow, OutboxState};
use crate::store::index::{Range, instant};
use crate::store::{Find, Index, Key, Record};

/// Which outgoing mails are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Where they stand.
    state: Option<Standing>,
    /// The `next` of the page before.
    after: Option<String>,
    /// At most so many, 50 if nothing is said.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<usize>,
}

/// Where an outgoing mail stands.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    Waiting,
    Sending,
    Paused,
    Sent,
    Dead,
    Withdrawn,
}

impl Standing {
    fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Paused => "paused",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A page of outgoing mails.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OutboxPage {
    mails: Vec<Outgoing>,
    next: Option<String>,
}

/// An outgoing mail.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outgoing {
    /// The name of this work.
    id: OutboxId,
    ticket: String,
    /// Who gets the link that it brings; nobody where it is a note to the account manager.
    person: Option<PersonNo>,
    /// Which of the person's links that is.
    number: Option<u32>,
    to: String,
    message_id: String,
    queued_at: Timestamp,
    state: OutboxState,
    attempts: Vec<Attempt>,
}

impl From<OutboxRow> for Outgoing {
    fn from(row: OutboxRow) -> Self {
        let (person, number) = row.brings.person().unzip();
        Self {
            id: row.id,
            ticket: row.ticket.to_string(),
            person,
            number,
            to: row.to,
            message_id: row.message_id,
            queued_at: row.queued_at,
            state: row.state,
            attempts: row.attempts,
        }
    }
}

/// `GET /api/v1/outbox`: outgoing mails by when they were queued, or of one state.
pub(crate) async fn list(
    State(state): State<AppState>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<OutboxPage>, Problem> {
    let limit = page_limit(wanted.limit)?;
    let (index, range) = match wanted.state {
        Some(standing) => (Index::OutboxByState, Range::Is(standing.word().into())),
        None => (Index::OutboxByQueued, Range::All),
    };
    let after = match wanted.after {
        None => None,
        Some(name) => {
            let id = OutboxId(name);
            let row = state.store.outbox_row(&id).await?;
            let unknown = || Problem::invalid("after: expected the `next` of an earlier page.");
            let row = row.ok_or_else(unknown)?;
            let value = match wanted.state {
                Some(standing) => standing.word().to_owned(),
                None => instant(row.queued_at),
            };
            Some((value, Key::Outbox(id)))
        }
    };
    let find = Find {
        index,
        range,
        after,
        limit,
    };
    let mut mails: Vec<Outgoing> = Vec::new();
    let found = state.store.find(find).await?;
    for (_, key) in &found {
        if let Some(Record::Outbox(row)) = state.store.get(key).await? {
            mails.push(row.into());
        }
    }
    let last = mails.last().filter(|_| found.len() == limit);
    let next = last.map(|mail| mail.id.to_string());
    Ok(Json(OutboxPage { mails, next }))
}
