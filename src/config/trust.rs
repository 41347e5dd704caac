//! `[trust]`: whose mail counts.

use std::net::SocketAddr;

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
    /// Ask the DNS for proof of a sender where our own server says nothing: DKIM, SPF, DMARC, ARC. Default false.
    pub dns: bool,
    /// The name servers to ask, as `address:port`. Default: those of the system.
    pub dns_servers: Vec<SocketAddr>,
    /// The proof of one mail may take so many seconds. Default 10.
    pub dns_seconds: u64,
    /// The name by which your own mail server calls itself in the Received headers it writes. Only then is it known who
    /// delivered a mail, which SPF needs. Default: not known.
    pub received_by: Option<String>,
    /// The domains of servers that pass on mail and whose ARC seals are believed. Default none.
    pub arc_sealers: Vec<String>,
    /// When a sender has written so many mails within an hour, further ones that would open tickets wait in quarantine.
    /// Mails about tickets always count. Default 200.
    pub sender_burst: u32,
}

impl Default for TrustConfig {
    fn default() -> Self {
        Self {
            submitters: Vec::new(),
            authserv_id: None,
            dns: false,
            dns_servers: Vec::new(),
            dns_seconds: 10,
            received_by: None,
            arc_sealers: Vec::new(),
            sender_burst: 200,
        }
    }
}
