//! How a text or a record reads without somebody.
//!
//! Addresses and whole names are replaced wherever they stand, single words of a name only in what strangers typed freely
//! (subjects, file names, reasons): "May" and "Will" are words of the language too. Each address has a stand-in of its own, so that
//! replaying a ticket's events still gives the ticket.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::domain::matching::folded;
use crate::store::erase::Redact;
use crate::store::{Record, StoreError};

/// Stands for a name.
pub const ERASED: &str = "(erased)";

/// What the addresses of those who were erased end with; no mail can go there.
const STAND_IN: &str = "@erased.invalid";

/// Words of a name that are shorter than this stand for too much else.
const SHORTEST_WORD: usize = 3;

/// Whom to take out.
#[derive(Debug, Clone, Default)]
pub struct Needles {
    addresses: Vec<(String, Regex)>,
    names: Vec<(String, Regex)>,
    words: Vec<Regex>,
    /// Free texts go as a whole.
    whole: bool,
    /// The highest number of a stand-in that somebody has already.
    taken: usize,
}

/// The stand-ins of those who were erased before.
static STAND_INS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!("erased-([0-9]{{1,9}}){}", regex::escape(STAND_IN));
    Regex::new(&pattern).expect("a valid pattern")
});

impl Needles {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Free texts go as a whole, whomever they name.
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Stand-ins that a text has already stand for others: an address that somebody had before, and under which they were
    /// erased once, is another address.
    pub fn keep_apart_from(&mut self, text: &str) {
        let numbers = STAND_INS.captures_iter(text).filter_map(|found| found[1].parse().ok());
        self.taken = numbers.fold(self.taken, usize::max);
    }

    /// Adds an address. Each has a stand-in by its place, so the order counts.
    pub fn address(&mut self, address: &str) {
        let address = folded(address);
        // Whoever was erased before stays as they are.
        if address.is_empty() || address.ends_with(STAND_IN) || self.has_address(&address) {
            return;
        }
        if let Some(pattern) = literal(&regex::escape(&address)) {
            self.addresses.push((address, pattern));
        }
    }

    /// Whether this is one of the addresses.
    pub fn has_address(&self, address: &str) -> bool {
        let address = folded(address);
        self.addresses.iter().any(|(known, _)| *known == address)
    }

    /// Adds a name.
    pub fn name(&mut self, name: &str) {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let known = words.join(" ");
        if known.is_empty() || known == ERASED || self.names.iter().any(|(other, _)| *other == known) {
            return;
        }
        let escaped: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
        self.names
            .extend(literal(&escaped.join(r"\s+")).map(|pattern| (known, pattern)));
        let long = words.iter().filter(|word| word.chars().count() >= SHORTEST_WORD);
        self.words.extend(long.filter_map(|word| literal(&regex::escape(word))));
    }

    /// Whether a text has one of the addresses.
    pub fn are_in(&self, text: &str) -> bool {
        let found = |pattern: &Regex| places(pattern, text, is_of_address).next().is_some();
        self.addresses.iter().any(|(_, pattern)| found(pattern))
    }

    /// Whether a text has one of the whole names.
    pub fn names_are_in(&self, text: &str) -> bool {
        let many = self.names.iter().filter(|(name, _)| name.contains(' '));
        many.into_iter()
            .any(|(_, pattern)| places(pattern, text, char::is_alphanumeric).next().is_some())
    }

    /// A text without them. `key` says what the text is.
    fn text(&self, key: &str, text: &str) -> String {
        let is_free = matches!(key, "subject" | "attachment" | "reason");
        if self.whole && matches!(key, "subject" | "attachment") {
            return ERASED.to_owned();
        }
        let mut text = text.to_owned();
        for (number, (_, pattern)) in (self.taken + 1..).zip(&self.addresses) {
            text = replaced(pattern, &text, &format!("erased-{number}{STAND_IN}"), is_of_address);
        }
        let is_name = |name: &str| folded(&text) == name;
        if key == "name" && self.names.iter().any(|(name, _)| is_name(name)) {
            return ERASED.to_owned();
        }
        for (_, pattern) in self.names.iter().filter(|(name, _)| name.contains(' ')) {
            text = replaced(pattern, &text, ERASED, char::is_alphanumeric);
        }
        for pattern in self.words.iter().filter(|_| is_free) {
            text = replaced(pattern, &text, ERASED, char::is_alphanumeric);
        }
        text
    }

    /// Whether these are the details of somebody who is to go.
    fn are_details_of(&self, map: &serde_json::Map<String, Value>) -> bool {
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let by_name = || {
            let name = text("name").map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
            name.is_some_and(|name| self.names.iter().any(|(known, _)| *known == name))
        };
        let by_address = text("email").is_some_and(|address| self.has_address(address));
        map.contains_key("roles") && (by_address || text("email").is_none() && by_name())
    }

    fn value(&self, key: &str, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(key, text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.value(key, value)),
            Value::Object(map) => {
                let theirs = self.are_details_of(map);
                for (key, value) in map.iter_mut() {
                    match (key.as_str(), value) {
                        // Whatever else was known of them; which fields there were decides what is settled.
                        ("fields", Value::Object(fields)) if theirs => {
                            fields.values_mut().for_each(|value| *value = Value::Null);
                        }
                        ("name", value @ Value::String(_)) if theirs => *value = ERASED.into(),
                        (key, value) => self.value(key, value),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

impl Redact for Needles {
    fn redact(&self, record: &Record) -> Result<Record, StoreError> {
        let damaged = |error: serde_json::Error| StoreError::Damaged(format!("{:?}: {error}", record.key()));
        let mut value = serde_json::to_value(record).map_err(damaged)?;
        self.value("", &mut value);
        serde_json::from_value(value).map_err(damaged)
    }
}

fn literal(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?i){pattern}")).ok()
}

fn is_of_address(letter: char) -> bool {
    letter.is_alphanumeric() || "._%+-@".contains(letter)
}

/// Where a pattern stands by itself: no letter that could belong to it is before or behind.
fn places<'t>(
    pattern: &'t Regex,
    text: &'t str,
    belongs: fn(char) -> bool,
) -> impl Iterator<Item = (usize, usize)> + 't {
    pattern.find_iter(text).filter_map(move |found| {
        let before = text[..found.start()].chars().next_back();
        let mut behind = text[found.end()..].chars();
        let next = match behind.next() {
            // The full stop of a sentence is not part of an address.
            Some('.') => behind.next().filter(|letter| letter.is_alphanumeric()),
            next => next,
        };
        let alone = !before.is_some_and(belongs) && !next.is_some_and(belongs);
        alone.then_some((found.start(), found.end()))
    })
}

fn replaced(pattern: &Regex, text: &str, by: &str, belongs: fn(char) -> bool) -> String {
    let (mut out, mut last) = (String::new(), 0);
    for (start, end) in places(pattern, text, belongs) {
        out.push_str(&text[last..start]);
        out.push_str(by);
        last = end;
    }
    out.push_str(&text[last..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann() -> Needles {
        let mut needles = Needles::new();
        needles.address("Ann@acme.example");
        needles.name("Ann  Ash");
        needles
    }

    #[test]
    fn addresses_and_whole_names_go_and_others_stay() {
        let text = |text: &str| ann().text("message", text);
        assert_eq!(text("ANN@acme.example."), "erased-1@erased.invalid.");
        assert_eq!(
            text("joann@acme.example, ann@acme.example.org"),
            "joann@acme.example, ann@acme.example.org"
        );
        assert_eq!(text("<mailto:ann@acme.example>"), "<mailto:erased-1@erased.invalid>");
        assert_eq!(text("ann\n ash and Joann Ash"), "(erased) and Joann Ash");
        assert_eq!(text("Ann is due"), "Ann is due");
        assert_eq!(
            ann().text("subject", "Link for Ann, Anne and Ash"),
            "Link for (erased), Anne and (erased)"
        );
        assert_eq!(ann().whole().text("subject", "Link for Tom"), ERASED);
    }

    #[test]
    fn details_lose_what_they_hold_and_keep_their_shape() {
        let mut value = serde_json::json!({
            "name": "Ann Ash", "email": "ann@acme.example", "level": 2, "roles": ["Ann"], "fields": { "ship_to": "Acme, 1 Road" }
        });
        ann().value("", &mut value);
        let expected = serde_json::json!({
            "name": ERASED, "email": "erased-1@erased.invalid", "level": 2, "roles": ["Ann"], "fields": { "ship_to": null }
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn who_was_erased_before_stays_as_they_are() {
        let mut needles = Needles::new();
        needles.address("erased-1@erased.invalid");
        needles.name(ERASED);
        needles.address("tom@acme.example");
        let line = "erased-2@erased.invalid (erased), Tom@acme.example";
        needles.keep_apart_from(line);
        let text = needles.text("message", line);
        assert_eq!(text, "erased-2@erased.invalid (erased), erased-3@erased.invalid");
    }
}
