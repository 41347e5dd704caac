//! What each column of a table holds; columns whose cells only tick a role or a level.

use super::{Rows, content, lone_cell};
use crate::lexicon::labels::{self, Slot};
use crate::read::{Context, boxes, remarks, roles, slots};
use crate::statement::{Claim, Entry, LevelReading, Rank, RoleReading};
use crate::text::{Flow, key};

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

/// The headings of a table, column by column.
pub(crate) struct Heads {
    pub(crate) slots: Vec<Option<Slot>>,
    /// Columns whose cells only tick a role or a level.
    pub(crate) ticks: Vec<Option<Tick>>,
    /// Columns in which a yes keeps the link back.
    pub(crate) held: Vec<bool>,
    pub(crate) texts: Vec<String>,
    /// The first row below the headings.
    pub(crate) body: usize,
}

/// What each column holds: a slot, or marks in the cells of those who have a role.
pub(crate) fn heads_of(context: &Context<'_>, rows: &Rows, header: usize) -> Heads {
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
    let halved = halved(cells, &slots);
    if let Some(below) = second_row(context, rows, header, &slots, &halved) {
        for (column, cell) in below.iter().enumerate() {
            if !cell.text.trim().is_empty() && cell.whole() != cells[column].whole() {
                heads[column] = cell;
                slots[column] = labels::column(&cell.text);
            }
        }
        body += 1;
    }
    let mut held: Vec<bool> = heads.iter().map(|head| labels::keeps_back(&head.text)).collect();
    for column in (0..slots.len()).filter(|column| halved[*column]) {
        let answer = answer_of_heading(&heads[column].text).filter(|_| body > header + 1);
        slots[column] = answer.map(|_| Slot::Activate);
        held[column] = answer == Some(false);
    }
    for (slot, head) in slots.iter_mut().zip(&heads) {
        if *slot == Some(Slot::Activate) && is_provisional(context, &head.text) {
            *slot = None;
        }
    }
    let matrix = ticked(context, &heads, &rows[body.min(rows.len())..]);
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
    if slots.contains(&Some(Slot::Last)) && !slots.contains(&Some(Slot::First)) {
        // "Surname | Name": the other half.
        let names = slots.iter_mut().filter(|slot| **slot == Some(Slot::Name));
        names.for_each(|slot| *slot = Some(Slot::First));
    }
    Heads {
        slots,
        ticks: matrix,
        held,
        texts: heads.iter().map(|head| head.text.clone()).collect(),
        body,
    }
}

/// The columns whose cells below only tick what the heading names.
fn ticked(context: &Context<'_>, heads: &[&Flow], below: &[(usize, Vec<Flow>)]) -> Vec<Option<Tick>> {
    let marked = |column: usize| {
        let mut filled = 0;
        let marks = below
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
    let tick = |(column, head): (usize, &&Flow)| {
        if !context.profile.has_levels() || !marked(column) {
            return None;
        }
        let role = roles::known(&head.text, context.profile).map(|name| Tick::Role(RoleReading { name, known: true }));
        role.or_else(|| level_of_heading(context, &head.text).map(Tick::Level))
    };
    heads.iter().enumerate().map(tick).collect()
}

/// Columns that share one heading for the link: what each means is said below it, or nowhere.
fn halved(cells: &[Flow], slots: &[Option<Slot>]) -> Vec<bool> {
    let same = |one: usize, other: usize| {
        cells
            .get(one)
            .zip(cells.get(other))
            .is_some_and(|(a, b)| a.whole() == b.whole())
    };
    let shared = |column: usize| same(column, column + 1) || column > 0 && same(column - 1, column);
    let links =
        |column: usize| slots[column] == Some(Slot::Activate) || labels::speaks_of_links(&key(&cells[column].text));
    (0..cells.len()).map(|column| shared(column) && links(column)).collect()
}

/// "Now" and "Yes" over a column of ticks say that the link goes out, "Later" and "No" that it does not.
fn answer_of_heading(text: &str) -> Option<bool> {
    let words = key(text);
    let waits =
        labels::keeps_back(text) || labels::WAITING.contains(&words.as_str()) || slots::yes_or_no(text) == Some(false);
    let now = || slots::yes_or_no(text) == Some(true) || labels::AT_ONCE.contains(&words.as_str());
    if waits { Some(false) } else { now().then_some(true) }
}

/// A second row of headings, which names the roles under a merged "Roles", or the answers under a merged "Activate".
fn second_row<'r>(
    context: &Context<'_>,
    rows: &'r Rows,
    header: usize,
    slots: &[Option<Slot>],
    halved: &[bool],
) -> Option<&'r [Flow]> {
    let cells = &rows[header].1;
    let (_, below) = rows.get(header + 1)?;
    let own = |column: usize| below[column].whole() != cells[column].whole();
    let names = |column: usize| matches!(slots[column], Some(Slot::Name | Slot::Email | Slot::First | Slot::Last));
    let role = |column: usize| own(column) && roles::known(&below[column].text, context.profile).is_some();
    let answer = |column: usize| halved[column] && own(column) && answer_of_heading(&below[column].text).is_some();
    let all = 0..cells.len();
    let heads = below.len() == cells.len()
        && all.clone().any(|column| role(column) || answer(column))
        && all
            .clone()
            .all(|column| !names(column) || below[column].text.trim().is_empty() || !own(column));
    heads.then_some(below.as_slice())
}

/// "Activate (draft)", "Activate? (Kim to confirm)": nobody has decided what stands below.
fn is_provisional(context: &Context<'_>, heading: &str) -> bool {
    let aside = heading
        .split_once(['(', '['])
        .map(|(_, aside)| aside.trim_end_matches([')', ']', ' ']));
    aside.is_some_and(|aside| !aside.contains(['/', '=']) && remarks::waits(context, aside.trim_end_matches('?')))
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
