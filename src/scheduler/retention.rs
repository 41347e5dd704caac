//! Lets go, each night, what the configuration keeps no longer, and removes what an erasure that was cut off has left; and
//! sessions of the desk that have ended.
//!
//! A crash meanwhile leaves some of it for the next night.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;
use tracing::info;

use super::audit::next_night;
use super::worker::{Report, Worker};
use crate::accounts::tidy::tidy;
use crate::config::Config;
use crate::erasure::retention;
use crate::store::Store;

/// Lets go every night.
pub struct RetentionWorker {
    store: Arc<dyn Store>,
    config: Arc<Config>,
    /// When the next night is, once that is known.
    next: Mutex<Option<Timestamp>>,
}

impl RetentionWorker {
    /// A worker whose first work is in the coming night.
    pub fn new(store: Arc<dyn Store>, config: Arc<Config>) -> Self {
        Self {
            store,
            config,
            next: Mutex::new(None),
        }
    }

    fn planned(&self) -> Option<Timestamp> {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn plan(&self, now: Timestamp) -> Option<Timestamp> {
        let night = next_night(now, &self.config.calendar.zone);
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = night;
        night
    }
}

#[async_trait]
impl Worker for RetentionWorker {
    fn name(&self) -> &'static str {
        "retention"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        let (mut done, planned) = (0, self.planned());
        if let Some(night) = planned.filter(|night| *night > now) {
            return Report {
                done,
                next: Some(night),
                failed: None,
            };
        }
        if planned.is_some() {
            match retention::run(&self.store, &self.config.retention, now).await {
                Ok(erased) => {
                    done = usize::try_from(erased.tickets + erased.mails).unwrap_or(usize::MAX);
                    if done > 0 {
                        let (tickets, mails) = (erased.tickets, erased.mails);
                        info!(tickets, mails, "what is kept no longer was erased");
                    }
                }
                Err(why) => return Report::failed(why.to_string()),
            }
            match tidy(&self.store, &self.config.desk, now).await {
                Ok(0) => {}
                Ok(ended) => info!(ended, "sessions and links of the desk that had ended were taken away"),
                Err(why) => return Report::failed(why.to_string()),
            }
        }
        Report {
            done,
            next: self.plan(now),
            failed: None,
        }
    }
}
