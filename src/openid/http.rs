//! Asks the provider: bounded in time and size, without following redirects, and only over TLS unless it is on this machine.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use openidconnect::http::{Method, Response};
use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use tokio_rustls::rustls::crypto::ring;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// One answer takes no longer; a sign-in needs up to three, and people wait for it.
const LONGEST_ANSWER: Duration = Duration::from_secs(5);

/// Documents of large providers have tens of kilobytes.
const LARGEST_ANSWER: u64 = 512 << 10;

/// Why there is no answer. Holds no address and nothing of what was sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoAnswer(String);

/// Asks the provider. Blocks, for so long at most.
#[derive(Debug)]
pub(super) struct Http(Agent);

impl Http {
    /// Trusts the authorities in `ca_file`, else the system's.
    pub(super) fn new(ca_file: Option<&Path>, with_tls: bool) -> Result<Self, String> {
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
            .root_certs(RootCerts::Specific(Arc::new(roots(ca_file)?)))
            .build();
        let settings = Agent::config_builder()
            .timeout_global(Some(LONGEST_ANSWER))
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(with_tls)
            .proxy(None)
            .user_agent("greenroom")
            .tls_config(tls)
            .build();
        Ok(Self(settings.new_agent()))
    }
}

fn roots(ca_file: Option<&Path>) -> Result<Vec<Certificate<'static>>, String> {
    let Some(path) = ca_file else {
        let found = rustls_native_certs::load_native_certs();
        return Ok(found
            .certs
            .iter()
            .map(|der| Certificate::from_der(der).to_owned())
            .collect());
    };
    let shown = path.display();
    let text = std::fs::read(path).map_err(|error| format!("cannot read {shown}: {error}"))?;
    let mut found = Vec::new();
    for item in parse_pem(&text) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| format!("{shown} is no PEM file: {error}"))? {
            found.push(certificate);
        }
    }
    if found.is_empty() {
        return Err(format!("{shown} has no certificate"));
    }
    Ok(found)
}

impl SyncHttpClient for Http {
    type Error = NoAnswer;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let failed = |error: ureq::Error| NoAnswer(error.to_string().chars().take(200).collect());
        let answer = if request.method() == Method::GET {
            self.0.run(request.map(|_| ()))
        } else {
            self.0.run(request)
        };
        let (head, mut body) = answer.map_err(failed)?.into_parts();
        if head.status.is_server_error() || head.status.is_redirection() {
            return Err(NoAnswer(format!("it answered {}", head.status.as_u16())));
        }
        let bytes = body.with_config().limit(LARGEST_ANSWER).read_to_vec().map_err(failed)?;
        Ok(Response::from_parts(head, bytes))
    }
}
