//! The values of legacy form fields in a .doc: check boxes and drop-downs, kept apart from the text.

use crate::formats::ole::{u16_at, u32_at};

/// The shown value at a place in the data stream; text fields show their result instead.
pub(super) fn value(data: &[u8], at: u32) -> Option<String> {
    let at = usize::try_from(at).ok()?;
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let header = usize::from(u16_at(data, at + 4)?);
    let form = data.get(at.checked_add(header)?..at.checked_add(length)?)?;
    if u32_at(form, 0)? != 0xffff_ffff {
        return None;
    }
    let bits = u16_at(form, 4)?;
    let kind = bits & 3;
    let result = bits >> 2 & 0x1f;
    // The name, then what the field is when nobody has touched it.
    let (_, after_name) = text(form, 10)?;
    let default = u16_at(form, after_name);
    let value = if result == 25 { default? } else { result };
    match kind {
        1 => Some(if value == 1 { "☒ " } else { "☐ " }.to_owned()),
        2 => {
            let mut at = after_name + 2;
            // Its format, help text, status text and two macros stand before its items.
            for _ in 0..5 {
                (_, at) = text(form, at)?;
            }
            item(form, at, usize::from(value))
        }
        _ => None,
    }
}

/// A text with its length before it and a zero behind it.
fn text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::from(u16_at(bytes, at)?);
    let start = at + 2;
    let found = bytes.get(start..start + 2 * count)?;
    Some((wide(found), start + 2 * count + 2))
}

/// An item of a list of texts.
fn item(form: &[u8], at: usize, index: usize) -> Option<String> {
    if u16_at(form, at)? != 0xffff {
        return None;
    }
    let count = usize::from(u16_at(form, at + 2)?);
    let extra = usize::from(u16_at(form, at + 4)?);
    let mut at = at + 6;
    for number in 0..count.min(500) {
        let length = usize::from(u16_at(form, at)?);
        let found = form.get(at + 2..at + 2 + 2 * length)?;
        if number == index {
            return Some(wide(found));
        }
        at += 2 + 2 * length + extra;
    }
    None
}

fn wide(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}
