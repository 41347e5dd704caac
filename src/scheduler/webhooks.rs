//! Tells endpoints of what happened to tickets.
//!
//! A row is claimed by a guarded write before its endpoint hears of it; the claim ends by itself when the process dies, and then
//! the endpoint may hear of the event twice, under the same name. An endpoint that does not answer rests, so that it costs the
//! others nothing; an event that it never took is given up with an error in the log, and stays visible for a month.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tracing::{error, warn};

use super::worker::{Report, Worker};
use crate::domain::event::Entry;
use crate::domain::webhook::{Delivery, DeliveryState};
use crate::outbound::webhook::{Endpoint, Told};
use crate::store::index::Range;
use crate::store::{Batch, Find, Index, Key, Record, Store, StoreError};

/// So many rows of an endpoint are looked at in one pass.
const AT_ONCE: usize = 32;
/// A claim outlives the longest answer.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// The first pause after a try in vain; each further one is twice as long, up to the longest.
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 4 * 3600;
/// An endpoint that fails again and again is left alone for so long at most.
const LONGEST_REST_SECONDS: i64 = 15 * 60;
/// What was told is kept so long, what was given up so long.
const TOLD_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
const GIVEN_UP_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Tells endpoints.
pub struct WebhookWorker {
    store: Arc<dyn Store>,
    endpoints: Vec<Arc<Endpoint>>,
    /// Until when an endpoint is left alone, and how often it failed in a row.
    resting: Mutex<BTreeMap<String, (Timestamp, u32)>>,
}

impl WebhookWorker {
    /// A worker for these endpoints.
    pub fn new(store: Arc<dyn Store>, endpoints: Vec<Endpoint>) -> Self {
        Self {
            store,
            endpoints: endpoints.into_iter().map(Arc::new).collect(),
            resting: Mutex::default(),
        }
    }

    /// Everything that is due for one endpoint, until it fails.
    async fn pass(&self, endpoint: &Arc<Endpoint>, now: Timestamp) -> Result<(usize, Option<Timestamp>), StoreError> {
        if let Some(until) = self.rests(&endpoint.name, now) {
            return Ok((0, Some(until)));
        }
        let mut done = self.clear(&endpoint.name, now).await?;
        for state in ["sending", "waiting"] {
            for delivery in self.rows(&endpoint.name, state).await? {
                if delivery.state.instant() > now {
                    return Ok((done, Some(delivery.state.instant())));
                }
                let Some(claimed) = self.claim(delivery, now).await? else {
                    continue;
                };
                done += 1;
                if !self.told(endpoint, claimed, now).await? {
                    return Ok((done, self.rests(&endpoint.name, now)));
                }
            }
        }
        // There may be more than was looked at.
        let next = (done > 0).then_some(now);
        Ok((done, next))
    }

    async fn rows(&self, endpoint: &str, state: &str) -> Result<Vec<Delivery>, StoreError> {
        let find = Find {
            index: Index::DeliveryByState,
            range: Range::StartsWith(format!("{endpoint}/{state}/")),
            after: None,
            limit: AT_ONCE,
        };
        let mut rows = Vec::new();
        for (_, key) in self.store.find(find).await? {
            if let Some(Record::Delivery(delivery)) = self.store.get(&key).await? {
                rows.push(delivery);
            }
        }
        Ok(rows)
    }

    /// Takes a row, unless somebody else was faster.
    async fn claim(&self, mut delivery: Delivery, now: Timestamp) -> Result<Option<Delivery>, StoreError> {
        let until = now.checked_add(LEASE).unwrap_or(now);
        delivery.state = DeliveryState::Claimed { until };
        delivery.revision += 1;
        let mut batch = Batch::new();
        batch.update(Record::Delivery(delivery.clone()));
        match self.store.commit(batch).await {
            Ok(()) => Ok(Some(delivery)),
            Err(StoreError::Conflict { .. }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Tells one event and writes down how that ended; says whether the endpoint took it.
    async fn told(&self, endpoint: &Arc<Endpoint>, mut delivery: Delivery, now: Timestamp) -> Result<bool, StoreError> {
        let entries = self.store.entries(delivery.ticket).await?;
        let entry = entries.into_iter().find(|entry| entry.seq == delivery.seq);
        let told = match entry {
            Some(entry) => {
                let (endpoint, id) = (Arc::clone(endpoint), delivery.id.clone());
                let body = message(&entry, endpoint.with_details).to_string();
                let asked = tokio::task::spawn_blocking(move || endpoint.tell(&id, &body, now)).await;
                asked.unwrap_or_else(|_| Told::Later("the work was broken off".into()))
            }
            None => Told::Never("there is no such event any more".into()),
        };
        let taken = told == Told::Taken;
        self.judge(&endpoint.name, now, taken);
        match told {
            Told::Taken => delivery.state = DeliveryState::Told { at: now },
            Told::Later(why) => {
                delivery.tries += 1;
                let pause = pause(delivery.tries, LONGEST_PAUSE_SECONDS);
                delivery.state = if delivery.tries >= endpoint.max_attempts {
                    DeliveryState::GivenUp { at: now }
                } else {
                    let not_before = now.checked_add(pause).unwrap_or(now);
                    DeliveryState::Waiting { not_before }
                };
                warn!(
                    endpoint = endpoint.name,
                    id = delivery.id,
                    tries = delivery.tries,
                    why,
                    "a webhook was not taken"
                );
                delivery.trouble = Some(why);
            }
            Told::Never(why) => {
                delivery.tries += 1;
                delivery.state = DeliveryState::GivenUp { at: now };
                delivery.trouble = Some(why);
            }
        }
        if let (DeliveryState::GivenUp { .. }, Some(why)) = (&delivery.state, &delivery.trouble) {
            error!(
                endpoint = endpoint.name,
                id = delivery.id,
                why,
                "a webhook was given up; the endpoint was not told"
            );
        }
        delivery.revision += 1;
        let mut batch = Batch::new();
        batch.update(Record::Delivery(delivery));
        match self.store.commit(batch).await {
            // The claim had ended, and somebody else tells it again under the same name.
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(taken),
            Err(failure) => Err(failure),
        }
    }

    /// Takes away what ended long ago.
    async fn clear(&self, endpoint: &str, now: Timestamp) -> Result<usize, StoreError> {
        let mut batch = Batch::new();
        for (state, kept) in [("told", TOLD_KEPT), ("given up", GIVEN_UP_KEPT)] {
            let old = |delivery: &Delivery| now.duration_since(delivery.state.instant()) >= kept;
            let rows = self.rows(endpoint, state).await?;
            let old = rows.into_iter().filter(old);
            batch
                .removals
                .extend(old.map(|row| (Key::Delivery(row.id), row.revision)));
        }
        let gone = batch.removals.len();
        if gone > 0 {
            self.store.commit(batch).await?;
        }
        Ok(gone)
    }

    fn rests(&self, endpoint: &str, now: Timestamp) -> Option<Timestamp> {
        let resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        resting
            .get(endpoint)
            .map(|(until, _)| *until)
            .filter(|until| *until > now)
    }

    fn judge(&self, endpoint: &str, now: Timestamp, taken: bool) {
        let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        if taken {
            resting.remove(endpoint);
            return;
        }
        let rest = resting.entry(endpoint.to_owned()).or_insert((now, 0));
        rest.1 = rest.1.saturating_add(1);
        rest.0 = now.checked_add(pause(rest.1, LONGEST_REST_SECONDS)).unwrap_or(now);
    }
}

fn pause(tries: u32, longest: i64) -> SignedDuration {
    let doubled = FIRST_PAUSE_SECONDS << tries.saturating_sub(1).min(16);
    SignedDuration::from_secs(doubled.min(longest))
}

/// What an endpoint is told: which ticket, what happened, and to whom by number.
fn message(entry: &Entry, with_details: bool) -> Value {
    let event = json!(entry.event);
    let kind = event["event"].as_str().unwrap_or_default();
    let mut data = json!({
        "ticket": entry.ticket.to_string(),
        "seq": entry.seq,
        "event": kind,
        "people": people(&event),
    });
    if with_details {
        data["details"] = event.clone();
    }
    json!({ "type": format!("ticket.{kind}"), "timestamp": entry.at, "data": data })
}

/// The numbers of the people whom an event names.
fn people(event: &Value) -> Vec<u64> {
    let number = |value: &Value| value.as_u64().or_else(|| value["person"].as_u64());
    let mut found: Vec<u64> = event["person"].as_u64().into_iter().collect();
    for list in ["people", "changes", "removed"] {
        found.extend(event[list].as_array().into_iter().flatten().filter_map(number));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[async_trait]
impl Worker for WebhookWorker {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        let mut report = Report::default();
        for ended in join_all(self.endpoints.iter().map(|endpoint| self.pass(endpoint, now))).await {
            match ended {
                Ok((done, next)) => {
                    report.done += done;
                    report.next = [report.next, next].into_iter().flatten().min();
                }
                Err(failure) => return Report::failed(failure.to_string()),
            }
        }
        report
    }
}
