//! People who are asked for by name alone: "Please set up Anna Berg and Tom Ochs", whose addresses are still to come, or
//! with an address that cannot be one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::names;
use crate::read::naming::{fits, name_before, names_in};
use crate::read::record::BROKEN;
use crate::read::{Context, level, places};
use crate::statement::{EmailReading, Entry};
use crate::text::{Flow, fold};

/// "Please set up Anna Berg and Tom Ochs": people whose addresses are still to come.
pub(crate) fn unaddressed(context: &Context<'_>, line: &Flow, all: &[Range<usize>]) -> Vec<Entry> {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:add|create|set ?up|register|onboard|enrol|enroll|give|new users?(?: is| are|:)|legen sie|anlegen:?|creer|créer|ajouter|crear|agregar|criar|adicionar|aanmaken voor|aggiungere)\b(?:\s+(?:a |an |the |new |following |two |three |also |please |just |both |user |users |people |colleagues ?:? ?))*\s*[:,–-]?\s*$").expect("a valid pattern")
    });
    static ELSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:'s\b|to (?:the|this|our|your)\b|on (?:the|this) (?:call|thread|copy|mail|ticket)|from\b|said|asked|wrote|told|will (?:send|call|tell)|sent\b)").expect("a valid pattern")
    });
    // "Her name is Delphine Arceneaux": somebody named by half elsewhere.
    static IS_CALLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:(?:his|her|their|the|full) (?:full |last |whole |real )?name(?:'s| is)|is called|goes by|heisst|heißt|s'appelle|se llama|heet)\s*:?\s*$").expect("a valid pattern")
    });
    let text = &line.text;
    let mut out: Vec<Entry> = Vec::new();
    for sentence in all {
        let words = &text[sentence.clone()];
        let mut last: Option<usize> = None;
        for (name, place) in names_in(context, &line.cut(sentence.clone())) {
            let after_request = ASKED.is_match(&words[..place.start]);
            let in_list = last.is_some_and(|end| is_joint(&words[end..place.start]));
            let organisation = || {
                names::addresses(&context.doc.text)
                    .take(50)
                    .any(|address| places::is_witness(address.as_str().rsplit('@').next().unwrap_or_default(), &name))
            };
            let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
            let called = IS_CALLED.is_match(&words[..place.start]);
            let sound = (after_request || in_list || called)
                && name.split(' ').filter(long).count() > 1
                && !ELSE.is_match(&words[place.end..])
                && fits(context, words, &place)
                && !organisation();
            if sound && (after_request || in_list) && Some(name.as_str()) != context.author.name.as_deref() {
                let range = sentence.start + place.start..sentence.start + place.end;
                out.push(Entry {
                    voice: context.voice,
                    asked: true,
                    name: Some(context.named(name, line, range)),
                    ..Entry::default()
                });
                last = Some(place.end);
            } else if sound && called {
                let range = sentence.start + place.start..sentence.start + place.end;
                out.push(Entry {
                    voice: context.voice,
                    name: Some(context.named(name, line, range)),
                    ..Entry::default()
                });
            } else if after_request {
                last = None;
            }
        }
    }
    out
}

/// What stands for the address of somebody who has none yet.
static PENDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:her |his |the |their )?(?:e-?mail|mail|address)(?: address)? (?:is |still )*(?:to (?:be (?:confirmed|advised)|follow|come)|tbc|tba|tbd|unknown|missing|pending|will follow|not known|follows)(?: later| yet)?|no (?:e-?mail|mail|address)(?: address)?(?: yet| so far)?|(?:e-?mail|mail)?-?adresse (?:folgt|fehlt|noch offen|à (?:confirmer|venir))|noch keine (?:e-?mail|mail)?-?adresse|pas encore d'adresse|(?:sin|todavía sin) (?:correo|dirección)(?: todavía| aún)?|correo (?:pendiente|por confirmar)|(?:sem|ainda sem) e-?mail|e-?mail (?:pendente|a confirmar)|(?:nog )?geen (?:e-?mail)?adres|(?:e-?mail)?adres volgt|(?:ancora )?senza indirizzo|indirizzo da confermare)[),;]*\s*").expect("a valid pattern")
});

/// "Tess Ludlow will be a level 1; I do not have her address yet", and whether it is said that the address is to come.
pub(crate) fn leveled(context: &Context<'_>, line: &Flow) -> Option<(Entry, bool)> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:(?:(?:Also|And|Then|Finally|Lastly|Next|Plus|And then|And also|(?:And |Then )?(?:(?i:we|I)(?: also| still)? need|(?i:there)(?:'s| is)(?: also)?)|(?:Please|please) (?:also )?add),? )+)?(?P<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+){1,3})(?:, (?:also )?(?:at |on )?| \(| (?:will|should|would|shall|must) be (?:an? |on |at )?| (?:needs|gets|to be|wants) (?:an? |on |at )?| (?:at|on) )(?P<rest>.*)$").expect("a valid pattern")
    });
    let found = NAMED.captures(&line.text)?;
    let (named, rest) = (found.name("name")?, found.name("rest")?.as_str());
    let pending = PENDING.find(rest).map_or(0, |found| found.end());
    let said = level::all(rest, context.profile)
        .into_iter()
        .find(|said| said.sure && said.range.start >= pending)?;
    let name = names::clean(named.as_str()).filter(|name| name.contains(' '))?;
    let plain = fits(context, &line.text, &named.range()) && !line.text.trim_end().ends_with('?');
    let entry = || Entry {
        voice: context.voice,
        asked: true,
        name: Some(context.named(name, line, named.range())),
        ..Entry::default()
    };
    (plain && said.range.start - pending <= MAX_BETWEEN).then(|| (entry(), pending > 0))
}

/// "Then there is Abdi Warsame in the warehouse, abdi@@x.example, level 2": somebody whose address cannot be one.
pub(crate) fn misspelt(context: &Context<'_>, line: &Flow) -> Option<Entry> {
    let text = &line.text;
    let found = BROKEN.find(text).filter(|found| found.as_str().contains('@'))?;
    let place = found.start()
        ..found.start()
            + found
                .as_str()
                .trim_end_matches([',', ';', ')', '|', '>', ' ', '.'])
                .len();
    let told = !level::all(text, context.profile).is_empty() && !text.trim_end().ends_with('?');
    let (name, range) = name_before(context, line, 0..place.start, &text[place.clone()])?;
    (told && name.contains(' ')).then(|| Entry {
        voice: context.voice,
        asked: true,
        name: Some(context.named(name, line, range)),
        email: EmailReading::Invalid(context.doc.evidence(line.source(place))),
        ..Entry::default()
    })
}

/// So many bytes may stand between a name and its level: "will be a regular".
const MAX_BETWEEN: usize = 12;

/// What stands between the names of a list.
fn is_joint(between: &str) -> bool {
    fold(between)
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| ["", "and", "und", "et", "y", "e", "en", "plus", "as", "well", "also"].contains(&word))
}
