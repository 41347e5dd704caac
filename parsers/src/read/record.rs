//! One person on a line: "Ann Lee - ann@x.example - Level 2 - Billing, please activate".
//!
//! The pieces between commas, dashes, pipes and brackets are told apart by what they are. Incomplete support: an unknown
//! role is only believed between pipes, slashes or tabs; elsewhere it may be a job title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::labels;
use crate::names;
use crate::read::activation::{self, Verdict};
use crate::read::{Context, device, is_name, labelled, level, roles, slots};
use crate::statement::{Claim, EmailReading, Entry, Rank, RoleReading};
use crate::text::{Flow, fold, key};

static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<([^<>@\s]+\.[^<>@\s]+)>|\S+@@\S+|[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+(?:$|[\s,;>)|])|[\p{L}\p{N}._-]+(?:\(at\)|\[at\])[\p{L}\p{N}._-]+").expect("a valid pattern")
});
static DITTO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:same(?: [a-z0-9_]+){0,5}? (?:as|like)|same (?:level|roles?|access|rights|permissions)|ditto|as above|likewise|idem|dito|wie oben|comme ci-dessus|same again|zelfde|igual que|mesmo que)(?-u:\b)").expect("a valid pattern")
});

/// Cuts a line at what separates its pieces.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    for (index, (at, c)) in bytes.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|before| bytes[before].1);
        let after = bytes.get(index + 1).map(|(_, c)| *c);
        let spaced = before == Some(' ') && after == Some(' ');
        let cut = match c {
            ',' | ';' | '|' | '\t' | '\n' | '(' | ')' | '<' | '>' | '•' | '·' | '[' | ']' => true,
            ':' => after == Some(' '),
            '/' | '-' | '=' | '*' => spaced,
            '–' => true,
            '.' => after == Some(' ') && before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()),
            _ => false,
        };
        if cut {
            out.push(start..at);
            start = at + c.len_utf8();
        }
    }
    out.push(start..text.len());
    out.retain(|range| !text[range.clone()].trim().is_empty());
    out
}

/// Whether a line begins like a record: with a name, an address or a number of its own.
pub(crate) fn begins_record(context: &Context<'_>, line: &Flow) -> bool {
    let text = &line.text;
    let Some(first) = pieces(text).into_iter().next() else {
        return false;
    };
    let piece = text[first.clone()].trim();
    let address = names::first_address(text).map(|found| found.range());
    let starts = address
        .clone()
        .is_some_and(|range| text[..range.start].trim().trim_matches(['<', '(', '[']).is_empty());
    let name = is_name(before_address(piece), context.profile) && piece.split(' ').count() <= 7;
    let described = address.is_some() || BROKEN.is_match(text);
    let single = !piece.contains(' ');
    starts || (name && described && (!single || starts_with_pair(text)))
}

/// "Doe, Jane, jane@x" begins with two single names.
fn starts_with_pair(text: &str) -> bool {
    let first: Vec<Range<usize>> = pieces(text).into_iter().take(2).collect();
    match first.as_slice() {
        [_, second] => names::has_address(&text[second.clone()]) || names::looks_like_name(text[second.clone()].trim()),
        _ => false,
    }
}

fn before_address(piece: &str) -> &str {
    names::first_address(piece).map_or(piece, |found| {
        piece[..found.start()].trim_end_matches(['<', '(', ' ', '-', ':', ','])
    })
}

/// A line that names somebody without an address but says something about them: "Dorota Wilk - same level as above".
pub(crate) fn names_somebody(context: &Context<'_>, line: &Flow) -> bool {
    let text = &line.text;
    let parts = pieces(text);
    let Some(first) = parts.first() else { return false };
    let name = text[first.clone()].trim();
    if parts.len() < 2 || name.split(' ').count() < 2 || !is_name(name, context.profile) {
        return false;
    }
    let rest = &text[first.end..];
    level::in_prose(rest, context.profile).is_some()
        || DITTO.is_match(&fold(rest))
        || parts[1..]
            .iter()
            .any(|piece| roles::known(text[piece.clone()].trim(), context.profile).is_some())
}

/// Reads a line, and lines that belong to it, as one person.
pub(crate) fn read(context: &Context<'_>, line: &Flow, more: &[Flow]) -> Entry {
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    identity(context, &mut entry, line);
    for flow in std::iter::once(line).chain(more) {
        if !std::ptr::eq(flow, line) && entry.email == EmailReading::None {
            address(context, &mut entry, flow);
        }
        details(context, &mut entry, flow, std::ptr::eq(flow, line));
    }
    entry
}

fn address(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let found = names::addresses(&line.text)
        .find_map(|found| names::address(found.as_str()).map(|address| (address, found.range())));
    if let Some((address, range)) = found.filter(|_| !line.text.contains("@@")) {
        entry.email = EmailReading::Address(Evidenced::read_at(address, context.doc.evidence(line.source(range))));
    } else if let Some(found) = BROKEN.captures(&line.text) {
        let whole = found.get(1).or(found.get(0)).map_or(0..0, |found| found.range());
        entry.email = EmailReading::Invalid(context.doc.evidence(line.source(whole)));
    }
}

fn identity(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    address(context, entry, line);
    let text = &line.text;
    let at = names::first_address(text).map(|found| found.range());
    let all = pieces(text);
    let mut before: Vec<Range<usize>> = Vec::new();
    let mut after: Vec<Range<usize>> = Vec::new();
    for piece in all {
        match &at {
            Some(at) if piece.start >= at.end => after.push(piece),
            Some(at) if piece.end > at.start => before.push(piece.start.min(at.start)..at.start),
            Some(_) | None => before.push(piece),
        }
    }
    let named = |range: &Range<usize>| {
        is_name(
            text[range.clone()].trim().trim_end_matches(['<', '(', ':']),
            context.profile,
        )
    };
    let pair = before.windows(2).find(|two| {
        two.iter()
            .all(|range| named(range) && !text[range.clone()].trim().contains(' '))
    });
    let chosen = pair
        .map(|two| two[0].start..two[1].end)
        .or_else(|| {
            before
                .iter()
                .find(|range| named(range) && text[(*range).clone()].trim().contains(' '))
                .cloned()
        })
        .or_else(|| before.iter().find(|range| named(range)).cloned())
        .or_else(|| {
            after
                .first()
                .filter(|range| named(range) && text[(*range).clone()].trim().contains(' '))
                .cloned()
        });
    // A piece behind "Doe, Jane" that is a post-nominal or a second half belongs to the name.
    if let Some(range) = chosen
        && let Some(name) = names::clean(&text[range.clone()])
    {
        entry.name = Some(Evidenced::read_at(
            name,
            context.doc.evidence(line.source(trimmed(text, range))),
        ));
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let edge = |c: char| c.is_whitespace() || "<(\"'*:".contains(c);
    let start = range.start + (inner.len() - inner.trim_start_matches(edge).len());
    start..(start + inner.trim_matches(edge).len()).min(range.end)
}

/// Level, roles, activation and whatever else stands beside the name.
pub(crate) fn details(context: &Context<'_>, entry: &mut Entry, line: &Flow, first: bool) {
    let text = &line.text;
    let folded = fold(text);
    if let Some(found) = DITTO.find(&folded) {
        let words = &folded[found.start()..];
        let only_level = words.starts_with("same level") && !words.contains("role");
        let only_roles = words.starts_with("same role") && !words.contains("level");
        entry.ditto.level |= !only_roles;
        entry.ditto.roles |= !only_level;
    }
    let labelled = labelled::pairs(line);
    if !first && !labelled.is_empty() {
        for pair in labelled {
            slots::fill(context, entry, pair.slot, &pair.value, Rank::Person);
        }
        return;
    }
    if let Some((range, level)) = level::in_prose(text, context.profile) {
        entry.say(
            Claim::Level(level),
            Rank::Person,
            context.doc.evidence(line.source(range)),
        );
    }
    roles_of(context, entry, line);
    activation_of(context, entry, line);
    device::in_record(context, entry, line);
}

fn roles_of(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let text = &line.text;
    let address = names::first_address(text).map_or(0, |found| found.end());
    let ruled = text.matches(['|', '\t']).count() >= 2 || text.matches(" / ").count() >= 2;
    let mut found: Vec<RoleReading> = Vec::new();
    let mut span: Option<Range<usize>> = None;
    let mut none = false;
    for piece in pieces(text) {
        let words = text[piece.clone()].trim();
        let own = entry
            .name
            .as_ref()
            .is_some_and(|name| key(words).contains(&key(name.value())));
        if names::has_address(words) || own {
            continue;
        }
        let labelled = words.to_lowercase().trim_start_matches("with ").starts_with("role");
        let said = roles::in_prose(words, context.profile);
        let known = roles::known(words, context.profile);
        let readings: Vec<RoleReading> = if let Some(name) = known {
            vec![RoleReading { name, known: true }]
        } else if !said.is_empty() && (piece.start >= address || address == 0) {
            said.into_iter()
                .map(|(_, name)| RoleReading { name, known: true })
                .collect()
        } else if ruled
            && piece.start >= address
            && is_title(words)
            && level::in_slot(words, context.profile).is_none()
            && !activation::speaks(words)
            && labels::column(words).is_none()
        {
            vec![RoleReading {
                name: words.to_owned(),
                known: false,
            }]
        } else {
            none |= roles::is_none(words) && (labelled || piece.start > address) && !words.is_empty();
            continue;
        };
        for reading in readings {
            if found.iter().all(|other| other.name != reading.name) {
                found.push(reading);
            }
        }
        span = Some(span.map_or(piece.clone(), |span| span.start.min(piece.start)..piece.end));
    }
    if let Some(span) = span {
        entry.say(
            Claim::Roles(found),
            Rank::Person,
            context.doc.evidence(line.source(trimmed(text, span))),
        );
    } else if none && entry.said.iter().all(|said| !matches!(said.claim, Claim::Roles(_))) {
        entry.say(
            Claim::Roles(Vec::new()),
            Rank::Person,
            context.doc.evidence(line.whole()),
        );
    }
}

/// A piece between rulers that reads like a role: up to four capitalised words.
fn is_title(words: &str) -> bool {
    let count = words.split(' ').count();
    count <= 4
        && words
            .split(' ')
            .all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && words.chars().all(|c| c.is_alphabetic() || " -&'".contains(c))
}

fn activation_of(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let at = names::first_address(&line.text).map_or(0, |found| found.end());
    // The name and the address come first; what follows is about the activation.
    let from = entry
        .name
        .as_ref()
        .and_then(|name| {
            line.text
                .find(name.evidence().text.as_str())
                .map(|start| start + name.evidence().text.len())
        })
        .unwrap_or(0);
    let from = if from > at { from } else { at };
    let rest = line.cut(from..line.text.len());
    if activation::is_question(&rest.text) {
        return;
    }
    // Each piece is heard alone: "not sure what level, no activation yet" doubts only the level.
    let mut said: Vec<(Flow, Verdict)> = Vec::new();
    for piece in activation_pieces(&rest.text) {
        let piece = rest.cut(piece);
        if activation::speaks(&piece.text) {
            let verdict = activation::in_prose(&piece.text, context.reading);
            if verdict != Verdict::Nothing {
                said.push((piece, verdict));
            }
        }
    }
    let chosen = said
        .iter()
        .position(|(_, verdict)| matches!(verdict, Verdict::Hold(_)))
        .unwrap_or(0);
    if let Some((piece, verdict)) = said.into_iter().nth(chosen) {
        slots::say_verdict(context, entry, &piece, verdict, Rank::Person);
    }
}

/// The pieces between commas, semicolons and dashes; a year behind a comma stays with its date.
fn activation_pieces(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces(text) {
        let year = text[piece.clone()].trim_start().starts_with("20");
        let glued = text[piece.clone()].trim_start().starts_with("when ")
            || text[piece.clone()].trim_start().starts_with("once ");
        match out.last_mut() {
            Some(last) if year || glued => last.end = piece.end,
            Some(_) | None => out.push(piece),
        }
    }
    out
}
