//! The client's go-live date: given, moved, tentative or vague.
//!
//! Phrases seen: "they go live March 2", "push the go-live from 4 May to 18 May", "New go-live is March 29 (was March 15)",
//! "Go live TBD, likely 9/2/25". Training, kick-off, contract and hold-until dates are none.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::{self, Found, When};
use crate::evidence::Evidenced;
use crate::lexicon::{self, go_live as words};
use crate::read::{Context, sentences};
use crate::statement::Global;
use crate::text::{Flow, fold};

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::GO_LIVE]));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OTHER_DATES]));
static OLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[^\p{{L}}])(?:{})(?:\s+\p{{L}}+){{0,2}}\s*$",
        words::OLD.join("|")
    ))
    .expect("a valid pattern")
});
static TENTATIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TENTATIVE]));
static MOVED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::MOVED]));

/// What a labelled slot says about the go-live.
pub(crate) fn in_slot(context: &Context<'_>, value: &Flow) -> Option<Global> {
    let found = dates::find(&value.text, context.reading);
    let day = found.iter().find_map(|date| day(context, value, date));
    (day.is_some() || !found.is_empty()).then(|| Global::GoLive {
        date: day,
        tentative: TENTATIVE.is_match(&fold(&value.text)),
    })
}

fn day(context: &Context<'_>, flow: &Flow, date: &Found) -> Option<Evidenced<jiff::civil::Date>> {
    match date.when {
        When::Day(day) => Some(Evidenced::read_at(
            day,
            context.doc.evidence(flow.source(date.range.clone())),
        )),
        When::Vague => None,
    }
}

/// What a paragraph says about the go-live; its last word counts.
pub(crate) fn in_prose(context: &Context<'_>, line: &Flow) -> Option<Global> {
    sentences::split(&line.text)
        .into_iter()
        .filter_map(|range| in_sentence(context, &line.cut(range)))
        .next_back()
}

fn in_sentence(context: &Context<'_>, sentence: &Flow) -> Option<Global> {
    let text = &sentence.text;
    // Folding keeps the order of words, so the places are compared in the folded text throughout.
    let folded = fold(text);
    let marks: Vec<usize> = GO_LIVE.find_iter(&folded).map(|found| found.start() + 1).collect();
    if marks.is_empty() {
        return None;
    }
    let found = dates::find(text, context.reading);
    let moved = MOVED.is_match(&folded);
    let scale = |at: usize| fold(&text[..at]).len();
    let mut best: Option<(usize, &Found)> = None;
    for date in &found {
        let (start, end) = (scale(date.range.start), scale(date.range.end));
        let before = &folded[..start];
        let piece = before
            .rfind([',', ';', '(', ':'])
            .map_or(before, |at| &before[at + 1..]);
        let near_mark = marks
            .iter()
            .map(|mark| {
                if *mark < start {
                    start - mark
                } else {
                    mark.saturating_sub(end)
                }
            })
            .min()
            .unwrap_or(usize::MAX);
        let between_other = other_between(&folded, &marks, start, end);
        let old = OLD.is_match(piece) && (moved || !is_start(piece));
        let old = old
            && (moved
                || folded.contains("was ")
                || found.len() > 1
                || piece.contains(" not ")
                || piece.contains("instead"));
        if between_other || old || negated(piece) {
            continue;
        }
        // "From 4 May to 18 May": the later words win where the go-live is moved.
        let better = best.is_none_or(|(distance, _)| near_mark < distance || moved);
        if better {
            best = Some((near_mark, date));
        }
    }
    let (_, date) = best?;
    let tentative = TENTATIVE.is_match(&folded);
    Some(Global::GoLive {
        date: day(context, sentence, date),
        tentative,
    })
}

/// "From" at the very beginning of a piece tells when something starts.
fn is_start(piece: &str) -> bool {
    piece.split_whitespace().count() <= 1 && !piece.contains("not") && !piece.contains("was")
}

fn negated(piece: &str) -> bool {
    static NEGATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:not|no longer|aren't|isn't|won't|nicht|pas|niet|nao) (?:[a-z0-9_]+ ){0,2}(?:go|going|goes|live)(?-u:\b)")
            .expect("a valid pattern")
    });
    NEGATED.is_match(piece)
}

/// Whether the date belongs to another appointment that is nearer than the go-live.
fn other_between(folded: &str, marks: &[usize], start: usize, end: usize) -> bool {
    let from = folded[..start].rfind([',', ';', '(', ')', '.']).map_or(0, |at| at + 1);
    let to = folded[end..]
        .find([',', ';', '(', ')', '.'])
        .map_or(folded.len(), |at| end + at);
    let marked = marks.iter().any(|mark| (from..to).contains(mark));
    let other = OTHER
        .find_iter(&folded[from..to])
        .map(|found| from + found.start())
        .collect::<Vec<_>>();
    if other.is_empty() {
        return false;
    }
    if !marked {
        return true;
    }
    let distance = |at: usize| if at < start { start - at } else { at.saturating_sub(end) };
    let nearest = marks.iter().map(|mark| distance(*mark)).min().unwrap_or(usize::MAX);
    other.into_iter().any(|at| distance(at) + 3 < nearest)
}
