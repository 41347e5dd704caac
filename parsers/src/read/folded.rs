//! Text folded for comparing, with the way back to where each piece stood.

use std::ops::Range;

use regex::Regex;

use crate::text::fold;

/// Folded text (lower case, no accents); every byte knows the place it came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    from: Vec<usize>,
    length: usize,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                text: text.to_ascii_lowercase(),
                from: Vec::new(),
                length: text.len(),
            };
        }
        let mut folded = Self {
            length: text.len(),
            ..Self::default()
        };
        let mut buffer = [0; 4];
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                folded.text.push(c.to_ascii_lowercase());
            } else {
                folded.text.push_str(&fold(c.encode_utf8(&mut buffer)));
            }
            folded.from.resize(folded.text.len(), at);
        }
        folded
    }

    /// Where a place of the folded text stands in the source.
    pub(crate) fn at(&self, place: usize) -> usize {
        if place >= self.text.len() {
            self.length
        } else if self.from.is_empty() {
            place
        } else {
            self.from[place]
        }
    }

    /// The places in the source of a pattern of the lexicon, without the borders around the words.
    pub(crate) fn places<'f>(&'f self, pattern: &'f Regex) -> impl Iterator<Item = Range<usize>> + 'f {
        let text = self.text.as_str();
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = pattern.find_at(text, from)?;
            let words = found.as_str();
            let edge = |c: char| !c.is_alphanumeric();
            let start = found.start() + (words.len() - words.trim_start_matches(edge).len());
            let end = found.end() - (words.len() - words.trim_end_matches(edge).len());
            // The border behind one word may be the border before the next.
            from = end.max(found.start() + 1);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            Some(self.source(start..end.max(start)))
        })
    }

    /// Where a range of the folded text stands in the source.
    pub(crate) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.at(range.start);
        start..self.at(range.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn ranges_lead_back() {
        let text = "Größe für José, ok";
        let folded = Folded::of(text);
        assert_eq!(folded.text, "grosse fur jose, ok");
        let at = folded.text.find("jose").unwrap();
        assert_eq!(&text[folded.source(at..at + 4)], "José");
        assert_eq!(&text[folded.source(0..6)], "Größe");
    }
}
