//! From a configuration to a session that is logged in: TCP, TLS, login. Each step in a limit, each failure in a
//! sentence that says what to change. The password never leaves this module.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use data_encoding::BASE64;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, CertificateError, ClientConfig, RootCertStore};

use crate::config::{ImapConfig, Tls};
use crate::intake::error::{IntakeError, safe_words};
use crate::oauth::TokenSource;

use super::session::{Capabilities, Session};
use super::wire::{Boxed, Greeting, Wire};
use super::{bearer, name};

/// How long one address may take to answer.
const CONNECT_LIMIT: Duration = Duration::from_secs(20);

/// The step that some servers answer unreadably.
const ASKING: &str = "asking what the server can do";

/// Servers state sizes that are a little wrong; a mail may be larger than stated by this share and this many bytes.
const SIZE_SLACK_BYTES: u64 = 1 << 20;

/// Connects and logs in.
///
/// # Errors
/// Every [`IntakeError`] but those of store, disk and files.
pub(crate) async fn connect(config: &ImapConfig, base: &Path) -> Result<Session, IntakeError> {
    match connect_and_ask(config, base, true).await {
        // Some servers list what they can in a way that ends the connection; the least every server can will do.
        Err(IntakeError::Unreadable { doing, .. }) if doing == ASKING => connect_and_ask(config, base, false).await,
        other => other,
    }
}

async fn connect_and_ask(config: &ImapConfig, base: &Path, ask: bool) -> Result<Session, IntakeError> {
    let key = Key::of(config, base)?;
    let place = format!("{}:{}", config.host, config.port());
    let largest = config.max_mail_bytes().saturating_add(config.max_mail_bytes() / 4) + SIZE_SLACK_BYTES;
    let tcp = dial(config, &place).await?;
    let (mut wire, greeting) = match config.tls {
        Tls::Implicit => {
            let stream = protect(Box::new(tcp), config, base, &place).await?;
            let mut wire = Wire::new(stream, &place, largest);
            let greeting = wire.greeting().await?;
            (wire, greeting)
        }
        Tls::Starttls => {
            let stream = start_tls(Wire::new(Box::new(tcp), &place, largest)).await?;
            let stream = protect(stream, config, base, &place).await?;
            (Wire::new(stream, &place, largest), Greeting::Hello)
        }
        Tls::None => {
            let mut wire = Wire::new(Box::new(tcp), &place, largest);
            let greeting = wire.greeting().await?;
            (wire, greeting)
        }
    };
    if greeting == Greeting::Hello {
        let offered = if ask {
            capabilities(&mut wire).await?
        } else {
            Capabilities::default()
        };
        match &key {
            Key::Password(password) => log_in(&mut wire, &offered, &config.user, password).await?,
            Key::Token(source) => bearer::log_in(&mut wire, &offered, config, source).await?,
        }
    }
    // Most servers show the larger part of what they can only after the login.
    let capabilities = if ask {
        capabilities(&mut wire).await?
    } else {
        Capabilities::default()
    };
    Ok(Session::new(wire, capabilities))
}

/// What opens the account.
enum Key {
    Password(String),
    Token(Arc<TokenSource>),
}

impl Key {
    fn of(config: &ImapConfig, base: &Path) -> Result<Self, IntakeError> {
        if let Some(source) = TokenSource::of(config.token_file.as_deref(), &config.token_command, base) {
            return Ok(Self::Token(source));
        }
        let name = || config.name.clone();
        match config.password.reveal(base) {
            Ok(Some(password)) => Ok(Self::Password(password)),
            Ok(None) => Err(IntakeError::NoSecret { name: name() }),
            Err(source) => Err(IntakeError::Secret { name: name(), source }),
        }
    }
}

/// Opens the TCP connection. Without protection only addresses of this machine are tried.
async fn dial(config: &ImapConfig, place: &str) -> Result<TcpStream, IntakeError> {
    let unreachable = |words: String| IntakeError::Unreachable {
        place: place.to_owned(),
        words,
    };
    let found = timeout(CONNECT_LIMIT, lookup_host((config.host.as_str(), config.port()))).await;
    let addresses: Vec<_> = match found {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(error)) => return Err(unreachable(format!("its name cannot be resolved: {error}"))),
        Err(_) => return Err(unreachable("its name was not resolved in time".into())),
    };
    if config.tls == Tls::None && !addresses.iter().all(|address| address.ip().is_loopback()) {
        return Err(IntakeError::Protection {
            place: place.to_owned(),
            words:
                "`tls = \"none\"` is only allowed to this machine, because everybody on the way could read password \
                    and mail; use \"implicit\" or \"starttls\""
                    .into(),
        });
    }
    let mut last = "the name has no address".to_owned();
    for address in addresses {
        match timeout(CONNECT_LIMIT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Commands are small and each waits for its answer, so collecting them only costs time.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => last = safe_words(&error.to_string()),
            Err(_) => last = format!("no answer within {} seconds", CONNECT_LIMIT.as_secs()),
        }
    }
    Err(unreachable(last))
}

/// Asks the server for TLS on a plain connection.
async fn start_tls(mut wire: Wire) -> Result<Boxed, IntakeError> {
    if wire.greeting().await? == Greeting::KnownAlready {
        return Err(IntakeError::Protection {
            place: wire.place().to_owned(),
            words: "the server logs us in before the connection is protected; use `tls = \"implicit\"`".into(),
        });
    }
    let asked = wire.command("asking for TLS", "STARTTLS", CONNECT_LIMIT, |_| {}).await;
    match asked {
        Ok(()) => Ok(wire.into_stream()),
        Err(IntakeError::Refused { place, words, .. }) => Err(IntakeError::Protection {
            place,
            words: format!("the server does not offer STARTTLS ({words}); use `tls = \"implicit\"` and its port"),
        }),
        Err(other) => Err(other),
    }
}

/// Puts TLS over `stream` and checks that the certificate is for this host and of an authority we trust.
async fn protect(stream: Boxed, config: &ImapConfig, base: &Path, place: &str) -> Result<Boxed, IntakeError> {
    let unprotected = |words: String| IntakeError::Protection {
        place: place.to_owned(),
        words,
    };
    let trusted = Arc::new(trust(config, base).map_err(unprotected)?);
    let host = ServerName::try_from(config.host.clone()).map_err(|_| {
        unprotected(format!(
            "`host` is no name that a certificate can have: {:?}",
            config.host
        ))
    })?;
    match timeout(CONNECT_LIMIT, TlsConnector::from(trusted).connect(host, stream)).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(tls_error(&error, place)),
        Err(_) => Err(IntakeError::Lost {
            place: place.to_owned(),
            doing: "agreeing on TLS",
            words: format!("no answer within {} seconds", CONNECT_LIMIT.as_secs()),
        }),
    }
}

/// The authorities to trust: those of `ca_file`, else the system's.
fn trust(config: &ImapConfig, base: &Path) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    if let Some(file) = &config.ca_file {
        let path = base.join(file);
        let shown = path.display();
        let found = CertificateDer::pem_file_iter(&path).map_err(|e| format!("cannot read `ca_file` {shown}: {e}"))?;
        for certificate in found {
            let certificate = certificate.map_err(|e| format!("`ca_file` {shown} is no PEM file: {e}"))?;
            let added = roots.add(certificate);
            added.map_err(|e| format!("`ca_file` {shown} has a certificate that cannot be used: {e}"))?;
        }
        if roots.is_empty() {
            return Err(format!("`ca_file` {shown} has no certificate"));
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err("this machine knows no certificate authorities; install them, or name a `ca_file`".into());
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| format!("TLS cannot be set up: {e}"))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Tells a certificate that a person must look at from a connection that merely broke.
fn tls_error(error: &io::Error, place: &str) -> IntakeError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(rustls::Error::InvalidCertificate(certificate)) = inner {
        return IntakeError::Protection {
            place: place.to_owned(),
            words: certificate_words(certificate),
        };
    }
    IntakeError::Lost {
        place: place.to_owned(),
        doing: "agreeing on TLS",
        words: format!(
            "{}; does this port speak TLS from the first byte, or is it for `tls = \"starttls\"`?",
            safe_words(&error.to_string())
        ),
    }
}

fn certificate_words(error: &CertificateError) -> String {
    use CertificateError::{
        Expired, ExpiredContext, NotValidForName, NotValidForNameContext, NotValidYet, NotValidYetContext,
        UnknownIssuer,
    };
    if matches!(error, Expired | ExpiredContext { .. }) {
        "the server's certificate has expired; the server needs a new one (or is our clock wrong?)".into()
    } else if matches!(error, NotValidYet | NotValidYetContext { .. }) {
        "the server's certificate is not valid yet; is the clock of this machine wrong?".into()
    } else if matches!(error, NotValidForName | NotValidForNameContext { .. }) {
        "the server's certificate is for another host name; is `host` the name that the server goes by?".into()
    } else if matches!(error, UnknownIssuer) {
        "the server's certificate is of an authority that is not trusted here; name the authority in `ca_file`".into()
    } else {
        format!("the server's certificate cannot be accepted: {error}")
    }
}

/// Logs in, by AUTHENTICATE PLAIN where the server has it, because it carries every character.
async fn log_in(wire: &mut Wire, offered: &Capabilities, user: &str, password: &str) -> Result<(), IntakeError> {
    let doing = "logging in";
    let result = if offered.has("AUTH=PLAIN") {
        let answer = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
        if offered.has("SASL-IR") {
            let command = format!("AUTHENTICATE PLAIN {answer}");
            wire.command(doing, &command, super::wire::ANSWER_LIMIT, |_| {}).await
        } else {
            match wire.command_until_asked(doing, "AUTHENTICATE PLAIN").await {
                Ok(tag) => wire.finish(doing, &tag, &answer).await,
                Err(error) => Err(error),
            }
        }
    } else if let (Some(user), Some(password)) = (name::quoted(user), name::quoted(password)) {
        let command = format!("LOGIN {user} {password}");
        wire.command(doing, &command, super::wire::ANSWER_LIMIT, |_| {}).await
    } else {
        return Err(IntakeError::Login {
            place: wire.place().to_owned(),
            words: "the server only has LOGIN, which cannot carry a user or password with other letters than ASCII"
                .into(),
        });
    };
    result.map_err(login_error)
}

/// A refused login needs a person, unless the server says that it is only busy (RFC 5530).
pub(super) fn login_error(error: IntakeError) -> IntakeError {
    let busy = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"];
    if let IntakeError::Refused { place, words, .. } = &error
        && !busy.iter().any(|code| words.contains(code))
    {
        let (place, words) = (place.clone(), words.clone());
        return IntakeError::Login { place, words };
    }
    error
}

async fn capabilities(wire: &mut Wire) -> Result<Capabilities, IntakeError> {
    let mut found = Capabilities::default();
    wire.command(ASKING, "CAPABILITY", CONNECT_LIMIT, |response| found.read(response))
        .await?;
    Ok(found)
}
