//! Slows down whoever guesses passwords: so many failures of one account, and so many from one network address, within a
//! quarter of an hour.
//!
//! Kept in memory, of a bounded size: a restart forgives, and whoever can restart us need not guess. An account that is not
//! there is counted like one that is, so the answer tells nothing. Somebody who guesses on purpose can keep an account from
//! signing in for that long; sessions that are there go on.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::domain::ids::TokenHash;
use crate::store::index::folded;

/// Failures are forgotten after so long.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Failures of one account within the window.
const OF_ACCOUNT: u32 = 10;

/// Failures from one address within the window; a whole office may be behind it.
const OF_ADDRESS: u32 = 60;

/// Sign-ins at a provider that were begun from one address within the window, and from which nobody came back.
const OF_DEPARTURES: u32 = 60;

/// Of more accounts and addresses a quarter is forgotten: those with the fewest failures, and of these the oldest.
const MOST: usize = 20_000;

#[derive(Debug, Clone, Copy)]
struct Tally {
    failures: u32,
    since: Timestamp,
}

/// Counts failures.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<Tallies>);

/// Try again after so many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// At least one.
    pub minutes: i64,
}

impl Throttle {
    /// Counts an attempt, before it is known how it ends, so that many at the same time are counted too.
    ///
    /// # Errors
    /// [`TooMany`] when there were too many failures; then nothing must be tried.
    pub fn attempt(&self, email: &str, from: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let limits = [(account(email), OF_ACCOUNT), (address(from), OF_ADDRESS)];
        count(&mut tallies, &limits, now)
    }

    /// Counts a sign-in that leaves for a provider.
    ///
    /// # Errors
    /// As [`Throttle::attempt`].
    pub fn departure(&self, from: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        count(&mut tallies, &[(departures(from), OF_DEPARTURES)], now)
    }

    /// Somebody came back from the provider and was let in: their address loses one.
    pub fn arrival(&self, from: IpAddr) {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tally) = tallies.get_mut(&departures(from)) {
            tally.failures = tally.failures.saturating_sub(1);
        }
    }

    /// The attempt was no failure: the account starts anew, and its address loses one.
    pub fn succeeded(&self, email: &str, from: IpAddr) {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.remove(&account(email));
        if let Some(tally) = tallies.get_mut(&address(from)) {
            tally.failures = tally.failures.saturating_sub(1);
        }
    }
}

/// Failures by what they are counted of.
type Tallies = HashMap<TokenHash, Tally>;

fn count(tallies: &mut Tallies, limits: &[(TokenHash, u32)], now: Timestamp) -> Result<(), TooMany> {
    for (key, limit) in limits {
        let closed = tallies
            .get(key)
            .filter(|tally| is_fresh(tally, now) && tally.failures >= *limit);
        if let Some(tally) = closed {
            let left = WINDOW - now.duration_since(tally.since);
            return Err(TooMany {
                minutes: (left.as_secs() + 59).div_euclid(60).max(1),
            });
        }
    }
    if tallies.len() >= MOST {
        make_room(tallies, now);
    }
    for (key, _) in limits {
        let tally = tallies.entry(*key).or_insert(Tally {
            failures: 0,
            since: now,
        });
        if !is_fresh(tally, now) {
            *tally = Tally {
                failures: 0,
                since: now,
            };
        }
        tally.failures += 1;
    }
    Ok(())
}

fn is_fresh(tally: &Tally, now: Timestamp) -> bool {
    let age = now.duration_since(tally.since);
    // A clock that was set back must not lock anybody out for long.
    age < WINDOW && age >= SignedDuration::ZERO
}

fn make_room(tallies: &mut Tallies, now: Timestamp) {
    tallies.retain(|_, tally| is_fresh(tally, now));
    if tallies.len() < MOST {
        return;
    }
    // Whoever fills the memory on purpose does so with names that failed once: they go first, so that those who were guessed
    // often stay closed.
    let mut ranks: Vec<(u32, Timestamp)> = tallies.values().map(rank).collect();
    ranks.sort_unstable();
    let last = ranks[ranks.len() / 4];
    tallies.retain(|_, tally| rank(tally) > last);
}

fn rank(tally: &Tally) -> (u32, Timestamp) {
    (tally.failures, tally.since)
}

/// The network of an address, for the log: enough to see where attempts come from, not who it was.
pub fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

fn account(email: &str) -> TokenHash {
    TokenHash::of(format!("account {}", folded(email)).as_bytes())
}

fn address(from: IpAddr) -> TokenHash {
    TokenHash::of(format!("address {}", whole_network(from)).as_bytes())
}

fn departures(from: IpAddr) -> TokenHash {
    TokenHash::of(format!("departures {}", whole_network(from)).as_bytes())
}

/// Of IPv6 the network counts, because one machine has a whole one.
fn whole_network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => v6.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_account_is_closed_for_a_while_wherever_the_guesses_come_from() {
        let throttle = Throttle::default();
        for number in 0..OF_ACCOUNT {
            let from = ip(&format!("192.0.2.{number}"));
            throttle.attempt("Ada@vendor.example", from, at(0)).unwrap();
        }
        let refused = throttle
            .attempt("ada@vendor.example", ip("198.51.100.1"), at(5))
            .unwrap_err();
        assert_eq!(refused.minutes, 10);
        throttle.attempt("bo@vendor.example", ip("192.0.2.1"), at(5)).unwrap();
        throttle
            .attempt("ada@vendor.example", ip("198.51.100.1"), at(15))
            .unwrap();
    }

    #[test]
    fn a_network_is_closed_whomever_it_guesses_and_success_forgives() {
        let throttle = Throttle::default();
        for number in 0..OF_ADDRESS {
            let from = ip(&format!("2001:db8:1:2::{number}"));
            throttle
                .attempt(&format!("{number}@vendor.example"), from, at(0))
                .unwrap();
        }
        assert!(
            throttle
                .attempt("x@vendor.example", ip("2001:db8:1:2:9::1"), at(1))
                .is_err()
        );
        assert!(
            throttle
                .attempt("x@vendor.example", ip("2001:db8:1:3::1"), at(1))
                .is_ok()
        );
        throttle.succeeded("1@vendor.example", ip("2001:db8:1:2::1"));
        assert!(
            throttle
                .attempt("x@vendor.example", ip("2001:db8:1:2:9::1"), at(1))
                .is_ok()
        );
    }

    #[test]
    fn the_memory_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..u32::try_from(MOST).unwrap() {
            let from = IpAddr::from(number.to_be_bytes());
            let _ = throttle.attempt(&format!("{number}@x.example"), from, at(i64::from(number / 5000)));
        }
        assert!(throttle.0.lock().unwrap().len() <= MOST + 1);
    }

    #[test]
    fn whoever_fills_the_memory_opens_no_account_that_is_closed() {
        let throttle = Throttle::default();
        for number in 0..OF_ACCOUNT {
            let from = ip(&format!("192.0.2.{number}"));
            throttle.attempt("ada@vendor.example", from, at(0)).unwrap();
        }
        for number in 0..u32::try_from(3 * MOST).unwrap() {
            let from = IpAddr::from((0x0a00_0000 + number).to_be_bytes());
            let _ = throttle.attempt(&format!("{number}@x.example"), from, at(1));
        }
        assert!(throttle.0.lock().unwrap().len() <= MOST + 1);
        let guess = throttle.attempt("ada@vendor.example", ip("198.51.100.1"), at(2));
        assert_eq!(guess, Err(TooMany { minutes: 13 }));
    }

    #[test]
    fn the_log_names_networks_and_nobody() {
        assert_eq!(network(ip("192.0.2.77")), "192.0.2.0/24");
        assert_eq!(network(ip("::ffff:192.0.2.77")), "192.0.2.0/24");
        assert_eq!(network(ip("2001:db8:1:2:3::4")), "2001:db8:1::/48");
    }
}
