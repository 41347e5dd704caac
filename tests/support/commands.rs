//! The real program as people use it: what it prints, why it refuses, and the daemon.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};

/// A folder with the demo's mails and a configuration that sends into a Maildir.
pub(crate) fn prepare(folder: &Path) {
    let mails = folder.join("in");
    std::fs::create_dir(&mails).unwrap();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, mails.join(path.file_name().unwrap())).unwrap();
    }
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = format!(
        "trust.submitters = [\"@brightside.example\"]\noutbound.from = \"cs@brightside.example\"\n\
         link.listen = \"{}\"\napi.listen = \"{}\"\ndesk.listen = \"{}\"\nsource.files = [{{ name = \"in\", path = \"in\" }}]\n",
        free(),
        free(),
        free()
    );
    std::fs::write(folder.join("greenroom.toml"), config).unwrap();
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
    command
        .args(words)
        .env("GREENROOM_CONFIG", folder.join("greenroom.toml"))
        .env("USER", "robin");
    command.stdin(Stdio::null());
    command
}

pub(crate) fn run(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().unwrap()
}

/// What a command prints; it must succeed.
pub(crate) fn said(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert!(
        output.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Why a command fails; it must.
pub(crate) fn refused(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    assert!(!output.status.success(), "{words:?} succeeded");
    String::from_utf8(output.stderr).unwrap()
}

/// The daemon, until it is dropped.
pub(crate) struct Daemon {
    process: Child,
    said: Receiver<String>,
}

impl Daemon {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut command = command(folder, &["run"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let (say, said) = channel();
        std::thread::spawn(move || printed.map_while(Result::ok).for_each(|line| drop(say.send(line))));
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(
            log.any(|line| line.unwrap().contains("greenroom is running")),
            "the daemon ended"
        );
        // The rest is read too, so that the daemon never waits for us.
        std::thread::spawn(move || log.for_each(drop));
        Self { process: child, said }
    }

    /// The next line it prints that has `part` in it; nothing when it ends without one.
    pub(crate) fn prints(&self, part: &str) -> Option<String> {
        self.said.iter().find(|line| line.contains(part))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
