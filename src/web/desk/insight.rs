//! How the work goes, in plots with a table beside each. For Customer Solutions. Nothing is counted here
//! (`scheduler::insight` does that each night).

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;

use super::super::router::AppState;
use super::frame::{Frame, Part, page};
use super::guard::{Answer, answered};
use super::rows;
use super::visit::Visit;
use crate::domain::insight::{Insight, Week};
use crate::domain::wording::counted;
use crate::store::index::Range;
use crate::store::{Find, Index, Store, StoreError};

/// So many senders are listed.
const MOST_SENDERS: usize = 20;

/// How high and wide the area of a plot is, in its own units.
const HEIGHT: usize = 100;
const STEP: usize = 40;
const BAR: usize = 26;

/// A bar of a plot; a part of it may stand on top of another.
struct Bar {
    x: usize,
    y: usize,
    height: usize,
    tone: &'static str,
}

/// A plot, and the same as a table.
struct Plot {
    id: &'static str,
    title: &'static str,
    words: String,
    width: usize,
    bars: Vec<Bar>,
    /// Where the name of each week stands, and the name.
    labels: Vec<(usize, String)>,
    most: String,
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Somebody, and how much of what they send must be typed in.
struct Sender {
    address: String,
    tickets: usize,
    typed_in: usize,
    share: usize,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/insight.html")]
struct Page {
    frame: Frame,
    counted: Option<String>,
    plots: Vec<Plot>,
    /// Fields, how often they were corrected, and the width of their bars.
    fields: Vec<(&'static str, usize, usize)>,
    senders: Vec<Sender>,
}

/// `GET /insight`.
pub(in crate::web) async fn show(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    answered(shown(&state, &visit).await)
}

async fn shown(state: &AppState, visit: &Visit) -> Answer {
    let latest = state.insight.get();
    let (plots, fields, senders) = match &latest {
        Some((_, insight)) if !insight.is_empty() => (
            vec![waits(insight), clean(insight), links(insight)],
            fields(insight),
            senders(state.store.as_ref(), insight).await?,
        ),
        Some(_) | None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let zone = &state.config.calendar.zone;
    let body = Page {
        frame: Frame::new(state, visit, Part::Insight, "Insight"),
        counted: latest.map(|(at, _)| rows::moment(at, zone)),
        plots,
        fields,
        senders,
    };
    Ok(page(StatusCode::OK, &body))
}

/// Bars of each week, from the values of its parts, the lowest part first.
fn bars(weeks: &[(&Date, &Week)], most: usize, parts: impl Fn(&Week) -> Vec<(usize, &'static str)>) -> Vec<Bar> {
    let mut bars = Vec::new();
    for (number, (_, week)) in weeks.iter().enumerate() {
        let mut y = HEIGHT;
        for (value, tone) in parts(week).into_iter().filter(|(value, _)| *value > 0) {
            let height = (value * HEIGHT / most.max(1)).clamp(1, y);
            y -= height;
            bars.push(Bar {
                x: number * STEP + (STEP - BAR) / 2,
                y,
                height,
                tone,
            });
        }
    }
    bars
}

fn plot(id: &'static str, title: &'static str, insight: &Insight, head: Vec<&'static str>) -> Plot {
    let name = |date: &Date| date.strftime("%-d %b").to_string();
    let labels = (0..)
        .zip(insight.weeks.keys())
        .map(|(number, date)| (number * STEP + STEP / 2, name(date)));
    Plot {
        id,
        title,
        words: String::new(),
        width: insight.weeks.len() * STEP,
        bars: Vec::new(),
        labels: labels.collect(),
        most: String::new(),
        head,
        rows: Vec::new(),
    }
}

fn weeks(insight: &Insight) -> Vec<(&Date, &Week)> {
    insight.weeks.iter().collect()
}

fn share(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(0)
}

/// Minutes in words.
fn minutes(minutes: i64) -> String {
    match minutes {
        0 => "under 1 min".to_owned(),
        1..=89 => format!("{minutes} min"),
        90..=2879 => format!("{} h", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1440),
    }
}

fn waits(insight: &Insight) -> Plot {
    let weeks = weeks(insight);
    let wait = |week: &Week| {
        week.median_wait()
            .map_or(0, |wait| usize::try_from(wait.max(1)).unwrap_or(1))
    };
    let most = weeks.iter().map(|(_, week)| wait(week)).max().unwrap_or(0);
    let mut all: Vec<i64> = weeks.iter().flat_map(|(_, week)| week.waited.clone()).collect();
    all.sort_unstable();
    let words = match all.get(all.len() / 2) {
        Some(half) => format!("Half of the tickets were first decided about in {}.", minutes(*half)),
        None => "Nobody has decided about a ticket in these weeks.".to_owned(),
    };
    Plot {
        words,
        bars: bars(&weeks, most, |week| vec![(wait(week), "bar-going")]),
        most: minutes(i64::try_from(most).unwrap_or(i64::MAX)),
        rows: weeks
            .iter()
            .map(|(date, week)| {
                let wait = week.median_wait().map_or_else(|| "none yet".to_owned(), minutes);
                vec![date.to_string(), week.opened.to_string(), wait]
            })
            .collect(),
        ..plot(
            "waits",
            "Time to review",
            insight,
            vec!["Week of", "Tickets", "Half within"],
        )
    }
}

fn clean(insight: &Insight) -> Plot {
    let weeks = weeks(insight);
    let sum = |of: fn(&Week) -> usize| weeks.iter().map(|(_, week)| of(week)).sum::<usize>();
    let (clean, corrected) = (sum(|week| week.clean), sum(|week| week.corrected));
    Plot {
        words: format!(
            "{} % of {} needed no correction.",
            share(clean, clean + corrected),
            counted(clean + corrected, "mail", "mails")
        ),
        bars: bars(&weeks, 100, |week| {
            vec![(share(week.clean, week.clean + week.corrected), "bar-good")]
        }),
        most: "100 %".into(),
        rows: weeks
            .iter()
            .map(|(date, week)| {
                let all = week.clean + week.corrected;
                vec![
                    date.to_string(),
                    all.to_string(),
                    format!("{} %", share(week.clean, all)),
                ]
            })
            .collect(),
        ..plot(
            "clean",
            "Read without a correction",
            insight,
            vec!["Week of", "Reviewed", "Without"],
        )
    }
}

fn links(insight: &Insight) -> Plot {
    let weeks = weeks(insight);
    let most = weeks.iter().map(|(_, week)| week.sent).max().unwrap_or(0);
    let sum = |of: fn(&Week) -> usize| weeks.iter().map(|(_, week)| of(week)).sum::<usize>();
    let (used, sent) = (sum(|week| week.used), sum(|week| week.sent));
    let rest = |week: &Week| week.sent.saturating_sub(week.used + week.expired + week.returned);
    Plot {
        words: format!(
            "{} % of {} used in time.",
            share(used, sent),
            counted(sent, "link was", "links were")
        ),
        bars: bars(&weeks, most, |week| {
            vec![
                (week.used, "bar-good"),
                (rest(week), "bar-going"),
                (week.expired + week.returned, "bar-open"),
            ]
        }),
        most: most.to_string(),
        rows: weeks
            .iter()
            .map(|(date, week)| {
                let counts = [week.sent, week.used, week.expired, week.returned, rest(week)];
                let counts = counts.iter().map(usize::to_string);
                [date.to_string()].into_iter().chain(counts).collect()
            })
            .collect(),
        ..plot(
            "links",
            "Links",
            insight,
            vec!["Week of", "Sent", "Used in time", "Ran out", "Came back", "Still open"],
        )
    }
}

fn fields(insight: &Insight) -> Vec<(&'static str, usize, usize)> {
    let most = insight.fields.values().copied().max().unwrap_or(1).max(1);
    let mut fields: Vec<_> = insight
        .fields
        .iter()
        .map(|(field, count)| (*field, *count, (count * 100).div_ceil(most)))
        .collect();
    fields.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    fields
}

/// Those who send what must be typed in, the most first. Whoever was erased since is not named.
async fn senders(store: &dyn Store, insight: &Insight) -> Result<Vec<Sender>, StoreError> {
    let mut all: Vec<_> = insight
        .senders
        .iter()
        .filter(|(_, sending)| sending.typed_in > 0)
        .collect();
    all.sort_by_key(|(_, sending)| std::cmp::Reverse(sending.typed_in));
    let mut senders = Vec::new();
    for (address, sending) in all.into_iter().take(MOST_SENDERS) {
        let find = Find {
            index: Index::TicketBySubmitter,
            range: Range::StartsWith(format!("{address}/")),
            after: None,
            limit: 1,
        };
        if !store.find(find).await?.is_empty() {
            senders.push(Sender {
                address: address.clone(),
                tickets: sending.tickets,
                typed_in: sending.typed_in,
                share: share(sending.typed_in, sending.tickets),
            });
        }
    }
    Ok(senders)
}
