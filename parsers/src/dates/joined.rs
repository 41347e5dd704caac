//! Neighbouring dates that are one: "Monday, November 2", "a week from Friday", "3 May or 10 May", "the week of 3 May".

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::{Captures, Regex};

use super::counted::{first_weekday, named_weekday, span};
use super::{Form, Found, Reading, When};
use crate::lexicon::calendar;
use crate::text::fold;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// What stands right before a date and counts from it.
static OFFSET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:the\s+|am\s+|le\s+|el\s+|on\s+)?(?:(?:([\p{L}\d]+)\s+)?(days?|weeks?|months?|fortnights?|tage?|wochen?)|(?:(first|1st)\s+)?(?:business\s+|working\s+)?([\p{L}]{3,13}))\s+(?:right\s+|immediately\s+)?(from|after|following|past|before|prior to|preceding|nach|vor|après|avant|después de|antes de|na|voor|dopo)\s+(?:the\s+|le\s+)?$",
    )
});
static NOUN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^ (?:go|live|launch|cutover|rollout|training|kick|deadline|meeting)"));
static WEEK_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:week (?:of|commencing|beginning|starting|from)|wk of|w/c|week van|woche vom|woche ab|semaine du|semana del?)\s+(?:the\s+|mon(?:day)?,?\s+)?$",
    )
});
static BY_ITSELF: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^ (after|before)(?: that)?\s*(?:[.,;)!]|$)"));
static OR_LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^,?\s+or\s+(?:the\s+|a\s+)?(?:(?:week|day|month)\s+(?:after|later|before)|following|next|later|maybe|possibly)\b",
    )
});
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:after|before|around|over|by|between|right after|nach|vor|um|après|avant|til+|until)\s+(?:the\s+)?$",
    )
});
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:between|zwischen|entre|tussen|tra)\s+(?:the\s+|\p{L}+,?\s+)?$"));

/// Joins what belongs together; dates that only go along with others disappear.
pub(super) fn join(text: &str, found: Vec<Found>, reading: Reading) -> Vec<Found> {
    let mut out = counted_from(text, without_weekdays(text, found), reading);
    for index in 0..out.len() {
        let behind = &text[out[index].range.end..];
        if let Some(captures) = BY_ITSELF.captures(behind).filter(|_| out[index].form == Form::Counted) {
            let back = captures[1].eq_ignore_ascii_case("before");
            out[index].when = beside_the_last(text, &out[..index], &out[index], back);
        }
        if OR_LATER.is_match(behind) {
            out[index].when = When::Vague;
        }
        let before = &text[..out[index].range.start];
        if WEEK_OF.is_match(before) {
            out[index].when = When::Vague;
        }
        if out[index].form == Form::Holiday && LOOSE.is_match(before) {
            out[index].when = When::Vague;
        }
    }
    choices(text, out)
}

/// "Until Friday April 2, go-live is the Monday after."
fn beside_the_last(text: &str, earlier: &[Found], date: &Found, back: bool) -> When {
    let known = earlier.iter().rev().find_map(|found| match found.when {
        When::Day(day) => Some(day),
        When::Vague => None,
    });
    let word = text[date.range.clone()].rsplit(' ').next().unwrap_or_default();
    let day = known.zip(named_weekday(word)).and_then(|(known, wanted)| {
        let start = if back {
            known.checked_sub(7.days())
        } else {
            known.tomorrow()
        };
        first_weekday(start.ok()?, wanted)
    });
    day.map_or(When::Vague, When::Day)
}

/// "Monday, November 2" is one date: the weekday only goes along with the day, on either side of it.
fn without_weekdays(text: &str, found: Vec<Found>) -> Vec<Found> {
    let is_weekday = |date: &Found| {
        let word = text[date.range.clone()].rsplit(' ').next().unwrap_or_default();
        date.form == Form::Counted && calendar::weekday(&fold(word)).is_some()
    };
    let along: Vec<bool> = (0..found.len())
        .map(|index| {
            let Some(next) = found.get(index + 1) else { return false };
            let between = text.get(found[index].range.end..next.range.start).unwrap_or("?");
            let words = fold(between);
            let bare = between
                .chars()
                .all(|c| matches!(c, ' ' | ',' | '.' | '(' | '/' | '-' | '–'))
                || matches!(
                    words.trim().trim_matches([',', ' ']),
                    "the" | "den" | "dem" | "le" | "el" | "der" | "dia" | "on the"
                );
            bare && is_weekday(&found[index]) && next.form == Form::Written
        })
        .collect();
    let behind: Vec<bool> = (0..found.len())
        .map(|index| {
            let Some(before) = index.checked_sub(1).map(|before| &found[before]) else {
                return false;
            };
            let between = text.get(before.range.end..found[index].range.start).unwrap_or("?");
            let bare = between.chars().all(|c| matches!(c, ' ' | ',' | '(')) && !between.is_empty();
            bare && before.form == Form::Written && is_weekday(&found[index]) && !between.contains(", ")
        })
        .collect();
    let mut found = found;
    for index in 0..found.len() {
        if along[index] {
            found[index + 1].range.start = found[index].range.start;
        } else if behind[index] {
            found[index - 1].range.end = found[index].range.end;
        }
    }
    let mut drop = along.into_iter().zip(behind);
    found.retain(|_| !drop.next().is_some_and(|(along, behind)| along || behind));
    found
}

/// "A week from Friday", "the Tuesday after Labor Day".
fn counted_from(text: &str, found: Vec<Found>, reading: Reading) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for mut date in found {
        let day = match date.when {
            When::Day(day) => Some(day),
            When::Vague => None,
        };
        // "A week before the 3 May go-live" names the go-live.
        let noun = NOUN.is_match(&text[date.range.end..]);
        let moved = day.filter(|_| !noun).and_then(|day| {
            let captures = OFFSET.captures(&text[..date.range.start])?;
            let start = captures.get(0)?.start();
            Some((start, offset(&captures, day)?))
        });
        if let Some((start, day)) = moved.filter(|(_, day)| reading.base.is_none_or(|base| *day >= base)) {
            out.retain(|earlier| earlier.range.end <= start);
            date.range.start = start;
            date.when = When::Day(day);
            date.form = Form::Counted;
        }
        out.push(date);
    }
    out
}

fn offset(captures: &Captures<'_>, day: Date) -> Option<Date> {
    let word = fold(&captures[5]);
    let back = matches!(
        word.as_str(),
        "before" | "prior to" | "preceding" | "vor" | "avant" | "antes de" | "voor"
    );
    if let Some(unit) = captures.get(2) {
        let count = captures.get(1).map_or("one".to_owned(), |count| fold(count.as_str()));
        let count = if matches!(count.as_str(), "the" | "next") {
            "one".to_owned()
        } else {
            count
        };
        let span = span(&count, &fold(unit.as_str()))?;
        return if back {
            day.checked_sub(span).ok()
        } else {
            day.checked_add(span).ok()
        };
    }
    let wanted = named_weekday(&captures[4])?;
    if back {
        first_weekday(day.checked_sub(7.days()).ok()?, wanted)
    } else {
        first_weekday(day.tomorrow().ok()?, wanted)
    }
}

/// "3 May or 10 May", "between 3 May and 10 May" are no days.
fn choices(text: &str, found: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for date in found {
        if let Some(last) = out.last_mut() {
            let between = fold(text.get(last.range.end..date.range.start).unwrap_or_default());
            let word = between.trim().trim_matches(',').trim();
            let word = word.strip_suffix(" the").or(word.strip_suffix(" on")).unwrap_or(word);
            let or = matches!(
                word,
                "or" | "oder" | "ou" | "of" | "o" | "or maybe" | "or possibly" | "or perhaps"
            );
            let and = matches!(word, "and" | "und" | "et" | "y" | "e" | "en" | "&")
                && BETWEEN.is_match(&text[..last.range.start]);
            if or || and {
                last.range.end = date.range.end;
                last.when = When::Vague;
                continue;
            }
        }
        out.push(date);
    }
    out
}
