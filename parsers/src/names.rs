//! People's names and addresses as values: tidied, never guessed.
//!
//! Phrases seen: "Doe, Jane", "Dr. Ann Lee, MD", "Capt. J. O'Dálaigh", "augusta @ x.example", "<mailto:C.Vogt@X.Example>.".
//! Incomplete support: names of one letter, family-first names without a comma.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::extraction::Mailbox;
use crate::lexicon::openings;
use crate::lexicon::people::{
    FAMILY_PARTICLES, HONORIFICS, JOINED_PARTICLES, PARTICLES, POST_NOMINALS, RANK_LEADS, RANKS,
};
use crate::text::{fold, squeeze};

/// An address, also with the damage that copying does: spaces around `@` or before a dot.
pub(crate) static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[\p{L}\p{N}_](?:[\p{L}\p{N}._%+'&#~=*!-]*[\p{L}\p{N}_+-])?\s?@\s?[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\s?\.(?:xn--)?[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+|[\p{L}\p{N}_][\p{L}\p{N}._+-]*\s@\s[\p{L}\p{N}-]+(?:\s\.\s[\p{L}\p{N}-]{2,})+|[\p{L}\p{N}_][\p{L}\p{N}._+-]*@[\p{L}\p{N}-]+\.\s(?-i:[a-z]{2,12})\b",
    )
    .expect("a valid pattern")
});
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\([^)]*\)|\[[^\]]*\]").expect("a valid pattern"));

/// Whether an address stands in a text. Most lines have none, and that is told without the pattern.
pub(crate) fn has_address(text: &str) -> bool {
    text.contains('@') && ADDRESS.is_match(text)
}

/// The first address of a text.
pub(crate) fn first_address(text: &str) -> Option<Match<'_>> {
    addresses(text).next()
}

/// All addresses of a text.
pub(crate) fn addresses(text: &str) -> impl Iterator<Item = Match<'_>> {
    text.contains('@')
        .then(|| ADDRESS.find_iter(text))
        .into_iter()
        .flatten()
}

/// An address with its damage mended and its domain in lower case; none when it is no address.
pub(crate) fn address(text: &str) -> Option<String> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (local, domain) = joined.split_once('@')?;
    let sound = !local.is_empty() && !local.contains("..") && !domain.contains("..") && !domain.contains('@');
    let top = domain.rsplit('.').next().unwrap_or_default();
    let top_sound = top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit());
    (sound && domain.contains('.') && top_sound).then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// A name in "Given Family" order; none when the text is no name.
pub(crate) fn clean(text: &str) -> Option<String> {
    let mut name = if text.contains(['(', '[']) {
        squeeze(&BRACKETS.replace_all(text, " "))
    } else {
        squeeze(text)
    };
    for cut in [" - ", " – ", " | ", "<", "("] {
        if let Some((before, behind)) = name.split_once(cut) {
            // "Night desk - Lamar Fitch": what stands before the dash is the post.
            let post = cut.contains(['-', '–'])
                && before
                    .split(' ')
                    .skip(1)
                    .any(|word| word.starts_with(char::is_lowercase));
            let whole = behind.split(' ').count() == 2 && looks_like_name(behind);
            name = if post && whole { behind } else { before }.to_owned();
        }
    }
    let edge = |c: char| c.is_whitespace() || "\"'*_,;:•·<>()[]-–†‡§¹²³".contains(c);
    // "'t Hart, Els" begins with no quotation mark.
    let dutch = name.starts_with("'t ") && !name.ends_with('\'');
    let name = if dutch {
        name.trim_end_matches(edge)
    } else {
        name.trim_matches(edge)
    };
    let name = in_order(name);
    let mut tokens: Vec<&str> = name.split(' ').filter(|token| !token.is_empty()).collect();
    // "Stellvertreter Herrn Brix": what stands before the honorific says what the person is.
    if let Some(at) = tokens
        .iter()
        .rposition(|token| is_address_form(token))
        .filter(|at| at + 1 < tokens.len())
    {
        tokens.drain(..at);
    }
    // "M. Jean-Luc d'Arcangues": before two more words it is no initial.
    if tokens.len() > 2 && tokens[0] == "M." {
        tokens.remove(0);
    }
    while tokens.len() > 2
        && ["lt", "col", "maj", "sgt", "cpl", "gen", "adm", "cdr"]
            .contains(&fold(tokens[0].trim_end_matches('.')).as_str())
    {
        tokens.remove(0);
    }
    while tokens.len() > 2 && is_epithet(tokens[0]) {
        tokens.remove(0);
    }
    let rank = rank_words(&tokens);
    tokens.drain(..rank);
    while tokens.len() > 1 && is_honorific(tokens[0]) {
        tokens.remove(0);
    }
    while tokens.len() > 1 && tokens.last().is_some_and(|token| is_post_nominal(token)) {
        tokens.pop();
    }
    family_last(&mut tokens);
    let name = tokens.join(" ");
    let name = name.trim_end_matches([',', ';', ':', '-']).trim().to_owned();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let odd = name
        .chars()
        .any(|c| c.is_ascii_digit() || "@/\\|=_<>{}?!#☐☒✓".contains(c));
    (letters >= 1 && !odd && tokens.len() <= 7 && name.chars().count() <= 80).then_some(name)
}

/// "LE GOFF Maëlys": where only the first words are in capitals, they are the family name.
fn family_last(tokens: &mut [&str]) {
    let shouted = tokens.iter().take_while(|token| is_shouted(token)).count();
    let family = tokens[..shouted]
        .iter()
        .any(|token| token.chars().count() >= 3 && !is_initials(token.trim_end_matches('.')));
    if family
        && shouted < tokens.len()
        && tokens[shouted..]
            .iter()
            .all(|token| !is_shouted(token) && is_capitalised(token))
    {
        tokens.rotate_left(shouted);
    }
}

/// "Doe, Jane" becomes "Jane Doe"; "Jane Doe, MD" loses its letters, "John Doe, Jr." keeps its suffix.
fn in_order(name: &str) -> String {
    let pieces: Vec<&str> = name
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let suffix = |piece: &str| matches!(fold(piece).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv");
    let letters = |piece: &str| piece.split([' ', '/']).all(is_post_nominal);
    let mut kept: Vec<&str> = Vec::new();
    let mut tail = "";
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 && suffix(piece) {
            tail = piece;
        } else if index == 0 || !letters(piece) {
            kept.push(piece);
        }
    }
    let name = match kept.as_slice() {
        [family, given] => format!("{given} {family}"),
        [first, ..] => (*first).to_owned(),
        [] => String::new(),
    };
    if tail.is_empty() {
        name
    } else {
        format!("{name} {tail}")
    }
}

/// Mr, Mrs and their like, which only stand before a name.
fn is_address_form(token: &str) -> bool {
    let word = fold(token);
    let bare = word.trim_end_matches('.');
    [
        "mr", "mrs", "ms", "dr", "herr", "herrn", "frau", "mme", "mlle", "monsieur", "madame", "senor", "senora",
        "sra", "dhr", "mevr", "mevrouw", "meneer",
    ]
    .contains(&bare)
}

/// "Station Officer", "Detective Chief Inspector", "Right Rev.": how many words before a name are its rank.
fn rank_words(tokens: &[&str]) -> usize {
    let word = |token: &str| fold(token).trim_end_matches('.').to_owned();
    let leads = tokens
        .iter()
        .take_while(|token| RANK_LEADS.contains(&word(token).as_str()))
        .count();
    // The last word of the rank may be one that also leads another: "Chief", "Lieutenant".
    let ranked = (1..=leads).rev().find(|at| {
        tokens
            .get(*at)
            .is_some_and(|token| RANKS.contains(&word(token).as_str()))
    });
    ranked.map(|at| at + 1).filter(|end| *end < tokens.len()).unwrap_or(0)
}

fn is_epithet(token: &str) -> bool {
    let word = fold(token);
    EPITHETS.contains(&word.as_str())
        || openings::TRADES.contains(&word.as_str())
        || openings::TRADE_ENDS.iter().any(|end| word.ends_with(end))
}

/// "Wee Callum Tait": words of affection and kinship that are said before whole names.
const EPITHETS: &[&str] = &[
    "wee",
    "our",
    "dear",
    "poor",
    "lovely",
    "good",
    "colleague",
    "colleagues",
    "cousin",
    "nephew",
    "niece",
    "uncle",
    "aunt",
    "auntie",
    "boss",
    "kollege",
    "kollegin",
    "collegue",
    "collega",
    "colega",
    "companero",
    "companera",
];

fn is_shouted(token: &str) -> bool {
    token.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !token.chars().any(char::is_lowercase)
}

fn is_capitalised(token: &str) -> bool {
    token.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a text begins as a physician is addressed.
pub(crate) fn has_honorific(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    is_capitalised(first) && is_honorific(first) && text.contains(' ')
}

fn is_honorific(token: &str) -> bool {
    let word = fold(token);
    let bare = word.trim_end_matches(['.', ':']);
    let plain = [
        "mr", "mrs", "ms", "mx", "dr", "hr", "me", "mme", "sra", "dhr", "smt", "fru", "pr", "dra", "dre",
    ]
    .contains(&bare)
        || bare.len() > 3;
    HONORIFICS.contains(&bare) && (plain || word.ends_with('.'))
}

/// Whether a text is nothing but letters behind a name: "MD", "PhD, FACS".
pub(crate) fn is_letters(text: &str) -> bool {
    text.split([' ', ','])
        .filter(|token| !token.is_empty())
        .all(is_post_nominal)
}

fn is_post_nominal(token: &str) -> bool {
    let bare: String = fold(token).chars().filter(|c| *c != '.' && *c != ',').collect();
    let capitals = token.chars().filter(|c| c.is_uppercase()).count();
    POST_NOMINALS.contains(&bare.as_str()) && (capitals >= 2 || token.contains('.'))
}

/// Whether each word could be part of a name: capitalised, or a particle between such words.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let sound = |token: &&str| token.chars().all(|c| c.is_alphabetic() || "'.-’·‘,".contains(c));
    let particle = |token: &str| PARTICLES.contains(&fold(token).as_str());
    let fits = |token: &&str| sound(token) && (is_name_word(token) || particle(token));
    // "von der Heyde, Sunniva": only a family name before a comma begins with a particle.
    let family = || {
        let led = tokens
            .iter()
            .take_while(|token| FAMILY_PARTICLES.contains(&fold(token).as_str()));
        let named = tokens.get(led.count()).is_some_and(|token| is_name_word(token));
        named && text.split(", ").count() == 2 && text.split(", ").all(|half| half.split(' ').any(is_name_word))
    };
    (1..=6).contains(&tokens.len()) && (is_name_word(tokens[0]) || family()) && tokens.iter().all(fits)
}

/// "ben David", "dos Reis": a family name that begins with a particle in small letters.
pub(crate) fn looks_like_family(text: &str) -> bool {
    let rest = text
        .split_once(' ')
        .filter(|(first, _)| FAMILY_PARTICLES.contains(first))
        .map(|(_, rest)| rest);
    rest.is_some_and(|rest| looks_like_name(rest) || looks_like_family(rest))
}

/// Whether a word begins as the words of names do: "Ann", "d'Ávila", "el-Masri".
pub(crate) fn is_name_word(word: &str) -> bool {
    let capital = |word: &str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    capital(word)
        || word
            .split_once(['-', '\'', '’'])
            .is_some_and(|(lead, rest)| capital(rest) && JOINED_PARTICLES.contains(&lead))
}

/// One mailbox as a header or an attribution line writes it.
pub(crate) fn mailbox(text: &str) -> Mailbox {
    let text = text.replace(['\u{a0}', '\t', '\n'], " ");
    let Some(found) = ADDRESS.find(&text) else {
        return Mailbox {
            name: clean(&text),
            email: None,
        };
    };
    let email = address(found.as_str());
    let before = text[..found.start()]
        .trim_end_matches("mailto:")
        .trim_end_matches(['<', '[', '(', ' ', '"', '\'']);
    let mut name = clean(before);
    if name.is_none() {
        let after = text[found.end()..].trim_matches(|c: char| ">]) ;,".contains(c));
        name = after.strip_prefix('(').and_then(clean);
    }
    Mailbox { name, email }
}

/// The mailboxes of a To or Cc line.
pub(crate) fn mailboxes(text: &str) -> Vec<Mailbox> {
    let mut out = Vec::new();
    let mut start = 0;
    for found in ADDRESS.find_iter(text) {
        if found.start() < start {
            continue;
        }
        // `<a@b<mailto:a@b>>` names one address twice.
        let between = &text[start..found.start()];
        let chunk = between.trim_start_matches(|c: char| ">]),; '\"".contains(c));
        let mut person = mailbox(&format!("{chunk}{}", found.as_str()));
        person.name = chunk.rsplit(';').next().and_then(|piece| mailbox(piece).name);
        start = found.end();
        if out.iter().all(|other: &Mailbox| other.email != person.email) {
            out.push(person);
        }
    }
    for piece in text[start..].split(';') {
        let name = clean(piece.trim_matches(|c: char| ">]),; '\"".contains(c)));
        if let Some(name) = name.filter(|name| looks_like_name(name)) {
            out.push(Mailbox {
                name: Some(name),
                email: None,
            });
        }
    }
    out
}

/// "T", "T.J": capital letters, one each, without the last full stop.
pub(crate) fn is_initials(word: &str) -> bool {
    word.split('.')
        .all(|piece| piece.chars().count() == 1 && piece.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (written, name) in [
            ("Doe, Jane", "Jane Doe"),
            ("Dr. Ann Lee, MD", "Ann Lee"),
            ("John Doe, Jr.", "John Doe Jr."),
            ("Núñez de la Vega, Álvaro", "Álvaro Núñez de la Vega"),
            ("Capt. Amy Wu (Ops)", "Amy Wu"),
            ("Station Officer Delroy St. Juste", "Delroy St. Juste"),
            ("Detective Chief Inspector Mabel Orr", "Mabel Orr"),
            ("Rt. Rev. Absalom Pettway Jr.", "Absalom Pettway Jr."),
            ("Chief Okafor", "Okafor"),
            ("First Lady", "First Lady"),
            ("Major Wallace Reed", "Wallace Reed"),
            ("dos Reis, Iracema", "Iracema dos Reis"),
            ("'t Hart, Els", "Els 't Hart"),
            ("'Ann Lee'", "Ann Lee"),
            ("d'Ávila Moura, Conceição", "Conceição d'Ávila Moura"),
        ] {
            assert_eq!(clean(written).as_deref(), Some(name));
        }
    }

    #[test]
    fn words_of_names() {
        for name in [
            "Tariq el-Masri",
            "Oighrig Nic a' Phì",
            "d'Ávila Moura, Conceição",
            "von der Heyde, Sunniva",
            "el-Masri, Tariq",
            "Sipho d'Almeida",
            "Jan van 't Hof",
        ] {
            assert!(looks_like_name(name), "{name}");
        }
        for other in [
            "de acuerdo, Ann",
            "von Tom",
            "e-Mail",
            "a reader",
            "el resto, todos",
            "la Paz",
        ] {
            assert!(!looks_like_name(other), "{other}");
        }
        assert!(looks_like_family("ben David") && looks_like_family("von der Heyde"));
        assert!(!looks_like_family("van harte") && !looks_like_family("de"));
    }

    #[test]
    fn addresses() {
        assert_eq!(
            address("augusta @ Greystoke.Example").as_deref(),
            Some("augusta@greystoke.example")
        );
        assert_eq!(address("nora@@x.example"), None);
        assert_eq!(address("hank@x"), None);
        let person = mailbox("Whitaker, Denise <dwhitaker@cobaltridge.example>");
        assert_eq!(person.name.as_deref(), Some("Denise Whitaker"));
    }
}
