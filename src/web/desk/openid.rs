//! Signing in at a provider of OpenID Connect: the button on the sign-in page, and the way back.
//!
//! The button is a form, as all that begins something here is; it answers with a page that leads on to the provider. A redirect
//! would not do: browsers hold those that follow a form to `form-action 'self'`, wherever the provider sends people on to.
//! Whoever comes back is believed only with the cookie that the button gave, which nobody else's browser has, and once.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use tracing::info;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, on_to, page};
use super::kept;
use super::sign_in;
use super::visit::{Fields, Visit, leaving_cookie, left_token, no_leaving_cookie, only_left_token, token_cookie};
use crate::accounts::Token;
use crate::accounts::throttle::network;
use crate::domain::account::Typing;
use crate::domain::openid::SignIn;
use crate::openid::{self, Provider, Refusal, Returned};

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/openid.html")]
struct Leaving {
    frame: Frame,
    name: String,
    href: String,
}

/// `POST /sign-in/openid`: leads on to the provider.
pub(in crate::web) async fn leave(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(provider) = &state.openid else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let typing = kept::open(fields.text("kept"));
    let to = typing
        .as_ref()
        .map_or_else(|| sign_in::start(fields.text("to")), |typing| typing.page.clone());
    let begun = async {
        // While the provider is away nothing begins, so that nobody is slowed down for it later.
        let token = Token::random();
        let href = provider.address(&token).await?;
        let (to, typing) = (to.clone(), typing.clone());
        state.accounts.begin_at_provider(&token, visit.from, to, typing).await?;
        Ok::<_, Refusal>((token, href))
    };
    match begun.await {
        Ok((token, href)) => {
            let name = provider.name().to_owned();
            let mut frame = Frame::new(&state, &visit, Part::None, format!("On to {name}")).at("/sign-in");
            // Nothing else is to be done on this page.
            frame.colours.clear();
            let mut answer = page(StatusCode::OK, &Leaving { frame, name, href });
            let cookie = leaving_cookie(&state.config.desk, &openid::state(&token), &token);
            answer.headers_mut().append(SET_COOKIE, cookie);
            answer
        }
        Err(refusal) => not_let_in(&state, &visit, provider, &refusal, (&to, typing.as_ref())),
    }
}

/// What the provider adds to the address that it leads back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    code: String,
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// `GET /sign-in/openid/callback`: somebody comes back.
pub(in crate::web) async fn come_back(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(provider) = &state.openid else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    // What is said twice is said by nobody whom we know.
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let desk = &state.config.desk;
    let (token, sign_in) = match begun_here(&state, &headers, &asked).await {
        Ok(begun) => begun,
        Err(refusal) => {
            let waiting = if matches!(refusal, Refusal::Cancelled) {
                still_waiting(&state, &headers).await
            } else {
                None
            };
            let typed = waiting.as_ref();
            let typed = typed.map_or(("/", None), |waiting| (waiting.to.as_str(), waiting.typing.as_ref()));
            return not_let_in(&state, &visit, provider, &refusal, typed);
        }
    };
    let mut answer = match let_in(&state, &visit, provider, (&token, &sign_in), &asked).await {
        Ok(session) => {
            info!("somebody signed in at the desk with OpenID Connect");
            on_to(&sign_in.to, token_cookie(desk, &session))
        }
        Err(refusal) => {
            let typed = (sign_in.to.as_str(), sign_in.typing.as_ref());
            not_let_in(&state, &visit, provider, &refusal, typed)
        }
    };
    answer
        .headers_mut()
        .append(SET_COOKIE, no_leaving_cookie(desk, &asked.state));
    answer
}

/// The sign-in that this browser began and that nobody has come back with yet.
async fn begun_here(state: &AppState, headers: &HeaderMap, asked: &Asked) -> Result<(Token, SignIn), Refusal> {
    let token = left_token(&state.config.desk, headers, &asked.state);
    let Some(token) = token.filter(|token| openid::is_state(token, &asked.state)) else {
        // Some providers leave the state out where somebody goes back; there is nothing to go on with anyway.
        let cancelled = asked.state.is_empty() && asked.error.as_deref() == Some("access_denied");
        return Err(if cancelled {
            Refusal::Cancelled
        } else {
            Refusal::Elsewhere
        });
    };
    let sign_in = state.accounts.back_from_provider(&token).await?;
    Ok((token, sign_in.ok_or(Refusal::Over)?))
}

/// What was typed before somebody left who has gone back at a provider that does not say from where. It goes on waiting: this
/// may be a link of a stranger's.
async fn still_waiting(state: &AppState, headers: &HeaderMap) -> Option<SignIn> {
    let token = only_left_token(&state.config.desk, headers)?;
    let found = state.store.sign_in(token.hash()).await.ok().flatten();
    found.filter(|waiting| state.clock.now() < waiting.ends)
}

/// A session for whoever came back, once the provider has said who it is.
async fn let_in(
    state: &AppState,
    visit: &Visit,
    provider: &std::sync::Arc<Provider>,
    (token, sign_in): (&Token, &SignIn),
    asked: &Asked,
) -> Result<Token, Refusal> {
    if let Some(error) = &asked.error {
        // Also a refusal counts only from this provider. What else it says about it was perhaps written by a stranger.
        provider.is_said_by_it(asked.iss.as_deref())?;
        return Err(match error.as_str() {
            "access_denied" => Refusal::Cancelled,
            "server_error" | "temporarily_unavailable" => Refusal::Away,
            _ => Refusal::Denied,
        });
    }
    let returned = Returned {
        code: &asked.code,
        issuer: asked.iss.as_deref(),
    };
    let shown = provider.who(token, returned).await?;
    let typing = sign_in.typing.clone();
    let session = state
        .accounts
        .sign_in_shown(&shown, provider.name(), visit.from, typing)
        .await?;
    // Whoever had signed in here before has ended that by signing in anew.
    if let Some(who) = &visit.who {
        state.accounts.sign_out(who.session.hash).await?;
    }
    Ok(session)
}

/// The sign-in page once more, with what went wrong and what was typed.
fn not_let_in(
    state: &AppState,
    visit: &Visit,
    provider: &Provider,
    refusal: &Refusal,
    (to, typing): (&str, Option<&Typing>),
) -> Response {
    if let Refusal::Store(failure) = refusal {
        return frame::no_store(failure);
    }
    info!(network = %network(visit.from), why = refusal.word(), "somebody could not sign in with OpenID Connect");
    let (status, wait) = match refusal {
        Refusal::TooMany { minutes } => (StatusCode::TOO_MANY_REQUESTS, Some(minutes * 60)),
        Refusal::Away | Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(60)),
        Refusal::Cancelled => (StatusCode::OK, None),
        Refusal::Stranger
        | Refusal::Denied
        | Refusal::Elsewhere
        | Refusal::Over
        | Refusal::Untrusted(_)
        | Refusal::Clock
        | Refusal::NoRole
        | Refusal::Disabled
        | Refusal::NoAddress
        | Refusal::Unverified
        | Refusal::Moved
        | Refusal::Taken
        | Refusal::Store(_) => (StatusCode::FORBIDDEN, None),
    };
    let mut answer = sign_in::once_more(state, visit, status, (to, typing), refusal.words(provider.name()));
    if let Some(seconds) = wait {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}
