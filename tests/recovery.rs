//! The program is killed at each of its commit points, by SIGKILL out of a system call, and started again.
//!
//! `strace` makes the kernel kill the real program when one of its threads enters a certain system call for the n-th
//! time: a write to the store's log (before a commit is there), the sync after it (there, but not yet acknowledged), a
//! rename (a stored mail, or a mail that goes out). For each n until the program gets through, a second run must find
//! everything and do nothing twice. The same again with a kernel that fails the call: a full disk, a disk that cannot be
//! written.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use greenroom::domain::mail::MailStatus;
use greenroom::store::sled::SledStore;
use greenroom::store::{Find, Index, Record, Store};

/// A mail for each, who is to be activated at once.
const PEOPLE: [&str; 3] = ["Kim Ash", "Lee Birch", "Sam Cedar"];
const MAILS: usize = PEOPLE.len();

/// No run has more commit points than this; a loop that does not end is a failure.
const MOST: usize = 400;

/// A run takes a second or two; one that takes so long has hung.
const LONGEST: Duration = Duration::from_secs(90);

fn prepare(folder: &Path) {
    std::fs::create_dir(folder.join("in")).unwrap();
    for (number, name) in (1..).zip(PEOPLE) {
        let mail = format!(
            "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user {number}\r\n\
             Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{number}@vendor.example>\r\n\r\n\
             Please activate right away:\r\n\r\nName: {name}\r\nEmail: kim{number}@acme.example\r\n\
             Level: 2\r\nRoles: none\r\n"
        );
        std::fs::write(folder.join(format!("in/{number}.eml")), mail).unwrap();
    }
    let config = "trust.submitters = [\"@vendor.example\"]\noutbound.from = \"cs@vendor.example\"\n\
                  policy.approve_complete_now = true\nsource.files = [{ name = \"in\", path = \"in\" }]\n";
    std::fs::write(folder.join("greenroom.toml"), config).unwrap();
}

/// Runs the program, and says whether it ended well. One that does not end at all is killed, and told with its state.
fn program(folder: &Path, tracer: &[&str]) -> bool {
    let greenroom = env!("CARGO_BIN_EXE_greenroom");
    let words = [tracer, &[greenroom, "run", "--once"]].concat();
    let said = folder.join("said");
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .env("GREENROOM_CONFIG", folder.join("greenroom.toml"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    // A group of its own, so that the tracer and what it traces can be ended together.
    let mut child = command
        .stderr(File::create(&said).unwrap())
        .process_group(0)
        .spawn()
        .unwrap();
    let group = child.id();
    let (ended, waiting) = mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait()));
    if let Ok(status) = waiting.recv_timeout(LONGEST) {
        return status.unwrap().success();
    }
    let state = state_of(group);
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{group}")])
        .status();
    let said = std::fs::read_to_string(said).unwrap_or_default();
    let trace = std::fs::read_to_string(folder.join("trace")).unwrap_or_default();
    panic!("{words:?} has hung for {LONGEST:?}; its threads:\n{state}\nit said:\n{said}\nit called:\n{trace}");
}

/// What the threads of the program wait for, in the kernel's words: name, place in the kernel, number of the call.
fn state_of(group: u32) -> String {
    let tasks = |process: &Path| -> Vec<PathBuf> {
        let tasks = std::fs::read_dir(process.join("task")).into_iter().flatten().flatten();
        tasks.map(|task| task.path()).collect()
    };
    let word = |task: &Path, name: &str| std::fs::read_to_string(task.join(name)).unwrap_or_default();
    // The fifth word of `stat` is the group; names in parentheses come before it.
    let is_ours = |process: &Path| {
        let stat = word(process, "stat");
        let after = stat.rsplit(')').next().unwrap_or_default().split_whitespace().nth(2);
        after == Some(&group.to_string())
    };
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ours = processes
        .map(|process| process.path())
        .filter(|process| is_ours(process));
    let lines = ours.flat_map(|process| tasks(&process)).map(|task| {
        let [name, place, call] = ["comm", "wchan", "syscall"].map(|file| word(&task, file).trim().to_owned());
        format!("{name}: {place} {call}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn check(folder: &Path, place: &str) {
    let store: Arc<dyn Store> = Arc::new(SledStore::open(&folder.join("data")).unwrap());
    let tickets = store.all_tickets(None, usize::MAX).await.unwrap();
    let people: BTreeSet<_> = tickets
        .iter()
        .flat_map(|t| &t.people)
        .map(|p| p.details.email.clone())
        .collect();
    assert_eq!(
        (tickets.len(), people.len()),
        (MAILS, MAILS),
        "{place}: a ticket is missing or doubled"
    );
    for person in tickets.iter().flat_map(|ticket| &ticket.people) {
        assert_eq!(person.state.word(), "sent", "{place}");
    }
    let (mut rows, mut mails) = (0, 0);
    for record in store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Ledger(_) = record {
            rows += 1;
        }
        if let Record::Mail(mail) = record {
            mails += 1;
            assert_ne!(mail.status, MailStatus::Stored, "{place}: a mail has no outcome");
            assert!(
                store.raw(mail.id).await.unwrap().is_some(),
                "{place}: a raw mail is missing"
            );
        }
    }
    assert_eq!((rows, mails), (MAILS, MAILS), "{place}: the ledger is wrong");
    let sent = store
        .find(Find::is(Index::OutboxByState, "sent", usize::MAX))
        .await
        .unwrap()
        .len();
    // The Maildir names a file by its Message-ID, so a repeat of the same mail is the same file and another mail is not.
    let delivered = std::fs::read_dir(folder.join("outgoing/new")).unwrap().count();
    assert_eq!(
        (sent, delivered),
        (MAILS, MAILS),
        "{place}: a mail is missing or another one went out"
    );
}

/// What the kernel does at a call.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Kill,
    /// The call fails with this error.
    Fail(&'static str),
    /// The call fails with this error a little later, when other calls that began after it are done.
    FailLate(&'static str),
}

/// Lets the kernel do that at the first, second, … entry into `call` until the program gets through, and says how often
/// that was. The store may be one that has been at work before.
async fn at_each(call: &str, fate: Fate, used: bool) -> usize {
    for count in 1..MOST {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path());
        if used {
            assert!(program(dir.path(), &[]));
        }
        let what = match fate {
            Fate::Kill => "signal=KILL".to_owned(),
            Fate::Fail(error) => format!("error={error}"),
            Fate::FailLate(error) => format!("error={error}:delay_enter=200000"),
        };
        let inject = format!("inject={call}:{what}:when={count}");
        let (trace, log) = (format!("trace={call}"), dir.path().join("trace"));
        let log = log.to_str().unwrap();
        let finished = program(
            dir.path(),
            &["strace", "-f", "-qq", "-o", log, "-e", &trace, "-e", &inject],
        );
        let hit = match fate {
            Fate::Kill => !finished,
            Fate::Fail(_) | Fate::FailLate(_) => std::fs::read_to_string(log).unwrap().contains("INJECTED"),
        };
        assert!(
            program(dir.path(), &[]),
            "{call} {fate:?} {count}: the second run failed"
        );
        check(dir.path(), &format!("{call} {fate:?} {count}")).await;
        if !hit {
            return count - 1;
        }
    }
    panic!("the program never got through: is {call} called without end?");
}

fn strace_works() -> bool {
    let works = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        assert!(
            std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_none(),
            "strace is missing"
        );
        eprintln!("SKIPPED: strace is not here, so the program cannot be killed at its commit points");
    }
    works
}

#[tokio::test]
async fn killed_before_each_write_of_the_log() {
    if strace_works() {
        assert!(at_each("pwrite64", Fate::Kill, false).await >= 5);
    }
}

#[tokio::test]
async fn killed_before_each_sync() {
    if strace_works() {
        assert!(at_each("fdatasync", Fate::Kill, false).await >= 5);
    }
}

#[tokio::test]
async fn killed_before_each_rename() {
    if strace_works() {
        assert!(at_each("rename,renameat,renameat2", Fate::Kill, false).await >= 1);
    }
}

#[tokio::test]
async fn killed_while_opening() {
    if strace_works() {
        let calls = "pwrite64,ftruncate,fsync,fdatasync,sync_file_range,rename,unlink";
        assert!(at_each(calls, Fate::Kill, true).await >= 5);
    }
}

#[tokio::test]
async fn a_disk_that_is_full_at_each_write_of_the_log() {
    if strace_works() {
        assert!(at_each("pwrite64", Fate::Fail("ENOSPC"), false).await >= 5);
    }
}

/// sled forgets to wake the flush that waits for such a write, if it is the last; then the program hung, about every fourth
/// time (`alarm.rs` of the store).
#[tokio::test]
async fn a_disk_that_is_full_late_at_each_write_of_the_log() {
    for _ in 0..3 {
        if strace_works() {
            assert!(at_each("pwrite64", Fate::FailLate("ENOSPC"), false).await >= 3);
        }
    }
}

#[tokio::test]
async fn a_disk_that_fails_at_each_sync() {
    if strace_works() {
        assert!(at_each("fdatasync,fsync", Fate::Fail("EIO"), false).await >= 5);
    }
}
