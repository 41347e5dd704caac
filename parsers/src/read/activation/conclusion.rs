//! "Feel free to activate her straight away, her manager has approved it": one clause of a sentence asks for the link now.
//!
//! What stands beside such a clause is why it is asked for. It tells of people and of wishes in words that elsewhere would
//! leave a request open ("approved", "able to", "we have told him"); only what holds somebody, or what must come first,
//! still counts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::dated;
use super::heard::{calm, spaced};
use super::{CONDITION, DOUBT, HOLD, NEGATION, Verdict, is_conditional, speaks};
use crate::dates::Reading;
use crate::lexicon::requests::GOING_ON as GOING_ON_WORDS;
use crate::lexicon::{self, conclusion as words};
use crate::text::fold;

/// Where a clause ends.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    let so = words::THEREFORE.join("|");
    let asking = words::ASKING.join("|");
    let because = words::BECAUSE.join("|");
    Regex::new(&format!(
        r"(?i)[,;:!–—()]|\s-+\s|\.\s|\s(?P<so>(?:and )?so),? (?:{asking})\b|\s(?P<because>{because})\s|(?P<then>\b(?:{so})\b,?)\s"
    ))
    .expect("a valid pattern")
});
static THEREFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)(?:^|[\s,;])(?:and )?(?:{})[,:]?\s*$",
        words::THEREFORE.join("|")
    ))
    .expect("a valid pattern")
});
/// The request must itself say that it is to be done now.
static URGENT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::URGENT]));
/// What makes it a matter of chance, or somebody else's words.
static OPEN: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OPEN]));
/// ", says the client": somebody else's words.
static SAYS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::SAYS]));
static BECAUSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^\W*(?:{})\b", words::BECAUSE.join("|"))).expect("a valid pattern"));
/// ", but legal has to agree".
static YET: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::YET]));
/// ", sofern der Vertrag da ist": the words that follow decide.
static PROVISO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", words::PROVISOS.join("|"))).expect("a valid pattern"));
/// "(Maria moet nog tekenen)".
static OUTSTANDING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OUTSTANDING]));
/// "One change to what Gunnar says:" is no report of his.
static CORRECTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:just |only )?(?:one|a|an|two|small|minor|quick)? ?(?:small |minor |quick )?(?:changes?|corrections?|exceptions?|amendments?|updates?) (?:to|from) ").expect("a valid pattern")
});
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?-u:\b)(?:{})\W*(?:\S+\W*)?$", words::REPORTING.join("|"))).expect("a valid pattern")
});

/// Whether a clause begins with a verb without anybody who does it: "activated now", "to be activated".
fn goes_on_with(clause: &str) -> bool {
    static GOING_ON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", GOING_ON_WORDS.join("|"))).expect("a valid pattern")
    });
    GOING_ON.is_match(&fold(clause))
}

/// Whether an address or a value stands right before a place.
fn is_blank_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([',', ' ']);
    let last = before.rsplit([' ', ',']).next().unwrap_or_default();
    last.contains('@') || last.chars().all(|c| c.is_ascii_digit()) || before.ends_with("   ")
}

/// Whether one clause asks for the link now, and nothing beside it holds anybody.
pub(super) fn asks(text: &str, reading: Reading) -> bool {
    let clauses = clauses(text);
    clauses.len() > 1
        && clauses.iter().any(|clause| {
            let words = &text[clause.clone()];
            // "We don't want Jane (level 3) activated now": what goes on behind a bracket asks for nothing by itself.
            let goes_on = text[..clause.start].trim_end().ends_with([')', '>', ']'])
                || clause.start > 0 && is_blank_before(text, clause.start);
            if goes_on && goes_on_with(words) {
                return false;
            }
            let asks = URGENT.is_match(&spaced(words)) && super::weigh(words, reading) == Verdict::Now;
            asks && !is_braked_before(&text[..clause.start]) && !is_braked_behind(&text[clause.end..])
        })
}

fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for found in ENDS.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        // "So" belongs to neither side, "please" behind it to the request.
        let end = found.name("so").map_or(whole.end(), |so| so.end());
        if whole.start() > start {
            out.push(start..whole.start());
        }
        start = end;
    }
    out.push(start..text.len());
    out.retain(|range| text[range.clone()].chars().any(char::is_alphanumeric));
    out
}

/// Whether what stands before a request may take it back.
fn is_braked_before(head: &str) -> bool {
    let (calm, folded) = (calm(head), spaced(head));
    let concluded = THEREFORE.is_match(head) || BECAUSE.is_match(head);
    HOLD.is_match(&calm)
        || OPEN.is_match(&calm)
        || is_conditional(head)
        || head.contains('?')
        || !concluded
            && (CONDITION.is_match(&calm) || REPORTED.is_match(folded.trim_end()) && !CORRECTS.is_match(&folded))
}

/// Whether a folded clause behind a request makes it depend on something that is still to come.
pub(super) fn is_proviso(folded: &str) -> bool {
    PROVISO.is_match(folded) || OUTSTANDING.is_match(folded) && !BECAUSE.is_match(folded)
}

/// Whether what stands behind a request may take it back.
fn is_braked_behind(tail: &str) -> bool {
    // ", four weeks ahead of the go-live" says how early that is.
    static EARLY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:\S+ ){1,2}(?:days?|weeks?|months?) (?:ahead of|before|prior to|earlier than) (?:the |their |our )?\S+")
            .expect("a valid pattern")
    });
    let calm = EARLY.replace(&calm(tail), "").into_owned();
    let reason = BECAUSE.is_match(tail);
    HOLD.is_match(&calm)
        || OPEN.is_match(&calm)
        || CONDITION.is_match(&calm)
        || SAYS.is_match(&spaced(tail))
        || is_proviso(&calm)
        || dated::explains(tail)
        || !reason && (DOUBT.is_match(&calm) || YET.is_match(&calm))
        || NEGATION.is_match(&calm) && speaks(tail)
        || tail.contains('?')
}
