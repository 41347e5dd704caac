//! `export` and `import`: everything that is kept as JSON Lines, the same for every backend.
//!
//! The first line names the format, the last one counts what stands between, so that a file that was cut off is noticed
//! before anything is written. Raw mails follow their records as base64.

use std::io::{BufRead, Write};
use std::sync::Arc;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::{Batch, Key, Record, Store, StoreError};
use crate::domain::ids::MailId;

/// What the lines look like; raised when an older program could not read them.
const FORMAT: u32 = 1;

/// So many records are read or written in one go.
const AT_ONCE: usize = 256;

/// One line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first line.
    GreenroomExport {
        /// The format of the lines.
        format: u32,
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
    /// The last line.
    End(Counts),
}

/// How much was carried over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records.
    pub records: u64,
    /// Raw mails.
    pub mails: u64,
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

/// Writes everything. The caller makes sure that `out` reaches the disk.
///
/// # Errors
/// [`TransferError`]; what was written then is no complete export, which `import` notices.
pub async fn export(store: &Arc<dyn Store>, out: &mut (impl Write + Send)) -> Result<Counts, TransferError> {
    let mut counts = Counts::default();
    write_line(out, &Line::GreenroomExport { format: FORMAT })?;
    let mut after: Option<Key> = None;
    loop {
        let records = store.scan(after.as_ref(), AT_ONCE).await?;
        let Some(last) = records.last() else { break };
        after = Some(last.key());
        for record in records {
            let mail = if let Record::Mail(mail) = &record {
                Some(mail.id)
            } else {
                None
            };
            write_line(out, &Line::Record(Box::new(record)))?;
            counts.records += 1;
            if let Some(mail) = mail
                && let Some(raw) = store.raw(mail).await?
            {
                write_line(
                    out,
                    &Line::Raw {
                        mail,
                        base64: BASE64.encode(&raw),
                    },
                )?;
                counts.mails += 1;
            }
        }
    }
    write_line(out, &Line::End(counts))?;
    Ok(counts)
}

fn write_line(out: &mut impl Write, line: &Line) -> Result<(), TransferError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Reads a whole export without keeping it, and says how much is in it.
///
/// # Errors
/// [`TransferError::Line`] names the first line that is not what it should be.
pub fn check(input: impl BufRead) -> Result<Counts, TransferError> {
    let (mut counts, mut end) = (Counts::default(), None);
    let mut lines = 0;
    for (number, text) in (1..).zip(input.lines()) {
        lines = number;
        let wrong = |expected, found: String| TransferError::Line {
            line: number,
            expected,
            found,
        };
        if end.is_some() {
            return Err(wrong("nothing after the last line", "another line".into()));
        }
        let line = read_line(number, &text?)?;
        match line {
            Line::GreenroomExport { format } if number == 1 => {
                if format != FORMAT {
                    return Err(wrong("an export of format 1", format!("format {format}")));
                }
            }
            Line::GreenroomExport { .. } => return Err(wrong("a record", "another first line".into())),
            _ if number == 1 => return Err(wrong("the first line of an export", "something else".into())),
            Line::Record(_) => counts.records += 1,
            Line::Raw { mail, base64 } => {
                let bytes = BASE64
                    .decode(base64.as_bytes())
                    .map_err(|error| wrong("base64", error.to_string()))?;
                if MailId::of(&bytes) != mail {
                    return Err(wrong("the mail that has this hash", "other bytes".into()));
                }
                counts.mails += 1;
            }
            Line::End(counted) => end = Some(counted),
        }
    }
    match end {
        Some(counted) if counted == counts => Ok(counts),
        Some(counted) => {
            let found = format!("{} records and {} mails", counts.records, counts.mails);
            let expected = "as many records and mails as the last line says";
            Err(TransferError::Line {
                line: lines,
                expected,
                found: format!("{found} instead of {counted:?}"),
            })
        }
        None => Err(TransferError::Line {
            line: lines,
            expected: "the last line of an export",
            found: "the end".into(),
        }),
    }
}

fn read_line(line: u64, text: &str) -> Result<Line, TransferError> {
    let wrong = |error: serde_json::Error| TransferError::Line {
        line,
        expected: "a line of an export",
        found: error.to_string(),
    };
    serde_json::from_str(text).map_err(wrong)
}

/// Reads an export, which [`check`] has found good, into an empty store.
///
/// # Errors
/// [`TransferError::NotEmpty`], or what the store says.
pub async fn import(store: &Arc<dyn Store>, input: impl BufRead + Send) -> Result<Counts, TransferError> {
    if let Some(first) = store.scan(None, 1).await?.first() {
        return Err(TransferError::NotEmpty(Box::new(first.key())));
    }
    let (mut counts, mut batch, mut raws) = (Counts::default(), Batch::new(), Vec::new());
    for (number, text) in (1..).zip(input.lines()) {
        match read_line(number, &text?)? {
            Line::Record(record) => {
                batch.insert(*record);
                counts.records += 1;
            }
            Line::Raw { base64, .. } => {
                let wrong = |error: data_encoding::DecodeError| TransferError::Line {
                    line: number,
                    expected: "base64",
                    found: error.to_string(),
                };
                raws.push(BASE64.decode(base64.as_bytes()).map_err(wrong)?);
                counts.mails += 1;
            }
            Line::GreenroomExport { .. } | Line::End(_) => {}
        }
        if batch.writes.len() >= AT_ONCE || raws.len() >= AT_ONCE {
            store.put_raw(std::mem::take(&mut raws)).await?;
            store.commit(std::mem::take(&mut batch)).await?;
        }
    }
    store.put_raw(raws).await?;
    store.commit(batch).await?;
    Ok(counts)
}
