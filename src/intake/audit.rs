//! Recounts what is in the mailboxes against the ledger. Changes nothing, neither there nor in the store.

use std::sync::Arc;

use crate::config::Config;
use crate::domain::ids::MailId;
use crate::domain::mail::{FolderKey, LedgerKey, Taken};
use crate::store::{Store, StoreError};

use super::error::IntakeError;
use super::source::{Manner, Source, sources};
use super::{files, imap, maildir};

/// What the recount of one folder gave.
#[derive(Debug)]
pub struct FolderAudit {
    /// Which folder.
    pub folder: FolderKey,
    /// How many messages are in it.
    pub present: u64,
    /// How many of them are stored, or were before they were erased.
    pub stored: u64,
    /// How many of them are listed as refused or vanished, each with its reason.
    pub refused: u64,
    /// How many of them lay there long before the first connection, and were left.
    pub old: u64,
    /// Messages that nothing explains.
    pub unexplained: Vec<Unexplained>,
    /// Why it could not be recounted.
    pub error: Option<IntakeError>,
}

/// A message that nothing explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// Which.
    pub key: LedgerKey,
    /// What is missing.
    pub what: Missing,
}

/// What is missing of a message that is in the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It has no row in the ledger, although the cursor is past it.
    Row,
    /// It has no row in the ledger yet; the next pass will take it.
    NotTakenYet,
    /// It has a row, but the record of the mail is gone.
    Record,
    /// It has a row and a record, but its bytes are gone.
    Bytes,
}

impl Missing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Row => "no row in the ledger, although the cursor is past it; `greenroom backfill` takes it",
            Self::NotTakenYet => "not taken in yet; wait for the next pass, or run `greenroom backfill`",
            Self::Record => "stored by its row, but the record of the mail is missing",
            Self::Bytes => "stored by its row, but the bytes of the mail are missing",
        }
    }
}

/// Recounts every folder of the configuration.
///
/// # Errors
/// [`StoreError`] when the store cannot be asked. A mailbox that cannot be asked is in the result.
pub async fn recount(config: &Config, store: &Arc<dyn Store>) -> Result<Vec<FolderAudit>, StoreError> {
    let mut audits = Vec::new();
    for source in sources(config, Manner::Whole) {
        let mut audit = FolderAudit {
            folder: source.key().clone(),
            present: 0,
            stored: 0,
            refused: 0,
            old: 0,
            unexplained: Vec::new(),
            error: None,
        };
        match keys(&source, config).await {
            Ok(keys) => {
                for key in keys {
                    check(key, store, &mut audit).await?;
                }
            }
            Err(error) => audit.error = Some(error),
        }
        audits.push(audit);
    }
    Ok(audits)
}

/// The ledger key of everything that is in the folder now.
async fn keys(source: &Source, config: &Config) -> Result<Vec<LedgerKey>, IntakeError> {
    let folder = source.key();
    let of_files = |names: Vec<String>| names.iter().map(|name| LedgerKey::file(folder, name)).collect();
    match source {
        Source::Imap(imap) => {
            let (uid_validity, uids) = Box::pin(imap::uids(&imap.config, &imap.base, &folder.folder)).await?;
            let keys = uids.into_iter().map(|uid| LedgerKey::imap(folder, uid_validity, uid));
            Ok(keys.collect())
        }
        Source::Maildir(maildir) => Ok(of_files(maildir::names(&config.resolve(&maildir.config.path)).await?)),
        Source::Files(files) => Ok(of_files(files::names(&config.resolve(&files.config.path)).await?)),
    }
}

async fn check(key: LedgerKey, store: &Arc<dyn Store>, audit: &mut FolderAudit) -> Result<(), StoreError> {
    audit.present += 1;
    let missing = match store.ledger_row(&key).await? {
        None if is_past(&key, store).await? => Some(Missing::Row),
        None => Some(Missing::NotTakenYet),
        Some(row) => match row.taken {
            Taken::Refused { .. } | Taken::Vanished => {
                audit.refused += 1;
                None
            }
            Taken::Old { .. } => {
                audit.old += 1;
                None
            }
            Taken::Stored { mail } => {
                let missing = missing_of(mail, store).await?;
                audit.stored += u64::from(missing.is_none());
                missing
            }
        },
    };
    if let Some(what) = missing {
        audit.unexplained.push(Unexplained { key, what });
    }
    Ok(())
}

/// What is missing of a mail that was stored. Of one that was erased only the record is kept.
async fn missing_of(mail: MailId, store: &Arc<dyn Store>) -> Result<Option<Missing>, StoreError> {
    let Some(record) = store.mail(mail).await? else {
        return Ok(Some(Missing::Record));
    };
    let is_whole = record.erased.is_some() || store.raw(mail).await?.is_some();
    Ok((!is_whole).then_some(Missing::Bytes))
}

/// Whether the cursor of the folder is past this message.
async fn is_past(key: &LedgerKey, store: &Arc<dyn Store>) -> Result<bool, StoreError> {
    let (Some(row), Ok(uid)) = (store.cursor(&key.folder).await?, key.uid.parse::<u32>()) else {
        return Ok(false);
    };
    Ok(row.cursor.uid_validity == key.uid_validity && uid <= row.cursor.last_uid)
}
