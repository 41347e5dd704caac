//! Outlook's `.msg` files: folders of an OLE file, one stream a property, read like an attached mail.
//!
//! Seen: Outlook 2003 to 365 (Unicode and older 8-bit ones), drag-and-dropped mails, mails inside of mails. Incomplete
//! support: appointments and tasks are read as mails; objects embedded in rich text are named, not read.

use crate::formats::charset;
use crate::formats::ole::{Ole, u16_at, u32_at};
use crate::mail::mapi::{Item, ItemFile, Properties, Value, code_page};

const PROPERTIES: &str = "__properties_version1.0";
/// Recipients and attachments of one mail.
const MAX_CHILDREN: usize = 500;
/// Mails inside of mails; the walk above stops earlier.
const MAX_DEPTH: usize = 10;

/// Reads a file; none when it is no Outlook mail.
pub(super) fn read(bytes: &[u8]) -> Option<Item> {
    let ole = Ole::open(bytes)?;
    ole.find(0, PROPERTIES)?;
    Some(item(&ole, 0, 32, 0))
}

/// A mail in a folder; the property stream's header is shorter in inner ones.
fn item(ole: &Ole<'_>, folder: usize, header: usize, depth: usize) -> Item {
    let mut entries = ole.list(folder);
    // Names end in a running number, so this is the order in which Outlook shows them.
    entries.sort_unstable();
    let own = properties(ole, folder, header, None);
    let page = code_page(&own);
    let starting = |start: &'static str| {
        let folders = entries
            .iter()
            .filter(move |(name, index)| name.starts_with(start) && ole.is_folder(*index));
        folders.take(MAX_CHILDREN).map(|(_, index)| *index)
    };
    Item {
        recipients: starting("__recip_version1.0_")
            .map(|index| properties(ole, index, 8, Some(page)))
            .collect(),
        files: starting("__attach_version1.0_")
            .map(|index| file(ole, index, page, depth))
            .collect(),
        properties: own,
    }
}

fn file(ole: &Ole<'_>, folder: usize, page: u32, depth: usize) -> ItemFile {
    let inner = ole
        .find(folder, "__substg1.0_3701000D")
        .filter(|index| ole.is_folder(*index));
    let inner = inner.filter(|index| depth < MAX_DEPTH && ole.find(*index, PROPERTIES).is_some());
    ItemFile {
        properties: properties(ole, folder, 8, Some(page)),
        item: inner.map(|index| Box::new(item(ole, index, 24, depth + 1))),
    }
}

/// The properties of a folder: numbers in one stream, everything longer in a stream of its own.
fn properties(ole: &Ole<'_>, folder: usize, header: usize, page: Option<u32>) -> Properties {
    let mut found = Properties::new();
    let fixed = ole.named(folder, PROPERTIES).unwrap_or_default();
    for entry in fixed.get(header..).unwrap_or_default().chunks_exact(16) {
        let (Some(kind), Some(number)) = (u16_at(entry, 0), u16_at(entry, 2)) else {
            continue;
        };
        let low = u32_at(entry, 8).unwrap_or(0);
        let value = match kind {
            0x0002 | 0x000b => i64::from(u16_at(entry, 8).unwrap_or(0)),
            0x0003 => i64::from(low),
            0x0040 | 0x0014 => i64::from(u32_at(entry, 12).unwrap_or(0).cast_signed()) << 32 | i64::from(low),
            _ => continue,
        };
        found.insert(number, Value::Number(value));
    }
    let page = page.unwrap_or_else(|| code_page(&found));
    for (name, index) in ole.list(folder) {
        let Some(tag) = name
            .strip_prefix("__substg1.0_")
            .and_then(|tag| u32::from_str_radix(tag, 16).ok())
        else {
            continue;
        };
        let (Ok(number), kind) = (u16::try_from(tag >> 16), tag & 0xffff) else {
            continue;
        };
        if ole.is_folder(index) || !is_wanted(number) {
            continue;
        }
        let bytes = ole.stream(index);
        let value = match kind {
            0x001f => Value::Text(encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0.into_owned()),
            0x001e => Value::Text(
                charset::of_code_page(page)
                    .decode_without_bom_handling(&bytes)
                    .0
                    .into_owned(),
            ),
            0x0102 => Value::Bytes(bytes),
            _ => continue,
        };
        found.insert(number, value);
    }
    found
}

/// The properties that are looked at; Outlook keeps hundreds.
fn is_wanted(number: u16) -> bool {
    matches!(
        number,
        0x0037
            | 0x0042
            | 0x0065
            | 0x007d
            | 0x0c1a
            | 0x0c1f
            | 0x0e1d
            | 0x1000
            | 0x1009
            | 0x1013
            | 0x1035
            | 0x1042
            | 0x3001
            | 0x3003
            | 0x3701
            | 0x3704
            | 0x3707
            | 0x370e
            | 0x3712
            | 0x39fe
            | 0x5d01
            | 0x5d02
            | 0x5ff6
    )
}
