//! The line over a quoted text: "On Mon, May 3, 2027 at 10:12 AM, Ann Lee <ann@x.example> wrote:" in many languages.
//!
//! It reads one joined line; whether such a line stands there is for the dialects. A line counts only when it is made of
//! nothing but a date, a name, an address and the verb, so that prose ("as Ann wrote on 3 May:") keeps its author.
//! Incomplete support: names of more than six words, dates without a year and without a time.

use crate::chain::{Facts, headers, when};
use crate::extraction::Mailbox;
use crate::lexicon::mail::calendar;
use crate::lexicon::mail::lines::{GLUED, LINKING, NOBODY, TRAILING, WROTE};
use crate::names;
use crate::text::fold;

/// No client writes more words of a name.
const MAX_NAME_WORDS: usize = 6;

/// Reads an attribution; none when the text is not one. `quoted` tells whether quoted text follows.
pub(crate) fn read(text: &str, quoted: bool) -> Option<Facts> {
    let text = parted(text);
    let trimmed = text.trim().trim_matches(['*', '-', '–', '_', ' ', '|']);
    let closed = trimmed.strip_suffix([':', '：']);
    let body = closed.unwrap_or(trimmed).trim();
    // Every attribution has a date or an address; most lines are told from it by that alone.
    if !body.contains('@') && !body.chars().any(char::is_numeric) {
        return None;
    }
    let verb = verb(body);
    let address = names::first_address(body);
    // Without a colon or without a verb, address and date have to say it.
    if address.is_none() && (verb.is_none() || closed.is_none()) || closed.is_none() && !quoted {
        return None;
    }
    let (start, end) = verb.unwrap_or((body.len(), body.len()));
    let (before, after) = (&body[..start], trailing(&body[end..]));
    let said = match &address {
        Some(found) => beside_address(body, found.start(), found.end(), start, end),
        None => beside_verb(before, after, end),
    }?;
    let english = ["wrote", "writes"].contains(&fold(body[start..end].trim_matches(',')).as_str());
    let rest = without(body, &said.taken, (start, end));
    let moment = when::read(&rest, !english);
    let dated = moment.is_some();
    let timed = moment.as_ref().is_some_and(|moment| moment.timed);
    let telling = match (verb.is_some(), address.is_some()) {
        (true, true) => true,
        (false, true) => dated && (timed || quoted),
        (true, false) | (false, false) => dated && timed || quoted && body.chars().any(char::is_numeric),
    };
    if !telling || strangers(&rest) > allowed(verb.is_some(), english, address.is_some() || quoted) {
        return None;
    }
    let mut facts = Facts {
        author: said.author,
        ..Facts::default()
    };
    headers::set_date(&mut facts, opened(rest.trim()), !english);
    Some(facts)
}

/// Spaces where clients leave them out: behind the comma of East Asian text, between an address and the verb.
fn parted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let comma = matches!(c, ',' | '，' | '、');
        out.push(if comma { ',' } else { c });
        let close = comma || c == '>';
        if close && chars.peek().is_some_and(|next| next.is_alphabetic() || *next == '"') {
            out.push(' ');
        }
    }
    out
}

/// How many words of a line may be unknown: all words around an English date are known, and without a verb nothing but
/// date and name may stand there.
fn allowed(verb: bool, english: bool, sure: bool) -> usize {
    match (verb, english, sure) {
        (false, true | false, true | false) | (true, true, false) => 0,
        (true, true, true) | (true, false, false) => 1,
        (true, false, true) => 3,
    }
}

/// Whether a line may open an attribution that goes on below: with a date, an opening word, a name before an address.
pub(crate) fn opens(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '-', ' ', '"', '\'']);
    let Some(word) = text.split_whitespace().next() else {
        return false;
    };
    let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    word.starts_with(|c: char| c.is_numeric())
        || LINKING.contains(&bare)
        || calendar::weekday(&bare).is_some()
        || bare.chars().count() <= 3 && word.ends_with(['.', ','])
        || text
            .split_once('<')
            .is_some_and(|(name, _)| name.split_whitespace().count() <= MAX_NAME_WORDS)
}

/// Where the verb stands.
fn verb(body: &str) -> Option<(usize, usize)> {
    // Folding may change lengths, so words are compared one by one in the text as written.
    let words: Vec<(usize, &str)> = words(body);
    let folded: Vec<String> = words
        .iter()
        .map(|(_, word)| fold(word.trim_matches([',', '.', ':', '"', '('])))
        .collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for known in WROTE.iter() {
        let parts: Vec<&str> = known.split(' ').collect();
        for at in (0..folded.len()).rev() {
            let fits = parts.iter().enumerate().all(|(index, part)| {
                folded
                    .get(at + index)
                    .is_some_and(|word| word == part || word.trim_end_matches(')') == *part)
            });
            if fits && best.is_none_or(|(_, _, count)| parts.len() > count) {
                let (last, word) = words[at + parts.len() - 1];
                best = Some((words[at].0, last + word.len(), parts.len()));
            }
        }
    }
    best.map(|(start, end, _)| (start, end)).or_else(|| glued(body))
}

/// A verb without a space before it, as in "10:12写道".
fn glued(body: &str) -> Option<(usize, usize)> {
    if body.is_ascii() {
        return None;
    }
    let starts: Vec<usize> = body.char_indices().rev().take(8).map(|(at, _)| at).collect();
    let found = starts.into_iter().rev().find(|at| {
        let tail = fold(body[*at..].trim());
        GLUED.contains(&tail)
    })?;
    Some((found, body.len()))
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| (word.as_ptr() as usize - base, word))
        .collect()
}

/// What stands behind the verb, without the words that only close the line.
fn trailing(after: &str) -> &str {
    let folded = fold(after);
    let bare = folded.trim_matches([' ', ',']);
    match TRAILING.iter().find(|words| bare.ends_with(words.as_str())) {
        Some(words) => {
            let count = words.split(' ').count();
            let all = self::words(after);
            let keep = all.len().saturating_sub(count);
            all.get(keep).map_or("", |(at, _)| &after[..*at])
        }
        None => after,
    }
}

/// An author and the byte ranges of the line that were read as the author.
struct Said {
    author: Mailbox,
    taken: Vec<(usize, usize)>,
}

/// The author of a line with an address.
fn beside_address(body: &str, at: usize, end: usize, verb: usize, verb_end: usize) -> Option<Said> {
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
fn beside_verb(before: &str, after: &str, verb_end: usize) -> Option<Said> {
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

/// The line without its author and its verb.
fn without(body: &str, taken: &[(usize, usize)], verb: (usize, usize)) -> String {
    let mut gaps: Vec<(usize, usize)> = taken
        .iter()
        .copied()
        .chain([verb])
        .filter(|(from, to)| from < to)
        .collect();
    gaps.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in gaps {
        if from > at {
            out.push_str(body.get(at..from).unwrap_or_default());
            out.push(' ');
        }
        at = at.max(to);
    }
    out.push_str(trailing(body.get(at..).unwrap_or_default()));
    out
}

/// Words that belong neither to a date nor to its connection with a name.
fn strangers(rest: &str) -> usize {
    let known = |word: &str| {
        let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        bare.is_empty()
            || bare.chars().any(char::is_numeric)
            || LINKING.contains(&bare)
            || calendar::month(&bare, false).is_some()
            || calendar::weekday(&bare).is_some()
            || calendar::zone(&bare).is_some()
            || calendar::half_of_day(&bare).is_some()
            // Short forms of weekdays that are not in the list.
            || bare.chars().count() <= 4 && word.ends_with(['.', ','])
    };
    rest.split_whitespace().filter(|word| !known(word)).count()
}

/// The date without the word that opens the line.
fn opened(rest: &str) -> &str {
    let edge = |c: char| c.is_whitespace() || ",;<(".contains(c);
    let mut rest = rest
        .trim_matches(edge)
        .trim_end_matches(['>', '—', '-'])
        .trim_matches(edge);
    while let Some((first, more)) = rest.split_once(' ') {
        let bare = fold(first);
        let opening =
            !bare.chars().any(char::is_numeric) && LINKING.contains(&bare) && calendar::weekday(&bare).is_none();
        if !opening {
            break;
        }
        rest = more.trim_start();
    }
    // "… tarihinde", "… időpontban": long words behind the time belong to the sentence.
    while let Some((more, last)) = rest.rsplit_once(' ') {
        if last.chars().count() <= 4 || !LINKING.contains(&fold(last)) {
            break;
        }
        rest = more.trim_end();
    }
    rest.trim_matches(edge)
}
