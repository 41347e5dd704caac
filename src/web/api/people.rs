//! Changing the people of a ticket: their details, additions, cancellations and new links.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::domain::event::{Event, Request};
use crate::domain::ids::{OutboxId, PersonNo};
use crate::domain::outbox::LinkMaker;
use crate::domain::ticket::{self, Details, Person, Ticket, Wish};

use super::super::door::{Refusal, address, text};
use super::super::router::AppState;
use super::actions::{Answer, act, by};
use super::body::{Body, Reviewer};
use super::problem::Problem;
use super::tag::Seen;

/// Details as a reviewer types them. What is left out stays as it is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
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
    pub(super) fn onto(&self, present: &Details) -> Result<Details, Refusal> {
        let mut details = present.clone();
        if let Some(name) = &self.name {
            details.name = Some(text("details.name", name)?);
        }
        if let Some(email) = &self.email {
            details.email = Some(address("details.email", email)?);
        }
        if let Some(level) = self.level {
            if !(1..=4).contains(&level) {
                return Err(Refusal::Invalid(format!(
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
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Correct>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
        Ok(Event::Corrected {
            person: body.person,
            details: body.details.onto(&somebody(ticket, body.person)?.details)?,
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `add`.
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Add>,
) -> Answer {
    let details = body.details.onto(&Details::default())?;
    if details.name.is_none() && details.email.is_none() {
        return Err(Problem::invalid("details: expected a name or an address."));
    }
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
        Ok(Event::PersonAdded {
            request: Request {
                details: details.clone(),
                wish: body.wish.unwrap_or(Wish::Unstated),
                hold_until: body.hold_until,
                problems: vec![ticket::Problem::typed_in()],
            },
            by: by(&reviewer),
        })
    })
    .await
}

/// The body of `cancel`.
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Cancel>,
) -> Answer {
    let reason = text("reason", &body.reason)?;
    act(&state, &name, (seen, seen.or(body.revision)?), |_, _| {
        Ok(Event::Cancelled {
            person: body.person,
            by: by(&reviewer),
            reason: reason.clone(),
        })
    })
    .await
}

/// The body of `new-link`.
#[derive(Debug, Deserialize, JsonSchema)]
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
    seen: Seen,
    Body(body): Body<Renew>,
) -> Answer {
    act(&state, &name, (seen, seen.or(body.revision)?), |ticket, _| {
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

pub(super) fn somebody(ticket: &Ticket, no: PersonNo) -> Result<&Person, Refusal> {
    let missing = || Refusal::Invalid(format!("person: {} has no person {no}.", ticket.id));
    ticket.person(no).ok_or_else(missing)
}
