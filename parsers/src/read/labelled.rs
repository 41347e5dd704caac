//! Labelled lines: "Email: jane@x.example", also several on one line, also with the value on the lines below.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::labels::{self, Slot};
use crate::read::boxes;
use crate::text::Flow;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,;|•\t]|\s{2,}|\s[-–]\s|\s)\s*\**(?P<label>[\p{L}][\p{L}\p{N}'/&.-]*(?: [\p{L}\p{N}(][\p{L}\p{N}'/&().?!-]*){0,10}?)\**\s*(?:\([^)]{0,90}\)\s*)?(?P<end>\??\s*[:=]|\s*\.{3,}\s*|\s*_{3,}\s*|\?\s+|\t|\s[-–]\s)\**")
        .expect("a valid pattern")
});

/// More labels than a line of a form has.
const MAX_PAIRS: usize = 40;

/// A label with the place of its value.
pub(crate) struct Labelled {
    pub(crate) slot: Slot,
    pub(crate) value: Flow,
    /// The words of the label.
    pub(crate) label: String,
    /// "Ship-to for all": the value is everybody's.
    pub(crate) shared: bool,
}

/// All labels of a line with their values; empty when the line does not begin with one.
pub(crate) fn pairs(line: &Flow) -> Vec<Labelled> {
    let text = &without_scale(&line.text);
    // Behind every label stands one of these.
    if !text.contains([':', '=', '?', '\t', '.', '_', '-', '–']) {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize, Slot, &str)> = Vec::new();
    let dashed = labels_with_dashes(text);
    let mut at = 0;
    while found.len() < MAX_PAIRS
        && let Some(captures) = text.get(at..).and_then(|rest| LABEL.captures(rest))
    {
        let (Some(label), Some(end)) = (captures.name("label"), captures.name("end")) else {
            break;
        };
        let (start, stop, after) = (at + label.start(), at + label.end(), at + end.end());
        let first = found.is_empty();
        let dash = end.as_str().contains(['-', '–'])
            || end.as_str() == "\t"
            || !end.as_str().contains([':', '=']) && !end.as_str().contains("...");
        // "Users - Crosswind" is a title; with a dash only a plain label counts.
        let title = [
            "user", "users", "new user", "people", "staff", "team", "contact", "members",
        ]
        .contains(&crate::text::key(&text[start..stop]).as_str());
        let slot = longest(&text[start..stop])
            .filter(|(skip, _)| !dash || dashed && *skip == 0 || (first && start <= 2 && *skip == 0 && !title));
        match slot {
            Some((skip, slot)) if !(first && (skip > 0 || start > 3)) => {
                found.push((start + skip, after, slot, &text[start..stop]));
                at = after;
            }
            Some(_) | None => at = next_char(text, if first { after } else { start + 1 }),
        }
        if first && found.is_empty() {
            break;
        }
    }
    // "Which role? (cannot be changed later)" asks, and explains the question.
    if let [(_, from, ..)] = found.as_slice()
        && text[..*from].trim_end().ends_with('?')
        && text[*from..].trim().starts_with('(')
        && text.trim_end().ends_with(')')
    {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (index, (_, from, slot, label)) in found.iter().enumerate() {
        let to = found.get(index + 1).map_or(text.len(), |(next, ..)| *next);
        let raw = &text[*from..to];
        let lead = raw.len() - raw.trim_start_matches([' ', '\t', '*', '_']).len();
        let tail = if index + 1 < found.len() {
            &[' ', ',', ';', '|', '-', '–', '•', '\t', '*'][..]
        } else {
            &[' ', '\t', '*', '|'][..]
        };
        let inner = raw[lead..].trim_end_matches(tail);
        // A full stop before the next label ends the sentence.
        let inner = if index + 1 < found.len() {
            inner.trim_end_matches('.')
        } else {
            inner
        };
        out.push(Labelled {
            slot: *slot,
            label: (*label).to_owned(),
            shared: is_shared(label),
            value: line.cut(from + lead..from + lead + inner.len()),
        });
    }
    out
}

/// "Access level (1 = lowest, 4 = highest)": what brackets explain before any value is no label; every place stays where it is.
fn without_scale(text: &str) -> Cow<'_, str> {
    static SCALE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[^():=@]{2,50}\((?P<scale>[^()]{3,90})\)").expect("a valid pattern"));
    let Some(scale) = SCALE.captures(text).and_then(|found| found.name("scale")) else {
        return Cow::Borrowed(text);
    };
    if !scale.as_str().contains([':', '=']) || scale.as_str().contains('@') {
        return Cow::Borrowed(text);
    }
    let plain = scale.as_str().replace([':', '=', ',', ';', '?'], " ");
    let mut out = text.to_owned();
    out.replace_range(scale.range(), &plain);
    Cow::Owned(out)
}

/// "Name - Ann Lee, mail id - ann@x, level - 3": whether all labels of a line are followed by dashes.
fn labels_with_dashes(text: &str) -> bool {
    let labelled = |piece: &&str| {
        let piece = piece
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
        let label = piece.split_once(" - ").or_else(|| piece.split_once(" – "));
        label.is_some_and(|(label, _)| label.split(' ').count() <= MAX_LABEL_WORDS && labels::column(label).is_some())
    };
    text.split([',', ';', '|']).filter(labelled).take(2).count() == 2
}

/// Longer labels have no dash behind them.
const MAX_LABEL_WORDS: usize = 3;

/// "Distributorship for both", "Ship-to (all)".
fn is_shared(label: &str) -> bool {
    let words = crate::text::key(label);
    let mut words = words.split(' ');
    words.any(|word| {
        [
            "both",
            "all",
            "everyone",
            "everybody",
            "team",
            "each",
            "alle",
            "beide",
            "tous",
            "todos",
            "tutti",
        ]
        .contains(&word)
    }) && !label.to_lowercase().contains("case")
}

fn next_char(text: &str, at: usize) -> usize {
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// The slot of the longest end of the words that is a label: "and Email" is "Email".
fn longest(words: &str) -> Option<(usize, Slot)> {
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    starts
        .into_iter()
        .find_map(|start| labels::column(&words[start..]).map(|slot| (start, slot)))
}

/// A heading that is nothing but a label.
pub(crate) fn alone(line: &Flow) -> Option<Labelled> {
    if crate::read::activation::is_answer(line.text.trim()) {
        return None;
    }
    over_answer(line)
}

/// A heading that is nothing but a label, also one that would be an answer elsewhere: "Activate" over "[ ] yes [x] no".
pub(crate) fn over_answer(line: &Flow) -> Option<Labelled> {
    let text = line.text.trim();
    // "[ ] now [x] hold" answers, whatever its words.
    if text.chars().count() < 3 || boxes::checked(text).is_some() {
        return None;
    }
    let slot = labels::column(text)?;
    Some(Labelled {
        slot,
        value: line.cut(line.text.len()..line.text.len()),
        label: text.to_owned(),
        shared: false,
    })
}

/// Words of a question, with what it asks for; the first that fit count.
const QUESTIONS: &[(&[&str], Slot)] = &[
    (
        &[
            "activate",
            "activation",
            "send the link",
            "invite",
            "invitation",
            "hold",
        ],
        Slot::Activate,
    ),
    (
        &["custodian only", "only a custodian", "custodian-only"],
        Slot::CustodianOnly,
    ),
    (&["see all cases", "sees all cases", "all cases"], Slot::SeesAllCases),
    (
        &["account holder", "holds the account", "holds the distributor account"],
        Slot::AccountHolder,
    ),
    (
        &["distributorship", "which distributor", "what distributor"],
        Slot::Distributorship,
    ),
    (
        &[
            "which hospitals",
            "what hospitals",
            "which facilities",
            "what facilities",
            "hospitals will",
            "facilities will",
        ],
        Slot::Facilities,
    ),
    (
        &[
            "which surgeons",
            "which physicians",
            "which doctors",
            "what physicians",
            "what surgeons",
            "surgeons will",
        ],
        Slot::Physicians,
    ),
    (
        &[
            "ship to",
            "ship-to",
            "where do we ship",
            "where should we ship",
            "shipping address",
            "where to ship",
            "delivery address",
        ],
        Slot::ShipTo,
    ),
    (
        &[
            "trained",
            "done the training",
            "finished the training",
            "completed the training",
        ],
        Slot::Trained,
    ),
    (&["role"], Slot::Roles),
];

/// What a question of a form asks for: "Which access level, 1 to 4?".
pub(crate) fn asked(question: &str) -> Option<Slot> {
    let folded = crate::text::fold(question);
    let ends = folded.trim_end().ends_with(['?', ':']) || folded.trim_end().ends_with("?)") || folded.contains("? (");
    // "Carole:" asks for no role.
    let begins = |at: usize| !folded[..at].ends_with(char::is_alphanumeric);
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| folded.match_indices(word).any(|(at, _)| begins(at)))
    };
    let word = |words: &[&str]| {
        folded
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.contains(&word))
    };
    if !ends || names_people(&folded) || folded.len() > 160 {
        return None;
    }
    let slot = if has(&["go live", "go-live", "golive", "launch"]) && has(&["when", "date", "which day", "what day"]) {
        Slot::GoLive
    } else if word(&["hold", "held"]) && !has(&[" or ", "until", "account", "/"]) {
        Slot::Held
    } else {
        let level = || has(&["access level", "which level", "what level", "level of access"]) && !has(&["who"]);
        let told = QUESTIONS.iter().find(|(words, _)| has(words)).map(|(_, slot)| *slot);
        told.or_else(|| level().then_some(Slot::Level))?
    };
    Some(slot)
}

/// "Who else needs access, and at what level?" is answered by people.
fn names_people(folded: &str) -> bool {
    folded.contains("who ") || folded.contains("whom")
}

/// Whether a slot's value may stand on the lines below its label.
pub(crate) fn spreads(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::ShipTo | Slot::Facilities | Slot::Physicians | Slot::SeesAllCases | Slot::Roles
    )
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::text::Flow;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let mut doc = Document::new("1");
        doc.push_line(text, 0, None);
        let flow = Flow::of_line(&doc, &doc.lines[0]);
        super::pairs(&flow)
            .into_iter()
            .map(|pair| (format!("{:?}", pair.slot), pair.value.text))
            .collect()
    }

    #[test]
    fn labels_and_values() {
        let pair = |slot: &str, value: &str| (slot.to_owned(), value.to_owned());
        assert_eq!(
            pairs("Activate:  ☒ right away   ☐ hold"),
            [pair("Activate", "☒ right away\t☐ hold")]
        );
        assert_eq!(
            pairs("Name: Ann Lee, Email: ann@x.example, Level: 2"),
            [
                pair("Name", "Ann Lee"),
                pair("Email", "ann@x.example"),
                pair("Level", "2")
            ]
        );
        assert_eq!(pairs("We go live on Monday: see below"), []);
    }
}
