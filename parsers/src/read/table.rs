//! Tables of people: columns under headings, forms of two columns, tables on their side.
//!
//! Incomplete support: tables without any heading are read row by row, like lines.

use crate::document::Document;
use crate::lexicon::labels::{self, Slot};
use crate::read::heading::Heading;
use crate::read::{Context, Form, boxes, labelled, roles, slots};
use crate::statement::{Claim, Entry, LevelReading, Rank, RoleReading};
use crate::text::{Flow, key};

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
            titles(context, &rows[..header], form);
            columns(context, rows, header, form)
        }
        Shape::Form => on_its_side(context, rows, form),
        Shape::Lines => Vec::new(),
    }
}

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
            above.filter(|_| ditto).and_then(|above| above.get(column)).unwrap_or(cell)
        })
        .collect();
    let address = held.iter().find(|cell| crate::names::has_address(&cell.text))?;
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    slots::fill(context, &mut entry, Slot::Email, address, Rank::Column);
    let (before, _) = address.text.split_at(crate::names::first_address(&address.text).map_or(0, |found| found.start()));
    if !before.trim().is_empty() {
        slots::fill(context, &mut entry, Slot::Name, &address.cut(0..before.len()), Rank::Column);
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

/// Whether the people stand in columns: addresses beside each other in a row with a label.
fn is_turned(rows: &Rows) -> bool {
    rows.iter().any(|(_, cells)| cells.first().is_some_and(is_label) && cells.iter().skip(1).filter(|cell| crate::names::has_address(&cell.text)).count() >= 2)
}

fn is_label(cell: &Flow) -> bool {
    labels::column(&cell.text).is_some()
}

/// Whether a heading names a role or a level that cells below may tick.
fn is_tick_heading(context: &Context<'_>, text: &str) -> bool {
    context.profile.has_levels() && (roles::known(text, context.profile).is_some() || level_of_heading(context, text).is_some())
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
        let ticks = cells.iter().filter(|cell| labels::column(&cell.text).is_none() && is_tick_heading(context, &cell.text)).count();
        named.len() >= 2 && people && (named.len() + ticks) * 2 >= filled && cells.iter().all(|cell| !cell.text.contains('@'))
    });
    match header {
        _ if labelled >= 2 && (answered || is_turned(rows)) => Shape::Form,
        Some(row) => Shape::Columns(row),
        None if labelled >= 1 && rows.iter().all(|(_, cells)| cells.len() <= 3) => Shape::Form,
        None => Shape::Lines,
    }
}

/// What a column holds: a slot, or marks in the cells of those who have a role.
fn slots_of(context: &Context<'_>, rows: &Rows, header: usize) -> (Vec<Option<Slot>>, Vec<Option<Tick>>, usize) {
    let cells = &rows[header].1;
    let mut slots: Vec<Option<Slot>> = cells.iter().map(|cell| labels::column(&cell.text)).collect();
    let mut body = header + 1;
    let mut heads: Vec<&Flow> = cells.iter().collect();
    // A second row of headings names the roles under a merged "Roles".
    if let Some((_, below)) = rows.get(header + 1)
        && below.len() == cells.len()
        && below.iter().zip(cells).any(|(cell, above)| cell.whole() != above.whole() && roles::known(&cell.text, context.profile).is_some())
        && !below.iter().any(|cell| crate::names::has_address(&cell.text))
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
        let marks = rows[body.min(rows.len())..].iter().filter_map(|(_, cells)| cells.get(column)).all(|cell| {
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
            let role = roles::known(&head.text, context.profile).map(|name| Tick::Role(RoleReading { name, known: true }));
            role.or_else(|| level_of_heading(context, &head.text).map(Tick::Level))
        })
        .collect();
    for (slot, tick) in slots.iter_mut().zip(&matrix) {
        if tick.is_some() {
            *slot = None;
        }
    }
    if let Some(last) = slots.last_mut().filter(|last| last.is_none_or(|slot| slot == Slot::Other) && context.legend) {
        *last = Some(Slot::Activate);
    }
    (slots, matrix, body)
}

/// Rows of one text above the headings: "Distributorship for all three: Lone Star", "Go-live: 3 May".
fn titles(context: &Context<'_>, rows: &[(usize, Vec<Flow>)], form: &mut Form) {
    for cell in rows.iter().filter_map(|(_, cells)| lone_cell(cells)) {
        for pair in labelled::pairs(cell) {
            if matches!(pair.slot, Slot::GoLive | Slot::Client) {
                form.put(context, pair.slot, &pair.value);
            } else {
                form.put_team(context, pair.slot, &pair.value);
            }
        }
    }
}

/// What a mark in a column says.
enum Tick {
    Role(RoleReading),
    Level(LevelReading),
}

/// "Level 3" over a column, or a level's label.
fn level_of_heading(context: &Context<'_>, head: &str) -> Option<LevelReading> {
    let numbered = crate::read::level::numbered(head, context.profile).into_iter().next().map(|said| said.level);
    numbered.or_else(|| crate::read::level::label(head, context.profile).map(LevelReading::Is))
}

/// The roles and the level whose columns are marked in a row.
fn ticks(context: &Context<'_>, matrix: &[Option<Tick>], cells: &[Flow], entry: &mut Entry) {
    let mut found: Vec<RoleReading> = Vec::new();
    let mut place = None;
    for (tick, cell) in matrix.iter().zip(cells) {
        let ticked = boxes::is_mark(cell.text.trim()) || slots::yes_or_no(&cell.text) == Some(true);
        match tick {
            Some(Tick::Level(level)) if ticked => entry.say(Claim::Level(*level), Rank::Column, context.doc.evidence(cell.whole())),
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
    if let Some(place) = place {
        entry.say(Claim::Roles(found), Rank::Column, context.doc.evidence(place.whole()));
    }
}

fn columns(context: &Context<'_>, rows: &Rows, header: usize, form: &mut Form) -> Vec<usize> {
    let (slots, matrix, body) = slots_of(context, rows, header);
    let mut slots = slots;
    if slots.contains(&Some(Slot::Last)) && !slots.contains(&Some(Slot::First)) {
        // "Surname | Name": the other half.
        slots.iter_mut().filter(|slot| **slot == Some(Slot::Name)).for_each(|slot| *slot = Some(Slot::First));
    }
    let inverted: Vec<bool> = rows[header].1.iter().map(|cell| is_hold(&cell.text)).collect();
    let mut used = vec![rows[header].0];
    let mut heading = form.heading.clone();
    used.extend(rows[header + 1..body].iter().map(|(line, _)| *line));
    for (line, cells) in &rows[body..] {
        let filled: Vec<&Flow> = cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        let one = filled
            .first()
            .is_some_and(|first| filled.iter().all(|cell| cell.whole() == first.whole()));
        if one && !filled[0].text.contains('@') {
            if let Some(found) = Heading::read(context, filled[0], true) {
                heading = found;
            }
            if Heading::read(context, filled[0], true).is_some() {
                used.push(*line);
                continue;
            }
            if cells.len() > 1 && names_nobody(&slots, cells) {
                continue;
            }
        }
        let mut entry = form.blank();
        ticks(context, &matrix, cells, &mut entry);
        for (column, cell) in cells.iter().enumerate() {
            if matrix.get(column).is_some_and(Option::is_some) {
                continue;
            }
            let slot = slots.get(column).copied().flatten().unwrap_or(Slot::Other);
            let again = column > 0 && cells[column - 1].whole() == cell.whole();
            if again || inverted.get(column) == Some(&true) && slots::yes_or_no(&cell.text) == Some(false) {
                continue;
            }
            if inverted.get(column) == Some(&true) && slots::yes_or_no(&cell.text) == Some(true) {
                let verdict = crate::read::activation::Verdict::Hold(None);
                slots::say_verdict(context, &mut entry, cell, verdict, Rank::Column);
                continue;
            }
            slots::fill(context, &mut entry, slot, cell, Rank::Column);
        }
        used.push(*line);
        let example = cells.iter().take(2).any(|cell| slots::is_prompt(&cell.text));
        let somebody = entry.name.is_some() || entry.email != crate::statement::EmailReading::None;
        if somebody && !example {
            level_out_of_roles(&mut entry);
            heading.apply(&mut entry);
            form.add(entry);
        }
    }
    used
}

fn names_nobody(slots: &[Option<Slot>], cells: &[Flow]) -> bool {
    let named = slots
        .iter()
        .zip(cells)
        .filter(|(slot, _)| matches!(slot, Some(Slot::Name | Slot::Email | Slot::First)));
    named.into_iter().all(|(_, cell)| cell.text.trim().is_empty())
}

/// "Hold?" and "Create without an invite": a yes there is a hold.
fn is_hold(heading: &str) -> bool {
    let words = key(heading);
    (words.starts_with("hold") || words.starts_with("without") || words.contains("without an invite"))
        && !words.contains("activate")
        && !words.contains("until")
}

/// Two claims of a level in one row: the one of the level column counts, not the label in the role column.
fn level_out_of_roles(entry: &mut Entry) {
    let mut seen = false;
    entry.said.retain(|said| match said.claim {
        Claim::Level(_) => !std::mem::replace(&mut seen, true),
        Claim::Activation { .. } | Claim::Roles(_) | Claim::Field(_) | Claim::Removed => true,
    });
}

/// Whether a row names people from its second cell on.
fn heads_people(context: &Context<'_>, cells: &[Flow]) -> bool {
    let first = cells.first().is_some_and(|cell| cell.text.trim().is_empty() || is_label(cell));
    cells.len() > 1 && first && cells[1..].iter().all(|cell| crate::read::is_name(&cell.text, context.profile))
}

fn on_its_side(context: &Context<'_>, rows: &Rows, form: &mut Form) -> Vec<usize> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut used = Vec::new();
    for column in 1..width.max(2) {
        form.close();
        let head = rows.first().and_then(|(_, cells)| cells.get(column));
        if head.is_some_and(|cell| slots::is_prompt(&cell.text)) {
            continue;
        }
        let mut marked: Option<(Vec<RoleReading>, &Flow)> = None;
        for (index, (line, cells)) in rows.iter().enumerate() {
            let mut label = cells.first().and_then(|cell| labels::column(&cell.text));
            let role = cells.first().filter(|_| label.is_none() && context.profile.has_levels()).and_then(|cell| roles::known(&cell.text, context.profile));
            // A first row without a label names the people.
            if index == 0 && label.is_none() && heads_people(context, cells) {
                label = Some(Slot::Name);
            }
            if let (Some(name), Some(value)) = (role, cells.get(column))
                && (boxes::is_mark(value.text.trim()) || value.text.trim().is_empty() || slots::yes_or_no(&value.text).is_some())
            {
                let (roles, _) = marked.get_or_insert((Vec::new(), value));
                if boxes::is_mark(value.text.trim()) || slots::yes_or_no(&value.text) == Some(true) {
                    roles.push(RoleReading { name, known: true });
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
