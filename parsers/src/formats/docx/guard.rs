//! Bounds a .docx and cleans what docx-rs would misread.
//!
//! Limits: inflated bytes, nesting, paragraphs and cells. Cleaning: placeholders of unfilled controls and tracked
//! deletions go; legacy check boxes and drop-downs become their shown value. It reads no meaning.

use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::formats::Trouble;

const MAX_PART_BYTES: u64 = 16 * 1024 * 1024;
const MAX_ALL_BYTES: u64 = 32 * 1024 * 1024;
const MAX_ENTRIES: usize = 2_000;
const MAX_DEPTH: usize = 256;
const MAX_BLOCKS: usize = 50_000;
/// docx-rs takes about 110 bytes of memory per byte of dense XML; 2 MB of markup stay under 256 MB.
const MAX_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;

/// The same document, cleaned and within the limits.
pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Trouble::Encrypted);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Unreadable)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Trouble::Unreadable);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut left = MAX_ALL_BYTES;
    let mut seen = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Trouble::Unreadable)?;
        if entry.encrypted() {
            return Err(Trouble::Encrypted);
        }
        let name = entry.name().to_owned();
        if !is_needed(&name) {
            continue;
        }
        let limit = left.min(MAX_PART_BYTES);
        let mut content = Vec::new();
        entry
            .by_ref()
            .take(limit + 1)
            .read_to_end(&mut content)
            .map_err(|_| Trouble::Unreadable)?;
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if length > limit {
            return Err(Trouble::Unreadable);
        }
        left -= length;
        if name == "word/document.xml" {
            seen = true;
            if content.len() > MAX_DOCUMENT_BYTES {
                return Err(Trouble::Unreadable);
            }
            content = clean_xml(&content)?;
        } else if is_needed(&name) {
            check_depth(&content)?;
        }
        out.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .map_err(|_| Trouble::Unreadable)?;
        out.write_all(&content).map_err(|_| Trouble::Unreadable)?;
    }
    if !seen {
        return Err(Trouble::Unreadable);
    }
    Ok(out.finish().map_err(|_| Trouble::Unreadable)?.into_inner())
}

/// Only what carries text and structure; pictures, fonts and macros stay behind as empty files, because docx-rs looks
/// for every file the document refers to.
fn is_needed(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn check_depth(xml: &[u8]) -> Result<(), Trouble> {
    let mut reader = Reader::from_reader(xml);
    let mut depth = 0_usize;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Trouble::Unreadable)? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(Trouble::Unreadable),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        if depth > MAX_DEPTH {
            return Err(Trouble::Unreadable);
        }
        buffer.clear();
    }
}

/// A legacy form field while it is read.
#[derive(Default)]
struct FormField {
    checked: Option<bool>,
    choices: Vec<String>,
    chosen: usize,
}

impl FormField {
    fn shown(&self) -> Option<String> {
        match self.checked {
            Some(true) => Some("☒ ".to_owned()),
            Some(false) => Some("☐ ".to_owned()),
            None => self.choices.get(self.chosen).cloned(),
        }
    }
}

/// The state of one cleaning pass.
struct Pass {
    out: Writer<Vec<u8>>,
    depth: usize,
    blocks: usize,
    /// Depth at which a dropped element began.
    dropped: Option<usize>,
    /// For each open control: whether it shows its placeholder.
    controls: Vec<bool>,
    field: Option<FormField>,
}

fn clean_xml(xml: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut pass = Pass {
        out: Writer::new(Vec::new()),
        depth: 0,
        blocks: 0,
        dropped: None,
        controls: Vec::new(),
        field: None,
    };
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| Trouble::Unreadable)?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => return Err(Trouble::Unreadable),
            Event::Start(start) => pass.start(start)?,
            Event::End(end) => pass.end(end.name().as_ref(), Event::End(end.clone()))?,
            Event::Empty(empty) => pass.empty(empty)?,
            Event::Text(_) | Event::CData(_) | Event::Decl(_) | Event::GeneralRef(_) => pass.write(event)?,
            Event::Comment(_) | Event::PI(_) => {}
        }
        buffer.clear();
    }
    Ok(pass.out.into_inner())
}

impl Pass {
    fn write(&mut self, event: Event<'_>) -> Result<(), Trouble> {
        if self.dropped.is_none() {
            self.out.write_event(event).map_err(|_| Trouble::Unreadable)?;
        }
        Ok(())
    }

    fn start(&mut self, start: BytesStart<'_>) -> Result<(), Trouble> {
        self.depth += 1;
        let name = start.name().as_ref().to_owned();
        match name.as_str() {
            "w:p" | "w:tc" => self.blocks += 1,
            "w:sdt" => self.controls.push(false),
            "w:fldChar" => self.field = Some(FormField::default()),
            _ => {}
        }
        if self.depth > MAX_DEPTH || self.blocks > MAX_BLOCKS {
            return Err(Trouble::Unreadable);
        }
        self.note(&start);
        let placeholder = name == "w:sdtContent" && self.controls.last().copied().unwrap_or(false);
        let gone = matches!(name.as_str(), "w:del" | "w:moveFrom" | "mc:Fallback");
        if placeholder {
            // The control stays where it is, without its prompt, so that a row keeps its cells.
            self.write(Event::Start(start))?;
            if self.dropped.is_none() {
                self.dropped = Some(self.depth);
            }
            return Ok(());
        }
        if gone && self.dropped.is_none() {
            self.dropped = Some(self.depth);
        }
        self.write(Event::Start(start))
    }

    fn end(&mut self, name: &str, event: Event<'_>) -> Result<(), Trouble> {
        if self.dropped == Some(self.depth) {
            self.dropped = None;
            if name == "w:sdtContent" {
                self.write(event)?;
            }
        } else {
            self.write(event)?;
        }
        self.depth = self.depth.saturating_sub(1);
        match name {
            "w:sdt" => {
                self.controls.pop();
            }
            "w:fldChar" => {
                if let Some(shown) = self.field.take().and_then(|field| field.shown()) {
                    self.write(Event::Start(
                        BytesStart::new("w:t").with_attributes([("xml:space", "preserve")]),
                    ))?;
                    self.write(Event::Text(BytesText::new(&shown)))?;
                    self.write(Event::End(BytesStart::new("w:t").to_end()))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn empty(&mut self, empty: BytesStart<'_>) -> Result<(), Trouble> {
        if matches!(empty.name().as_ref(), "w:p" | "w:tc") {
            self.blocks += 1;
        }
        if empty.name().as_ref() == "w:showingPlcHdr"
            && let Some(control) = self.controls.last_mut()
        {
            *control = is_on(&empty);
        }
        self.note(&empty);
        self.write(Event::Empty(empty))
    }

    /// Collects the parts of a legacy form field.
    fn note(&mut self, element: &BytesStart<'_>) {
        let Some(field) = self.field.as_mut() else { return };
        match element.name().as_ref() {
            "w:checkBox" => field.checked = Some(false),
            "w:checked" => field.checked = Some(is_on(element)),
            "w:default" if field.checked.is_some() => field.checked = Some(is_on(element)),
            "w:result" => field.chosen = value(element).and_then(|text| text.parse().ok()).unwrap_or(0),
            "w:listEntry" => field.choices.extend(value(element)),
            _ => {}
        }
    }
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    let attribute = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == "w:val")?;
    attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|text| text.into_owned())
}

/// An on/off element without a value is on.
fn is_on(element: &BytesStart<'_>) -> bool {
    value(element).is_none_or(|text| !matches!(text.as_str(), "0" | "false" | "off"))
}
