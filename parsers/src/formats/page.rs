//! A text while it is read from a stream of characters: paragraphs, list marks, cells and rows as they end.
//!
//! For formats that say where things end, not where they begin (.rtf, .doc), and for trees that read as easily so.

use crate::document::{CellText, Document, Span};
use crate::formats::{Trouble, margin, plain};

/// Paragraphs and rows; more is no list of people.
const MAX_LINES: usize = 50_000;
/// All text of a document: a thousand pages.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// More columns than anybody reads.
const MAX_COLUMNS: usize = 60;

/// How a cell goes together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    /// Not at all.
    No,
    /// With the cell to its left.
    Left,
    /// With the cell above.
    Above,
}

/// A text being read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) doc: Document,
    line: String,
    mark: String,
    cells: Vec<String>,
    table: Option<usize>,
    above: Vec<Span>,
    pub(crate) margin: bool,
    written: usize,
    /// Line breaks inside of paragraphs, and lines of texts that stand apart.
    broken: usize,
}

impl Page {
    pub(crate) fn new(part: &str) -> Self {
        Self {
            doc: Document::new(part),
            ..Self::default()
        }
    }

    /// Text that is shown; a line feed breaks the line.
    pub(crate) fn put(&mut self, c: char) {
        if c == '\n' {
            self.broken += 1;
            if self.broken > MAX_LINES {
                // The paragraph would become as many lines before anybody asks whether it has grown too long.
                return;
            }
        }
        if !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}') {
            self.line.push(c);
            self.written += c.len_utf8();
        }
    }

    pub(crate) fn put_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.put(c));
    }

    /// What was written of the paragraph or cell so far.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    /// The paragraph's text so far is a list mark.
    pub(crate) fn take_mark(&mut self) {
        self.mark = std::mem::take(&mut self.line);
    }

    /// Gives the paragraph a list mark that does not stand in its text.
    pub(crate) fn set_mark(&mut self, mark: &str) {
        mark.clone_into(&mut self.mark);
    }

    /// Counts a text that stands apart from the page, but was read for it.
    pub(crate) fn count(&mut self, apart: &Document) {
        self.written += apart.text.len();
        self.broken += apart.lines.len();
    }

    /// Whether it has grown beyond what is read.
    pub(crate) fn check(&self) -> Result<(), Trouble> {
        let cells = self.cells.len() + self.doc.lines.len().max(self.broken);
        if cells > MAX_LINES || self.written > MAX_TEXT {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    /// Ends a paragraph outside of tables.
    pub(crate) fn end_paragraph(&mut self, list: Option<usize>, heading: bool) {
        self.end_table();
        let line = std::mem::take(&mut self.line);
        let mark = std::mem::take(&mut self.mark);
        let mark = mark.trim();
        for (index, text) in line.split('\n').enumerate() {
            let text = text.trim_end();
            let before = if index > 0 || mark.is_empty() || text.trim().is_empty() {
                String::new()
            } else {
                format!("{}{mark} ", "  ".repeat(list.unwrap_or(0).min(8)))
            };
            let (typed, skip) = plain::list_mark(text);
            let listed = list.or(typed).filter(|_| !text.trim().is_empty());
            self.doc.push_line(&format!("{before}{text}"), 0, listed);
            if let Some(last) = self.doc.lines.last_mut() {
                last.heading = heading;
                last.span.start = (last.span.start + before.len() + skip).min(last.span.end);
            }
            if self.margin {
                margin::settle(&mut self.doc);
            }
        }
    }

    /// Ends a paragraph inside a cell.
    pub(crate) fn end_cell_paragraph(&mut self) {
        self.mark.clear();
        if !self.line.is_empty() && !self.line.ends_with('\n') {
            self.line.push('\n');
        }
    }

    /// Ends a cell.
    pub(crate) fn end_cell(&mut self) {
        self.mark.clear();
        let line = std::mem::take(&mut self.line);
        let lines: Vec<&str> = line
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        if self.cells.len() < MAX_COLUMNS {
            self.cells.push(lines.join("\n").replace('\t', " "));
        }
    }

    /// Whether cells have ended since the last row.
    pub(crate) fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Ends a row; cells without a word on how they go together stand alone.
    pub(crate) fn end_row(&mut self, merges: &[Merge]) {
        let texts = std::mem::take(&mut self.cells);
        if texts.is_empty() {
            return;
        }
        if texts.len() == 1 || self.margin {
            for text in texts {
                self.line = text;
                self.end_paragraph(None, false);
            }
            return;
        }
        let table = match self.table {
            Some(table) => table,
            None => self.doc.next_table(),
        };
        let cells: Vec<CellText> = texts
            .into_iter()
            .enumerate()
            .map(
                |(column, text)| match merges.get(column).copied().unwrap_or(Merge::No) {
                    Merge::Left if column > 0 && text.is_empty() => CellText::Left,
                    Merge::Above if text.is_empty() => match self.above.get(column) {
                        Some(span) => CellText::Above(*span),
                        None => CellText::New(text),
                    },
                    Merge::No | Merge::Left | Merge::Above => CellText::New(text),
                },
            )
            .collect();
        self.above = self.doc.push_row(table, &cells, 0);
        self.table = Some(table);
    }

    /// Ends the table, if one is being read: an empty line parts it from what follows.
    pub(crate) fn end_table(&mut self) {
        if self.table.take().is_some() {
            self.doc.push_line("", 0, None);
            self.above.clear();
        }
    }

    /// Everything that was read.
    pub(crate) fn finish(mut self) -> Document {
        if !self.cells.is_empty() {
            self.end_cell();
            self.end_row(&[]);
        }
        if !self.line.trim().is_empty() {
            self.end_paragraph(None, false);
        }
        self.doc
    }
}
