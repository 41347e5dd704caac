//! `[desk]`: where people work.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::OpenIdConfig;
use super::openid::CALLBACK;
use crate::domain::openid::Ways;

/// Where people work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskConfig {
    /// Where the desk listens. Default `127.0.0.1:8400`; it has no TLS of its own.
    pub listen: SocketAddr,
    /// The address that people reach the desk at, without a slash at the end. With `https` its cookies are only sent over TLS.
    pub public_url: String,
    /// A session ends when it was not used for so many minutes. Default 60.
    pub idle_minutes: u32,
    /// A session ends so many hours after the sign-in, however busy. Default 12.
    pub session_hours: u32,
    /// A link that sets a password can be used for so many hours. Default 48.
    pub invitation_hours: u32,
    /// Web servers before the desk, whose `X-Forwarded-For` says where a request comes from. Default this machine.
    pub proxies: Vec<IpAddr>,
    /// Signing in at a provider of OpenID Connect. None by default.
    pub openid: Option<OpenIdConfig>,
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8400)),
            public_url: "http://127.0.0.1:8400".into(),
            idle_minutes: 60,
            session_hours: 12,
            invitation_hours: 48,
            proxies: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            openid: None,
        }
    }
}

impl DeskConfig {
    /// Whether browsers reach the desk over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// What browsers call the desk in the `Origin` of a form: the usual port is left out.
    pub fn origin(&self) -> &str {
        let usual = if self.is_secure() { ":443" } else { ":80" };
        self.public_url.strip_suffix(usual).unwrap_or(&self.public_url)
    }

    /// The address behind which somebody sets a password.
    pub fn welcome(&self, token: &str) -> String {
        format!("{}/welcome/{token}", self.public_url)
    }

    /// Where a provider of OpenID Connect leads people back to; it must know this address.
    pub fn openid_callback(&self) -> String {
        format!("{}{CALLBACK}", self.public_url)
    }

    /// In which ways people sign in.
    pub fn ways(&self) -> Ways {
        Ways {
            passwords: !self.openid.as_ref().is_some_and(|openid| openid.only),
            issuer: self.openid.as_ref().map(|openid| openid.issuer.clone()),
        }
    }
}
