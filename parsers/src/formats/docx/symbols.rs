//! Letters of symbol fonts as the characters they look like: the boxes and ticks of forms, bullets, arrows.

/// The character that a letter of a Wingdings font looks like.
pub(crate) fn letter(c: char) -> &'static str {
    let code = u32::from(c);
    look("wingdings", if code >= 0xf000 { code - 0xf000 } else { code })
}

/// A `w:sym`: a font and a code.
pub(super) fn symbol(font: &str, code: &str) -> &'static str {
    let Ok(code) = u32::from_str_radix(code, 16) else {
        return "";
    };
    look(&font.to_lowercase(), if code >= 0xf000 { code - 0xf000 } else { code })
}

/// Text with the letters that Word keeps in the private area replaced by what they look like.
pub(super) fn private(text: &str) -> String {
    let is_private = |c: char| ('\u{f020}'..='\u{f0ff}').contains(&c);
    if !text.contains(is_private) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_private(c) {
            out.push_str(letter(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn look(font: &str, code: u32) -> &'static str {
    if font == "wingdings 2" {
        return match code {
            0x50 | 0x57 => "✓",
            0x51 | 0x52 | 0x53 | 0x54 | 0x55 | 0x56 | 0x58 => "☒",
            0x2a | 0x2b | 0xa2 | 0xa3 | 0xa4 | 0x30 | 0x35 => "☐",
            _ => "",
        };
    }
    if font == "symbol" {
        return match code {
            0xb7 => "•",
            0xa9..=0xaf | 0xde => "→",
            0x20 => " ",
            _ => "",
        };
    }
    match code {
        0xfe | 0xfd | 0x78 => "☒",
        0xa8 | 0x6f | 0x71 | 0x72 => "☐",
        0xfc => "✓",
        0xfb => "✗",
        0x6c | 0x9f | 0xa7 | 0x6e | 0x76 | 0xb7 | 0xd8 => "•",
        0xe0 | 0xe8 | 0xf0 => "→",
        0x20 => " ",
        _ => "",
    }
}
