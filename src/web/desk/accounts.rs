//! Who uses the desk: the list, inviting, and one page for each person. For administrators.
//!
//! The link of an invitation is shown once, to be handed over; the store does not have it.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tracing::info;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::guard::{Answer, REFUSED, answered};
use super::kept;
use super::rows;
use super::visit::{Fields, Visit};
use crate::accounts::{AccountError, Token};
use crate::domain::account::{Account, Role, Typing};
use crate::domain::ids::AccountId;

/// Where the list is, and where an invitation is sent to.
const LIST: &str = "/settings/accounts";

/// A line of somebody's history.
pub(super) struct ChangeView {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) what: String,
}

/// What happened to an account, the newest first.
pub(super) fn changes(account: &Account, zone: &str) -> Vec<ChangeView> {
    let newest = account.changes.iter().rev();
    newest
        .map(|change| ChangeView {
            at: rows::moment(change.at, zone),
            by: change.by.to_string(),
            what: change.what.to_string(),
        })
        .collect()
}

struct RoleView {
    key: &'static str,
    words: &'static str,
    hint: &'static str,
    is_current: bool,
}

fn roles(current: &str) -> Vec<RoleView> {
    let hint = |role| match role {
        Role::AccountManager => "sees the tickets of their own mails",
        Role::CustomerSolutions => "sees and decides everything about tickets",
        Role::Administrator => "the same, and says who uses the desk",
    };
    let view = |role: Role| RoleView {
        key: role.key(),
        words: role.words(),
        hint: hint(role),
        is_current: role.key() == current,
    };
    Role::ALL.into_iter().map(view).collect()
}

/// How an account stands, and how that looks.
fn standing(account: &Account) -> (&'static str, &'static str) {
    if account.disabled {
        ("disabled", "over")
    } else if !account.is_set_up() {
        ("invited", "going")
    } else {
        ("active", "good")
    }
}

struct Row {
    id: AccountId,
    name: String,
    email: String,
    role: &'static str,
    state: &'static str,
    tone: &'static str,
    is_self: bool,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/accounts.html")]
struct List {
    frame: Frame,
    accounts: Vec<Row>,
    name: String,
    email: String,
    roles: Vec<RoleView>,
    is_kept: bool,
    refused: Option<String>,
    /// Where people can sign in besides.
    provider: Option<String>,
}

/// `GET /settings/accounts`.
pub(in crate::web) async fn list(State(state): State<AppState>, Extension(mut visit): Extension<Visit>) -> Response {
    let typing = match visit.typing(&state).await {
        Ok(typing) => typing,
        Err(failure) => return frame::no_store(&failure),
    };
    answered(listed(&state, &visit, typing.as_ref(), None).await)
}

async fn listed(state: &AppState, visit: &Visit, typing: Option<&Typing>, refused: Option<String>) -> Answer {
    let own = visit.account().map(|account| account.id);
    let row = |account: Account| {
        let (state, tone) = standing(&account);
        Row {
            id: account.id,
            role: account.role.words(),
            state,
            tone,
            is_self: Some(account.id) == own,
            name: account.name,
            email: account.email,
        }
    };
    let mut accounts: Vec<Row> = state.accounts.all().await?.into_iter().map(row).collect();
    accounts.sort_by_key(|row| (row.state == "disabled", row.name.to_lowercase()));
    let typed = |name| kept::field(typing, LIST, name);
    let role = Some(typed("role")).filter(|role| !role.is_empty());
    let body = List {
        provider: state.openid.as_ref().map(|provider| provider.name().to_owned()),
        frame: Frame::new(state, visit, Part::Settings, "People of the desk"),
        accounts,
        name: typed("name"),
        email: typed("email"),
        roles: roles(role.as_deref().unwrap_or(Role::CustomerSolutions.key())),
        is_kept: typing.is_some_and(|typing| typing.action == LIST) && refused.is_none(),
        refused,
    };
    let status = if body.refused.is_some() {
        REFUSED
    } else {
        StatusCode::OK
    };
    Ok(page(status, &body))
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/invited.html")]
struct Invited {
    frame: Frame,
    account: Account,
    link: String,
    hours: u32,
}

/// `POST /settings/accounts`: invites somebody.
pub(in crate::web) async fn invite(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let (Some(by), Some(role)) = (visit.account(), Role::named(fields.text("role"))) else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let invited = state
        .accounts
        .invite(by, fields.text("name"), fields.text("email"), role);
    match invited.await {
        Ok((account, token)) => {
            info!(account = %account.id, by = %by.id, "somebody was invited to the desk");
            hand_over(&state, &visit, account, &token)
        }
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(refused) => {
            let typing = kept::of(&fields, LIST);
            answered(listed(&state, &visit, typing.as_ref(), Some(refused.to_string())).await)
        }
    }
}

fn hand_over(state: &AppState, visit: &Visit, account: Account, token: &Token) -> Response {
    let title = format!("A link for {}", account.name);
    let body = Invited {
        frame: Frame::new(state, visit, Part::Settings, title).at(format!("{LIST}/{}", account.id)),
        account,
        link: state.config.desk.welcome(&token.reveal()),
        hours: state.config.desk.invitation_hours,
    };
    page(StatusCode::OK, &body)
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/person.html")]
struct Person {
    frame: Frame,
    account: Account,
    state: &'static str,
    tone: &'static str,
    is_self: bool,
    roles: Vec<RoleView>,
    changes: Vec<ChangeView>,
    refused: Option<String>,
    /// Where they sign in besides, and what the role follows.
    provider: Option<String>,
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    done: String,
}

/// `GET /settings/accounts/{id}`.
pub(in crate::web) async fn show(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = match asked.done.as_str() {
        "role" => Some("The role was changed."),
        "disabled" => Some("The account is disabled, and its sessions have ended."),
        "enabled" => Some("The account can be used again."),
        "unlinked" => Some(
            "This way in was taken away. Whoever has the address, confirmed there, gets it anew when they sign in.",
        ),
        _ => None,
    };
    answered(shown(&state, &visit, &id, notice, None).await)
}

async fn shown(state: &AppState, visit: &Visit, id: &str, notice: Option<&str>, refused: Option<String>) -> Answer {
    let account = match named(id) {
        Some(id) => state.store.account(id).await?,
        None => None,
    };
    let Some(account) = account else {
        return Ok(frame::wrong(state, visit, Wrong::NothingHere));
    };
    let (standing, tone) = standing(&account);
    let status = if refused.is_some() { REFUSED } else { StatusCode::OK };
    let frame = Frame::new(state, visit, Part::Settings, account.name.clone());
    let provider = account.openid.as_ref().map(|_| provider(state));
    let body = Person {
        provider,
        frame: frame.saying(notice).at(format!("{LIST}/{}", account.id)),
        state: standing,
        tone,
        is_self: visit.account().is_some_and(|own| own.id == account.id),
        roles: roles(account.role.key()),
        changes: changes(&account, &state.config.calendar.zone),
        refused,
        account,
    };
    Ok(page(status, &body))
}

/// What a provider is called; where none is configured any more the name of the protocol has to do.
fn provider(state: &AppState) -> String {
    let known = state.openid.as_ref();
    known.map_or_else(|| "OpenID Connect".into(), |provider| provider.name().to_owned())
}

fn named(id: &str) -> Option<AccountId> {
    id.parse().ok().map(AccountId)
}

/// What can be done to somebody, as the last part of the address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Role,
    Disable,
    Enable,
    Link,
    Unlink,
}

/// `POST /settings/accounts/{id}/{deed}`.
pub(in crate::web) async fn change(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((id, deed)): Path<(String, String)>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let deed = match deed.as_str() {
        "role" => Some(Deed::Role),
        "disable" => Some(Deed::Disable),
        "enable" => Some(Deed::Enable),
        "link" => Some(Deed::Link),
        "unlink" => Some(Deed::Unlink),
        _ => None,
    };
    let (Some(by), Some(whom), Some(deed)) = (visit.account(), named(&id), deed) else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    match done(&state, &visit, by, (whom, deed), &fields).await {
        Ok(answer) => {
            info!(account = %whom, by = %by.id, ?deed, "an account of the desk was changed");
            answer
        }
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(refused) => answered(shown(&state, &visit, &id, None, Some(refused.to_string())).await),
    }
}

async fn done(
    state: &AppState,
    visit: &Visit,
    by: &Account,
    (whom, deed): (AccountId, Deed),
    fields: &Fields,
) -> Result<Response, AccountError> {
    let seen = fields.text("revision").parse().unwrap_or(0);
    let said = match deed {
        Deed::Role => {
            let unknown = || AccountError::Refused("Choose one of the roles.".into());
            let role = Role::named(fields.text("role")).ok_or_else(unknown)?;
            state.accounts.change_role(by, whom, seen, role).await?;
            "role"
        }
        Deed::Disable => {
            state.accounts.set_disabled(by, whom, seen, true).await?;
            "disabled"
        }
        Deed::Enable => {
            state.accounts.set_disabled(by, whom, seen, false).await?;
            "enabled"
        }
        Deed::Unlink => {
            state.accounts.unlink(by, whom, seen, &provider(state)).await?;
            "unlinked"
        }
        Deed::Link => {
            let (account, token) = state.accounts.invite_again(by, whom).await?;
            return Ok(hand_over(state, visit, account, &token));
        }
    };
    let own = by.id == whom && deed != Deed::Link;
    let to = if own {
        "/".to_owned()
    } else {
        format!("{LIST}/{whom}?done={said}")
    };
    Ok(Redirect::to(&to).into_response())
}
