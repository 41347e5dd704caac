//! All words the readers know, as data: a language is added here and nowhere else.
//!
//! Words are compared folded (lower case, no accents), see `text::fold`. Levels and roles are not here: they are the
//! profile's.

pub(crate) mod activation;
pub(crate) mod calendar;
pub(crate) mod go_live;
pub(crate) mod labels;
pub(crate) mod mail;
pub(crate) mod people;
pub(crate) mod requests;

use regex::{Regex, RegexBuilder};

/// The most memory for the automaton of one list of words.
const AUTOMATON_BYTES: usize = 16 << 20;

/// A pattern out of alternatives, matched on folded text at word borders.
pub(crate) fn words(lists: &[&[&str]]) -> Regex {
    let all: Vec<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    let pattern = format!(r"(?:^|[^\p{{L}}\p{{N}}])(?:{})(?:$|[^\p{{L}}\p{{N}}])", all.join("|"));
    let mut pattern = RegexBuilder::new(&pattern);
    // With less memory for what it has learnt of a text, a long list is searched many times slower.
    pattern
        .dfa_size_limit(AUTOMATON_BYTES)
        .build()
        .expect("the lexicon holds valid patterns")
}
