//! The recount of every night: each message of each folder against the ledger, as `greenroom audit` does it by hand.
//!
//! It changes nothing. What is unexplained is an error in the log, and so is a folder that could not be recounted. A crash
//! meanwhile means nothing; the next night recounts again.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use tracing::{error, info};

use crate::config::Config;
use crate::intake::audit::{FolderAudit, Missing, recount};
use crate::store::Store;

use super::worker::{Report, Worker};

/// Mailboxes are quiet then.
const HOUR: i8 = 3;

/// So many unexplained messages are named in the log.
const NAMED: usize = 20;

/// What a recount came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// When it began.
    pub at: Timestamp,
    /// How many messages are in the mailboxes.
    pub present: u64,
    /// How many of them nothing explains, although they should have been taken long ago.
    pub unexplained: usize,
    /// How many folders could not be recounted.
    pub failed: usize,
}

/// Recounts every night.
pub struct AuditWorker {
    store: Arc<dyn Store>,
    config: Arc<Config>,
    /// When the next recount is due, once that is known.
    next: Mutex<Option<Timestamp>>,
    latest: Mutex<Option<Recount>>,
}

impl AuditWorker {
    /// A worker whose first recount is in the coming night.
    pub fn new(store: Arc<dyn Store>, config: Arc<Config>) -> Self {
        Self {
            store,
            config,
            next: Mutex::new(None),
            latest: Mutex::new(None),
        }
    }

    /// What the last recount came to; none before the first night.
    pub fn latest(&self) -> Option<Recount> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.clone()
    }

    /// Whether it is time, and when the next time is.
    fn look_at_the_clock(&self, now: Timestamp) -> (bool, Option<Timestamp>) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = next.is_some_and(|next| next <= now);
        if next.is_none_or(|next| next <= now) {
            *next = next_night(now, &self.config.calendar.zone);
        }
        (is_time, *next)
    }

    fn tell(&self, at: Timestamp, audits: &[FolderAudit]) {
        let mut found = Recount {
            at,
            present: 0,
            unexplained: 0,
            failed: 0,
        };
        for audit in audits {
            let folder = &audit.folder;
            found.present += audit.present;
            if let Some(why) = &audit.error {
                found.failed += 1;
                error!(%folder, %why, "the folder could not be recounted against the ledger");
            }
            // What came a moment ago is not taken yet, and that is no news.
            let overdue = audit
                .unexplained
                .iter()
                .filter(|message| message.what != Missing::NotTakenYet);
            for (number, message) in overdue.enumerate() {
                found.unexplained += 1;
                if number < NAMED {
                    let (uid, what) = (message.key.uid.trim_start_matches('0'), message.what.words());
                    error!(%folder, uid, what, "a message is in the mailbox that the ledger does not explain");
                }
            }
        }
        let Recount {
            present,
            unexplained,
            failed,
            ..
        } = found;
        info!(
            present,
            unexplained, failed, "the mailboxes were recounted against the ledger"
        );
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}

/// The next time that the hour comes in this zone.
pub(super) fn next_night(now: Timestamp, zone: &str) -> Option<Timestamp> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let today = now.to_zoned(zone.clone()).date();
    let days = [today, today.checked_add(1.day()).ok()?];
    let nights = days
        .into_iter()
        .filter_map(|day| day.at(HOUR, 0, 0, 0).to_zoned(zone.clone()).ok());
    nights.map(|night| night.timestamp()).find(|night| *night > now)
}

#[async_trait]
impl Worker for AuditWorker {
    fn name(&self) -> &'static str {
        "audit"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        let (is_time, next) = self.look_at_the_clock(now);
        let mut done = 0;
        if is_time {
            match recount(&self.config, &self.store).await {
                Ok(audits) => {
                    done = audits.len();
                    self.tell(now, &audits);
                }
                Err(why) => return Report::failed(why.to_string()),
            }
        }
        Report {
            done,
            next,
            failed: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(now: &str, zone: &str) -> String {
        next_night(now.parse().unwrap(), zone).unwrap().to_string()
    }

    #[test]
    fn the_night_is_that_of_the_calendar() {
        assert_eq!(next("2027-03-01T08:00:00Z", "UTC"), "2027-03-02T03:00:00Z");
        assert_eq!(next("2027-03-01T02:59:59Z", "UTC"), "2027-03-01T03:00:00Z");
        assert_eq!(next("2027-03-01T03:00:00Z", "UTC"), "2027-03-02T03:00:00Z");
        assert_eq!(next("2027-03-01T08:00:00Z", "America/New_York"), "2027-03-02T08:00:00Z");
        // The hour is left out in the night in which clocks go forward in Berlin at two; three is there.
        assert_eq!(next("2027-03-27T12:00:00Z", "Europe/Berlin"), "2027-03-28T01:00:00Z");
    }
}
