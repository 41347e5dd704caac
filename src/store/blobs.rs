//! Raw mails as files, each under the hash of its bytes, written once and never changed.
//!
//! A file has its name only when it is complete and on the disk: it is written under another name, synced, renamed, and
//! its folder is synced. A crash leaves at most an unfinished file with another name, which the next write replaces.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::StoreError;
use crate::domain::ids::MailId;

/// So many files are synced at the same time; the disk gathers them into few writes of its journal.
const SYNCING: usize = 8;

/// Makes the names of unfinished files differ within this process.
static UNFINISHED: AtomicU64 = AtomicU64::new(0);

/// A folder of raw mails.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// Opens `folder`, making it where there is none.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        let blobs = Self {
            folder: folder.to_owned(),
        };
        for shelf in 0..=u8::MAX {
            fs::create_dir_all(blobs.shelf(shelf)).map_err(|error| failed(folder, &error))?;
        }
        sync_folder(folder)?;
        Ok(blobs)
    }

    fn shelf(&self, first: u8) -> PathBuf {
        self.folder.join(format!("{first:02x}"))
    }

    fn path(&self, id: MailId) -> PathBuf {
        self.shelf(id.0[0]).join(format!("{id}.eml"))
    }

    /// Stores mails for good and says under which names. What is there already is left as it is.
    ///
    /// # Errors
    /// What the disk says; then some of the mails may be there and others not, which does no harm.
    pub fn put(&self, mails: &[Vec<u8>]) -> Result<Vec<MailId>, StoreError> {
        let ids: Vec<MailId> = mails.iter().map(|mail| MailId::of(mail)).collect();
        let share = mails.len().div_ceil(SYNCING).max(1);
        let written = thread::scope(|scope| {
            let workers: Vec<_> = mails
                .chunks(share)
                .zip(ids.chunks(share))
                .map(|(mails, ids)| scope.spawn(|| self.put_share(mails, ids)))
                .collect();
            workers.into_iter().map(|worker| worker.join()).collect::<Vec<_>>()
        });
        let mut shelves = BTreeSet::new();
        for share in written {
            let share = share.map_err(|_| StoreError::Failed("a thread that stores mails has panicked".into()))?;
            shelves.extend(share?);
        }
        for shelf in shelves {
            sync_folder(&self.shelf(shelf))?;
        }
        Ok(ids)
    }

    fn put_share(&self, mails: &[Vec<u8>], ids: &[MailId]) -> Result<BTreeSet<u8>, StoreError> {
        let mut shelves = BTreeSet::new();
        for (mail, id) in mails.iter().zip(ids) {
            let path = self.path(*id);
            // A file of the right length was renamed into place complete; a lost rename is made good below.
            if fs::metadata(&path).is_ok_and(|found| found.len() == mail.len() as u64) {
                shelves.insert(id.0[0]);
                continue;
            }
            let number = UNFINISHED.fetch_add(1, Ordering::Relaxed);
            let unfinished = path.with_extension(format!("{}-{number}.part", std::process::id()));
            let write = || -> io::Result<()> {
                let mut file = File::create(&unfinished)?;
                file.write_all(mail)?;
                file.sync_data()?;
                fs::rename(&unfinished, &path)
            };
            if let Err(error) = write() {
                let _ = fs::remove_file(&unfinished);
                return Err(failed(&path, &error));
            }
            shelves.insert(id.0[0]);
        }
        Ok(shelves)
    }

    /// Removes mails; those that are not there are left out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remove(&self, mails: &[MailId]) -> Result<(), StoreError> {
        for id in mails {
            let path = self.path(*id);
            match fs::remove_file(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(failed(&path, &error)),
            }
        }
        let shelves: BTreeSet<u8> = mails.iter().map(|id| id.0[0]).collect();
        shelves
            .into_iter()
            .try_for_each(|shelf| sync_folder(&self.shelf(shelf)))
    }

    /// The bytes of a mail.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the file no longer holds what its name says.
    pub fn get(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(id);
        match fs::read(&path) {
            Ok(bytes) if MailId::of(&bytes) == id => Ok(Some(bytes)),
            Ok(bytes) => Err(StoreError::Damaged(format!(
                "{}: expected the mail that has this hash, found {} other bytes",
                path.display(),
                bytes.len()
            ))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path, &error)),
        }
    }
}

/// Makes sure that the names in a folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder)
        .and_then(|handle| handle.sync_all())
        .map_err(|error| failed(folder, &error))
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    let words = format!("{}: {error}", path.display());
    if error.kind() == io::ErrorKind::StorageFull {
        StoreError::Full(words)
    } else {
        StoreError::Failed(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_comes_back_as_it_arrived_and_damage_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let mails: Vec<Vec<u8>> = (0..20)
            .map(|n| format!("Subject: {n}\r\n\r\n\u{0}").into_bytes())
            .collect();
        let ids = blobs.put(&mails).unwrap();
        assert_eq!(blobs.put(&mails).unwrap(), ids);
        for (id, mail) in ids.iter().zip(&mails) {
            assert_eq!(blobs.get(*id).unwrap().as_ref(), Some(mail));
        }
        assert_eq!(blobs.get(MailId::of(b"other")).unwrap(), None);
        fs::write(blobs.path(ids[0]), b"Subject: x").unwrap();
        assert!(matches!(blobs.get(ids[0]), Err(StoreError::Damaged(_))));
    }
}
