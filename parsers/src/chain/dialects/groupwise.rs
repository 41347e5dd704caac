//! GroupWise: ">>> Ann Lee <ann@x.example> 05/03/27 10:12 AM >>>" above a text that is not quoted.
//!
//! The marks at its start look like a quote three deep; they are part of the line.

use crate::chain::{Boundary, Facts, headers, when};
use crate::document::Document;
use crate::layer::How;
use crate::names;
use crate::text::Flow;

/// The marks on either side.
const MARKS: usize = 3;
/// No such line is longer, in bytes.
const MAX_BYTES: usize = 300;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    let raw = doc.slice(line.span).trim_end();
    if line.quote < MARKS || raw.len() > MAX_BYTES || !raw.ends_with(">>>") {
        return None;
    }
    let text = Flow::of_line(doc, line).text;
    let bare = text.trim_end().strip_suffix(">>>")?.trim();
    // The date stands behind the name or the address.
    let address = names::first_address(bare).map(|found| found.end());
    let split = match address {
        Some(end) => bare[end..]
            .find(|c: char| c.is_ascii_digit())
            .map(|offset| end + offset)?,
        None => bare.find(|c: char| c.is_ascii_digit())?,
    };
    let (person, date) = bare.split_at(split);
    when::read(date, false).filter(|moment| moment.timed)?;
    let mut facts = Facts {
        author: headers::author(person.trim()),
        ..Facts::default()
    };
    headers::set_date(&mut facts, date, false);
    Some(Boundary {
        how: How::Reply,
        facts,
        next: at + 1,
        nested: false,
        announced: false,
        bare: false,
        own_marks: MARKS,
    })
}
