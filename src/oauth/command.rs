//! Runs the command that prints a token: without our environment, in a process group of its own, in bounds. Nothing that it
//! writes is shown to anybody, for it may be a secret.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

/// Where programs are found that the command runs.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// The first line that `command` prints, when it ends well within `limit`. At the limit, and when it prints more than
/// `most` bytes without an end of the line, all of its processes are ended.
pub(super) async fn first_line(
    command: &[String],
    base: &Path,
    most: usize,
    limit: Duration,
) -> Result<String, String> {
    let (program, arguments) = command.split_first().ok_or("is not named")?;
    let started = Command::new(program)
        .args(arguments)
        .current_dir(if base.as_os_str().is_empty() {
            Path::new(".")
        } else {
            base
        })
        .env_clear()
        .env("PATH", PATH)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .kill_on_drop(true)
        .spawn();
    let child = started.map_err(|error| format!("cannot be started: {error}"))?;
    let mut group = Group(child);
    let ended = tokio::time::timeout(limit, run(&mut group.0, most)).await;
    ended.unwrap_or_else(|_| {
        Err(format!(
            "did not end within {} seconds and was stopped",
            limit.as_secs_f32()
        ))
    })
}

async fn run(child: &mut Child, most: usize) -> Result<String, String> {
    let mut printed = child.stdout.take().ok_or("cannot be heard")?;
    let (mut line, mut piece) = (Vec::new(), [0; 1024]);
    while !line.contains(&b'\n') {
        let read = printed
            .read(&mut piece)
            .await
            .map_err(|error| format!("cannot be heard: {error}"))?;
        if read == 0 {
            break;
        }
        line.extend_from_slice(&piece[..read]);
        if line.len() > most + piece.len() {
            return Err("printed too much".into());
        }
    }
    // What comes after the line is not read; a program that insists on writing it ends by that.
    drop(printed);
    let status = child.wait().await.map_err(|error| format!("was lost: {error}"))?;
    let is_well = status.success() || line.contains(&b'\n') && is_broken_pipe(status);
    if !is_well {
        return Err(format!("failed ({status})"));
    }
    let first = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(String::from_utf8_lossy(first).into_owned())
}

/// Whether it only wanted to write more; a shell says so of what it ran by a number above 128.
fn is_broken_pipe(status: ExitStatus) -> bool {
    let pipe = Signal::PIPE.as_raw();
    status.signal() == Some(pipe) || status.code() == Some(128 + pipe)
}

/// A command and whatever it has started. Ends all of it when dropped before the command has ended by itself: until then its
/// number cannot be another process's.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let leader = self
            .0
            .id()
            .and_then(|id| i32::try_from(id).ok())
            .and_then(Pid::from_raw);
        if let Some(leader) = leader {
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}
