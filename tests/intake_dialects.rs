//! The same tests of intake against Dovecot, Cyrus and Courier, each of which speaks IMAP in its own way. What differs is
//! told in `deploy/SERVERS.md`.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::BTreeMap;
use std::path::Path;

use greenroom::config::{AfterCommit, ImapConfig, Secret};
use greenroom::domain::mail::{Cursor, FolderKey, Taken};
use greenroom::intake::accept::accept;
use greenroom::intake::audit::{FolderAudit, Missing, recount};
use greenroom::intake::error::Hope;
use greenroom::intake::imap::probe;
use greenroom::intake::{FolderStatus, everything};
use tokio::sync::watch;

#[path = "support/dialects.rs"]
mod dialects;
#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod support;

use dialects::{Kind, Server, Shows};
use dovecot::Hand;
use support::{Bench, mail, mail_of, subjects, taken};

/// Makes one test of each case and each server.
macro_rules! on_every_server {
    ($($case:ident,)+) => {
        on_every_server!(with_dovecot Dovecot $($case)+);
        on_every_server!(with_cyrus Cyrus $($case)+);
        on_every_server!(with_courier Courier $($case)+);
    };
    ($module:ident $kind:ident $($case:ident)+) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    Box::pin(super::$case(super::Kind::$kind)).await;
                }
            )+
        }
    };
}

on_every_server! {
    two_hundred_mails_give_two_hundred_rows_and_a_second_pass_none,
    what_a_person_read_first_is_taken_and_its_flags_are_left,
    an_oversize_mail_is_listed_with_numbers_and_the_rest_is_taken,
    odd_mails_arrive_byte_by_byte,
    what_no_mail_should_have_is_taken_where_the_server_took_it,
    taken_mails_are_moved_to_a_folder_that_is_made_by_the_rules_of_the_server,
    mail_is_not_moved_to_where_it_is,
    without_move_and_uidplus_nobody_elses_mail_is_removed,
    taken_mails_get_a_keyword,
    a_renumbered_folder_is_read_again_and_nothing_comes_twice,
    old_mail_is_left_and_what_is_moved_in_later_is_taken,
    new_mail_is_noticed_while_idling,
    without_idle_new_mail_is_found_by_looking,
    each_protection_logs_in_and_a_strange_authority_is_refused,
    a_wrong_password_and_a_wrong_folder_are_said_in_words,
    the_audit_names_what_nothing_explains,
    connections_that_are_cut_lose_and_double_nothing,
    an_end_while_idling_is_survived,
}

fn fill(hand: &mut Hand, count: usize) {
    for i in 1..=count {
        hand.append("INBOX", "", &mail(&format!("mail {i}")));
    }
}

fn passes(folders: &BTreeMap<FolderKey, FolderStatus>) -> u64 {
    folders.values().map(|status| status.passes).sum()
}

fn move_to(folder: &str) -> AfterCommit {
    AfterCommit::Move { folder: folder.into() }
}

async fn audit(bench: &Bench) -> FolderAudit {
    let audit = recount(&bench.config, &bench.store).await.unwrap().remove(0);
    assert!(audit.error.is_none(), "{audit:?}");
    audit
}

async fn two_hundred_mails_give_two_hundred_rows_and_a_second_pass_none(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    fill(&mut server.hand(), 200);
    let bench = Bench::with_imap(server.config());
    assert_eq!(bench.once_well().await[0].report.new_mails, 200);
    assert_eq!(bench.ledger().await.len(), 200);
    assert_eq!(bench.subjects().await, subjects(200));
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    let audit = audit(&bench).await;
    assert_eq!(
        (audit.present, audit.stored, audit.unexplained.len()),
        (200, 200, 0),
        "{audit:?}"
    );
}

async fn what_a_person_read_first_is_taken_and_its_flags_are_left(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    hand.append("INBOX", "\\Seen", &mail("mail 1"));
    hand.append("INBOX", "\\Flagged \\Answered", &mail("mail 2"));
    hand.append("INBOX", "", &mail("mail 3"));
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    assert_eq!(bench.subjects().await, subjects(3));
    assert_eq!(hand.search("INBOX", "SEEN"), [1]);
    assert_eq!(hand.search("INBOX", "FLAGGED"), [2]);
    assert_eq!(hand.search("INBOX", "ANSWERED"), [2]);
}

async fn an_oversize_mail_is_listed_with_numbers_and_the_rest_is_taken(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    hand.append("INBOX", "", &mail("mail 1"));
    hand.append("INBOX", "", &mail_of("too large", 1_500_000));
    hand.append("INBOX", "", &mail("mail 2"));
    let bench = Bench::with_imap(ImapConfig {
        max_mail_mb: 1,
        after: move_to("Taken in"),
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

/// Mails that a server or a client could stumble over, without NUL, which IMAP forbids.
fn odd_mails() -> Vec<Vec<u8>> {
    let long = "x".repeat(9000);
    let texts = [
        "From: a@vendor.example\r\nSubject: no message id\r\n\r\nhello\r\n".to_owned(),
        "From: a@vendor.example\r\nSubject: \"quotes\" \\ {12}\r\n {999999}\r\n\r\n* 1 FETCH (UID 9)\r\ng1 OK done\r\n"
            .to_owned(),
        "From: a@vendor.example\r\nSubject: =?utf-8?Q?N=C3=A4chste_Woche?= =?broken?Z?x?=\r\n\r\n)\r\n".to_owned(),
        "Subject:\r\n\r\n".to_owned(),
        "From: a@vendor.example\r\n\r\nno subject, and no end of the last line".to_owned(),
        format!("From: a@vendor.example\r\nSubject: {long}\r\n\r\n{long}\r\n"),
        "From: a@vendor.example\r\nMessage-ID: \r\nMessage-ID: <not closed\r\nSubject: (((\r\n\r\n(((\r\n".to_owned(),
    ];
    let mut mails: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    mails.push(b"From: a@vendor.example\r\nSubject: bytes in the text\r\n\r\n\xff\xfe \xe4\r\n".to_vec());
    mails
}

async fn odd_mails_arrive_byte_by_byte(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    let mails = odd_mails();
    for mail in &mails {
        hand.append("INBOX", "", mail);
    }
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    let stored = stored(&bench).await;
    assert_eq!(stored.len(), mails.len());
    for (found, mut expected) in stored.into_iter().zip(mails) {
        if kind == Kind::Courier && !expected.ends_with(b"\n") {
            // It ends the last line itself.
            expected.extend(b"\r\n");
        }
        let texts = [&found, &expected].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert_eq!(texts[0], texts[1]);
        assert!(found == expected);
    }
}

/// The bytes of every message, in the order of the folder; each must be stored.
async fn stored(bench: &Bench) -> Vec<Vec<u8>> {
    let mut stored = Vec::new();
    for row in bench.ledger().await {
        let Taken::Stored { mail } = row.taken else {
            panic!("{row:?}")
        };
        stored.push(bench.store.raw(mail).await.unwrap().unwrap());
    }
    stored
}

async fn what_no_mail_should_have_is_taken_where_the_server_took_it(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    let mut given = 0;
    for mail in [
        b"Subject: nul \0 byte\r\n\r\nx\0y\r\n".as_slice(),
        b"Subject: bare line ends\n\nx\ny\n",
        b"Subject: bytes in the head \xe4\r\n\r\nx\r\n",
    ] {
        let said = hand.offer("INBOX", mail);
        assert!(said.starts_with("OK") || kind == Kind::Cyrus, "{said}");
        given += usize::from(said.starts_with("OK"));
    }
    assert_eq!(given, if kind == Kind::Cyrus { 1 } else { 3 });
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    assert_eq!(stored(&bench).await.len(), given);
    let found = stored(&bench).await.remove(given - 1);
    let expected: &[u8] = match kind {
        Kind::Dovecot | Kind::Courier => b"Subject: bytes in the head \xe4\r\n\r\nx\r\n",
        // It marks what it cannot have.
        Kind::Cyrus => b"Subject: bytes in the head X\r\n\r\nx\r\n",
    };
    assert!(found == expected, "{}", String::from_utf8_lossy(&found));
}

async fn taken_mails_are_moved_to_a_folder_that_is_made_by_the_rules_of_the_server(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    // As the owner writes it, and as the server calls it.
    let names = [
        ("Greenroom/Taken in", "Greenroom/Taken in"),
        // So far this is only a part of that name, and no folder everywhere.
        ("Greenroom", "Greenroom"),
        ("Erledigt & Größe", "Erledigt &- Gr&APYA3w-e"),
    ];
    for (turn, (written, on_the_wire)) in (1_u32..).zip(names) {
        let there = server.folder(on_the_wire);
        for after in [written.to_owned(), server.folder(written)] {
            fill(&mut hand, 10);
            let bench = Bench::with_imap(ImapConfig {
                after: move_to(&after),
                ..server.config()
            });
            let report = bench.once_well().await[0].report;
            assert_eq!((report.new_mails, report.acknowledged), (10, 10));
            assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
            assert!(hand.search("INBOX", "ALL").is_empty(), "turn {turn}");
        }
        assert_eq!(hand.search(&there, "ALL").len(), 20, "both names mean {there}");
    }
}

async fn mail_is_not_moved_to_where_it_is(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    let done = server.folder("Done");
    hand.run(&format!("CREATE {done}"));
    for (watched, after) in [(done.as_str(), "Done"), ("INBOX", "Inbox")] {
        hand.append(watched, "", &mail("mail 1"));
        let bench = Bench::with_imap(ImapConfig {
            folders: vec![watched.to_owned()],
            after: move_to(after),
            ..server.config()
        });
        for new_mails in [1, 0] {
            let results = bench.once().await;
            assert_eq!(results[0].report.new_mails, new_mails);
            let words = results[0].error.as_ref().unwrap().to_string();
            assert!(words.contains("in that folder already"), "{words}");
        }
        assert_eq!(hand.search(watched, "ALL"), [1], "else it would be moved for ever");
    }
}

async fn without_move_and_uidplus_nobody_elses_mail_is_removed(kind: Kind) {
    let Some(server) = Server::start_with(kind, Shows::NoUidplus) else {
        return;
    };
    let mut hand = server.hand();
    fill(&mut hand, 3);
    let bench = Bench::with_imap(ImapConfig {
        after: move_to("Taken in"),
        ..server.config()
    });
    bench.once_well().await;
    let there = server.folder("Taken in");
    assert_eq!(hand.search(&there, "ALL").len(), 3);
    assert!(hand.search("INBOX", "ALL").is_empty());

    // Somebody marks a mail that is too large to be taken. Only what was taken may be removed.
    hand.append("INBOX", "\\Deleted", &mail_of("too large", 1_500_000));
    hand.append("INBOX", "", &mail("mail 4"));
    let mut small = bench.config.clone();
    small.source.imap[0].max_mail_mb = 1;
    let bench = Bench { config: small, ..bench };
    bench.once_well().await;
    assert_eq!(
        hand.search("INBOX", "ALL"),
        [4, 5],
        "what was copied stays beside it, marked"
    );
    assert_eq!(hand.search(&there, "ALL").len(), 4);
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    assert_eq!(hand.search(&there, "ALL").len(), 4, "it is not copied again");
}

async fn taken_mails_get_a_keyword(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
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

async fn a_renumbered_folder_is_read_again_and_nothing_comes_twice(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    let folder = server.folder("Requests");
    hand.run(&format!("CREATE {folder}"));
    for i in 1..=5 {
        hand.append(&folder, "", &mail(&format!("mail {i}")));
    }
    let bench = Bench::with_imap(ImapConfig {
        folders: vec![folder.clone()],
        ..server.config()
    });
    bench.once_well().await;
    let first = bench.ledger().await[0].key.uid_validity;
    // A server that numbers by the clock gives the same number to two folders of one second.
    hand.run("SELECT INBOX");
    for tries in 0.. {
        assert!(tries < 10_000, "the server did not renumber");
        hand.run(&format!("DELETE {folder}"));
        hand.run(&format!("CREATE {folder}"));
        if hand.uid_validity(&folder) != first {
            break;
        }
        hand.run("SELECT INBOX");
    }
    for i in 3..=7 {
        hand.append(&folder, "", &mail(&format!("mail {i}")));
    }
    let report = bench.once_well().await[0].report;
    assert_eq!((report.new_mails, report.again), (2, 3));
    assert_eq!(bench.ledger().await.len(), 10);
    assert_eq!(bench.subjects().await, subjects(7));
}

async fn old_mail_is_left_and_what_is_moved_in_later_is_taken(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    for (number, day) in (1..).zip([
        "01-Dec-2020",
        "20-Feb-2021",
        "01-Dec-2020",
        "29-Jan-2021",
        "30-Jan-2021",
    ]) {
        hand.append_of("INBOX", day, &mail(&format!("mail {number}")));
    }
    let bench = Bench::with_imap(ImapConfig {
        first_days: 30,
        ..server.config()
    });
    bench.clock.set("2021-03-01T08:00:00Z".parse().unwrap());
    let report = bench.once_well().await[0].report;
    assert_eq!((report.new_mails, report.old), (2, 3));
    assert_eq!(bench.subjects().await, ["mail 2", "mail 5"].map(str::to_owned).into());
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    // Somebody moves a mail of last year into the folder: that is a mail of today.
    hand.append_of("INBOX", "01-Dec-2020", &mail("mail 6"));
    let report = bench.once_well().await[0].report;
    assert_eq!((report.new_mails, report.old), (1, 0));
    let report = everything(&bench.config, &bench.store, &bench.shared_clock(), |_| {}).await[0].report;
    assert_eq!((report.new_mails, report.old), (3, 0));
    assert_eq!(bench.subjects().await, subjects(6));
}

async fn new_mail_is_noticed_while_idling(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
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

async fn without_idle_new_mail_is_found_by_looking(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
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

async fn each_protection_logs_in_and_a_strange_authority_is_refused(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    server.hand().append("INBOX", "", b"Subject: one\r\n\r\nx\r\n");
    for config in [server.config(), server.starttls_config(), server.plain_config()] {
        let found = probe(&config, Path::new("/")).await.unwrap();
        assert!(found.can_idle);
        assert_eq!(found.can_move, kind != Kind::Courier);
        assert_eq!((found.folders[0].name.as_str(), found.folders[0].exists), ("INBOX", 1));
        assert!(found.folders[0].uid_validity > 0);
    }
    for config in [server.config(), server.starttls_config()] {
        let strange = ImapConfig {
            ca_file: Some(server.other_authority()),
            ..config
        };
        let error = probe(&strange, Path::new("/")).await.unwrap_err();
        assert_eq!(error.hope(), Hope::AfterRepair, "{error}");
        let words = error.to_string();
        assert!(words.contains("not trusted") && words.contains("ca_file"), "{words}");
    }
}

async fn a_wrong_password_and_a_wrong_folder_are_said_in_words(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let wrong = Secret {
        file: server.config().ca_file,
        env: None,
    };
    let config = ImapConfig {
        password: wrong,
        ..server.config()
    };
    let error = probe(&config, Path::new("/")).await.unwrap_err();
    assert_eq!(error.hope(), Hope::AfterRepair, "{error}");
    let words = error.to_string();
    assert!(
        words.contains("does not accept the login") && words.contains("check `user`"),
        "{words}"
    );
    let server_says = match kind {
        Kind::Dovecot => "Authentication failed",
        Kind::Cyrus => "authentication failure",
        Kind::Courier => "Login failed",
    };
    assert!(words.contains(server_says), "{words}");
    let folder = server.folder("Requests/New");
    server.hand().run(&format!("CREATE \"{folder}\""));
    let config = ImapConfig {
        folders: vec!["Inbocks".into()],
        ..server.config()
    };
    let error = probe(&config, Path::new("/")).await.unwrap_err();
    assert_eq!(error.hope(), Hope::AfterRepair, "{error}");
    let words = error.to_string();
    assert!(
        words.contains("no folder \"Inbocks\"") && words.contains("INBOX"),
        "{words}"
    );
    assert!(words.contains(&folder), "the names to choose from: {words}");
}

async fn the_audit_names_what_nothing_explains(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    fill(&mut server.hand(), 2);
    let bench = Bench::with_imap(server.config());
    let before = audit(&bench).await.unexplained;
    assert_eq!(before.len(), 2);
    assert!(before.iter().all(|message| message.what == Missing::NotTakenYet));
    // A row is missing below the cursor, as if somebody had restored an older copy of the store.
    let cursor = Cursor {
        uid_validity: before[0].key.uid_validity,
        last_uid: 1,
    };
    let now = "2027-03-01T07:00:00Z".parse().unwrap();
    let folder = before[0].key.folder.clone();
    accept(&bench.store, now, Vec::new(), Some((&folder, cursor)))
        .await
        .unwrap();
    let found: Vec<Missing> = audit(&bench)
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
    assert!(audit(&bench).await.unexplained.is_empty());
}

async fn connections_that_are_cut_lose_and_double_nothing(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let mut hand = server.hand();
    for i in 1..=60 {
        hand.append("INBOX", "", &mail_of(&format!("mail {i}"), 3000));
    }
    let (config, mut proxy) = server.proxied();
    let bench = Bench::with_imap(ImapConfig {
        after: move_to("Taken"),
        ..config
    });
    // Every connection ends within the first batch, each time in the middle of a mail.
    proxy.tell("cut_down 30000");
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench.until(&intake, |folders| taken(folders) > 10).await;
    for bytes in [20_011, 13_333, 9_000] {
        let before = taken(&intake.status.folders());
        proxy.tell(&format!("cut_down {bytes}"));
        bench.until(&intake, |folders| taken(folders) > before).await;
    }
    let failures: u64 = intake.status.folders().values().map(|status| status.failures).sum();
    assert!(failures >= 3, "the proxy cut only {failures} times");
    proxy.tell("pass");
    bench
        .until(&intake, |folders| taken(folders) == 60 && passes(folders) > 0)
        .await;
    assert_eq!(bench.subjects().await, subjects(60));
    assert_eq!(bench.ledger().await.len(), 60);
    assert!(bench.ledger().await.iter().all(|row| row.acknowledged));
    assert_eq!(hand.search(&server.folder("Taken"), "ALL").len(), 60);
    assert!(hand.search("INBOX", "ALL").is_empty());
}

async fn an_end_while_idling_is_survived(kind: Kind) {
    let Some(server) = Server::start(kind) else { return };
    let (config, mut proxy) = server.proxied();
    let bench = Bench::with_imap(config);
    let (_stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    let mut hand = server.hand();
    hand.append("INBOX", "", &mail("mail 1"));
    bench.until(&intake, |folders| taken(folders) == 1).await;
    proxy.tell("reset");
    bench
        .until_unaided(&intake, |folders| folders.values().any(|status| status.failures > 0))
        .await;
    hand.append("INBOX", "", &mail("mail 2"));
    bench
        .until(&intake, |folders| {
            taken(folders) == 2 && folders.values().all(|status| status.last_error.is_none())
        })
        .await;
    assert_eq!(bench.subjects().await, subjects(2));
}
