//! The weeks as the page shows them: a day with its clients in words, and a bar for its links.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::load::{Day, Load};
use super::what_if::WhatIf;
use crate::domain::schedule::Terms;
use crate::store::{Store, StoreError};

use super::super::listing::path_part;
use super::super::ticket::client;

/// So many clients of a day are named.
const MOST_NAMED: usize = 3;

/// A bar is so wide.
const WIDTH: usize = 100;

/// A client that begins.
pub(super) struct Beginning {
    pub(super) name: String,
    pub(super) href: String,
}

/// A day.
pub(super) struct DayView {
    pub(super) number: String,
    pub(super) month: String,
    /// The month is said on its first day; to those who only hear the page on every day.
    pub(super) is_first: bool,
    pub(super) weekday: &'static str,
    pub(super) iso: String,
    pub(super) is_today: bool,
    pub(super) is_past: bool,
    pub(super) is_free: bool,
    pub(super) is_empty: bool,
    pub(super) go_lives: Vec<Beginning>,
    pub(super) more: usize,
    pub(super) links: usize,
    pub(super) told: String,
    /// Widths of the parts of the bar.
    pub(super) going: usize,
    pub(super) open: usize,
    /// What a moved go-live adds or takes.
    pub(super) change: String,
    pub(super) is_new_go_live: bool,
    pub(super) is_old_go_live: bool,
}

/// A week.
pub(super) struct Week {
    pub(super) title: String,
    pub(super) total: usize,
    pub(super) days: Vec<DayView>,
}

/// The weeks of a page.
pub(super) async fn weeks(
    store: &dyn Store,
    load: &Load,
    today: Date,
    terms: &Terms,
    what_if: Option<&WhatIf>,
) -> Result<Vec<Week>, StoreError> {
    let most = load.days.iter().map(Day::links).max().unwrap_or(0).max(1);
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut weeks = Vec::new();
    for days in load.days.chunks(7) {
        let mut views = Vec::new();
        for day in days {
            let mut go_lives = Vec::new();
            for (part, ticket) in day.go_lives.iter().take(MOST_NAMED) {
                if !names.contains_key(part) {
                    let name = store.ticket(*ticket).await?.as_ref().map(client);
                    names.insert(part.clone(), name.unwrap_or_else(|| part.clone()));
                }
                go_lives.push(Beginning {
                    name: names.get(part).cloned().unwrap_or_default(),
                    href: format!("/clients/{}", path_part(part)),
                });
            }
            views.push(view(day, go_lives, most, today, terms, what_if));
        }
        let title = days
            .first()
            .map(|day| day.date.strftime("Week of %-d %B %Y").to_string());
        weeks.push(Week {
            title: title.unwrap_or_default(),
            total: days.iter().map(Day::links).sum(),
            days: views,
        });
    }
    Ok(weeks)
}

fn view(
    day: &Day,
    go_lives: Vec<Beginning>,
    most: usize,
    today: Date,
    terms: &Terms,
    what_if: Option<&WhatIf>,
) -> DayView {
    let links = day.links();
    let width = |count: usize| (count * WIDTH).div_ceil(most);
    let change = what_if.and_then(|what_if| what_if.links.get(&day.date)).copied();
    let change = change.filter(|change| *change != 0);
    let is_new = what_if.is_some_and(|what_if| what_if.day == Some(day.date));
    let is_old = what_if.is_some_and(|what_if| what_if.present == Some(day.date)) && !is_new;
    let weekday = day.date.weekday().to_monday_one_offset();
    let works = u8::try_from(weekday).is_ok_and(|weekday| terms.working_days.contains(&weekday));
    DayView {
        number: day.date.day().to_string(),
        month: day.date.strftime("%B").to_string(),
        is_first: day.date.day() == 1,
        weekday: WEEKDAYS[usize::try_from(weekday - 1).unwrap_or_default() % 7],
        iso: day.date.to_string(),
        is_today: day.date == today,
        is_past: day.date < today,
        is_free: !works || terms.holidays.contains(&day.date),
        is_empty: links == 0 && day.go_lives.is_empty() && change.is_none() && !is_new,
        more: day.go_lives.len() - go_lives.len(),
        go_lives,
        links,
        told: told(day),
        going: width(day.held + day.queued),
        open: width(day.open),
        change: change
            .map(|change| format!("{change:+}").replace('-', "\u{2212}"))
            .unwrap_or_default(),
        is_new_go_live: is_new,
        is_old_go_live: is_old,
    }
}

pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn told(day: &Day) -> String {
    let links = match day.links() {
        0 => return String::new(),
        1 => "1 link".to_owned(),
        many => format!("{many} links"),
    };
    if day.open == 0 {
        links
    } else if day.open == day.links() {
        format!("{links}, not approved")
    } else {
        format!("{links}, {} not approved", day.open)
    }
}
