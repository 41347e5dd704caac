//! Dates in prose: an own grammar that says where each date stands and how sure it is.
//!
//! Phrases seen: "March 2", "the 5th of October", "2025-12-01", "4/27/2026", "17.5.2027", "in two weeks", "Monday",
//! "1er septembre", "Feb 22 '27", "the Monday after Thanksgiving", "a week from Friday", "first Monday in March".
//! Incomplete support: week numbers, moon calendars, days counted from another appointment ("a week before go-live").
//! The clock is never asked: relative dates count from the date of the message that states them.
//!
//! First every date is found that stands for itself (`written`, `counted`, `holidays`); then neighbours are joined: a
//! weekday with its day, "a week from" with what follows, "3 May or 10 May" and "the week of" into something vague.

mod counted;
mod holidays;
mod joined;
mod written;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::lexicon::calendar;
use crate::lexicon::triggers::Triggers;
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
    pub(crate) form: Form,
}

/// What a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// One day.
    Day(Date),
    /// More than one day: a month, a quarter, "3 or 10 May".
    Vague,
}

/// How a date is written; what names a day of a month outweighs the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "3 May", "5/3".
    Written,
    /// "Monday", "in two weeks", "tomorrow".
    Counted,
    /// "Labor Day".
    Holiday,
    /// A month alone, which may as well be somebody's name.
    Month,
}

/// Reads one match.
type Read = fn(&Captures<'_>, Reading) -> Option<When>;

/// A way to write a date.
struct Rule {
    pattern: Regex,
    read: Read,
    form: Form,
    /// Whether only a text with a digit can hold it.
    digits: bool,
    /// Whether only a text with the name of a month can.
    month: bool,
    /// Whether only a text with the name of a weekday can.
    weekday: bool,
}

impl Rule {
    fn new(pattern: &str, form: Form, digits: bool, read: Read) -> Self {
        Self {
            pattern: Regex::new(pattern).expect("a valid pattern"),
            read,
            form,
            digits,
            month: false,
            weekday: false,
        }
    }

    /// A rule that reads nothing without the name of a month.
    fn naming_a_month(self) -> Self {
        Self { month: true, ..self }
    }

    /// A rule that reads nothing without the whole name of a weekday.
    fn naming_a_weekday(self) -> Self {
        Self { weekday: true, ..self }
    }
}

/// The grammar, most telling first: what an earlier rule has read is not read again.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut rules = written::rules();
    rules.extend(counted::first_rules());
    rules.extend(holidays::rules());
    rules.extend(counted::rules());
    rules.extend(written::last_rules());
    rules.extend(counted::last_rules());
    rules
});

/// What the rules look for.
static TRIGGERS: LazyLock<Triggers> = LazyLock::new(|| Triggers::of(RULES.iter().map(|rule| rule.pattern.as_str())));

/// "Two weeks", "10 days", from their folded words.
pub(crate) fn length(count: &str, unit: &str) -> Option<jiff::Span> {
    counted::span(count, unit)
}

/// Words one of which is in every date without a digit.
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| calendar::all_words().collect());

/// All dates of a text, in order.
pub(crate) fn find(text: &str, reading: Reading) -> Vec<Found> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    if !digits && !may_hold(text) {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    let (month, weekday) = (names_month(text), names_weekday(text));
    let heard = TRIGGERS.heard(text);
    let rules = RULES.iter().enumerate().filter(|(place, _)| heard >> place & 1 == 1);
    let rules = rules.map(|(_, rule)| rule);
    let fits = |rule: &&Rule| (digits || !rule.digits) && (month || !rule.month) && (weekday || !rule.weekday);
    for rule in rules.filter(fits) {
        for captures in rule.pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let range = whole.range();
            let taken = |other: &Found| other.range.start < range.end && range.start < other.range.end;
            if found.iter().any(taken) || is_longer_number(text, &range) || is_verb(text, &range) {
                continue;
            }
            if let Some(when) = (rule.read)(&captures, reading) {
                found.push(Found {
                    range,
                    when,
                    form: rule.form,
                });
            }
        }
    }
    found.sort_by_key(|date| date.range.start);
    joined::join(text, found, reading)
}

/// Whether a word is, or ends in, the name of a month: "15thMay".
fn names_month(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let folded = fold(word);
        let mut ends = folded.char_indices().map(|(at, _)| &folded[at..]);
        ends.any(|end| calendar::month(end).is_some())
    })
}

/// Whether a word is the name of a weekday; in Portuguese it may have a second part ("segunda-feira").
fn names_weekday(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let folded = fold(word);
        folded == "feira" || calendar::weekday(&folded).is_some()
    })
}

/// Whether a text without digits may hold a date.
fn may_hold(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphabetic());
    words.any(|word| WORDS.contains(word))
}

/// Telephone numbers, addresses of machines and versions are no dates, nor is "24/7".
fn is_longer_number(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (next, second) = (after.next(), after.next());
    let joins = |c: char| matches!(c, '-' | '.' | '/' | ':');
    let digit_first = text[range.start..].starts_with(|c: char| c.is_ascii_digit());
    let digit_last = text[..range.end].ends_with(|c: char| c.is_ascii_digit());
    let two_before = text[..range.start].chars().rev().nth(1);
    let behind = before.is_some_and(joins) && two_before.is_some_and(|c| c.is_ascii_digit());
    let ahead = next.is_some_and(joins) && second.is_some_and(|c| c.is_ascii_digit());
    digit_first && (behind || before.is_some_and(|c| matches!(c, '+' | '#' | '$' | '€' | '£')))
        || digit_last && ahead
        || &text[range.clone()] == "24/7"
        || in_address(text, range)
}

fn in_address(text: &str, range: &Range<usize>) -> bool {
    let start = text[..range.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| range.end + at);
    text.get(start..range.start).is_some_and(|before| before.contains('@')) || text[range.end..end].contains('@')
}

/// "Level 3 may see it": the month is a verb where it is written small and another verb follows.
fn is_verb(text: &str, range: &Range<usize>) -> bool {
    let mut behind = text[range.end..]
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    text[range.clone()].ends_with("may")
        && text[range.end..].starts_with(' ')
        && behind
            .next()
            .is_some_and(|word| calendar::FOLLOWS_MAY.contains(&fold(word).as_str()))
}

fn digits<T: std::str::FromStr>(captures: &Captures<'_>, index: usize) -> Option<T> {
    captures.get(index)?.as_str().parse().ok()
}

fn year_of(captures: &Captures<'_>, indexes: &[usize]) -> Option<i16> {
    let year = indexes.iter().find_map(|index| digits::<i16>(captures, *index))?;
    Some(if year < 100 { year + 2000 } else { year })
}

/// The date, or without a year the first such date on or after the base.
fn day_of(year: Option<i16>, month: i8, day: i8, reading: Reading) -> Option<When> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok().map(When::Day);
    }
    next(reading.base?, |year| Date::new(year, month, day).ok()).map(When::Day)
}

/// The first of a yearly day on or after a date; 29 February may be eight years away.
fn next(base: Date, of_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let years = base.year()..=base.year().saturating_add(8);
    years.filter_map(of_year).find(|date| *date >= base)
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
            "15Mar2027",
            "2027年3月15日",
            "March fifteenth",
            "the third Monday in March",
        ] {
            assert!(days(text).contains(&march), "{text}: {:?}", days(text));
        }
        assert_eq!(days("in two weeks"), [When::Day(date(2027, 3, 10))]);
        assert_eq!(days("in June"), [When::Vague]);
        assert_eq!(days("3 or 10 May"), [When::Vague]);
        assert_eq!(days("1er septembre 2027"), [When::Day(date(2027, 9, 1))]);
        assert_eq!(days("Feb 22 '27"), [When::Day(date(2027, 2, 22))]);
        assert_eq!(
            days("Mardi Gras eve, Feb 8, 2027").last(),
            Some(&When::Day(date(2027, 2, 8)))
        );
        for text in [
            "we may set up 3 users",
            "level 3 may see it",
            "06-12-34-56-78",
            "at 6:48 AM",
            "call 555-010-0199",
            "support 24/7",
            "host 10.1.2.3",
        ] {
            assert_eq!(days(text), [], "{text}");
        }
    }
}
