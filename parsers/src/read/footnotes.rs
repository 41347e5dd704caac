//! "Jane Doe*" in a row, and "* on leave, please wait for her" below the table.
//!
//! A note that may keep somebody back is a doubt about whoever bears its mark, whatever a column says.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Line;
use crate::read::{Context, activation, remarks};
use crate::text::{Flow, fold};

/// A mark right behind a word, at the end of what stands in a cell or between two commas.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N})](?P<mark>\*{1,3}|[†‡§¹²³]|\((?:\*{1,3}|[1-9a-c])\))\s*(?:$|[,;|\t\n])")
        .expect("a valid pattern")
});

/// No note is looked for farther down, tables aside.
const MAX_LINES: usize = 300;

/// The notes to which the mark in a cell or a line leads; several tables may use the same mark.
fn notes<'c>(context: &'c Context<'_>, text: &str) -> impl Iterator<Item = Flow> + 'c {
    let found = MARK.captures(text).and_then(|found| found.name("mark"));
    let mark = found.map(|mark| mark.as_str().to_owned());
    let lines = context.doc.lines.iter().filter(|line| line.row.is_none());
    mark.into_iter().flat_map(move |mark| {
        let begins = move |line: &&Line| {
            let words = context.doc.slice(line.span).trim_start();
            let marked = match words.strip_prefix(&*mark) {
                Some(rest) => !rest.starts_with('*'),
                // A star is a list's mark as well.
                None => line.list.is_some() && context.doc.text[..line.span.start].trim_end().ends_with(&*mark),
            };
            marked && !words.contains('@')
        };
        lines
            .clone()
            .take(MAX_LINES)
            .filter(begins)
            .map(|line| Flow::of_line(context.doc, line))
    })
}

/// The note of somebody's cell or line that may keep that person back.
pub(crate) fn keeping_back(context: &Context<'_>, text: &str) -> Option<Flow> {
    notes(context, text).find(|note| {
        let folded = fold(&note.text);
        activation::is_wary(&folded)
            || activation::is_absent(&folded)
            || activation::is_denied(&folded)
            || remarks::waits(context, &note.text)
    })
}
