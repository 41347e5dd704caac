//! The embedded store on sled 0.34: one writer thread with group commit, an fsync of our own, checksums on every value.
//!
//! sled's own ways stay in this folder. What it gets wrong and how that is met: its flush is no fsync (we sync the log);
//! flushing from many tasks can hang (one thread flushes); a flush can sleep through the failure of its own write
//! (`alarm.rs` wakes it); a half-written snapshot stops it from opening (it is moved aside); the lock of a killed process
//! lingers (opening is tried for five seconds); after a failed write it goes on showing what is not on the disk (it is
//! closed and opened again); it takes a damaged end of the log for one that was cut off (`witness.rs` notices); it has no
//! snapshots (`frozen.rs` keeps what was there before).

mod alarm;
mod codec;
mod frozen;
mod open;
mod place;
mod witness;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use async_trait::async_trait;
use tokio::sync::{RwLock, oneshot, watch};

use super::blobs::{Blobs, sync_folder};
use super::{Batch, Find, Frozen, Key, Record, Store, StoreError, UNFINISHED_RESTORE};
use crate::domain::ids::{MailId, TicketId};
use frozen::FrozenSled;
use open::Opened;
use place::Place;
use writer::{Job, Writing};

/// So many batches may wait for the writer; more make the callers wait.
const QUEUE: usize = 1024;

/// A store in a folder of this machine.
pub struct SledStore {
    place: Arc<Place>,
    jobs: Option<SyncSender<Job>>,
    writer: Option<JoinHandle<()>>,
    commits: watch::Sender<u64>,
    last_ticket: AtomicU64,
    blobs: Blobs,
    /// Held for reading while somebody relies on all raw mails being there.
    keeping: Arc<RwLock<()>>,
}

impl SledStore {
    /// Opens the store in `folder`, making it where there is none. Blocks for up to five seconds while another process
    /// holds the lock.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Damaged`], [`StoreError::TooNew`], or what the disk says.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        if folder.join(UNFINISHED_RESTORE).exists() {
            let shown = folder.display();
            let words =
                format!("{shown}: a restore was cut off here. Empty this folder and run `greenroom restore` again");
            return Err(StoreError::Damaged(words));
        }
        Self::open_unfinished(folder)
    }

    /// [`SledStore::open`] for a restore, which marks the folder until all is there.
    ///
    /// # Errors
    /// As [`SledStore::open`].
    pub fn open_unfinished(folder: &Path) -> Result<Self, StoreError> {
        let place = Arc::new(Place::open(folder)?);
        let blobs = Blobs::open(&folder.join("mail"))?;
        // A new store is only safe when the names of its folders are.
        for above in folder.ancestors().take(2).filter(|above| !above.as_os_str().is_empty()) {
            sync_folder(above)?;
        }
        let last_ticket = place.with(|opened| Ok(last_ticket(opened, folder)?.max(given_before(opened, folder)?)))?;
        let last_ticket = AtomicU64::new(last_ticket);
        let (jobs, queue) = sync_channel::<Job>(QUEUE);
        let commits = watch::Sender::new(0);
        let writer = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn({
                let (place, commits) = (Arc::clone(&place), commits.clone());
                move || writer::run(&place, &queue, &commits)
            })
            .map_err(|error| StoreError::Failed(format!("the writer thread cannot be started: {error}")))?;
        Ok(Self {
            place,
            jobs: Some(jobs),
            writer: Some(writer),
            commits,
            last_ticket,
            blobs,
            keeping: Arc::default(),
        })
    }

    /// Gives a job to the writer. The queue is only full when the disk cannot follow; then waiting must not hold up a
    /// worker thread.
    async fn send(&self, job: Job) -> Result<(), StoreError> {
        let jobs = self.jobs.clone().ok_or_else(ended)?;
        match jobs.try_send(job) {
            Ok(()) => Ok(()),
            Err(TrySendError::Disconnected(_)) => Err(ended()),
            Err(TrySendError::Full(job)) => tokio::task::spawn_blocking(move || jobs.send(job).map_err(|_| ended()))
                .await
                .map_err(|_| ended())?,
        }
    }

    fn failed(&self, error: sled::Error) -> StoreError {
        open::of_sled(self.place.folder(), error)
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        // The writer ends when the last sender is gone; what was queued is still written.
        self.jobs = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn ended() -> StoreError {
    StoreError::Failed("the writer has ended".into())
}

fn last_ticket(opened: &Opened, folder: &Path) -> Result<u64, StoreError> {
    let last = opened.records.scan_prefix(b"T").keys().next_back();
    match last.transpose().map_err(|error| open::of_sled(folder, error))? {
        Some(bytes) => {
            let key = codec::key_of(&bytes)?;
            let Key::Ticket(id) = key else {
                return Err(StoreError::Damaged(format!("expected a ticket, found {key:?}")));
            };
            Ok(id.0)
        }
        None => Ok(0),
    }
}

/// Numbers that a lost store has given to tickets, perhaps.
fn given_before(opened: &Opened, folder: &Path) -> Result<u64, StoreError> {
    let bytes = opened.records.get(codec::key_bytes(&Key::Restoration));
    match bytes.map_err(|error| open::of_sled(folder, error))? {
        Some(bytes) => {
            let record = codec::decode(&bytes)?;
            let Record::Restoration(restoration) = record else {
                let found = record.key();
                return Err(StoreError::Damaged(format!("expected a restoration, found {found:?}")));
            };
            Ok(restoration.tickets_up_to.0)
        }
        None => Ok(0),
    }
}

#[async_trait]
impl Store for SledStore {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let (answer, result) = oneshot::channel();
        self.send(Job::Write(Writing { batch, answer })).await?;
        result.await.map_err(|_| ended())?
    }

    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        let bytes = codec::key_bytes(key);
        let found = self
            .place
            .with(|opened| opened.records.get(bytes).map_err(|error| self.failed(error)))?;
        found.map(|bytes| codec::decode(&bytes)).transpose()
    }

    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError> {
        let (first, end) = codec::bounds(&find);
        if first >= end {
            return Ok(Vec::new());
        }
        self.place.with(|opened| {
            let mut found = Vec::new();
            for entry in opened.index.range(first..end).take(find.limit) {
                let (entry, key) = entry.map_err(|error| self.failed(error))?;
                found.push((codec::entry_value(&entry, &key)?, codec::key_of(&key)?));
            }
            Ok(found)
        })
    }

    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut first = after.map(codec::key_bytes).unwrap_or_default();
        if after.is_some() {
            first.push(0);
        }
        self.place.with(|opened| {
            let values = opened.records.range(first..).values().take(limit);
            values
                .map(|value| codec::decode(&value.map_err(|error| self.failed(error))?))
                .collect()
        })
    }

    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError> {
        let blobs = self.blobs.clone();
        tokio::task::spawn_blocking(move || blobs.put(&mails))
            .await
            .map_err(|error| StoreError::Failed(format!("storing mails was interrupted: {error}")))?
    }

    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError> {
        let _alone = self.keeping.write().await;
        let blobs = self.blobs.clone();
        tokio::task::spawn_blocking(move || blobs.remove(&mails))
            .await
            .map_err(|error| StoreError::Failed(format!("removing mails was interrupted: {error}")))?
    }

    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        let blobs = self.blobs.clone();
        tokio::task::spawn_blocking(move || blobs.get(id))
            .await
            .map_err(|error| StoreError::Failed(format!("reading a mail was interrupted: {error}")))?
    }

    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError> {
        let guard = Arc::clone(&self.keeping).read_owned().await;
        let (answer, result) = oneshot::channel();
        self.send(Job::Freeze(answer)).await?;
        let (undo, opening) = result.await.map_err(|_| ended())??;
        Ok(Box::new(FrozenSled {
            place: Arc::clone(&self.place),
            blobs: self.blobs.clone(),
            undo,
            opening,
            _guard: guard,
        }))
    }

    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError> {
        Ok(TicketId(self.last_ticket.fetch_add(1, Ordering::Relaxed) + 1))
    }

    fn is_exclusive(&self) -> bool {
        true
    }

    fn openings(&self) -> u64 {
        self.place.openings()
    }

    fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }
}
