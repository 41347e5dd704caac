//! `[calendar]` and `[[client]]`: when links go out.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time, time};
use serde::{Deserialize, Serialize};

use crate::domain::schedule::Terms;

/// When links go out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarConfig {
    /// The time zone of clients that have none of their own, an IANA name. Default `UTC`.
    pub zone: String,
    /// The hour at which links go out. Default `09:00`.
    pub send_at: Time,
    /// How many days before go-live. Default 7.
    pub lead_days: u16,
    /// A go-live further away than this many months must be confirmed. Default 18.
    pub horizon_months: u16,
    /// Weekdays on which links go out, 1 for Monday to 7 for Sunday. Default `[1, 2, 3, 4, 5]`.
    pub working_days: BTreeSet<u8>,
    /// Days on which no links go out. Default none.
    pub holidays: BTreeSet<Date>,
}

impl Default for CalendarConfig {
    fn default() -> Self {
        Self {
            zone: "UTC".into(),
            send_at: time(9, 0, 0, 0),
            lead_days: 7,
            horizon_months: 18,
            working_days: (1..=5).collect(),
            holidays: BTreeSet::new(),
        }
    }
}

/// A client that differs from `[calendar]`, or that is known by more than one domain.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientConfig {
    /// The name, as mails state it.
    pub name: String,
    /// The domains of its people's addresses.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Its time zone, an IANA name; default that of `[calendar]`.
    pub zone: Option<String>,
    /// Further days on which no links go out to it.
    #[serde(default)]
    pub holidays: BTreeSet<Date>,
}

impl CalendarConfig {
    /// The rules for a client, with what `client` says beside the general ones.
    pub fn terms(&self, client: Option<&ClientConfig>) -> Terms {
        let mut holidays = self.holidays.clone();
        holidays.extend(client.iter().flat_map(|c| c.holidays.iter().copied()));
        Terms {
            zone: client.and_then(|c| c.zone.clone()).unwrap_or_else(|| self.zone.clone()),
            send_at: self.send_at,
            lead_days: self.lead_days,
            horizon_months: self.horizon_months,
            working_days: self.working_days.clone(),
            holidays,
        }
    }
}
