//! A secret that this program makes for itself: 32 random bytes, as one line of hexadecimal in a file of mode 0600.
//! The key of the links may have older keys on further lines; they came with a restored backup.
//!
//! The file is whole or not there: it is written beside its place, synced, and then linked into it, so a crash leaves at
//! most a stray `.new` file. Two processes that start together end up with the same secret.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

/// Why the secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file can neither be read nor made.
    #[error("the key file {path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Other accounts of this machine can read it.
    #[error(
        "the key file {path} has mode {mode:03o}, expected 600: run `chmod 600` on it, and replace it if others used this machine"
    )]
    TooOpen {
        /// Which file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It holds something else.
    #[error(
        "the key file {path} is damaged: expected one line, or a few lines with older keys below, of 64 hexadecimal digits; restore it from the backup"
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
}

/// More keys in one file are a mistake: each restore adds one.
const MOST_KEYS: usize = 100;

/// 32 random bytes.
pub type Secret = [u8; 32];

/// The secret at `path`; made when there is none.
///
/// # Errors
/// [`KeyFileError`] when the file cannot be read or made, is open to others, or is damaged.
pub fn load_or_create(path: &Path) -> Result<Secret, KeyFileError> {
    match load_or_create_all(path)?.as_slice() {
        [secret] => Ok(*secret),
        _ => Err(KeyFileError::Damaged { path: path.to_owned() }),
    }
}

/// The secrets at `path`, the one that counts first; made when there is none.
///
/// # Errors
/// As [`load_or_create`].
pub fn load_or_create_all(path: &Path) -> Result<Vec<Secret>, KeyFileError> {
    if let Some(found) = load_all(path)? {
        return Ok(found);
    }
    create(path, &[rand::random()]).map_err(|source| failed(path, source))?;
    // Read back, because somebody else may have been first.
    let missing = || failed(path, io::ErrorKind::NotFound.into());
    load_all(path)?.ok_or_else(missing)
}

/// Writes secrets where there are none.
///
/// # Errors
/// [`KeyFileError::Io`], also when the file is there with others.
pub fn write_all(path: &Path, secrets: &[Secret]) -> Result<(), KeyFileError> {
    create(path, secrets).map_err(|source| failed(path, source))?;
    match load_all(path)? {
        Some(found) if found == secrets => Ok(()),
        Some(_) | None => Err(failed(path, io::ErrorKind::AlreadyExists.into())),
    }
}

/// The secrets at `path`, the one that counts first; `None` where there is no file.
///
/// # Errors
/// [`KeyFileError`] when the file cannot be read, is open to others, or is damaged.
pub fn load_all(path: &Path) -> Result<Option<Vec<Secret>>, KeyFileError> {
    let mode = match fs::metadata(path) {
        Ok(found) => found.permissions().mode() & 0o777,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(failed(path, source)),
    };
    if mode & 0o077 != 0 {
        return Err(KeyFileError::TooOpen {
            path: path.to_owned(),
            mode,
        });
    }
    let text = fs::read_to_string(path).map_err(|source| failed(path, source))?;
    let damaged = || KeyFileError::Damaged { path: path.to_owned() };
    let secrets: Option<Vec<Secret>> = text.trim_end().lines().map(of_hex).collect();
    let secrets = secrets.ok_or_else(damaged)?;
    if (1..=MOST_KEYS).contains(&secrets.len()) {
        Ok(Some(secrets))
    } else {
        Err(damaged())
    }
}

/// A secret as a line of the file.
pub fn hex(secret: &Secret) -> String {
    HEXLOWER.encode(secret)
}

/// The secret that [`hex`] wrote.
pub fn of_hex(line: &str) -> Option<Secret> {
    HEXLOWER.decode(line.as_bytes()).ok()?.try_into().ok()
}

fn failed(path: &Path, source: io::Error) -> KeyFileError {
    KeyFileError::Io {
        path: path.to_owned(),
        source,
    }
}

fn create(path: &Path, secrets: &[Secret]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.new", HEXLOWER.encode(&rand::random::<[u8; 6]>())));
    let beside = PathBuf::from(name);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    let text: String = secrets.iter().map(|secret| hex(secret) + "\n").collect();
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| match fs::hard_link(&beside, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        });
    fs::remove_file(&beside)?;
    written?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_the_owner_only_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/link.key");
        let made = load_or_create(&path).unwrap();
        assert_eq!(load_or_create(&path).unwrap(), made);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 1);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_cut_off_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("link.key");
        load_or_create(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let refused = load_or_create(&path).unwrap_err();
        assert!(refused.to_string().contains("has mode 644, expected 600"), "{refused}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "abcd\n").unwrap();
        assert!(matches!(load_or_create(&path), Err(KeyFileError::Damaged { .. })));
    }

    #[test]
    fn older_keys_stand_below_and_a_token_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("link.key");
        let keys = [[1; 32], [2; 32]];
        write_all(&path, &keys).unwrap();
        assert_eq!(load_or_create_all(&path).unwrap(), keys);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(load_or_create(&path), Err(KeyFileError::Damaged { .. })));
        assert!(write_all(&path, &[[3; 32]]).is_err(), "a key is never written over");
        assert_eq!(load_all(&path).unwrap().unwrap(), keys);
    }
}
