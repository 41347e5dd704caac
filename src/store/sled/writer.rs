//! The one thread that writes. It takes what has gathered, applies each batch in one transaction over records and index,
//! flushes and syncs once for all of them, and only then answers.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use sled::transaction::{ConflictableTransactionError, TransactionError, TransactionalTree};
use sled::{Transactional, Tree};
use tokio::sync::{oneshot, watch};
use tracing::error;

use super::codec;
use super::open::{Opened, of_sled};
use crate::store::{Batch, Expected, Record, StoreError, Write, index};

/// At most so many batches share one flush, so that nobody waits long.
const GROUP: usize = 256;

/// A batch and who waits for it.
pub(super) struct Job {
    pub(super) batch: Batch,
    pub(super) answer: oneshot::Sender<Result<(), StoreError>>,
}

/// Runs until nobody can send a job any more.
pub(super) fn run(folder: &Path, opened: &Arc<Opened>, jobs: &Receiver<Job>, commits: &watch::Sender<u64>) {
    while let Ok(first) = jobs.recv() {
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next.take() {
            let result = apply(opened, folder, &job.batch);
            done.push((job.answer, result));
            if done.len() < GROUP {
                next = jobs.try_recv().ok();
            }
        }
        let durable = sync(opened, folder);
        if let Err(error) = &durable {
            error!(%error, "the store could not make its writes durable");
        }
        commits.send_modify(|count| *count += 1);
        for (answer, result) in done {
            // Nobody waits any more when the task was cancelled; the write stands all the same.
            let _ = answer.send(result.and_then(|()| durable.clone()));
        }
    }
}

fn sync(opened: &Opened, folder: &Path) -> Result<(), StoreError> {
    opened.db.flush().map_err(|error| of_sled(folder, error))?;
    opened
        .log
        .sync_data()
        .map_err(|error| of_sled(folder, sled::Error::Io(error)))
}

fn apply(opened: &Opened, folder: &Path, batch: &Batch) -> Result<(), StoreError> {
    let encoded = batch
        .writes
        .iter()
        .map(|write| codec::encode(&write.record))
        .collect::<Result<Vec<_>, _>>()?;
    let trees: [Tree; 2] = [opened.records.clone(), opened.index.clone()];
    let result = trees.as_slice().transaction(|trees: &Vec<TransactionalTree>| {
        for (write, value) in batch.writes.iter().zip(&encoded) {
            put(&trees[0], &trees[1], write, value)?;
        }
        Ok(())
    });
    result.map_err(|error| match error {
        TransactionError::Abort(error) => error,
        TransactionError::Storage(error) => of_sled(folder, error),
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
