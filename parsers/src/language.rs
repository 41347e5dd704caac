//! Whether a text is English, by its small words. Only the order of numeric dates depends on it.

use crate::text::fold;

const ENGLISH: &[&str] = &[
    "the", "and", "is", "are", "for", "to", "of", "on", "with", "please", "we", "they", "this", "that", "it", "you",
    "our", "be", "have", "will", "not", "your", "live", "go", "from", "user", "users", "at", "see",
];
const OTHERS: &[&str] = &[
    "und", "der", "die", "das", "ist", "bitte", "wir", "nicht", "fur", "mit", "den", "ein", "sie", "zu", "liste",
    "anbei", "le", "la", "les", "des", "est", "pour", "merci", "nous", "une", "du", "sont", "voici", "vous", "el",
    "los", "las", "que", "por", "favor", "para", "con", "una", "del", "de", "oi", "segue", "em", "os", "uma", "nao",
    "dos", "no", "da", "het", "een", "en", "van", "voor", "niet", "wij", "op", "graag", "il", "di", "per", "sono",
    "che", "gli", "hallo", "bonjour", "hola",
];

/// English, or too little to tell.
pub(crate) fn is_english(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(2_000)
        .collect();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count();
    let others = count(OTHERS);
    others <= 1 || count(ENGLISH) >= others
}
