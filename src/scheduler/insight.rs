//! Counts how the work goes ([`crate::domain::insight`]): when the program starts and each night, never when somebody looks.
//!
//! It reads the tickets on which something happened lately, and keeps the figures in memory. A crash meanwhile means nothing;
//! the next start counts again.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::audit::next_night;
use super::worker::{Report, Worker};
use crate::config::Config;
use crate::domain::ids::TicketId;
use crate::domain::insight::Insight;
use crate::store::index::Range;
use crate::store::index::lists::{APART, EVERYTHING, newest_first};
use crate::store::{Find, Index, Key, Store, StoreError};

/// So many weeks are counted, this one included.
pub const WEEKS: i64 = 12;

/// So many entries of the index are read in one go.
const AT_ONCE: usize = 2000;

/// The figures, and when they were counted.
type Counted = (Timestamp, Arc<Insight>);

/// What was counted last.
#[derive(Debug, Clone, Default)]
pub struct Latest(Arc<Mutex<Option<Counted>>>);

impl Latest {
    /// What was counted last; none before the first time.
    pub fn get(&self) -> Option<(Timestamp, Arc<Insight>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, at: Timestamp, insight: Insight) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, Arc::new(insight)));
    }
}

/// Counts every night.
pub struct InsightWorker {
    store: Arc<dyn Store>,
    config: Arc<Config>,
    latest: Latest,
    /// When it is to be counted again.
    next: Mutex<Option<Timestamp>>,
}

impl InsightWorker {
    /// A worker that counts at once and then each night, for whoever has `latest`.
    pub fn new(store: Arc<dyn Store>, config: Arc<Config>, latest: Latest) -> Self {
        Self {
            store,
            config,
            latest,
            next: Mutex::new(None),
        }
    }

    async fn count(&self, now: Timestamp) -> Result<usize, StoreError> {
        let zone = TimeZone::get(&self.config.calendar.zone).unwrap_or(TimeZone::UTC);
        let since = now
            .checked_sub(SignedDuration::from_hours(24 * 7 * (WEEKS - 1)))
            .unwrap_or(Timestamp::MIN);
        let tickets = lately(self.store.as_ref(), since).await?;
        let mut insight = Insight::of_weeks(now, WEEKS, &zone);
        for id in &tickets {
            insight.add(&self.store.entries(*id).await?, since, &zone);
            // Others are served meanwhile.
            tokio::task::yield_now().await;
        }
        self.latest.set(now, insight);
        Ok(tickets.len())
    }
}

/// Tickets on which something happened since then.
async fn lately(store: &dyn Store, since: Timestamp) -> Result<BTreeSet<TicketId>, StoreError> {
    let mut tickets = BTreeSet::new();
    let mut find = Find {
        index: Index::EntryByAge,
        range: Range::Between(
            format!("{EVERYTHING}{APART}"),
            format!("{EVERYTHING}{APART}{}", newest_first(since)),
        ),
        after: None,
        limit: AT_ONCE,
    };
    loop {
        let found = store.find(find.clone()).await?;
        tickets.extend(found.iter().filter_map(|(_, key)| {
            if let Key::Entry(ticket, _) = key {
                Some(*ticket)
            } else {
                None
            }
        }));
        let Some(last) = found.last().filter(|_| found.len() == AT_ONCE) else {
            return Ok(tickets);
        };
        find.after = Some(last.clone());
    }
}

#[async_trait]
impl Worker for InsightWorker {
    fn name(&self) -> &'static str {
        "insight"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        let planned = *self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(next) = planned.filter(|next| *next > now) {
            return Report {
                done: 0,
                next: Some(next),
                failed: None,
            };
        }
        match self.count(now).await {
            Ok(done) => {
                let next = next_night(now, &self.config.calendar.zone);
                *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
                Report {
                    done,
                    next,
                    failed: None,
                }
            }
            Err(why) => Report::failed(why.to_string()),
        }
    }
}
