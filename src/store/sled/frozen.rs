//! One moment of the database, read piece by piece while the writer goes on.
//!
//! sled has no snapshots. So the writer notes, before it first overwrites a record, what was there at the moment
//! ([`Undos::note`]); whoever reads puts that in the place of what is there now. The note comes before the write, and is
//! looked at after the read, so nothing newer than the moment gets through. A crash takes the moment along, and with it an
//! unfinished backup.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use async_trait::async_trait;
use sled::{IVec, Tree};
use tokio::sync::OwnedRwLockReadGuard;

use super::place::Place;
use super::{codec, open};
use crate::domain::ids::MailId;
use crate::store::blobs::Blobs;
use crate::store::{Frozen, Key, Record, StoreError};

/// So many moments are kept at a time.
const MOST_MOMENTS: usize = 4;

/// So many bytes of overwritten records are kept for one moment; memory must not grow without an end.
const MOST_BYTES: usize = 256 << 20;

/// What was there at a moment, of the records that were written since.
#[derive(Default)]
pub(super) struct Undo(Mutex<Notes>);

#[derive(Default)]
struct Notes {
    /// `None`: there was no such record.
    was: BTreeMap<Vec<u8>, Option<IVec>>,
    bytes: usize,
    /// Why nothing is noted any more.
    over: Option<Over>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// All was read.
    Read,
    /// Too much was written meanwhile.
    Flooded,
}

impl Undo {
    fn with<T>(&self, work: impl FnOnce(&mut Notes) -> T) -> T {
        // Nothing here panics halfway through a change.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn end(&self, why: Over) {
        self.with(|notes| {
            notes.was.clear();
            notes.over = Some(why);
        });
    }
}

/// The moments that somebody still reads.
#[derive(Default)]
pub(super) struct Undos(Vec<Weak<Undo>>);

impl Undos {
    /// Keeps this moment.
    pub(super) fn begin(&mut self) -> Result<Arc<Undo>, StoreError> {
        self.0.retain(|undo| undo.strong_count() > 0);
        if self.0.len() >= MOST_MOMENTS {
            let words = format!("{MOST_MOMENTS} backups are being written already; wait until one of them is done");
            return Err(StoreError::Failed(words));
        }
        let undo = Arc::new(Undo::default());
        self.0.push(Arc::downgrade(&undo));
        Ok(undo)
    }

    /// Notes what is at these keys now, where that is not known yet. Called by the writer before it writes them.
    pub(super) fn note(&mut self, keys: impl Iterator<Item = Vec<u8>>, records: &Tree) -> sled::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.retain(|undo| undo.strong_count() > 0);
        let undos: Vec<Arc<Undo>> = self.0.iter().filter_map(Weak::upgrade).collect();
        for key in keys {
            let was = records.get(&key)?;
            for undo in &undos {
                undo.with(|notes| {
                    if notes.over.is_none() && !notes.was.contains_key(&key) {
                        notes.bytes += key.len() + was.as_ref().map_or(0, |value| value.len());
                        notes.was.insert(key.clone(), was.clone());
                    }
                });
                if undo.with(|notes| notes.bytes > MOST_BYTES && notes.over.is_none()) {
                    undo.end(Over::Flooded);
                }
            }
        }
        Ok(())
    }
}

/// A moment, for whoever reads it.
pub(super) struct FrozenSled {
    pub(super) place: Arc<Place>,
    pub(super) blobs: Blobs,
    pub(super) undo: Arc<Undo>,
    pub(super) opening: u64,
    pub(super) _guard: OwnedRwLockReadGuard<()>,
}

impl FrozenSled {
    /// What there was in the order of the keys, from `first` on: some of it, and where to go on, if there is more.
    fn piece(&self, first: Vec<u8>, limit: usize) -> Result<(Vec<IVec>, Option<Vec<u8>>), StoreError> {
        self.place.with(|opened| {
            if self.place.openings() != self.opening {
                let words = "it was opened anew while it was being read; begin again";
                return Err(StoreError::Failed(words.into()));
            }
            let mut found: BTreeMap<Vec<u8>, IVec> = BTreeMap::new();
            for entry in opened.records.range(first.as_slice()..).take(limit) {
                let (key, value) = entry.map_err(|error| open::of_sled(self.place.folder(), error))?;
                found.insert(key.to_vec(), value);
            }
            let last = found.keys().next_back().filter(|_| found.len() >= limit).cloned();
            let upto = last.clone().map_or(Bound::Unbounded, Bound::Included);
            self.undo.with(|notes| {
                if notes.over == Some(Over::Flooded) {
                    let words = "too much was written while it was being read; begin again at a quieter time";
                    return Err(StoreError::Failed(words.into()));
                }
                for (key, was) in notes.was.range((Bound::Included(first), upto)) {
                    match was {
                        Some(was) => found.insert(key.clone(), was.clone()),
                        None => found.remove(key),
                    };
                }
                Ok(())
            })?;
            let rest = last.map(|mut key| {
                key.push(0);
                key
            });
            // What was removed since is there again, so there may be more than was asked for.
            Ok((found.into_values().take(limit).collect(), rest))
        })
    }
}

#[async_trait]
impl Frozen for FrozenSled {
    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        if self.undo.with(|notes| notes.over == Some(Over::Read)) {
            return Ok(Vec::new());
        }
        let mut first = after.map(codec::key_bytes).unwrap_or_default();
        if after.is_some() {
            first.push(0);
        }
        let mut next = Some(first);
        while let Some(from) = next {
            let (values, rest) = self.piece(from, limit.max(1))?;
            if !values.is_empty() {
                return values.iter().map(|value| codec::decode(value)).collect();
            }
            next = rest;
        }
        self.undo.end(Over::Read);
        Ok(Vec::new())
    }

    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        let blobs = self.blobs.clone();
        tokio::task::spawn_blocking(move || blobs.get(id))
            .await
            .map_err(|error| StoreError::Failed(format!("reading a mail was interrupted: {error}")))?
    }
}
