//! What is heard of a clause: its words without those that are not about somebody's link.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, activation as words};
use crate::text::fold;

static HARMLESS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HARMLESS]));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OTHER_OBJECTS]));
static PAST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::PAST]));
static FRIENDLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::FRIENDLY]));
static IDIOM: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::IDIOMS]));
static GUIDANCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::GUIDANCE]));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i){}", words::LABEL)).expect("a valid pattern"));
/// "Forget the hold" holds nobody either.
static LIFTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:forget|lift|lifts|lifted|lifting|drop|ignore|scrap|cancel|remove|release|end|undo|skip|disregard|take off|never mind|no more) (?:about )?(?:(?:the|my|that|this|his|her|their|our|earlier|previous|old|last|any) )*(?:holds?|waiting|wait)(?-u:\b)").expect("a valid pattern")
});
/// "No need to wait" holds nobody.
static NOT_HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:don'?t|do not|no need (?:to|for)|nothing to|no point in|not|no longer|never|instead of|no reason (?:to|for)|without|nicht|pas|niet|off) (?:[a-z0-9_]+ ){0,2}?(?:hold|holding|wait|waiting|on hold|warten|attendre|esperar|wachten)(?-u:\b)").expect("a valid pattern")
});
/// "PS no wait, Gil just texted": a call, and nobody waits.
static EXCLAIMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|(?-u:\b)(?:ps|oh|no|ah|oops|actually|sorry|but|hang on),? )(?:no,? )?(?:wait|hold on|hang on)(?: a (?:minute|second|sec|moment))?(?:[,.!…-]|$)").expect("a valid pattern")
});
/// Somebody else's words, and words that were crossed out.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"["„«][^"»]{3,200}["»]|~~[^~]{1,200}~~"#).expect("a valid pattern"));

/// Folded, with punctuation inside a phrase as space.
pub(super) fn spaced(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_whitespace() || matches!(c, ':' | '(' | ')' | '"' | '*' | '/' | '[' | ']' | '=') {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn masked(pattern: &Regex, text: String) -> String {
    // Most patterns match nothing most of the time; the text is then kept as it is.
    if pattern.is_match(&text) {
        pattern.replace_all(&text, " ~ ").into_owned()
    } else {
        text
    }
}

pub(super) fn without_harmless(text: &str) -> String {
    masked(&HARMLESS, text.to_owned())
}

/// Idioms become "activate".
pub(super) fn without_idioms(text: &str) -> String {
    IDIOM.replace_all(text, " activate ").into_owned()
}

/// What is left when everything is taken away that states nothing about a person's link; idioms become "activate".
pub(super) fn calm(text: &str) -> String {
    let mut calm = masked(&EXCLAIMED, spaced(&unquoted(text)));
    for pattern in [&FRIENDLY, &PAST, &OTHER, &HARMLESS, &LIFTED, &NOT_HELD] {
        calm = masked(pattern, calm);
    }
    if IDIOM.is_match(&calm) {
        without_idioms(&calm)
    } else {
        calm
    }
}

/// What somebody else's words say is not said by the writer; a text that is one quote all over is his own.
fn unquoted(text: &str) -> String {
    if text.contains("~~") {
        return masked(&QUOTED, text.to_owned());
    }
    if !text.contains(['"', '«']) {
        return text.to_owned();
    }
    let quoted: usize = QUOTED.find_iter(text).map(|found| found.len()).sum();
    if quoted * 10 > text.trim().len() * 9 {
        text.to_owned()
    } else {
        masked(&QUOTED, text.to_owned())
    }
}

/// Whether a clause explains how something is to be read or filled in.
pub(super) fn is_guidance(text: &str) -> bool {
    GUIDANCE.is_match(&fold(text))
}

/// Where the answer stands if a clause begins with the label of a slot; names behind it are no answer.
pub(super) fn answer(text: &str) -> Option<Range<usize>> {
    let label = LABEL.find(text)?;
    let value = text[label.end()..].trim();
    let named = |word: &str| {
        let mut chars = word.trim_matches([',', '.', ';', '&', '+']).chars();
        chars
            .next()
            .is_none_or(|c| c.is_uppercase() && chars.all(|c| c.is_lowercase() || c == '-' || c == '\''))
    };
    let names = value
        .split_whitespace()
        .all(|word| matches!(word, "and" | "und" | "et" | "y" | "e" | "en") || named(word));
    (!value.is_empty() && (!names || super::is_answer(value))).then(|| label.end()..text.len())
}
