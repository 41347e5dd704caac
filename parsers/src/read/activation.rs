//! Whether the link may go out: one clause of running text, or one slot of a form.
//!
//! Phrases seen: "send the link", "do not activate yet", "hold until 6/22", "activate a week before go-live".
//! **Now is never inferred**: a question, a doubt, a condition or a word that takes it back leaves `unstated` or `hold`.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::dates::{self, Reading, When};
use crate::lexicon::{self, activation as words, go_live};
use crate::read::boxes;
use crate::text::{fold, key};

/// What a clause or a slot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Now,
    /// Wait, and until when if a date is named; the range is the date's.
    Hold(Option<(Date, Range<usize>)>),
    Nothing,
}

static NOW: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NOW]));
static HOLD: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HOLD]));
static CONDITION: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CONDITIONS]));
static DOUBT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::DOUBTS]));
static OVER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OVER]));
static HARMLESS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HARMLESS]));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OTHER_OBJECTS]));
static PAST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::PAST]));
static NEGATION: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NEGATIONS]));
static WEAK: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WEAK]));
static LICENCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::LICENCES]));
static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
static NOT_HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:don'?t|do not|no need to|not|no longer|never|instead of|no reason to|without|nicht|pas|niet|off) (?:[a-z0-9_]+ ){0,2}?(?:hold|holding|wait|waiting|on hold|warten|attendre|esperar|wachten)(?-u:\b)").expect("a valid pattern")
});
static POLITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:can|could|would|will) you (?:please |pls |kindly |also |just |then |go ahead and )*(?:re)?(?:activate|send|invite|hold|keep|add|set|create|get|give|make|put)|(?-u:\b)please (?:activate|send|invite|hold)").expect("a valid pattern")
});

/// Whether a sentence asks instead of saying. "Could you activate him?" is a request.
pub(crate) fn is_question(sentence: &str) -> bool {
    let folded = fold(sentence);
    let asks = folded.trim_end().trim_end_matches(['"', ')', ' ', '!']).ends_with('?');
    let choice = Regex::is_match(&CHOICE, &folded);
    asks && (choice || !POLITE.is_match(&folded))
}

static CHOICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:should we|shall we|shall i|should i|do you want|do we|or (?:wait|hold|not|should))(?-u:\b)")
        .expect("a valid pattern")
});

/// Whether a sentence begins with a condition that everything behind it depends on: "In case they ask, send the link."
///
/// "Once they are created" and the like are no conditions. A sentence that begins with "should" asks or supposes.
pub(crate) fn is_conditional(sentence: &str) -> bool {
    let folded = spaced(sentence);
    let leads = ["and ", "but ", "so ", "then ", "also ", "however ", "however, "];
    let start = leads
        .iter()
        .fold(folded.as_str(), |text, lead| text.strip_prefix(lead).unwrap_or(text));
    let opens = |text: &str| words::OPENINGS.iter().any(|opening| text.starts_with(opening));
    opens(start) && !start.starts_with("should be ") && opens(masked(&HARMLESS, start).trim_start())
}

/// What a word says that stands alone beside a name: "Bronwyn now, the others hold".
pub(crate) fn in_a_word(word: &str) -> Verdict {
    if [
        "now",
        "right now",
        "right away",
        "immediately",
        "at once",
        "straight away",
        "today",
        "asap now",
        "sofort",
        "jetzt",
        "maintenant",
        "tout de suite",
        "ahora",
        "agora",
        "nu",
        "subito",
    ]
    .contains(&word)
    {
        Verdict::Now
    } else if [
        "hold",
        "on hold",
        "wait",
        "waits",
        "later",
        "not yet",
        "not now",
        "stays on hold",
        "stay on hold",
        "warten",
        "spater",
        "attendre",
        "plus tard",
        "esperar",
        "mas tarde",
        "aguardar",
        "later pas",
        "wachten",
    ]
    .contains(&word)
    {
        Verdict::Hold(None)
    } else {
        Verdict::Nothing
    }
}

/// Whether a text is nothing but a yes or a no.
pub(crate) fn is_answer(text: &str) -> bool {
    let word = key(text);
    !word.is_empty() && (words::YES.contains(&word.as_str()) || words::NO.contains(&word.as_str()))
}

/// Whether a text says in so many words that somebody waits.
pub(crate) fn holds(text: &str) -> bool {
    HOLD.is_match(&spaced(text))
}

/// Where a folded text speaks of activation.
pub(crate) fn places(folded: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = NOW
        .find_iter(folded)
        .chain(HOLD.find_iter(folded))
        .map(|found| found.range())
        .collect();
    for range in &mut out {
        let words = &folded[range.clone()];
        let edge = |c: char| !c.is_alphanumeric();
        let start = range.start + (words.len() - words.trim_start_matches(edge).len());
        *range = start..(start + words.trim_matches(edge).len());
    }
    out.sort_by_key(|range| range.start);
    out
}

/// Whether a text speaks of activation at all.
pub(crate) fn speaks(text: &str) -> bool {
    let folded = spaced(text);
    NOW.is_match(&folded) || HOLD.is_match(&folded)
}

/// Negations that negate nothing: "don't forget to activate", "no problem".
static FRIENDLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::FRIENDLY]));

/// Folded, with punctuation inside a phrase as space.
fn spaced(text: &str) -> String {
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

fn masked(pattern: &Regex, text: &str) -> String {
    pattern.replace_all(text, " ~ ").into_owned()
}

/// What a clause of running text says.
pub(crate) fn in_prose(text: &str, reading: Reading) -> Verdict {
    let heard = spaced(text);
    // Masking only takes words away, so what does not speak of activation now never will.
    if !NOW.is_match(&heard) && !HOLD.is_match(&heard) {
        return Verdict::Nothing;
    }
    let folded = masked(&OTHER, &masked(&PAST, &masked(&FRIENDLY, &heard)));
    let calm = masked(&HARMLESS, &folded);
    if DOUBT.is_match(&calm)
        || calm
            .split([',', ';'])
            .any(|clause| OVER.is_match(clause) && NOW.is_match(clause))
    {
        return Verdict::Nothing;
    }
    if NOT_HELD.is_match(&calm) {
        return Verdict::Nothing;
    }
    let now = NOW.find(&calm);
    let held = HOLD.is_match(&calm);
    let Some(now) = now else {
        return if held {
            Verdict::Hold(date_of(text, reading))
        } else {
            Verdict::Nothing
        };
    };
    let before = &calm[..now.start()];
    let near: String = before
        .split_whitespace()
        .rev()
        .take(8)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
        .join(" ");
    let after: String = calm[now.end()..]
        .split_whitespace()
        .take(4)
        .collect::<Vec<_>>()
        .join(" ");
    let negated = NEGATION.is_match(&near) || NEGATION.is_match(now.as_str()) || NEGATION.is_match(&after);
    if held || negated {
        return Verdict::Hold(date_of(text, reading));
    }
    if let Some((date, range)) = date_of(text, reading) {
        let due = reading.base.is_some_and(|base| date <= base);
        return if due {
            Verdict::Now
        } else {
            Verdict::Hold(Some((date, range)))
        };
    }
    if CONDITION.is_match(&calm) {
        return Verdict::Hold(None);
    }
    if speaks_only(&calm) {
        return Verdict::Nothing;
    }
    if vague_date(text, reading) {
        Verdict::Hold(None)
    } else {
        Verdict::Now
    }
}

/// Whether nothing in a text asks for activation: "the activated users", "activation fee".
fn speaks_only(calm: &str) -> bool {
    let strong = NOW.find_iter(calm).any(|found| {
        let words = found.as_str().trim_matches(|c: char| !c.is_alphanumeric());
        WEAK.find(words).is_none_or(|weak| weak.len() != words.len())
    });
    !strong && !LICENCE.is_match(calm)
}

/// The date a clause names, unless it is the go-live's.
fn date_of(text: &str, reading: Reading) -> Option<(Date, Range<usize>)> {
    let found = dates::find(text, reading);
    found.into_iter().find_map(|date| {
        let When::Day(day) = date.when else { return None };
        let piece_start = text[..date.range.start].rfind([',', ';', '.']).map_or(0, |at| at + 1);
        let piece_end = text[date.range.end..]
            .find([',', ';', ')'])
            .map_or(text.len(), |at| date.range.end + at);
        let near = spaced(&text[piece_start..piece_end]);
        (!GO_LIVE.is_match(&near)).then_some((day, date.range))
    })
}

fn vague_date(text: &str, reading: Reading) -> bool {
    dates::find(text, reading).iter().any(|date| date.when == When::Vague) && !GO_LIVE.is_match(&spaced(text))
}

/// What a slot such as "Activate?" says.
pub(crate) fn in_slot(text: &str, reading: Reading) -> Verdict {
    if let Some(checked) = boxes::checked(text) {
        return match checked.as_slice() {
            [one] => shifted(in_slot(&text[one.clone()], reading), one.start),
            _ => Verdict::Nothing,
        };
    }
    let word = key(text);
    let word = word.as_str();
    let bare = text.trim();
    if words::YES.contains(&word) || words::YES.contains(&bare) {
        return Verdict::Now;
    }
    if words::NO.contains(&word) || words::NO.contains(&bare) {
        return Verdict::Hold(None);
    }
    let found = dates::find(text, reading);
    if let Some(date) = found.first() {
        return match date.when {
            When::Day(day) if !GO_LIVE.is_match(&spaced(text)) => Verdict::Hold(Some((day, date.range.clone()))),
            When::Day(_) | When::Vague => Verdict::Hold(None),
        };
    }
    if is_question(text) {
        return Verdict::Nothing;
    }
    if speaks(text) {
        return in_prose(text, reading);
    }
    // "Yes, please" and "no, she starts later" begin with the answer.
    let first = word.split(' ').next().unwrap_or_default();
    let doubtful = DOUBT.is_match(&spaced(text)) || CONDITION.is_match(&spaced(text));
    if word.len() > first.len() && ["no", "nein", "non", "nao", "nee"].contains(&first) {
        Verdict::Hold(None)
    } else if word.len() > first.len()
        && !doubtful
        && ["yes", "ja", "oui", "si", "sim"].contains(&first)
        && !NEGATION.is_match(&spaced(text))
    {
        Verdict::Now
    } else {
        Verdict::Nothing
    }
}

fn shifted(verdict: Verdict, by: usize) -> Verdict {
    match verdict {
        Verdict::Hold(Some((date, range))) => Verdict::Hold(Some((date, range.start + by..range.end + by))),
        Verdict::Hold(None) => Verdict::Hold(None),
        Verdict::Now => Verdict::Now,
        Verdict::Nothing => Verdict::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::DateOrder;
    use jiff::civil::date;

    #[test]
    fn phrases() {
        let reading = Reading {
            base: Some(date(2026, 6, 3)),
            order: DateOrder::Mdy,
        };
        let said = |text: &str| in_prose(text, reading);
        for text in [
            "send everybody the link straight away",
            "Please activate both right away once they are created",
            "A Conceição pode receber o link de ativação agora",
            "Imogen can get her link now",
            "please invite her by email now",
            "Merci d'activer Hélène tout de suite",
            "Activate both today please",
            ", but Bob can get his link today.",
            "but Bob can get his link today.",
            "Don't forget to activate them",
        ] {
            assert_eq!(said(text), Verdict::Now, "{text}");
        }
        for text in [
            "please do not activate either of them yet",
            "Nobody gets a link until I say so",
            "Activate nobody yet.",
            "Create without invite, all of them",
            "Activate a week before go-live",
            "no activation yet please",
            "Please don't send her anything yet, hold the link",
            "Bitte noch nicht aktivieren",
            "Activate: no for now, go live aug 17th",
            "activate once the contract is signed",
        ] {
            assert_eq!(said(text), Verdict::Hold(None), "{text}");
        }
        assert!(
            matches!(said("Hold them all until 6/22 please"), Verdict::Hold(Some((day, _))) if day == date(2026, 6, 22))
        );
        for text in [
            "activate the reporting module",
            "not sure whether to activate",
            "he was activated last week",
            "don't hold them",
        ] {
            assert_eq!(said(text), Verdict::Nothing, "{text}");
        }
        assert_eq!(in_slot("☒ right away   ☐ hold", reading), Verdict::Now);
        assert_eq!(in_slot("☐ right away ☒ hold", reading), Verdict::Hold(None));
        assert!(is_question("should we activate him already or wait?"));
        assert!(!is_question("Could you please activate him?"));
    }
}
