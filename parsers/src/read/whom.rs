//! Words that stand for people in running text: "everyone", "the others", "both", "she", "me", "the first two".

mod notes;
mod placed;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, heard, people as words};
use crate::profile::Profile;
use crate::read::folded::Folded;
use crate::read::roster::{Roster, overlap};

static EVERYBODY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EVERYBODY]));
static PLURAL: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::PLURAL]));
static NOUNS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::GROUP_NOUNS]));
static REST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::REST]));
static ONE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONE]));
static ONE_BY_VERB: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONE_BY_VERB]));
static SELF: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::MYSELF]));
static EXCEPT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EXCEPT]));
static ONLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ONLY]));
static OBLIQUE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OBLIQUE]));
static COURTEOUS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[heard::COURTEOUS]));
/// "…, the tutors must wait": those who have not been named.
static GROUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,;] ?(?:and |but |while )?)the (?P<noun>[a-z]{3,}s|team|staff|crew|kids|people) (?:must|should|can|are|will|need|have|get|stay|wait|may|do|don)(?-u:\b)").expect("a valid pattern")
});
const NO_GROUPS: &[&str] = &[
    "links",
    "invites",
    "invitations",
    "accounts",
    "dates",
    "details",
    "levels",
    "roles",
    "emails",
    "mails",
    "names",
    "users",
    "others",
    "rest",
    "docs",
    "trays",
    "addresses",
    "phones",
];
static STRANGER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\b(?i:activate|invite|hold|links? (?:to|for)|send|activer|aktivieren Sie)\s+(?P<a>\p{Lu}\p{L}+))|^\s*(?P<b>\p{Lu}\p{L}+)(?:\s+\p{Lu}\p{L}+)?\s+(?:can|may|should|gets?|must|will|is|needs?)\b|^\s*(?P<c>\p{Lu}\p{L}+)(?:\s+\p{Lu}\p{L}+)?\s*:").expect("a valid pattern")
});

/// About whom words speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whom {
    People(Vec<usize>),
    /// Everybody there is.
    Everybody,
    /// "They", "both", "these": the group spoken of last, or everybody.
    Plural,
    /// "Users", "accounts": everybody, where nobody else is meant.
    Nouns,
    /// The others.
    Rest,
    /// "The former", "the latter", of the two spoken of last.
    Former,
    Latter,
    /// Those of a level or a role: "the two reps", "all managers".
    Kind(Kind),
    /// "He", "she".
    One,
}

/// What people have in common that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Levels(Vec<u8>),
    Role(String),
}

/// Words for people at their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pointer {
    pub(crate) range: Range<usize>,
    pub(crate) whom: Whom,
    /// "By", "until … is back", "same as": the person is not the one of whom something is said.
    pub(crate) oblique: bool,
}

impl Pointer {
    /// The people that are named.
    pub(crate) fn people(&self) -> &[usize] {
        match &self.whom {
            Whom::People(people) => people,
            Whom::Everybody
            | Whom::Plural
            | Whom::Nouns
            | Whom::Rest
            | Whom::Former
            | Whom::Latter
            | Whom::Kind(_)
            | Whom::One => &[],
        }
    }
}

/// Whether a text leaves somebody out ("all except …"), so that it cannot be said of all below it.
pub(crate) fn leaves_out(text: &str) -> bool {
    EXCEPT.is_match(&crate::text::fold(text))
}

/// Whether a text speaks of everybody.
pub(crate) fn is_everybody(text: &str) -> bool {
    let folded = crate::text::fold(text);
    let all = EVERYBODY.is_match(&folded) || PLURAL.is_match(&folded) || NOUNS.is_match(&folded);
    all && !REST.is_match(&folded)
}

/// Where "except" stands.
pub(crate) fn excepts(folded: &Folded) -> Vec<Range<usize>> {
    folded.places(&EXCEPT).collect()
}

/// Where "only" stands.
pub(crate) fn onlys(folded: &Folded) -> Vec<Range<usize>> {
    folded.places(&ONLY).collect()
}

/// Words for people, each place once: what is noted first wins.
#[derive(Default)]
struct Noted(Vec<Pointer>);

impl Noted {
    fn add(&mut self, range: Range<usize>, whom: Whom) {
        if self.0.iter().all(|other| !overlap(&other.range, &range)) {
            self.0.push(Pointer {
                range,
                whom,
                oblique: false,
            });
        }
    }

    fn add_all(&mut self, ranges: impl Iterator<Item = Range<usize>>, whom: &Whom) {
        ranges.for_each(|range| self.add(range, whom.clone()));
    }
}

/// All words for people, in order; names win over words.
pub(crate) fn pointers(text: &str, folded: &Folded, known: &Roster, here: &[usize], profile: &Profile) -> Vec<Pointer> {
    let mut noted = Noted::default();
    for mention in known.mentions(text, here) {
        // "Everybody on Fenwick's list" is not about Fenwick.
        if !owns_something(&text[mention.range.end..]) {
            noted.add(mention.range, Whom::People(vec![mention.person]));
        }
    }
    if let Some(author) = known.author() {
        let own = folded.places(&SELF).filter(|range| !is_told(text, range));
        noted.add_all(own, &Whom::People(vec![author]));
    }
    placed::by_place(folded, known, &mut noted);
    notes::by_note(folded, known, &mut noted);
    by_item(folded, known, &mut noted);
    let named = !noted.0.is_empty();
    noted.add_all(rest(folded), &Whom::Rest);
    if known.len() > 1 {
        let subjects = kinds(&folded.text, profile).into_iter();
        for (range, kind) in subjects.filter(|(range, _)| !is_predicate(&folded.text[..range.start])) {
            noted.add(folded.source(range), Whom::Kind(kind));
        }
    }
    for noun in GROUP.captures_iter(&folded.text).filter_map(|found| found.name("noun")) {
        if named && !NO_GROUPS.contains(&noun.as_str()) {
            noted.add(folded.source(noun.range()), Whom::Rest);
        }
    }
    noted.add_all(folded.places(&EVERYBODY), &Whom::Everybody);
    noted.add_all(she(folded), &Whom::One);
    noted.add_all(folded.places(&PLURAL), &Whom::Plural);
    let ones = folded.places(&ONE).filter(|range| !is_article(text, range));
    noted.add_all(ones, &Whom::One);
    noted.add_all(folded.places(&NOUNS), &Whom::Nouns);
    let mut out = noted.0;
    // "Bitte laden Sie Tom ein": the polite word means the reader of the mail, where somebody else is named.
    let polite = |pointer: &Pointer| {
        let word = text.get(pointer.range.clone()).unwrap_or_default().trim();
        pointer.whom == Whom::Plural && matches!(word, "Sie" | "Ihnen") && pointer.range.start > 0
    };
    if out.iter().any(|pointer| !pointer.people().is_empty()) {
        out.retain(|pointer| !polite(pointer));
    }
    // "Bitte schalten Sie alle drei frei": whom the verb orders.
    let ordered = |pointer: &Pointer| {
        let before = text.get(..pointer.range.start).unwrap_or_default();
        let verb = before.split_whitespace().next_back().unwrap_or_default();
        text.get(pointer.range.clone()).unwrap_or_default().trim() == "Sie" && verb.ends_with("en")
    };
    out.retain(|pointer| pointer.whom != Whom::Plural || !ordered(pointer));
    out.sort_by_key(|pointer| pointer.range.start);
    join_them_all(text, &mut out);
    // "I'd be grateful if Jane could be activated": the courtesy makes her nothing else than the one who is meant.
    let courtesies: Vec<Range<usize>> = folded.places(&COURTEOUS).collect();
    let kind = |range: &Range<usize>| {
        courtesies
            .iter()
            .any(|courtesy| courtesy.end >= range.end && courtesy.start < range.start)
    };
    let obliques: Vec<usize> = folded
        .places(&OBLIQUE)
        .filter(|range| !kind(range))
        .map(|range| range.end)
        .collect();
    for pointer in &mut out {
        pointer.oblique = obliques.iter().any(|end| {
            *end <= pointer.range.start && {
                let between = text.get(*end..pointer.range.start).unwrap_or("?");
                // "Level two with invoicing activate Lars": what is said begins anew.
                let acted = super::activation::speaks(between) || waits_with(text, *end, pointer.range.end);
                between.split_whitespace().count() <= 4 && !between.contains([',', ';', ':']) && !acted
            }
        });
    }
    out
}

/// "The others". "Everybody other than Jane" has none in it.
fn rest(folded: &Folded) -> impl Iterator<Item = Range<usize>> {
    let excepts = excepts(folded);
    folded
        .places(&REST)
        .filter(move |range| !excepts.iter().any(|except| overlap(except, range)))
}

/// "Sie darf", "kann sie": one person by the verb, which is no part of the word for her.
fn she(folded: &Folded) -> impl Iterator<Item = Range<usize>> {
    let pronoun = |found: regex::Match<'_>| {
        let words = found.as_str();
        let (first, last) = (
            words.find(' ').unwrap_or(words.len()),
            words.rfind(' ').map_or(0, |at| at + 1),
        );
        if matches!(&words[..first], "sie" | "ze") {
            found.start()..found.start() + first
        } else {
            found.start() + last..found.end()
        }
    };
    ONE_BY_VERB
        .find_iter(&folded.text)
        .map(move |found| folded.source(pronoun(found)))
}

/// "Wait with the other two", "with Tom please wait": those who wait, not those with whom somebody does.
fn waits_with(text: &str, with: usize, behind: usize) -> bool {
    let fold = |range: Option<&str>| crate::text::fold(range.unwrap_or_default());
    let (before, after) = (fold(text.get(..with)), fold(text.get(behind..)));
    let before = before.trim_end();
    let waits = [
        "wait with",
        "hold off with",
        "hold on with",
        "hang on with",
        "warten mit",
        "attendre avec",
        "wachten met",
    ];
    let then = [
        "wait",
        "please wait",
        "hold",
        "please hold",
        "bitte warten",
        "bitte noch warten",
    ];
    let after = after.trim_start();
    // "With the other two please wait": the number belongs to the word for them.
    let beyond = after.split_once(' ').map_or(after, |(_, beyond)| beyond);
    before.ends_with("with")
        && then
            .iter()
            .any(|words| after.starts_with(words) || beyond.starts_with(words))
        || waits.iter().any(|words| before.ends_with(words))
}

/// "Hold them all": two words for the same people.
fn join_them_all(text: &str, pointers: &mut Vec<Pointer>) {
    let mut at = 1;
    while at < pointers.len() {
        let (one, other) = (&pointers[at - 1], &pointers[at]);
        let joined = one.whom == Whom::Plural
            && other.whom == Whom::Everybody
            && text.get(one.range.end..other.range.start).is_some_and(|gap| gap == " ");
        if joined {
            pointers[at].range.start = pointers[at - 1].range.start;
            pointers.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// "'s list", "'s mail": what somebody made, where the person is not meant.
fn owns_something(behind: &str) -> bool {
    static OWNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^['’]s? (?:new |own |whole |little |last |second |first |attached )?(?:list|table|sheet|spreadsheet|form|mail|e-?mail|message|note|request|names|file|document|answers?|reply|team|crew|lot|people|group|office|department|company|client)\b").expect("a valid pattern")
    });
    OWNED.is_match(behind)
}

/// "Walter keeps asking me": nothing is said of the writer.
fn is_told(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default().trim().to_lowercase();
    let before = crate::text::fold(text.get(..range.start).unwrap_or_default());
    let last = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric() && c != '\'')
        .next()
        .unwrap_or_default();
    word == "me" && words::TELLING.contains(&last)
}

/// "La invitación", "le lien": the word is an article and no "her" or "him", unless a verb follows.
fn is_article(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default().trim().to_lowercase();
    if !words::ARTICLES.contains(&word.as_str()) {
        return false;
    }
    let behind = crate::text::fold(text.get(range.end..).unwrap_or_default());
    let next = behind
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    !words::VERB_STEMS.iter().any(|stem| next.starts_with(stem))
}

/// "Activate 3a, hold (b) and (c)": people by the letter of their line.
fn by_item(folded: &Folded, known: &Roster, noted: &mut Noted) {
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)\d(?P<a>[a-j])(?-u:\b)|\((?P<b>[a-j])\)|(?-u:\b)(?:items?|lit\.?|letters?|lines?|persons?|users?|points?) (?P<c>[a-j])(?-u:\b)").expect("a valid pattern")
    });
    for found in LETTERS.captures_iter(&folded.text) {
        let letter = ["a", "b", "c"].into_iter().find_map(|name| found.name(name));
        let (Some(whole), Some(letter)) = (found.get(0), letter) else {
            continue;
        };
        let index = usize::from(letter.as_str().as_bytes()[0] - b'a');
        // The letter that begins a line is the line's own.
        let own = folded.text[..whole.start()].trim().is_empty();
        if known.len() > 1 && index < known.len() && !own {
            noted.add(folded.source(whole.range()), Whom::People(vec![index]));
        }
    }
}

/// "The two reps", "all managers", "the ops lady": people by what they are.
fn kinds(folded: &str, profile: &Profile) -> Vec<(Range<usize>, Kind)> {
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:all the|all|the|those|these|any|every)(?: (?:two|three|four|five|six|new|other|\d{1,2}))* (?P<noun>[a-z]+(?:[ -][a-z]+)?)(?-u:\b)").expect("a valid pattern")
    });
    // "Everyone on level 1", "the level 3s", "the level 2 people".
    static LEVELS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:every ?(?:one|body)|all|those|anyone|anybody|people|users|the ones|alle|tous|tout le monde|todos|tutti)(?: (?:the|those|of|people|users|ones|persons|accounts|folks|colleagues|staff|employees|los|les|i|die))* (?:on|with|at|in|who are|that are|having|who have|of|mit|auf|der|avec|au|de|con|com|met|op) (?:access )?(?:level|lvl|stufe|niveau|nivel|livello) ?(?P<a>[1-4])(?-u:\b)|(?-u:\b)(?:the |all |all the |both |those )(?:levels?|lvls?) ?(?P<e>[1-4](?:(?:,| and| &| und| et| y| e|/)+ ?(?:levels? |lvls? |all (?:the )?(?:levels? ))?[1-4])+)(?:'?s)?(?: (?:people|users|folks|ones|logins|staff|guys|crowd|lot))?(?-u:\b)|(?-u:\b)(?:the |all |all the |both |those )(?:level|lvl) ?(?P<b>[1-4])(?:'?s|(?: (?:people|users|folks|ones|logins|staff|guys|person|crowd|lot)))(?-u:\b)|(?-u:\b)(?:level|lvl) ?(?P<d>[1-4])'?s(?-u:\b)|(?-u:\b)(?:the|all) (?:level|lvl) ?(?P<f>[1-4])(?-u:\b)|(?-u:\b)(?:the|all|both) l(?P<c>[1-4])'?s(?-u:\b)").expect("a valid pattern")
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[,;] ?(?:and |but )?)(?P<noun>[a-z]+(?:[ -][a-z]+)?s) (?:get|should|can|must|may|are|will|need|obviously|not|stay|wait|have|do|don)(?-u:\b)").expect("a valid pattern")
    });
    let mut out = Vec::new();
    for found in LEVELS.captures_iter(folded) {
        let digits = ["a", "b", "c", "d", "e", "f"]
            .into_iter()
            .find_map(|name| found.name(name));
        let levels = digits.map(|digits| {
            let digits = digits.as_str().bytes().filter(u8::is_ascii_digit);
            digits.map(|digit| digit - b'0').collect::<Vec<u8>>()
        });
        let Some((whole, levels)) = found.get(0).zip(levels) else {
            continue;
        };
        // "All with level 2" gives a level; "all with level 2 wait" tells who waits.
        // "Activate the level 3 now" tells who, "the level 3" alone gives one.
        let told = found.name("a").is_none() && found.name("f").is_none();
        let meant = told || is_acted_on(folded, &whole.range());
        if meant && !folded[whole.end()..].trim_start().starts_with(':') {
            out.push((whole.range(), Kind::Levels(levels)));
        }
    }
    for noun in BARE.captures_iter(folded).filter_map(|found| found.name("noun")) {
        out.extend(kind_of(noun.as_str(), profile).map(|kind| (noun.range(), kind)));
    }
    for found in KIND.captures_iter(folded) {
        let Some(noun) = found.name("noun") else { continue };
        let start = found.get(0).map_or(noun.start(), |whole| whole.start());
        let first = noun.as_str().split([' ', '-']).next().unwrap_or_default();
        let behind = folded[noun.start() + first.len()..].trim_start_matches([' ', '-']);
        let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let who = WHO.contains(&next);
        let whole = (noun.as_str().ends_with('s') && noun.as_str() != first).then_some(noun.as_str());
        let single = (first.ends_with('s') || who).then_some(first);
        let kind = [whole, single]
            .into_iter()
            .flatten()
            .find_map(|words| kind_of(words, profile).map(|kind| (kind, words.len())));
        let Some((kind, length)) = kind else { continue };
        let end = noun.start() + length;
        if !folded[end..].trim_start().starts_with(':') {
            out.push((start..end, kind));
        }
    }
    out
}

/// "They are all sales reps", "I should get the full access one": the words say what somebody is or gets.
fn is_predicate(before: &str) -> bool {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:gets?|got|have|has|had|needs?|wants?|is|are|be|been|was|were|as|become|becomes|being|'re|'s|like|me|him|her) (?:also |both |only |just |really )?$").expect("a valid pattern")
    });
    VERB.is_match(before)
}

/// Whether words for people stand behind a word that acts on them, or before a verb.
fn is_acted_on(folded: &str, range: &Range<usize>) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:activate|invite|hold|release|enable|links? (?:to|for)|invites? (?:to|for)|send|keep|leave|aktivieren|activer|activar|ativar|activeren|attivare|hold back|hold off on) (?:only |just |nur )?$").expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^,? ?(?:stays?|gets?|should|can|must|may|waits?|is|are|will|goes|go|remains?|keeps?|receives?|has to|have to|needs? to|on hold|hold|now(?-u:\b)|today(?-u:\b)|(?:bitte )?(?:warten|bleiben|bekommen|erhalten)|attend|restent|esperan|wachten|krijgen)").expect("a valid pattern")
    });
    BEFORE.is_match(&folded[..range.start]) || BEHIND.is_match(&folded[range.end..])
}

/// Words for somebody of whom a role is said: "the ops lady".
const WHO: &[&str] = &[
    "lady", "guy", "man", "woman", "person", "people", "users", "folks", "accounts", "logins", "ones", "girl", "girls",
    "guys", "ladies",
];

/// The level or the role that a plural names.
fn kind_of(words: &str, profile: &Profile) -> Option<Kind> {
    let single = words.strip_suffix('s').unwrap_or(words);
    let level = [words, single]
        .into_iter()
        .find_map(|word| super::level::label(word, profile));
    let role = || {
        let names = [words, single].into_iter().filter(|word| is_person(word, profile));
        names.into_iter().find_map(|word| super::roles::known(word, profile))
    };
    level
        .map(|level| Kind::Levels(vec![level]))
        .or_else(|| role().map(Kind::Role))
}

/// "Approvers" are people, "approvals" are not; the roles of device sales all are.
fn is_person(word: &str, profile: &Profile) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    !profile.has_levels()
        || ["er", "or", "user", "lead", "admin"]
            .iter()
            .any(|end| single.ends_with(end))
}

/// Whether a text names somebody who is not among the people known.
pub(crate) fn is_stranger(text: &str, known: &Roster) -> bool {
    let Some(found) = STRANGER.captures(text) else {
        return false;
    };
    let Some(word) = found.name("a").or(found.name("b")).or(found.name("c")) else {
        return false;
    };
    let folded = crate::text::fold(word.as_str());
    !words::NO_STRANGERS.contains(&folded.as_str())
        && !known.knows(&folded)
        && lexicon::calendar::month(&folded).is_none()
        && lexicon::calendar::weekday(&folded).is_none()
}
