//! The program goes on, and stops when it is told to, when nobody reads its log any more.
//!
//! A log goes to a pipe where a service manager or a shell collects it; whoever reads there can end first.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// It stops within a second; one that takes so long does not stop at all.
const LONGEST: Duration = Duration::from_secs(60);

const CONFIG: &str = "trust.submitters = [\"@vendor.example\"]\noutbound.from = \"cs@vendor.example\"\n\
                      link.listen = \"127.0.0.1:0\"\ndesk.listen = \"127.0.0.1:0\"\napi.listen = \"127.0.0.1:0\"\n\
                      source.files = [{ name = \"in\", path = \"in\" }]\n";

/// Ends the process if the test fails on the way.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn signal(process: &Child, signal: &str) {
    let told = Command::new("kill")
        .args([signal, &process.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
}

#[test]
fn a_log_that_nobody_reads_keeps_it_from_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::write(folder.path().join("greenroom.toml"), CONFIG).unwrap();
    let mut process = Ends(
        Command::new(env!("CARGO_BIN_EXE_greenroom"))
            .arg("run")
            .env("GREENROOM_CONFIG", folder.path().join("greenroom.toml"))
            // All that it does, so that much is said after the pipes are closed.
            .env("RUST_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let said = BufReader::new(process.0.stderr.take().unwrap());
    let running = said.lines().any(|line| line.unwrap().contains("greenroom is running"));
    assert!(running, "it ended before it ran");
    // Both ends that were read are closed now: whatever is written there fails from here on.
    drop(process.0.stdout.take());

    signal(&process.0, "-TERM");
    let (ended, waiting) = mpsc::channel();
    let status = std::thread::scope(|scope| {
        let process = &mut process.0;
        let id = process.id();
        scope.spawn(move || ended.send(process.wait()));
        waiting.recv_timeout(LONGEST).unwrap_or_else(|late| {
            // Ended all the same, or this scope would wait for ever.
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).status();
            panic!("it was told to stop and did not: {late}");
        })
    });
    let status = status.unwrap();
    assert!(status.success(), "{status}");
}
