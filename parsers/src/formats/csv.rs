//! Comma, semicolon or tab separated values.
//!
//! Every record is a row; whether the first one names columns is decided by the table reader.

use crate::document::{CellText, Document};
use crate::formats::charset;

const MAX_ROWS: usize = 5_000;
const MAX_COLUMNS: usize = 60;

/// Reads separated values into one table.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Document {
    let text = charset::guess(bytes);
    let separator = [';', '\t', ',']
        .into_iter()
        .max_by_key(|c| first_line(&text).matches(*c).count())
        .unwrap_or(',');
    let mut doc = Document::new(part);
    let mut table = doc.next_table();
    for record in records(&text, separator) {
        if record.iter().all(|cell| cell.is_empty()) {
            // Sheets that were formatted far down leave thousands of empty records.
            if doc.lines.last().is_some_and(|line| !line.span.is_empty()) {
                doc.push_line("", 0, None);
                table = doc.next_table();
            }
        } else if record.len() == 1 {
            doc.push_line(&record[0], 0, None);
        } else {
            let cells: Vec<CellText> = record.into_iter().map(CellText::New).collect();
            doc.push_row(table, &cells, 0);
        }
    }
    doc
}

fn first_line(text: &str) -> &str {
    text.lines()
        .find(|line| line.contains([';', ',', '\t']))
        .unwrap_or_default()
}

fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    // Whether the cell has only white space so far: looking it through at every quote takes the square of its length.
    let mut blank = true;
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                blank = false;
                chars.next();
            }
            '"' if quoted || blank => quoted = !quoted,
            '\n' if !quoted => {
                end_cell(&mut row, &mut cell);
                blank = true;
                let empty = |row: &Vec<String>| row.iter().all(String::is_empty);
                if !(empty(&row) && rows.last().is_some_and(empty)) {
                    rows.push(std::mem::take(&mut row));
                }
                row.clear();
                if rows.len() >= MAX_ROWS {
                    return rows;
                }
            }
            '\r' => {}
            c if c == separator && !quoted => {
                end_cell(&mut row, &mut cell);
                blank = true;
            }
            '\t' => cell.push(' '),
            c => {
                cell.push(c);
                blank &= c.is_whitespace();
            }
        }
    }
    if !blank || !row.is_empty() {
        end_cell(&mut row, &mut cell);
        rows.push(row);
    }
    rows
}

fn end_cell(row: &mut Vec<String>, cell: &mut String) {
    let text = std::mem::take(cell);
    if row.len() < MAX_COLUMNS {
        row.push(text.trim().to_owned());
    }
}
