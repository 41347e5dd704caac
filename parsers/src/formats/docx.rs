//! Word documents (.docx): a guarding, cleaning pass first, then docx-rs, then lines.
//!
//! docx-rs has no limits of its own and drops form fields, so `guard` bounds the file and hands over a cleaned one.
//! Tracked changes are read as accepted. Incomplete support: text boxes of old Word, footnotes, headers and footers.

mod guard;
mod tree;

use crate::document::Document;
use crate::formats::Trouble;

/// Reads a .docx into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let cleaned = guard::clean(bytes)?;
    let parsed = std::panic::catch_unwind(|| docx_rs::read_docx(&cleaned));
    match parsed {
        Ok(Ok(docx)) => Ok(tree::lines(part, &docx)),
        Ok(Err(_)) | Err(_) => Err(Trouble::Unreadable),
    }
}
