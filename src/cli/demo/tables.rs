//! The demo's tables.

use comfy_table::{ContentArrangement, Table, presets};
use jiff::Timestamp;

use crate::app::App;
use crate::domain::mail::MailStatus;
use crate::domain::outbox::AttemptResult;
use crate::domain::ticket::{Person, PersonState, Ticket};
use crate::outbound::compose::in_words;
use crate::store::{Key, Record};

/// A table over several lines is easier to read than one that runs out of the window.
const WIDTH: u16 = 150;

fn new_table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    table.set_header(header);
    table
}

/// An instant as people of a zone read it.
pub(super) fn moment(at: Timestamp, zone: &str) -> String {
    in_words(at, zone).map_or_else(|_| at.to_string(), |words| format!("{} {}", words.day, words.time))
}

/// A line for each person, and one for each ticket without people.
pub(super) async fn people(app: &App, zone: &str) -> anyhow::Result<Table> {
    let mut table = new_table(["ticket", "client", "person", "address", "level", "state", "due", "why"]);
    for ticket in app.store.all_tickets(None, usize::MAX).await? {
        for person in &ticket.people {
            table.add_row(person_row(&ticket, person, zone));
        }
        if ticket.people.is_empty() || !ticket.problems.is_empty() {
            let why = words(ticket.problems.iter().map(|problem| problem.message.as_str()));
            let state = if ticket.manual_entry.is_empty() {
                "needs review"
            } else {
                "manual entry"
            };
            table.add_row([
                ticket.id.to_string(),
                client(&ticket),
                "-".into(),
                "-".into(),
                "-".into(),
                state.into(),
                String::new(),
                why,
            ]);
        }
    }
    Ok(table)
}

fn client(ticket: &Ticket) -> String {
    ticket
        .client
        .name
        .clone()
        .unwrap_or_else(|| ticket.client.key.to_string())
}

fn person_row(ticket: &Ticket, person: &Person, zone: &str) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".into());
    // An open person has no due time yet, only one that would follow from an approval.
    let planned = person
        .plan
        .as_ref()
        .filter(|plan| plan.day.is_some() && person.state != PersonState::Open);
    let due = planned.map(|plan| moment(plan.due, zone));
    [
        ticket.id.to_string(),
        client(ticket),
        text(&person.details.name),
        text(&person.details.email),
        person
            .details
            .level
            .map_or_else(|| "?".into(), |level| level.to_string()),
        person.state.word().into(),
        due.unwrap_or_default(),
        person.why(),
    ]
}

fn words<'a>(messages: impl Iterator<Item = &'a str>) -> String {
    messages.collect::<Vec<_>>().join(" ")
}

/// A line for each mail that was taken in.
pub(super) async fn mails(app: &App) -> anyhow::Result<Table> {
    let mut table = new_table(["mail", "outcome", "why"]);
    let mut rows = Vec::new();
    let mut after: Option<Key> = None;
    loop {
        let records = app.store.scan(after.as_ref(), 256).await?;
        let Some(last) = records.last() else { break };
        after = Some(last.key());
        rows.extend(records.into_iter().filter_map(|record| {
            if let Record::Mail(mail) = record {
                Some(mail)
            } else {
                None
            }
        }));
    }
    rows.sort_by(|a, b| a.found.cmp(&b.found));
    for mail in rows {
        let (outcome, why) = match &mail.status {
            MailStatus::Stored => ("stored", "not read yet".to_owned()),
            MailStatus::Settled { outcome, reason, .. } => (outcome.word(), reason.clone()),
        };
        table.add_row([mail.found.uid.clone(), outcome.to_owned(), why]);
    }
    Ok(table)
}

/// A line for each mail that a server took.
pub(super) async fn outgoing(app: &App, zone: &str) -> anyhow::Result<Table> {
    let mut table = new_table(["sent", "to", "ticket", "Message-ID"]);
    let mut sent = Vec::new();
    for (_, key) in app
        .store
        .find(crate::store::Find::is(
            crate::store::Index::OutboxByState,
            "sent",
            usize::MAX,
        ))
        .await?
    {
        if let Key::Outbox(id) = key
            && let Some(row) = app.store.outbox_row(&id).await?
        {
            let accepted = row
                .attempts
                .iter()
                .find(|attempt| attempt.result == AttemptResult::Accepted);
            sent.extend(accepted.map(|attempt| (attempt.at, row.clone())));
        }
    }
    sent.sort_by_key(|(at, row)| (*at, row.id.clone()));
    for (at, row) in sent {
        table.add_row([moment(at, zone), row.to, row.ticket.to_string(), row.message_id]);
    }
    Ok(table)
}
