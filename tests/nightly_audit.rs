//! The recount of every night, against a real mailbox.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::sync::Arc;

use greenroom::domain::mail::{Cursor, FolderKey};
use greenroom::intake::accept::accept;
use greenroom::scheduler::audit::AuditWorker;
use greenroom::scheduler::worker::Worker;
use jiff::Timestamp;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod intake;

use dovecot::Dovecot;
use intake::{Bench, mail};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_night_what_the_ledger_does_not_explain_is_found_and_nothing_is_changed() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    for number in 1..=3 {
        hand.append("INBOX", "", &mail(&format!("mail {number}")));
    }
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    let worker = AuditWorker::new(Arc::clone(&bench.store), Arc::new(bench.config.clone()));
    let first = worker.run_once(at("2027-03-01T08:00:00Z")).await;
    assert_eq!((first.done, first.next), (0, Some(at("2027-03-02T03:00:00Z"))));
    assert_eq!(worker.latest(), None);
    assert_eq!(
        worker.run_once(at("2027-03-02T02:59:00Z")).await.done,
        0,
        "a commit woke it early"
    );

    // One mail came a moment ago: that is no finding.
    hand.append("INBOX", "", &mail("mail 4"));
    let second = worker.run_once(at("2027-03-02T03:00:00Z")).await;
    assert_eq!((second.done, second.next), (1, Some(at("2027-03-03T03:00:00Z"))));
    let found = worker.latest().unwrap();
    assert_eq!((found.present, found.unexplained, found.failed), (4, 0, 0));

    // The cursor is past a message that has no row, as no crash can make it.
    let uid_validity = bench.ledger().await[0].key.uid_validity;
    let folder = FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    };
    let last_uid = 4;
    let cursor = Cursor { uid_validity, last_uid };
    accept(
        &bench.store,
        at("2027-03-02T04:00:00Z"),
        Vec::new(),
        Some((&folder, cursor)),
    )
    .await
    .unwrap();
    let before = bench.records().await;
    worker.run_once(at("2027-03-03T03:00:00Z")).await;
    assert_eq!(worker.latest().unwrap().unexplained, 1);
    assert_eq!(bench.records().await, before, "nothing was changed");

    // A mailbox that cannot be reached is told, and the next night tries again.
    drop(server);
    let report = worker.run_once(at("2027-03-04T03:00:00Z")).await;
    assert_eq!((report.failed, report.next), (None, Some(at("2027-03-05T03:00:00Z"))));
    assert_eq!(worker.latest().unwrap().failed, 1);
}
