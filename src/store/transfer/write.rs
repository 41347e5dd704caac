//! Makes the lines of an export, some at a time, so that they can go into a file or over a connection.

use std::io::Write;
use std::sync::Arc;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{AT_ONCE, BYTES_AT_ONCE, Counts, FORMAT, Line, TransferError};
use crate::domain::ids::MailId;
use crate::store::{Frozen, Key, Record, Store, StoreError};

/// An export that is being written: everything as it was when it began.
pub struct Exporting {
    frozen: Box<dyn Frozen>,
    stage: Stage,
    /// Raw mails that are still to come, the last first.
    mails: Vec<MailId>,
    counts: Counts,
    sum: Sha256,
}

enum Stage {
    Head(Option<Timestamp>),
    Records(Option<Key>),
    Mails,
    Over,
}

impl Exporting {
    /// Begins now; what is written to the store from here on is not in it. `at` is the present time, to be noted.
    ///
    /// # Errors
    /// What the store says.
    pub async fn begin(store: &Arc<dyn Store>, at: Option<Timestamp>) -> Result<Self, StoreError> {
        Ok(Self {
            frozen: store.freeze().await?,
            stage: Stage::Head(at),
            mails: Vec::new(),
            counts: Counts::default(),
            sum: Sha256::new(),
        })
    }

    /// What was written so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The next lines; `None` at the end. When the store fails, the last line says so.
    ///
    /// # Errors
    /// A record that cannot be written as JSON.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, TransferError> {
        let mut out = Vec::new();
        // Records that are left out give no lines; only the end may be silent.
        while out.is_empty() && !matches!(self.stage, Stage::Over) {
            match self.advance(&mut out).await {
                Ok(()) => {}
                Err(TransferError::Store(error)) => {
                    self.stage = Stage::Over;
                    let reason = error.to_string();
                    write_line(&mut out, &Line::Failed { reason })?;
                }
                Err(error) => return Err(error),
            }
        }
        self.sum.update(&out);
        Ok((!out.is_empty()).then_some(out))
    }

    async fn advance(&mut self, out: &mut Vec<u8>) -> Result<(), TransferError> {
        match &self.stage {
            Stage::Head(at) => {
                write_line(
                    out,
                    &Line::GreenroomExport {
                        format: FORMAT,
                        at: *at,
                    },
                )?;
                self.stage = Stage::Records(None);
            }
            Stage::Records(after) => {
                let records = self.frozen.scan(after.as_ref(), AT_ONCE).await?;
                if records.is_empty() {
                    // The first that was found is written first.
                    self.mails.reverse();
                    self.stage = Stage::Mails;
                    return self.some_mails(out).await;
                }
                self.some_records(records, out)?;
            }
            Stage::Mails => self.some_mails(out).await?,
            Stage::Over => {}
        }
        Ok(())
    }

    fn some_records(&mut self, records: Vec<Record>, out: &mut Vec<u8>) -> Result<(), TransferError> {
        for record in records {
            self.stage = Stage::Records(Some(record.key()));
            if !record.is_exported() {
                continue;
            }
            if let Record::Mail(mail) = &record
                && mail.erased.is_none()
            {
                self.mails.push(mail.id);
            }
            write_line(out, &Line::Record(Box::new(record)))?;
            self.counts.records += 1;
        }
        Ok(())
    }

    async fn some_mails(&mut self, out: &mut Vec<u8>) -> Result<(), TransferError> {
        while out.len() < BYTES_AT_ONCE {
            let Some(mail) = self.mails.pop() else {
                return self.end(out);
            };
            let why = match self.frozen.raw(mail).await {
                Ok(Some(raw)) => {
                    let base64 = BASE64.encode(&raw);
                    write_line(out, &Line::Raw { mail, base64 })?;
                    self.counts.mails += 1;
                    continue;
                }
                // One damaged mail must not keep all others out of the backup.
                Ok(None) => "the file is not there".to_owned(),
                Err(StoreError::Damaged(why)) => why,
                Err(error) => return Err(error.into()),
            };
            write_line(out, &Line::Missing { mail, why })?;
            self.counts.missing += 1;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), TransferError> {
        self.stage = Stage::Over;
        self.sum.update(&*out);
        let sum = std::mem::take(&mut self.sum).finalize();
        let end = Line::End {
            counts: self.counts,
            sha256: Some(HEXLOWER.encode(&sum)),
        };
        write_line(out, &end)
    }
}

fn write_line(out: &mut Vec<u8>, line: &Line) -> Result<(), TransferError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    out.push(b'\n');
    Ok(())
}

/// Writes everything. The caller makes sure that `out` reaches the disk.
///
/// # Errors
/// [`TransferError`]; what was written then is no complete export, which `import` notices.
pub async fn export(store: &Arc<dyn Store>, out: &mut (impl Write + Send)) -> Result<Counts, TransferError> {
    let mut exporting = Exporting::begin(store, None).await?;
    while let Some(lines) = exporting.next().await? {
        out.write_all(&lines)?;
    }
    Ok(exporting.counts())
}
