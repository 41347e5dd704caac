//! Reads an mbox file message by message, however large it is.
//!
//! A message begins with a `From ` line at the start of the file or after an empty line. Lines such as `>From ` lose
//! one `>` (mboxrd). The empty line before the next `From ` line belongs to the file, not to the message. One message
//! at most is in memory, and one above the limit is only counted.

use std::io::{self, BufRead, Read};

/// Lines are read in pieces of at most this size.
const PIECE: u64 = 64 * 1024;

/// One message of an mbox file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its number, counted from 1.
    pub(crate) number: u64,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// Its bytes, unless it is above the limit.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// A reader of an mbox file.
#[derive(Debug)]
pub(crate) struct Mbox<R> {
    reader: R,
    limit: u64,
    number: u64,
    current: Option<Entry>,
    after_empty_line: bool,
}

impl<R: BufRead> Mbox<R> {
    /// Reads from `reader`; messages above `limit` bytes are only counted.
    pub(crate) fn new(reader: R, limit: u64) -> Self {
        Self {
            reader,
            limit,
            number: 0,
            current: None,
            after_empty_line: true,
        }
    }

    /// The next message, or `None` at the end.
    ///
    /// # Errors
    /// What the reader says, or `InvalidData` when the file does not begin with a `From ` line.
    pub(crate) fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        let mut at_line_start = true;
        let mut piece = Vec::new();
        loop {
            piece.clear();
            if self.reader.by_ref().take(PIECE).read_until(b'\n', &mut piece)? == 0 {
                return Ok(self.current.take().map(finished));
            }
            let ends_line = piece.ends_with(b"\n");
            if at_line_start && self.after_empty_line && piece.starts_with(b"From ") {
                let finished = self.begin();
                self.skip_line(ends_line)?;
                if finished.is_some() {
                    return Ok(finished);
                }
                continue;
            }
            let empty = at_line_start && (piece == b"\n" || piece == b"\r\n");
            if self.current.is_none() && !empty {
                let words = "it is no mbox file: expected a line that begins with \"From \", found something else";
                return Err(io::Error::new(io::ErrorKind::InvalidData, words));
            }
            self.add(if at_line_start { unquoted(&piece) } else { &piece });
            self.after_empty_line = empty;
            at_line_start = ends_line;
        }
    }

    /// Begins a message and gives the one before.
    fn begin(&mut self) -> Option<Entry> {
        self.number += 1;
        let next = Entry {
            number: self.number,
            size: 0,
            bytes: Some(Vec::new()),
        };
        self.after_empty_line = false;
        self.current.replace(next).map(finished)
    }

    /// Reads to the end of a `From ` line that is longer than one piece.
    fn skip_line(&mut self, mut ended: bool) -> io::Result<()> {
        let mut piece = Vec::new();
        while !ended {
            piece.clear();
            ended = self.reader.by_ref().take(PIECE).read_until(b'\n', &mut piece)? == 0 || piece.ends_with(b"\n");
        }
        Ok(())
    }

    fn add(&mut self, piece: &[u8]) {
        if let Some(entry) = &mut self.current {
            entry.size += piece.len() as u64;
            if entry.size > self.limit {
                entry.bytes = None;
            } else if let Some(bytes) = &mut entry.bytes {
                bytes.extend_from_slice(piece);
            }
        }
    }
}

/// `>From ` and `>>From ` lose one `>`.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line[quotes..].starts_with(b"From ") {
        &line[1..]
    } else {
        line
    }
}

/// The message without the empty line that parts it from the next.
fn finished(mut entry: Entry) -> Entry {
    if let Some(bytes) = &mut entry.bytes {
        for end in [b"\r\n\r\n".as_slice(), b"\n\n"] {
            if bytes.ends_with(end) {
                bytes.truncate(bytes.len() - end.len() / 2);
                break;
            }
        }
        entry.size = bytes.len() as u64;
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], limit: u64) -> Vec<Entry> {
        let mut mbox = Mbox::new(text, limit);
        let mut entries = Vec::new();
        while let Some(entry) = mbox.next_entry().unwrap() {
            entries.push(entry);
        }
        entries
    }

    fn texts(entries: &[Entry]) -> Vec<String> {
        let bytes = entries.iter().map(|entry| entry.bytes.clone().unwrap_or_default());
        bytes.map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }

    #[test]
    fn messages_are_parted_and_unquoted() {
        let text =
            b"From a@b Mon Mar  1 08:00:00 2027\nSubject: 1\n\n>From here\n>>From there\nnot From\nFrom now on\n\n\
            From c@d Mon Mar  1 09:00:00 2027\nSubject: 2\n\nend\n\n";
        assert_eq!(
            texts(&read(text, 1000)),
            [
                "Subject: 1\n\nFrom here\n>From there\nnot From\nFrom now on\n",
                "Subject: 2\n\nend\n"
            ]
        );
    }

    #[test]
    fn windows_line_ends_and_a_missing_last_line_end_are_kept() {
        let text = b"From a\r\nSubject: 1\r\n\r\nx\r\n\r\nFrom b\r\nSubject: 2\r\n\r\ny";
        assert_eq!(
            texts(&read(text, 1000)),
            ["Subject: 1\r\n\r\nx\r\n", "Subject: 2\r\n\r\ny"]
        );
    }

    #[test]
    fn a_message_above_the_limit_is_counted_and_the_rest_is_read() {
        let mut text = b"From a\nSubject: large\n\n".to_vec();
        text.extend(std::iter::repeat_n(b'x', 200_000));
        text.extend(b"\n\nFrom b\nSubject: small\n\nok\n");
        let entries = read(&text, 1000);
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].number, entries[0].bytes.is_none()), (1, true));
        assert!(entries[0].size > 200_000);
        assert_eq!(entries[1].bytes.as_deref(), Some(b"Subject: small\n\nok\n".as_slice()));
    }

    #[test]
    fn something_else_is_said_to_be_no_mbox() {
        let words = Mbox::new(b"Subject: x\n\n".as_slice(), 10)
            .next_entry()
            .unwrap_err()
            .to_string();
        assert!(words.contains("no mbox file"), "{words}");
        assert!(read(b"", 10).is_empty());
        assert!(read(b"\n\n", 10).is_empty());
    }
}
