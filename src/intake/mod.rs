//! Takes mail out of mailboxes and folders, for good, before anybody is told.
//!
//! ```text
//! look at the folder → fetch what is above the cursor → accept: raw mails, then one commit → tell the mailbox
//! ```
//!
//! - [`accept`]: the one door; records, ledger rows and cursor in one commit. [`fingerprint`]: what a mail says.
//! - [`imap`], `maildir`, `files` with `mbox`: the kinds of sources; `source` puts them behind one enum.
//! - `watch`: the task of one folder; [`status`]: how each gets on; [`space`]: pauses when the disk is nearly full.
//! - [`audit`]: recounts the mailboxes against the ledger.
//!
//! It does not read mails: that is the pipeline's work, which finds them as [`MailStatus::Stored`]. A crash anywhere
//! loses nothing and doubles nothing: what has no ledger row is fetched again, what has one is recognised, and what was
//! not acknowledged is told again. Starting is recovering.
//!
//! [`MailStatus::Stored`]: crate::domain::mail::MailStatus::Stored

use std::sync::Arc;

use tokio::sync::watch::Receiver;
use tokio::task::JoinSet;

use crate::clock::SharedClock;
use crate::config::Config;
use crate::domain::mail::FolderKey;
use crate::store::Store;

pub mod accept;
pub mod audit;
mod batch;
mod disk;
pub mod error;
mod files;
pub mod fingerprint;
pub mod imap;
mod maildir;
mod mbox;
mod pass;
mod source;
pub mod space;
pub mod status;
mod watch;

pub use error::IntakeError;
pub use pass::{PassReport, Progress};
pub use status::{FolderFailure, FolderStatus, Status};

use pass::{Pass, Tools};
use source::{Manner, sources};

/// How often [`once`] tries a folder in a row without getting any further.
const TRIES_WITHOUT_PROGRESS: u32 = 5;

/// The running intake.
#[derive(Debug)]
pub struct Intake {
    /// A task for each folder. They end when told to stop; dropping the set ends them at once, which is as safe.
    pub tasks: JoinSet<()>,
    /// How each folder gets on.
    pub status: Status,
}

/// Starts a task for each folder of the configuration. They run until `stop` is true or its sender is gone.
pub fn spawn(config: &Config, store: &Arc<dyn Store>, clock: &SharedClock, stop: &Receiver<bool>) -> Intake {
    let tools = Tools::new(config, store, clock);
    let config = Arc::new(config.clone());
    let keys: Vec<FolderKey> = sources(&config, Manner::Watching)
        .iter()
        .map(|source| source.key().clone())
        .collect();
    let status = Status::new(keys.clone());
    let mut tasks = JoinSet::new();
    for place in 0..keys.len() {
        let config = Arc::clone(&config);
        // The configuration does not change, so the same place always gives the same folder.
        let make = move || sources(&config, Manner::Watching).swap_remove(place);
        tasks.spawn(watch::supervise(make, tools.clone(), status.clone(), stop.clone()));
    }
    Intake { tasks, status }
}

/// What one pass over a folder came to.
#[derive(Debug)]
pub struct FolderResult {
    /// Which folder.
    pub folder: FolderKey,
    /// What was taken, also when it ended early.
    pub report: PassReport,
    /// Why it ended early, or why the mailbox could not be told of what was taken.
    pub error: Option<IntakeError>,
}

/// Goes once over every source and takes in all that is there and has no row in the ledger, also below the cursor, so
/// that it repairs what [`audit`] finds. A folder that fails is tried again as long as it gets
/// further, and a few times more; it never holds up the others.
pub async fn once(
    config: &Config,
    store: &Arc<dyn Store>,
    clock: &SharedClock,
    progress: impl FnMut(Progress) + Send,
) -> Vec<FolderResult> {
    go_over(Manner::Whole, config, store, clock, progress).await
}

/// As [`once`], and takes also what was left because it is old.
pub async fn everything(
    config: &Config,
    store: &Arc<dyn Store>,
    clock: &SharedClock,
    progress: impl FnMut(Progress) + Send,
) -> Vec<FolderResult> {
    go_over(Manner::Everything, config, store, clock, progress).await
}

async fn go_over(
    manner: Manner,
    config: &Config,
    store: &Arc<dyn Store>,
    clock: &SharedClock,
    mut progress: impl FnMut(Progress) + Send,
) -> Vec<FolderResult> {
    let tools = Tools::new(config, store, clock);
    let mut results = Vec::new();
    for mut source in sources(config, manner) {
        let mut pass = Pass::new(&mut progress);
        let error = to_the_end(&mut source, &tools, &mut pass)
            .await
            .err()
            .or(pass.complaint);
        let report = pass.report;
        let folder = source.key().clone();
        if let Some(error) = &error {
            let words = error.to_string();
            progress(Progress::Failed {
                folder: folder.clone(),
                words,
            });
        }
        source.close().await;
        results.push(FolderResult { folder, report, error });
    }
    results
}

async fn to_the_end(source: &mut source::Source, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
    let mut waits = watch::Waits::new();
    let mut tries = 1;
    loop {
        let before = pass.report.rows();
        pass.complaint = None;
        let Err(error) = source.pass(tools, pass).await else {
            return Ok(());
        };
        if pass.report.rows() > before {
            tries = 0;
            waits = watch::Waits::new();
        }
        if tries >= TRIES_WITHOUT_PROGRESS || !may_work_at_once(&error) {
            return Err(error);
        }
        tries += 1;
        tracing::info!(folder = %source.key(), %error, "this folder is tried again");
        tools.clock.sleep(waits.after(&error)).await;
    }
}

/// Whether somebody who waits for one pass should wait for another try: a connection may come back at once, but a
/// folder, a disk or a setting changes only when somebody changes it.
fn may_work_at_once(error: &IntakeError) -> bool {
    match error {
        IntakeError::Unreachable { .. }
        | IntakeError::Lost { .. }
        | IntakeError::Unreadable { .. }
        | IntakeError::Refused { .. } => true,
        IntakeError::DiskLow { .. }
        | IntakeError::Store(_)
        | IntakeError::File { .. }
        | IntakeError::Login { .. }
        | IntakeError::Token { .. }
        | IntakeError::Secret { .. }
        | IntakeError::NoSecret { .. }
        | IntakeError::Protection { .. }
        | IntakeError::NoFolder { .. } => false,
    }
}

/// Why a mail above the limit is not taken, with the numbers.
pub(crate) fn too_large(size: u64, max_mail_mb: u64) -> String {
    format!("not fetched: it has {size} bytes, `max_mail_mb` allows {max_mail_mb} MB; it stays in the mailbox")
}
