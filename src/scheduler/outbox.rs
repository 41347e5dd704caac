//! Carries outgoing mails to the transport.
//!
//! A row is claimed by a guarded write before the server hears of it, so that two workers never send the same; the claim
//! ends by itself when the process dies. What the server said is written together with the event it means for the
//! ticket. Between the server's answer and that write the process can die: then the outcome is unknown, the row says so,
//! and the very same mail is repeated. Where the store belongs to one process, a claim that is found at the start is a
//! dead process's, and need not end by itself first.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use tracing::{error, info, warn};

use super::worker::{Report, Worker};
use crate::clock::SharedClock;
use crate::domain::event::Event;
use crate::domain::ids::OutboxId;
use crate::domain::outbox::{Attempt, AttemptResult, OutboxRow, OutboxState};
use crate::domain::ticket::{PersonState, Ticket};
use crate::outbound::{Composer, Transport};
use crate::store::commit::{Commit, CommitError, deciding};
use crate::store::record::Key;
use crate::store::{Find, Index, Store, StoreError};

/// So many rows are looked at in one pass.
const AT_ONCE: usize = 256;

/// A claim outlives the longest attempt, and no dead process blocks a mail for longer.
const LEASE_MINUTES: i64 = 5;

/// The first pause after a failed attempt; each further one is twice as long, up to the longest.
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 3 * 3600;

/// The longest pause while the mail server cannot be used at all.
const LONGEST_HINDRANCE: SignedDuration = SignedDuration::from_mins(30);

/// Sends what waits.
pub struct OutboxWorker {
    store: Arc<dyn Store>,
    clock: SharedClock,
    transport: Arc<dyn Transport>,
    composer: Arc<Composer>,
    parallel: usize,
    max_attempts: usize,
    started: AtomicBool,
}

/// A row that this worker may send now.
struct Claim {
    row: OutboxRow,
    ticket: Ticket,
    composed_at: Timestamp,
}

impl OutboxWorker {
    /// A worker that sends `parallel` mails at a time and gives one up after `max_attempts`.
    pub fn new(
        store: Arc<dyn Store>,
        clock: SharedClock,
        transport: Arc<dyn Transport>,
        composer: Arc<Composer>,
        (parallel, max_attempts): (u32, u32),
    ) -> Self {
        let number = |value: u32| usize::try_from(value.max(1)).unwrap_or(1);
        Self {
            store,
            clock,
            transport,
            composer,
            parallel: number(parallel),
            max_attempts: number(max_attempts),
            started: AtomicBool::new(false),
        }
    }

    async fn pass(&self, now: Timestamp) -> Result<Report, StoreError> {
        let mut waiting = self.store.find(Find::until(Index::OutboxByWake, now, AT_ONCE)).await?;
        let orphaned = self.store.is_exclusive() && !self.started.load(Ordering::Relaxed);
        if orphaned {
            waiting.extend(
                self.store
                    .find(Find::is(Index::OutboxByState, "sending", usize::MAX))
                    .await?,
            );
        }
        let rows = waiting
            .into_iter()
            .filter_map(|(_, key)| if let Key::Outbox(id) = key { Some(id) } else { None });
        let rows: BTreeSet<OutboxId> = rows.collect();
        let sent: Vec<Result<Option<AttemptResult>, CommitError>> =
            stream::iter(rows.into_iter().map(|id| self.send(id, orphaned, now)))
                .buffer_unordered(self.parallel)
                .collect()
                .await;
        self.started.store(true, Ordering::Relaxed);
        let mut report = Report::default();
        let mut hindered = None;
        for result in sent {
            match result {
                Ok(Some(AttemptResult::Hindered { reason })) => {
                    report.done += 1;
                    hindered.get_or_insert((0_usize, reason)).0 += 1;
                }
                Ok(Some(_)) => report.done += 1,
                Ok(None) => {}
                Err(CommitError::Store(error)) => return Err(error),
                Err(error @ (CommitError::Illegal(_) | CommitError::NoSuchTicket(_))) => {
                    error!(%error, "the result of an outgoing mail could not be written");
                    report.failed = Some(error.to_string());
                }
            }
        }
        if let Some((mails, reason)) = hindered {
            // One alarm, however many mails wait.
            error!(
                mails,
                reason, "the mail server cannot be used; links wait and go out once it can"
            );
        }
        report.next = self.store.earliest(Index::OutboxByWake).await?;
        Ok(report)
    }

    async fn send(&self, id: OutboxId, orphaned: bool, now: Timestamp) -> Result<Option<AttemptResult>, CommitError> {
        let Some(claim) = deciding!(self.claim(&id, orphaned, now).await)? else {
            return Ok(None);
        };
        let result = match self.composer.mail(&claim.ticket, &claim.row, claim.composed_at) {
            Ok(mail) => self.transport.send(&mail).await,
            // Templates and addresses do not mend themselves, but the operator can; nothing has left.
            Err(error) => AttemptResult::Deferred {
                reason: error.to_string(),
            },
        };
        let at = self.clock.now();
        deciding!(self.record(&claim, &result, at).await)?;
        Ok(Some(result))
    }

    /// Makes the row ours, if it is still to be sent. `orphaned`: whoever has claimed a row is dead.
    async fn claim(&self, id: &OutboxId, orphaned: bool, now: Timestamp) -> Result<Option<Claim>, CommitError> {
        let mut commit = Commit::new(&self.store, now);
        let row = commit.outbox_row(id).await?.clone();
        let ticket = commit.ticket(row.ticket).await?.clone();
        let left_over = match &row.state {
            OutboxState::Waiting { not_before } if *not_before <= now => false,
            OutboxState::Claimed { until } if orphaned || *until <= now => true,
            OutboxState::Waiting { .. }
            | OutboxState::Claimed { .. }
            | OutboxState::Paused { .. }
            | OutboxState::Sent { .. }
            | OutboxState::Dead { .. }
            | OutboxState::Withdrawn { .. } => return Ok(None),
        };
        if !is_wanted(&row, &ticket) {
            warn!(outbox = %id, "an outgoing mail is not wanted any more and was withdrawn");
            commit.outbox_row(id).await?.state = OutboxState::Withdrawn { at: now };
            commit.commit().await?;
            return Ok(None);
        }
        let claimed = commit.outbox_row(id).await?;
        if left_over {
            let reason = "the program ended while the mail was being sent".to_owned();
            claimed.attempts.push(Attempt {
                at: now,
                result: AttemptResult::Unknown { reason },
            });
        }
        let composed_at = *claimed.composed_at.get_or_insert(now);
        claimed.composed_zone.get_or_insert_with(|| ticket.terms.zone.clone());
        claimed.state = OutboxState::Claimed {
            until: later(now, SignedDuration::from_mins(LEASE_MINUTES)),
        };
        let row = claimed.clone();
        commit.commit().await?;
        Ok(Some(Claim {
            row,
            ticket,
            composed_at,
        }))
    }

    /// Writes what came of an attempt, and what it means for the ticket.
    async fn record(&self, claim: &Claim, result: &AttemptResult, at: Timestamp) -> Result<(), CommitError> {
        let mut commit = Commit::new(&self.store, at);
        let row = commit.outbox_row(&claim.row.id).await?;
        row.attempts.push(Attempt {
            at,
            result: result.clone(),
        });
        let (tries, attempts) = (row.tries(), row.attempts.len());
        let withdrawn = matches!(row.state, OutboxState::Withdrawn { .. });
        let next = self.next_state(&claim.row.id, result, (tries, attempts), at);
        if let AttemptResult::Deferred { .. } | AttemptResult::Hindered { .. } = result
            && !row.maybe_sent()
        {
            // Nothing has left, so the next attempt may bear its own date and its link live the full time.
            row.composed_at = None;
            row.composed_zone = None;
        }
        if !withdrawn {
            row.state = next.clone();
        }
        let event = self.event(claim, result, &next)?;
        if let Some(event) = event.filter(|event| !withdrawn || matches!(event, Event::LinkSent { .. })) {
            match commit.happen(claim.row.ticket, event).await {
                Ok(_) => {}
                // The person has a newer link by now. What happened to this mail is still to be written down.
                Err(CommitError::Illegal(why)) => {
                    warn!(outbox = %claim.row.id, %why, "a result came too late to count");
                }
                Err(error) => return Err(error),
            }
        }
        commit.commit().await?;
        let (outbox, words) = (&claim.row.id, next.word());
        info!(%outbox, attempt = attempts, state = words, "an attempt to send");
        Ok(())
    }

    /// `tries` are the attempts that count against the recipient, out of all `attempts`.
    fn next_state(
        &self,
        id: &OutboxId,
        result: &AttemptResult,
        (tries, attempts): (usize, usize),
        at: Timestamp,
    ) -> OutboxState {
        match result {
            AttemptResult::Accepted => OutboxState::Sent { at },
            AttemptResult::Refused { reason } => OutboxState::Dead {
                at,
                reason: reason.clone(),
            },
            AttemptResult::Deferred { reason } | AttemptResult::Unknown { reason } if tries >= self.max_attempts => {
                OutboxState::Dead {
                    at,
                    reason: format!("given up after {tries} attempts: {reason}"),
                }
            }
            AttemptResult::Deferred { .. } | AttemptResult::Unknown { .. } => OutboxState::Waiting {
                not_before: later(at, pause(id, attempts)),
            },
            // Once the server is well again nobody is to wait for long.
            AttemptResult::Hindered { .. } => OutboxState::Waiting {
                not_before: later(at, pause(id, attempts).min(LONGEST_HINDRANCE)),
            },
        }
    }

    fn event(&self, claim: &Claim, result: &AttemptResult, next: &OutboxState) -> Result<Option<Event>, CommitError> {
        let Some((person, number)) = claim.row.brings.person() else {
            // What becomes of a note stands on its row; nobody's state follows from it.
            return Ok(None);
        };
        match (result, next) {
            (AttemptResult::Accepted, _) => {
                let expires = self.composer.expires(claim.composed_at);
                let expires = expires.map_err(|error| StoreError::Failed(error.to_string()))?;
                Ok(Some(Event::LinkSent {
                    person,
                    number,
                    expires,
                }))
            }
            (_, OutboxState::Dead { reason, .. }) => Ok(Some(Event::DeliveryFailed {
                person,
                number,
                reason: reason.clone(),
                mail: None,
            })),
            (
                AttemptResult::Deferred { .. }
                | AttemptResult::Hindered { .. }
                | AttemptResult::Refused { .. }
                | AttemptResult::Unknown { .. },
                OutboxState::Waiting { .. }
                | OutboxState::Claimed { .. }
                | OutboxState::Paused { .. }
                | OutboxState::Sent { .. }
                | OutboxState::Withdrawn { .. },
            ) => Ok(None),
        }
    }
}

/// Whether somebody still waits for it. The ticket is the law: a link that nobody is queued for does not go out.
fn is_wanted(row: &OutboxRow, ticket: &Ticket) -> bool {
    let Some((person, _)) = row.brings.person() else {
        return ticket.rejected.is_none() && !ticket.erased;
    };
    ticket.person(person).is_some_and(|person| {
        let is_its = person.link.as_ref().is_some_and(|link| link.outbox == row.id);
        person.state == PersonState::Queued && is_its
    })
}

/// The pause after the `tries`th attempt: twice as long each time, less up to a fifth that differs from mail to mail, so
/// that a server that comes back does not meet everybody at once.
fn pause(id: &OutboxId, tries: usize) -> SignedDuration {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or(u32::MAX).min(20);
    let seconds = FIRST_PAUSE_SECONDS
        .saturating_mul(1 << doublings)
        .min(LONGEST_PAUSE_SECONDS);
    let spread = i64::from(crc32fast::hash(format!("{id} {tries}").as_bytes())) % (seconds / 5 + 1);
    SignedDuration::from_secs(seconds - spread)
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[async_trait]
impl Worker for OutboxWorker {
    fn name(&self) -> &'static str {
        "outbox"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        self.pass(now)
            .await
            .unwrap_or_else(|error| Report::failed(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_three_hours() {
        let id = OutboxId("GR-1/1/activation/1".into());
        let seconds = |tries| pause(&id, tries).as_secs();
        assert!((24..=30).contains(&seconds(1)));
        assert!((48..=60).contains(&seconds(2)));
        assert!((8640..=10_800).contains(&seconds(60)));
    }
}
