//! Whom we trust when we ask others by HTTPS.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// TLS that trusts the authorities in `ca_file`, a PEM file, instead of the system's.
///
/// # Errors
/// In words, what is wrong with the file.
pub(crate) fn trusting(ca_file: Option<&Path>) -> Result<TlsConfig, String> {
    let roots = match ca_file {
        Some(path) => named(path)?,
        None => of_the_system(),
    };
    Ok(TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .build())
}

fn of_the_system() -> Vec<Certificate<'static>> {
    let found = rustls_native_certs::load_native_certs().certs;
    found.iter().map(|der| Certificate::from_der(der).to_owned()).collect()
}

fn named(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
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
