//! The people of a message as running text speaks of them: where each is named, by whole name, half a name or address.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::calendar;
use crate::lexicon::people::{COMMON_WORDS, HONORIFICS, NICKNAMES, SHORT_WORDS, SMALL_WORDS};
use crate::names;
use crate::read::naming;
use crate::text::fold;

/// Nobody is called by a nickname among more people than these.
const MAX_NICKNAMED: usize = 60;

/// Somebody a clause may name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    /// Whether the person wrote the text that is read.
    pub(crate) is_author: bool,
    /// The word the text uses for the person, such as "Director" in "Director is Ezekiel Marchetti".
    pub(crate) alias: Option<String>,
    /// How the text addresses the person.
    pub(crate) title: Option<Title>,
    /// What else stands beside the person: the site, the trade; folded.
    pub(crate) notes: Vec<String>,
}

/// A form of address that says whether somebody is "he" or "she".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Title {
    Mr,
    Mrs,
}

impl Title {
    /// The title that a name was written with, as "Mr. Uwe Petersen".
    pub(crate) fn before(written: &str) -> Option<Self> {
        let folded = fold(written);
        let (first, _) = folded.trim_start().split_once([' ', '.'])?;
        match first {
            "mr" | "herr" | "hr" | "monsieur" | "senor" | "signor" | "sir" | "dhr" | "meneer" => Some(Self::Mr),
            "mrs" | "ms" | "miss" | "frau" | "fr" | "mme" | "mlle" | "madame" | "sra" | "senora" | "srta"
            | "signora" | "mevr" | "mevrouw" => Some(Self::Mrs),
            _ => None,
        }
    }
}

/// The people of a message, found by their words.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    pub(crate) people: Vec<Known>,
    /// The words of each name, folded.
    tokens: Vec<Vec<String>>,
    /// Names of more than one word, by the first and the second.
    by_two: HashMap<String, HashMap<String, Vec<usize>>>,
    /// First and last words of names, and whether the word is written in lower case.
    by_end: HashMap<String, Vec<(usize, bool)>>,
    by_email: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, usize>,
}

/// A place where somebody is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) range: Range<usize>,
    pub(crate) person: usize,
}

impl Roster {
    pub(crate) fn new(people: Vec<Known>) -> Self {
        let mut roster = Self::default();
        for (index, person) in people.iter().enumerate() {
            let words: Vec<&str> = person
                .name
                .as_deref()
                .map(|name| name.split(' ').collect())
                .unwrap_or_default();
            let tokens: Vec<String> = words.iter().map(|word| bare(word)).collect();
            if let [first, second, ..] = tokens.as_slice() {
                let by_second = roster.by_two.entry(first.clone()).or_default();
                by_second.entry(second.clone()).or_default().push(index);
            }
            let ends = [tokens.first().zip(words.first()), tokens.last().zip(words.last())];
            for (token, word) in ends.into_iter().flatten() {
                let people = roster.by_end.entry(token.clone()).or_default();
                if people.last().is_none_or(|(last, _)| *last != index) {
                    people.push((index, word.starts_with(char::is_lowercase)));
                }
            }
            if let Some(email) = &person.email {
                roster.by_email.entry(email.to_lowercase()).or_default().push(index);
            }
            if let Some(alias) = &person.alias {
                roster.by_alias.entry(alias.clone()).or_insert(index);
            }
            roster.tokens.push(tokens);
        }
        roster.people = people;
        roster
    }

    pub(crate) fn len(&self) -> usize {
        self.people.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Who wrote the text, if that is one of the people.
    pub(crate) fn author(&self) -> Option<usize> {
        self.people.iter().position(|person| person.is_author)
    }

    /// Whether a folded word is in anybody's name.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.tokens.iter().flatten().any(|token| token.contains(word))
    }

    /// Whether a folded word is a word of the name of one of these people.
    pub(crate) fn is_word_of(&self, people: &[usize], word: &str) -> bool {
        let names = people.iter().filter_map(|person| self.tokens.get(*person));
        names.flatten().any(|token| token == word)
    }

    /// Every place of a text where one of the people is named; those in `here` are preferred where a word fits several.
    pub(crate) fn mentions(&self, text: &str, here: &[usize]) -> Vec<Mention> {
        if self.is_empty() {
            return Vec::new();
        }
        let words = words_of(text);
        let mut found: Vec<Mention> = Vec::new();
        for address in names::addresses(text) {
            let email = names::address(address.as_str()).map(|email| email.to_lowercase());
            let people = email.and_then(|email| self.by_email.get(&email));
            if let Some(person) = people.and_then(|people| one_of(people.iter().copied(), here, true)) {
                found.push(Mention {
                    range: address.range(),
                    person,
                });
            }
        }
        let mut skip = 0;
        for (at, (range, word)) in words.iter().enumerate() {
            let inside = found.iter().any(|mention| overlap(&mention.range, range));
            if at < skip || inside {
                continue;
            }
            if let Some((person, length)) = self.whole_name(&words[at..], here) {
                let end = words[at + length - 1].0.end;
                found.push(Mention {
                    range: range.start..end,
                    person,
                });
                skip = at + length;
            } else if let Some(person) = self.half_name(&text[range.clone()], word, here)
                && !is_another(text, &words, at, &self.tokens[person])
            {
                // "Le Goff": the words of the name right before belong to it.
                let mut first = at;
                while first > 0
                    && self.tokens[person].contains(&words[first - 1].1)
                    && &text[words[first - 1].0.end..words[first].0.start] == " "
                {
                    first -= 1;
                }
                found.push(Mention {
                    range: words[first].0.start..range.end,
                    person,
                });
            }
        }
        found.sort_by_key(|mention| mention.range.start);
        found
    }

    /// The longest name that begins here, with its number of words.
    fn whole_name(&self, words: &[(Range<usize>, String)], here: &[usize]) -> Option<(usize, usize)> {
        let [(_, first), (_, second), ..] = words else {
            return None;
        };
        let fitting = self.by_two.get(first)?.get(second)?.iter().copied().filter(|index| {
            let tokens = &self.tokens[*index];
            words.len() >= tokens.len() && words.iter().zip(tokens).all(|((_, word), token)| word == token)
        });
        let longest = fitting.clone().map(|index| self.tokens[index].len()).max()?;
        let person = one_of(fitting.filter(|index| self.tokens[*index].len() == longest), here, true)?;
        Some((person, longest))
    }

    /// Somebody who alone has a given name that this word is short for: "Leo" is Leopold.
    fn nickname(&self, written: &str, word: &str) -> Option<usize> {
        if !written.starts_with(char::is_uppercase) {
            return None;
        }
        let plain = calendar::month(word).is_some()
            || calendar::weekday(word).is_some()
            || naming::is_word(word)
            || COMMON_WORDS.contains(&word)
            || SMALL_WORDS.contains(&word);
        let given = |tokens: &[String]| {
            let customary = is_customary(word, tokens.first().map_or("", String::as_str));
            tokens.len() > 1 && (customary || !plain && is_beginning(word, &tokens[0]))
        };
        let mut hits = (0..self.tokens.len().min(MAX_NICKNAMED)).filter(|index| given(&self.tokens[*index]));
        match (hits.next(), hits.next()) {
            (Some(index), None) => Some(index),
            (Some(_) | None, _) => None,
        }
    }

    /// Somebody who alone has this first or last name.
    fn half_name(&self, written: &str, word: &str, here: &[usize]) -> Option<usize> {
        if let Some(index) = self.by_alias.get(word) {
            return Some(*index);
        }
        if word.chars().count() < 2 {
            return None;
        }
        let capital = written.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
        let Some(hits) = self.by_end.get(word) else {
            return self.nickname(written, word);
        };
        let hits = hits.iter();
        // People who write in lower case write names so as well.
        let common = COMMON_WORDS.contains(&word) || SMALL_WORDS.contains(&word) || SHORT_WORDS.contains(&word);
        let dated = calendar::month(word).is_some() || calendar::weekday(word).is_some();
        let plain = word.chars().count() >= 3 && !common && (word.len() > 3 || !dated && !naming::is_word(word));
        let hits = hits
            .filter(|(_, lower)| capital || *lower || plain)
            .map(|(index, _)| *index);
        one_of(hits, here, false)
    }
}

/// Whether a word is one of the customary short forms of a given name.
fn is_customary(word: &str, given: &str) -> bool {
    NICKNAMES
        .iter()
        .any(|(short, long)| *short == word && long.contains(&given))
}

/// Whether a word is the beginning of a given name.
fn is_beginning(word: &str, given: &str) -> bool {
    word.chars().count() >= 3 && word.len() < given.len() && given.starts_with(word)
}

/// "Karen Phelps" is not Karen Lee, nor is "Müller Bakery" Beat Müller: a capitalised word beside it is no part of the name.
fn is_another(text: &str, words: &[(Range<usize>, String)], at: usize, name: &[String]) -> bool {
    let (range, _) = &words[at];
    let strange = |other: &(Range<usize>, String)| {
        let written = &text[other.0.clone()];
        written.chars().next().is_some_and(char::is_uppercase)
            && written.chars().any(char::is_lowercase)
            && !name.contains(&other.1)
            // "Falk I'd rather leave."
            && !matches!(other.1.as_bytes(), [b'i', b'\'', ..])
            && !NEIGHBOURS.contains(&other.1.as_str())
            && !HONORIFICS.contains(&other.1.as_str())
    };
    let behind = words.get(at + 1).filter(|next| &text[range.end..next.0.start] == " ");
    let before = at
        .checked_sub(1)
        .map(|before| &words[before])
        .filter(|last| &text[last.0.end..range.start] == " ");
    let opens =
        at < 2 || before.is_some_and(|last| text[..last.0.start].trim_end().ends_with(['.', '!', '?', ':', '\n']));
    behind.is_some_and(strange) || (!opens && before.is_some_and(strange))
}

/// Capitalised words that stand beside a name in headings and at the beginning of sentences.
const NEIGHBOURS: &[&str] = &[
    "sie",
    "ihnen",
    "ihr",
    "ihre",
    "ihren",
    "bitte",
    "kollege",
    "kollegen",
    "kollegin",
    "nutzer",
    "benutzer",
    "user",
    "users",
    "please",
    "and",
    "level",
    "activate",
    "hold",
    "role",
    "roles",
    "is",
    "the",
    "for",
    "with",
    "can",
    "both",
    "all",
    "now",
    "yes",
    "no",
    "not",
    "only",
    "also",
    "send",
    "invite",
    "administrator",
    "admin",
    "manager",
    "standard",
    "i",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
];

/// A word of a name without a full stop, folded.
fn bare(word: &str) -> String {
    fold(word.trim_end_matches('.'))
}

/// The only one, or the only one of those preferred, or the first where that is good enough.
fn one_of(hits: impl Iterator<Item = usize> + Clone, here: &[usize], first: bool) -> Option<usize> {
    let mut local = hits.clone().filter(|index| here.contains(index));
    if !here.is_empty()
        && let (Some(index), None) = (local.next(), local.next())
    {
        return Some(index);
    }
    let mut all = hits;
    match (all.next(), all.next()) {
        (Some(index), None) => Some(index),
        (Some(index), Some(_)) if first => Some(index),
        _ => None,
    }
}

pub(crate) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The words of a text, folded, without a possessive ending.
pub(crate) fn words_of(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let inside = c.is_alphanumeric() || (c == '-' || c == '\'') && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = &text[from..at];
                let bare = word.strip_suffix("'s").unwrap_or(word).trim_end_matches(['\'', '-']);
                out.push((from..from + bare.len(), fold(bare)));
                start = None;
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Known, Roster};

    fn roster(names: &[&str]) -> Roster {
        let known = |name: &&str| Known {
            name: Some((*name).to_owned()),
            email: Some(format!("{}@x.example", name.split(' ').next().unwrap().to_lowercase())),
            ..Known::default()
        };
        Roster::new(names.iter().map(known).collect())
    }

    #[test]
    fn people_are_found_by_whole_and_half_names() {
        let roster = roster(&["Ann Lee", "Tom van Dyk", "Ann Moss"]);
        let found = |text: &str| -> Vec<usize> {
            roster
                .mentions(text, &[])
                .into_iter()
                .map(|mention| mention.person)
                .collect()
        };
        assert_eq!(found("Tom and Ann Moss, then Lee's and Ann"), [1, 2, 0]);
        assert_eq!(found("tom@x.example (Tom van Dyk)"), [1, 1]);
        assert!(found("a lee shore").is_empty());
    }
}
