//! Changing tickets: each request becomes one event, through the same door as mails and the clock.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::domain::event::{Actor, Decision, Event, Request};
use crate::domain::ids::{OutboxId, PersonNo};
use crate::domain::outbox::LinkMaker;
use crate::domain::review;
use crate::domain::ticket::{Details, GoLive, Person, Ticket, Wish};
use crate::store::commit::{Commit, Tries};

use super::super::router::AppState;
use super::body::{Body, Reviewer};
use super::problem::Problem;
use super::tickets::{named, whole};

/// Longer reasons are cut by nobody and read by nobody.
const LONGEST_TEXT: usize = 500;

type Answer = Result<Json<Value>, Problem>;

/// Makes one event happen to one ticket and answers with the ticket. With a revision, only to exactly that revision.
async fn act(
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
        let written = commit.commit().await;
        // When somebody was faster, look again: then the revision says whether that matters.
        if !tries.again(&written) {
            written?;
            return Ok(Json(whole(&after)));
        }
    }
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

/// Details as a reviewer types them. What is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Typed {
    name: Option<String>,
    email: Option<String>,
    level: Option<u8>,
    roles: Option<Vec<String>>,
    fields: BTreeMap<String, Value>,
}

impl Typed {
    /// `present` with what was typed in its place.
    fn onto(&self, present: &Details) -> Result<Details, Problem> {
        let mut details = present.clone();
        if let Some(name) = &self.name {
            details.name = Some(text("details.name", name)?);
        }
        if let Some(email) = &self.email {
            details.email = Some(address(email)?);
        }
        if let Some(level) = self.level {
            if !(1..=4).contains(&level) {
                return Err(Problem::invalid(format!(
                    "details.level: expected 1 to 4, found {level}."
                )));
            }
            details.level = Some(level);
        }
        if let Some(roles) = &self.roles {
            let checked = roles.iter().map(|role| text("details.roles", role));
            details.roles = checked.collect::<Result<_, _>>()?;
        }
        details.fields.extend(self.fields.clone());
        Ok(details)
    }
}

/// The body of `correct`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correct {
    person: PersonNo,
    details: Typed,
    revision: Option<u64>,
}

/// `POST …/correct`: what a person is set up with.
pub(crate) async fn correct(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Correct>,
) -> Answer {
    act(&state, &name, body.revision, |ticket, _| {
        Ok(Event::Corrected {
            person: body.person,
            details: body.details.onto(&somebody(ticket, body.person)?.details)?,
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `add`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    details: Typed,
    wish: Option<Wish>,
    hold_until: Option<Date>,
    revision: Option<u64>,
}

/// `POST …/add`: somebody who was not in the mail, or only in a picture.
pub(crate) async fn add(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Add>,
) -> Answer {
    let details = body.details.onto(&Details::default())?;
    if details.name.is_none() && details.email.is_none() {
        return Err(Problem::invalid("details: expected a name or an address."));
    }
    act(&state, &name, body.revision, |_, _| {
        Ok(Event::PersonAdded {
            request: Request {
                details: details.clone(),
                wish: body.wish.unwrap_or(Wish::Unstated),
                hold_until: body.hold_until,
                problems: Vec::new(),
            },
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `cancel`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    person: PersonNo,
    reason: String,
    revision: Option<u64>,
}

/// `POST …/cancel`: a person is taken out; a link that is out ends.
pub(crate) async fn cancel(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Cancel>,
) -> Answer {
    let reason = text("reason", &body.reason)?;
    act(&state, &name, body.revision, |_, _| {
        Ok(Event::Cancelled {
            person: body.person,
            by: by(&reviewer),
            reason: reason.clone(),
        })
    })
    .await
}

/// The body of `new-link`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renew {
    person: PersonNo,
    revision: Option<u64>,
}

/// `POST …/new-link`: a new link is queued; the one before is over.
pub(crate) async fn new_link(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    Body(body): Body<Renew>,
) -> Answer {
    act(&state, &name, body.revision, |ticket, _| {
        let number = somebody(ticket, body.person)?
            .link
            .as_ref()
            .map_or(0, |link| link.number)
            + 1;
        let outbox = OutboxId::activation(ticket.id, body.person, number);
        Ok(Event::NewLinkRequested {
            person: body.person,
            by: by(&reviewer),
            link: state.composer.new_link(&outbox),
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
        let stands = |code: &&String| ticket.problems.iter().any(|problem| problem.code == **code);
        if let Some(code) = body.codes.iter().find(|code| !stands(code)) {
            return Err(Problem::invalid(format!("codes: the ticket has no problem {code:?}.")));
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
    reason: String,
    revision: Option<u64>,
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

fn by(reviewer: &str) -> Actor {
    Actor::Reviewer {
        name: reviewer.to_owned(),
    }
}

fn somebody(ticket: &Ticket, no: PersonNo) -> Result<&Person, Problem> {
    let missing = || Problem::invalid(format!("person: {} has no person {no}.", ticket.id));
    ticket.person(no).ok_or_else(missing)
}

fn text(key: &str, given: &str) -> Result<String, Problem> {
    let trimmed = given.trim();
    if trimmed.is_empty() || trimmed.chars().count() > LONGEST_TEXT || trimmed.chars().any(char::is_control) {
        let expected = format!("{key}: expected one line of 1 to {LONGEST_TEXT} characters.");
        return Err(Problem::invalid(expected));
    }
    Ok(trimmed.to_owned())
}

/// An address with its domain in lower case. The domain has a dot, because nobody outside has one without.
fn address(given: &str) -> Result<String, Problem> {
    let parsed = given.trim().parse::<lettre::Address>().ok();
    let usable = parsed.filter(|address| address.domain().contains('.'));
    let address =
        usable.ok_or_else(|| Problem::invalid("details.email: expected an address such as kim@client.example."))?;
    Ok(format!("{}@{}", address.user(), address.domain().to_lowercase()))
}
