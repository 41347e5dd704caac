//! Replies: "On … Ann Lee <ann@x.example> wrote:" and its translations, before quoted or unquoted text.
//!
//! Seen in Gmail, Apple Mail, Thunderbird, Outlook for Mac, Yahoo, Yandex, ProtonMail. The line may be wrapped over four.
//! What such a line may hold is in `chain::attribution`.

use crate::chain::{Boundary, Facts, attribution, next_text};
use crate::document::{Document, Line};
use crate::layer::How;
use crate::text::Flow;

/// How many lines an attribution may be wrapped over.
const MAX_LINES: usize = 4;
/// No attribution is longer, in bytes.
const MAX_BYTES: usize = 500;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let (facts, next, deeper) = attributed(doc, at)?;
    Some(Boundary {
        how: How::Reply,
        facts,
        next,
        nested: deeper,
        announced: false,
        bare: false,
        own_marks: 0,
    })
}

/// An attribution that begins at a line: its facts, the first line after it, whether quoted text follows.
pub(super) fn attributed(doc: &Document, at: usize) -> Option<(Facts, usize, bool)> {
    let first = doc.lines.get(at)?;
    if first.row.is_some() || first.span.end - first.span.start > MAX_BYTES {
        return None;
    }
    let last =
        (at..at + MAX_LINES).find(|index| doc.lines.get(*index).is_some_and(|line| closes(doc, *index, line)))?;
    let mut text = Flow::of_line(doc, first).text.trim().to_owned();
    if last > at && !attribution::opens(&text) {
        return None;
    }
    for index in at + 1..=last {
        let line = &doc.lines[index];
        let part = Flow::of_line(doc, line).text;
        let part = part.trim();
        // Some clients quote the second half of a line that they have wrapped.
        let same = line.quote == first.quote || text.contains('<') && !text.contains('>') && line.quote > first.quote;
        if part.is_empty() || line.row.is_some() || !same {
            return None;
        }
        text.push(' ');
        text.push_str(part);
    }
    let text = spaced(&text);
    let deeper = next_text(doc, last + 1).is_some_and(|next| next.quote > first.quote);
    if text.len() > MAX_BYTES || last > at && stands_alone(doc, at + 1, last, deeper) {
        return None;
    }
    let quoted = next_text(doc, last + 1).is_some_and(|next| is_below(doc, next, first));
    attribution::read(&text, quoted).map(|facts| (facts, last + 1, deeper))
}

/// Whether a line can end an attribution: with a colon, or with an address before quoted text.
fn closes(doc: &Document, index: usize, line: &Line) -> bool {
    // Marks of direction stand at the end of Hebrew and Arabic lines.
    let hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = doc
        .slice(line.span)
        .trim_end_matches(|c: char| hidden(c) || c.is_whitespace() || "*-_".contains(c));
    let ruled = doc.slice(line.span).starts_with("--") && doc.slice(line.span).trim_end().ends_with("--");
    ruled
        || text.ends_with([':', '：'])
        || text.ends_with('>')
            && text.contains('@')
            && next_text(doc, index + 1).is_some_and(|next| is_below(doc, next, line))
}

/// Whether a line is quoted below another: with marks, or with a bar that is no table's.
fn is_below(doc: &Document, next: &Line, line: &Line) -> bool {
    let text = doc.slice(next.span).trim();
    next.quote > line.quote
        || text
            .strip_prefix('|')
            .is_some_and(|rest| next.row.is_none() && !rest.contains('|'))
}

/// Whether the attribution begins further down, so that the line above it is what somebody wrote.
fn stands_alone(doc: &Document, from: usize, last: usize, deeper: bool) -> bool {
    let mut text = String::new();
    for index in (from..=last).rev() {
        text = format!("{} {text}", Flow::of_line(doc, &doc.lines[index]).text.trim());
        let found = attribution::read(&spaced(text.trim()), deeper);
        if found.is_some_and(|facts| facts.date_text.is_some()) {
            return true;
        }
    }
    false
}

/// An address that was wrapped inside its brackets, joined again.
fn spaced(text: &str) -> String {
    text.replace("< ", "<").replace(" >", ">")
}
