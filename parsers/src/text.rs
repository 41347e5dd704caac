//! Text as readers see it: tidied characters, each still knowing where it came from.
//!
//! Tidying is only what cannot change a meaning: kinds of space, quotes, dashes and widths. No words are changed.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::document::{Document, Line, Span};

/// Tidied text with a way back to the shown text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flow {
    pub(crate) text: String,
    /// For every byte of `text`, the source range of the character it belongs to.
    map: Vec<(usize, usize)>,
}

impl Flow {
    /// A line with its soft line ends joined.
    pub(crate) fn of_line(doc: &Document, line: &Line) -> Self {
        let mut flow = Self::default();
        flow.push(doc, line.span, line.row.is_some());
        flow
    }

    /// A cell or any other range; line ends inside stay.
    pub(crate) fn of_span(doc: &Document, span: Span) -> Self {
        let mut flow = Self::default();
        flow.push(doc, span, true);
        flow
    }

    /// Several lines as one flow, a line end between them.
    pub(crate) fn joined(lines: &[Self]) -> Self {
        let mut flow = Self::default();
        for line in lines {
            if !flow.text.is_empty() {
                let end = flow.map.last().map_or(0, |at| at.1);
                flow.put('\n', end, end);
            }
            flow.text.push_str(&line.text);
            flow.map.extend_from_slice(&line.map);
        }
        flow
    }

    /// A part of this flow.
    pub(crate) fn cut(&self, range: Range<usize>) -> Self {
        Self {
            text: self.text.get(range.clone()).unwrap_or_default().to_owned(),
            map: self.map.get(range).unwrap_or_default().to_vec(),
        }
    }

    /// Where a range of this flow stands in the shown text.
    pub(crate) fn source(&self, range: Range<usize>) -> Span {
        let start = self.map.get(range.start).map_or(0, |at| at.0);
        let end = match range.end.checked_sub(1).and_then(|last| self.map.get(last)) {
            Some(at) => at.1.max(start),
            None => start,
        };
        Span { start, end }
    }

    /// Where the whole flow stands.
    pub(crate) fn whole(&self) -> Span {
        self.source(0..self.text.len())
    }

    fn push(&mut self, doc: &Document, span: Span, hard: bool) {
        let source = doc.slice(span);
        let mut chars = source.char_indices().peekable();
        self.text.reserve(source.len());
        self.map.reserve(source.len());
        let mut spaces = 0;
        while let Some((offset, c)) = chars.next() {
            let at = span.start + offset;
            // Most characters stay what they are.
            if c.is_ascii_graphic() && c != '`' {
                spaces = 0;
                self.text.push(c);
                self.map.push((at, at + 1));
                continue;
            }
            if c == '\n' && !hard {
                while chars
                    .next_if(|(_, next)| next.is_whitespace() || *next == '>')
                    .is_some()
                {}
                // The space before a soft line end is the one between the words.
                if !self.text.ends_with([' ', '\t']) {
                    self.put(' ', at, at + 1);
                }
                spaces = 0;
                continue;
            }
            match tidy(c) {
                Some(' ') if self.text.ends_with(' ') => {
                    // Columns set apart by white space stay apart.
                    spaces += 1;
                    if spaces == 2 && self.text.trim_start().len() > 1 && !hard {
                        self.text.pop();
                        self.text.push('\t');
                    }
                }
                Some(' ') if self.text.ends_with('\t') => {}
                Some(plain) => {
                    spaces = 0;
                    self.put(plain, at, at + c.len_utf8());
                }
                None => {}
            }
        }
    }

    fn put(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        self.map.resize(self.text.len(), (start, end));
    }
}

/// The plain form of a character; none for those that show nothing.
fn tidy(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        '\u{2066}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}' | '\r' => return None,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
        '\u{201c}'..='\u{201f}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2014}' | '\u{2015}' => '–',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        other => other,
    })
}

/// Lower case without accents, for comparing words.
pub(crate) fn fold(text: &str) -> String {
    // Most text is ASCII, and folding is the most frequent thing done to it.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            decompose_compatible(c, |c| fold_char(c, &mut out));
        }
    }
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'æ' | 'Æ' => out.push_str("ae"),
        'ı' => out.push('i'),
        other if is_combining_mark(other) => {}
        other => out.extend(other.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

/// A text with spaces in place of some of its parts, byte for byte, so that every other place stays what it was.
pub(crate) fn blanked(text: &str, parts: impl IntoIterator<Item = Range<usize>>) -> String {
    let mut out = text.to_owned();
    for part in parts {
        if let Some(words) = out.get(part.clone()) {
            let blank = " ".repeat(words.len());
            out.replace_range(part, &blank);
        }
    }
    out
}

/// A text with a space for each of some of its parts. Parts may overlap, and come in any order.
pub(crate) fn without(text: &str, parts: impl IntoIterator<Item = Range<usize>>) -> String {
    let mut parts: Vec<Range<usize>> = parts
        .into_iter()
        .filter(|part| text.get(part.clone()).is_some_and(|words| !words.is_empty()))
        .collect();
    parts.sort_by_key(|part| (part.start, part.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        if let Some(before) = text.get(from..part.start) {
            out.push_str(before);
            out.push(' ');
        }
        from = from.max(part.end);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Letters and digits of `text` folded, everything else one space: `"Role(s):"` gives `"role s"`.
pub(crate) fn key(text: &str) -> String {
    if text.is_ascii() {
        return plain_key(text);
    }
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') && c != '\'' {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn plain_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.bytes() {
        if c.is_ascii_alphanumeric() {
            out.push(char::from(c.to_ascii_lowercase()));
        } else if !out.is_empty() && !out.ends_with(' ') && c != b'\'' {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// One line, white space folded, NFC.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_ascii() { out } else { out.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_leads_back_to_the_shown_text() {
        let mut doc = Document::new("1");
        doc.push_line("“Ann\u{a0}\u{200b}Lee” ＠ x", 0, None);
        let flow = Flow::of_line(&doc, &doc.lines[0]);
        assert_eq!(flow.text, "\"Ann Lee\" @ x");
        let at = flow.text.find("Lee").unwrap();
        assert_eq!(doc.slice(flow.source(at..at + 3)), "Lee");
    }

    #[test]
    fn plain_text_folds_as_all_text_does() {
        let plain: String = ('\0'..='\u{7f}').collect();
        // One letter that is not plain takes the long way.
        assert_eq!(format!("{}e", fold(&plain)), fold(&format!("{plain}é")));
        assert_eq!(fold("Größe Ærø"), "grosse aero");
        assert_eq!(format!("{} e", key(&plain)), key(&format!("{plain} é")));
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one part is meant")]
    fn parts_are_taken_out_in_any_order() {
        assert_eq!(without("Ann Lee waits", [4..7, 0..7]), "  waits");
        assert_eq!(without("é and é", [0..2, 7..9]), "  and  ");
        // Half a letter is no part.
        assert_eq!(without("é", [1..2]), "é");
        assert_eq!(without("as it is", [3..3]), "as it is");
    }

    #[test]
    fn keys_compare_words_only() {
        assert_eq!(key("Rôle(s) :"), "role s");
        assert_eq!(key("E-Mail*"), "e mail");
    }
}
