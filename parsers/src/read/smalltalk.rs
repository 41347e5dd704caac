//! What people tell beside a request without touching it: "He is covering for a colleague.", "She'd like to look round."
//!
//! Nobody must do anything first, and the link is not spoken of.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, follow as words};
use crate::read::activation;

/// What begins a sentence that tells a fact: who it is about, then what is so.
static FACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\W*(?:(?:and|also|as|since|because|by the way|btw|fyi),? )*(?:{})(?-u:\b)",
        words::FACTS.join("|")
    ))
    .expect("a valid pattern")
});
static OBLIGING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OBLIGING]));
static TURNING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TURNING]));
static WISH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", words::WISHES.join("|"))).expect("a valid pattern"));

/// Whether a folded sentence tells a fact about somebody or something else than the link.
pub(crate) fn is_fact(folded: &str) -> bool {
    // Who has no link yet cannot get in: that is why it is asked for.
    static UNABLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:can'?t|cannot|couldn't|are unable to|is unable to|not able to) (?:yet )?(?:get in|get started|log ?-?in|log ?-?on|sign ?-?in|work|start|see anything|do (?:anything|their job|her job|his job|much))(?: (?:yet|at all|at present|at the moment|without (?:it|them|access|a login)))?").expect("a valid pattern")
    });
    let folded = &UNABLE.replace_all(folded, "waits here").into_owned();
    FACT.is_match(folded)
        && !OBLIGING.is_match(folded)
        && !TURNING.is_match(folded)
        && !activation::names_topic(folded)
        && !activation::stops_or_delays(folded)
}

/// "Not now I mean, on the 1st of December when she starts.": whether a sentence begins by taking something back.
pub(crate) fn takes_back(folded: &str) -> bool {
    static BACKING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", words::BACKING.join("|"))).expect("a valid pattern")
    });
    // "Tom only joins us in April, so his can go then."
    static HIS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HIS]));
    BACKING.is_match(folded) || HIS.is_match(folded)
}

/// Whether a folded sentence says what somebody would like to do.
pub(crate) fn is_wish(folded: &str) -> bool {
    WISH.is_match(folded) && !activation::names_topic(folded)
}
