//! Logs in to a real Dovecot in every protected way, refuses every unprotected one, and says what to change.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;

use greenroom::config::{ImapConfig, Secret, Tls};
use greenroom::intake::IntakeError;
use greenroom::intake::error::Hope;
use greenroom::intake::imap::{Probe, probe};

#[path = "support/dovecot.rs"]
mod dovecot;

use dovecot::{Dovecot, FaultProxy, PASSWORD};

async fn try_it(config: &ImapConfig) -> Result<Probe, IntakeError> {
    probe(config, Path::new("/")).await
}

/// The sentence of a failure that needs a person.
async fn sentence(config: &ImapConfig) -> String {
    let error = try_it(config).await.unwrap_err();
    assert_eq!(error.hope(), Hope::AfterRepair, "{error}");
    let sentence = error.to_string();
    assert!(!sentence.contains(PASSWORD), "{sentence}");
    sentence
}

fn starttls(server: &Dovecot) -> ImapConfig {
    ImapConfig {
        port: Some(server.imap),
        tls: Tls::Starttls,
        ..server.config()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_protection_logs_in_and_shows_the_folders() {
    let Some(server) = Dovecot::start() else { return };
    server.hand().append("INBOX", "", b"Subject: one\r\n\r\nx\r\n");
    for config in [server.config(), starttls(&server), server.plain_config(server.imap)] {
        let found = try_it(&config).await.unwrap();
        assert!(
            found.can_idle && found.can_move,
            "the capabilities after the login count"
        );
        assert_eq!((found.folders[0].name.as_str(), found.folders[0].exists), ("INBOX", 1));
        assert!(found.folders[0].uid_validity > 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_not_ours_is_refused() {
    let Some(server) = Dovecot::start() else { return };
    for config in [server.config(), starttls(&server)] {
        let other = ImapConfig {
            ca_file: Some(server.other_authority()),
            ..config.clone()
        };
        let words = sentence(&other).await;
        assert!(words.contains("not trusted") && words.contains("ca_file"), "{words}");
        let of_the_system = ImapConfig {
            ca_file: None,
            ..config
        };
        let words = sentence(&of_the_system).await;
        assert!(words.contains("ca_file"), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_certificate_is_refused() {
    let Some(server) = Dovecot::start_with("expired", "") else {
        return;
    };
    let words = sentence(&server.config()).await;
    assert!(words.contains("expired"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_for_another_name_is_refused() {
    let Some(server) = Dovecot::start_with("wrong", "") else {
        return;
    };
    let words = sentence(&server.config()).await;
    assert!(words.contains("another host name"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_starttls_is_refused_before_the_password_is_sent() {
    let Some(server) = Dovecot::start_with("server", "ssl = no") else {
        return;
    };
    let words = sentence(&starttls(&server)).await;
    assert!(words.contains("does not offer STARTTLS"), "{words}");
}

#[tokio::test]
async fn no_protection_is_refused_beyond_this_machine() {
    let config: ImapConfig = toml::from_str("name = 'x'\nhost = '192.0.2.1'\nuser = 'x'\ntls = 'none'").unwrap();
    let config = ImapConfig {
        password: Secret {
            file: Some("/proc/version".into()),
            env: None,
        },
        ..config
    };
    let words = sentence(&config).await;
    assert!(words.contains("only allowed to this machine"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_settings_are_named_so_that_they_can_be_fixed() {
    let Some(server) = Dovecot::start() else { return };
    let other_password = ImapConfig {
        password: Secret {
            file: Some(server.authority()),
            env: None,
        },
        ..server.config()
    };
    let words = sentence(&other_password).await;
    assert!(
        words.contains("does not accept the login") && words.contains("check `user`"),
        "{words}"
    );
    let no_folder = ImapConfig {
        folders: vec!["Inbocks".into()],
        ..server.config()
    };
    let words = sentence(&no_folder).await;
    assert!(
        words.contains("no folder \"Inbocks\"") && words.contains("it has: INBOX"),
        "{words}"
    );
    let no_password = ImapConfig {
        password: Secret::default(),
        ..server.config()
    };
    let words = sentence(&no_password).await;
    assert!(words.contains("expected a password, found none"), "{words}");
    let plain_port = ImapConfig {
        port: Some(server.imap),
        ..server.config()
    };
    let words = try_it(&plain_port).await.unwrap_err().to_string();
    assert!(words.contains("starttls"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_away_is_said_to_be_and_may_come_back() {
    let Some(server) = Dovecot::start() else { return };
    let mut proxy = FaultProxy::before(server.imap);
    proxy.tell("refuse");
    let config = server.plain_config(proxy.port);
    let error = try_it(&config).await.unwrap_err();
    assert_eq!(error.hope(), Hope::Soon);
    proxy.tell("pass");
    assert!(try_it(&config).await.is_ok());
    drop(proxy);
    let error = try_it(&config).await.unwrap_err();
    assert_eq!(error.hope(), Hope::Soon);
    assert!(error.to_string().contains("cannot be reached"), "{error}");
}
