//! Whether the values of a configuration fit together.

use std::net::IpAddr;

use super::Config;

/// One sentence for each finding; empty means usable.
pub fn findings(config: &Config) -> Vec<String> {
    let _ = config;
    Vec::new()
}

/// Whether a host is this machine: `localhost` or a loopback address.
pub fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
