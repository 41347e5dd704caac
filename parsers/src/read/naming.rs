//! Names in running text: runs of capitalised words, and which of them goes with an address.
//!
//! A name that is also in the address is the surest. Incomplete support: names in lower case far from their address.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon;
use crate::lexicon::listed::Listed;
use crate::lexicon::openings;
use crate::names;
use crate::read::{Context, is_name, level};
use crate::text::{Flow, fold};

/// Words at the beginning of a sentence that are no name.
#[rustfmt::skip]
static NO_NAMES: LazyLock<Listed> = LazyLock::new(|| Listed::of(&[
    "bei", "chez", "presso", "correct", "wrong", "right", "proper", "actual", "sorry", "oops", "correction", "update", "nothing", "everything", "something", "respected", "greetings", "madam", "sir", "folks", "guys", "all,", "reminder", "apologies", "ciao", "beste", "geachte", "liebe", "lieber", "sehr", "cher", "chere", "estimado", "estimada", "prezado", "prezada", "gentile", "hej", "dzien", "witam",
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
    "korrektur", "korrekturen", "anderung", "anderungen", "nachtrag", "erganzung", "hinweis", "wichtig", "achtung", "frage", "berichtigung", "rectification", "rectificatif", "modification", "changement", "precision", "correctif",
    "correccion", "cambio", "cambios", "aviso", "nota", "importante", "rectificacion", "modificacion", "aclaracion", "correcao", "alteracao", "retificacao", "atualizacao", "correzione", "modifica", "aggiornamento", "precisazione", "rettifica",
    "correctie", "wijziging", "aanvulling", "let", "opmerking", "rattelse", "andring", "tillagg", "rettelse", "endring", "poprawka", "zmiana", "uwaga", "addendum", "amendment", "change", "changes", "attention", "notice", "summary",
]));

/// Words that open sentences, and may end names.
static OPENINGS: LazyLock<Listed> = LazyLock::new(|| Listed::of(openings::OPENINGS));

/// A single word that begins sentences is no name.
pub(crate) fn is_word(text: &str) -> bool {
    let first = fold(
        text.split(' ')
            .next()
            .unwrap_or_default()
            .trim_matches(|c: char| !c.is_alphanumeric()),
    );
    NO_NAMES.has(&first) || OPENINGS.has(&first)
}

/// Whether a word of a name is in the local part of an address.
pub(crate) fn is_alike(name: &str, local: &str) -> bool {
    fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.chars().count() >= 3 && local.contains(word))
}

/// Runs of capitalised words that may be names.
pub(crate) fn runs_of(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let words = words_of(text);
    for (at, (start, word)) in words.iter().copied().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").unwrap_or(bare);
        let folded = fold(bare);
        let stop = NO_NAMES.has(&folded)
            || run.is_none() && !word.ends_with('.') && OPENINGS.has(&folded)
            || lexicon::calendar::weekday(&folded).is_some()
            || is_month(&words, at, &folded);
        // "Tariq el-Masri": small letters begin no run, for "d'accord" and "e-Mail" stand alone.
        let capital = bare.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            || run.is_some() && names::is_name_word(bare);
        let particle = run.is_some()
            && (lexicon::people::PARTICLES.contains(&folded.as_str()) && folded.len() <= 3 || word == "a'");
        let lead = word.find(bare).unwrap_or(0);
        let end = start + lead + bare.len();
        if (capital && !stop) || particle {
            let opens = word.starts_with(['(', '"']) && run.is_some();
            if opens {
                runs.extend(run.take());
            }
            run = Some(run.map_or(start + lead..end, |run| run.start..end));
            let possessive = word.contains("'s");
            let initial =
                word.ends_with('.') && (bare.is_empty() || names::is_initials(bare) || is_title_word(&folded));
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

/// "10 May", "June 3rd", "before April": the month, and nobody's name.
fn is_month(words: &[(usize, &str)], at: usize, folded: &str) -> bool {
    if lexicon::calendar::month(folded).is_none() {
        return false;
    }
    let word = |at: usize| words.get(at).map(|(_, word)| *word);
    let digits = |word: Option<&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let before = at.checked_sub(1).and_then(word);
    let named = word(at + 1).is_some_and(|next| next.starts_with(char::is_uppercase))
        && word(at).is_some_and(|own| own.ends_with(char::is_alphabetic));
    let led = before.is_some_and(|before| openings::BEFORE_MONTHS.contains(&fold(before).as_str()));
    // "… at level 2. April Moss is …".
    let counted = digits(before) && !(named && before.is_some_and(|before| before.ends_with(['.', ',', ')', ';'])));
    counted || digits(word(at + 1)) || led && !named
}

fn is_title_word(word: &str) -> bool {
    lexicon::people::HONORIFICS.contains(&word) || ["jr", "sr", "st"].contains(&word)
}

/// Whether a run is a name: not hailed, not a place, not a word of ours.
pub(crate) fn fits(context: &Context<'_>, text: &str, run: &Range<usize>) -> bool {
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
    let runs = runs_of(text)
        .into_iter()
        .filter(|run| names::looks_like_name(&text[run.clone()]));
    runs.filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, run)))
        .collect()
}

/// All names of a sentence.
pub(crate) fn names_in(context: &Context<'_>, sentence: &Flow) -> Vec<(String, Range<usize>)> {
    let text = &sentence.text;
    let runs = runs_of(text)
        .into_iter()
        .filter(|run| is_name(&text[run.clone()], context.profile));
    runs.filter_map(|run| names::clean(&text[run.clone()]).map(|name| (name, run)))
        .collect()
}

/// The last run of capitalised words before an address.
pub(crate) fn name_before(
    context: &Context<'_>,
    line: &Flow,
    range: Range<usize>,
    email: &str,
) -> Option<(String, Range<usize>)> {
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

/// How far behind an address its name is looked for.
const MAX_WORDS_BEHIND: usize = 12;

/// "ann@x.example (Ann Lee)": a whole name right behind the address that is also in it.
pub(crate) fn name_behind(
    context: &Context<'_>,
    line: &Flow,
    from: usize,
    email: &str,
) -> Option<(String, Range<usize>)> {
    let text = line.text.get(from..)?;
    // No name has so many words, and a line may hold hundreds of addresses.
    let last = text.split_whitespace().nth(MAX_WORDS_BEHIND);
    let text = last.map_or(text, |word| &text[..word.as_ptr() as usize - text.as_ptr() as usize]);
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
pub(crate) fn like_address(
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
    let alike = |(_, word): &(usize, &str)| parts.contains(&fold(word.trim_matches(|c: char| !c.is_alphabetic())));
    // "Add lonnie at the gym, lonnie tibbs": the whole name counts more than the first.
    let whole = words.iter().enumerate().rev().find_map(|(at, word)| {
        let end = alike(word).then(|| family_name(&words, at)).flatten()?;
        Some((word.0, end))
    });
    let first = words.iter().find(|word| alike(word));
    let bare = first.map(|(at, word)| (*at, at + word.trim_end_matches(|c: char| !c.is_alphabetic()).len()));
    let (start, end) = whole.or(bare)?;
    let name = names::clean(&text[start..end])?;
    (level::in_prose(&name, context.profile).is_none()).then_some((name, range.start + start..range.start + end))
}

/// Where the word behind a first name ends, if it may be a family name.
fn family_name(words: &[(usize, &str)], first: usize) -> Option<usize> {
    const STOP: &[&str] = &[
        "for", "at", "as", "to", "with", "in", "on", "is", "and", "from", "her", "his", "a", "the", "who", "from",
    ];
    let (_, word) = words[first];
    let (at, next) = words.get(first + 1)?;
    let bare = next.trim_matches(|c: char| !c.is_alphabetic());
    let goes_on = !word.ends_with([',', ';']) && !STOP.contains(&fold(bare).as_str()) && bare.len() > 1;
    goes_on.then(|| at + next.trim_end_matches(|c: char| !c.is_alphabetic()).len())
}

/// "Director is Ezekiel Marchetti": the word before "is".
pub(crate) fn alias_before(text: &str) -> Option<String> {
    static IS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)(\p{L}{4,}) (?:is|ist|est|es)\s*$").expect("a valid pattern"));
    // "Our librarian, Magnus Thorvald".
    static OUR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:our|the|my|their|unser|unsere|notre|nuestr[oa]|noss[oa]|onze|nostr[oa]) (?:[\p{L}-]+ )?(\p{L}{3,}[\p{L}--s]),? (?:(?:the )?(?:Reverend|Rev\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sister|Brother|Father|Captain|Canon|Frau|Herr|Mme|M\.|Sr\.?|Sra\.?) |the )?$")
            .expect("a valid pattern")
    });
    let called = IS.captures(text).or_else(|| OUR.captures(text));
    let word = fold(&called?[1]);
    (!NO_NAMES.has(&word) && !NO_ALIASES.contains(&word.as_str()) || word == "director").then_some(word)
}

/// "Kyle Brough the apprentice": what is said behind the name.
pub(crate) fn alias_behind(text: &str) -> Option<String> {
    static THE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^,? \(?(?:the|our|my|der|die|le|la|el|de|il) (?:new )?(\p{L}{4,})(?:[ ,.)(]|$)")
            .expect("a valid pattern")
    });
    let word = fold(&THE.captures(text)?[1]);
    (!NO_NAMES.has(&word) && !NO_ALIASES.contains(&word.as_str())).then_some(word)
}

/// Words for people that tell nobody apart.
const NO_ALIASES: &[&str] = &[
    "colleague",
    "colleagues",
    "manager",
    "managers",
    "user",
    "users",
    "person",
    "people",
    "rep",
    "reps",
    "client",
    "customer",
    "team",
    "company",
    "other",
    "others",
    "same",
    "first",
    "second",
    "third",
    "last",
    "next",
    "name",
    "names",
    "list",
    "address",
    "email",
    "mail",
    "level",
    "role",
    "roles",
    "account",
    "new",
    "representative",
    "representatives",
    "distributor",
    "custodian",
    "administrator",
    "admin",
    "kollege",
    "kollegin",
    "collegue",
    "collega",
    "following",
    "group",
    "lady",
    "gentleman",
    "friend",
    "contact",
];
