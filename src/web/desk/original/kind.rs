//! What a file is by its first bytes, whatever it calls itself; and the name under which it may be saved.

/// What a file is to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// Drawn by pdf.js.
    Pdf,
    /// A picture made of dots, and its type. SVG is none: it can hold scripts.
    Picture(&'static str),
    /// Everything else.
    Other,
}

/// PDFs may begin a little later than their first byte; viewers look so far.
const PDF_WITHIN: usize = 1024;
/// Longer names are cut; no system takes more than 255 bytes.
const LONGEST_NAME: usize = 100;

impl Kind {
    /// The kind of these bytes.
    pub(in super::super) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Self::Picture("image/png"),
            [0xff, 0xd8, 0xff, ..] => Self::Picture("image/jpeg"),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Picture("image/gif"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Picture("image/webp"),
            _ => {
                let head = &bytes[..bytes.len().min(PDF_WITHIN)];
                if head.windows(5).any(|five| five == b"%PDF-") {
                    Self::Pdf
                } else {
                    Self::Other
                }
            }
        }
    }

    /// In words.
    pub(in super::super) fn words(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Picture(_) => "picture",
            Self::Other => "file",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Picture("image/png") => ".png",
            Self::Picture("image/gif") => ".gif",
            Self::Picture("image/webp") => ".webp",
            Self::Picture(_) => ".jpg",
            Self::Other => ".bin",
        }
    }
}

/// A name without a path, without letters that turn what follows around, and of a bearable length.
pub(super) fn safe_name(given: Option<&str>, kind: Kind) -> String {
    let last = given.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let turns = |letter: char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let letters = last.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    let plain: String = letters
        .map(|letter| if "\"<>:|?*%".contains(letter) { '_' } else { letter })
        .collect();
    let trimmed = plain.trim_matches(['.', ' ', '_', '~']);
    let count = trimmed.chars().count();
    // The ending says what it is, so the beginning is cut.
    let short: String = trimmed.chars().skip(count.saturating_sub(LONGEST_NAME)).collect();
    if short.is_empty() {
        format!("attachment{}", kind.ending())
    } else {
        short
    }
}

/// The header that makes a browser save bytes under a name.
pub(super) fn disposition(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_. ()".contains(letter);
    let ascii: String = name
        .chars()
        .map(|letter| if plain(letter) { letter } else { '_' })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            exact += &format!("%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

/// A size as people read it.
pub(in super::super) fn size_in_words(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_are() {
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\nrest"), Kind::Picture("image/png"));
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0"), Kind::Picture("image/jpeg"));
        assert_eq!(Kind::of(b"junk\n%PDF-1.7"), Kind::Pdf);
        for other in [
            &b"<svg xmlns='http://www.w3.org/2000/svg'>"[..],
            b"<html>",
            b"",
            b"GIF",
            b"PK\x03\x04",
        ] {
            assert_eq!(Kind::of(other), Kind::Other);
        }
    }

    #[test]
    fn a_name_is_a_name_and_nothing_else() {
        let named = |name: &str| safe_name(Some(name), Kind::Pdf);
        assert_eq!(named("users.pdf"), "users.pdf");
        assert_eq!(named("../../etc/passwd"), "passwd");
        assert_eq!(named("C:\\x\\list.pdf"), "list.pdf");
        assert_eq!(named("list\u{202e}fdp.exe"), "listfdp.exe");
        assert_eq!(named("a\r\nSet-Cookie: x=y.pdf"), "aSet-Cookie_ x=y.pdf");
        assert_eq!(named(" .. "), "attachment.pdf");
        assert_eq!(safe_name(None, Kind::Picture("image/png")), "attachment.png");
        assert!(named(&format!("{}.pdf", "é".repeat(400))).ends_with("é.pdf"));
        assert!(named(&"é".repeat(400)).chars().count() <= 100);
        let header = disposition("Größe \"x\"\r\n.pdf");
        assert!(
            header.starts_with("attachment; filename=\"Gr__e _x___.pdf\""),
            "{header}"
        );
        assert!(
            header.ends_with("filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22x%22%0D%0A.pdf"),
            "{header}"
        );
    }

    #[test]
    fn sizes_read_naturally() {
        let words = [(17, "17 bytes"), (12_345, "12 kB"), (1_250_000, "1.2 MB")];
        for (bytes, expected) in words {
            assert_eq!(size_in_words(bytes), expected);
        }
    }
}
