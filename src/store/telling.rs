//! A store that writes down, with each event of a ticket, who is to be told of it: in the same transaction, so that no event is
//! forgotten and none is told that did not happen.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::watch;

use super::{Batch, Expected, Find, Frozen, Key, Record, Store, StoreError};
use crate::domain::ids::{MailId, TicketId};
use crate::domain::webhook::Delivery;

/// Another store, and the names of the endpoints.
pub struct TellingStore {
    inner: Arc<dyn Store>,
    endpoints: Vec<String>,
}

impl TellingStore {
    /// Tells `endpoints` of what happens in `inner`.
    pub fn new(inner: Arc<dyn Store>, endpoints: Vec<String>) -> Self {
        Self { inner, endpoints }
    }
}

#[async_trait]
impl Store for TellingStore {
    async fn commit(&self, mut batch: Batch) -> Result<(), StoreError> {
        let mut told = Vec::new();
        for write in &batch.writes {
            // Events that are rewritten, as an erasure does, happened long ago.
            if let (Record::Entry(entry), Expected::Absent) = (&write.record, write.expected) {
                let row = |endpoint: &String| Delivery::new(endpoint, entry.ticket, entry.seq, entry.at);
                told.extend(self.endpoints.iter().map(row));
            }
        }
        for delivery in told {
            batch.insert(Record::Delivery(delivery));
        }
        self.inner.commit(batch).await
    }

    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.inner.get(key).await
    }

    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError> {
        self.inner.find(find).await
    }

    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        self.inner.scan(after, limit).await
    }

    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError> {
        self.inner.put_raw(mails).await
    }

    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError> {
        self.inner.remove_raw(mails).await
    }

    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.raw(id).await
    }

    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError> {
        self.inner.freeze().await
    }

    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError> {
        self.inner.reserve_ticket_id().await
    }

    fn is_exclusive(&self) -> bool {
        self.inner.is_exclusive()
    }

    fn openings(&self) -> u64 {
        self.inner.openings()
    }

    fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits()
    }
}
