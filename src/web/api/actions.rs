//! Decisions about tickets: each request becomes one event, through the same door as mails and the clock.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::domain::event::{Actor, Decision, Event};
use crate::domain::ids::PersonNo;
use crate::domain::lifecycle;
use crate::domain::review;
use crate::domain::ticket::{GoLive, Ticket};

use super::super::door::{self, Refusal, text};
use super::super::router::AppState;
use super::body::{Body, Reviewer};
use super::problem::Problem;
use super::tag::{Seen, tagged};
use super::tickets::{named, whole};

/// The ticket after what was done, or why nothing was.
pub(super) type Answer = Result<Response, Problem>;

/// Makes one event happen to one ticket and answers with the ticket. With a revision, only to exactly that revision.
pub(super) async fn act(
    state: &AppState,
    name: &str,
    (seen, revision): (Seen, Option<u64>),
    event: impl Fn(&Ticket, Timestamp) -> Result<Event, Refusal>,
) -> Answer {
    let id = named(name)?;
    let one = |ticket: &Ticket, now| Ok(vec![event(ticket, now)?]);
    let done = door::act(state, id, revision, one).await;
    let after = done.map_err(|refusal| {
        let is_stale = matches!(refusal, Refusal::Stale { .. });
        let problem = Problem::from(refusal);
        if is_stale { seen.stale(problem) } else { problem }
    })?;
    Ok(tagged(after.revision, &whole(&after)))
}

/// The body of `approve`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    people: Vec<PersonNo>,
    revision: Option<u64>,
}

/// `POST …/approve`: these people are approved for what they wish.
pub(crate) async fn approve(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Approve>,
) -> Answer {
    if body.people.is_empty() {
        return Err(Problem::invalid("people: expected at least one number, found none."));
    }
    act(&state, &name, (seen, seen.needed(body.revision)?), |_, now| {
        Ok(Event::Approved {
            people: body.people.clone(),
            approval: review::by_reviewer(&reviewer, now),
        })
    })
    .await
}

/// When a link is to go out.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    Now,
    On,
    BeforeGoLive,
    Stop,
}

/// The body of `decide`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    person: PersonNo,
    decision: When,
    date: Option<Date>,
    revision: Option<u64>,
}

/// `POST …/decide`: when a person's link goes out, whatever the mail said.
pub(crate) async fn decide(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
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
    act(&state, &name, (seen, seen.needed(body.revision)?), |_, now| {
        Ok(Event::Decided {
            person: body.person,
            decision,
            approval: review::by_reviewer(&reviewer, now),
        })
    })
    .await
}

/// The body of `go-live`.
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<MoveGoLive>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
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
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Settle>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
        let standing = lifecycle::can_be_settled(ticket);
        if let Some(code) = body.codes.iter().find(|code| !standing.contains(&code.as_str())) {
            return Err(Refusal::Invalid(format!(
                "codes: the ticket has no problem {code:?} that can be settled; those of open people are answered by \
                 a correction or a decision."
            )));
        }
        if body.codes.is_empty() {
            return Err(Refusal::Invalid(
                "codes: expected at least one code, found none.".into(),
            ));
        }
        Ok(Event::ProblemsSettled {
            codes: body.codes.clone(),
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `reject`.
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Reject>,
) -> Answer {
    let reason = text("reason", &body.reason)?;
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
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
