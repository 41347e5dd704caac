//! Rich text (.rtf): a small bounded reader of paragraphs, tabs and table rows.
//!
//! Incomplete support: other code pages than Windows-1252, nested tables, fields (their shown result is read).

use crate::document::{CellText, Document};
use crate::formats::Trouble;

const MAX_GROUPS: usize = 200;
const MAX_TEXT: usize = 2 * 1024 * 1024;

/// What a group inherits.
#[derive(Debug, Clone, Copy)]
struct Group {
    hidden: bool,
    unicode_skip: usize,
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    stack: Vec<Group>,
    group: Group,
    line: String,
    cells: Vec<String>,
    in_row: bool,
    table: Option<usize>,
    doc: Document,
    skip: usize,
    written: usize,
}

/// Reads an .rtf into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Trouble::Unreadable);
    }
    let mut reader = Reader {
        bytes,
        at: 0,
        stack: Vec::new(),
        group: Group {
            hidden: false,
            unicode_skip: 1,
        },
        line: String::new(),
        cells: Vec::new(),
        in_row: false,
        table: None,
        doc: Document::new(part),
        skip: 0,
        written: 0,
    };
    reader.run()?;
    Ok(reader.doc)
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), Trouble> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'{' => {
                    if self.stack.len() >= MAX_GROUPS {
                        return Err(Trouble::Unreadable);
                    }
                    self.stack.push(self.group);
                }
                b'}' => {
                    if let Some(group) = self.stack.pop() {
                        self.group = group;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                _ => self.byte(byte),
            }
            if self.written > MAX_TEXT {
                return Err(Trouble::Unreadable);
            }
        }
        self.end_line();
        Ok(())
    }

    fn control(&mut self) {
        let Some(first) = self.bytes.get(self.at).copied() else {
            return;
        };
        if first.is_ascii_alphabetic() {
            let start = self.at;
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
                self.at += 1;
            }
            let word = self.bytes[start..self.at].to_vec();
            let number = self.number();
            if self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            }
            self.word(&word, number);
            return;
        }
        self.at += 1;
        match first {
            b'\'' => {
                let code = self
                    .bytes
                    .get(self.at..self.at + 2)
                    .and_then(|hex| std::str::from_utf8(hex).ok());
                let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                self.at = (self.at + 2).min(self.bytes.len());
                if let Some(code) = code {
                    self.byte(code);
                }
            }
            b'*' => self.group.hidden = true,
            b'~' => self.put('\u{a0}'),
            b'_' => self.put('-'),
            b'\\' | b'{' | b'}' => self.byte(first),
            b'\n' | b'\r' => self.end_line(),
            _ => {}
        }
    }

    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.at - start < 10 && self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[start..self.at]).ok()?.parse().ok()
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"par" | b"line" | b"sect" | b"page" if !self.in_row => self.end_line(),
            b"par" | b"line" => self.put('\n'),
            b"tab" => self.put('\t'),
            b"trowd" | b"intbl" => self.in_row = true,
            b"pard" if self.cells.is_empty() && self.line.is_empty() => self.in_row = false,
            b"cell" => {
                let cell = std::mem::take(&mut self.line);
                self.cells.push(cell.trim().to_owned());
            }
            b"row" => self.end_row(),
            b"strike" | b"striked" | b"v" | b"deleted" => self.group.hidden |= number != Some(0),
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"header" | b"footer" | b"fldinst"
            | b"listtable" | b"footnote" | b"generator" | b"object" => self.group.hidden = true,
            b"uc" => self.group.unicode_skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(8),
            b"u" => self.unicode(number.unwrap_or(0)),
            b"emdash" => self.put('—'),
            b"endash" => self.put('–'),
            b"bullet" => self.put('•'),
            b"lquote" | b"rquote" => self.put('\''),
            b"ldblquote" | b"rdblquote" => self.put('"'),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        let code = if number < 0 { number + 65_536 } else { number };
        if let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) {
            self.put(c);
        }
        self.skip = self.group.unicode_skip;
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        for c in text.chars() {
            self.put(c);
        }
    }

    fn put(&mut self, c: char) {
        if !self.group.hidden {
            self.line.push(c);
            self.written += 1;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.table = None;
        let (list, skip) = crate::formats::plain::list_mark(&line);
        self.doc.push_line(line.trim_end(), 0, list);
        if let Some(last) = self.doc.lines.last_mut() {
            last.span.start = (last.span.start + skip).min(last.span.end);
        }
    }

    fn end_row(&mut self) {
        let cells: Vec<CellText> = std::mem::take(&mut self.cells).into_iter().map(CellText::New).collect();
        self.line.clear();
        self.in_row = false;
        let table = match self.table {
            Some(table) => table,
            None => self.doc.next_table(),
        };
        self.table = Some(table);
        if !cells.is_empty() {
            self.doc.push_row(table, &cells, 0);
        }
    }
}
