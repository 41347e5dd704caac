//! OpenDocument text (.odt, .fodt): paragraphs, lists, tables, frames and notes of `content.xml`, page margins of `styles.xml`.
//!
//! Seen: LibreOffice, OpenOffice, Word and Google Docs. Tracked deletions are kept apart from the text in this format and
//! are passed over, as is struck and hidden text. Incomplete support: numbers of list items (they are shown as bullets),
//! embedded objects, formulas.

mod styles;
mod text;

use crate::document::Document;
use crate::formats::Trouble;
use crate::formats::archive::Archive;
use crate::formats::page::Page;
use crate::formats::xml::{self, Element};
use styles::Styles;
use text::Writer;

/// More headers, or footers, than any document needs; each is looked for in the whole text.
const MAX_MARGINS: usize = 200;

/// Reads an .odt into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    if bytes.trim_ascii_start().starts_with(b"<?xml") {
        let root = xml::parse(bytes, &mut xml::Budget::default())?;
        return write(part, &root, Some(&root));
    }
    let mut archive = Archive::open(bytes)?;
    if let Some(manifest) = archive.optional_xml("META-INF/manifest.xml")
        && manifest.find("manifest:encryption-data").is_some()
    {
        return Err(Trouble::Encrypted);
    }
    let content = archive.xml("content.xml")?.ok_or(Trouble::Unreadable)?;
    let styles = archive.optional_xml("styles.xml");
    write(part, &content, styles.as_ref())
}

fn write(part: &str, content: &Element, shared: Option<&Element>) -> Result<Document, Trouble> {
    let body = content.at(&["office:body", "office:text"]).ok_or(Trouble::Unreadable)?;
    let mut styles = Styles::default();
    for root in shared.into_iter().chain([content]) {
        styles.read(root);
    }
    let masters = shared.and_then(|root| root.child("office:master-styles"));
    let margins = |kind: &str, document: &mut Document| -> Result<(), Trouble> {
        let found = masters
            .into_iter()
            .flat_map(Element::elements)
            .flat_map(Element::elements)
            .filter(|margin| margin.name.starts_with(kind) && margin.attribute("display") != Some("false"));
        for margin in found.take(MAX_MARGINS) {
            let mut page = Page::new("");
            page.margin = true;
            let text = Writer::new(&styles, page).write(margin)?;
            if !text.text.trim().is_empty() && !document.text.contains(text.text.trim()) {
                document.append(text);
            }
        }
        Ok(())
    };
    let mut document = Document::new(part);
    margins("style:header", &mut document)?;
    document.append(Writer::new(&styles, Page::new("")).write(body)?);
    margins("style:footer", &mut document)?;
    Ok(document)
}
