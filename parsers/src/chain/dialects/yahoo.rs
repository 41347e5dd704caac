//! Yahoo Mail as plain text: separator and header block glued together on one line.
//!
//! Phrase seen: "----- Forwarded Message ----- From: Ann <a@x.example>To: Bob <b@y.example>Sent: …Subject: …".

use std::sync::LazyLock;

use regex::Regex;

use crate::chain::{Boundary, Facts, headers};
use crate::document::Document;
use crate::layer::How;
use crate::lexicon::mail::{Header, header};
use crate::names;
use crate::text::Flow;

static SEPARATOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*-{4,6} [^-]{4,60} -{4,6}\s+(?P<rest>\S.*)$").expect("a valid pattern"));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<label>[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)\s?[:：]").expect("a valid pattern"));

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    if !doc.slice(doc.lines[at].span).trim_start().starts_with("----") {
        return None;
    }
    let text = Flow::of_line(doc, &doc.lines[at]).text;
    let rest = SEPARATOR.captures(&text)?.name("rest")?.as_str();
    let mut found: Vec<(usize, usize, Header)> = Vec::new();
    for label in LABEL.captures_iter(rest) {
        let (Some(whole), Some(words)) = (label.get(0), label.name("label")) else {
            continue;
        };
        // A label glued to the value before it ("PMSubject:") is found by its own end.
        let starts = words.as_str().char_indices().map(|(offset, _)| offset);
        let hit = starts
            .into_iter()
            .find_map(|offset| header(&words.as_str()[offset..]).map(|header| (offset, header)));
        if let Some((offset, header)) = hit
            && found.iter().all(|(_, _, other)| *other != header)
        {
            found.push((words.start() + offset, whole.end(), header));
        }
    }
    if found.iter().all(|(_, _, header)| *header != Header::Subject) {
        found.extend(bare_subject(rest, found.last().map_or(0, |(_, end, _)| *end)));
    }
    let seen = |wanted: Header| found.iter().any(|(_, _, header)| *header == wanted);
    if !seen(Header::From) || found.len() < 3 {
        return None;
    }
    let mut facts = Facts::default();
    for (index, (_, from, header)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(rest.len(), |(next, _, _)| *next);
        let value = rest.get(*from..end).unwrap_or_default().trim();
        match header {
            Header::From => facts.author = headers::author(value),
            Header::To => facts.to = names::mailboxes(value),
            Header::Cc => facts.cc = names::mailboxes(value),
            Header::Date => headers::set_date(&mut facts, value, false),
            Header::Subject => facts.subject = Some(value.to_owned()),
            Header::ReplyTo | Header::Other => {}
        }
    }
    Some(Boundary {
        how: How::Forward,
        facts,
        next: at + 1,
        nested: false,
        announced: true,
        bare: false,
        own_marks: 0,
    })
}

/// The Portuguese header has no colon behind its last label: "CETAssunto Users".
fn bare_subject(rest: &str, from: usize) -> Option<(usize, usize, Header)> {
    let starts = rest.char_indices().filter(|(at, c)| *at >= from && c.is_uppercase());
    starts.into_iter().find_map(|(at, _)| {
        let word = rest[at..].split_whitespace().next()?;
        let telling = header(word) == Some(Header::Subject) && word.chars().count() >= 4;
        telling.then_some((at, at + word.len(), Header::Subject))
    })
}
