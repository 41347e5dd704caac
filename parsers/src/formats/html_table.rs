//! HTML tables: tables of data become rows with cells, tables that only lay out a page become plain lines.
//!
//! Merged cells are spread over the rows and columns they cover; cells with nested tables are layout.

use ego_tree::NodeRef;
use scraper::Node;

use crate::document::{CellText, Document, Span};
use crate::formats::html::{Context, Renderer};

/// More rows than any list of people.
const MAX_ROWS: usize = 5_000;
/// More columns than anybody reads.
const MAX_COLUMNS: usize = 60;
/// A cell longer than this is a page, not a value.
const MAX_CELL: usize = 500;

struct RawCell {
    text: String,
    /// It has more lines than are read: it is a page, whatever is left of its text.
    full: bool,
    columns: usize,
    rows: usize,
}

/// Writes a table into the renderer's document.
pub(crate) fn render(render: &mut Renderer, table: NodeRef<'_, Node>, context: Context) {
    for caption in table.children().filter(|child| name_of(*child) == "caption") {
        render.children(caption, context);
        render.flush();
    }
    let rows = rows_of(table);
    let nested = rows
        .iter()
        .any(|row| cells_of(*row).iter().any(|cell| holds_table(*cell)));
    let raw: Vec<Vec<RawCell>> = if nested {
        Vec::new()
    } else {
        rows.iter()
            .map(|row| cells_of(*row).into_iter().map(|cell| raw_cell(cell, context)).collect())
            .collect()
    };
    let columns = raw.iter().map(Vec::len).max().unwrap_or(0);
    if nested || columns < 2 || raw.iter().flatten().any(|cell| cell.full || cell.text.len() > MAX_CELL) {
        for row in rows {
            for cell in cells_of(row) {
                render.children(cell, context);
                render.flush();
            }
        }
        return;
    }
    write_rows(&mut render.doc, &raw, context.quote());
}

fn write_rows(doc: &mut Document, raw: &[Vec<RawCell>], quote: usize) {
    let table = doc.next_table();
    let mut above: Vec<(usize, Span)> = Vec::new();
    for row in raw {
        let mut cells = Vec::new();
        let mut reach = Vec::new();
        let mut given = row.iter();
        loop {
            let column = cells.len();
            if column >= MAX_COLUMNS {
                break;
            }
            if let Some((left, span)) = above.get(column).copied().filter(|(left, _)| *left > 0) {
                cells.push(CellText::Above(span));
                reach.push(left - 1);
                continue;
            }
            let Some(cell) = given.next() else {
                if above.iter().skip(column).any(|(left, _)| *left > 0) {
                    cells.push(CellText::New(String::new()));
                    reach.push(0);
                    continue;
                }
                break;
            };
            cells.push(CellText::New(cell.text.clone()));
            reach.push(cell.rows - 1);
            for _ in 1..cell.columns {
                cells.push(CellText::Left);
                reach.push(cell.rows - 1);
            }
        }
        if cells.is_empty() {
            continue;
        }
        let spans = doc.push_row(table, &cells, quote);
        above = reach.into_iter().zip(spans).collect();
    }
}

fn rows_of(table: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
    let mut rows = Vec::new();
    for child in table.children() {
        match name_of(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(child.children().filter(|row| name_of(*row) == "tr")),
            _ => {}
        }
    }
    rows.truncate(MAX_ROWS);
    rows
}

fn cells_of(row: NodeRef<'_, Node>) -> Vec<NodeRef<'_, Node>> {
    row.children()
        .filter(|cell| matches!(name_of(*cell), "td" | "th"))
        .take(MAX_COLUMNS)
        .collect()
}

fn name_of(node: NodeRef<'_, Node>) -> &str {
    match node.value() {
        Node::Element(element) => element.name(),
        Node::Document
        | Node::Fragment
        | Node::Doctype(_)
        | Node::Comment(_)
        | Node::Text(_)
        | Node::ProcessingInstruction(_) => "",
    }
}

fn holds_table(cell: NodeRef<'_, Node>) -> bool {
    cell.descendants().skip(1).any(|node| name_of(node) == "table")
}

fn raw_cell(cell: NodeRef<'_, Node>, context: Context) -> RawCell {
    let number = |name: &str, limit: usize| {
        let given = cell.value().as_element().and_then(|element| element.attr(name));
        given
            .and_then(|text| text.trim().parse::<usize>().ok())
            .unwrap_or(1)
            .clamp(1, limit)
    };
    let mut inner = Renderer::new(Document::default());
    inner.walk(cell, context);
    inner.flush();
    let lines: Vec<&str> = inner
        .doc
        .lines
        .iter()
        .map(|line| inner.doc.slice(line.span).trim())
        .collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    RawCell {
        text: lines.join("\n"),
        full: inner.is_full(),
        columns: number("colspan", MAX_COLUMNS),
        rows: number("rowspan", MAX_ROWS),
    }
}
