//! One press for several tickets: approve, hold, take. Each is decided on the revision that was looked at and by itself, so
//! that one that cannot be decided keeps no other back. Links that would leave at once are never approved from here.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::super::super::door::{self, Refusal};
use super::super::super::router::AppState;
use super::super::frame::{self, Wrong};
use super::super::ticket::approvable;
use super::super::visit::{Fields, Visit, local};
use crate::domain::account::Account;
use crate::domain::event::{Actor, Decision, Event};
use crate::domain::ids::{PersonNo, TicketId};
use crate::domain::review;
use crate::domain::ticket::{Assignee, PersonState, Ticket, Wish};

/// No page has more.
const MOST: usize = 100;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Approve,
    Hold,
    Take,
    GiveBack,
}

/// `POST /queue`.
pub(in crate::web) async fn several(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let (deed, done) = match fields.text("deed") {
        "approve" => (Deed::Approve, "approved"),
        "hold" => (Deed::Hold, "held"),
        "take" => (Deed::Take, "taken"),
        "give" => (Deed::GiveBack, "given"),
        _ => return frame::wrong(&state, &visit, Wrong::NothingHere),
    };
    let Some(account) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let (mut count, mut not) = (0, Vec::new());
    let ticked = fields.all().filter(|(name, _)| *name == "ticket").take(MOST);
    for (id, revision) in ticked.filter_map(|(_, seen)| seen_as(seen)) {
        let acted = door::act(&state, id, Some(revision), |ticket, at| {
            events(ticket, deed, account, at)
        })
        .await;
        match acted {
            Ok(_) => count += 1,
            Err(Refusal::Store(failure)) => return frame::no_store(&failure),
            Err(Refusal::NoSuchTicket(_) | Refusal::Stale { .. } | Refusal::Invalid(_) | Refusal::NotNow(_)) => {
                not.push(id.to_string());
            }
        }
    }
    let back = local(fields.text("back")).unwrap_or_else(|| "/".into());
    let joint = if back.contains('?') { '&' } else { '?' };
    let not: String = form_urlencoded::byte_serialize(not.join(" ").as_bytes()).collect();
    Redirect::to(&format!("{back}{joint}done={done}&count={count}&not={not}")).into_response()
}

/// `GR-17:4`: a ticket and the revision that was looked at.
fn seen_as(text: &str) -> Option<(TicketId, u64)> {
    let (id, revision) = text.split_once(':')?;
    Some((id.parse().ok()?, revision.parse().ok()?))
}

fn events(ticket: &Ticket, deed: Deed, account: &Account, at: Timestamp) -> Result<Vec<Event>, Refusal> {
    let by = || Actor::Reviewer {
        name: account.name.clone(),
    };
    let approval = review::by_reviewer(&account.name, at);
    let found: Vec<Event> = match deed {
        Deed::Approve => {
            let people = approvable(ticket)
                .into_iter()
                .filter(|person| person.wish == Wish::Hold);
            let people: Vec<PersonNo> = people.map(|person| person.no).collect();
            let some = (!people.is_empty()).then_some(Event::Approved { people, approval });
            some.into_iter().collect()
        }
        Deed::Hold => {
            let may_go =
                |state: &PersonState| matches!(state, PersonState::Open | PersonState::Held | PersonState::Queued);
            let people = ticket.people.iter().filter(|person| may_go(&person.state));
            let stop = |no| Event::Decided {
                person: no,
                decision: Decision::Stop,
                approval: approval.clone(),
            };
            people.map(|person| stop(person.no)).collect()
        }
        Deed::Take => vec![Event::Assigned {
            to: Some(Assignee {
                account: account.id,
                name: account.name.clone(),
            }),
            by: by(),
        }],
        Deed::GiveBack => vec![Event::Assigned { to: None, by: by() }],
    };
    if found.is_empty() {
        return Err(Refusal::NotNow(
            "There is nobody on the ticket whom this concerns.".into(),
        ));
    }
    Ok(found)
}
