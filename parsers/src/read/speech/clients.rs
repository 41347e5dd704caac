//! "Two immediate activations for Stonegate": words that name the client by the domain of somebody's address.

use std::ops::Range;

use crate::read::roster;
use crate::text::fold;

/// A shorter name may be any word.
const MIN_LETTERS: usize = 4;
/// More words than a client's name has.
const MAX_WORDS: usize = 5;

/// The places where a text names the owner of one of the mail domains, as "Wren Law" for `wrenlaw.example`.
pub(super) fn named(text: &str, domains: &[String]) -> Vec<Range<usize>> {
    let labels: Vec<String> = domains
        .iter()
        .filter_map(|domain| domain.split('.').next())
        .map(|label| label.replace('-', "").to_lowercase())
        .collect();
    let words = roster::words_of(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((first, _)) = words.get(at) {
        let upper = text[first.clone()].starts_with(char::is_uppercase);
        match longest(&words[at..], &labels).filter(|_| upper) {
            Some(count) => {
                out.push(first.start..words[at + count - 1].0.end);
                at += count;
            }
            None => at += 1,
        }
    }
    out
}

/// How many of the words, as many as can be, stand together at the beginning or the end of a label.
fn longest(words: &[(Range<usize>, String)], labels: &[String]) -> Option<usize> {
    let mut joined = String::new();
    let mut found = None;
    for (count, (_, word)) in words.iter().take(MAX_WORDS).enumerate() {
        if !matches!(word.as_str(), "and" | "of" | "the") {
            joined.extend(fold(word).chars().filter(|c| c.is_alphanumeric()));
        }
        let names = |label: &String| label.starts_with(&joined) || label.ends_with(&joined);
        if joined.chars().count() >= MIN_LETTERS && labels.iter().any(names) {
            found = Some(count + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn clients_are_known_by_their_domain() {
        let domains = ["wrenlaw.example".to_owned(), "stout-brewery.example".to_owned()];
        let found = |text: &str| -> Vec<String> {
            named(text, &domains)
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        assert_eq!(found("activate both for Wren Law today"), ["Wren Law"]);
        assert_eq!(found("two links for Stout Brewery, please"), ["Stout Brewery"]);
        assert_eq!(found("activate the law module for Bob"), Vec::<String>::new());
    }
}
