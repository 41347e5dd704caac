//! An .xlsx of nothing but what was checked, so that calamine follows no relationship but ours.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// A workbook that is being written.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sheets: String,
    relations: String,
    count: usize,
}

impl Package {
    pub(super) fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            sheets: String::new(),
            relations: String::new(),
            count: 0,
        }
    }

    /// Puts a sheet behind the others.
    pub(super) fn sheet(&mut self, name: &str, state: &str, content: &[u8]) -> Option<()> {
        self.count += 1;
        let number = self.count;
        self.put(&format!("xl/worksheets/sheet{number}.xml"), content)?;
        let (name, state) = (escape(name), escape(state));
        self.sheets.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"s{number}\"></sheet>"
        ));
        self.relations.push_str(&format!(
            "<Relationship Id=\"s{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\">\
             </Relationship>"
        ));
        Some(())
    }

    /// Puts the texts that cells share.
    pub(super) fn texts(&mut self, content: &[u8]) -> Option<()> {
        self.put("xl/sharedStrings.xml", content)
    }

    /// Puts the styles, which tell dates from numbers.
    pub(super) fn styles(&mut self, content: &[u8]) -> Option<()> {
        self.put("xl/styles.xml", content)
    }

    /// The file; dates may be counted from 1904.
    pub(super) fn finish(mut self, from_1904: bool) -> Option<Vec<u8>> {
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr date1904=\"{}\"></workbookPr>\
             <sheets>{}</sheets></workbook>",
            u8::from(from_1904),
            self.sheets
        );
        let relations = format!(
            "<Relationships xmlns=\"{RELATIONSHIPS}\">{}</Relationships>",
            self.relations
        );
        let start = format!(
            "<Relationships xmlns=\"{RELATIONSHIPS}\"><Relationship Id=\"b\" Type=\"{OFFICE}/officeDocument\" \
             Target=\"xl/workbook.xml\"></Relationship></Relationships>"
        );
        self.put(
            "[Content_Types].xml",
            format!("<Types xmlns=\"{TYPES}\"></Types>").as_bytes(),
        )?;
        self.put("_rels/.rels", start.as_bytes())?;
        self.put("xl/workbook.xml", book.as_bytes())?;
        self.put("xl/_rels/workbook.xml.rels", relations.as_bytes())?;
        Some(self.zip.finish().ok()?.into_inner())
    }

    fn put(&mut self, name: &str, content: &[u8]) -> Option<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip.start_file(name, options).ok()?;
        self.zip.write_all(content).ok()
    }
}
