//! A password or token, named by the file or the environment variable that holds it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Where a secret is. Exactly one of the two is given; neither means "none".
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Secret {
    /// A file that holds it on its first line.
    pub file: Option<PathBuf>,
    /// An environment variable that holds it.
    pub env: Option<String>,
}

/// Why a secret cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file cannot be read.
    #[error("the secret in the file {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The environment variable is not set.
    #[error("the environment variable {0} that should hold a secret is not set")]
    Unset(String),
    /// There is one, but it is empty.
    #[error("the secret in {0} is empty")]
    Empty(String),
    /// Two places are named.
    #[error("a secret has either `file` or `env`, not both")]
    Both,
}

impl Secret {
    /// Whether the configuration names one at all.
    pub fn is_named(&self) -> bool {
        self.file.is_some() || self.env.is_some()
    }

    /// The secret itself; relative files are meant from `base`. `None` when none is named.
    ///
    /// # Errors
    /// [`SecretError`] when one is named and cannot be had.
    pub fn reveal(&self, base: &Path) -> Result<Option<String>, SecretError> {
        let (text, place) = match (&self.file, &self.env) {
            (Some(_), Some(_)) => return Err(SecretError::Both),
            (None, None) => return Ok(None),
            (Some(file), None) => {
                let path = base.join(file);
                let text = std::fs::read_to_string(&path).map_err(|source| SecretError::Unreadable {
                    path: path.clone(),
                    source,
                })?;
                (
                    text.lines().next().unwrap_or_default().to_owned(),
                    format!("the file {}", path.display()),
                )
            }
            (None, Some(name)) => {
                let text = std::env::var(name).map_err(|_| SecretError::Unset(name.clone()))?;
                (text, format!("the environment variable {name}"))
            }
        };
        if text.is_empty() {
            Err(SecretError::Empty(place))
        } else {
            Ok(Some(text))
        }
    }
}
