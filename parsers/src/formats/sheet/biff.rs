//! An .xls before calamine sees it: its workbook stream, what it would have to allocate, and what is hidden in it.

use crate::formats::Trouble;
use crate::formats::ole::{Ole, u16_at, u32_at};
use crate::formats::sheet::{Hidden, MAX_CELLS};

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
    let mut left = MAX_CELLS;
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    let mut sheet = Sheet::default();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        let data = stream
            .get(at + 4..at + 4 + usize::from(length))
            .ok_or(Trouble::Unreadable)?;
        match kind {
            // The workbook is encrypted from here on.
            0x002f => return Err(Trouble::Encrypted),
            0x0085 => names.extend(bound_sheet(data)),
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                out.extend(sheet.end(&mut left)?);
                let name = names
                    .iter()
                    .find(|(start, _)| *start == at)
                    .map(|(_, name)| name.clone());
                sheet.hidden.name = name.unwrap_or_default();
            }
            0x0200 => sheet.dimensions(data)?,
            0x0208 => sheet.row(data),
            0x007d => sheet.column(data),
            // Every record that holds a cell begins with its row and column.
            0x0006 | 0x00bd | 0x00d6 | 0x00fd | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027e => {
                sheet.cell(data, length)?;
            }
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    out.extend(sheet.end(&mut left)?);
    Ok((stream, out))
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
    /// Says what the sheet takes, and begins the next one.
    fn end(&mut self, left: &mut usize) -> Result<Option<Hidden>, Trouble> {
        let done = std::mem::take(self);
        *left = left.checked_sub(done.area()).ok_or(Trouble::Unreadable)?;
        let mut hidden = done.hidden;
        hidden.rows.sort_unstable();
        hidden.columns.sort_unstable();
        Ok(Some(hidden).filter(|hidden| !hidden.name.is_empty()))
    }

    fn area(&self) -> usize {
        let Some(first) = self.first else { return 0 };
        ((self.last.0 - first.0 + 1) * (self.last.1 - first.1 + 1)).max(self.count)
    }

    /// calamine reserves what a sheet claims to use.
    fn dimensions(&mut self, data: &[u8]) -> Result<(), Trouble> {
        let wide = data.len() >= 14;
        let row = |at: usize| {
            if wide {
                u32_at(data, at * 2)
            } else {
                u16_at(data, at).map(u32::from)
            }
        };
        let (first, last) = (row(0).unwrap_or(0), row(2).unwrap_or(0));
        let from = if wide { 8 } else { 4 };
        let columns = u16_at(data, from + 2)
            .unwrap_or(0)
            .saturating_sub(u16_at(data, from).unwrap_or(0));
        let rows = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX);
        let cells = rows.saturating_mul(usize::from(columns));
        if last < first || cells > MAX_CELLS {
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

    fn cell(&mut self, data: &[u8], length: u16) -> Result<(), Trouble> {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Ok(());
        };
        // A row of numbers is six bytes each.
        let (row, column, more) = (usize::from(row), usize::from(column), usize::from(length) / 6);
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
