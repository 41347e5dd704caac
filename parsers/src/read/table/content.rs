//! Columns told by what stands in them, where their heading says nothing or something else: "Duties", "What they may do".

use super::{Rows, lone_cell};
use crate::lexicon::labels::Slot;
use crate::names;
use crate::read::places::{self, Place};
use crate::read::{Context, activation, is_name, level, roles, slots};
use crate::text::{Flow, key};

/// Fills in the slots that the headings leave open; an address is an address under any heading.
pub(super) fn tell(context: &Context<'_>, rows: &Rows, body: usize, slots: &mut [Option<Slot>], told: &[bool]) {
    for column in 0..slots.len() {
        let cells: Vec<&str> = rows[body.min(rows.len())..]
            .iter()
            .filter(|(_, cells)| lone_cell(cells).is_none())
            .filter_map(|(_, cells)| cells.get(column))
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty() && !slots::is_prompt(text))
            .collect();
        if cells.is_empty() || told.get(column) == Some(&true) {
            continue;
        }
        let heads = &rows[..body.min(rows.len())];
        let headed = heads
            .last()
            .and_then(|(_, cells)| cells.get(column))
            .map_or("", |cell| cell.text.as_str());
        let found = of_cells(context, &cells).filter(|slot| !slots.contains(&Some(*slot)));
        // "Already active: now", "Priority: now" say nothing of the link.
        let found = found.filter(|slot| *slot != Slot::Activate || key(headed).is_empty() || tells_when(headed));
        match (slots[column], found) {
            (None, Some(slot)) => slots[column] = Some(slot),
            (Some(Slot::Name | Slot::Other), Some(Slot::Email)) => slots[column] = Some(Slot::Email),
            (Some(_), _) | (None, None) => {}
        }
    }
}

/// Headings over words like "now" and "later" that ask when somebody is let in.
fn tells_when(heading: &str) -> bool {
    let asked = ["when", "now", "go", "hold", "start", "wait", "on", "timing", "switch"];
    key(heading).split(' ').any(|word| asked.contains(&word))
}

/// What all cells of a column hold.
fn of_cells(context: &Context<'_>, cells: &[&str]) -> Option<Slot> {
    let all = |is: &dyn Fn(&str) -> bool| cells.iter().all(|text| is(text));
    let any = |is: &dyn Fn(&str) -> bool| cells.iter().any(|text| is(text));
    let profile = context.profile;
    if all(&names::has_address) {
        return Some(Slot::Email);
    }
    let role = |text: &str| roles::known(text, profile).is_some() || roles::is_listed(text, profile);
    let role_or_none = |text: &str| role(text) || roles::is_none(text);
    if all(&role_or_none) && any(&|text| role(text) && !roles::is_none(text)) {
        return Some(Slot::Roles);
    }
    if profile.has_levels() {
        let leveled = |text: &str| level::label(text, profile).is_some() || !level::numbered(text, profile).is_empty();
        if all(&leveled) {
            return Some(Slot::Level);
        }
    } else {
        let postal = |text: &str| {
            let found = places::find(text, &[]);
            found.iter().any(|place| matches!(place.what, Place::Postal(_)))
        };
        if all(&postal) {
            return Some(Slot::ShipTo);
        }
        if all(&|text| names::has_honorific(text)) {
            return Some(Slot::Physicians);
        }
    }
    let word = |text: &str| activation::in_a_word(&key(text)) != activation::Verdict::Nothing;
    if all(&word) {
        return Some(Slot::Activate);
    }
    all(&|text| text.contains(' ') && is_name(text, profile)).then_some(Slot::Name)
}

/// "Level 2, Scheduler": the words of a level's cell that are not about the level, if there are any.
pub(super) fn beside_level(context: &Context<'_>, cell: &Flow) -> Option<Flow> {
    let said = level::numbered(&cell.text, context.profile).into_iter().next()?;
    let rest = &cell.text[said.range.end..];
    let lead = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let value = cell.cut(said.range.end + lead..cell.text.len());
    let beside = said.range.start == 0 && rest.trim_start().starts_with([',', ';', '/', '+', '–', '-', '|']);
    (beside && roles::is_listed(&value.text, context.profile)).then_some(value)
}
