//! Forwards that a line announces: Gmail, Apple Mail, Thunderbird, Yahoo, Outlook in plain text.
//!
//! Phrases seen: "---------- Forwarded message ---------" (Gmail), "Begin forwarded message:" (Apple),
//! "-------- Forwarded Message --------" (Thunderbird), "----- Forwarded Message -----" (Yahoo),
//! "-----Original Message-----" (Outlook), and their translations in the lexicon.

use crate::chain::{Boundary, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::{FORWARD_LINES, Header, ORIGINAL_LINES};
use crate::text::{Flow, fold};

/// How many empty lines may stand between the line and its header block.
const MAX_GAP: usize = 3;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    let text = fold(&Flow::of_line(doc, line).text);
    if !announces(&text) {
        return None;
    }
    let mut next = at + 1;
    while next <= at + MAX_GAP
        && doc
            .lines
            .get(next)
            .is_some_and(|line| doc.slice(line.span).trim().is_empty())
    {
        next += 1;
    }
    // Apple quotes the announced block; Outlook in plain text and the others do not.
    let block = headers::block(doc, next)?;
    let enough = block.seen.contains(&Header::From) || block.seen.len() >= 2;
    let deeper = doc.lines.get(next).is_some_and(|first| first.quote > line.quote);
    enough.then_some(Boundary {
        how: How::Forward,
        facts: block.facts,
        next: block.next,
        nested: deeper,
        announced: !ORIGINAL_LINES.iter().any(|words| text.contains(words)),
    })
}

/// Whether a folded line announces a forwarded message: dashes around the words, or nothing but them.
fn announces(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 120 || text.len() < 4 {
        return false;
    }
    let bare = text
        .trim_matches(|c: char| "-–_=*>#| ".contains(c))
        .trim_end_matches([':', '：'])
        .trim();
    let dashed = text.starts_with("--") || text.starts_with("––") || text.starts_with("__") || text.starts_with("==");
    FORWARD_LINES
        .iter()
        .any(|words| bare == *words || (dashed && bare.contains(words)))
        || FORWARD_LINES.iter().any(|words| {
            bare.starts_with(words) && (text.ends_with(':') || text.ends_with('：')) && bare.len() < words.len() + 20
        })
}
