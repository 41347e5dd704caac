//! What the administrator does with everything at once: a backup.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use futures::stream;
use tracing::{error, info};

use crate::store::StoreError;
use crate::store::transfer::Exporting;

use super::super::router::AppState;
use super::problem::Problem;

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
