//! `GET /tickets/GR-17`: the page of a ticket, also as the answer to a form that was not taken.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::super::note;
use super::super::super::router::AppState;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, answered};
use super::super::visit::Visit;
use super::load;
use super::paper::BlockView;
use super::view::{self, Beside, TicketView};
use crate::domain::account::Typing;
use crate::domain::note::About;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/ticket.html")]
struct Page {
    frame: Frame,
    ticket: TicketView,
    /// What was done while the form was being filled in.
    changed: Vec<String>,
    refused: Option<String>,
    shows_undo: bool,
    note: Option<NoteView>,
    /// What was typed to add somebody.
    typed: Added,
}

/// A note to the account manager that can be sent, as it would read.
struct NoteView {
    to: String,
    subject: String,
    text: String,
}

/// What was typed to add somebody.
#[derive(Default)]
struct Added {
    name: String,
    email: String,
    roles: String,
    is_kept: bool,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    done: String,
}

/// What the page says beside the ticket.
#[derive(Default)]
pub(super) struct Said {
    /// The form that was not taken, by where it was sent to, and why.
    pub(super) refused: Option<(String, String)>,
    /// What was typed into it.
    pub(super) typing: Option<Typing>,
    /// The revision that was decided on, where somebody was faster.
    pub(super) seen: Option<u64>,
    /// A sentence about what was just done.
    pub(super) notice: Option<&'static str>,
    /// Whether it can be undone right there.
    pub(super) shows_undo: bool,
}

/// `GET /tickets/{name}`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(mut visit): Extension<Visit>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let typing = match visit.typing(&state).await {
        Ok(typing) => typing,
        Err(failure) => return frame::no_store(&failure),
    };
    let notice = match asked.done.as_str() {
        "approved" => Some("Approved."),
        "decided" => Some("Decided."),
        "saved" => Some("Saved."),
        "back" => Some("The approval was taken back. Nothing has gone out."),
        "stopped" => Some("Held back until somebody decides."),
        "marked" => Some("Noted."),
        "cancelled" => Some("Taken out of the ticket."),
        "link" => Some("A new link is on its way; the one before has ended."),
        "moved" => Some("The go-live was moved."),
        "asked" => {
            Some("The earlier day was passed on. Customer Solutions decide about it; until then the later one stands.")
        }
        "answered" => Some("Thank you. Your answer is on the ticket."),
        "settled" => Some("Settled."),
        "added" => Some("Added."),
        "typed" => Some("Added, as they were typed in. Each of them waits for an approval."),
        "noted" => Some("The note is on its way to the account manager."),
        "assigned" => Some("Noted who looks after it."),
        "rejected" => Some("The ticket was turned down."),
        _ => None,
    };
    let said = Said {
        shows_undo: matches!(asked.done.as_str(), "approved" | "decided"),
        typing,
        notice,
        ..Said::default()
    };
    answered(shown(&state, &visit, &name, &said).await)
}

/// The page, as an answer to anything about the ticket.
pub(super) async fn shown(state: &AppState, visit: &Visit, name: &str, said: &Said) -> Answer {
    let Some(account) = visit.account() else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let Some(loaded) = load::load(state, account, name).await? else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let beside = Beside {
        account,
        has_levels: state.has_levels,
        typing: said.typing.as_ref(),
        refused: said.refused.as_ref(),
    };
    let ticket = view::view(&loaded, &beside);
    let address = format!("/tickets/{}", ticket.name);
    let status = match (&said.seen, &said.refused) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, Some(_)) => super::super::guard::REFUSED,
        (None, None) => StatusCode::OK,
    };
    let adding = format!("{address}/people");
    let typed = |name| super::super::kept::field(said.typing.as_ref(), &adding, name);
    let title = format!("{} {}", ticket.name, ticket.client);
    let of_row = |of: &str| ticket.people.iter().any(|person| person.action == of);
    let body = Page {
        frame: Frame::new(state, visit, Part::Tickets, title)
            .saying(said.notice)
            .at(address.clone()),
        changed: said.seen.map(|seen| view::since(&loaded, seen)).unwrap_or_default(),
        refused: said
            .refused
            .as_ref()
            .filter(|(of, _)| !of_row(of))
            .map(|(_, words)| words.clone()),
        shows_undo: said.shows_undo,
        note: note::draft(state, &loaded.ticket, About::TypedIn)
            .filter(|_| ticket.is_reviewer)
            .map(|(to, note)| NoteView {
                to: to.to_owned(),
                subject: note.subject,
                text: note.text,
            }),
        typed: Added {
            name: typed("name"),
            email: typed("email"),
            roles: typed("roles"),
            is_kept: said.typing.as_ref().is_some_and(|typing| typing.action == adding),
        },
        ticket,
    };
    Ok(page(status, &body))
}
