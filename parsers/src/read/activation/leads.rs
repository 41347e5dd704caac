//! "On receipt of the order, please activate both.": what leads in a request and puts it off.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::leads as words;

fn first(phrases: &[&str]) -> Regex {
    Regex::new(&format!(
        r"^\W*(?:(?:and|but|so|then|also|und|aber|et|mais|y|pero|e|mas|en|maar|ma),? )*(?:{})(?-u:\b)",
        phrases.join("|")
    ))
    .expect("a valid pattern")
}

static LEADS: LazyLock<Regex> = LazyLock::new(|| first(words::LEADS));
static TIMES: LazyLock<Regex> = LazyLock::new(|| first(words::TIMES));
static SETTLED: LazyLock<Regex> = LazyLock::new(|| first(words::SETTLED));
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| crate::lexicon::words(&[words::SUBJECTS]));

/// Whether a folded phrase before a request may say when it is to be done, or after what.
pub(super) fn puts_off(folded: &str) -> bool {
    if TIMES.is_match(folded) {
        return !super::explained::knows_words(folded);
    }
    LEADS.is_match(folded)
        && !SETTLED.is_match(folded)
        && !SUBJECT.is_match(folded)
        && !super::explained::knows_words(folded)
}
