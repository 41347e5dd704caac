//! When a held person is due.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// By which rules due times are made for a ticket. Kept on the ticket, so that replaying its events needs no configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The client's time zone, an IANA name such as `Europe/Berlin`.
    pub zone: String,
    /// The hour at which links go out.
    pub send_at: Time,
    /// How many days before go-live.
    pub lead_days: u16,
    /// A go-live further away than this many months must be confirmed.
    pub horizon_months: u16,
    /// Weekdays on which links go out, 1 for Monday to 7 for Sunday.
    pub working_days: BTreeSet<u8>,
    /// Days on which no links go out.
    pub holidays: BTreeSet<Date>,
}

/// When a person's link goes out, and why then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The instant, derived from `day`, the hour and the client's zone.
    pub due: Timestamp,
    /// The civil day in the client's zone; `None` for "as soon as approved".
    pub day: Option<Date>,
    /// In words.
    pub reason: String,
}
