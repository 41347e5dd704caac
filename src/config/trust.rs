//! `[trust]`: whose mail counts.

use serde::{Deserialize, Serialize};

/// Whose mail counts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrustConfig {
    /// Addresses (`pat@vendor.example`) and whole domains (`@vendor.example`) whose mail becomes tickets.
    pub submitters: Vec<String>,
    /// The name of your own mail server in its Authentication-Results. When set, the topmost such header must say that
    /// DMARC passed, or DKIM or SPF for the domain of From. Default: not looked at.
    pub authserv_id: Option<String>,
}
