//! `export` and `import`: everything that is kept as JSON Lines, the same for every backend.
//!
//! The first line names the format, the last one counts what stands between and has its SHA-256, so that a file that was cut
//! off or changed is noticed before anything is written. First come all records, as they were at one moment, then the raw
//! mails as base64. A crash while a file is written leaves one without its last line.
//!
//! `write.rs` makes the lines, `check.rs` judges them, and [`import`] brings them into an empty store.

use std::io::BufRead;
use std::sync::Arc;

use data_encoding::BASE64;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Batch, Key, Record, Store, StoreError};
use crate::domain::ids::MailId;

mod check;
mod write;

pub use check::{Checked, check, check_from};
pub use write::{Exporting, export};

/// What the lines look like; raised when an older program could not read them.
const FORMAT: u32 = 5;

/// So many records are read or written in one go.
const AT_ONCE: usize = 256;

/// So many bytes of raw mails are kept in memory.
const BYTES_AT_ONCE: usize = 8 << 20;

/// One line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first line.
    GreenroomExport {
        /// The format of the lines.
        format: u32,
        /// The moment that is in it, where that was noted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Timestamp>,
    },
    /// A record.
    Record(Box<Record>),
    /// A raw mail.
    Raw {
        /// The hash of its bytes.
        mail: MailId,
        /// Its bytes.
        base64: String,
    },
    /// A raw mail that the store does not have as it should.
    Missing {
        /// Which.
        mail: MailId,
        /// What the store says.
        why: String,
    },
    /// The store failed; nothing follows.
    Failed {
        /// What it said.
        reason: String,
    },
    /// The last line.
    End {
        /// What stands between.
        #[serde(flatten)]
        counts: Counts,
        /// The SHA-256 of all lines before this one; exports of format 1 have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
    },
}

/// How much was carried over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records.
    pub records: u64,
    /// Raw mails.
    pub mails: u64,
    /// Raw mails that the store did not have as it should.
    #[serde(default)]
    pub missing: u64,
}

/// Why a transfer failed.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be read or written.
    #[error("the file: {0}")]
    File(#[from] std::io::Error),
    /// A line is not what it should be.
    #[error("line {line}: expected {expected}, found {found}")]
    Line {
        /// Counted from 1.
        line: u64,
        /// What should stand there.
        expected: &'static str,
        /// What does.
        found: String,
    },
    /// The store has something in it.
    #[error("expected an empty store, found {0:?}; import into a new folder")]
    NotEmpty(Box<Key>),
}

fn read_line(line: u64, text: &[u8]) -> Result<Line, TransferError> {
    let wrong = |error: serde_json::Error| TransferError::Line {
        line,
        expected: "a line of an export",
        found: error.to_string(),
    };
    serde_json::from_slice(text).map_err(wrong)
}

fn decoded(line: u64, base64: &str) -> Result<Vec<u8>, TransferError> {
    BASE64.decode(base64.as_bytes()).map_err(|error| TransferError::Line {
        line,
        expected: "base64",
        found: error.to_string(),
    })
}

/// Reads an export, which [`check`] has found good, into an empty store.
///
/// # Errors
/// [`TransferError::NotEmpty`], or what the store says.
pub async fn import(store: &Arc<dyn Store>, input: impl BufRead + Send) -> Result<Counts, TransferError> {
    if let Some(first) = store.scan(None, 1).await?.first() {
        return Err(TransferError::NotEmpty(Box::new(first.key())));
    }
    let (mut counts, mut batch, mut raws, mut bytes) = (Counts::default(), Batch::new(), Vec::new(), 0);
    for (number, text) in (1..).zip(input.lines()) {
        match read_line(number, text?.as_bytes())? {
            Line::Record(record) => {
                batch.insert(*record);
                counts.records += 1;
            }
            Line::Raw { base64, .. } => {
                let raw = decoded(number, &base64)?;
                bytes += raw.len();
                raws.push(raw);
                counts.mails += 1;
            }
            Line::Missing { .. } => counts.missing += 1,
            Line::GreenroomExport { .. } | Line::End { .. } | Line::Failed { .. } => {}
        }
        if batch.writes.len() >= AT_ONCE || raws.len() >= AT_ONCE || bytes >= BYTES_AT_ONCE {
            bytes = 0;
            store.put_raw(std::mem::take(&mut raws)).await?;
            store.commit(std::mem::take(&mut batch)).await?;
        }
    }
    store.put_raw(raws).await?;
    store.commit(batch).await?;
    Ok(counts)
}
