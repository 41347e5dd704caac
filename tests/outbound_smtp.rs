//! Sends to a real SMTP server that fails on demand: each fault ends as what it is.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::path::Path;

use greenroom::config::{SmtpConfig, Tls};
use greenroom::domain::outbox::AttemptResult;
use greenroom::outbound::smtp::SmtpTransport;
use greenroom::outbound::{Outgoing, Transport, TransportError};

#[path = "support/smtp.rs"]
mod smtp;

use smtp::{FaultServer, Protection};

fn mail_to(who: &str) -> Outgoing {
    let text = format!("Message-ID: <{who}.1@vendor.example>\r\nSubject: hello\r\n\r\n.a line with a dot\r\n");
    Outgoing {
        message_id: format!("{who}.1@vendor.example"),
        from: "cs@vendor.example".parse().unwrap(),
        to: format!("{who}@client.example").parse().unwrap(),
        bytes: text.into_bytes(),
    }
}

fn transport(config: &SmtpConfig) -> SmtpTransport {
    SmtpTransport::new(config, Path::new("/")).unwrap()
}

fn word(result: &AttemptResult) -> &'static str {
    match result {
        AttemptResult::Accepted => "accepted",
        AttemptResult::Deferred { .. } => "deferred",
        AttemptResult::Hindered { .. } => "hindered",
        AttemptResult::Refused { .. } => "refused",
        AttemptResult::Unknown { .. } => "unknown",
    }
}

fn reason(result: &AttemptResult) -> &str {
    match result {
        AttemptResult::Accepted => "",
        AttemptResult::Deferred { reason }
        | AttemptResult::Hindered { reason }
        | AttemptResult::Refused { reason }
        | AttemptResult::Unknown { reason } => reason,
    }
}

#[tokio::test]
async fn each_fault_ends_as_what_it_is() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let transport = transport(&server.config());
    let cases = [
        ("ok", "accepted", ""),
        ("r4", "deferred", "451"),
        ("r5", "refused", "no such user"),
        ("d4", "deferred", "451"),
        ("d5", "refused", "554"),
        ("drop", "unknown", "after the mail was handed over"),
        ("late", "unknown", "after the mail was handed over"),
        (
            "stall",
            "unknown",
            "no answer within 1 s after the mail was handed over",
        ),
        ("ok", "accepted", ""),
        ("ünï", "accepted", ""),
    ];
    for (who, expected, said) in cases {
        let result = transport.send(&mail_to(who)).await;
        assert_eq!(word(&result), expected, "{who}: {result:?}");
        assert!(reason(&result).contains(said), "{who}: {result:?}");
    }
    let kept = server.kept();
    assert_eq!(kept.len(), 5, "ok, late, stall, ok and ünï were kept");
    assert!(kept[0].contains("Message-ID: <ok.1@vendor.example>") && kept[0].contains("\r\n.a line with a dot"));
    assert!(kept[0].starts_with("X-Envelope: cs@vendor.example ok@client.example"));
}

#[tokio::test]
async fn many_mails_share_the_configured_connections_and_all_arrive() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let mut config = server.config();
    config.timeout_seconds = 20;
    let transport = transport(&config);
    let mail = mail_to("ok");
    let results = futures::future::join_all((0..20).map(|_| transport.send(&mail))).await;
    assert!(
        results.iter().all(|result| *result == AttemptResult::Accepted),
        "{results:?}"
    );
    assert_eq!(server.kept().len(), 20);
}

#[tokio::test]
async fn a_server_that_is_not_there_only_defers() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let transport = transport(&server.config());
    assert_eq!(transport.send(&mail_to("ok")).await, AttemptResult::Accepted);
    drop(server);
    let result = transport.send(&mail_to("ok")).await;
    assert_eq!(word(&result), "hindered", "{result:?}");
    assert!(reason(&result).contains("while connecting"), "{result:?}");
    assert!(transport.probe().await.unwrap_err().contains("while connecting"));
}

#[tokio::test]
async fn what_is_our_fault_does_not_count_against_the_recipient() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let mut config = server.config();
    config.password = server.secret("wrong");
    let wrong = transport(&config);
    let result = wrong.send(&mail_to("ok")).await;
    assert_eq!(word(&result), "hindered", "{result:?}");
    assert!(
        reason(&result).starts_with("while signing in: ") && reason(&result).contains("535"),
        "{result:?}"
    );
    assert!(wrong.probe().await.unwrap_err().contains("while signing in"));

    let mut mail = mail_to("ok");
    mail.from = "s5@vendor.example".parse().unwrap();
    let result = transport(&server.config()).send(&mail).await;
    assert_eq!(word(&result), "hindered", "{result:?}");
    assert!(reason(&result).starts_with("at our sender address: "), "{result:?}");
    assert!(server.kept().is_empty());
}

#[tokio::test]
async fn tls_is_used_and_checked_both_ways() {
    for protection in [Protection::Implicit, Protection::Starttls] {
        let Some(server) = FaultServer::start(protection) else {
            return;
        };
        let good = transport(&server.config());
        assert_eq!(
            good.send(&mail_to("ok")).await,
            AttemptResult::Accepted,
            "{protection:?}"
        );
        let words = good.probe().await.unwrap();
        assert!(words.ends_with("answers, protected by TLS, signed in"), "{words}");

        let mut config = server.config();
        config.ca_file = Some(server.other_ca());
        let result = transport(&config).send(&mail_to("ok")).await;
        assert_eq!(word(&result), "hindered", "{protection:?}: {result:?}");
        assert!(reason(&result).contains("certificate"), "{protection:?}: {result:?}");
        assert_eq!(server.kept().len(), 1, "{protection:?}");
    }
}

#[tokio::test]
async fn nothing_is_sent_in_plain_to_a_server_that_should_speak_tls() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let mut config = server.config();
    config.tls = Tls::Starttls;
    let result = transport(&config).send(&mail_to("ok")).await;
    assert_eq!(word(&result), "hindered", "{result:?}");
    assert!(reason(&result).contains("STARTTLS"), "{result:?}");
    assert!(server.kept().is_empty());
}

#[test]
fn a_transport_that_could_not_be_safe_is_not_made() {
    let mut config: SmtpConfig = toml::from_str("host = 'mail.vendor.example'\ntls = 'none'").unwrap();
    let made = |config: &SmtpConfig| SmtpTransport::new(config, Path::new("/"));
    assert!(matches!(made(&config), Err(TransportError::Unprotected(_))));
    config.tls = Tls::Implicit;
    config.user = Some("greenroom".into());
    assert!(matches!(made(&config), Err(TransportError::HalfCredentials)));
    config.user = None;
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("ca.pem");
    std::fs::write(&empty, "").unwrap();
    config.ca_file = Some(empty);
    let error = made(&config).unwrap_err();
    assert!(
        error.to_string().contains("expected a certificate in PEM form"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_never_greets_only_defers() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config: SmtpConfig = toml::from_str("host = '127.0.0.1'\ntls = 'none'\ntimeout_seconds = 1").unwrap();
    config.port = Some(listener.local_addr().unwrap().port());
    let result = transport(&config).send(&mail_to("ok")).await;
    assert_eq!(word(&result), "hindered", "{result:?}");
    assert_eq!(reason(&result), "no answer within 1 s while connecting");
}
