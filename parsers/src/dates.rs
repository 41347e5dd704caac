//! Dates in prose: an own grammar that says where each date stands and how sure it is.
//!
//! Phrases seen: "March 2", "the 5th of October", "2025-12-01", "4/27/2026", "17.5.2027", "in two weeks", "Monday",
//! "1er septembre", "Feb 22 '27". Incomplete support: holidays ("after Thanksgiving"), week numbers. The clock is never
//! asked: relative dates count from the date of the message that states them.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use regex::{Captures, Regex};

use crate::lexicon::calendar;
use crate::profile::DateOrder;
use crate::text::fold;

/// How dates are read in one text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// The date of the message.
    pub(crate) base: Option<Date>,
    /// The order of `3/4/27`.
    pub(crate) order: DateOrder,
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) when: When,
}

/// What a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// One day.
    Day(Date),
    /// More than one day: a month, a quarter, "3 or 10 May".
    Vague,
}

type Rule = fn(&Captures<'_>, Reading) -> Option<When>;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// The grammar, most telling first.
static RULES: LazyLock<Vec<(Regex, Rule)>> = LazyLock::new(|| {
    vec![
        (pattern(r"\b(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b"), iso as Rule),
        (pattern(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日"), iso),
        (
            pattern(
                r"(?i)\b\d{1,2}(?:st|nd|rd|th)?\s*(?:or|/|oder|ou|of)\s*\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?([\p{L}]{3,10})\b",
            ),
            either,
        ),
        (
            pattern(r"(?i)\b([\p{L}]{3,10})\.?\s+\d{1,2}(?:st|nd|rd|th)?\s+or\s+(?:the\s+)?\d{1,2}\b"),
            either,
        ),
        (pattern(r"\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b"), numeric),
        (
            pattern(
                r"(?i)\b(\d{1,2})(?:st|nd|rd|th|er|ro|e|º|°|\.)?\s*(?:of\s+|de\s+|-|\s)\s*([\p{L}]{3,10})\.?(?:(?:\s+(?:de|of|del)\s+|,?\s+|-)(\d{4})|\s*[,-]?\s*'(\d{2})|-(\d{2}))?\b",
            ),
            day_month,
        ),
        (
            pattern(
                r"(?i)\b([\p{L}]{3,10})\.?[\s-]+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\b(?:(?:,?\s+|-)(\d{4})\b|,?\s*'(\d{2})\b|/(\d{2})\b)?",
            ),
            month_day,
        ),
        (
            pattern(
                r"(?i)\b(?:end|mid|middle|beginning|start|early|late|ende|mitte|anfang|fin|eind|begin|fine|principios|finales)(?:\s+(?:of|de|du|di|van))?[\s-]+([\p{L}]{3,10})\b",
            ),
            month_only,
        ),
        (
            pattern(
                r"(?i)\b(end of (?:the )?month|ende des monats|monatsende|fin du mois|fin de mes|q[1-4]\b(?:\s*'?\d{2,4})?|(?:spring|summer|autumn|fall|winter)\b|next month|next week|next quarter)",
            ),
            vague,
        ),
        (pattern(r"\b(\d{1,2})/(\d{1,2})\b"), two_numbers),
        (pattern(r"\b(\d{1,2})\.(\d{1,2})\.(?:\D|$)"), dotted_short),
        (
            pattern(
                r"(?i)\b(?:in|within|en|dans|em|over|tra|fra)\s+([\p{L}\d]+|a couple of)\s+(days?|weeks?|months?|tagen?|wochen?|monate?n?|jours?|semaines?|mois|dias|días|semanas?|meses|mes|dagen|weken|week|maanden|giorni|settimane|mesi)\b",
            ),
            relative,
        ),
        (
            pattern(r"(?i)\b([\p{L}\d]+)\s+(days?|weeks?|months?)\s+from\s+(?:today|now)\b"),
            relative,
        ),
        (
            pattern(
                r"(?i)\b(?:on |am |le |el |op |by |until |till |bis |for )?(?:the |dem |den )?(\d{1,2})(?:st|nd|rd|th)\b",
            ),
            day_only,
        ),
        (
            pattern(
                r"(?i)\b(today|tomorrow|heute|morgen|demain|aujourd'hui|hoy|mañana|hoje|amanhã|vandaag|oggi|domani)\b",
            ),
            near,
        ),
        (
            pattern(
                r"(?i)\b((?:next|this|coming|nächsten|kommenden|proch\w+|próximo|volgende)\s+)?([\p{L}]{5,13}(?:-feira)?)\b",
            ),
            weekday,
        ),
        (pattern(r"(?i)\b([\p{L}]{3,10})(?:\s+\d{4})?\b"), month_only),
    ]
});

/// All dates of a text, in order.
pub(crate) fn find(text: &str, reading: Reading) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (pattern, rule) in RULES.iter() {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let range = whole.range();
            if found
                .iter()
                .any(|other| other.range.start < range.end && range.start < other.range.end)
            {
                continue;
            }
            if let Some(when) = rule(&captures, reading) {
                found.push(Found { range, when });
            }
        }
    }
    found.sort_by_key(|date| date.range.start);
    // "Monday, November 2" is one date: the weekday only goes along with the day.
    let along: Vec<bool> = found
        .windows(2)
        .map(|two| {
            let between = text.get(two[0].range.end..two[1].range.start).unwrap_or("?");
            let bare = between.chars().all(|c| c == ' ' || c == ',' || c == '.')
                || matches!(
                    fold(between).trim().trim_matches([',', ' ']),
                    "the" | "den" | "dem" | "le" | "el"
                );
            bare && calendar::weekday(&fold(text[two[0].range.clone()].rsplit(' ').next().unwrap_or_default()))
                .is_some()
        })
        .chain(std::iter::once(false))
        .collect();
    let mut along = along.into_iter();
    found.retain(|_| !along.next().unwrap_or(false));
    found
}

fn digits<T: std::str::FromStr>(captures: &Captures<'_>, index: usize) -> Option<T> {
    captures.get(index)?.as_str().parse().ok()
}

fn year_of(captures: &Captures<'_>, indexes: &[usize]) -> Option<i16> {
    indexes
        .iter()
        .find_map(|index| digits::<i16>(captures, *index))
        .map(full_year)
}

fn full_year(year: i16) -> i16 {
    if year < 100 { year + 2000 } else { year }
}

/// The date, or without a year the first such date on or after the base.
fn day_of(year: Option<i16>, month: i8, day: i8, reading: Reading) -> Option<When> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok().map(When::Day);
    }
    let base = reading.base?;
    let years = base.year()..=base.year().saturating_add(4);
    years
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= base)
        .map(When::Day)
}

fn iso(captures: &Captures<'_>, _: Reading) -> Option<When> {
    Date::new(digits(captures, 1)?, digits(captures, 2)?, digits(captures, 3)?)
        .ok()
        .map(When::Day)
}

fn either(captures: &Captures<'_>, _: Reading) -> Option<When> {
    calendar::month(&fold(&captures[1])).map(|_| When::Vague)
}

/// Two numbers as month and day; where only one reading is a date, that one.
fn ordered(first: i8, second: i8, year: Option<i16>, order: DateOrder, reading: Reading) -> Option<When> {
    let (month, day) = match order {
        DateOrder::Mdy => (first, second),
        DateOrder::Dmy => (second, first),
    };
    day_of(year, month, day, reading).or_else(|| day_of(year, day, month, reading))
}

fn numeric(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let order = if &captures[2] == "." {
        DateOrder::Dmy
    } else {
        reading.order
    };
    ordered(
        digits(captures, 1)?,
        digits(captures, 3)?,
        year_of(captures, &[4]),
        order,
        reading,
    )
}

fn two_numbers(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    ordered(digits(captures, 1)?, digits(captures, 2)?, None, reading.order, reading)
}

fn dotted_short(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    ordered(
        digits(captures, 1)?,
        digits(captures, 2)?,
        None,
        DateOrder::Dmy,
        reading,
    )
}

fn day_month(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let month = calendar::month(&fold(&captures[2]))?;
    day_of(year_of(captures, &[3, 4, 5]), month, digits(captures, 1)?, reading)
}

fn month_day(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let month = calendar::month(&fold(&captures[1]))?;
    day_of(year_of(captures, &[3, 4, 5]), month, digits(captures, 2)?, reading)
}

fn month_only(captures: &Captures<'_>, _: Reading) -> Option<When> {
    let word = &captures[1];
    let named = fold(word);
    // Short forms and "may", "set", "out", "mar" are too common to be months on their own.
    let sure = named.len() >= 4 || (named == "may" && word.starts_with('M'));
    (sure && word.chars().next().is_some_and(|c| c.is_uppercase() || named.len() > 4))
        .then(|| calendar::month(&named))
        .flatten()
        .map(|_| When::Vague)
}

fn vague(_: &Captures<'_>, _: Reading) -> Option<When> {
    Some(When::Vague)
}

fn relative(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let count = calendar::number(&fold(&captures[1]))?;
    let unit = fold(&captures[2]);
    if !(1..=400).contains(&count) {
        return None;
    }
    let days = unit.starts_with('d') || unit.starts_with("tag") || unit.starts_with("jour") || unit.starts_with("gior");
    let months = unit.starts_with('m');
    let span: Span = if days {
        count.days()
    } else if months {
        count.months()
    } else {
        count.weeks()
    };
    reading.base?.checked_add(span).ok().map(When::Day)
}

fn day_only(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let day: i8 = digits(captures, 1)?;
    let base = reading.base?;
    let first = Date::new(base.year(), base.month(), 1).ok()?;
    (0..14)
        .filter_map(|ahead| first.checked_add(i64::from(ahead).months()).ok())
        .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
        .find(|date| *date >= base)
        .map(When::Day)
}

fn near(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let base = reading.base?;
    match fold(&captures[1]).as_str() {
        "today" | "heute" | "aujourd'hui" | "hoy" | "hoje" | "vandaag" | "oggi" => Some(When::Day(base)),
        _ => base.tomorrow().ok().map(When::Day),
    }
}

fn weekday(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let word = &captures[2];
    let number = calendar::weekday(&fold(word))?;
    let wanted = Weekday::from_monday_one_offset(number).ok()?;
    let base = reading.base?;
    let next = captures.get(1).is_some();
    let start = if next { base.tomorrow().ok()? } else { base };
    (0..7)
        .filter_map(|ahead| start.checked_add(i64::from(ahead).days()).ok())
        .find(|day| day.weekday() == wanted)
        .map(When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(text: &str) -> Vec<When> {
        let reading = Reading {
            base: Some(date(2027, 2, 24)),
            order: DateOrder::Mdy,
        };
        find(text, reading).into_iter().map(|found| found.when).collect()
    }

    #[test]
    fn phrases() {
        let march = When::Day(date(2027, 3, 15));
        for text in [
            "Monday 15 March",
            "3/15",
            "15/3/27",
            "15.3.2027",
            "March 15th, 2027",
            "the 15th of March",
            "on the 15th",
        ] {
            assert!(days(text).contains(&march), "{text}: {:?}", days(text));
        }
        assert_eq!(days("in two weeks"), [When::Day(date(2027, 3, 10))]);
        assert_eq!(days("in June"), [When::Vague]);
        assert_eq!(days("3 or 10 May"), [When::Vague]);
        assert_eq!(days("1er septembre 2027"), [When::Day(date(2027, 9, 1))]);
        assert_eq!(days("Feb 22 '27"), [When::Day(date(2027, 2, 22))]);
        assert_eq!(days("we may set up 3 users"), []);
    }
}
