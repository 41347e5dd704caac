//! How the work goes: how long tickets wait for a person, how many mails were read without a correction, what was corrected,
//! who sends what must be typed in, and whether links are used in time. Counted from the events of tickets.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::event::{Actor, Entry, Event};
use super::history::differences;
use super::ids::PersonNo;
use super::lifecycle;
use super::ticket::Ticket;

/// What happened in a week, by the Monday on which it began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    /// Tickets that were opened.
    pub opened: usize,
    /// Minutes until a person first decided something, of those opened this week that somebody has looked at, in order.
    pub waited: Vec<i64>,
    /// Of tickets opened this week with somebody on them and looked at: those on which nothing that was read was corrected.
    pub clean: usize,
    /// And the others.
    pub corrected: usize,
    /// Links that were sent.
    pub sent: usize,
    /// Of those: used before they ended.
    pub used: usize,
    /// Of those: nobody used them in time.
    pub expired: usize,
    /// Of those: they did not arrive.
    pub returned: usize,
}

impl Week {
    /// The minutes below which half of the tickets waited.
    pub fn median_wait(&self) -> Option<i64> {
        let mut waited = self.waited.clone();
        waited.sort_unstable();
        waited.get(waited.len() / 2).copied()
    }
}

/// What somebody sends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sending {
    /// Tickets that came of their mails.
    pub tickets: usize,
    /// Of those: with something that a person must type in.
    pub typed_in: usize,
}

/// All figures of some weeks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Insight {
    /// By week.
    pub weeks: BTreeMap<Date, Week>,
    /// How often a person corrected which field.
    pub fields: BTreeMap<&'static str, usize>,
    /// By the folded address of whoever sent the tickets in.
    pub senders: BTreeMap<String, Sending>,
}

/// The Monday of the week in which something happened.
fn week(at: Timestamp, zone: &TimeZone) -> Date {
    let day = at.to_zoned(zone.clone()).date();
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

impl Insight {
    /// No figures yet, for so many weeks up to now.
    pub fn of_weeks(now: Timestamp, count: i64, zone: &TimeZone) -> Self {
        let this = week(now, zone);
        let weeks = (0..count).filter_map(|back| this.checked_sub((back * 7).days()).ok());
        Self {
            weeks: weeks.map(|week| (week, Week::default())).collect(),
            ..Self::default()
        }
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.weeks.values().all(|week| *week == Week::default())
    }

    /// Counts a ticket by all its events, the first first. What happened before `since` is left out.
    pub fn add(&mut self, entries: &[Entry], since: Timestamp, zone: &TimeZone) {
        self.add_links(entries, since, zone);
        let Some(first) = entries.first().filter(|first| first.at >= since) else {
            return;
        };
        let Event::Opened { submission } = &first.event else {
            return;
        };
        if let Some(sender) = &submission.submitter.email {
            let sending = self.senders.entry(sender.trim().to_lowercase()).or_default();
            sending.tickets += 1;
            sending.typed_in += usize::from(!submission.manual_entry.is_empty());
        }
        let looked_at = entries.iter().find(|entry| is_decision(&entry.event));
        let corrections = corrections(entries);
        let week = self.weeks.entry(week(first.at, zone)).or_default();
        week.opened += 1;
        if let Some(looked_at) = looked_at {
            week.waited.push(looked_at.at.duration_since(first.at).as_mins());
            if !submission.people.is_empty() {
                let is_clean = corrections.is_empty();
                week.clean += usize::from(is_clean);
                week.corrected += usize::from(!is_clean);
            }
        }
        for (field, count) in corrections {
            *self.fields.entry(field).or_default() += count;
        }
    }

    fn add_links(&mut self, entries: &[Entry], since: Timestamp, zone: &TimeZone) {
        let mut sent: BTreeMap<(PersonNo, u32), Date> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| entry.at >= since) {
            if let Event::LinkSent { person, number, .. } = &entry.event {
                let week = week(entry.at, zone);
                sent.insert((*person, *number), week);
                self.weeks.entry(week).or_default().sent += 1;
            }
            if let Event::LinkUsed { person, number }
            | Event::LinkExpired { person, number }
            | Event::DeliveryFailed { person, number, .. } = &entry.event
                && let Some(week) = sent.remove(&(*person, *number))
            {
                let week = self.weeks.entry(week).or_default();
                week.used += usize::from(matches!(entry.event, Event::LinkUsed { .. }));
                week.expired += usize::from(matches!(entry.event, Event::LinkExpired { .. }));
                week.returned += usize::from(matches!(entry.event, Event::DeliveryFailed { .. }));
            }
        }
    }
}

/// Whether somebody of Customer Solutions decided something here.
fn is_decision(event: &Event) -> bool {
    if let Event::Approved { approval, .. } | Event::Decided { approval, .. } = event {
        return approval.is_by_person();
    }
    if let Event::Corrected { by, .. }
    | Event::PersonAdded { by, .. }
    | Event::ProblemsSettled { by, .. }
    | Event::GoLiveMoved { by, .. }
    | Event::Cancelled { by, .. }
    | Event::Rejected { by, .. } = event
    {
        return matches!(by, Actor::Reviewer { .. });
    }
    false
}

/// Which fields of people a person corrected, and how often; somebody who was missed counts as `person missed`.
fn corrections(entries: &[Entry]) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    let is_correction = |event: &Event| matches!(event, Event::Corrected { .. } | Event::PersonAdded { .. });
    if !entries.iter().any(|entry| is_correction(&entry.event)) {
        return found;
    }
    let mut present: Option<Ticket> = None;
    for entry in entries {
        let after = match (&present, &entry.event) {
            (None, Event::Opened { submission }) => Some(lifecycle::open(entry.ticket, submission, entry.at)),
            (Some(before), event) => lifecycle::apply(before, event, entry.at).ok().map(|(after, _)| after),
            (None, _) => None,
        };
        let Some(after) = after else { return found };
        if matches!(entry.event, Event::PersonAdded { .. }) {
            *found.entry("person missed").or_default() += 1;
        }
        if matches!(entry.event, Event::Corrected { .. }) {
            let fields = ["name", "address", "level", "roles", "further fields"];
            for one in differences(present.as_ref(), &after) {
                // A field that the mail left empty is no mistake of the reader.
                if one.person.is_some() && fields.contains(&one.what) && !one.old.is_empty() {
                    *found.entry(one.what).or_default() += 1;
                }
            }
        }
        present = Some(after);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TicketId;

    fn entry(seq: u64, at: &str, event: serde_json::Value) -> Entry {
        Entry {
            ticket: TicketId(1),
            seq,
            at: at.parse().unwrap(),
            event: serde_json::from_value(event).unwrap(),
        }
    }

    fn details(name: &str, level: Option<u8>) -> serde_json::Value {
        serde_json::json!({"name": name, "email": "kim@harbor.example", "level": level, "roles": [], "fields": {}})
    }

    fn entries() -> Vec<Entry> {
        let opened = serde_json::json!({"event": "opened", "submission": {
            "mail": "00".repeat(32), "message_id": null, "subject": "", "profile": "p",
            "submitter": {"name": null, "email": "Pat@vendor.example"},
            "client": {"key": "harbor.example", "name": null, "contact": null},
            "terms": {"zone": "UTC", "send_at": "09:00:00", "lead_days": 7, "horizon_months": 18, "working_days": [1],
                "holidays": []},
            "go_live": null, "manual_entry": [{"attachment": "a.pdf", "reason": "pdf"}], "problems": [],
            "people": [{"details": details("Kym", None), "wish": "hold", "hold_until": null, "problems": []}]}});
        let by = serde_json::json!({"by": "reviewer", "name": "Bo"});
        let corrected =
            serde_json::json!({"event": "corrected", "person": 1, "details": details("Kim", Some(2)), "by": by});
        vec![
            entry(1, "2027-03-01T09:00:00Z", opened),
            entry(2, "2027-03-01T10:30:00Z", corrected),
        ]
    }

    #[test]
    fn a_ticket_is_counted_by_week_field_and_sender() {
        let mut insight = Insight::default();
        insight.add(&entries(), Timestamp::MIN, &TimeZone::UTC);
        let week = &insight.weeks[&jiff::civil::date(2027, 3, 1)];
        assert_eq!(
            (week.opened, week.clean, week.corrected, week.median_wait()),
            (1, 0, 1, Some(90))
        );
        assert_eq!(
            insight.fields,
            BTreeMap::from([("name", 1)]),
            "an empty level was filled in, not corrected"
        );
        let sending = Sending {
            tickets: 1,
            typed_in: 1,
        };
        assert_eq!(
            insight.senders,
            BTreeMap::from([("pat@vendor.example".to_owned(), sending)])
        );
        let mut later = Insight::default();
        later.add(&entries(), "2027-03-02T00:00:00Z".parse().unwrap(), &TimeZone::UTC);
        assert_eq!(later, Insight::default());
    }

    #[test]
    fn links_are_counted_in_the_week_in_which_they_were_sent() {
        let sent = |number: u32| serde_json::json!({"event": "link_sent", "person": 1, "number": number, "expires": "2027-03-08T09:00:00Z"});
        let of = |event: &str, number: u32| serde_json::json!({"event": event, "person": 1, "number": number});
        let entries = [
            entry(1, "2027-03-07T09:00:00Z", sent(1)),
            entry(2, "2027-03-08T09:00:00Z", of("link_expired", 1)),
            entry(3, "2027-03-09T09:00:00Z", sent(2)),
            entry(4, "2027-03-09T10:00:00Z", of("link_used", 2)),
        ];
        let mut insight = Insight::default();
        insight.add(&entries, Timestamp::MIN, &TimeZone::UTC);
        let weeks: Vec<(usize, usize, usize)> = insight
            .weeks
            .values()
            .map(|week| (week.sent, week.used, week.expired))
            .collect();
        assert_eq!(weeks, [(1, 0, 1), (1, 1, 0)]);
    }
}
