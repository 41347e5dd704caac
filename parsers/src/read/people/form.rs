//! Labelled lines of a voice: "Email: jane@x.example", with the value beside the label or on the lines below.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Walk;
use crate::lexicon::calendar;
use crate::lexicon::labels::{self, Slot};
use crate::names;
use crate::read::{boxes, is_name, labelled, level, naming, sentences, slots};
use crate::text::Flow;

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().count() > 2
}

impl Walk<'_, '_> {
    pub(super) fn labelled(&mut self, at: usize, flow: &Flow) -> Option<usize> {
        let (pairs, general) = self.pairs(at, flow);
        if pairs.is_empty() || self.heads_people(at, &pairs) || self.is_whole(&pairs) {
            return None;
        }
        let mut next = at + 1;
        let mut useful = false;
        // "Go-live: 2 November. Please do not activate yet." says more than the date.
        let general = general
            || pairs
                .iter()
                .all(|pair| matches!(pair.slot, Slot::GoLive | Slot::Client));
        let mut ends: HashMap<usize, usize> = HashMap::new();
        let mut told_more = false;
        for pair in pairs {
            let mut value = pair.value;
            // "Role: Sales Rep. Create without an invite, I want to call him": the value is the first sentence.
            if let Some(first) = first_sentence(pair.slot, &value) {
                value = first;
                told_more = true;
            }
            if value.text.trim().is_empty() || (pair.slot == Slot::ShipTo && self.goes_on(next)) {
                let below = *ends.entry(next).or_insert_with(|| self.below(next));
                if below > next
                    && (labelled::spreads(pair.slot) || self.is_label_line(at) && !matches!(pair.slot, Slot::Other))
                {
                    let mut parts: Vec<Flow> = Vec::new();
                    if !value.text.trim().is_empty() {
                        parts.push(value);
                    }
                    parts.extend(self.flows[next..below].iter().cloned());
                    value = Flow::joined(&parts);
                    next = below;
                } else if value.text.trim().is_empty() && below == next + 1 && !matches!(pair.slot, Slot::Other) {
                    value = self.flows[next].clone();
                    next = below;
                }
            }
            useful |= if pair.shared && !matches!(pair.slot, Slot::GoLive | Slot::Client) {
                self.form.put_team(self.context, pair.slot, &value)
            } else {
                let useful = self.form.put(self.context, pair.slot, &value);
                if useful && pair.slot == Slot::Name {
                    self.form.named_as(self.context, &pair.label, &value);
                }
                useful
            };
        }
        if useful {
            if told_more {
                self.form.own(self.lines[at]);
            } else if !general {
                self.used.extend(&self.lines[at..next]);
            }
            return Some(next);
        }
        None
    }

    /// "User: Ann Lee, ann@x.example, level 2": somebody with everything about them, and no form.
    fn is_whole(&self, pairs: &[labelled::Labelled]) -> bool {
        let [pair] = pairs else { return false };
        let text = &pair.value.text;
        pair.slot == Slot::Name && names::has_address(text) && level::in_prose(text, self.context.profile).is_some()
    }

    /// "At go-live:" over people is a heading: no address is the value of such a label.
    fn heads_people(&self, at: usize, pairs: &[labelled::Labelled]) -> bool {
        let [pair] = pairs else { return false };
        let about_all = matches!(
            pair.slot,
            Slot::GoLive | Slot::Activate | Slot::Held | Slot::Level | Slot::Trained | Slot::CustodianOnly
        );
        let next = (at + 1..self.lines.len()).find(|next| !self.is_blank(*next));
        about_all
            && pair.value.text.trim().is_empty()
            && next.is_some_and(|next| names::has_address(&self.flows[next].text))
    }

    /// The labels of a line with their values, and whether the line says more than they do.
    fn pairs(&self, at: usize, flow: &Flow) -> (Vec<labelled::Labelled>, bool) {
        let mut pairs = labelled::pairs(flow);
        self.tell_applicants(&mut pairs);
        // "Business: my nephew has joined …" is talk, and no label.
        pairs.retain(|pair| pair.slot != Slot::Client || pair.value.text.len() <= 90);
        if pairs.is_empty() && self.is_label_line(at) {
            pairs.extend(labelled::over_answer(flow));
        }
        let mut general = false;
        if pairs.is_empty() {
            pairs.extend(self.question(at, flow));
        }
        if pairs.is_empty() && !self.context.profile.has_levels() && !names::has_address(&flow.text) {
            // "Here are our users. Distributor: Orthomare": a label in a sentence of its own.
            let last = sentences::split(&flow.text)
                .into_iter()
                .next_back()
                .filter(|last| last.start > 0);
            pairs.extend(last.map(|last| labelled::pairs(&flow.cut(last))).unwrap_or_default());
            pairs.retain(|pair| {
                matches!(
                    pair.slot,
                    Slot::Distributorship | Slot::AccountHolder | Slot::ShipTo | Slot::SeesAllCases
                )
            });
            general = !pairs.is_empty();
        }
        (pairs, general)
    }

    /// "Applicant: Ann Lee" over "Name: Tom Ochs": she only filled in the form.
    fn tell_applicants(&self, pairs: &mut [labelled::Labelled]) {
        let applies = |pair: &labelled::Labelled| pair.slot == Slot::Name && labels::is_applicant(&pair.label);
        if !pairs.iter().any(applies) {
            return;
        }
        let named = |pair: &labelled::Labelled| {
            matches!(pair.slot, Slot::Name | Slot::First | Slot::Last) && !labels::is_applicant(&pair.label)
        };
        let others = self
            .flows
            .iter()
            .any(|flow| labelled::pairs(flow).iter().chain(&labelled::alone(flow)).any(named));
        if others {
            pairs
                .iter_mut()
                .filter(|pair| applies(pair))
                .for_each(|pair| pair.slot = Slot::Requester);
        }
    }

    /// Whether a line is nothing but a label whose value stands below: a heading, or one of several such lines.
    fn is_label_line(&self, at: usize) -> bool {
        let line = self.line(at);
        let stands = line.heading || self.stacked;
        line.row.is_none() && (stands && labelled::alone(&self.flows[at]).is_some() || self.is_answered_below(at))
    }

    /// "Activate" over "[ ] Yes [x] No": with its answer below it is a question, and no request.
    fn is_answered_below(&self, at: usize) -> bool {
        let asked = || {
            labelled::over_answer(&self.flows[at]).is_some_and(|pair| matches!(pair.slot, Slot::Activate | Slot::Held))
        };
        let below = self.flows.get(at + 1).map_or("", |below| below.text.trim());
        let words = below.split_whitespace().count();
        let boxed = boxes::checked(below).is_some();
        let answers = boxed || words <= MAX_ANSWER && slots::yes_or_no(below).is_some();
        answers && asked()
    }

    /// An answer to the question in the line above, also where the question is quoted: "> 2) Which level?" – "3".
    fn question(&self, at: usize, flow: &Flow) -> Option<labelled::Labelled> {
        let own = self.lines[at];
        let above = (0..own)
            .rev()
            .map(|index| &self.context.doc.lines[index])
            .find(|line| !self.context.doc.slice(line.span).trim().is_empty())?;
        let asked = Flow::of_line(self.context.doc, above);
        let slot = labelled::asked(&asked.text)?;
        let text = flow.text.trim();
        let names = naming::name_runs(text)
            .into_iter()
            .any(|(name, _)| name.contains(' ') && is_name(&name, self.context.profile));
        // "Activate Ottoline now please. Jean-Baptiste on hold." answers for each.
        let mut later = sentences::split(text).into_iter().skip(1);
        let named = later.any(|range| {
            text[range].trim_start().starts_with(char::is_uppercase) && text.split_whitespace().skip(1).any(is_capital)
        });
        let several = named || is_shared_out(slot, text) || level::all(text, self.context.profile).len() > 1;
        let short =
            !several && text.split_whitespace().count() <= 12 && !text.ends_with('?') && !text.contains(':') && !names;
        short.then(|| labelled::Labelled {
            slot,
            value: flow.clone(),
            label: String::new(),
            shared: true,
        })
    }

    /// Whether an address goes on in the line below.
    fn goes_on(&self, at: usize) -> bool {
        static CITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[A-Z]{0,2}\d{4,5}\b").expect("a valid pattern"));
        if self.is_blank(at) || at == 0 || !labelled::pairs(&self.flows[at]).is_empty() || self.line(at).row.is_some() {
            return false;
        }
        let text = &self.flows[at].text;
        self.flows[at - 1].text.trim_end().ends_with(',') || (CITY.is_match(text) && !text.contains('@'))
    }

    /// The end of the lines that may be the value of the label above them.
    fn below(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.lines.len() && at < from + 12 && !self.is_blank(at) && self.line(at).row.is_none() {
            let pairs = labelled::pairs(&self.flows[at]);
            let text = self.flows[at].text.trim();
            let label = text.ends_with('?') && labels::column(text).is_some();
            let says = at > from
                && (crate::read::activation::speaks(text)
                    || text.ends_with('.') && text.split_whitespace().count() > 4);
            if says
                || !pairs.is_empty()
                || text.ends_with(':')
                || label
                || self.line(at).heading
                || self.is_label_line(at)
            {
                break;
            }
            at += 1;
        }
        at
    }
}

/// "Billing for Terry, nothing for me": each gets something else.
fn is_shared_out(slot: Slot, text: &str) -> bool {
    static FOR_ONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:for|für|pour|para|per|voor)\s+(?:me|myself|mich|moi|mí|mim|me|mij|(?P<name>\p{Lu}\p{L}+))\b")
            .expect("a valid pattern")
    });
    let is_time = |word: &str| {
        let folded = crate::text::fold(word);
        calendar::weekday(&folded).is_some() || calendar::month(&folded).is_some()
    };
    matches!(slot, Slot::Roles | Slot::Activate | Slot::Held | Slot::Level)
        && FOR_ONE
            .captures_iter(text)
            .any(|found| found.name("name").is_none_or(|name| !is_time(name.as_str())))
}

/// "No, wait for go-live" is a long answer.
const MAX_ANSWER: usize = 6;

/// The first of several sentences, where the value of a slot cannot be more.
fn first_sentence(slot: Slot, value: &Flow) -> Option<Flow> {
    let short = matches!(slot, Slot::Roles | Slot::Level | Slot::Trained | Slot::CustodianOnly);
    let all = sentences::split(&value.text);
    let (first, _) = all.first().zip(all.get(1)).filter(|_| short)?;
    let end = first.start + value.text[first.clone()].trim_end_matches('.').len();
    Some(value.cut(first.start..end))
}
