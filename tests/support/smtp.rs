//! Starts the SMTP server with faults, and stops it when the test ends.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "shared by several tests, each of which uses a part"
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use greenroom::config::{Secret, SmtpConfig, Tls};

/// How the server protects its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection {
    /// Not at all.
    Plain,
    /// STARTTLS.
    Starttls,
    /// TLS from the first byte.
    Implicit,
}

/// A running server. Dropping it ends the process.
pub(crate) struct FaultServer {
    process: Child,
    folder: tempfile::TempDir,
    /// Where it listens.
    pub(crate) port: u16,
    protection: Protection,
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl FaultServer {
    /// A server on a free port, or `None`, said loudly, where Python or openssl is missing.
    pub(crate) fn start(protection: Protection) -> Option<Self> {
        let python = python()?;
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(python);
        command.arg(servers().join("fault_smtpd.py")).arg(folder.path());
        if protection != Protection::Plain {
            make_certificates(folder.path());
            command
                .arg(folder.path().join("server.pem"))
                .arg(folder.path().join("server.key"));
        }
        if protection == Protection::Implicit {
            command.arg("implicit");
        }
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line
            .trim()
            .strip_prefix("ready ")
            .unwrap_or_else(|| panic!("the SMTP server did not start, it said {line:?}"))
            .parse()
            .unwrap();
        Some(Self {
            process,
            folder,
            port,
            protection,
        })
    }

    /// The configuration of a client of this server, signed in, with a timeout of one second.
    pub(crate) fn config(&self) -> SmtpConfig {
        let (tls, ca_file) = match self.protection {
            Protection::Plain => (Tls::None, None),
            Protection::Starttls => (Tls::Starttls, Some(self.folder.path().join("ca.pem"))),
            Protection::Implicit => (Tls::Implicit, Some(self.folder.path().join("ca.pem"))),
        };
        SmtpConfig {
            host: "127.0.0.1".into(),
            port: Some(self.port),
            tls,
            ca_file,
            user: Some("greenroom".into()),
            password: self.secret("secret"),
            token_file: None,
            token_command: Vec::new(),
            connections: 2,
            timeout_seconds: 1,
        }
    }

    /// A file with this password.
    pub(crate) fn secret(&self, password: &str) -> Secret {
        let path = self.folder.path().join(format!("password-{password}"));
        std::fs::write(&path, format!("{password}\n")).unwrap();
        Secret {
            file: Some(path),
            env: None,
        }
    }

    /// A certificate authority that did not sign the server's certificate.
    pub(crate) fn other_ca(&self) -> PathBuf {
        self.folder.path().join("other-ca.pem")
    }

    /// How many mails the server kept.
    pub(crate) fn count(&self) -> usize {
        self.paths().len()
    }

    /// How many recipients got something.
    pub(crate) fn recipients(&self) -> usize {
        let envelopes = self.kept().into_iter().filter_map(|mail| {
            let (envelope, _) = mail.split_once("\r\n")?;
            Some(envelope.rsplit(' ').next()?.to_owned())
        });
        envelopes.collect::<std::collections::BTreeSet<_>>().len()
    }

    /// What the server kept, the first first.
    pub(crate) fn kept(&self) -> Vec<String> {
        let mut paths = self.paths();
        paths.sort();
        paths
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    fn paths(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
            .collect()
    }
}

fn servers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers")
}

fn make_certificates(folder: &Path) {
    let made = Command::new(servers().join("smtp-certs.sh"))
        .arg(folder)
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(
        made.success(),
        "the certificates could not be made; is openssl installed?"
    );
}

/// The Python of the environment with aiosmtpd, made at the first call.
fn python() -> Option<PathBuf> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    PYTHON
        .get_or_init(|| {
            let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fault-smtpd");
            let made = Command::new(servers().join("fault-smtpd-setup.sh"))
                .arg(&venv)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            if made.status.success() {
                return Some(venv.join("bin/python"));
            }
            let words = String::from_utf8_lossy(&made.stderr).into_owned();
            let required = std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_some_and(|value| value == "1");
            assert!(!required, "the SMTP server cannot be set up: {words}");
            eprintln!("SKIPPED: the SMTP server for tests needs python3 with venv and aiosmtpd: {words}");
            None
        })
        .clone()
}
