//! The pieces of a line between commas, dashes, pipes and brackets, and whether words stand alone in theirs.
//!
//! "Ann Lee, ann@x.example, manager" says that Ann has the level; "our manager Ann Lee" says what she is.

use std::cell::OnceCell;
use std::ops::Range;

use crate::lexicon::calendar;
use crate::text::fold;

/// Words that stand beside a value in its piece and add nothing to it.
const FILLERS: &[&str] = &[
    "the",
    "a",
    "an",
    "as",
    "with",
    "role",
    "roles",
    "access",
    "level",
    "user",
    "users",
    "rights",
    "only",
    "please",
    "and",
    "also",
    "plus",
    "no",
    "for",
    "w",
    "w/",
    "user's",
    "account",
    "accounts",
    "login",
    "logins",
    "permission",
    "permissions",
    "licence",
    "license",
    "type",
    "needs",
    "need",
    "gets",
    "get",
    "is",
    "be",
    "und",
    "et",
    "y",
    "e",
    "en",
    "mit",
    "avec",
    "con",
    "com",
    "met",
    "rolle",
    "rol",
    "too",
    "as",
    "well",
    "again",
    "likewise",
    "auch",
    "aussi",
    "tambien",
    "tambem",
    "ook",
    "anche",
    "pls",
    "has",
    "both",
    "all",
    "or",
    "standard?",
    "so",
    "then",
];

/// Cuts a line at what separates its pieces.
pub(crate) fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let all: Vec<(usize, char)> = text.char_indices().collect();
    for (index, (at, c)) in all.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|before| all[before].1);
        let after = all.get(index + 1).map(|(_, c)| *c);
        let spaced = before == Some(' ') && after == Some(' ');
        let cut = match c {
            ',' | ';' | '|' | '\t' | '\n' | '(' | ')' | '<' | '>' | '•' | '·' | '[' | ']' | '!' | '?' => true,
            ':' => after.is_none_or(char::is_whitespace),
            '/' | '-' | '=' | '*' | '~' => spaced,
            '+' | '&' => spaced,
            '–' | '→' => true,
            '.' => {
                after.is_none_or(char::is_whitespace)
                    && before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
                    && !super::sentences::is_title(&text[start..at])
                    && !(before.is_some_and(|c| c.is_ascii_digit()) && begins_with_month(&text[at + 1..]))
            }
            _ => false,
        };
        if cut {
            out.push(start..at);
            start = at + c.len_utf8();
        }
    }
    out.push(start..text.len());
    // An address is a piece of its own.
    for address in crate::names::addresses(text) {
        let Some(at) = out
            .iter()
            .position(|piece| piece.start <= address.start() && address.end() <= piece.end)
        else {
            continue;
        };
        let piece = out[at].clone();
        out.splice(
            at..=at,
            [piece.start..address.start(), address.range(), address.end()..piece.end],
        );
    }
    out.retain(|range| !text[range.clone()].trim().is_empty());
    out
}

/// "3. Mai" is one day.
fn begins_with_month(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    calendar::month(&fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()))).is_some()
}

/// The pieces of one text, cut once, when the first value asks: a line may hold hundreds of values.
pub(crate) struct Pieces<'t> {
    pub(crate) text: &'t str,
    pieces: OnceCell<Vec<Range<usize>>>,
}

impl<'t> Pieces<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text,
            pieces: OnceCell::new(),
        }
    }

    /// Whether a range, with others of the same kind, is all that its piece holds.
    pub(crate) fn is_alone(&self, range: &Range<usize>, others: &[Range<usize>]) -> bool {
        let text = self.text;
        let pieces = self.pieces.get_or_init(|| split(text));
        let behind = pieces.partition_point(|piece| piece.start <= range.start);
        let Some(piece) = pieces[..behind].last().filter(|piece| range.start < piece.end) else {
            return false;
        };
        let mut taken: Vec<&Range<usize>> = others
            .iter()
            .chain(std::iter::once(range))
            .filter(|other| other.start >= piece.start && other.end <= piece.end)
            .collect();
        taken.sort_by_key(|other| other.start);
        let mut at = piece.start;
        for other in taken {
            if other.start >= at {
                if !is_filler(&text[at..other.start]) {
                    return false;
                }
                at = other.end;
            }
        }
        is_filler(text.get(at..piece.end).unwrap_or_default())
    }
}

/// Whether words add nothing to the value beside them.
fn is_filler(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .all(|word| {
            let folded = fold(word);
            FILLERS.contains(&folded.as_str()) || folded == "s"
        })
}
