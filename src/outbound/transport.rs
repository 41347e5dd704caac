//! What carries a mail out, and how an attempt ends.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use lettre::Address;

use crate::config::secret::SecretError;
use crate::config::{Config, TransportConfig};
use crate::domain::outbox::AttemptResult;

use super::maildir::MaildirTransport;
use super::smtp::SmtpTransport;

/// A mail that is ready to be handed over. One recipient each, so that a bad address spoils nobody else's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Without angle brackets; the same at every attempt.
    pub message_id: String,
    /// The sender of the envelope.
    pub from: Address,
    /// The recipient.
    pub to: Address,
    /// The whole mail, headers and all, with CRLF.
    pub bytes: Vec<u8>,
}

/// Why there is no transport to begin with. All of these are settled before the first mail.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The password cannot be had.
    #[error("outbound.transport.password: {0}")]
    Password(#[from] SecretError),
    /// There is a user without a password, or the other way round.
    #[error("outbound.transport: expected both `user` and `password`, or neither")]
    HalfCredentials,
    /// The file of certificate authorities cannot be used.
    #[error("outbound.transport.ca_file {path}: {reason}")]
    Authorities {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// TLS cannot be set up.
    #[error("outbound.transport: TLS cannot be set up: {0}")]
    Tls(String),
    /// An unprotected connection to another machine is never made.
    #[error("outbound.transport.tls: `none` is only for this machine, and {0} is not this machine")]
    Unprotected(String),
    /// The Maildir cannot be made.
    #[error("outbound.transport.path {path}: {source}")]
    Maildir {
        /// Which folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// What carries a mail out.
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// One attempt. Never longer than the configured timeout, and never an error: the result says how it ended.
    async fn send(&self, mail: &Outgoing) -> AttemptResult;

    /// Whether a mail could be handed over now, without handing one over. A few words if so, a sentence if not.
    async fn probe(&self) -> Result<String, String>;
}

/// The transport that the configuration names.
///
/// # Errors
/// [`TransportError`] says which key is wrong and why.
pub fn from_config(config: &Config) -> Result<Arc<dyn Transport>, TransportError> {
    match &config.outbound.transport {
        TransportConfig::Smtp(smtp) => Ok(Arc::new(SmtpTransport::new(smtp, &config.base)?)),
        TransportConfig::Maildir { path } => Ok(Arc::new(MaildirTransport::new(&config.resolve(path))?)),
    }
}
