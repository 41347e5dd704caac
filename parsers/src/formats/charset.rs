//! Text in the many encodings of old documents: Windows code pages by number, and text of unknown encoding.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a Windows code page; Windows-1252 where it is unknown.
pub(crate) fn of_code_page(number: u32) -> &'static Encoding {
    let label: &str = match number {
        65001 => "utf-8",
        1200 => "utf-16le",
        1201 => "utf-16be",
        932 | 50220..=50222 => "shift_jis",
        936 | 20936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        54936 => "gb18030",
        874 => "windows-874",
        866 => "ibm866",
        10000 => "macintosh",
        20866 => "koi8-r",
        21866 => "koi8-u",
        51932 => "euc-jp",
        51949 => "euc-kr",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        28592 => "iso-8859-2",
        28595 => "iso-8859-5",
        28597 => "iso-8859-7",
        28599 => "iso-8859-9",
        28605 => "iso-8859-15",
        _ => "windows-1252",
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// The code page of a font's character set, as RTF numbers them.
pub(crate) fn code_page_of_font(charset: i32) -> Option<u32> {
    Some(match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// Text of unknown encoding: UTF-8 or UTF-16 where it is that, with or without a mark; else Windows-1252.
pub(crate) fn guess(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    if let Some(wide) = wide(bytes) {
        return wide.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // A file cut off within a character is UTF-8 all the same.
        Err(error) if error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii() => UTF_8.decode(bytes).0,
        Err(_) => WINDOWS_1252.decode(bytes).0,
    }
}

/// UTF-16 without a mark: every other byte of European text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1_000) & !1];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = |zeros: usize| start.len() >= 8 && zeros * 10 > start.len() / 2 * 7;
    match (most(zeros(0)), most(zeros(1))) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(guess("Zoë".as_bytes()), "Zoë");
        assert_eq!(guess(b"Zo\xeb"), "Zoë");
        assert_eq!(guess(b"\xff\xfeZ\0o\0\xeb\0"), "Zoë");
        assert_eq!(guess(b"N\0a\0m\0e\0:\0 \0Z\0o\0\xeb\0"), "Name: Zoë");
        assert_eq!(guess(b"\xef\xbb\xbfZo\xc3\xab"), "Zoë");
    }
}
