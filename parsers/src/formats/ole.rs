//! OLE compound files: the folders of streams that Word 97, Outlook and encrypted Office files are kept in.
//!
//! A bounded reader of our own: it works on a slice, follows every chain at most once round, and never allocates more
//! than the file holds. Damaged directories give what can be reached. It knows no format inside.

use std::cell::Cell;

/// Streams and folders; Outlook mails with a thousand recipients have some tens of thousands.
const MAX_ENTRIES: usize = 40_000;
/// How often an entry is listed at most, on average; a reader of mails lists a folder half a dozen times.
const LISTINGS: usize = 20;
const FREE: u32 = 0xffff_ffff;
const END: u32 = 0xffff_fffe;

/// Whether bytes begin like an OLE file.
pub(crate) fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Whether an OLE file holds an encrypted document of newer Office.
pub(crate) fn is_encrypted_package(bytes: &[u8]) -> bool {
    Ole::open(bytes).is_some_and(|ole| ole.find(0, "EncryptedPackage").is_some())
}

/// What an entry of the directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    Stream,
}

#[derive(Debug)]
struct Entry {
    name: String,
    kind: Kind,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

/// An opened file.
pub(crate) struct Ole<'b> {
    bytes: &'b [u8],
    sector: usize,
    small_sector: usize,
    cutoff: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Option<Entry>>,
    /// What may still be taken out: streams that share their sectors cannot make more of a file than it is.
    left: Cell<usize>,
    /// How many entries may still be listed: a folder may stand inside of itself, and folders may share what is in them.
    listed: Cell<usize>,
}

impl<'b> Ole<'b> {
    /// Opens a file; none when it has no directory.
    pub(crate) fn open(bytes: &'b [u8]) -> Option<Self> {
        if !is_ole(bytes) {
            return None;
        }
        let shift = |at: usize, least: u16, most: u16| u16_at(bytes, at).filter(|shift| (least..=most).contains(shift));
        let mut ole = Self {
            bytes,
            sector: 1 << shift(30, 7, 16)?,
            small_sector: 1 << shift(32, 4, 12)?,
            cutoff: usize::try_from(u32_at(bytes, 56)?).ok()?,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
            left: Cell::new(bytes.len().saturating_mul(2)),
            listed: Cell::new(0),
        };
        ole.table = ole.read_table();
        let directory = ole.chain(u32_at(bytes, 48)?, usize::MAX);
        ole.entries = directory.chunks_exact(128).take(MAX_ENTRIES).map(entry).collect();
        let small_table = ole.chain(u32_at(bytes, 60)?, usize::MAX);
        ole.small_table = words(&small_table).collect();
        let root = ole.entries.first()?.as_ref()?;
        ole.small = ole.chain(root.start, root.size);
        ole.listed.set(LISTINGS * ole.entries.len());
        Some(ole)
    }

    /// The table of sectors: its own sectors are listed in the header, and on in a chain.
    fn read_table(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector + 1;
        let mut listed: Vec<u32> = words(self.bytes.get(76..512).unwrap_or_default()).collect();
        let mut next = u32_at(self.bytes, 68).unwrap_or(END);
        for _ in 0..most {
            let Some(sector) = self.sector_at(next) else { break };
            let mut more: Vec<u32> = words(sector).collect();
            next = more.pop().unwrap_or(END);
            listed.extend(more);
        }
        let sectors = listed.into_iter().filter(|number| *number != FREE).take(most);
        sectors
            .filter_map(|number| self.sector_at(number))
            .flat_map(words)
            .take(most)
            .collect()
    }

    fn sector_at(&self, number: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain of sectors, as far as it can be followed.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        // No chain is longer than the table: a longer one goes round.
        for _ in 0..=self.table.len() {
            let Some(sector) = self.sector_at(next).filter(|_| out.len() < size) else {
                break;
            };
            out.extend_from_slice(sector);
            next = usize::try_from(next)
                .ok()
                .and_then(|next| self.table.get(next))
                .copied()
                .unwrap_or(END);
        }
        out.truncate(size);
        out
    }

    fn small_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..=self.small_table.len() {
            let at = usize::try_from(next)
                .ok()
                .and_then(|next| next.checked_mul(self.small_sector));
            let piece = at.and_then(|at| self.small.get(at..(at + self.small_sector).min(self.small.len())));
            let Some(piece) = piece.filter(|piece| out.len() < size && !piece.is_empty()) else {
                break;
            };
            out.extend_from_slice(piece);
            next = usize::try_from(next)
                .ok()
                .and_then(|next| self.small_table.get(next))
                .copied()
                .unwrap_or(END);
        }
        out.truncate(size);
        out
    }

    /// The names in a folder with their numbers; the root is number 0.
    pub(crate) fn list(&self, folder: usize) -> Vec<(&str, usize)> {
        let entry = |index: usize| self.entries.get(index).and_then(Option::as_ref);
        let Some(first) = entry(folder).filter(|entry| entry.kind == Kind::Folder) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        if self.listed.get() == 0 {
            return Vec::new();
        }
        let mut seen = vec![false; self.entries.len()];
        let mut waiting = vec![first.child];
        while let Some(index) = waiting.pop() {
            let Ok(index) = usize::try_from(index) else { continue };
            let Some(found) = entry(index).filter(|_| !seen[index]) else {
                continue;
            };
            let Some(left) = self.listed.get().checked_sub(1) else {
                break;
            };
            self.listed.set(left);
            seen[index] = true;
            out.push((found.name.as_str(), index));
            waiting.extend([found.left, found.right]);
        }
        out
    }

    /// An entry of a folder by its name, without regard to case.
    pub(crate) fn find(&self, folder: usize, name: &str) -> Option<usize> {
        let entries = self.list(folder);
        entries
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, index)| index)
    }

    /// Whether an entry is a folder.
    pub(crate) fn is_folder(&self, index: usize) -> bool {
        let entry = self.entries.get(index).and_then(Option::as_ref);
        entry.is_some_and(|entry| entry.kind == Kind::Folder)
    }

    /// The bytes of a stream, as far as they are there.
    pub(crate) fn stream(&self, index: usize) -> Vec<u8> {
        let Some(entry) = self.entries.get(index).and_then(Option::as_ref) else {
            return Vec::new();
        };
        if entry.kind == Kind::Folder {
            return Vec::new();
        }
        let size = entry.size.min(self.left.get());
        let found = if entry.size < self.cutoff {
            self.small_chain(entry.start, size)
        } else {
            self.chain(entry.start, size)
        };
        self.left.set(self.left.get() - found.len());
        found
    }

    /// A stream of a folder by its name.
    pub(crate) fn named(&self, folder: usize, name: &str) -> Option<Vec<u8>> {
        let index = self.find(folder, name).filter(|index| !self.is_folder(*index))?;
        Some(self.stream(index))
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let kind = match bytes.get(66)? {
        1 | 5 => Kind::Folder,
        2 => Kind::Stream,
        _ => return None,
    };
    let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
    let name: Vec<u16> = bytes[..length]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&name),
        kind,
        left: u32_at(bytes, 68)?,
        right: u32_at(bytes, 72)?,
        child: u32_at(bytes, 76)?,
        start: u32_at(bytes, 116)?,
        size: usize::try_from(u32_at(bytes, 120)?).ok()?,
    })
}

/// Two bytes, the lower one first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(found.try_into().ok()?))
}

/// Four bytes, the lowest one first.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(found.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}
