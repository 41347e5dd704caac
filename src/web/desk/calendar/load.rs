//! How much is on each day: counted from the index, without reading a ticket.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::domain::ids::{PersonNo, TicketId};
use crate::store::index::lists::{APART, Leaving};
use crate::store::index::{Range, instant};
use crate::store::{Find, Index, Key, Store, StoreError};

/// Weeks on a page.
pub(super) const WEEKS: usize = 6;

/// Of one page no more links and go-lives are counted; the page says so then.
const MOST_COUNTED: usize = 20_000;

/// Of one day so many tickets that go live are looked at.
const MOST_BEGINNING: usize = 100;

/// Of what is late so many are counted.
const MOST_LATE: usize = 500;

/// One day.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub(super) date: Date,
    /// Clients that begin, with a ticket of each.
    pub(super) go_lives: BTreeMap<String, TicketId>,
    /// Links of people who are held.
    pub(super) held: usize,
    /// Links that would leave and that nobody has approved.
    pub(super) open: usize,
    /// Links that are queued.
    pub(super) queued: usize,
}

impl Day {
    /// All links of the day.
    pub(super) fn links(&self) -> usize {
        self.held + self.open + self.queued
    }

    fn add(&mut self, leaving: Leaving) {
        match leaving {
            Leaving::Held => self.held += 1,
            Leaving::Open => self.open += 1,
            Leaving::Queued => self.queued += 1,
        }
    }
}

/// The days of a page.
#[derive(Debug)]
pub(super) struct Load {
    pub(super) days: Vec<Day>,
    /// There was more than is counted.
    pub(super) is_cut: bool,
}

/// The Monday of a week.
pub(super) fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(back.days()).unwrap_or(date)
}

/// When a day begins in a zone.
pub(super) fn begin(date: Date, zone: &TimeZone) -> Timestamp {
    let begins = date.to_zoned(zone.clone()).and_then(|day| day.start_of_day());
    begins.map_or(Timestamp::MAX, |begins| begins.timestamp())
}

/// A day so many days later.
pub(super) fn later(date: Date, days: usize) -> Date {
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    date.checked_add(jiff::SignedDuration::from_hours(24_i64.saturating_mul(days)))
        .unwrap_or(Date::MAX)
}

/// What is on the days from `first` on.
pub(super) async fn load(store: &dyn Store, scope: &str, first: Date, zone: &TimeZone) -> Result<Load, StoreError> {
    let mut days: Vec<Day> = (0..WEEKS * 7)
        .map(|number| Day {
            date: later(first, number),
            go_lives: BTreeMap::new(),
            held: 0,
            open: 0,
            queued: 0,
        })
        .collect();
    let end = later(first, days.len());
    let links = between(store, scope, begin(first, zone), begin(end, zone), MOST_COUNTED).await?;
    let begins: Vec<String> = days.iter().map(|day| instant(begin(day.date, zone))).collect();
    for (value, _) in &links {
        if let Some((due, leaving, _)) = Leaving::parse(value) {
            let number = begins.partition_point(|begins| begins.as_str() <= due);
            if let Some(day) = number.checked_sub(1).and_then(|number| days.get_mut(number)) {
                day.add(leaving);
            }
        }
    }
    let mut is_cut = links.len() >= MOST_COUNTED;
    for day in &mut days {
        is_cut |= go_lives(store, scope, day).await?;
    }
    Ok(Load { days, is_cut })
}

/// Who begins on a day. Says whether there are more than are looked at.
async fn go_lives(store: &dyn Store, scope: &str, day: &mut Day) -> Result<bool, StoreError> {
    let find = Find {
        index: Index::TicketByGoLive,
        range: Range::StartsWith(format!("{scope}{APART}{}{APART}", day.date)),
        after: None,
        limit: MOST_BEGINNING,
    };
    let found = store.find(find).await?;
    for (value, key) in &found {
        if let (Some(client), Key::Ticket(id)) = (value.split(APART).nth(2), key) {
            day.go_lives.entry(client.to_owned()).or_insert(*id);
        }
    }
    Ok(found.len() == MOST_BEGINNING)
}

/// Links that leave from one instant up to another, in their order.
async fn between(
    store: &dyn Store,
    scope: &str,
    from: Timestamp,
    end: Timestamp,
    limit: usize,
) -> Result<Vec<(String, Key)>, StoreError> {
    let (from, end) = (instant(from), instant(end));
    let find = Find {
        index: Index::PersonByDue,
        range: Range::Between(format!("{scope}{APART}{from}"), format!("{scope}{APART}{end}")),
        after: None,
        limit,
    };
    store.find(find).await
}

/// Somebody whose link leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) ticket: TicketId,
    pub(super) person: PersonNo,
    pub(super) leaving: Leaving,
}

/// Whose links leave from one instant up to another, the first first.
pub(super) async fn due(
    store: &dyn Store,
    scope: &str,
    from: Timestamp,
    end: Timestamp,
    limit: usize,
) -> Result<Vec<Due>, StoreError> {
    let found = between(store, scope, from, end, limit).await?;
    let read = |(value, key): &(String, Key)| {
        let (_, leaving, person) = Leaving::parse(value)?;
        let Key::Ticket(ticket) = *key else { return None };
        Some(Due {
            ticket,
            person,
            leaving,
        })
    };
    Ok(found.iter().filter_map(read).collect())
}

/// Whose moment has passed: nobody approved it, or something keeps the link back. At most so many.
pub(super) async fn late(store: &dyn Store, scope: &str, now: Timestamp) -> Result<Vec<Due>, StoreError> {
    due(store, scope, Timestamp::MIN, now, MOST_LATE).await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_mondays_and_days_at_midnight_of_their_zone() {
        assert_eq!(monday(date(2027, 3, 7)), date(2027, 3, 1));
        assert_eq!(monday(date(2027, 3, 1)), date(2027, 3, 1));
        assert_eq!(later(date(2027, 2, 28), 1), date(2027, 3, 1));
        assert_eq!(later(Date::MAX, 1), Date::MAX);
        let zone = TimeZone::get("America/New_York").unwrap();
        // The night in which summer time begins.
        assert_eq!(begin(date(2027, 3, 14), &zone).to_string(), "2027-03-14T05:00:00Z");
        assert_eq!(begin(date(2027, 3, 15), &zone).to_string(), "2027-03-15T04:00:00Z");
    }
}
