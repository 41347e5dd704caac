//! Gathers findings, each as a sentence: key, expected, found.

use std::fmt::Display;

use jiff::tz::TimeZone;
use lettre::message::Mailbox;

use super::super::{Secret, Tls};
use super::is_loopback_host;

/// What was found so far.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<String>);

impl Findings {
    pub(super) fn add(&mut self, key: &str, expected: &str, found: impl Display) {
        self.0.push(format!("{key}: expected {expected}, found {found}"));
    }

    pub(super) fn at_least_one(&mut self, key: &str, number: impl Into<u64>) {
        if number.into() == 0 {
            self.add(key, "a number above 0", 0);
        }
    }

    pub(super) fn filled(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(key, "a text", "nothing");
        }
    }

    pub(super) fn zone(&mut self, key: &str, name: &str) {
        if TimeZone::get(name).is_err() {
            self.add(key, "an IANA time zone such as `Europe/Berlin`", format!("{name:?}"));
        }
    }

    pub(super) fn secret(&mut self, key: &str, secret: &Secret) {
        if secret.file.is_some() && secret.env.is_some() {
            self.add(key, "either `file` or `env`", "both");
        }
    }

    pub(super) fn protection(&mut self, key: &str, tls: Tls, host: &str) {
        if tls == Tls::None && !is_loopback_host(host) {
            let expected = "`implicit` or `starttls`, because the server is another machine";
            self.add(key, expected, format!("`none` to {host:?}"));
        }
    }

    pub(super) fn address(&mut self, key: &str, text: &str) {
        if text.parse::<Mailbox>().is_err() {
            let expected = "an address such as `Customer Solutions <cs@vendor.example>`";
            self.add(key, expected, format!("{text:?}"));
        }
    }

    pub(super) fn domain(&mut self, key: &str, text: &str) {
        if !is_domain(text) {
            self.add(key, "a domain such as `vendor.example`", format!("{text:?}"));
        }
    }

    /// An absolute address of the web; `https`, or `http` to this machine.
    pub(super) fn web_address(&mut self, key: &str, text: &str) {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.map(host_of).unwrap_or_default();
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '<' || c == '>';
        if host.is_empty() || text.contains(odd) || !text.is_ascii() {
            self.add(key, "an address that begins with https://", format!("{text:?}"));
        } else if text.starts_with("http://") && !is_loopback_host(&host) {
            self.add(
                key,
                "https://, because http:// is only for this machine",
                format!("{text:?}"),
            );
        }
    }
}

/// The host of what follows `https://`, without port.
fn host_of(rest: &str) -> String {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return String::new();
    }
    match authority.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
        Some((v6, _)) => v6.to_owned(),
        None => authority.split(':').next().unwrap_or_default().to_owned(),
    }
}

/// A name with a dot, such as `vendor.example`.
pub(super) fn is_domain(text: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.contains('.') && text.split('.').all(label)
}
