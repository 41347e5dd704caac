//! Forwards that a line announces: Gmail, Apple Mail, Thunderbird, Yahoo, Zimbra, Samsung, ProtonMail, Outlook in plain text.
//!
//! Phrases seen: "---------- Forwarded message ---------" (Gmail), "Begin forwarded message:" (Apple),
//! "-------- Forwarded Message --------" (Thunderbird), "----- Forwarded Message -----" (Yahoo),
//! "-----Original Message-----" (Outlook), "------- Original Message -------" and then an attribution (ProtonMail), and
//! their translations in the lexicon.

use crate::chain::dialects::{notes, replies};
use crate::chain::headers::Block;
use crate::chain::{Boundary, Facts, all_quoted, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::Header;
use crate::lexicon::mail::lines::{FORWARD_LINES, ORIGINAL_LINES, WHOLE_LINES};
use crate::text::{Flow, fold};

/// How many empty lines may stand between the line and its header block.
const MAX_GAP: usize = 3;
/// No announcement is longer, in bytes.
const MAX_BYTES: usize = 240;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let line = &doc.lines[at];
    if line.span.end - line.span.start > MAX_BYTES || !may_announce(doc.slice(line.span)) {
        return None;
    }
    let text = fold(&Flow::of_line(doc, line).text);
    let announced = announces(&text)?;
    let original = ORIGINAL_LINES.iter().any(|words| text.contains(words.as_str()));
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
    let deeper = doc.lines.get(next).is_some_and(|first| first.quote > line.quote);
    let (facts, next, nested) = match headers::block(doc, next).filter(enough) {
        Some(block) => {
            // Zoho closes the header with the line that opened it.
            let again = doc
                .lines
                .get(block.next)
                .is_some_and(|last| doc.slice(last.span) == doc.slice(line.span));
            let next = block.next + usize::from(again);
            (block.facts, next, deeper || all_quoted(doc, next, line.quote))
        }
        None => match notes::unlabelled(doc, next).or_else(|| replies::attributed(doc, next)) {
            Some(found) => found,
            // Nobody is named, but what follows is not the words of whoever wrote above.
            None if announced.sure => (Facts::default(), at + 1, deeper),
            None => return None,
        },
    };
    let nobody = facts.author.name.is_none() && facts.author.email.is_none();
    Some(Boundary {
        how: if original && nobody { How::Reply } else { How::Forward },
        facts,
        next,
        nested,
        announced: !original,
        bare: original,
        own_marks: 0,
    })
}

fn enough(block: &Block) -> bool {
    block.seen.contains(&Header::From) || block.seen.len() >= 2
}

/// Whether the raw line can be an announcement at all: dashes at its start, a colon at its end, or a short line.
fn may_announce(raw: &str) -> bool {
    let raw = raw.trim();
    let marked =
        raw.starts_with(['-', '–', '_', '=', '*', '#', '|', '>', '—', '‐']) || raw.ends_with([':', '：', '-', '*']);
    marked || raw.len() <= 60 && raw.split(' ').count() <= 6 && !raw.ends_with(['.', ',', '!', '?'])
}

/// How an announcement looks.
struct Announced {
    /// Nothing but the words, between rules or before a colon: what follows is somebody else's even without a header.
    sure: bool,
}

/// Whether a folded line announces a forwarded message: dashes around the words, or nothing but them.
fn announces(text: &str) -> Option<Announced> {
    let text = text.trim();
    let shown = text.trim_matches(['*', '>', '#', '|', ' ']);
    let bare = shown
        .trim_matches(|c: char| "-–—‐_= *".contains(c))
        .trim_end_matches([':', '：'])
        .trim();
    let rule = |text: &str| ["--", "––", "__", "==", "——"].iter().any(|mark| text.starts_with(mark));
    let dashed = rule(shown);
    let colon = text.ends_with(':') || text.ends_with('：');
    let whole = WHOLE_LINES.contains(bare);
    let ruled = dashed && shown.ends_with(['-', '–', '_', '=', '—', ':']);
    let found = whole
        || dashed && FORWARD_LINES.iter().any(|words| bare.contains(words.as_str()))
        || colon
            && FORWARD_LINES
                .iter()
                .any(|words| bare.starts_with(words.as_str()) && bare.len() < words.len() + 20);
    found.then_some(Announced {
        sure: whole && (ruled || colon),
    })
}
