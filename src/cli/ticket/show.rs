//! Tickets as tables.

use anyhow::Context;
use serde_json::Value;

use crate::cli::table;
use crate::domain::event::Entry;
use crate::domain::history;
use crate::domain::ticket::{Person, Ticket};

/// A line for each ticket.
pub(super) fn list(answer: &Value) -> anyhow::Result<String> {
    let tickets = answer["tickets"]
        .as_array()
        .context("the API's answer has no tickets")?;
    if tickets.is_empty() {
        return Ok("No tickets.".into());
    }
    let mut rows = table::new(["ticket", "state", "client", "people", "to settle", "next", "subject"]);
    for ticket in tickets {
        let text = |key: &str| match ticket[key].as_str() {
            Some(text) if key == "state" => text.replace('_', " "),
            Some(text) => text.to_owned(),
            None if ticket[key].is_null() => "-".into(),
            None => ticket[key].to_string(),
        };
        rows.add_row(["name", "state", "client", "people", "problems", "wakes_at", "subject"].map(text));
    }
    Ok(rows.to_string())
}

/// A line for each ticket that needs a person, with why.
pub(super) fn needs(answer: &Value) -> anyhow::Result<String> {
    let tickets = answer["tickets"]
        .as_array()
        .context("the API's answer has no tickets")?;
    if tickets.is_empty() {
        return Ok("Nothing needs a person.".into());
    }
    let mut rows = table::new(["ticket", "client", "what it needs", "subject"]);
    for ticket in tickets {
        let text = |key: &str| ticket[key].as_str().unwrap_or("-").to_owned();
        let reasons = ticket["attention"].as_array().into_iter().flatten();
        let reasons: Vec<&str> = reasons.filter_map(|reason| reason["words"].as_str()).collect();
        rows.add_row([text("name"), text("client"), reasons.join("\n"), text("subject")]);
    }
    Ok(rows.to_string())
}

/// A ticket with its people and its history.
pub(super) fn ticket(answer: &Value) -> anyhow::Result<String> {
    let ticket: Ticket = serde_json::from_value(answer["ticket"].clone()).context("the API's answer has no ticket")?;
    let entries: Vec<Entry> = serde_json::from_value(answer["entries"].clone()).context("the ticket has no history")?;
    let zone = &ticket.terms.zone;
    let client = table::client(&ticket);
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
    let mut people = table::new(["no", "person", "address", "level", "roles", "state", "due", "why"]);
    for person in &ticket.people {
        people.add_row(row(person, zone));
    }
    lines.push(people.to_string());
    lines.push("History".into());
    for entry in &entries {
        let (at, words) = (table::moment(entry.at, zone), history::words(&entry.event, &ticket));
        lines.push(format!("  {:>3}  {at}  {words}", entry.seq));
    }
    Ok(lines.join("\n"))
}

fn row(person: &Person, zone: &str) -> [String; 8] {
    [
        person.no.to_string(),
        table::known(person.details.name.as_ref()),
        table::known(person.details.email.as_ref()),
        table::known(person.details.level.as_ref()),
        person.details.roles.join(", "),
        person.state.word().into(),
        table::due(person, zone),
        person.why(),
    ]
}
