//! What the ledger says of a real mailbox in which people work too, and of one that was full long before the first
//! connection: each message is explained, none is taken twice, and none is lost.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use greenroom::app::App;
use greenroom::config::{Config, ImapConfig};
use greenroom::domain::mail::{MailStatus, Taken};
use greenroom::intake::audit::{FolderAudit, recount};
use greenroom::intake::everything;
use greenroom::store::Record;
use tokio::sync::watch;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/intake.rs"]
mod intake;

use dovecot::{Dovecot, Hand};
use intake::{Bench, mail, subjects, taken};

/// The first connection is in the past, for the server believes in no mail of the future.
const FIRST: &str = "2021-03-01T08:00:00Z";
/// Then this is old and that is not.
const OLD: &str = "01-Dec-2020";
const RECENT: &str = "20-Feb-2021";

/// What lies in a mailbox that has been in use for years.
const OLD_MAILS: usize = 50_000;

/// A bench that leaves what is older than a month.
fn with_cut_off(server: &Dovecot) -> Bench {
    let bench = Bench::with_imap(ImapConfig {
        first_days: 30,
        ..server.config()
    });
    bench.clock.set(FIRST.parse().unwrap());
    bench
}

async fn audit(bench: &Bench) -> FolderAudit {
    recount(&bench.config, &bench.store).await.unwrap().remove(0)
}

/// The counts of a recount in which nothing is unexplained: present, stored, refused, old.
async fn counts(bench: &Bench) -> [u64; 4] {
    let audit = audit(bench).await;
    assert!(audit.error.is_none() && audit.unexplained.is_empty(), "{audit:?}");
    [audit.present, audit.stored, audit.refused, audit.old]
}

#[tokio::test(flavor = "multi_thread")]
async fn old_mail_is_listed_and_left_until_somebody_asks_for_it() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    for (number, day) in (1..).zip([OLD, RECENT, OLD, "29-Jan-2021", "30-Jan-2021"]) {
        hand.append_of("INBOX", day, &mail(&format!("mail {number}")));
    }
    let bench = with_cut_off(&server);
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.old), (2, 3));
    assert_eq!(bench.subjects().await, ["mail 2", "mail 5"].map(str::to_owned).into());
    assert_eq!(counts(&bench).await, [5, 2, 0, 3]);
    assert_eq!(
        bench.once_well().await[0].report.rows(),
        0,
        "they are not looked at again"
    );

    // Somebody moves a mail of last year into the folder: that is a mail of today.
    hand.append_of("INBOX", OLD, &mail("mail 6"));
    assert_eq!(bench.once_well().await[0].report.new_mails, 1);
    assert_eq!(counts(&bench).await, [6, 3, 0, 3]);

    let clock = bench.shared_clock();
    let results = everything(&bench.config, &bench.store, &clock, |_| {}).await;
    assert_eq!((results[0].report.new_mails, results[0].report.old), (3, 0));
    assert_eq!(bench.subjects().await, subjects(6));
    assert_eq!(counts(&bench).await, [6, 6, 0, 0]);
    assert_eq!(bench.ledger().await.len(), 6, "their rows are the same rows");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_is_fixed_at_the_first_connection_whatever_happens_then() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.run("CREATE Requests");
    for (number, day) in (1..).zip([OLD, RECENT]) {
        hand.append_of("Requests", day, &mail(&format!("mail {number}")));
    }
    let mut bench = with_cut_off(&server);
    bench.config.source.imap[0].folders = vec!["Requests".into()];
    bench.once_well().await;
    // Greenroom is away for months, and meanwhile the server numbers the folder anew.
    bench.clock.set("2021-09-01T08:00:00Z".parse().unwrap());
    hand.run("DELETE Requests");
    hand.run("CREATE Requests");
    for (number, day) in (1..).zip([OLD, RECENT, "15-Apr-2021", OLD]) {
        hand.append_of("Requests", day, &mail(&format!("mail {number}")));
    }
    let results = bench.once_well().await;
    let report = results[0].report;
    assert_eq!(
        (report.new_mails, report.again, report.old),
        (1, 1, 2),
        "nothing of the months away is old"
    );
    assert_eq!(counts(&bench).await, [4, 2, 0, 2]);
    hand.append_of("Requests", OLD, &mail("mail 5"));
    assert_eq!(bench.once_well().await[0].report.new_mails, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_full_of_old_mail_is_begun_with_in_a_moment() {
    let Some(server) = Dovecot::start() else { return };
    let old: Vec<Vec<u8>> = (0..OLD_MAILS).map(|number| mail(&format!("old {number}"))).collect();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    server.put_files_of(Some(long_ago), old.iter().map(Vec::as_slice));
    let mut hand = server.hand();
    assert_eq!(hand.search("INBOX", "ALL").len(), OLD_MAILS);
    hand.append_of("INBOX", RECENT, &mail("mail 1"));
    let bench = with_cut_off(&server);
    let (stop, stopped) = watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench.until(&intake, |folders| taken(folders) == 1).await;
    hand.append_of("INBOX", OLD, &mail("mail 2"));
    bench.until(&intake, |folders| taken(folders) == 2).await;
    stop.send(true).unwrap();
    let many = u64::try_from(OLD_MAILS).unwrap();
    assert_eq!(counts(&bench).await, [many + 2, 2, 0, many]);
    assert_eq!(bench.subjects().await, subjects(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_move_copy_and_remove_mails_and_each_is_explained() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    hand.run("CREATE Done");
    for number in 1..=6 {
        hand.append("INBOX", "", &mail(&format!("mail {number}")));
    }
    let bench = Bench::with_imap(server.config());
    bench.once_well().await;
    hand.run("SELECT INBOX");
    hand.run("UID STORE 1 +FLAGS (\\Seen \\Flagged)");
    hand.run("UID MOVE 2 Done");
    hand.run("UID COPY 3 INBOX");
    hand.run("UID STORE 4 +FLAGS (\\Deleted)");
    hand.run("EXPUNGE");
    // One is removed before anybody but its owner saw it, one comes back from where it was moved.
    hand.append("INBOX", "\\Deleted", &mail("never seen"));
    hand.run("EXPUNGE");
    hand.run("SELECT Done");
    hand.run("UID MOVE 1 INBOX");
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.again), (0, 2));
    assert_eq!(counts(&bench).await, [6, 6, 0, 0]);
    assert_eq!(bench.subjects().await, subjects(6), "what was removed is kept");
    assert_eq!(
        bench.ledger().await.len(),
        8,
        "each UID has its row, also those that are gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn oversize_mails_and_those_without_a_message_id_have_their_rows() {
    let Some(server) = Dovecot::start() else { return };
    let mut hand = server.hand();
    let nameless = |subject: &str| {
        let text = String::from_utf8(mail(subject)).unwrap();
        let lines = text
            .split_inclusive("\r\n")
            .filter(|line| !line.starts_with("Message-ID"));
        lines.collect::<String>().into_bytes()
    };
    hand.append("INBOX", "", &nameless("mail 1"));
    hand.append("INBOX", "", &nameless("mail 2"));
    hand.append("INBOX", "", &nameless("mail 1"));
    hand.append("INBOX", "", &intake::mail_of("too large", 1_500_000));
    let bench = Bench::with_imap(ImapConfig {
        max_mail_mb: 1,
        ..server.config()
    });
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.again), (2, 1));
    assert_eq!(counts(&bench).await, [4, 3, 1, 0]);
    assert!(bench.mails().await.iter().all(|mail| mail.message_id.is_none()));
}

fn request(person: &str, message_id: &str, way: &str) -> Vec<u8> {
    let text = format!(
        "{way}From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user\r\n\
         Date: Mon, 01 Mar 2027 07:00:00 +0000\r\nMessage-ID: <{message_id}>\r\n\r\n\
         Please hold until go-live on 24 March 2027:\r\n\r\nName: {person} Ash\r\nEmail: {person}@acme.example\r\n\
         Level: 2\r\nRoles: Reporting\r\n"
    );
    text.into_bytes()
}

/// The whole program on two accounts of the server, which are two folders of one.
async fn app(server: &Dovecot, folder: &Path) -> App {
    let mut config = Config {
        base: folder.to_owned(),
        ..Config::default()
    };
    config.store.free_space_floor_mb = 1;
    config.trust.submitters = vec!["@vendor.example".into()];
    config.outbound.from = "cs@vendor.example".into();
    for (name, folder) in [("support", "INBOX"), ("sales", "Sales")] {
        config.source.imap.push(ImapConfig {
            name: name.into(),
            folders: vec![folder.into()],
            ..server.config()
        });
    }
    let clock = greenroom::clock::VirtualClock::new("2027-03-01T08:00:00Z".parse().unwrap());
    App::open(config, Arc::new(clock)).await.unwrap()
}

/// How often each outcome came.
async fn outcomes(app: &App) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Mail(mail) = record {
            assert_ne!(mail.status, MailStatus::Stored, "{mail:?}");
            *found.entry(mail.word()).or_default() += 1;
        }
    }
    found
}

fn fill(hand: &mut Hand) {
    hand.run("CREATE Sales");
    hand.append("INBOX", "", &request("kim", "1@vendor.example", ""));
    // The same bytes in the other mailbox, and the same mail by another way.
    hand.append("Sales", "", &request("kim", "1@vendor.example", ""));
    let way = "Received: from b (b [203.0.113.7]) by c; Mon, 01 Mar 2027 07:00:09 +0000\r\n";
    hand.append("Sales", "", &request("kim", "1@vendor.example", way));
    // Another mail with the same Message-ID, as broken programs write them.
    hand.append("INBOX", "", &request("lee", "1@vendor.example", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_in_two_mailboxes_are_one_request_and_a_message_id_used_twice_hides_nothing() {
    let Some(server) = Dovecot::start() else { return };
    fill(&mut server.hand());
    let dir = tempfile::tempdir().unwrap();
    let app = app(&server, dir.path()).await;
    for result in app.take_in(|_| {}).await {
        assert!(result.error.is_none(), "{:?}", result.error);
    }
    app.settle_mails().await.unwrap();
    assert_eq!(outcomes(&app).await, [("duplicate", 1), ("ticket", 2)].into());
    let tickets = app.store.all_tickets(None, 9).await.unwrap();
    let people: BTreeSet<&str> = tickets
        .iter()
        .flat_map(|ticket| &ticket.people)
        .filter_map(|person| person.details.email.as_deref())
        .collect();
    assert_eq!(people, ["kim@acme.example", "lee@acme.example"].into());
    let mut rows = 0;
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Ledger(row) = record {
            assert!(matches!(row.taken, Taken::Stored { .. }), "{row:?}");
            rows += 1;
        }
    }
    assert_eq!(rows, 4);
    for audit in recount(&app.config, &app.store).await.unwrap() {
        assert_eq!((audit.present, audit.stored), (2, 2), "{audit:?}");
        let known = ["support/INBOX", "sales/Sales"];
        assert!(known.contains(&audit.folder.to_string().as_str()));
    }
}
