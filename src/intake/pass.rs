//! What every pass over a source is given, and what it counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clock::SharedClock;
use crate::config::Config;
use crate::domain::mail::FolderKey;
use crate::store::Store;

use super::accept::AcceptReport;
use super::error::IntakeError;
use super::space::SpaceFloor;

/// What every source works with.
#[derive(Clone)]
pub(crate) struct Tools {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: SharedClock,
    pub(crate) floor: SpaceFloor,
}

impl Tools {
    pub(crate) fn new(config: &Config, store: &Arc<dyn Store>, clock: &SharedClock) -> Self {
        Self {
            store: Arc::clone(store),
            clock: Arc::clone(clock),
            floor: SpaceFloor::of(config),
        }
    }
}

/// What one pass over a folder did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PassReport {
    /// Mails that were not known before.
    pub new_mails: u64,
    /// Messages whose bytes were known already.
    pub again: u64,
    /// Messages listed as refused.
    pub refused: u64,
    /// Messages listed as vanished.
    pub vanished: u64,
    /// Messages listed as old.
    pub old: u64,
    /// Messages that the mailbox was told about.
    pub acknowledged: u64,
}

impl PassReport {
    /// How many messages got their ledger row.
    pub fn rows(&self) -> u64 {
        self.new_mails + self.again + self.refused + self.vanished + self.old
    }
}

/// How a pass gets on, for a progress bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Messages that are about to be taken.
    Found {
        /// Where.
        folder: FolderKey,
        /// How many.
        messages: u64,
        /// How large in all, as the source says.
        bytes: u64,
    },
    /// Messages that are stored for good.
    Taken {
        /// Where.
        folder: FolderKey,
        /// How many.
        messages: u64,
    },
    /// The folder could not be read to its end; what was taken is safe.
    Failed {
        /// Where.
        folder: FolderKey,
        /// Why, in one sentence.
        words: String,
    },
}

/// One pass: its counts, and who wants to hear of them.
pub(crate) struct Pass<'a> {
    pub(crate) report: PassReport,
    /// What went wrong without stopping the pass: the mailbox could not be told. It is tried again in each pass.
    pub(crate) complaint: Option<IntakeError>,
    pub(crate) progress: &'a mut (dyn FnMut(Progress) + Send),
}

impl<'a> Pass<'a> {
    pub(crate) fn new(progress: &'a mut (dyn FnMut(Progress) + Send)) -> Self {
        Self {
            report: PassReport::default(),
            complaint: None,
            progress,
        }
    }

    pub(crate) fn found<K>(&mut self, folder: &FolderKey, sizes: &BTreeMap<K, u64>) {
        (self.progress)(Progress::Found {
            folder: folder.clone(),
            messages: sizes.len() as u64,
            bytes: sizes.values().sum(),
        });
    }

    pub(crate) fn accepted(&mut self, folder: &FolderKey, report: &AcceptReport) {
        self.report.new_mails += report.new_mails;
        self.report.again += report.again;
        self.report.refused += report.refused;
        self.report.vanished += report.vanished;
        self.report.old += report.old;
        (self.progress)(Progress::Taken {
            folder: folder.clone(),
            messages: report.new_mails + report.again + report.refused + report.vanished + report.old + report.kept,
        });
    }
}
