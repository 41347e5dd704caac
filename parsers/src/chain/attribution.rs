//! The line over a quoted text: "On Mon, May 3, 2027 at 10:12 AM, Ann Lee <ann@x.example> wrote:" in many languages.
//!
//! It reads one joined line; whether such a line stands there is for the dialects. A line counts only when it is made of
//! nothing but a date, a name, an address and the verb, so that prose ("as Ann wrote on 3 May:") keeps its author.
//! Incomplete support: names of more than six words, dates without a year and without a time.

mod author;

use crate::chain::{Facts, headers, when};
use crate::lexicon::mail::calendar;
use crate::lexicon::mail::lines::{GLUED, LINKING, TRAILING, WROTE};
use crate::names;
use crate::text::fold;

/// Reads an attribution; none when the text is not one. `quoted` tells whether quoted text follows.
pub(crate) fn read(text: &str, quoted: bool) -> Option<Facts> {
    let text = parted(text);
    let trimmed = text.trim().trim_matches(['*', '-', '–', '_', ' ', '|']);
    let colon = trimmed.strip_suffix([':', '：']);
    let body = colon.unwrap_or(trimmed).trim();
    // Zoho writes "---- On … wrote ----".
    let ruled = text.trim().starts_with("--") && text.trim().ends_with("--");
    let closed = colon.is_some() || ruled;
    // Every attribution has a date or an address; most lines are told from it by that alone.
    if !body.contains('@') && !body.chars().any(char::is_numeric) {
        return None;
    }
    let verb = verb(body);
    let address = names::first_address(body);
    // Without a colon or without a verb, address and date have to say it.
    if address.is_none() && (verb.is_none() || !closed) || !closed && !quoted {
        return None;
    }
    let (start, end) = verb.unwrap_or((body.len(), body.len()));
    let (before, after) = (&body[..start], trailing(&body[end..]));
    let said = match &address {
        Some(found) => author::beside_address(body, found.start(), found.end(), start, end),
        None => author::beside_verb(before, after, end),
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
    let unknown = strangers(&rest);
    let most = if dated {
        allowed(verb.is_some(), english, address.is_some() || quoted)
    } else {
        0
    };
    if !telling || unknown > most || !author::fits(said.author.name.as_deref(), dated) {
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
            .is_some_and(|(name, _)| name.split_whitespace().count() <= author::MAX_NAME_WORDS)
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
    for at in (0..folded.len()).rev() {
        for parts in WROTE.get(bare(&folded[at])).into_iter().flatten() {
            let fits = parts.iter().zip(at..).all(|(part, index)| {
                folded
                    .get(index)
                    .is_some_and(|word| word == part || bare(word) == part.as_str())
            });
            if fits && best.is_none_or(|(_, _, count)| parts.len() > count) {
                let (last, word) = words[at + parts.len() - 1];
                best = Some((words[at].0, last + word.len(), parts.len()));
            }
        }
    }
    best.map(|(start, end, _)| (start, end)).or_else(|| glued(body))
}

/// A word without the bracket that closes behind it; "napisał(a)" keeps its own.
fn bare(word: &str) -> &str {
    if word.contains('(') {
        word
    } else {
        word.trim_end_matches(')')
    }
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

/// The words of a text with the places they begin at.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_whitespace()) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                out.push((from, &text[from..at]));
                start = None;
            }
            (None, true) | (Some(_), false) => {}
        }
    }
    out
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
