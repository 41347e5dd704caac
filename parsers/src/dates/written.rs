//! Dates that name a day of a month, by numbers or by the month's name; and months that stand alone.

use regex::Captures;

use super::{Form, Reading, Rule, When, day_of, digits, year_of};
use crate::lexicon::calendar;
use crate::profile::DateOrder;
use crate::text::fold;

/// A day of a month in digits or words; longest words first, as the first alternative that fits is taken.
const DAY: &str = r"\d{1,2}(?:st|nd|rd|th|er|ro|e|º|°|\.)?(?:-?ish)?|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]first|thirtieth|twentieth|nineteenth|eighteenth|seventeenth|sixteenth|fifteenth|fourteenth|thirteenth|twelfth|eleventh|tenth|ninth|eighth|seventh|sixth|fifth|fourth|third|second|first|premier|primero|primeiro|primo|ersten";

pub(super) fn rules() -> Vec<Rule> {
    let written = |pattern: &str, read| Rule::new(pattern, Form::Written, true, read);
    let worded = |pattern: &str, read| Rule::new(pattern, Form::Written, false, read);
    let day_month = format!(
        r"(?i)\b({DAY})(?:\s+of\s+|\s+de\s+|\s+d'|\s+day\s+of\s+|-|/|\s+|)([\p{{L}}]{{3,10}})\.?(?:(?:\s+(?:de|of|del)\s+|,?\s+|-|/|)(\d{{4}})\b|\s*[,-]?\s*'(\d{{2}})|[-/](\d{{2}}))?\b"
    );
    let month_day = format!(
        r"(?i)\b([\p{{L}}]{{3,10}})\.?(?:,?\s+|-)(?:the\s+)?({DAY})\b(?:(?:,?\s+|-)(\d{{4}})\b|,?\s*'(\d{{2}})\b|[/-](\d{{2}})\b)?"
    );
    vec![
        written(r"\b(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b", iso),
        written(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日", iso),
        written(r"(\d{1,2})月\s*(\d{1,2})日", plain_japanese),
        written(
            r"(?i)\b\d{1,2}(?:st|nd|rd|th|\.)?\s*(?:or|/|-|–|und|and|et|y|e|en|oder|ou|of)\s*\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?([\p{L}]{3,10})\b",
            either,
        )
        .naming_a_month(),
        written(
            r"(?i)\b([\p{L}]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*(or|/|-|–)\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\b",
            one_of_two,
        )
        .naming_a_month(),
        written(r"\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})\b", numeric),
        worded(&day_month, day_then_month).naming_a_month(),
        worded(&month_day, month_then_day).naming_a_month(),
    ]
}

/// What only counts where nothing more telling stands.
pub(super) fn last_rules() -> Vec<Rule> {
    vec![
        Rule::new(r"\b(\d{1,2})/(\d{1,2})\b", Form::Written, true, two_numbers),
        Rule::new(r"\b(\d{1,2})\.(\d{1,2})\.(?:\D|$)", Form::Written, true, dotted_short),
        Rule::new(
            r"(?i)\b([\p{L}]{3,10})\.?(?:\s+\d{4}|\s+'\d{2})?\b",
            Form::Month,
            false,
            month_only,
        )
        .naming_a_month(),
        Rule::new(
            r"(?i)\b(?:in|during|im Jahr|en|em)\s+(?:early\s+|late\s+|mid-?\s*)?20\d\d\b",
            Form::Counted,
            true,
            vague,
        ),
    ]
}

fn vague(_: &Captures<'_>, _: Reading) -> Option<When> {
    Some(When::Vague)
}

fn iso(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    day_of(digits(captures, 1), digits(captures, 2)?, digits(captures, 3)?, reading)
}

fn plain_japanese(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    day_of(None, digits(captures, 1)?, digits(captures, 2)?, reading)
}

fn either(captures: &Captures<'_>, _: Reading) -> Option<When> {
    calendar::month(&fold(&captures[1])).map(|_| When::Vague)
}

/// "May 3/4" and "May 3 or 10"; "May 3/27" names a year.
fn one_of_two(captures: &Captures<'_>, _: Reading) -> Option<When> {
    let (first, second): (i8, i8) = (digits(captures, 2)?, digits(captures, 4)?);
    let near = &captures[3] != "/" || (1..=7).contains(&second.saturating_sub(first));
    calendar::month(&fold(&captures[1]))
        .filter(|_| near && second <= 31)
        .map(|_| When::Vague)
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
    let dotted = &captures[2] == ".";
    let order = if dotted { DateOrder::Dmy } else { reading.order };
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

/// A day of a month in digits or words.
fn day_number(text: &str) -> Option<i8> {
    let number: String = text.chars().take_while(char::is_ascii_digit).collect();
    match number.parse() {
        Ok(day) => Some(day),
        Err(_) => calendar::ordinal(&fold(text)),
    }
}

fn day_then_month(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let month = calendar::month(&fold(&captures[2]))?;
    day_of(year_of(captures, &[3, 4, 5]), month, day_number(&captures[1])?, reading)
}

fn month_then_day(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let month = calendar::month(&fold(&captures[1]))?;
    day_of(year_of(captures, &[3, 4, 5]), month, day_number(&captures[2])?, reading)
}

fn month_only(captures: &Captures<'_>, _: Reading) -> Option<When> {
    let word = &captures[1];
    let named = fold(word);
    // Short forms and "may", "set", "out", "mar" are too common to be months on their own.
    let sure = named.len() >= 4 || (named == "may" && word.starts_with('M'));
    let month = || calendar::month(&named).map(|_| When::Vague);
    let shaped = word.chars().next().is_some_and(|c| c.is_uppercase() || named.len() > 4);
    if sure && shaped { month() } else { None }
}
