//! Texts as IMAP commands take them: folder names in modified UTF-7, quoted strings, sets of UIDs.

use data_encoding::BASE64_NOPAD;

/// A folder name as the server knows it (RFC 3501 section 5.1.3), quoted.
pub(crate) fn folder(name: &str) -> Option<String> {
    quoted(&utf7(name))
}

/// A quoted string, or `None` when the text cannot be one: line ends, NUL, or anything but ASCII.
pub(crate) fn quoted(text: &str) -> Option<String> {
    if text.chars().any(|c| !c.is_ascii() || matches!(c, '\r' | '\n' | '\0')) {
        return None;
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("\"{escaped}\""))
}

/// Modified UTF-7: printable ASCII as it is, `&` as `&-`, the rest as base64 of UTF-16 between `&` and `-`.
fn utf7(name: &str) -> String {
    let mut text = String::new();
    let mut foreign: Vec<u8> = Vec::new();
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            close(&mut text, &mut foreign);
            text.push(c);
            if c == '&' {
                text.push('-');
            }
        } else {
            let mut units = [0_u16; 2];
            foreign.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    close(&mut text, &mut foreign);
    text
}

fn close(text: &mut String, foreign: &mut Vec<u8>) {
    if !foreign.is_empty() {
        text.push('&');
        text.push_str(&BASE64_NOPAD.encode(foreign).replace('/', ","));
        text.push('-');
        foreign.clear();
    }
}

/// UIDs as a set: neighbours as a range, nothing that was not asked for.
pub(crate) fn set(uids: &[u32]) -> String {
    let mut sorted = uids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for uid in sorted {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == uid => *last = uid,
            _ => ranges.push((uid, uid)),
        }
    }
    let texts: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}:{last}")
            }
        })
        .collect();
    texts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_are_written_as_servers_know_them() {
        assert_eq!(folder("INBOX").unwrap(), "\"INBOX\"");
        assert_eq!(folder("R&D").unwrap(), "\"R&-D\"");
        assert_eq!(folder("Entwürfe").unwrap(), "\"Entw&APw-rfe\"");
        assert_eq!(folder("台北").unwrap(), "\"&U,BTFw-\"");
        assert_eq!(folder("a \"b\"").unwrap(), "\"a \\\"b\\\"\"");
        assert_eq!(quoted("pass\r\nword"), None);
        assert_eq!(quoted("pässword"), None);
    }

    #[test]
    fn sets_name_just_what_was_asked() {
        assert_eq!(set(&[5, 3, 4, 9, 1, 9]), "1,3:5,9");
        assert_eq!(set(&[u32::MAX]), "4294967295");
    }
}
