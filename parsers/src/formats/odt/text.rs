//! The text of an OpenDocument file as lines: a walk over its tree that writes a page.

use crate::document::{Document, Link};
use crate::formats::Trouble;
use crate::formats::odt::styles::{Marks, Styles};
use crate::formats::page::{Merge, Page};
use crate::formats::xml::{Element, Node};

/// How often a row or cell that says it is repeated is.
const MAX_REPEATS: usize = 20;

/// Writes a tree onto a page.
pub(super) struct Writer<'s> {
    styles: &'s Styles,
    page: Page,
    /// Notes and frames, which stand apart from the paragraph that holds them.
    after: Vec<Document>,
    notes: Vec<Document>,
    lists: usize,
    item: bool,
    in_cell: bool,
    bold: bool,
    plain: bool,
}

impl<'s> Writer<'s> {
    pub(super) fn new(styles: &'s Styles, page: Page) -> Self {
        Self {
            styles,
            page,
            after: Vec::new(),
            notes: Vec::new(),
            lists: 0,
            item: false,
            in_cell: false,
            bold: false,
            plain: false,
        }
    }

    /// Everything inside an element.
    pub(super) fn write(mut self, element: &Element) -> Result<Document, Trouble> {
        self.blocks(element)?;
        self.page.end_table();
        let (after, notes) = (std::mem::take(&mut self.after), std::mem::take(&mut self.notes));
        let mut document = self.page.finish();
        after.into_iter().chain(notes).for_each(|text| document.append(text));
        Ok(document)
    }

    fn blocks(&mut self, parent: &Element) -> Result<(), Trouble> {
        for element in parent.elements() {
            match &*element.name {
                "text:p" | "text:h" => self.paragraph(element)?,
                "text:list" => {
                    self.lists += 1;
                    self.blocks(element)?;
                    self.lists -= 1;
                }
                "text:list-item" | "text:list-header" => {
                    self.item = &*element.name == "text:list-item";
                    self.blocks(element)?;
                    self.item = false;
                }
                "table:table" => self.table(element)?,
                "text:tracked-changes" | "office:annotation" | "office:forms" | "text:sequence-decls" => {}
                "draw:frame" | "draw:custom-shape" | "draw:rect" | "draw:g" => self.frame(element)?,
                "draw:text-box" => self.blocks(element)?,
                "text:section" if element.attribute("display") == Some("none") => {}
                "text:section" | "text:index-body" | "text:table-of-content" | "text:numbered-paragraph" => {
                    self.blocks(element)?;
                }
                _ => {}
            }
        }
        self.page.check()
    }

    fn paragraph(&mut self, element: &Element) -> Result<(), Trouble> {
        let marks = self.styles.marks(element);
        self.inline(element, marks)?;
        if self.in_cell {
            self.page.end_cell_paragraph();
            return Ok(());
        }
        let item = std::mem::take(&mut self.item) && !self.page.line().trim().is_empty();
        if item {
            self.page.set_mark("•");
        }
        let heading = &*element.name == "text:h" || self.bold && !self.plain;
        let list = self.lists.checked_sub(1).filter(|_| item);
        self.page.end_paragraph(list, heading);
        (self.bold, self.plain) = (false, false);
        for text in std::mem::take(&mut self.after) {
            self.page.doc.append(text);
        }
        Ok(())
    }

    fn inline(&mut self, parent: &Element, marks: Marks) -> Result<(), Trouble> {
        for node in &parent.children {
            match node {
                Node::Text(text) => self.text(text, marks),
                Node::Element(element) => self.inline_element(element, marks)?,
            }
        }
        self.page.check()
    }

    fn inline_element(&mut self, element: &Element, marks: Marks) -> Result<(), Trouble> {
        match &*element.name {
            "text:span" => self.inline(element, self.styles.marks(element).over(marks))?,
            "text:a" => {
                let from = self.page.line().len();
                self.inline(element, self.styles.marks(element).over(marks))?;
                self.link(element, from);
            }
            "text:s" if !marks.is_gone() => {
                let count = element
                    .attribute("c")
                    .and_then(|count| count.parse::<usize>().ok())
                    .unwrap_or(1);
                self.page.put_str(&" ".repeat(count.min(200)));
                self.page.check()?;
            }
            "text:tab" if !marks.is_gone() => self.page.put('\t'),
            "text:line-break" if !marks.is_gone() => self.page.put('\n'),
            "text:note" if !marks.is_gone() => {
                if let Some(body) = element.child("text:note-body") {
                    let note = Writer::new(self.styles, Page::new("")).write(body)?;
                    self.page.count(&note);
                    self.notes.push(note);
                }
            }
            "draw:frame" | "draw:custom-shape" | "draw:rect" | "draw:g" | "draw:a" if !marks.is_gone() => {
                self.frame(element)?;
            }
            "draw:control"
            | "office:annotation"
            | "office:annotation-end"
            | "text:placeholder"
            | "text:hidden-text"
            | "text:ruby-text"
            | "text:tracked-changes"
            | "text:note-citation" => {}
            // A box of LibreOffice's own kind of form.
            "?:content-control" => {
                if element.attribute("checkbox") == Some("true") {
                    self.page.put(if element.attribute("checked") == Some("true") {
                        '☒'
                    } else {
                        '☐'
                    });
                } else if element.attribute("showing-place-holder") != Some("true") {
                    self.inline(element, marks)?;
                }
            }
            _ => self.inline(element, marks)?,
        }
        Ok(())
    }

    /// White space in the markup is one space, as in HTML.
    fn text(&mut self, text: &str, marks: Marks) {
        if marks.is_gone() {
            return;
        }
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                let line = self.page.line();
                if !line.is_empty() && !line.ends_with([' ', '\n', '\t']) {
                    self.page.put(' ');
                }
            } else {
                self.page.put(c);
                if !c.is_whitespace() {
                    self.bold |= marks.is_bold();
                    self.plain |= !marks.is_bold();
                }
            }
        }
    }

    fn link(&mut self, element: &Element, from: usize) {
        let target = element.attribute("href").unwrap_or_default().trim();
        let shown = self.page.line().get(from..).unwrap_or_default();
        if let Some(mail) = target.strip_prefix("mailto:") {
            let mail = mail.split('?').next().unwrap_or_default().trim();
            if !shown.is_empty() && !shown.contains('@') && mail.contains('@') {
                self.page.put_str(&format!(" <{mail}>"));
            }
        } else if target.starts_with("http") && self.page.doc.links.len() < 1_000 {
            let at = self.page.doc.text.len() + self.page.line().len();
            self.page.doc.links.push(Link {
                address: target.to_owned(),
                at,
            });
        }
    }

    /// A text box is a text of its own; it follows the paragraph it hangs on.
    fn frame(&mut self, element: &Element) -> Result<(), Trouble> {
        let mut inner = Writer::new(self.styles, Page::new(""));
        inner.page.margin = self.page.margin;
        inner.blocks(element)?;
        let text = inner.write(&Element::empty())?;
        if !text.text.trim().is_empty() {
            self.page.count(&text);
            self.after.push(text);
        }
        // A cell that is repeated repeats what hangs on it.
        self.page.check()
    }

    fn table(&mut self, table: &Element) -> Result<(), Trouble> {
        if self.in_cell || holds_table(table) {
            // A table around another one lays out a page.
            for cell in rows(table).into_iter().flat_map(Element::elements) {
                self.blocks(cell)?;
            }
            return Ok(());
        }
        self.page.end_table();
        for row in rows(table) {
            for _ in 0..repeats(row, "number-rows-repeated").min(if is_blank(row) { 1 } else { MAX_REPEATS }) {
                self.row(row)?;
            }
        }
        self.page.end_table();
        Ok(())
    }

    fn row(&mut self, row: &Element) -> Result<(), Trouble> {
        let mut merges = Vec::new();
        let mut across = 0_usize;
        for cell in row.elements() {
            let covered = &*cell.name == "table:covered-table-cell";
            if !covered && &*cell.name != "table:table-cell" {
                continue;
            }
            for _ in 0..repeats(cell, "number-columns-repeated").min(MAX_REPEATS) {
                self.in_cell = true;
                if !covered {
                    self.blocks(cell)?;
                }
                self.page.end_cell();
                self.in_cell = false;
                merges.push(match (covered, across) {
                    (true, 1..) => Merge::Left,
                    (true, 0) => Merge::Above,
                    (false, _) => Merge::No,
                });
                across = across.saturating_sub(1);
            }
            if !covered {
                across = repeats(cell, "number-columns-spanned") - 1;
            }
        }
        (self.bold, self.plain) = (false, false);
        self.page.end_row(&merges);
        for text in std::mem::take(&mut self.after) {
            self.page.end_table();
            self.page.doc.append(text);
        }
        self.page.check()
    }
}

/// The rows of a table, also those in groups, without hidden ones.
fn rows(table: &Element) -> Vec<&Element> {
    let mut out = Vec::new();
    for element in table.elements() {
        match &*element.name {
            "table:table-row" if element.attribute("visibility").is_none_or(|shown| shown == "visible") => {
                out.push(element);
            }
            "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => out.extend(rows(element)),
            _ => {}
        }
    }
    out
}

fn holds_table(table: &Element) -> bool {
    rows(table)
        .into_iter()
        .flat_map(Element::elements)
        .any(|cell| cell.find("table:table").is_some())
}

fn is_blank(row: &Element) -> bool {
    row.find("text:p").is_none()
}

fn repeats(element: &Element, name: &str) -> usize {
    element
        .attribute(name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .max(1)
}
