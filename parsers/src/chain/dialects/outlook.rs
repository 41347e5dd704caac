//! Outlook (desktop, web, mobile): a bare header block, no line announces it.
//!
//! Phrases seen: "From: … Sent: … To: … Subject: …", "Von: … Gesendet: … An: … Betreff: …". A block needs its From line
//! first and two more headers, so that a form's "From:" is none.

use crate::chain::{Boundary, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::Header;
use crate::text::Flow;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    let text = Flow::of_line(doc, line).text;
    let (first, _) = headers::split_line(&text)?;
    if !matches!(first, Header::From | Header::Subject | Header::Date) {
        return None;
    }
    let block = headers::block(doc, at)?;
    let has = |header: Header| block.seen.contains(&header);
    let rest = [Header::To, Header::Date, Header::Subject]
        .into_iter()
        .filter(|header| has(*header))
        .count();
    let enough = has(Header::From) && rest >= 2 && (first == Header::From || rest == 3);
    enough.then_some(Boundary {
        how: How::Forward,
        facts: block.facts,
        next: block.next,
        nested: false,
        announced: false,
    })
}
