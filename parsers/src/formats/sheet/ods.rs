//! OpenDocument sheets (.ods): rows and cells of `content.xml`, repeats and hidden ones taken into account.
//!
//! A reader of our own: a few bytes that repeat a cell a billion times must not become a billion cells.

use std::collections::HashSet;

use crate::document::Document;
use crate::formats::Trouble;
use crate::formats::archive::Archive;
use crate::formats::sheet::{Cell, MAX_COLUMNS, MAX_SHEETS, Table, tidy};
use crate::formats::xml::{Element, Node};

/// A filled row that says it is repeated is repeated, but not for ever.
const MAX_REPEATS: usize = 100;
/// Longer than the value of any cell.
const LONG_TEXT: usize = 100_000;

/// Reads all sheets.
pub(super) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let mut archive = Archive::open(bytes)?;
    if let Some(manifest) = archive.optional_xml("META-INF/manifest.xml")
        && manifest.find("manifest:encryption-data").is_some()
    {
        return Err(Trouble::Encrypted);
    }
    let content = archive.xml("content.xml")?.ok_or(Trouble::Unreadable)?;
    let book = content
        .at(&["office:body", "office:spreadsheet"])
        .ok_or(Trouble::Unreadable)?;
    let styles = content
        .child("office:automatic-styles")
        .into_iter()
        .flat_map(Element::elements);
    let undisplayed: HashSet<&str> = styles
        .filter(|style| {
            let table = style.child("style:table-properties");
            table.is_some_and(|table| table.attribute("display") == Some("false"))
        })
        .filter_map(|style| style.attribute("name"))
        .collect();
    let mut doc = Document::new(part);
    let sheets = book
        .elements()
        .filter(|sheet| &*sheet.name == "table:table")
        .take(MAX_SHEETS);
    for sheet in sheets.filter(|sheet| {
        !sheet
            .attribute("style-name")
            .is_some_and(|style| undisplayed.contains(style))
    }) {
        let mut columns = Vec::new();
        hidden_columns(sheet, &mut columns);
        let mut table = Table::new(&mut doc);
        rows(sheet, &columns, &mut table);
        table.end();
    }
    Ok(doc)
}

/// For each column, whether it is hidden.
fn hidden_columns(parent: &Element, out: &mut Vec<bool>) {
    for element in parent.elements() {
        match &*element.name {
            "table:table-column" => {
                let count = repeats(element, "number-columns-repeated").min(2 * MAX_COLUMNS);
                let total = (out.len() + count).min(10 * MAX_COLUMNS);
                out.resize(total, is_hidden(element));
            }
            "table:table-columns" | "table:table-header-columns" | "table:table-column-group" => {
                hidden_columns(element, out);
            }
            _ => {}
        }
    }
}

fn rows(parent: &Element, columns: &[bool], table: &mut Table<'_>) {
    for element in parent.elements() {
        match &*element.name {
            "table:table-row" if !is_hidden(element) => {
                if table.is_full() {
                    return;
                }
                let cells = cells(element, columns);
                let blank = cells.iter().all(|cell| *cell == Cell::Text(String::new()));
                let count = repeats(element, "number-rows-repeated").min(if blank { 1 } else { MAX_REPEATS });
                for _ in 0..count {
                    if table.is_full() {
                        return;
                    }
                    table.row(cells.clone());
                }
            }
            "table:table-rows" | "table:table-header-rows" | "table:table-row-group" => {
                rows(element, columns, table);
            }
            _ => {}
        }
    }
}

fn cells(row: &Element, columns: &[bool]) -> Vec<Cell> {
    let mut out = Vec::new();
    let (mut column, mut across) = (0_usize, 0_usize);
    for element in row.elements() {
        let covered = match &*element.name {
            "table:covered-table-cell" => true,
            "table:table-cell" => false,
            _ => continue,
        };
        let count = repeats(element, "number-columns-repeated").min(4 * MAX_COLUMNS);
        let text = if covered { String::new() } else { shown(element) };
        // A page of text that is repeated is shown once.
        let count = if text.len() > LONG_TEXT { 1 } else { count };
        for _ in 0..count {
            if out.len() < MAX_COLUMNS && !columns.get(column).copied().unwrap_or(false) {
                out.push(match (covered, across) {
                    (true, 0) => Cell::Above,
                    (true, _) => Cell::Left,
                    (false, _) => Cell::Text(text.clone()),
                });
            }
            column += 1;
            across = across.saturating_sub(1);
        }
        if !covered {
            across = repeats(element, "number-columns-spanned") - 1;
        }
    }
    out
}

/// A cell's date or truth in our own words, else the text that the sheet shows.
fn shown(cell: &Element) -> String {
    let value = match cell.attribute("value-type") {
        Some("date") => cell.attribute("date-value").map(|date| match date.split_once('T') {
            Some((day, time)) if !time.starts_with("00:00") => format!("{day} {}", time.get(..5).unwrap_or_default()),
            Some((day, _)) => day.to_owned(),
            None => date.to_owned(),
        }),
        Some("boolean") => cell
            .attribute("boolean-value")
            .map(|value| if value == "true" { "yes" } else { "no" }.to_owned()),
        Some(_) | None => None,
    };
    value.unwrap_or_else(|| {
        let paragraphs = cell.elements().filter(|element| &*element.name == "text:p");
        let lines: Vec<String> = paragraphs
            .map(|paragraph| {
                let mut line = String::new();
                text(paragraph, &mut line);
                line
            })
            .collect();
        tidy(&lines.join("\n"))
    })
}

fn text(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) => match &*inner.name {
                "text:s" => out.push(' '),
                "text:line-break" => out.push('\n'),
                "office:annotation" | "text:ruby-text" => {}
                _ => text(inner, out),
            },
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attribute("visibility").is_some_and(|shown| shown != "visible")
}

fn repeats(element: &Element, name: &str) -> usize {
    element
        .attribute(name)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1)
        .max(1)
}
