//! Page headers and footers: shown like all text, but an address in them is where to write to, not somebody to set up.

use crate::document::Document;

/// Takes the last line out of what is read, where it is a letterhead's or footer's address.
pub(crate) fn settle(doc: &mut Document) {
    let is_address = doc.lines.last().is_some_and(|line| {
        let text = doc.slice(line.span).to_lowercase();
        text.contains('@') || text.contains("www.") || text.contains("http")
    });
    if is_address {
        doc.lines.pop();
    }
}
