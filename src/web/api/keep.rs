//! What the administrator does with everything at once: a backup, an erasure.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use futures::stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tracing::{error, info};

use crate::erasure::{self, EraseError, Report, Wish};
use crate::store::StoreError;
use crate::store::record::Erasure;
use crate::store::transfer::Exporting;

use super::super::router::AppState;
use super::body::{self, Reviewer};
use super::problem::Problem;

/// While the work goes on an empty line is sent this often, so that nobody gives up waiting.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// JSON, a line at a time.
const LINES: &str = "application/x-ndjson";

/// `GET /api/v1/backup`: everything as it is at this moment, as an export. Writes go on meanwhile. The last line counts the
/// others; an answer without it was cut off. The keys of the links are not in it.
pub(crate) async fn backup(State(state): State<AppState>) -> Result<impl IntoResponse + use<>, Problem> {
    let begun = Exporting::begin(&state.store, Some(state.clock.now())).await;
    let exporting = begun.map_err(|failure| match failure {
        StoreError::Failed(words) => Problem::not_now(format!("The store failed: {words}.")),
        failure @ (StoreError::Conflict { .. }
        | StoreError::InUse { .. }
        | StoreError::Damaged(_)
        | StoreError::TooNew { .. }
        | StoreError::Full(_)) => failure.into(),
    })?;
    info!("a backup has begun");
    let lines = stream::try_unfold(exporting, async |mut exporting| match exporting.next().await {
        Ok(Some(lines)) => Ok(Some((lines, exporting))),
        Ok(None) => {
            let counts = exporting.counts();
            info!(
                records = counts.records,
                mails = counts.mails,
                missing = counts.missing,
                "a backup was handed over"
            );
            Ok(None)
        }
        Err(failure) => {
            error!(%failure, "a backup was broken off");
            Err(failure)
        }
    });
    Ok(([(CONTENT_TYPE, LINES)], Body::from_stream(lines)))
}

/// The body of `erase`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Erase {
    address: String,
    /// Without it, nothing is changed: the answer says what would be.
    #[serde(default)]
    confirm: bool,
    #[serde(default)]
    take_out: bool,
    #[serde(default)]
    shared: bool,
}

/// `POST /api/v1/erase`: what is kept of a person goes. It reads every mail, so the answer may take its time; it is one JSON
/// object, with `problem` when nothing was done.
pub(crate) async fn erase(
    State(state): State<AppState>,
    Reviewer(reviewer): Reviewer,
    body::Body(asked): body::Body<Erase>,
) -> Result<impl IntoResponse + use<>, Problem> {
    if asked.address.trim().parse::<lettre::Address>().is_err() {
        return Err(Problem::invalid(
            "address: expected an address such as kim@acme.example.",
        ));
    }
    let wish = Wish {
        address: asked.address,
        take_out: asked.take_out,
        shared: asked.shared,
    };
    let now = state.clock.now();
    // A task of its own, so that it comes to its end whether or not somebody waits for the answer.
    let working = tokio::spawn(async move {
        match asked.confirm {
            true => erasure::erase(&state.store, &wish, &reviewer, now).await,
            false => erasure::look(&state.store, &wish).await,
        }
    });
    let lines = stream::unfold(Some(working), async |working| {
        let mut working = working?;
        match timeout(SIGN_OF_LIFE, &mut working).await {
            Ok(ended) => Some((Ok::<_, Infallible>(outcome(ended)), None)),
            Err(_) => Some((Ok("\n".to_owned()), Some::<JoinHandle<_>>(working))),
        }
    });
    Ok(([(CONTENT_TYPE, "application/json")], Body::from_stream(lines)))
}

/// What an erasure answers: a report, or the problem that stood in its way.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Erased {
    /// What was found, and what was done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Value>,
    /// Whether nothing of the person is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
    /// Why nothing was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

fn outcome(ended: Result<Result<Report, EraseError>, tokio::task::JoinError>) -> String {
    let problem = match ended {
        Ok(Ok(report)) => {
            let erased = Erased {
                complete: Some(report.is_complete()),
                report: Some(json!(report)),
                problem: None,
            };
            return json!(erased).to_string();
        }
        Ok(Err(why)) => why.to_string(),
        Err(_) => "the erasure has broken; some of it may be done, do it again".to_owned(),
    };
    // Why may not be said in the log: it is for whoever asked.
    error!("an erasure was not done");
    let erased = Erased {
        problem: Some(problem),
        ..Erased::default()
    };
    json!(erased).to_string()
}

/// That people were erased.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ErasureList {
    erasures: Vec<Erasure>,
}

/// `GET /api/v1/erasures`: when people were erased and by whom, and nothing about them.
pub(crate) async fn erasures(State(state): State<AppState>) -> Result<Json<ErasureList>, Problem> {
    let erasures = state.store.erasures().await?;
    Ok(Json(ErasureList { erasures }))
}
