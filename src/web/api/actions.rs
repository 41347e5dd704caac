//! Decisions about tickets: each request becomes one event, through the same door as mails and the clock.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::config::check;
use crate::domain::event::{Actor, Decision, Event};
use crate::domain::ids::PersonNo;
use crate::domain::lifecycle;
use crate::domain::matching;
use crate::domain::review;
use crate::domain::ticket::{GoLive, Person, PersonState, Ticket};
use crate::pipeline::elsewhere;
use crate::store::commit::{Commit, Tries};

use super::super::router::AppState;
use super::body::{Body, Reviewer};
use super::problem::Problem;
use super::tickets::{named, whole};

/// Longer reasons are cut by nobody and read by nobody.
const LONGEST_TEXT: usize = 500;

/// The ticket after what was done, or why nothing was.
pub(super) type Answer = Result<Json<Value>, Problem>;

/// Makes one event happen to one ticket and answers with the ticket. With a revision, only to exactly that revision.
pub(super) async fn act(
    state: &AppState,
    name: &str,
    revision: Option<u64>,
    event: impl Fn(&Ticket, Timestamp) -> Result<Event, Problem>,
) -> Answer {
    let id = named(name)?;
    let mut tries = Tries::default();
    loop {
        let now = state.clock.now();
        let mut commit = Commit::new(&state.store, now);
        let ticket = commit.ticket(id).await?.clone();
        if let Some(given) = revision.filter(|given| *given != ticket.revision) {
            return Err(Problem::stale(given, ticket.revision));
        }
        let after = commit.happen(id, event(&ticket, now)?).await?.clone();
        let after = compared(state, &mut commit, &ticket, after).await?;
        let written = commit.commit().await;
        // When somebody was faster, look again: then the revision says whether that matters.
        if !tries.again(&written) {
            written?;
            return Ok(Json(whole(&after)));
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
) -> Result<Ticket, Problem> {
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
            return Err(Problem::not_now(problem.message));
        }
        let has_it =
            |person: &&Person| person.details.email.as_deref().map(matching::folded).as_ref() == Some(&address);
        let people = after
            .people
            .iter()
            .filter(has_it)
            .filter(|person| !person.state.is_end());
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
) -> Result<Ticket, Problem> {
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
            return Err(Problem::not_now(words));
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

/// The body of `approve`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    people: Vec<PersonNo>,
    revision: u64,
}

/// `POST …/approve`: these people are approved for what they wish.
pub(crate) async fn approve(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Approve>,
) -> Answer {
    if body.people.is_empty() {
        return Err(Problem::invalid("people: expected at least one number, found none."));
    }
    act(&state, &name, Some(body.revision), |_, now| {
        Ok(Event::Approved {
            people: body.people.clone(),
            approval: review::by_reviewer(&reviewer, now),
        })
    })
    .await
}

/// When a link is to go out.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    Now,
    On,
    BeforeGoLive,
    Stop,
}

/// The body of `decide`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    person: PersonNo,
    decision: When,
    date: Option<Date>,
    revision: u64,
}

/// `POST …/decide`: when a person's link goes out, whatever the mail said.
pub(crate) async fn decide(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Decide>,
) -> Answer {
    let decision = match (body.decision, body.date) {
        (When::On, Some(date)) => Decision::On { date },
        (When::On, None) => return Err(Problem::invalid("date: expected a day such as 2027-03-15 with `on`.")),
        (When::Now | When::BeforeGoLive | When::Stop, Some(_)) => {
            return Err(Problem::invalid("date: only goes with the decision `on`."));
        }
        (When::Now, None) => Decision::Now,
        (When::BeforeGoLive, None) => Decision::BeforeGoLive,
        (When::Stop, None) => Decision::Stop,
    };
    act(&state, &name, Some(body.revision), |_, now| {
        Ok(Event::Decided {
            person: body.person,
            decision,
            approval: review::by_reviewer(&reviewer, now),
        })
    })
    .await
}

/// The body of `go-live`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveGoLive {
    date: Date,
    revision: Option<u64>,
}

/// `POST …/go-live`: the client's go-live is this day, and the reviewer stands behind it.
pub(crate) async fn go_live(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<MoveGoLive>,
) -> Answer {
    act(&state, &name, body.revision, |_, _| {
        Ok(Event::GoLiveMoved {
            by: by(&reviewer),
            go_live: GoLive {
                date: body.date,
                tentative: false,
                confirmed: true,
            },
        })
    })
    .await
}

/// The body of `settle`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settle {
    codes: Vec<String>,
    revision: Option<u64>,
}

/// `POST …/settle`: what concerned the whole ticket is settled.
pub(crate) async fn settle(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Settle>,
) -> Answer {
    act(&state, &name, body.revision, |ticket, _| {
        let standing = lifecycle::can_be_settled(ticket);
        if let Some(code) = body.codes.iter().find(|code| !standing.contains(&code.as_str())) {
            return Err(Problem::invalid(format!(
                "codes: the ticket has no problem {code:?} that can be settled; those of open people are answered by \
                 a correction or a decision."
            )));
        }
        if body.codes.is_empty() {
            return Err(Problem::invalid("codes: expected at least one code, found none."));
        }
        Ok(Event::ProblemsSettled {
            codes: body.codes.clone(),
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `reject`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    pub(super) reason: String,
    pub(super) revision: Option<u64>,
}

/// `POST …/reject`: the whole ticket is turned down.
pub(crate) async fn reject(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Reject>,
) -> Answer {
    let reason = text("reason", &body.reason)?;
    act(&state, &name, body.revision, |_, _| {
        Ok(Event::Rejected {
            by: by(&reviewer),
            reason: reason.clone(),
        })
    })
    .await
}

/// A reviewer of this name.
pub(super) fn by(reviewer: &str) -> Actor {
    Actor::Reviewer {
        name: reviewer.to_owned(),
    }
}

/// One line of a bearable length.
pub(super) fn text(key: &str, given: &str) -> Result<String, Problem> {
    let trimmed = given.trim();
    if trimmed.is_empty() || trimmed.chars().count() > LONGEST_TEXT || trimmed.chars().any(char::is_control) {
        let expected = format!("{key}: expected one line of 1 to {LONGEST_TEXT} characters.");
        return Err(Problem::invalid(expected));
    }
    Ok(trimmed.to_owned())
}
