//! The marks of list items: Word counts them when it shows a page, so they stand nowhere in the text.

use std::collections::HashMap;

use crate::formats::docx::styles::ListPlace;
use crate::formats::xml::Element;

/// Word has nine levels.
const LEVELS: usize = 9;
/// A count beyond this is no list of people; it also bounds Roman numerals.
const MAX_COUNT: usize = 9_999;
/// More lists than any document has; each keeps its own nine levels.
const MAX_LISTS: usize = 5_000;
/// The longest mark, and the longest word for how it counts.
const MAX_MARK: usize = 40;

#[derive(Debug, Clone)]
struct Level {
    format: String,
    text: String,
    start: usize,
}

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: HashMap<String, Vec<Level>>,
    /// Lists that share a definition count on.
    definition: HashMap<String, String>,
    counts: HashMap<String, [usize; LEVELS]>,
}

impl Lists {
    /// Reads the numbering part.
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut lists = Self::default();
        let Some(root) = root else { return lists };
        let mut definitions = HashMap::new();
        for element in root.elements().filter(|element| &*element.name == "w:abstractNum") {
            let id = element.attribute("abstractNumId").unwrap_or_default();
            definitions.insert(id, element.elements().filter_map(level).collect::<Vec<_>>());
        }
        let numbered = root.elements().filter(|element| &*element.name == "w:num");
        for element in numbered.take(MAX_LISTS) {
            let definition = element
                .child("w:abstractNumId")
                .and_then(|child| child.attribute("val"))
                .unwrap_or_default();
            let mut levels = vec![None; LEVELS];
            for (index, level) in definitions.get(definition).into_iter().flatten() {
                levels[*index] = Some(level.clone());
            }
            let overrides = element.elements().filter(|child| &*child.name == "w:lvlOverride");
            let mut restarted = false;
            for change in overrides {
                let Some(index) = number(change, "ilvl").filter(|index| *index < LEVELS) else {
                    continue;
                };
                if let Some((_, level)) = change.child("w:lvl").and_then(level) {
                    levels[index] = Some(level);
                }
                if let (Some(start), Some(level)) = (change.child("w:startOverride"), &mut levels[index]) {
                    level.start = number(start, "val").unwrap_or(1).min(MAX_COUNT);
                    restarted = true;
                }
            }
            let plain = || Level {
                format: "bullet".to_owned(),
                text: "•".to_owned(),
                start: 1,
            };
            let id = element.attribute("numId").unwrap_or_default().to_owned();
            let shared = if restarted {
                format!("num {id}")
            } else {
                definition.to_owned()
            };
            lists.definition.insert(id.clone(), shared);
            lists.levels.insert(
                id,
                levels.into_iter().map(|level| level.unwrap_or_else(plain)).collect(),
            );
        }
        lists
    }

    /// The mark of the next item at a place; none when the list is unknown, or has no marks.
    pub(super) fn next(&mut self, place: &ListPlace) -> Option<String> {
        let levels = self.levels.get(&place.list)?;
        let definition = self.definition.get(&place.list)?;
        let counts = self.counts.entry(definition.clone()).or_default();
        let level = levels.get(place.level)?;
        counts[place.level] = match counts[place.level] {
            0 => level.start,
            count => (count + 1).min(MAX_COUNT),
        };
        counts[place.level + 1..].fill(0);
        match level.format.as_str() {
            "none" => None,
            "bullet" => Some("•".to_owned()),
            _ => {
                let mut mark = level.text.clone();
                for (index, level) in levels.iter().enumerate() {
                    let count = if counts[index] == 0 { level.start } else { counts[index] };
                    mark = mark.replace(&format!("%{}", index + 1), &shown(count, &level.format));
                }
                Some(mark.trim().to_owned()).filter(|mark| !mark.is_empty())
            }
        }
    }
}

fn level(element: &Element) -> Option<(usize, Level)> {
    if &*element.name != "w:lvl" {
        return None;
    }
    // Every list of a definition keeps a copy of them.
    let value = |name: &str| {
        let found = element.child(name).and_then(|child| child.attribute("val"));
        found.map(|text| text.chars().take(MAX_MARK).collect::<String>())
    };
    let index = number(element, "ilvl").filter(|index| *index < LEVELS)?;
    Some((
        index,
        Level {
            format: value("w:numFmt").unwrap_or_else(|| "decimal".to_owned()),
            text: value("w:lvlText").unwrap_or_default(),
            start: element
                .child("w:start")
                .and_then(|start| number(start, "val"))
                .unwrap_or(1)
                .min(MAX_COUNT),
        },
    ))
}

fn number(element: &Element, attribute: &str) -> Option<usize> {
    element.attribute(attribute)?.parse().ok()
}

/// A count as a list shows it.
fn shown(count: usize, format: &str) -> String {
    match format {
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letter(count),
        "upperLetter" => letter(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        _ => count.to_string(),
    }
}

/// a, b, … z, aa, bb, … as Word counts.
fn letter(count: usize) -> String {
    let Some(index) = count.checked_sub(1) else {
        return String::new();
    };
    let letter = u8::try_from(index % 26).map_or('a', |offset| char::from(b'a' + offset));
    std::iter::repeat_n(letter, (index / 26 + 1).min(20)).collect()
}

fn roman(mut count: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, text) in STEPS {
        while count >= value {
            out.push_str(text);
            count -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_shown_as_word_shows_them() {
        assert_eq!(shown(14, "lowerRoman"), "xiv");
        assert_eq!(shown(28, "upperLetter"), "BB");
        assert_eq!(shown(3, "decimal"), "3");
    }
}
