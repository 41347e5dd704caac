//! The configuration: one TOML file, a struct for each area, unknown keys refused, checked before any socket opens.
//!
//! Every key is documented at its field and, with its default, in `deploy/config.example.toml`, which a test reads.
//! Secrets are never in the file: a field names a file or an environment variable that holds one ([`secret`]).

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub mod api;
pub mod calendar;
pub mod check;
pub mod desk;
pub mod link;
pub mod openid;
pub mod outbound;
pub mod policy;
pub mod retention;
pub mod secret;
pub mod source;
pub mod trust;
pub mod webhook;

pub use api::ApiConfig;
pub use calendar::{CalendarConfig, ClientConfig};
pub use desk::DeskConfig;
pub use link::LinkConfig;
pub use openid::OpenIdConfig;
pub use outbound::{OutboundConfig, SmtpConfig, TransportConfig};
pub use policy::PolicyConfig;
pub use retention::RetentionConfig;
pub use secret::Secret;
pub use source::{AfterCommit, FilesConfig, ImapConfig, MaildirConfig, SourcesConfig, Tls};
pub use trust::TrustConfig;
pub use webhook::WebhookConfig;

/// Why a configuration cannot be used. Says what was expected, what was found, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no TOML, or has a key or value that is not known.
    #[error("{path}: {message}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// What the TOML reader says, with the line.
        message: String,
    },
    /// The values do not fit together; every finding is listed.
    #[error("{path}:\n  {}", findings.join("\n  "))]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// One sentence each: key, expected, found.
        findings: Vec<String>,
    },
}

/// Where everything is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// The folder of the store. Made if it is not there. Default `data`, beside the configuration.
    pub path: PathBuf,
    /// Intake pauses while the disk has less free than this. Default 200.
    pub free_space_floor_mb: u64,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            path: PathBuf::from("data"),
            free_space_floor_mb: 200,
        }
    }
}

/// How mails are read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReaderConfig {
    /// `client-roles`, `device-sales`, or the path of a profile of your own. Default `client-roles`.
    pub profile: String,
}

impl Default for ReaderConfig {
    fn default() -> Self {
        Self {
            profile: "client-roles".into(),
        }
    }
}

/// The whole configuration.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where everything is kept.
    pub store: StoreConfig,
    /// Where mail comes from.
    pub source: SourcesConfig,
    /// How mails are read.
    pub reader: ReaderConfig,
    /// Whose mail counts.
    pub trust: TrustConfig,
    /// What a rule may approve, and how many links an hour may go out.
    pub policy: PolicyConfig,
    /// When links go out.
    pub calendar: CalendarConfig,
    /// Clients that differ from `[calendar]`.
    pub client: Vec<ClientConfig>,
    /// How mail goes out.
    pub outbound: OutboundConfig,
    /// The activation link and its public page.
    pub link: LinkConfig,
    /// Where people work.
    pub desk: DeskConfig,
    /// Where programs reach the daemon.
    pub api: ApiConfig,
    /// Who is told of what happens to tickets.
    pub webhook: Vec<WebhookConfig>,
    /// How long people and mails are kept.
    pub retention: RetentionConfig,
    /// Where the configuration came from; relative paths are meant from its folder.
    #[serde(skip)]
    pub base: PathBuf,
}

impl Config {
    /// Reads and checks the file at `path`.
    ///
    /// # Errors
    /// [`ConfigError`] names the file and each finding.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let config = Self::read(path)?;
        let findings = check::findings(&config);
        if findings.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError::Unusable {
                path: path.to_owned(),
                findings,
            })
        }
    }

    /// Reads the file at `path` without checking that the values fit together; for `doctor`, which says so itself.
    ///
    /// # Errors
    /// [`ConfigError::Unreadable`] and [`ConfigError::Malformed`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Self::parse(&text, path, folder.unwrap_or(Path::new(".")).to_owned())
    }

    /// Reads a text as the file at `path` would be, without checking that the values fit together.
    ///
    /// # Errors
    /// [`ConfigError::Malformed`] with the line of the finding.
    pub fn parse(text: &str, path: &Path, base: PathBuf) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|error| ConfigError::Malformed {
            path: path.to_owned(),
            message: error.to_string(),
        })?;
        config.base = base;
        Ok(config)
    }

    /// A path of the configuration, meant from the folder of the configuration file.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        if path.is_absolute() {
            path.to_owned()
        } else {
            self.base.join(path)
        }
    }
}
