//! Takes mails in for good: bytes first, then one commit with records, ledger rows and cursor.
//!
//! Only after [`accept`] returned may the mailbox be told. A crash before the commit leaves raw bytes that nobody
//! names, and the same mails are fetched again; a crash after it leaves ledger rows that are not acknowledged, which
//! the next pass over the folder finds. Doing the same twice changes nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::ids::{Fingerprint, MailId};
use crate::domain::mail::{Cursor, CutOff, FolderKey, LedgerKey, LedgerRow, MailRecord, MailStatus, Taken};
use crate::store::index::{Range, instant};
use crate::store::{Batch, Find, Index, Key, Record, Store, StoreError};

use super::fingerprint::{fingerprint, message_id};

/// How often a commit is decided anew because somebody else wrote first. Two folders with the same mail need one.
const CONFLICT_TRIES: usize = 16;

/// What a source gave for one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Its bytes, exactly as they arrived.
    Mail(Vec<u8>),
    /// It was not fetched; in words, with the numbers.
    Refused(String),
    /// It was gone before it could be fetched.
    Vanished,
    /// It was not fetched: the server received it before this day, long before the first connection.
    Old(Date),
}

/// One message as a source gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Which message.
    pub key: LedgerKey,
    /// Its size, as the source said.
    pub size: u64,
    /// What there is of it.
    pub content: Content,
    /// Whether the mailbox must be told once it is stored.
    pub tell: bool,
}

/// What became of some arrivals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptReport {
    /// Mails that were not known before.
    pub new_mails: u64,
    /// Messages with the bytes of a mail that was known: they got a ledger row only.
    pub again: u64,
    /// Messages that were listed as refused.
    pub refused: u64,
    /// Messages that were listed as vanished.
    pub vanished: u64,
    /// Messages that were listed as old.
    pub old: u64,
    /// Messages that had their ledger row already.
    pub kept: u64,
    /// The rows whose mailbox has not been told yet.
    pub to_tell: Vec<LedgerRow>,
}

/// What is known of an arrival without its bytes.
struct Noted {
    key: LedgerKey,
    size: u64,
    tell: bool,
    what: What,
}

enum What {
    Mail(Facts),
    Refused(String),
    Vanished,
    Old(Date),
}

#[derive(Clone)]
struct Facts {
    id: MailId,
    fingerprint: Fingerprint,
    message_id: Option<String>,
    size: u64,
}

/// Stores `arrivals` for good and moves the folder's cursor, all or nothing.
///
/// # Errors
/// [`StoreError`]; then nothing is acknowledged and the same arrivals can be given again.
pub async fn accept(
    store: &Arc<dyn Store>,
    now: Timestamp,
    arrivals: Vec<Arrival>,
    cursor: Option<(&FolderKey, Cursor)>,
) -> Result<AcceptReport, StoreError> {
    let (noted, raw) = note(arrivals);
    let raw = without_erased(store, raw).await?;
    if !raw.is_empty() {
        store.put_raw(raw).await?;
    }
    let mut tries = 1;
    loop {
        // What is known already is not written again, so it must be on the disk: a store that has failed since says no.
        let opening = store.openings();
        let (mut batch, report) = decide(store, now, &noted, cursor).await?;
        if batch.writes.is_empty() && store.openings() == opening {
            return Ok(report);
        }
        batch.opening = Some(opening);
        match store.commit(batch).await {
            Ok(()) => return Ok(report),
            Err(StoreError::Conflict { .. }) if tries < CONFLICT_TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Writes down from where on a folder is taken, before anything of it is.
///
/// # Errors
/// [`StoreError`]; then nothing may be taken.
pub async fn begin(
    store: &Arc<dyn Store>,
    folder: &FolderKey,
    uid_validity: u32,
    cut_off: Option<CutOff>,
) -> Result<(), StoreError> {
    let cursor = Cursor {
        uid_validity,
        last_uid: 0,
    };
    let mut row = store.next_cursor(folder, cursor).await?;
    row.cut_off = cut_off;
    let mut batch = Batch::new();
    if row.revision == 1 {
        batch.insert(Record::Cursor(row));
    } else {
        batch.update(Record::Cursor(row));
    }
    store.commit(batch).await
}

/// Marks rows as acknowledged: the mailbox has been told.
///
/// # Errors
/// [`StoreError`]; then the next pass tells the mailbox again, which does no harm.
pub async fn acknowledge(store: &Arc<dyn Store>, rows: Vec<LedgerRow>) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::new();
    for mut row in rows {
        row.acknowledged = true;
        row.revision += 1;
        batch.update(Record::Ledger(row));
    }
    store.commit(batch).await
}

/// Parts what must be kept as bytes from what must be known.
fn note(arrivals: Vec<Arrival>) -> (Vec<Noted>, Vec<Vec<u8>>) {
    let mut raw = Vec::new();
    let mut noted = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let what = match arrival.content {
            Content::Mail(bytes) => {
                let facts = Facts {
                    id: MailId::of(&bytes),
                    fingerprint: fingerprint(&bytes),
                    message_id: message_id(&bytes),
                    size: bytes.len() as u64,
                };
                raw.push(bytes);
                What::Mail(facts)
            }
            Content::Refused(reason) => What::Refused(reason),
            Content::Vanished => What::Vanished,
            Content::Old(before) => What::Old(before),
        };
        noted.push(Noted {
            key: arrival.key,
            size: arrival.size,
            tell: arrival.tell,
            what,
        });
    }
    (noted, raw)
}

/// What was erased does not come back because a mailbox still has it.
async fn without_erased(store: &Arc<dyn Store>, raw: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut kept = Vec::with_capacity(raw.len());
    for bytes in raw {
        let known = store.mail(MailId::of(&bytes)).await?;
        if known.is_none_or(|mail| mail.erased.is_none()) {
            kept.push(bytes);
        }
    }
    Ok(kept)
}

/// What has to be written, given what is there now.
async fn decide(
    store: &Arc<dyn Store>,
    now: Timestamp,
    noted: &[Noted],
    cursor: Option<(&FolderKey, Cursor)>,
) -> Result<(Batch, AcceptReport), StoreError> {
    let mut batch = Batch::new();
    let mut report = AcceptReport::default();
    let received_at = after_all_pending(store, now).await?;
    let mut in_this_batch = BTreeSet::new();
    let mut keys_in_this_batch = BTreeSet::new();
    for arrival in noted {
        if !keys_in_this_batch.insert(&arrival.key) {
            continue;
        }
        let known = store.ledger_row(&arrival.key).await?;
        // What was left because it is old may be taken later, when somebody asks for it.
        let left = known.as_ref().filter(|row| matches!(row.taken, Taken::Old { .. }));
        let taken_now = left
            .filter(|_| !matches!(arrival.what, What::Old(_)))
            .map(|row| row.revision);
        if let Some(row) = known.filter(|_| taken_now.is_none()) {
            report.kept += 1;
            if !row.acknowledged {
                report.to_tell.push(row);
            }
            continue;
        }
        if let What::Mail(facts) = &arrival.what {
            let known = store.mail(facts.id).await?.is_some() || !in_this_batch.insert(facts.id);
            if known {
                report.again += 1;
            } else {
                report.new_mails += 1;
                batch.insert(Record::Mail(mail_record(facts, &arrival.key, received_at)));
            }
        }
        let mut row = ledger_row(arrival, now, &mut report);
        row.revision += taken_now.unwrap_or_default();
        if !row.acknowledged {
            report.to_tell.push(row.clone());
        }
        match taken_now {
            Some(_) => batch.update(Record::Ledger(row)),
            None => batch.insert(Record::Ledger(row)),
        };
    }
    if let Some((folder, cursor)) = cursor {
        move_cursor(store, folder, cursor, &mut batch).await?;
    }
    Ok((batch, report))
}

/// When these mails are taken to have come: now, and not before a mail that still waits for its outcome. Mails are settled
/// in this order, and a clock that was set back must not put an answer before the mail that it answers.
async fn after_all_pending(store: &Arc<dyn Store>, now: Timestamp) -> Result<Timestamp, StoreError> {
    let later = Find {
        index: Index::MailPending,
        range: Range::From(instant(now)),
        after: None,
        limit: usize::MAX,
    };
    match store.find(later).await?.pop() {
        Some((_, Key::Mail(id))) => Ok(store.mail(id).await?.map_or(now, |mail| mail.received_at.max(now))),
        Some(_) | None => Ok(now),
    }
}

fn mail_record(facts: &Facts, found: &LedgerKey, now: Timestamp) -> MailRecord {
    MailRecord {
        id: facts.id,
        fingerprint: facts.fingerprint,
        message_id: facts.message_id.clone(),
        size: facts.size,
        received_at: now,
        found: found.clone(),
        status: MailStatus::Stored,
        sender: None,
        sent_at: None,
        decisions: Vec::new(),
        erased: None,
        recheck: None,
        revision: 1,
    }
}

fn ledger_row(arrival: &Noted, now: Timestamp, report: &mut AcceptReport) -> LedgerRow {
    let taken = match &arrival.what {
        What::Mail(facts) => Taken::Stored { mail: facts.id },
        What::Refused(reason) => {
            report.refused += 1;
            Taken::Refused { reason: reason.clone() }
        }
        What::Vanished => {
            report.vanished += 1;
            Taken::Vanished
        }
        What::Old(before) => {
            report.old += 1;
            Taken::Old { before: *before }
        }
    };
    LedgerRow {
        key: arrival.key.clone(),
        size: arrival.size,
        seen_at: now,
        acknowledged: !(arrival.tell && matches!(taken, Taken::Stored { .. })),
        taken,
        revision: 1,
    }
}

/// Adds the cursor to the batch, unless it is as far already. It never goes back under the same UIDVALIDITY.
async fn move_cursor(
    store: &Arc<dyn Store>,
    folder: &FolderKey,
    cursor: Cursor,
    batch: &mut Batch,
) -> Result<(), StoreError> {
    if let Some(row) = store.cursor(folder).await?
        && row.cursor.uid_validity == cursor.uid_validity
        && row.cursor.last_uid >= cursor.last_uid
    {
        return Ok(());
    }
    let row = store.next_cursor(folder, cursor).await?;
    if row.revision == 1 {
        batch.insert(Record::Cursor(row));
    } else {
        batch.update(Record::Cursor(row));
    }
    Ok(())
}
