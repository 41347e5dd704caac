//! Counts groups of commits twice: in the log, and in a small file beside it.
//!
//! sled takes a damaged end of its log for a write that was cut off, and quietly goes back to what came before. So each
//! group counts itself in the database, and after the sync the count is noted outside of it. A database that counts less
//! than the note has lost what was promised, and is not opened. The note is not synced: after a power cut it may be older
//! than the database, which says nothing. A crash between sync and note does the same.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::warn;

const COUNT_KEY: &[u8] = b"groups";

/// The count, and its CRC-32.
const NOTE: usize = 12;

/// Both counts.
pub(super) struct Witness {
    note: File,
    count: AtomicU64,
}

/// What the database and the note say.
pub(super) struct Missing {
    pub(super) counted: u64,
    pub(super) noted: u64,
}

impl Witness {
    /// Opens the note beside the log.
    pub(super) fn open(folder: &Path, meta: &sled::Tree) -> sled::Result<Result<Self, Missing>> {
        let note = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join("witness"))?;
        let counted = meta.get(COUNT_KEY)?;
        let counted = counted.and_then(|bytes| <[u8; 8]>::try_from(bytes.as_ref()).ok());
        let counted = counted.map_or(0, u64::from_be_bytes);
        let noted = noted(&note)?.unwrap_or_default();
        if counted < noted {
            return Ok(Err(Missing { counted, noted }));
        }
        let count = AtomicU64::new(counted);
        Ok(Ok(Self { note, count }))
    }

    /// Counts one more group, before the flush that makes it durable.
    pub(super) fn count(&self, meta: &sled::Tree) -> sled::Result<()> {
        let count = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        meta.insert(COUNT_KEY, &count.to_be_bytes()).map(drop)
    }

    /// Notes the count once the group is on the disk.
    pub(super) fn note(&self) {
        let count = self.count.load(Ordering::SeqCst).to_be_bytes();
        let crc = crc32fast::hash(&count).to_be_bytes();
        if let Err(error) = self.note.write_all_at(&[&count[..], &crc[..]].concat(), 0) {
            warn!(%error, "the witness of the store could not be written; the store itself is well");
        }
    }
}

/// What the file says, if it says anything that can be believed.
fn noted(file: &File) -> io::Result<Option<u64>> {
    let mut bytes = [0; NOTE];
    match file.read_exact_at(&mut bytes, 0) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let (count, crc) = bytes.split_at(8);
    Ok((crc32fast::hash(count).to_be_bytes() == *crc)
        .then(|| u64::from_be_bytes(std::array::from_fn(|place| count[place]))))
}
