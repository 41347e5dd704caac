//! The task of one folder: pass, wait, pass again; after an error wait longer and longer, with jitter.
//!
//! Each folder has its own task, so one that fails never holds up another. Stopping in the middle of a pass is the
//! same as a crash there, and as harmless.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::error::{Hope, IntakeError};
use super::pass::{Pass, Tools};
use super::source::Source;
use super::status::Status;

/// The first wait after an error that may pass by itself.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The first wait after an error that needs a person.
const FIRST_WAIT_FOR_REPAIR: Duration = Duration::from_secs(30);

/// The wait after a task ended in a panic, which is a mistake of ours.
const WAIT_AFTER_PANIC: Duration = Duration::from_secs(60);

/// Returns once we are to stop; also when nobody is left who could say so.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Runs `watch_folder` again when it panics, so that a mistake at one mail does not end a folder for good.
pub(crate) async fn supervise(
    make: impl Fn() -> Source + Send + 'static,
    tools: Tools,
    status: Status,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let source = make();
        let key = source.key().clone();
        let mut task = JoinSet::new();
        task.spawn(watch_folder(source, tools.clone(), status.clone(), stop.clone()));
        match task.join_next().await {
            Some(Err(error)) if error.is_panic() => {
                tracing::error!(folder = %key, "the task of this folder failed; it starts anew, please report this");
                status.failed(
                    &key,
                    tools.clock.now(),
                    "its task failed and starts anew; please report this".into(),
                );
            }
            Some(Ok(()) | Err(_)) | None => return,
        }
        tokio::select! {
            () = tools.clock.sleep(WAIT_AFTER_PANIC) => {}
            () = stopped(&mut stop) => return,
        }
    }
}

/// Watches one folder until told to stop.
async fn watch_folder(mut source: Source, tools: Tools, status: Status, mut stop: watch::Receiver<bool>) {
    let key = source.key().clone();
    let mut waits = Waits::new();
    loop {
        let mut progress = |_| {};
        let mut pass = Pass::new(&mut progress);
        let result = tokio::select! {
            result = source.pass(&tools, &mut pass) => result,
            () = stopped(&mut stop) => return,
        };
        let (report, complaint) = (pass.report, pass.complaint);
        status.took(&key, report);
        if report.rows() > 0 {
            tracing::info!(folder = %key, new = report.new_mails, again = report.again, refused = report.refused,
                vanished = report.vanished, "mail taken in");
            waits = Waits::new();
        }
        let result = match result {
            Ok(()) => {
                waits = Waits::new();
                status.passed(&key, tools.clock.now(), complaint.as_ref());
                if let Some(error) = complaint {
                    tracing::warn!(folder = %key, %error, "mail is taken, but the mailbox cannot be told");
                }
                source.wait(&tools, &mut stop).await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = result {
            let wait = waits.after(&error);
            tracing::warn!(folder = %key, %error, wait_seconds = wait.as_secs(), "this folder is tried again later");
            status.failed(&key, tools.clock.now(), error.to_string());
            tokio::select! {
                () = tools.clock.sleep(wait) => {}
                () = stopped(&mut stop) => {}
            }
        }
        if *stop.borrow() {
            source.close().await;
            return;
        }
    }
}

/// How long to wait after each error in a row.
pub(crate) struct Waits {
    soon: ExponentialBackoff,
    repair: ExponentialBackoff,
}

impl Waits {
    pub(crate) fn new() -> Self {
        let growing = |first, hope: Hope| {
            ExponentialBuilder::new()
                .with_min_delay(first)
                .with_max_delay(hope.longest_wait())
                .without_max_times()
                .with_jitter()
                .build()
        };
        Self {
            soon: growing(FIRST_WAIT, Hope::Soon),
            repair: growing(FIRST_WAIT_FOR_REPAIR, Hope::AfterRepair),
        }
    }

    pub(crate) fn after(&mut self, error: &IntakeError) -> Duration {
        let hope = error.hope();
        let next = match hope {
            Hope::Soon => self.soon.next(),
            Hope::AfterRepair => self.repair.next(),
        };
        next.unwrap_or(hope.longest_wait())
    }
}
