//! Which words of a mail a value was read from: places in its parts, and texts cut where such places begin and end.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use greenroom_parsers::Evidence;

/// A piece of text that is of the same values from end to end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct Run {
    pub(in super::super) text: String,
    /// The ids of the values that were read here, with spaces between them; empty for all other text.
    pub(in super::super) of: String,
    /// The ids under which values lead to it.
    pub(in super::super) anchors: Vec<String>,
}

/// A place that a value was read at.
#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    value: String,
    anchor: String,
}

/// Every such place, by mail and part.
#[derive(Debug, Default)]
pub(super) struct Marks {
    by_part: HashMap<(usize, String), Vec<Mark>>,
    placed: BTreeSet<String>,
}

impl Marks {
    /// Notes that `value` was read at `evidence` in the mail of this number; gives the id of the place.
    pub(super) fn add(&mut self, mail: usize, evidence: &Evidence, value: &str) -> String {
        let anchor = format!("said-{value}");
        self.by_part
            .entry((mail, evidence.part.clone()))
            .or_default()
            .push(Mark {
                range: evidence.start..evidence.end,
                value: value.to_owned(),
                anchor: anchor.clone(),
            });
        anchor
    }

    /// Whether a place was shown, so that a value can lead to it.
    pub(super) fn is_placed(&self, anchor: &str) -> bool {
        self.placed.contains(anchor)
    }

    /// A range of a part's text, cut where values begin and end.
    pub(super) fn runs(&mut self, mail: usize, part: &str, text: &Letters<'_>, range: &Range<usize>) -> Vec<Run> {
        let marks = self.by_part.get(&(mail, part.to_owned()));
        let here: Vec<Mark> = marks
            .into_iter()
            .flatten()
            .filter(|mark| mark.range.start < range.end && range.start < mark.range.end)
            .cloned()
            .collect();
        let mut cuts: BTreeSet<usize> = [range.start, range.end].into();
        for mark in &here {
            cuts.insert(mark.range.start.clamp(range.start, range.end));
            cuts.insert(mark.range.end.clamp(range.start, range.end));
        }
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let mut runs = Vec::new();
        for pair in cuts.windows(2) {
            let of: Vec<&Mark> = here
                .iter()
                .filter(|mark| mark.range.start <= pair[0] && pair[1] <= mark.range.end)
                .collect();
            let values: BTreeSet<&str> = of.iter().map(|mark| mark.value.as_str()).collect();
            // The first run of a place is where its value leads to.
            let anchors = of.iter().map(|mark| mark.anchor.clone());
            let anchors: Vec<String> = anchors.filter(|anchor| self.placed.insert(anchor.clone())).collect();
            runs.push(Run {
                text: text.slice(&(pair[0]..pair[1])).to_owned(),
                of: values.into_iter().collect::<Vec<_>>().join(" "),
                anchors,
            });
        }
        runs
    }
}

/// A text that is cut by characters.
pub(super) struct Letters<'t> {
    text: &'t str,
    /// Where each character begins, in bytes.
    starts: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &'t str {
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(range.start)..byte(range.end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(start: usize, end: usize) -> Evidence {
        Evidence {
            part: "1".into(),
            start,
            end,
            text: String::new(),
        }
    }

    #[test]
    fn texts_are_cut_where_values_begin_and_end_also_when_they_overlap() {
        let mut marks = Marks::default();
        marks.add(0, &evidence(0, 8), "p1-name");
        marks.add(0, &evidence(4, 12), "p1-email");
        let letters = Letters::of("Kim Søren kim@x and more");
        let runs = marks.runs(0, "1", &letters, &(0..24));
        let seen: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.of.as_str())).collect();
        let expected = [
            ("Kim ", "p1-name"),
            ("Søre", "p1-email p1-name"),
            ("n ki", "p1-email"),
            ("m@x and more", ""),
        ];
        assert_eq!(seen, expected);
        assert_eq!(runs[0].anchors, ["said-p1-name"]);
        assert_eq!(runs[1].anchors, ["said-p1-email"]);
        assert!(runs[2].anchors.is_empty());
        assert!(marks.is_placed("said-p1-name") && !marks.is_placed("said-p2-name"));
        let other = marks.runs(1, "1", &letters, &(0..3));
        assert_eq!(other[0].of, "", "another mail");
    }
}
