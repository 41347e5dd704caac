//! Running text cut into sentences.
//!
//! Full stops inside addresses, dates, initials and short forms end no sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::names;
use crate::read::{activation, whom};
use crate::text::fold;

const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "drs", "messrs", "mt", "ave", "rd", "blvd", "bldg", "ste", "apt", "prof", "st", "no",
    "nr", "lvl", "e.g", "i.e", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt",
    "nov", "dec", "dez", "inc", "ltd", "corp", "co", "z.b", "bzw", "ca", "p.s", "ps", "vs", "capt", "rev", "sra", "fr",
    "dra", "srta", "pr", "mme", "mlle", "me", "ing", "lic", "dott", "avv", "sig", "sgt", "lt", "col", "gen", "maj",
    "hon", "mohd", "md", "dipl", "phd", "mag", "sta", "av", "str", "hosp", "ctr", "univ", "dept", "hr", "jr", "sr",
    "ext", "tel", "ltda", "b.v", "resp", "evtl", "rt", "revd", "ven", "cmdr", "cdr", "cpl", "insp", "supt", "adm",
    "brig", "messrs",
];

/// Whether a text ends with a title before a name, or a first name cut short: "Dr", "Mohd".
pub(crate) fn is_title(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let titles = [
        "dr", "dra", "mr", "mrs", "ms", "prof", "st", "mohd", "md", "jr", "sr", "sra", "srta", "mme", "mlle", "pr",
        "sgt", "capt", "lt", "col", "fr", "rev", "rt", "revd", "ven", "hon", "cmdr", "cdr", "cpl", "maj", "gen",
        "insp", "supt", "adm",
    ];
    word.starts_with(char::is_uppercase) && titles.contains(&fold(word).as_str())
}

/// The ranges of the sentences of a text.
pub(crate) fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let stop = match c {
            '\n' => true,
            '!' | '?' | '。' => !text[end..].starts_with(['!', '?', ')', '"']),
            '.' => ends_sentence(text, at, end),
            ':' => leads_exception(text, start, at),
            _ => false,
        };
        if stop {
            push(text, start..end, &mut out);
            start = end;
        }
    }
    push(text, start..text.len(), &mut out);
    if out.iter().any(|range| is_run_on(&text[range.clone()])) {
        out = out.into_iter().flat_map(|range| breaths(text, range)).collect();
    }
    out
}

/// The first sentence of a text, without its full stop.
pub(crate) fn first(text: &str) -> &str {
    let whole = split(text).into_iter().next().map_or(text, |range| &text[range]);
    whole.trim_end_matches('.')
}

/// "Hold everybody, with one exception: Birte can have her link today": what is said of the one is a sentence of its own.
fn leads_exception(text: &str, start: usize, at: usize) -> bool {
    let (before, behind) = (&text[start..at], &text[at + 1..]);
    let end = behind.find(['.', '!', '?', '\n']).unwrap_or(behind.len());
    let words: Vec<&str> = before.split_whitespace().collect();
    let last = words[words.len().saturating_sub(EXCEPTION_WORDS)..].join(" ");
    words.len() > EXCEPTION_WORDS && whom::leaves_out(&last) && activation::speaks(&behind[..end])
}

/// As many words before a colon may name an exception.
const EXCEPTION_WORDS: usize = 4;

/// So many words without a comma or a full stop were dictated.
const RUN_ON_WORDS: usize = 20;

fn is_run_on(sentence: &str) -> bool {
    !sentence.contains([',', ';', ':', '(']) && sentence.split_whitespace().count() >= RUN_ON_WORDS
}

/// A dictated sentence, cut where the speaker would have drawn breath.
fn breaths(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    static BREATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:(?:but |and |so |then |oh |also )?(?:please|thanks|thank you|don't (?:activate|send|invite)|do not (?:activate|send|invite)|(?:the )?go[- ]?live(?: date)? is|they go live|we go live|the other (?:two|three|four|one|ones)|the rest|everybody|everyone|all of them|hold (?:him|her|them|it)|activate (?:him|her|them|both|all)|can you|could you)|(?:and |but )(?:activate|hold|invite|send))\b").expect("a valid pattern")
    });
    if !is_run_on(&text[range.clone()]) {
        return vec![range];
    }
    let mut out = Vec::new();
    let mut start = range.start;
    for found in BREATH.find_iter(&text[range.clone()]) {
        let at = range.start + found.start();
        push(text, start..at, &mut out);
        start = at;
    }
    push(text, start..range.end, &mut out);
    out
}

fn ends_sentence(text: &str, at: usize, end: usize) -> bool {
    let after = &text[end..];
    if !after.is_empty() && !after.starts_with(char::is_whitespace) && !after.starts_with([')', '"', '\'']) {
        return false;
    }
    let word = text[..at]
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let folded = fold(word);
    let next = after.trim_start().chars().next();
    let initial = names::is_initials(word);
    let ordinal = word.chars().all(|c| c.is_ascii_digit())
        && word.len() <= 2
        && next.is_some_and(char::is_alphabetic)
        && next.is_some_and(char::is_uppercase)
        && !word.is_empty();
    // "Zum 15.3. freischalten".
    let day = word.split_once('.').is_some_and(|(day, month)| {
        let number = |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
        number(day) && number(month) && next.is_some_and(char::is_lowercase)
    });
    // "Am 20. freischalten".
    let led = || {
        let lead = text[..at].split_whitespace().rev().nth(1).map(fold);
        lead.is_some_and(|lead| matches!(lead.as_str(), "am" | "zum" | "vom" | "bis" | "ab" | "dem"))
    };
    let day = day
        || matches!(word.len(), 1 | 2)
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && next.is_some_and(char::is_lowercase)
            && led();
    let short = SHORT_FORMS.contains(&folded.as_str()) && next.is_some_and(|c| !c.is_uppercase() || folded.len() <= 4);
    !(initial
        || short
        || day
        || ordinal
            && after
                .split_whitespace()
                .next()
                .is_some_and(|word| crate::lexicon::calendar::month(&fold(word.trim_matches(['.', ',']))).is_some()))
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    let end = start + inner.trim().len();
    if start < end {
        out.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sentences() {
        let text = "Hi. Dr. Lee (a.lee@x.example) goes live on 7. Dezember. Level 2. Should we? Yes";
        let found: Vec<&str> = super::split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "Hi.",
                "Dr. Lee (a.lee@x.example) goes live on 7. Dezember.",
                "Level 2.",
                "Should we?",
                "Yes"
            ]
        );
    }
}
