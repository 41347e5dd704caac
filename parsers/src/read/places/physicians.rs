//! Physicians in running text: "Dr. Weller and Dr. Sato", "surgeons are Ann Moss, Bob Orr".

use std::sync::LazyLock;

use regex::Regex;

use super::{FACILITY_WORDS, Place, Placed, has_word, is_gap, is_taken};
use crate::names;
use crate::read::slots;

static DOCTORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?i:physicians?|surgeons?|doctors?|docs?|providers?)(?:\s+(?i:are|is|for (?:both|all|him|her|them)(?: are| is)?|there are|there is|will be|named|include))?\s*[:–-]?\s*(?:(?:Drs?|DRS?|Dras?|Dre|Dott|Dtt|Prof|PD)\.?(?:ssa)?\s+(?:(?:Drs?|Dra|Prof|PD|med|univ|dent|habil)\.?\s+)*)?|(?:(?:Drs?|DRS?|Dras?|Dre|Dott|Dtt|Prof|PD)\.?(?:ssa)?\s+(?:(?:Drs?|Dra|Prof|PD|med|univ|dent|habil)\.?\s+)*)|Doctors?\s+)(?P<v>\p{Lu}[\p{L}'’-]*\.?(?:\s+(?:van|von|de|der|den|del|la|di|da|al|el)?\s*\p{Lu}[\p{L}'’-]*\.?){0,3}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*|\s+und\s+|\s+y\s+|\s+e\s+|\s+et\s+|\s+en\s+|\s*\+\s*|\s*;\s*)(?:(?:Drs?|DRS?|Dras?|Dre|Dott|Dtt|Prof|PD)\.?(?:ssa)?\s+(?:(?:Drs?|Dra|Prof|PD|med|univ|dent|habil)\.?\s+)*)?\p{Lu}[\p{L}'’-]*\.?(?:\s+(?:van|von|de|der|den|del|la|di|da|al|el)?\s*\p{Lu}[\p{L}'’-]*\.?){0,3})*)").expect("a valid pattern")
});

pub(crate) fn physicians(text: &str, out: &mut Vec<Placed>) {
    for found in DOCTORS.captures_iter(text) {
        let (Some(whole), Some(value)) = (found.get(0), found.name("v")) else {
            continue;
        };
        let list = value.as_str().replace([';', '+'], ",");
        let listed: Vec<String> = slots::people(&list)
            .into_iter()
            .map(|name| name.trim_end_matches('.').to_owned())
            .filter(|name| names::looks_like_name(name) && !has_word(name, FACILITY_WORDS) && !is_stop(name))
            .collect();
        let listed = without_next(text, value.range(), whole.as_str(), listed);
        if listed.is_empty() || is_taken(out, &whole.range()) || is_only_met(&text[..whole.start()]) {
            continue;
        }
        // "Dr. Weller and Dr. Sato" are two finds of one list.
        if let Some(last) = out.last_mut()
            && let Place::Physicians(names) = &mut last.what
            && is_gap(&text[last.range.end..whole.start()])
        {
            names.extend(
                listed
                    .into_iter()
                    .filter(|name| !names.contains(name))
                    .collect::<Vec<_>>(),
            );
            last.range.end = value.end();
            continue;
        }
        out.push(Placed {
            range: whole.start()..value.end(),
            what: Place::Physicians(listed),
        });
    }
}

/// "I invited Dr. Sorensen, and Javier got the invite": who does something behind the list is no physician.
fn without_next(text: &str, value: std::ops::Range<usize>, whole: &str, mut listed: Vec<String>) -> Vec<String> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:,|\sand|\s&)\s+(?:and\s+)?(?P<v>\p{Lu}[\p{L}'’-]*)$").expect("a valid pattern")
    });
    static DOES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^ (?:[a-z]+ed|is|has|was|will|would|can|got|gets|told|says|said|asks|needs|wants|goes|went|knows|knew|came|comes|did|does|had)(?-u:\b)").expect("a valid pattern")
    });
    let titled = whole.starts_with("Dr.") || whole.starts_with("Dr ");
    let last = LAST.captures(&text[value.clone()]).and_then(|found| found.name("v"));
    if let Some(last) = last.filter(|_| titled && listed.len() > 1 && DOES.is_match(&text[value.end..]))
        && listed.last().is_some_and(|name| name == last.as_str())
    {
        listed.pop();
    }
    listed
}

/// "Lunch with Dr. Sorensen": whom the writer met is nobody's physician for that.
fn is_only_met(before: &str) -> bool {
    static MET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^a-z])(?:invited|met|saw|visited|thanked|(?:lunch|dinner|coffee|breakfast|golf|drinks|appointment|meeting|call|chat|demo) with|(?:spoke|talked|spoken|talking|speaking) (?:to|with)|heard from|thanks to|regards (?:to|from)|asked by|ran into|bumped into)(?: our friend| old| the)? $").expect("a valid pattern")
    });
    MET.is_match(&crate::text::fold(before))
}

#[rustfmt::skip]
fn is_stop(name: &str) -> bool {
    [
        "Ship", "Please", "Role", "Invite", "Trained", "Both", "All", "He", "She", "They", "Send", "Create", "No",
        "The", "I", "I'll", "I'd", "I'm", "I've", "We", "We'll", "We'd", "You", "You'll", "It", "Who", "Which", "To", "Will", "Follow", "Follows",
    ]
    .contains(&name.split(' ').next().unwrap_or_default())
}

/// "st lukes nampa + dr bell": physicians in small letters, and the place that stands right before them.
pub(super) fn small(text: &str, out: &mut Vec<Placed>) {
    static SMALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[\s,;/+&|])drs?\.? (?P<v>[a-z][a-z'’-]{2,}(?:\s*(?:,|\+|&|/|and)\s*(?:dr\.? )[a-z][a-z'’-]{2,})*)\s*(?:[.,;/+&|)]|$|for\b|at\b|in\b|ship\b|trays\b)").expect("a valid pattern")
    });
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|\s)dr\.?\s|\s+and\s+").expect("a valid pattern"));
    // Whoever writes names in capitals means something else by small letters.
    let written = out.iter().any(|placed| matches!(placed.what, Place::Physicians(_)));
    let Some(found) = SMALL.captures(text).filter(|_| !written && text.contains('@')) else {
        return;
    };
    let (Some(whole), Some(value)) = (found.get(0), found.name("v")) else {
        return;
    };
    let list = TITLE.replace_all(value.as_str(), ",").into_owned();
    let names = list.split([',', '+', '&', '/']).map(str::trim);
    let names: Vec<String> = names
        .filter(|name| !name.is_empty() && !NO_DOCTORS.contains(name))
        .map(str::to_owned)
        .collect();
    if names.is_empty() || is_taken(out, &value.range()) {
        return;
    }
    out.push(Placed {
        range: value.range(),
        what: Place::Physicians(names),
    });
    out.extend(place_before(text, whole.start() + 1));
}

/// "… sales rep, st lukes nampa + dr bell": the words between a border and the physician.
fn place_before(text: &str, end: usize) -> Option<Placed> {
    let before = text.get(..end)?.trim_end();
    let lead = before
        .strip_suffix(['+', '&', '/', ',', '|'])
        .or_else(|| before.strip_suffix(" with"))
        .or_else(|| before.strip_suffix(" for"))?
        .trim_end();
    let start = lead.rfind([',', ';', '|', '/', '@'])? + 1;
    let words = lead[start..].trim();
    let plain = words.chars().all(|c| c.is_lowercase() || " .'’&-".contains(c));
    let sound = words.split([' ', '.']).all(|word| !NO_PLACES.contains(&word));
    let start = lead.len() - lead[start..].trim_start().len();
    (plain && sound && words.contains(' ') && words.len() <= MAX_PLACE).then(|| Placed {
        range: start..lead.len(),
        what: Place::Facilities(slots::places(&words.replace(" & ", " and "))),
    })
}

/// No name of a hospital in a line of small letters is longer.
const MAX_PLACE: usize = 60;

/// Words behind "dr" that name nobody.
#[rustfmt::skip]
const NO_DOCTORS: &[&str] = &[
    "the", "visit", "visits", "appointment", "office", "and", "for", "will", "not", "yet", "list", "names", "tbd", "tbc", "who", "is",
];

/// Words that stand in no name of a place.
#[rustfmt::skip]
const NO_PLACES: &[&str] = &[
    "rep", "reps", "sales", "representative", "role", "invite", "invites", "send", "trained", "training", "please", "pls", "thanks", "she", "he", "they", "need", "needs", "is", "are", "not", "no",
    "yet", "new", "user", "operations", "ops", "custodian", "manager", "dr", "hold", "will", "to", "ship", "works", "covers", "him", "her", "add", "the",
];
