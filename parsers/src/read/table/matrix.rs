//! What each column of a table holds; columns whose cells only tick a role or a level.

use super::{Rows, content, lone_cell};
use crate::lexicon::labels::{self, Slot};
use crate::read::{Context, boxes, roles, slots};
use crate::statement::{Claim, Entry, LevelReading, Rank, RoleReading};
use crate::text::Flow;

/// What a mark in a column says.
pub(crate) enum Tick {
    Role(RoleReading),
    Level(LevelReading),
}

/// Whether a heading names a role or a level that cells below may tick.
pub(crate) fn is_tick_heading(context: &Context<'_>, text: &str) -> bool {
    context.profile.has_levels()
        && (roles::known(text, context.profile).is_some() || level_of_heading(context, text).is_some())
}

/// What a column holds: a slot, or marks in the cells of those who have a role.
pub(crate) fn slots_of(
    context: &Context<'_>,
    rows: &Rows,
    header: usize,
) -> (Vec<Option<Slot>>, Vec<Option<Tick>>, usize) {
    let cells = &rows[header].1;
    let mut slots: Vec<Option<Slot>> = cells.iter().map(|cell| labels::column(&cell.text)).collect();
    // "Applicant" beside "Name" only filled in the form.
    let applies = |column: usize| labels::is_applicant(&cells[column].text);
    if (0..cells.len()).any(|column| slots[column] == Some(Slot::Name) && !applies(column)) {
        (0..cells.len())
            .filter(|column| applies(*column))
            .for_each(|column| slots[column] = Some(Slot::Other));
    }
    let mut body = header + 1;
    let mut heads: Vec<&Flow> = cells.iter().collect();
    // A second row of headings names the roles under a merged "Roles".
    if let Some((_, below)) = rows.get(header + 1)
        && below.len() == cells.len()
        && below
            .iter()
            .zip(cells)
            .any(|(cell, above)| cell.whole() != above.whole() && roles::known(&cell.text, context.profile).is_some())
        && below.iter().zip(cells).zip(&slots).all(|((cell, above), slot)| {
            let names = matches!(slot, Some(Slot::Name | Slot::Email | Slot::First | Slot::Last));
            !names || cell.text.trim().is_empty() || cell.whole() == above.whole()
        })
    {
        for (column, cell) in below.iter().enumerate() {
            if !cell.text.trim().is_empty() && cell.whole() != cells[column].whole() {
                heads[column] = cell;
                slots[column] = labels::column(&cell.text);
            }
        }
        body += 1;
    }
    let marked = |column: usize| {
        let mut filled = 0;
        let marks = rows[body.min(rows.len())..]
            .iter()
            .filter(|(_, cells)| lone_cell(cells).is_none())
            .filter_map(|(_, cells)| cells.get(column))
            .all(|cell| {
                let text = cell.text.trim();
                filled += usize::from(!text.is_empty());
                text.is_empty() || boxes::is_mark(text) || slots::yes_or_no(text).is_some() || roles::is_none(text)
            });
        marks && filled > 0
    };
    let matrix: Vec<Option<Tick>> = heads
        .iter()
        .enumerate()
        .map(|(column, head)| {
            if !context.profile.has_levels() || !marked(column) {
                return None;
            }
            let role =
                roles::known(&head.text, context.profile).map(|name| Tick::Role(RoleReading { name, known: true }));
            role.or_else(|| level_of_heading(context, &head.text).map(Tick::Level))
        })
        .collect();
    for (slot, tick) in slots.iter_mut().zip(&matrix) {
        if tick.is_some() {
            *slot = None;
        }
    }
    let told: Vec<bool> = matrix.iter().map(Option::is_some).collect();
    content::tell(context, rows, body, &mut slots, &told);
    if let Some(last) = slots
        .last_mut()
        .filter(|last| last.is_none_or(|slot| slot == Slot::Other) && context.legend.last_column)
    {
        *last = Some(Slot::Activate);
    }
    (slots, matrix, body)
}

/// "Level 3" over a column, or a level's label.
fn level_of_heading(context: &Context<'_>, head: &str) -> Option<LevelReading> {
    let numbered = super::super::level::numbered(head, context.profile)
        .into_iter()
        .next()
        .map(|said| said.level);
    numbered.or_else(|| super::super::level::label(head, context.profile).map(LevelReading::Is))
}

/// The roles and the level whose columns are marked in a row.
pub(crate) fn ticks(context: &Context<'_>, matrix: &[Option<Tick>], cells: &[Flow], entry: &mut Entry) {
    let mut found: Vec<RoleReading> = Vec::new();
    let mut place = None;
    for (tick, cell) in matrix.iter().zip(cells) {
        let ticked = boxes::is_mark(cell.text.trim()) || slots::yes_or_no(&cell.text) == Some(true);
        match tick {
            Some(Tick::Level(level)) if ticked => {
                entry.say(Claim::Level(*level), Rank::Column, context.doc.evidence(cell.whole()));
            }
            Some(Tick::Role(role)) => {
                place = place.or(Some(cell));
                if ticked {
                    found.push(role.clone());
                    place = Some(cell);
                }
            }
            Some(Tick::Level(_)) | None => {}
        }
    }
    // Where nothing is ticked the row itself says so: an empty cell has no place in the text.
    let filled = |cell: &&Flow| !cell.text.trim().is_empty();
    if let Some(place) = place.and_then(|place| Some(place).filter(filled).or_else(|| cells.iter().find(filled))) {
        entry.say(Claim::Roles(found), Rank::Column, context.doc.evidence(place.whole()));
    }
}
