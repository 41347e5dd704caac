//! Holidays by name: fixed days, days counted from Easter, and "the fourth Thursday in November".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Captures;

use super::{Form, Reading, Rule, When, next};
use crate::lexicon::calendar::{self, Feast};

pub(super) fn rules() -> Vec<Rule> {
    let all: Vec<String> = calendar::HOLIDAYS
        .iter()
        .map(|(_, names)| format!("({})", names.join("|")))
        .collect();
    let all = format!(r"(?i)\b(?:{})\b", all.join("|"));
    vec![Rule::new(&all, Form::Holiday, false, holiday)]
}

/// Each holiday is a group of the pattern, in the order of the table.
fn holiday(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let index = captures.iter().skip(1).position(|group| group.is_some())?;
    let (feast, _) = calendar::HOLIDAYS.get(index)?;
    next(reading.base?, |year| day_in(*feast, year)).map(When::Day)
}

fn day_in(feast: Feast, year: i16) -> Option<Date> {
    match feast {
        Feast::Fixed(month, day) => Date::new(year, month, day).ok(),
        Feast::FromEaster(days) => easter(year)?.checked_add(i64::from(days).days()).ok(),
        Feast::Nth(month, weekday, nth) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

/// Easter Sunday by the rule of the Gregorian calendar.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_feasts() {
        assert_eq!(easter(2026), Some(date(2026, 4, 5)));
        assert_eq!(easter(2027), Some(date(2027, 3, 28)));
        assert_eq!(day_in(Feast::Nth(11, 4, 4), 2027), Some(date(2027, 11, 25)));
        assert_eq!(day_in(Feast::Nth(5, 1, -1), 2027), Some(date(2027, 5, 31)));
    }
}
