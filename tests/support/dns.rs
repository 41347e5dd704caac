//! Starts a real name server (NSD) for one test, and stops it when the test ends.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::fs;
use std::net::UdpSocket;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const SERVER: &str = "/usr/sbin/nsd";

/// A zone that the server is to know, and cannot load: it answers SERVFAIL.
pub(crate) const BROKEN: &str = "broken.example";

/// A running name server. Dropping it ends its processes.
pub(crate) struct NameServer {
    folder: tempfile::TempDir,
    port: u16,
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.signal("-KILL");
    }
}

impl NameServer {
    /// A server with these zones, by their names and records; or `None`, said loudly, where NSD is not installed.
    pub(crate) fn start(zones: &[(&str, &str)]) -> Option<Self> {
        if !Path::new(SERVER).exists() {
            assert!(
                !is_required(),
                "{SERVER} is not installed, and GREENROOM_REQUIRE_SERVERS=1"
            );
            #[expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]
            {
                eprintln!("\n!!! SKIPPED: {SERVER} is not installed (apt install nsd)\n");
            }
            return None;
        }
        // Somebody may take a free port between our look and the start, so a few tries.
        let started = (0..5).find_map(|_| Self::try_start(zones));
        assert!(started.is_some(), "NSD does not answer");
        started
    }

    fn try_start(zones: &[(&str, &str)]) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("gr-dns-").tempdir_in("/tmp").unwrap();
        let path = folder.path().display().to_string();
        let port = free_port();
        let mut conf = format!(
            "server:\n ip-address: 127.0.0.1@{port}\n server-count: 1\n username: \"\"\n chroot: \"\"\n database: \"\"\n \
             zonesdir: \"{path}\"\n pidfile: \"{path}/pid\"\n logfile: \"{path}/log\"\n xfrdfile: \"\"\n xfrdir: \"{path}\"\n \
             zonelistfile: \"{path}/zonelist\"\nremote-control:\n control-enable: no\n\
             zone:\n name: \"{BROKEN}\"\n zonefile: \"missing\"\n"
        );
        for (name, records) in zones {
            let zone = format!(
                "$ORIGIN {name}.\n$TTL 0\n@ IN SOA ns.{name}. root.{name}. 1 3600 600 86400 0\n@ IN NS ns.{name}.\n\
                 ns IN A 127.0.0.1\n{records}\n"
            );
            fs::write(folder.path().join(name), zone).unwrap();
            conf.push_str(&format!("zone:\n name: \"{name}\"\n zonefile: \"{name}\"\n"));
        }
        fs::write(folder.path().join("nsd.conf"), conf).unwrap();
        // It goes to the background once it listens.
        let mut command = Command::new(SERVER);
        command
            .arg("-c")
            .arg(folder.path().join("nsd.conf"))
            .stdin(Stdio::null());
        if !command.status().unwrap().success() {
            return None;
        }
        let server = Self { folder, port };
        zones.iter().all(|(name, _)| server.answers(name)).then_some(server)
    }

    /// Where it listens, as the configuration names it.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// From now on questions are taken and not answered.
    pub(crate) fn fall_silent(&self) {
        self.signal("-STOP");
    }

    /// Answers again, also what was asked meanwhile.
    pub(crate) fn speak_again(&self) {
        self.signal("-CONT");
    }

    /// Whether it knows a zone; asks without the code under test.
    fn answers(&self, zone: &str) -> bool {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut question = vec![0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in zone.split('.') {
            question.push(u8::try_from(label.len()).unwrap());
            question.extend(label.as_bytes());
        }
        // Type SOA, class IN.
        question.extend([0, 0, 6, 0, 1]);
        socket.send_to(&question, ("127.0.0.1", self.port)).unwrap();
        let mut answer = [0; 512];
        socket
            .recv(&mut answer)
            .is_ok_and(|length| length > 12 && answer[3] & 15 == 0)
    }

    /// To the server and its children, which are a process group of their own.
    fn signal(&self, signal: &str) {
        if let Ok(leader) = fs::read_to_string(self.folder.path().join("pid")) {
            let group = format!("-{}", leader.trim());
            let _ = Command::new("kill")
                .args([signal, "--", &group])
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// Whether a server that is missing makes a test fail.
fn is_required() -> bool {
    std::env::var("GREENROOM_REQUIRE_SERVERS").is_ok_and(|value| value == "1")
}

/// A port that is free now for both kinds of questions.
fn free_port() -> u16 {
    let held = UdpSocket::bind("127.0.0.1:0").unwrap();
    held.local_addr().unwrap().port()
}
