//! Keeps everything, and is the only part that knows a database.
//!
//! - [`Store`]: the small trait that a backend implements: commit, get, find, scan, raw mails; [`Frozen`]: all of it as it
//!   was at one moment, for backups.
//! - [`record`]: everything that is kept; [`index`]: by what it is found; [`read`]: typed questions on top of the trait.
//! - [`commit`]: the one door: the only place that turns events into writes of tickets.
//! - `sled`: the embedded backend; [`blobs`]: raw mails as files beside it.
//! - [`erase`]: the only place that rewrites what has happened: people are taken out of it.
//! - [`telling`]: who is to be told of an event, in the same transaction.
//! - [`transfer`]: `export` and `import` as JSON Lines.
//!
//! A crash in a commit leaves all of it or nothing of it. `commit` returns only when the writes survive a power cut.

use async_trait::async_trait;
use tokio::sync::watch;

use crate::domain::ids::{MailId, TicketId};

pub mod blobs;
pub mod commit;
pub mod erase;
pub mod index;
pub mod read;
pub mod record;
pub mod sled;
pub mod telling;
pub mod transfer;

pub use index::{Find, Index};
pub use record::{Key, Record};

/// Marks a folder in which a restore has begun and not ended. It is not opened as a store.
pub const UNFINISHED_RESTORE: &str = "restore-unfinished";

/// Why the store could not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Somebody else wrote the record first. Read again and decide again.
    #[error("{key:?} was changed by somebody else: expected {expected}, found {found}")]
    Conflict {
        /// Which record.
        key: Box<Key>,
        /// What the writer expected, in words.
        expected: String,
        /// What is there, in words.
        found: String,
    },
    /// Another process has the store open.
    #[error("the store at {path} is in use by another process; stop it first, or point `store.path` elsewhere")]
    InUse {
        /// Where the store is.
        path: String,
    },
    /// What is stored cannot be trusted. Nothing is overwritten.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The store was written by a newer greenroom.
    #[error("the store has schema {found}, this greenroom knows up to {known}; run the newer greenroom")]
    TooNew {
        /// What the store says.
        found: u32,
        /// What this program knows.
        known: u32,
    },
    /// The disk is full. Intake pauses until there is room.
    #[error("the disk of the store is full: {0}")]
    Full(String),
    /// The disk or the database failed; trying again later may help.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// What a write expects to find; the guard that makes two writers safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing is there yet.
    Absent,
    /// The record is there at this revision.
    Revision(u64),
}

/// One guarded write.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// What to keep.
    pub record: Record,
    /// What must be there now.
    pub expected: Expected,
}

/// Writes that happen together or not at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// In order. A key appears once.
    pub writes: Vec<Write>,
    /// Records that go, with the revision that must be there now. None of them is written as well.
    pub removals: Vec<(Key, u64)>,
    /// The opening of the store ([`Store::openings`]) under which this was decided. Set where what was read and not written
    /// matters: after a failure of the disk it may be gone, and the batch is refused.
    pub opening: Option<u64>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record that must not be there yet.
    pub fn insert(&mut self, record: Record) -> &mut Self {
        self.writes.push(Write {
            record,
            expected: Expected::Absent,
        });
        self
    }

    /// Adds a new version of a record; its own revision must be one above that of the version it was made from.
    pub fn update(&mut self, record: Record) -> &mut Self {
        let expected = Expected::Revision(record.revision().saturating_sub(1));
        self.writes.push(Write { record, expected });
        self
    }
}

/// A place that keeps records and raw mails. All backends pass the same contract tests (`tests/store_contract.rs`).
///
/// Typed questions such as `store.ticket(id)` are in [`read`].
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Writes all of `batch` or nothing. When it returns, the writes survive a crash and a power cut.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a guard does not hold; then nothing was written.
    async fn commit(&self, batch: Batch) -> Result<(), StoreError>;

    /// The record at `key`.
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError>;

    /// Keys by an index, in the order of the index value and then of the key.
    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError>;

    /// At most `limit` records in the order of their keys, after `after`; for export and start-up checks.
    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError>;

    /// Stores raw mails for good, each under the hash of its bytes. Storing one again changes nothing.
    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError>;

    /// Removes raw mails for good. Waits until nobody relies on all of them being there ([`Store::freeze`]).
    ///
    /// # Errors
    /// What the disk says; then some of them may be gone.
    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError>;

    /// The bytes of a mail, exactly as they arrived.
    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Everything as it is now, to be read at leisure while others write on. What is in it was durable before this returns.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when too many are being read already.
    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError>;

    /// A ticket number that nobody else was given since the store was opened. Unused numbers may be given again later.
    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError>;

    /// Whether no other process can have this store open, so that what a dead one left behind is free at once.
    fn is_exclusive(&self) -> bool;

    /// How often the store was opened in this process; more than once only when the disk failed meanwhile.
    fn openings(&self) -> u64;

    /// Counts commits; workers wait on it. Subscribe before looking for work.
    fn commits(&self) -> watch::Receiver<u64>;
}

/// The store as it was at one moment. Writes go on meanwhile and are not seen here.
#[async_trait]
pub trait Frozen: Send + Sync {
    /// At most `limit` records in the order of their keys, after `after`; empty only at the end.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the moment is lost: the store was opened anew, or too much was written meanwhile.
    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError>;

    /// The bytes of a mail. None is removed while this lives.
    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError>;
}
