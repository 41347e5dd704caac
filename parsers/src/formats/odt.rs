//! OpenDocument text (.odt): paragraphs, lists and tables of `content.xml`.
//!
//! Tracked deletions are kept apart from the text in this format and are skipped. Incomplete support: headers, footers,
//! text frames' order.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::document::{CellText, Document};
use crate::formats::Trouble;

const MAX_BYTES: u64 = 16 * 1024 * 1024;
const MAX_DEPTH: usize = 256;
const MAX_LINES: usize = 50_000;

/// Reads an .odt into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Unreadable)?;
    if let Ok(mut manifest) = archive.by_name("META-INF/manifest.xml") {
        let mut text = String::new();
        let read = manifest.by_ref().take(MAX_BYTES).read_to_string(&mut text);
        if read.is_ok() && text.contains("encryption-data") {
            return Err(Trouble::Encrypted);
        }
    }
    let mut xml = Vec::new();
    let mut entry = archive.by_name("content.xml").map_err(|_| Trouble::Unreadable)?;
    entry
        .by_ref()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut xml)
        .map_err(|_| Trouble::Unreadable)?;
    if u64::try_from(xml.len()).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(Trouble::Unreadable);
    }
    let mut writer = Writer {
        doc: Document::new(part),
        ..Writer::default()
    };
    let mut reader = Reader::from_reader(xml.as_slice());
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Trouble::Unreadable)? {
            Event::Start(start) => writer.start(&start)?,
            Event::End(end) => writer.end(end.name().as_ref()),
            Event::Empty(empty) => writer.empty(&empty),
            Event::Text(text) => writer.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => writer.text(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => writer.reference(&reference),
            Event::DocType(_) => return Err(Trouble::Unreadable),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        buffer.clear();
    }
    Ok(writer.doc)
}

#[derive(Default)]
struct Writer {
    doc: Document,
    depth: usize,
    dropped: Option<usize>,
    struck: HashSet<String>,
    style: String,
    line: String,
    list: usize,
    table: Option<usize>,
    cells: Vec<CellText>,
    cell: Option<String>,
}

impl Writer {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Trouble> {
        self.depth += 1;
        if self.depth > MAX_DEPTH || self.doc.lines.len() > MAX_LINES {
            return Err(Trouble::Unreadable);
        }
        if self.dropped.is_some() {
            return Ok(());
        }
        match element.name().as_ref() {
            "text:tracked-changes" | "office:annotation" | "text:placeholder" => self.dropped = Some(self.depth),
            "text:span" if attribute(element, "text:style-name").is_some_and(|name| self.struck.contains(&name)) => {
                self.dropped = Some(self.depth);
            }
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:text-properties" => self.style_properties(element),
            "text:list" => self.list += 1,
            "table:table" => self.table = Some(self.doc.next_table()),
            "table:table-cell" => self.cell = Some(String::new()),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if self.dropped == Some(self.depth) {
            self.dropped = None;
        } else if self.dropped.is_none() {
            self.close(name);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.end_paragraph(name == "text:h"),
            "text:list" => self.list = self.list.saturating_sub(1),
            "table:table-cell" => {
                let text = self.cell.take().unwrap_or_default();
                self.cells.push(CellText::New(text.trim().to_owned()));
            }
            "table:table-row" => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(table) = self.table.filter(|_| !cells.is_empty()) {
                    self.doc.push_row(table, &cells, 0);
                }
            }
            "table:table" => {
                self.table = None;
                self.doc.push_line("", 0, None);
            }
            _ => {}
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        if self.dropped.is_some() {
            return;
        }
        match element.name().as_ref() {
            "text:s" => self.text(" "),
            "text:tab" => self.text(if self.cell.is_some() { " " } else { "\t" }),
            "text:line-break" => self.text("\n"),
            "table:covered-table-cell" => self.cells.push(CellText::Left),
            "table:table-cell" => self.cells.push(CellText::New(String::new())),
            "style:text-properties" => self.style_properties(element),
            "text:p" => self.end_paragraph(false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.dropped.is_none() {
            self.line.push_str(text);
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) {
        let found = match reference.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            Ok(None) | Err(_) => quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned),
        };
        self.text(&found.unwrap_or_default());
    }

    fn style_properties(&mut self, element: &BytesStart<'_>) {
        if attribute(element, "style:text-line-through-style").is_some_and(|value| value != "none") {
            self.struck.insert(self.style.clone());
        }
    }

    fn end_paragraph(&mut self, heading: bool) {
        let line = std::mem::take(&mut self.line);
        if let Some(cell) = &mut self.cell {
            if !cell.is_empty() && !line.trim().is_empty() {
                cell.push('\n');
            }
            cell.push_str(line.trim());
            return;
        }
        for line in line.split('\n') {
            let list = self.list.checked_sub(1).filter(|_| !line.trim().is_empty());
            self.doc.push_line(line.trim_end(), 0, list);
            if let Some(last) = self.doc.lines.last_mut() {
                last.heading = heading;
            }
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|text| text.into_owned())
}
