//! Replies: "On … Ann Lee <ann@x.example> wrote:" and its translations, before quoted or unquoted text.
//!
//! Phrases seen in Gmail, Apple Mail, Thunderbird, Outlook for Mac, Yahoo. The line may be wrapped over three.
//! Incomplete support: attributions without a colon or without a date.

use std::sync::LazyLock;

use regex::Regex;

use crate::chain::{Boundary, Facts, headers};
use crate::document::{Document, Line};
use crate::extraction::Mailbox;
use crate::layer::How;
use crate::lexicon::mail::WROTE;
use crate::names;
use crate::text::{Flow, fold};

static DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d").expect("a valid pattern"));

/// How many lines an attribution may be wrapped over.
const MAX_LINES: usize = 4;

pub(super) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    let first = &doc.lines[at];
    let mut text = String::new();
    for index in at..at + MAX_LINES {
        let line = doc.lines.get(index).filter(|line| line.quote == first.quote)?;
        let part = Flow::of_line(doc, line).text;
        if part.trim().is_empty() || line.row.is_some() {
            return None;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part.trim());
        if text.chars().count() > 300 {
            return None;
        }
        if let Some(facts) = attribution(&text) {
            let nested = next_text(doc, index + 1).is_some_and(|next| next.quote > first.quote);
            return Some(Boundary {
                how: How::Reply,
                facts,
                next: index + 1,
                nested,
                announced: false,
            });
        }
    }
    None
}

fn next_text(doc: &Document, from: usize) -> Option<&Line> {
    doc.lines
        .get(from..)?
        .iter()
        .find(|line| !doc.slice(line.span).trim().is_empty())
}

/// Reads an attribution; none when the text is not one.
fn attribution(text: &str) -> Option<Facts> {
    let trimmed = text.trim().trim_matches(['*', '-', ' ']);
    let body = trimmed.strip_suffix([':', '：'])?.trim();
    let folded = fold(body);
    let wrote = WROTE
        .iter()
        .any(|word| folded.ends_with(word) || folded.contains(&format!(" {word} ")));
    let telling = DIGIT.is_match(body) || body.contains('@');
    if !wrote || !telling {
        return None;
    }
    let mut facts = Facts {
        author: author(body),
        ..Facts::default()
    };
    let written = facts
        .author
        .name
        .as_ref()
        .map_or(body, |name| body.split(name.as_str()).next().unwrap_or(body));
    let date = if DIGIT.is_match(written) { written } else { body };
    headers::set_date(&mut facts, date.trim_end_matches([',', '<', '(', ' ']), false);
    Some(facts)
}

/// The words before the address, or before "wrote", back to the date.
fn author(body: &str) -> Mailbox {
    let found = names::ADDRESS.find(body);
    let before = found.map_or(body, |found| &body[..found.start()]);
    let before = before
        .trim_end_matches("mailto:")
        .trim_end_matches(['<', '(', '[', ' ', '"']);
    let mut words: Vec<&str> = Vec::new();
    for word in before.split_whitespace().rev() {
        let folded = fold(word);
        let verb = WROTE.iter().any(|verb| folded.trim_end_matches(':') == *verb);
        if verb && words.is_empty() {
            continue;
        }
        let stop = DIGIT.is_match(word)
            || verb
            || [
                "am", "pm", "at", "um", "uhr", "a.m.", "p.m.", "om", "las", "le", "ha", "a", "utc", "gmt",
            ]
            .contains(&folded.as_str())
            || (word.ends_with(',') && !words.is_empty() && words.len() > 1);
        if stop || words.len() >= 6 {
            break;
        }
        words.insert(0, word.trim_matches(['"', '\'', '*']));
    }
    let email = found.and_then(|found| names::address(found.as_str()));
    let name = names::clean(words.join(" ").trim_end_matches(','));
    Mailbox { name, email }
}
