//! Roles: the profile's names and aliases in slots and in running text.
//!
//! A role the profile does not know is reported as written, but only out of a slot for roles: elsewhere it is a job title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::profile::{Profile, RoleWords};
use crate::read::boxes;
use crate::read::pieces::Pieces;
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
        if let Some(short) = short
            && find(&wanted, profile).is_none()
        {
            wanted = short;
        }
    }
    for start in [
        "the ", "a ", "an ", "role ", "roles ", "with ", "and ", "as ", "also ", "only ", "plus ", "w ",
    ] {
        if let Some(short) = wanted.strip_prefix(start)
            && find(&wanted, profile).is_none()
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
    if lower.len() != text.len() || !profile.vocabulary().names_role(&lower) {
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

/// The roles that running text gives somebody: known ones where words around them say so, and any behind "roles".
pub(crate) fn given(text: &str, profile: &Profile) -> Vec<(Range<usize>, RoleReading)> {
    let known = in_prose(text, profile);
    if known.is_empty() {
        return listed(text, profile);
    }
    let levels = profile.vocabulary();
    let lower = text.to_lowercase();
    let labels: Vec<Range<usize>> = if lower.len() == text.len() {
        let phrases = levels.level_phrases.iter();
        phrases
            .flat_map(|(words, _)| {
                lower
                    .match_indices(words.as_str())
                    .map(|(at, found)| at..at + found.len())
            })
            .collect()
    } else {
        Vec::new()
    };
    let numbered = super::level::numbered(text, profile).into_iter().map(|said| said.range);
    let ranges: Vec<Range<usize>> = known
        .iter()
        .map(|(range, _)| range.clone())
        .chain(labels)
        .chain(numbered)
        .collect();
    let mut out: Vec<(Range<usize>, RoleReading)> = Vec::new();
    let listed = listed(text, profile);
    let pieces = Pieces::of(text);
    for (range, name) in known {
        let in_list = listed
            .iter()
            .any(|(other, _)| other.start <= range.start && range.end <= other.end);
        let before = ranges
            .iter()
            .filter(|other| other.end <= range.start && !known_is(other, &range))
            .map(|other| other.end)
            .max();
        let beside = before.is_some_and(|end| {
            is_joint(&text[end..range.start]) && text[end..range.start].contains(['+', '&', '/', ','])
        });
        let behind = text[range.end..].trim_start_matches('s').trim_start();
        let ends = behind.is_empty() || behind.starts_with(['.', ',', ';', ')', '!', '\n']);
        // "Level 2 and Scheduler."
        let of_level = ends
            && before.is_some_and(|end| is_joint(&text[end..range.start]) && !text[end..range.start].trim().is_empty());
        let joined = of_level
            || beside
            || listed.iter().any(|(other, reading)| {
                reading.known && other.end <= range.start && is_joint(&text[other.end..range.start])
            })
            || out
                .last()
                .is_some_and(|(other, _)| is_joint(&text[other.end..range.start]));
        if !in_list && (joined || is_given(text, &range) || pieces.is_alone(&range, &ranges)) {
            out.push((range, RoleReading { name, known: true }));
        }
    }
    out.extend(listed);
    out.sort_by_key(|(range, _)| range.start);
    out
}

/// Whether a cell without a heading lists roles: a known one, or "none".
pub(crate) fn is_listed(text: &str, profile: &Profile) -> bool {
    let stated = key(text);
    known(text, profile).is_some()
        || pieces(text).iter().all(|piece| known(piece, profile).is_some())
        || ["none", "no roles", "n a"].contains(&stated.as_str())
}

/// Whether two places are the same.
fn known_is(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start == other.start
}

/// What stands between two roles of one list.
fn is_joint(between: &str) -> bool {
    let words = fold(between);
    let letters = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    between.len() <= 24
        && letters.into_iter().all(|word| {
            [
                "and", "und", "et", "y", "e", "en", "plus", "also", "the", "role", "roles", "as", "well", "or", "user",
                "s",
            ]
            .contains(&word)
        })
}

/// Words around a role that give it to somebody; "the training is on Monday" gives nothing.
fn is_given(text: &str, range: &Range<usize>) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:roles?|is|are|be|with|as|so|hence|therefore|thus|do|does|doing|handles?|handling|edits?|editing|runs?|running|needs?|need|gets?|get|has|have|having|plus|also|in addition to|on top of|as well as|besides|makes?|make|responsible for|in charge of|looks after|takes? care of|(?:level|lvl|l|stufe|niveau|nivel|livello) ?[1-4],? (?:and|und|et|y|e|en|mas|mais|piu|plus)|(?:mas|mais|piu)|kummert sich um|kummern sich um|zustandig fur|verantwortlich fur|macht|ubernimmt|s'occupe|s'occupent|se encarga|se ocupa|cuida|si occupa|regelt|doet|verantwoordelijk voor|for|give \p{L}+|rights?|wants?|rolle|rollen|bekommt|mit|avec|con|com|met)(?: (?:an?|the|all|all the|our|only|just|extra|additional|both|some|of|role|roles|de|di|die|der|das|den|dem|le|la|les|los|las|el|il|lo|het|du|des|del|della|do|da|zusatzlich|auch|aussi|tambien|tambem|ook|anche))*[ :+&(\x22'-]*$").expect("a valid pattern")
    });
    static VETO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:complet\p{L}*|finish\p{L}*|attend\p{L}*|after|before|during|until|book\p{L}*|planned|scheduled?|done|through|had|without|activate|activated?|send|attached|see|sign|signed|module|no|not|invoice|invit\p{L}*|links?|(?:has|have|needs?|still|must|should|got|wants?|going) to (?:do|take|get|have))(?: (?:the|a|an|our|her|his|their|your|my|its|on|for))*[ :\x22'-]*$").expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:first|is|are|was|were|starts?|will|session|sessions|date|day|days|module|guide|next|on (?:the )?\p{L}*day|on \d|at \d|tmrw|tmr|tomorrow|today|tonight|this (?:week|month|morning|afternoon)|\p{L}+day(?-u:\b)|course|video|material|materials|webinar|plan|deck|address|system|connection|connector|keys?|tool|department|dept|team|software|yet)(?-u:\b)").expect("a valid pattern")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\x22']?\s*(?:roles?|access|rights?|permissions?|privileges?|rolle|rol|rollen|ruolo)(?-u:\b)")
            .expect("a valid pattern")
    });
    let (before, after) = (fold(&text[..range.start]), fold(&text[range.end..]));
    let after = after.strip_prefix('s').unwrap_or(&after);
    if RIGHTS.is_match(after) {
        return !before.trim_end().ends_with(" no") && !before.trim_end().ends_with("not need");
    }
    static TOO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:too|as well|on top|auch|aussi|tambien|tambem|ook|anche)(?:[.,;!)]|$)")
            .expect("a valid pattern")
    });
    if is_for_somebody(text, range) {
        return true;
    }
    // "Level 3 with approvals is for me" gives what it names.
    let meant = [" is for ", " are for "].iter().any(|words| after.starts_with(words));
    (BEFORE.is_match(&before) || TOO.is_match(after)) && !VETO.is_match(&before) && (meant || !BEHIND.is_match(after))
}

/// "Billing for Terry, please": a clause that holds a role and whom it is for, and nothing else.
fn is_for_somebody(text: &str, range: &Range<usize>) -> bool {
    static WHOM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^s?\s+(?:for|für|pour|para|per|voor)\s+(?:me|myself|mich|moi|mí|mim|mij|both|all|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?(?: (?:and|und|et|y|e|en|&) \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)*)(?:,? (?:please|bitte|merci|por favor|graag))?\s*(?:[,.;!)]|$)")
            .expect("a valid pattern")
    });
    let before = text[..range.start].trim_end();
    (before.is_empty() || before.ends_with([',', ';', ':', '.', '(', '!'])) && WHOM.is_match(&text[range.end..])
}

/// "Roles Billing and Auditor", "a role called Safety Officer": what stands behind the word, known or not.
fn listed(text: &str, profile: &Profile) -> Vec<(Range<usize>, RoleReading)> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\b(?i:roles?|rollen?|rol|funktion(?:en)?|r[oô]les?|ruol[oi]|fun[cç](?:[aã]o|[oõ]es|i[oó]n|iones)|pap[eé](?:l|is)|perfil|fonctions?|functies?)(?:\s*\([^)]{0,20}\))?\s*(?:(?i:are|is|of|will be|should be|ist|sind|est|es|(?:(?:that|which|they|we|he|she) )*(?:is |are |be |it )?(?:called|call|named|name|titled|labelled|known as)|by the name of|namens|genannt|appel[ée]e?|nomm[ée]e?|llamad[oa]|chamad[oa]|chiamat[oa]|genaamd)\s+|\s*[:=–-]\s*)?)[\x22“”„«']?(?P<all>\p{Lu}[^.;:\n()@|\t\x22“”»]*)").expect("a valid pattern")
    });
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?i:with|gets?|getting|has|have|having|needs?|give|gives|given|in|plus|wants?|assign|assigned|takes?|holds?)(?: \p{Ll}+){0,2} (?:the|a|an|our|his|her|their) [\x22“']?(?P<v>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})[\x22”']? role\b").expect("a valid pattern")
    });
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\s)(?:and|und|et|y|e|en|&|\+|plus|sowie|og|och|i)\s").expect("a valid pattern")
    });
    let mut out = Vec::new();
    for all in LIST.captures_iter(text).filter_map(|found| found.name("all")) {
        for (start, item) in cut_at(all.as_str(), &|item: &str| item.find(',').map(|at| at..at + 1)) {
            let joint = |part: &str| JOINT.find(part).map(|found| found.range());
            for (from, part) in cut_at(item, &joint) {
                let words = part.trim().trim_end_matches(['.', '\'']);
                let lead = all.start() + start + from + (part.len() - part.trim_start().len());
                let Some(reading) = in_list(words, profile) else { break };
                // "Role Billing and Bo Berg (bo@x.example)": somebody else.
                if !reading.known && has_address_behind(&text[lead + words.len()..]) {
                    break;
                }
                out.push((lead..lead + words.len(), reading));
            }
        }
    }
    for value in GIVEN.captures_iter(text).filter_map(|found| found.name("v")) {
        let free = out
            .iter()
            .all(|(range, _): &(Range<usize>, _)| range.end <= value.start() || value.end() <= range.start);
        let reading = in_list(value.as_str(), profile).filter(|reading| free && !reading.known);
        out.extend(reading.map(|reading| (value.range(), reading)));
    }
    out
}

fn has_address_behind(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || "(<[,:-–".contains(c));
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.contains('@')
}

/// One role of a list: a known one, or a title that is none of our words.
fn in_list(words: &str, profile: &Profile) -> Option<RoleReading> {
    if let Some(name) = known(words, profile) {
        return Some(RoleReading { name, known: true });
    }
    let title = words.starts_with(char::is_uppercase) && is_title(words);
    (title && super::level::label(words, profile).is_none()).then(|| RoleReading {
        name: squeeze(words),
        known: false,
    })
}

/// The pieces of a text between what is found in it, each with its place.
fn cut_at<'t>(text: &'t str, find: &dyn Fn(&str) -> Option<Range<usize>>) -> Vec<(usize, &'t str)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(gap) = find(&text[from..]) {
        out.push((from, &text[from..from + gap.start]));
        from += gap.end;
    }
    out.push((from, &text[from..]));
    out
}

/// Up to four words that read like a role.
pub(crate) fn is_title(words: &str) -> bool {
    let count = words.split(' ').count();
    let small = ["of", "and", "for", "the", "&"];
    count <= 4
        && words.chars().all(|c| c.is_alphabetic() || " -&'/".contains(c))
        && words
            .split(' ')
            .all(|word| small.contains(&word) || word.chars().next().is_some_and(char::is_uppercase))
        && !super::activation::speaks(words)
}

/// "No roles", "doesn't need any roles".
pub(crate) fn denied(text: &str) -> Option<Range<usize>> {
    static NONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:no (?:additional |extra |other |special )?roles?|without (?:any )?roles?|(?:doesn't|does not|don't|do not|won't) need (?:any )?(?:\w+ )?roles?|roles?\s*[:=-]\s*(?:none|n/a|no\b)|nothing special|keine rollen?|aucun r[oô]le|sin rol(?:es)?|sem fun[cç][oõ]es|geen rollen?|nessun ruolo)\b").expect("a valid pattern")
    });
    NONE.find(text).map(|found| found.range())
}
