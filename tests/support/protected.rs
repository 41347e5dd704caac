//! A server of ours that speaks TLS, with certificates made for the test: `ca.pem` is its authority, `other-ca.pem` another.

#![allow(clippy::print_stderr, reason = "what is skipped is said loudly")]

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// Takes connections that speak TLS.
pub(crate) struct Protected {
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

impl Protected {
    /// On a free port of this machine, with certificates made in `folder`; nothing where none can be made.
    pub(crate) async fn start(folder: &Path) -> Option<Self> {
        certificates(folder)?;
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
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Some(Self { listener, acceptor })
    }

    /// How it is asked: by the name that its certificate bears.
    pub(crate) fn address(&self) -> String {
        format!("https://localhost:{}", self.listener.local_addr().unwrap().port())
    }
}
