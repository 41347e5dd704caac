//! The header block of a forwarded mail: "From: … Sent: … To: … Subject: …" in any language of the lexicon.
//!
//! It reads the block where a dialect says one may stand; it does not look for one.

use std::sync::LazyLock;

use jiff::civil;
use regex::Regex;

use crate::chain::Facts;
use crate::dates::{self, Reading, When};
use crate::document::Document;
use crate::lexicon::mail::{Header, header};
use crate::names;
use crate::profile::DateOrder;
use crate::text::Flow;

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?\s?m\b)?").expect("a valid pattern")
});
static OFFSET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?\)?\s*$").expect("a valid pattern"));

/// A header block as read.
pub(crate) struct Block {
    pub(crate) facts: Facts,
    /// The first line after it.
    pub(crate) next: usize,
    pub(crate) seen: Vec<Header>,
}

/// The label and the value of a header line.
pub(crate) fn split_line(text: &str) -> Option<(Header, String)> {
    let text = text.trim().trim_start_matches(['*', '|', ' ']);
    let (label, value) = match text.split_once([':', '：', '\t']) {
        Some((label, value)) => (label, value),
        None => return None,
    };
    let label = label.trim().trim_end_matches('*').trim();
    let found = header(label)?;
    Some((
        found,
        value.trim_start_matches([':', '*', '\t', ' ', '|']).trim().to_owned(),
    ))
}

/// Reads a block that may start at line `at`, all in one quote depth.
pub(crate) fn block(doc: &Document, at: usize) -> Option<Block> {
    let quote = doc.lines.get(at)?.quote;
    let mut block = Block {
        facts: Facts::default(),
        next: at,
        seen: Vec::new(),
    };
    let mut values: Vec<(Header, String)> = Vec::new();
    let mut index = at;
    while let Some(line) = doc.lines.get(index) {
        let text = Flow::of_line(doc, line).text.replace('\t', " ");
        let raw = Flow::of_line(doc, line).text;
        if text.trim().is_empty() {
            // One empty line may stand inside a block, if a header follows that has not been seen.
            let more = doc
                .lines
                .get(index + 1)
                .and_then(|next| split_line(&Flow::of_line(doc, next).text));
            let goes_on =
                more.is_some_and(|(header, _)| values.iter().all(|(seen, _)| *seen != header)) && !values.is_empty();
            if !goes_on || values.len() >= 4 {
                break;
            }
        } else if line.quote != quote {
            break;
        } else if let Some((header, value)) = split_line(&raw) {
            let again = values.iter().any(|(seen, _)| *seen == header) && !matches!(header, Header::Other | Header::Cc);
            if again {
                break;
            }
            values.push((header, value));
        } else if !continues(&mut values, &text) {
            break;
        }
        index += 1;
        block.next = index;
    }
    block.seen = values.iter().map(|(header, _)| *header).collect();
    fill(&mut block.facts, &values);
    (!values.is_empty()).then_some(block)
}

/// A line that only goes on with the addresses or the value above.
fn continues(values: &mut [(Header, String)], text: &str) -> bool {
    let Some((header, value)) = values.last_mut() else {
        return false;
    };
    let addresses = matches!(header, Header::To | Header::Cc | Header::From);
    let open = value.is_empty() || value.ends_with([',', ';']);
    if addresses && (open || (text.trim_start().starts_with('<') && text.contains('@')))
        || (open && value.is_empty() && text.len() < 200)
    {
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(text.trim());
        return true;
    }
    false
}

fn fill(facts: &mut Facts, values: &[(Header, String)]) {
    let english = values.len() < 2;
    for (header, value) in values {
        match header {
            Header::From => facts.author = names::mailbox(value),
            Header::To => facts.to = names::mailboxes(value),
            Header::Cc => facts.cc = names::mailboxes(value),
            Header::Subject => {
                facts.subject = Some(value.trim_end_matches('*').trim().to_owned()).filter(|text| !text.is_empty());
            }
            Header::Date => set_date(facts, value, english),
            Header::ReplyTo | Header::Other => {}
        }
    }
}

/// Notes a date as written and, where it can be read, as a date.
pub(crate) fn set_date(facts: &mut Facts, text: &str, day_first: bool) {
    let text = text.trim().trim_end_matches('*').trim();
    if text.is_empty() {
        return;
    }
    facts.date_text = Some(text.to_owned());
    let order = if day_first { DateOrder::Dmy } else { DateOrder::Mdy };
    let found = dates::find(text, Reading { base: None, order });
    let day = found.iter().find_map(|date| match date.when {
        When::Day(day) => Some((day, date.range.clone())),
        When::Vague => None,
    });
    let Some((day, range)) = day else { return };
    let rest = format!("{} {}", &text[..range.start], &text[range.end..]);
    facts.date = Some(day.to_datetime(time_of(&rest).unwrap_or(civil::Time::midnight())));
    facts.offset = OFFSET
        .captures(rest.trim_end())
        .filter(|_| TIME.is_match(&rest))
        .map(|found| {
            let minutes = found.get(3).map_or("00", |minutes| minutes.as_str());
            format!("{}{:0>2}:{minutes}", &found[1], &found[2])
        });
}

fn time_of(text: &str) -> Option<civil::Time> {
    let found = TIME.captures(text)?;
    let number = |index: usize| found.get(index).and_then(|text| text.as_str().parse::<i8>().ok());
    let mut hour = number(1)?;
    match found.get(4).map(|half| half.as_str().to_ascii_lowercase()) {
        Some(half) if half == "p" && hour < 12 => hour += 12,
        Some(half) if half == "a" && hour == 12 => hour = 0,
        _ => {}
    }
    civil::Time::new(hour, number(2)?, number(3).unwrap_or(0), 0).ok()
}
