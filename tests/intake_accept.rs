//! The one door of intake, on a real store: whatever is repeated or interrupted, each message ends in one row.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use greenroom::domain::mail::{Cursor, FolderKey, LedgerKey, MailStatus, Taken};
use greenroom::intake::accept::{Arrival, Content, accept, acknowledge};
use jiff::Timestamp;

#[path = "support/intake.rs"]
mod support;

use support::{Bench, mail};

fn folder(name: &str) -> FolderKey {
    FolderKey {
        source: "support".into(),
        folder: name.into(),
    }
}

fn arrival(folder_name: &str, uid: u32, subject: &str) -> Arrival {
    let bytes = mail(subject);
    Arrival {
        key: LedgerKey::imap(&folder(folder_name), 7, uid),
        size: bytes.len() as u64,
        content: Content::Mail(bytes),
        tell: true,
    }
}

fn cursor(uid_validity: u32, last_uid: u32) -> Cursor {
    Cursor { uid_validity, last_uid }
}

fn now() -> Timestamp {
    "2027-03-01T08:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn the_same_arrivals_again_change_nothing_but_are_told_again() {
    let bench = Bench::new();
    let inbox = folder("INBOX");
    let arrivals = || vec![arrival("INBOX", 1, "mail 1"), arrival("INBOX", 2, "mail 2")];
    let first = accept(&bench.store, now(), arrivals(), Some((&inbox, cursor(7, 2))))
        .await
        .unwrap();
    assert_eq!((first.new_mails, first.kept, first.to_tell.len()), (2, 0, 2));
    let before = bench.records().await;
    let again = accept(&bench.store, now(), arrivals(), Some((&inbox, cursor(7, 2))))
        .await
        .unwrap();
    assert_eq!((again.new_mails, again.kept, again.to_tell.len()), (0, 2, 2));
    assert_eq!(bench.records().await, before);
    acknowledge(&bench.store, again.to_tell).await.unwrap();
    let told = accept(&bench.store, now(), arrivals(), None).await.unwrap();
    assert!(told.to_tell.is_empty());
    assert!(bench.mails().await.iter().all(|mail| mail.status == MailStatus::Stored));
}

#[tokio::test]
async fn the_same_bytes_twice_in_one_batch_are_one_mail_with_two_rows() {
    let bench = Bench::new();
    let arrivals = vec![arrival("INBOX", 1, "mail 1"), arrival("INBOX", 2, "mail 1")];
    let report = accept(&bench.store, now(), arrivals, None).await.unwrap();
    assert_eq!((report.new_mails, report.again), (1, 1));
    assert_eq!((bench.mails().await.len(), bench.ledger().await.len()), (1, 2));
    assert_eq!(
        bench.mails().await[0].message_id.as_deref(),
        Some("mail.1@vendor.example")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_folders_that_take_the_same_mails_at_once_agree() {
    let bench = Bench::new();
    let many = |name: &'static str| {
        let store = std::sync::Arc::clone(&bench.store);
        tokio::spawn(async move {
            let mut new_mails = 0;
            for uid in 1..=30 {
                let arrivals = vec![arrival(name, uid, &format!("mail {uid}"))];
                new_mails += accept(&store, now(), arrivals, None).await.unwrap().new_mails;
            }
            new_mails
        })
    };
    let (first, second) = tokio::join!(many("INBOX"), many("Requests"));
    assert_eq!(first.unwrap() + second.unwrap(), 30);
    assert_eq!((bench.mails().await.len(), bench.ledger().await.len()), (30, 60));
}

#[tokio::test]
async fn the_cursor_goes_forward_only_unless_the_folder_is_renumbered() {
    let bench = Bench::new();
    let inbox = folder("INBOX");
    for (given, kept) in [
        (cursor(7, 5), cursor(7, 5)),
        (cursor(7, 3), cursor(7, 5)),
        (cursor(7, 9), cursor(7, 9)),
        (cursor(8, 1), cursor(8, 1)),
    ] {
        accept(&bench.store, now(), Vec::new(), Some((&inbox, given)))
            .await
            .unwrap();
        assert_eq!(bench.store.cursor(&inbox).await.unwrap().unwrap().cursor, kept);
    }
}

#[tokio::test]
async fn refused_and_vanished_messages_get_rows_that_nobody_has_to_tell() {
    let bench = Bench::new();
    let arrivals = vec![
        Arrival {
            content: Content::Refused("too large".into()),
            ..arrival("INBOX", 1, "mail 1")
        },
        Arrival {
            content: Content::Vanished,
            ..arrival("INBOX", 2, "mail 2")
        },
    ];
    let report = accept(&bench.store, now(), arrivals, None).await.unwrap();
    assert_eq!((report.refused, report.vanished, report.to_tell.len()), (1, 1, 0));
    let rows = bench.ledger().await;
    assert!(rows.iter().all(|row| row.acknowledged));
    assert_eq!(rows[1].taken, Taken::Vanished);
    assert!(bench.mails().await.is_empty());
}
