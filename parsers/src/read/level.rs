//! Access levels: "Level 2", "L2", "lvl. 2", "access: two", "Level II", or a label of the profile.
//!
//! Incomplete support: a label of one common word ("Manager") counts only alone in its slot, in quotes, or before
//! "access", because it is a job title elsewhere.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::floor;
use crate::lexicon::calendar;
use crate::profile::Profile;
use crate::read::pieces::Pieces;
use crate::statement::LevelReading;
use crate::text::{fold, key};

const NUMBER: &str = r"\d{1,2}|iv|iii|ii|i|one|two|three|four|five|six|eins|zwei|drei|vier|un|deux|trois|quatre|uno|dos|tres|cuatro|um|dois|três|quatro|een|twee|drie|due|tre|quattro";

static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let either = format!(r"(?:\s*(?:or|/|oder|ou|o|of|-|–|to|bis)\s*(?:level\s*)?(?P<other>{NUMBER})\b)?");
    let word = r"(?:access[\s-]*level|access|levels?|lvl|lev|niveau|nivel|nível|nivå|niva|poziom|úroveň|uroven|szint|taso|nivelul|stufe|ebene|livello|tier|zugriffslevel|zugriffsstufe)";
    let of = r"(?:\s*(?:\bof|\bfor|\bde|\bdu|\bd['’]|\bvon|\bvan|\bdi|\bdel|\bda|\bdo)\s*(?:[\p{L}'’-]+\s+){1,3}(?:passe|devient|sera|wird|becomes?|goes|changes|moves|pasa|cambia|passa|gaat|wordt|diventa|is|ist|est|es|è|é))?";
    let link = r"\.?\s*(?:of access)?\s*(?:is|should be|will be|must be|(?:up |down )?to|ist|est|es|é|wird|wordt|à|a|auf|naar|para|:|=|#|-|–)?\s*";
    Regex::new(&format!(r"(?i)\b(?:{word}{of}{link}(?P<number>{NUMBER})\b{either}|L\s?(?P<short>\d)\b(?:\s*(?:or|/)\s*L?(?P<short_other>\d)\b)?)"))
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

/// A level in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) range: Range<usize>,
    pub(crate) level: LevelReading,
    /// Whether it can be nothing else; a bare digit or a label may be.
    pub(crate) sure: bool,
}

/// The level that running text states, and where.
pub(crate) fn in_prose(text: &str, profile: &Profile) -> Option<(Range<usize>, LevelReading)> {
    let all = all(text, profile);
    let first = all.iter().find(|said| said.sure).cloned();
    first.map(|said| (said.range, said.level))
}

/// All levels of running text, in order.
pub(crate) fn all(text: &str, profile: &Profile) -> Vec<Said> {
    if !profile.has_levels() {
        return Vec::new();
    }
    let mut out = numbered(text, profile);
    labels(text, profile, &mut out);
    bare(text, &mut out);
    out.sort_by_key(|said| said.range.start);
    let several = out.len() > 1;
    out.retain(|said| !is_former(&text[..said.range.start], several));
    out
}

/// "Levels 4, 3 and 2": one for each, in the order of the people.
pub(crate) fn series(text: &str) -> Option<(Range<usize>, Vec<u8>)> {
    static SERIES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:levels?|lvls?|access|niveaus?|niveaux|stufen?|niveles|níveis|livelli)(?:\s+(?:are|is|will be|should be|sind|sont|son|são|zijn|sono))?\s*:?\s*(?P<all>[1-4](?:\s*(?:,|and|&|/|,\s*and|und|et|y|e|en)\s*(?:level\s*)?[1-4])+)\b").expect("a valid pattern")
    });
    let found = SERIES.captures(text)?;
    let all = found.name("all")?;
    let digits: Vec<u8> = all
        .as_str()
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    let ordered = [
        "order",
        "respectiv",
        "reihenfolge",
        "ordre",
        "orden",
        "ordem",
        "volgorde",
    ];
    let folded = fold(text);
    (digits.len() > 1 && ordered.iter().any(|word| folded.contains(word)))
        .then(|| (found.get(0).map_or(0..0, |found| found.range()), digits))
}

pub(crate) fn numbered(text: &str, profile: &Profile) -> Vec<Said> {
    let mut out = Vec::new();
    let mut heads = SAID.captures_iter(text).peekable();
    let in_building = heads.peek().is_some() && is_of_building(text);
    for found in heads {
        let Some(whole) = found.get(0) else { continue };
        // "Access to …" and "level to …" are no levels, nor is "level 2 support".
        let after = text.get(whole.end()..).unwrap_or_default().trim_start();
        if after.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("support")) {
            continue;
        }
        if in_building || floor::is_floor(text, &whole.range()) {
            continue;
        }
        // "The full access one" speaks of one kind of access.
        if fold(whole.as_str()).trim_end() == "access one" {
            continue;
        }
        let first = found.name("number").or(found.name("short"));
        // The "i" of "accessi" is no number.
        let joined = first.is_some_and(|first| {
            first.as_str().starts_with(char::is_alphabetic) && text[..first.start()].ends_with(char::is_alphabetic)
        });
        if joined {
            continue;
        }
        // "His level I will tell you later".
        let spoken = first.is_some_and(|first| first.as_str() == "I") && is_spoken(after);
        if spoken {
            continue;
        }
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
            out.push(Said {
                range: whole.range(),
                level,
                sure: true,
            });
        }
    }
    out
}

/// Whether a word follows that goes with "I", which then is no number: "his level I tell you later".
fn is_spoken(after: &str) -> bool {
    static JOINS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:and|or|for|with|please|pls|access|users?|login|account|only|as|is|are|in|on|at|to|until|from|but|not|too|both|each|all|plus|und|et|y|e|en)\b").expect("a valid pattern")
    });
    let speaks = after.starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’');
    speaks && !JOINS.is_match(after)
}

/// "The fire alarm on level 2 and level 3 will be tested": what is said of a house is no access.
fn is_of_building(text: &str) -> bool {
    static BUILDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:fire alarms?|alarms?|lifts?|elevators?|escalators?|stairwells?|staircases?|parking|car parks?|garages?|sprinklers?|evacuation|fire drill|storeys?|toilets|restrooms|plumbing|aufzug|tiefgarage|feueralarm|brandmeldeanlage|ascenseur|parking|ascensor|elevador|aparcamiento)(?-u:\b)").expect("a valid pattern")
    });
    !text.contains('@') && BUILDING.is_match(&fold(text))
}

/// "Was level 2", "not 2": what is no longer, where something else is said as well.
fn is_former(before: &str, several: bool) -> bool {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:not|instead of|rather than|no longer|never|statt|anstatt|nicht|pas|niet)(?: (?:a|an|at|as|on|the|in|be|just))?[ :(\x22]*$").expect("a valid pattern")
    });
    static WAS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:was|were|had|marked|currently|from|previously|formerly|says|said|now at|listed)(?: (?:a|an|at|as|on|the|in|be|just|is))*[ :(\x22]*$").expect("a valid pattern")
    });
    let folded = fold(before);
    FORMER.is_match(&folded) || several && WAS.is_match(&folded)
}

/// A digit alone: "make her a 3", "– 2".
fn bare(text: &str, out: &mut Vec<Said>) {
    let pieces = Pieces::of(text);
    for (at, c) in text.char_indices() {
        let end = at + 1;
        let own = ('1'..='9').contains(&c)
            && text[..at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric() && !"./-:'#".contains(c) && c != '+')
            && text[end..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && !"/:%'-+@".contains(c));
        let free = out.iter().all(|said| said.range.end <= at || end <= said.range.start);
        if !own || !free || at == 0 || is_point(text, at, c) {
            continue;
        }
        if is_told(text, at, end) || (pieces.is_alone(&(at..end), &[]) && !text[..at].trim().is_empty()) {
            let level = u8::try_from(u32::from(c) - u32::from('0')).unwrap_or(0);
            let level = if level <= 4 {
                LevelReading::Is(level)
            } else {
                LevelReading::Invalid
            };
            out.push(Said {
                range: at..end,
                level,
                sure: false,
            });
        }
    }
}

/// "(1) activate Ottoline, (2) Precious needs level 2": a point of a list, in brackets.
fn is_point(text: &str, at: usize, digit: char) -> bool {
    let bracketed = text[..at].ends_with('(') && text[at + 1..].starts_with(") ");
    let others = ('1'..='9').filter(|other| *other != digit);
    bracketed && others.into_iter().any(|other| text.contains(&format!("({other}) ")))
}

/// "She is a 3.", "make him 2 please".
fn is_told(text: &str, at: usize, end: usize) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:is|are|be|becomes?|become|to|as|gets?|make (?:him|her|them|it|that)|(?:make|give) \p{L}+|(?:he|she|they|it|that|who)'?s|should have|needs?|(?:fine|ok|okay|happy|good|content|well served|all right|alright) with|does with|enough with)(?: (?:an?|at|on|the))?[ :=]*$").expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*(?:$|[,.;)!–(]|-\s|and(?-u:\b)|not(?-u:\b)|actually|now|then|from|please|pls|instead|for|but|too|as well|with|plus|because|since|as (?:he|she|they)|\+)",
        )
        .expect("a valid pattern")
    });
    BEFORE.is_match(&fold(&text[..at])) && BEHIND.is_match(&fold(&text[end..]))
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
    profile.vocabulary().levels.get(wanted).copied()
}

/// Labels of the profile; a label that is a common word needs words around it that make it one.
fn labels(text: &str, profile: &Profile, out: &mut Vec<Said>) {
    let lower = text.to_lowercase();
    if lower.len() != text.len() || !profile.vocabulary().names_level(&lower) {
        return;
    }
    let mut found: Vec<(Range<usize>, u8, bool)> = Vec::new();
    for (words, level) in &profile.vocabulary().level_phrases {
        for (at, hit) in lower.match_indices(words.as_str()) {
            let end = at + hit.len();
            let end = if lower[end..].starts_with('s') { end + 1 } else { end };
            let before = lower[..at].chars().next_back();
            let after = lower[end..].chars().next();
            let whole = before.is_none_or(|c| !c.is_alphanumeric() && !"@._".contains(c))
                && after.is_none_or(|c| !c.is_alphanumeric() && c != '@');
            let longer = found.iter().any(|(other, ..)| other.start <= at && end <= other.end);
            if whole && !longer {
                let phrase = words.contains([' ', '-']) && !words.contains("manager");
                found.retain(|(other, ..)| other.end <= at || end <= other.start);
                found.push((at..end, *level, phrase));
            }
        }
    }
    let ranges: Vec<Range<usize>> = found.iter().map(|(range, ..)| range.clone()).collect();
    let roles: Vec<Range<usize>> = super::roles::in_prose(text, profile)
        .into_iter()
        .map(|(range, _)| range)
        .collect();
    let others: Vec<Range<usize>> = out
        .iter()
        .map(|said| said.range.clone())
        .chain(roles.iter().cloned())
        .chain(ranges)
        .collect();
    let pieces = Pieces::of(text);
    for (range, level, phrase) in found {
        // "User Manager" is a role, not a manager.
        if roles
            .iter()
            .any(|role| role.start <= range.start && range.end <= role.end)
        {
            continue;
        }
        let near = |said: &Said| {
            let gap = if said.range.end <= range.start {
                &text[said.range.end..range.start]
            } else if range.end <= said.range.start {
                &text[range.end..said.range.start]
            } else {
                ""
            };
            said.sure && gap.chars().all(|c| !c.is_alphanumeric())
        };
        if out.iter().any(near) {
            continue;
        }
        let (before, after) = (&lower[..range.start], &lower[range.end..]);
        // "He keeps asking why the chart is read only" gives nobody a level.
        let asked = ["why ", "whether ", "wonder", "asking ", "asked "];
        if asked.iter().any(|word| before.contains(word)) {
            continue;
        }
        let quoted = before.ends_with(['"', '\'']) && after.starts_with(['"', '\'']);
        let sure = quoted || phrase || names_rights(after) || labelled(before, after);
        // A viewer is no trade, as a manager may be one.
        let looks_on = lower[range.clone()].starts_with("view") || lower[range.clone()].starts_with("read");
        if sure || suffices(before, after) || given(before, after, looks_on) || pieces.is_alone(&range, &others) {
            out.push(Said {
                range,
                level: LevelReading::Is(level),
                sure,
            });
        }
    }
}

fn names_rights(after: &str) -> bool {
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
    let after = after.trim_start_matches([' ', '"', '\'']);
    nouns.iter().any(|noun| after.starts_with(noun)) && !after.starts_with("account manager")
}

/// "Contributor is fine", "viewer will do", "all contributors with scheduling".
fn suffices(before: &str, after: &str) -> bool {
    static FINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^s? (?:(?:is|are|would be|will be|should be) (?:fine|ok|okay|enough|plenty|sufficient|all right|all (?:he|she|they) needs?)|(?:will|would|should) (?:do|suffice))(?-u:\b)").expect("a valid pattern")
    });
    static OF_ALL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|[,.;:!] )all $").expect("a valid pattern"));
    let rest = after.strip_prefix('s').unwrap_or(after);
    FINE.is_match(after)
        || OF_ALL.is_match(before)
            && [" with ", ", except", " except", " but "]
                .iter()
                .any(|next| rest.starts_with(next))
}

/// "As a manager with …", "should be contributors", "make her Admin.".
fn given(before: &str, after: &str, looks_on: bool) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:as|be|becomes?|become|make (?:him|her|them)|made|to|at|is|are|gets?|give (?:him|her|them)|have|needs?|just|only)(?: (?:an?|the))?[ \x22':]*$").expect("a valid pattern")
    });
    static JOB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:work\p{L}*|join\p{L}*|hir\p{L}*|serv\p{L}*|act\p{L}*|promot\p{L}*|(?:is|are) (?:the|a|our|my|an))(?: \p{L}+){0,3}[ \x22']*$").expect("a valid pattern")
    });
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\x22']?\s*(?:$|[,.;)!–(+/]|-\s|(?:and|with|for|please|pls|but|so|too|as well|now|instead|plus|though|role|both|each|rather|not|then|who|she|he|they|until|only)(?-u:\b))").expect("a valid pattern")
    });
    // "Is a plain viewer", "is just an admin": no trade is spoken of so.
    static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:is|are|be|becomes?|become|as|to be|stays?|remains?|gets?|needs?)(?: only| just| but)? (?:an? )?(?:plain|simple|mere|ordinary|normal|regular|basic|pure)(?: old)? $").expect("a valid pattern")
    });
    static ONLOOKER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:is|are|be|becomes?|as|stays?|remains?)(?: only| just)? an? $")
            .expect("a valid pattern")
    });
    if ENDS.is_match(after) && (PLAIN.is_match(before) || looks_on && ONLOOKER.is_match(before)) {
        return true;
    }
    GIVEN.is_match(before) && !JOB.is_match(before) && ENDS.is_match(after)
}

/// "Access: Standard": the label is all that is said.
fn labelled(before: &str, after: &str) -> bool {
    let ends = after.trim_start().is_empty()
        || after
            .trim_start()
            .starts_with([',', ';', '.', ')', '|', '/', '–', '!', '+', '(']);
    let before = before.trim_end();
    let labels = [
        "access:",
        "level:",
        "access level:",
        "permission:",
        "permissions:",
        "access =",
        "level =",
        "rights:",
        "tier:",
    ];
    ends && labels.iter().any(|label| before.ends_with(label))
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
