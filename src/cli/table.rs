//! Tables on standard output, alike in every command.

use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;

use crate::domain::ticket::{Person, PersonState, Ticket};
use crate::outbound::compose::in_words;

/// A cell over several lines is easier to read than a table that runs out of the window.
const WIDTH: u16 = 150;

/// An empty table with these columns.
pub(super) fn new<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header);
    table
}

/// An instant as people of a zone read it.
pub(super) fn moment(at: Timestamp, zone: &str) -> String {
    in_words(at, zone).map_or_else(|_| at.to_string(), |words| format!("{} {}", words.day, words.time))
}

/// A value that may be missing.
pub(super) fn known<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "?".into(), T::to_string)
}

/// The name of a ticket's client, else what it is filed under.
pub(super) fn client(ticket: &Ticket) -> String {
    let name = ticket.client.name.as_ref();
    name.cloned().unwrap_or_else(|| ticket.client.key.to_string())
}

/// When a person's link goes out. An open person has no due time yet, only one that would follow from an approval.
pub(super) fn due(person: &Person, zone: &str) -> String {
    let planned = person
        .plan
        .as_ref()
        .filter(|plan| plan.day.is_some() && person.state != PersonState::Open);
    planned.map(|plan| moment(plan.due, zone)).unwrap_or_default()
}
