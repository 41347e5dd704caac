//! Backups: one moment of everything, whatever is written meanwhile, and a file that can be relied on.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use greenroom::app::App;
use greenroom::clock::VirtualClock;
use greenroom::config::Config;
use greenroom::domain::lifecycle;
use greenroom::domain::mail::Taken;
use greenroom::domain::outbox::Brings;
use greenroom::domain::ticket::Ticket;
use greenroom::store::transfer::{self, Exporting};
use greenroom::store::{Key, Record, Store};

#[path = "support/commands.rs"]
mod support;

use support::{Daemon, prepare, refused, said};

/// So many mails come in while backups are made.
const MAILS: usize = 120;

/// When all is over there are no further commits.
const PATIENCE: Duration = Duration::from_secs(2);

fn put(folder: &Path, number: usize) {
    let text = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user {number}\r\n\
         Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{number}@vendor.example>\r\n\r\n\
         Please activate right away:\r\n\r\nName: Kim Ash\r\nEmail: kim{number}@acme.example\r\nLevel: 2\r\nRoles: none\r\n"
    );
    std::fs::write(folder.join(format!("{number:03}.eml")), text).unwrap();
}

async fn app(folder: &Path) -> App {
    let text = "trust.submitters = [\"@vendor.example\"]\nsource.files = [{ name = \"in\", path = \"in\" }]\n\
                policy.approve_complete_now = true\npolicy.activation_burst = 1000\n";
    let config = Config::parse(text, Path::new("greenroom.toml"), folder.to_owned()).unwrap();
    let clock = Arc::new(VirtualClock::new("2027-03-01T15:00:00Z".parse().unwrap()));
    App::open(config, clock).await.unwrap()
}

async fn export(store: &Arc<dyn Store>) -> Vec<u8> {
    let mut exporting = Exporting::begin(store, None).await.unwrap();
    let mut file = Vec::new();
    while let Some(lines) = exporting.next().await.unwrap() {
        file.extend(lines);
        tokio::task::yield_now().await;
    }
    file
}

/// Everything fits together, as it only does at one moment. Says how many records there are.
fn one_moment(file: &[u8]) -> usize {
    let counts = transfer::check(file).unwrap();
    let mut all: BTreeMap<Key, Record> = BTreeMap::new();
    for line in file
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(b"{\"record\""))
    {
        let mut line: serde_json::Value = serde_json::from_slice(line).unwrap();
        let record: Record = serde_json::from_value(line["record"].take()).unwrap();
        all.insert(record.key(), record);
    }
    assert_eq!((counts.missing, counts.records), (0, all.len() as u64));
    let (mut mails, mut rows) = (BTreeSet::new(), BTreeSet::new());
    for record in all.values() {
        match record {
            Record::Ticket(ticket) => whole(ticket, &all),
            Record::Mail(mail) => {
                mails.insert(mail.id);
            }
            Record::Ledger(row) => {
                let Taken::Stored { mail } = row.taken else {
                    panic!("{row:?}")
                };
                rows.insert(mail);
            }
            Record::Entry(entry) => {
                let ticket = all.get(&Key::Ticket(entry.ticket));
                let seen = ticket.map(Record::revision);
                assert!(seen >= Some(entry.seq), "an event without its ticket");
            }
            Record::Reading(_)
            | Record::Cursor(_)
            | Record::Outbox(_)
            | Record::Link(_)
            | Record::Sender(_)
            | Record::Restoration(_)
            | Record::Erasure(_)
            | Record::Account(_)
            | Record::Session(_)
            | Record::Invitation(_)
            | Record::SignIn(_)
            | Record::IssuedToken(_)
            | Record::Repeat(_)
            | Record::Delivery(_) => {}
        }
    }
    assert_eq!(mails, rows, "a mail without its row, or a row without its mail");
    all.len()
}

/// A ticket has its events, its mails, and of everybody the outgoing mail and the link.
fn whole(ticket: &Ticket, all: &BTreeMap<Key, Record>) {
    let entries = (1..=ticket.revision).map(|seq| {
        let Record::Entry(entry) = &all[&Key::Entry(ticket.id, seq)] else {
            panic!("no entry")
        };
        (**entry).clone()
    });
    assert_eq!(lifecycle::replay(&entries.collect::<Vec<_>>()).unwrap(), *ticket);
    for mail in &ticket.mails {
        let Record::Mail(mail) = &all[&Key::Mail(*mail)] else {
            panic!("no mail")
        };
        assert_eq!(mail.word(), "ticket", "the ticket is there before its mail is settled");
    }
    for person in &ticket.people {
        let Some(link) = &person.link else { continue };
        let Record::Outbox(row) = &all[&Key::Outbox(link.outbox.clone())] else {
            panic!("no row")
        };
        let both = [person.state.word() == "sent", row.state.word() == "sent"];
        assert_eq!(both[0], both[1], "a row and its ticket disagree");
        let Brings::Link { link, .. } = row.brings else {
            panic!("{} brings no link", row.id);
        };
        assert!(all.contains_key(&Key::Link(link)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_moment_however_much_is_written_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("in")).unwrap();
    let app = app(dir.path()).await;
    for number in 0..MAILS {
        put(&dir.path().join("in"), number);
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let backups = tokio::spawn({
        let (store, is_over) = (Arc::clone(&app.store), Arc::clone(&is_over));
        async move {
            let (mut files, mut commits) = (Vec::new(), store.commits());
            while !is_over.load(Ordering::Relaxed) {
                files.push(export(&store).await);
                // The next one sees something new, and there are not too many of them.
                let next = *commits.borrow_and_update() + 12;
                let _ = tokio::time::timeout(PATIENCE, commits.wait_for(|count| *count >= next)).await;
            }
            files
        }
    });
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    is_over.store(true, Ordering::Relaxed);
    let files = backups.await.unwrap();
    let mut sizes = BTreeSet::new();
    for file in &files {
        sizes.insert(one_moment(file));
    }
    assert!(sizes.len() > 3, "nothing was written during the backups: {sizes:?}");
    let all = app.store.scan(None, usize::MAX).await.unwrap().len();
    assert_eq!(one_moment(&export(&app.store).await), all);
}

#[tokio::test]
async fn what_is_written_while_a_backup_is_read_is_not_in_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("in")).unwrap();
    let app = app(dir.path()).await;
    for number in 0..40 {
        put(&dir.path().join("in"), number);
    }
    app.take_in(|_| {}).await;
    let before = app.store.scan(None, usize::MAX).await.unwrap();
    let first = app.store.freeze().await.unwrap();
    let piece = first.scan(None, 7).await.unwrap();
    // Every mail is rewritten, and tickets, events and outgoing mails come in before and behind the place of the reader.
    app.settle().await.unwrap();
    let second = app.store.freeze().await.unwrap();
    let between = app.store.scan(None, usize::MAX).await.unwrap();
    let mut found = piece;
    loop {
        let after = found.last().map(Record::key);
        match first.scan(after.as_ref(), 7).await.unwrap() {
            piece if piece.is_empty() => break,
            piece => found.extend(piece),
        }
    }
    assert_eq!(found, before);
    drop(first);
    put(&dir.path().join("in"), 40);
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    assert_eq!(second.scan(None, usize::MAX).await.unwrap(), between);
    let many = [
        app.store.freeze().await,
        app.store.freeze().await,
        app.store.freeze().await,
    ];
    assert!(many.iter().all(Result::is_ok));
    let refused = app.store.freeze().await.err().unwrap().to_string();
    assert!(refused.contains("4 backups are being written already"), "{refused}");
    drop(many);
    assert!(app.store.freeze().await.is_ok());
}

fn only_file(folder: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap();
    let found = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none(), "there is more than one file");
    found
}

#[test]
fn the_running_daemon_makes_a_backup_and_so_does_the_command_alone() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    let words = refused(folder, &["backup", folder.join("a").to_str().unwrap()]);
    assert!(words.contains("there is no key of the links"), "{words}");
    said(folder, &["run", "--once"]);
    let (online, offline) = (folder.join("online"), folder.join("offline.backup"));
    std::fs::create_dir(&online).unwrap();
    let daemon = Daemon::start(folder);
    let words = said(folder, &["backup", online.to_str().unwrap()]);
    drop(daemon);
    assert!(
        words.contains("18 mails") && words.contains("make every link"),
        "{words}"
    );
    said(folder, &["backup", offline.to_str().unwrap()]);
    let online = only_file(&online);
    assert_eq!(std::fs::metadata(&online).unwrap().permissions().mode() & 0o777, 0o600);
    let lines = |path: &Path| {
        std::fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (online, offline_lines) = (lines(&online), lines(&offline));
    // The first line and all that is kept are the same; the second names the moment, the last has the sum.
    assert_eq!(online.len(), offline_lines.len());
    let last = online.len() - 1;
    assert_eq!(
        (&online[0], &online[2..last]),
        (&offline_lines[0], &offline_lines[2..last])
    );
    let key = std::fs::read_to_string(folder.join("data/link.key")).unwrap();
    assert!(online[0].contains(key.trim()));
    assert!(online[1..].iter().all(|line| !line.contains(key.trim())));

    let again = refused(folder, &["backup", offline.to_str().unwrap()]);
    assert!(
        again.contains("is there already; a backup never takes the place"),
        "{again}"
    );
    assert_eq!(lines(&offline), offline_lines);
    let bare = folder.join("bare.backup");
    said(folder, &["backup", "--without-link-key", bare.to_str().unwrap()]);
    assert!(lines(&bare)[0].contains("\"link_keys\":[]"));
}
