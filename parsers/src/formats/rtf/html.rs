//! HTML out of the RTF that Outlook wraps it in (MS-OXRTFEX): tags are kept in groups of their own, text between them.
//!
//! What only RTF readers should see (`\htmlrtf`) is passed over.

use crate::formats::charset;
use crate::formats::rtf::lexer::{Lexer, Token};

const MAX_GROUPS: usize = 250;

/// What a group inherits.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Inside of `\*\htmltag`: the text is markup.
    tag: bool,
    skip: bool,
    rtf_only: bool,
    unicode_skip: usize,
}

/// The HTML inside; none when the RTF was not made from HTML.
pub(crate) fn extract(rtf: &[u8]) -> Option<String> {
    let head = &rtf[..rtf.len().min(2_000)];
    head.windows(9).any(|window| window == b"\\fromhtml").then_some(())?;
    let mut out = String::new();
    let mut pending: Vec<u8> = Vec::new();
    let mut page = 1252;
    let mut group = Group {
        tag: false,
        skip: false,
        rtf_only: false,
        unicode_skip: 1,
    };
    let mut stack = Vec::new();
    let (mut starred, mut left) = (false, 0_usize);
    // The first half of a character outside of the basic plane.
    let mut first = None;
    let mut lexer = Lexer::new(rtf);
    while let Some(token) = lexer.next() {
        if let Token::Byte(byte) = token {
            if left > 0 {
                left -= 1;
            } else if !group.skip && !group.rtf_only {
                put_byte(byte, group.tag, &mut pending);
            }
            continue;
        }
        out.push_str(&charset::of_code_page(page).decode_without_bom_handling(&pending).0);
        pending.clear();
        match token {
            Token::Open => {
                stack.push(group);
                if stack.len() > MAX_GROUPS {
                    return None;
                }
            }
            Token::Close => {
                group = stack.pop()?;
                left = 0;
                if stack.is_empty() {
                    break;
                }
            }
            Token::Symbol(b'*') => starred = true,
            Token::Symbol(symbol) if !group.skip && !group.rtf_only => match symbol {
                b'~' => out.push_str("&nbsp;"),
                b'_' => out.push('-'),
                b'\\' | b'{' | b'}' => out.push(char::from(symbol)),
                _ => {}
            },
            Token::Word(b"bin", number) => {
                lexer.pass_over(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
            }
            Token::Word(b"ansicpg", number) => page = number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1252),
            Token::Word(word, number) => {
                let starred = std::mem::take(&mut starred);
                group_word(word, number, starred, &mut group);
                if !group.skip && !group.rtf_only {
                    left = put_word(word, number, group, &mut first, &mut out).unwrap_or(left);
                }
            }
            Token::Symbol(_) | Token::Byte(_) => {}
        }
    }
    Some(out)
}

/// Words that change what becomes of text.
fn group_word(word: &[u8], number: Option<i32>, starred: bool, group: &mut Group) {
    match word {
        b"htmltag" => (group.tag, group.skip) = (true, false),
        b"htmlrtf" => group.rtf_only = number != Some(0),
        b"uc" => group.unicode_skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(8),
        b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pntext" | b"pict" => group.skip = true,
        _ if starred => group.skip = true,
        _ => {}
    }
}

/// Words that are text; gives how many bytes to pass over after a `\u`.
fn put_word(
    word: &[u8],
    number: Option<i32>,
    group: Group,
    first: &mut Option<u32>,
    out: &mut String,
) -> Option<usize> {
    match word {
        b"par" | b"line" => out.push('\n'),
        b"tab" => out.push('\t'),
        b"lquote" => out.push('‘'),
        b"rquote" => out.push('’'),
        b"ldblquote" => out.push('“'),
        b"rdblquote" => out.push('”'),
        b"emdash" => out.push('—'),
        b"endash" => out.push('–'),
        b"bullet" => out.push('•'),
        b"u" => {
            let number = number.unwrap_or(0);
            let code = u32::try_from(if number < 0 { number + 65_536 } else { number }).unwrap_or(0);
            match (first.take(), char::from_u32(code)) {
                (_, Some(c)) => out.push(c),
                (Some(high), None) => {
                    let whole = 0x1_0000 + ((high & 0x3ff) << 10) + (code & 0x3ff);
                    out.extend(char::from_u32(whole));
                }
                (None, None) => *first = Some(code),
            }
            return Some(group.unicode_skip);
        }
        _ => {}
    }
    None
}

fn put_byte(byte: u8, tag: bool, pending: &mut Vec<u8>) {
    match byte {
        b'<' if !tag => pending.extend(b"&lt;"),
        b'>' if !tag => pending.extend(b"&gt;"),
        b'&' if !tag => pending.extend(b"&amp;"),
        byte => pending.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::extract;

    #[test]
    fn tags_and_text_come_back() {
        let rtf = br"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\f0 \htmlrtf0 Zo\'eb & co\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}\par}";
        assert_eq!(extract(rtf).unwrap(), "<p>Zoë &amp; co</p>\n");
        assert_eq!(extract(br"{\rtf1 plain}"), None);
    }
}
