//! Whether a text is English, by its small words. Only the order of numeric dates depends on it.

use std::sync::LazyLock;

use crate::lexicon::language::{ENGLISH, OTHERS, PARTICLES};
use crate::lexicon::listed::Listed;
use crate::text::fold;

static OF_ENGLISH: LazyLock<Listed> = LazyLock::new(|| Listed::of(ENGLISH));
static OF_OTHERS: LazyLock<Listed> = LazyLock::new(|| Listed::of(OTHERS));
static OF_NAMES: LazyLock<Listed> = LazyLock::new(|| Listed::of(PARTICLES));

/// Words that are looked at.
const MAX_WORDS: usize = 2_000;

/// English, or too little to tell.
pub(crate) fn is_english(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .collect();
    let count = |list: &Listed| words.iter().filter(|word| list.has(word)).count();
    let others = count(&OF_OTHERS);
    // Particles of names ("de la Cruz") tell no language by themselves.
    let others = if others == 0 { 0 } else { others + count(&OF_NAMES) };
    others == 0 || count(&OF_ENGLISH) >= others
}

#[cfg(test)]
mod tests {
    use super::is_english;

    #[test]
    fn short_texts() {
        for text in [
            "Pessoal, boa tarde! Seguem os três da Pousada. O go-live é 02/11/2026.",
            "Hej alle, se brugerne nedenfor. Go-live er den 3/4/2027.",
            "Bonjour, les utilisateurs ci-dessous. Go live le 3/4/2027.",
            "Hallo, anbei die User. Go-live am 3/4/2027",
            "Buongiorno, ecco gli utenti. Go-live il 3/4/2027",
            "Cześć, poniżej lista. Start produkcyjny 3/4/2027",
        ] {
            assert!(!is_english(text), "{text}");
        }
        for text in [
            "Users below, go live 3/4/2027.",
            "Juan de la Cruz, Maria del Mar, go live 3/4",
            "Hi Die Hard fans, go live 3/4/2027, thanks and see you at the kick-off",
            "",
        ] {
            assert!(is_english(text), "{text}");
        }
    }
}
