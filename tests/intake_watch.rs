//! Watches a real Dovecot while things go wrong: nothing is lost, nothing comes twice, and no folder waits for another.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::BTreeMap;

use greenroom::config::{AfterCommit, ImapConfig};
use greenroom::domain::mail::{FolderKey, Taken};
use greenroom::intake::FolderStatus;
use tokio::sync::watch;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod support;

use dovecot::{Dovecot, FaultProxy};
use support::{Bench, mail, mail_of, subjects, taken};

fn passes(folders: &BTreeMap<FolderKey, FolderStatus>) -> u64 {
    folders.values().map(|status| status.passes).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn new_mail_is_noticed_at_once_while_idling() {
    let Some(server) = Dovecot::start() else { return };
    let bench = Bench::with_imap(server.config());
    let (stop, stopped) = watch::channel(false);
    let mut intake = bench.spawn(&stopped);
    bench.until_unaided(&intake, |folders| passes(folders) == 1).await;
    let mut hand = server.hand();
    for i in 1..=3 {
        hand.append("INBOX", "", &mail(&format!("mail {i}")));
        // The clock stands still, so no poll can have found it.
        bench.until_unaided(&intake, |folders| taken(folders) == i).await;
    }
    assert_eq!(bench.subjects().await, subjects(3));
    stop.send(true).unwrap();
    while intake.tasks.join_next().await.is_some() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn without_idle_new_mail_is_found_by_looking() {
    let Some(server) = Dovecot::start() else { return };
    let bench = Bench::with_imap(ImapConfig {
        idle: false,
        poll_seconds: 30,
        ..server.config()
    });
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench.until_unaided(&intake, |folders| passes(folders) == 1).await;
    server.hand().append("INBOX", "", &mail("mail 1"));
    bench.until(&intake, |folders| taken(folders) == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_are_cut_in_mid_fetch_lose_and_double_nothing() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    for i in 1..=120 {
        hand.append("INBOX", "", &mail_of(&format!("mail {i}"), 3000));
    }
    let mut proxy = FaultProxy::before(server.imap);
    let bench = Bench::with_imap(ImapConfig {
        after: AfterCommit::Move { folder: "Taken".into() },
        ..server.plain_config(proxy.port)
    });
    // Every connection ends within the first batch, each time in the middle of a mail.
    proxy.tell("cut_down 60000");
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench.until(&intake, |folders| taken(folders) > 20).await;
    for bytes in [20_011, 33_333, 9_000] {
        let before = taken(&intake.status.folders());
        proxy.tell(&format!("cut_down {bytes}"));
        bench.until(&intake, |folders| taken(folders) > before).await;
    }
    let failures: u64 = intake.status.folders().values().map(|status| status.failures).sum();
    assert!(failures >= 3, "the proxy cut only {failures} times");
    proxy.tell("pass");
    bench
        .until(&intake, |folders| taken(folders) == 120 && passes(folders) > 0)
        .await;
    assert_eq!(bench.subjects().await, subjects(120));
    assert_eq!(bench.ledger().await.len(), 120);
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
    assert_eq!(hand.search("Taken", "ALL").len(), 120);
    assert!(hand.search("INBOX", "ALL").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_survives_the_end_of_its_connection_while_idling() {
    let Some(server) = Dovecot::start() else { return };
    let bench = Bench::with_imap(server.config());
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    let mut hand = server.hand();
    hand.append("INBOX", "", &mail("mail 1"));
    bench.until_unaided(&intake, |folders| taken(folders) == 1).await;
    server.end_connections();
    bench
        .until_unaided(&intake, |folders| folders.values().any(|status| status.failures > 0))
        .await;
    server.hand().append("INBOX", "", &mail("mail 2"));
    bench
        .until(&intake, |folders| {
            taken(folders) == 2 && folders.values().all(|status| status.last_error.is_none())
        })
        .await;
    assert_eq!(bench.subjects().await, subjects(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_fails_does_not_hold_up_another() {
    let Some(server) = Dovecot::start() else { return };
    let mut bench = Bench::with_imap(ImapConfig {
        folders: vec!["Missing".into(), "INBOX".into()],
        ..server.config()
    });
    bench.config.source.imap.push(ImapConfig {
        name: "elsewhere".into(),
        host: "192.0.2.1".into(),
        ..server.plain_config(1)
    });
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    server.hand().append("INBOX", "", &mail("mail 1"));
    let failing = |folders: &BTreeMap<FolderKey, FolderStatus>| {
        folders.values().filter(|status| status.last_error.is_some()).count()
    };
    bench
        .until_unaided(&intake, |folders| taken(folders) == 1 && failing(folders) == 2)
        .await;
    for (folder, status) in intake.status.folders() {
        if let Some(failure) = status.last_error {
            let expected = if folder.source == "elsewhere" {
                "this machine"
            } else {
                "no folder"
            };
            assert!(failure.words.contains(expected), "{}", failure.words);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_at_which_the_connection_always_ends_is_listed_and_the_rest_is_taken() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    for i in 1..=5 {
        hand.append("INBOX", "", &mail(&format!("mail {i}")));
    }
    hand.append("INBOX", "", &mail_of("X-POISON-IN-THE-WELL", 500_000));
    for i in 6..=9 {
        hand.append("INBOX", "", &mail(&format!("mail {i}")));
    }
    let mut proxy = FaultProxy::before(server.imap);
    proxy.tell("cut_after_down X-POISON-IN-THE-WELL");
    let bench = Bench::with_imap(server.plain_config(proxy.port));
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench.until(&intake, |folders| taken(folders) == 9).await;
    assert_eq!(bench.subjects().await, subjects(9), "the others do not wait for it");
    bench
        .until(&intake, |folders| folders.values().any(|status| status.refused == 1))
        .await;
    let rows = bench.ledger().await;
    assert_eq!(rows.len(), 10);
    let Taken::Refused { reason } = &rows[5].taken else {
        panic!("{:?}", rows[5])
    };
    assert!(reason.contains("after 5 tries"), "{reason}");
    bench.until(&intake, |folders| passes(folders) > 0).await;
    assert_eq!(
        bench
            .store
            .cursor(&rows[5].key.folder)
            .await
            .unwrap()
            .unwrap()
            .cursor
            .last_uid,
        10
    );
}
