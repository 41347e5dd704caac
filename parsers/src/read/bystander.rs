//! Who is named with an address and is not to be set up: a predecessor, somebody who has an account, a contact.
//!
//! Phrases seen: "she takes over from Kurt Hase (kurt@x), who retired", "not our coach Vernon Pike (vernon@x): his account
//! was activated on Tuesday", "my colleague Sunita (sunita@x) can show you round". Nobody is left out whom another line asks for.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, bystanders};
use crate::text::fold;

static BEFORE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[bystanders::BEFORE]));
static NOT_LED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[bystanders::NOT_LED]));
static BEHIND: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[bystanders::BEHIND]));

/// So many words may stand between words of a predecessor and the name: "from our dear old friend".
const MAX_BETWEEN: usize = 4;
/// So many may stand between the address and what is told of the person: "), as you know, ".
const MAX_BEHIND: usize = 2;

/// Whether a sentence only speaks of the person whose name and address stand at these places of it.
pub(crate) fn is_one(sentence: &str, name: &Range<usize>, address: &Range<usize>) -> bool {
    let (Some(before), Some(behind)) = (sentence.get(..name.start), sentence.get(address.end..)) else {
        return false;
    };
    follows(before) || leads_not(before) || is_told_of(behind)
}

/// Nothing but small words stands between "takes over from" and the name; "instead of him" is somebody else.
fn follows(before: &str) -> bool {
    let words = fold(before);
    BEFORE.find_iter(&words).last().is_some_and(|found| {
        let rest: Vec<&str> = words[found.end()..].split_whitespace().collect();
        let mut written = before.split_whitespace().rev().take(rest.len());
        let others = rest.iter().any(|word| bystanders::THE_OTHER.contains(word)) || rest.last() == Some(&"her");
        !others
            && is_short(&words[found.end()..], MAX_BETWEEN)
            && written.all(|word| !word.contains(char::is_uppercase))
    })
}

/// "Not our coach", and no "but" behind it.
fn leads_not(before: &str) -> bool {
    let words = fold(before);
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = ["but ", "and ", "please ", "so "]
        .iter()
        .fold(words, |words, lead| words.strip_prefix(lead).unwrap_or(words));
    NOT_LED.find(words).is_some_and(|found| {
        let rest = &words[found.end()..];
        let others = rest.split_whitespace().any(|word| bystanders::NOT_OUT.contains(&word));
        found.start() == 0 && !others && is_short(rest, MAX_BETWEEN)
    })
}

fn is_told_of(behind: &str) -> bool {
    let words = fold(behind);
    BEHIND.find(&words).is_some_and(|found| {
        !words[..found.start()].contains(|c: char| "@.;".contains(c) || c.is_ascii_digit())
            && words[..found.start()]
                .split_whitespace()
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .count()
                <= MAX_BEHIND
    })
}

/// Few words, and nothing that ends a thought.
fn is_short(words: &str, most: usize) -> bool {
    words.split_whitespace().count() <= most && !words.contains(['.', ':', ';', ',', '@', '('])
}

#[cfg(test)]
mod tests {
    use super::is_one;

    fn stands_by(sentence: &str) -> bool {
        let name = sentence.find("Ann Lee").unwrap_or(0);
        let address = sentence.find("ann@x.example").unwrap_or(0);
        is_one(sentence, &(name..name + 7), &(address..address + 13))
    }

    #[test]
    fn who_is_only_spoken_of() {
        for text in [
            "She takes over from Ann Lee (ann@x.example), who retired last week.",
            "Not our coach Ann Lee (ann@x.example): his account was activated on Tuesday",
            "My colleague Ann Lee (ann@x.example) can show you round.",
            "He replaces our old hand Ann Lee, ann@x.example.",
            "Ann Lee (ann@x.example) has left us.",
            "But not for Ann Lee (ann@x.example)",
            "Ann Lee (ann@x.example) will gladly call you.",
        ] {
            assert!(stands_by(text), "{text}");
        }
        for text in [
            "Please set up Ann Lee (ann@x.example), who takes over from Bo Berg.",
            "Not only Ann Lee (ann@x.example) but also her sister",
            "Not to forget Ann Lee, ann@x.example",
            "Not Bo, as I wrote, but his sister Ann Lee (ann@x.example)",
            "Ann Lee (ann@x.example) will be the administrator",
            "Ann Lee (ann@x.example) can edit documents and will call you",
            "Bo Berg left; instead of him Ann Lee (ann@x.example), level 2",
        ] {
            assert!(!stands_by(text), "{text}");
        }
    }
}
