//! An .xlsx before calamine sees it: what it would have to allocate, and what is hidden in it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::formats::Trouble;
use crate::formats::archive::Archive;
use crate::formats::sheet::package::Package;
use crate::formats::sheet::texts::Texts;
use crate::formats::sheet::{Hidden, MAX_CELLS, MAX_SHEETS};
use crate::formats::xml::Element;

/// Texts that cells share.
const MAX_TEXTS: usize = 500_000;

/// The most tags in the styles; Excel itself stops at 64,000 formats of cells.
const MAX_STYLES: usize = 400_000;

/// Checks a workbook; gives it with nothing but what was checked, and what its sheets hide.
pub(super) fn check(bytes: &[u8]) -> Result<(Vec<u8>, Vec<Hidden>), Trouble> {
    let mut archive = Archive::open(bytes)?;
    let book = archive.xml("xl/workbook.xml")?.ok_or(Trouble::Unreadable)?;
    let relations = archive.optional_xml("xl/_rels/workbook.xml.rels");
    let mut cells = MAX_CELLS;
    let mut shared = Texts::new();
    let mut package = Package::new();
    if let Some(content) = shared_texts(&mut archive, relations.as_ref())? {
        scan(&content, &mut Hidden::default(), &mut cells, |event| {
            shared.shared(event);
            Ok(())
        })?;
        package.texts(&content).ok_or(Trouble::Unreadable)?;
    }
    let part = |name: &str| book.elements().find(|one| one.name.ends_with(name));
    let mut out = Vec::new();
    for (index, sheet) in part(":sheets").into_iter().flat_map(Element::elements).enumerate() {
        if index >= MAX_SHEETS {
            return Err(Trouble::Unreadable);
        }
        let relation = relations.iter().flat_map(Element::elements).find(|one| {
            let id = one.attribute("Id");
            id.is_some() && id == sheet.attribute("id")
        });
        let relation = relation.ok_or(Trouble::Unreadable)?;
        match relation.attribute("Type").and_then(|kind| kind.rsplit('/').next()) {
            Some("worksheet") => {}
            // Drawings and forms of their own have no cells.
            Some("chartsheet" | "dialogsheet") => continue,
            Some(_) | None => return Err(Trouble::Unreadable),
        }
        let mut hidden = Hidden {
            name: sheet.attribute("name").unwrap_or_default().to_owned(),
            ..Hidden::default()
        };
        let name = target(relation).ok_or(Trouble::Unreadable)?;
        let content = archive.file(&name)?.ok_or(Trouble::Unreadable)?;
        scan(&content, &mut hidden, &mut cells, |event| shared.sheet(event))?;
        let state = sheet.attribute("state").unwrap_or("visible");
        package
            .sheet(&hidden.name, state, &content)
            .ok_or(Trouble::Unreadable)?;
        out.push(hidden);
    }
    if let Some(styles) = archive.file("xl/styles.xml")? {
        if styles.iter().filter(|byte| **byte == b'<').count() > MAX_STYLES {
            return Err(Trouble::Unreadable);
        }
        package.styles(&styles).ok_or(Trouble::Unreadable)?;
    }
    let from_1904 = part(":workbookPr").and_then(|one| one.attribute("date1904"));
    let file = package.finish(matches!(from_1904, Some("1" | "true")));
    Ok((file.ok_or(Trouble::Unreadable)?, out))
}

/// Where a relationship of the workbook leads.
fn target(relation: &Element) -> Option<String> {
    let target = relation.attribute("Target")?;
    let from_start = target.strip_prefix('/').map(str::to_owned);
    Some(from_start.unwrap_or_else(|| format!("xl/{target}")))
}

/// The texts that cells share, where they are kept by all programs or where the workbook says.
fn shared_texts(archive: &mut Archive<'_>, relations: Option<&Element>) -> Result<Option<Vec<u8>>, Trouble> {
    if let Some(content) = archive.file("xl/sharedStrings.xml")? {
        return Ok(Some(content));
    }
    let said = relations.into_iter().flat_map(Element::elements).find(|one| {
        let kind = one.attribute("Type");
        kind.is_some_and(|kind| kind.ends_with("/sharedStrings"))
    });
    match said.and_then(target) {
        Some(name) => archive.file(&name),
        None => Ok(None),
    }
}

/// How far the cells of a sheet reach.
#[derive(Default)]
struct Extent {
    row: usize,
    column: usize,
    first: Option<(usize, usize)>,
    last: (usize, usize),
    count: usize,
}

fn scan(
    content: &[u8],
    hidden: &mut Hidden,
    left: &mut usize,
    mut texts: impl FnMut(&Event<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut reader = Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut extent = Extent::default();
    let mut next_row = 0;
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_| Trouble::Unreadable)?;
        texts(&event)?;
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    extent.row = number(&element, "r").map_or(next_row, |row| row.saturating_sub(1));
                    next_row = extent.row.saturating_add(1);
                    extent.column = 0;
                    if is_hidden(&element) {
                        hide(&mut hidden.rows, extent.row, extent.row);
                    }
                }
                "col" if is_hidden(&element) => {
                    let (first, last) = (number(&element, "min"), number(&element, "max"));
                    hide(
                        &mut hidden.columns,
                        first.unwrap_or(1).saturating_sub(1),
                        last.unwrap_or(1).saturating_sub(1),
                    );
                }
                "c" => extent.cell(&element, left)?,
                "sst" if number(&element, "uniqueCount").is_some_and(|count| count > MAX_TEXTS) => {
                    return Err(Trouble::Unreadable);
                }
                _ => {}
            },
            Event::DocType(_) => return Err(Trouble::Unreadable),
            Event::Eof => break,
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        buffer.clear();
    }
    hidden.rows.sort_unstable();
    hidden.columns.sort_unstable();
    *left = left.checked_sub(extent.area()).ok_or(Trouble::Unreadable)?;
    Ok(())
}

impl Extent {
    fn cell(&mut self, element: &BytesStart<'_>, left: &mut usize) -> Result<(), Trouble> {
        self.count += 1;
        let named = attribute(element, "r").and_then(|name| place(&name));
        let (row, column) = named.unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        let first = self.first.get_or_insert((row, column));
        *first = (first.0.min(row), first.1.min(column));
        self.last = (self.last.0.max(row), self.last.1.max(column));
        if self.area() > *left {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    fn area(&self) -> usize {
        let Some(first) = self.first else { return 0 };
        let (rows, columns) = (self.last.0 - first.0, self.last.1 - first.1);
        rows.saturating_add(1)
            .saturating_mul(columns.saturating_add(1))
            .max(self.count)
    }
}

/// Row and column of a cell's name, such as `B7`.
fn place(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0, |column, letter| {
        column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: usize = name
        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn hide(ranges: &mut Vec<(usize, usize)>, first: usize, last: usize) {
    if ranges.len() < 100_000 {
        ranges.push((first, last));
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(element, name)?.parse().ok()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.as_ref() == name)?;
    Some(found.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn cells_have_places() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("BA12"), Some((11, 52)));
        assert_eq!(place("1"), None);
    }
}
