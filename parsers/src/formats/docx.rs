//! Word documents (.docx): a bounded cleaning pass first, then docx-rs, then lines.
//!
//! docx-rs has no limits of its own and drops form fields, text boxes and more, so `clean` bounds the file and writes it
//! anew: changes accepted, hidden and struck text gone, controls and fields as their shown value, page margins, notes and
//! text boxes as paragraphs. Seen: Word 2007 to 365, Word Online, LibreOffice, Google Docs, strict files, other prefixes,
//! Word 2003's XML, HTML that a web application left to Word (`altChunk`, shown behind the rest). Incomplete support: text
//! in charts and SmartArt, comments, pictures.

mod chunks;
mod clean;
mod fields;
mod inline;
mod lists;
mod package;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::document::Document;
use crate::formats::Trouble;
pub(crate) use fields::address as link_address;
pub(crate) use symbols::letter as letter_of_symbols;

/// Reads a .docx into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let mut package = package::open(bytes)?;
    let chunks = std::mem::take(&mut package.chunks);
    let cleaned = clean::clean(package)?;
    let file = pack(&cleaned).ok_or(Trouble::Unreadable)?;
    drop(cleaned.xml);
    let parsed = std::panic::catch_unwind(|| docx_rs::read_docx(&file));
    match parsed {
        Ok(Ok(docx)) => {
            let mut document = tree::lines(part, &docx, &cleaned.links);
            chunks.into_iter().for_each(|text| document.append(text));
            Ok(document)
        }
        Ok(Err(_)) | Err(_) => Err(Trouble::Unreadable),
    }
}

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const PACKAGE_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"d\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"word/document.xml\"/></Relationships>";
const NO_RELATIONS: &str =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// A package of nothing but the cleaned text; its links are numbered, their targets stay here.
fn pack(cleaned: &clean::Cleaned) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(cleaned.xml.len() + 4_096)));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, content: &[&str]| -> Option<()> {
        zip.start_file(name, options).ok()?;
        content
            .iter()
            .try_for_each(|piece| zip.write_all(piece.as_bytes()))
            .ok()
    };
    put("[Content_Types].xml", &[TYPES])?;
    put("_rels/.rels", &[PACKAGE_RELATIONS])?;
    put("word/_rels/document.xml.rels", &[NO_RELATIONS])?;
    let start = format!("<w:document {SPACES}><w:body>");
    put("word/document.xml", &[&start, &cleaned.xml, "</w:body></w:document>"])?;
    Some(zip.finish().ok()?.into_inner())
}
