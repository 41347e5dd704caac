//! Tickets and people in the words of the pages.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::account::Account;
use crate::domain::ids::PersonNo;
use crate::domain::ticket::{Person, PersonState, Ticket, TicketState};
use crate::outbound::compose::in_words;
use crate::store::index::{Range, folded};
use crate::store::{Find, Index, StoreError};

use super::super::router::AppState;
use super::ticket::may_see;

/// So many tickets of a group, each with its people.
const MOST_OWN: usize = 100;

/// Tickets that are alike in what is to be done.
pub(super) struct Group {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) empty: &'static str,
    pub(super) is_folded: bool,
    pub(super) has_more: bool,
    pub(super) tickets: Vec<TicketView>,
}

/// A ticket and its people.
pub(super) struct TicketView {
    pub(super) name: String,
    pub(super) state: &'static str,
    pub(super) tone: &'static str,
    pub(super) subject: String,
    pub(super) client: String,
    pub(super) submitter: String,
    pub(super) go_live: String,
    pub(super) zone: String,
    pub(super) problems: Vec<String>,
    pub(super) manual_entry: Vec<String>,
    pub(super) people: Vec<PersonView>,
}

/// One line of a ticket.
pub(super) struct PersonView {
    pub(super) no: PersonNo,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) access: String,
    pub(super) state: &'static str,
    pub(super) tone: &'static str,
    pub(super) when: String,
    pub(super) reason: String,
    pub(super) problems: Vec<String>,
    pub(super) link: String,
}

/// An instant in the words of a zone.
pub(super) fn moment(at: Timestamp, zone: &str) -> String {
    in_words(at, zone).map_or_else(
        |_| at.to_string(),
        |words| format!("{}, {} ({})", words.day, words.time, words.zone),
    )
}

/// An instant in few letters, where the zone is said beside it.
pub(super) fn brief(at: Timestamp, zone: &str) -> String {
    let local = at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    local.strftime("%-d %b %Y, %H:%M").to_string()
}

/// A day in words.
pub(super) fn day(date: Date) -> String {
    date.strftime("%A, %-d %B %Y").to_string()
}

/// The zone of times on pages about everybody, as it is said once beside them.
pub(super) fn zone(state: &AppState) -> String {
    state.config.calendar.zone.replace('_', " ")
}

/// The same without the zone, where the zone is said beside it.
pub(super) fn short(at: Timestamp, zone: &str) -> String {
    in_words(at, zone).map_or_else(|_| at.to_string(), |words| format!("{}, {}", words.day, words.time))
}

/// The tickets that came of somebody's own mails, what needs a person first.
pub(super) async fn tickets(state: &AppState, account: &Account) -> Result<Vec<Group>, StoreError> {
    use TicketState::{Activating, Done, Held, NeedsReview, Rejected, WaitingForAnswer};
    let groups: [(&str, &str, &str, &[TicketState]); 3] = [
        (
            "open",
            "Needs a person",
            "Nothing waits for a decision.",
            &[NeedsReview, WaitingForAnswer],
        ),
        (
            "going",
            "On their way",
            "Nobody is held, and no link is out.",
            &[Activating, Held],
        ),
        ("over", "Finished", "Nothing is finished yet.", &[Done, Rejected]),
    ];
    let mut found = Vec::new();
    for (key, title, empty, states) in groups {
        let mut tickets = Vec::new();
        for ticket_state in states {
            tickets.extend(
                of_state(
                    state,
                    account,
                    *ticket_state,
                    MOST_OWN + 1 - tickets.len().min(MOST_OWN),
                )
                .await?,
            );
        }
        let has_more = tickets.len() > MOST_OWN;
        tickets.truncate(MOST_OWN);
        found.push(Group {
            key,
            title,
            empty,
            is_folded: key == "over",
            has_more,
            tickets: tickets.iter().map(ticket).collect(),
        });
    }
    Ok(found)
}

/// The tickets of a state that came of somebody's mails; those that were not touched for longest come first.
async fn of_state(
    state: &AppState,
    account: &Account,
    wanted: TicketState,
    limit: usize,
) -> Result<Vec<Ticket>, StoreError> {
    let find = Find {
        index: Index::TicketBySubmitter,
        range: Range::StartsWith(format!("{}/{}/", folded(&account.email), wanted.words())),
        after: None,
        limit,
    };
    let mut seen = state.store.tickets(find).await?;
    seen.retain(|ticket| may_see(account, ticket));
    Ok(seen)
}

pub(super) fn ticket(ticket: &Ticket) -> TicketView {
    let proposed = ticket
        .proposed_go_live
        .map(|to| format!(", proposed: {}", to.date))
        .unwrap_or_default();
    let state = ticket.state();
    TicketView {
        name: ticket.id.to_string(),
        state: state.words(),
        tone: tone_of(state),
        subject: ticket.subject.clone(),
        client: ticket
            .client
            .name
            .clone()
            .unwrap_or_else(|| ticket.client.key.to_string()),
        submitter: ticket.submitter.to_string(),
        go_live: ticket
            .go_live
            .map_or_else(|| "not known".into(), |day| day.date.to_string())
            + &proposed,
        zone: ticket.terms.zone.replace('_', " "),
        problems: ticket.problems.iter().map(|p| p.message.clone()).collect(),
        manual_entry: ticket
            .manual_entry
            .iter()
            .map(|e| format!("{} ({})", e.attachment, e.reason))
            .collect(),
        people: ticket.people.iter().map(|someone| person(ticket, someone)).collect(),
    }
}

/// How a state looks.
pub(super) fn tone(state: &PersonState) -> &'static str {
    match state {
        PersonState::Open | PersonState::Expired { .. } | PersonState::Undeliverable { .. } => "attention",
        PersonState::Held | PersonState::Queued | PersonState::Sent { .. } => "going",
        PersonState::Active { .. } => "good",
        PersonState::Cancelled { .. } => "over",
    }
}

/// How a ticket looks.
pub(super) fn tone_of(state: TicketState) -> &'static str {
    match state {
        TicketState::NeedsReview | TicketState::WaitingForAnswer => "attention",
        TicketState::Held | TicketState::Activating => "going",
        TicketState::Done => "good",
        TicketState::Rejected => "over",
    }
}

/// When something happens to a person, or happened, and why.
pub(super) fn when(ticket: &Ticket, person: &Person) -> (String, String) {
    let zone = &ticket.terms.zone;
    let planned = person.plan.as_ref();
    let reason = planned.map(|plan| plan.reason.clone()).unwrap_or_default();
    match &person.state {
        PersonState::Open | PersonState::Queued => (String::new(), reason),
        PersonState::Held => (planned.map(|p| short(p.due, zone)).unwrap_or_default(), reason),
        PersonState::Sent { expires, .. } => (format!("link ends {}", short(*expires, zone)), String::new()),
        PersonState::Active { at } => (short(*at, zone), String::new()),
        PersonState::Expired { at } => (short(*at, zone), "Nobody used the link in time.".into()),
        PersonState::Undeliverable { at, reason } => (short(*at, zone), reason.clone()),
        PersonState::Cancelled { at, reason } => (short(*at, zone), reason.clone()),
    }
}

fn person(ticket: &Ticket, person: &Person) -> PersonView {
    let (when, reason) = when(ticket, person);
    let tone = tone(&person.state);
    let details = &person.details;
    let level = details.level.map(|level| format!("level {level}"));
    let access: Vec<String> = level.into_iter().chain(details.roles.iter().cloned()).collect();
    PersonView {
        no: person.no,
        name: details.name.clone().unwrap_or_default(),
        email: details.email.clone().unwrap_or_default(),
        access: access.join(", "),
        state: person.state.word(),
        tone,
        when,
        reason,
        problems: person.problems.iter().map(|p| p.message.clone()).collect(),
        link: person
            .link
            .as_ref()
            .map(|link| format!("no. {}", link.number))
            .unwrap_or_default(),
    }
}
