//! `winmail.dat` (TNEF): what Outlook wraps a mail's rich body and its attachments in when it thinks it writes to Outlook.
//!
//! Attributes, some of them lists of properties. Bounded by the bytes it has: nothing in it is allocated before it is
//! there. What comes after damage is left out, and said so by `None` where nothing came before it.

use crate::formats::charset;
use crate::formats::ole::{u16_at, u32_at};
use crate::mail::mapi::{Item, ItemFile, Properties, Value};

const SIGNATURE: u32 = 0x223e_9f78;
const MAX_FILES: usize = 500;
const MAX_PROPERTIES: usize = 5_000;
/// Mails inside of mails; the walk above stops earlier.
const MAX_DEPTH: usize = 10;

/// Whether bytes begin like TNEF.
pub(super) fn is_tnef(bytes: &[u8]) -> bool {
    u32_at(bytes, 0) == Some(SIGNATURE)
}

/// Reads a file; none when it is damaged or none.
pub(super) fn read(bytes: &[u8]) -> Option<Item> {
    item(bytes, 0)
}

fn item(bytes: &[u8], depth: usize) -> Option<Item> {
    if !is_tnef(bytes) || depth > MAX_DEPTH {
        return None;
    }
    let mut item = Item::default();
    let mut page = 1252;
    let mut at = 6;
    while at < bytes.len() {
        let id = u32_at(bytes, at + 1)?;
        let length = usize::try_from(u32_at(bytes, at + 5)?).ok()?;
        let start = at + 9;
        // A length beyond the end is a file cut off: part of it would be missing silently.
        let data = bytes.get(start..start.checked_add(length)?)?;
        at = start + length + 2;
        let shown = |data: &[u8]| {
            let text = charset::of_code_page(page).decode_without_bom_handling(data).0;
            Value::Text(text.trim_end_matches('\0').to_owned())
        };
        match id & 0xffff {
            0x9007 => page = u32_at(data, 0).unwrap_or(1252),
            0x8004 => put_new(&mut item.properties, 0x0037, shown(data)),
            0x800c => put_new(&mut item.properties, 0x1000, shown(data)),
            0x9003 => {
                let mut at = 0;
                let (properties, _) = properties(data, &mut at, page, depth)?;
                item.properties.extend(properties);
            }
            0x9002 if item.files.len() < MAX_FILES => item.files.push(ItemFile::default()),
            0x8010 => {
                if let Some(file) = item.files.last_mut() {
                    put_new(&mut file.properties, 0x3704, shown(data));
                }
            }
            0x800f => {
                if let Some(file) = item.files.last_mut() {
                    put_new(&mut file.properties, 0x3701, Value::Bytes(data.to_vec()));
                }
            }
            0x9005 => {
                let mut at = 0;
                let (properties, inner) = properties(data, &mut at, page, depth)?;
                if let Some(file) = item.files.last_mut() {
                    file.properties.extend(properties);
                    file.item = inner.map(Box::new).or(file.item.take());
                }
            }
            _ => {}
        }
    }
    Some(item)
}

fn put_new(properties: &mut Properties, number: u16, value: Value) {
    properties.entry(number).or_insert(value);
}

/// A list of properties, and the mail that one of them may hold.
fn properties(data: &[u8], at: &mut usize, page: u32, depth: usize) -> Option<(Properties, Option<Item>)> {
    let mut found = Properties::new();
    let mut inner = None;
    let count = take_u32(data, at)?;
    for _ in 0..count.min(MAX_PROPERTIES) {
        let (kind, number) = (u16_at(data, *at)?, u16_at(data, *at + 2)?);
        *at += 4;
        if number >= 0x8000 {
            // A property by name: a set, then a number or a text.
            let named = u32_at(data, *at + 16)? == 1;
            *at += 20;
            if named {
                let length = take_u32(data, at)?;
                *at = at.checked_add(padded(length))?;
            } else {
                *at += 4;
            }
        }
        let many = kind & 0x1000 != 0;
        let base = kind & 0x0fff;
        let is_long = matches!(base, 0x000d | 0x001e | 0x001f | 0x0102);
        let values = if many || is_long { take_u32(data, at)? } else { 1 };
        // Values take room: more of them than bytes are a lie that would be counted through, and those of a kind that
        // takes none say nothing.
        if values > data.len() {
            return None;
        }
        for _ in 0..values {
            let length = if is_long { take_u32(data, at)? } else { width(base)? };
            if length == 0 && !is_long {
                break;
            }
            let bytes = data.get(*at..at.checked_add(length)?)?;
            *at += padded(length);
            if number >= 0x8000 {
                continue;
            }
            match base {
                0x000d if number == 0x3701 => inner = bytes.get(16..).and_then(|mail| item(mail, depth + 1)).or(inner),
                _ => {
                    if let Some(value) = value(base, bytes, page) {
                        found.insert(number, value);
                    }
                }
            }
        }
    }
    Some((found, inner))
}

fn take_u32(data: &[u8], at: &mut usize) -> Option<usize> {
    let found = usize::try_from(u32_at(data, *at)?).ok()?;
    *at += 4;
    Some(found)
}

fn padded(length: usize) -> usize {
    length.saturating_add(3) & !3
}

/// How many bytes a value of fixed length takes.
fn width(kind: u16) -> Option<usize> {
    Some(match kind {
        0x0000 | 0x0001 => 0,
        0x0002 | 0x000b => 2,
        0x0003 | 0x0004 | 0x000a => 4,
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
        0x0048 => 16,
        _ => return None,
    })
}

fn value(kind: u16, bytes: &[u8], page: u32) -> Option<Value> {
    Some(match kind {
        0x001f => Value::Text(
            encoding_rs::UTF_16LE
                .decode_without_bom_handling(bytes)
                .0
                .trim_end_matches('\0')
                .to_owned(),
        ),
        0x001e => Value::Text(
            charset::of_code_page(page)
                .decode_without_bom_handling(bytes)
                .0
                .trim_end_matches('\0')
                .to_owned(),
        ),
        0x0102 => Value::Bytes(bytes.to_vec()),
        0x0002 | 0x000b => Value::Number(i64::from(u16_at(bytes, 0)?)),
        0x0003 => Value::Number(i64::from(u32_at(bytes, 0)?)),
        0x0014 | 0x0040 => Value::Number(i64::from_le_bytes(bytes.try_into().ok()?)),
        _ => return None,
    })
}
