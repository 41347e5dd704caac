//! The real program as a process of its own. Dropping it kills it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::fs::OpenOptions;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

/// The program with its configuration, and the process while it runs.
pub(crate) struct Program {
    config: PathBuf,
    log: PathBuf,
    process: Option<Child>,
    /// How long the log was at the start.
    before: u64,
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Program {
    /// A program that is not started yet, with the configuration `greenroom.toml` in `folder`.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            config: folder.join("greenroom.toml"),
            log: folder.join("log"),
            process: None,
            before: 0,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let log = OpenOptions::new().create(true).append(true).open(&self.log).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command
            .args(arguments)
            .env("GREENROOM_CONFIG", &self.config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        command
    }

    /// Starts the daemon.
    pub(crate) fn start(&mut self) {
        assert!(self.process.is_none(), "the program runs already");
        self.before = std::fs::metadata(&self.log).map_or(0, |log| log.len());
        self.process = Some(self.command(&["run"]).spawn().unwrap());
    }

    /// Whether it has come so far since it was started that it ends cleanly when it is told to.
    pub(crate) fn is_ready(&self) -> bool {
        let log = std::fs::read(&self.log).unwrap_or_default();
        let since = usize::try_from(self.before).ok().and_then(|before| log.get(before..));
        since.is_some_and(|since| String::from_utf8_lossy(since).contains("greenroom is running"))
    }

    /// Ends it as a power cut of the process would. It must have been running until now.
    pub(crate) fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        let status = process.wait().unwrap();
        assert_eq!(
            status.signal(),
            Some(9),
            "the program ended by itself: {status}\n{}",
            self.tail()
        );
    }

    /// Ends it as the service manager would.
    pub(crate) fn stop(&mut self) {
        let mut process = self.process.take().unwrap();
        let told = Command::new("kill").arg(process.id().to_string()).status().unwrap();
        assert!(told.success());
        let status = process.wait().unwrap();
        assert!(
            status.success(),
            "the program did not stop cleanly: {status}\n{}",
            self.tail()
        );
    }

    /// Whether it still runs.
    pub(crate) fn assert_runs(&mut self) {
        let ended: Option<ExitStatus> = self.process.as_mut().unwrap().try_wait().unwrap();
        assert!(
            ended.is_none(),
            "the program ended by itself: {ended:?}\n{}",
            self.tail()
        );
    }

    /// Does all that is left to do, and ends.
    pub(crate) fn once(&self) {
        let status = self.command(&["run", "--once"]).status().unwrap();
        assert!(status.success(), "{status}\n{}", self.tail());
    }

    /// The end of the log.
    fn tail(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}
