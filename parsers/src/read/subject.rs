//! About whom a clause speaks: people by name, everybody, the others, he and she, the first two.
//!
//! Names are those already collected; a stranger's name means that the clause is about nobody here.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, people as words};
use crate::text::fold;

static EVERYBODY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EVERYBODY]));
static REST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::REST]));
static ONE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONE]));
static SELF: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[&["me", "myself", "mich", "moi", "mij", "mezelf"]]));
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:until|till|once|after|when|before|unless|if|as soon as|bis|sobald|jusqu|hasta|totdat)\b")
        .expect("a valid pattern")
});
static EXCEPT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EXCEPT]));
static ONLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONLY]));
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(first|last) (one|two|three|four|five|[2-9])?\b").expect("a valid pattern"));
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

/// Whom a piece of text points at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject {
    pub(crate) named: Vec<(Range<usize>, usize)>,
    pub(crate) everybody: bool,
    pub(crate) rest: bool,
    pub(crate) one: bool,
    /// People behind "except".
    pub(crate) except: Vec<usize>,
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

/// Reads the subject of a piece.
pub(crate) fn of(text: &str, known: &[Known]) -> Subject {
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
pub(crate) fn named(text: &str, known: &[Known]) -> Vec<(Range<usize>, usize)> {
    let words = words_of(text);
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (index, person) in known.iter().enumerate() {
        let tokens: Vec<String> = person
            .name
            .as_deref()
            .map(|name| name.split(' ').map(fold).collect())
            .unwrap_or_default();
        let whole = words
            .windows(tokens.len().max(1))
            .find(|window| tokens.len() > 1 && window.iter().zip(&tokens).all(|((_, word), token)| word == token));
        if let Some(window) = whole {
            found.push((window[0].0.start..window[window.len() - 1].0.end, index));
            continue;
        }
        let address = person
            .email
            .as_deref()
            .and_then(|email| text.find(email).map(|at| at..at + email.len()));
        if let Some(range) = address {
            found.push((range, index));
        }
    }
    for (range, word) in &words {
        let alias = known.iter().position(|person| person.alias.as_deref() == Some(word));
        if let Some(index) = alias.filter(|index| found.iter().all(|(_, person)| person != index)) {
            found.push((range.clone(), index));
        }
        let taken = found
            .iter()
            .any(|(other, _)| other.start < range.end && range.start < other.end);
        let capital = text[range.clone()].chars().next().is_some_and(char::is_uppercase);
        let mut hits = known.iter().enumerate().filter(|(_, person)| {
            let tokens: Vec<&str> = person
                .name
                .as_deref()
                .map(|name| name.split(' ').collect())
                .unwrap_or_default();
            let ends = [tokens.first(), tokens.last()];
            ends.into_iter()
                .flatten()
                .any(|token| fold(token) == *word && (capital || token.starts_with(char::is_lowercase)))
        });
        if let (Some((index, _)), None) = (hits.next(), hits.next())
            && !taken
            && word.len() >= 2
        {
            found.push((range.clone(), index));
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

fn stranger(text: &str, known: &[Known]) -> bool {
    let Some(found) = STRANGER.captures(text) else {
        return false;
    };
    let Some(word) = found.name("a").or(found.name("b")).or(found.name("c")) else {
        return false;
    };
    let folded = fold(word.as_str());
    !words::NO_STRANGERS.contains(&folded.as_str())
        && known
            .iter()
            .all(|person| person.name.as_deref().is_none_or(|name| !fold(name).contains(&folded)))
        && lexicon::calendar::month(&folded).is_none()
        && lexicon::calendar::weekday(&folded).is_none()
}
