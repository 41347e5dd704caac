//! Which patterns of a family can match a text at all, told by one look at the text.
//!
//! Most patterns match nothing in most lines. What a match cannot do without (a word, a sign) is taken from the pattern
//! itself, so the lists of words stay plain data; all those words are looked for together, once, and only the patterns
//! whose words are there are run. A pattern that needs no certain word is always run.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Longer words tell no more than this.
const TELLING_LENGTH: usize = 4;

/// A family has at most as many patterns as there are bits in the answer.
const MAX_PATTERNS: usize = 64;

/// The words that the patterns of a family need.
#[derive(Debug)]
pub(crate) struct Triggers {
    words: Option<AhoCorasick>,
    /// For each word, the patterns that it may be part of.
    patterns: Vec<u64>,
    always: u64,
}

impl Triggers {
    /// The triggers of a family, by the place of each pattern in it.
    pub(crate) fn of<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Self {
        let mut words: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        let mut always = 0;
        for (place, pattern) in patterns.into_iter().enumerate() {
            assert!(place < MAX_PATTERNS, "a family has at most {MAX_PATTERNS} patterns");
            let needed = regex_syntax::parse(pattern).ok().and_then(|hir| needed(&hir));
            match needed {
                Some(needed) => needed
                    .into_iter()
                    .for_each(|word| *words.entry(word).or_default() |= 1 << place),
                None => always |= 1 << place,
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(words.keys())
            .ok();
        Self {
            always: if automaton.is_some() { always } else { u64::MAX },
            words: automaton,
            patterns: words.into_values().collect(),
        }
    }

    /// The patterns that may match a text, as bits.
    pub(crate) fn heard(&self, text: &str) -> u64 {
        // The long s and the sign for Kelvin are letters of other words to a pattern that does not mind capitals.
        if !text.is_ascii() && text.contains(['\u{17f}', '\u{212a}']) {
            return u64::MAX;
        }
        let found = self.words.iter().flat_map(|words| words.find_overlapping_iter(text));
        found.fold(self.always, |heard, word| {
            heard | self.patterns[word.pattern().as_usize()]
        })
    }
}

/// Words one of which is in every match; none where that cannot be said.
fn needed(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => None,
        HirKind::Literal(_) | HirKind::Class(_) => signs(hir),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Repetition(_) => None,
        HirKind::Capture(group) => needed(&group.sub),
        HirKind::Alternation(choices) => {
            let all: Option<Vec<_>> = choices.iter().map(needed).collect();
            all.map(|all| all.into_iter().flatten().collect())
        }
        HirKind::Concat(parts) => {
            let mut chosen: Option<Vec<Vec<u8>>> = None;
            let mut word: Vec<u8> = Vec::new();
            for part in parts {
                match signs(part).as_deref() {
                    Some([sign]) => word.extend(sign),
                    Some(_) | None => {
                        chosen = better(chosen, Some(vec![std::mem::take(&mut word)]));
                        chosen = better(chosen, needed(part));
                    }
                }
            }
            better(chosen, Some(vec![word]))
        }
    }
}

/// The more telling of two choices of words: longer ones, then fewer.
fn better(one: Option<Vec<Vec<u8>>>, other: Option<Vec<Vec<u8>>>) -> Option<Vec<Vec<u8>>> {
    let value = |words: &Vec<Vec<u8>>| {
        let shortest = words.iter().map(Vec::len).min().unwrap_or(0);
        (shortest.min(TELLING_LENGTH), std::cmp::Reverse(words.len()))
    };
    let sound = |words: &Vec<Vec<u8>>| value(words).0 > 0;
    let (one, other) = (one.filter(sound), other.filter(sound));
    match (one, other) {
        (Some(one), Some(other)) => Some(if value(&other) > value(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The few signs that a part of a pattern stands for, capitals or not; none for a whole alphabet.
fn signs(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    const FEW: u32 = 12;
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![literal.0.to_ascii_lowercase()]),
        HirKind::Class(Class::Unicode(class)) => {
            let mut out: Vec<Vec<u8>> = Vec::new();
            for range in class.ranges() {
                let (first, last) = (u32::from(range.start()), u32::from(range.end()));
                if last.saturating_sub(first) > FEW {
                    return None;
                }
                for sign in (first..=last).filter_map(char::from_u32) {
                    match sign {
                        '\u{17f}' | '\u{212a}' => {}
                        sign => out.push(sign.to_string().to_ascii_lowercase().into_bytes()),
                    }
                }
            }
            out.sort();
            out.dedup();
            (!out.is_empty() && out.len() <= FEW as usize).then_some(out)
        }
        HirKind::Class(Class::Bytes(_))
        | HirKind::Empty
        | HirKind::Look(_)
        | HirKind::Repetition(_)
        | HirKind::Capture(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Triggers;

    #[test]
    fn only_patterns_whose_words_are_there_are_heard() {
        let family = Triggers::of([
            r"(?i)\b(?:next|this)\s+week\b",
            r"\b(\d{1,2})/(\d{1,2})\b",
            r"(?i)\b(?:heute|morgen|mañana)\b",
            r"\p{L}+",
            r"x*",
        ]);
        let always = 0b11000;
        assert_eq!(family.heard("Nothing of the kind"), always);
        assert_eq!(family.heard("NEXT WEEK"), always | 0b00001);
        assert_eq!(family.heard("3/4 or Mañana"), always | 0b00110);
        assert_eq!(family.heard("MAÑANA"), always | 0b00100);
        assert_eq!(family.heard("thi\u{17f} week"), u64::MAX);
    }

    #[test]
    fn whatever_matches_is_heard() {
        let patterns = [
            r"(?i)\b(?:re)?activat(?:e|ed|ing)\b",
            r"(?:^|[^a-z])(?:not|no longer)(?: (?:the|her))* ?[<(]?$",
            r"(?i)k(?:elvin|ö+ln)",
            r"[ab]c|d{2,3}|(?:ef)?g",
            r"(?-u:\b)(?:y|n)\s*=",
            r"é[èÈ]t",
        ];
        let family = Triggers::of(patterns);
        let texts = [
            "Reactivate",
            "ACTIVATING",
            "is not <",
            "no longer the her",
            "KELVIN",
            "\u{212a}elvin",
            "kÖln",
            "ac",
            "bc",
            "dd",
            "efg",
            "g",
            "y =",
            "éÈt",
            "",
            "zz",
        ];
        for text in texts {
            for (place, pattern) in patterns.iter().enumerate() {
                let matches = regex::Regex::new(pattern).unwrap().is_match(text);
                assert!(!matches || family.heard(text) >> place & 1 == 1, "{pattern} in {text}");
            }
        }
    }
}
