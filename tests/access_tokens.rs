//! Signing in with access tokens, at a real Dovecot that asks a server of tokens about each: the mailbox and the way out.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use greenroom::config::{ImapConfig, Secret, SmtpConfig, Tls};
use greenroom::domain::outbox::AttemptResult;
use greenroom::intake::IntakeError;
use greenroom::intake::error::Hope;
use greenroom::intake::imap::probe;
use greenroom::outbound::smtp::SmtpTransport;
use greenroom::outbound::{Outgoing, Transport};

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/smtp.rs"]
mod smtp;

use dovecot::{Dovecot, USER, free_ports, servers};
use smtp::{FaultServer, Protection};

/// The token that opens the account, and one that opens nothing.
const GOOD: &str = "tok-desk";
const STALE: &str = "stale-token";

/// Says which tokens are good, and remembers what it was asked.
struct Tokens {
    process: Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl Drop for Tokens {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Tokens {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("gr-tok-").tempdir_in("/tmp").unwrap();
        // Dovecot may run as somebody else.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut process = Command::new("python3")
            .arg(servers().join("introspect.py"))
            .arg(folder.path().join("asked"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().strip_prefix("ready ").unwrap().parse().unwrap();
        Self { process, folder, port }
    }

    /// Which tokens the mail server was shown, the first first.
    fn shown(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folder.path().join("asked")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// A Dovecot that takes tokens by these mechanisms, and mail on a port of its own, which it hands on to `relay`.
    fn dovecot(&self, mechanisms: &str, relay: u16) -> Option<(Dovecot, u16)> {
        let path = self.folder.path().join("oauth2.conf");
        let conf = format!(
            "introspection_url = http://127.0.0.1:{}/introspect\nintrospection_mode = post\n\
             username_attribute = username\nactive_attribute = active\nactive_value = true\n",
            self.port
        );
        fs::write(&path, conf).unwrap();
        let [submission] = free_ports();
        let extra = format!(
            "protocols = imap lmtp submission\nauth_mechanisms = plain {mechanisms}\nauth_cache_size = 0\n\
             passdb {{\n driver = oauth2\n mechanisms = {mechanisms}\n args = {}\n}}\n\
             service submission-login {{\n chroot =\n inet_listener submission {{\n port = {submission}\n }}\n}}\n\
             submission_relay_host = 127.0.0.1\nsubmission_relay_port = {relay}\n\
             submission_backend_capabilities = 8BITMIME\n",
            path.display()
        );
        Some((Dovecot::start_with("server", &extra)?, submission))
    }

    fn file(&self, token: &str) -> PathBuf {
        let path = self.folder.path().join("token");
        fs::write(&path, token).unwrap();
        path
    }

    /// A command that prints `first` once and `then` ever after, and counts how often it ran.
    fn command(&self, first: &str, then: &str) -> Vec<String> {
        let script = format!(
            "cd {} && if [ -e ran ]; then echo {then}; else echo {first}; fi; echo x >> ran",
            self.folder.path().display()
        );
        vec!["/bin/sh".into(), "-c".into(), script]
    }

    fn runs(&self) -> usize {
        fs::read_to_string(self.folder.path().join("ran"))
            .unwrap()
            .lines()
            .count()
    }
}

fn with(config: ImapConfig, file: Option<PathBuf>, command: Vec<String>) -> ImapConfig {
    ImapConfig {
        password: Secret::default(),
        token_file: file,
        token_command: command,
        ..config
    }
}

async fn try_it(config: &ImapConfig) -> Result<(), IntakeError> {
    probe(config, Path::new("/")).await.map(|_| ())
}

fn way_out(port: u16, file: PathBuf) -> SmtpTransport {
    let config = SmtpConfig {
        host: "127.0.0.1".into(),
        port: Some(port),
        tls: Tls::None,
        ca_file: None,
        user: Some(USER.into()),
        password: Secret::default(),
        token_file: Some(file),
        token_command: Vec::new(),
        connections: 2,
        timeout_seconds: 20,
    };
    SmtpTransport::new(&config, Path::new("/")).unwrap()
}

fn mail() -> Outgoing {
    Outgoing {
        message_id: "ok.1@vendor.example".into(),
        from: "cs@vendor.example".parse().unwrap(),
        to: "ok@client.example".parse().unwrap(),
        bytes: b"Message-ID: <ok.1@vendor.example>\r\nSubject: hello\r\n\r\nhello\r\n".to_vec(),
    }
}

#[tokio::test]
async fn a_token_opens_the_mailbox_in_both_ways_that_servers_have() {
    for mechanisms in ["xoauth2", "oauthbearer", "xoauth2 oauthbearer"] {
        let tokens = Tokens::start();
        let Some((server, _)) = tokens.dovecot(mechanisms, 1) else {
            return;
        };
        let config = with(server.config(), Some(tokens.file(GOOD)), Vec::new());
        try_it(&config).await.unwrap();
        assert_eq!(tokens.shown(), [GOOD], "{mechanisms}");
    }
    let Some(server) = Dovecot::start() else { return };
    let tokens = Tokens::start();
    let error = try_it(&with(server.config(), Some(tokens.file(GOOD)), Vec::new()))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("the server takes no access tokens"),
        "{error}"
    );
}

#[tokio::test]
async fn a_token_that_ran_out_is_replaced_at_once_and_then_kept() {
    let tokens = Tokens::start();
    let Some((server, _)) = tokens.dovecot("xoauth2", 1) else {
        return;
    };
    let config = with(server.config(), None, tokens.command(STALE, GOOD));
    for _ in 0..5 {
        try_it(&config).await.unwrap();
    }
    assert_eq!(tokens.runs(), 2, "a token is used as long as it is accepted");
    assert_eq!(tokens.shown()[..2], [STALE, GOOD]);
    assert_eq!(tokens.shown().iter().filter(|token| *token == STALE).count(), 1);
}

#[tokio::test]
async fn a_grant_that_is_dead_is_said_plainly_and_never_a_storm() {
    let tokens = Tokens::start();
    let Some((server, _)) = tokens.dovecot("xoauth2", 1) else {
        return;
    };
    let config = with(server.config(), None, tokens.command(STALE, "another-stale-token"));
    for _ in 0..20 {
        let error = try_it(&config).await.unwrap_err();
        assert_eq!(error.hope(), Hope::AfterRepair);
        let words = error.to_string();
        assert!(words.contains("the server refused the access token"), "{words}");
        assert!(!words.contains("stale-token"), "{words}");
    }
    assert_eq!((tokens.runs(), tokens.shown().len()), (2, 2));
    // A file is read again each time, and its token shown once.
    let file = tokens.file("dead-token");
    let config = with(server.config(), Some(file), Vec::new());
    for _ in 0..20 {
        assert!(try_it(&config).await.is_err());
    }
    assert_eq!(tokens.shown()[2..], ["dead-token"]);
    tokens.file(GOOD);
    try_it(&config).await.unwrap();
}

#[tokio::test]
async fn mail_goes_out_by_a_token_and_waits_blameless_while_it_is_refused() {
    let Some(relay) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let tokens = Tokens::start();
    let Some((_server, port)) = tokens.dovecot("xoauth2", relay.port) else {
        return;
    };
    let transport = way_out(port, tokens.file(STALE));
    for _ in 0..20 {
        let AttemptResult::Hindered { reason } = transport.send(&mail()).await else {
            panic!("a refused token counts against nobody")
        };
        assert!(reason.contains("the server refused the access token"), "{reason}");
    }
    assert_eq!(tokens.shown(), [STALE], "a refused token is shown once");
    let words = transport.probe().await.unwrap_err();
    assert!(words.contains("the server refused the access token"), "{words}");
    tokens.file(GOOD);
    assert_eq!(transport.send(&mail()).await, AttemptResult::Accepted);
    assert_eq!(relay.count(), 1);
}
