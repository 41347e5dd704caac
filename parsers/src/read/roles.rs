//! Roles: the profile's names and aliases in slots and in running text.
//!
//! A role the profile does not know is reported as written, but only out of a slot for roles: elsewhere it is a job title.

use std::ops::Range;

use crate::profile::{Profile, RoleWords};
use crate::read::boxes;
use crate::statement::RoleReading;
use crate::text::{fold, key, squeeze};

/// Whether a slot says that there is nothing.
pub(crate) fn is_none(text: &str) -> bool {
    let word = key(text);
    let none = [
        "",
        "none",
        "n a",
        "na",
        "no",
        "nil",
        "keine",
        "keiner",
        "kein",
        "aucun",
        "aucune",
        "ninguno",
        "ninguna",
        "nenhum",
        "nenhuma",
        "geen",
        "nessuno",
        "nessuna",
        "no roles",
        "no additional roles",
        "none needed",
        "nothing",
        "tbd",
        "tbc",
        "no extra roles",
        "not needed",
        "no role",
        "without",
    ];
    none.contains(&word.as_str())
}

/// The role whose name or alias the text is.
pub(crate) fn known(text: &str, profile: &Profile) -> Option<String> {
    let mut wanted = key(text);
    for end in [" role", " roles", " access", " only", " rights", " user", " please"] {
        let short = wanted.strip_suffix(end).map(str::to_owned);
        if find(&wanted, profile).is_none()
            && let Some(short) = short
        {
            wanted = short;
        }
    }
    for start in [
        "the ", "a ", "an ", "role ", "roles ", "with ", "and ", "as ", "also ", "only ", "plus ", "w ",
    ] {
        if find(&wanted, profile).is_none()
            && let Some(short) = wanted.strip_prefix(start)
        {
            wanted = short.to_owned();
        }
    }
    find(&wanted, profile).map(|role| role.name.clone())
}

fn find<'p>(wanted: &str, profile: &'p Profile) -> Option<&'p RoleWords> {
    profile
        .vocabulary()
        .role(wanted)
        .and_then(|role| profile.roles.get(role))
}

/// The roles of a slot: known ones by their name, others as written.
pub(crate) fn in_slot(text: &str, profile: &Profile) -> Vec<RoleReading> {
    if let Some(checked) = boxes::checked(text) {
        return checked
            .into_iter()
            .flat_map(|range| in_slot(&text[range], profile))
            .collect();
    }
    if is_none(text) {
        return Vec::new();
    }
    if let Some(name) = known(text, profile) {
        return vec![RoleReading { name, known: true }];
    }
    let mut roles: Vec<RoleReading> = Vec::new();
    for piece in pieces(text) {
        let piece = piece.trim().trim_matches(['.', ':', '"', '\'', '-', '*', '•']).trim();
        if is_none(piece) {
            continue;
        }
        let reading = match known(piece, profile) {
            Some(name) => RoleReading { name, known: true },
            None => RoleReading {
                name: squeeze(piece),
                known: false,
            },
        };
        if roles.iter().all(|other| other.name != reading.name) {
            roles.push(reading);
        }
    }
    roles
}

fn pieces(text: &str) -> Vec<String> {
    let separated = text.replace(['\n', ';', '|', '/', '+', '&', '•'], ",");
    let mut out = Vec::new();
    for piece in separated.split(',') {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let joiners = ["and", "und", "et", "y", "e", "en", "plus"];
        for part in words.split(|word| joiners.contains(&fold(word).as_str())) {
            out.push(part.join(" "));
        }
    }
    out
}

/// The known roles named in running text, with their places.
pub(crate) fn in_prose(text: &str, profile: &Profile) -> Vec<(Range<usize>, String)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for phrase in &profile.vocabulary().role_phrases {
        let haystack = if phrase.capitals { text } else { lower.as_str() };
        let needle = phrase.words.as_str();
        let Some(role) = profile.roles.get(phrase.role) else {
            continue;
        };
        for (at, _) in haystack.match_indices(needle) {
            let end = at + needle.len();
            let before = text[..at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric() && !"@._".contains(c));
            let tail = text[end..].strip_prefix('s').unwrap_or(&text[end..]);
            let after = tail.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '@');
            let free = found.iter().all(|(other, _)| other.end <= at || end <= other.start);
            if before && after && free {
                found.push((at..end, role.name.clone()));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}
