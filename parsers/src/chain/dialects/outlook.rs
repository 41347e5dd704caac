//! Outlook (desktop, web, mobile): a bare header block, no line announces it.
//!
//! Phrases seen: "From: … Sent: … To: … Subject: …", "Von: … Gesendet: … An: … Betreff: …". A block needs its From line
//! first and two more headers, so that a form's "From:" is none.

use crate::chain::{Boundary, all_quoted, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::Header;
use crate::lexicon::mail::calendar::weekday;
use crate::text::Flow;

/// A label with its colon stands this near to the start, in bytes.
const MAX_LABEL: usize = 90;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    let raw = doc.slice(line.span);
    raw.find([':', '：', '\t']).filter(|end| *end <= MAX_LABEL)?;
    let text = Flow::of_line(doc, line).text;
    let (first, value) = headers::split_line(&text)?;
    if !matches!(first, Header::From | Header::Subject | Header::Date) || value.len() > 400 {
        return None;
    }
    let block = headers::block(doc, at)?;
    let has = |header: Header| block.seen.contains(&header);
    let rest = [Header::To, Header::Date, Header::Subject]
        .into_iter()
        .filter(|header| has(*header))
        .count();
    // "From: Monday, to: Friday" is a plan, not a mail.
    let author = &block.facts.author;
    let person = author.email.is_some() || author.name.as_deref().is_some_and(|name| weekday(name).is_none());
    let enough = has(Header::From) && (rest == 3 || rest == 2 && first == Header::From && person);
    enough.then(|| Boundary {
        how: How::Forward,
        nested: all_quoted(doc, block.next, line.quote),
        facts: block.facts,
        next: block.next,
        announced: false,
        bare: true,
        own_marks: 0,
    })
}
