//! `[source]`: the mailboxes and folders that mail is taken from.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// TLS from the first byte (port 993 or 465).
    #[default]
    Implicit,
    /// Plain at first, then STARTTLS, without which nothing is sent.
    Starttls,
    /// No protection; only allowed to an address of this machine.
    None,
}

/// What is done with a message in the mailbox after it is stored for good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase", deny_unknown_fields)]
pub enum AfterCommit {
    /// Nothing; the cursor remembers how far we are.
    #[default]
    Leave,
    /// It gets a keyword.
    Flag {
        /// Such as `$Greenroom`.
        keyword: String,
    },
    /// It is moved to another folder, which is made if it is not there.
    Move {
        /// Such as `Taken in`, or `Mail/Taken in` with a `/` for whatever the server has between levels.
        folder: String,
    },
}

/// An IMAP account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImapConfig {
    /// A short name, unique among all sources; it is part of every ledger row, so do not change it.
    pub name: String,
    /// The server.
    pub host: String,
    /// Default 993, or 143 without implicit TLS.
    pub port: Option<u16>,
    /// `implicit` (default), `starttls`, or `none` (this machine only).
    #[serde(default)]
    pub tls: Tls,
    /// A PEM file of certificate authorities to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// The account.
    pub user: String,
    /// Its password.
    #[serde(default)]
    pub password: Secret,
    /// Instead of a password: a file whose first line is an access token (XOAUTH2, OAUTHBEARER), kept fresh by somebody else.
    pub token_file: Option<PathBuf>,
    /// Instead of a password: a program and its arguments that print an access token on one line.
    #[serde(default)]
    pub token_command: Vec<String>,
    /// The folders to watch, each by a task of its own. Default `["INBOX"]`.
    #[serde(default = "inbox")]
    pub folders: Vec<String>,
    /// What is done with a message after it is stored. Default: leave it.
    #[serde(default)]
    pub after: AfterCommit,
    /// Wait for new mail by IDLE where the server can. Default true.
    #[serde(default = "yes")]
    pub idle: bool,
    /// Look for new mail at least this often, in seconds. Default 60.
    #[serde(default = "sixty")]
    pub poll_seconds: u64,
    /// Larger mails are not fetched but listed in the ledger, in megabytes. Default 40.
    #[serde(default = "forty")]
    pub max_mail_mb: u64,
    /// On the first connection to a folder, mails that the server received more than so many days before are not fetched but
    /// listed in the ledger; `greenroom backfill` takes them. Default 30.
    #[serde(default = "thirty")]
    pub first_days: u32,
}

fn thirty() -> u32 {
    30
}

fn inbox() -> Vec<String> {
    vec!["INBOX".into()]
}

fn yes() -> bool {
    true
}

fn sixty() -> u64 {
    60
}

fn five() -> u64 {
    5
}

fn forty() -> u64 {
    40
}

impl ImapConfig {
    /// The port, or the usual one for the protection.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            Tls::Implicit => 993,
            Tls::Starttls | Tls::None => 143,
        })
    }

    /// The largest mail that is fetched, in bytes.
    pub fn max_mail_bytes(&self) -> u64 {
        self.max_mail_mb.saturating_mul(1 << 20)
    }
}

/// A Maildir on this machine.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaildirConfig {
    /// A short name, unique among all sources.
    pub name: String,
    /// The folder that has `new` and `cur`.
    pub path: PathBuf,
    /// Look for new mail this often, in seconds. Default 5.
    #[serde(default = "five")]
    pub poll_seconds: u64,
    /// Larger mails are not read but listed in the ledger, in megabytes. Default 40.
    #[serde(default = "forty")]
    pub max_mail_mb: u64,
}

/// A folder of `.eml` and `.mbox` files. The files are left as they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesConfig {
    /// A short name, unique among all sources.
    pub name: String,
    /// The folder.
    pub path: PathBuf,
    /// Look for new files this often, in seconds. Default 5.
    #[serde(default = "five")]
    pub poll_seconds: u64,
    /// Larger mails are not read but listed in the ledger, in megabytes. Default 40.
    #[serde(default = "forty")]
    pub max_mail_mb: u64,
}

/// Where mail comes from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourcesConfig {
    /// IMAP accounts, as `[[source.imap]]`.
    pub imap: Vec<ImapConfig>,
    /// Maildirs, as `[[source.maildir]]`.
    pub maildir: Vec<MaildirConfig>,
    /// Folders of files, as `[[source.files]]`.
    pub files: Vec<FilesConfig>,
}
