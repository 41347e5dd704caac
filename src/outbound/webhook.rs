//! Tells one endpoint of one event: signed as Standard Webhooks say, never to a private address unless that is allowed, without
//! following redirects, and without reading what the endpoint answers beyond its status.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Duration;

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use ureq::config::Config as Settings;
use ureq::http::Uri;
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::config::WebhookConfig;
use crate::https;

/// An endpoint that takes longer is asked again later.
const LONGEST_ANSWER: Duration = Duration::from_secs(15);

/// Before the secret itself.
const PREFIX: &str = "whsec_";

/// Why an endpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// The secret is none.
    #[error("webhook {0:?} secret: expected `whsec_` and 24 to 64 bytes in base64")]
    BadSecret(String),
    /// The secret cannot be had.
    #[error("webhook {0:?} secret: {1}")]
    NoSecret(String, String),
    /// The authorities to trust cannot be had.
    #[error("webhook {0:?} ca_file: {1}")]
    Authorities(String, String),
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The endpoint took it.
    Taken,
    /// It did not, for now.
    Later(String),
    /// It wants nothing more of this kind (410).
    Never(String),
}

/// Who is told.
pub struct Endpoint {
    /// The name in the configuration.
    pub name: String,
    /// Whether whatever the event holds is sent along.
    pub with_details: bool,
    /// After so many tries an event is given up.
    pub max_attempts: u32,
    url: String,
    secret: Vec<u8>,
    agent: Agent,
}

impl Endpoint {
    /// An endpoint of the configuration, whose files are meant from `base`.
    ///
    /// # Errors
    /// [`EndpointError`] names what is wrong with its secret or its authorities.
    pub fn new(config: &WebhookConfig, base: &Path) -> Result<Self, EndpointError> {
        let name = config.name.clone();
        let text = config.secret.reveal(base);
        let text = text.map_err(|why| EndpointError::NoSecret(name.clone(), why.to_string()))?;
        let bytes = text.as_deref().and_then(|text| text.trim().strip_prefix(PREFIX));
        let bytes = bytes.and_then(|text| BASE64.decode(text.as_bytes()).ok());
        let ca_file = config.ca_file.as_ref().map(|file| base.join(file));
        let tls = https::trusting(ca_file.as_deref()).map_err(|why| EndpointError::Authorities(name.clone(), why))?;
        let secret = bytes.filter(|bytes| (24..=64).contains(&bytes.len()));
        Ok(Self {
            secret: secret.ok_or_else(|| EndpointError::BadSecret(name.clone()))?,
            name,
            with_details: config.with_details,
            max_attempts: config.max_attempts.max(1),
            url: config.url.clone(),
            agent: agent(config.allow_private, tls),
        })
    }

    /// Sends `body` under the name `id` at `now`. Blocks, for so long at most.
    pub fn tell(&self, id: &str, body: &str, now: Timestamp) -> Told {
        let seconds = now.as_second();
        let sent = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", signature(&self.secret, id, seconds, body))
            .send(body);
        let status = match sent {
            Ok(answer) => answer.status().as_u16(),
            Err(Error::HostNotFound) => {
                return Told::Later("the name of the endpoint leads to no address that may be asked".into());
            }
            // The address of the endpoint is not in the words of these errors.
            Err(error) => return Told::Later(error.to_string().chars().take(200).collect()),
        };
        match status {
            200..=299 => Told::Taken,
            300..=399 => Told::Later(format!("it answered {status}, and redirects are not followed")),
            410 => Told::Never("it answered 410: it wants nothing more".into()),
            other => Told::Later(format!("it answered {other}")),
        }
    }
}

fn agent(allow_private: bool, tls: TlsConfig) -> Agent {
    let settings = Agent::config_builder()
        .timeout_global(Some(LONGEST_ANSWER))
        .max_redirects(0)
        .http_status_as_error(false)
        .https_only(!allow_private)
        .proxy(None)
        .user_agent("greenroom")
        .tls_config(tls)
        .build();
    let resolver = Public {
        inner: DefaultResolver::default(),
        allow_private,
    };
    Agent::with_parts(settings, DefaultConnector::default(), resolver)
}

/// The signature of a message: `v1,` and the keyed hash of its name, time and body.
fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let mut mac = <Hmac<Sha256>>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}

/// Finds the addresses of a name, and gives only those that may be asked. What is connected to is what was judged, so a name
/// that leads elsewhere a moment later changes nothing.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    allow_private: bool,
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Settings, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found
            .iter()
            .filter(|address| self.allow_private || is_public(address.ip()))
        {
            kept.push(*address);
        }
        if kept.is_empty() {
            Err(Error::HostNotFound)
        } else {
            Ok(kept)
        }
    }
}

/// Whether an address belongs to the public network.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_reserved = a == 0 || a >= 240 || (a == 192 && b == 0 && c == 0) || (a == 198 && (18..20).contains(&b));
    !(v4.is_loopback()
        || v4.is_private()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_documentation()
        || is_shared
        || is_reserved)
}

/// Of IPv6 only what is given out for the public network, and no address that stands for a private one of IPv4.
fn is_public_v6(v6: Ipv6Addr) -> bool {
    let parts = v6.segments();
    let [high, low] = [parts[6], parts[7]].map(u16::to_be_bytes);
    if parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        return is_public_v4(Ipv4Addr::new(high[0], high[1], low[0], low[1]));
    }
    let is_6to4_or_teredo = parts[0] == 0x2002 || (parts[0] == 0x2001 && parts[1] < 0x200);
    let is_documentation = (parts[0] == 0x2001 && parts[1] == 0xdb8) || parts[0] == 0x3fff;
    parts[0] & 0xe000 == 0x2000 && !is_6to4_or_teredo && !is_documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_spelling() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "2002:0a00:0001::1",
            "64:ff9b::10.0.0.1",
            "2001::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "93.184.216.34",
            "2606:4700::1111",
            "64:ff9b::1.1.1.1",
            "::ffff:1.1.1.1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
