//! A new file that only its owner can read. It is written beside its place under another name, synced, looked at once
//! more, and then gets its name, unless something has that name by now.
//!
//! A crash leaves a file that ends in `.unfinished`; the next one for the same place begins it anew.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::Found;
use crate::store::transfer::TransferError;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing is ever written over.
    #[error("{0} is there already; a backup never takes the place of another file")]
    Exists(PathBuf),
    /// Another process writes the same one.
    #[error("{0} is being written by another process")]
    Busy(PathBuf),
    /// The disk of the backup refuses.
    #[error("{path}: {source}")]
    Disk {
        /// Which file.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// What was written is not what can be read.
    #[error("{path} was written and is not a whole backup, so it was removed: {source}")]
    NotWhole {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: TransferError,
    },
}

/// A file that has no name yet. Removed when it is dropped before [`NewFile::finish`].
pub struct NewFile {
    path: PathBuf,
    unfinished: PathBuf,
    out: Option<BufWriter<File>>,
}

impl NewFile {
    /// Begins the file that will be at `path`.
    ///
    /// # Errors
    /// [`FileError`]; nothing was changed.
    pub fn begin(path: &Path) -> Result<Self, FileError> {
        if path.symlink_metadata().is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = PathBuf::from(unfinished);
        let disk = |source| FileError::Disk {
            path: unfinished.clone(),
            source,
        };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(&unfinished).map_err(disk)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FileError::Busy(unfinished)),
            Err(TryLockError::Error(source)) => return Err(disk(source)),
        }
        // What a crash left behind may have been made readable by somebody.
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .and_then(|()| file.set_len(0))
            .map_err(disk)?;
        Ok(Self {
            path: path.to_owned(),
            unfinished,
            out: Some(BufWriter::new(file)),
        })
    }

    fn disk(&self, source: io::Error) -> FileError {
        FileError::Disk {
            path: self.unfinished.clone(),
            source,
        }
    }

    /// Brings it to the disk, reads it once more from the first byte to the last, and gives it its name.
    ///
    /// # Errors
    /// [`FileError`]; then there is no file.
    pub fn finish(mut self) -> Result<Found, FileError> {
        let sync = |out: BufWriter<File>| out.into_inner()?.sync_all();
        if let Some(out) = self.out.take() {
            sync(out).map_err(|source| self.disk(source))?;
        }
        let written = File::open(&self.unfinished).map_err(|source| self.disk(source))?;
        let found = super::check(BufReader::new(written)).map_err(|source| FileError::NotWhole {
            path: self.unfinished.clone(),
            source,
        })?;
        self.name()?;
        Ok(found)
    }

    fn name(&self) -> Result<(), FileError> {
        let renamed = match renameat_with(CWD, &self.unfinished, CWD, &self.path, RenameFlags::NOREPLACE) {
            // Some file systems cannot do it in one step; a second name that must be new can be given everywhere else.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
                fs::hard_link(&self.unfinished, &self.path).and_then(|()| fs::remove_file(&self.unfinished))
            }
            renamed => renamed.map_err(io::Error::from),
        };
        match renamed {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(FileError::Exists(self.path.clone()));
            }
            Err(source) => return Err(self.disk(source)),
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let synced = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
        synced.map_err(|source| self.disk(source))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().ok_or(io::ErrorKind::BrokenPipe)?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Gone already when it has its name; else half a backup is of no use to anybody.
        let _ = fs::remove_file(&self.unfinished);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_nothing_half_done_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.backup");
        let mut first = NewFile::begin(&path).unwrap();
        assert!(matches!(NewFile::begin(&path), Err(FileError::Busy(_))));
        first.write_all(&super::super::front(&[[1; 32]])).unwrap();
        let refused = first.finish().unwrap_err().to_string();
        assert!(
            refused.contains("line 2: expected the last line of an export"),
            "{refused}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

        let late = NewFile::begin(&path).unwrap();
        fs::write(&path, "somebody else's").unwrap();
        assert!(matches!(late.name(), Err(FileError::Exists(_))));
        drop(late);
        assert!(matches!(NewFile::begin(&path), Err(FileError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
