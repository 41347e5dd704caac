//! Who calls: the operator with the token of the machine, or a program with a token that an administrator made.

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::super::router::AppState;
use super::problem::Problem;
use crate::accounts::people::Authority;
use crate::domain::api::Scope;
use crate::domain::ids::TokenHash;

/// Who calls, and what they may do.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The hash of the token.
    pub(super) token: TokenHash,
    /// What the token was made for; nothing with the token of the machine.
    program: Option<String>,
    scopes: Vec<Scope>,
}

impl Caller {
    /// As who they change accounts.
    pub(super) fn authority(&self) -> Authority<'_> {
        Authority::Program(self.program.as_deref().unwrap_or("the operator of the machine"))
    }

    /// As who they stand in the history, when they say that they act for somebody of this name.
    pub(super) fn called(&self, user: Option<&str>) -> String {
        match (&self.program, user) {
            (None, None) => "operator".to_owned(),
            (None, Some(user)) => user.to_owned(),
            (Some(program), None) => format!("{program} (API)"),
            (Some(program), Some(user)) => format!("{user}, through {program} (API)"),
        }
    }
}

/// Lets only those in who have a token that counts.
pub(crate) async fn known(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION);
    let given = header
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    match caller(&state, given).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn caller(state: &AppState, given: Option<&str>) -> Result<Caller, Problem> {
    let (Some(machine), Some(given)) = (&state.api_token, given) else {
        return Err(Problem::unauthorized());
    };
    if machine.is(given) {
        return Ok(Caller {
            token: TokenHash::of(b"the token of the machine"),
            program: None,
            scopes: Scope::ALL.to_vec(),
        });
    }
    let issued = state.accounts.bearer(given).await?.ok_or_else(Problem::unauthorized)?;
    Ok(Caller {
        token: issued.hash,
        program: Some(issued.name),
        scopes: issued.scopes.into_iter().collect(),
    })
}

/// Turns away a caller whose token does not have the scope of what was asked.
pub(super) async fn scoped(State(scope): State<Scope>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>();
    if caller.is_some_and(|caller| caller.scopes.contains(&scope)) {
        return next.run(request).await;
    }
    Problem::out_of_scope(scope).into_response()
}
