//! Backups: everything that is kept, as it was at one moment, in one file; and what it takes to begin again with one.
//!
//! A backup is an export ([`crate::store::transfer`]) with one line in front, which holds the keys that links are made with.
//! Whoever has the file can read every mail and make every link that is live, so only its owner can read it.
//!
//! - [`mod@file`]: a new file that gets its name only when it is whole, and never in the place of another.
//! - [`restore`]: a backup becomes a store again.
//!
//! The daemon makes the export itself while it runs (`web/api/keep.rs`), but never hands out the keys: the command reads
//! those from the folder of the store. A crash leaves an unfinished file with another name.

use std::io::BufRead;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::outbound::key_file::{Secret, hex, of_hex};
use crate::store::transfer::{self, Checked, TransferError};

pub mod file;
pub mod restore;

/// What the first line looks like; raised when an older program could not read it.
const FORMAT: u32 = 1;

/// The first line of a backup.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Front {
    GreenroomBackup {
        format: u32,
        /// The keys of the links, the one that counts first; none where they are kept elsewhere.
        link_keys: Vec<String>,
        /// The SHA-256 of their bytes, so that a changed one is noticed.
        sha256: String,
    },
}

/// A whole backup.
#[derive(Debug)]
pub struct Found {
    /// The keys of the links, the one that counts first; none where they are kept elsewhere.
    pub link_keys: Vec<Secret>,
    /// What follows them.
    pub export: Checked,
}

/// The first line of a backup with these keys. An export must follow.
pub fn front(link_keys: &[Secret]) -> Vec<u8> {
    let front = Front::GreenroomBackup {
        format: FORMAT,
        link_keys: link_keys.iter().map(hex).collect(),
        sha256: sum(link_keys),
    };
    let mut line = serde_json::to_vec(&front).unwrap_or_default();
    line.push(b'\n');
    line
}

fn sum(link_keys: &[Secret]) -> String {
    HEXLOWER.encode(&Sha256::digest(link_keys.as_flattened()))
}

/// Reads a whole backup without keeping it.
///
/// # Errors
/// [`TransferError::Line`] names the first line that is not what it should be.
pub fn check(mut input: impl BufRead) -> Result<Found, TransferError> {
    let link_keys = keys(&mut input)?;
    let export = transfer::check_from(2, input)?;
    if export.at.is_none() {
        return Err(wrong("the moment of the backup in line 2", "none"));
    }
    Ok(Found { link_keys, export })
}

/// Reads the first line of a backup; the export follows.
///
/// # Errors
/// [`TransferError::Line`] says what is wrong with it.
pub fn keys(input: &mut impl BufRead) -> Result<Vec<Secret>, TransferError> {
    let mut line = Vec::new();
    input.read_until(b'\n', &mut line)?;
    if line.starts_with(b"{\"greenroom_export\"") {
        let found = "an export; `greenroom import` reads it";
        return Err(wrong("the first line of a backup", found));
    }
    let front =
        serde_json::from_slice(&line).map_err(|error| wrong("the first line of a backup", error.to_string()))?;
    let Front::GreenroomBackup {
        format,
        link_keys,
        sha256,
    } = front;
    if format != FORMAT {
        let found = format!("format {format}; a newer greenroom can read it");
        return Err(wrong("a backup of format 1", found));
    }
    let read: Option<Vec<Secret>> = link_keys.iter().map(|line| of_hex(line)).collect();
    match read.filter(|keys| sum(keys) == sha256) {
        Some(keys) => Ok(keys),
        // The keys are never shown.
        None => Err(wrong("link keys with the sum that stands beside them", "others")),
    }
}

fn wrong(expected: &'static str, found: impl Into<String>) -> TransferError {
    TransferError::Line {
        line: 1,
        expected,
        found: found.into(),
    }
}
