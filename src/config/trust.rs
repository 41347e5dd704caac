//! `[trust]`: whose mail counts.

use serde::{Deserialize, Serialize};

/// Whose mail counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrustConfig {
    /// Addresses (`pat@vendor.example`) and whole domains (`@vendor.example`) whose mail becomes tickets.
    pub submitters: Vec<String>,
    /// The name of your own mail server in its Authentication-Results. When set, the topmost such header must say that
    /// DMARC passed, or DKIM or SPF for the domain of From. Default: not looked at.
    pub authserv_id: Option<String>,
    /// When a sender has written so many mails within an hour, further ones that would open tickets wait in quarantine.
    /// Mails about tickets always count. Default 200.
    pub sender_burst: u32,
}

impl Default for TrustConfig {
    fn default() -> Self {
        Self {
            submitters: Vec::new(),
            authserv_id: None,
            sender_burst: 200,
        }
    }
}
