//! Words of mails, by which the queue finds tickets: few for each mail, and gone with what the mail says.
//!
//! They are kept beside what was read in the mail ([`crate::store::record::ReadingRow`]), so erasing a mail takes them along.
//! A mail costs at most [`MOST`] entries of some 75 bytes; ordinary ones have about forty, so 100,000 mails some 300 MB.

use std::collections::BTreeSet;

use super::words;

/// Of one mail no more words are kept, the first ones.
pub const MOST: usize = 100;

/// Shorter words stand for too much, longer ones are no words.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;

/// Words that nearly every mail has.
const EVERYWHERE: [&str; 64] = [
    "the", "and", "for", "you", "your", "our", "are", "was", "will", "with", "this", "that", "from", "have", "has",
    "not", "but", "can", "all", "any", "they", "them", "their", "her", "his", "she", "who", "what", "when", "please",
    "thanks", "thank", "hello", "dear", "regards", "kind", "best", "sent", "subject", "mail", "email", "mailto",
    "http", "https", "www", "com", "und", "die", "der", "das", "den", "dem", "ein", "eine", "bitte", "danke", "mit",
    "von", "für", "ist", "sind", "wir", "sie", "ihr",
];

/// The words of these texts that are kept, each once, in their order.
pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<String> = Vec::new();
    for word in texts.into_iter().flat_map(words) {
        if kept.len() == MOST {
            break;
        }
        if is_telling(&word) && seen.insert(word.clone()) {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Numbers are telephones and dates more often than anything that is looked for.
fn is_telling(word: &str) -> bool {
    LENGTHS.contains(&word.chars().count())
        && word.chars().any(char::is_alphabetic)
        && !word.contains('@')
        && !EVERYWHERE.contains(&word)
}

/// Whether each of `wanted` begins one of the words that [`of`] kept.
pub fn have(kept: &str, wanted: &BTreeSet<String>) -> bool {
    let begins = |word: &String| kept.split(' ').any(|one| one.starts_with(word.as_str()));
    wanted.iter().all(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_telling_words_are_kept_once() {
        let kept = of([
            "Please hold the Quarry users",
            "call +49 30 1234567, kim@harbor.example. QUARRY",
        ]);
        assert_eq!(kept, "hold quarry users call kim harbor example");
        let many: Vec<String> = (0..1000).map(|number| format!("word{number}")).collect();
        assert_eq!(of([many.join(" ").as_str()]).split(' ').count(), MOST);
        assert_eq!(of(["x".repeat(5000).as_str()]), "");
        let wanted = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        assert!(have(&kept, &wanted(&["quar", "call"])) && !have(&kept, &wanted(&["quarrying"])));
    }
}
