//! Whether a name is a distributorship's: by the words behind it, by people it takes on, by a mail domain made of it.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::fold;

/// "Valhalla Trauma Group is the distributorship", "Ortopedia Sierra (distribuidora)": the words behind say what it is.
pub(super) fn is_called_distributor(behind: &str, organisation: bool) -> bool {
    const LEAD: &str = r"^\s*(?:\(\s*(?:(?:that'?s|that is|which is|is) )?|,?\s*(?:that'?s|that is|which is|this is|is|=|ist|est|es|e)\s+)(?:(?:the|our|their|a|his|her|unser|notre|nuestra|nosso|la|le|el|o|il) )?(?:\w+ )?";
    static SHIP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("{LEAD}(?:distributorship|dealership|distribuidora)(?-u:\\b)")).expect("a valid pattern")
    });
    static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("{LEAD}(?:distributor|dealer|agency|distribuidor|distributeur|vertriebspartner|distributore|handler)(?-u:\\b)"))
            .expect("a valid pattern")
    });
    static ITS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s+(?:distributorship|dealership)(?-u:\b)").expect("a valid pattern"));
    let words = fold(behind);
    ITS.is_match(&words) || SHIP.is_match(&words) || organisation && HOUSE.is_match(&words)
}

/// "Our Ohio distributorship, Buckeye Reconstructive": the name comes behind.
pub(super) fn is_named_behind(behind: &str) -> bool {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s+(?i:distributorship|dealership|distributor|dealer)s?(?:\s*[,:(–-]\s*|\s+(?:called|named|is)\s+)(?:is |called |named )?(?:the )?[\x22“]?\p{Lu}").expect("a valid pattern")
    });
    BEHIND.is_match(behind)
}

/// "Mesa Verde Spine has two new sales reps": whoever takes people on is their distributorship.
pub(super) fn is_hiring(behind: &str) -> bool {
    static HIRES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^ (?:has|have|hired|needs?|wants?|gets?|got|adds?|added|is (?:adding|hiring|getting|taking on|bringing)|are adding|took on|would like|just (?:hired|added|signed)|has (?:just )?(?:hired|added))(?: on| just| also)? (?:[a-z0-9]+ ){0,3}?(?:new|more|another|additional|next|first) (?:[a-z]+ ){0,2}?(?:reps?|users?|people|person|representatives?|colleagues?|starters?|hires?|joiners?|team members?|logins?)(?-u:\b)").expect("a valid pattern")
    });
    HIRES.is_match(&fold(behind))
}

/// Whether a domain is made of a name and nothing else: "orthonord" for "OrthoNord" and for "OrthoNord Médical".
pub(super) fn is_house(domain: &str, name: &str) -> bool {
    let letters = |text: &str| -> String { fold(text).chars().filter(char::is_ascii_alphanumeric).collect() };
    let label = letters(domain.split('.').next().unwrap_or_default());
    label.len() >= 6 && letters(name).starts_with(&label)
}

/// Whether a mail domain stands for an organisation: "summitorthoreps" for "Summit Ortho Reps".
pub(crate) fn is_witness(domain: &str, name: &str) -> bool {
    let letters: String = fold(name).chars().filter(char::is_ascii_alphanumeric).collect();
    let label: String = domain
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let first: String = fold(name)
        .split([' ', '-'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let common = letters
        .chars()
        .zip(label.chars())
        .take_while(|(one, other)| one == other)
        .count();
    name.contains([' ', '-'])
        && letters.len() >= 6
        && common >= 6
        && common > first.len()
        && common * 3 >= label.len() * 2
}
