//! Tables typed as text: pipes, tabs, aligned columns, pasted CSV.
//!
//! A run of lines is a table only under a line of known column labels; other lines stay lines.

use crate::document::{Document, Line, Row, Span};
use crate::lexicon::labels::{self, Slot};

/// How the columns of a typed table are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ruler {
    Pipe,
    Tab,
    Semicolon,
    Comma,
    Spaces,
}

const RULERS: [Ruler; 5] = [Ruler::Pipe, Ruler::Tab, Ruler::Semicolon, Ruler::Comma, Ruler::Spaces];

/// How far a cell may begin beside its heading, in characters.
const MAX_SHIFT: usize = 2;

/// Marks the rows of typed tables.
pub(crate) fn find_tables(doc: &mut Document) {
    let mut index = 0;
    while index < doc.lines.len() {
        match table_at(doc, index) {
            Some((ruler, columns)) => index = mark_rows(doc, index, ruler, columns),
            None => index += 1,
        }
    }
}

/// Whether a line names columns, and how.
fn table_at(doc: &Document, index: usize) -> Option<(Ruler, usize)> {
    let line = &doc.lines[index];
    if line.row.is_some() || line.span.end - line.span.start > 400 {
        return None;
    }
    RULERS.into_iter().find_map(|ruler| {
        let cells = split(doc, line, ruler);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        // "Invite: yes, by email" is a label with its value, and a list item with commas is talk.
        let talk = matches!(ruler, Ruler::Comma | Ruler::Semicolon)
            && (line.list.is_some()
                || cells
                    .iter()
                    .any(|cell| doc.slice(*cell).contains(':') || doc.slice(*cell).contains(" - ")));
        // "Last, First     E-mail": the comma is the heading's own, the columns stand apart.
        let apart = ruler == Ruler::Comma && cells.iter().any(|cell| doc.slice(*cell).contains("  "));
        if talk || apart {
            return None;
        }
        let slots: Vec<Slot> = cells
            .iter()
            .filter_map(|cell| labels::column(doc.slice(*cell)))
            .collect();
        let named = slots.len();
        let people = slots
            .iter()
            .any(|slot| matches!(slot, Slot::Name | Slot::First | Slot::Last | Slot::Email));
        (cells.len() >= 2 && named >= 2 && people && named * 2 >= filled && !doc.slice(line.span).contains('@'))
            .then_some((ruler, cells.len()))
    })
}

fn mark_rows(doc: &mut Document, first: usize, ruler: Ruler, columns: usize) -> usize {
    let table = doc.next_table();
    let quote = doc.lines[first].quote;
    let mut index = first;
    let mut last_row = first;
    while index < doc.lines.len() {
        let line = &doc.lines[index];
        let text = doc.slice(line.span).trim();
        let cells = match ruler {
            Ruler::Spaces if index > first => under_heads(doc, first, index),
            Ruler::Spaces | Ruler::Pipe | Ruler::Tab | Ruler::Semicolon | Ruler::Comma => split(doc, line, ruler),
        };
        let rule = !text.is_empty() && text.chars().all(|c| "|-+=: _\t".contains(c));
        // A blank line may stand between two rows, but two of them end a table.
        let between = text.is_empty() && index == last_row + 1;
        if line.quote != quote || line.row.is_some() {
            break;
        }
        if cells.len() >= 2 && cells.len() <= columns + 2 && !rule && fits(doc, &cells, ruler, columns, index == first)
        {
            last_row = index;
            doc.lines[index].row = Some(Row { table, cells });
            doc.lines[index].list = None;
        } else if !rule && !between {
            break;
        }
        index += 1;
    }
    last_row + 1
}

/// The cells of an aligned row under the headings they stand below; as they come where they stand below none.
fn under_heads(doc: &Document, head: usize, index: usize) -> Vec<Span> {
    let line = &doc.lines[index];
    let cells = split(doc, line, Ruler::Spaces);
    let column = |line: &Line, at: usize| doc.text.get(line.span.start..at).map_or(0, |text| text.chars().count());
    let heads: Vec<usize> = split(doc, &doc.lines[head], Ruler::Spaces)
        .iter()
        .map(|cell| column(&doc.lines[head], cell.start))
        .collect();
    let cells = if cells.len() + 1 == heads.len() {
        let cells = over_heads(doc, line, cells, &heads);
        if cells.len() == heads.len() {
            cells
        } else {
            behind_address(doc, cells)
        }
    } else {
        cells
    };
    if cells.len() >= heads.len() || cells.len() < 2 {
        return cells;
    }
    let place = |cell: &Span| {
        let at = column(line, cell.start);
        heads.iter().position(|head| head.abs_diff(at) <= MAX_SHIFT)
    };
    let places: Option<Vec<usize>> = cells.iter().map(place).collect();
    let Some(places) = places.filter(|places| places.is_sorted_by(|one, other| one < other)) else {
        return cells;
    };
    let mut cells = cells.into_iter();
    let mut row: Vec<Span> = Vec::with_capacity(heads.len());
    for head in 0..heads.len() {
        let empty = row.last().map_or(line.span.start, |last| last.end);
        let cell = places.contains(&head).then(|| cells.next()).flatten();
        row.push(cell.unwrap_or(Span {
            start: empty,
            end: empty,
        }));
    }
    row
}

/// A value as wide as its column leaves a single space before the next one, which begins right below its heading.
fn over_heads(doc: &Document, line: &Line, cells: Vec<Span>, heads: &[usize]) -> Vec<Span> {
    let begins = |head: usize| {
        let text = doc.slice(line.span);
        let at = text.char_indices().nth(head).map(|(at, _)| at)?;
        let spaced = text[..at].ends_with(' ') && !text[at..].starts_with(' ');
        spaced.then_some(line.span.start + at)
    };
    let places: Vec<usize> = heads.iter().filter_map(|head| begins(*head)).collect();
    // Where the other cells do not stand below their headings, nobody knows where this one begins.
    if cells.iter().filter(|cell| places.contains(&cell.start)).count() + 1 < cells.len() {
        return cells;
    }
    let mut out = Vec::with_capacity(cells.len() + 1);
    for cell in cells {
        match places.iter().find(|at| cell.start < **at && **at < cell.end) {
            Some(at) => {
                out.push(trimmed(doc, cell.start, *at));
                out.push(trimmed(doc, *at, cell.end));
            }
            None => out.push(cell),
        }
    }
    out
}

/// A long address leaves a single space before the next cell: "nokuthula@x.example 2".
fn behind_address(doc: &Document, cells: Vec<Span>) -> Vec<Span> {
    let split = |cell: &Span| -> Option<usize> {
        let text = doc.slice(*cell);
        let (address, rest) = text.split_once(' ')?;
        (address.contains('@') && !rest.contains('@')).then(|| cell.start + address.len())
    };
    let mut out = Vec::with_capacity(cells.len() + 1);
    for cell in cells {
        match split(&cell) {
            Some(at) => {
                out.push(trimmed(doc, cell.start, at));
                out.push(trimmed(doc, at, cell.end));
            }
            None => out.push(cell),
        }
    }
    out
}

/// Spaces and commas also occur in prose, so such rows must have the width of the table.
fn fits(doc: &Document, cells: &[Span], ruler: Ruler, columns: usize, header: bool) -> bool {
    match ruler {
        Ruler::Pipe | Ruler::Tab => true,
        Ruler::Semicolon | Ruler::Comma => header || cells.len() + 1 >= columns,
        Ruler::Spaces => header || cells.len() == columns || cells.iter().any(|cell| doc.slice(*cell).contains('@')),
    }
}

/// The cells of a line.
fn split(doc: &Document, line: &Line, ruler: Ruler) -> Vec<Span> {
    let text = doc.slice(line.span);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let gap = match ruler {
            Ruler::Pipe => c == '|',
            Ruler::Tab => c == '\t',
            Ruler::Semicolon => c == ';' && !quoted,
            Ruler::Comma => c == ',' && !quoted,
            Ruler::Spaces => c == ' ' && text[at..].starts_with("  "),
        };
        if c == '"' {
            quoted = !quoted;
        }
        if gap {
            cells.push(trimmed(doc, line.span.start + start, line.span.start + at));
            while ruler == Ruler::Spaces && chars.next_if(|(_, next)| *next == ' ').is_some() {}
            start = chars.peek().map_or(text.len(), |(next, _)| *next);
        }
    }
    cells.push(trimmed(doc, line.span.start + start, line.span.end));
    if ruler == Ruler::Pipe {
        if cells.first().is_some_and(|cell| cell.is_empty()) {
            cells.remove(0);
        }
        if text.trim_end().ends_with('|') {
            cells.pop();
        }
    }
    if ruler == Ruler::Spaces && cells.first().is_some_and(|cell| cell.is_empty()) {
        cells.remove(0);
    }
    cells
}

/// A cell without white space and quotes around it.
fn trimmed(doc: &Document, start: usize, end: usize) -> Span {
    let text = doc.slice(Span { start, end });
    let inner = text.trim();
    let lead = text.len() - text.trim_start().len();
    let mut span = Span {
        start: start + lead,
        end: start + lead + inner.len(),
    };
    if inner.len() >= 2 && inner.starts_with('"') && inner.ends_with('"') {
        span = Span {
            start: span.start + 1,
            end: span.end - 1,
        };
    }
    span
}
