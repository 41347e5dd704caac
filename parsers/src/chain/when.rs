//! The date and time of a header line or an attribution, in the languages and orders that mail clients write.
//!
//! Seen: "Mon, May 3, 2027 at 10:12 AM", "3. mai 2027 kl. 10.12", "2027年5月3日(月) 10:12", "2027. május 3., hétfő 10:12:00",
//! "03/05/2027 10:12 (GMT+01:00)", "Th 2, 3 thg 5, 2027". Incomplete support: eras (令和), dates without a year.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use regex::{Captures, Regex};

use crate::lexicon::mail::calendar;
use crate::text::fold;

/// A moment as far as the text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) date: DateTime,
    /// Whether a time of day is written.
    pub(crate) timed: bool,
    /// The offset from UTC, such as `-05:00`.
    pub(crate) offset: Option<String>,
}

/// No client writes a longer date.
const MAX_BYTES: usize = 400;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static IDEOGRAPHS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일]?"));
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b([0-9]{4})\s?[-/.]\s?([0-9]{1,2})\s?[-/.]\s?([0-9]{1,2})(?:t|\b)"));
static NUMBERED_MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b([0-9]{1,2})\s+(?:thang|thg)\s+([0-9]{1,2})\s*,?\s+(?:nam\s+)?([0-9]{4})\b"));
static NUMERIC: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b([0-9]{1,2})(\s?[./-]\s?)([0-9]{1,2})\s?[./-]\s?([0-9]{4}|[0-9]{2})\b"));
static TOKEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+|[\p{L}\p{M}]+(?:\.[\p{L}\p{M}]+)*"));
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<before>(?:[\p{L}\p{M}]\.?)+)?\s*(?P<hour>[0-9]{1,2})\s?(?:[:.h]|時|时|點|点|시)\s?(?P<minute>[0-9]{2})",
        r"(?:\s?[:.分분]\s?(?P<second>[0-9]{2}))?[分분]?\s*(?P<after>[\p{L}\p{M}]+\b(?:\.\s?[\p{L}\p{M}]\b\.?)?)?",
    ))
});
static HOUR_ONLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b([0-9]{1,2})\s?([ap])\.?m\b"));
static OFFSET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(?:gmt|utc)\s?([+-])([0-9]{1,2})(?::?([0-9]{2}))?|(?:^|[\s(0-9])([+-])([0-9]{2}):?([0-9]{2}))\b")
});

/// Reads a moment; none without a day that can be told with its year.
pub(crate) fn read(text: &str, day_first: bool) -> Option<Moment> {
    if text.len() > MAX_BYTES || !text.chars().any(char::is_numeric) {
        return None;
    }
    let text = plain(text);
    let (day, rest) = day(&text, day_first)?;
    let time = time(&rest);
    Some(Moment {
        date: day.to_datetime(time.unwrap_or(Time::midnight())),
        timed: time.is_some(),
        offset: time.and_then(|_| offset(&rest)),
    })
}

/// Digits of any script as ASCII, lower case, without marks of direction.
fn plain(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !hidden(*c))
        .flat_map(|c| digit(c).unwrap_or(c).to_lowercase())
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' => ' ',
            '،' => ',',
            '−' => '-',
            '：' => ':',
            other => other,
        })
        .collect()
}

/// An Arabic, Persian, Devanagari, Thai or wide digit as the common one.
fn digit(c: char) -> Option<char> {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{e50}', '\u{ff10}'];
    let found = zeros.iter().find(|zero| (**zero..).take(10).any(|one| one == c))?;
    char::from_digit(u32::from(c) - u32::from(*found), 10)
}

/// The day, and the text without it.
fn day(text: &str, day_first: bool) -> Option<(Date, String)> {
    let whole = |found: &Captures<'_>| found.get(0).map_or(0..0, |all| all.range());
    let without = |range: std::ops::Range<usize>| format!("{} {}", &text[..range.start], &text[range.end..]);
    for ordered in [&*IDEOGRAPHS, &*YEAR_FIRST] {
        if let Some(found) = ordered.captures(text)
            && let Some(date) = date(number(&found, 1)?, number(&found, 2)?, number(&found, 3)?)
        {
            return Some((date, without(whole(&found))));
        }
    }
    if text.contains("th") {
        let folded = fold(text);
        if let Some(found) = NUMBERED_MONTH.captures(&folded) {
            let date = date(number(&found, 3)?, number(&found, 2)?, number(&found, 1)?)?;
            let range = whole(&found);
            return Some((date, format!("{} {}", &folded[..range.start], &folded[range.end..])));
        }
    }
    if let Some((date, range)) = named_month(text) {
        return Some((date, without(range)));
    }
    let found = NUMERIC.captures(text)?;
    let (first, second, year) = (number(&found, 1)?, number(&found, 3)?, number(&found, 4)?);
    let rest = without(whole(&found));
    let dotted = found[2].contains('.');
    in_order(first, second, year, dotted || day_first, text, &rest).map(|date| (date, rest))
}

fn number(found: &Captures<'_>, index: usize) -> Option<i16> {
    found.get(index)?.as_str().parse().ok()
}

/// A date; short years are of this century, years of the Thai calendar 543 ahead.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let year = match year {
        0..=99 => year + 2000,
        2400..=2700 => year - 543,
        _ => year,
    };
    let sound = (1970..=2199).contains(&year);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    sound.then(|| Date::new(year, month, day).ok()).flatten()
}

/// `3/4/2027`: the weekday decides if one is written, then the language; a clock of 24 hours is no American's.
fn in_order(first: i16, second: i16, year: i16, day_first: bool, text: &str, rest: &str) -> Option<Date> {
    let (day_month, month_day) = (date(year, second, first), date(year, first, second));
    let (Some(one), Some(other)) = (day_month, month_day) else {
        return day_month.or(month_day);
    };
    let named = TOKEN.find_iter(text).find_map(|word| calendar::weekday(word.as_str()));
    if let Some(named) = named {
        let falls = |date: Date| date.weekday().to_monday_one_offset() == named;
        if falls(one) != falls(other) {
            return Some(if falls(one) { one } else { other });
        }
    }
    let clock = time_words(rest);
    let whole_day = clock.is_some_and(|(_, half)| half.is_none());
    Some(if day_first || whole_day { one } else { other })
}

/// A day beside the name of a month, with a year before or after.
fn named_month(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let tokens: Vec<regex::Match<'_>> = TOKEN.find_iter(text).collect();
    let value = |index: usize| -> Option<i16> { tokens.get(index)?.as_str().parse().ok() };
    let day_at = |index: usize| value(index).filter(|day| (1..=31).contains(day) && tokens[index].len() <= 2);
    let year_at = |index: usize| value(index).filter(|_| tokens[index].len() == 4);
    // "mar., 3 mai": the last that reads as a month beside a number is the month.
    for at in (0..tokens.len()).rev() {
        let before = (at.saturating_sub(3)..at).rev().find(|index| day_at(*index).is_some());
        let between = |index: usize| text.get(tokens[index].end()..tokens[at].start()).unwrap_or_default();
        let dotted = before.is_some_and(|index| between(index).starts_with('.'));
        let Some(month) = calendar::month(tokens[at].as_str(), dotted) else {
            continue;
        };
        // Between day and month stand at most "de", "of", an ordinal's ending.
        let small = |index: &usize| {
            tokens[*index + 1..at]
                .iter()
                .all(|word| word.as_str().chars().count() <= 3)
        };
        let clock = |index: &usize| between(*index).starts_with([':', '/']) || timed(text, &tokens, *index);
        let led = before.filter(small).filter(|index| !clock(index));
        let after = Some(at + 1).filter(|index| day_at(*index).is_some());
        let Some(day_index) = led.or(after) else { continue };
        let last = day_index.max(at);
        let later = (last + 1..tokens.len().min(last + 5)).find(|index| year_at(*index).is_some());
        let earlier = (0..day_index.min(at))
            .rev()
            .take(4)
            .find(|index| year_at(*index).is_some());
        let short = tokens.get(last + 1).filter(|token| {
            let gap = text.get(tokens[last].end()..token.start()).unwrap_or_default();
            token.len() == 2 && matches!(gap, "-" | " '" | "/" | " ")
        });
        let year_index = later.or(earlier);
        let year = match year_index {
            Some(index) => year_at(index)?,
            None => short
                .filter(|_| !timed(text, &tokens, last + 1))?
                .as_str()
                .parse()
                .ok()?,
        };
        let start = day_index.min(at).min(year_index.unwrap_or(at));
        let end = last.max(year_index.unwrap_or(last + usize::from(short.is_some())));
        let date = date(year, i16::from(month), day_at(day_index)?)?;
        return Some((date, tokens[start].start()..tokens[end].end()));
    }
    None
}

/// Whether a number is an hour or a minute: digits follow or lead right at a colon.
fn timed(text: &str, tokens: &[regex::Match<'_>], index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    let after = text.get(token.end()..).unwrap_or_default();
    let before = text.get(..token.start()).unwrap_or_default();
    after.starts_with(':') || before.ends_with(':')
}

/// The time and the half of the day that stands beside it.
fn time_words(rest: &str) -> Option<(Time, Option<bool>)> {
    for found in TIME.captures_iter(rest) {
        let part = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<i8>().ok());
        let half = |name: &str| found.name(name).and_then(|part| calendar::half_of_day(part.as_str()));
        // Before the hour only East Asian and Greek dates have it; "em 10:12" is Portuguese for something else.
        let led = found.name("before").is_some_and(|word| !word.as_str().is_ascii());
        let afternoon = half("after").or_else(|| half("before").filter(|_| led));
        let Some(hour) = part("hour").map(|hour| in_half(hour, afternoon)) else {
            continue;
        };
        if let Ok(time) = Time::new(hour, part("minute")?, part("second").unwrap_or(0), 0) {
            return Some((time, afternoon));
        }
    }
    let found = HOUR_ONLY.captures(rest)?;
    let afternoon = Some(found[2].eq_ignore_ascii_case("p"));
    let hour = in_half(found[1].parse().ok()?, afternoon);
    Time::new(hour, 0, 0, 0).ok().map(|time| (time, afternoon))
}

fn time(rest: &str) -> Option<Time> {
    time_words(rest).map(|(time, _)| time)
}

fn in_half(hour: i8, afternoon: Option<bool>) -> i8 {
    match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) | None => hour,
    }
}

fn offset(rest: &str) -> Option<String> {
    if let Some(found) = OFFSET.captures(rest) {
        let part = |first: usize| {
            found
                .get(first)
                .or_else(|| found.get(first + 3))
                .map(|part| part.as_str())
        };
        return Some(format!("{}{:0>2}:{}", part(1)?, part(2)?, part(3).unwrap_or("00")));
    }
    let words = rest.split(|c: char| !c.is_alphanumeric());
    words.filter_map(calendar::zone).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text, false).map_or_else(
            || "nothing".to_owned(),
            |moment| {
                format!(
                    "{}{}",
                    moment.date.strftime("%Y-%m-%dT%H:%M"),
                    moment.offset.unwrap_or_default()
                )
            },
        )
    }

    #[test]
    fn dates_as_clients_write_them() {
        #[rustfmt::skip]
        let written = [
            "Mon, May 3, 2027 at 10:12 AM", "Monday, May 3, 2027 10:12 AM", "Monday, 3 May 2027 at 10:12",
            "Mon, 3 May 2027, 10:12 am", "3 May 2027 10:12", "May 3, 2027, at 10:12 AM", "May-03-27 10:12 AM",
            "Monday, May 3rd, 2027 at 10:12 AM", "2027-05-03 10:12", "2027/05/03 10:12", "05/03/2027 10:12 AM",
            "03/05/2027 10:12", "5/3/27, 10:12 AM", "3-May-2027 10:12", "03-May-27 10:12", "3.5.2027 10:12",
            "3. 5. 2027 v 10:12", "Montag, 3. Mai 2027 um 10:12 Uhr", "Am 03.05.27 um 10:12", "Le lun. 3 mai 2027 à 10:12",
            "lundi 3 mai 2027 10 h 12", "lunes, 3 de mayo de 2027 10:12", "El lun, 3 may 2027 a las 10:12",
            "segunda-feira, 3 de maio de 2027 10:12", "Em seg., 3 de mai. de 2027 às 10:12", "lunedì 3 maggio 2027 10:12",
            "Il giorno lun 3 mag 2027 alle ore 10:12", "maandag 3 mei 2027 10:12", "Op ma 3 mei 2027 om 10:12",
            "mandag 3. mai 2027 kl. 10.12", "3. maj 2027 kl. 10.12", "måndag, 3 maj 2027 kl. 10:12", "den 3 maj 2027 10:12",
            "maanantai 3. toukokuuta 2027 klo 10.12", "ma 3. toukok. 2027 klo 10.12", "poniedziałek, 3 maja 2027 10:12",
            "pon., 3 maj 2027 o 10:12", "pondělí 3. května 2027 10:12", "po 3. 5. 2027 v 10:12", "pondelok 3. mája 2027 10:12",
            "2027. május 3., hétfő 10:12", "2027. máj. 3., H, 10:12", "luni, 3 mai 2027 10:12", "ponedjeljak, 3. svibnja 2027. 10:12",
            "ponedeljek, 3. maj 2027 10:12", "esmaspäev, 3. mai 2027 10:12", "pirmdiena, 2027. gada 3. maijs 10:12",
            "2027 m. gegužės 3 d., pirmadienis 10:12", "понедельник, 3 мая 2027 г. 10:12", "пн, 3 трав. 2027 р. о 10:12",
            "понеделник, 3 май 2027 г. 10:12", "Δευτέρα, 3 Μαΐου 2027 10:12 π.μ.", "Δευ 3 Μαΐ 2027 στις 10:12 π.μ.",
            "3 Mayıs 2027 Pazartesi 10:12", "ב-יום ב׳, 3 במאי 2027 ב-10:12", "الاثنين، 3 مايو 2027 10:12 ص", "٣ مايو ٢٠٢٧ ١٠:١٢ ص",
            "Senin, 3 Mei 2027 pukul 10.12", "Th 2, 3 thg 5, 2027 vào lúc 10:12", "3 tháng 5, 2027 10:12 SA",
            "3 พฤษภาคม 2570 10:12", "2027年5月3日(月) 10:12", "2027年5月3日 星期一 上午10:12", "2027年5月3日 10時12分",
            "2027년 5월 3일 월요일 오전 10:12", "2027년 5월 3일 (월) 10시 12분", "2027. 5. 3. 오전 10:12", "mar., 3 mai 2027 10:12",
        ];
        for text in written {
            assert_eq!(shown(text), "2027-05-03T10:12", "{text}");
        }
    }

    #[test]
    fn hours_and_zones() {
        for (text, moment) in [
            ("Wed, 27 Oct 2021 15:14:00 +0200", "2021-10-27T15:14+02:00"),
            ("October 27, 2021 at 3:14:05 PM GMT+2", "2021-10-27T15:14+02:00"),
            ("1. August 2011 23:28:15 GMT-07:00", "2011-08-01T23:28-07:00"),
            ("Среда, 14 июня 2017, 15:19 +03:00", "2017-06-14T15:19+03:00"),
            ("Tuesday, November 2, 2021, 03:01:36 PM GMT+1", "2021-11-02T15:01+01:00"),
            ("2021. október 26. 14:25:08 EEST", "2021-10-26T14:25+03:00"),
            (
                "maanantai 19. syyskuuta 2022 klo 17.55.44 -0400",
                "2022-09-19T17:55-04:00",
            ),
            ("2016年12月12日，下午8:45", "2016-12-12T20:45"),
            ("Thursday, 28 January 2016 8:16 p.m.", "2016-01-28T20:16"),
            ("Mon, Feb 1, 2016 at 12:10 AM -0800", "2016-02-01T00:10-08:00"),
            ("7. listopada 2027. u 10:12", "2027-10-07T10:12"),
            ("7 listopada 2027 10:12", "2027-11-07T10:12"),
            ("Samstag, 10.04.2027 18:05", "2027-04-10T18:05"),
            ("Sunday 04/11/2027 6 PM", "2027-04-11T18:00"),
            ("2027-05-03T10:12:00+02:00", "2027-05-03T10:12+02:00"),
            ("Em 03/05/2027 10:12", "2027-05-03T10:12"),
            ("March 2027", "nothing"),
            ("yesterday", "nothing"),
        ] {
            assert_eq!(shown(text), moment, "{text}");
        }
    }
}
