//! The three servers that intake is tested with, each told by the same words: start, a person's mail program, an account.
//!
//! Dovecot is installed on this machine. Cyrus and Courier come from the view that `servers/other-imap up` makes; where
//! there is none the tests say so and do nothing, unless they must run.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use greenroom::config::{ImapConfig, Tls};

use crate::dovecot::{Dovecot, Hand, PASSWORD, account, command_output, free_ports, in_the_clear, make_certificates};
use crate::dovecot::{FaultProxy, servers};

/// Names the folder that `other-imap up` has filled.
const LAYERS: &str = "GREENROOM_OTHER_IMAP";

/// With 1 the tests of Cyrus and Courier do nothing, even where servers are required: for a machine that cannot have them.
const DOVECOT_ONLY: &str = "GREENROOM_DOVECOT_ONLY";

/// Which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Dovecot,
    Cyrus,
    Courier,
}

/// What the server says that it can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// All that it can.
    Everything,
    /// Neither MOVE nor UIDPLUS.
    NoUidplus,
}

/// A running server with the account of `dovecot::USER`. Dropping it ends its processes.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    running: Running,
}

enum Running {
    Dovecot(Dovecot),
    Other(Other),
}

/// A server inside the view.
struct Other {
    folder: tempfile::TempDir,
    process: Child,
    imap: u16,
    imaps: u16,
}

impl Drop for Other {
    fn drop(&mut self) {
        // With the end of its stdin everything in its name space ends.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

impl Server {
    /// A server, or `None`, said loudly, where it cannot be had.
    pub(crate) fn start(kind: Kind) -> Option<Self> {
        Self::start_with(kind, Shows::Everything)
    }

    /// A server that shows this much.
    pub(crate) fn start_with(kind: Kind, shows: Shows) -> Option<Self> {
        let running = match kind {
            Kind::Dovecot => {
                let extra = match shows {
                    Shows::Everything => "",
                    Shows::NoUidplus => "imap_capability = IMAP4rev1 IDLE LITERAL+",
                };
                Running::Dovecot(Dovecot::start_with("server", extra)?)
            }
            Kind::Cyrus => Running::Other(Other::start("cyrus", shows)?),
            Kind::Courier => Running::Other(Other::start("courier", shows)?),
        };
        Some(Self { kind, running })
    }

    /// An account under TLS that trusts this server's authority.
    pub(crate) fn config(&self) -> ImapConfig {
        match &self.running {
            Running::Dovecot(dovecot) => dovecot.config(),
            Running::Other(other) => account(other.folder.path(), other.imaps),
        }
    }

    /// The same account by STARTTLS.
    pub(crate) fn starttls_config(&self) -> ImapConfig {
        ImapConfig {
            port: Some(self.imap()),
            tls: Tls::Starttls,
            ..self.config()
        }
    }

    /// The same account in the clear.
    pub(crate) fn plain_config(&self) -> ImapConfig {
        in_the_clear(self.config(), self.imap())
    }

    /// The same account in the clear, and what stands between us and the server.
    pub(crate) fn proxied(&self) -> (ImapConfig, FaultProxy) {
        let proxy = FaultProxy::before(self.imap());
        (in_the_clear(self.config(), proxy.port), proxy)
    }

    /// An authority that signed nothing.
    pub(crate) fn other_authority(&self) -> PathBuf {
        self.config().ca_file.unwrap().with_file_name("other-ca.pem")
    }

    /// A person with a mail program of their own.
    pub(crate) fn hand(&self) -> Hand {
        Hand::log_in(self.imap())
    }

    /// What a folder, written with `/` between its levels, is called on this server.
    pub(crate) fn folder(&self, name: &str) -> String {
        match self.kind {
            Kind::Dovecot | Kind::Cyrus => name.to_owned(),
            Kind::Courier => format!("INBOX.{}", name.replace('/', ".")),
        }
    }

    fn imap(&self) -> u16 {
        match &self.running {
            Running::Dovecot(dovecot) => dovecot.imap,
            Running::Other(other) => other.imap,
        }
    }
}

impl Other {
    fn start(name: &str, shows: Shows) -> Option<Self> {
        let layers = layers(name)?;
        let mut words = String::new();
        // Somebody may take a free port between our look and the start, so a few tries.
        for _ in 0..3 {
            match Self::try_start(name, shows, &layers) {
                Ok(server) => return Some(server),
                Err(said) => words = said,
            }
        }
        panic!("{name} does not start: {words}");
    }

    fn try_start(name: &str, shows: Shows, layers: &Path) -> Result<Self, String> {
        let folder = tempfile::Builder::new().prefix("gr-oi-").tempdir_in("/tmp").unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        make_certificates(&folder.path().join("certs"));
        fs::write(folder.path().join("password"), format!("{PASSWORD}\n")).unwrap();
        let [imap, imaps] = free_ports();
        let script = servers().join("other-imap");
        let mut command = if command_output("id", &["-u"]) == "0" {
            Command::new(script)
        } else {
            let mut command = Command::new("sudo");
            command.arg("-n").arg(script);
            command
        };
        command.args(["serve", name]).arg(layers).arg(folder.path());
        command.args([imap.to_string(), imaps.to_string()]);
        command.arg(match shows {
            Shows::Everything => "everything",
            Shows::NoUidplus => "no-uidplus",
        });
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(fs::File::create(folder.path().join("err")).unwrap());
        let mut server = Self {
            process: command.spawn().unwrap(),
            folder,
            imap,
            imaps,
        };
        let mut said = String::new();
        let stdout = server.process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut said).unwrap();
        if said.trim() == "started" {
            return Ok(server);
        }
        let files = ["err", "out"].map(|name| fs::read_to_string(server.folder.path().join(name)).unwrap_or_default());
        Err(files.concat())
    }
}

/// Where the other servers are installed, or `None`, said loudly.
fn layers(name: &str) -> Option<PathBuf> {
    let layers = std::env::var_os(LAYERS).map(PathBuf::from);
    if let Some(layers) = layers.filter(|layers| layers.join("complete").exists()) {
        return Some(layers);
    }
    let is_one = |name| std::env::var(name).is_ok_and(|value| value == "1");
    let advice = format!(
        "{name} is not prepared: as root run `tests/support/servers/other-imap up /tmp/gr-imap` and set \
        {LAYERS}=/tmp/gr-imap, as `tests/run` does"
    );
    let needed = is_one("GREENROOM_REQUIRE_SERVERS") && !is_one(DOVECOT_ONLY);
    assert!(!needed, "{advice}; or set {DOVECOT_ONLY}=1 to do without");
    #[expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]
    {
        eprintln!("\n!!! SKIPPED: {advice}\n");
    }
    None
}
