//! The operator's log: one line an event on standard error. It never holds addresses, bodies, passwords or tokens.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging at `default`, unless `RUST_LOG` says otherwise; as JSON where `json` is set.
pub fn start(default: &str, json: bool) {
    let wanted = std::env::var("RUST_LOG").unwrap_or_else(|_| default.to_owned());
    // At `trace` async-imap would log what servers send, bodies and passwords, whatever the operator asks for; html5ever
    // warns of mails that are no clean HTML, which is all of them.
    let filter = EnvFilter::try_new(format!("{wanted},async_imap=off,html5ever=off"))
        .unwrap_or_else(|_| EnvFilter::new(default));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        // A log whose reader has gone is no reason to end: complaining of it on the same standard error would panic.
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal());
    let started = if json { log.json().try_init() } else { log.try_init() };
    // A second start happens in tests only; the first one stands.
    let _ = started;
}
