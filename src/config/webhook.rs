//! `[[webhook]]`: who is told of what happens to tickets.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// An endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// A short name, unique; it is part of every row, so do not change it.
    pub name: String,
    /// Where events are sent to.
    pub url: String,
    /// The secret that signs them, as Standard Webhooks write it: `whsec_` and 24 to 64 bytes in base64.
    #[serde(default)]
    pub secret: Secret,
    /// A PEM file of certificate authorities to trust instead of the system's.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Whether it may be an address of this machine or of a private network, and without TLS. Default false.
    #[serde(default)]
    pub allow_private: bool,
    /// Whether names, addresses and whatever else the event holds are sent along. Default false.
    #[serde(default)]
    pub with_details: bool,
    /// After so many tries an event is given up. Default 12, which is about a day.
    #[serde(default = "twelve")]
    pub max_attempts: u32,
}

fn twelve() -> u32 {
    12
}
