//! Whose mail counts. A tag in a subject never makes a stranger known.

use greenroom_parsers::Envelope;

use crate::config::TrustConfig;
use crate::domain::matching::domain_of;

/// The list of those whose mail becomes tickets.
#[derive(Debug, Clone)]
pub struct Trust {
    addresses: Vec<String>,
    domains: Vec<String>,
    authserv_id: Option<String>,
    /// Whether the DNS is asked where our own server says nothing.
    asks_dns: bool,
}

/// Whether a sender is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The mail counts.
    Known,
    /// It waits for a person, who reads why.
    Unknown(String),
    /// Nobody could say now whether it is its sender's. It is looked at again.
    Unproven(String),
}

impl Trust {
    /// The list of the configuration.
    pub fn new(config: &TrustConfig) -> Self {
        let entries = config.submitters.iter().map(|entry| entry.trim().to_lowercase());
        let (domains, addresses): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.starts_with('@'));
        let domains = domains
            .iter()
            .map(|domain| domain.trim_start_matches('@').to_owned())
            .collect();
        Self {
            addresses,
            domains,
            authserv_id: config.authserv_id.clone(),
            asks_dns: config.dns,
        }
    }

    /// Whether the DNS has to say if a mail is its sender's: our own server said nothing about it.
    pub fn needs_proof(&self, envelope: &Envelope) -> bool {
        self.asks_dns && !self.has_own_results(envelope)
    }

    /// Only the topmost header was added by our own server; those below came with the mail.
    fn has_own_results(&self, envelope: &Envelope) -> bool {
        let topmost = envelope.authentication_results.first();
        self.authserv_id
            .as_ref()
            .zip(topmost)
            .is_some_and(|(expected, results)| author(&plain(&results.to_lowercase())) == expected.to_lowercase())
    }

    /// Our own domains: those of the submitters. They never name a client.
    pub fn own_domains(&self) -> Vec<String> {
        let of_addresses = self.addresses.iter().filter_map(|address| domain_of(address));
        self.domains.iter().cloned().chain(of_addresses).collect()
    }

    /// Whether a list or relay of ours, or a known submitter, wrote this mail and our server vouches for it.
    pub fn of_sender(&self, envelope: &Envelope) -> Verdict {
        if let Some(doubt) = self.doubt(envelope) {
            return Verdict::Unknown(doubt);
        }
        let from = envelope.from.first().and_then(|from| from.email.as_deref());
        match from {
            Some(address) if self.is_listed(address) => Verdict::Known,
            Some(_) => Verdict::Unknown("the sender is not among the submitters in [trust]".into()),
            None => Verdict::Unknown("the mail has no readable sender".into()),
        }
    }

    /// What speaks against believing the From header, whoever it names.
    pub fn doubt(&self, envelope: &Envelope) -> Option<String> {
        if envelope.from_headers != 1 || envelope.from.len() != 1 {
            let found = envelope.from.len();
            return Some(format!(
                "expected one sender in one From header, found {found} in {}",
                envelope.from_headers
            ));
        }
        if self.needs_proof(envelope) {
            return None;
        }
        let expected = self.authserv_id.as_deref()?;
        let from = envelope
            .from
            .first()
            .and_then(|from| from.email.as_deref())
            .and_then(domain_of)?;
        match envelope.authentication_results.first() {
            Some(results) if confirms(results, Some(expected), &from) => None,
            Some(_) => Some("our mail server does not confirm that the mail is from its sender's domain".into()),
            None => Some(format!("the mail has no Authentication-Results of {expected}")),
        }
    }

    /// Whether an address is in the configuration, itself or by its domain.
    pub fn is_listed(&self, address: &str) -> bool {
        let address = address.to_lowercase();
        self.addresses.contains(&address) || domain_of(&address).is_some_and(|domain| self.domains.contains(&domain))
    }
}

/// The name of the server that wrote results.
fn author(folded: &str) -> &str {
    let first = folded.split(';').next().unwrap_or_default();
    first.split_whitespace().next().unwrap_or_default()
}

/// Whether an Authentication-Results header (RFC 8601), of `expected` if that is given, confirms the domain of From.
pub(super) fn confirms(results: &str, expected: Option<&str>, from: &str) -> bool {
    let folded = plain(&results.to_lowercase());
    if expected.is_some_and(|expected| author(&folded) != expected.to_lowercase()) {
        return false;
    }
    let parts: Vec<&str> = folded.split(';').skip(1).map(str::trim).collect();
    // A policy that failed is not made good by a signature that says less.
    if parts
        .iter()
        .any(|part| part.starts_with("dmarc=fail") || part.starts_with("dmarc=permerror"))
    {
        return false;
    }
    parts.iter().any(|part| {
        let mut words = part.split_whitespace();
        let method = words.next().unwrap_or_default();
        let value = |key: &str| words.clone().find_map(|word| word.strip_prefix(key)).map(domain_in);
        match method {
            "dmarc=pass" => value("header.from=") == Some(from.to_owned()),
            "dkim=pass" => value("header.d=").or(value("header.i=")) == Some(from.to_owned()),
            "spf=pass" => value("smtp.mailfrom=") == Some(from.to_owned()),
            _ => false,
        }
    })
}

/// The header without comments and quoted texts. The sender chooses what stands in those, such as the left part of an
/// address, and may well write `; dkim=pass …` there.
fn plain(results: &str) -> String {
    let (mut kept, mut depth, mut quoted) = (String::with_capacity(results.len()), 0_usize, false);
    let mut letters = results.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if !quoted && depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn domain_in(value: &str) -> String {
    value.rsplit('@').next().unwrap_or(value).trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use greenroom_parsers::Mailbox;

    use super::*;

    fn mail(from: &[&str], results: &[&str]) -> Envelope {
        Envelope {
            from: from
                .iter()
                .map(|a| Mailbox {
                    name: None,
                    email: Some((*a).into()),
                })
                .collect(),
            from_headers: from.len(),
            authentication_results: results.iter().map(|r| (*r).to_owned()).collect(),
            ..Envelope::default()
        }
    }

    fn trust(authserv_id: Option<&str>) -> Trust {
        let submitters = vec!["Pat@vendor.example".into(), "@partner.example".into()];
        Trust::new(&TrustConfig {
            submitters,
            authserv_id: authserv_id.map(str::to_owned),
            ..TrustConfig::default()
        })
    }

    #[test]
    fn only_listed_senders_are_known() {
        let trust = trust(None);
        assert_eq!(trust.of_sender(&mail(&["pat@vendor.example"], &[])), Verdict::Known);
        assert_eq!(trust.of_sender(&mail(&["x@partner.example"], &[])), Verdict::Known);
        for stranger in [
            "eve@vendor.example",
            "x@sub.partner.example",
            "x@notpartner.example",
            "pat@vendor.example.org",
        ] {
            assert_ne!(trust.of_sender(&mail(&[stranger], &[])), Verdict::Known, "{stranger}");
        }
        assert_ne!(
            trust.of_sender(&mail(&["pat@vendor.example", "eve@x.example"], &[])),
            Verdict::Known
        );
        assert_ne!(trust.of_sender(&mail(&[], &[])), Verdict::Known);
    }

    #[test]
    fn only_the_topmost_result_of_our_own_server_counts() {
        let trust = trust(Some("mx.vendor.example"));
        let pass = "mx.vendor.example; dkim=pass header.d=vendor.example header.s=a";
        let forged = "mx.vendor.example; dkim=fail header.d=vendor.example";
        let known = |results: &[&str]| trust.of_sender(&mail(&["pat@vendor.example"], results)) == Verdict::Known;
        assert!(known(&[pass, forged]));
        assert!(!known(&[forged, pass]));
        assert!(!known(&[]));
        assert!(!known(&["mx.evil.example; dkim=pass header.d=vendor.example"]));
        assert!(!known(&["mx.vendor.example; dkim=pass header.d=evil.example"]));
        for chosen_by_the_sender in [
            "mx.vendor.example; spf=none smtp.mailfrom=\"x; dkim=pass header.d=vendor.example y\"@evil.example",
            "mx.vendor.example; spf=none (x; dkim=pass header.d=vendor.example y) smtp.mailfrom=a@evil.example",
            "mx.vendor.example; spf=none (x\\) ; dkim=pass header.d=vendor.example y) smtp.mailfrom=a@evil.example",
            "mx.vendor.example; spf=none smtp.mailfrom=\"x\\\"; dkim=pass header.d=vendor.example y\"@evil.example",
        ] {
            assert!(!known(&[chosen_by_the_sender]), "{chosen_by_the_sender}");
        }
        assert!(!known(&[
            "mx.vendor.example; dmarc=fail header.from=vendor.example; spf=pass smtp.mailfrom=pat@vendor.example"
        ]));
        assert!(known(&[
            "mx.vendor.example; dkim=pass (2048-bit key) header.d=vendor.example header.s=\"a\""
        ]));
        assert!(known(&[
            "mx.vendor.example 1; spf=pass smtp.mailfrom=pat@vendor.example"
        ]));
    }
}
