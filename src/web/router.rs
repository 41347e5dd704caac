//! Which address leads where, what all parts share, and the headers that every answer carries.

use std::future::{Future, IntoFuture};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::clock::{SharedClock, VirtualClock};
use crate::config::Config;
use crate::outbound::Composer;
use crate::store::Store;

use super::api::{self, ApiToken};
use super::listener::Guarded;
use super::{link, overview};

/// No form of ours is larger; a decision as JSON is not either.
const LARGEST_BODY: usize = 64 << 10;
/// A request that takes longer is given up.
const LONGEST_REQUEST: Duration = Duration::from_secs(20);
/// More connections than this wait until one of them is over.
const MOST_CONNECTIONS: usize = 256;
/// A connection on which nothing moves is closed.
const LONGEST_SILENCE: Duration = Duration::from_secs(60);
/// After so long, connections that are still open do not keep the program from ending.
const LONGEST_GOODBYE: Duration = Duration::from_secs(5);
/// For answers that bring everything they need from here, and run no script at all.
const PLAIN_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                            frame-ancestors 'none'";

/// What all parts share.
#[derive(Clone)]
pub struct AppState {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: SharedClock,
    /// The configuration.
    pub config: Arc<Config>,
    /// Makes new links.
    pub composer: Arc<Composer>,
    /// Who may use the API. Without a token nobody may.
    pub api_token: Option<ApiToken>,
    /// The hands of the clock, where it is one that can be advanced.
    pub hands: Option<VirtualClock>,
}

/// The public page. Strangers reach it, so nothing else may be on its listener.
pub fn link_router(state: AppState) -> Router {
    let policy = link::content_security_policy(&state.config.link.continue_url);
    let routes = Router::new()
        .route("/a/{token}", get(link::show).post(link::activate))
        .route("/assets/link.css", get(link::style))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(link::unknown);
    guarded(routes.with_state(state), policy)
}

/// The API, for programs that have the token.
pub fn api_router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/api/v1/backup", get(api::keep::backup))
        .route("/api/v1/erase", post(api::keep::erase))
        .route("/api/v1/erasures", get(api::keep::erasures))
        .route("/api/v1/mails", get(api::mails::list))
        .route("/api/v1/mails/{id}", get(api::mails::show))
        .route("/api/v1/mails/{id}/raw", get(api::mails::raw))
        .route("/api/v1/mails/{id}/release", post(api::mails::release))
        .route("/api/v1/mails/{id}/reject", post(api::mails::reject))
        .route("/api/v1/senders", get(api::mails::senders))
        .route("/api/v1/senders/distrust", post(api::mails::distrust))
        .route("/api/v1/tickets", get(api::tickets::list))
        .route("/api/v1/tickets/{id}", get(api::tickets::show))
        .route("/api/v1/tickets/{id}/approve", post(api::actions::approve))
        .route("/api/v1/tickets/{id}/decide", post(api::actions::decide))
        .route("/api/v1/tickets/{id}/correct", post(api::people::correct))
        .route("/api/v1/tickets/{id}/add", post(api::people::add))
        .route("/api/v1/tickets/{id}/cancel", post(api::people::cancel))
        .route("/api/v1/tickets/{id}/new-link", post(api::people::new_link))
        .route("/api/v1/tickets/{id}/go-live", post(api::actions::go_live))
        .route("/api/v1/tickets/{id}/settle", post(api::actions::settle))
        .route("/api/v1/tickets/{id}/reject", post(api::actions::reject))
        .method_not_allowed_fallback(api::problem::wrong_method)
        .fallback(api::problem::no_such_address)
        .layer(from_fn_with_state(state.clone(), api::require_token));
    guarded(routes.with_state(state), HeaderValue::from_static(PLAIN_POLICY))
}

/// The overview. Shows addresses to everybody who reaches it, so it answers only to names of this machine.
pub fn overview_router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/", get(overview::show))
        .route("/advance", post(overview::advance))
        .route("/assets/overview.css", get(overview::style))
        .layer(axum::middleware::from_fn(overview::only_this_machine));
    guarded(routes.with_state(state), HeaderValue::from_static(PLAIN_POLICY))
}

/// Serves until `shutdown` is done; requests under way are finished, connections that stay open are not waited for.
///
/// # Errors
/// What the listener says.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = Guarded::new(listener, MOST_CONNECTIONS, LONGEST_SILENCE);
    let (stopping, mut stopped) = watch::channel(false);
    let signal = async move {
        shutdown.await;
        // Somebody listens as long as we serve.
        let _ = stopping.send(true);
    };
    let overdue = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
        let _ = timeout(LONGEST_GOODBYE, std::future::pending::<()>()).await;
    };
    tokio::select! {
        served = axum::serve(listener, router).with_graceful_shutdown(signal).into_future() => served,
        () = overdue => Ok(()),
    }
}

/// Limits and headers for all answers.
fn guarded(routes: Router, policy: HeaderValue) -> Router {
    routes
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST_REQUEST,
        ))
        .layer(map_response(move |answer: Response| {
            let policy = policy.clone();
            async move { with_headers(answer, policy) }
        }))
}

fn with_headers(mut answer: Response, policy: HeaderValue) -> Response {
    let fixed: [(HeaderName, &str); 6] = [
        (REFERRER_POLICY, "no-referrer"),
        (X_FRAME_OPTIONS, "DENY"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        (HeaderName::from_static("permissions-policy"), "interest-cohort=()"),
    ];
    let headers = answer.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// A style sheet that is built in.
pub(super) fn style_sheet(text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "max-age=300"),
    ];
    (headers, text).into_response()
}
