//! How each watched folder gets on, for `greenroom doctor` and the desk. Memory only: it tells of this run.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::domain::mail::FolderKey;

use super::error::IntakeError;
use super::pass::PassReport;

/// How one folder gets on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderStatus {
    /// When it was last read to its end.
    pub last_pass: Option<Timestamp>,
    /// What is wrong: why the last try failed, or that the mailbox cannot be told. Gone once all is well.
    pub last_error: Option<FolderFailure>,
    /// How often it was read to its end in this run.
    pub passes: u64,
    /// How many tries failed in this run.
    pub failures: u64,
    /// How many new mails were taken in this run.
    pub mails_taken: u64,
    /// How many messages were listed as refused in this run.
    pub refused: u64,
}

/// Why a try failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderFailure {
    /// When.
    pub at: Timestamp,
    /// Why, in a sentence.
    pub words: String,
}

/// How all watched folders get on; cheap to clone, shared by all tasks.
#[derive(Debug, Clone)]
pub struct Status {
    folders: Arc<watch::Sender<BTreeMap<FolderKey, FolderStatus>>>,
}

impl Status {
    pub(crate) fn new(folders: impl IntoIterator<Item = FolderKey>) -> Self {
        let folders = folders.into_iter().map(|key| (key, FolderStatus::default()));
        Self {
            folders: Arc::new(watch::Sender::new(folders.collect())),
        }
    }

    /// Every watched folder as it is now.
    pub fn folders(&self) -> BTreeMap<FolderKey, FolderStatus> {
        self.folders.borrow().clone()
    }

    /// Changes whenever a pass ends.
    pub fn subscribe(&self) -> watch::Receiver<BTreeMap<FolderKey, FolderStatus>> {
        self.folders.subscribe()
    }

    pub(crate) fn took(&self, folder: &FolderKey, report: PassReport) {
        self.change(folder, |status| {
            status.mails_taken += report.new_mails;
            status.refused += report.refused;
        });
    }

    pub(crate) fn passed(&self, folder: &FolderKey, now: Timestamp, complaint: Option<&IntakeError>) {
        self.change(folder, |status| {
            status.last_pass = Some(now);
            status.last_error = complaint.map(|error| FolderFailure {
                at: now,
                words: error.to_string(),
            });
            status.passes += 1;
        });
    }

    pub(crate) fn failed(&self, folder: &FolderKey, now: Timestamp, words: String) {
        self.change(folder, |status| {
            status.last_error = Some(FolderFailure { at: now, words });
            status.failures += 1;
        });
    }

    fn change(&self, folder: &FolderKey, change: impl FnOnce(&mut FolderStatus)) {
        self.folders
            .send_modify(|folders| change(folders.entry(folder.clone()).or_default()));
    }
}
