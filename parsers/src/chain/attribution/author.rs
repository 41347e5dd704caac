//! Who an attribution line names: the words beside the address, or beside the verb, back to the date.

use super::words;
use crate::extraction::Mailbox;
use crate::lexicon::mail::calendar;
use crate::lexicon::mail::lines::{LINKING, NOBODY};
use crate::names;
use crate::text::fold;

/// No client writes more words of a name.
pub(super) const MAX_NAME_WORDS: usize = 6;
/// Nor more of one that does not look like a name ("setup team of acme").
const MAX_LOOSE_WORDS: usize = 4;

/// An author and the byte ranges of the line that were read as the author.
pub(super) struct Said {
    pub(super) author: Mailbox,
    pub(super) taken: Vec<(usize, usize)>,
}

/// The author of a line with an address.
pub(super) fn beside_address(body: &str, at: usize, end: usize, verb: usize, verb_end: usize) -> Option<Said> {
    let email = names::address(&body[at..end])?;
    // Between the verb and the address stands the name, or before the address whatever follows the date.
    let from = if verb_end <= at { verb_end } else { 0 };
    let left = &body[from..at];
    let bare = left
        .trim_end_matches("mailto:")
        .trim_end_matches(['<', '(', '[', ' ', '\u{a0}', '\u{202a}', '\u{200e}']);
    let (name, start) = trailing_name(bare);
    let behind = body[end..]
        .find(['>', ')', ']'])
        .filter(|offset| *offset <= 120)
        .map_or(end, |offset| end + offset + 1);
    // "<a@b<mailto:a@b>>" closes twice.
    let behind = behind + body[behind..].len() - body[behind..].trim_start_matches(['>', ']', ')']).len();
    if behind > verb && end <= verb {
        return None;
    }
    let taken = (from + start, behind);
    Some(Said {
        author: Mailbox {
            name,
            email: Some(email),
        },
        taken: vec![taken],
    })
}

/// The author of a line that names no address.
pub(super) fn beside_verb(before: &str, after: &str, verb_end: usize) -> Option<Said> {
    let named = after.trim_matches([' ', ',', '"']);
    let (name, range) = if !named.is_empty() && !named.chars().any(char::is_numeric) {
        let start = verb_end + after.find(named).unwrap_or(0);
        let name = names::clean(named);
        (name, (start, start + named.len()))
    } else {
        let bare = before.trim_end();
        let (name, start) = trailing_name(bare);
        (name, (start, bare.len()))
    };
    let name = name.filter(|name| is_name(name))?;
    Some(Said {
        author: Mailbox {
            name: Some(name),
            email: None,
        },
        taken: vec![range],
    })
}

/// Whether the words before an address can be a name: beside a date almost any few words, without one only a name.
pub(super) fn fits(name: Option<&str>, dated: bool) -> bool {
    name.is_none_or(|name| is_name(name) || dated && name.split(' ').count() <= MAX_LOOSE_WORDS)
}

/// A name, or the single word that some sign with.
fn is_name(name: &str) -> bool {
    let folded = fold(name);
    let single = !name.contains(' ') && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    !NOBODY.contains(&folded) && (names::looks_like_name(name) || single)
}

/// The last words of a text as a name, back to the date; also where the name begins.
fn trailing_name(text: &str) -> (Option<String>, usize) {
    let quotes = ['"', '\'', '»', '”', '“', '‘', '’'];
    if text.ends_with(quotes) {
        let inner = text.trim_end_matches(quotes).trim_end();
        if let Some(open) = inner
            .rfind(['"', '«', '“', '„', '‘'])
            .or_else(|| inner.rfind(" '").map(|at| at + 1))
        {
            let mark = inner[open..].chars().next().map_or(1, char::len_utf8);
            return (relayed(&inner[open + mark..]), open);
        }
    }
    let all = words(text);
    let mut first = all.len();
    for index in (0..all.len()).rev() {
        let word = all[index].1;
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let comma = word.ends_with([',', '，', '、', '—']);
        let family = comma && all.len() - index == 2 && !word.ends_with(".,");
        let linking = LINKING.contains(&folded) && !names_particle(&all, index, first);
        let date = word.chars().any(char::is_numeric)
            || linking
            || comma && (calendar::weekday(&folded).is_some() || calendar::zone(&folded).is_some())
            || word.starts_with('(') && !word.contains(')');
        if date || comma && !family && first < all.len() || all.len() - index > MAX_NAME_WORDS {
            break;
        }
        first = index;
    }
    match all.get(first) {
        Some((start, _)) => (relayed(&text[*start..]), *start),
        None => (None, text.len()),
    }
}

/// "van", "de" and the like inside a name: between two words that begin with a capital.
fn names_particle(all: &[(usize, &str)], index: usize, first: usize) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let word = all[index].1;
    let left = index
        .checked_sub(1)
        .and_then(|left| all.get(left))
        .is_some_and(|(_, word)| {
            capital(word) && !word.ends_with([',', '.', ':']) && !word.chars().any(char::is_numeric)
        });
    let particle = [
        "van", "de", "von", "der", "del", "la", "le", "da", "den", "el", "a", "o",
    ]
    .contains(&fold(word).as_str());
    particle && left && first < all.len()
}

/// A name without the list that passed the mail on ("'Ann Lee' via Sales").
fn relayed(name: &str) -> Option<String> {
    let name = name.split(" via ").next().unwrap_or(name);
    // Lotus Notes names people by their place in the organisation: "Ann Lee/Sales/Acme".
    let name = name.split('/').next().unwrap_or(name);
    names::clean(name.trim_matches(['"', '\'', '«', '»', ' ', '\u{a0}']))
}
