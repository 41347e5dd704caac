//! Index entries behind the lists of the desk: clients, days, people, and everything that happened, the newest first.
//!
//! Where account managers look as well, each entry stands twice: for everybody ([`EVERYTHING`]) and for whoever sent the
//! ticket in ([`scope_of`]). A page is given one of the two, so it cannot come upon what is another's.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Index, folded, instant};
use crate::domain::event::Entry;
use crate::domain::history;
use crate::domain::ids::{ClientKey, MailId, PersonNo};
use crate::domain::mail::{LedgerRow, MailRecord, Taken};
use crate::domain::matching::is_unfinished;
use crate::domain::outbox::OutboxRow;
use crate::domain::ticket::{Person, PersonState, Ticket, TicketState};

/// Ends a part of a value. No text that people write has it, and it sorts before all that they write.
pub const APART: char = '\u{1}';

/// The scope of those who see everything.
pub const EVERYTHING: &str = "*";

/// Parts of a value are cut to so many bytes, so that the whole stays below what an index takes.
const LONGEST_PART: usize = 100;

/// What somebody sees who sees what came of their own mails.
pub fn scope_of(email: &str) -> String {
    part(&folded(email))
}

/// A client as values name it.
pub fn client_part(client: &ClientKey) -> String {
    part(&client.0)
}

/// A text as a part of a value: short, and without what ends a part.
pub fn part(text: &str) -> String {
    let clean = text.replace(['\0', APART], "\u{fffd}");
    if clean.len() <= LONGEST_PART {
        clean
    } else {
        format!("sha256:{}", MailId::of(clean.as_bytes()))
    }
}

/// What a list of clients says of a ticket without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Where it stands.
    pub state: TicketState,
    /// The client's go-live on it.
    pub go_live: Option<Date>,
    /// How many people are in each of [`GROUPS`].
    pub people: [usize; GROUPS.len()],
    /// Who sent it in, folded.
    pub submitter: String,
}

/// States of people, as lists of clients count them.
pub const GROUPS: [&str; 6] = ["open", "held", "on the way", "needs a new link", "active", "taken out"];

fn group(state: &PersonState) -> usize {
    match state {
        PersonState::Open => 0,
        PersonState::Held => 1,
        PersonState::Queued | PersonState::Sent { .. } => 2,
        PersonState::Expired { .. } | PersonState::Undeliverable { .. } => 3,
        PersonState::Active { .. } => 4,
        PersonState::Cancelled { .. } => 5,
    }
}

const STATES: [TicketState; 6] = [
    TicketState::NeedsReview,
    TicketState::WaitingForAnswer,
    TicketState::Held,
    TicketState::Activating,
    TicketState::Done,
    TicketState::Rejected,
];

/// Sorts behind every day.
const NO_DAY: &str = "no day";

impl Facts {
    /// What is to be said of a ticket.
    pub fn of(ticket: &Ticket) -> Self {
        let mut people = [0; GROUPS.len()];
        for person in &ticket.people {
            people[group(&person.state)] += 1;
        }
        let submitter = ticket.submitter.email.as_deref();
        Self {
            state: ticket.state(),
            go_live: ticket.go_live.map(|day| day.date),
            people,
            submitter: submitter.map(scope_of).unwrap_or_default(),
        }
    }

    /// Whether something is still to happen.
    pub fn is_unfinished(&self) -> bool {
        self.state != TicketState::Rejected && self.people[..4].iter().any(|count| *count > 0)
    }

    fn written(&self) -> String {
        let day = self.go_live.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
        let state = STATES.iter().position(|state| *state == self.state).unwrap_or_default();
        let people: Vec<String> = self.people.iter().map(usize::to_string).collect();
        format!("{day}|{state}|{}|{}", people.join("."), self.submitter)
    }

    /// What an entry of [`Index::ClientFacts`] says, and of which client.
    pub fn parse(value: &str) -> Option<(String, Self)> {
        let mut parts = value.split(APART);
        let (_scope, client, facts) = (parts.next()?, parts.next()?, parts.next()?);
        let mut facts = facts.splitn(4, '|');
        let go_live = facts.next()?.parse().ok();
        let state = *STATES.get(facts.next()?.parse::<usize>().ok()?)?;
        let mut people = [0; GROUPS.len()];
        for (count, text) in people.iter_mut().zip(facts.next()?.split('.')) {
            *count = text.parse().ok()?;
        }
        let submitter = facts.next()?.to_owned();
        let facts = Self {
            state,
            go_live,
            people,
            submitter,
        };
        Some((client.to_owned(), facts))
    }
}

/// What stands about somebody whose link is still to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaving {
    /// Approved and held.
    Held,
    /// Would leave then, and nobody has approved it yet.
    Open,
    /// Queued.
    Queued,
}

impl Leaving {
    fn letter(self) -> char {
        match self {
            Self::Held => 'h',
            Self::Open => 'o',
            Self::Queued => 'q',
        }
    }

    /// What an entry of [`Index::PersonByDue`] says: when ([`instant`]), how it stands, and who it is.
    pub fn parse(value: &str) -> Option<(&str, Self, PersonNo)> {
        let mut parts = value.split(APART).skip(1);
        let (due, who) = (parts.next()?, parts.next()?);
        let all = [Self::Held, Self::Open, Self::Queued];
        let leaving = all.into_iter().find(|one| who.starts_with(one.letter()))?;
        Some((due, leaving, PersonNo(who.get(1..)?.parse().ok()?)))
    }

    /// When the link of a person leaves, and how that stands.
    pub fn of(person: &Person) -> Option<(Timestamp, Self)> {
        let plan = person.plan.as_ref()?;
        match &person.state {
            PersonState::Held => Some((plan.due, Self::Held)),
            PersonState::Queued => Some((plan.due, Self::Queued)),
            // "As soon as approved" is no day of a calendar.
            PersonState::Open => plan.day.map(|_| (plan.due, Self::Open)),
            PersonState::Sent { .. }
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Undeliverable { .. }
            | PersonState::Cancelled { .. } => None,
        }
    }
}

/// An instant as a text that sorts the newest first.
pub fn newest_first(at: Timestamp) -> String {
    const LAST: u64 = 9_999_999_999_999_999;
    let text = instant(at);
    format!("{:016}", LAST - text.parse::<u64>().unwrap_or_default().min(LAST))
}

fn joined(parts: &[&str]) -> String {
    parts.join(&APART.to_string())
}

/// The entries of a ticket.
pub(super) fn of_ticket(ticket: &Ticket) -> Vec<(Index, String)> {
    let facts = Facts::of(ticket);
    let (client, written) = (client_part(&ticket.client.key), facts.written());
    let day = ticket.go_live.map(|day| day.date.to_string());
    let day = day.filter(|_| is_unfinished(ticket));
    let mut found = Vec::new();
    let scopes = [EVERYTHING, facts.submitter.as_str()];
    for scope in scopes.into_iter().filter(|scope| !scope.is_empty()) {
        found.push((Index::ClientFacts, joined(&[scope, &client, &written])));
        found.extend(
            day.iter()
                .map(|day| (Index::TicketByGoLive, joined(&[scope, day, &client]))),
        );
        for person in &ticket.people {
            if let Some((due, leaving)) = Leaving::of(person) {
                let how = format!("{}{}", leaving.letter(), person.no);
                found.push((Index::PersonByDue, joined(&[scope, &instant(due), &how])));
            }
        }
    }
    for person in &ticket.people {
        let called = part(&folded(&person.details.called(person.no)));
        let value = joined(&[person.state.word(), &called, &person.no.to_string()]);
        found.push((Index::PersonByState, value));
    }
    found
}

/// The entries of an event.
pub(super) fn of_entry(entry: &Entry) -> Vec<(Index, String)> {
    // What happened in one moment is told in its order as well.
    let at = format!(
        "{}.{:010}",
        newest_first(entry.at),
        u64::from(u32::MAX) - entry.seq.min(u64::from(u32::MAX))
    );
    let mut found = vec![(Index::EntryByAge, joined(&[EVERYTHING, &at]))];
    let who = history::who(&entry.event).map(|who| part(&folded(&who)));
    found.extend(who.map(|who| (Index::EntryByAge, joined(&[&who, &at]))));
    found
}

/// The entries of a mail.
pub(super) fn of_mail(mail: &MailRecord) -> Vec<(Index, String)> {
    let at = newest_first(mail.received_at);
    let mut found = vec![(Index::MailByAge, joined(&[mail.word(), &at]))];
    let sender = mail.sender.as_deref().map(|sender| format!("@{}", scope_of(sender)));
    found.extend(sender.map(|sender| (Index::MailByAge, joined(&[&sender, &at]))));
    found
}

/// The entries of a row of the ledger.
pub(super) fn of_ledger(row: &LedgerRow) -> Vec<(Index, String)> {
    let at = newest_first(row.seen_at);
    let mut found = vec![(Index::LedgerByAge, joined(&[EVERYTHING, &at]))];
    let fate = match &row.taken {
        Taken::Stored { .. } => None,
        Taken::Refused { .. } => Some("not fetched"),
        Taken::Vanished => Some("vanished"),
        Taken::Old { .. } => Some("old"),
    };
    found.extend(fate.map(|fate| (Index::LedgerByAge, joined(&[fate, &at]))));
    found
}

/// The entries of an outgoing mail.
pub(super) fn of_outgoing(row: &OutboxRow) -> Vec<(Index, String)> {
    let at = newest_first(row.queued_at);
    let to = format!("@{}", scope_of(&row.to));
    [EVERYTHING, row.state.word(), &to]
        .into_iter()
        .map(|kind| (Index::OutboxByAge, joined(&[kind, &at])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_read_back_and_long_parts_stay_short() {
        let facts = Facts {
            state: TicketState::Held,
            go_live: Some(jiff::civil::date(2027, 3, 22)),
            people: [1, 2, 3, 4, 5, 600],
            submitter: "pat|b@vendor.example".into(),
        };
        let value = joined(&[EVERYTHING, "harbor.example", &facts.written()]);
        assert_eq!(Facts::parse(&value), Some(("harbor.example".into(), facts)));
        assert_eq!(Facts::parse("*"), None);
        assert!(part(&"ü".repeat(300)).len() <= LONGEST_PART);
        assert!(!part("a\u{1}b\0").contains([APART, '\0']));
    }

    #[test]
    fn the_newest_sorts_first() {
        let at = |text: &str| newest_first(text.parse().unwrap());
        assert!(at("2027-03-02T00:00:00Z") < at("2027-03-01T00:00:00Z"));
        assert_eq!(at("2027-03-02T00:00:00Z").len(), 16);
    }
}
