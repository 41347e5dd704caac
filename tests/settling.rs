//! What comes in together is settled in the order in which it came, however much of it is settled at the same time.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::VirtualClock;
use greenroom::config::Config;
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::domain::mail::{MailStatus, Outcome};
use greenroom::store::Record;

/// Submissions before and after the mail that moves the go-live; all of them fit into one batch of intake.
const BEFORE: usize = 30;
const AFTER: usize = 10;

fn put(folder: &Path, number: usize, subject: &str, body: &str) {
    let text = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: {subject}\r\n\
         Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{number}@vendor.example>\r\n\r\n{body}"
    );
    std::fs::write(folder.join(format!("{number:03}.eml")), text).unwrap();
}

fn submission(folder: &Path, number: usize) {
    let body = format!(
        "Please hold until go-live on 4 October 2027:\r\n\r\nName: Kim Ash\r\nEmail: kim{number}@acme.example\r\nLevel: 2\r\nRoles: none\r\n"
    );
    put(folder, number, &format!("New user {number}"), &body);
}

/// Everything put together on the folder `in`, on a clock that stands still.
async fn app(folder: &Path) -> App {
    let text = "trust.submitters = [\"@vendor.example\"]\nsource.files = [{ name = \"in\", path = \"in\" }]\n\
                client = [{ name = \"Acme\", domains = [\"acme.example\"] }]\n";
    let config = Config::parse(text, Path::new("greenroom.toml"), folder.to_owned()).unwrap();
    let clock = Arc::new(VirtualClock::new("2027-03-01T15:00:00Z".parse().unwrap()));
    App::open(config, clock).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_go_live_moves_for_those_who_were_named_before() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = dir.path().join("in");
    std::fs::create_dir(&inbox).unwrap();
    for number in 1..=BEFORE {
        submission(&inbox, number);
    }
    let moved = "See below.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Jo Client <jo@acme.example>\r\n\
                 Date: Mon, Mar 1, 2027 at 8:05 AM\r\nSubject: Our go-live\r\nTo: Pat Field <pat@vendor.example>\r\n\r\n\
                 Hello Pat, our go-live has moved to 1 November 2027.\r\n\r\nJo\r\n";
    put(&inbox, BEFORE + 1, "Go-live of Acme", moved);
    for number in 1..=AFTER {
        submission(&inbox, BEFORE + 1 + number);
    }
    let app = app(dir.path()).await;
    app.take_in(|_| {}).await;
    app.settle_mails().await.unwrap();

    let tickets = app.store.all_tickets(None, usize::MAX).await.unwrap();
    assert_eq!(tickets.len(), BEFORE + AFTER);
    let mut concerned = Vec::new();
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Mail(mail) = record
            && let MailStatus::Settled { outcome, reason, .. } = mail.status
            && mail.found.uid.starts_with("031")
        {
            let Outcome::GoLiveChange { tickets } = outcome else {
                panic!("{outcome:?}: {reason}");
            };
            concerned = tickets;
        }
    }
    let mut expected: Vec<TicketId> = Vec::new();
    for ticket in &tickets {
        let number: usize = ticket.subject.rsplit(' ').next().unwrap().parse().unwrap();
        if number <= BEFORE {
            expected.push(ticket.id);
        }
    }
    assert_eq!(concerned, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_holds_up_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = dir.path().join("in");
    std::fs::create_dir(&inbox).unwrap();
    for number in 1..=3 {
        submission(&inbox, number);
    }
    let app = app(dir.path()).await;
    app.take_in(|_| {}).await;
    let damaged = MailId::of(&std::fs::read(inbox.join("002.eml")).unwrap());
    let name = damaged.to_string();
    let file = dir
        .path()
        .join("data/mail")
        .join(&name[..2])
        .join(format!("{name}.eml"));
    std::fs::write(file, "Subject: something else\r\n").unwrap();
    assert_eq!(app.settle_mails().await.unwrap(), 3);
    assert_eq!(app.store.all_tickets(None, usize::MAX).await.unwrap().len(), 2);
    let mail = app.store.mail(damaged).await.unwrap().unwrap();
    let MailStatus::Settled { outcome, .. } = mail.status else {
        panic!("{:?}", mail.status);
    };
    assert_eq!(outcome, Outcome::Unparsed);
}
