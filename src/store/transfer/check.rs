//! Whether a file is a whole export: every line is read, every raw mail has its hash, and the last line's counts and sum fit.

use std::collections::BTreeSet;
use std::io::BufRead;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{Counts, FORMAT, Line, TransferError, decoded, read_line};
use crate::domain::ids::MailId;
use crate::store::Record;

/// A whole export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// How much is in it.
    pub counts: Counts,
    /// The moment that is in it, where that was noted.
    pub at: Option<Timestamp>,
}

/// Reads a whole export without keeping it, and says how much is in it.
///
/// # Errors
/// [`TransferError::Line`] names the first line that is not what it should be.
pub fn check(input: impl BufRead) -> Result<Counts, TransferError> {
    check_from(1, input).map(|checked| checked.counts)
}

/// [`check`] of an export whose first line is the line `first` of its file.
///
/// # Errors
/// As [`check`].
pub fn check_from(first: u64, mut input: impl BufRead) -> Result<Checked, TransferError> {
    let mut reading = Reading {
        first,
        line: first,
        ..Reading::default()
    };
    let mut text = Vec::new();
    loop {
        text.clear();
        if input.read_until(b'\n', &mut text)? == 0 {
            return reading.end();
        }
        reading.line(&text)?;
        reading.line += 1;
    }
}

#[derive(Default)]
struct Reading {
    first: u64,
    line: u64,
    counts: Counts,
    at: Option<Timestamp>,
    sum: Sha256,
    /// Mails whose raw bytes have not been seen.
    wanted: BTreeSet<MailId>,
    is_over: bool,
    has_all_raws: bool,
}

impl Reading {
    fn wrong(&self, expected: &'static str, found: impl Into<String>) -> TransferError {
        TransferError::Line {
            line: self.line,
            expected,
            found: found.into(),
        }
    }

    fn line(&mut self, text: &[u8]) -> Result<(), TransferError> {
        if self.is_over {
            return Err(self.wrong("nothing after the last line", "another line"));
        }
        let line = read_line(self.line, text)?;
        let is_first = self.line == self.first;
        match line {
            Line::GreenroomExport { format, at } if is_first => {
                if !(1..=FORMAT).contains(&format) {
                    let found = format!("format {format}; a newer greenroom can read it");
                    return Err(self.wrong("an export of format 1 to 5", found));
                }
                (self.at, self.has_all_raws) = (at, format >= 2);
            }
            Line::GreenroomExport { .. } => return Err(self.wrong("a record", "another first line")),
            Line::Record(_) | Line::Raw { .. } | Line::Missing { .. } | Line::Failed { .. } | Line::End { .. }
                if is_first =>
            {
                return Err(self.wrong("the first line of an export", "something else"));
            }
            Line::Record(record) => self.record(&record),
            Line::Raw { mail, base64 } => {
                if MailId::of(&decoded(self.line, &base64)?) != mail {
                    return Err(self.wrong("the mail that has this hash", "other bytes"));
                }
                self.wanted.remove(&mail);
                self.counts.mails += 1;
            }
            Line::Missing { mail, .. } => {
                self.wanted.remove(&mail);
                self.counts.missing += 1;
            }
            Line::Failed { reason } => return Err(self.wrong("a record", format!("that it was broken off: {reason}"))),
            Line::End { counts, sha256 } => return self.last(counts, sha256.as_deref()),
        }
        self.sum.update(text);
        Ok(())
    }

    fn record(&mut self, record: &Record) {
        self.counts.records += 1;
        if let Record::Mail(mail) = record
            && mail.erased.is_none()
        {
            self.wanted.insert(mail.id);
        }
    }

    fn last(&mut self, counted: Counts, sha256: Option<&str>) -> Result<(), TransferError> {
        self.is_over = true;
        if counted != self.counts {
            let Counts { records, mails, .. } = self.counts;
            let found = format!("{records} records and {mails} mails instead of {counted:?}");
            return Err(self.wrong("as many records and mails as the last line says", found));
        }
        let found = HEXLOWER.encode(&std::mem::take(&mut self.sum).finalize());
        if sha256.is_some_and(|expected| expected != found) || (self.has_all_raws && sha256.is_none()) {
            let found = format!("the sum {found} instead of {}", sha256.unwrap_or("none"));
            return Err(self.wrong("the sum that the last line says", found));
        }
        match self.wanted.first().filter(|_| self.has_all_raws) {
            Some(mail) => Err(self.wrong("the bytes of every mail", format!("none of the mail {mail}"))),
            None => Ok(()),
        }
    }

    fn end(&self) -> Result<Checked, TransferError> {
        if self.is_over {
            return Ok(Checked {
                counts: self.counts,
                at: self.at,
            });
        }
        Err(self.wrong("the last line of an export", "the end"))
    }
}
