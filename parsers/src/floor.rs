//! "Level 4" of a house, as it stands in postal addresses and on cards.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What a street, or a house in it, is called.
const HOUSE: &str = r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|terrace|quay|wharf|dock|pier|plaza|square|court|place|crescent|row|way|house|tower|towers|building|block|cent(?:re|er)|mall|arcade|mill|yard|park|exchange|hall|chambers)";

static LEVEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:level|lvl|l)\.?\s?(?:\d{1,2}|one|two|three|four)\b").expect("a valid pattern")
});

/// Whether the level at `range` is a floor: "Level 4, 210 Harbour Street", "Suite 3, Level 4, Dock House", "118 Court Street,
/// Level 2".
pub(crate) fn is_floor(text: &str, range: &Range<usize>) -> bool {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*[,|/·–-]\s*(?:\d+[A-Za-z]?(?:[/-]\d+)?\s+\p{Lu}[\p{L}'’.]+|(?i:(?:north|south|east|west|main|central)\s+(?:wing|tower|block|building)|room|suite|ward|wing|tower|block|building|zimmer|raum|bureau)\b|(?:\p{Lu}[\p{L}'’.]*\s+){1,3}(?i:house|towers?|building|plaza|cent(?:re|er)|chambers)\b)").expect("a valid pattern")
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:\b\d+[A-Za-z]?\s+(?:\p{{Lu}}[\p{{L}}'’.]*\s+){{1,3}}(?i:{HOUSE})\.?|\b(?i:suite|unit|room|shop|office)\s+\d+[A-Za-z]?)\s*[,|/·–-]\s*$"
        ))
        .expect("a valid pattern")
    });
    BEHIND.is_match(&text[range.end..]) || BEFORE.is_match(&text[..range.start])
}

/// The text without the floors that it names.
pub(crate) fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in LEVEL.find_iter(text).filter(|found| is_floor(text, &found.range())) {
        out.push_str(&text[from..found.start()]);
        from = found.end();
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_and_levels() {
        for (text, rest) in [
            ("Suite 3, Level 4, Dock House", "Suite 3, , Dock House"),
            ("118 Court Street, Level 2", "118 Court Street, "),
            ("Fernwick - 3 Wharf Road, Level 2", "Fernwick - 3 Wharf Road, "),
            ("Level 4, 210 Harbour Street", ", 210 Harbour Street"),
            ("Level 2, West Wing", ", West Wing"),
            ("Jane Street, level 2", "Jane Street, level 2"),
            (
                "Ann Lane, level 4, Tom Park, level 2",
                "Ann Lane, level 4, Tom Park, level 2",
            ),
            ("1. Mary Lane, Level 3, none", "1. Mary Lane, Level 3, none"),
        ] {
            assert_eq!(without(text), rest, "{text}");
        }
    }
}
