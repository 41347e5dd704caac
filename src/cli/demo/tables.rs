//! The demo's tables.

use comfy_table::Table;

use crate::app::App;
use crate::cli::table;
use crate::domain::mail::MailStatus;
use crate::domain::outbox::AttemptResult;
use crate::domain::ticket::{Person, Ticket};
use crate::store::{Key, Record};

/// A line for each person, and one for each ticket without people.
pub(super) async fn people(app: &App, zone: &str) -> anyhow::Result<Table> {
    let mut rows = table::new(["ticket", "client", "person", "address", "level", "state", "due", "why"]);
    for ticket in app.store.all_tickets(None, usize::MAX).await? {
        for person in &ticket.people {
            rows.add_row(person_row(&ticket, person, zone));
        }
        if ticket.people.is_empty() || !ticket.problems.is_empty() {
            let why = words(ticket.problems.iter().map(|problem| problem.message.as_str()));
            let state = if ticket.manual_entry.is_empty() {
                "needs review"
            } else {
                "manual entry"
            };
            rows.add_row([
                ticket.id.to_string(),
                table::client(&ticket),
                "-".into(),
                "-".into(),
                "-".into(),
                state.into(),
                String::new(),
                why,
            ]);
        }
    }
    Ok(rows)
}

fn person_row(ticket: &Ticket, person: &Person, zone: &str) -> [String; 8] {
    [
        ticket.id.to_string(),
        table::client(ticket),
        table::known(person.details.name.as_ref()),
        table::known(person.details.email.as_ref()),
        table::known(person.details.level.as_ref()),
        person.state.word().into(),
        table::due(person, zone),
        person.why(),
    ]
}

fn words<'a>(messages: impl Iterator<Item = &'a str>) -> String {
    messages.collect::<Vec<_>>().join(" ")
}

/// A line for each mail that was taken in.
pub(super) async fn mails(app: &App) -> anyhow::Result<Table> {
    let mut shown = table::new(["mail", "outcome", "why"]);
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
        shown.add_row([mail.found.uid.clone(), outcome.to_owned(), why]);
    }
    Ok(shown)
}

/// A line for each mail that a server took.
pub(super) async fn outgoing(app: &App, zone: &str) -> anyhow::Result<Table> {
    let mut rows = table::new(["sent", "to", "ticket", "Message-ID"]);
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
        rows.add_row([table::moment(at, zone), row.to, row.ticket.to_string(), row.message_id]);
    }
    Ok(rows)
}
