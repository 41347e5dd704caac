//! A provider of OpenID Connect that somebody else wrote (`oidc-provider-mock`, on Authlib), with a page to sign in on. Dropping it
//! ends it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "shared by several tests, each of which uses a part"
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const PACKAGE: &str = "oidc-provider-mock==0.3.4";

/// The provider.
pub(crate) struct MockProvider {
    pub(crate) issuer: String,
    process: Child,
}

/// The program in an environment of its own, or nothing, said loudly, where Python or its packages are missing.
fn program() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-provider-mock");
    let setup = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers/python-setup.sh");
    let made = Command::new(setup)
        .arg(&venv)
        .arg(PACKAGE)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if made.status.success() {
        return Some(venv.join("bin/oidc-provider-mock"));
    }
    let words = String::from_utf8_lossy(&made.stderr).into_owned();
    let required = std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_some_and(|value| value == "1");
    assert!(!required, "{PACKAGE} cannot be set up: {words}");
    eprintln!("SKIPPED: nobody signs in at {PACKAGE}, which needs python3 with venv: {words}");
    None
}

impl MockProvider {
    /// A provider that knows these people, each as what it says of them.
    pub(crate) fn start(people: &[serde_json::Value]) -> Option<Self> {
        let mut command = Command::new(program()?);
        command.args(["--port", "0", "--require-nonce", "true"]);
        for person in people {
            command.args(["--user-claims", &person.to_string()]);
        }
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stderr.take().unwrap()).lines();
        let issuer = said.find_map(|line| {
            let line = line.ok()?;
            let (_, rest) = line.split_once("running on ")?;
            rest.split(' ').next().map(str::to_owned)
        });
        // The rest is read too, so that it never waits for us.
        std::thread::spawn(move || said.for_each(drop));
        let issuer = issuer.unwrap();
        Some(Self { issuer, process })
    }
}

impl Drop for MockProvider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
