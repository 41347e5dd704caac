//! Where the open database is, and what happens when the disk fails it.
//!
//! After a failed write sled shows in memory what is not on the disk, and refuses every later write. So the database is closed
//! at once, before anybody is answered: nobody may tell a mailbox of a mail that a power cut would take away. It is opened
//! again as soon as the disk lets it. A crash here is one more opening.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use tracing::{info, warn};

use super::open::{self, Opened};
use crate::store::StoreError;

/// The database, open or not, and how often it was opened.
pub(super) struct Place {
    folder: PathBuf,
    opened: RwLock<Result<Opened, StoreError>>,
    openings: AtomicU64,
}

impl Place {
    /// Opens the database in `folder/sled` and reads all of it once.
    pub(super) fn open(folder: &Path) -> Result<Self, StoreError> {
        let opened = open::open(&folder.join("sled"))?;
        Ok(Self {
            folder: folder.to_owned(),
            opened: RwLock::new(Ok(opened)),
            openings: AtomicU64::new(1),
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// How often it was opened; what was read under another number may never have been on the disk.
    pub(super) fn openings(&self) -> u64 {
        self.openings.load(Ordering::SeqCst)
    }

    /// Works with the database, or says why it is closed.
    pub(super) fn with<T>(&self, work: impl FnOnce(&Opened) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // Nothing here panics halfway through a change, so what a panic elsewhere left behind is whole.
        match &*self.opened.read().unwrap_or_else(PoisonError::into_inner) {
            Ok(opened) => work(opened),
            Err(why) => Err(why.clone()),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.opened.read().unwrap_or_else(PoisonError::into_inner).is_err()
    }

    /// Closes the database; whoever asks is told `why`.
    pub(super) fn close(&self, why: &StoreError) {
        warn!(error = %why, "the store is closed until the disk can be written again; mail waits in the mailbox");
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Err(why.clone());
    }

    /// Tries to open the database again, and says whether it is open.
    pub(super) fn reopen(&self) -> bool {
        match open::open(&self.folder.join("sled")) {
            Ok(opened) => {
                // Raised first: what was read before no longer counts for a commit.
                self.openings.fetch_add(1, Ordering::SeqCst);
                *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Ok(opened);
                info!("the store is open again");
                true
            }
            Err(error) => {
                *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Err(error);
                false
            }
        }
    }
}
