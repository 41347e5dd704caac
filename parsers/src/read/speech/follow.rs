//! The sentence right behind a request, where nobody understands it: "Activate them now. At go-live, that is."
//!
//! Whoever goes on speaking there often takes something back, in more ways than can be listed. So it is the other way round:
//! what is known to be harmless is listed, and anything else leaves the request open.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::dates;
use crate::lexicon::{self, follow as words, go_live, mail::endings};
use crate::read::whom::{Pointer, Whom};
use crate::read::{activation, remarks, smalltalk};
use crate::statement::{About, Claim, Rank};
use crate::text::{Flow, key};

static HARMLESS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HARMLESS]));
static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
/// "Sorry, wrong template."
static WITHDRAWING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WITHDRAWING, words::HIS]));
static EXCLUSIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::EXCLUSIVE]));
static TURNING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TURNING]));

static DATE_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:the |our |their |its )?(?:planned |official )?go[- ]?live(?: date)?(?:'s| is| isn't| stays| remains| was| will be)(?-u:\b)").expect("a valid pattern")
});

/// A longer sentence tells of something else.
const MAX_WORDS: usize = 10;

impl Speech<'_, '_> {
    /// Leaves open what was asked for right before a sentence that said nothing anybody understands.
    pub(super) fn doubt_before(&mut self, sentence: &Flow, folded: &str, pointers: &[Pointer]) {
        // "For the other two Kim's words stand."
        let others = pointers
            .iter()
            .any(|pointer| pointer.whom == Whom::Rest && !pointer.oblique);
        if others || self.apart || self.owner.is_some() || is_harmless(&sentence.text, folded, self.context.reading) {
            return;
        }
        let from = self.before.min(self.out.len());
        let asked = self.out[from..]
            .iter()
            .filter(|statement| statement.said.claim.is_now());
        let asked: Vec<_> = asked
            .map(|statement| (statement.about.clone(), statement.said.rank))
            .collect();
        let evidence = self.context.doc.evidence(sentence.whole());
        let named: Vec<usize> = pointers.iter().flat_map(|pointer| pointer.people().to_vec()).collect();
        for (about, rank) in asked {
            // "Enos doesn't own a computer" is about Enos alone.
            let meant = |person: &usize| match &about {
                About::People(people) => people.contains(person),
                About::AllBut(people) => !people.contains(person),
                About::OfKind(..) => true,
            };
            // "Nobody but Jane" is about all the others.
            let exclusive = singles_out(folded);
            let (about, rank) = if named.is_empty() || exclusive {
                (about, rank)
            } else {
                (
                    About::People(named.iter().copied().filter(meant).collect()),
                    Rank::Person,
                )
            };
            self.say(&about, rank, Claim::Doubted, evidence.clone());
        }
    }
}

/// "Only Jane please", "start with Jane": what is said of those named says something of all others.
pub(super) fn singles_out(folded: &str) -> bool {
    EXCLUSIVE.is_match(folded)
}

/// Whether a sentence behind a request is a leave-taking, a go-live, a name, or about something else for certain.
fn is_harmless(text: &str, folded: &str, reading: dates::Reading) -> bool {
    let count = folded
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count();
    if WITHDRAWING.is_match(folded) {
        return false;
    }
    let turning = TURNING.is_match(folded);
    let long = count > MAX_WORDS && !smalltalk::takes_back(folded);
    if count == 0 || long || text.contains('@') || remarks::is_of_values(folded) {
        return true;
    }
    let dated = GO_LIVE.is_match(folded) && !dates::find(text, reading).is_empty();
    let signed = || is_closing(text) || is_title(text);
    // "Go-live is still 13 January."
    let go_live =
        DATE_OF.is_match(folded) && !activation::names_topic(folded) && !dates::find(text, reading).is_empty();
    signed()
        || go_live
        || activation::lifts(text)
        || activation::is_leave_taking(folded)
        || smalltalk::is_wish(folded)
        || !turning && (dated || HARMLESS.is_match(folded) || smalltalk::is_fact(folded))
}

/// "Kind regards,", "Thanks, Bronagh".
fn is_closing(text: &str) -> bool {
    let words = text.split([',', '!', '.']).next().unwrap_or_default();
    endings::CLOSING_KEYS.contains(&key(words)) && text.split_whitespace().count() <= 6
}

/// "Wardline Systems", "Senior Account Manager, APAC": no sentence.
fn is_title(text: &str) -> bool {
    let small = [
        "of", "and", "de", "der", "von", "van", "for", "the", "und", "et", "y", "e", "x",
    ];
    let mut words = text
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_alphabetic));
    !text.trim_end().ends_with(['.', '?', '!'])
        && words.all(|word| word.starts_with(char::is_uppercase) || small.contains(&word))
}
