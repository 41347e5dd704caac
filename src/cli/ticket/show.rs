//! Tickets as tables.

use anyhow::Context;
use comfy_table::{ContentArrangement, Table, presets};
use serde_json::Value;

use crate::domain::event::Entry;
use crate::domain::ticket::{Person, Ticket};
use crate::outbound::compose::in_words;

fn new_table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(140);
    table.set_header(header);
    table
}

/// A line for each ticket.
pub(super) fn list(answer: &Value) -> anyhow::Result<String> {
    let tickets = answer["tickets"]
        .as_array()
        .context("the API's answer has no tickets")?;
    if tickets.is_empty() {
        return Ok("No tickets.".into());
    }
    let mut table = new_table(["ticket", "state", "client", "people", "to settle", "next", "subject"]);
    for ticket in tickets {
        let text = |key: &str| match &ticket[key] {
            Value::String(text) => text.replace('_', if key == "state" { " " } else { "_" }),
            Value::Null => "-".into(),
            other => other.to_string(),
        };
        table.add_row(["name", "state", "client", "people", "problems", "wakes_at", "subject"].map(text));
    }
    Ok(table.to_string())
}

/// A ticket with its people and its history.
pub(super) fn ticket(answer: &Value) -> anyhow::Result<String> {
    let ticket: Ticket = serde_json::from_value(answer["ticket"].clone()).context("the API's answer has no ticket")?;
    let entries: Vec<Entry> = serde_json::from_value(answer["entries"].clone()).context("the ticket has no history")?;
    let zone = &ticket.terms.zone;
    let client = ticket
        .client
        .name
        .clone()
        .unwrap_or_else(|| ticket.client.key.to_string());
    let go_live = ticket
        .go_live
        .map_or_else(|| "not known".into(), |go_live| go_live.date.to_string());
    let mut lines = vec![
        format!("{}: {}", ticket.id, ticket.subject),
        format!(
            "{}, for {client}, go-live {go_live}, from {}",
            ticket.state(),
            ticket.submitter
        ),
    ];
    lines.extend(
        ticket
            .manual_entry
            .iter()
            .map(|entry| format!("to be typed in: {} ({})", entry.attachment, entry.reason)),
    );
    lines.extend(
        ticket
            .problems
            .iter()
            .map(|problem| format!("to settle: {} [{}]", problem.message, problem.code)),
    );
    let mut people = new_table(["no", "person", "address", "level", "roles", "state", "due", "why"]);
    for person in &ticket.people {
        people.add_row(row(person, zone));
    }
    lines.push(people.to_string());
    lines.push("History".into());
    for entry in &entries {
        let event = serde_json::to_value(&entry.event)?;
        let word = event["event"].as_str().unwrap_or_default().replace('_', " ");
        lines.push(format!("  {:>3}  {}  {word}", entry.seq, moment(entry.at, zone)));
    }
    Ok(lines.join("\n"))
}

fn row(person: &Person, zone: &str) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".into());
    let due = person
        .plan
        .as_ref()
        .filter(|plan| plan.day.is_some())
        .map(|plan| moment(plan.due, zone));
    [
        person.no.to_string(),
        text(&person.details.name),
        text(&person.details.email),
        person
            .details
            .level
            .map_or_else(|| "?".into(), |level| level.to_string()),
        person.details.roles.join(", "),
        person.state.word().into(),
        due.unwrap_or_default(),
        person.why(),
    ]
}

fn moment(at: jiff::Timestamp, zone: &str) -> String {
    in_words(at, zone).map_or_else(|_| at.to_string(), |words| format!("{} {}", words.day, words.time))
}
