//! The only place that rewrites what has happened: people are taken out of it, and everything else stays as it was.
//!
//! A ticket, its events and its outgoing mails are rewritten in one commit, guarded by the ticket's revision, with an event
//! that says so. A mail keeps its row, its outcome and its hashes; its bytes and its reading go. The commit comes before the
//! bytes are removed, so a crash leaves bytes of a mail that is marked as erased, and [`leftovers`] finds them.

use std::sync::Arc;

use greenroom_parsers::Extraction;
use jiff::Timestamp;

use super::commit::{CommitError, deciding};
use super::record::{Erasure, ReadingRow};
use super::{Batch, Expected, Key, Record, Store, StoreError, Write};
use crate::domain::event::{Entry, Event};
use crate::domain::ids::{AccountId, MailId, OutboxId, TicketId};
use crate::domain::lifecycle;
use crate::domain::mail::{MailDecision, MailRecord, MailStatus, MailWord};
use crate::domain::ticket::Ticket;

/// How a record reads without somebody.
pub trait Redact: Sync {
    /// The record without them.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it cannot be rewritten.
    fn redact(&self, record: &Record) -> Result<Record, StoreError>;
}

/// Rewrites a ticket with all that belongs to it, and adds the event that says so.
///
/// # Errors
/// [`CommitError`]; then nothing was changed.
pub async fn ticket(
    store: &Arc<dyn Store>,
    id: TicketId,
    redact: &dyn Redact,
    event: &Event,
    at: Timestamp,
) -> Result<(), CommitError> {
    deciding!(ticket_once(store, id, redact, event, at).await)
}

async fn ticket_once(
    store: &Arc<dyn Store>,
    id: TicketId,
    redact: &dyn Redact,
    event: &Event,
    at: Timestamp,
) -> Result<(), CommitError> {
    let before = store.ticket(id).await?.ok_or(CommitError::NoSuchTicket(id))?;
    let mut batch = Batch::new();
    let mut rewrite = |record: Record| -> Result<(), StoreError> {
        let mut next = redact.redact(&record)?;
        if next != record {
            let expected = Expected::Revision(record.revision());
            if let Record::Outbox(row) = &mut next {
                row.revision += 1;
            }
            batch.writes.push(Write { record: next, expected });
        }
        Ok(())
    };
    for entry in store.entries(id).await? {
        rewrite(Record::Entry(Box::new(entry)))?;
    }
    for person in &before.people {
        let numbers = 1..=person.link.as_ref().map_or(0, |link| link.number);
        for number in numbers {
            let outbox = OutboxId::activation(id, person.no, number);
            if let Some(row) = store.outbox_row(&outbox).await? {
                rewrite(Record::Outbox(row))?;
            }
        }
    }
    for about in &before.notes {
        if let Some(row) = store.outbox_row(&OutboxId::note(id, *about)).await? {
            rewrite(Record::Outbox(row))?;
        }
    }
    let redacted = redact.redact(&Record::Ticket(Box::new(before.clone())))?;
    let Record::Ticket(redacted) = redacted else {
        return Err(StoreError::Damaged(format!("{id} is no ticket without somebody")).into());
    };
    if waits_changed(&before, &redacted) {
        let words = format!("somebody who still waits on {id} would be changed by it; look again");
        return Err(StoreError::Failed(words).into());
    }
    let (after, _) = lifecycle::apply(&redacted, event, at)?;
    batch.insert(Record::Entry(Box::new(Entry {
        ticket: id,
        seq: after.revision,
        at,
        event: event.clone(),
    })));
    batch.writes.push(Write {
        record: Record::Ticket(Box::new(after)),
        expected: Expected::Revision(before.revision),
    });
    Ok(store.commit(batch).await?)
}

/// Whoever still waits must keep the address that their link goes to, whatever was written since the search.
fn waits_changed(before: &Ticket, after: &Ticket) -> bool {
    let mut both = before.people.iter().zip(&after.people);
    both.any(|(was, is)| {
        !was.state.is_end() && (&was.details.email, &was.details.name) != (&is.details.email, &is.details.name)
    })
}

/// Removes what a mail says. Its row stays, with its outcome.
///
/// # Errors
/// What the store says.
pub async fn mail(store: &Arc<dyn Store>, id: MailId, at: Timestamp) -> Result<(), CommitError> {
    deciding!(mail_once(store, id, at).await)?;
    Ok(store.remove_raw(vec![id]).await?)
}

async fn mail_once(store: &Arc<dyn Store>, id: MailId, at: Timestamp) -> Result<(), CommitError> {
    let Some(mail) = store.mail(id).await? else {
        return Ok(());
    };
    let status = match &mail.status {
        MailStatus::Settled {
            at: settled_at,
            outcome,
            ..
        } => MailStatus::Settled {
            at: *settled_at,
            outcome: outcome.clone(),
            reason: "what it said was erased".into(),
        },
        // Its outcome is still to come, and needs what it says.
        MailStatus::Stored => {
            return Err(StoreError::Failed("a mail that nobody has read yet cannot be erased".into()).into());
        }
    };
    let mut batch = Batch::new();
    if let Some(reading) = store.reading(id).await? {
        batch.update(Record::Reading(Box::new(ReadingRow {
            mail: id,
            extraction: Extraction::empty(reading.extraction.kind),
            words: String::new(),
            revision: reading.revision + 1,
        })));
    }
    batch.update(Record::Mail(MailRecord {
        message_id: None,
        sender: None,
        recheck: None,
        status,
        decisions: mail.decisions.iter().map(without_reason).collect(),
        erased: Some(at),
        revision: mail.revision + 1,
        ..mail
    }));
    Ok(store.commit(batch).await?)
}

/// Who decided stays, and what; why may name somebody.
fn without_reason(decision: &MailDecision) -> MailDecision {
    let word = match &decision.word {
        MailWord::Released => MailWord::Released,
        MailWord::ReleasedAndTrusted => MailWord::ReleasedAndTrusted,
        MailWord::Rejected { .. } => MailWord::Rejected {
            reason: "erased".into(),
        },
    };
    MailDecision {
        word,
        ..decision.clone()
    }
}

/// Forgets what was said about a sender.
///
/// # Errors
/// What the store says.
pub async fn sender(store: &Arc<dyn Store>, address: &str) -> Result<(), CommitError> {
    let Some(sender) = store.sender(address).await? else {
        return Ok(());
    };
    let mut batch = Batch::new();
    batch.removals.push((Key::Sender(sender.address), sender.revision));
    Ok(store.commit(batch).await?)
}

/// Removes the bytes of a mail that is marked as erased; a crash may have left them.
///
/// # Errors
/// What the store says.
pub async fn leftovers(store: &Arc<dyn Store>, mail: &MailRecord) -> Result<(), StoreError> {
    if mail.erased.is_some() && store.raw(mail.id).await?.is_some() {
        store.remove_raw(vec![mail.id]).await?;
    }
    Ok(())
}

/// Writes down that it happened, and nothing about whom. `erasure.number` is given here.
///
/// # Errors
/// What the store says.
pub async fn note(store: &Arc<dyn Store>, erasure: &Erasure) -> Result<(), CommitError> {
    deciding!(note_once(store, erasure.clone()).await)
}

async fn note_once(store: &Arc<dyn Store>, mut erasure: Erasure) -> Result<(), CommitError> {
    erasure.number = store.erasures().await?.len() as u64 + 1;
    let mut batch = Batch::new();
    batch.insert(Record::Erasure(erasure));
    Ok(store.commit(batch).await?)
}

/// Removes views of the queue whose name or words `names` somebody.
///
/// # Errors
/// What the store says.
pub async fn views(store: &Arc<dyn Store>, names: &(dyn Fn(&str) -> bool + Sync)) -> Result<(), CommitError> {
    for account in store.accounts().await? {
        deciding!(views_once(store, account.id, names).await)?;
    }
    Ok(())
}

async fn views_once(
    store: &Arc<dyn Store>,
    id: AccountId,
    names: &(dyn Fn(&str) -> bool + Sync),
) -> Result<(), CommitError> {
    let Some(mut account) = store.account(id).await? else {
        return Ok(());
    };
    let before = account.views.len();
    account.views.retain(|view| !names(&view.q) && !names(&view.name));
    if account.views.len() == before {
        return Ok(());
    }
    account.revision += 1;
    let mut batch = Batch::new();
    batch.update(Record::Account(Box::new(account)));
    Ok(store.commit(batch).await?)
}
