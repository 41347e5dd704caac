//! Orange: "Message du 03/05/27 10:12" as the first line of a header block that has no date of its own.

use crate::chain::{Boundary, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::Header;
use crate::lexicon::mail::lines::MESSAGE_OF;
use crate::text::{Flow, fold};

/// No such line is longer, in bytes.
const MAX_BYTES: usize = 60;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    if line.span.end - line.span.start > MAX_BYTES || !doc.slice(line.span).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = Flow::of_line(doc, line).text;
    let date = MESSAGE_OF.iter().find_map(|words| {
        let found = fold(&text).trim_start().starts_with(words.as_str());
        found.then(|| {
            text.split_whitespace()
                .skip(words.split(' ').count())
                .collect::<Vec<_>>()
                .join(" ")
        })
    })?;
    let mut block = headers::block(doc, at + 1)?;
    let has = |header: Header| block.seen.contains(&header);
    if !has(Header::From) || !has(Header::To) && !has(Header::Subject) || has(Header::Date) {
        return None;
    }
    headers::set_date(&mut block.facts, &date, true);
    Some(Boundary {
        how: How::Forward,
        facts: block.facts,
        next: block.next,
        nested: false,
        announced: false,
        bare: true,
        own_marks: 0,
    })
}
