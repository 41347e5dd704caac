//! Amendments name people of a ticket without addresses: "please activate Hollis Baptiste", "take Joan out".
//!
//! Only sentences that say something about the person count. Outside amendments this reader is not asked.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::Evidenced;
use crate::lexicon::{self, requests};
use crate::names;
use crate::read::{Context, activation, device, level, naming, sentences};
use crate::statement::Entry;
use crate::text::{Flow, fold};

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:put|keep|leave|get|move|change|let|activate|hold|stop|halt|pause|block|invite|remove|delete|drop|cancel|make|take|send|for|to|only|and|set|give|aktivieren|activer|activar|ativar|activeren|(?-u:\b)(?:herrn?|frau|mr|mrs|ms|miss|mme|monsieur|madame|senora?|sra?|dona|mevrouw|mevr|meneer|dhr|signora?|sig|dr)\.?)[,: ]*$").expect("a valid pattern")
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:'s(?-u:\b)|:|,? (?:should|is|can|gets?|needs?|may|has|must|will|now|stays?|goes|and \p{L}+|wird|soll|doit|peut|debe|puede|pode|deve|moet|mag)(?-u:\b))").expect("a valid pattern")
});
static REMOVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::REMOVE]));

/// First and last names of the people that quoted mails name: "Meg" in an answer is Meg O'Sullivan of the list below.
pub(crate) fn names_of(text: &str) -> HashSet<String> {
    let mut out = HashSet::new();
    for line in text.lines().take(MAX_QUOTED_LINES) {
        for (name, _) in naming::name_runs(line) {
            let words: Vec<&str> = name.split(' ').collect();
            if words.len() > 1 {
                out.extend(
                    [words.first(), words.last()]
                        .into_iter()
                        .flatten()
                        .map(|word| fold(word)),
                );
            }
        }
    }
    out
}

/// No list that is answered is longer.
const MAX_QUOTED_LINES: usize = 400;

/// The people a paragraph of an amendment says something about.
pub(crate) fn read(context: &Context<'_>, line: &Flow, known: &HashSet<String>) -> Vec<Entry> {
    static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:and |so |please )*(?:his|her|their|he|she|they|seine?|ihre?|sa|son|su|sua|zijn|haar)\b")
            .expect("a valid pattern")
    });
    let mut out = Vec::new();
    let all = sentences::split(&line.text);
    let tells = |text: &str| {
        activation::speaks(text)
            || level::in_prose(text, context.profile).is_some()
            || !device::claims(context, text).is_empty()
    };
    for (index, range) in all.iter().enumerate() {
        let sentence = line.cut(range.clone());
        let text = &sentence.text;
        let removed = REMOVE.is_match(&fold(text));
        // "Rhonda Keel has moved. Her new ship-to is …": what is said of her stands in the next sentence.
        let next = all.get(index + 1).and_then(|next| line.text.get(next.clone()));
        let goes_on = next.is_some_and(|next| PRONOUN.is_match(next) && tells(next));
        let telling = removed || goes_on || is_alike(text) || tells(text);
        if !telling || activation::is_question(text) || (names::has_address(text) && !removed) {
            continue;
        }
        let taken = crate::read::places::find(text, context.domains);
        for (name, place) in naming::names_in(context, &sentence) {
            if taken
                .iter()
                .any(|other| other.range.start < place.end && place.start < other.range.end)
            {
                continue;
            }
            let letters = name.chars().any(char::is_lowercase) || text.chars().filter(|c| c.is_lowercase()).count() < 5;
            if !name.contains(' ') && (!letters || !is_meant(text, &place)) && !known.contains(&fold(&name)) {
                continue;
            }
            let evidence = context.doc.evidence(sentence.source(place.clone()));
            let mut entry = Entry {
                voice: context.voice,
                asked: true,
                ..Entry::default()
            };
            entry.removed = (removed && REMOVE.is_match(&fold(piece_around(text, &place)))).then(|| evidence.clone());
            entry.name = Some(Evidenced::read_at(name, evidence));
            out.push(entry);
        }
    }
    out
}

/// "Tyrell Booker too.": the same is said of one more.
fn is_alike(text: &str) -> bool {
    static ALIKE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:too|as well|also|likewise|same for)\b").expect("a valid pattern"));
    text.split_whitespace().count() <= 6 && ALIKE.is_match(text)
}

/// A first name alone counts only where it is plainly spoken about: "activate Joan", "Joan should be level 2".
fn is_meant(text: &str, place: &std::ops::Range<usize>) -> bool {
    // "Eine Korrektur: …", "une chose: …" are things.
    static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?:an?|one|ein|eine|einen|une|una|uma|um|un|uno|een|en|ett|et|kleine|kurze|petite|pequena|piccola|small|quick|last|final|another|noch) $")
            .expect("a valid pattern")
    });
    let before = fold(&text[..place.start]);
    !ARTICLE.is_match(&before) && (BEFORE.is_match(&before) || AFTER.is_match(&fold(&text[place.end..])))
}

/// The words between the commas around a name; a list of names shares the first words.
fn piece_around<'t>(text: &'t str, place: &std::ops::Range<usize>) -> &'t str {
    let before = text[..place.start].rfind([',', ';', '–']);
    let after = text[place.end..]
        .find([',', ';', '–'])
        .map_or(text.len(), |at| place.end + at);
    let piece = &text[before.map_or(0, |at| at + 1)..after];
    if piece.split_whitespace().count() <= 3 {
        text
    } else {
        piece
    }
}
