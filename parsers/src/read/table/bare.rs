//! Rows of a table without headings: every cell is told by what it holds.

use crate::lexicon::labels::Slot;
use crate::read::{Context, slots};
use crate::statement::{Entry, Rank};
use crate::text::Flow;

/// A row that holds one text only, which may be a heading over the rows below.
pub(crate) fn lone_cell(cells: &[Flow]) -> Option<&Flow> {
    let mut filled = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let first = filled.next()?;
    filled.all(|cell| cell.whole() == first.whole()).then_some(first)
}

/// A cell that may hold half a name: one word, or a family name in capitals.
fn is_half(context: &Context<'_>, text: &str) -> bool {
    crate::read::is_name(text, context.profile) && (!text.trim().contains(' ') || is_shouted(text))
}

/// "PEYREBRUNE | Sandrine | …": a name in two cells.
pub(crate) fn begins_with_halves(context: &Context<'_>, cells: &[Flow]) -> bool {
    matches!(cells, [one, other, ..] if is_half(context, &one.text) && is_half(context, &other.text))
}

fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
}

/// Reads a row of a table without headings: every cell is told by what it holds; "ditto" is what stands above it.
pub(crate) fn bare_row(context: &Context<'_>, cells: &[Flow], above: Option<&[Flow]>) -> Option<Entry> {
    let held: Vec<&Flow> = cells
        .iter()
        .enumerate()
        .map(|(column, cell)| {
            let ditto = slots::is_ditto(&cell.text);
            above
                .filter(|_| ditto)
                .and_then(|above| above.get(column))
                .unwrap_or(cell)
        })
        .collect();
    let address = held.iter().find(|cell| crate::names::has_address(&cell.text))?;
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    slots::fill(context, &mut entry, Slot::Email, address, Rank::Column);
    let (before, _) = address
        .text
        .split_at(crate::names::first_address(&address.text).map_or(0, |found| found.start()));
    if !before.trim().is_empty() {
        slots::fill(
            context,
            &mut entry,
            Slot::Name,
            &address.cut(0..before.len()),
            Rank::Column,
        );
    }
    let halves: Vec<&&Flow> = held.iter().filter(|cell| is_half(context, &cell.text)).collect();
    if let ([one, other, ..], true) = (halves.as_slice(), entry.name.is_none()) {
        let family_first = is_shouted(&one.text) && !is_shouted(&other.text);
        let (given, family) = if family_first { (other, one) } else { (one, other) };
        slots::fill(context, &mut entry, Slot::First, given, Rank::Column);
        slots::fill(context, &mut entry, Slot::Last, family, Rank::Column);
    }
    let whole = entry.name.is_some();
    for cell in held {
        let text = cell.text.trim();
        if text.is_empty() || crate::names::has_address(text) || whole && is_half(context, text) {
            continue;
        }
        if entry.name.is_none() && crate::read::is_name(text, context.profile) {
            slots::fill(context, &mut entry, Slot::Name, cell, Rank::Column);
        } else if crate::read::level::in_slot(text, context.profile).is_some() && !text.contains(['/', '.']) {
            slots::fill(context, &mut entry, Slot::Level, cell, Rank::Column);
        } else if crate::read::activation::speaks(text) {
            slots::fill(context, &mut entry, Slot::Other, cell, Rank::Column);
        } else if crate::read::roles::is_listed(text, context.profile) {
            slots::fill(context, &mut entry, Slot::Roles, cell, Rank::Column);
        }
    }
    entry.name.is_some().then_some(entry)
}

/// "Chip Dorsey | chip@x.example | L2 | Drone Pilot": a role nobody knows, where the other rows have theirs.
pub(crate) fn unknown_role(context: &Context<'_>, rows: &super::Rows, cells: &[Flow], entry: &mut Entry) {
    let said = |said: &crate::statement::Said| matches!(said.claim, crate::statement::Claim::Roles(_));
    if entry.said.iter().any(said) {
        return;
    }
    let known = |column: usize| {
        let mut column = rows.iter().filter_map(|(_, cells)| cells.get(column));
        column.any(|cell| crate::read::roles::known(cell.text.trim(), context.profile).is_some())
    };
    for (column, cell) in cells.iter().enumerate().skip(1) {
        let text = cell.text.trim();
        if !text.is_empty() && known(column) && crate::read::roles::is_title(text) {
            slots::fill(context, entry, Slot::Roles, cell, Rank::Column);
        }
    }
}
