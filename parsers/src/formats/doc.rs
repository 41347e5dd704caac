//! Word 97-2003 documents (.doc): text by the piece table, paragraph and table marks, fields as their result.
//!
//! Seen: Word 97 to 2003, Word 6 and 95, LibreOffice, WPS, and files that are really .docx, .rtf or HTML under this name.
//! Deleted, struck and hidden text is passed over, legacy form fields are their shown value. Page headers and footers,
//! notes and text boxes follow the text. Incomplete support: fast-saved Word 6 files; list marks are bullets; pictures.

mod file;
mod forms;
mod looks;

use crate::document::{Document, Link};
use crate::formats::docx::{letter_of_symbols, link_address};
use crate::formats::ole::Ole;
use crate::formats::page::{Merge, Page};
use crate::formats::{Trouble, html};
use file::{Story, Word};

/// Fields inside each other.
const MAX_FIELDS: usize = 50;

/// Reads a .doc into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"<html") || start.starts_with(b"<HTML") || start.starts_with(b"<!DOCTYPE html") {
        // Web applications send HTML under the name of a Word file.
        return html::read(part, &crate::formats::charset::guess(bytes)).ok_or(Trouble::Unreadable);
    }
    let ole = Ole::open(bytes).ok_or(Trouble::Unreadable)?;
    if ole.find(0, "EncryptedPackage").is_some() {
        return Err(Trouble::Encrypted);
    }
    let word = Word::open(&ole)?;
    let mut document = Document::new(part);
    for story in word.stories() {
        let mut reader = Reader::new(&word, story == Story::Margins);
        reader.read(story)?;
        document.append(reader.page.finish());
    }
    Ok(document)
}

/// A field that has begun.
#[derive(Default)]
struct Field {
    instruction: String,
    result: bool,
    /// It has been shown already.
    shown: bool,
    from: usize,
}

struct Reader<'w> {
    word: &'w Word,
    page: Page,
    fields: Vec<Field>,
    bold: bool,
    plain: bool,
    /// The last character was the mark of a cell: without paragraph properties, another one ends the row.
    after_cell: bool,
}

impl<'w> Reader<'w> {
    fn new(word: &'w Word, margin: bool) -> Self {
        let mut page = Page::new("");
        page.margin = margin;
        Self {
            word,
            page,
            fields: Vec::new(),
            bold: false,
            plain: false,
            after_cell: false,
        }
    }

    fn read(&mut self, story: Story) -> Result<(), Trouble> {
        for piece in self.word.pieces(story) {
            for (c, at) in self.word.characters(&piece) {
                self.character(c, at);
                if matches!(c, '\r' | '\u{7}') {
                    self.page.check()?;
                }
            }
            self.page.check()?;
        }
        Ok(())
    }

    fn character(&mut self, c: char, at: usize) {
        let look = self.word.looks.character(at);
        if look.gone && !matches!(c, '\u{7}' | '\u{13}'..='\u{15}') {
            return;
        }
        match c {
            '\u{13}' if self.fields.len() < MAX_FIELDS => self.fields.push(Field::default()),
            '\u{14}' => {
                let from = self.page.line().len();
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                    field.from = from;
                }
            }
            '\u{15}' => self.end_field(),
            '\u{1}' => self.form_value(look.data),
            '\r' | '\u{c}' => self.end_paragraph(at),
            '\u{7}' => self.end_cell(at),
            _ if self.is_silent() => self.instruction(c),
            '\u{b}' | '\u{e}' => self.page.put('\n'),
            '\u{1e}' => self.page.put('-'),
            '\u{28}' if look.symbol.is_some() => {
                let c = look.symbol.and_then(|code| char::from_u32(u32::from(code)));
                self.page.put_str(c.map(letter_of_symbols).unwrap_or_default());
            }
            '\u{f020}'..='\u{f0ff}' => self.page.put_str(letter_of_symbols(c)),
            _ => {
                self.page.put(c);
                if !c.is_whitespace() && !c.is_control() {
                    self.bold |= look.bold;
                    self.plain |= !look.bold;
                }
            }
        }
        if c != '\u{7}' {
            self.after_cell = false;
        }
    }

    fn is_silent(&self) -> bool {
        self.fields.iter().any(|field| field.shown || !field.result)
    }

    fn instruction(&mut self, c: char) {
        if let Some(field) = self
            .fields
            .last_mut()
            .filter(|field| !field.result && field.instruction.len() < 4_000)
        {
            field.instruction.push(c);
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if self.is_silent() {
            return;
        }
        let Some(address) = link_address(&field.instruction) else {
            return;
        };
        let shown = self.page.line().get(field.from..).unwrap_or_default();
        if let Some(mail) = address.strip_prefix("mailto:") {
            let mail = mail.split('?').next().unwrap_or_default().trim();
            if !shown.is_empty() && !shown.contains('@') && mail.contains('@') {
                self.page.put_str(&format!(" <{mail}>"));
            }
        } else if address.starts_with("http") && self.page.doc.links.len() < 1_000 {
            let at = self.page.doc.text.len() + self.page.line().len();
            self.page.doc.links.push(Link {
                address: address.to_owned(),
                at,
            });
        }
    }

    /// The value of a form field stands in another stream; a character marks its place.
    fn form_value(&mut self, data: Option<u32>) {
        let Some(field) = self.fields.last() else { return };
        let around = self
            .fields
            .iter()
            .rev()
            .skip(1)
            .any(|field| field.shown || !field.result);
        if field.result || field.shown || around || !field.instruction.trim_start().starts_with("FORM") {
            return;
        }
        if let Some(value) = data.and_then(|at| forms::value(&self.word.data, at)) {
            self.page.put_str(&value);
            if let Some(field) = self.fields.last_mut() {
                field.shown = true;
            }
        }
    }

    fn end_paragraph(&mut self, at: usize) {
        // A field that has not come to its result by the end of a paragraph is damaged.
        self.fields.retain(|field| field.result && !field.shown);
        let look = self.word.looks.paragraph(at);
        if look.in_table && !self.page.margin {
            self.page.end_cell_paragraph();
            return;
        }
        let list = look.list.filter(|_| !self.page.line().trim().is_empty());
        if list.is_some() {
            self.page.set_mark("•");
        }
        let heading = look.heading || self.bold && !self.plain;
        self.page.end_paragraph(list, heading);
        (self.bold, self.plain) = (false, false);
    }

    fn end_cell(&mut self, at: usize) {
        self.fields.clear();
        let look = self.word.looks.paragraph(at);
        let ends_row = if self.word.looks.knows_paragraphs() {
            look.row_end
        } else {
            self.after_cell
        };
        if ends_row {
            let merges: Vec<Merge> = look.merges.clone().unwrap_or_default();
            self.page.end_row(&merges);
        } else {
            self.page.end_cell();
        }
        self.after_cell = !ends_row;
        (self.bold, self.plain) = (false, false);
    }
}
