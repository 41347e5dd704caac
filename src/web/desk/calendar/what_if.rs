//! What a go-live on another day would do to the calendar. Nothing is written: each ticket that would move is judged as the
//! move itself would be (`domain::lifecycle`), and the days before and after are compared.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::super::router::AppState;
use super::super::rows;
use super::super::ticket::{self, concerned, find, moved};
use crate::domain::account::Account;
use crate::domain::lifecycle;
use crate::domain::ticket::{Person, PersonState, Ticket};
use crate::store::StoreError;
use crate::store::index::lists::Leaving;

/// What would change.
#[derive(Debug, Default)]
pub(super) struct WhatIf {
    pub(super) ticket: String,
    pub(super) client: String,
    pub(super) present: Option<Date>,
    pub(super) day: Option<Date>,
    pub(super) told: String,
    pub(super) tickets: usize,
    /// More or fewer links on a day.
    pub(super) links: BTreeMap<Date, i64>,
    /// In words, the most telling first.
    pub(super) words: Vec<String>,
}

/// The what-if of a ticket's go-live, if `account` may see the ticket.
pub(super) async fn what_if(
    state: &AppState,
    account: &Account,
    name: &str,
    date: Date,
    zone: &TimeZone,
) -> Result<Option<WhatIf>, StoreError> {
    let Some(ticket) = find(state, account, name).await? else {
        return Ok(None);
    };
    let event = moved(account, &ticket, date);
    let now = state.clock.now();
    let tickets = concerned(state, account, &ticket).await?;
    let mut found = WhatIf {
        ticket: ticket.id.to_string(),
        client: ticket::client(&ticket),
        present: ticket.go_live.map(|day| day.date),
        day: Some(date),
        told: rows::day(date),
        tickets: tickets.len(),
        ..WhatIf::default()
    };
    let mut moves: BTreeMap<(Option<Date>, Option<Date>), usize> = BTreeMap::new();
    let (mut gone, mut waits) = (0, false);
    for one in &tickets {
        let Ok((after, _)) = lifecycle::apply(one, &event, now) else {
            continue;
        };
        waits |= after.proposed_go_live.is_some();
        gone += one.people.iter().filter(|person| has_gone(person)).count();
        for (was, is) in people(one, &after) {
            let (was, is) = (leaves(was, zone), leaves(is, zone));
            if was != is {
                *moves.entry((was, is)).or_default() += 1;
                for (day, change) in [(was, -1), (is, 1)] {
                    if let Some(day) = day {
                        *found.links.entry(day).or_default() += change;
                    }
                }
            }
        }
    }
    found.words = words(&moves, gone, waits);
    Ok(Some(found))
}

fn people<'t>(before: &'t Ticket, after: &'t Ticket) -> impl Iterator<Item = (&'t Person, &'t Person)> {
    before.people.iter().zip(&after.people)
}

/// The day on which a link leaves, where the page is read.
fn leaves(person: &Person, zone: &TimeZone) -> Option<Date> {
    Leaving::of(person).map(|(due, _)| due.to_zoned(zone.clone()).date())
}

fn has_gone(person: &Person) -> bool {
    matches!(
        person.state,
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Active { .. }
    )
}

fn words(moves: &BTreeMap<(Option<Date>, Option<Date>), usize>, gone: usize, waits: bool) -> Vec<String> {
    let mut words = Vec::new();
    if waits {
        words.push(
            "This is earlier than what was agreed, so Customer Solutions decide; until then the later day stands."
                .to_owned(),
        );
    }
    for ((was, is), count) in moves {
        let who = if *count == 1 {
            "1 link".to_owned()
        } else {
            format!("{count} links")
        };
        words.push(match (was, is) {
            (Some(was), Some(is)) => format!("{who}: {} instead of {}", rows::day(*is), rows::day(*was)),
            (None, Some(is)) => format!("{who}: {}, which had no day before", rows::day(*is)),
            (Some(was), None) => format!("{who} of {}: no day any more, a person must decide", rows::day(*was)),
            (None, None) => format!("{who}: still without a day"),
        });
    }
    if moves.is_empty() && !waits {
        words.push("No link gets another day by it.".into());
    }
    if gone > 0 {
        let who = if gone == 1 { "1 person has" } else { "some people have" };
        words.push(format!(
            "{who} had their link already ({gone}); nothing changes for them."
        ));
    }
    words
}
