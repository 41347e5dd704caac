//! A provider of OpenID Connect over TLS: believed only under an authority that the desk trusts, and never without TLS after that.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use axum::serve::Listener;
use jiff::SignedDuration;
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

#[path = "support/leaver.rs"]
mod leaver;
#[path = "support/openid.rs"]
mod openid;
mod web_stage;

use leaver::{Leaver, beside};
use openid::Provider;
use web_stage::Stage;

/// Takes connections that speak TLS.
struct Protected {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Protected {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, from) = self.listener.accept().await.unwrap();
            // Whoever does not trust us hangs up.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, from);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Certificates for this machine in `folder`; nothing, said loudly, where openssl is missing.
fn certificates(folder: &Path) -> Option<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers/smtp-certs.sh");
    let made = Command::new(script).arg(folder).stdin(Stdio::null()).output().unwrap();
    if made.status.success() {
        return Some(());
    }
    let words = String::from_utf8_lossy(&made.stderr).into_owned();
    let required = std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_some_and(|value| value == "1");
    assert!(!required, "no certificates can be made: {words}");
    eprintln!("SKIPPED: nobody signs in over TLS, which needs openssl: {words}");
    None
}

#[tokio::test]
async fn a_provider_is_believed_over_tls_under_an_authority_that_is_trusted_and_never_without() {
    let mut stage = Stage::new();
    let folder = stage.folder.path().to_owned();
    if certificates(&folder).is_none() {
        return;
    }
    let chain = CertificateDer::pem_file_iter(folder.join("server.pem")).unwrap();
    let chain = chain.collect::<Result<Vec<_>, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("server.key")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let provider = Provider::called(issuer, &stage.clock);
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (routes, protected) = (provider.routes(), Protected { listener, acceptor });
    tokio::spawn(async move { axum::serve(protected, routes).await.unwrap() });

    // Not under the authorities of the system, nor under another one.
    for ca_file in [None, Some(folder.join("other-ca.pem"))] {
        beside(&mut stage, &provider, |desk| {
            desk.openid.as_mut().unwrap().ca_file = ca_file;
        });
        let site = stage.desk_site().await;
        assert_eq!(Leaver::new(&site).left().await.status, 503);
    }
    assert_eq!(provider.asked("about"), 0, "it was not even asked");
    let trusted = folder.join("ca.pem");
    beside(&mut stage, &provider, |desk| {
        desk.openid.as_mut().unwrap().ca_file = Some(trusted);
    });
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    ada.signed_in(&provider).await;

    // Where it names an address without TLS, also one of this machine, nothing is sent there.
    let plain = Provider::start(&stage.clock).await;
    provider.now(|script| script.about = json!({"token_endpoint": format!("{}/token", plain.issuer)}));
    stage.advance(SignedDuration::from_hours(25));
    assert_eq!(ada.left().await.status, 503);
    assert_eq!(plain.asked("token"), 0);
}
