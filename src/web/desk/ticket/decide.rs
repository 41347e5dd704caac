//! What reviewers do on the page of a ticket. Each form names the revision it was made on; whoever was slower is shown what
//! happened meanwhile, with everything they typed still in the form.

use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::super::super::door::{self, Refusal, text};
use super::super::super::note;
use super::super::super::router::AppState;
use super::super::super::undo::{concerned, taken_back};
use super::super::frame::{self, Wrong};
use super::super::guard::answered;
use super::super::kept;
use super::super::visit::{Fields, Visit};
use super::page::{Said, shown};
use super::typed::{self, Deed, somebody};
use super::view::approvable;
use super::{ask, load};
use crate::domain::account::Account;
use crate::domain::event::{Actor, Decision, Event};
use crate::domain::ids::{AccountId, OutboxId, PersonNo, TicketId};
use crate::domain::lifecycle::{can_be_settled, next_link_number};
use crate::domain::note::About;
use crate::domain::outbox::LinkMaker;
use crate::domain::review;
use crate::domain::ticket::{Assignee, Ticket};

/// A reviewer of this name.
fn by(account: &Account) -> Actor {
    Actor::Reviewer {
        name: account.name.clone(),
    }
}

/// A form about a ticket, from whoever may decide.
pub(super) struct Form<'f> {
    pub(super) state: &'f AppState,
    pub(super) visit: &'f Visit,
    pub(super) fields: &'f Fields,
    pub(super) account: &'f Account,
    pub(super) ticket: Ticket,
    pub(super) name: &'f str,
}

impl<'f> Form<'f> {
    /// Finds the ticket, or says what to answer.
    pub(super) async fn of(
        state: &'f AppState,
        visit: &'f Visit,
        fields: &'f Fields,
        name: &'f str,
    ) -> Result<Self, Box<Response>> {
        let nowhere = || Box::new(frame::wrong(state, visit, Wrong::NothingHere));
        let account = visit.account().ok_or_else(nowhere)?;
        let ticket = load::find(state, account, name).await?.ok_or_else(nowhere)?;
        Ok(Self {
            state,
            visit,
            fields,
            account,
            ticket,
            name,
        })
    }

    fn id(&self) -> TicketId {
        self.ticket.id
    }

    /// The revision that was looked at. A form without one is decided on nothing, and is refused as stale.
    fn revision(&self) -> u64 {
        self.fields.text("revision").parse().unwrap_or(0)
    }

    /// Makes the events happen and leads back to the ticket.
    pub(super) async fn decide(
        &self,
        done: &str,
        events: impl Fn(&Ticket, Timestamp) -> Result<Vec<Event>, Refusal>,
    ) -> Response {
        match door::act(self.state, self.id(), Some(self.revision()), events).await {
            Ok(_) => Redirect::to(&format!("/tickets/{}?done={done}", self.id())).into_response(),
            Err(refusal) => self.refused(refusal).await,
        }
    }

    /// The page again, with the reason and with what was typed.
    pub(super) async fn refused(&self, refusal: Refusal) -> Response {
        let action = self.visit.path().to_owned();
        let (words, seen) = match refusal {
            Refusal::NoSuchTicket(_) => return frame::wrong(self.state, self.visit, Wrong::NothingHere),
            Refusal::Store(failure) => return frame::no_store(&failure),
            Refusal::Stale { given, .. } => (None, Some(given)),
            Refusal::Invalid(words) | Refusal::NotNow(words) => (Some(words), None),
        };
        let said = Said {
            typing: kept::of(self.fields, &action),
            refused: words.map(|words| (action, words)),
            seen,
            ..Said::default()
        };
        answered(shown(self.state, self.visit, self.name, &said).await)
    }
}

/// `POST /tickets/{name}/people/{no}`: everything about one person.
pub(in crate::web) async fn person(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((name, no)): Path<(String, u32)>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let form = match Form::of(&state, &visit, &fields, &name).await {
        Ok(form) => form,
        Err(answer) => return *answer,
    };
    let no = PersonNo(no);
    let deed = match Deed::of(&fields) {
        Ok(deed) => deed,
        Err(refusal) => return form.refused(refusal).await,
    };
    let entries = match state.store.entries(form.id()).await {
        Ok(entries) => entries,
        Err(failure) => return frame::no_store(&failure),
    };
    let name = form.account.name.clone();
    let events = |ticket: &Ticket, at: Timestamp| match &deed {
        Deed::Save | Deed::Approve | Deed::Take(_) => typed::row(ticket, no, &fields, &deed, &name, at),
        Deed::TakeBack => Ok(vec![taken_back(ticket, &entries, &[no], by(form.account))?]),
        Deed::Stop => Ok(vec![Event::Decided {
            person: no,
            decision: Decision::Stop,
            approval: review::by_reviewer(&name, at),
        }]),
        Deed::Cancel => Ok(vec![Event::Cancelled {
            person: no,
            by: by(form.account),
            reason: text("Reason", fields.text("reason"))?,
        }]),
        Deed::NewLink => {
            let number = next_link_number(somebody(ticket, no)?);
            let outbox = OutboxId::activation(ticket.id, no, number);
            Ok(vec![Event::NewLinkRequested {
                person: no,
                by: by(form.account),
                link: state.composer.new_link(&outbox),
            }])
        }
        Deed::SetUp(done) => Ok(vec![Event::SetUpMarked {
            person: no,
            done: *done,
            by: by(form.account),
        }]),
    };
    // Asked once, before a link leaves; a form that is stale or wrong is told so first.
    if form.revision() == form.ticket.revision
        && fields.text("confirmed") != "yes"
        && let Ok(events) = events(&form.ticket, state.clock.now())
    {
        let leaving = typed::leaving(&form.ticket, &events);
        if !leaving.is_empty() {
            let corrected = fields.text("email").trim();
            let corrected = Some(corrected).filter(|email| !email.is_empty());
            return ask::now(&state, &visit, &form.ticket, &leaving, &fields, corrected);
        }
    }
    form.decide(deed.done(), events).await
}

/// `POST /tickets/{name}/approve`: everybody whom nothing keeps from it.
pub(in crate::web) async fn approve(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let form = match Form::of(&state, &visit, &fields, &name).await {
        Ok(form) => form,
        Err(answer) => return *answer,
    };
    let reviewer = form.account.name.clone();
    let events = |ticket: &Ticket, at: Timestamp| {
        let people: Vec<PersonNo> = approvable(ticket).iter().map(|person| person.no).collect();
        if people.is_empty() {
            return Err(Refusal::NotNow(
                "Nobody on the ticket waits for an approval alone.".into(),
            ));
        }
        let approval = review::by_reviewer(&reviewer, at);
        Ok(vec![Event::Approved { people, approval }])
    };
    if form.revision() == form.ticket.revision
        && fields.text("confirmed") != "yes"
        && let Ok(events) = events(&form.ticket, state.clock.now())
    {
        let leaving = typed::leaving(&form.ticket, &events);
        if !leaving.is_empty() {
            return ask::now(&state, &visit, &form.ticket, &leaving, &fields, None);
        }
    }
    form.decide("approved", events).await
}

/// `POST /tickets/{name}/undo`: takes the last approval back.
pub(in crate::web) async fn undo(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let form = match Form::of(&state, &visit, &fields, &name).await {
        Ok(form) => form,
        Err(answer) => return *answer,
    };
    let entries = match state.store.entries(form.id()).await {
        Ok(entries) => entries,
        Err(failure) => return frame::no_store(&failure),
    };
    let seq: u64 = fields.text("seq").parse().unwrap_or(0);
    form.decide("back", |ticket, _| {
        let entry = entries.iter().find(|entry| entry.seq == seq);
        let people = entry.map(|entry| concerned(&entry.event)).unwrap_or_default();
        if people.is_empty() {
            return Err(Refusal::NotNow("There is no approval to take back any more.".into()));
        }
        Ok(vec![taken_back(ticket, &entries, &people, by(form.account))?])
    })
    .await
}

/// What can be done with a ticket as a whole, as the last part of the address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Settle,
    Assign,
    Reject,
    Add,
    Note,
}

/// `POST /tickets/{name}/{deed}`.
pub(in crate::web) async fn whole(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((name, deed)): Path<(String, String)>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let form = match Form::of(&state, &visit, &fields, &name).await {
        Ok(form) => form,
        Err(answer) => return *answer,
    };
    let (deed, done) = match deed.as_str() {
        "settle" => (Whole::Settle, "settled"),
        "assign" => (Whole::Assign, "assigned"),
        "reject" => (Whole::Reject, "rejected"),
        "people" => (Whole::Add, "added"),
        "note" => (Whole::Note, "noted"),
        _ => return frame::wrong(&state, &visit, Wrong::NothingHere),
    };
    let to = match assignee(&form).await {
        Ok(to) => to,
        Err(failure) => return frame::no_store(&failure),
    };
    let events = |ticket: &Ticket, _| {
        let by = by(form.account);
        let event = match deed {
            Whole::Settle => {
                let code = fields.text("code").to_owned();
                if !can_be_settled(ticket).contains(&code.as_str()) {
                    return Err(Refusal::NotNow("This is not to be settled any more.".into()));
                }
                Event::ProblemsSettled { codes: vec![code], by }
            }
            Whole::Assign => Event::Assigned { to: to.clone(), by },
            Whole::Reject => Event::Rejected {
                by,
                reason: text("Reason", fields.text("reason"))?,
            },
            Whole::Note => note::event(&state, ticket, About::TypedIn, by)?,
            Whole::Add => Event::PersonAdded {
                request: typed::request(&fields)?,
                by,
            },
        };
        Ok(vec![event])
    };
    form.decide(done, events).await
}

/// Whom a form gives the ticket to: oneself, somebody of Customer Solutions, or nobody.
async fn assignee(form: &Form<'_>) -> Result<Option<Assignee>, crate::store::StoreError> {
    let account = match form.fields.text("to_account") {
        "me" => Some(form.account.clone()),
        other => match other.parse() {
            Ok(id) => form.state.store.account(AccountId(id)).await?,
            Err(_) => None,
        },
    };
    let able = account.filter(|account| account.role.sees_everything() && !account.disabled);
    Ok(able.map(|account| Assignee {
        account: account.id,
        name: account.name,
    }))
}
