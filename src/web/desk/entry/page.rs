//! `/tickets/GR-17/entry`: the page of manual entry. Each of its buttons sends the whole form and gets the whole page, so
//! nothing that was typed is lost by any of them, and everything works without scripts.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, REFUSED, answered};
use super::super::pdf;
use super::super::ticket::{self, OptionView, moments};
use super::super::visit::{Fields, Visit};
use super::document::{DocumentView, documents};
use super::form::{Form, Row};
use super::suggest::{LONGEST_LINES, suggested};
use crate::config::check;
use crate::domain::account::Account;
use crate::domain::event::{Actor, Event};
use crate::domain::further;
use crate::domain::lifecycle::can_be_settled;
use crate::domain::ticket::Ticket;
use crate::web::door::{self, Refusal};
use crate::web::router::AppState;

/// What says that there is something to type in.
const CODES: [&str; 2] = ["manual_entry", "no_users"];

/// A row as the page shows it.
struct RowView {
    row: Row,
    levels: Vec<OptionView>,
    further: Vec<CellView>,
    moments: Vec<OptionView>,
}

/// A further field of a row.
struct CellView {
    name: &'static str,
    label: &'static str,
    value: String,
    choices: Vec<OptionView>,
    hint: &'static str,
    is_wide: bool,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/entry.html")]
struct Page {
    frame: Frame,
    name: String,
    client: String,
    revision: u64,
    documents: Vec<DocumentView>,
    document: String,
    rows: Vec<RowView>,
    has_levels: bool,
    all: Vec<OptionView>,
    all_day: String,
    lines: String,
    longest_lines: usize,
    waiting: usize,
    people: Vec<String>,
    can_settle: bool,
    is_complete: bool,
    changed: bool,
    refused: Option<String>,
    library: &'static str,
    worker: &'static str,
    decoders: &'static str,
}

/// What is asked of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    mail: String,
}

/// What the page says beside the form.
#[derive(Default)]
struct Said {
    notice: Option<String>,
    refused: Option<String>,
    changed: bool,
}

impl Said {
    fn notice(words: impl Into<String>) -> Self {
        Self {
            notice: Some(words.into()),
            ..Self::default()
        }
    }

    fn refused(words: impl Into<String>) -> Self {
        Self {
            refused: Some(words.into()),
            ..Self::default()
        }
    }
}

/// `GET /tickets/{name}/entry`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(mut visit): Extension<Visit>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let typing = match visit.typing(&state).await {
        Ok(typing) => typing.filter(|typing| typing.action == typing.page),
        Err(failure) => return frame::no_store(&failure),
    };
    let (form, said) = match typing {
        Some(typing) => {
            let fields = typing.fields.iter();
            let form = Form::read(fields.map(|(name, value)| (name.as_str(), value.as_str())));
            (form, Said::notice("What you typed is still here and not saved yet."))
        }
        None => {
            let form = Form {
                document: asked.mail,
                ..Form::default()
            };
            (form, Said::default())
        }
    };
    answered(opened(&state, &visit, &name, form, said).await)
}

async fn opened(state: &AppState, visit: &Visit, name: &str, form: Form, said: Said) -> Answer {
    match whose(state, visit, name).await? {
        Some((_, ticket)) => shown(state, visit, &ticket, form, said).await,
        None => Ok(frame::wrong(state, visit, Wrong::NothingHere)),
    }
}

async fn whose(
    state: &AppState,
    visit: &Visit,
    name: &str,
) -> Result<Option<(Account, Ticket)>, crate::store::StoreError> {
    let Some(account) = visit.account() else {
        return Ok(None);
    };
    let ticket = ticket::find(state, account, name).await?;
    Ok(ticket.map(|ticket| (account.clone(), ticket)))
}

/// The page around a form.
async fn shown(state: &AppState, visit: &Visit, ticket: &Ticket, form: Form, said: Said) -> Answer {
    let documents = documents(state, ticket, &form.document).await?;
    let chosen = documents.iter().find(|document| document.is_chosen);
    let document = chosen.map(|document| document.key.clone()).unwrap_or_default();
    let people = ticket.people.iter();
    let people = people.map(|person| format!("{} ({})", person.details.called(person.no), person.state.word()));
    let form = form.with_room();
    let status = match (said.changed, &said.refused) {
        (true, _) => StatusCode::CONFLICT,
        (false, Some(_)) => REFUSED,
        (false, None) => StatusCode::OK,
    };
    let title = format!("Type people in, {}", ticket.id);
    let body = Page {
        frame: Frame::new(state, visit, Part::Tickets, title)
            .saying(said.notice.as_deref())
            .at(format!("/tickets/{}/entry", ticket.id)),
        name: ticket.id.to_string(),
        client: ticket::client(ticket),
        revision: ticket.revision,
        waiting: form.rows.iter().filter(|row| row.waits()).count(),
        rows: form
            .rows
            .into_iter()
            .map(|row| row_view(ticket, row, state.has_levels))
            .collect(),
        has_levels: state.has_levels,
        all: moments_of(ticket, &form.all.when),
        all_day: form.all.day,
        lines: form.lines,
        longest_lines: LONGEST_LINES,
        people: people.collect(),
        can_settle: !codes(ticket).is_empty(),
        is_complete: form.is_complete,
        documents,
        document,
        changed: said.changed,
        refused: said.refused,
        library: pdf::LIBRARY,
        worker: pdf::WORKER,
        decoders: pdf::DECODERS,
    };
    Ok(page(status, &body))
}

fn row_view(ticket: &Ticket, row: Row, has_levels: bool) -> RowView {
    let level = |key: &str| OptionView {
        key: key.to_owned(),
        words: if key.is_empty() { "none" } else { key }.to_owned(),
        is_chosen: key == row.level,
    };
    RowView {
        levels: ["", "1", "2", "3", "4"].map(level).into(),
        further: cells(&row, has_levels),
        moments: moments_of(ticket, &row.when),
        row,
    }
}

/// The further fields: all of them where the profile has them, else those that something stands in.
fn cells(row: &Row, has_levels: bool) -> Vec<CellView> {
    let value = |field: &further::Field| row.further.get(field.name).cloned().unwrap_or_default();
    let shown = further::FIELDS
        .iter()
        .filter(|field| !has_levels || !value(field).is_empty());
    shown
        .map(|field| CellView {
            name: field.name,
            label: field.label,
            choices: ticket::choices(field.kind, &value(field)),
            hint: ticket::hint(field.kind),
            is_wide: field.is_wide(),
            value: value(field),
        })
        .collect()
}

/// When a link can go out, of somebody who is added. Nothing said is always one of the choices.
fn moments_of(ticket: &Ticket, chosen: &str) -> Vec<OptionView> {
    let unsaid = OptionView {
        key: String::new(),
        words: "as for everybody".into(),
        is_chosen: chosen.is_empty(),
    };
    let all = moments(ticket, chosen).into_iter();
    let said = all.filter(|moment| !moment.key.is_empty() && moment.key != "stop");
    std::iter::once(unsaid).chain(said).collect()
}

/// The codes of this ticket that end with everybody typed in.
fn codes(ticket: &Ticket) -> Vec<String> {
    let found = can_be_settled(ticket).into_iter();
    found.filter(|code| CODES.contains(code)).map(str::to_owned).collect()
}

/// `POST /tickets/{name}/entry`.
pub(in crate::web) async fn take(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
    Extension(fields): Extension<Fields>,
) -> Response {
    answered(taken(&state, &visit, &name, &fields).await)
}

async fn taken(state: &AppState, visit: &Visit, name: &str, fields: &Fields) -> Answer {
    let Some((account, ticket)) = whose(state, visit, name).await? else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let mut form = Form::read(fields.all());
    let said = match fields.text("deed") {
        "save" => {
            let seen = fields.text("revision").parse().unwrap_or(0);
            return save(state, visit, &account, &ticket, form, seen).await;
        }
        "read" => read(state, &ticket, &mut form).await,
        _ => {
            if let Some(key) = Some(fields.text("show")).filter(|key| !key.is_empty()) {
                key.clone_into(&mut form.document);
            }
            form.check(&ticket);
            Said::default()
        }
    };
    shown(state, visit, &ticket, form, said).await
}

/// Reads the lines. What they name becomes suggestions, and nothing more.
async fn read(state: &AppState, ticket: &Ticket, form: &mut Form) -> Said {
    let Ok(profile) = check::profile(&state.config) else {
        return Said::refused("The profile of the reader cannot be read; the log of the start says why.");
    };
    if form.lines.len() > LONGEST_LINES {
        return Said::refused("These are more lines than are read at once. Read them in parts.");
    }
    let lines = std::mem::take(&mut form.lines);
    let found = suggested(&lines, profile).await;
    let is_nobody = found.is_empty();
    let (added, left) = form.suggest(found, ticket);
    form.check(ticket);
    if is_nobody || left > 0 {
        form.lines = lines;
    }
    match (is_nobody, added, left) {
        (true, ..) => Said::refused("Nobody could be read in these lines. Type them into the rows."),
        (_, _, 1..) => Said::notice(format!(
            "{added} people were read, and there is no room for {left} more. Confirm and add these, then read the lines again."
        )),
        (_, 0, 0) => Said::notice("Everybody whom these lines name is in a row or on the ticket already."),
        (_, 1, 0) => Said::notice("One person was read. Compare every value with the document, then confirm."),
        (_, added, 0) => Said::notice(format!(
            "{added} people were read. Compare every value with the document, and confirm each of them."
        )),
    }
}

/// Adds everybody who counts, in one commit, on the ticket that was looked at.
async fn save(
    state: &AppState,
    visit: &Visit,
    account: &Account,
    ticket: &Ticket,
    mut form: Form,
    seen: u64,
) -> Answer {
    let is_fine = form.check(ticket);
    let requests = match form.requests() {
        Ok(requests) if is_fine => requests,
        Ok(_) | Err(_) => {
            let said = Said::refused("Nothing was added yet: some rows need another look.");
            return shown(state, visit, ticket, form, said).await;
        }
    };
    let settled = if form.is_complete { codes(ticket) } else { Vec::new() };
    if requests.is_empty() && settled.is_empty() {
        let waits = form.rows.iter().any(Row::waits);
        let words = if waits {
            "Nothing was added: none of the suggestions is confirmed."
        } else {
            "Type somebody in first."
        };
        return shown(state, visit, ticket, form, Said::refused(words)).await;
    }
    let by = Actor::Reviewer {
        name: account.name.clone(),
    };
    let added = |request: &_| Event::PersonAdded {
        request: Clone::clone(request),
        by: by.clone(),
    };
    let events = |_: &Ticket, _| {
        let mut events: Vec<Event> = requests.iter().map(added).collect();
        if !settled.is_empty() {
            let (codes, by) = (settled.clone(), by.clone());
            events.push(Event::ProblemsSettled { codes, by });
        }
        Ok(events)
    };
    match door::act(state, ticket.id, Some(seen), events).await {
        Ok(after) => {
            form.keep_suggestions();
            form.is_complete = false;
            if form.rows.is_empty() {
                let there = format!("/tickets/{}?done=typed", ticket.id);
                return Ok(Redirect::to(&there).into_response());
            }
            let count = requests.len();
            let people = if count == 1 { "person was" } else { "people were" };
            let words =
                format!("{count} {people} added. What is left below is only suggested, and counts for nothing.");
            shown(state, visit, &after, form, Said::notice(words)).await
        }
        Err(Refusal::NoSuchTicket(_)) => Ok(frame::wrong(state, visit, Wrong::NothingHere)),
        Err(Refusal::Store(failure)) => Ok(frame::no_store(&failure)),
        Err(Refusal::Stale { .. }) => {
            let said = Said {
                changed: true,
                ..Said::default()
            };
            shown(state, visit, ticket, form, said).await
        }
        Err(Refusal::Invalid(words) | Refusal::NotNow(words)) => {
            shown(state, visit, ticket, form, Said::refused(words)).await
        }
    }
}
