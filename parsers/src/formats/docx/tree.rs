//! The docx-rs tree as lines: paragraphs, list items, table rows with merged cells.
//!
//! It does not judge what the lines say.

use docx_rs::{
    DocumentChild, Docx, Hyperlink, HyperlinkData, InsertChild, MoveToChild, Paragraph, ParagraphChild, Run, RunChild,
    StructuredDataTag, StructuredDataTagChild, Table, TableCell, TableCellContent, TableChild, TableRowChild,
};
use serde_json::Value;

use crate::document::{CellText, Document, Span};

/// All lines of a document.
pub(crate) fn lines(part: &str, docx: &Docx) -> Document {
    let mut writer = Writer {
        doc: Document::new(part),
        docx,
    };
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => writer.paragraph(paragraph),
            DocumentChild::Table(table) => writer.table(table),
            DocumentChild::StructuredDataTag(tag) => writer.tag(tag),
            DocumentChild::BookmarkStart(_)
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
    docx: &'d Docx,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = self.text(&paragraph.children);
        let list = paragraph.property.numbering_property.is_some().then_some(0);
        let heading = self.is_bold(paragraph);
        for line in text.split('\n') {
            let line = line.trim_end();
            let (typed, skip) = crate::formats::plain::list_mark(line);
            self.doc.push_line(line, 0, list.or(typed).filter(|_| !line.is_empty()));
            if let Some(last) = self.doc.lines.last_mut() {
                last.heading = heading;
                last.span.start = (last.span.start + skip).min(last.span.end);
            }
        }
    }

    fn is_bold(&self, paragraph: &Paragraph) -> bool {
        let styled = paragraph
            .property
            .style
            .as_ref()
            .is_some_and(|style| style.val.to_lowercase().contains("head"));
        let mut runs = paragraph.children.iter().filter_map(|child| match child {
            ParagraphChild::Run(run) => Some(run),
            ParagraphChild::Insert(_)
            | ParagraphChild::Delete(_)
            | ParagraphChild::MoveFrom(_)
            | ParagraphChild::MoveTo(_)
            | ParagraphChild::BookmarkStart(_)
            | ParagraphChild::Hyperlink(_)
            | ParagraphChild::BookmarkEnd(_)
            | ParagraphChild::CommentStart(_)
            | ParagraphChild::CommentEnd(_)
            | ParagraphChild::StructuredDataTag(_)
            | ParagraphChild::PageNum(_)
            | ParagraphChild::NumPages(_) => None,
        });
        styled || runs.next().is_some_and(|run| run.run_property.bold.is_some())
    }

    fn text(&self, children: &[ParagraphChild]) -> String {
        let mut out = String::new();
        for child in children {
            match child {
                ParagraphChild::Run(run) => run_text(run, &mut out),
                ParagraphChild::Insert(insert) => {
                    for child in &insert.children {
                        if let InsertChild::Run(run) = child {
                            run_text(run, &mut out);
                        }
                    }
                }
                ParagraphChild::MoveTo(moved) => {
                    for child in &moved.children {
                        if let MoveToChild::Run(run) = child {
                            run_text(run, &mut out);
                        }
                    }
                }
                ParagraphChild::Hyperlink(link) => out.push_str(&self.link_text(link)),
                ParagraphChild::StructuredDataTag(tag) => out.push_str(&self.tag_text(tag)),
                ParagraphChild::Delete(_)
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

    /// A link's text, and its address where the text does not show it.
    fn link_text(&self, link: &Hyperlink) -> String {
        let mut shown = self.text(&link.children);
        if let HyperlinkData::External { rid, .. } = &link.link {
            let target = self
                .docx
                .hyperlinks
                .iter()
                .find(|(id, _, _)| id == rid)
                .map(|(_, target, _)| target.as_str());
            if let Some(address) = target.and_then(|target| target.strip_prefix("mailto:"))
                && !shown.contains('@')
            {
                let address = address.split('?').next().unwrap_or_default();
                shown.push_str(&format!(" <{address}>"));
            }
        }
        shown
    }

    fn tag_text(&self, tag: &StructuredDataTag) -> String {
        let mut out = String::new();
        for child in &tag.children {
            match child {
                StructuredDataTagChild::Run(run) => run_text(run, &mut out),
                StructuredDataTagChild::Paragraph(paragraph) => {
                    if !out.is_empty() {
                        out.push('\n');
                    }
                    out.push_str(&self.text(&paragraph.children));
                }
                StructuredDataTagChild::StructuredDataTag(inner) => out.push_str(&self.tag_text(inner)),
                StructuredDataTagChild::Table(_)
                | StructuredDataTagChild::BookmarkStart(_)
                | StructuredDataTagChild::BookmarkEnd(_)
                | StructuredDataTagChild::CommentStart(_)
                | StructuredDataTagChild::CommentEnd(_) => {}
            }
        }
        out
    }

    fn tag(&mut self, tag: &StructuredDataTag) {
        let mut loose = String::new();
        for child in &tag.children {
            match child {
                StructuredDataTagChild::Paragraph(paragraph) => self.paragraph(paragraph),
                StructuredDataTagChild::Table(table) => self.table(table),
                StructuredDataTagChild::StructuredDataTag(inner) => self.tag(inner),
                StructuredDataTagChild::Run(run) => run_text(run, &mut loose),
                StructuredDataTagChild::BookmarkStart(_)
                | StructuredDataTagChild::BookmarkEnd(_)
                | StructuredDataTagChild::CommentStart(_)
                | StructuredDataTagChild::CommentEnd(_) => {}
            }
        }
        if !loose.trim().is_empty() {
            self.doc.push_line(loose.trim(), 0, None);
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
                TableCellContent::StructuredDataTag(tag) => self.tag(tag),
                TableCellContent::TableOfContents(_) => {}
            }
        }
    }

    fn cell_text(&self, cell: &TableCell) -> String {
        let mut lines = Vec::new();
        for child in &cell.children {
            match child {
                TableCellContent::Paragraph(paragraph) => lines.push(self.text(&paragraph.children)),
                TableCellContent::StructuredDataTag(tag) => lines.push(self.tag_text(tag)),
                TableCellContent::Table(_) | TableCellContent::TableOfContents(_) => {}
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n").replace('\t', " ").trim().to_owned()
    }
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
    let property = &run.run_property;
    let struck = property.strike.as_ref().is_some_and(|strike| strike.val);
    if struck || property.dstrike.is_some() || property.vanish.is_some() || property.del.is_some() {
        return;
    }
    for child in &run.children {
        match child {
            RunChild::Text(text) => out.push_str(&text.text),
            RunChild::Tab(_) | RunChild::PTab(_) => out.push('\t'),
            RunChild::Break(_) | RunChild::CarriageReturn(_) => out.push('\n'),
            RunChild::Sym(symbol) => out.push_str(symbol_text(&symbol.char)),
            RunChild::DeleteText(_)
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

/// The Wingdings boxes that Word's forms use.
fn symbol_text(code: &str) -> &'static str {
    match code.to_ascii_uppercase().as_str() {
        "F0FE" | "F0FD" | "F078" | "00FE" | "00FD" => "☒",
        "F0A8" | "F06F" | "F071" | "00A8" | "006F" => "☐",
        "F0FC" | "00FC" => "✓",
        _ => "",
    }
}
