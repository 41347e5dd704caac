//! Listens to everything that intake logs while things go right and wrong: no address, subject, body or password.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use greenroom::config::{AfterCommit, ImapConfig, Secret};
use tokio::sync::watch;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod support;

use dovecot::{Dovecot, FaultProxy, PASSWORD, USER};
use support::{Bench, mail_of, taken};

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_of_folders_and_numbers_and_of_nobody() {
    let Some(server) = Dovecot::start() else { return };
    let heard = Heard::default();
    let writer = heard.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("greenroom=trace")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let mut hand = server.hand();
    for i in 1..=20 {
        hand.append("INBOX", "", &mail_of(&format!("Confidential {i}"), 3000));
    }
    let mut proxy = FaultProxy::before(server.imap);
    proxy.tell("cut_down 30000");
    let mut bench = Bench::with_imap(ImapConfig {
        after: AfterCommit::Move { folder: "Taken".into() },
        ..server.plain_config(proxy.port)
    });
    bench.config.source.imap.push(ImapConfig {
        name: "wrong-password".into(),
        password: Secret {
            file: Some(server.authority()),
            env: None,
        },
        ..server.config()
    });
    let (stop, stopped) = watch::channel(false);
    let mut intake = bench.spawn(&stopped);
    bench
        .until(&intake, |folders| folders.values().all(|status| status.failures > 0))
        .await;
    proxy.tell("pass");
    bench
        .until(&intake, |folders| {
            taken(folders) == 20 && folders.values().any(|status| status.last_error.is_some())
        })
        .await;
    stop.send(true).unwrap();
    while intake.tasks.join_next().await.is_some() {}

    let log = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("mail taken in") && log.contains("support/INBOX"), "{log}");
    assert!(log.contains("does not accept the login"), "{log}");
    for secret in [
        PASSWORD,
        USER,
        "@",
        "Confidential",
        "Jo Example",
        "-----BEGIN",
        "AGRlc2tA",
    ] {
        assert!(!log.contains(secret), "the log has {secret:?}: {log}");
    }
}
