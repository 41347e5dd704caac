//! The client's go-live date: given, moved, tentative or vague.
//!
//! Phrases seen: "they go live March 2", "push the go-live from 4 May to 18 May", "New go-live is March 29 (was March 15)",
//! "Go live TBD, likely 9/2/25", "go live was supposed to be 3/1 but its now 3/22", "Go-live is 3 May. Sorry, 10 May!".
//! Incomplete support: several clients in one message; "two weeks later than planned" without a date.
//!
//! A date is the go-live's when the go-live is the nearest thing it can belong to (`ties`); the dates of trainings,
//! contracts, birthdays and of activation have owners of their own. In a text the last word counts.

mod sentence;
mod ties;

use jiff::civil::Date;

use crate::dates::{Form, Found, When};
use crate::evidence::Evidenced;
use crate::read::{Context, sentences};
use crate::statement::Global;
use crate::text::Flow;
use sentence::{Owner, Sentence};
use ties::Tie;

/// What was said about the go-live just before.
#[derive(Debug, Clone, Default)]
struct Topic {
    /// Whether the go-live was spoken of.
    open: bool,
    /// Whether its date was given.
    served: bool,
    /// A date of nobody's in the sentence before: "We're a go for May 3. That's the go-live."
    orphan: Option<Orphan>,
}

/// A date and its place in the paragraph.
type Orphan = (Option<Date>, std::ops::Range<usize>);

impl Topic {
    /// The go-live and its date were just spoken of.
    fn told() -> Self {
        Self {
            open: true,
            served: true,
            orphan: None,
        }
    }
}

/// What a labelled slot says about the go-live.
pub(crate) fn in_slot(context: &Context<'_>, value: &Flow) -> Option<Global> {
    let sentence = Sentence::in_slot(&value.text, context.reading);
    let date = match ties::of_slot(&sentence) {
        Tie::Date(date) => date,
        Tie::Open | Tie::Nothing => return None,
    };
    let asked = value.text[date.range.end..]
        .trim_start_matches([' ', ')'])
        .starts_with('?');
    Some(Global::GoLive {
        date: day(context, value, date),
        tentative: asked || sentence.is_tentative(date),
    })
}

/// "She writes 1 June but we agreed on 15 June": a newer author names the day that was given before, and another one.
pub(crate) fn corrected(context: &Context<'_>, lines: &[Flow], given: Date) -> Option<Global> {
    let mut out = None;
    for line in lines {
        for range in sentences::split(&line.text) {
            let flow = line.cut(range);
            let sentence = Sentence::in_prose(&flow.text, context.reading);
            let is = |found: &Found| found.when == When::Day(given);
            let named = sentence.dates.iter().any(is);
            let free = !sentence.is_question() && sentence.marks.iter().all(|mark| mark.owner == Owner::GoLive);
            let other = sentence.dates.iter().rev().find(|found| !is(found));
            if let Some(found) = other.filter(|found| named && free && matches!(found.when, When::Day(_))) {
                out = Some(Global::GoLive {
                    date: day(context, &flow, found),
                    tentative: sentence.is_tentative(found),
                });
            }
        }
    }
    out
}

fn day(context: &Context<'_>, flow: &Flow, date: &Found) -> Option<Evidenced<Date>> {
    match date.when {
        When::Day(day) => Some(Evidenced::read_at(
            day,
            context.doc.evidence(flow.source(date.range.clone())),
        )),
        When::Vague => None,
    }
}

/// What the lines of a text say about the go-live, in order. A heading speaks for the line below it.
pub(crate) fn in_lines(context: &Context<'_>, lines: &[Flow]) -> Vec<Global> {
    let mut topic = Topic::default();
    let mut out: Vec<Global> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        let said = paragraph(context, line, &mut topic);
        let short = line.text.split_whitespace().count() <= 6 || line.text.trim_end().ends_with('?');
        let heading = topic.open && !topic.served && short;
        if !heading {
            topic = Topic::default();
        }
        out.extend(said);
    }
    out
}

/// The go-live is moved by a length of time: from the day just named, else nobody knows to which.
fn moved_by(context: &Context<'_>, flow: &Flow, sentence: &Sentence, last: Option<&Global>) -> Global {
    let known = match last {
        Some(Global::GoLive { date: Some(date), .. }) => Some(*date.value()),
        Some(Global::GoLive { date: None, .. } | Global::Client(_)) | None => None,
    };
    let moved = known
        .zip(sentence.amount())
        .and_then(|(day, span)| day.checked_add(span).ok());
    Global::GoLive {
        date: moved.map(|day| Evidenced::read_at(day, context.doc.evidence(flow.whole()))),
        tentative: false,
    }
}

fn paragraph(context: &Context<'_>, line: &Flow, topic: &mut Topic) -> Vec<Global> {
    let mut out: Vec<Global> = Vec::new();
    // How much was said before the last sentence.
    let mut before = 0;
    for range in sentences::split(&line.text) {
        let flow = line.cut(range.clone());
        let sentence = Sentence::in_prose(&flow.text, context.reading);
        let so_far = out.len();
        // "It slips by two weeks": it is what was spoken of last.
        let spoken = topic.open || sentence.marks.iter().any(|mark| mark.owner != Owner::Other);
        if spoken && sentence.amount().is_some() {
            let moved = moved_by(context, &flow, &sentence, out.last());
            out.push(moved);
            *topic = Topic::told();
        } else if out.last().is_some() && sentence.doubts_date() || out.len() > before && sentence.only_doubts() {
            doubt(&mut out);
        } else if let Some((day, place)) = backwards(&sentence, topic) {
            let date = day.map(|day| Evidenced::read_at(day, context.doc.evidence(line.source(place))));
            out.push(Global::GoLive { date, tentative: false });
            *topic = Topic::told();
        } else if !sentence.has_no_date_and_no_mark() {
            out.extend(tied(context, &flow, &sentence, range.start, topic));
        }
        before = so_far;
    }
    out
}

/// "That date is still tentative" is about what was said last.
fn doubt(out: &mut [Global]) {
    if let Some(Global::GoLive { tentative, .. }) = out.last_mut() {
        *tentative = true;
    }
}

/// The date of the sentence before, if this one says that it is the go-live.
fn backwards(sentence: &Sentence, topic: &mut Topic) -> Option<Orphan> {
    if sentence.dates.is_empty() && sentence.points_back() {
        topic.orphan.take()
    } else {
        None
    }
}

/// What a sentence says by its own date; the topic goes on from there.
fn tied(context: &Context<'_>, flow: &Flow, sentence: &Sentence, start: usize, topic: &mut Topic) -> Option<Global> {
    match ties::of_sentence(sentence, topic.open, topic.served) {
        Tie::Date(date) => {
            *topic = Topic::told();
            Some(Global::GoLive {
                date: day(context, flow, date),
                tentative: sentence.is_question() || sentence.is_tentative(date),
            })
        }
        Tie::Open => {
            *topic = Topic {
                open: true,
                ..Topic::default()
            };
            None
        }
        Tie::Nothing => {
            let own = sentence.marks.is_empty();
            let orphan = sentence.dates.last().filter(|date| own && date.form == Form::Written);
            topic.orphan = orphan.map(|date| {
                let when = if let When::Day(day) = date.when {
                    Some(day)
                } else {
                    None
                };
                (when, start + date.range.start..start + date.range.end)
            });
            None
        }
    }
}
