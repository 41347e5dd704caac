//! What is not the author's message: banners above, signatures and disclaimers below.
//!
//! Cut only where it is plain; a line with a level, an address and a name below a greeting is still the message.

use std::sync::LazyLock;

use regex::Regex;

use crate::chain::Piece;
use crate::document::Document;
use crate::floor;
use crate::lexicon::mail::endings::{
    BANNERS, CLOSING_KEYS, DEVICES, DISCLAIMED, DISCLAIMERS, FOOTERS, GENERIC, OWN_FOOTERS, WARNED_OF,
};
use crate::text::{Flow, fold, key};

/// A signature is no longer than this.
const MAX_SIGNATURE_LINES: usize = 14;

/// A paragraph of a disclaimer has no more lines, as they are wrapped.
const MAX_DISCLAIMER_LINES: usize = 12;
/// A closing of one short word may be a name as well ("Tak Wong").
const SHORT_CLOSING: usize = 4;
/// No closing is longer, in bytes.
const MAX_CLOSING_BYTES: usize = 160;
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:level|lvl|l[1-4]|niveau|nivel|access:|activat[a-z0-9_]*|aktivier[a-z0-9_]*|hold|go-?live|role|roles|p\.?s\.?:?)(?-u:\b)")
        .expect("a valid pattern")
});

/// "Activate your free seat at our conference": what a signature advertises.
static ADVERT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)activat[a-z]* (?:your|our) |(?-u:\b)on hold music").expect("a valid pattern")
});

/// Moves banner and signature lines out of a piece.
pub(crate) fn trim(doc: &Document, piece: &mut Piece) {
    let texts: Vec<String> = piece
        .lines
        .iter()
        .map(|index| fold(Flow::of_line(doc, &doc.lines[*index]).text.trim()))
        .collect();
    let mut gone = vec![false; texts.len()];
    let mut banner = Vec::new();
    for (position, text) in texts.iter().enumerate() {
        if is_banner(text) {
            gone[position] = true;
            banner.push(piece.lines[position]);
            for (next, more) in texts.iter().enumerate().skip(position + 1).take(3) {
                if !text.ends_with(['.', ']', '!']) && !more.is_empty() && continues_banner(more) {
                    gone[next] = true;
                    banner.push(piece.lines[next]);
                } else {
                    break;
                }
            }
        }
    }
    let cut = signature_start(doc, piece, &texts, &gone).unwrap_or(texts.len());
    let mut signature = Vec::new();
    let mut lines = Vec::new();
    let mut disclaimed = false;
    for (position, index) in piece.lines.iter().enumerate() {
        if gone[position] {
            continue;
        }
        disclaimed = (disclaimed && !texts[position].is_empty()) || is_disclaimer(&texts, position);
        if disclaimed {
            banner.push(*index);
        } else if position >= cut || is_footer(&texts[position]) {
            signature.push(*index);
        } else {
            lines.push(*index);
        }
    }
    // A ruler before the next header block belongs to nobody.
    while lines
        .last()
        .is_some_and(|index: &usize| is_ruler(doc.slice(doc.lines[*index].span)))
    {
        lines.pop();
    }
    piece.lines = lines;
    piece.signature = signature;
    piece.banner = banner;
}

/// A line of dashes and the like; "ᐧ" is left behind by a mail tracker.
fn is_ruler(text: &str) -> bool {
    text.trim().chars().all(|c| "_-*=#~+ᐧ–— ".contains(c))
}

/// A warning of the mail system. "Caution: hold these users" is a person's, so it takes a word about mail as well.
fn is_banner(text: &str) -> bool {
    text.len() < 700
        && BANNERS.lead(text)
        && (text.len() < 30 || WARNED_OF.iter().any(|word| text.contains(word.as_str())))
        && !TELLING.is_match(text)
}

fn continues_banner(text: &str) -> bool {
    [
        "do not click",
        "click",
        "links",
        "unless you",
        "attachment",
        "content is safe",
        "sender",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The opening of a disclaimer. "This message contains the users to add" is none: its paragraph speaks of no secrecy.
fn is_disclaimer(texts: &[String], at: usize) -> bool {
    let text = texts[at].trim_start_matches(['*', '>', ' ', '"', '-', '_', '[']);
    if !DISCLAIMERS.lead(text) {
        return false;
    }
    let heading = texts[at].len() <= 40;
    let paragraph = texts[at..]
        .iter()
        .skip(usize::from(heading))
        .skip_while(|text| heading && text.is_empty());
    let speaks = |text: &String| DISCLAIMED.iter().any(|word| text.contains(word.as_str()));
    speaks(&texts[at])
        || paragraph
            .take_while(|text| !text.is_empty())
            .take(MAX_DISCLAIMER_LINES)
            .any(speaks)
}

/// A line that a mail app adds: "Sent from my iPhone", but not "Sent from my desk, is much easier".
fn is_footer(text: &str) -> bool {
    if text.len() >= 220 || !FOOTERS.lead(text) {
        return false;
    }
    let head = text.split([',', '.', '!', '(', '<']).next().unwrap_or(text);
    let own = OWN_FOOTERS.lead(text);
    !own || DEVICES.iter().any(|device| head.contains(device))
        || head.split(' ').count() <= 4 && head.len() == text.len()
}

/// The first line of the signature.
fn signature_start(doc: &Document, piece: &Piece, texts: &[String], gone: &[bool]) -> Option<usize> {
    let full = piece.facts.author.name.as_deref().map(key).unwrap_or_default();
    let mark = texts.iter().position(|text| text == "--" || text == "-- ");
    if let Some(mark) = mark.filter(|mark| calm(doc, piece, texts, *mark)) {
        return Some(mark);
    }
    let separator = texts
        .iter()
        .rposition(|text| text.len() >= 20 && text.chars().all(|c| c == '-' || c == '_'));
    if let Some(at) =
        separator.filter(|at| *at > 0 && says(texts, *at + 1) && texts.len() - at <= 6 && calm(doc, piece, texts, *at))
    {
        return Some(at);
    }
    if let Some(at) = named_ruler(texts, &full).filter(|at| calm(doc, piece, texts, *at)) {
        return Some(at);
    }
    // Only the last lines can be a signature.
    let tail = texts
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, text)| !text.is_empty())
        .nth(MAX_SIGNATURE_LINES);
    for position in tail.map_or(0, |(position, _)| position)..texts.len() {
        let line = &doc.lines[piece.lines[position]];
        if gone[position] || texts[position].is_empty() || line.row.is_some() || line.list.is_some() {
            continue;
        }
        let below = texts[position..].iter().filter(|text| !text.is_empty()).count();
        if below > MAX_SIGNATURE_LINES || !(is_closing(&texts[position], &full) || is_own_name(&texts[position], &full))
        {
            continue;
        }
        if heads_a_list(texts, position) {
            continue;
        }
        // "Thanks." alone is what somebody had to say.
        let first = texts[..position]
            .iter()
            .zip(gone)
            .all(|(text, gone)| *gone || text.is_empty());
        // "Hi," greets, also where the author's name is Hugo.
        if first && (!is_own_name(&texts[position], &full) || texts[position].ends_with(',')) {
            continue;
        }
        if calm(doc, piece, texts, position) && !(TELLING.is_match(&texts[position]) && texts[position].contains('@')) {
            return Some(position);
        }
    }
    None
}

/// Whether the author's own line is one of a list: under a colon, or with another address in the line below.
fn heads_a_list(texts: &[String], at: usize) -> bool {
    let above = texts[..at].iter().rev().find(|text| !text.is_empty());
    let below = texts.get(at + 1).is_some_and(|text| text.contains('@'));
    let listed = at.checked_sub(1).is_some_and(|above| texts[above].contains('@')) && texts[at].contains('@');
    listed
        || above.is_some_and(|text| text.ends_with(':') && text.len() > 3) && texts[at].contains(['@', ','])
        || texts[at].contains('@') && below
}

/// Whether words stand below a line, not only the ruler before the next mail.
fn says(texts: &[String], from: usize) -> bool {
    texts[from..].iter().any(|text| text.chars().any(char::is_alphanumeric))
}

/// A ruler with the author's whole name right below it, and only short lines after it.
fn named_ruler(texts: &[String], author: &str) -> Option<usize> {
    let at = texts
        .iter()
        .rposition(|text| text.len() >= 8 && text.chars().all(|c| "-_–—".contains(c)))?;
    let below: Vec<&String> = texts[at + 1..].iter().filter(|text| !text.is_empty()).collect();
    let named = below
        .iter()
        .take(3)
        .any(|text| author.contains(' ') && key(text).contains(author));
    let short = below.len() <= MAX_SIGNATURE_LINES && below.iter().all(|text| text.len() <= 90);
    (at > 0 && named && short).then_some(at)
}

/// Whether nothing from a line on reads like part of the message.
fn calm(doc: &Document, piece: &Piece, texts: &[String], from: usize) -> bool {
    // Two addresses of others, each alone on its line, are people in a table that lost its shape.
    let own = piece.facts.author.email.as_deref().unwrap_or_default();
    let foreign = |text: &&String| text.contains('@') && !text.contains(' ') && !text.eq_ignore_ascii_case(own);
    if texts[from + 1..].iter().filter(foreign).count() >= 2 {
        return false;
    }
    let own_house = own.split_once('@').map(|(_, domain)| fold(domain));
    let busy = (from + 1..texts.len()).any(|at| {
        let row = doc.lines[piece.lines[at]].row.is_some();
        let text = &texts[at];
        let telling = TELLING.is_match(&ADVERT.replace_all(text, " "))
            && !is_disclaimer(texts, at)
            && !is_housed(doc.slice(doc.lines[piece.lines[at]].span));
        let own = piece
            .facts
            .author
            .email
            .as_deref()
            .is_some_and(|email| text.contains(email));
        let house = own_house
            .as_deref()
            .is_some_and(|domain| is_card_of_house(text, domain));
        let listed = text.matches('|').count() >= 2 && text.contains('@') && !own && !house;
        // "Lundgren, Eva <eva@x>; Strand, Oskar <oskar@x>": a list that was pasted below the name.
        let pasted = text.matches('@').count() >= 2 && text.contains(';') && text.contains('<');
        (row && text.contains('@')) || telling || listed || pasted
    });
    !busy
}

/// "Marsden Glass | orders@marsdenglass.example | open Mon-Sat": the one address of a line is no person's.
fn is_card_of_house(text: &str, domain: &str) -> bool {
    text.matches('@').count() == 1
        && GENERIC.iter().any(|local| {
            text.split([' ', '|', ':', '<'])
                .any(|word| word.trim_end_matches('>') == format!("{local}@{domain}"))
        })
}

/// Whether a line tells nothing but where somebody's office is: "Suite 3, Level 4, Dock House".
fn is_housed(line: &str) -> bool {
    let rest = floor::without(line);
    rest.len() < line.len() && !TELLING.is_match(&fold(&rest))
}

/// "Best regards", alone or with the name behind it.
fn is_closing(text: &str, author: &str) -> bool {
    // A closing is short, whatever the language; most lines are told from it by their length alone.
    if text.len() > MAX_CLOSING_BYTES || text.contains('@') {
        return false;
    }
    let words = key(text);
    let count = words.split(' ').count();
    if count > 8 {
        return false;
    }
    let ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
    let Some(longest) = ends.filter(|end| CLOSING_KEYS.contains(&words[..*end])).max() else {
        return false;
    };
    let rest = words[longest..].trim();
    rest.is_empty()
        || rest.split(' ').all(|word| author.split(' ').any(|own| own == word))
        || rest.split(' ').count() <= 2 && longest > SHORT_CLOSING
}

/// A name, or a card with name, company and address, in one line.
const MAX_NAME_BYTES: usize = 60;
const MAX_CARD_BYTES: usize = 160;

/// Words of two letters that stand alone on a line and are nobody's initials: greetings and answers, folded.
const NO_INITIALS: &[&str] = &["hi", "yo", "ok", "no", "ja", "si", "ps", "ah", "oh", "hm"];

/// The author's name alone on a line: whole, first, or initials.
fn is_own_name(text: &str, author: &str) -> bool {
    let words = key(text);
    if words.is_empty() || author.is_empty() || text.contains('@') && !words.starts_with(author) {
        return false;
    }
    // "Keiko Barros · Latchfield · keiko.barros@latchfield.example" is longer than a name.
    if text.len()
        > if text.contains('@') {
            MAX_CARD_BYTES
        } else {
            MAX_NAME_BYTES
        }
    {
        return false;
    }
    let own: Vec<&str> = author.split(' ').collect();
    let first = own.first().copied().unwrap_or_default();
    let last = own.last().copied().unwrap_or_default();
    let begins = words
        .strip_prefix(author)
        .is_some_and(|rest| rest.is_empty() || text.contains(['|', ',', '-', '–', '—', '/', '·', '•', '<', '(']));
    let initial = first.chars().next().unwrap_or_default();
    let short = words.len() <= 2 && words.starts_with(initial) && !NO_INITIALS.contains(&words.as_str());
    // "John E. Doe, Ph.D."
    let told = words.split(' ').count() <= 6 && !text.contains('@') && !text.chars().any(char::is_numeric);
    let spelt = own.len() > 1
        && told
        && !text.ends_with(['.', ':', '?', '!']) | text.ends_with("d.")
        && words.split(' ').next() == Some(first)
        && words.split(' ').any(|word| word == last);
    begins
        || spelt
        || words == first
        || words == last && !last.is_empty()
        || short
        || words == format!("{initial} {last}")
}
