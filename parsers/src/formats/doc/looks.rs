//! What the formatting pages of a .doc say that matters to its text: what is gone, what is bold, cells, rows, lists.

use crate::formats::ole::{u16_at, u32_at};
use crate::formats::page::Merge;

/// Runs of characters or paragraphs; a page of the file holds at most some hundred.
const MAX_RUNS: usize = 400_000;
/// Bytes of properties that are kept outside of the formatting pages; many paragraphs may point at the same ones.
const MAX_OUTSIDE: usize = 8 * 1024 * 1024;

/// What a character looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Character {
    /// Deleted, struck or hidden.
    pub(super) gone: bool,
    pub(super) bold: bool,
    /// The letter of a symbol font.
    pub(super) symbol: Option<u16>,
    /// Where the value of a form field is kept.
    pub(super) data: Option<u32>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) in_table: bool,
    /// It is the mark at the end of a row.
    pub(super) row_end: bool,
    pub(super) list: Option<usize>,
    pub(super) heading: bool,
    /// How the cells of its row go together.
    pub(super) merges: Option<Vec<Merge>>,
}

/// Everything known, by places in the file.
#[derive(Debug, Default)]
pub(super) struct Looks {
    characters: Vec<(usize, usize, Character)>,
    paragraphs: Vec<(usize, usize, Paragraph)>,
    nothing: Paragraph,
}

impl Looks {
    /// Reads the formatting pages that two tables list; none when they say more than any document needs.
    pub(super) fn read(main: &[u8], data: &[u8], characters: &[u8], paragraphs: &[u8]) -> Option<Self> {
        let mut looks = Self::default();
        for page in pages(main, characters) {
            let runs = usize::from(page[511]);
            for index in 0..runs {
                let Some((start, end)) = range(page, index) else { break };
                let at = 2 * usize::from(page.get((runs + 1) * 4 + index).copied().unwrap_or(0));
                let length = usize::from(page.get(at).copied().unwrap_or(0));
                if let Some(sprms) = page.get(at + 1..at + 1 + length).filter(|_| at > 0) {
                    let look = character(sprms);
                    if look != Character::default() && looks.characters.len() < MAX_RUNS {
                        looks.characters.push((start, end, look));
                    }
                }
            }
        }
        let mut outside = Outside {
            data,
            left: MAX_OUTSIDE,
        };
        for page in pages(main, paragraphs) {
            let runs = usize::from(page[511]);
            for index in 0..runs {
                let Some((start, end)) = range(page, index) else { break };
                let at = 2 * usize::from(page.get((runs + 1) * 4 + index * 13).copied().unwrap_or(0));
                let look = match papx(page, at).filter(|_| at > 0) {
                    Some(found) => paragraph(found, &mut outside)?,
                    None => Paragraph::default(),
                };
                if looks.paragraphs.len() < MAX_RUNS {
                    looks.paragraphs.push((start, end, look));
                }
            }
        }
        looks.characters.sort_by_key(|(start, ..)| *start);
        looks.paragraphs.sort_by_key(|(start, ..)| *start);
        Some(looks)
    }

    pub(super) fn character(&self, at: usize) -> Character {
        let index = self.characters.partition_point(|(start, ..)| *start <= at);
        let found = index.checked_sub(1).map(|index| &self.characters[index]);
        found
            .filter(|(_, end, _)| at < *end)
            .map(|(.., look)| *look)
            .unwrap_or_default()
    }

    pub(super) fn paragraph(&self, at: usize) -> &Paragraph {
        let index = self.paragraphs.partition_point(|(start, ..)| *start <= at);
        let found = index.checked_sub(1).map(|index| &self.paragraphs[index]);
        found
            .filter(|(_, end, _)| at < *end)
            .map_or(&self.nothing, |(.., look)| look)
    }

    /// Whether paragraphs are described at all; Word 6 describes them in another way.
    pub(super) fn knows_paragraphs(&self) -> bool {
        !self.paragraphs.is_empty()
    }
}

/// The formatting pages that a table lists.
fn pages<'m>(main: &'m [u8], table: &[u8]) -> Vec<&'m [u8]> {
    let count = table.len().saturating_sub(4) / 8;
    let numbers = (0..count).filter_map(|index| u32_at(table, (count + 1) * 4 + index * 4));
    let page = |number: u32| {
        let start = usize::try_from(number & 0x3f_ffff).ok()? * 512;
        main.get(start..start + 512)
    };
    // No more pages than the file has.
    numbers.take(main.len() / 512 + 1).filter_map(page).collect()
}

fn range(page: &[u8], index: usize) -> Option<(usize, usize)> {
    let start = usize::try_from(u32_at(page, index * 4)?).ok()?;
    let end = usize::try_from(u32_at(page, index * 4 + 4)?).ok()?;
    (start < end).then_some((start, end))
}

/// The style and the properties of a paragraph.
fn papx(page: &[u8], at: usize) -> Option<&[u8]> {
    let words = usize::from(*page.get(at)?);
    let (start, length) = if words == 0 {
        (at + 2, 2 * usize::from(*page.get(at + 1)?))
    } else {
        (at + 1, 2 * words - 1)
    };
    page.get(start..start + length)
}

/// The properties in a list, each with its operand.
fn sprms(bytes: &[u8]) -> Vec<(u16, &[u8])> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(code) = u16_at(bytes, at) {
        at += 2;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The definition of a table row counts in two bytes, everything else in one.
            _ if code == 0xd608 => {
                let Some(length) = u16_at(bytes, at) else { break };
                at += 2;
                usize::from(length).saturating_sub(1)
            }
            _ => {
                let Some(length) = bytes.get(at) else { break };
                at += 1;
                usize::from(*length)
            }
        };
        let Some(operand) = bytes.get(at..at + length) else {
            break;
        };
        out.push((code, operand));
        at += length;
    }
    out
}

fn character(bytes: &[u8]) -> Character {
    let mut look = Character::default();
    for (code, operand) in sprms(bytes) {
        // 0x80 and 0x81 are "as the style" and its opposite; styles seldom strike or hide.
        let on = matches!(operand.first(), Some(1 | 0x81));
        match code {
            0x0800 | 0x0837 | 0x2a53 | 0x083c => look.gone |= on,
            0x0835 => look.bold = on,
            0x6a09 => look.symbol = u16_at(operand, 2),
            0x6a03 => look.data = u32_at(operand, 0),
            _ => {}
        }
    }
    look
}

/// The stream that holds what is too long for a formatting page.
struct Outside<'d> {
    data: &'d [u8],
    left: usize,
}

impl<'d> Outside<'d> {
    /// The list of properties at a place; none when too much has been read already.
    fn list(&mut self, at: usize) -> Option<&'d [u8]> {
        let length = usize::from(u16_at(self.data, at).unwrap_or(0));
        let found = self.data.get(at.saturating_add(2)..at.saturating_add(2 + length));
        self.left = self.left.checked_sub(length)?;
        Some(found.unwrap_or_default())
    }
}

/// What a paragraph is; none when there is too much to look through.
fn paragraph(bytes: &[u8], outside: &mut Outside<'_>) -> Option<Paragraph> {
    let style = u16_at(bytes, 0).unwrap_or(0);
    let mut look = Paragraph {
        // The built-in headings are numbered 1 to 9.
        heading: (1..=9).contains(&style),
        ..Paragraph::default()
    };
    let mut properties = sprms(bytes.get(2..).unwrap_or_default());
    let huge = properties
        .iter()
        .find(|(code, _)| matches!(code, 0x6646 | 0x6645))
        .and_then(|(_, operand)| usize::try_from(u32_at(operand, 0)?).ok());
    if let Some(at) = huge {
        properties.extend(sprms(outside.list(at)?));
    }
    let (mut listed, mut level) = (false, 0);
    for (code, operand) in properties {
        let on = operand.first().is_some_and(|value| *value != 0);
        match code {
            0x2416 => look.in_table = on,
            0x2417 => look.row_end = on,
            0x260a => level = usize::from(operand.first().copied().unwrap_or(0).min(8)),
            0x460b => listed = !matches!(u16_at(operand, 0), Some(0 | 0xf801) | None),
            0xd608 => look.merges = merges(operand),
            _ => {}
        }
    }
    look.list = listed.then_some(level);
    Some(look)
}

/// How the cells of a row go together, from the definition of the row.
fn merges(definition: &[u8]) -> Option<Vec<Merge>> {
    let count = usize::from(*definition.first()?);
    let cells = definition.get(1 + (count + 1) * 2..)?;
    let merge = |cell: &[u8]| {
        let flags = u16::from_le_bytes([cell[0], cell[1]]);
        match (flags & 3, flags >> 5 & 3) {
            (1, _) => Merge::Left,
            (_, 1) => Merge::Above,
            (_, _) => Merge::No,
        }
    };
    Some(cells.chunks_exact(20).take(count).map(merge).collect())
}

#[cfg(test)]
mod tests {
    use super::Looks;

    #[test]
    fn properties_that_many_paragraphs_share_are_bounded() {
        // A page of 29 paragraphs that all have their properties outside, at the same place.
        let mut page = vec![0_u8; 512];
        for index in 0..30_u8 {
            page[usize::from(index) * 4] = index;
        }
        for index in 0..29 {
            page[120 + index * 13] = 249;
        }
        page[498..508].copy_from_slice(&[0, 4, 0, 0, 0x46, 0x66, 0, 0, 0, 0]);
        page[511] = 29;
        let mut data = vec![0xff, 0xff];
        data.extend([0, 9, 0].repeat(21_845));
        let table = |pages: usize| -> Vec<u8> {
            let places = vec![0; 4 * (pages + 1)];
            places.into_iter().chain([0, 0, 0, 0].repeat(pages)).collect()
        };
        let main = page.repeat(10);
        assert!(Looks::read(&main, &data, &[], &table(2)).is_some());
        assert!(Looks::read(&main, &data, &[], &table(10)).is_none());
    }
}
