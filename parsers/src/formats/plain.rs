//! `text/plain`: logical lines out of wrapped, quoted, bulleted text.
//!
//! Knows RFC 3676 (`format=flowed`) and hard-wrapped paragraphs. It does not look for tables; `formats::grid` does.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Line, Link, Span};
use crate::lexicon::calendar;
use crate::text::fold;

static LIST_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([ \t]*)(?:[*•·▪◦‣●○–+-][ \t]+|\(?(?:\d{1,2}|[a-hA-H])[.)](?:[ \t]+)|\d{1,2}[ \t]*[–-][ \t]+)")
        .expect("a valid pattern")
});
/// An initial and a surname, alone on their line.
static INITIAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*[A-H]\. ?\p{Lu}[\p{L}'’-]+\s*$").expect("a valid pattern"));
static LABEL_START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*[\p{L}](?:[\p{L}\p{N} /()'-]|\.[^\s]){0,40}\s?[:=]").expect("a valid pattern"));
static WEB_LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"https?://[^\s<>"')\]]+"#).expect("a valid pattern"));

/// More than is ever read of one text; what stands behind is no list of people, and a line takes a hundred bytes.
pub(crate) const MAX_LINES: usize = 50_000;

/// A raw line with its quote marks taken off.
struct RawLine {
    span: Span,
    quote: usize,
    flowed: bool,
}

/// Turns plain text into a document.
pub(crate) fn read(part: &str, text: &str, flowed: bool) -> Document {
    let mut doc = Document::new(part);
    doc.text = text.replace("\r\n", "\n").replace('\r', "\n");
    let raw = raw_lines(&doc.text, flowed);
    let width = raw
        .iter()
        .map(|line| doc.text[line.span.start..line.span.end].chars().count())
        .filter(|n| *n <= 100)
        .max();
    let width = width.unwrap_or(0);
    let mut index = 0;
    while index < raw.len() {
        let first = &raw[index];
        let (list, skip) = list_mark(&doc.text[first.span.start..first.span.end]);
        let mut span = Span {
            start: first.span.start + skip,
            end: first.span.end,
        };
        let mut last = index;
        while let Some(next) = raw.get(last + 1) {
            if next.quote != first.quote || !continues(&doc.text, &raw[last], next, width, list.is_some()) {
                break;
            }
            last += 1;
            span.end = next.span.end;
        }
        let blank = doc.text[span.start..span.end].trim().is_empty();
        let list = if blank { None } else { list };
        let line = Line {
            span,
            quote: first.quote,
            list,
            row: None,
            heading: false,
        };
        doc.lines.push(line);
        index = last + 1;
    }
    find_links(&mut doc);
    doc
}

/// Notes the web addresses that are written out in the text and are no links yet.
pub(crate) fn find_links(doc: &mut Document) {
    let written = WEB_LINK.find_iter(&doc.text).map(|found| Link {
        address: found.as_str().trim_end_matches(['.', ',', ';']).to_owned(),
        at: found.start(),
    });
    let known: HashSet<&str> = doc.links.iter().map(|link| link.address.as_str()).collect();
    let new: Vec<Link> = written.filter(|link| !known.contains(link.address.as_str())).collect();
    doc.links.extend(new);
}

fn raw_lines(text: &str, flowed: bool) -> Vec<RawLine> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n').take(MAX_LINES) {
        let mut skip = 0;
        let mut quote = 0;
        let bytes = line.as_bytes();
        while skip < bytes.len() {
            if bytes[skip] == b'>' {
                quote += 1;
                skip += 1;
            } else if bytes[skip] == b' ' && bytes.get(skip + 1) == Some(&b'>') && quote > 0 {
                skip += 1;
            } else {
                break;
            }
        }
        if quote > 0 && bytes.get(skip) == Some(&b' ') {
            skip += 1;
        }
        let body = &line[skip..];
        let soft = flowed && body.ends_with(' ') && body.trim_end() != "--";
        let end = start + skip + body.trim_end().len();
        out.push(RawLine {
            span: Span {
                start: start + skip,
                end,
            },
            quote,
            flowed: soft,
        });
        start += line.len() + 1;
    }
    out
}

/// Whether `next` is the rest of the paragraph line `line`.
fn continues(text: &str, line: &RawLine, next: &RawLine, width: usize, in_list: bool) -> bool {
    let here = &text[line.span.start..line.span.end];
    let there = &text[next.span.start..next.span.end];
    if here.trim().is_empty() || there.trim().is_empty() {
        return false;
    }
    if LIST_MARK.is_match(there) && !is_day(here, there) {
        return false;
    }
    if line.flowed {
        return true;
    }
    // "Ann Lee ann@x level 2" above "Tom Ochs level 3, no address yet": a line about a person each.
    if here.contains('@') && words_before_address(here) <= 3 && starts_with_name(here) && starts_with_name(there) {
        return false;
    }
    if LABEL_START.is_match(there) || is_ruled(here) || is_ruled(there) || are_rows(here, there) {
        return false;
    }
    let indented = there.starts_with([' ', '\t']);
    let lower = there.trim_start().starts_with(char::is_lowercase);
    if in_list && indented && lower {
        return true;
    }
    let first_word = there.split_whitespace().next().unwrap_or_default().chars().count();
    let length = here.chars().count();
    // A line that ends in the middle of a sentence goes on, even where a word or two would have fitted.
    let slack = if ends_open(here) { 5 } else { 0 };
    !indented
        && width >= 60
        && length >= 45
        && length + 1 + first_word + slack > width.min(80)
        && !there.contains('<')
        && match (here.contains('@'), there.contains('@')) {
            (false, false) => true,
            (true, true) => false,
            (true, false) => length >= 60 && !here.contains(['<', '>']) && (lower || ends_open(here)),
            (false, true) => ends_open(here) || words_before_address(there) <= 1 && !ends_sentence(here),
        }
}

/// "… erst am" over "1. Juni": the number is a day's, no item's.
fn is_day(here: &str, there: &str) -> bool {
    let mut words = there.split_whitespace();
    let day = words
        .next()
        .and_then(|word| word.strip_suffix('.'))
        .is_some_and(|day| day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)));
    let month = words
        .next()
        .map(|word| fold(word.trim_end_matches([',', '.', ':', ';', ')'])));
    let last = here.split_whitespace().next_back().unwrap_or_default();
    day && month.is_some_and(|month| calendar::month(&month).is_some()) && last.chars().all(char::is_lowercase)
}

/// Whether a line ends with a comma, a bracket or a small word: more must follow.
fn ends_open(line: &str) -> bool {
    let line = line.trim_end();
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.ends_with([',', '(', '&', '/']) || last.len() > 1 && last.chars().all(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', ':', '!', '?', ';', ')'])
}

/// Whether a line begins with two capitalised words.
fn starts_with_name(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    capital(words.next()) && capital(words.next())
}

fn words_before_address(line: &str) -> usize {
    line.split_whitespace().take_while(|word| !word.contains('@')).count()
}

/// Two lines of as many values with commas or semicolons between them are rows of a table.
fn are_rows(here: &str, there: &str) -> bool {
    let count = |line: &str| line.matches([',', ';']).count();
    count(here) >= 3 && count(here).abs_diff(count(there)) <= 1
}

/// Lines of columns or rules are never joined.
fn is_ruled(line: &str) -> bool {
    let line = line.trim();
    line.contains('\t')
        || line.contains(" | ")
        || line.starts_with('|')
        || line.contains("   ")
        || line.starts_with("--")
}

/// The list nesting a line opens, and how many bytes its mark takes.
pub(crate) fn list_mark(line: &str) -> (Option<usize>, usize) {
    // "G. Pettibone" is no seventh item.
    match LIST_MARK.captures(line).filter(|_| !INITIAL.is_match(line)) {
        Some(found) => (Some(found[1].chars().count() / 2), found[0].len()),
        None => (None, 0),
    }
}
