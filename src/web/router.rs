//! Which address leads where, what all parts share, and the headers that every answer carries.

use std::future::{Future, IntoFuture};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::IncomingStream;
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::accounts::Accounts;
use crate::clock::{SharedClock, VirtualClock};
use crate::config::Config;
use crate::intake::status::Status;
use crate::openid::Provider;
use crate::outbound::Composer;
use crate::scheduler::insight::Latest;
use crate::store::Store;

use super::api::{self, ApiToken};
use super::listener::Guarded;
use super::{desk, link};

/// No form of ours is larger; a decision as JSON is not either.
pub(super) const LARGEST_BODY: usize = 64 << 10;
/// A form of the desk, with what was typed into another one before the session ended.
pub(super) const LARGEST_DESK_BODY: usize = 256 << 10;
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

/// For the desk: everything comes from here, and nothing is written into the pages themselves.
const DESK_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
                           form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// Browsers that saw the desk over TLS keep to it for a year.
const TLS_ONLY: &str = "max-age=31536000";

/// What all parts share.
#[derive(Clone)]
pub struct AppState {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: SharedClock,
    /// The configuration.
    pub config: Arc<Config>,
    /// Whether people have levels and roles; else they have the further fields of their profile.
    pub has_levels: bool,
    /// Makes new links.
    pub composer: Arc<Composer>,
    /// Who may use the API. Without a token nobody may.
    pub api_token: Option<ApiToken>,
    /// Who may use the desk.
    pub accounts: Arc<Accounts>,
    /// Where people may sign in besides, if that is configured.
    pub openid: Option<Arc<Provider>>,
    /// How the work goes, as it was counted last.
    pub insight: Latest,
    /// The hands of the clock, where it is one that can be advanced.
    pub hands: Option<VirtualClock>,
    /// How the watched folders get on, once they are watched.
    pub watching: Arc<OnceLock<Status>>,
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
    let routes = api::routes(&state)
        .method_not_allowed_fallback(api::problem::wrong_method)
        .fallback(api::problem::no_such_address)
        .layer(from_fn_with_state(state.clone(), api::caller::known));
    guarded(routes.with_state(state), HeaderValue::from_static(PLAIN_POLICY))
        .layer(map_response(api::problem::as_problem))
}

/// The desk. What stands under which layer says who may see it; forms are judged before all of them.
pub fn desk_router(state: AppState) -> Router {
    use desk::{
        account, entry, frame, guard, home, live, mail, openid, outbox, quarantine, queue, sign_in, ticket, welcome,
    };
    let administrators = settings().route_layer(from_fn_with_state(state.clone(), guard::administrators_only));
    let customer_solutions = Router::new()
        .route("/mail", get(mail::show))
        .route("/outbox", get(outbox::show))
        .merge(closed_lists())
        .route("/queue", get(home::show).post(queue::several))
        .route("/queue/views", post(queue::keep_view))
        .route("/queue/live", get(live::queue))
        .route("/tickets/{name}/live", get(live::ticket))
        .route("/quarantine", get(quarantine::list))
        .route("/mail/{id}", get(quarantine::show))
        .route("/mail/{id}/{deed}", post(quarantine::decide))
        .merge(originals())
        .route("/tickets/{name}/entry", get(entry::show).post(entry::take))
        .route("/tickets/{name}/approve", post(ticket::approve))
        .route("/tickets/{name}/undo", post(ticket::undo))
        .route("/tickets/{name}/people/{no}", post(ticket::person))
        .route("/tickets/{name}/{deed}", post(ticket::whole))
        .route_layer(from_fn_with_state(state.clone(), guard::customer_solutions_only));
    let signed_in = Router::new()
        .route("/", get(home::show))
        .route("/advance", post(home::advance))
        .route("/tickets/{name}", get(ticket::show))
        .route(
            "/tickets/{name}/go-live",
            get(ticket::preview_go_live).post(ticket::move_go_live),
        )
        .route("/tickets/{name}/answer/{no}", post(ticket::answer))
        .merge(own_lists())
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .merge(customer_solutions)
        .merge(administrators)
        .route_layer(from_fn_with_state(state.clone(), guard::signed_in_only));
    let pages = Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-in/openid", post(openid::leave))
        .route("/sign-in/openid/callback", get(openid::come_back))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/welcome/{token}", get(welcome::show).post(welcome::set_password))
        .route("/theme", post(frame::theme))
        .merge(signed_in)
        .method_not_allowed_fallback(guard::nothing_here)
        .fallback(guard::nothing_here)
        .layer(from_fn_with_state(state.clone(), guard::guard))
        .layer(Extension(Arc::new(live::Live::new())));
    let is_secure = state.config.desk.is_secure();
    let routes = pages.merge(assets()).with_state(state);
    limited(routes, HeaderValue::from_static(DESK_POLICY), LARGEST_DESK_BODY).layer(map_response(
        move |mut answer: Response| async move {
            let headers = answer.headers_mut();
            // Without it browsers would not say where a form of ours comes from.
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
            if is_secure {
                headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
            }
            answer
        },
    ))
}

/// What every page needs besides itself.
fn assets() -> Router<AppState> {
    use desk::{assets, pdf};
    Router::new()
        .route("/assets/desk.css", get(assets::style))
        .route("/assets/desk.js", get(assets::script))
        .route("/assets/mark.svg", get(assets::mark))
        .route("/assets/entry.js", get(assets::entry))
        .merge(pdf::routes())
        // Nothing else is compressed: pages have secrets beside what strangers wrote (`deploy/SECURITY.md`).
        .layer(CompressionLayer::new())
}

/// What administrators set.
fn settings() -> Router<AppState> {
    use desk::{accounts, senders, status, steps, tokens, words};
    Router::new()
        .route("/settings/accounts", get(accounts::list).post(accounts::invite))
        .route("/settings/accounts/{id}", get(accounts::show))
        .route("/settings/accounts/{id}/{deed}", post(accounts::change))
        .route("/settings/senders", get(senders::list).post(senders::say))
        .route("/settings/tokens", get(tokens::list).post(tokens::make))
        .route("/settings/tokens/{hash}/withdraw", post(tokens::withdraw))
        .route("/settings/words", get(words::show))
        .route("/settings/words/{number}", get(words::formatted))
        .route("/settings/status", get(status::show))
        .route("/first-steps", post(steps::hide))
}

/// Mails as they came.
fn originals() -> Router<AppState> {
    use desk::original;
    Router::new()
        .route("/mail/{id}/raw", get(original::raw))
        .route("/mail/{id}/formatted/{number}", get(original::formatted))
        .route("/mail/{id}/files/{number}", get(original::file))
        .route("/mail/{id}/pictures/{number}", get(original::picture))
}

/// Lists for Customer Solutions alone.
fn closed_lists() -> Router<AppState> {
    use desk::{clients, history, insight, people};
    Router::new()
        .route("/people", get(people::show))
        .route("/history", get(history::show))
        .route("/insight", get(insight::show))
        .route("/clients/import", get(clients::import_form).post(clients::import))
}

/// Lists that show account managers what is theirs.
fn own_lists() -> Router<AppState> {
    use desk::{calendar, clients};
    Router::new()
        .route("/calendar", get(calendar::show))
        .route("/clients", get(clients::list))
        .route("/clients.csv", get(clients::export))
        .route("/clients/{key}", get(clients::one))
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Guarded>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Guarded>) -> Self {
        Self(*stream.remote_addr())
    }
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
        served = axum::serve(listener, router.into_make_service_with_connect_info::<Peer>()).with_graceful_shutdown(signal).into_future() => served,
        () = overdue => Ok(()),
    }
}

/// Limits and headers for all answers.
fn guarded(routes: Router, policy: HeaderValue) -> Router {
    limited(routes, policy, LARGEST_BODY)
}

fn limited(routes: Router, policy: HeaderValue, largest: usize) -> Router {
    routes
        .layer(RequestBodyLimitLayer::new(largest))
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
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        (HeaderName::from_static("permissions-policy"), "interest-cohort=()"),
    ];
    let headers = answer.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What comes out of a mail has a stricter policy of its own.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    headers
        .entry(X_FRAME_OPTIONS)
        .or_insert(HeaderValue::from_static("DENY"));
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
