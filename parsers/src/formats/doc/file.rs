//! The file information block and the piece table: which bytes are text, in what order, in which encoding.

use crate::formats::Trouble;
use crate::formats::charset;
use crate::formats::doc::looks::Looks;
use crate::formats::ole::{Ole, u16_at, u32_at};

/// All characters of a document: a thousand pages.
const MAX_CHARACTERS: u32 = 4_000_000;

/// The texts of a document, in the order they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    Main,
    Notes,
    Margins,
    EndNotes,
    Boxes,
}

/// A run of characters that stand together in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    first: u32,
    count: u32,
    offset: usize,
    wide: bool,
}

/// An opened document.
pub(super) struct Word {
    main: Vec<u8>,
    /// Where form fields keep their values.
    pub(super) data: Vec<u8>,
    pub(super) looks: Looks,
    pieces: Vec<Piece>,
    /// Where each story begins and ends, in characters.
    ranges: Vec<(Story, u32, u32)>,
}

impl Word {
    pub(super) fn open(ole: &Ole<'_>) -> Result<Self, Trouble> {
        let main = ole.named(0, "WordDocument").ok_or(Trouble::Unreadable)?;
        let flags = u16_at(&main, 10).ok_or(Trouble::Unreadable)?;
        if flags & 0x0100 != 0 {
            return Err(Trouble::Encrypted);
        }
        match u16_at(&main, 0) {
            Some(0xa5ec) => Self::word_97(ole, main, flags),
            Some(0xa5dc | 0xa5db) => Self::word_6(main, flags),
            Some(_) | None => Err(Trouble::Unreadable),
        }
    }

    fn word_97(ole: &Ole<'_>, main: Vec<u8>, flags: u16) -> Result<Self, Trouble> {
        let name = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        let table = ole.named(0, name).ok_or(Trouble::Unreadable)?;
        let data = ole.named(0, "Data").unwrap_or_default();
        let pieces = pieces(part(&main, &table, 0x1a2).ok_or(Trouble::Unreadable)?).ok_or(Trouble::Unreadable)?;
        let count = |at: usize| u32_at(&main, at).unwrap_or(0).min(MAX_CHARACTERS);
        // Macros and comments lie between those that are read.
        let lengths = [
            (Some(Story::Main), count(0x4c)),
            (Some(Story::Notes), count(0x50)),
            (Some(Story::Margins), count(0x54)),
            (None, count(0x58)),
            (None, count(0x5c)),
            (Some(Story::EndNotes), count(0x60)),
            (Some(Story::Boxes), count(0x64)),
        ];
        let mut ranges = Vec::new();
        let mut start = 0;
        for (story, length) in lengths {
            ranges.extend(story.map(|story| (story, start, start + length)));
            start += length;
        }
        let characters = part(&main, &table, 0xfa).unwrap_or_default();
        let paragraphs = part(&main, &table, 0x102).unwrap_or_default();
        let looks = Looks::read(&main, &data, characters, paragraphs).ok_or(Trouble::Unreadable)?;
        let word = Self {
            main,
            data,
            looks,
            pieces,
            ranges,
        };
        word.check()?;
        Ok(word)
    }

    /// Word 6 and 95: the text stands in one piece, in the Windows code page.
    fn word_6(main: Vec<u8>, flags: u16) -> Result<Self, Trouble> {
        let at = |at: usize| u32_at(&main, at).ok_or(Trouble::Unreadable);
        if flags & 0x0004 != 0 {
            return Err(Trouble::Unreadable);
        }
        let (start, count) = (at(0x18)?, at(0x34)?.min(MAX_CHARACTERS));
        let piece = Piece {
            first: 0,
            count,
            offset: usize::try_from(start).map_err(|_| Trouble::Unreadable)?,
            wide: false,
        };
        let word = Self {
            main,
            data: Vec::new(),
            looks: Looks::default(),
            pieces: vec![piece],
            ranges: vec![(Story::Main, 0, count)],
        };
        word.check()?;
        Ok(word)
    }

    /// A main text that is not all there is cut off: whoever is missing would be missing silently.
    fn check(&self) -> Result<(), Trouble> {
        let (_, start, end) = self.ranges[0];
        let mut found = 0;
        for piece in self.cut(start, end) {
            let width = if piece.wide { 2 } else { 1 };
            let length = usize::try_from(piece.count).unwrap_or(usize::MAX).saturating_mul(width);
            if piece.offset.saturating_add(length) > self.main.len() {
                return Err(Trouble::Unreadable);
            }
            found += piece.count;
        }
        if found >= end - start {
            Ok(())
        } else {
            Err(Trouble::Unreadable)
        }
    }

    /// The stories to show: page margins last.
    pub(super) fn stories(&self) -> [Story; 5] {
        [Story::Main, Story::Boxes, Story::Notes, Story::EndNotes, Story::Margins]
    }

    pub(super) fn pieces(&self, story: Story) -> Vec<Piece> {
        let range = self.ranges.iter().find(|(known, ..)| *known == story);
        range.map_or_else(Vec::new, |(_, start, end)| self.cut(*start, *end))
    }

    fn cut(&self, start: u32, end: u32) -> Vec<Piece> {
        let pieces = self.pieces.iter().filter_map(|piece| {
            let first = piece.first.max(start);
            let last = piece.first.saturating_add(piece.count).min(end);
            let skipped = usize::try_from(first.checked_sub(piece.first)?).ok()?;
            (first < last).then(|| Piece {
                first,
                count: last - first,
                offset: piece.offset + skipped * if piece.wide { 2 } else { 1 },
                wide: piece.wide,
            })
        });
        pieces.collect()
    }

    /// The characters of a piece, each with its place in the file.
    pub(super) fn characters(&self, piece: &Piece) -> Vec<(char, usize)> {
        let count = usize::try_from(piece.count).unwrap_or(0);
        let width = if piece.wide { 2 } else { 1 };
        let end = piece.offset.saturating_add(count * width).min(self.main.len());
        let bytes = self.main.get(piece.offset.min(end)..end).unwrap_or_default();
        if piece.wide {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let mut at = piece.offset;
            let characters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
            characters
                .map(|c| {
                    let here = at;
                    at += 2 * c.len_utf16();
                    (c, here)
                })
                .collect()
        } else {
            let windows = charset::of_code_page(1252);
            let decode = |byte: u8| {
                if byte < 0x80 {
                    char::from(byte)
                } else {
                    one(windows, byte)
                }
            };
            bytes
                .iter()
                .enumerate()
                .map(|(index, byte)| (decode(*byte), piece.offset + index))
                .collect()
        }
    }
}

fn one(encoding: &'static encoding_rs::Encoding, byte: u8) -> char {
    encoding
        .decode_without_bom_handling(&[byte])
        .0
        .chars()
        .next()
        .unwrap_or(' ')
}

/// A table that the information block points at: an offset and a length.
fn part<'t>(main: &[u8], table: &'t [u8], at: usize) -> Option<&'t [u8]> {
    let start = usize::try_from(u32_at(main, at)?).ok()?;
    let length = usize::try_from(u32_at(main, at + 4)?).ok()?;
    table.get(start..start.checked_add(length)?)
}

/// The piece table behind the property modifiers of fast saves.
fn pieces(clx: &[u8]) -> Option<Vec<Piece>> {
    let mut at = 0;
    while clx.get(at)? == &1 {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
    }
    if clx.get(at)? != &2 {
        return None;
    }
    let length = usize::try_from(u32_at(clx, at + 1)?).ok()?;
    let plc = clx.get(at + 5..(at + 5).checked_add(length)?)?;
    let count = plc.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(count);
    let mut total = 0_u32;
    for index in 0..count {
        let first = u32_at(plc, index * 4)?;
        let last = u32_at(plc, index * 4 + 4)?;
        let place = u32_at(plc, (count + 1) * 4 + index * 8 + 2)?;
        let wide = place & 0x4000_0000 == 0;
        let offset = usize::try_from(place & 0x3fff_ffff).ok()?;
        let count = last.checked_sub(first)?;
        total = total.checked_add(count).filter(|total| *total <= 2 * MAX_CHARACTERS)?;
        pieces.push(Piece {
            first,
            count,
            offset: if wide { offset } else { offset / 2 },
            wide,
        });
    }
    Some(pieces)
}
