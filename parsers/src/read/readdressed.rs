//! Addresses that are put right: "sorry, Ander's address is ander.z@x", "azubiri@x should be ander.z@x".
//!
//! Phrases seen: "su correo bueno es …", "I mistyped Ander: it is …", "use ander.z@x instead", "richtig ist …". Whose address
//! it is, is decided in `resolve::people`: by the name, by the address that stands beside it, or by one that is much the same.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, corrections};
use crate::names;
use crate::text::fold;

static PUT_RIGHT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[corrections::PUT_RIGHT]));
static BESIDE_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let all = corrections::BESIDE_ADDRESS.join("|");
    Regex::new(&format!("(?:^|[^a-z0-9_])(?:{all})")).expect("a valid pattern")
});

/// So many characters beside an address are looked at.
const MAX_WORDS: usize = 60;
/// More addresses than this in a sentence make a list.
const MAX_ADDRESSES: usize = 4;

/// Whether a sentence puts an address right.
pub(crate) fn puts_right(sentence: &str) -> bool {
    let addresses = names::addresses(sentence).count();
    if addresses == 0 || addresses > MAX_ADDRESSES {
        return false;
    }
    let mut masked = String::with_capacity(sentence.len());
    let mut from = 0;
    for address in names::addresses(sentence) {
        masked.push_str(&sentence[from..address.start()]);
        masked.push('@');
        from = address.end();
    }
    masked.push_str(&sentence[from..]);
    let words = fold(&masked);
    PUT_RIGHT.is_match(&words) || BESIDE_ADDRESS.is_match(&words)
}

/// "The old address ann.lee@x is private", "azubiri@x was wrong": an address that is told to be no longer, or not, the one.
pub(crate) fn is_old(text: &str, address: &Range<usize>) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            "(?:^|[^a-z0-9_])(?:{})[^a-z0-9_@.;]{{0,4}}$",
            corrections::OLD_BEFORE.join("|")
        ))
        .expect("a valid pattern")
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            "^[^a-z0-9_@.;]{{0,4}}(?:{})(?:$|[^a-z0-9_])",
            corrections::OLD_BEHIND.join("|")
        ))
        .expect("a valid pattern")
    });
    let tail = |text: &str| {
        text.chars()
            .rev()
            .take(MAX_WORDS)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>()
    };
    let head = |text: &str| text.chars().take(MAX_WORDS).collect::<String>();
    let (before, behind) = (fold(&tail(&text[..address.start])), fold(&head(&text[address.end..])));
    BEFORE.is_match(&before) || BEHIND.is_match(&behind)
}

/// The other addresses of a sentence that puts one right, in small letters.
pub(crate) fn beside(sentence: &str, email: &str) -> Vec<String> {
    let all = names::addresses(sentence).filter_map(|found| names::address(found.as_str()));
    let all = all.map(|address| address.to_ascii_lowercase());
    all.filter(|address| *address != email.to_ascii_lowercase()).collect()
}

/// Whether two addresses of one house differ only as a slip of the pen would have it.
pub(crate) fn is_alike(one: &str, other: &str) -> bool {
    let (Some((one, house)), Some((other, same))) = (one.split_once('@'), other.split_once('@')) else {
        return false;
    };
    if one == other {
        return house != same;
    }
    let common = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(one, other)| one == other).count();
    let begins = common(&mut one.chars().zip(other.chars()));
    let ends = common(&mut one.chars().rev().zip(other.chars().rev()));
    house == same && (begins >= 3 || ends >= 4)
}

#[cfg(test)]
mod tests {
    use super::{is_alike, puts_right};

    #[test]
    fn what_puts_an_address_right() {
        for text in [
            "su correo bueno es ander.z@x.example",
            "I mistyped Ander: it is ander.z@x.example.",
            "azubiri@x.example should be ander.z@x.example",
            "Please use ander.z@x.example for him",
            "Richtig ist ander.z@x.example.",
            "his account must use ander.z@x.example, not azubiri@x.example",
        ] {
            assert!(puts_right(text), "{text}");
        }
        for text in [
            "Ander Zubiri, ander.z@x.example, level 2",
            "Ander (ander.z@x.example) should be level 3",
            "Please set up Ander Zubiri (ander.z@x.example) and not his brother",
            "the right one is on the list",
        ] {
            assert!(!puts_right(text), "{text}");
        }
    }

    #[test]
    fn slips_of_the_pen() {
        assert!(is_alike("azubiri@x.example", "azubirri@x.example"));
        assert!(is_alike("ann@x.example", "ann@y.example"));
        assert!(!is_alike("ann@x.example", "bob@x.example"));
        assert!(!is_alike("ann@x.example", "anna@y.example"));
    }
}
