//! Tables of people: columns under headings, forms of two columns, tables on their side.
//!
//! Incomplete support: tables without any heading are read row by row, like lines.

mod bare;
mod content;
mod matrix;
pub(crate) mod ruled;

pub(crate) use bare::{bare_row, begins_with_halves, lone_cell, unknown_role};
use matrix::{Heads, heads_of, is_tick_heading, ticks};

use crate::document::Document;
use crate::lexicon::labels::{self, Slot};
use crate::read::heading::{Heading, Section};
use crate::read::{Context, Form, boxes, labelled, remarks, roles, slots};
use crate::statement::{Claim, Entry, Rank, RoleReading};
use crate::text::Flow;

/// The rows of one table: line numbers and cells.
pub(crate) type Rows = Vec<(usize, Vec<Flow>)>;

/// The rows of the table that begins at a position of the voice's lines.
pub(crate) fn rows_at(doc: &Document, lines: &[usize], from: usize) -> Rows {
    let Some(table) = doc.lines[lines[from]].row.as_ref().map(|row| row.table) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for index in &lines[from..] {
        let line = &doc.lines[*index];
        match &line.row {
            Some(row) if row.table == table => {
                rows.push((*index, row.cells.iter().map(|cell| Flow::of_span(doc, *cell)).collect()));
            }
            Some(_) => break,
            None if doc.slice(line.span).trim().chars().any(char::is_alphanumeric) => break,
            None => {}
        }
    }
    rows
}

/// A site or a trade is no longer, in bytes.
const MAX_NOTE: usize = 40;

/// How a table is to be read.
enum Shape {
    /// Headings in this row.
    Columns(usize),
    /// Labels in the first column; every further column is a person.
    Form,
    Lines,
}

/// Reads a table; says which of its lines were of use.
pub(crate) fn read(context: &Context<'_>, rows: &Rows, form: &mut Form) -> Vec<usize> {
    match shape(context, rows) {
        Shape::Columns(header) => {
            let mut used = titles(context, &rows[..header], form);
            used.extend(columns(context, rows, header, form));
            used
        }
        Shape::Form => on_its_side(context, rows, form),
        Shape::Lines => Vec::new(),
    }
}

/// Whether the people stand in columns: addresses beside each other in a row with a label.
fn is_turned(rows: &Rows) -> bool {
    rows.iter().any(|(_, cells)| {
        cells.first().is_some_and(is_label)
            && cells
                .iter()
                .skip(1)
                .filter(|cell| crate::names::has_address(&cell.text))
                .count()
                >= 2
    })
}

fn is_label(cell: &Flow) -> bool {
    labels::column(&cell.text).is_some()
}

fn shape(context: &Context<'_>, rows: &Rows) -> Shape {
    let labelled = rows
        .iter()
        .filter(|(_, cells)| cells.first().is_some_and(is_label))
        .count();
    let answered = rows.iter().any(|(_, cells)| {
        let slot = cells.first().and_then(|cell| labels::column(&cell.text));
        let answer = cells
            .get(1)
            .is_some_and(|cell| !cell.text.trim().is_empty() && !is_label(cell));
        matches!(slot, Some(Slot::Email | Slot::Name | Slot::First | Slot::Last)) && answer
    });
    let header = rows.iter().take(6).position(|(_, cells)| {
        let named: Vec<Slot> = cells.iter().filter_map(|cell| labels::column(&cell.text)).collect();
        let people = named
            .iter()
            .any(|slot| matches!(slot, Slot::Name | Slot::Email | Slot::First | Slot::Last));
        let filled = cells.iter().filter(|cell| !cell.text.trim().is_empty()).count();
        let ticks = cells
            .iter()
            .filter(|cell| labels::column(&cell.text).is_none() && is_tick_heading(context, &cell.text))
            .count();
        named.len() >= 2
            && people
            && (named.len() + ticks) * 2 >= filled
            && cells.iter().all(|cell| !cell.text.contains('@'))
    });
    match header {
        _ if labelled >= 2 && (answered || is_turned(rows)) => Shape::Form,
        Some(row) => Shape::Columns(row),
        None if labelled >= 1 && rows.iter().all(|(_, cells)| distinct(cells) <= 3) => Shape::Form,
        None => Shape::Lines,
    }
}

/// How many cells a row has, merged ones counted once.
fn distinct(cells: &[Flow]) -> usize {
    1 + cells.windows(2).filter(|two| two[0].whole() != two[1].whole()).count()
}

/// Rows of one text above the headings: "Distributorship for all three: Lone Star", "Go-live: 3 May".
fn titles(context: &Context<'_>, rows: &[(usize, Vec<Flow>)], form: &mut Form) -> Vec<usize> {
    let mut used = Vec::new();
    for (line, cells) in rows {
        let Some(cell) = lone_cell(cells) else { continue };
        let pairs = labelled::pairs(cell);
        if pairs.is_empty()
            && let Some(heading) = Heading::read(context, cell, true)
        {
            form.heading = heading;
            used.push(*line);
        }
        for pair in pairs {
            if matches!(pair.slot, Slot::GoLive | Slot::Client) {
                form.put(context, pair.slot, &pair.value);
            } else {
                form.put_team(context, pair.slot, &pair.value);
            }
        }
    }
    used
}

fn columns(context: &Context<'_>, rows: &Rows, header: usize, form: &mut Form) -> Vec<usize> {
    let heads = heads_of(context, rows, header);
    let mut used: Vec<usize> = rows[header..heads.body].iter().map(|(line, _)| *line).collect();
    let mut heading = form.heading.clone();
    let section = form.section.clone();
    for (line, cells) in &rows[heads.body..] {
        if let Some(lone) = lone_cell(cells).filter(|lone| !lone.text.contains('@')) {
            // Below the last person, or as a sentence, it speaks to the reader.
            let people = |(below, cells): &(usize, Vec<Flow>)| below > line && names_somebody(&heads.slots, cells);
            let speaks = !rows.iter().any(people) || lone.text.trim_end().ends_with(['.', '!']);
            if let Some(found) = Heading::read(context, lone, true).filter(|_| !speaks) {
                // "not yet" in small letters may as well be about the person above.
                if lone.text.trim_start().starts_with(char::is_lowercase) {
                    doubt_above(context, lone, cells, form);
                }
                heading = found;
                used.push(*line);
                continue;
            }
            let text = lone.text.trim();
            // "Almacén" across all columns is a department.
            let alone = text.contains(' ') || !is_merged(lone, cells) && !remarks::waits(context, text);
            let name = crate::read::is_name(text, context.profile) && alone;
            if cells.len() > 1 && (!names_somebody(&heads.slots, cells) || !name) {
                remark(context, lone, cells, form);
                continue;
            }
        }
        let mut entry = form.blank();
        fill_row(context, &heads, cells, &mut entry);
        used.push(*line);
        let example = cells.iter().take(2).any(|cell| slots::is_prompt(&cell.text));
        let somebody = entry.name.is_some() || entry.email != crate::statement::EmailReading::None;
        if somebody && !example {
            level_out_of_roles(&mut entry);
            heading.apply(&mut entry);
            form.add(entry);
        }
    }
    form.section = section;
    used
}

/// A row of one text that is no heading: about the person above it, where the rest of its cells is empty, and over those below.
fn remark(context: &Context<'_>, lone: &Flow, cells: &[Flow], form: &mut Form) {
    let section = Section::read(context, lone, lone.text.trim());
    if section.doubt.is_some() {
        doubt_above(context, lone, cells, form);
        form.section = Some(section);
    }
}

/// Whether a text reaches over all columns.
fn is_merged(lone: &Flow, cells: &[Flow]) -> bool {
    cells.iter().all(|cell| cell.whole() == lone.whole())
}

/// Leaves the link of the person above open, unless a text reaches over all columns.
fn doubt_above(context: &Context<'_>, lone: &Flow, cells: &[Flow], form: &mut Form) {
    form.close();
    if let Some(above) = form.entries.last_mut().filter(|_| !is_merged(lone, cells)) {
        above.say(Claim::Doubted, Rank::Person, context.doc.evidence(lone.whole()));
    }
}

/// Puts the cells of a row into an entry, each where its column says.
fn fill_row(context: &Context<'_>, heads: &Heads, cells: &[Flow], entry: &mut Entry) {
    ticks(context, &heads.ticks, cells, entry);
    for (column, cell) in cells.iter().enumerate() {
        if heads.ticks.get(column).is_some_and(Option::is_some) {
            continue;
        }
        let named = heads.slots.get(column).copied().flatten();
        let held = heads.held.get(column) == Some(&true);
        let slot = if held { Slot::Held } else { named.unwrap_or(Slot::Other) };
        if column > 0 && cells[column - 1].whole() == cell.whole() {
            continue;
        }
        slots::fill(context, entry, slot, cell, Rank::Column);
        let note = cell.text.trim();
        let beside_the_point = slot == Slot::Other || context.profile.has_levels() && slot == Slot::Facilities;
        if beside_the_point && note.len() <= MAX_NOTE && note.chars().any(char::is_alphabetic) {
            entry.notes.push(note.to_owned());
        }
        if let Some(beside) = content::beside_level(context, cell).filter(|_| slot == Slot::Level) {
            slots::fill(context, entry, Slot::Roles, &beside, Rank::Column);
        }
    }
    entry.join_columns();
    beside(context, entry, heads, cells);
}

/// What the cells of a row say that no column is for.
fn beside(context: &Context<'_>, entry: &mut Entry, heads: &Heads, cells: &[Flow]) {
    let merged = |column: usize| column > 0 && cells[column - 1].whole() == cells[column].whole();
    let own = cells.iter().enumerate().filter(|(column, _)| !merged(*column));
    let columns = own.map(|(column, cell)| remarks::Column {
        heading: heads.texts.get(column).map_or("", String::as_str),
        slot: heads.slots.get(column).copied().flatten(),
        cell,
    });
    let columns: Vec<_> = columns.collect();
    remarks::in_row(context, entry, &columns);
}

fn names_somebody(slots: &[Option<Slot>], cells: &[Flow]) -> bool {
    let named = slots
        .iter()
        .zip(cells)
        .filter(|(slot, _)| matches!(slot, Some(Slot::Name | Slot::Email | Slot::First)));
    named.into_iter().any(|(_, cell)| !cell.text.trim().is_empty())
}

/// Two claims of a level in one row: the one of the level column counts, not the label in the role column.
fn level_out_of_roles(entry: &mut Entry) {
    let mut seen = false;
    entry.said.retain(|said| match said.claim {
        Claim::Level(_) => !std::mem::replace(&mut seen, true),
        Claim::Activation { .. } | Claim::Roles(_) | Claim::Field(_) | Claim::Doubted | Claim::Removed => true,
    });
}

/// Whether a row names people from its second cell on.
fn heads_people(context: &Context<'_>, cells: &[Flow]) -> bool {
    let first = cells
        .first()
        .is_some_and(|cell| cell.text.trim().is_empty() || is_label(cell));
    cells.len() > 1
        && first
        && cells[1..]
            .iter()
            .all(|cell| crate::read::is_name(&cell.text, context.profile))
}

fn on_its_side(context: &Context<'_>, rows: &Rows, form: &mut Form) -> Vec<usize> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut used = Vec::new();
    // "Rep A | Rep B" over a row of names only counts them.
    let named = rows
        .iter()
        .skip(1)
        .filter_map(|(_, cells)| cells.first())
        .any(|cell| matches!(labels::column(&cell.text), Some(Slot::Name | Slot::First | Slot::Last)));
    for column in 1..width.max(2) {
        form.close();
        // A cell that reaches over several columns is read once.
        let again = |cells: &[Flow]| {
            let two = cells.get(column - 1).zip(cells.get(column));
            two.is_none_or(|(before, cell)| before.whole() == cell.whole())
        };
        if column > 1 && rows.iter().all(|(_, cells)| again(cells)) {
            continue;
        }
        let head = rows.first().and_then(|(_, cells)| cells.get(column));
        if head.is_some_and(|cell| slots::is_prompt(&cell.text)) {
            continue;
        }
        let mut marked: Option<(Vec<RoleReading>, &Flow)> = None;
        for (index, (line, cells)) in rows.iter().enumerate() {
            let mut label = cells.first().and_then(|cell| labels::column(&cell.text));
            let role = cells
                .first()
                .filter(|_| label.is_none() && context.profile.has_levels())
                .and_then(|cell| roles::known(&cell.text, context.profile));
            // A first row without a label names the people.
            if index == 0 && label.is_none() && !named && heads_people(context, cells) {
                label = Some(Slot::Name);
            }
            if let (Some(name), Some(value)) = (role, cells.get(column))
                && (boxes::is_mark(value.text.trim())
                    || value.text.trim().is_empty()
                    || slots::yes_or_no(&value.text).is_some())
            {
                let (roles, place) = marked.get_or_insert((Vec::new(), &cells[0]));
                if boxes::is_mark(value.text.trim()) || slots::yes_or_no(&value.text) == Some(true) {
                    roles.push(RoleReading { name, known: true });
                    *place = value;
                }
                used.push(*line);
                continue;
            }
            match (label, cells.get(column)) {
                (Some(slot), Some(value)) => {
                    form.put(context, slot, value);
                    used.push(*line);
                }
                (None, _)
                    if column == 1
                        && cells
                            .iter()
                            .skip(1)
                            .all(|cell| cell.text.trim().is_empty() || cell.whole() == cells[0].whole()) =>
                {
                    // "Second user (optional)" across the form: what follows is about another person.
                    form.close();
                    used.push(*line);
                }
                (Some(_) | None, _) => {}
            }
        }
        if let Some((roles, place)) = marked {
            form.say(Claim::Roles(roles), context.doc.evidence(place.whole()));
        }
        form.close();
    }
    used
}
