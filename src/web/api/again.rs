//! What is done with a ticket after or beside the decision: taking an approval back, marking people as set up, giving the
//! ticket to somebody, answering for the account manager.

use axum::extract::{Path, State};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::door::Refusal;
use super::super::note;
use super::super::router::AppState;
use super::super::undo::taken_back;
use super::actions::{Answer, act, by};
use super::body::{Body, Reviewer};
use super::people::{Typed, somebody};
use super::problem::Problem;
use super::tag::Seen;
use super::tickets::named;
use crate::domain::event::{Change, Event, Request};
use crate::domain::ids::{AccountId, PersonNo};
use crate::domain::note::About;
use crate::domain::ticket::{Assignee, Details, Wish};

/// The body of `undo`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Undo {
    /// Whose approval is taken back.
    people: Vec<PersonNo>,
    revision: Option<u64>,
}

/// `POST …/undo`: the approval of these people is taken back, while nothing has gone out.
pub(crate) async fn undo(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Undo>,
) -> Answer {
    if body.people.is_empty() {
        return Err(Problem::invalid("people: expected at least one number, found none."));
    }
    let entries = state.store.entries(named(&name)?).await?;
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
        taken_back(ticket, &entries, &body.people, by(&reviewer))
    })
    .await
}

/// The body of `set-up`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    person: PersonNo,
    /// False takes the mark away again.
    #[serde(default = "yes")]
    done: bool,
    revision: Option<u64>,
}

fn yes() -> bool {
    true
}

/// `POST …/set-up`: the person has been set up in the system.
pub(crate) async fn set_up(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<SetUp>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
        Ok(Event::SetUpMarked {
            person: body.person,
            done: body.done,
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `assign`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assign {
    /// The number of somebody of Customer Solutions; nothing for nobody.
    account: Option<AccountId>,
    revision: Option<u64>,
}

/// `POST …/assign`: who looks after the ticket.
pub(crate) async fn assign(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Assign>,
) -> Answer {
    let to = match body.account {
        None => None,
        Some(id) => {
            let account = state.store.account(id).await?;
            let able = account.filter(|account| account.role.sees_everything() && !account.disabled);
            let nobody = || Problem::invalid(format!("account: nobody of Customer Solutions has the number {id}."));
            let account = able.ok_or_else(nobody)?;
            Some(Assignee {
                account: account.id,
                name: account.name,
            })
        }
    };
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
        Ok(Event::Assigned {
            to: to.clone(),
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `note`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Write {
    about: About,
    revision: Option<u64>,
}

/// `POST …/note`: a note to the account manager, in the words of the deployment.
pub(crate) async fn note(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Reviewer(reviewer): Reviewer,
    seen: Seen,
    Body(body): Body<Write>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
        note::event(&state, ticket, body.about, by(&reviewer))
    })
    .await
}

/// The body of `answer`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    person: PersonNo,
    /// What the account manager says; what is left out was not said.
    #[serde(default)]
    details: Typed,
    wish: Option<Wish>,
    hold_until: Option<Date>,
    revision: Option<u64>,
}

/// `POST …/answer`: what the account manager answered. It counts as a mail of theirs does: what is missing is filled in, what
/// delays acts at once, what hastens waits for Customer Solutions.
pub(crate) async fn answer(
    State(state): State<AppState>,
    Path(name): Path<String>,
    seen: Seen,
    Body(body): Body<Answered>,
) -> Answer {
    let details = body.details.onto(&Details::default())?;
    let wish = body.wish.unwrap_or(Wish::Unstated);
    if details == Details::default() && wish == Wish::Unstated {
        return Err(Problem::invalid("Expected an answer: details, a wish, or both."));
    }
    if body.hold_until.is_some() && wish != Wish::Hold {
        return Err(Problem::invalid("hold_until: only goes with the wish `hold`."));
    }
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
        somebody(ticket, body.person).map_err(|_| {
            let words = format!("person: {} has no person {}.", ticket.id, body.person);
            Refusal::Invalid(words)
        })?;
        Ok(Event::Answered {
            author: ticket.submitter.clone(),
            changes: vec![Change {
                person: Some(body.person),
                request: Request {
                    details: details.clone(),
                    wish,
                    hold_until: body.hold_until,
                    problems: Vec::new(),
                },
            }],
        })
    })
    .await
}
