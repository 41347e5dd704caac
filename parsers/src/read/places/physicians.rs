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
        if listed.is_empty() || is_taken(out, &whole.range()) {
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

fn is_stop(name: &str) -> bool {
    [
        "Ship", "Please", "Role", "Invite", "Trained", "Both", "All", "He", "She", "They", "Send", "Create", "No",
        "The",
    ]
    .contains(&name.split(' ').next().unwrap_or_default())
}
