//! The one thread that writes. It takes what has gathered, applies each batch in one transaction over records and index,
//! flushes and syncs once for all of them, and only then answers. What could not be made durable is answered with the error, and
//! nobody sees it any more: the database is closed first (`place.rs`).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use sled::transaction::{ConflictableTransactionError, TransactionError, TransactionalTree};
use sled::{Transactional, Tree};
use tokio::sync::{oneshot, watch};

use super::codec;
use super::frozen::{Undo, Undos};
use super::open::{Opened, of_sled};
use super::place::Place;
use crate::store::{Batch, Expected, Key, Record, StoreError, Write, index};

/// At most so many batches share one flush, so that nobody waits long.
const GROUP: usize = 256;

/// How long a closed database is left alone before it is tried again.
const REOPEN: Duration = Duration::from_secs(1);

/// A batch and who waits for it.
pub(super) struct Writing {
    pub(super) batch: Batch,
    pub(super) answer: oneshot::Sender<Result<(), StoreError>>,
}

/// Who wants a moment to be kept; told the opening of the store that it belongs to.
pub(super) type Freezing = oneshot::Sender<Result<(Arc<Undo>, u64), StoreError>>;

/// What the writer can be asked for.
pub(super) enum Job {
    /// Write a batch.
    Write(Writing),
    /// From now on note what is overwritten. Done between two groups, so all that was there is durable.
    Freeze(Freezing),
}

/// Runs until nobody can send a job any more. While the disk refuses, it tries to open the database again and again.
pub(super) fn run(place: &Place, jobs: &Receiver<Job>, commits: &watch::Sender<u64>) {
    let mut undos = Undos::default();
    let mut next = None;
    loop {
        let closed = place.is_closed();
        let job = match next.take() {
            Some(job) => Some(job),
            None => match jobs.recv_timeout(if closed { REOPEN } else { Duration::MAX }) {
                Ok(job) => Some(job),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            },
        };
        if closed && place.reopen() {
            commits.send_modify(|count| *count += 1);
        }
        match job {
            Some(Job::Write(first)) => {
                next = group(place, &mut undos, first, jobs);
                commits.send_modify(|count| *count += 1);
            }
            Some(Job::Freeze(answer)) => {
                let frozen = place.with(|_| undos.begin());
                // Nobody waits any more when the task was cancelled; then the note is dropped with the answer.
                let _ = answer.send(frozen.map(|undo| (undo, place.openings())));
            }
            None => {}
        }
    }
}

/// Writes a job and what has gathered behind it, makes all of it durable at once, and then answers. Gives back the job that
/// ended the group, if it is of another kind.
fn group(place: &Place, undos: &mut Undos, first: Writing, jobs: &Receiver<Job>) -> Option<Job> {
    let mut done = Vec::new();
    let mut next = Some(first);
    let mut other = None;
    let written = place.with(|opened| {
        while let Some(job) = next.take() {
            let result = apply(opened, place, undos, &job.batch);
            let broken = match &result {
                Err(Refusal::Disk(why)) => Some(why.clone()),
                Ok(()) | Err(Refusal::Guard(_)) => None,
            };
            done.push((job.answer, result));
            if let Some(why) = broken {
                return Err(why);
            }
            if done.len() < GROUP {
                match jobs.try_recv() {
                    Ok(Job::Write(writing)) => next = Some(writing),
                    Ok(job @ Job::Freeze(_)) => other = Some(job),
                    Err(_) => {}
                }
            }
        }
        sync(opened, place.folder())
    });
    if let Err(why) = &written
        && !place.is_closed()
    {
        place.close(why);
    }
    for (answer, result) in done {
        let result = match result {
            Err(Refusal::Guard(error) | Refusal::Disk(error)) => Err(error),
            Ok(()) => written.clone(),
        };
        // Nobody waits any more when the task was cancelled; the write stands all the same.
        let _ = answer.send(result);
    }
    // Still there if the database was closed already.
    if let Some(job) = next {
        let _ = job.answer.send(written);
    }
    other
}

/// Why a batch was not applied.
enum Refusal {
    /// It does not fit what is there; nothing was written, and others go on.
    Guard(StoreError),
    /// The database cannot be written.
    Disk(StoreError),
}

fn sync(opened: &Opened, folder: &Path) -> Result<(), StoreError> {
    let counted = opened.witness.count(&opened.meta);
    counted.map_err(|error| of_sled(folder, error))?;
    let flushed = opened.alarm.flush(&opened.db, &opened.meta);
    flushed.map_err(|error| of_sled(folder, error))?;
    opened
        .log
        .sync_data()
        .map_err(|error| of_sled(folder, sled::Error::Io(error)))?;
    opened.witness.note();
    Ok(())
}

fn apply(opened: &Opened, place: &Place, undos: &mut Undos, batch: &Batch) -> Result<(), Refusal> {
    if batch.opening.is_some_and(|opening| opening != place.openings()) {
        let words = "it was opened anew since this was decided; it is decided again";
        return Err(Refusal::Guard(StoreError::Failed(words.into())));
    }
    let encoded = batch
        .writes
        .iter()
        .map(|write| codec::encode(&write.record))
        .collect::<Result<Vec<_>, _>>()
        .map_err(Refusal::Guard)?;
    let written = batch.writes.iter().map(|write| codec::key_bytes(&write.record.key()));
    let keys = written.chain(batch.removals.iter().map(|(key, _)| codec::key_bytes(key)));
    undos
        .note(keys, &opened.records)
        .map_err(|error| Refusal::Disk(of_sled(place.folder(), error)))?;
    let trees: [Tree; 2] = [opened.records.clone(), opened.index.clone()];
    let result = trees.as_slice().transaction(|trees: &Vec<TransactionalTree>| {
        for (write, value) in batch.writes.iter().zip(&encoded) {
            put(&trees[0], &trees[1], write, value)?;
        }
        for (key, revision) in &batch.removals {
            remove(&trees[0], &trees[1], key, *revision)?;
        }
        Ok(())
    });
    result.map_err(|error| match error {
        TransactionError::Abort(error) => Refusal::Guard(error),
        TransactionError::Storage(error) => Refusal::Disk(of_sled(place.folder(), error)),
    })
}

fn put(
    records: &TransactionalTree,
    entries: &TransactionalTree,
    write: &Write,
    value: &[u8],
) -> Result<(), ConflictableTransactionError<StoreError>> {
    let abort = ConflictableTransactionError::Abort;
    let key = codec::key_bytes(&write.record.key());
    let old = match records.get(&key)? {
        Some(bytes) => Some(codec::decode(&bytes).map_err(abort)?),
        None => None,
    };
    guard(write, old.as_ref()).map_err(abort)?;
    let before: BTreeSet<_> = old.iter().flat_map(index::entries).collect();
    let after: BTreeSet<_> = index::entries(&write.record).into_iter().collect();
    for (index, text) in before.difference(&after) {
        entries.remove(codec::entry_bytes(*index, text, &key))?;
    }
    for (index, text) in after.difference(&before) {
        entries.insert(codec::entry_bytes(*index, text, &key), key.as_slice())?;
    }
    records.insert(key, value)?;
    Ok(())
}

fn remove(
    records: &TransactionalTree,
    entries: &TransactionalTree,
    name: &Key,
    revision: u64,
) -> Result<(), ConflictableTransactionError<StoreError>> {
    let abort = ConflictableTransactionError::Abort;
    let key = codec::key_bytes(name);
    let old = match records.remove(key.as_slice())? {
        Some(bytes) => Some(codec::decode(&bytes).map_err(abort)?),
        None => None,
    };
    if old.as_ref().map(Record::revision) != Some(revision) {
        let found = old.map_or("nothing".into(), |old| format!("revision {}", old.revision()));
        return Err(abort(StoreError::Conflict {
            key: Box::new(name.clone()),
            expected: format!("revision {revision}"),
            found,
        }));
    }
    for (index, text) in old.iter().flat_map(index::entries) {
        entries.remove(codec::entry_bytes(index, &text, &key))?;
    }
    Ok(())
}

fn guard(write: &Write, old: Option<&Record>) -> Result<(), StoreError> {
    let conflict = |expected: String, found: String| {
        Err(StoreError::Conflict {
            key: Box::new(write.record.key()),
            expected,
            found,
        })
    };
    match (write.expected, old.map(Record::revision)) {
        (Expected::Absent, None) => Ok(()),
        (Expected::Absent, Some(found)) => conflict("nothing".into(), format!("revision {found}")),
        (Expected::Revision(wanted), Some(found)) if wanted == found => Ok(()),
        // Revision 0 is what a record has before it is first written.
        (Expected::Revision(0), None) => Ok(()),
        (Expected::Revision(wanted), Some(found)) => {
            conflict(format!("revision {wanted}"), format!("revision {found}"))
        }
        (Expected::Revision(wanted), None) => conflict(format!("revision {wanted}"), "nothing".into()),
    }
}
