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

use regex::Regex;

/// A pattern out of alternatives, matched on folded text at word borders.
pub(crate) fn words(lists: &[&[&str]]) -> Regex {
    let all: Vec<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    Regex::new(&format!(
        r"(?:^|[^\p{{L}}\p{{N}}])(?:{})(?:$|[^\p{{L}}\p{{N}}])",
        all.join("|")
    ))
    .expect("the lexicon holds valid patterns")
}
