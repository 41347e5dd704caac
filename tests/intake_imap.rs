//! Takes mail from a real Dovecot: every message ends in one ledger row, none is lost and none comes twice.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use greenroom::config::{AfterCommit, ImapConfig};
use greenroom::domain::mail::{Cursor, FolderKey, LedgerKey, Taken};
use greenroom::intake::accept::{Arrival, Content, accept};
use greenroom::intake::audit::{Missing, recount};

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod support;

use dovecot::{Dovecot, Hand};
use support::{Bench, mail, mail_of, subjects};

fn fill(hand: &mut Hand, count: usize) {
    for i in 1..=count {
        hand.append("INBOX", "", &mail(&format!("mail {i}")));
    }
}

fn inbox() -> FolderKey {
    FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    }
}

fn moving() -> AfterCommit {
    AfterCommit::Move {
        folder: "Greenroom/Taken in".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_mails_give_two_hundred_rows_and_a_second_pass_none() {
    let Some(server) = Dovecot::start() else { return };
    fill(&mut server.hand(), 200);
    let bench = Bench::with_imap(server.config());
    let results = bench.once_well().await;
    assert_eq!(results[0].report.new_mails, 200);
    assert_eq!(bench.ledger().await.len(), 200);
    assert_eq!(bench.subjects().await, subjects(200));
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    let audits = recount(&bench.config, &bench.store).await.unwrap();
    assert_eq!(
        (audits[0].present, audits[0].stored, audits[0].unexplained.len()),
        (200, 200, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_a_person_read_or_flagged_first_is_taken_and_its_flags_are_left() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.append("INBOX", "\\Seen", &mail("mail 1"));
    hand.append("INBOX", "\\Flagged \\Answered", &mail("mail 2"));
    hand.append("INBOX", "", &mail("mail 3"));
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    assert_eq!(bench.subjects().await, subjects(3));
    assert_eq!(hand.search("INBOX", "SEEN"), [1]);
    assert_eq!(hand.search("INBOX", "FLAGGED"), [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_oversize_mail_is_listed_with_numbers_and_the_rest_is_taken() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.append("INBOX", "", &mail("mail 1"));
    hand.append("INBOX", "", &mail_of("too large", 1_500_000));
    hand.append("INBOX", "", &mail("mail 2"));
    let bench = Bench::with_imap(ImapConfig {
        max_mail_mb: 1,
        after: moving(),
        ..server.config()
    });
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.refused), (2, 1));
    assert_eq!(bench.subjects().await, subjects(2));
    let rows = bench.ledger().await;
    let Taken::Refused { reason } = &rows[1].taken else {
        panic!("{:?}", rows[1])
    };
    assert!(
        reason.contains(&rows[1].size.to_string()) && reason.contains("1 MB"),
        "{reason}"
    );
    assert_eq!(hand.search("INBOX", "ALL"), [2], "the refused mail stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_mails_are_moved_to_a_folder_that_is_made() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    fill(&mut hand, 60);
    let bench = Bench::with_imap(ImapConfig {
        after: moving(),
        ..server.config()
    });
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.acknowledged), (60, 60));
    assert_eq!(hand.search("Greenroom/Taken in", "ALL").len(), 60);
    assert!(hand.search("INBOX", "ALL").is_empty());
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_move_gets_copy_and_expunge_and_nobody_elses_mail_is_removed() {
    // Without UIDPLUS a mail that was copied away stays, marked, beside one that somebody else marked.
    for (uidplus, left_behind) in [("UIDPLUS", vec![4]), ("", vec![4, 5])] {
        let extra = format!("imap_capability = IMAP4rev1 SASL-IR LITERAL+ {uidplus}");
        let Some(server) = Dovecot::start_with("server", &extra) else {
            return;
        };
        let mut hand = server.hand();
        fill(&mut hand, 3);
        let bench = Bench::with_imap(ImapConfig {
            after: moving(),
            ..server.config()
        });
        bench.once_well().await;
        assert_eq!(hand.search("Greenroom/Taken in", "ALL").len(), 3);
        assert!(hand.search("INBOX", "ALL").is_empty());

        // Somebody marks a mail that is too large to be taken. Only what was taken may be removed.
        hand.append("INBOX", "\\Deleted", &mail_of("too large", 1_500_000));
        hand.append("INBOX", "", &mail("mail 4"));
        let mut small = bench.config.clone();
        small.source.imap[0].max_mail_mb = 1;
        let bench = Bench { config: small, ..bench };
        bench.once_well().await;
        assert_eq!(hand.search("INBOX", "ALL"), left_behind);
        assert_eq!(hand.search("Greenroom/Taken in", "ALL").len(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_mails_get_a_keyword() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    fill(&mut hand, 3);
    let after = AfterCommit::Flag {
        keyword: "$Greenroom".into(),
    };
    let bench = Bench::with_imap(ImapConfig {
        after,
        ..server.config()
    });
    bench.once_well().await;
    assert_eq!(hand.search("INBOX", "KEYWORD $Greenroom"), [1, 2, 3]);
    assert!(hand.search("INBOX", "SEEN").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renumbered_folder_is_read_again_and_nothing_comes_twice() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.run("CREATE Requests");
    for i in 1..=5 {
        hand.append("Requests", "", &mail(&format!("mail {i}")));
    }
    let bench = Bench::with_imap(ImapConfig {
        folders: vec!["Requests".into()],
        ..server.config()
    });
    bench.once_well().await;
    let first = bench.ledger().await[0].key.uid_validity;
    hand.run("DELETE Requests");
    hand.run("CREATE Requests");
    for i in 3..=7 {
        hand.append("Requests", "", &mail(&format!("mail {i}")));
    }
    let results = bench.once_well().await;
    let rows = bench.ledger().await;
    assert!(
        rows.iter().any(|row| row.key.uid_validity != first),
        "the server did not renumber"
    );
    assert_eq!((results[0].report.new_mails, results[0].report.again), (2, 3));
    assert_eq!(rows.len(), 10);
    assert_eq!(bench.subjects().await, subjects(7));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_commit_and_acknowledgement_is_made_up_for() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    fill(&mut hand, 3);
    let validity: u32 = hand
        .run("SELECT INBOX")
        .iter()
        .find_map(|line| line.split("[UIDVALIDITY ").nth(1)?.split(']').next()?.parse().ok())
        .unwrap();
    let bench = Bench::with_imap(ImapConfig {
        after: moving(),
        ..server.config()
    });
    // The first two were committed, then the process died.
    let folder = inbox();
    let arrivals = (1..=2).map(|uid| Arrival {
        key: LedgerKey::imap(&folder, validity, uid),
        size: 300,
        content: Content::Mail(mail(&format!("mail {uid}"))),
        tell: true,
    });
    let cursor = Cursor {
        uid_validity: validity,
        last_uid: 2,
    };
    let now = "2027-03-01T07:00:00Z".parse().unwrap();
    let report = accept(&bench.store, now, arrivals.collect(), Some((&folder, cursor)));
    assert_eq!(report.await.unwrap().to_tell.len(), 2);
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.acknowledged), (1, 3));
    assert_eq!(hand.search("Greenroom/Taken in", "ALL").len(), 3);
    assert!(hand.search("INBOX", "ALL").is_empty());
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
    assert_eq!(bench.subjects().await, subjects(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_mail_in_two_folders_is_one_mail_with_two_rows() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.run("CREATE Requests");
    hand.append("INBOX", "", &mail("mail 1"));
    hand.append("Requests", "", &mail("mail 1"));
    let bench = Bench::with_imap(ImapConfig {
        folders: vec!["INBOX".into(), "Requests".into()],
        ..server.config()
    });
    bench.once_well().await;
    assert_eq!((bench.ledger().await.len(), bench.mails().await.len()), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_names_what_nothing_explains() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    fill(&mut hand, 2);
    let bench = Bench::with_imap(server.config());
    // A row is missing below the cursor, as if somebody had restored an older copy of the store.
    let recounted = || async { recount(&bench.config, &bench.store).await.unwrap().remove(0) };
    let uid_validity = {
        let before = recounted().await;
        assert!(
            before
                .unexplained
                .iter()
                .all(|message| message.what == Missing::NotTakenYet)
        );
        before.unexplained[0].key.uid_validity
    };
    let folder = inbox();
    let cursor = Cursor {
        uid_validity,
        last_uid: 1,
    };
    let now = "2027-03-01T07:00:00Z".parse().unwrap();
    accept(&bench.store, now, Vec::new(), Some((&folder, cursor)))
        .await
        .unwrap();
    let found: Vec<Missing> = recounted()
        .await
        .unexplained
        .iter()
        .map(|message| message.what)
        .collect();
    assert_eq!(found, [Missing::Row, Missing::NotTakenYet]);
    bench.once_well().await;
    assert_eq!(
        bench.subjects().await,
        subjects(2),
        "one pass over the whole repairs it"
    );
    assert!(recounted().await.unexplained.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn intake_pauses_when_the_disk_is_nearly_full_and_goes_on_later() {
    let Some(server) = Dovecot::start() else { return };
    fill(&mut server.hand(), 2);
    let mut bench = Bench::with_imap(server.config());
    bench.config.store.free_space_floor_mb = u64::MAX;
    let words = bench.once().await[0].error.as_ref().unwrap().to_string();
    assert!(words.contains("intake pauses"), "{words}");
    assert!(bench.records().await.is_empty());
    bench.config.store.free_space_floor_mb = 1;
    bench.once_well().await;
    assert_eq!(bench.subjects().await, subjects(2));
}
