//! An .xls before calamine sees it: its workbook stream, what it would have to allocate, and what is hidden in it.

use crate::formats::Trouble;
use crate::formats::ole::{Ole, u16_at, u32_at};
use crate::formats::sheet::{Hidden, MAX_CELLS, MAX_SHEETS, MAX_TEXT};

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
    let mut texts = Texts::of(&stream);
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
        sheet.read(&stream, start, &mut texts)?;
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

/// The lengths of the texts that cells share; calamine copies a text for every cell that shows it.
struct Texts {
    lengths: Vec<usize>,
    left: usize,
}

impl Texts {
    fn of(stream: &[u8]) -> Self {
        let mut lengths: Vec<usize> = Vec::new();
        let mut found = records(stream, 0).peekable();
        while let Some((_, first)) = found.find(|(kind, _)| *kind == 0x00fc) {
            // The texts go on in the records behind, be it in the middle of one.
            let mut pieces = Pieces {
                data: first.get(8..).unwrap_or_default(),
                more: std::iter::from_fn(|| found.next_if(|(kind, _)| *kind == 0x003c).map(|(_, data)| data)),
            };
            let mut place = 0;
            // Of several lists, each text counts as the longest at its place.
            while let Some(length) = pieces.text() {
                match lengths.get_mut(place) {
                    Some(known) => *known = length.max(*known),
                    None => lengths.push(length),
                }
                place += 1;
            }
        }
        Self {
            lengths,
            left: MAX_TEXT,
        }
    }

    /// Counts the text of a cell; too much of it is refused.
    fn copy(&mut self, cell: &[u8]) -> Result<(), Trouble> {
        let index = u32_at(cell, 6).and_then(|index| usize::try_from(index).ok());
        let length = index.and_then(|index| self.lengths.get(index)).copied().unwrap_or(0);
        self.count(length)
    }

    /// Counts what calamine makes of a formula: it writes its text anew for every step, with the names of sheets in it.
    fn formula(&mut self, cell: &[u8]) -> Result<(), Trouble> {
        let length = usize::from(u16_at(cell, 20).unwrap_or(0)).min(cell.len());
        self.count(length * (8 + length / 128))
    }

    fn count(&mut self, bytes: usize) -> Result<(), Trouble> {
        self.left = self.left.checked_sub(bytes).ok_or(Trouble::Unreadable)?;
        Ok(())
    }
}

/// The shared texts in the records that hold them.
struct Pieces<'s, M> {
    data: &'s [u8],
    more: M,
}

impl<'s, M: Iterator<Item = &'s [u8]>> Pieces<'s, M> {
    /// The length of the next text, in bytes; none when there is no more.
    fn text(&mut self) -> Option<usize> {
        while self.data.is_empty() {
            self.data = self.more.next()?;
        }
        let (mut left, flags) = (usize::from(u16_at(self.data, 0)?), *self.data.get(2)?);
        let mut at = 3;
        let (mut runs, mut phonetic) = (0, 0);
        if flags & 8 != 0 {
            runs = 4 * usize::from(u16_at(self.data, at)?);
            at += 2;
        }
        if flags & 4 != 0 {
            phonetic = usize::try_from(u32_at(self.data, at)?).ok()?;
            at += 4;
        }
        self.data = self.data.get(at..)?;
        let (mut width, mut length) = (1 + usize::from(flags & 1), 0);
        while left > 0 {
            let here = left.min(self.data.len() / width);
            self.data = &self.data[here * width..];
            left -= here;
            // A wide character is three bytes of UTF-8 at most.
            length += here * (2 * width - 1);
            if left > 0 {
                self.data = self.more.next()?;
                width = 1 + usize::from(self.data.first()? & 1);
                self.data = &self.data[1..];
            }
        }
        self.pass_over(runs.saturating_add(phonetic));
        Some(length)
    }

    fn pass_over(&mut self, mut count: usize) {
        while count > self.data.len() {
            count -= self.data.len();
            self.data = match self.more.next() {
                Some(data) => data,
                None => return self.data = &[],
            };
        }
        self.data = &self.data[count..];
    }
}

#[derive(Default)]
struct Sheet {
    hidden: Hidden,
    first: Option<(usize, usize)>,
    last: (usize, usize),
    count: usize,
}

impl Sheet {
    fn read(&mut self, stream: &[u8], start: usize, texts: &mut Texts) -> Result<(), Trouble> {
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
                0x00fd => {
                    texts.copy(data)?;
                    self.cell(data)?;
                }
                0x0006 => {
                    texts.formula(data)?;
                    self.cell(data)?;
                }
                // The text of a formula's value, and merged cells: of sheets that begin at the same place, each keeps its own.
                0x0207 | 0x00e5 => texts.count(2 * data.len())?,
                // Every record that holds a cell begins with its row and column.
                0x00bd | 0x00d6 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027e => self.cell(data)?,
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
        // A sheet has 256 columns; a hundred sheets may begin at the same place.
        let few = self.hidden.columns.len() < 1_000;
        if let (Some(first), Some(last), true) = (u16_at(data, 0), u16_at(data, 2), few && flags & 1 != 0) {
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

#[cfg(test)]
mod tests {
    use super::check;
    use crate::formats::Trouble;
    use crate::formats::sheet::container;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    /// A workbook whose sheets all begin at the same place.
    fn book(sheets: usize, texts: &[u8], content: &[u8]) -> Vec<u8> {
        let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
        let named = 13;
        let start = u32::try_from(begin.len() + sheets * named + texts.len() + 4).unwrap();
        let sheet = record(0x0085, &[&start.to_le_bytes(), [0, 0, 1, 0, b'x'].as_slice()].concat());
        assert_eq!(sheet.len(), named);
        let end = record(0x000a, &[]);
        let all = [
            begin.clone(),
            sheet.repeat(sheets),
            texts.to_vec(),
            end.clone(),
            begin,
            content.to_vec(),
            end,
        ];
        container::write(&all.concat()).unwrap()
    }

    #[test]
    fn sheets_that_share_a_place_hide_no_more_columns_than_there_are() {
        let hidden = record(0x007d, &[0, 0, 0, 0, 0, 0, 0, 0, 1, 0]).repeat(10_000);
        let (_, found) = check(&book(100, &[], &hidden)).unwrap();
        assert_eq!(found.len(), 100);
        assert!(found.iter().all(|hidden| hidden.columns.len() <= 1_000));
    }

    #[test]
    fn a_long_text_in_every_cell_is_refused() {
        // 4,000 narrow letters, then as many wide ones in the record behind.
        let mut texts = record(
            0x00fc,
            &[[1, 0, 0, 0].repeat(2), vec![0x40, 0x1f, 0], vec![b'x'; 4_000]].concat(),
        );
        texts.extend(record(0x003c, &[vec![1], vec![b'y'; 8_000]].concat()));
        let cell = |index: u8| record(0x00fd, &[0, 0, 0, 0, 0, 0, index, 0, 0, 0]);
        assert!(check(&book(1, &texts, &cell(0).repeat(1_000))).is_ok());
        assert!(check(&book(1, &texts, &cell(1).repeat(2_000))).is_ok());
        let refused = check(&book(1, &texts, &cell(0).repeat(2_000)));
        assert_eq!(refused.err(), Some(Trouble::Unreadable));
    }

    #[test]
    fn what_a_hundred_sheets_keep_of_their_own_is_refused() {
        // 660 references to another sheet, then as many signs between them.
        let steps = [[vec![0x3b], vec![0; 10]].concat().repeat(660), vec![0x10; 659]].concat();
        let length = u16::try_from(steps.len()).unwrap().to_le_bytes();
        let formula = record(0x0006, &[vec![0; 20], length.to_vec(), steps].concat());
        let text = record(0x0207, &[b'x'; 8_000]);
        let merged = record(0x00e5, &[0; 8_000]);
        for kept in [formula, text.repeat(20), merged.repeat(20)] {
            assert!(check(&book(1, &[], &kept)).is_ok());
            assert_eq!(check(&book(100, &[], &kept)).err(), Some(Trouble::Unreadable));
        }
    }
}
