//! Servers that fail without saying so: none of it may look like an empty or a finished mailbox.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use greenroom::config::{AfterCommit, ImapConfig, Secret};
use greenroom::domain::mail::Taken;

#[path = "support/odd_imap.rs"]
mod odd_imap;
#[path = "support/intake.rs"]
mod support;

use odd_imap::{OddServer, Reply, uids};
use support::{Bench, subjects};

fn bench(server: &OddServer) -> Bench {
    let mut bench = Bench::new();
    std::fs::write(bench.folder.path().join("password"), "secret\n").unwrap();
    let text = format!(
        "name = 'support'\nhost = '127.0.0.1'\nport = {}\ntls = 'none'\nuser = 'x'",
        server.port
    );
    bench.config.source.imap.push(ImapConfig {
        password: Secret {
            file: Some("password".into()),
            env: None,
        },
        ..toml::from_str(&text).unwrap()
    });
    bench
}

/// Misbehaves at the first command that has `part` in it, once.
async fn once_at(part: &'static str, reply: impl Fn() -> Reply + Send + 'static) {
    let asked = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&asked);
    let server = OddServer::start(move |command| {
        if command.contains(part) && counted.fetch_add(1, Ordering::SeqCst) == 0 {
            return reply();
        }
        Reply::Honest
    });
    takes_all_three_in_the_end(&server).await;
    assert!(
        asked.load(Ordering::SeqCst) > 1,
        "it was not asked again after it misbehaved"
    );
}

async fn takes_all_three_in_the_end(server: &OddServer) {
    let bench = bench(server);
    bench.once_well().await;
    assert_eq!(bench.subjects().await, subjects(3));
    assert_eq!(bench.ledger().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_nothing_but_login_is_enough() {
    takes_all_three_in_the_end(&OddServer::start(|_| Reply::Honest)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_listing_is_no_empty_mailbox() {
    let no = || Reply::Say("TAG NO [SERVERBUG] try again\r\n".into());
    once_at("RFC822.SIZE", no).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_between_two_answers_is_no_end_of_the_list() {
    let cut = || Reply::SayAndClose("* 1 FETCH (UID 1 RFC822.SIZE 60)\r\n".into());
    once_at("RFC822.SIZE", cut).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_between_two_mails_is_no_end_of_the_fetch() {
    let body = odd_imap::body(1);
    let cut = move || Reply::SayAndClose(format!("* 1 FETCH (UID 1 BODY[] {{{}}}\r\n{body})\r\n", body.len()));
    once_at("BODY.PEEK", cut).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_knows_is_not_taken_for_an_empty_folder() {
    let stuff = || Reply::Say("* XSTUFF 3\r\nTAG OK done\r\n".into());
    once_at("EXAMINE", stuff).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_uidvalidity_is_not_read() {
    let none = || Reply::Say("* 3 EXISTS\r\nTAG OK done\r\n".into());
    once_at("EXAMINE", none).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goodbye_in_the_middle_is_heard() {
    let bye = || Reply::SayAndClose("* BYE shutting down\r\n".into());
    once_at("BODY.PEEK", bye).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn capabilities_that_cannot_be_read_are_done_without() {
    let server = OddServer::start(|command| match command {
        "CAPABILITY" => Reply::Say("* CAPABILITY  IMAP4rev1\r\nTAG OK done\r\n".into()),
        _ => Reply::Honest,
    });
    takes_all_three_in_the_end(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_literal_of_gigabytes_is_refused_before_it_is_made_room_for() {
    let huge = || Reply::Say("* 1 FETCH (UID 1 BODY[] {4000000000}\r\n".into());
    once_at("BODY.PEEK", huge).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_the_server_refuses_is_listed_with_its_words_after_three_tries() {
    let alone = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&alone);
    let server = OddServer::start(move |command| {
        if command.contains("BODY.PEEK") && uids(command).contains(&2) {
            counted.fetch_add(u32::from(uids(command) == [2]), Ordering::SeqCst);
            return Reply::Say("TAG NO message 2 of jo@client.example is damaged\r\n".into());
        }
        Reply::Honest
    });
    let bench = bench(&server);
    bench.once_well().await;
    assert_eq!(alone.load(Ordering::SeqCst), 3);
    let rows = bench.ledger().await;
    assert_eq!(rows.len(), 3);
    let Taken::Refused { reason } = &rows[1].taken else {
        panic!("{:?}", rows[1])
    };
    assert!(
        reason.contains("after 3 tries") && reason.contains("is damaged"),
        "{reason}"
    );
    assert!(!reason.contains('@'), "{reason}");
    assert_eq!(bench.mails().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_gone_before_it_is_fetched_is_listed_as_vanished() {
    let server = OddServer::start(|command| {
        if command.contains("BODY.PEEK") || (command.contains("RFC822.SIZE") && !command.contains('*')) {
            let left: Vec<u32> = uids(command).into_iter().filter(|uid| *uid != 2).collect();
            let lines = left.iter().map(|uid| {
                let body = odd_imap::body(*uid);
                format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n", body.len())
            });
            return Reply::Say(format!("{}TAG OK done\r\n", lines.collect::<String>()));
        }
        Reply::Honest
    });
    let bench = bench(&server);
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.vanished), (2, 1));
    assert_eq!(bench.ledger().await[1].taken, Taken::Vanished);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_to_move_does_not_keep_mail_from_being_taken() {
    let server = OddServer::start(|command| {
        if command.contains("UID COPY") {
            return Reply::Say("TAG NO [OVERQUOTA] the folder is full\r\n".into());
        }
        Reply::Honest
    });
    let mut bench = bench(&server);
    bench.config.source.imap[0].after = AfterCommit::Move { folder: "Taken".into() };
    for _ in 0..2 {
        let results = bench.once().await;
        let words = results[0].error.as_ref().unwrap().to_string();
        assert!(words.contains("the folder is full"), "{words}");
        assert_eq!(bench.subjects().await, subjects(3));
    }
    assert!(
        bench.ledger().await.iter().all(|row| !row.acknowledged),
        "they are told again later"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_to_idle_is_looked_at_instead() {
    let looks = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&looks);
    let server = OddServer::start(move |command| match command {
        "CAPABILITY" => Reply::Say("* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n".into()),
        "IDLE" => Reply::Say("TAG NO not today\r\n".into()),
        _ => {
            counted.fetch_add(u32::from(command.starts_with("EXAMINE")), Ordering::SeqCst);
            Reply::Honest
        }
    });
    let bench = bench(&server);
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let intake = bench.spawn(&stopped);
    bench
        .until(&intake, |folders| folders.values().all(|status| status.passes >= 3))
        .await;
    assert!(intake.status.folders().values().all(|status| status.failures == 0));
    assert!(looks.load(Ordering::SeqCst) >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_say_what_is_old_gives_everything() {
    let odd = OddServer::start(|command| {
        if command.contains("BEFORE") {
            return Reply::Say("TAG BAD unknown search key\r\n".into());
        }
        Reply::Honest
    });
    takes_all_three_in_the_end(&odd).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_while_old_mail_is_looked_for_leaves_nothing_out() {
    let cut = || Reply::SayAndClose("* SEARCH 1 2\r\n".into());
    once_at("BEFORE", cut).await;
}
