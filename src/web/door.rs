//! Decisions of people, from the API and from the desk, on their way to the one door: events of one ticket in one commit,
//! on exactly the revision that was looked at, and with a look at other tickets where an address is new.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::config::check;
use crate::domain::event::Event;
use crate::domain::ids::{PersonNo, TicketId};
use crate::domain::matching;
use crate::domain::ticket::{Person, PersonState, Ticket};
use crate::pipeline::elsewhere;
use crate::store::StoreError;
use crate::store::commit::{Commit, CommitError, Tries};

use super::router::AppState;

/// Longer reasons and names are cut by nobody and read by nobody.
pub(super) const LONGEST_TEXT: usize = 500;

/// Why nothing was decided. Nothing was written then.
#[derive(Debug, Clone)]
pub(super) enum Refusal {
    /// There is no such ticket.
    NoSuchTicket(TicketId),
    /// Somebody was faster.
    Stale {
        /// The revision that was decided on.
        given: u64,
        /// The present one.
        now: u64,
    },
    /// What was typed cannot be taken.
    Invalid(String),
    /// The ticket does not allow it now.
    NotNow(String),
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(failure: StoreError) -> Self {
        Self::Store(failure)
    }
}

impl From<CommitError> for Refusal {
    fn from(failure: CommitError) -> Self {
        match failure {
            CommitError::NoSuchTicket(id) => Self::NoSuchTicket(id),
            CommitError::Illegal(reason) => Self::NotNow(format!("{reason}.")),
            CommitError::Store(failure) => Self::Store(failure),
        }
    }
}

/// Makes events happen to one ticket, and says how it is then. With a revision, only to exactly that revision.
pub(super) async fn act(
    state: &AppState,
    id: TicketId,
    revision: Option<u64>,
    events: impl Fn(&Ticket, Timestamp) -> Result<Vec<Event>, Refusal>,
) -> Result<Ticket, Refusal> {
    let mut tries = Tries::default();
    loop {
        let now = state.clock.now();
        let mut commit = Commit::new(&state.store, now);
        let ticket = commit.ticket(id).await?.clone();
        if let Some(given) = revision.filter(|given| *given != ticket.revision) {
            let now = ticket.revision;
            return Err(Refusal::Stale { given, now });
        }
        let mut after = ticket.clone();
        for event in events(&ticket, now)? {
            after = commit.happen(id, event).await?.clone();
        }
        let after = compared(state, &mut commit, &ticket, after).await?;
        let written = commit.commit().await;
        // When somebody was faster, look again: then the revision says whether that matters.
        if !tries.again(&written) {
            written?;
            return Ok(after);
        }
    }
}

/// Whoever was given an address that is on other tickets: both sides show it, and where an address can only be used once,
/// it is refused.
async fn compared(
    state: &AppState,
    commit: &mut Commit<'_>,
    before: &Ticket,
    after: Ticket,
) -> Result<Ticket, Refusal> {
    let once_for_all = check::addresses_are_used_once(&state.config);
    let after = compared_here(commit, before, after, once_for_all).await?;
    let is_new = |address: &String| !matching::has_address(before, address);
    let addresses = after.people.iter().filter_map(|person| person.details.email.as_deref());
    let given: BTreeSet<String> = addresses.map(matching::folded).filter(is_new).collect();
    if given.is_empty() {
        return Ok(after);
    }
    let found = elsewhere::find(&state.store, commit, &given, Some(after.id), once_for_all).await?;
    for (address, problem) in elsewhere::in_use(commit, &found, once_for_all).await? {
        if problem.code == "address_taken" {
            return Err(Refusal::NotNow(problem.message));
        }
        let has_it =
            |person: &&Person| person.details.email.as_deref().map(matching::folded).as_ref() == Some(&address);
        let people = after.people.iter().filter(has_it);
        let people = people.filter(|person| !person.state.is_end());
        for person in people.map(|person| person.no).collect::<Vec<_>>() {
            let problem = problem.clone();
            commit
                .happen(after.id, Event::SeenElsewhere { person, problem })
                .await?;
        }
    }
    elsewhere::tell_others(commit, &after, "A reviewer", &found).await?;
    Ok(commit.ticket(after.id).await?.clone())
}

/// The same for the ticket itself, where an address can only be used once: whoever shares one is shown, and an address that
/// had a link is refused.
async fn compared_here(
    commit: &mut Commit<'_>,
    before: &Ticket,
    after: Ticket,
    once_for_all: bool,
) -> Result<Ticket, Refusal> {
    let address = |person: &Person| person.details.email.as_deref().map(matching::folded);
    let was = |no: PersonNo| before.person(no).and_then(address);
    let moved = after.people.iter().filter(|person| address(person) != was(person.no));
    let moved: Vec<(PersonNo, String)> = moved.filter_map(|person| Some((person.no, address(person)?))).collect();
    for (no, given) in moved.into_iter().filter(|_| once_for_all) {
        let shares = |person: &&Person| address(person).as_ref() == Some(&given);
        let others = after.people.iter().filter(shares).filter(|person| person.no != no);
        let others: Vec<&Person> = others
            .filter(|person| !matches!(person.state, PersonState::Cancelled { .. }) || person.link.is_some())
            .collect();
        if others.iter().any(|person| person.link.is_some()) {
            let words = format!("{given} was used on this ticket, and an address can never be used again.");
            return Err(Refusal::NotNow(words));
        }
        let doubted = others
            .iter()
            .map(|person| person.no)
            .chain((!others.is_empty()).then_some(no));
        for person in doubted.collect::<Vec<_>>() {
            let problem = elsewhere::twice(&given);
            commit
                .happen(after.id, Event::SeenElsewhere { person, problem })
                .await?;
        }
    }
    Ok(commit.ticket(after.id).await?.clone())
}

/// One line of a bearable length; `key` names it in the refusal.
pub(super) fn text(key: &str, given: &str) -> Result<String, Refusal> {
    let trimmed = given.trim();
    if trimmed.is_empty() || trimmed.chars().count() > LONGEST_TEXT || trimmed.chars().any(char::is_control) {
        let expected = format!("{key}: expected one line of 1 to {LONGEST_TEXT} characters.");
        return Err(Refusal::Invalid(expected));
    }
    Ok(trimmed.to_owned())
}

/// An address with its domain in lower case. The domain has a dot, because nobody outside has one without.
pub(super) fn address(key: &str, given: &str) -> Result<String, Refusal> {
    let parsed = given.trim().parse::<lettre::Address>().ok();
    let usable = parsed.filter(|address| address.domain().contains('.'));
    let address = usable.ok_or_else(|| {
        let words = format!("{key}: expected an address such as kim@client.example.");
        Refusal::Invalid(words)
    })?;
    Ok(format!("{}@{}", address.user(), address.domain().to_lowercase()))
}
