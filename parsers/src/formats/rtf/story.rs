//! A text of its own while RTF is read: its paragraphs, lists and rows as they end.

use crate::document::Document;
use crate::formats::page::{Merge, Page};
use crate::formats::rtf::state::Kind;

/// A text of its own: the document, a header, a note, a text box.
pub(super) struct Story {
    pub(super) page: Page,
    pub(super) kind: Kind,
    /// How many groups were open when it began.
    pub(super) depth: usize,
    merges: Vec<Merge>,
    merge: Merge,
    in_row: bool,
    row_open: bool,
    pub(super) list: Option<usize>,
    pub(super) level: usize,
    pub(super) heading: bool,
    pub(super) bold: bool,
    pub(super) plain: bool,
    pub(super) boxes: Vec<Document>,
}

impl Story {
    pub(super) fn new(part: &str, kind: Kind, depth: usize) -> Self {
        let mut page = Page::new(part);
        page.margin = kind == Kind::Margin;
        Self {
            page,
            kind,
            depth,
            merges: Vec::new(),
            merge: Merge::No,
            in_row: false,
            row_open: false,
            list: None,
            level: 0,
            heading: false,
            bold: false,
            plain: false,
            boxes: Vec::new(),
        }
    }

    /// Takes a word about tables and paragraphs; false when it is none.
    pub(super) fn table_word(&mut self, word: &[u8], visible: bool) -> bool {
        match word {
            b"trowd" => {
                self.merges.clear();
                self.merge = Merge::No;
                (self.in_row, self.row_open) = (true, true);
            }
            b"intbl" => self.in_row = true,
            b"pard" => {
                self.in_row &= self.row_open || self.page.has_cells();
                (self.level, self.heading) = (0, false);
            }
            b"clmrg" => self.merge = Merge::Left,
            b"clvmrg" => self.merge = Merge::Above,
            b"cellx" => {
                if self.merges.len() < 100 {
                    self.merges.push(std::mem::replace(&mut self.merge, Merge::No));
                }
            }
            b"cell" if visible => {
                self.page.end_cell();
                self.list = None;
            }
            b"nestcell" | b"nestrow" if visible => self.page.end_cell_paragraph(),
            b"row" if visible => {
                let merges = std::mem::take(&mut self.merges);
                self.page.end_row(&merges);
                (self.in_row, self.row_open) = (false, false);
            }
            b"cell" | b"nestcell" | b"nestrow" | b"row" => {}
            _ => return false,
        }
        true
    }

    /// Ends a paragraph, in a cell or outside.
    pub(super) fn end_paragraph(&mut self) {
        if self.in_row || self.page.has_cells() {
            self.page.end_cell_paragraph();
            return;
        }
        let heading = self.heading || self.bold && !self.plain;
        self.page.end_paragraph(self.list.take(), heading);
        (self.bold, self.plain) = (false, false);
        for text in std::mem::take(&mut self.boxes) {
            self.page.doc.append(text);
        }
    }
}
