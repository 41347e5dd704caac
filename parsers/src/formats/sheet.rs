//! Spreadsheets (.xlsx, .xls, .ods): one table a sheet, as the sheet shows it.
//!
//! calamine reads .xlsx and .xls, but has no limits of its own: what it would allocate is counted before it sees the
//! file, and a workbook is handed over in a container of ours. Hidden sheets, rows and columns are passed over, merged cells
//! are spread like those of HTML. Seen: Excel, LibreOffice, Google Sheets, exports of web applications. Incomplete
//! support: .xlsb; number formats other than dates; text in shapes and comments; formulas without a stored value.

mod biff;
mod container;
mod ods;
mod open_xml;
mod package;
mod texts;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, SheetVisible, Xls, Xlsx, open_workbook_from_rs};

use crate::document::{CellText, Document, Span};
use crate::formats::archive::Archive;
use crate::formats::{Trouble, ole};

/// More rows than any list of people.
const MAX_ROWS: usize = 5_000;
/// More columns than anybody reads.
const MAX_COLUMNS: usize = 60;
/// Cells between the first used one and the last, over all sheets: calamine keeps all of them, 56 bytes each.
const MAX_CELLS: usize = 1_000_000;
/// All text of a workbook; calamine keeps a copy of a shared text for every cell that shows it.
const MAX_TEXT: usize = 16 * 1024 * 1024;
/// More sheets than anybody fills in.
const MAX_SHEETS: usize = 100;

/// Reads all sheets of a workbook.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let mut doc = Document::new(part);
    if ole::is_ole(bytes) {
        let (workbook, hidden) = biff::check(bytes)?;
        let file = container::write(&workbook).ok_or(Trouble::Unreadable)?;
        guarded(|| {
            let book: Xls<_> = open_workbook_from_rs(Cursor::new(file.as_slice())).map_err(|_| Trouble::Unreadable)?;
            old_sheets(&mut doc, book, &hidden);
            Ok(doc)
        })
    } else if Archive::open(bytes)?.has("content.xml") {
        ods::read(part, bytes)
    } else {
        let (file, hidden) = open_xml::check(bytes)?;
        guarded(|| {
            let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file.as_slice())).map_err(|_| Trouble::Unreadable)?;
            new_sheets(&mut doc, book, &hidden);
            Ok(doc)
        })
    }
}

/// A panic of calamine's is a damaged file.
fn guarded(read: impl FnOnce() -> Result<Document, Trouble>) -> Result<Document, Trouble> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or(Err(Trouble::Unreadable))
}

/// What is not shown of a sheet: its rows and columns, counted from 0, in pairs of first and last.
#[derive(Debug, Clone, Default)]
struct Hidden {
    name: String,
    rows: Vec<(usize, usize)>,
    columns: Vec<(usize, usize)>,
}

impl Hidden {
    fn row(&self, row: usize) -> bool {
        is_in(&self.rows, row)
    }

    fn column(&self, column: usize) -> bool {
        is_in(&self.columns, column)
    }
}

fn is_in(ranges: &[(usize, usize)], number: usize) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= number);
    after.checked_sub(1).is_some_and(|index| number <= ranges[index].1)
}

fn visible<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(book: &R) -> Vec<String> {
    let sheets = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible);
    sheets.map(|sheet| sheet.name.clone()).take(MAX_SHEETS).collect()
}

fn new_sheets(doc: &mut Document, mut book: Xlsx<Cursor<&[u8]>>, hidden: &[Hidden]) {
    for name in visible(&book) {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        write(doc, &range, &merged, of_sheet(hidden, &name));
    }
}

fn old_sheets(doc: &mut Document, mut book: Xls<Cursor<&[u8]>>, hidden: &[Hidden]) {
    for name in visible(&book) {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        write(doc, &range, &merged, of_sheet(hidden, &name));
    }
}

fn of_sheet<'h>(hidden: &'h [Hidden], name: &str) -> Option<&'h Hidden> {
    hidden.iter().find(|hidden| hidden.name == name)
}

/// A sheet's shown cells as a table.
fn write(doc: &mut Document, range: &Range<Data>, merged: &[Dimensions], hidden: Option<&Hidden>) {
    let start = range.start().unwrap_or((0, 0));
    let (top, left) = (
        usize::try_from(start.0).unwrap_or(0),
        usize::try_from(start.1).unwrap_or(0),
    );
    let mut table = Table::new(doc);
    let merged = Merged::new(range, merged);
    for (offset, row) in range.rows().enumerate() {
        if table.is_full() {
            break;
        }
        let number = top + offset;
        if hidden.is_some_and(|hidden| hidden.row(number)) {
            continue;
        }
        let cells = row.iter().enumerate().map(|(offset, cell)| (left + offset, cell));
        let shown = cells.filter(|(column, _)| !hidden.is_some_and(|hidden| hidden.column(*column)));
        let cells = shown
            .take(MAX_COLUMNS)
            .map(|(column, cell)| match merged.first_of(number, column) {
                Some((_, first)) if first < column => Cell::Left,
                Some((first, _)) if first < number => Cell::Above,
                Some(_) | None => Cell::Text(show(cell)),
            });
        table.row(cells.collect());
    }
    table.end();
}

/// For each merged cell, the first row and column of those it is merged with.
struct Merged(HashMap<(usize, usize), (usize, usize)>);

impl Merged {
    /// The merged cells of the used range, as they do not overlap: no more than the range has cells.
    fn new(range: &Range<Data>, merged: &[Dimensions]) -> Self {
        let mut found = HashMap::new();
        let (Some((top, left)), Some((bottom, right))) = (range.start(), range.end()) else {
            return Self(found);
        };
        let mut cells = 0;
        for area in merged.iter().take(2_000) {
            let first = area.start;
            for row in first.0.max(top)..=area.end.0.min(bottom) {
                for column in first.1.max(left)..=area.end.1.min(right) {
                    cells += 1;
                    if cells > MAX_CELLS / 4 {
                        return Self(found);
                    }
                    found.entry(place((row, column))).or_insert(place(first));
                }
            }
        }
        Self(found)
    }

    fn first_of(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        self.0.get(&(row, column)).copied()
    }
}

fn place((row, column): (u32, u32)) -> (usize, usize) {
    let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    (number(row), number(column))
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(String),
    Left,
    Above,
}

/// A sheet being written: its tables are parted by empty rows.
struct Table<'d> {
    doc: &'d mut Document,
    number: usize,
    above: Vec<Span>,
    /// A row of several cells has come: what follows belongs to a table.
    begun: bool,
}

impl<'d> Table<'d> {
    fn new(doc: &'d mut Document) -> Self {
        let number = doc.next_table();
        Self {
            doc,
            number,
            above: Vec::new(),
            begun: false,
        }
    }

    /// Whether more has been written than is read of any document.
    fn is_full(&self) -> bool {
        self.doc.lines.len() > MAX_ROWS || self.doc.text.len() > MAX_TEXT
    }

    fn row(&mut self, mut cells: Vec<Cell>) {
        let empty = |cell: &Cell| matches!(cell, Cell::Text(text) if text.is_empty());
        while cells.last().is_some_and(empty) {
            cells.pop();
        }
        let filled = cells
            .iter()
            .filter(|cell| matches!(cell, Cell::Text(text) if !text.is_empty()))
            .count();
        let goes_on = cells.contains(&Cell::Above);
        if filled == 0 && !goes_on {
            // Sheets that were formatted far down have thousands of empty rows.
            if self.doc.lines.last().is_some_and(|line| !line.span.is_empty()) {
                self.doc.push_line("", 0, None);
                self.number = self.doc.next_table();
            }
            (self.begun, self.above) = (false, Vec::new());
            return;
        }
        // A title or a note stands alone in the first column, or across all of them.
        let alone =
            matches!(cells.first(), Some(Cell::Text(text)) if filled == 1 && !goes_on && is_note(text, self.begun));
        if let (true, Some(Cell::Text(text))) = (alone, cells.first()) {
            self.doc.push_line(&text.replace('\n', " "), 0, None);
            return;
        }
        self.begun |= filled > 1;
        let cells: Vec<CellText> = cells
            .into_iter()
            .enumerate()
            .map(|(column, cell)| match (cell, self.above.get(column)) {
                (Cell::Text(text), _) => CellText::New(text),
                (Cell::Left, _) if column > 0 => CellText::Left,
                (Cell::Above, Some(span)) => CellText::Above(*span),
                (Cell::Left | Cell::Above, _) => CellText::New(String::new()),
            })
            .collect();
        self.above = self.doc.push_row(self.number, &cells, 0);
    }

    fn end(self) {
        self.doc.push_line("", 0, None);
    }
}

/// Inside a table, a few words alone in a row are a name or a heading of that table, not a note.
fn is_note(text: &str, begun: bool) -> bool {
    !begun || text.contains([':', '.', '!', '?']) && !text.contains('@') || text.split_whitespace().count() > 5
}

/// A cell as the sheet shows it, near enough.
fn show(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => tidy(text),
        Data::Bool(true) => "yes".to_owned(),
        Data::Bool(false) => "no".to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let time = format!("{hour:02}:{minute:02}");
            if date.is_duration() || date.as_f64() < 1.0 {
                time
            } else if (hour, minute) == (0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {time}")
            }
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\t', '\r'], " ").trim().to_owned()
}
