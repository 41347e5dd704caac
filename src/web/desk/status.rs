//! How the program gets on with mailboxes and mail servers, and what its configuration says. For administrators.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::rows;
use super::visit::Visit;
use crate::config::TransportConfig;
use crate::config::check;
use crate::domain::outbox::AttemptResult;
use crate::domain::wording::counted;
use crate::intake::status::FolderStatus;
use crate::store::index::Range;
use crate::store::{Find, Index, Record, StoreError};

/// More than so many are "many".
const MOST_COUNTED: usize = 1000;

struct FolderRow {
    name: String,
    state: &'static str,
    tone: &'static str,
    trouble: String,
    last: String,
    story: String,
}

struct Out {
    way: String,
    from: String,
    counts: Vec<(&'static str, String)>,
    state: &'static str,
    tone: &'static str,
    trouble: String,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/status.html")]
struct Page {
    frame: Frame,
    is_watching: bool,
    folders: Vec<FolderRow>,
    out: Out,
    webhooks: Vec<WebhookRow>,
    configuration: String,
}

struct WebhookRow {
    name: String,
    state: &'static str,
    tone: &'static str,
    trouble: String,
    story: String,
}

/// `GET /settings/status`.
pub(in crate::web) async fn show(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    answered(shown(&state, &visit).await)
}

async fn shown(state: &AppState, visit: &Visit) -> Answer {
    let watching = state.watching.get();
    let folders = watching.map(|status| status.folders()).unwrap_or_default();
    let zone = &state.config.calendar.zone;
    let body = Page {
        frame: Frame::new(state, visit, Part::Settings, "Status"),
        is_watching: watching.is_some(),
        folders: folders
            .iter()
            .map(|(key, status)| folder(key.to_string(), status, zone))
            .collect(),
        out: out(state).await?,
        webhooks: webhooks(state).await?,
        configuration: check::effective(&state.config),
    };
    Ok(page(StatusCode::OK, &body))
}

fn folder(name: String, status: &FolderStatus, zone: &str) -> FolderRow {
    let (state, tone) = match (&status.last_error, status.last_pass) {
        (Some(_), _) => ("in trouble", "attention"),
        (None, Some(_)) => ("read", "good"),
        (None, None) => ("not read yet", "going"),
    };
    let trouble = status.last_error.as_ref();
    FolderRow {
        name,
        state,
        tone,
        trouble: trouble.map_or_else(String::new, |one| {
            format!("{}: {}", rows::moment(one.at, zone), one.words)
        }),
        last: status
            .last_pass
            .map_or_else(|| "not yet".into(), |at| rows::moment(at, zone)),
        story: format!(
            "read {}, {} failed; {}, {} refused",
            counted(status.passes, "time", "times"),
            status.failures,
            counted(status.mails_taken, "new mail", "new mails"),
            status.refused
        ),
    }
}

async fn out(state: &AppState) -> Result<Out, StoreError> {
    let outbound = &state.config.outbound;
    let way = match &outbound.transport {
        TransportConfig::Smtp(smtp) => format!("the mail server {}, port {}", smtp.host, smtp.port()),
        TransportConfig::Maildir { path } => format!("the folder {}, for trials", path.display()),
    };
    let mut counts = Vec::new();
    for (label, word) in [
        ("Waiting", "waiting"),
        ("Paused", "paused"),
        ("Given up", "dead"),
        ("Sent", "sent"),
    ] {
        let found = state
            .store
            .find(Find::is(Index::OutboxByState, word, MOST_COUNTED))
            .await?;
        let words = match found.len() {
            MOST_COUNTED => format!("{MOST_COUNTED} or more"),
            few => few.to_string(),
        };
        counts.push((label, words));
    }
    let trouble = hindered(state).await?;
    let (standing, tone) = if trouble.is_empty() {
        ("no trouble", "good")
    } else {
        ("in trouble", "attention")
    };
    Ok(Out {
        way,
        from: outbound.from.clone(),
        counts,
        state: standing,
        tone,
        trouble,
    })
}

/// How each endpoint that is told of events gets on.
async fn webhooks(state: &AppState) -> Result<Vec<WebhookRow>, StoreError> {
    let mut rows = Vec::new();
    for webhook in &state.config.webhook {
        let (mut counts, mut trouble) = (Vec::new(), String::new());
        for word in ["told", "waiting", "given up"] {
            let find = Find {
                index: Index::DeliveryByState,
                range: Range::StartsWith(format!("{}/{word}/", webhook.name)),
                after: None,
                limit: MOST_COUNTED,
            };
            let found = state.store.find(find).await?;
            if let Some((_, key)) = found.last()
                && let Some(Record::Delivery(last)) = state.store.get(key).await?
                && let (Some(why), true) = (last.trouble, word != "told")
            {
                let at = rows::moment(last.happened_at, &state.config.calendar.zone);
                trouble = format!("{} of {at}: {why}", last.ticket);
            }
            counts.push(found.len());
        }
        let (standing, tone) = match (trouble.is_empty(), counts[2]) {
            (_, 1..) => ("some given up", "attention"),
            (false, 0) => ("in trouble", "attention"),
            (true, 0) => ("no trouble", "good"),
        };
        rows.push(WebhookRow {
            name: webhook.name.clone(),
            state: standing,
            tone,
            trouble,
            story: format!(
                "{} told within a week, {} waiting, {} given up",
                counts[0], counts[1], counts[2]
            ),
        });
    }
    Ok(rows)
}

/// What stood in the way of the next mail, if something did and it still waits.
async fn hindered(state: &AppState) -> Result<String, StoreError> {
    for (_, key) in state.store.find(Find::is(Index::OutboxByState, "waiting", 20)).await? {
        let Some(Record::Outbox(row)) = state.store.get(&key).await? else {
            continue;
        };
        if let Some(attempt) = row.attempts.last()
            && let AttemptResult::Hindered { reason } = &attempt.result
        {
            let at = rows::moment(attempt.at, &state.config.calendar.zone);
            return Ok(format!("{at}: {reason}"));
        }
    }
    Ok(String::new())
}
