//! Dies at every write that intake makes, before it and after it, and starts again: nothing lost, nothing twice.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use greenroom::config::{AfterCommit, ImapConfig, MaildirConfig};
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::store::{Batch, Find, Frozen, Key, Record, Store, StoreError};
use tokio::sync::watch;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod support;

use dovecot::Dovecot;
use support::{Bench, mail, subjects};

/// At which write the process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    Before(u32),
    After(u32),
    /// Not the process, only the task, by a mistake of ours.
    PanicAt(u32),
}

/// A store that does nothing more once the process has died.
struct Mortal {
    inner: Arc<dyn Store>,
    death: Death,
    writes: AtomicU32,
}

impl Mortal {
    fn dead<T>() -> Result<T, StoreError> {
        Err(StoreError::Damaged("the process is dead".into()))
    }

    fn begin(&self) -> Result<u32, StoreError> {
        let write = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        match self.death {
            Death::Before(last) if write >= last => Self::dead(),
            Death::After(last) if write > last => Self::dead(),
            Death::PanicAt(last) => {
                assert!(write != last, "this panic is part of the test");
                Ok(write)
            }
            Death::Before(_) | Death::After(_) => Ok(write),
        }
    }

    fn end<T>(&self, write: u32, done: T) -> Result<T, StoreError> {
        if self.death == Death::After(write) {
            Self::dead()
        } else {
            Ok(done)
        }
    }
}

#[async_trait]
impl Store for Mortal {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let write = self.begin()?;
        self.inner.commit(batch).await?;
        self.end(write, ())
    }

    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.inner.get(key).await
    }

    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError> {
        self.inner.find(find).await
    }

    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        self.inner.scan(after, limit).await
    }

    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError> {
        let write = self.begin()?;
        let ids = self.inner.put_raw(mails).await?;
        self.end(write, ids)
    }

    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.raw(id).await
    }

    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError> {
        self.inner.remove_raw(mails).await
    }

    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError> {
        self.inner.freeze().await
    }

    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError> {
        self.inner.reserve_ticket_id().await
    }

    fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits()
    }

    fn openings(&self) -> u64 {
        self.inner.openings()
    }

    fn is_exclusive(&self) -> bool {
        self.inner.is_exclusive()
    }
}

/// Runs one pass that dies there, then one that lives. Whether it came to the death at all.
async fn die_and_start_again(bench: &mut Bench, death: Death) -> bool {
    let immortal = Arc::clone(&bench.store);
    let mortal = Arc::new(Mortal {
        inner: Arc::clone(&immortal),
        death,
        writes: AtomicU32::new(0),
    });
    bench.store = Arc::clone(&mortal) as Arc<dyn Store>;
    bench.once().await;
    bench.store = immortal;
    bench.once_well().await;
    let (Death::Before(last) | Death::After(last) | Death::PanicAt(last)) = death;
    mortal.writes.load(Ordering::SeqCst) >= last
}

/// Before and after each of the first writes, and one more than there are.
fn deaths(writes: u32) -> impl Iterator<Item = Death> {
    (1..=writes + 1).flat_map(|write| [Death::Before(write), Death::After(write)])
}

/// A Maildir with five new mails.
fn with_five_mails() -> (Bench, PathBuf) {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("Maildir");
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(path.join(part)).unwrap();
    }
    for i in 1..=5 {
        fs::write(path.join(format!("new/{i}.host")), mail(&format!("mail {i}"))).unwrap();
    }
    bench.config.source.maildir.push(MaildirConfig {
        name: "local".into(),
        path: "Maildir".into(),
        poll_seconds: 5,
        max_mail_mb: 1,
    });
    (bench, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maildir_survives_death_at_every_write() {
    let mut died = 0;
    for death in deaths(3) {
        let (mut bench, path) = with_five_mails();
        died += u32::from(die_and_start_again(&mut bench, death).await);
        assert_eq!(bench.subjects().await, subjects(5), "{death:?}");
        let rows = bench.ledger().await;
        assert!(
            rows.len() == 5 && rows.iter().all(|row| row.acknowledged),
            "{death:?}: {rows:?}"
        );
        assert_eq!(fs::read_dir(path.join("cur")).unwrap().count(), 5, "{death:?}");
    }
    // Three writes: the bytes, the commit, the acknowledgement.
    assert_eq!(died, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imap_folder_survives_death_at_every_write() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    let mut died = 0;
    for (round, death) in deaths(5).enumerate() {
        let (folder, target) = (format!("In{round}"), format!("Taken{round}"));
        hand.run(&format!("CREATE {folder}"));
        for i in 1..=5 {
            hand.append_of(&folder, "20-Feb-2021", &mail(&format!("mail {i}")));
            hand.append_of(&folder, "20-Dec-2020", &mail(&format!("old {i}")));
        }
        let mut bench = Bench::with_imap(ImapConfig {
            folders: vec![folder.clone()],
            after: AfterCommit::Move { folder: target.clone() },
            first_days: 30,
            ..server.config()
        });
        bench.clock.set("2021-03-01T08:00:00Z".parse().unwrap());
        died += u32::from(die_and_start_again(&mut bench, death).await);
        assert_eq!(bench.subjects().await, subjects(5), "{death:?}");
        let rows = bench.ledger().await;
        assert!(
            rows.len() == 10 && rows.iter().all(|row| row.acknowledged),
            "{death:?}: {rows:?}"
        );
        assert_eq!(hand.search(&target, "ALL").len(), 5, "{death:?}");
        assert_eq!(hand.search(&folder, "ALL").len(), 5, "{death:?}: the old ones stay");
    }
    // Five writes: where it begins, what is old, the bytes, the commit, the acknowledgement.
    assert_eq!(died, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_whose_task_panics_is_taken_up_again() {
    let (mut bench, path) = with_five_mails();
    bench.store = Arc::new(Mortal {
        inner: Arc::clone(&bench.store),
        death: Death::PanicAt(2),
        writes: AtomicU32::new(0),
    });
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench
        .until_unaided(&intake, |folders| folders.values().all(|status| status.failures == 1))
        .await;
    bench
        .until(&intake, |folders| folders.values().all(|status| status.passes > 0))
        .await;
    assert_eq!(bench.subjects().await, subjects(5));
    assert_eq!(fs::read_dir(path.join("cur")).unwrap().count(), 5);
}
