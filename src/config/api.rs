//! `[api]`: where programs and the `ticket` commands reach the daemon.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// Where programs and the `ticket` commands reach the daemon.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApiConfig {
    /// Where the API listens. Default `127.0.0.1:8402`; it has no TLS of its own.
    pub listen: SocketAddr,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8402)),
        }
    }
}
