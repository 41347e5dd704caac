//! Pauses intake while the disk of the store is nearly full, because a store without room can refuse, but a mailbox
//! can wait. Asks the file system each time and keeps no state, so a crash here loses nothing.

use std::path::{Path, PathBuf};

use crate::config::Config;

use super::error::IntakeError;

const MEGABYTE: u64 = 1 << 20;

/// The least free space with which mail is taken in.
#[derive(Debug, Clone)]
pub struct SpaceFloor {
    path: PathBuf,
    floor_mb: u64,
}

impl SpaceFloor {
    /// The floor that the configuration asks for.
    pub fn of(config: &Config) -> Self {
        Self {
            path: config.resolve(&config.store.path),
            floor_mb: config.store.free_space_floor_mb,
        }
    }

    /// Looks whether there is room.
    ///
    /// # Errors
    /// [`IntakeError::DiskLow`] with the numbers.
    pub fn check(&self) -> Result<(), IntakeError> {
        let Some(free_mb) = free_mb(&self.path) else {
            // A file system that does not say how full it is must not stop the mail; a full disk still stops the store.
            return Ok(());
        };
        if free_mb >= self.floor_mb {
            return Ok(());
        }
        Err(IntakeError::DiskLow {
            path: self.path.clone(),
            free_mb,
            floor_mb: self.floor_mb,
        })
    }
}

/// The free space around `path`, or around the nearest folder above it that exists.
fn free_mb(path: &Path) -> Option<u64> {
    let existing = path.ancestors().find(|place| place.exists()).unwrap_or(Path::new("."));
    let room = rustix::fs::statvfs(existing).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize) / MEGABYTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_above_the_disk_pauses_with_numbers() {
        let mut config = Config::default();
        config.store.path = std::env::temp_dir().join("not-there-yet");
        config.store.free_space_floor_mb = 0;
        assert!(SpaceFloor::of(&config).check().is_ok());
        config.store.free_space_floor_mb = u64::MAX;
        let words = SpaceFloor::of(&config).check().unwrap_err().to_string();
        assert!(words.contains("intake pauses") && words.contains("MB free"), "{words}");
    }
}
