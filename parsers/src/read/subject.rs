//! About whom a clause speaks: people by name, everybody, the others, he and she, the first two.
//!
//! Names are those already collected; a stranger's name means that the clause is about nobody here.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, people as words};
use crate::names;
use crate::text::fold;

static EVERYBODY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EVERYBODY]));
static REST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::REST]));
static ONE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONE]));
static SELF: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[&["me", "myself", "mich", "moi", "mij", "mezelf"]]));
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:until|till|once|after|when|before|unless|if|as soon as|bis|sobald|jusqu|hasta|totdat)(?-u:\b)",
    )
    .expect("a valid pattern")
});
static EXCEPT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EXCEPT]));
static ONLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONLY]));
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(first|last) (one|two|three|four|five|[2-9])?(?-u:\b)").expect("a valid pattern")
});
static STRANGER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\b(?i:activate|invite|hold|link (?:to|for)|send|activer|aktivieren Sie)\s+(?P<a>\p{Lu}\p{L}+))|^\s*(?P<b>\p{Lu}\p{L}+)(?:\s+\p{Lu}\p{L}+)?\s+(?:can|may|should|gets?|must|will|is|needs?)\b|^\s*(?P<c>\p{Lu}\p{L}+)(?:\s+\p{Lu}\p{L}+)?\s*:").expect("a valid pattern")
});

/// Somebody a clause may name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    /// Whether the person wrote the text that is read.
    pub(crate) is_author: bool,
    /// The word the text uses for the person, such as "Director" in "Director is Ezekiel Marchetti".
    pub(crate) alias: Option<String>,
    /// The access level the person is described with.
    pub(crate) level: Option<u8>,
}

/// The people of a message, found by their words.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    pub(crate) people: Vec<Known>,
    /// The words of each name, folded.
    tokens: Vec<Vec<String>>,
    /// Names of more than one word, by the first.
    by_first: HashMap<String, Vec<usize>>,
    /// First and last words of names, and whether the word is written in lower case.
    by_end: HashMap<String, Vec<(usize, bool)>>,
    by_email: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, usize>,
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
            let tokens: Vec<String> = words.iter().map(|word| fold(word)).collect();
            if let [first, _, ..] = tokens.as_slice() {
                roster.by_first.entry(first.clone()).or_default().push(index);
            }
            let ends = [tokens.first().zip(words.first()), tokens.last().zip(words.last())];
            for (token, word) in ends.into_iter().flatten() {
                let people = roster.by_end.entry(token.clone()).or_default();
                if people.last().is_none_or(|(last, _)| *last != index) {
                    people.push((index, word.starts_with(char::is_lowercase)));
                }
            }
            if let Some(email) = &person.email {
                roster.by_email.entry(email.clone()).or_default().push(index);
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

    /// Whether a folded word is in anybody's name.
    fn knows(&self, word: &str) -> bool {
        self.tokens.iter().flatten().any(|token| token.contains(word))
    }
}

/// Whom a piece of text points at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject {
    pub(crate) named: Vec<(Range<usize>, usize)>,
    pub(crate) everybody: bool,
    pub(crate) rest: bool,
    pub(crate) one: bool,
    /// People behind "except".
    pub(crate) except: Vec<usize>,
    /// Where "except" stands.
    pub(crate) except_at: Option<usize>,
    pub(crate) only: bool,
    /// Somebody who is not among the people known.
    pub(crate) stranger: bool,
}

impl Subject {
    pub(crate) fn is_none(&self) -> bool {
        self.named.is_empty() && !self.everybody && !self.rest && !self.one
    }
}

/// Whether a text leaves somebody out ("all except …"), so that it cannot be said of all below it.
pub(crate) fn leaves_out(text: &str) -> bool {
    EXCEPT.is_match(&fold(text))
}

/// Whether a text speaks of everybody.
pub(crate) fn is_everybody(text: &str) -> bool {
    let folded = fold(text);
    EVERYBODY.is_match(&folded) && !REST.is_match(&folded)
}

/// Reads the subject of a piece.
pub(crate) fn of(text: &str, known: &Roster) -> Subject {
    let folded = fold(text);
    let mut subject = Subject {
        named: named(text, known),
        ..Subject::default()
    };
    subject.rest = REST.is_match(&folded);
    subject.everybody = EVERYBODY.is_match(&folded) && !subject.rest;
    subject.one = ONE.is_match(&folded);
    if SELF.is_match(&folded) && subject.named.is_empty() {
        subject.named.extend(
            known
                .people
                .iter()
                .position(|person| person.is_author)
                .map(|person| (0..0, person)),
        );
    }
    if let Some(ordinal) = ORDINAL.captures(&folded).filter(|_| subject.named.is_empty()) {
        let count = ordinal
            .get(2)
            .and_then(|word| lexicon::calendar::number(word.as_str()))
            .unwrap_or(1);
        let count = usize::try_from(count).unwrap_or(1).min(known.len());
        let range = if &ordinal[1] == "first" {
            0..count
        } else {
            known.len() - count..known.len()
        };
        if known.len() > 1 {
            let at = ordinal.get(0).map_or(0, |found| found.start());
            subject.named.extend(range.map(|person| (at..at, person)));
        }
    }
    if let Some(except) = EXCEPT.find(&folded) {
        // Folding may shift the place by a few bytes, never past the next name.
        let at = except.start();
        let (before, behind): (Vec<_>, Vec<_>) = subject
            .named
            .drain(..)
            .partition(|(range, _)| fold(&text[..range.start]).len() < at);
        subject.named = before;
        subject.except = behind.into_iter().map(|(_, person)| person).collect();
        let found = !subject.except.is_empty() && folded.len() == text.len();
        subject.except_at = found.then_some(at);
        if !subject.except.is_empty() && subject.named.is_empty() {
            subject.everybody = true;
        }
    }
    if let Some(condition) = CONDITION.find(&folded) {
        // "Until I have spoken to Harriet" is not about Harriet when somebody else is spoken of before.
        let (before, behind): (Vec<_>, Vec<_>) = subject
            .named
            .drain(..)
            .partition(|(range, _)| fold(&text[..range.start]).len() < condition.start());
        let earlier = !before.is_empty()
            || EVERYBODY.is_match(&folded[..condition.start()])
            || REST.is_match(&folded[..condition.start()]);
        subject.named = if earlier { before } else { behind };
    }
    subject.only = ONLY.is_match(&folded) && !subject.named.is_empty();
    subject.stranger = subject.named.is_empty() && stranger(text, known);
    subject
}

/// The known people a text names: by whole name, else by a first or last name that only one of them has.
pub(crate) fn named(text: &str, known: &Roster) -> Vec<(Range<usize>, usize)> {
    if known.is_empty() {
        return Vec::new();
    }
    let words = words_of(text);
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut seen: HashSet<usize> = HashSet::new();
    for (at, (range, word)) in words.iter().enumerate() {
        for index in known.by_first.get(word).into_iter().flatten() {
            let tokens = &known.tokens[*index];
            let behind = words.get(at..at + tokens.len()).unwrap_or_default();
            if !behind.is_empty()
                && behind.iter().zip(tokens).all(|((_, word), token)| word == token)
                && seen.insert(*index)
            {
                found.push((range.start..behind[behind.len() - 1].0.end, *index));
            }
        }
    }
    for address in names::addresses(text) {
        let people = names::address(address.as_str()).and_then(|email| known.by_email.get(&email));
        for index in people.into_iter().flatten() {
            if seen.insert(*index) {
                found.push((address.range(), *index));
            }
        }
    }
    let whole: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    for (range, word) in &words {
        if let Some(index) = known.by_alias.get(word)
            && seen.insert(*index)
        {
            found.push((range.clone(), *index));
        }
        let taken = whole
            .iter()
            .any(|other| other.start < range.end && range.start < other.end);
        let capital = text[range.clone()].chars().next().is_some_and(char::is_uppercase);
        let mut hits = known
            .by_end
            .get(word)
            .into_iter()
            .flatten()
            .filter(|(_, lower)| capital || *lower);
        if let (Some((index, _)), None) = (hits.next(), hits.next())
            && !taken
            && word.len() >= 2
        {
            seen.insert(*index);
            found.push((range.clone(), *index));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found.dedup_by_key(|(_, person)| *person);
    found
}

fn words_of(text: &str) -> Vec<(Range<usize>, String)> {
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

fn stranger(text: &str, known: &Roster) -> bool {
    let Some(found) = STRANGER.captures(text) else {
        return false;
    };
    let Some(word) = found.name("a").or(found.name("b")).or(found.name("c")) else {
        return false;
    };
    let folded = fold(word.as_str());
    !words::NO_STRANGERS.contains(&folded.as_str())
        && !known.knows(&folded)
        && lexicon::calendar::month(&folded).is_none()
        && lexicon::calendar::weekday(&folded).is_none()
}
