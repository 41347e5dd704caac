//! Dates that count from the message: "in two weeks", "next Friday", "the 17th", "the first Monday in March".

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use regex::Captures;

use super::{Form, Reading, Rule, When, digits, next, year_of};
use crate::lexicon::calendar;
use crate::text::fold;

const UNITS: &str = r"days?|weeks?|months?|fortnights?|tagen?|wochen?|monate?n?|jours?|semaines?|mois|dias|días|semanas?|meses|mes|mês|dagen|weken|maanden|giorni|settiman[ae]|mesi|tygodni\w*|veckor|vecka|dagar|週間";
const NTH: &str = r"first|second|third|fourth|last|1st|2nd|3rd|4th|ersten?r?|zweiten?r?|dritten?r?|letzten?r?|premier|dernier|deuxi[eè]me|primer|[uú]ltimo";

/// What is more telling than the months and weekdays it is made of.
pub(super) fn first_rules() -> Vec<Rule> {
    let counted = |pattern: &str, read| Rule::new(pattern, Form::Counted, false, read);
    let nth = format!(
        r"(?i)\b({NTH})\s+(?:(?:business|working)\s+)?([\p{{L}}]{{3,13}})\s+(?:of|in|im|des|du|de|of the|in the)\s+(?:the\s+)?(next month|new year|next year|this month|month|[\p{{L}}]{{3,10}})(?:,?\s+(\d{{4}}))?\b"
    );
    vec![
        counted(&nth, nth_of_month),
        counted(
            r"(?i)\b(?:the\s+)?([\p{L}\d]{3,12})\s+(?:day\s+)?of\s+(next|this)\s+month\b",
            day_of_near_month,
        ),
        counted(
            r"(?i)\b(?:end|mid|middle|beginning|start|early|late|ende|mitte|anfang|fin|mi|d[eé]but|eind|begin|fine|principios|finales|in[ií]cio|final|half|second half|first half)(?:\s+(?:of|de|du|di|van|d'))?[\s-]*(?:the\s+)?([\p{L}]{3,10})\b",
            month_part,
        )
        .naming_a_month(),
        counted(
            r"(?i)\b(end of (?:the |this |next )?(?:month|week|year|quarter)|(?:later )?this (?:month|week|quarter)|month[- ]end|ende des monats|monatsende|fin du mois|fin de mes|final do m[eê]s|(?:\d{1,2}(?:st|nd|rd|th)\s+)?q[1-4]\b(?:[\s/]*(?:of\s+)?'?\d{2,4})?|[1-4]Q\b|(?:first|second|third|fourth) quarter|(?:in|by|the|this|next|late|early|mid) (?:the )?(?:late |early )?(?:spring|summer|autumn|fall|winter)\b|im (?:frühjahr|sommer|herbst|winter)|next quarter)",
            vague,
        ),
    ]
}

pub(super) fn rules() -> Vec<Rule> {
    let counted = |pattern: &str, read| Rule::new(pattern, Form::Counted, false, read);
    let ahead = format!(
        r"(?i)\b(?:in|within|en|dans|em|daqui a|dentro de|over|tra|fra|za|om)\s+(?:about\s+)?([\p{{L}}\d]+|a couple of)\s*({UNITS})\b"
    );
    let from_now = format!(r"(?i)\b([\p{{L}}\d]+|a couple of)\s+({UNITS})\s+(?:from\s+(?:today|now)|today|hence)\b");
    let of_today = format!(r"(?i)\b(?:heute|today|hoy|hoje)\s+(?:in\s+)?([\p{{L}}\d]+)\s+({UNITS})\b");
    vec![
        counted(&from_now, relative),
        counted(&of_today, relative),
        counted(&ahead, relative),
        counted(r"(?i)\bin\s+(?:a|one)\s+(fortnight)\b", fortnight),
        counted(
            r"(?i)\b(day after tomorrow|übermorgen|overmorgen|après-demain|pasado mañana|depois de amanhã|dopodomani)\b",
            after_tomorrow,
        ),
        Rule::new(
            r"(?i)\b(?:([\p{L}]{3,13}),?\s+)?(?:on |am |le |el |op |by |until |till |bis |for )?(?:the |dem |den )?(\d{1,2})(?:st|nd|rd|th)\b",
            Form::Written,
            true,
            day_only,
        ),
        counted(
            r"(?i)\b(today|tonight|tomorrow|heute|morgen|demain|aujourd'hui|hoy|mañana|hoje|amanhã|vandaag|oggi|domani|dzisiaj|jutro|idag|imorgon)\b",
            near,
        ),
        counted(r"(?i)\bnext week,?\s+(?:on\s+)?([\p{L}]{3,9})\b", next_week),
        counted(
            r"(?i)\b([\p{L}]{3,9})\s+(?:of\s+)?next week\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag)\s+(?:der\s+)?nächste(?:r|n)? woche\b",
            next_week,
        ),
        counted(r"(?i)\b([\p{L}]{6,9})\s+week\b", week_later),
        counted(r"(?i)\bnew year\b", vague),
        counted(
            r"(?i)\b((?:next|this|coming|following|nächsten|kommenden|diesen|proch\w+|próximo|volgende|komende|nästa)\s+)?([\p{L}]{5,13}(?:-feira)?)(?:\s+(?:prochain|que viene|próxim[ao]|pr[oó]ximo))?\b",
            weekday,
        )
        .naming_a_weekday(),
        counted(
            r"(?i)\b(?:(next|this|coming)|on|until|till|by|live|from|before)\s+(mon|tues?|wed|thurs?|thu|fri|sat|sun)\b",
            weekday,
        ),
        counted(
            r"(?i)\b(next month|next week|n[äa]chste woche|n[äa]chsten monat|la semaine prochaine|le mois prochain|volgende (?:week|maand)|la pr[oó]xima semana|el pr[oó]ximo mes)\b",
            vague,
        ),
    ]
}

/// "Am 20. freischalten": a day and no month.
pub(super) fn last_rules() -> Vec<Rule> {
    let pattern = r"(?i)\b()(?:am|zum|vom|bis|ab|dem) (\d{1,2})\.";
    vec![Rule::new(pattern, Form::Written, true, day_only)]
}

fn vague(_: &Captures<'_>, _: Reading) -> Option<When> {
    Some(When::Vague)
}

fn month_part(captures: &Captures<'_>, _: Reading) -> Option<When> {
    calendar::month(&fold(&captures[1])).map(|_| When::Vague)
}

fn relative(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let span = span(&fold(&captures[1]), &fold(&captures[2]))?;
    reading.base?.checked_add(span).ok().map(When::Day)
}

/// "Two weeks", "10 days"; none where it is no length of time.
pub(super) fn span(count: &str, unit: &str) -> Option<Span> {
    let count = calendar::number(count).filter(|count| (1..=400).contains(count))?;
    let starts = |words: &[&str]| words.iter().any(|word| unit.starts_with(word));
    Some(if starts(&["day", "dag", "dia", "tag", "jour", "gior"]) {
        count.days()
    } else if starts(&["m"]) {
        count.months()
    } else if starts(&["fort"]) {
        (2 * count).weeks()
    } else {
        count.weeks()
    })
}

fn fortnight(_: &Captures<'_>, reading: Reading) -> Option<When> {
    reading.base?.checked_add(2.weeks()).ok().map(When::Day)
}

fn after_tomorrow(_: &Captures<'_>, reading: Reading) -> Option<When> {
    reading.base?.checked_add(2.days()).ok().map(When::Day)
}

fn near(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let base = reading.base?;
    match fold(&captures[1]).as_str() {
        "today" | "tonight" | "heute" | "aujourd'hui" | "hoy" | "hoje" | "vandaag" | "oggi" | "dzisiaj" | "idag" => {
            Some(When::Day(base))
        }
        _ => base.tomorrow().ok().map(When::Day),
    }
}

/// "The 17th" is the next one; "Monday the 3rd" the next that is a Monday, within half a year.
fn day_only(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let day: i8 = digits(captures, 2)?;
    let base = reading.base?;
    let first = base.first_of_month();
    let all = (0..14).filter_map(|ahead| first.checked_add(i64::from(ahead).months()).ok());
    let days = all.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    let days: Vec<Date> = days.filter(|date| *date >= base).collect();
    let wanted = captures.get(1).and_then(|word| named_weekday(word.as_str()));
    let fits = wanted.and_then(|wanted| days.iter().take(6).find(|date| date.weekday() == wanted));
    fits.or(days.first()).copied().map(When::Day)
}

pub(super) fn named_weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(calendar::weekday(&fold(word))?).ok()
}

/// The first such weekday, not before a date.
pub(super) fn first_weekday(from: Date, wanted: Weekday) -> Option<Date> {
    (0..7)
        .filter_map(|ahead| from.checked_add(i64::from(ahead).days()).ok())
        .find(|day| day.weekday() == wanted)
}

fn weekday(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let wanted = named_weekday(&captures[2])?;
    let base = reading.base?;
    let next = captures.get(1).is_some();
    let start = if next { base.tomorrow().ok()? } else { base };
    first_weekday(start, wanted).map(When::Day)
}

/// "Tuesday of next week": weeks begin on Monday.
fn next_week(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let whole = captures.get(0)?.as_str();
    let word = captures
        .get(1)
        .map_or_else(|| whole.split(' ').next().unwrap_or_default(), |word| word.as_str());
    let wanted = named_weekday(word)?;
    let monday = first_weekday(reading.base?.tomorrow().ok()?, Weekday::Monday)?;
    first_weekday(monday, wanted).map(When::Day)
}

/// "Monday week" is a week after Monday.
fn week_later(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let wanted = named_weekday(&captures[1])?;
    let day = first_weekday(reading.base?, wanted)?;
    day.checked_add(1.weeks()).ok().map(When::Day)
}

/// "The 1st of next month".
fn day_of_near_month(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let number: String = captures[1].chars().take_while(char::is_ascii_digit).collect();
    let day = number.parse().ok().or_else(|| calendar::ordinal(&fold(&captures[1])))?;
    let month = near_month(&format!("{} month", fold(&captures[2])), reading)?;
    Date::new(month.year(), month.month(), day).ok().map(When::Day)
}

/// "The first Monday in March", "the last day of August", "the second working day of next month".
fn nth_of_month(captures: &Captures<'_>, reading: Reading) -> Option<When> {
    let nth = calendar::nth(&fold(&captures[1]))?;
    let kind = fold(&captures[2]);
    let wanted = named_weekday(&kind);
    let working =
        captures.get(0)?.as_str().to_ascii_lowercase().contains("ing day") || captures[0].contains("business");
    if wanted.is_none() && !matches!(kind.as_str(), "day" | "tag" | "jour" | "dia") {
        return None;
    }
    let fits = |day: &Date| match wanted {
        Some(wanted) => day.weekday() == wanted,
        None => !working || !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    };
    let in_month = |first: Date| {
        let days = (0..first.days_in_month()).filter_map(|ahead| first.checked_add(i64::from(ahead).days()).ok());
        let days: Vec<Date> = days.filter(fits).collect();
        if nth == 0 {
            days.last().copied()
        } else {
            days.get(usize::from(nth) - 1).copied()
        }
    };
    let place = fold(&captures[3]);
    let base = reading.base?;
    if let Some(month) = calendar::month(&place) {
        if let Some(year) = year_of(captures, &[4]) {
            return Date::new(year, month, 1).ok().and_then(in_month).map(When::Day);
        }
        return next(base, |year| Date::new(year, month, 1).ok().and_then(in_month)).map(When::Day);
    }
    in_month(near_month(&place, reading)?)
        .filter(|day| *day >= base)
        .map(When::Day)
}

/// The first day of "next month", "the new year".
fn near_month(place: &str, reading: Reading) -> Option<Date> {
    let base = reading.base?;
    match place {
        "next month" => base.first_of_month().checked_add(1.months()).ok(),
        "this month" | "month" => Some(base.first_of_month()),
        "new year" | "next year" => Date::new(base.year().checked_add(1)?, 1, 1).ok(),
        _ => None,
    }
}
