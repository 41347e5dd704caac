//! Looks again at mails in quarantine whose sender could not be proven because name servers gave no answer.
//!
//! Such a mail becomes `stored` again, on its revision and only while it waits, so that no decision of a person is lost; the
//! pipeline does the rest, in the order of the mailbox. A crash in between leaves it stored, which is as good.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::domain::ids::MailId;
use crate::store::commit::{Commit, CommitError, deciding};
use crate::store::record::Key;
use crate::store::{Find, Index, Record, Store, StoreError};

use super::worker::{Report, Worker};

/// So many mails are found in one go.
const AT_ONCE: usize = 256;

/// Hands mails back to the pipeline when their time has come.
pub struct RecheckWorker {
    store: Arc<dyn Store>,
}

impl RecheckWorker {
    /// A worker on `store`.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    async fn pass(&self, now: Timestamp) -> Result<Report, CommitError> {
        let mut done = 0;
        loop {
            let due = self.store.find(Find::until(Index::MailByRecheck, now, AT_ONCE)).await?;
            if due.is_empty() {
                break;
            }
            for (_, key) in due {
                if let Key::Mail(id) = key {
                    done += deciding!(self.hand_back(id, now).await)?;
                }
            }
        }
        Ok(Report {
            done,
            next: self.store.earliest(Index::MailByRecheck).await?,
            failed: None,
        })
    }

    async fn hand_back(&self, id: MailId, now: Timestamp) -> Result<usize, CommitError> {
        let waiting = self.store.mail(id).await?.and_then(|mail| mail.looked_at_again());
        let Some(mail) = waiting else {
            return Ok(0);
        };
        let mut commit = Commit::new(&self.store, now);
        commit.update(Record::Mail(mail));
        commit.commit().await?;
        Ok(1)
    }
}

#[async_trait]
impl Worker for RecheckWorker {
    fn name(&self) -> &'static str {
        "recheck"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        match self.pass(now).await {
            Ok(report) => report,
            Err(CommitError::Store(StoreError::Conflict { .. })) => Report::failed("others were faster"),
            Err(error) => Report::failed(error.to_string()),
        }
    }
}
