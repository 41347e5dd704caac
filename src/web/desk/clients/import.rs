//! Go-lives from a table: first line by line what would change and what is wrong, then one confirmation.
//!
//! Nothing is kept between the two: the table comes again with the confirmation, is looked at again, and is only carried out
//! when it comes to exactly what was shown.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::super::door::Refusal;
use super::super::super::router::AppState;
use super::super::frame::{self, Frame, Part, Wrong, page};
use super::super::guard::{Answer, REFUSED, answered};
use super::super::kept;
use super::super::visit::{Fields, Visit};
use super::plan::{self, Plan};
use super::sheet::{self, MOST_ROWS};
use crate::store::StoreError;

const HERE: &str = "/clients/import";

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/import.html")]
struct Page {
    frame: Frame,
    table: String,
    most: usize,
    plan: Option<Plan>,
    seal: String,
    refused: Option<String>,
    changed: bool,
}

/// `GET /clients/import`.
pub(in crate::web) async fn form(State(state): State<AppState>, Extension(mut visit): Extension<Visit>) -> Response {
    let typing = match visit.typing(&state).await {
        Ok(typing) => typing,
        Err(failure) => return frame::no_store(&failure),
    };
    let table = kept::field(typing.as_ref(), HERE, "table");
    shown(&state, &visit, table, None, None, false)
}

fn shown(
    state: &AppState,
    visit: &Visit,
    table: String,
    plan: Option<Plan>,
    refused: Option<String>,
    changed: bool,
) -> Response {
    let status = match (changed, &refused) {
        (true, _) => StatusCode::CONFLICT,
        (false, Some(_)) => REFUSED,
        (false, None) => StatusCode::OK,
    };
    let body = Page {
        frame: Frame::new(state, visit, Part::Clients, "Go-lives from a table").at(HERE),
        table,
        most: MOST_ROWS,
        seal: plan.as_ref().map(Plan::seal).unwrap_or_default(),
        plan,
        refused,
        changed,
    };
    page(status, &body)
}

/// `POST /clients/import`: looks at a table, or carries out what was looked at.
pub(in crate::web) async fn apply(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    answered(applied(&state, &visit, &fields).await)
}

async fn applied(state: &AppState, visit: &Visit, fields: &Fields) -> Answer {
    let Some(account) = visit.account() else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let table = fields.text("table").to_owned();
    let lines = match sheet::read(&table) {
        Ok(lines) => lines,
        Err(words) => return Ok(shown(state, visit, table, None, Some(words), false)),
    };
    let plan = plan::plan(state, &account.name, &lines).await?;
    let seal = fields.text("seal");
    if seal.is_empty() {
        return Ok(shown(state, visit, table, Some(plan), None, false));
    }
    if seal != plan.seal() || plan.wrong > 0 || plan.tickets() == 0 {
        return Ok(shown(state, visit, table, Some(plan), None, true));
    }
    match plan::carry_out(state, &account.name, &plan).await {
        Ok(count) => Ok(Redirect::to(&format!("/clients?done=moved&count={count}")).into_response()),
        Err(Refusal::Stale { .. } | Refusal::NoSuchTicket(_) | Refusal::Store(StoreError::Conflict { .. })) => {
            let plan = plan::plan(state, &account.name, &lines).await?;
            Ok(shown(state, visit, table, Some(plan), None, true))
        }
        Err(Refusal::Store(failure)) => Ok(frame::no_store(&failure)),
        Err(Refusal::Invalid(words) | Refusal::NotNow(words)) => {
            Ok(shown(state, visit, table, Some(plan), Some(words), false))
        }
    }
}
