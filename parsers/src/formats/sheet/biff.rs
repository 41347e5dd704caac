//! An .xls before calamine sees it: its workbook stream, what it would have to allocate, and what is hidden in it.

use crate::formats::Trouble;
use crate::formats::ole::{Ole, u16_at, u32_at};
use crate::formats::sheet::{Hidden, MAX_CELLS, MAX_SHEETS};

/// Checks a workbook; gives its stream and what its sheets hide.
pub(super) fn check(bytes: &[u8]) -> Result<(Vec<u8>, Vec<Hidden>), Trouble> {
    let ole = Ole::open(bytes).ok_or(Trouble::Unreadable)?;
    if ole.find(0, "EncryptedPackage").is_some() {
        return Err(Trouble::Encrypted);
    }
    let stream = ole
        .named(0, "Workbook")
        .or_else(|| ole.named(0, "Book"))
        .ok_or(Trouble::Unreadable)?;
    let mut sheets: Vec<(usize, String)> = Vec::new();
    for (kind, data) in records(&stream, 0) {
        match kind {
            // The workbook is encrypted from here on.
            0x002f => return Err(Trouble::Encrypted),
            0x0085 => sheets.extend(bound_sheet(data)),
            _ => {}
        }
    }
    if sheets.len() > MAX_SHEETS {
        return Err(Trouble::Unreadable);
    }
    let mut left = MAX_CELLS;
    let mut out = Vec::new();
    // calamine begins each sheet where the workbook says, be that in the middle of another record.
    for (start, name) in sheets {
        let mut sheet = Sheet::default();
        sheet.hidden.name = name;
        sheet.read(&stream, start)?;
        left = left.checked_sub(sheet.area()).ok_or(Trouble::Unreadable)?;
        sheet.hidden.rows.sort_unstable();
        sheet.hidden.columns.sort_unstable();
        out.push(sheet.hidden);
    }
    Ok((stream, out))
}

/// The records from a place on, each with its kind; they end where one is cut off.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// Where a sheet begins, and its name.
fn bound_sheet(data: &[u8]) -> Option<(usize, String)> {
    let start = usize::try_from(u32_at(data, 0)?).ok()?;
    let length = usize::from(*data.get(6)?);
    let text = data.get(8..)?;
    let name = if data.get(7)? & 1 == 1 {
        let units: Vec<u16> = text
            .chunks_exact(2)
            .take(length)
            .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        text.iter().take(length).map(|byte| char::from(*byte)).collect()
    };
    Some((start, name))
}

#[derive(Default)]
struct Sheet {
    hidden: Hidden,
    first: Option<(usize, usize)>,
    last: (usize, usize),
    count: usize,
}

impl Sheet {
    fn read(&mut self, stream: &[u8], start: usize) -> Result<(), Trouble> {
        // Charts inside of a sheet have records of their own.
        let (mut begun, mut inner) = (false, 0_usize);
        for (kind, data) in records(stream, start) {
            match kind {
                0x0809 if begun => inner += 1,
                0x0809 => begun = true,
                0x000a if inner == 0 => break,
                0x000a => inner -= 1,
                _ if inner > 0 => {}
                0x0200 => self.dimensions(data)?,
                0x0208 => self.row(data),
                0x007d => self.column(data),
                // Every record that holds a cell begins with its row and column.
                0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027e => self.cell(data)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn area(&self) -> usize {
        let Some(first) = self.first else { return 0 };
        ((self.last.0 - first.0 + 1) * (self.last.1 - first.1 + 1)).max(self.count)
    }

    /// calamine reserves what a sheet claims to use, and takes columns in disorder to begin at the first.
    fn dimensions(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let wide = data.len() >= 14;
        let number = |index: usize| match (wide, index) {
            (true, 0 | 1) => u32_at(data, index * 4),
            (true, _) => u16_at(data, 4 + index * 2).map(u32::from),
            (false, _) => u16_at(data, index * 2).map(u32::from),
        };
        let (first, last) = (number(0).unwrap_or(0), number(1).unwrap_or(0));
        let columns = usize::try_from(number(3).unwrap_or(0)).unwrap_or(usize::MAX);
        let rows = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX);
        if last < first || rows.saturating_mul(columns) > MAX_CELLS {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    fn row(&mut self, data: &[u8]) {
        let flags = u16_at(data, 12).unwrap_or(0);
        if let Some(row) = u16_at(data, 0).filter(|_| flags & 0x20 != 0 && self.hidden.rows.len() < 70_000) {
            self.hidden.rows.push((usize::from(row), usize::from(row)));
        }
    }

    fn column(&mut self, data: &[u8]) {
        let flags = u16_at(data, 8).unwrap_or(0);
        if let (Some(first), Some(last), true) = (u16_at(data, 0), u16_at(data, 2), flags & 1 != 0) {
            self.hidden.columns.push((usize::from(first), usize::from(last)));
        }
    }

    fn cell(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Ok(());
        };
        // A row of numbers is six bytes each.
        let (row, column, more) = (usize::from(row), usize::from(column), data.len() / 6);
        let first = self.first.get_or_insert((row, column));
        *first = (first.0.min(row), first.1.min(column));
        self.last = (self.last.0.max(row), self.last.1.max(column + more));
        self.count += more.max(1);
        if self.area() > MAX_CELLS {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }
}
