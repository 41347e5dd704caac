//! When a held person is due.
//!
//! A due time is a civil day at [`Terms::send_at`] in the client's zone, turned into an instant by the rules of that zone.
//! Late and odd cases are no due time but a [`Problem`] with one stated outcome each: a person chooses.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ticket::{GoLive, Problem, Wish};

/// By which rules due times are made for a ticket. Kept on the ticket, so that replaying its events needs no configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// The instant, derived from `day`, the hour and the client's zone.
    pub due: Timestamp,
    /// The civil day in the client's zone; `None` for "as soon as approved".
    pub day: Option<Date>,
    /// In words.
    pub reason: String,
}

/// Codes of the problems that this module raises; they are made anew whenever a plan is.
pub const CODES: [&str; 7] = [
    "missing_activation",
    "missing_go_live",
    "late_submission",
    "past_go_live",
    "tentative_go_live",
    "far_go_live",
    "odd_local_time",
];

/// No walk to the working day before is longer than this; a calendar without working days must not hang us.
const LONGEST_WALK: u16 = 60;

/// When a person who wishes `wish` is due, seen from `now`.
///
/// # Errors
/// The problem that a person must settle first.
pub fn plan(
    terms: &Terms,
    wish: Wish,
    hold_until: Option<Date>,
    go_live: Option<&GoLive>,
    now: Timestamp,
) -> Result<Plan, Problem> {
    match (wish, hold_until) {
        (Wish::Unstated, _) => Err(Problem::new(
            "missing_activation",
            "Nobody said whether to activate or to hold.",
        )),
        (Wish::Now, _) => Ok(Plan {
            due: now,
            day: None,
            reason: "as soon as approved".into(),
        }),
        (Wish::Hold, Some(day)) => on_day(terms, day, now),
        (Wish::Hold, None) => before_go_live(terms, go_live, now),
    }
}

/// The day that the submitter named is kept even if nobody works on it: the day before would be early.
fn on_day(terms: &Terms, day: Date, now: Timestamp) -> Result<Plan, Problem> {
    let due = instant(terms, day)?;
    if due <= now {
        return Err(Problem::new(
            "late_submission",
            format!("Hold until {day} was asked for, and that time is already past. Choose when the link goes out."),
        ));
    }
    Ok(Plan {
        due,
        day: Some(day),
        reason: format!("hold until {day} was asked for"),
    })
}

fn before_go_live(terms: &Terms, go_live: Option<&GoLive>, now: Timestamp) -> Result<Plan, Problem> {
    let Some(go_live) = go_live else {
        return Err(Problem::new(
            "missing_go_live",
            "To be held until go-live, but no go-live date is known.",
        ));
    };
    let date = go_live.date;
    let zone = zone(terms)?;
    let today = now.to_zoned(zone).date();
    if date < today {
        return Err(Problem::new(
            "past_go_live",
            format!("The go-live of {date} is in the past. Which day is meant?"),
        ));
    }
    if !go_live.confirmed {
        if go_live.tentative {
            return Err(Problem::new(
                "tentative_go_live",
                format!("The go-live of {date} is not certain. Confirm it."),
            ));
        }
        let horizon = today
            .checked_add(i32::from(terms.horizon_months).months())
            .unwrap_or(Date::MAX);
        if date > horizon {
            let months = terms.horizon_months;
            return Err(Problem::new(
                "far_go_live",
                format!("The go-live of {date} is more than {months} months away. Confirm it."),
            ));
        }
    }
    let wanted = date.checked_sub(i32::from(terms.lead_days).days()).unwrap_or(Date::MIN);
    let day = working_day_at_or_before(terms, wanted);
    let due = instant(terms, day)?;
    if due <= now {
        return Err(Problem::new(
            "late_submission",
            format!(
                "The link should have gone out on {day}, {} days before the go-live of {date}. Choose: now, or another day.",
                terms.lead_days
            ),
        ));
    }
    let moved = if day == wanted {
        String::new()
    } else {
        format!(", moved from {wanted} to the working day before")
    };
    Ok(Plan {
        due,
        day: Some(day),
        reason: format!("{} days before the go-live of {date}{moved}", terms.lead_days),
    })
}

fn zone(terms: &Terms) -> Result<TimeZone, Problem> {
    TimeZone::get(&terms.zone).map_err(|_| {
        Problem::new(
            "odd_local_time",
            format!(
                "The time zone {:?} is not known. Correct it for this client.",
                terms.zone
            ),
        )
    })
}

/// The instant of the sending hour on `day`, if there is exactly one.
fn instant(terms: &Terms, day: Date) -> Result<Timestamp, Problem> {
    let local = day.to_datetime(terms.send_at);
    let found = zone(terms)?.to_ambiguous_zoned(local).unambiguous();
    found.map(|zoned| zoned.timestamp()).map_err(|_| {
        let (hour, zone) = (terms.send_at, &terms.zone);
        Problem::new(
            "odd_local_time",
            format!(
                "{day} {hour} happens twice or not at all in {zone} (the clocks change). Choose another day or hour."
            ),
        )
    })
}

fn working_day_at_or_before(terms: &Terms, wanted: Date) -> Date {
    let works = |day: &Date| {
        let weekday = u8::try_from(day.weekday().to_monday_one_offset()).unwrap_or(1);
        terms.working_days.contains(&weekday) && !terms.holidays.contains(day)
    };
    let back: Span = (-1).days();
    wanted
        .series(back)
        .take(usize::from(LONGEST_WALK))
        .find(works)
        .unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn terms(zone: &str) -> Terms {
        Terms {
            zone: zone.into(),
            send_at: time(9, 0, 0, 0),
            lead_days: 7,
            horizon_months: 18,
            working_days: (1..=5).collect(),
            holidays: BTreeSet::new(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn held(terms: &Terms, go_live: Date, now: &str) -> Result<Plan, Problem> {
        plan(terms, Wish::Hold, None, Some(&GoLive::stated(go_live, false)), at(now))
    }

    #[test]
    fn a_week_before_go_live_at_nine_where_the_client_is() {
        let plan = held(&terms("Europe/Berlin"), date(2027, 3, 15), "2027-02-24T10:00:00Z").unwrap();
        assert_eq!(plan.due, at("2027-03-08T08:00:00Z"));
    }

    #[test]
    fn the_hour_stays_when_the_clocks_change_in_the_week() {
        // New York moves its clocks on 14 March 2027: the link goes out before, at 09:00 of winter time.
        let plan = held(&terms("America/New_York"), date(2027, 3, 19), "2027-02-24T10:00:00Z").unwrap();
        assert_eq!(plan.due, at("2027-03-12T14:00:00Z"));
        let plan = held(&terms("America/New_York"), date(2027, 3, 22), "2027-02-24T10:00:00Z").unwrap();
        assert_eq!(plan.due, at("2027-03-15T13:00:00Z"));
    }

    #[test]
    fn weekends_and_holidays_go_back_to_the_working_day_before() {
        let mut terms = terms("UTC");
        let plan = held(&terms, date(2027, 3, 14), "2027-02-24T10:00:00Z").unwrap();
        assert_eq!(plan.day, Some(date(2027, 3, 5)));
        terms.holidays.insert(date(2027, 3, 5));
        assert_eq!(
            held(&terms, date(2027, 3, 14), "2027-02-24T10:00:00Z").unwrap().day,
            Some(date(2027, 3, 4))
        );
    }

    #[test]
    fn a_named_day_is_never_brought_forward() {
        let sunday = date(2027, 5, 2);
        let plan = plan(
            &terms("UTC"),
            Wish::Hold,
            Some(sunday),
            None,
            at("2027-02-24T10:00:00Z"),
        )
        .unwrap();
        assert_eq!(plan.day, Some(sunday));
    }

    #[test]
    fn late_and_odd_cases_have_one_outcome_each() {
        let code = |result: Result<Plan, Problem>| result.unwrap_err().code;
        let utc = terms("UTC");
        assert_eq!(
            code(held(&utc, date(2027, 3, 1), "2027-02-24T10:00:00Z")),
            "late_submission"
        );
        assert_eq!(
            code(held(&utc, date(2027, 2, 23), "2027-02-24T10:00:00Z")),
            "past_go_live"
        );
        assert_eq!(
            code(held(&utc, date(2028, 9, 1), "2027-02-24T10:00:00Z")),
            "far_go_live"
        );
        assert_eq!(
            code(plan(&utc, Wish::Hold, None, None, at("2027-02-24T10:00:00Z"))),
            "missing_go_live"
        );
        assert_eq!(
            code(plan(&utc, Wish::Unstated, None, None, at("2027-02-24T10:00:00Z"))),
            "missing_activation"
        );
        let hopefully = GoLive::stated(date(2027, 5, 3), true);
        assert_eq!(
            code(plan(
                &utc,
                Wish::Hold,
                None,
                Some(&hopefully),
                at("2027-02-24T10:00:00Z")
            )),
            "tentative_go_live"
        );
        let mut night = terms("America/New_York");
        night.send_at = time(2, 30, 0, 0);
        let gap = plan(
            &night,
            Wish::Hold,
            Some(date(2027, 3, 14)),
            None,
            at("2027-02-24T10:00:00Z"),
        );
        assert_eq!(code(gap), "odd_local_time");
        assert_eq!(
            code(held(&terms("Mars/Olympus"), date(2027, 5, 3), "2027-02-24T10:00:00Z")),
            "odd_local_time"
        );
    }
}
