//! The queue in the words of its page: rows with a reason each, filters with their counts.

use jiff::Timestamp;

use super::super::rows;
use super::super::ticket::client;
use super::filter::{SOON, Show, Who};
use crate::domain::account::Account;
use crate::domain::attention::{self, Need};
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::index::{Range, instant};
use crate::store::{Find, Index, Store, StoreError};

/// No count goes further; more is "99+".
const MOST_COUNTED: usize = 99;

/// A ticket.
pub(super) struct RowView {
    pub(super) name: String,
    pub(super) seen: String,
    pub(super) subject: String,
    pub(super) client: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) more: usize,
    pub(super) tone: &'static str,
    pub(super) by: String,
    pub(super) is_late: bool,
    pub(super) people: String,
    pub(super) assignee: String,
    pub(super) is_mine: bool,
}

/// A filter.
pub(super) struct ChipView {
    pub(super) label: &'static str,
    pub(super) href: String,
    pub(super) count: String,
    pub(super) is_current: bool,
    pub(super) is_urgent: bool,
    /// What follows needs nobody.
    pub(super) is_first_over: bool,
}

/// A row of the queue.
pub(super) fn row(ticket: &Ticket, account: &Account, now: Timestamp, zone: &str) -> RowView {
    let needs = attention::all(ticket);
    let first = needs.first();
    let state = ticket.state();
    let is_late = first.is_some_and(|one| one.by <= now);
    let names: Vec<String> = ticket
        .people
        .iter()
        .map(|person| person.details.called(person.no))
        .collect();
    let people = match names.as_slice() {
        [] => "nobody yet".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one}, {other}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} more", rest.len()),
    };
    let due = ticket.wakes_at().map(|at| format!("next: {}", rows::short(at, zone)));
    RowView {
        name: ticket.id.to_string(),
        seen: format!("{}:{}", ticket.id, ticket.revision),
        subject: ticket.subject.clone(),
        client: client(ticket),
        reason: first.map_or_else(|| state.words().to_owned(), |one| one.need.words().to_owned()),
        words: first.map(|one| one.words.clone()).or(due).unwrap_or_default(),
        more: needs.len().saturating_sub(1),
        tone: match first {
            Some(one) => tone(one.need),
            None => rows::tone_of(state),
        },
        by: first.map(|one| until(one.by, now)).unwrap_or_default(),
        is_late,
        people,
        assignee: ticket.assignee.as_ref().map(|to| to.name.clone()).unwrap_or_default(),
        is_mine: ticket.assignee.as_ref().is_some_and(|to| to.account == account.id),
    }
}

fn tone(need: Need) -> &'static str {
    match need {
        Need::Late | Need::Unread | Need::Bounced | Need::Returned | Need::Doubted => "careful-tone",
        Need::Now | Need::Conflict | Need::Twice | Need::Missing | Need::Earlier | Need::TypeIn | Need::Question => {
            "attention"
        }
        Need::Approval => "going",
    }
}

/// "in 3 hours", "2 days ago".
fn until(by: Timestamp, now: Timestamp) -> String {
    let minutes = by.duration_since(now).as_mins();
    let amount = match minutes.unsigned_abs() {
        0..=1 => return "now".to_owned(),
        few @ 2..=89 => format!("{few} minutes"),
        some @ 90..=2879 => format!("{} hours", (some + 30) / 60),
        many => format!("{} days", (many + 720) / 1440),
    };
    if minutes < 0 {
        format!("{amount} ago")
    } else {
        format!("in {amount}")
    }
}

/// The filters with their counts, in the order of urgency; reasons that no ticket has are left out.
pub(super) async fn chips(
    store: &dyn Store,
    show: Show,
    who: Who,
    now: Timestamp,
) -> Result<Vec<ChipView>, StoreError> {
    let first = [Show::Open, Show::Overdue, Show::Soon];
    let needs = Need::ALL.into_iter().map(Show::Need);
    let states = [
        TicketState::Held,
        TicketState::Activating,
        TicketState::Done,
        TicketState::Rejected,
    ];
    let all = first.into_iter().chain(needs).chain(states.map(Show::State));
    let mut chips = Vec::new();
    for one in all {
        let count = count_of(store, one, now).await?;
        let is_reason = matches!(one, Show::Need(_));
        if count == 0 && is_reason && one != show {
            continue;
        }
        let is_over = matches!(one, Show::State(_));
        chips.push(ChipView {
            label: one.words(),
            href: address(one, who),
            count: if is_over { String::new() } else { counted(count) },
            is_first_over: one == Show::State(TicketState::Held),
            is_current: one == show,
            is_urgent: matches!(
                one,
                Show::Overdue | Show::Need(Need::Late | Need::Unread | Need::Bounced | Need::Returned | Need::Doubted)
            ) && count > 0,
        });
    }
    Ok(chips)
}

/// How many tickets are in a view of everybody's, as far as they are counted.
pub(super) async fn count_of(store: &dyn Store, show: Show, now: Timestamp) -> Result<usize, StoreError> {
    if show == Show::Soon {
        soon(store, now).await
    } else {
        count(store, show, now).await
    }
}

async fn count(store: &dyn Store, show: Show, now: Timestamp) -> Result<usize, StoreError> {
    Ok(store.find(show.find(now, MOST_COUNTED + 1)).await?.len())
}

async fn soon(store: &dyn Store, now: Timestamp) -> Result<usize, StoreError> {
    let end = instant(now.checked_add(SOON).unwrap_or(now));
    let keys = store.find(Show::Soon.find(now, MOST_COUNTED + 1)).await?;
    Ok(keys.iter().take_while(|(value, _)| *value <= end).count())
}

pub(super) fn counted(count: usize) -> String {
    if count > MOST_COUNTED {
        format!("{MOST_COUNTED}+")
    } else {
        count.to_string()
    }
}

/// How many mails wait in quarantine.
pub(super) async fn quarantined(store: &dyn Store) -> Result<usize, StoreError> {
    let find = Find {
        index: Index::MailByOutcome,
        range: Range::StartsWith("quarantined/".into()),
        after: None,
        limit: MOST_COUNTED + 1,
    };
    Ok(store.find(find).await?.len())
}

/// Where a filter is.
pub(super) fn address(show: Show, who: Who) -> String {
    let pairs = [("show", show.key()), ("who", who.key())];
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() {
        "/".into()
    } else {
        format!("/?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_from_now_in_both_directions() {
        let now: Timestamp = "2027-03-01T14:00:00Z".parse().unwrap();
        let at = |minutes| now + jiff::SignedDuration::from_mins(minutes);
        for (minutes, words) in [
            (0, "now"),
            (30, "in 30 minutes"),
            (-45, "45 minutes ago"),
            (180, "in 3 hours"),
            (-2 * 1440, "2 days ago"),
            (7 * 1440, "in 7 days"),
        ] {
            assert_eq!(until(at(minutes), now), words);
        }
    }
}
