//! What the slot of a form or the cell of a column says about activation.

use super::heard::spaced;
use super::{CONDITION, DEPENDS, DOUBT, HOLD, NEGATION, Verdict, dated, in_prose, is_question, speaks};
use crate::dates::Reading;
use crate::lexicon::{activation as words, calendar};
use crate::read::boxes;
use crate::text::key;

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

/// An answer in words: what it says at once, else its day, else what its first word and its conditions say.
pub(super) fn answer(text: &str, reading: Reading) -> Verdict {
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
    if words::YES.contains(&word) || words::YES.contains(&bare) {
        return if is_plain(bare) { Verdict::Now } else { Verdict::Nothing };
    }
    if words::NO.contains(&word) || words::NO.contains(&bare) {
        return Verdict::Hold(None);
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
