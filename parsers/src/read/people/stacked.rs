//! Tables that lost their shape: every heading and every cell on a line of its own.

use super::Walk;
use crate::lexicon::labels::Slot;
use crate::names;
use crate::read::{Context, labelled, slots};
use crate::text::Flow;

/// Nobody asks for more about a person.
const MAX_COLUMNS: usize = 30;

/// "Name", "Ann Lee", "Email", …: at least three labels, one of them a name's or an address's, each with something else below.
pub(super) fn is_stacked(context: &Context<'_>, lines: &[usize], flows: &[Flow]) -> bool {
    let filled: Vec<usize> = (0..flows.len())
        .filter(|at| !flows[*at].text.trim().is_empty() && context.doc.lines[lines[*at]].row.is_none())
        .collect();
    let slot = |at: usize| labelled::alone(&flows[at]).map(|pair| pair.slot);
    let found: Vec<Slot> = filled
        .windows(2)
        .filter(|two| slot(two[1]).is_none())
        .filter_map(|two| slot(two[0]))
        .filter(|slot| !matches!(slot, Slot::Other | Slot::Requester))
        .collect();
    found.len() >= 3
        && found
            .iter()
            .any(|slot| matches!(slot, Slot::Name | Slot::Email | Slot::First))
}

impl Walk<'_, '_> {
    /// A table that lost its shape: each heading and each cell on a line of its own.
    pub(super) fn stacked_columns(&mut self, at: usize) -> Option<usize> {
        // Asked of every line, so the first heading decides before the rest is looked at.
        crate::lexicon::labels::column(self.flows[at].text.trim())?;
        let filled = (at..self.lines.len()).filter(|index| !self.is_blank(*index));
        let slot = |index: &usize| {
            let text = self.flows[*index].text.trim();
            crate::lexicon::labels::column(text)
                .filter(|_| !text.contains(':') || text.ends_with(':') && text.len() < 2)
        };
        let slots: Vec<Slot> = filled
            .clone()
            .take(MAX_COLUMNS + 1)
            .map_while(|index| slot(&index))
            .collect();
        let width = slots.len();
        if !(3..=MAX_COLUMNS).contains(&width)
            || !slots.contains(&Slot::Email)
            || !(slots.contains(&Slot::Name) || slots.contains(&Slot::First))
        {
            return None;
        }
        let filled: Vec<usize> = filled.collect();
        let column = slots.iter().position(|slot| *slot == Slot::Email)?;
        let mut row = width;
        let mut next = None;
        while row + column < filled.len() && names::has_address(&self.flows[filled[row + column]].text) {
            let mut entry = self.form.blank();
            for (offset, slot) in slots.iter().enumerate() {
                if let Some(index) = filled.get(row + offset) {
                    let value = self.flows[*index].clone();
                    slots::fill(self.context, &mut entry, *slot, &value, crate::statement::Rank::Column);
                    self.used.insert(self.lines[*index]);
                    next = Some(index + 1);
                }
            }
            self.form.add(entry);
            row += width;
        }
        if next.is_some() {
            self.used.extend(filled[..width].iter().map(|index| self.lines[*index]));
        }
        next
    }
}
