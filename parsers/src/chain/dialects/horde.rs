//! Horde: "Quoting Ann Lee <ann@x.example>:" above a quote, with neither date nor verb.

use crate::chain::{Boundary, Facts, headers, next_text};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::lines::QUOTING;
use crate::names;
use crate::text::{Flow, fold};

/// No such line is longer, in bytes.
const MAX_BYTES: usize = 240;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    let raw = doc.slice(line.span).trim();
    let quoted = || next_text(doc, at + 1).is_some_and(|next| next.quote > line.quote);
    if raw.len() > MAX_BYTES || !raw.ends_with(':') || !raw.contains('@') || !quoted() {
        return None;
    }
    let text = Flow::of_line(doc, line).text;
    let words = QUOTING.iter().find(|words| fold(&text).starts_with(words.as_str()))?;
    let count = words.split_whitespace().count();
    let person = text.split_whitespace().skip(count).collect::<Vec<_>>().join(" ");
    let author = headers::author(person.trim_end_matches(':'));
    let named = author.name.as_deref().is_none_or(names::looks_like_name);
    (named && author.email.is_some()).then(|| Boundary {
        how: How::Reply,
        facts: Facts {
            author,
            ..Facts::default()
        },
        next: at + 1,
        nested: true,
        announced: false,
        bare: false,
        own_marks: 0,
    })
}
