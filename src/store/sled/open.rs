//! Opening the database: the lock, a damaged snapshot, the schema.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder};
use tracing::warn;

use super::alarm::Alarm;
use super::codec;
use super::witness::Witness;
use crate::store::StoreError;
use crate::store::index::entries;

/// What the records and index entries look like; raised when an older program could not read them.
const SCHEMA: u32 = 6;
const SCHEMA_KEY: &[u8] = b"schema";

/// What to do about damage.
const RESTORE: &str =
    "Stop greenroom, keep a copy of this folder, and bring the last backup back with `greenroom restore`";

/// After SIGKILL of a large process its lock can outlive it for a moment.
const LOCK_RETRY: Duration = Duration::from_millis(250);
const LOCK_RETRIES: usize = 20;

/// An open database.
pub(super) struct Opened {
    /// Every flush goes through it.
    pub(super) alarm: Alarm,
    pub(super) db: sled::Db,
    pub(super) records: sled::Tree,
    pub(super) index: sled::Tree,
    pub(super) meta: sled::Tree,
    pub(super) witness: Witness,
    /// A handle of our own on the log, because sled's flush is no fsync on Linux.
    pub(super) log: File,
}

/// Opens the database in `folder`, making it where there is none.
pub(super) fn open(folder: &Path) -> Result<Opened, StoreError> {
    std::fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
    unbroken(|| opened(folder)).unwrap_or_else(|| Err(damaged(folder, "the database broke off while it was opened")))
}

/// sled panics on some kinds of damage instead of telling it.
fn unbroken<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

fn damaged(folder: &Path, words: &str) -> StoreError {
    StoreError::Damaged(format!("{}: {words}. {RESTORE}", folder.display()))
}

fn opened(folder: &Path) -> Result<Opened, StoreError> {
    let db = match locked(folder) {
        Err(sled::Error::Corruption { .. } | sled::Error::ReportableBug(_)) => {
            // The snapshot only shortens the replay of the log: without it everything is still there.
            warn!("the store's snapshot is damaged; it is moved aside and the log is read in full");
            set_snapshots_aside(folder)?;
            locked(folder)
        }
        other => other,
    };
    let db = db.map_err(|error| of_sled(folder, error))?;
    let tree = |name: &str| db.open_tree(name).map_err(|error| of_sled(folder, error));
    let (records, index, meta) = (tree("records")?, tree("index")?, tree("meta")?);
    let is_older = check_schema(&meta).map_err(|error| error.unwrap_or_else(|sled| of_sled(folder, sled)))?;
    let witness = Witness::open(folder, &meta).map_err(|error| of_sled(folder, error))?;
    let witness = witness.map_err(|missing| {
        let (noted, counted) = (missing.noted, missing.counted);
        let words = format!("expected {noted} groups of writes, found {counted}; the end of the log is damaged");
        damaged(folder, &words)
    })?;
    read_all(&records, &index, folder)?;
    if is_older {
        index_anew(&records, &index).map_err(|error| error.unwrap_or_else(|sled| of_sled(folder, sled)))?;
        // From here on there may be records that an older program does not know.
        meta.insert(SCHEMA_KEY, &SCHEMA.to_be_bytes())
            .map_err(|error| of_sled(folder, error))?;
    }
    let alarm = Alarm::start().map_err(|error| io(folder, &error))?;
    alarm.flush(&db, &meta).map_err(|error| of_sled(folder, error))?;
    let log = File::open(folder.join("db")).map_err(|error| io(folder, &error))?;
    log.sync_data().map_err(|error| io(folder, &error))?;
    Ok(Opened {
        alarm,
        db,
        records,
        index,
        meta,
        witness,
        log,
    })
}

fn locked(folder: &Path) -> sled::Result<sled::Db> {
    let config = sled::Config::new()
        .path(folder)
        .cache_capacity(64 << 20)
        // A small segment keeps the disk within four times the data; the writer thread flushes.
        .segment_size(65_536)
        .flush_every_ms(None);
    let delays = ConstantBuilder::new()
        .with_delay(LOCK_RETRY)
        .with_max_times(LOCK_RETRIES);
    let open = || {
        let broken = || sled::Error::ReportableBug("the database broke off while its log was read".into());
        unbroken(|| config.open()).unwrap_or_else(|| Err(broken()))
    };
    open.retry(delays).when(is_lock).call()
}

fn is_lock(error: &sled::Error) -> bool {
    // sled tells a held lock as an I/O error of kind Other or WouldBlock, in words.
    matches!(error, sled::Error::Io(io) if io.kind() == std::io::ErrorKind::WouldBlock || io.to_string().contains("lock"))
}

fn set_snapshots_aside(folder: &Path) -> Result<(), StoreError> {
    for entry in std::fs::read_dir(folder).map_err(|error| io(folder, &error))? {
        let path: PathBuf = entry.map_err(|error| io(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("snap.") {
            let aside = path.with_file_name(format!("damaged-{name}"));
            std::fs::rename(&path, aside).map_err(|error| io(folder, &error))?;
        }
    }
    Ok(())
}

/// Whether the store is new or was written by an older program.
fn check_schema(meta: &sled::Tree) -> Result<bool, Result<StoreError, sled::Error>> {
    let Some(bytes) = meta.get(SCHEMA_KEY).map_err(Err)? else {
        return Ok(true);
    };
    match <[u8; 4]>::try_from(bytes.as_ref()).map(u32::from_be_bytes) {
        Ok(found) if found <= SCHEMA => Ok(found < SCHEMA),
        Ok(found) => Err(Ok(StoreError::TooNew { found, known: SCHEMA })),
        Err(_) => Err(Ok(StoreError::Damaged("expected a schema number of four bytes".into()))),
    }
}

/// Gives every record the index entries that this program knows. Done before the schema is raised, so that a crash repeats it.
fn index_anew(records: &sled::Tree, index: &sled::Tree) -> Result<(), Result<StoreError, sled::Error>> {
    for entry in records {
        let (key, value) = entry.map_err(Err)?;
        let record = codec::decode(&value).map_err(Ok)?;
        for (kind, text) in entries(&record) {
            let bytes = codec::entry_bytes(kind, &text, &key);
            index.insert(bytes, key.clone()).map_err(Err)?;
        }
    }
    Ok(())
}

/// Reads everything once, so that damage is found at the start and not on the day on which somebody is due.
fn read_all(records: &sled::Tree, index: &sled::Tree, folder: &Path) -> Result<(), StoreError> {
    let (mut all, mut bad, mut first) = (0_u64, 0_u64, None);
    for entry in records {
        let (key, value) = entry.map_err(|error| of_sled(folder, error))?;
        all += 1;
        let read = codec::decode(&value).and_then(|record| {
            let expected = record.key();
            if codec::key_bytes(&expected) == *key {
                return Ok(());
            }
            Err(StoreError::Damaged(format!("expected {expected:?}, found {key:02x?}")))
        });
        if let Err(error) = read {
            bad += 1;
            first.get_or_insert(error);
        }
    }
    for entry in index {
        let (_, key) = entry.map_err(|error| of_sled(folder, error))?;
        codec::key_of(&key)?;
    }
    match first {
        Some(first) => Err(StoreError::Damaged(format!(
            "{}: {bad} of {all} records cannot be read, the first because {first}. {RESTORE}",
            folder.display()
        ))),
        None => Ok(()),
    }
}

fn io(folder: &Path, error: &std::io::Error) -> StoreError {
    let words = format!("{}: {error}", folder.display());
    if error.kind() == std::io::ErrorKind::StorageFull {
        StoreError::Full(words)
    } else {
        StoreError::Failed(words)
    }
}

/// What an error of sled means to us.
pub(super) fn of_sled(folder: &Path, error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(ref inner) if is_lock(&error) => {
            tracing::debug!(%inner, "the lock is held");
            StoreError::InUse {
                path: folder.display().to_string(),
            }
        }
        sled::Error::Io(inner) => io(folder, &inner),
        sled::Error::Corruption { at, .. } => damaged(folder, &format!("damaged at {at:?}")),
        sled::Error::Unsupported(words) => StoreError::Failed(words),
        sled::Error::CollectionNotFound(_) => damaged(folder, "a collection is missing"),
        sled::Error::ReportableBug(words) => damaged(folder, &words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_store_gets_the_index_entries_that_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let account = crate::domain::account::Account::new(
            crate::domain::ids::AccountId(1),
            "Ada".into(),
            "ada@vendor.example".into(),
            crate::domain::account::Role::Administrator,
            crate::domain::account::By::Operator,
            jiff::Timestamp::UNIX_EPOCH,
        );
        let record = crate::store::Record::Account(Box::new(account));
        let opened = open(folder.path()).unwrap();
        let key = codec::key_bytes(&record.key());
        opened.records.insert(&key, codec::encode(&record).unwrap()).unwrap();
        opened.db.flush().unwrap();
        drop(opened);
        let opened = open(folder.path()).unwrap();
        assert!(opened.index.is_empty(), "a store of this schema is left as it is");
        opened.meta.insert(SCHEMA_KEY, &3_u32.to_be_bytes()).unwrap();
        opened.db.flush().unwrap();
        drop(opened);
        let opened = open(folder.path()).unwrap();
        let found: Vec<_> = opened.index.iter().values().map(Result::unwrap).collect();
        assert_eq!(found, [key.as_slice()]);
    }

    #[test]
    fn an_older_store_is_raised_and_a_newer_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let set = |schema: u32| {
            let opened = open(folder.path()).unwrap();
            opened.meta.insert(SCHEMA_KEY, &schema.to_be_bytes()).unwrap();
            opened.db.flush().unwrap();
        };
        set(1);
        let opened = open(folder.path()).unwrap();
        let found = opened.meta.get(SCHEMA_KEY).unwrap().unwrap();
        assert_eq!(found.as_ref(), SCHEMA.to_be_bytes());
        drop(opened);
        set(SCHEMA + 1);
        assert!(matches!(
            open(folder.path()),
            Err(StoreError::TooNew { found, known: SCHEMA }) if found == SCHEMA + 1
        ));
    }
}
