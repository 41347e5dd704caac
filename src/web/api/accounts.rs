//! Who uses the desk: for programs that make and take away accounts where people come and go.

use axum::Json;
use axum::extract::{Extension, Path, State};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tracing::info;

use super::super::router::AppState;
use super::body::Body;
use super::caller::Caller;
use super::problem::Problem;
use crate::accounts::AccountError;
use crate::domain::account::{Account, Role};
use crate::domain::ids::AccountId;

/// Everybody who uses the desk.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AccountList {
    accounts: Vec<AccountView>,
}

/// Somebody who uses the desk.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AccountView {
    id: AccountId,
    name: String,
    email: String,
    role: Role,
    state: Standing,
    /// Whether they are known to a provider of OpenID Connect, and come in by it.
    is_linked: bool,
    revision: u64,
    /// What happened to the account, the first first.
    changes: Vec<ChangeView>,
}

/// Something that happened to an account.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangeView {
    at: Timestamp,
    /// By whom, in words.
    by: String,
    /// What, in words.
    what: String,
}

/// Whether somebody can sign in.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Neither a password was set nor a sign-in linked yet.
    Invited,
    Active,
    Disabled,
}

impl From<&Account> for AccountView {
    fn from(account: &Account) -> Self {
        let state = match (account.disabled, account.is_set_up()) {
            (true, _) => Standing::Disabled,
            (false, true) => Standing::Active,
            (false, false) => Standing::Invited,
        };
        let changes = account.changes.iter().map(|change| ChangeView {
            at: change.at,
            by: change.by.to_string(),
            what: change.what.to_string(),
        });
        Self {
            id: account.id,
            name: account.name.clone(),
            email: account.email.clone(),
            role: account.role,
            state,
            is_linked: account.openid.is_some(),
            revision: account.revision,
            changes: changes.collect(),
        }
    }
}

/// `GET /api/v1/accounts`.
pub(crate) async fn list(State(state): State<AppState>) -> Result<Json<AccountList>, Problem> {
    let accounts = state.accounts.all().await?;
    let accounts = accounts.iter().map(AccountView::from).collect();
    Ok(Json(AccountList { accounts }))
}

/// `GET /api/v1/accounts/{id}`.
pub(crate) async fn show(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<Json<AccountView>, Problem> {
    let account = state.store.account(named(&name)?).await?;
    let account = account.ok_or_else(|| no_such_account(&name))?;
    Ok(Json((&account).into()))
}

/// The body of `invite`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invite {
    name: String,
    email: String,
    role: Role,
}

/// An account with the link by which its owner sets a password. The link is given this once.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Invited {
    account: AccountView,
    link: String,
    /// It can be used for so many hours.
    hours: u32,
}

/// `POST /api/v1/accounts`: invites somebody.
pub(crate) async fn invite(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<Invite>,
) -> Result<Json<Invited>, Problem> {
    let invited = state
        .accounts
        .invite(caller.authority(), &body.name, &body.email, body.role);
    let (account, token) = invited.await.map_err(refused)?;
    info!(account = %account.id, "somebody was invited to the desk by the API");
    Ok(Json(Invited {
        link: state.config.desk.welcome(&token.reveal()),
        hours: state.config.desk.invitation_hours,
        account: (&account).into(),
    }))
}

/// The body of `role`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    role: Role,
    /// The account's revision that was looked at.
    revision: u64,
}

/// `POST /api/v1/accounts/{id}/role`: gives somebody another role.
pub(crate) async fn role(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<NewRole>,
) -> Result<Json<AccountView>, Problem> {
    let id = there(&state, &name).await?;
    let changed = state
        .accounts
        .change_role(caller.authority(), id, body.revision, body.role);
    changed_to(changed.await)
}

/// The body of `disable`, `enable` and `unlink`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Standby {
    /// The account's revision that was looked at.
    revision: u64,
}

/// `POST /api/v1/accounts/{id}/disable`: takes the desk away from somebody, at once.
pub(crate) async fn disable(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<Standby>,
) -> Result<Json<AccountView>, Problem> {
    let id = there(&state, &name).await?;
    let changed = state.accounts.set_disabled(caller.authority(), id, body.revision, true);
    changed_to(changed.await)
}

/// `POST /api/v1/accounts/{id}/enable`: gives it back.
pub(crate) async fn enable(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<Standby>,
) -> Result<Json<AccountView>, Problem> {
    let id = there(&state, &name).await?;
    let changed = state
        .accounts
        .set_disabled(caller.authority(), id, body.revision, false);
    changed_to(changed.await)
}

/// `POST /api/v1/accounts/{id}/unlink`: takes away that somebody comes in by OpenID Connect.
pub(crate) async fn unlink(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Extension(caller): Extension<Caller>,
    Body(body): Body<Standby>,
) -> Result<Json<AccountView>, Problem> {
    let id = there(&state, &name).await?;
    let called = state
        .openid
        .as_ref()
        .map_or("OpenID Connect", |provider| provider.name());
    let changed = state.accounts.unlink(caller.authority(), id, body.revision, called);
    changed_to(changed.await)
}

fn changed_to(changed: Result<Account, AccountError>) -> Result<Json<AccountView>, Problem> {
    let account = changed.map_err(refused)?;
    info!(account = %account.id, "an account of the desk was changed by the API");
    Ok(Json((&account).into()))
}

async fn there(state: &AppState, name: &str) -> Result<AccountId, Problem> {
    let account = state.store.account(named(name)?).await?;
    Ok(account.ok_or_else(|| no_such_account(name))?.id)
}

fn refused(error: AccountError) -> Problem {
    match error {
        AccountError::Refused(words) => Problem::not_now(words),
        too_many @ AccountError::TooMany { .. } => Problem::not_now(too_many.to_string()),
        AccountError::Store(failure) => failure.into(),
    }
}

fn named(name: &str) -> Result<AccountId, Problem> {
    name.parse().map(AccountId).map_err(|_| no_such_account(name))
}

fn no_such_account(name: &str) -> Problem {
    let name: String = name.chars().take(40).collect();
    Problem::not_there("There is no such account", format!("Nobody has the number {name}."))
}
