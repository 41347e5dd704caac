//! Words that may take a request back though nobody understands what they say: "Links with go-live.", "ask me first".
//!
//! They hold nobody by themselves. Over, beside or behind a request they leave it open, and a person decides.

use std::sync::LazyLock;

use regex::Regex;

use super::heard::{calm, is_guidance, spaced};
use super::{CONDITION, HOLD};
use crate::dates::{self, Reading, When};
use crate::lexicon::{self, go_live, unsettling as words};

static DELAYING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::DELAYING]));
static TOPIC: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TOPICS]));
static QUALIFYING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::QUALIFYING]));
static CLOSING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CLOSING]));
static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
static ASKING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:ask (?:me|us|first|\w+ first)|first|later|on leave|pending|waiting|if|(?:from|ab|starting|from the) \d{1,2}|next week|next month|(?:from|until|in|ab) (?:january|february|march|april|may|june|july|august|september|october|november|december)|at (?:launch|go-?live)|awaiting)(?-u:\b)").expect("a valid pattern")
});
static ABSENT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::ABSENT]));
static TAKING_OUT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TAKING_OUT]));
static WARY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WARY]));
static VOIDING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::VOIDING]));
static IGNORED_COLUMN: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::IGNORED_COLUMNS]));
static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|[\s("',;:])(?:y|yes|x|ja|oui|si|sim|tick|ticked|1|✓|✔)["']?\s*(?:=|means?(?-u:\b)|counts?|only counts|stands? for|bedeutet|heisst|veut dire|signifie|significa|betekent|is for)(?P<means>[^,;/|]*)"#).expect("a valid pattern")
});
/// "The horses do not need logins": others are meant.
static NEEDS_NONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:do|does|will|would)(?: not|n't) (?:need|want|get) (?:a |an |any )?(?:logins?|access|accounts?|users?)(?-u:\b)")
        .expect("a valid pattern")
});
static STOPPING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::STOPPING]));
/// "Call me before you do": no leave-taking.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:before|first|until|beforehand|vorher|avant|antes|prima|eerst)(?-u:\b)")
        .expect("a valid pattern")
});

/// How surely a sentence takes back a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Not at all.
    None,
    /// It may, where the request was about everybody.
    Weak,
    /// It may, also where a column says yes.
    Strong,
}

/// A longer sentence speaks of something else.
const MAX_WORDS: usize = 16;
/// So few words with a condition or a date have no room for another subject.
const FEW_WORDS: usize = 7;
/// So few words around a date say that something is to happen then.
const BARE_WORDS: usize = 5;
/// A longer note tells a story.
const MAX_NOTE_WORDS: usize = 8;

/// Whether a sentence may take back what somebody else asked for before it was written.
pub(crate) fn takes_back(text: &str, folded: &str, reading: Reading) -> Strength {
    let count = folded.split_whitespace().count();
    if IGNORED_COLUMN.is_match(folded) || count <= MAX_WORDS && (VOIDING.is_match(folded) || legend_waits(folded)) {
        return Strength::Strong;
    }
    if count > MAX_WORDS || is_leave_taking(folded) || is_guidance(text) || NEEDS_NONE.is_match(folded) {
        return Strength::None;
    }
    let calm = calm(text);
    let topic = TOPIC.is_match(&calm);
    // "Go-live 4 May", "go-live to be confirmed" are read elsewhere.
    if !topic && GO_LIVE.is_match(folded) {
        return Strength::None;
    }
    if DELAYING.is_match(folded) || count <= FEW_WORDS && STOPPING.is_match(folded) {
        return Strength::Strong;
    }
    // "Covering for Kim this week" puts nothing off.
    let present = folded.contains("this week") || folded.contains("diese woche") || folded.contains("cette semaine");
    let to_come = || {
        dates::find(text, reading).iter().any(|date| match date.when {
            When::Day(day) => reading.base.is_none_or(|base| day > base),
            When::Vague => true,
        })
    };
    let qualified = (count <= FEW_WORDS || topic) && QUALIFYING.is_match(&calm);
    if qualified || (count <= BARE_WORDS || topic) && !present && to_come() {
        Strength::Weak
    } else {
        Strength::None
    }
}

/// Whether a folded text speaks of the link, or of what becomes of it.
pub(crate) fn names_topic(folded: &str) -> bool {
    TOPIC.is_match(folded)
}

/// Whether a folded text has words that stop or delay something.
pub(crate) fn stops_or_delays(folded: &str) -> bool {
    STOPPING.is_match(folded) || DELAYING.is_match(folded)
}

/// Whether a few words take one person out of what was said of several.
pub(crate) fn takes_out(folded: &str) -> bool {
    TAKING_OUT.is_match(folded)
}

/// Whether a legend makes a yes wait: "yes = after training".
fn legend_waits(folded: &str) -> bool {
    let mut meanings = LEGEND.captures_iter(folded).filter_map(|found| found.name("means"));
    meanings.any(|meaning| note_waits(meaning.as_str()))
}

/// Whether a sentence of any length has a word that may keep somebody back who is named in it.
pub(crate) fn is_wary(folded: &str) -> bool {
    [&*WARY, &*DELAYING, &*STOPPING, &*HOLD]
        .iter()
        .any(|pattern| pattern.is_match(folded))
}

/// Whether a sentence says that somebody is not there: "Tom is on holiday".
pub(crate) fn is_absent(folded: &str) -> bool {
    ABSENT.is_match(folded)
}

/// Whether a sentence only takes leave, or asks for something else: "let me know if anything is missing".
pub(crate) fn is_leave_taking(folded: &str) -> bool {
    CLOSING.is_match(folded) && !BEFORE.is_match(folded)
}

/// Whether a note beside a yes may say that the person waits: "after training", "ask me first".
pub(crate) fn note_waits(text: &str) -> bool {
    let folded = spaced(text);
    let count = folded.split_whitespace().count();
    let waits = [&*DELAYING, &*CONDITION, &*HOLD, &*ASKING];
    (1..=MAX_NOTE_WORDS).contains(&count) && waits.iter().any(|pattern| pattern.is_match(&folded))
}
