//! Who is named in running text and in lines about one person: a name with the address that belongs to it.
//!
//! What is said about them is read elsewhere (`speech`). A name that is also in the address is the surest. Phrases seen:
//! "my colleague Tobias Renner, his address is tobias@x.example", "Dani Cruz + Lola Webb (dani@… / lola@…)", "me: kofi@…".
//! Incomplete support: names in lower case far from their address.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::{self, requests};
use crate::names;
use crate::read::{Context, is_name, level, pieces, places, roles, sentences, slots};
use crate::statement::{EmailReading, Entry};
use crate::text::{Flow, fold};

static SELF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:add me|include me|me too|me as well|set me up|need myself|myself (?:in|too|as|at|with)|add myself|only be me|just be me|account for me|access for me|for me too|plus me|and me\b|and myself|me, please|me \([^)]*@|(?:there is|there's|first|also|then) me(?: of course)?,|gonna be me|going to be me|be me\b|myself \(|that's me|count me in|put me)").expect("a valid pattern")
});
/// "Me: kofi@x.example -> level 4" and "Me, Oona Fairweather, oona@x.example".
static SELF_LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\W*(?:me|myself|ich|moi|yo|eu|io|ik)\s*(?:[:,(–-]|\s-)").expect("a valid pattern"));
static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static ADDING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::ADDING]));
static CONTACT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::CONTACTS]));
static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:address|e-?mail|mail|adresse|correo|endereco|adres|indirizzo)(?-u:\b).*(?-u:\b)(?:is|are|should be|changed|new|instead|correct|not|ist|lautet|est|es|e|nieuw)(?-u:\b)|(?-u:\b)(?:use|instead|rather|correct[a-z0-9_]*|typo|new (?:e-?mail|address))(?-u:\b)").expect("a valid pattern")
});
/// Mailboxes that are nobody's own.
const GENERIC: &[&str] = &[
    "info", "contact", "hello", "office", "mail", "support", "help", "sales", "admin", "reception", "kontakt", "hola", "enquiries", "team", "service",
];
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<([^<>@\s]+\.[^<>@\s]+)>|\S+@@\S+|[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+(?:$|[\s,;>)|])|[\p{L}\p{N}._-]+(?:\(at\)|\[at\])[\p{L}\p{N}._-]+").expect("a valid pattern")
});

/// Words at the beginning of a sentence that are no name.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "please", "adding", "creating", "including", "welcome", "can", "could", "would", "hi", "hello", "dear", "the",
    "my", "our", "and", "new", "user", "users", "also", "add", "create", "for", "with", "we", "i", "it", "he", "she",
    "they", "his", "her", "this", "that", "these", "there", "here", "director", "name", "email", "mail", "oh", "ok",
    "thanks", "team", "all", "both", "level", "access", "role", "oops", "bitte", "hallo", "merci", "hola", "set",
    "invite", "activate", "send", "one", "two", "another", "morning", "hey", "good", "no", "yes", "then", "so", "as",
    "but", "if", "when", "up", "screenshot", "first", "second", "third", "next", "go-live", "re", "fw", "fwd",
    "their", "your", "me", "you", "us", "attached", "just", "user:", "urgent", "kindly", "regarding", "about",
    "note", "ps", "fyi", "asap", "everyone", "everybody", "nobody", "someone", "hold", "owner", "she's", "he's",
    "i'm", "it's", "that's", "what", "who", "where", "which", "not", "only", "after", "before", "until", "sure",
    "great", "best", "kind", "regards", "cheers", "sincerely", "there's", "they'd", "we'd", "we'll", "i'll",
    "you'll", "on", "in", "at", "from", "to", "by", "of", "a", "is", "are", "was", "were", "be", "been",
    "should", "might", "must", "do", "does", "did", "done", "have", "has", "had", "get", "gets",
    "got", "give", "given", "let", "make", "makes", "made", "see", "via", "since", "while", "because",
    "though", "although", "however", "therefore", "otherwise", "instead", "final", "last", "latest", "same", "every",
    "each", "some", "any", "most", "many", "few", "more", "less", "ours", "mine", "yours", "theirs", "its",
];

/// "Elko warehouse: Dale Piute, …": what a short label before a name says is no name.
fn behind_label(text: &str, pieces: &[Range<usize>]) -> usize {
    match pieces {
        [first, _, ..] if text[first.end..].starts_with(':') && text[first.clone()].split_whitespace().count() <= 4 => 1,
        _ => 0,
    }
}

/// Whether a line begins like a record: with a name, an address or a number of its own.
pub(crate) fn begins_record(context: &Context<'_>, line: &Flow) -> bool {
    let text = &line.text;
    let mut all = pieces::split(text);
    all.retain(|piece| !is_number(&text[piece.clone()]));
    let Some(first) = all.first().cloned() else {
        return false;
    };
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
    let name = is_name(lead, context.profile) && piece.split(' ').count() <= 7 && !is_word(lead);
    let described = address.is_some() || BROKEN.is_match(text);
    let single = !lead.contains(' ');
    let next = all.iter().find(|other| other.start >= first.end);
    let beside = next.is_some_and(|next| names::has_address(&text[next.clone()]) && text[first.end..next.start].chars().all(|c| !c.is_alphanumeric()));
    starts || (name && described && (!single || starts_with_pair(text) || beside))
        || (own || address.is_some() && SELF_LINE.is_match(text))
}

fn is_number(piece: &str) -> bool {
    let bare = piece.trim().trim_end_matches(['.', ')']);
    !bare.is_empty() && bare.len() <= 3 && bare.chars().all(|c| c.is_ascii_digit())
}

/// Whether a line asks for people to be set up.
pub(crate) fn asks(text: &str) -> bool {
    ASKING.is_match(&fold(text))
}

/// A single word that begins sentences is no name.
fn is_word(text: &str) -> bool {
    let first = fold(text.split(' ').next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()));
    NO_NAMES.contains(&first.as_str())
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
    let skip = behind_label(text, &parts);
    let skip = if skip > 0 && is_name(text[parts[0].clone()].trim(), context.profile) { 0 } else { skip };
    let Some(first) = parts.get(skip) else {
        return false;
    };
    let name = text[first.clone()].trim();
    let single = name.split(' ').count() < 2;
    if parts.len() < 2 + skip || single && !listed || !is_name(name, context.profile) || is_word(name) {
        return false;
    }
    let rest = &text[first.end..];
    let profile = context.profile;
    level::all(text, profile).iter().any(|said| said.range.start >= first.end)
        || super::values::is_same(rest)
        || !roles::given(rest, profile).is_empty()
        || names_nothing(rest)
        || parts.iter().skip(1 + skip).any(|piece| roles::known(text[piece.clone()].trim(), profile).is_some())
}

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
    if own && entry.email == EmailReading::None
        && let Some(email) = &context.author.email
    {
        let evidence = author_address(context, line, email);
        entry.email = EmailReading::Address(Evidenced::read_at(email.clone(), evidence));
    }
    entry
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
    let named = |range: &Range<usize>| {
        let words = text[range.clone()].trim().trim_end_matches(['<', '(', ':']);
        is_name(words, context.profile) && !is_word(words)
    };
    let local = match &entry.email {
        EmailReading::Address(email) => fold(email.value().split('@').next().unwrap_or_default()),
        EmailReading::None | EmailReading::Invalid(_) => String::new(),
    };
    let alike = |range: &&Range<usize>| named(range) && is_alike(&text[(*range).clone()], &local);
    let whole = |range: &&Range<usize>| named(range) && text[(*range).clone()].trim().contains(' ');
    let single = |range: &Range<usize>| !text[range.clone()].trim().contains(' ');
    let comma = |two: &&[Range<usize>]| {
        let between = text[two[0].end..two[1].start].trim();
        two.iter().all(named) && between == "," && (two.iter().all(single) || two.iter().all(|range| is_alike(&text[range.clone()], &local)) && at.is_some())
    };
    // "Dela Cruz, Ramon <ramon@x>" is how programs show a mailbox.
    let shown = |two: &&[Range<usize>]| {
        let angle = text[two[1].end..].trim_start().starts_with('<') || text[..at.as_ref().map_or(0, |at| at.start)].ends_with('<') && two[1].end + 2 >= at.as_ref().map_or(0, |at| at.start);
        angle && two.iter().all(named) && text[two[0].end..two[1].start].trim() == ","
    };
    let pair = before.windows(2).find(|two| comma(two)).or_else(|| before.windows(2).rfind(shown));
    let pair = pair.map(|two| two[0].start..two[1].end);
    let chosen = pair
        .or_else(|| before.iter().filter(whole).find(alike).cloned())
        .or_else(|| before.iter().find(whole).cloned())
        .or_else(|| before.iter().find(alike).cloned())
        .or_else(|| before.iter().find(|range| named(range)).cloned())
        .or_else(|| after.first().filter(whole).cloned());
    if let Some(range) = chosen
        && let Some(name) = names::clean(&text[range.clone()])
    {
        entry.name = Some(context.named(name, line, trimmed(text, range)));
        entry.own = false;
    }
}

/// Whether a word of a name is in the local part of an address.
fn is_alike(name: &str, local: &str) -> bool {
    fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.chars().count() >= 3 && local.contains(word))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let edge = |c: char| c.is_whitespace() || "<(\"'*:".contains(c);
    let start = range.start + (inner.len() - inner.trim_start_matches(edge).len());
    start..(start + inner.trim_matches(edge).len()).min(range.end)
}

/// The lines of "Abara, Chinedu <c@x>; Boswell, Kitty <k@x>": one for each person.
fn recipients(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split(';') {
        let end = start + piece.len();
        if names::addresses(piece).count() == 1 {
            out.push(start..end);
        } else if !piece.trim().is_empty() && (names::has_address(piece) || out.is_empty()) {
            return Vec::new();
        }
        start = end + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// The people of one paragraph who are named with an address, and the author who wants to be added.
pub(crate) fn prose(context: &Context<'_>, line: &Flow, above: Option<&Flow>) -> Vec<Entry> {
    let text = &line.text;
    let rows = recipients(text);
    if !rows.is_empty() {
        return rows.into_iter().map(|row| record(context, &line.cut(row), &[])).collect();
    }
    let all = sentences::split(text);
    let addresses: Vec<Range<usize>> = names::addresses(text)
        .map(|found| found.range())
        .filter(|range| names::address(&text[range.clone()]).is_some() && !is_former(&text[..range.start]))
        .collect();
    let mut out: Vec<Entry> = Vec::new();
    let mut last_end = 0;
    let mut at = 0;
    while at < addresses.len() {
        let cluster = cluster_from(text, &addresses, at);
        let rows = rows_of(context, line, &addresses[at..cluster], last_end);
        for (offset, address) in addresses[at..cluster].iter().enumerate() {
            let named = rows.get(offset).cloned();
            out.push(one(context, line, &all, address, last_end, named, above));
            last_end = address.end;
        }
        at = cluster;
    }
    if addresses.is_empty() {
        out.extend(unaddressed(context, line, &all));
    }
    if !out.iter().any(|entry| entry.own)
        && let Some(found) = SELF.find(text)
    {
        out.push(author(context, line, found.range()));
    }
    out
}

/// "… (not rita@x.example, that's private)": an address that is not to be used.
fn is_former(before: &str) -> bool {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:not|instead of|rather than|no longer|never|statt|nicht|pas|niet)(?: (?:the|her|his|my|old|use|to))* ?[<(]?$").expect("a valid pattern")
    });
    FORMER.is_match(&fold(before))
}

/// "Please set up Anna Berg and Tom Ochs": people whose addresses are still to come.
fn unaddressed(context: &Context<'_>, line: &Flow, all: &[Range<usize>]) -> Vec<Entry> {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:add|create|set ?up|register|onboard|enrol|enroll|give|new users?(?: is| are|:)|legen sie|anlegen:?|creer|créer|ajouter|crear|agregar|criar|adicionar|aanmaken voor|aggiungere)\b(?:\s+(?:a |an |the |new |following |two |three |also |please |just |both |user |users |people |colleagues ?:? ?))*\s*[:,–-]?\s*$").expect("a valid pattern")
    });
    static ELSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:'s\b|to (?:the|this|our|your)\b|on (?:the|this) (?:call|thread|copy|mail|ticket)|from\b|said|asked|wrote|told|will (?:send|call|tell)|sent\b)").expect("a valid pattern")
    });
    let text = &line.text;
    let mut out: Vec<Entry> = Vec::new();
    for sentence in all {
        let words = &text[sentence.clone()];
        let mut last: Option<usize> = None;
        for (name, place) in names_in(context, &line.cut(sentence.clone())) {
            let after_request = ASKED.is_match(&words[..place.start]);
            let in_list = last.is_some_and(|end| is_joint(&words[end..place.start]));
            let organisation = names::addresses(&context.doc.text).take(50).any(|address| places::is_witness(address.as_str().rsplit('@').next().unwrap_or_default(), &name));
            let sound = name.contains(' ') && !organisation && !ELSE.is_match(&words[place.end..]) && fits(context, words, &place);
            if sound && (after_request || in_list) && Some(name.as_str()) != context.author.name.as_deref() {
                let range = sentence.start + place.start..sentence.start + place.end;
                out.push(Entry {
                    voice: context.voice,
                    asked: true,
                    name: Some(context.named(name, line, range)),
                    ..Entry::default()
                });
                last = Some(place.end);
            } else if after_request {
                last = None;
            }
        }
    }
    out
}

/// What stands between the names of a list.
fn is_joint(between: &str) -> bool {
    fold(between).split(|c: char| !c.is_alphanumeric()).all(|word| ["", "and", "und", "et", "y", "e", "en", "plus", "as", "well", "also"].contains(&word))
}

/// The end of the addresses that stand together: "(dani@x / lola@x)".
fn cluster_from(text: &str, addresses: &[Range<usize>], from: usize) -> usize {
    let mut end = from + 1;
    while end < addresses.len() {
        let between = fold(&text[addresses[end - 1].end..addresses[end].start]);
        let joint = between.split(|c: char| !c.is_alphanumeric()).all(|word| ["", "and", "und", "et", "y", "e", "en", "or"].contains(&word));
        if !joint {
            break;
        }
        end += 1;
    }
    end
}

/// As many names before the addresses as there are addresses, in the same order.
fn rows_of(context: &Context<'_>, line: &Flow, addresses: &[Range<usize>], from: usize) -> Vec<(String, Range<usize>)> {
    if addresses.len() < 2 {
        return Vec::new();
    }
    let text = &line.text[from..addresses[0].start];
    let runs: Vec<Range<usize>> = runs_of(text).into_iter().filter(|run| fits(context, text, run)).collect();
    if runs.len() < addresses.len() {
        return Vec::new();
    }
    let chosen = &runs[runs.len() - addresses.len()..];
    let named = chosen.iter().filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, from + run.start..from + run.end)));
    let named: Vec<(String, Range<usize>)> = named.collect();
    if named.len() == addresses.len() { named } else { Vec::new() }
}

/// Somebody with an address in running text.
fn one(
    context: &Context<'_>,
    line: &Flow,
    all: &[Range<usize>],
    address: &Range<usize>,
    last_end: usize,
    named: Option<(String, Range<usize>)>,
    above: Option<&Flow>,
) -> Entry {
    let text = &line.text;
    let email = names::address(&text[address.clone()]).unwrap_or_default();
    let sentence = all
        .iter()
        .find(|range| range.start <= address.start && address.start < range.end)
        .cloned()
        .unwrap_or(0..text.len());
    let mut entry = Entry {
        voice: context.voice,
        ..Entry::default()
    };
    entry.email = EmailReading::Address(Evidenced::read_at(
        email.clone(),
        context.doc.evidence(line.source(address.clone())),
    ));
    let before = last_end.max(sentence.start)..address.start;
    let own = context.author.email.as_deref() == Some(email.as_str()) || SELF.is_match(&text[before.start..ceil(text, address.end.min(before.end + 1))]);
    let name = named
        .or_else(|| name_before(context, line, before.clone(), &email))
        .or_else(|| name_behind(context, line, address.end, &email))
        .or_else(|| {
            earlier(all, &sentence, last_end)
                .into_iter()
                .find_map(|range| name_before(context, line, range, &email))
        })
        .or_else(|| like_address(context, line, before.clone(), &email));
    entry.name = name
        .clone()
        .map(|(name, range)| context.named(name, line, range));
    entry.alias = name
        .as_ref()
        .and_then(|(_, range)| alias_before(&text[sentence.start.min(range.start)..range.start]));
    if own && (entry.name.is_none() || SELF.is_match(&text[before.clone()]) && !entry.name().is_some_and(|name| is_alike(name, &email))) {
        name_author(context, &mut entry, line, before);
    }
    entry.own = own;
    let around = fold(&text[sentence.clone()]);
    let lead = above.map(|flow| fold(&flow.text)).unwrap_or_default();
    let earlier: String = fold(&text[..sentence.start]);
    let asking = ADDING.is_match(&around) || ASKING.is_match(&earlier) || ASKING.is_match(&lead);
    entry.correction = CORRECTION.is_match(&around) && !ASKING.is_match(&around) || around.contains("correction");
    let shared = GENERIC.contains(&email.split('@').next().unwrap_or_default()) && !entry.name().is_some_and(|name| name.contains(' '));
    entry.barred = shared || CONTACT.is_match(&around) || slots::is_prompt(&text[sentence]);
    entry.asked = !shared && !entry.barred && asking && (entry.name.is_some() || ASKING.is_match(&around));
    entry
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Where the author's address stands: in the header block of the text, else at the words that mean the author.
fn author_address(context: &Context<'_>, line: &Flow, email: &str) -> crate::evidence::Evidence {
    let place = context.doc.text.to_lowercase().find(&email.to_lowercase());
    let span = place.map(|start| crate::document::Span { start, end: start + email.len() });
    context.doc.evidence(span.filter(|span| !context.doc.slice(*span).is_empty()).unwrap_or(line.whole()))
}

/// "Please add me too, level 4": the person is the author.
fn author(context: &Context<'_>, line: &Flow, at: Range<usize>) -> Entry {
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        own: true,
        ..Entry::default()
    };
    name_author(context, &mut entry, line, at.clone());
    if let Some(email) = &context.author.email {
        let evidence = context.doc.evidence(line.source(at));
        entry.email = EmailReading::Address(Evidenced::read_at(email.clone(), evidence));
    }
    entry
}

fn name_author(context: &Context<'_>, entry: &mut Entry, line: &Flow, at: Range<usize>) {
    let range = SELF
        .find(&line.text[at.clone()])
        .map_or(at.clone(), |found| at.start + found.start()..at.start + found.end());
    if let Some(name) = &context.author.name {
        entry.name = Some(Evidenced::read_at(
            name.clone(),
            context.doc.evidence(line.source(range)),
        ));
    }
}

/// The sentences before, nearest first, when this one only says "her address is …".
fn earlier(all: &[Range<usize>], sentence: &Range<usize>, from: usize) -> Vec<Range<usize>> {
    all.iter()
        .rev()
        .filter(|range| range.end <= sentence.start && range.start >= from)
        .cloned()
        .collect()
}

/// Runs of capitalised words that may be names.
fn runs_of(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    for (start, word) in words_of(text) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").unwrap_or(bare);
        let folded = fold(bare);
        let stop = NO_NAMES.contains(&folded.as_str()) || lexicon::calendar::weekday(&folded).is_some();
        let capital = bare
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        let particle = run.is_some() && lexicon::people::PARTICLES.contains(&folded.as_str()) && folded.len() <= 3;
        let lead = word.find(bare).unwrap_or(0);
        let end = start + lead + bare.len();
        if (capital && !stop) || particle {
            let opens = word.starts_with(['(', '"']) && run.is_some();
            if opens {
                runs.extend(run.take());
            }
            run = Some(run.map_or(start + lead..end, |run| run.start..end));
            let possessive = word.contains("'s");
            let initial = word.ends_with('.') && (bare.len() <= 1 || is_title_word(&folded));
            if word.ends_with([',', ';', ':', '.', ')', '!', '?']) && !initial || possessive {
                runs.extend(run.take());
            }
        } else {
            runs.extend(run.take());
        }
    }
    runs.extend(run);
    let particle = |word: &str| lexicon::people::PARTICLES.contains(&fold(word).as_str());
    for run in &mut runs {
        while let Some((rest, last)) = text[run.clone()].rsplit_once(' ')
            && particle(last)
            && last.chars().next().is_some_and(char::is_lowercase)
        {
            run.end = run.start + rest.len();
        }
    }
    runs
}

fn is_title_word(word: &str) -> bool {
    lexicon::people::HONORIFICS.contains(&word) || ["jr", "sr", "st"].contains(&word)
}

/// Whether a run is a name: not hailed, not a place, not a word of ours.
fn fits(context: &Context<'_>, text: &str, run: &Range<usize>) -> bool {
    let before = text[..run.start]
        .trim_end()
        .rsplit(' ')
        .next()
        .map(fold)
        .unwrap_or_default();
    let hailed = [
        "hi", "hello", "dear", "hey", "hallo", "bonjour", "hola", "thanks", "ola",
    ]
    .contains(&before.as_str());
    let place = ["at", "of", "from", "in"].contains(&before.as_str());
    !hailed && !place && is_name(&text[run.clone()], context.profile)
}

/// Names in a text, whoever they are.
pub(crate) fn name_runs(text: &str) -> Vec<(String, Range<usize>)> {
    let runs = runs_of(text).into_iter().filter(|run| names::looks_like_name(&text[run.clone()]));
    runs.filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, run))).collect()
}

/// All names of a sentence.
pub(crate) fn names_in(context: &Context<'_>, sentence: &Flow) -> Vec<(String, Range<usize>)> {
    let text = &sentence.text;
    let runs = runs_of(text).into_iter().filter(|run| is_name(&text[run.clone()], context.profile));
    runs.filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, run)))
        .collect()
}

/// The last run of capitalised words before an address.
fn name_before(context: &Context<'_>, line: &Flow, range: Range<usize>, email: &str) -> Option<(String, Range<usize>)> {
    let text = line.text.get(range.clone())?;
    let runs = runs_of(text);
    // A name that is also in the address is the surest.
    let local = fold(email.split('@').next().unwrap_or_default());
    let alike = |run: &&Range<usize>| {
        is_alike(&text[(*run).clone()], &local) && is_name(&text[(*run).clone()], context.profile)
    };
    let chosen = runs
        .iter()
        .rev()
        .filter(|run| text[(*run).clone()].contains(' '))
        .find(alike)
        .or_else(|| runs.iter().rev().find(alike))
        .or_else(|| {
            runs.iter()
                .rev()
                .find(|run| text[(*run).clone()].contains(' ') && fits(context, text, run))
        })
        .or_else(|| runs.iter().rev().find(|run| fits(context, text, run)))?
        .clone();
    let name = names::clean(&text[chosen.clone()])?;
    Some((name, range.start + chosen.start..range.start + chosen.end))
}

/// "ann@x.example (Ann Lee)": a whole name right behind the address that is also in it.
fn name_behind(context: &Context<'_>, line: &Flow, from: usize, email: &str) -> Option<(String, Range<usize>)> {
    let text = line.text.get(from..)?;
    let run = runs_of(text).into_iter().next()?;
    let gap = &text[..run.start];
    let near = gap.len() <= 5 && gap.chars().all(|c| !c.is_alphanumeric() && c != '.' && c != ';');
    let local = fold(email.split('@').next().unwrap_or_default());
    let words = &text[run.clone()];
    let sound = near && words.contains(' ') && is_name(words, context.profile) && is_alike(words, &local);
    let name = sound.then(|| names::clean(words)).flatten()?;
    Some((name, from + run.start..from + run.end))
}

fn words_of(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect()
}

/// Words in lower case that are also in the address: "set up tomasz wieczorek for …, tomasz@…".
fn like_address(
    context: &Context<'_>,
    line: &Flow,
    range: Range<usize>,
    email: &str,
) -> Option<(String, Range<usize>)> {
    let text = line.text.get(range.clone())?;
    let local = email.split('@').next()?;
    let parts: Vec<String> = local
        .split(['.', '_', '-'])
        .map(fold)
        .filter(|part| part.len() >= 3)
        .collect();
    let words = words_of(text);
    let first = words
        .iter()
        .position(|(_, word)| parts.contains(&fold(word.trim_matches(|c: char| !c.is_alphabetic()))))?;
    let (start, word) = words[first];
    let mut end = start + word.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    if let Some((at, next)) = words.get(first + 1) {
        let stop = [
            "for", "at", "as", "to", "with", "in", "on", "is", "and", "from", "her", "his", "a", "the", "who", "from",
        ];
        let bare = next.trim_matches(|c: char| !c.is_alphabetic());
        if !word.ends_with([',', ';']) && !stop.contains(&fold(bare).as_str()) && bare.len() > 1 {
            end = at + next.trim_end_matches(|c: char| !c.is_alphabetic()).len();
        }
    }
    let name = names::clean(&text[start..end])?;
    (level::in_prose(&name, context.profile).is_none()).then_some((name, range.start + start..range.start + end))
}

/// "Director is Ezekiel Marchetti": the word before "is".
fn alias_before(text: &str) -> Option<String> {
    static IS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)(\p{L}{4,}) (?:is|ist|est|es)\s*$").expect("a valid pattern"));
    let word = fold(&IS.captures(text)?[1]);
    (!NO_NAMES.contains(&word.as_str()) || word == "director").then_some(word)
}
