//! Tables while they are cleaned: rows and cells out of controls, deleted ones gone, merged ones told apart.

use crate::formats::Trouble;
use crate::formats::docx::clean::{Flow, Pass, Place, shows_prompt};
use crate::formats::docx::styles::is_on;
use crate::formats::xml::Element;

/// Tables deeper than that are layout; it keeps docx-rs, which recurses, off the end of its stack.
const MAX_NESTED: usize = 8;
/// More columns than anybody reads.
const MAX_COLUMNS: usize = 60;

/// Writes a table, or what is in it where it only lays out a page.
pub(super) fn write(pass: &mut Pass, table: &Element, place: Place, flow: &mut Flow) -> Result<(), Trouble> {
    let mut rows = Vec::new();
    collect(table, "w:tr", place, &mut rows);
    let loose = place.margin || place.tables >= MAX_NESTED;
    let mut written = Vec::new();
    for (row, place) in rows.into_iter().filter(|(row, _)| !is_gone(row)) {
        let mut cells = Vec::new();
        collect(row, "w:tc", place, &mut cells);
        let kept = cells
            .into_iter()
            .filter(|(cell, _)| cell.at(&["w:tcPr", "w:cellDel"]).is_none());
        let mut out = blank(row, "w:gridBefore");
        pass.count_bytes(out.len())?;
        for (cell, place) in kept.take(MAX_COLUMNS) {
            pass.count_block()?;
            let place = Place {
                cell: !loose,
                tables: place.tables + 1,
                ..place
            };
            let content = pass.story(cell, place)?;
            if loose {
                flow.out.push_str(&content);
            } else {
                let layout = layout(cell);
                pass.count_bytes(layout.len() + 40)?;
                out.push_str(&format!("<w:tc><w:tcPr>{layout}</w:tcPr>{content}</w:tc>"));
            }
        }
        if !loose && !out.is_empty() {
            pass.count_bytes(60)?;
            written.push(out);
        }
    }
    if !written.is_empty() {
        flow.out.push_str("<w:tbl>");
        for row in written {
            flow.out.push_str("<w:tr>");
            flow.out.push_str(&row);
            flow.out.push_str("</w:tr>");
        }
        flow.out.push_str("</w:tbl>");
    }
    Ok(())
}

/// Rows of a table, or cells of a row, also those inside of controls.
fn collect<'e>(parent: &'e Element, name: &str, place: Place, out: &mut Vec<(&'e Element, Place)>) {
    for element in parent.elements() {
        match &*element.name {
            found if found == name => out.push((element, place)),
            "w:sdt" => {
                let prompt = place.prompt || shows_prompt(element);
                if let Some(content) = element.child("w:sdtContent") {
                    collect(content, name, Place { prompt, ..place }, out);
                }
            }
            "w:customXml" | "w:ins" | "w:moveTo" => collect(element, name, place, out),
            _ => {}
        }
    }
}

fn is_gone(row: &Element) -> bool {
    let Some(properties) = row.child("w:trPr") else {
        return false;
    };
    properties.child("w:del").is_some()
        || properties.child("w:moveFrom").is_some()
        || properties.child("w:hidden").is_some_and(is_on)
}

/// Columns that a row leaves out before its first cell.
fn blank(row: &Element, name: &str) -> String {
    let skipped = row
        .at(&["w:trPr", name])
        .and_then(|skip| skip.attribute("val")?.parse::<usize>().ok());
    "<w:tc><w:tcPr></w:tcPr></w:tc>".repeat(skipped.unwrap_or(0).min(MAX_COLUMNS))
}

/// How many columns a cell covers and whether it goes on from the cell above.
fn layout(cell: &Element) -> String {
    let Some(properties) = cell.child("w:tcPr") else {
        return String::new();
    };
    let columns = properties
        .child("w:gridSpan")
        .and_then(|span| span.attribute("val")?.parse::<usize>().ok());
    let mut out = String::new();
    if let Some(columns) = columns.filter(|columns| *columns > 1) {
        out.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", columns.min(MAX_COLUMNS)));
    }
    let merged = properties
        .child("w:vMerge")
        .map(|merge| merge.attribute("val").unwrap_or("continue"));
    let changed = properties
        .child("w:cellMerge")
        .and_then(|merge| merge.attribute("vMerge"));
    if merged == Some("continue") || changed == Some("cont") {
        out.push_str("<w:vMerge w:val=\"continue\"/>");
    }
    out
}
