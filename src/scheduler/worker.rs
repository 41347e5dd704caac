//! The loop of every worker: look for work, do it, sleep until a commit or the next due time.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{Timestamp, ToSpan};
use tokio::sync::watch;
use tracing::{debug, error};

use crate::clock::SharedClock;
use crate::store::Store;

/// After a failure of the store or the like the worker tries again this much later.
const RETRY_SECONDS: i64 = 5;

/// What one pass of a worker did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many pieces of work.
    pub done: usize,
    /// When there will be work again, as far as can be told now.
    pub next: Option<Timestamp>,
    /// Why the pass was cut short, if it was.
    pub failed: Option<String>,
}

impl Report {
    /// A pass that was cut short.
    pub fn failed(why: impl Into<String>) -> Self {
        Self {
            done: 0,
            next: None,
            failed: Some(why.into()),
        }
    }
}

/// Work that is done in passes. A pass takes no input but the time, finds its work in the store, and can be repeated.
#[async_trait]
pub trait Worker: Send + Sync + 'static {
    /// A word for the log.
    fn name(&self) -> &'static str;

    /// Does all the work that there is at `now`.
    async fn run_once(&self, now: Timestamp) -> Report;
}

/// Runs a worker until `shutdown` says true, or nobody is left who could say so.
pub async fn run(
    worker: Arc<dyn Worker>,
    store: Arc<dyn Store>,
    clock: SharedClock,
    mut shutdown: watch::Receiver<bool>,
) {
    let mut commits = store.commits();
    while !*shutdown.borrow() {
        // Marked as seen before the work is looked for, so that what comes in meanwhile wakes us again.
        commits.borrow_and_update();
        let now = clock.now();
        let report = worker.run_once(now).await;
        debug!(worker = worker.name(), done = report.done, "a pass");
        let wake = match &report.failed {
            Some(why) => {
                error!(worker = worker.name(), why, "a pass was cut short; it is tried again");
                now.checked_add(RETRY_SECONDS.seconds()).ok()
            }
            None => report.next,
        };
        let waiting = async {
            match wake {
                Some(wake) => clock.sleep_until(wake).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = shutdown.changed() => {
                // Whoever could have told us to stop is gone. To go on would be a loop that never waits again.
                if changed.is_err() { return; }
            }
            changed = commits.changed(), if report.failed.is_none() => {
                // The store is gone; there is nothing left to do.
                if changed.is_err() { return; }
            }
            () = waiting => {}
        }
    }
}
