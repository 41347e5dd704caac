//! The real store, and a process that can die at each step of it.
//!
//! Before and after each commit, each raw mail and each mail that goes out there is a point at which the process may be
//! killed. A process that is dead never comes back from what it was doing; its store is closed and opened anew. Two of
//! the promises that are broken on purpose are broken here, between the daemon and its store.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use greenroom::domain::event::Event;
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::store::{Batch, Find, Frozen, Index, Key, Record, Store, StoreError};
use tokio::sync::{OwnedMutexGuard, watch};

use crate::stage::Shared;

/// A promise that is broken on purpose, to see that it is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breakage {
    /// The daemon's clock is a day ahead.
    DayEarly,
    /// A go-live that moved is forgotten.
    ForgetReplan,
    /// The mailbox is told before the mail is stored.
    TellFirst,
    /// After a restore what was queued goes out, and nobody looks.
    LetOut,
}

/// Life and death of a process.
#[derive(Debug)]
pub(crate) struct Life {
    left: Mutex<Option<u32>>,
    dead: watch::Sender<bool>,
}

impl Life {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            left: Mutex::new(None),
            dead: watch::Sender::new(false),
        })
    }

    /// Death comes at the `points`th point from now.
    pub(crate) fn limit(&self, points: Option<u32>) {
        *self.left.lock().unwrap() = points;
    }

    /// Returns when the process dies.
    pub(crate) async fn ended(&self) {
        let mut seen = self.dead.subscribe();
        let _ = seen.wait_for(|dead| *dead).await;
    }

    /// A point at which the process may die. Whoever is dead never returns from it.
    pub(crate) async fn point(&self) {
        if self.dies_here() || *self.dead.borrow() {
            std::future::pending::<()>().await;
        }
    }

    fn dies_here(&self) -> bool {
        let mut left = self.left.lock().unwrap();
        match &mut *left {
            Some(points) if *points <= 1 => {
                *left = None;
                self.dead.send_replace(true);
                true
            }
            Some(points) => {
                *points -= 1;
                false
            }
            None => false,
        }
    }
}

/// A store whose process can die. One thing at a time is asked of it, so that a run is the same each time.
pub(crate) struct MortalStore {
    inner: Arc<dyn Store>,
    life: Arc<Life>,
    breakage: Option<Breakage>,
    /// What was said to be stored and is not yet, where that is broken.
    late: Mutex<Vec<Batch>>,
    turn: Arc<tokio::sync::Mutex<()>>,
    shared: Shared,
}

impl MortalStore {
    pub(crate) fn new(inner: Arc<dyn Store>, life: Arc<Life>, breakage: Option<Breakage>, shared: Shared) -> Self {
        Self {
            inner,
            life,
            breakage,
            late: Mutex::new(Vec::new()),
            turn: Arc::default(),
            shared,
        }
    }

    /// Returns when nothing is being written any more.
    pub(crate) async fn is_quiet(&self) {
        drop(self.turn.lock().await);
    }

    /// Writes a batch to its end, also when whoever asked for it dies meanwhile, as a disk does it.
    async fn write(&self, batch: Batch, turn: OwnedMutexGuard<()>) -> Result<OwnedMutexGuard<()>, StoreError> {
        let inner = Arc::clone(&self.inner);
        let written = tokio::spawn(async move {
            let result = inner.commit(batch).await;
            result.map(|()| turn)
        });
        written.await.unwrap()
    }

    async fn write_what_is_late(&self) -> Result<(), StoreError> {
        let late = std::mem::take(&mut *self.late.lock().unwrap());
        for batch in late {
            let turn = Arc::clone(&self.turn).lock_owned().await;
            drop(self.write(batch, turn).await?);
        }
        Ok(())
    }
}

#[async_trait]
impl Store for MortalStore {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.life.point().await;
        self.write_what_is_late().await?;
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let batch = match self.breakage {
            Some(Breakage::ForgetReplan) => without_moves(batch),
            Some(Breakage::TellFirst) if takes_in(&batch) => {
                self.late.lock().unwrap().push(batch);
                return Ok(());
            }
            Some(Breakage::TellFirst | Breakage::DayEarly | Breakage::LetOut) | None => batch,
        };
        let turn = self.write(batch.clone(), turn).await?;
        self.shared.lock().written(&batch);
        self.life.point().await;
        drop(turn);
        Ok(())
    }

    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        let _turn = self.turn.lock().await;
        self.inner.get(key).await
    }

    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError> {
        if find.index == Index::MailPending {
            self.write_what_is_late().await?;
        }
        let _turn = self.turn.lock().await;
        self.inner.find(find).await
    }

    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let _turn = self.turn.lock().await;
        self.inner.scan(after, limit).await
    }

    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError> {
        let _turn = self.turn.lock().await;
        self.life.point().await;
        // One after another, so that death can come when some are there and others are not.
        let mut ids = Vec::new();
        for mail in mails {
            ids.extend(self.inner.put_raw(vec![mail]).await?);
            self.life.point().await;
        }
        Ok(ids)
    }

    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        let _turn = self.turn.lock().await;
        self.inner.raw(id).await
    }

    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError> {
        self.inner.remove_raw(mails).await
    }

    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError> {
        self.inner.freeze().await
    }

    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError> {
        let _turn = self.turn.lock().await;
        self.inner.reserve_ticket_id().await
    }

    fn openings(&self) -> u64 {
        self.inner.openings()
    }

    fn is_exclusive(&self) -> bool {
        self.inner.is_exclusive()
    }

    fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits()
    }
}

/// Whether these are rows of messages that were not known before.
fn takes_in(batch: &Batch) -> bool {
    batch
        .writes
        .iter()
        .any(|write| matches!(&write.record, Record::Ledger(row) if row.revision == 1))
}

/// The batch without tickets to which nothing happened but that their go-live moved.
fn without_moves(mut batch: Batch) -> Batch {
    let moved = |id: TicketId, batch: &Batch| {
        let mut entries = batch.writes.iter().filter_map(|write| match &write.record {
            Record::Entry(entry) if entry.ticket == id => Some(&entry.event),
            _ => None,
        });
        entries.all(|event| matches!(event, Event::GoLiveMoved { .. }))
    };
    let tickets = batch.writes.iter().filter_map(|write| match &write.record {
        Record::Ticket(ticket) => Some(ticket.id),
        _ => None,
    });
    let forgotten: Vec<TicketId> = tickets.filter(|id| moved(*id, &batch)).collect();
    batch.writes.retain(|write| match &write.record {
        Record::Ticket(ticket) => !forgotten.contains(&ticket.id),
        Record::Entry(entry) => !forgotten.contains(&entry.ticket),
        _ => true,
    });
    batch
}
