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
use sentence::Sentence;
use ties::Tie;

/// What was said about the go-live just before.
#[derive(Debug, Clone, Default)]
struct Topic {
    /// Whether the go-live was spoken of.
    open: bool,
    /// Whether its date was given.
    served: bool,
    /// A date of nobody's in the sentence before: "We're a go for May 3. That's the go-live."
    orphan: Option<(Option<Date>, std::ops::Range<usize>)>,
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

fn paragraph(context: &Context<'_>, line: &Flow, topic: &mut Topic) -> Vec<Global> {
    let mut out: Vec<Global> = Vec::new();
    for range in sentences::split(&line.text) {
        let flow = line.cut(range.clone());
        let sentence = Sentence::in_prose(&flow.text, context.reading);
        if sentence.has_no_date_and_no_mark() {
            if sentence.doubts_date()
                && let Some(Global::GoLive { tentative, .. }) = out.last_mut()
            {
                *tentative = true;
            }
            continue;
        }
        let backwards = sentence.points_back().then(|| topic.orphan.take()).flatten();
        if let (Some((when, place)), true) = (backwards, sentence.dates.is_empty()) {
            let date = when.map(|day| Evidenced::read_at(day, context.doc.evidence(line.source(place))));
            out.push(Global::GoLive { date, tentative: false });
            *topic = Topic {
                open: true,
                served: true,
                orphan: None,
            };
            continue;
        }
        match ties::of_sentence(&sentence, topic.open, topic.served) {
            Tie::Date(date) => {
                out.push(Global::GoLive {
                    date: day(context, &flow, date),
                    tentative: sentence.is_question() || sentence.is_tentative(date),
                });
                *topic = Topic {
                    open: true,
                    served: true,
                    orphan: None,
                };
            }
            Tie::Open => {
                *topic = Topic {
                    open: true,
                    served: false,
                    orphan: None,
                }
            }
            Tie::Nothing => {
                let orphan = sentence
                    .dates
                    .last()
                    .filter(|date| date.form == Form::Written && sentence.marks.is_empty());
                topic.orphan = orphan.map(|date| {
                    let when = if let When::Day(day) = date.when {
                        Some(day)
                    } else {
                        None
                    };
                    (when, range.start + date.range.start..range.start + date.range.end)
                });
                if sentence.doubts_date()
                    && let Some(Global::GoLive { tentative, .. }) = out.last_mut()
                {
                    *tentative = true;
                }
            }
        }
    }
    out
}
