//! Lotus Notes and HCL Notes: a header without labels for author and date.
//!
//! Seen: "----- Forwarded by Ann Lee/Acme on 05/03/2027 10:12 AM -----", then the author on one line, the date on the next,
//! then "To", "cc" and "Subject", each on a line of its own or before its value. A Notes header with "From:" is read as
//! any other.

use crate::chain::{Facts, headers, when};
use crate::document::Document;
use crate::lexicon::mail::Header;
use crate::names;
use crate::text::Flow;

/// How many lines the header may have.
const MAX_LINES: usize = 16;

/// A header that begins with a bare name: its facts, the first line after it, whether quoted text follows.
pub(super) fn unlabelled(doc: &Document, at: usize) -> Option<(Facts, usize, bool)> {
    let quote = doc.lines.get(at)?.quote;
    let end = doc.lines.len().min(at + MAX_LINES);
    let texts: Vec<(usize, String)> = (at..end)
        .take_while(|index| doc.lines[*index].quote == quote)
        .map(|index| (index, Flow::of_line(doc, &doc.lines[index]).text.trim().to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let (_, author) = texts.first()?;
    let (_, date) = texts.get(1)?;
    let name = names::mailbox(author.split('/').next().unwrap_or(author));
    let person = names::has_address(author) || name.name.as_deref().is_some_and(names::looks_like_name);
    if !person || when::read(date, false).is_none_or(|moment| !moment.timed) {
        return None;
    }
    let author = if names::has_address(author) {
        names::mailbox(author)
    } else {
        name
    };
    let mut facts = Facts {
        author,
        ..Facts::default()
    };
    headers::set_date(&mut facts, date, false);
    let (mut next, mut seen) = (2, 0);
    while let Some((_, label)) = texts.get(next) {
        let (first, inline) = label.split_once([' ', '\t', ':']).unwrap_or((label, ""));
        let header = crate::lexicon::mail::header(first)
            .filter(|header| matches!(header, Header::To | Header::Cc | Header::Subject));
        let Some(header) = header else { break };
        let below = texts.get(next + 1).map(|(_, text)| text.as_str()).unwrap_or_default();
        let value = if inline.trim().is_empty() && !is_label(below) {
            below
        } else {
            inline.trim()
        };
        next += if inline.trim().is_empty() && !is_label(below) {
            2
        } else {
            1
        };
        seen += 1;
        match header {
            Header::To => facts.to = names::mailboxes(value),
            Header::Cc => facts.cc = names::mailboxes(value),
            Header::Subject => facts.subject = Some(value.to_owned()).filter(|text| !text.is_empty()),
            Header::From | Header::Date | Header::ReplyTo | Header::Other => {}
        }
        if header == Header::Subject {
            break;
        }
    }
    let after = texts.get(next).map_or(end, |(index, _)| *index);
    (seen >= 2).then_some((facts, after, false))
}

fn is_label(text: &str) -> bool {
    let bare = text.trim_end_matches(':');
    matches!(
        crate::lexicon::mail::header(bare),
        Some(Header::To | Header::Cc | Header::Subject)
    )
}
