//! "Jane Doe*" in a row, and "* on leave, please wait for her" below the table.
//!
//! A note that may keep somebody back is a doubt about whoever bears its mark, whatever a column says.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::{Context, activation, remarks};
use crate::text::{Flow, fold};

/// A mark right behind a word, at the end of what stands in a cell or between two commas.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N})](?P<mark>\*{1,3}|[†‡§¹²³]|\((?:\*{1,3}|[1-9a-c])\))\s*(?:$|[,;|\t\n])")
        .expect("a valid pattern")
});

/// No note is looked for farther down, tables aside.
const MAX_LINES: usize = 300;

/// The note to which the mark in a cell or a line leads.
fn note(context: &Context<'_>, text: &str) -> Option<Flow> {
    let mark = MARK.captures(text)?.name("mark")?.as_str();
    let lines = context.doc.lines.iter().filter(|line| line.row.is_none());
    let mut notes = lines.take(MAX_LINES).filter_map(|line| {
        let words = context.doc.slice(line.span).trim_start();
        let has_mark = match words.strip_prefix(mark) {
            Some(rest) => !rest.starts_with('*'),
            // A star is a list's mark as well.
            None => line.list.is_some() && context.doc.text[..line.span.start].trim_end().ends_with(mark),
        };
        (has_mark && !words.contains('@')).then(|| Flow::of_line(context.doc, line))
    });
    // Two may be a list.
    notes.next().filter(|_| notes.next().is_none())
}

/// The note of somebody's cell or line, if it may keep that person back.
pub(crate) fn keeping_back(context: &Context<'_>, text: &str) -> Option<Flow> {
    let note = note(context, text)?;
    let folded = fold(&note.text);
    let held = activation::holds(&note.text) || activation::is_wary(&folded) || activation::is_absent(&folded);
    (held || activation::is_denied(&folded) || remarks::waits(context, &note.text)).then_some(note)
}
