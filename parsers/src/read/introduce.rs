//! Who is named in running text and in lines about one person: a name with the address that belongs to it.
//!
//! What is said about them is read elsewhere (`speech`). A name that is also in the address is the surest. Phrases seen:
//! "my colleague Tobias Renner, his address is tobias@x.example", "Dani Cruz + Lola Webb (dani@… / lola@…)", "me: kofi@…".
//! Incomplete support: names in lower case far from their address.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::mail::endings::GENERIC;
use crate::lexicon::{self, requests};
use crate::names;
use crate::read::naming::{
    alias_before, alias_behind, fits, is_alike, like_address, name_before, name_behind, runs_of,
};
use crate::read::record::{record, small_before};
use crate::read::unaddressed::{leveled, misspelt, unaddressed};
use crate::read::{Context, bystander, readdressed, sentences, slots};
use crate::statement::{EmailReading, Entry};
use crate::text::{Flow, fold};

static SELF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:add me|include me|me too|me as well|set me up|need myself|myself (?:in|too|as|at|with)|add myself|only be me|just be me|account for me\b|access for me\b|(?:account|access|login|level ?[1-4]|lvl ?[1-4])(?: access)? for myself\b|for me too|plus me|and me\b|and myself|(?:^|[.;:!?,]\s*|(?:and|also|for|is|only|just|it's|then|first) )me, please|me \([^)]*@|(?:there is|there's|first|also|then) me(?: of course)?,|gonna be me|going to be me|be me\b|myself \(|that's me|count me in|put me)").expect("a valid pattern")
});
static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static ADDING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::ADDING]));
static CONTACT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::CONTACTS]));
static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:address|e-?mail|mail|adresse|correo|endereco|adres|indirizzo)(?-u:\b).*(?-u:\b)(?:is|are|should be|changed|new|instead|correct|not|ist|lautet|est|es|e|nieuw)(?-u:\b)|(?-u:\b)(?:use|instead|rather|correct[a-z0-9_]*|typo|new (?:e-?mail|address))(?-u:\b)").expect("a valid pattern")
});
/// "Monique Darby (mdarby@x) was activated this morning": told of somebody who has an account.
fn is_set_up_already(text: &str, sentence: &Range<usize>, address: &Range<usize>) -> bool {
    static ALREADY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[)>\]]?,? (?:who )?(?:was|were|has been|have been|is already|are already|already (?:is|has|uses)|had been|has already been) (?:\w+ ){0,2}?(?:activated|set up|created|invited|active|added|live|onboarded|an account|a login|up and running)(?-u:\b)").expect("a valid pattern")
    });
    ALREADY.is_match(&fold(&text[address.end.min(sentence.end)..sentence.end]))
}

/// Whether a line asks for people to be set up.
pub(crate) fn asks(text: &str) -> bool {
    ASKING.is_match(&fold(text))
}

/// The lines of "Abara, Chinedu <c@x>; Boswell, Kitty <k@x>": one for each person.
fn recipients(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split(';') {
        let end = start + piece.len();
        if names::addresses(piece).count() == 1 && is_recipient(piece) {
            out.push(start..end);
        } else if !piece.trim().is_empty() && (names::has_address(piece) || out.is_empty()) {
            return Vec::new();
        }
        start = end + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// "(b) Casimir Dole, cdole@x.example, Standard": nothing but a name stands before the address.
fn is_recipient(piece: &str) -> bool {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:and |or |und |et |y )?(?:\(?[a-z0-9]{1,2}[.)]\s*)?").expect("a valid pattern")
    });
    let before = names::first_address(piece).map_or("", |found| &piece[..found.start()]);
    let before = before.rsplit(':').next().unwrap_or(before);
    let start = LEAD.find(before).map_or(0, |found| found.end());
    let name = before[start..]
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .trim_end_matches(|c: char| !c.is_alphabetic() && c != '.')
        .replace(',', "");
    name.trim().is_empty() || names::looks_like_name(name.trim())
}

/// The people of one paragraph who are named with an address, and the author who wants to be added.
pub(crate) fn prose(context: &Context<'_>, line: &Flow, above: Option<&Flow>) -> Vec<Entry> {
    let text = &line.text;
    let rows = recipients(text);
    if !rows.is_empty() {
        return rows
            .into_iter()
            .map(|row| record(context, &line.cut(row), &[]))
            .collect();
    }
    let all = sentences::split(text);
    let addresses: Vec<Range<usize>> = names::addresses(text)
        .map(|found| found.range())
        .filter(|range| {
            names::address(&text[range.clone()]).is_some()
                && !is_former(&text[..range.start])
                && !readdressed::is_old(text, range)
        })
        .collect();
    let mut around = Around::new(text, above);
    let mut out: Vec<Entry> = Vec::new();
    let mut last_end = 0;
    let mut at = 0;
    while at < addresses.len() {
        let cluster = cluster_from(text, &addresses, at);
        let rows = rows_of(context, line, &addresses[at..cluster], last_end);
        for (offset, address) in addresses[at..cluster].iter().enumerate() {
            let named = rows.get(offset).cloned();
            out.push(one(context, line, &all, address, last_end, named, &mut around));
            last_end = address.end;
        }
        at = cluster;
    }
    let unaddressed_ones: Vec<Entry> = all
        .iter()
        .filter(|range| !names::has_address(&text[(*range).clone()]))
        .filter_map(|range| {
            let sentence = line.cut(range.clone());
            let beside = !addresses.is_empty() && context.profile.has_levels();
            let without = || leveled(context, &sentence).filter(|(_, pending)| beside || *pending);
            counted(context, &sentence)
                .or_else(|| misspelt(context, &sentence))
                .or_else(|| without().map(|(entry, _)| entry))
        })
        .collect();
    let none = unaddressed_ones.is_empty();
    out.extend(unaddressed_ones);
    if addresses.is_empty() && none {
        out.extend(unaddressed(context, line, &all));
    }
    if !out.iter().any(|entry| entry.own)
        && let Some(found) = SELF.find(text)
    {
        out.push(author(context, line, found.range()));
    }
    out
}

/// "Second one is her brother Darrell Voss, level two": somebody whose address nobody could write down.
fn counted(context: &Context<'_>, line: &Flow) -> Option<Entry> {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:and )?(?:then )?(?:the )?(?:first|second|third|fourth|fifth|sixth|next|last|other|another)(?: (?:one|person|user|guy|lady|name))?(?: is|'s|:| would be| will be)\s").expect("a valid pattern")
    });
    let found = COUNTED.find(&line.text)?;
    let telling = !crate::read::level::all(&line.text, context.profile).is_empty()
        || !crate::read::roles::given(&line.text, context.profile).is_empty();
    let names = crate::read::naming::names_in(context, line);
    let (name, place) = names
        .into_iter()
        .find(|(name, place)| place.start >= found.end() && name.contains(' '))?;
    telling.then(|| Entry {
        voice: context.voice,
        asked: true,
        name: Some(context.named(name, line, place)),
        ..Entry::default()
    })
}

/// "… (not rita@x.example, that's private)": an address that is not to be used.
fn is_former(before: &str) -> bool {
    static FORMER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:not|instead of|rather than|no longer|never|statt|nicht|pas|niet)(?: (?:the|her|his|my|old|use|to))* ?[<(]?$").expect("a valid pattern")
    });
    FORMER.is_match(&fold(before))
}

/// The end of the addresses that stand together: "(dani@x / lola@x)".
fn cluster_from(text: &str, addresses: &[Range<usize>], from: usize) -> usize {
    let mut end = from + 1;
    while end < addresses.len() {
        let between = fold(&text[addresses[end - 1].end..addresses[end].start]);
        let joint = between
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| ["", "and", "und", "et", "y", "e", "en", "or"].contains(&word));
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
    let runs: Vec<Range<usize>> = runs_of(text)
        .into_iter()
        .filter(|run| fits(context, text, run))
        .collect();
    if runs.len() < addresses.len() {
        return Vec::new();
    }
    let chosen = &runs[runs.len() - addresses.len()..];
    let named = chosen
        .iter()
        .filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, from + run.start..from + run.end)));
    let named: Vec<(String, Range<usize>)> = named.collect();
    if named.len() == addresses.len() {
        named
    } else {
        Vec::new()
    }
}

/// What the words around an address say of whoever it belongs to.
#[derive(Clone, Copy)]
struct Heard {
    asking: bool,
    asked_here: bool,
    correction: bool,
    put_right: bool,
    barred: bool,
}

/// The sentences of a line as they were heard: a sentence of five hundred addresses is heard once.
struct Around<'t> {
    text: &'t str,
    above: Option<&'t Flow>,
    last: Option<(Range<usize>, Heard)>,
}

impl<'t> Around<'t> {
    fn new(text: &'t str, above: Option<&'t Flow>) -> Self {
        Self {
            text,
            above,
            last: None,
        }
    }

    fn of(&mut self, context: &Context<'_>, sentence: &Range<usize>) -> Heard {
        if let Some((range, heard)) = &self.last
            && range == sentence
        {
            return *heard;
        }
        let words = fold(&self.text[sentence.clone()]);
        let asks_before = || {
            let lead = self.above.map(|flow| fold(&flow.text)).unwrap_or_default();
            ASKING.is_match(&fold(&self.text[..sentence.start])) || ASKING.is_match(&lead)
        };
        let asked_here = ASKING.is_match(&words);
        let heard = Heard {
            asking: context.asked_for || ADDING.is_match(&words) || asks_before(),
            asked_here,
            correction: CORRECTION.is_match(&words) && !asked_here || words.contains("correction"),
            put_right: readdressed::puts_right(&self.text[sentence.clone()]),
            barred: CONTACT.is_match(&words) || slots::is_prompt(&self.text[sentence.clone()]),
        };
        self.last = Some((sentence.clone(), heard));
        heard
    }
}

/// Somebody with an address in running text.
fn one(
    context: &Context<'_>,
    line: &Flow,
    all: &[Range<usize>],
    address: &Range<usize>,
    last_end: usize,
    named: Option<(String, Range<usize>)>,
    around: &mut Around<'_>,
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
    let mine = context.author.email.as_deref() == Some(email.as_str());
    let own = mine || SELF.is_match(&text[before.start..ceil(text, address.end.min(before.end + 1))]);
    let name = named
        .or_else(|| {
            let given = name_before(context, line, before.clone(), &email)?;
            // "… for Tannery Row Brewing - kit sorensen, kit@…": small letters right before the address that holds them.
            let small = like_address(context, line, before.clone(), &email).filter(|(name, range)| {
                let gap = &text[range.end..address.start];
                name.contains(' ') && !gap.chars().any(char::is_alphanumeric)
            });
            Some(small.filter(|_| !is_alike(&given.0, &email)).unwrap_or(given))
        })
        .or_else(|| name_behind(context, line, address.end, &email))
        .or_else(|| {
            earlier(all, &sentence, last_end)
                .into_iter()
                .find_map(|range| name_before(context, line, range, &email))
        })
        .or_else(|| {
            let local = fold(email.split('@').next().unwrap_or_default());
            let found = small_before(&text[before.clone()], &local)?;
            let range = before.start + found.start..before.start + found.end;
            names::clean(&text[range.clone()]).map(|name| (name, range))
        })
        .or_else(|| like_address(context, line, before.clone(), &email));
    entry.name = name.clone().map(|(name, range)| context.named(name, line, range));
    entry.alias = name.as_ref().and_then(|(_, range)| {
        alias_before(&text[sentence.start.min(range.start)..range.start]).or_else(|| alias_behind(&text[range.end..]))
    });
    if own
        && (entry.name.is_none()
            || (mine && !entry.name().is_some_and(|name| name.contains(' ')) || SELF.is_match(&text[before.clone()]))
                && !entry.name().is_some_and(|name| is_alike(name, &email)))
    {
        name_author(context, &mut entry, line, before);
    }
    entry.own = own;
    let heard = around.of(context, &sentence);
    entry.correction = heard.correction || heard.put_right;
    if heard.put_right {
        entry.instead_of = Some(readdressed::beside(&text[sentence.clone()], &email));
    }
    let shared = GENERIC.contains(&email.split('@').next().unwrap_or_default())
        && !entry.name().is_some_and(|name| name.contains(' '));
    let named_here = name.as_ref().map_or(address, |(_, range)| range);
    let within = |range: &Range<usize>| {
        range.start.max(sentence.start) - sentence.start..range.end.max(sentence.start) - sentence.start
    };
    let spoken_of = bystander::is_one(&text[sentence.clone()], &within(named_here), &within(address));
    entry.barred = shared || heard.barred || spoken_of || is_set_up_already(text, &sentence, address);
    entry.asked = !shared && !entry.barred && heard.asking && (entry.name.is_some() || heard.asked_here);
    entry
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// Where the author's address stands: in the header block of the text, else at the words that mean the author.
pub(crate) fn author_address(context: &Context<'_>, line: &Flow, email: &str) -> crate::evidence::Evidence {
    let place = context.doc.text.to_lowercase().find(&email.to_lowercase());
    let span = place.map(|start| crate::document::Span {
        start,
        end: start + email.len(),
    });
    context.doc.evidence(
        span.filter(|span| !context.doc.slice(*span).is_empty())
            .unwrap_or(line.whole()),
    )
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

pub(crate) fn name_author(context: &Context<'_>, entry: &mut Entry, line: &Flow, at: Range<usize>) {
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
