//! Rows without headings whose columns are told by all rows together, or by a sentence above them.

use super::{Rows, content};
use crate::lexicon::labels::Slot;
use crate::names;
use crate::read::{Context, is_name, level, naming, roles, slots};
use crate::statement::{Claim, EmailReading, Entry, Rank};
use crate::text::{Flow, key};

/// Words in the place of an address that is still to come.
#[rustfmt::skip]
const PENDING: &[&str] = &[
    "", "tbc", "tba", "tbd", "n a", "na", "none", "unknown", "to come", "to follow", "pending", "missing", "later", "no email", "no mail", "no address", "no email yet", "no address yet", "no mail yet",
    "email tbc", "email to follow", "mail to follow", "address to follow", "to be confirmed", "to be advised", "not yet", "not known", "not known yet", "will follow", "follows", "still to come",
    "folgt", "folgt noch", "fehlt", "noch offen", "offen", "a venir", "suivra", "pendiente", "por confirmar", "pendente", "a confirmar", "volgt", "da confermare", "foljer", "folger",
];

/// Whether a cell stands for an address that is still to come.
pub(crate) fn is_pending(text: &str) -> bool {
    PENDING.contains(&key(text).as_str())
}

/// What each column holds; none where the rows are read as well line by line.
pub(crate) fn slots(context: &Context<'_>, rows: &Rows, announced: Option<Vec<Slot>>) -> Option<Vec<Option<Slot>>> {
    if !context.profile.has_levels() {
        return None;
    }
    let width = rows.first().map_or(0, |(_, cells)| cells.len());
    let column = |at: usize| {
        rows.iter()
            .filter_map(move |(_, cells)| cells.get(at))
            .map(|cell| cell.text.trim())
    };
    let addressed = |at: usize| {
        column(at).any(names::has_address) && column(at).all(|text| names::has_address(text) || is_pending(text))
    };
    if let Some(announced) = announced {
        let email = announced.iter().position(|slot| *slot == Slot::Email)?;
        return addressed(email).then(|| announced.into_iter().map(Some).collect());
    }
    let email = (0..width).find(|at| addressed(*at))?;
    let name = (0..width).find(|at| column(*at).all(|text| is_whole_name(context, text)))?;
    let pending = column(email).any(|text| !names::has_address(text));
    let turned = column(name).any(|text| text.contains(", "));
    if !(pending || turned) {
        return None;
    }
    let mut slots: Vec<Option<Slot>> = vec![None; width];
    slots[email] = Some(Slot::Email);
    slots[name] = Some(Slot::Name);
    content::tell(context, rows, 0, &mut slots, &[]);
    for at in 0..width {
        if slots[at].is_none() {
            slots[at] = told_loosely(context, &column(at).collect::<Vec<_>>(), &slots);
        }
    }
    Some(slots)
}

/// "Doe, Jane" or "Jane Doe", and nothing else.
fn is_whole_name(context: &Context<'_>, text: &str) -> bool {
    text.contains(' ') && is_name(text, context.profile) && !naming::is_word(text)
}

/// A column of bare digits, of marks that the text explains, or of roles of which some are unknown.
fn told_loosely(context: &Context<'_>, cells: &[&str], slots: &[Option<Slot>]) -> Option<Slot> {
    let open = |slot: Slot| !slots.contains(&Some(slot));
    let profile = context.profile;
    if open(Slot::Level) && cells.iter().all(|text| level::in_slot(text, profile).is_some()) {
        return Some(Slot::Level);
    }
    if open(Slot::Activate) && cells.iter().all(|text| context.legend.says(text).is_some()) {
        return Some(Slot::Activate);
    }
    let role = |text: &&str| roles::is_listed(text, profile) && !roles::is_none(text);
    let short = |text: &&str| {
        roles::is_none(text)
            || role(text)
            || text.split(' ').count() <= 4
                && text.chars().all(|c| c.is_alphabetic() || " -&,'".contains(c))
                && !crate::read::activation::speaks(text)
                && level::in_slot(text, profile).is_none()
    };
    (open(Slot::Roles) && cells.iter().any(role) && cells.iter().all(short)).then_some(Slot::Roles)
}

/// Reads a row by what its columns hold; none when it names nobody.
pub(crate) fn row(context: &Context<'_>, cells: &[Flow], slots: &[Option<Slot>]) -> Option<Entry> {
    let mut entry = Entry {
        voice: context.voice,
        asked: true,
        ..Entry::default()
    };
    for (cell, slot) in cells.iter().zip(slots) {
        let slot = slot.unwrap_or(Slot::Other);
        if slot == Slot::Email && is_pending(&cell.text) {
            continue;
        }
        slots::fill(context, &mut entry, slot, cell, Rank::Column);
    }
    let said = |claim: &Claim| matches!(claim, Claim::Level(_) | Claim::Roles(_) | Claim::Activation { .. });
    let described = entry.said.iter().any(|said_of| said(&said_of.claim));
    let addressed = entry.email != EmailReading::None;
    (entry.name.is_some() && (addressed || described)).then_some(entry)
}
