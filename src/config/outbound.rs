//! `[outbound]`: how mail goes out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::secret::Secret;
use super::source::Tls;

/// An SMTP submission server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// The server.
    pub host: String,
    /// Default 465, or 587 without implicit TLS.
    pub port: Option<u16>,
    /// `implicit` (default), `starttls`, or `none` (this machine only).
    #[serde(default)]
    pub tls: Tls,
    /// A PEM file of certificate authorities to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// The account, if the server wants one.
    pub user: Option<String>,
    /// Its password.
    #[serde(default)]
    pub password: Secret,
    /// Instead of a password: a file whose first line is an access token (XOAUTH2), kept fresh by somebody else.
    pub token_file: Option<PathBuf>,
    /// Instead of a password: a program and its arguments that print an access token on one line.
    #[serde(default)]
    pub token_command: Vec<String>,
    /// Connections at the same time. Default 4.
    #[serde(default = "four")]
    pub connections: u32,
    /// An attempt that takes longer counts as "outcome unknown", in seconds. Default 60.
    #[serde(default = "sixty")]
    pub timeout_seconds: u64,
}

fn four() -> u32 {
    4
}

fn sixty() -> u64 {
    60
}

impl SmtpConfig {
    /// The port, or the usual one for the protection.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            Tls::Implicit => 465,
            Tls::Starttls | Tls::None => 587,
        })
    }
}

/// What carries a mail out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum TransportConfig {
    /// By SMTP.
    Smtp(SmtpConfig),
    /// Into a Maildir, for trials and tests.
    Maildir {
        /// The folder; made if it is not there.
        path: PathBuf,
    },
}

impl Default for TransportConfig {
    fn default() -> Self {
        Self::Maildir {
            path: PathBuf::from("outgoing"),
        }
    }
}

/// How mail goes out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OutboundConfig {
    /// The sender, such as `"Customer Solutions <cs@vendor.example>"`.
    pub from: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// The part after the @ of our Message-IDs. Default: the domain of `from`.
    pub message_id_domain: Option<String>,
    /// The name of your company or product, for the texts.
    pub organisation: String,
    /// SMTP, or a Maildir for trials (`kind = "maildir"`, `path = "outgoing"`, the default).
    pub transport: TransportConfig,
    /// A folder whose `activation.subject`, `activation.txt` and `activation.html` take the place of the built-in ones.
    pub templates: Option<PathBuf>,
    /// After so many attempts a mail is given up and shown to a person. Default 12, about a day.
    pub max_attempts: u32,
    /// Mails that are sent at the same time. Default 4.
    pub parallel: u32,
}

impl Default for OutboundConfig {
    fn default() -> Self {
        Self {
            from: "Customer Solutions <cs@vendor.example>".into(),
            reply_to: None,
            message_id_domain: None,
            organisation: "Vendor".into(),
            transport: TransportConfig::default(),
            templates: None,
            max_attempts: 12,
            parallel: 4,
        }
    }
}
