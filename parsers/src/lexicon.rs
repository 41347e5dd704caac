//! All words the readers know, as data: a language is added here and nowhere else.
//!
//! Words are compared folded (lower case, no accents), see `text::fold`. Levels and roles are not here: they are the
//! profile's.

pub(crate) mod activation;
pub(crate) mod brief;
pub(crate) mod bystanders;
pub(crate) mod calendar;
pub(crate) mod conclusion;
pub(crate) mod corrections;
pub(crate) mod covers;
pub(crate) mod explained;
pub(crate) mod follow;
pub(crate) mod go_live;
pub(crate) mod heard;
pub(crate) mod labels;
pub(crate) mod language;
pub(crate) mod leads;
pub(crate) mod listed;
pub(crate) mod mail;
pub(crate) mod openings;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod remarks;
pub(crate) mod requests;
pub(crate) mod triggers;
pub(crate) mod unsettling;

use regex::{Regex, RegexBuilder};

/// The most memory for the automaton of one list of words.
const AUTOMATON_BYTES: usize = 16 << 20;

/// Letters of folded text, digits and the underscore. Simpler than the tables of Unicode, which make patterns with many
/// word gaps a hundred times larger.
const WORD: &str = r"[0-9a-z_\u{c0}-\u{1fff}\u{2c00}-\u{2dff}\u{3040}-\u{fffd}]";
/// What stands between words.
const BORDER: &str = r"[^0-9a-z\u{c0}-\u{1fff}\u{2c00}-\u{2dff}\u{3040}-\u{fffd}]";

/// A pattern out of alternatives, matched on folded text at word borders.
pub(crate) fn words(lists: &[&[&str]]) -> Regex {
    let all: Vec<String> = lists
        .iter()
        .flat_map(|list| list.iter())
        .map(|words| words.replace(r"\w", WORD).replace(r"\d", "[0-9]"))
        .collect();
    let pattern = format!(r"(?:^|{BORDER})(?:{})(?:$|{BORDER})", all.join("|"));
    // With less memory for what it has learnt of a text, a long list is searched many times slower.
    RegexBuilder::new(&pattern)
        .dfa_size_limit(AUTOMATON_BYTES)
        .build()
        .expect("the lexicon holds valid patterns")
}
