//! SMTP submission by lettre, over rustls.
//!
//! The steps of a transaction are taken one by one, because lettre's own `send` does not tell at which of them it
//! failed, and that decides what is known: until the content is handed over a lost connection means "not sent", after
//! that "perhaps sent". A refused password or sender address is our fault and never counts against the recipient.
//! lettre limits only connecting in time, so the whole attempt runs under a timeout of ours. A connection on which
//! anything went wrong is dropped, never used again.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::config::{SmtpConfig, Tls};
use crate::domain::outbox::AttemptResult;
use crate::oauth::{AccessToken, TokenError, TokenSource};

use super::transport::{Outgoing, Transport, TransportError};

/// How long we are polite to a connection that is given up.
const GOODBYE: Duration = Duration::from_millis(500);
/// What a server says is kept to this many characters.
const LONGEST_REASON: usize = 300;

/// How far an attempt has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Connect,
    SignIn,
    Sender,
    Recipient,
    Content,
}

impl Step {
    const ALL: [Self; 5] = [
        Self::Connect,
        Self::SignIn,
        Self::Sender,
        Self::Recipient,
        Self::Content,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Connect => "while connecting",
            Self::SignIn => "while signing in",
            Self::Sender => "at our sender address",
            Self::Recipient => "at the recipient's address",
            Self::Content => "after the mail was handed over",
        }
    }
}

/// The step of a running attempt, readable after a timeout has dropped the attempt itself.
#[derive(Debug, Default)]
struct Progress(AtomicU8);

impl Progress {
    fn reach(&self, step: Step) {
        self.0.store(step as u8, Ordering::Relaxed);
    }

    fn step(&self) -> Step {
        let index = usize::from(self.0.load(Ordering::Relaxed));
        Step::ALL.get(index).copied().unwrap_or(Step::Content)
    }
}

/// What opens the account.
enum Key {
    Password(Credentials),
    Token { user: String, source: Arc<TokenSource> },
}

impl Key {
    fn of(config: &SmtpConfig, base: &Path) -> Result<Option<Self>, TransportError> {
        let source = TokenSource::of(config.token_file.as_deref(), &config.token_command, base);
        match (&config.user, source, config.password.reveal(base)?) {
            (Some(user), Some(source), _) => Ok(Some(Self::Token {
                user: user.clone(),
                source,
            })),
            (Some(user), None, Some(password)) => Ok(Some(Self::Password(Credentials::new(user.clone(), password)))),
            (None, None, None) => Ok(None),
            (Some(_), None, None) | (None, _, _) => Err(TransportError::HalfCredentials),
        }
    }
}

/// What stands between us and a connection that is signed in.
enum Hurdle {
    Smtp(SmtpError),
    Token(TokenError),
}

impl From<SmtpError> for Hurdle {
    fn from(error: SmtpError) -> Self {
        Self::Smtp(error)
    }
}

impl From<TokenError> for Hurdle {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

/// Signs in with a token. Whether the server accepted it.
async fn show(connection: &mut AsyncSmtpConnection, user: &str, token: &AccessToken) -> Result<bool, SmtpError> {
    let credentials = Credentials::new(user.to_owned(), token.reveal().to_owned());
    let offers = connection.server_info().supports_auth_mechanism(Mechanism::Xoauth2);
    match connection.auth(&[Mechanism::Xoauth2], &credentials).await {
        Ok(_) => Ok(true),
        // The server says why in a challenge, which lettre does not answer.
        Err(error) if offers && (error.is_client() || error.is_permanent()) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Hands mails to an SMTP server.
pub struct SmtpTransport {
    host: String,
    port: u16,
    protection: Tls,
    tls: Option<TlsParameters>,
    credentials: Option<Key>,
    timeout: Duration,
    slots: Semaphore,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

impl fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpTransport({}:{})", self.host, self.port)
    }
}

impl SmtpTransport {
    /// A transport to the configured server; relative files are meant from `base`. Does not connect yet.
    ///
    /// # Errors
    /// [`TransportError`] when a secret or a file of authorities cannot be had, or the server must not be talked to in plain.
    pub fn new(config: &SmtpConfig, base: &Path) -> Result<Self, TransportError> {
        let tls = match config.tls {
            Tls::Implicit | Tls::Starttls => Some(tls_parameters(config, base)?),
            Tls::None if crate::config::check::is_loopback_host(&config.host) => None,
            Tls::None => return Err(TransportError::Unprotected(config.host.clone())),
        };
        let credentials = Key::of(config, base)?;
        Ok(Self {
            host: config.host.clone(),
            port: config.port(),
            protection: config.tls,
            tls,
            credentials,
            timeout: Duration::from_secs(config.timeout_seconds.max(1)),
            slots: Semaphore::new(usize::try_from(config.connections.max(1)).unwrap_or(1)),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// A connection that is greeted, protected and signed in.
    async fn connect(&self, progress: &Progress) -> Result<AsyncSmtpConnection, Hurdle> {
        progress.reach(Step::Connect);
        let mut connection = self.greeted().await?;
        match &self.credentials {
            None => Ok(connection),
            Some(Key::Password(credentials)) => {
                progress.reach(Step::SignIn);
                connection.auth(DEFAULT_MECHANISMS, credentials).await?;
                Ok(connection)
            }
            Some(Key::Token { user, source }) => {
                progress.reach(Step::SignIn);
                let token = source.token().await?;
                if show(&mut connection, user, &token).await? {
                    source.accepted().await;
                    return Ok(connection);
                }
                // It may just have run out. After a refusal lettre leaves the connection out of step.
                let fresh = source.instead_of(&token).await?;
                let mut connection = self.greeted().await?;
                if show(&mut connection, user, &fresh).await? {
                    source.accepted().await;
                    return Ok(connection);
                }
                Err(source.give_up(&fresh).await.into())
            }
        }
    }

    /// A connection that is greeted and protected.
    async fn greeted(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let name = ClientId::default();
        let wrapped = match self.protection {
            Tls::Implicit => self.tls.clone(),
            Tls::Starttls | Tls::None => None,
        };
        let mut connection = self.reach(&name, wrapped).await?;
        if let (Tls::Starttls, Some(tls)) = (self.protection, &self.tls) {
            connection.starttls(tls.clone(), &name).await?;
        }
        Ok(connection)
    }

    async fn reach(&self, name: &ClientId, wrapped: Option<TlsParameters>) -> Result<AsyncSmtpConnection, SmtpError> {
        let server = (self.host.as_str(), self.port);
        // lettre writes a mail and its final dot apart, and without this the second waits 40 ms for an acknowledgement of
        // the first: moments in which a crash would leave the outcome unknown.
        if wrapped.is_none()
            && let Ok(stream) = TcpStream::connect(server).await
            && stream.set_nodelay(true).is_ok()
        {
            return AsyncSmtpConnection::connect_with_transport(Box::new(stream), name).await;
        }
        // With TLS from the first byte lettre makes the stream itself; and it says why a server cannot be reached.
        AsyncSmtpConnection::connect_tokio1(server, Some(self.timeout), name, wrapped, None).await
    }

    /// An idle connection that still answers, or a new one.
    async fn connection(&self, progress: &Progress) -> Result<AsyncSmtpConnection, Hurdle> {
        loop {
            let parked = self.idle().pop();
            match parked {
                Some(mut connection) => {
                    if connection.test_connected().await {
                        return Ok(connection);
                    }
                }
                None => return self.connect(progress).await,
            }
        }
    }

    async fn attempt(&self, mail: &Outgoing, progress: &Progress) -> Result<AttemptResult, Hurdle> {
        let mut connection = self.connection(progress).await?;
        let international = !AsRef::<str>::as_ref(&mail.to).is_ascii();
        if international && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            self.idle().push(connection);
            let reason = format!(
                "{} cannot carry addresses with letters like this one (SMTPUTF8)",
                self.host
            );
            return Ok(AttemptResult::Refused { reason });
        }
        match transaction(&mut connection, mail, progress).await {
            Ok(()) => {
                self.idle().push(connection);
                Ok(AttemptResult::Accepted)
            }
            Err(error) => {
                // The verdict is known, so it does not have to wait for the goodbye.
                tokio::spawn(async move {
                    let _ = tokio::time::timeout(GOODBYE, connection.abort()).await;
                });
                Err(error.into())
            }
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<AsyncSmtpConnection>> {
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn send(&self, mail: &Outgoing) -> AttemptResult {
        // Bounded as well, so that a claim on the mail outlives the attempt: at most twice the timeout in all.
        let Ok(Ok(_slot)) = tokio::time::timeout(self.timeout, self.slots.acquire()).await else {
            return AttemptResult::Hindered {
                reason: format!("all connections to {} were busy", self.host),
            };
        };
        let progress = Progress::default();
        let result = match tokio::time::timeout(self.timeout, self.attempt(mail, &progress)).await {
            Ok(Ok(result)) => result,
            Ok(Err(Hurdle::Smtp(error))) => verdict(&error, progress.step()),
            Ok(Err(Hurdle::Token(error))) => AttemptResult::Hindered {
                reason: format!("{}: {error}", progress.step().words()),
            },
            Err(_) => {
                let seconds = self.timeout.as_secs();
                let step = progress.step();
                without_answer(format!("no answer within {seconds} s {}", step.words()), step)
            }
        };
        if matches!(result, AttemptResult::Unknown { .. }) {
            // The server is in trouble: what was parked with it is not trusted any more.
            self.idle().clear();
        }
        result
    }

    async fn probe(&self) -> Result<String, String> {
        let progress = Progress::default();
        let place = format!("{}:{}", self.host, self.port);
        match tokio::time::timeout(self.timeout, self.connect(&progress)).await {
            Ok(Ok(mut connection)) => {
                let answers = tokio::time::timeout(self.timeout, connection.test_connected()).await;
                let _ = tokio::time::timeout(GOODBYE, connection.abort()).await;
                let how = match self.protection {
                    Tls::Implicit | Tls::Starttls => "protected by TLS",
                    Tls::None => "without TLS",
                };
                let who = if self.credentials.is_some() { ", signed in" } else { "" };
                match answers {
                    Ok(true) => Ok(format!("{place} answers, {how}{who}")),
                    Ok(false) | Err(_) => Err(format!("{place} greets but does not answer")),
                }
            }
            Ok(Err(Hurdle::Smtp(error))) => Err(format!("{place}, {}: {}", progress.step().words(), said(&error))),
            Ok(Err(Hurdle::Token(error))) => Err(format!("{place}, {}: {error}", progress.step().words())),
            Err(_) => Err(format!("{place}, {}: no answer", progress.step().words())),
        }
    }
}

/// One mail over one connection, step by step.
async fn transaction(
    connection: &mut AsyncSmtpConnection,
    mail: &Outgoing,
    progress: &Progress,
) -> Result<(), SmtpError> {
    progress.reach(Step::Sender);
    let mut options = Vec::new();
    let wide: [&str; 2] = [mail.from.as_ref(), mail.to.as_ref()];
    if wide.iter().any(|address| !address.is_ascii()) {
        options.push(MailParameter::SmtpUtfEight);
    }
    if !mail.bytes.is_ascii() && connection.server_info().supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(Some(mail.from.clone()), options)).await?;
    progress.reach(Step::Recipient);
    connection.command(Rcpt::new(mail.to.clone(), Vec::new())).await?;
    connection.command(Data).await?;
    progress.reach(Step::Content);
    // lettre ends the last line itself.
    let content = mail.bytes.strip_suffix(b"\r\n").unwrap_or(&mail.bytes);
    connection.message(content).await?;
    Ok(())
}

/// What an error at a step means for the mail.
fn verdict(error: &SmtpError, step: Step) -> AttemptResult {
    let reason = said(error);
    let ours = error
        .status()
        .is_some_and(|code| [530, 534, 535, 538, 421].contains(&u16::from(code)));
    match step {
        Step::Connect | Step::SignIn | Step::Sender => AttemptResult::Hindered {
            reason: format!("{}: {reason}", step.words()),
        },
        Step::Recipient | Step::Content if ours => AttemptResult::Hindered { reason },
        Step::Recipient | Step::Content if error.is_transient() => AttemptResult::Deferred { reason },
        Step::Recipient | Step::Content if error.is_permanent() => AttemptResult::Refused { reason },
        Step::Recipient | Step::Content => without_answer(format!("{}: {reason}", step.words()), step),
    }
}

/// What silence at a step means: only after the content was handed over may the mail have gone out.
fn without_answer(reason: String, step: Step) -> AttemptResult {
    match step {
        Step::Connect | Step::SignIn | Step::Sender => AttemptResult::Hindered { reason },
        Step::Recipient => AttemptResult::Deferred { reason },
        Step::Content => AttemptResult::Unknown { reason },
    }
}

/// What the server or the network said, on one line.
fn said(error: &SmtpError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        source = cause.source();
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_REASON).collect()
}

fn tls_parameters(config: &SmtpConfig, base: &Path) -> Result<TlsParameters, TransportError> {
    let mut builder = TlsParametersBuilder::new(config.host.clone());
    if let Some(file) = &config.ca_file {
        let path = base.join(file);
        let failed = |reason: String| TransportError::Authorities {
            path: path.clone(),
            reason,
        };
        let pem = std::fs::read(&path).map_err(|error| failed(error.to_string()))?;
        if !pem.windows(27).any(|window| window == b"-----BEGIN CERTIFICATE-----") {
            return Err(failed("expected a certificate in PEM form, found none".into()));
        }
        let authorities = Certificate::from_pem(&pem).map_err(|error| failed(said(&error)))?;
        // Instead of the system's, not beside them.
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(authorities);
    }
    builder.build().map_err(|error| TransportError::Tls(said(&error)))
}
