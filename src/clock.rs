//! The only place that reads the time.
//!
//! Everything that waits for an hour of the day holds a [`Clock`]; pure code takes `now` as an argument. Tests and the
//! demo use [`VirtualClock`], which stands still until it is advanced. A crash here loses nothing: no state is kept.
//! Network timeouts are not the business of this module, they use tokio's own timers.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;

/// The longest nap of the system clock. Short enough that a suspended machine or a clock that was set notices soon.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// A source of instants that can also be waited on.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Returns once `now()` is at or after `instant`, never before. May return late, as every clock does.
    async fn sleep_until(&self, instant: Timestamp);

    /// Returns after `duration` of this clock.
    async fn sleep(&self, duration: Duration) {
        let nap = jiff::SignedDuration::try_from(duration).unwrap_or(jiff::SignedDuration::MAX);
        let until = self.now().checked_add(nap).unwrap_or(Timestamp::MAX);
        self.sleep_until(until).await;
    }
}

/// A clock that is shared by all workers.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    async fn sleep_until(&self, instant: Timestamp) {
        // In naps, because the monotonic timer neither sees a suspended machine nor a clock that was set.
        loop {
            let now = self.now();
            if now >= instant {
                return;
            }
            let left = Duration::try_from(now.duration_until(instant)).unwrap_or(LONGEST_NAP);
            tokio::time::sleep(left.min(LONGEST_NAP)).await;
        }
    }
}

/// A clock that stands still until somebody advances it, for tests and the demo.
#[derive(Debug, Clone)]
pub struct VirtualClock {
    now: watch::Sender<Timestamp>,
}

impl VirtualClock {
    /// A clock that shows `start`.
    pub fn new(start: Timestamp) -> Self {
        Self {
            now: watch::Sender::new(start),
        }
    }

    /// Moves the hands to `instant` and wakes everybody who waited for it. Going back is allowed, as real clocks do it.
    pub fn set(&self, instant: Timestamp) {
        self.now.send_replace(instant);
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    async fn sleep_until(&self, instant: Timestamp) {
        let mut seen = self.now.subscribe();
        // The sender lives in `self`, so waiting cannot fail while we are here.
        let _ = seen.wait_for(|now| *now >= instant).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_virtual_clock_wakes_at_the_minute_and_not_before() {
        let start: Timestamp = "2027-03-01T08:00:00Z".parse().unwrap();
        let clock = VirtualClock::new(start);
        let waiting = clock.clone();
        let due: Timestamp = "2027-03-01T09:00:00Z".parse().unwrap();
        let task = tokio::spawn(async move {
            waiting.sleep_until(due).await;
            waiting.now()
        });
        tokio::task::yield_now().await;
        clock.set("2027-03-01T08:59:59Z".parse().unwrap());
        tokio::task::yield_now().await;
        assert!(!task.is_finished());
        clock.set(due);
        assert_eq!(task.await.unwrap(), due);
    }
}
