//! One person on a line: "Ann Lee - ann@x.example - Level 2 - Billing": who it is, not what is said.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::labels::Slot;
use crate::lexicon::mail::endings::GENERIC;
use crate::names;
use crate::read::introduce::{author_address, name_author};
use crate::read::naming::{is_alike, is_word};
use crate::read::{Context, is_name, level, pieces, roles, sentences, slots};
use crate::statement::{Claim, EmailReading, Entry, Rank, RoleReading};
use crate::text::{Flow, fold};

pub(super) static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<([^<>@\s]+\.[^<>@\s]+)>|\S+@@\S+|[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+(?:$|[\s,;>)|])|[\p{L}\p{N}._-]+(?:\(at\)|\[at\])[\p{L}\p{N}._-]+").expect("a valid pattern")
});

/// "Me: kofi@x.example -> level 4" and "Me, Oona Fairweather, oona@x.example".
static SELF_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:me|myself|ich|moi|yo|eu|io|ik)\s*(?:[:,(–-]|\s-)").expect("a valid pattern")
});

/// "Elko warehouse: Dale Piute, …": what a short label before a name says is no name.
fn behind_label(text: &str, pieces: &[Range<usize>]) -> usize {
    match pieces {
        [first, _, ..] if text[first.end..].starts_with(':') && text[first.clone()].split_whitespace().count() <= 4 => {
            1
        }
        _ => 0,
    }
}

/// Whether a line begins like a record: with a name, an address or a number of its own.
pub(crate) fn begins_record(context: &Context<'_>, line: &Flow) -> bool {
    let text = &line.text;
    let mut all = pieces::split(text);
    all.retain(|piece| !is_number(&text[piece.clone()]));
    let values = values_ahead(context, text, &all);
    all.drain(..values);
    let Some(first) = all.first().cloned() else {
        return false;
    };
    let starts_behind = values > 0 && names::has_address(&text[first.clone()]);
    let labelled = behind_label(text, &all) > 0 && !names::has_address(&text[first.clone()]);
    let first = match all.get(1) {
        Some(second) if labelled && !is_name(text[first.clone()].trim(), context.profile) => second.clone(),
        Some(_) | None => first,
    };
    let piece = text[first.clone()].trim();
    let address = names::first_address(text).map(|found| found.range());
    let own = SELF_LINE.is_match(text) && pieces::split(text).len() >= 3;
    let starts = address
        .clone()
        .is_some_and(|range| text[..range.start].chars().all(|c| !c.is_alphabetic()));
    let lead = before_address(piece);
    let name = is_name(lead, context.profile) && piece.split(' ').count() <= 7 && !is_word(lead)
        || begins_with_family(context, text, &all, &first);
    let described = address.is_some() || BROKEN.is_match(text);
    let single = !lead.contains(' ');
    let next = all.iter().find(|other| other.start >= first.end);
    let beside = next.is_some_and(|next| {
        names::has_address(&text[next.clone()]) && text[first.end..next.start].chars().all(|c| !c.is_alphanumeric())
    });
    starts
        || starts_behind
        || (name
            && described
            && !named_later(context, text, &all, address.clone())
            && (!single || starts_with_pair(text) || beside))
        || (own || address.is_some() && SELF_LINE.is_match(text))
}

/// "von der Heyde, Sunniva <s@x>": a family name in small letters, and the given name behind its comma.
fn begins_with_family(context: &Context<'_>, text: &str, all: &[Range<usize>], first: &Range<usize>) -> bool {
    let given = all
        .iter()
        .find(|piece| piece.start >= first.end)
        .filter(|given| text[first.end..given.start].trim() == ",");
    is_family(context, text[first.clone()].trim())
        && given.is_some_and(|given| is_name(before_address(text[given.clone()].trim()), context.profile))
}

/// "ben David": a particle in small letters, and a name.
fn is_family(context: &Context<'_>, text: &str) -> bool {
    let rest = text.find(char::is_uppercase).map_or("", |at| &text[at..]);
    names::looks_like_family(text) && is_name(rest, context.profile)
}

/// "Crabtree Orchards, go-live Feb 8. The one is Temperance Boyle, temperance@x": somebody else stands before the address.
fn named_later(context: &Context<'_>, text: &str, all: &[Range<usize>], address: Option<Range<usize>>) -> bool {
    let Some(address) = address else { return false };
    let at = all.iter().rposition(|piece| piece.end <= address.start);
    let Some(before) = at.filter(|at| *at > 0).map(|at| text[all[at].clone()].trim()) else {
        return false;
    };
    let ends = sentences::split(&text[..address.start]).len() > 1;
    let words: Vec<&str> = before.split(' ').collect();
    let last_two = words[words.len().saturating_sub(2)..].join(" ");
    ends && words.len() >= 2 && is_name(&last_two, context.profile)
}

/// "level 4 - user admin - kajsa@x.example": how many pieces before a name or an address are nothing but values.
fn values_ahead(context: &Context<'_>, text: &str, all: &[Range<usize>]) -> usize {
    let profile = context.profile;
    if !profile.has_levels() {
        return 0;
    }
    let is_value = |piece: &Range<usize>| {
        let words = text[piece.clone()].trim();
        let whole = level::numbered(words, profile)
            .iter()
            .any(|said| said.range == (0..words.len()));
        !text[piece.end..].starts_with(':') && (whole || roles::known(words, profile).is_some() || words == "-")
    };
    let values = all.iter().take_while(|piece| is_value(piece)).count();
    let leveled = !level::numbered(&text[..all.get(values).map_or(0, |next| next.start)], profile).is_empty();
    if leveled { values } else { 0 }
}

fn is_number(piece: &str) -> bool {
    let bare = piece.trim().trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 3 && bare.chars().all(|c| c.is_ascii_digit())
}

/// "Doe, Jane, jane@x" begins with two single names.
fn starts_with_pair(text: &str) -> bool {
    let first: Vec<Range<usize>> = pieces::split(text).into_iter().take(2).collect();
    match first.as_slice() {
        [_, second] => names::has_address(&text[second.clone()]) || names::looks_like_name(text[second.clone()].trim()),
        _ => false,
    }
}

fn before_address(piece: &str) -> &str {
    names::first_address(piece).map_or(piece, |found| {
        piece[..found.start()].trim_end_matches(['<', '(', ' ', '-', ':', ','])
    })
}

/// A line that names somebody without an address but says something about them: "Dorota Wilk - same level as above".
pub(crate) fn names_somebody(context: &Context<'_>, line: &Flow, listed: bool) -> bool {
    let text = &line.text;
    let mut parts = pieces::split(text);
    parts.retain(|piece| !is_number(&text[piece.clone()]));
    // "All three: Tidewater Memorial, …" is about everybody.
    if parts
        .first()
        .is_some_and(|first| crate::read::whom::is_everybody(&text[first.clone()]))
    {
        return false;
    }
    // "Kip Danner level 2 (no email yet)".
    if parts
        .first()
        .is_some_and(|first| name_before_level(context, text, first).is_some())
    {
        return true;
    }
    let skip = behind_label(text, &parts);
    let skip = if skip > 0 && is_name(text[parts[0].clone()].trim(), context.profile) {
        0
    } else {
        skip
    };
    let Some(first) = parts.get(skip) else {
        return false;
    };
    let name = text[first.clone()].trim();
    let single = name.split(' ').count() < 2;
    if parts.len() < 2 + skip || single && !listed || !is_name(name, context.profile) || is_word(name) {
        return false;
    }
    // "Stonecrop Roofing, straight out of their spreadsheet": the client is no user.
    let house = names::addresses(&context.doc.text).take(20).any(|address| {
        let domain = address.as_str().rsplit('@').next().unwrap_or_default();
        crate::read::places::is_witness(domain, name)
    });
    if house {
        return false;
    }
    let rest = &text[first.end..];
    // "Kerry, he should be Distributor" hails somebody.
    let next = fold(rest.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let next = next
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned();
    if HAILED.contains(&next.as_str()) {
        return false;
    }
    let profile = context.profile;
    level::all(text, profile)
        .iter()
        .any(|said| said.range.start >= first.end)
        || super::values::is_same(rest)
        || !roles::given(rest, profile).is_empty()
        || names_nothing(rest)
        || parts
            .iter()
            .skip(1 + skip)
            .any(|piece| roles::known(text[piece.clone()].trim(), profile).is_some())
}

/// Words behind a name that is only hailed: "Kerry, he should be …".
const HAILED: &[&str] = &[
    "he", "she", "they", "i", "we", "you", "it", "this", "that", "these", "please", "can", "could", "would", "is",
    "are", "here", "there", "as", "see", "thanks", "just", "two", "three", "one", "what", "who", "which", "attached",
    "below", "for", "and", "so", "my", "our", "the", "ok", "yes",
];

/// Whether a line says more of somebody than the name and the address.
pub(crate) fn tells_more(context: &Context<'_>, line: &Flow) -> bool {
    !level::all(&line.text, context.profile).is_empty() || !roles::given(&line.text, context.profile).is_empty()
}

/// "(no email)", "mail tbc": the line is about somebody whose address is to come.
fn names_nothing(text: &str) -> bool {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:no (?:e-?mail|address|mail)|(?:e-?mail|mail|address)\s*(?::|is|=|-)?\s*(?:tbc|tbd|to follow|to come|unknown|missing|pending|n/a|none|will follow|later)|keine? (?:e-?mail|mail)|pas d'adresse)\b").expect("a valid pattern")
    });
    NOTHING.is_match(text)
}

/// A line about one person, with the lines below that belong to it.
pub(crate) fn record(context: &Context<'_>, line: &Flow, more: &[Flow]) -> Entry {
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    address(context, &mut entry, line);
    for flow in more {
        if entry.email == EmailReading::None {
            address(context, &mut entry, flow);
        }
    }
    if SELF_LINE.is_match(&line.text) {
        name_author(context, &mut entry, line, 0..line.text.len());
        entry.own = true;
    }
    label_role(context, &mut entry, line);
    explained(context, &mut entry, line);
    let own = entry.own;
    if let EmailReading::Address(email) = &entry.email {
        // A letterhead with the mailbox of the house is nobody's line.
        let house = GENERIC.contains(&email.value().split('@').next().unwrap_or_default());
        let bare = std::iter::once(line).chain(more).all(|line| !tells_more(context, line));
        let whole = line.text.split_whitespace().count() > 2 && starts_with_name(context, line);
        entry.barred = house && bare && !whole;
        entry.asked = !entry.barred;
    }
    if entry.name.is_none() || entry.own {
        name_of_record(context, &mut entry, line);
    }
    if own
        && entry.email == EmailReading::None
        && let Some(email) = &context.author.email
    {
        let evidence = author_address(context, line, email);
        entry.email = EmailReading::Address(Evidenced::read_at(email.clone(), evidence));
    }
    entry
}

/// "Ann Lee, ann@x.example, level 2, S", where the text says what S means.
fn explained(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let mut all = pieces::split(&line.text).into_iter();
    if let Some(piece) = all.rfind(|piece| context.legend.says(&line.text[piece.clone()]).is_some()) {
        slots::fill(context, entry, Slot::Activate, &line.cut(piece), Rank::Column);
    }
}

/// "Operations: Wilhelmina Groat, billie@x": the label before the name is the role.
fn label_role(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let all = pieces::split(&line.text);
    if context.profile.has_levels() || behind_label(&line.text, &all) == 0 {
        return;
    }
    let label = all[0].clone();
    if let Some(name) = roles::known(line.text[label.clone()].trim(), context.profile) {
        let evidence = context.doc.evidence(line.source(label));
        entry.say(
            Claim::Roles(vec![RoleReading { name, known: true }]),
            Rank::Column,
            evidence,
        );
    }
}

/// Whether the first piece of a line is a whole name.
fn starts_with_name(context: &Context<'_>, line: &Flow) -> bool {
    let first = pieces::split(&line.text).into_iter().next();
    first.is_some_and(|piece| {
        let words = line.text[piece].trim();
        words.contains(' ') && is_name(words, context.profile)
    })
}

fn address(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let found = names::addresses(&line.text)
        .find_map(|found| names::address(found.as_str()).map(|address| (address, found.range())));
    if let Some((address, range)) = found.filter(|_| !line.text.contains("@@")) {
        entry.email = EmailReading::Address(Evidenced::read_at(address, context.doc.evidence(line.source(range))));
    } else if let Some(found) = BROKEN.captures(&line.text) {
        let whole = found.get(1).or(found.get(0)).map_or(0..0, |found| found.range());
        entry.email = EmailReading::Invalid(context.doc.evidence(line.source(whole)));
    }
}

/// The piece of the line that is the name: before the address, else right behind it.
fn name_of_record(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    let text = &line.text;
    let at = names::first_address(text).map(|found| found.range());
    let mut before: Vec<Range<usize>> = Vec::new();
    let mut after: Vec<Range<usize>> = Vec::new();
    for piece in pieces::split(text) {
        match &at {
            Some(at) if piece.start >= at.end => after.push(piece),
            Some(at) if piece.start >= at.start => {}
            Some(at) if piece.end > at.start => before.push(piece.start..at.start),
            Some(_) | None => before.push(piece),
        }
    }
    let local = match &entry.email {
        EmailReading::Address(email) => fold(email.value().split('@').next().unwrap_or_default()),
        EmailReading::None | EmailReading::Invalid(_) => String::new(),
    };
    let named = |range: &Range<usize>| {
        let words = text[range.clone()].trim().trim_end_matches(['<', '(', ':']);
        is_name(words, context.profile) && !names::is_letters(words) && (!is_word(words) || is_alike(words, &local))
    };
    let alike = |range: &&Range<usize>| named(range) && is_alike(&text[(*range).clone()], &local);
    let whole = |range: &&Range<usize>| named(range) && text[(*range).clone()].trim().contains(' ');
    let single = |range: &Range<usize>| !text[range.clone()].trim().contains(' ');
    let family = |range: &Range<usize>| is_family(context, text[range.clone()].trim());
    let halves = |two: &[Range<usize>]| {
        (named(&two[0]) || family(&two[0])) && named(&two[1]) && text[two[0].end..two[1].start].trim() == ","
    };
    let comma = |two: &&[Range<usize>]| {
        let one = single(&two[0]) || family(&two[0]);
        let like = |range: &Range<usize>| is_alike(&text[range.clone()], &local);
        halves(two)
            && (one && single(&two[1])
                || two.iter().all(like) && at.is_some()
                || one && like(&two[0]) && begins_alike(text[two[1].clone()].trim(), &local))
    };
    // "level 4 - kajsa@x - Östberg, Kajsa": behind the address only a name that is also in it.
    let behind = |two: &&[Range<usize>]| comma(two) && two.iter().any(|range| is_alike(&text[range.clone()], &local));
    // "Dela Cruz, Ramon <ramon@x>" is how programs show a mailbox.
    let shown = |two: &&[Range<usize>]| {
        let angle = text[two[1].end..].trim_start().starts_with('<')
            || text[..at.as_ref().map_or(0, |at| at.start)].ends_with('<')
                && two[1].end + 2 >= at.as_ref().map_or(0, |at| at.start);
        angle && halves(two)
    };
    let pair = before
        .windows(2)
        .find(|two| comma(two))
        .or_else(|| before.windows(2).rfind(shown))
        .or_else(|| after.windows(2).find(behind).filter(|_| !before.iter().any(named)));
    let pair = pair.map(|two| two[0].start..two[1].end);
    let chosen = pair
        .or_else(|| before.iter().filter(whole).find(alike).cloned())
        .or_else(|| before.iter().find(whole).cloned())
        .or_else(|| before.iter().find(alike).cloned())
        .or_else(|| before.iter().find(|range| named(range)).cloned())
        .or_else(|| after.first().filter(whole).cloned())
        .or_else(|| before.iter().find_map(|piece| name_before_level(context, text, piece)))
        .or_else(|| in_small_letters(text, &local));
    if let Some(range) = chosen
        && let Some(name) = names::clean(&text[range.clone()])
    {
        entry.name = Some(context.named(name, line, trimmed(text, range)));
        entry.own = false;
    }
}

/// "Strand, Johan Fredrik, j.f.strand@x": whether an address begins with the letter of the given name.
fn begins_alike(given: &str, local: &str) -> bool {
    fold(given)
        .chars()
        .next()
        .is_some_and(|initial| local.starts_with(initial))
        && given.split(' ').count() <= 2
}

/// The whole name that stands right before a level, at the beginning of a piece: "Kip Danner level 2".
fn name_before_level(context: &Context<'_>, text: &str, piece: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[piece.clone()];
    let said = level::all(words, context.profile).into_iter().find(|said| said.sure)?;
    let name = words[..said.range.start].trim_end_matches(|c: char| !c.is_alphabetic());
    let whole = name.trim().split(' ').count() >= 2 && is_name(name.trim(), context.profile) && !is_word(name.trim());
    (whole && said.range.start > 0).then(|| piece.start..piece.start + name.len())
}

/// "janelle osterhaus" above janelle@x.example: a name in lower case that the address confirms.
pub(crate) fn in_small_letters(text: &str, local: &str) -> Option<Range<usize>> {
    let end = names::first_address(text).map_or(text.len(), |found| found.start());
    let words = text[..end].trim_end_matches(|c: char| !c.is_alphabetic());
    let lead = words.len() - words.trim_start().len();
    let name = words.trim();
    is_confirmed(name, local).then_some(lead..lead + name.len())
}

/// Mailboxes of a post, which "front desk" before them only names again.
const SHARED: &[&str] = &[
    "frontdesk",
    "backoffice",
    "nightdesk",
    "helpdesk",
    "nightaudit",
    "callcenter",
    "callcentre",
];

/// "new user for Copper Mesa - nadine tso ntso@x.example": the last words before an address that spell it.
pub(crate) fn small_before(text: &str, local: &str) -> Option<Range<usize>> {
    if SHARED.contains(&local) || GENERIC.contains(&local) {
        return None;
    }
    let end = text.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    let starts: Vec<usize> = text[..end].match_indices(' ').map(|(at, _)| at + 1).rev().collect();
    [1, 2, 0].into_iter().find_map(|at| {
        let start = starts.get(at).copied().unwrap_or(0);
        let name = &text[start..end];
        let own = crate::read::spelled::spells(local, name) && is_confirmed(name, local);
        own.then_some(start..end)
    })
}

/// Two or three plain words that the address is made of.
fn is_confirmed(name: &str, local: &str) -> bool {
    let plain = name.chars().all(|c| c.is_alphabetic() || " '-.".contains(c)) && !is_word(name);
    let own = crate::read::spelled::spells(local, name) || is_alike(name, local);
    (2..=3).contains(&name.split(' ').count()) && plain && own && !local.is_empty()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let edge = |c: char| c.is_whitespace() || "<(\"'*:".contains(c);
    let start = range.start + (inner.len() - inner.trim_start_matches(edge).len());
    start..(start + inner.trim_matches(edge).len()).min(range.end)
}
