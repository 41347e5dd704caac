//! Lines of values set apart by a slash, a bar or a semicolon, one person each, in any order.
//!
//! Phrases seen: "2 / scheduling / per@x.example / Lundqvist, Per-Erik / W" under "the order is access level / extra role /
//! address / who / link"; "tbc | Delacruz-Hahn, Marguerite | lvl 2 | night audit | hold". Lines that say "Ann Lee, …" in this
//! order are read as any line about a person is; here are those that need the lines around them to be understood.

use super::Walk;
use crate::lexicon::labels::{self, Slot};
use crate::names;
use crate::read::table::ruled;
use crate::read::{sentences, table};
use crate::text::Flow;

/// What may stand between the values of such a line.
const RULERS: &[&str] = &["|", " / ", ";", " // ", " - ", " – ", ","];

/// Those that also stand in running text and inside a value: such lines need their order announced.
const COMMON_RULERS: &[&str] = &[" - ", " – ", ","];

/// No line about a person has more values.
const MAX_CELLS: usize = 14;

impl Walk<'_, '_> {
    /// Lines of values, where their order is announced or one of them cannot be told alone.
    pub(super) fn ruled(&mut self, at: usize) -> Option<usize> {
        RULERS.iter().find_map(|ruler| self.ruled_by(at, ruler))
    }

    fn ruled_by(&mut self, at: usize, ruler: &'static str) -> Option<usize> {
        let first = &self.flows[at];
        if !first.text.contains(ruler) || self.unruled.get(ruler).is_some_and(|end| at < *end) {
            return None;
        }
        let width = cells(first, ruler).len();
        if !(3..=MAX_CELLS).contains(&width) {
            return None;
        }
        let mut rows: table::Rows = Vec::new();
        let mut end = at;
        while end < self.lines.len() && (self.is_row(end, ruler, width) || self.is_blank(end) && end > at) {
            if !self.is_blank(end) {
                rows.push((self.lines[end], cells(&self.flows[end], ruler)));
            }
            end += 1;
        }
        // What these lines are not, those of them that follow are not either.
        self.unruled.insert(ruler, end);
        let announced = self.announced(at, end, ruler, width);
        if announced.is_none() && COMMON_RULERS.contains(&ruler) {
            return None;
        }
        let slots = ruled::slots(self.context, &rows, announced)?;
        let entries: Vec<_> = rows
            .iter()
            .map(|(line, cells)| (*line, ruled::row(self.context, cells, &slots)))
            .collect();
        if entries.iter().any(|(_, entry)| entry.is_none()) {
            return None;
        }
        for (line, entry) in entries {
            if let Some(entry) = entry {
                self.form.add(entry);
                self.used.insert(line);
            }
        }
        Some(end)
    }

    fn is_row(&self, at: usize, ruler: &str, width: usize) -> bool {
        let flow = &self.flows[at];
        if self.line(at).row.is_some() || flow.text.matches(ruler).count() + 1 < width {
            return false;
        }
        let cells = cells(flow, ruler);
        let addresses = names::addresses(&flow.text).count();
        let somebody = addresses == 1 || addresses == 0 && cells.iter().any(|cell| ruled::is_pending(&cell.text));
        cells.len() == width && somebody
    }

    /// "The order is level / role / address / who": the slots that a sentence above or below names for as many values.
    fn announced(&self, first: usize, end: usize, ruler: &str, width: usize) -> Option<Vec<Slot>> {
        let above = self.flows[..first].iter().rev().take(MAX_ABOVE);
        let below = self.flows[end..].iter().take(MAX_ABOVE);
        above.chain(below).find_map(|flow| {
            sentences::split(&flow.text)
                .into_iter()
                .find_map(|sentence| order_of(&flow.text[sentence], ruler, width))
        })
    }
}

/// So many lines from the rows their order may be announced.
const MAX_ABOVE: usize = 12;

/// The slots that a sentence lists, where all its pieces are labels.
fn order_of(sentence: &str, ruler: &str, width: usize) -> Option<Vec<Slot>> {
    // "Per line: level, mail, name, go (Y = send the link)": what leads in and what explains is no label.
    let sentence = sentence.split(" (").next().unwrap_or(sentence);
    let sentence = sentence.trim().trim_end_matches(['.', ':', '!', ')']);
    let list = sentence.rsplit(':').next().unwrap_or(sentence).trim();
    [ruler, ",", " / ", "|", " - ", " – ", ";"]
        .into_iter()
        .find_map(|ruler| {
            let pieces: Vec<&str> = list.split(ruler).collect();
            if pieces.len() != width {
                return None;
            }
            let slots = pieces.iter().enumerate().map(|(index, piece)| {
                let piece = piece.trim().trim_start_matches("and ").trim_start_matches("then ");
                // "The order is access level": the last words are the label.
                let starts = std::iter::once(0).chain(piece.match_indices(' ').map(|(at, _)| at + 1));
                starts
                    .take(if index == 0 { piece.len() } else { 1 })
                    .find_map(|start| labels::column(&piece[start..]))
            });
            let slots: Vec<Slot> = slots.collect::<Option<_>>()?;
            let named = slots.contains(&Slot::Name) || slots.contains(&Slot::Last) && slots.contains(&Slot::First);
            (named && slots.contains(&Slot::Email)).then_some(slots)
        })
}

/// The values of a line.
fn cells(flow: &Flow, ruler: &str) -> Vec<Flow> {
    let mut from = 0;
    let mut out: Vec<Flow> = Vec::new();
    for piece in flow.text.split(ruler) {
        let lead = piece.len() - piece.trim_start().len();
        let inner = piece.trim();
        out.push(flow.cut(from + lead..from + lead + inner.len()));
        from += piece.len() + ruler.len();
    }
    // "| Ann Lee | ann@x |": the outer bars hold nothing.
    if ruler == "|" {
        if flow.text.trim_start().starts_with('|') {
            out.remove(0);
        }
        if flow.text.trim_end().ends_with('|') {
            out.pop();
        }
    }
    out
}
