//! People in running text: "my colleague Tobias Renner, his address is tobias@x.example, level 2 as well".
//!
//! Also the author: "please add me too". A name in running text counts only with an address beside it. Incomplete
//! support: lists of names in a sentence without addresses.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::{self, requests};
use crate::names;
use crate::read::{Context, activation, is_name, level, record, roles, sentences};
use crate::statement::{Claim, EmailReading, Entry, Rank};
use crate::text::{Flow, fold};

static SELF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:add me|include me|me too|me as well|set me up|need myself|myself (?:in|too|as|at|with)|add myself|only be me|just be me|account for me|access for me|for me too|plus me|and me\b|and myself|me, please|me \()").expect("a valid pattern")
});
static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:for example|e\.g|contact|questions?|call (?:me|us|him|her)|reach (?:me|us|out)|cc'?d?|copied|in copy|escalate|account manager|sent (?:the|an|around|you)|invoice|forwarded|reply to|respond to|mail (?:me|us)|write to|report\w* (?:it|this) to|notify|submitted a new)\b").expect("a valid pattern")
});
static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:address|e-?mail|mail|adresse|correo|endereco|adres|indirizzo)\b.*\b(?:is|are|should be|changed|new|instead|correct|not|ist|lautet|est|es|e|nieuw)\b|\b(?:use|instead|rather|correct\w*|typo|new (?:e-?mail|address))\b").expect("a valid pattern")
});

/// Words at the beginning of a sentence that are no name.
const NO_NAMES: &[&str] = &[
    "please",
    "adding",
    "creating",
    "including",
    "welcome",
    "can",
    "could",
    "would",
    "hi",
    "hello",
    "dear",
    "the",
    "my",
    "our",
    "and",
    "new",
    "user",
    "users",
    "also",
    "add",
    "create",
    "for",
    "with",
    "we",
    "i",
    "it",
    "he",
    "she",
    "they",
    "his",
    "her",
    "this",
    "that",
    "these",
    "there",
    "here",
    "director",
    "name",
    "email",
    "mail",
    "oh",
    "ok",
    "thanks",
    "team",
    "all",
    "both",
    "level",
    "access",
    "role",
    "oops",
    "bitte",
    "hallo",
    "merci",
    "hola",
    "set",
    "invite",
    "activate",
    "send",
    "one",
    "two",
    "another",
    "morning",
    "hey",
    "good",
    "no",
    "yes",
    "then",
    "so",
    "as",
    "but",
    "if",
    "when",
    "up",
    "screenshot",
    "first",
    "second",
    "third",
    "next",
    "go-live",
    "re",
    "fw",
    "fwd",
    "her",
    "their",
    "your",
    "me",
    "you",
    "us",
    "attached",
    "just",
    "user:",
];

/// The people of one paragraph.
pub(crate) fn read(context: &Context<'_>, line: &Flow, above: Option<&Flow>) -> Vec<Entry> {
    let text = &line.text;
    let mut out: Vec<Entry> = Vec::new();
    let all = sentences::split(text);
    let addresses: Vec<Range<usize>> = names::ADDRESS.find_iter(text).map(|found| found.range()).collect();
    let mut last_end = 0;
    for (index, address) in addresses.iter().enumerate() {
        let Some(email) = names::address(&text[address.clone()]) else {
            continue;
        };
        let sentence = all
            .iter()
            .find(|range| range.start <= address.start && address.start < range.end)
            .cloned()
            .unwrap_or(0..text.len());
        let next = addresses.get(index + 1).map_or(text.len(), |next| next.start);
        let mut entry = Entry {
            voice: context.voice,
            ..Entry::default()
        };
        entry.email = EmailReading::Address(Evidenced::read_at(
            email.clone(),
            context.doc.evidence(line.source(address.clone())),
        ));
        let before = last_end.max(sentence.start)..address.start;
        let own = context.author.email.as_deref() == Some(email.as_str()) || SELF.is_match(&text[before.clone()]);
        let name = name_before(context, line, before.clone(), &email)
            .or_else(|| {
                earlier(&all, &sentence, last_end)
                    .into_iter()
                    .find_map(|range| name_before(context, line, range, &email))
            })
            .or_else(|| like_address(context, line, before.start..address.start, &email));
        entry.name = name
            .clone()
            .map(|(name, range)| Evidenced::read_at(name, context.doc.evidence(line.source(range))));
        entry.alias = name
            .as_ref()
            .and_then(|(_, range)| alias_before(&text[sentence.start.min(range.start)..range.start]));
        if own && (entry.name.is_none() || SELF.is_match(&text[before.clone()])) {
            name_author(context, &mut entry, line, before.clone());
        }
        let end = segment_end(context, line, address.end, next, &all);
        let from = name
            .as_ref()
            .map_or(address.start, |(_, range)| range.start.min(address.start));
        describe(context, &mut entry, &line.cut(from..end), &line.cut(address.end..end));
        last_end = end.min(next);
        let around = fold(&text[sentence.clone()]);
        let lead = above.map(|flow| fold(&flow.text)).unwrap_or_default();
        let earlier: String = fold(&text[..sentence.start]);
        let asking = ASKING.is_match(&around) || ASKING.is_match(&earlier) || ASKING.is_match(&lead);
        let described = entry.name.is_some() && !entry.said.is_empty();
        entry.correction = CORRECTION.is_match(&around) && !ASKING.is_match(&around) || around.contains("correction");
        entry.asked =
            !CONTACT.is_match(&around) && (described || (asking && (entry.name.is_some() || ASKING.is_match(&around))));
        out.push(entry);
    }
    share(&mut out, &fold(text));
    if addresses.is_empty()
        && let Some(found) = SELF.find(text)
    {
        out.push(author(context, line, found.range()));
    }
    out
}

/// "Please add me too, level 4": the person is the author.
fn author(context: &Context<'_>, line: &Flow, at: Range<usize>) -> Entry {
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    let sentence = sentences::split(&line.text)
        .into_iter()
        .find(|range| range.contains(&at.start))
        .unwrap_or(0..line.text.len());
    name_author(context, &mut entry, line, at.clone());
    if let Some(email) = &context.author.email {
        let evidence = context.doc.evidence(line.source(at));
        entry.email = EmailReading::Address(Evidenced::read_at(email.clone(), evidence));
    }
    let whole = line.cut(sentence);
    record::details(context, &mut entry, &whole, true);
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
            if word.ends_with([',', ';', ':', '.', ')']) && bare.len() > 1 || possessive {
                runs.extend(run.take());
            }
        } else {
            runs.extend(run.take());
        }
    }
    runs.extend(run);
    runs
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
    let place = ["at", "for", "of", "from", "in"].contains(&before.as_str());
    !hailed && !place && is_name(&text[run.clone()], context.profile)
}

/// All names of a sentence.
pub(crate) fn names_in(context: &Context<'_>, sentence: &Flow) -> Vec<(String, Range<usize>)> {
    let text = &sentence.text;
    let runs = runs_of(text)
        .into_iter()
        .filter(|run| fits(context, text, run) || is_name(&text[run.clone()], context.profile));
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
        fold(&text[(*run).clone()])
            .split(' ')
            .any(|word| word.len() >= 3 && local.contains(word))
            && is_name(&text[(*run).clone()], context.profile)
    };
    let several = runs.iter().rev().find(alike);
    let several = several.or_else(|| {
        runs.iter()
            .rev()
            .find(|run| text[(*run).clone()].contains(' ') && fits(context, text, run))
    });
    let chosen = several
        .or_else(|| runs.iter().rev().find(|run| fits(context, text, run)))?
        .clone();
    let name = names::clean(&text[chosen.clone()])?;
    Some((name, range.start + chosen.start..range.start + chosen.end))
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

/// Where the talk about one person ends: at the name that goes with the next address, or with the paragraph.
fn segment_end(context: &Context<'_>, line: &Flow, from: usize, next: usize, all: &[Range<usize>]) -> usize {
    let own = all
        .iter()
        .find(|range| range.start <= from && from <= range.end)
        .map_or(line.text.len(), |range| range.end);
    let other = runs_of(&line.text[from..own.min(next)]).into_iter().find(|run| {
        let text = &line.text[from..own.min(next)];
        fits(context, text, run) && fold(&text[..run.start]).trim_end().ends_with(" and")
    });
    if let Some(other) = other {
        return from + other.start;
    }
    if next < line.text.len() {
        let last = all
            .iter()
            .rfind(|range| range.start < next)
            .map_or(from, |range| range.start.max(from));
        return name_before(
            context,
            line,
            last..next,
            line.text[next..].split(' ').next().unwrap_or_default(),
        )
        .map_or(next, |(_, range)| range.start);
    }
    // Sentences go on about the same person while they begin with "He", "Her role", …
    let mut end = from;
    for range in all.iter().filter(|range| range.end > from) {
        let own = range.start <= from;
        let folded = fold(&line.text[range.clone()]);
        let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let goes_on = [
            "he", "she", "his", "her", "they", "with", "role", "roles", "level", "access", "er", "sie", "il", "elle",
            "hij", "zij", "create", "hes", "shes",
        ]
        .contains(&first);
        let asks = activation::is_question(&line.text[range.clone()]);
        if own || (goes_on && !asks) {
            end = range.end;
        } else {
            break;
        }
    }
    end
}

/// Level, roles and activation of the words about one person.
fn describe(context: &Context<'_>, entry: &mut Entry, whole: &Flow, after: &Flow) {
    if let Some((range, level)) = level::in_prose(&whole.text, context.profile).or_else(|| {
        after
            .text
            .split([',', ';'])
            .find_map(|piece| level::label(piece, context.profile))
            .map(|level| (0..0, crate::statement::LevelReading::Is(level)))
    }) {
        let span = if range.is_empty() {
            after.whole()
        } else {
            whole.source(range)
        };
        entry.say(Claim::Level(level), Rank::Person, context.doc.evidence(span));
    }
    let named = entry.name.as_ref().map_or(0, |name| name.evidence().text.len());
    let rest = whole.cut(named.min(whole.text.len())..whole.text.len());
    let found = roles::in_prose(&rest.text, context.profile);
    if let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) {
        let span = rest.source(first.start..last.end);
        let readings = found.iter().map(|(_, name)| crate::statement::RoleReading {
            name: name.clone(),
            known: true,
        });
        let mut unique: Vec<crate::statement::RoleReading> = Vec::new();
        for reading in readings {
            if !unique.contains(&reading) {
                unique.push(reading);
            }
        }
        entry.say(Claim::Roles(unique), Rank::Person, context.doc.evidence(span));
    }
    super::device::in_record(context, entry, whole);
}

/// "Director is Ezekiel Marchetti": the word before "is".
fn alias_before(text: &str) -> Option<String> {
    static IS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)(\p{L}{4,}) (?:is|ist|est|es)\s*$").expect("a valid pattern"));
    let word = fold(&IS.captures(text)?[1]);
    (!NO_NAMES.contains(&word.as_str()) || word == "director").then_some(word)
}

/// "Ann (…) and Bob (…) are both to be set up with Level 3": what stands behind the last is said of all before it.
fn share(entries: &mut [Entry], folded: &str) {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:are|need|get|both|each|all)\b.*\b(?:both|each|all|level|role)\b").expect("a valid pattern")
    });
    if !BOTH.is_match(folded) {
        return;
    }
    for index in (1..entries.len()).rev() {
        let (before, from) = entries.split_at_mut(index);
        if let (Some(above), Some(below)) = (before.last_mut(), from.first())
            && above.said.is_empty()
        {
            above.said.clone_from(&below.said);
            above.asked |= below.asked;
        }
    }
}
