//! Access levels: "Level 2", "L2", "lvl. 2", "access: two", "Level II", or a label of the profile.
//!
//! Incomplete support: a label of one common word ("Manager") counts only alone in its slot, in quotes, or before
//! "access", because it is a job title elsewhere.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::calendar;
use crate::profile::Profile;
use crate::statement::LevelReading;
use crate::text::{fold, key};

const NUMBER: &str = r"\d{1,2}|iv|iii|ii|i|one|two|three|four|five|six|eins|zwei|drei|vier|un|deux|trois|quatre|uno|dos|tres|cuatro|um|dois|três|quatro|een|twee|drie|due|tre|quattro";

static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let either = format!(r"(?:\s*(?:or|/|oder|ou|o|of|-|–|to|bis)\s*(?:level\s*)?(?P<other>{NUMBER})\b)?");
    let word = r"(?:access[\s-]*level|access|levels?|lvl|lev|niveau|nivel|nível|stufe|ebene|livello|tier|zugriffslevel|zugriffsstufe)";
    let link = r"\.?\s*(?:of access)?\s*(?:is|should be|will be|must be|to|ist|est|es|é|wird|wordt|:|=|#|-|–)?\s*";
    Regex::new(&format!(r"(?i)\b(?:{word}{link}(?P<number>{NUMBER})\b{either}|L\s?(?P<short>\d)\b(?:\s*(?:or|/)\s*L?(?P<short_other>\d)\b)?)"))
        .expect("a valid pattern")
});
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\s*(?:l|lvl|level)?\.?\s*(?P<number>{NUMBER})\b(?:\s*(?:or|/|,|oder|ou|o|of|-|–|to|&|and|\?)\s*(?P<other>{NUMBER})\b)?"))
        .expect("a valid pattern")
});

fn number(text: &str) -> Option<i64> {
    let word = fold(text);
    match word.as_str() {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        other => calendar::number(other),
    }
}

fn reading(first: &str, other: Option<&str>) -> Option<LevelReading> {
    let first = number(first)?;
    if other.and_then(number).is_some_and(|other| other != first) {
        return Some(LevelReading::Ambiguous);
    }
    Some(
        u8::try_from(first)
            .ok()
            .filter(|level| (1..=4).contains(level))
            .map_or(LevelReading::Invalid, LevelReading::Is),
    )
}

/// The level that running text states, and where.
pub(crate) fn in_prose(text: &str, profile: &Profile) -> Option<(Range<usize>, LevelReading)> {
    if !profile.has_levels() {
        return None;
    }
    for found in SAID.captures_iter(text) {
        let whole = found.get(0)?;
        // "Access to …" and "level to …" are no levels, nor is "level 2 support".
        let after = fold(text.get(whole.end()..).unwrap_or_default());
        if after.trim_start().starts_with("support") {
            continue;
        }
        let first = found.name("number").or(found.name("short"));
        let other = found.name("other").or(found.name("short_other"));
        let range = first.is_some_and(|first| text[whole.start()..first.start()].contains("to "));
        if range && other.is_none() && fold(whole.as_str()).starts_with("access to") {
            continue;
        }
        if let Some(level) = first.and_then(|first| reading(first.as_str(), other.map(|other| other.as_str()))) {
            let label = label_after(&text[whole.end()..], profile);
            let level = match (level, label) {
                (LevelReading::Is(number), Some(other)) if number != other => LevelReading::Ambiguous,
                _ => level,
            };
            return Some((whole.range(), level));
        }
    }
    label_in_prose(text, profile)
}

/// "Level 2 (Manager)": the label behind the number.
fn label_after(rest: &str, profile: &Profile) -> Option<u8> {
    let inner = rest.trim_start().trim_start_matches(['-', '–', '=', ':']).trim_start();
    let inner = inner
        .strip_prefix('(')
        .and_then(|inner| inner.split(')').next())
        .or_else(|| inner.split([',', ';', '\n']).next())?;
    label(inner, profile)
}

/// The level whose label or alias the whole text is.
pub(crate) fn label(text: &str, profile: &Profile) -> Option<u8> {
    let wanted = key(text);
    let wanted = wanted
        .strip_suffix(" access")
        .filter(|short| !short.is_empty() && *short != "full")
        .unwrap_or(&wanted);
    if wanted.is_empty() {
        return None;
    }
    let level = profile
        .levels
        .iter()
        .find(|level| key(&level.label) == wanted || level.aliases.iter().any(|alias| key(alias) == wanted))?;
    Some(level.level)
}

fn label_in_prose(text: &str, profile: &Profile) -> Option<(Range<usize>, LevelReading)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    for level in &profile.levels {
        for words in std::iter::once(&level.label).chain(&level.aliases) {
            let words = words.to_lowercase();
            for (at, found) in lower
                .match_indices(&words)
                .chain(lower.match_indices(&words.replace(' ', "-")))
            {
                let end = at + found.len();
                let before = lower[..at].chars().next_back();
                let after = &lower[end..];
                let bounded = before.is_none_or(|c| !c.is_alphanumeric())
                    && after.chars().next().is_none_or(|c| !c.is_alphanumeric());
                let quoted =
                    before == Some('"') && after.starts_with('"') || before == Some('\'') && after.starts_with('\'');
                let nouns = [
                    "access",
                    "level",
                    "user",
                    "login",
                    "right",
                    "account",
                    "permission",
                    "licen",
                    "seat",
                ];
                let noun = nouns.iter().any(|noun| after.trim_start().starts_with(noun));
                let phrase = words.contains([' ', '-']) && !words.contains("manager");
                let slot = labelled(&lower[..at], after);
                if bounded && (quoted || noun || phrase || slot) {
                    return Some((at..end, LevelReading::Is(level.level)));
                }
            }
        }
    }
    None
}

/// "Access: Standard", "add her as Admin.": the label is all that is said.
fn labelled(before: &str, after: &str) -> bool {
    let ends = after.trim_start().is_empty()
        || after
            .trim_start()
            .starts_with([',', ';', '.', ')', '|', '/', '-', '–', '!'])
            && !after.starts_with('-');
    let before = before.trim_end();
    let slot = [
        "access:",
        "level:",
        "access level:",
        "permission:",
        "permissions:",
        "access =",
        "level =",
    ]
    .iter()
    .any(|label| before.ends_with(label));
    let added = [" as", " as a", " as an"].iter().any(|word| before.ends_with(word))
        && ["add", "creat", "set ", "setup", "@"]
            .iter()
            .any(|word| before.contains(word))
        && !before.contains("work");
    ends && (slot || added)
}

/// The level that stands alone in a slot: a bare digit, a word, a label, or both.
pub(crate) fn in_slot(text: &str, profile: &Profile) -> Option<LevelReading> {
    let text = text.trim().trim_matches(['"', '\'', '.']).trim();
    if text.is_empty() || !profile.has_levels() {
        return None;
    }
    if let Some(level) = label(text, profile) {
        return Some(LevelReading::Is(level));
    }
    if let Some(found) = BARE.captures(text) {
        let whole = found.get(0)?;
        let level = reading(&found["number"], found.name("other").map(|other| other.as_str()))?;
        let behind = label_after(&text[whole.end()..], profile);
        return Some(match (level, behind) {
            (LevelReading::Is(number), Some(other)) if number != other => LevelReading::Ambiguous,
            _ => level,
        });
    }
    let prose = in_prose(text, profile).map(|(_, level)| level);
    prose.or_else(|| {
        text.split(['(', '-', '–', '/', ','])
            .find_map(|piece| label(piece, profile))
            .map(LevelReading::Is)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        let profile = Profile::client_roles();
        let prose = |text: &str| in_prose(text, &profile).map(|(_, level)| level);
        for (text, level) in [
            ("a plain Level 2 will do", LevelReading::Is(2)),
            ("access: four", LevelReading::Is(4)),
            ("lvl. 3", LevelReading::Is(3)),
            ("L4", LevelReading::Is(4)),
            ("Level II", LevelReading::Is(2)),
            ("with full access please", LevelReading::Is(4)),
            ("three view-only logins", LevelReading::Is(1)),
            ("Level 2 or 3", LevelReading::Ambiguous),
            ("Level 5", LevelReading::Invalid),
            ("Level 2 (Manager)", LevelReading::Ambiguous),
        ] {
            assert_eq!(prose(text), Some(level), "{text}");
        }
        assert_eq!(prose("our Plant Manager"), None);
        assert_eq!(in_slot("3 - Manager", &profile), Some(LevelReading::Is(3)));
        assert_eq!(in_slot("Manager", &profile), Some(LevelReading::Is(3)));
    }
}
