//! Spreadsheets (.xlsx, .ods, .xls) by calamine, one table a sheet.
//!
//! Bounded before calamine sees the file. Incomplete support: hidden sheets, rows and columns are read like others.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use zip::ZipArchive;

use crate::document::{CellText, Document};
use crate::formats::Trouble;

const MAX_INFLATED_BYTES: u64 = 32 * 1024 * 1024;
const MAX_ENTRIES: usize = 2_000;
const MAX_ROWS: usize = 5_000;
const MAX_COLUMNS: usize = 60;
const MAX_CELLS: usize = 2_000_000;

/// Reads all sheets of a workbook.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    if bytes.starts_with(b"PK") {
        check_size(bytes)?;
    } else if is_encrypted(bytes) {
        return Err(Trouble::Encrypted);
    }
    let part = part.to_owned();
    std::panic::catch_unwind(|| sheets(&part, bytes)).unwrap_or(Err(Trouble::Unreadable))
}

/// An encrypted workbook is an OLE file with a stream of that name.
fn is_encrypted(bytes: &[u8]) -> bool {
    let wanted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn check_size(bytes: &[u8]) -> Result<(), Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Unreadable)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Trouble::Unreadable);
    }
    let mut left = MAX_INFLATED_BYTES;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Trouble::Unreadable)?;
        if entry.encrypted() {
            return Err(Trouble::Encrypted);
        }
        let length =
            std::io::copy(&mut entry.by_ref().take(left + 1), &mut std::io::sink()).map_err(|_| Trouble::Unreadable)?;
        left = left.checked_sub(length).ok_or(Trouble::Unreadable)?;
    }
    Ok(())
}

fn sheets(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Trouble::Unreadable)?;
    let mut doc = Document::new(part);
    let mut left = MAX_CELLS;
    for (_, range) in book.worksheets() {
        let (height, width) = range.get_size();
        left = left
            .checked_sub(height.saturating_mul(width))
            .ok_or(Trouble::Unreadable)?;
        let mut table = doc.next_table();
        for row in range.rows().take(MAX_ROWS) {
            let mut cells: Vec<String> = row.iter().take(MAX_COLUMNS).map(show).collect();
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            if filled == 0 {
                doc.push_line("", 0, None);
                table = doc.next_table();
            } else if filled == 1 && width > 1 && cells[0].len() == cells.iter().map(String::len).sum::<usize>() {
                doc.push_line(&cells[0].replace('\n', " "), 0, None);
            } else {
                let cells: Vec<CellText> = cells.into_iter().map(CellText::New).collect();
                doc.push_row(table, &cells, 0);
            }
        }
        doc.push_line("", 0, None);
    }
    Ok(doc)
}

/// A cell as the sheet shows it, near enough.
fn show(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.replace('\t', " ").trim().to_owned(),
        Data::Bool(true) => "yes".to_owned(),
        Data::Bool(false) => "no".to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}
