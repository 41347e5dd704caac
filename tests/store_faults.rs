//! The store on a disk that fills up, cannot be written, returns other bytes, or fails a call: what was promised is there
//! afterwards, what was not promised is shown to nobody, and the mail waits in the mailbox.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use greenroom::domain::mail::{FolderKey, LedgerKey, LedgerRow, Taken};
use greenroom::store::sled::SledStore;
use greenroom::store::{Batch, Record, Store, StoreError};

#[path = "support/program.rs"]
mod program;

use program::Program;

/// How long a test waits for something that must happen.
const DEADLINE: Duration = Duration::from_secs(60);
const TICK: Duration = Duration::from_millis(20);

/// A small disk of its own. Dropping it takes it away.
struct Disk {
    place: tempfile::TempDir,
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.place.path()).status();
    }
}

impl Disk {
    /// A disk of some megabytes, or `None`, said loudly, where none can be made.
    fn new(megabytes: u32) -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(place.path())
            .stderr(Stdio::null())
            .status();
        if mount.is_ok_and(|status| status.success()) {
            return Some(Self { place });
        }
        eprintln!("SKIPPED: only root can mount the small disk that this test fills");
        None
    }

    fn path(&self) -> &Path {
        self.place.path()
    }

    /// Takes what room there is.
    fn fill(&self) {
        let mut file = fs::File::create(self.path().join("filler")).unwrap();
        let (block, mut size) = (vec![7_u8; 1 << 16], 1 << 16);
        while size > 0 {
            // A short write is no error yet, so smaller pieces fill the rest.
            if std::io::Write::write_all(&mut file, &block[..size]).is_err() {
                size /= 2;
            }
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("filler")).unwrap();
    }

    fn remount(&self, how: &str) {
        let option = format!("remount,{how}");
        let done = Command::new("mount").args(["-o", &option]).arg(self.path()).status();
        assert!(done.unwrap().success());
    }
}

fn row(uid: u32) -> Record {
    let folder = FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    };
    Record::Ledger(LedgerRow {
        key: LedgerKey::imap(&folder, 1, uid),
        size: 10,
        seen_at: "2027-03-01T08:00:00Z".parse().unwrap(),
        taken: Taken::Refused {
            // Long, so that a small disk is soon full.
            reason: format!("{uid} ").repeat(400),
        },
        acknowledged: true,
        revision: 1,
    })
}

async fn commit(store: &Arc<dyn Store>, uid: u32) -> Result<(), StoreError> {
    let mut batch = Batch::new();
    batch.insert(row(uid));
    store.commit(batch).await
}

/// Waits until `so`.
async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        let mut looks = tokio::time::interval(TICK);
        while !so().await {
            looks.tick().await;
        }
    };
    let waited = tokio::time::timeout(DEADLINE, waiting).await;
    waited.unwrap_or_else(|_| panic!("it did not come to that: {what}"));
}

fn open(folder: &Path) -> Arc<dyn Store> {
    Arc::new(SledStore::open(folder).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_in_words_and_goes_on_when_there_is_room() {
    let Some(disk) = Disk::new(3) else { return };
    let store = open(&disk.path().join("data"));
    for uid in 1..=20 {
        commit(&store, uid).await.unwrap();
    }
    disk.fill();
    let mut refused = None;
    for uid in 21..=2000 {
        if let Err(error) = commit(&store, uid).await {
            refused = Some((uid, error));
            break;
        }
    }
    let (first_refused, error) = refused.unwrap();
    assert!(matches!(error, StoreError::Full(_)), "{error}");
    // What was refused is seen by nobody, whether the store answers at the moment or not.
    assert!(!matches!(store.get(&row(first_refused).key()).await, Ok(Some(_))));
    disk.make_room();
    until("the store takes writes again", async || {
        commit(&store, 3000).await.is_ok()
    })
    .await;
    for uid in 1..first_refused {
        assert_eq!(
            store.get(&row(uid).key()).await.unwrap(),
            Some(row(uid)),
            "{uid} is lost"
        );
    }
    assert!(store.openings() > 1, "it was opened anew");
    drop(store);
    let again = open(&disk.path().join("data"));
    assert_eq!(again.get(&row(3000).key()).await.unwrap(), Some(row(3000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_the_disk_failed_decides_nothing_after_it() {
    let Some(disk) = Disk::new(3) else { return };
    let store = open(&disk.path().join("data"));
    let before = store.openings();
    disk.fill();
    let mut uid = 0;
    until("the disk is full", async || {
        uid += 1;
        commit(&store, uid).await.is_err()
    })
    .await;
    disk.make_room();
    until("the store takes writes again", async || {
        commit(&store, 3000).await.is_ok()
    })
    .await;
    let mut batch = Batch::new();
    batch.insert(row(3001));
    batch.opening = Some(before);
    let error = store.commit(batch).await.unwrap_err();
    assert!(error.to_string().contains("opened anew"), "{error}");
    assert_eq!(store.get(&row(3001).key()).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_became_read_only_is_said_and_loses_nothing() {
    let Some(disk) = Disk::new(8) else { return };
    let folder = disk.path().join("data");
    let store = open(&folder);
    commit(&store, 1).await.unwrap();
    drop(store);
    disk.remount("ro");
    let error = SledStore::open(&folder).err().unwrap().to_string();
    assert!(error.contains("Read-only file system"), "{error}");
    disk.remount("rw");
    assert_eq!(open(&folder).get(&row(1).key()).await.unwrap(), Some(row(1)));
}

/// A copy of a closed store.
fn copy(from: &Path, to: &Path) {
    assert!(
        Command::new("cp")
            .arg("-r")
            .args([from, to])
            .status()
            .unwrap()
            .success()
    );
}

async fn with_rows(rows: u32) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for round in 0..3 {
        let store = open(&dir.path().join("data"));
        for uid in (1..=rows).filter(|uid| uid % 3 == round) {
            commit(&store, uid).await.unwrap();
        }
    }
    dir
}

fn snapshots(store: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(store.join("sled"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("snap."))
        .collect()
}

#[tokio::test]
async fn a_torn_or_changed_snapshot_loses_nothing() {
    let dir = with_rows(30).await;
    let good = dir.path().join("data");
    let size = snapshots(&good)
        .iter()
        .map(|path| fs::metadata(path).unwrap().len())
        .max();
    let size = usize::try_from(size.expect("this test needs a snapshot to damage")).unwrap();
    for place in (0..size).step_by(size / 20 + 1) {
        for torn in [true, false] {
            let copied = dir.path().join(format!("{place}-{torn}"));
            copy(&good, &copied);
            for path in snapshots(&copied) {
                let mut bytes = fs::read(&path).unwrap();
                let place = place.min(bytes.len() - 1);
                if torn {
                    bytes.truncate(place);
                } else {
                    bytes[place] ^= 0x10;
                }
                fs::write(&path, bytes).unwrap();
            }
            let store = open(&copied);
            for uid in 1..=30 {
                let found = store.get(&row(uid).key()).await.unwrap();
                assert_eq!(found, Some(row(uid)), "{uid} with {place} (torn: {torn})");
            }
        }
    }
}

#[tokio::test]
async fn flipped_bits_are_never_taken_for_what_was_written() {
    let dir = with_rows(60).await;
    let good = dir.path().join("data");
    let size = usize::try_from(fs::metadata(good.join("sled/db")).unwrap().len()).unwrap();
    let (mut whole, mut refused) = (0, 0);
    for place in (17..size).step_by(size / 100) {
        let copied = dir.path().join(place.to_string());
        copy(&good, &copied);
        let log = copied.join("sled/db");
        let mut bytes = fs::read(&log).unwrap();
        bytes[place] ^= 0x04;
        fs::write(&log, bytes).unwrap();
        match SledStore::open(&copied) {
            Ok(store) => {
                for uid in 1..=60 {
                    assert_eq!(
                        store.get(&row(uid).key()).await.unwrap(),
                        Some(row(uid)),
                        "byte {place}"
                    );
                }
                whole += 1;
            }
            Err(error) => {
                assert!(matches!(error, StoreError::Damaged(_)), "byte {place}: {error}");
                assert!(error.to_string().contains("greenroom restore"), "{error}");
                refused += 1;
            }
        }
        fs::remove_dir_all(&copied).unwrap();
    }
    eprintln!("{whole} flips touched nothing that counts, {refused} were refused in words");
    assert!(refused > 0, "no flip hit anything that counts");
}

/// The program over a Maildir, with its store on this disk.
fn program_on(disk: &Disk, folder: &Path) -> Program {
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(folder.join("mailbox").join(part)).unwrap();
    }
    let held = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    let [link, api, desk] = held.map(|listener| listener.local_addr().unwrap());
    let config = format!(
        "store.path = \"{}\"\nstore.free_space_floor_mb = 0\ntrust.submitters = [\"@vendor.example\"]\n\
         outbound.from = \"cs@vendor.example\"\nlink.listen = \"{link}\"\napi.listen = \"{api}\"\ndesk.listen = \"{desk}\"\n\
         source.maildir = [{{ name = \"in\", path = \"mailbox\", poll_seconds = 1 }}]\n",
        disk.path().join("data").display()
    );
    fs::write(folder.join("greenroom.toml"), config).unwrap();
    Program::in_folder(folder)
}

fn bring(folder: &Path, numbers: std::ops::RangeInclusive<u32>) {
    for number in numbers {
        let mail = format!(
            "From: pat@vendor.example\r\nSubject: {number}\r\nMessage-ID: <{number}@vendor.example>\r\n\r\nHello.\r\n"
        );
        fs::write(folder.join(format!("mailbox/new/{number}.host")), mail).unwrap();
    }
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_full_disk_the_mail_waits_in_the_mailbox_and_the_program_goes_on_by_itself() {
    let Some(disk) = Disk::new(8) else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut program = program_on(&disk, dir.path());
    let (new, taken, log) = ["mailbox/new", "mailbox/cur", "log"]
        .map(|name| dir.path().join(name))
        .into();
    bring(dir.path(), 1..=3);
    program.start();
    until("three mails are taken", async || count(&taken) == 3).await;
    disk.fill();
    bring(dir.path(), 4..=8);
    let complains = || {
        fs::read_to_string(&log)
            .unwrap()
            .contains("the disk of the store is full")
    };
    until("it says that the disk is full", async || complains()).await;
    assert_eq!(
        (count(&new), count(&taken)),
        (5, 3),
        "the mailbox was told of what is not stored"
    );
    program.assert_runs();
    disk.make_room();
    until("all mails are taken", async || count(&taken) == 8).await;
    program.stop();
    let store = open(&disk.path().join("data"));
    let records = store.scan(None, usize::MAX).await.unwrap();
    let mails = records
        .iter()
        .filter(|record| matches!(record, Record::Mail(_)))
        .count();
    assert_eq!(mails, 8);
}
