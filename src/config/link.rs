//! `[link]`: the activation link and its public page.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// The activation link and its public page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkConfig {
    /// How long a link lives after it was sent, in hours. Default 24.
    pub lifetime_hours: u32,
    /// Where the public page listens. Default `127.0.0.1:8401`, behind your web server.
    pub listen: SocketAddr,
    /// The address that people reach the page at, without a slash at the end.
    pub base_url: String,
    /// Where people go on after the button.
    pub continue_url: String,
}

impl Default for LinkConfig {
    fn default() -> Self {
        Self {
            lifetime_hours: 24,
            listen: SocketAddr::from(([127, 0, 0, 1], 8401)),
            base_url: "http://127.0.0.1:8401".into(),
            continue_url: "https://app.vendor.example/welcome".into(),
        }
    }
}
