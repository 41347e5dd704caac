//! What the slot of a form or the cell of a column says about activation.

use super::heard::spaced;
use super::{CONDITION, DEPENDS, DOUBT, HOLD, NEGATION, Verdict, dated, in_prose, is_question, speaks};
use crate::dates::{self, Reading};
use crate::lexicon::{activation as words, calendar};
use crate::read::{boxes, smalltalk};
use crate::text::{fold, key};

/// Words of courtesy behind an answer.
const COURTESIES: &[&str] = &[
    " please",
    " pls",
    " thanks",
    " thank you",
    " bitte",
    " danke",
    " svp",
    " s il vous plait",
    " merci",
    " por favor",
    " gracias",
    " a u b",
    " aub",
    " graag",
    " per favore",
    " grazie",
    " tack",
    " prosze",
];

/// Words for all people, before or behind an answer.
const ALL_PEOPLE: &[&str] = &[
    "for all of them",
    "for both of them",
    "all of them",
    "both of them",
    "for everyone",
    "for everybody",
    "for both",
    "for all",
    "everyone",
    "everybody",
    "both",
    "all",
    "fur alle",
    "fur beide",
    "alle",
    "beide",
    "pour tous",
    "pour toutes",
    "pour les deux",
    "para todos",
    "para ambos",
    "per tutti",
    "per entrambi",
    "voor allen",
    "voor beiden",
];

/// What a slot such as "Activate?" says.
pub(crate) fn in_slot(text: &str, reading: Reading) -> Verdict {
    if let Some(checked) = boxes::checked(text) {
        return match checked.as_slice() {
            [one] => shifted(in_slot(&text[one.clone()], reading), one.start),
            _ => Verdict::Nothing,
        };
    }
    answer(text, reading)
}

/// "Right away, he is our pilot user".
fn is_reasoned(text: &str, reading: Reading) -> bool {
    let reasoned = |(answer, reason): (&str, &str)| {
        words::YES.contains(&key(answer).as_str()) && smalltalk::is_fact(&fold(reason.trim()))
    };
    text.split_once(',').is_some_and(reasoned) && is_plain(text) && dates::find(text, reading).is_empty()
}

/// An answer in words: what it says at once, else its day, else what its first word and its conditions say.
pub(super) fn answer(text: &str, reading: Reading) -> Verdict {
    // "Now for everybody. The go-live is confirmed."
    let text = text
        .find(". ")
        .map(|end| &text[..end])
        .filter(|first| words::YES.contains(&key(first).as_str()) || ends_with_people(&key(first)))
        .unwrap_or(text);
    let word = key(text);
    let (word, bare) = (word.as_str(), text.trim());
    let first = word.split(' ').next().unwrap_or_default();
    if bare.ends_with('?') && !super::POLITE.is_match(&spaced(text)) || is_question(text) || is_choice(word) {
        return Verdict::Nothing;
    }
    let word = COURTESIES
        .iter()
        .find_map(|courtesy| word.strip_suffix(courtesy))
        .filter(|word| !word.is_empty())
        .unwrap_or(word);
    let word = word.strip_prefix("please ").unwrap_or(word);
    // "Both, immediately", "send now for everyone".
    let of_all = ALL_PEOPLE.iter().find_map(|people| {
        let rest = word.strip_prefix(people).or_else(|| word.strip_suffix(people))?;
        Some(rest.trim()).filter(|rest| !rest.is_empty())
    });
    let word = of_all.unwrap_or(word);
    if words::YES.contains(&word) || words::YES.contains(&bare) {
        return if is_plain(bare) { Verdict::Now } else { Verdict::Nothing };
    }
    if words::NO.contains(&word) || words::NO.contains(&bare) {
        return Verdict::Hold(None);
    }
    if is_reasoned(bare, reading) {
        return Verdict::Now;
    }
    let heard = spaced(text);
    let no = words::NO_FIRST.contains(&first) && word.len() > first.len();
    let held = no || HOLD.is_match(&heard) || NEGATION.is_match(&heard);
    if DOUBT.is_match(&heard) || matches!(word, "n a" | "na") {
        let doubted = word.starts_with("not sure") || word.starts_with("dont know") || word == "n a";
        return if no && !doubted {
            Verdict::Hold(None)
        } else {
            Verdict::Nothing
        };
    }
    let dates = dated::about_the_link(text, reading);
    if let Some((date, range)) = dated::day(&dates) {
        let told = word.split(' ').any(|word| words::AFTER_YES.contains(&word));
        let due = reading.base == Some(date) && !told && !held && !CONDITION.is_match(&heard);
        return if due {
            Verdict::Now
        } else {
            Verdict::Hold(Some((date, range)))
        };
    }
    if held && no || !dates.is_empty() {
        return Verdict::Hold(None);
    }
    if speaks(text) && super::heard::answer(text).is_none() {
        return in_prose(text, reading);
    }
    if held || CONDITION.is_match(&heard) {
        return Verdict::Hold(None);
    }
    // "Yes, please" begins with the answer; "yes, at launch" is no answer that anybody understands.
    let known = super::explained::knows_words(&heard);
    let plain = is_plain(bare) && !has_time(word);
    if words::YES_FIRST.contains(&first) && word.len() > first.len() && !DEPENDS.is_match(&heard) && known && plain {
        Verdict::Now
    } else {
        Verdict::Nothing
    }
}

/// "Now for everybody": an answer for all people.
fn ends_with_people(word: &str) -> bool {
    ALL_PEOPLE
        .iter()
        .filter_map(|people| word.strip_suffix(people))
        .any(|rest| words::YES.contains(&rest.trim()))
}

/// Whether an answer says that it is everybody's: "both, immediately", "now for everyone".
pub(crate) fn is_of_all(text: &str) -> bool {
    let word = key(text.split(['.', ';']).next().unwrap_or_default());
    let said = |rest: &str| words::YES.contains(&rest.trim()) || words::NO.contains(&rest.trim());
    ALL_PEOPLE
        .iter()
        .any(|people| word.strip_suffix(people).is_some_and(said) || word.strip_prefix(people).is_some_and(said))
}

/// Whether nothing is drawn beside an answer that may change it: "yes*", "yes ❌", "yes …".
fn is_plain(answer: &str) -> bool {
    let spoken = |c: char| c.is_alphanumeric() || c.is_whitespace() || "-–'’.,;:!/+&\"✓✔☒☑✅👍🙂😊".contains(c);
    answer.chars().all(|c| spoken(c) || c == '\u{fe0f}') && !answer.ends_with("..")
}

/// Whether an answer names a time, or what has been done: "yes at 5", "yes Mon", "yes, sent".
fn has_time(word: &str) -> bool {
    word.split(' ').skip(1).any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || calendar::weekday(word).is_some()
            || calendar::month(word).is_some()
            || words::AFTER_YES.contains(&word)
    })
}

/// "Yes / no" still waits for its answer.
fn is_choice(word: &str) -> bool {
    let mut parts = word
        .split(' ')
        .filter(|part| !matches!(*part, "or" | "oder" | "ou" | "o" | "of"));
    let is = |list: &[&str], part: Option<&str>| part.is_some_and(|part| list.contains(&part));
    let (one, two) = (parts.next(), parts.next());
    is(words::YES, one)
        && is(words::NO, two)
        && parts.next().is_none()
        && matches!(two, Some("n" | "no" | "nein" | "non" | "nao" | "nee"))
}

pub(super) fn shifted(verdict: Verdict, by: usize) -> Verdict {
    match verdict {
        Verdict::Hold(Some((date, range))) => Verdict::Hold(Some((date, range.start + by..range.end + by))),
        Verdict::Hold(None) => Verdict::Hold(None),
        Verdict::Now => Verdict::Now,
        Verdict::Nothing => Verdict::Nothing,
    }
}
