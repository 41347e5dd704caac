//! What the tests of intake share: a store, a clock, mails, and waiting without sleeping.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use greenroom::clock::{Clock, SharedClock, VirtualClock};
use greenroom::config::{Config, ImapConfig};
use greenroom::domain::mail::{FolderKey, LedgerRow, MailRecord};
use greenroom::intake::{FolderResult, FolderStatus, Intake, once};
use greenroom::store::sled::SledStore;
use greenroom::store::{Record, Store};
use tokio::sync::watch;

/// How long a test waits for something that must happen.
const DEADLINE: Duration = Duration::from_secs(60);

/// How long a test lets the real world run before it advances the clock.
const TICK: Duration = Duration::from_millis(20);

/// A store of its own, a clock that stands still, and a configuration.
pub(crate) struct Bench {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: VirtualClock,
    pub(crate) config: Config,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            base: folder.path().to_owned(),
            ..Config::default()
        };
        config.store.free_space_floor_mb = 1;
        Self {
            store: Arc::new(SledStore::open(&folder.path().join("data")).unwrap()),
            folder,
            clock: VirtualClock::new("2027-03-01T08:00:00Z".parse().unwrap()),
            config,
        }
    }

    pub(crate) fn with_imap(imap: ImapConfig) -> Self {
        let mut bench = Self::new();
        bench.config.source.imap.push(imap);
        bench
    }

    pub(crate) fn shared_clock(&self) -> SharedClock {
        Arc::new(self.clock.clone())
    }

    /// One pass over everything, while the clock is advanced for those who wait.
    pub(crate) async fn once(&self) -> Vec<FolderResult> {
        let clock = self.shared_clock();
        let pass = once(&self.config, &self.store, &clock, |_| {});
        tokio::pin!(pass);
        for _ in 0..3000 {
            match tokio::time::timeout(TICK, &mut pass).await {
                Ok(results) => return results,
                Err(_) => self.advance(),
            }
        }
        panic!("a pass did not end");
    }

    /// One pass that must go well.
    pub(crate) async fn once_well(&self) -> Vec<FolderResult> {
        let results = self.once().await;
        for result in &results {
            assert!(
                result.error.is_none(),
                "{}: {}",
                result.folder,
                result.error.as_ref().unwrap()
            );
        }
        results
    }

    pub(crate) fn spawn(&self, stop: &watch::Receiver<bool>) -> Intake {
        greenroom::intake::spawn(&self.config, &self.store, &self.shared_clock(), stop)
    }

    /// Waits until the status is so, advancing the clock when nothing else happens.
    pub(crate) async fn until(&self, intake: &Intake, so: impl Fn(&BTreeMap<FolderKey, FolderStatus>) -> bool) {
        let mut status = intake.status.subscribe();
        let waiting = async {
            loop {
                match tokio::time::timeout(TICK, status.wait_for(|folders| so(folders))).await {
                    Ok(found) => return drop(found.unwrap()),
                    Err(_) => self.advance(),
                }
            }
        };
        let waited = tokio::time::timeout(DEADLINE, waiting).await;
        waited.unwrap_or_else(|_| panic!("it did not come to that: {:#?}", intake.status.folders()));
    }

    /// Waits until the status is so while the clock stands still, so that no poll can help.
    pub(crate) async fn until_unaided(&self, intake: &Intake, so: impl Fn(&BTreeMap<FolderKey, FolderStatus>) -> bool) {
        let mut status = intake.status.subscribe();
        let waited = tokio::time::timeout(DEADLINE, status.wait_for(|folders| so(folders))).await;
        assert!(
            waited.is_ok(),
            "it did not come to that: {:#?}",
            intake.status.folders()
        );
    }

    fn advance(&self) {
        let step = jiff::SignedDuration::from_secs(1);
        self.clock.set(self.clock.now().checked_add(step).unwrap());
    }

    /// Everything in the store.
    pub(crate) async fn records(&self) -> Vec<Record> {
        self.store.scan(None, usize::MAX).await.unwrap()
    }

    pub(crate) async fn ledger(&self) -> Vec<LedgerRow> {
        let rows = self.records().await.into_iter();
        rows.filter_map(|record| {
            if let Record::Ledger(row) = record {
                Some(row)
            } else {
                None
            }
        })
        .collect()
    }

    pub(crate) async fn mails(&self) -> Vec<MailRecord> {
        let mails = self.records().await.into_iter();
        mails
            .filter_map(|record| {
                if let Record::Mail(mail) = record {
                    Some(mail)
                } else {
                    None
                }
            })
            .collect()
    }

    /// The subjects of all stored mails, read from their bytes; fails when one is there twice.
    pub(crate) async fn subjects(&self) -> BTreeSet<String> {
        let mut subjects = BTreeSet::new();
        for mail in self.mails().await {
            let raw = self.store.raw(mail.id).await.unwrap().unwrap();
            assert_eq!(raw.len() as u64, mail.size);
            let text = String::from_utf8_lossy(&raw).into_owned();
            let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap();
            assert!(subjects.insert(subject.to_owned()), "{subject} is stored twice");
        }
        subjects
    }
}

/// Mails that were taken since the start, in all folders.
pub(crate) fn taken(folders: &BTreeMap<FolderKey, FolderStatus>) -> u64 {
    folders.values().map(|status| status.mails_taken).sum()
}

/// A small mail with this subject.
pub(crate) fn mail(subject: &str) -> Vec<u8> {
    mail_of(subject, 300)
}

/// A mail with this subject and a body of about so many bytes.
pub(crate) fn mail_of(subject: &str, bytes: usize) -> Vec<u8> {
    let line = "Please set up Jo Example, jo@client.example, level 2, and hold until go-live.\r\n";
    let body = line.repeat(bytes / line.len() + 1);
    format!(
        "From: Ann Manager <ann@vendor.example>\r\nTo: desk@mail.test\r\nSubject: {subject}\r\n\
        Message-ID: <{subject}@vendor.example>\r\nDate: Mon, 1 Mar 2027 08:00:00 +0000\r\n\r\n{body}"
    )
    .replace(&format!("<{subject}@"), &format!("<{}@", subject.replace(' ', ".")))
    .into_bytes()
}

/// The subjects `mail 1` to `mail n`.
pub(crate) fn subjects(n: usize) -> BTreeSet<String> {
    (1..=n).map(|i| format!("mail {i}")).collect()
}
