//! The docx-rs tree as lines: paragraphs, list items, table rows with merged cells.
//!
//! The tree is that of a cleaned document, so only runs, links, paragraphs and tables are in it. It does not judge what
//! the lines say.

use docx_rs::{
    DocumentChild, Docx, Hyperlink, HyperlinkData, Paragraph, ParagraphChild, Run, RunChild, Table, TableCell,
    TableCellContent, TableChild, TableRowChild,
};
use serde_json::Value;

use crate::document::{CellText, Document, Link, Span};
use crate::formats::docx::clean::{HEADING, MARGIN, MARK};
use crate::formats::margin;

/// All lines of a document; its links are numbered.
pub(super) fn lines(part: &str, docx: &Docx, links: &[String]) -> Document {
    let mut writer = Writer {
        doc: Document::new(part),
        links,
    };
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => writer.paragraph(paragraph),
            DocumentChild::Table(table) => writer.table(table),
            DocumentChild::StructuredDataTag(_)
            | DocumentChild::BookmarkStart(_)
            | DocumentChild::BookmarkEnd(_)
            | DocumentChild::CommentStart(_)
            | DocumentChild::CommentEnd(_)
            | DocumentChild::TableOfContents(_)
            | DocumentChild::Section(_) => {}
        }
    }
    writer.doc
}

struct Writer<'d> {
    doc: Document,
    links: &'d [String],
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = self.text(&paragraph.children);
        let style = paragraph.property.style.as_ref().map_or("", |style| style.val.as_str());
        let mark = mark_of(paragraph);
        let numbering = paragraph.property.numbering_property.as_ref();
        let list = numbering.map(|numbering| numbering.level.as_ref().map_or(0, |level| level.val));
        for (index, line) in text.split('\n').enumerate() {
            let line = line.trim_end();
            let mark = if index == 0 { mark.len().min(line.len()) } else { 0 };
            let (typed, skip) = crate::formats::plain::list_mark(line.get(mark..).unwrap_or_default());
            self.doc.push_line(line, 0, list.or(typed).filter(|_| !line.is_empty()));
            if let Some(last) = self.doc.lines.last_mut() {
                last.heading = style == HEADING;
                last.span.start = (last.span.start + mark + skip).min(last.span.end);
            }
            if style == MARGIN {
                margin::settle(&mut self.doc);
            }
        }
    }

    /// The text of a paragraph; links are noted where they end.
    fn text(&mut self, children: &[ParagraphChild]) -> String {
        let mut out = String::new();
        for child in children {
            match child {
                ParagraphChild::Run(run) => run_text(run, &mut out),
                ParagraphChild::Hyperlink(link) => self.link(link, out.len()),
                ParagraphChild::Insert(_)
                | ParagraphChild::MoveTo(_)
                | ParagraphChild::StructuredDataTag(_)
                | ParagraphChild::Delete(_)
                | ParagraphChild::MoveFrom(_)
                | ParagraphChild::BookmarkStart(_)
                | ParagraphChild::BookmarkEnd(_)
                | ParagraphChild::CommentStart(_)
                | ParagraphChild::CommentEnd(_)
                | ParagraphChild::PageNum(_)
                | ParagraphChild::NumPages(_) => {}
            }
        }
        out
    }

    fn link(&mut self, link: &Hyperlink, after: usize) {
        let number = match &link.link {
            HyperlinkData::External { rid, .. } => {
                rid.strip_prefix('l').and_then(|number| number.parse::<usize>().ok())
            }
            HyperlinkData::Anchor { .. } => None,
        };
        if let Some(address) = number.and_then(|number| self.links.get(number)) {
            self.doc.links.push(Link {
                address: address.clone(),
                at: self.doc.text.len() + after,
            });
        }
    }

    fn table(&mut self, table: &Table) {
        let rows: Vec<Vec<&TableCell>> = table
            .rows
            .iter()
            .map(|TableChild::TableRow(row)| row.cells.iter().map(|TableRowChild::TableCell(cell)| cell).collect())
            .collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let nested = rows.iter().flatten().any(|cell| {
            cell.children
                .iter()
                .any(|child| matches!(child, TableCellContent::Table(_)))
        });
        if columns < 2 || nested {
            for cell in rows.into_iter().flatten() {
                self.loose_cell(cell);
            }
            return;
        }
        let number = self.doc.next_table();
        let mut above: Vec<Span> = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for cell in row {
                let (columns, merged) = layout(cell);
                match above.get(cells.len()).filter(|_| merged) {
                    Some(span) => cells.push(CellText::Above(*span)),
                    None => cells.push(CellText::New(self.cell_text(cell))),
                }
                for _ in 1..columns {
                    cells.push(CellText::Left);
                }
            }
            above = self.doc.push_row(number, &cells, 0);
        }
        self.doc.push_line("", 0, None);
    }

    fn loose_cell(&mut self, cell: &TableCell) {
        for child in &cell.children {
            match child {
                TableCellContent::Paragraph(paragraph) => self.paragraph(paragraph),
                TableCellContent::Table(table) => self.table(table),
                TableCellContent::StructuredDataTag(_) | TableCellContent::TableOfContents(_) => {}
            }
        }
    }

    fn cell_text(&mut self, cell: &TableCell) -> String {
        let mut lines = Vec::new();
        for child in &cell.children {
            match child {
                TableCellContent::Paragraph(paragraph) => lines.push(self.text(&paragraph.children)),
                TableCellContent::StructuredDataTag(_)
                | TableCellContent::Table(_)
                | TableCellContent::TableOfContents(_) => {}
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n").replace('\t', " ").trim().to_owned()
    }
}

/// The mark of a list item, which stands in a run of its own.
fn mark_of(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    if let Some(ParagraphChild::Run(run)) = paragraph.children.first()
        && run.run_property.style.as_ref().is_some_and(|style| style.val == MARK)
    {
        run_text(run, &mut out);
    }
    out
}

/// How many columns a cell covers, and whether it continues the cell above. docx-rs keeps both private, but writes them.
fn layout(cell: &TableCell) -> (usize, bool) {
    let Ok(value) = serde_json::to_value(&cell.property) else {
        return (1, false);
    };
    let span = value
        .get("gridSpan")
        .and_then(Value::as_u64)
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(1);
    let merged = value.get("verticalMerge").and_then(Value::as_str) == Some("continue");
    (span.clamp(1, 60), merged)
}

fn run_text(run: &Run, out: &mut String) {
    for child in &run.children {
        match child {
            RunChild::Text(text) => out.push_str(&text.text),
            RunChild::Tab(_) | RunChild::PTab(_) => out.push('\t'),
            RunChild::Break(_) | RunChild::CarriageReturn(_) => out.push('\n'),
            RunChild::Sym(_)
            | RunChild::DeleteText(_)
            | RunChild::Drawing(_)
            | RunChild::Shape(_)
            | RunChild::CommentStart(_)
            | RunChild::CommentEnd(_)
            | RunChild::FieldChar(_)
            | RunChild::InstrText(_)
            | RunChild::DeleteInstrText(_)
            | RunChild::InstrTextString(_)
            | RunChild::FootnoteReference(_)
            | RunChild::Shading(_) => {}
        }
    }
}
