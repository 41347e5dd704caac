//! What of the queue is wanted, as the address says it, and by which index it is found. No view reads more tickets than it
//! shows, but for the few that a second filter leaves out.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::domain::attention::{self, Need};
use crate::domain::ids::{AccountId, MailId, TicketId};
use crate::domain::mail::MailStatus;
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::index::{Range, has_words, instant, mail_words, words};
use crate::store::{Find, Index, Key, Store, StoreError};

/// So many tickets are on a page.
pub(super) const A_PAGE: usize = 50;

/// What must be done within this is due soon.
pub(super) const SOON: SignedDuration = SignedDuration::from_hours(48);

/// A second filter looks no further than this; the rest is on the next page.
const MOST_LOOKED_AT: usize = 400;

/// So many tickets of the rarest word are looked at.
const MOST_FOUND: usize = 200;

/// So many mails that belong to no ticket are named.
const MOST_MAILS: usize = 10;

/// Nobody looks for more words at once.
const MOST_WORDS: usize = 8;

/// The part of an address behind the `?`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Wanted {
    pub(super) show: String,
    pub(super) who: String,
    pub(super) q: String,
    pub(super) after: String,
    pub(super) done: String,
    pub(super) count: usize,
    pub(super) not: String,
}

/// Which tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// All that need a person.
    Open,
    /// Those of them whose moment has passed.
    Overdue,
    /// Those whose moment comes soon.
    Soon,
    /// Those with this reason.
    Need(Need),
    /// All in a state.
    State(TicketState),
}

impl Show {
    pub(super) fn named(key: &str) -> Self {
        match key {
            "overdue" => Self::Overdue,
            "soon" => Self::Soon,
            "held" => Self::State(TicketState::Held),
            "activating" => Self::State(TicketState::Activating),
            "done" => Self::State(TicketState::Done),
            "rejected" => Self::State(TicketState::Rejected),
            other => Need::named(other).map_or(Self::Open, Self::Need),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Need(need) => need.key(),
            Self::State(state) => match state {
                TicketState::Held => "held",
                TicketState::Activating => "activating",
                TicketState::Done => "done",
                TicketState::Rejected => "rejected",
                TicketState::NeedsReview | TicketState::WaitingForAnswer => "",
            },
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Open => "Needs a person",
            Self::Overdue => "Overdue",
            Self::Soon => "Within two days",
            Self::Need(need) => need.words(),
            Self::State(state) => match state {
                TicketState::Held => "Held",
                TicketState::Activating => "Links out",
                TicketState::Done => "Done",
                TicketState::Rejected => "Turned down",
                TicketState::NeedsReview | TicketState::WaitingForAnswer => "Needs a person",
            },
        }
    }

    /// The index that has these tickets, and no others.
    pub(super) fn find(self, now: Timestamp, limit: usize) -> Find {
        let (index, range) = match self {
            Self::Open => (Index::TicketByUrgency, Range::All),
            Self::Overdue => (Index::TicketByUrgency, Range::UpTo(instant(now))),
            Self::Soon => (Index::TicketByUrgency, Range::From(instant(now))),
            Self::Need(need) => (Index::TicketByNeed, Range::StartsWith(format!("{}/", need.key()))),
            Self::State(state) => (Index::TicketByState, Range::Is(state.words().to_owned())),
        };
        Find {
            index,
            range,
            after: None,
            limit,
        }
    }

    /// Whether a ticket that another index gave is one of these.
    fn has(self, ticket: &Ticket, now: Timestamp) -> bool {
        let soon = now.checked_add(SOON).unwrap_or(now);
        let by = || attention::first(ticket).map(|one| one.by);
        match self {
            Self::Open => by().is_some(),
            Self::Overdue => by().is_some_and(|by| by <= now),
            Self::Soon => by().is_some_and(|by| by > now && by <= soon),
            Self::Need(need) => attention::all(ticket).iter().any(|one| one.need == need),
            Self::State(state) => ticket.state() == state,
        }
    }
}

/// Whose tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    All,
    Mine(AccountId),
    Nobody,
}

impl Who {
    pub(super) fn named(key: &str, own: AccountId) -> Self {
        match key {
            "mine" => Self::Mine(own),
            "nobody" => Self::Nobody,
            _ => Self::All,
        }
    }

    /// As the address has it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mine(_) => "mine",
            Self::Nobody => "nobody",
        }
    }

    /// What the index of assignees begins with.
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::All => None,
            Self::Mine(account) => Some(account.0),
            Self::Nobody => Some(0),
        }
    }

    fn has(self, ticket: &Ticket) -> bool {
        let to = ticket.assignee.as_ref().map_or(0, |to| to.account.0);
        self.number().is_none_or(|number| number == to)
    }
}

/// A page of the queue.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) tickets: Vec<Ticket>,
    /// Where the next page begins.
    pub(super) next: Option<String>,
    /// The words are in more tickets than were looked at.
    pub(super) is_cut: bool,
    /// Mails that have the words and belong to no ticket.
    pub(super) mails: Vec<MailId>,
}

/// The tickets of a page.
pub(super) async fn page(
    store: &dyn Store,
    show: Show,
    who: Who,
    after: &str,
    now: Timestamp,
) -> Result<Found, StoreError> {
    let is_open = !matches!(show, Show::State(_));
    let by_who = who.number().filter(|_| is_open).map(|number| Find {
        index: Index::TicketByAssignee,
        range: Range::StartsWith(format!("{number}/")),
        after: None,
        limit: A_PAGE,
    });
    let mut find = by_who.unwrap_or_else(|| show.find(now, A_PAGE));
    find.after = place(after);
    let mut found = Found::default();
    let mut looked_at = 0;
    loop {
        let keys = store.find(find.clone()).await?;
        for (value, key) in &keys {
            looked_at += 1;
            let Key::Ticket(id) = key else { continue };
            let Some(ticket) = store.ticket(*id).await? else {
                continue;
            };
            if !who.has(&ticket) || !show.has(&ticket, now) {
                // In the order of urgency nothing behind this one is soon.
                if show == Show::Soon && who == Who::All && value > &instant(now.checked_add(SOON).unwrap_or(now)) {
                    return Ok(found);
                }
                continue;
            }
            if found.tickets.len() == A_PAGE {
                found.next = find.after.as_ref().map(written);
                return Ok(found);
            }
            found.tickets.push(ticket);
            find.after = Some((value.clone(), key.clone()));
        }
        let Some(last) = keys.last().filter(|_| keys.len() == find.limit) else {
            return Ok(found);
        };
        find.after = Some(last.clone());
        if looked_at >= MOST_LOOKED_AT {
            found.next = Some(written(last));
            return Ok(found);
        }
    }
}

/// Where a page ended, as an address has it.
fn written((value, key): &(String, Key)) -> String {
    if let Key::Ticket(id) = key {
        return format!("{}|{value}", id.0);
    }
    String::new()
}

/// What [`written`] wrote; anything else begins at the front.
fn place(text: &str) -> Option<(String, Key)> {
    let (id, value) = text.split_once('|')?;
    let is_plain = value.len() <= 100 && !value.contains('\0');
    let id = id.parse().ok().filter(|_| is_plain)?;
    Some((value.to_owned(), Key::Ticket(TicketId(id))))
}

/// The tickets in which every word stands, by name, address, client, subject, number or a mail of theirs. What needs a person comes first.
pub(super) async fn search(store: &dyn Store, text: &str) -> Result<Found, StoreError> {
    let mut found = Found::default();
    if let Ok(id) = text.trim().to_uppercase().parse::<TicketId>() {
        found.tickets.extend(store.ticket(id).await?);
        return Ok(found);
    }
    let wanted: BTreeSet<String> = words(text).into_iter().take(MOST_WORDS).collect();
    let mut rarest: Option<BTreeSet<TicketId>> = None;
    for word in &wanted {
        let find = Find {
            index: Index::TicketByWord,
            range: Range::StartsWith(word.clone()),
            after: None,
            limit: MOST_FOUND + 1,
        };
        let keys = store.find(find).await?.into_iter();
        let ids: BTreeSet<TicketId> = keys
            .filter_map(|(_, key)| if let Key::Ticket(id) = key { Some(id) } else { None })
            .collect();
        if rarest.as_ref().is_none_or(|rarest| ids.len() < rarest.len()) {
            rarest = Some(ids);
        }
    }
    let ids = rarest.unwrap_or_default();
    found.is_cut = ids.len() > MOST_FOUND;
    for id in ids.into_iter().rev() {
        let ticket = store.ticket(id).await?;
        found.tickets.extend(ticket.filter(|ticket| has_words(ticket, &wanted)));
    }
    by_mails(store, &wanted, &mut found).await?;
    let urgency = |ticket: &Ticket| attention::first(ticket).map_or(Timestamp::MAX, |one| one.by);
    found.tickets.sort_by_cached_key(urgency);
    found.is_cut |= found.tickets.len() > A_PAGE;
    found.tickets.truncate(A_PAGE);
    Ok(found)
}

/// Adds what is found by the words of mails: their tickets, and mails that belong to none.
async fn by_mails(store: &dyn Store, wanted: &BTreeSet<String>, found: &mut Found) -> Result<(), StoreError> {
    let mut rarest: Option<Vec<MailId>> = None;
    for word in wanted {
        let find = Find {
            index: Index::MailByWord,
            range: Range::StartsWith(word.clone()),
            after: None,
            limit: MOST_FOUND,
        };
        let keys = store.find(find).await?.into_iter();
        let mails: BTreeSet<MailId> = keys
            .filter_map(|(_, key)| if let Key::Reading(id) = key { Some(id) } else { None })
            .collect();
        if rarest.as_ref().is_none_or(|rarest| mails.len() < rarest.len()) {
            rarest = Some(mails.into_iter().collect());
        }
    }
    let mut known: BTreeSet<TicketId> = found.tickets.iter().map(|ticket| ticket.id).collect();
    for id in rarest.unwrap_or_default() {
        let reading = store.reading(id).await?;
        if !reading.is_some_and(|reading| mail_words::have(&reading.words, wanted)) {
            continue;
        }
        let Some(mail) = store.mail(id).await? else { continue };
        let tickets = match &mail.status {
            MailStatus::Stored => Vec::new(),
            MailStatus::Settled { outcome, .. } => outcome.tickets(),
        };
        if tickets.is_empty() && found.mails.len() < MOST_MAILS {
            found.mails.push(id);
        }
        for ticket in tickets {
            if known.insert(ticket) {
                found.tickets.extend(store.ticket(ticket).await?);
            }
        }
    }
    Ok(())
}
