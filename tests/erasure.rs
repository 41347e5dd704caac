//! Erasing people: they are gone from everything that is kept, the history stays, and nobody else loses anything.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::{Clock, VirtualClock};
use greenroom::config::Config;
use greenroom::domain::event::{Actor, Event};
use greenroom::domain::ids::{MailId, PersonNo, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::ticket::{Details, Ticket};
use greenroom::erasure::{self, Report, Wish};
use greenroom::intake::audit::recount;
use greenroom::scheduler::retention::RetentionWorker;
use greenroom::scheduler::worker::Worker;
use greenroom::store::{Record, commit, transfer};
use jiff::Timestamp;

#[path = "support/commands.rs"]
mod support;

use support::{Daemon, prepare, refused, said};

const FIRST: TicketId = TicketId(1);
const ANN: PersonNo = PersonNo(1);
const TOM: PersonNo = PersonNo(2);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn put(folder: &Path, name: &str, from: &str, subject: &str, body: &str) {
    let text = format!(
        "From: {from}\r\nTo: cs@vendor.example\r\nSubject: {subject}\r\nDate: Mon, 01 Mar 2027 09:00:00 -0500\r\n\
         Message-ID: <{name}@vendor.example>\r\n\r\n{body}"
    );
    std::fs::write(folder.join(format!("in/{name}.eml")), text).unwrap();
}

const BOTH: &str = "Please hold until 1 June 2027:\r\n\r\nName: Ann Ash\r\nEmail: ann@acme.example\r\nLevel: 2\r\nRoles: none\r\n\
                    \r\nName: Tom Birch\r\nEmail: tom@acme.example\r\nLevel: 1\r\nRoles: none\r\n";

/// Ann and Tom are held by one mail; Ann alone is named by a stranger's, which is ignored or in quarantine.
async fn stage(folder: &Path, clock: &VirtualClock, more: &str) -> App {
    std::fs::create_dir(folder.join("in")).unwrap();
    put(
        folder,
        "1",
        "Pat Field <pat@vendor.example>",
        "New users Ann and Tom",
        BOTH,
    );
    let text = format!(
        "trust.submitters = [\"@vendor.example\"]\nsource.files = [{{ name = \"in\", path = \"in\" }}]\n{more}"
    );
    let config = Config::parse(&text, Path::new("greenroom.toml"), folder.to_owned()).unwrap();
    let app = App::open(config, Arc::new(clock.clone())).await.unwrap();
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    let ticket = app.store.ticket(FIRST).await.unwrap().unwrap();
    let states: Vec<&str> = ticket.people.iter().map(|person| person.state.word()).collect();
    assert_eq!(states, ["held", "held"], "{:?}", ticket.people);
    app
}

fn ann() -> Wish {
    Wish {
        address: "Ann@Acme.example".into(),
        ..Wish::default()
    }
}

async fn erase(app: &App, wish: &Wish) -> Report {
    erasure::erase(&app.store, wish, "Ada", app.clock.now()).await.unwrap()
}

async fn cancel(app: &App, person: PersonNo) {
    let event = Event::Cancelled {
        person,
        by: Actor::Reviewer { name: "Ada".into() },
        reason: "Ann has left".into(),
    };
    commit::happen(&app.store, FIRST, event, app.clock.now()).await.unwrap();
}

/// Everything that is kept, raw mails too, as one text.
async fn everything(app: &App) -> String {
    let mut text = String::new();
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        text += &serde_json::to_string(&record).unwrap();
        if let Record::Mail(mail) = record
            && let Some(raw) = app.store.raw(mail.id).await.unwrap()
        {
            text += &String::from_utf8(raw).unwrap();
        }
        text.push('\n');
    }
    text.to_lowercase()
}

async fn assert_replays(app: &App) {
    for ticket in app.store.all_tickets(None, usize::MAX).await.unwrap() {
        let entries = app.store.entries(ticket.id).await.unwrap();
        assert_eq!(lifecycle::replay(&entries).unwrap(), ticket);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_still_waits_is_not_erased_unless_they_are_taken_out_first() {
    let dir = tempfile::tempdir().unwrap();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let app = stage(dir.path(), &clock, "").await;
    let before = everything(&app).await;
    let look = erasure::look(&app.store, &ann()).await.unwrap();
    assert!(!look.done && !look.people[0].at_an_end && look.people[0].state == "held");
    let why = erasure::erase(&app.store, &ann(), "Ada", clock.now())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        why.contains("person 1 of GR-1 is held") && !why.to_lowercase().contains("ann"),
        "{why}"
    );
    assert_eq!(everything(&app).await, before, "something was changed");

    // The law of the ticket says the same, whoever asks.
    let event = Event::Erased {
        people: vec![ANN],
        whole: false,
        by: Actor::Clock,
    };
    assert!(commit::happen(&app.store, FIRST, event, clock.now()).await.is_err());

    let out = Wish {
        take_out: true,
        ..ann()
    };
    let report = erase(&app, &out).await;
    // Tom still waits, so the mail stays for now; Ann is gone from the ticket.
    assert!(!report.is_complete() && report.mails[0].stays.as_deref() == Some("others of GR-1 still wait"));
    let ticket = app.store.ticket(FIRST).await.unwrap().unwrap();
    assert_eq!(ticket.person(ANN).unwrap().state.word(), "cancelled");
    assert_eq!(ticket.person(ANN).unwrap().details.name.as_deref(), Some("(erased)"));
    assert_eq!(
        ticket.person(TOM).unwrap().details.email.as_deref(),
        Some("tom@acme.example")
    );
    assert_eq!(ticket.subject, "New users (erased) and Tom");
    assert_replays(&app).await;

    // With the word of a person the mail goes too. Tom loses nothing: he gets his link on his day.
    let report = erase(&app, &Wish { shared: true, ..ann() }).await;
    assert!(report.is_complete());
    let left = everything(&app).await;
    assert!(
        !left.contains("ann@acme.example") && !left.contains("ann ash"),
        "{left}"
    );
    app.advance(&clock, at("2027-06-01T18:00:00Z")).await.unwrap();
    let ticket = app.store.ticket(FIRST).await.unwrap().unwrap();
    assert_eq!(ticket.person(TOM).unwrap().state.word(), "sent");
    assert_replays(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_stays_and_the_mail_does_not_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let app = stage(dir.path(), &clock, "").await;
    let stranger = "Is ann@acme.example still with you?\r\n";
    put(dir.path(), "2", "Eve <eve@elsewhere.example>", "A question", stranger);
    put(
        dir.path(),
        "3",
        "Pat Field <pat@vendor.example>",
        "Lunch",
        "I met joann@acme.example.\r\n",
    );
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    cancel(&app, ANN).await;
    cancel(&app, TOM).await;
    let report = erase(&app, &ann()).await;
    let stays: Vec<_> = report.mails.iter().filter_map(|mail| mail.stays.as_deref()).collect();
    assert_eq!(
        (report.mails.len(), stays),
        (2, vec!["it waits in quarantine; release or reject it"])
    );
    let history = app.store.entries(FIRST).await.unwrap();
    let ticket = app.store.ticket(FIRST).await.unwrap().unwrap();
    assert!(matches!(
        history.last().unwrap().event,
        Event::Erased { whole: false, .. }
    ));
    assert_eq!(history.len() as u64, ticket.revision);
    assert_replays(&app).await;
    // The audit trail says when, who and how many, and nothing else.
    let noted = serde_json::to_string(&app.store.erasures().await.unwrap()).unwrap();
    let expected = r#"[{"number":1,"at":"2027-03-01T15:00:00Z","by":"Ada","people":1,"tickets":1,"mails":1}]"#;
    assert_eq!(noted, expected);
    // The mailbox still has the mail, under another name by now. It is known, and its bytes stay away.
    let raw = std::fs::read(dir.path().join("in/1.eml")).unwrap();
    std::fs::write(dir.path().join("in/9.eml"), &raw).unwrap();
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    let id = MailId::of(&raw);
    let mail = app.store.mail(id).await.unwrap().unwrap();
    assert!(mail.erased.is_some() && mail.word() == "ticket" && app.store.raw(id).await.unwrap().is_none());
    assert_eq!(app.store.all_tickets(None, usize::MAX).await.unwrap().len(), 1);
    // The recount does not miss what was erased.
    let audits = recount(&app.config, &app.store).await.unwrap();
    assert!(audits[0].unexplained.is_empty(), "{:?}", audits[0].unexplained);
    assert_eq!((audits[0].present, audits[0].stored), (4, 4));
    // A backup is whole without it.
    let mut file = Vec::new();
    let counts = transfer::export(&app.store, &mut file).await.unwrap();
    assert_eq!(
        (counts.mails, counts.missing, transfer::check(file.as_slice()).unwrap()),
        (2, 0, counts)
    );
    // Bytes that a crash has left go in the next night.
    app.store.put_raw(vec![raw]).await.unwrap();
    let worker = RetentionWorker::new(Arc::clone(&app.store), Arc::clone(&app.config));
    assert_eq!(
        worker.run_once(clock.now()).await.next,
        Some(at("2027-03-02T03:00:00Z"))
    );
    assert!(app.store.raw(id).await.unwrap().is_some());
    worker.run_once(at("2027-03-02T03:00:00Z")).await;
    assert!(app.store.raw(id).await.unwrap().is_none());
    let left = everything(&app).await;
    assert!(left.contains("joann@acme.example") && left.matches("tom@acme.example").count() >= 2);
    assert_eq!(
        left.replace("joann@acme.example", "")
            .matches("ann@acme.example")
            .count(),
        1,
        "{left}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_corrected_and_erased_is_another_than_the_one_erased_later() {
    let dir = tempfile::tempdir().unwrap();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let app = stage(dir.path(), &clock, "").await;
    app.advance(&clock, at("2027-06-01T18:00:00Z")).await.unwrap();
    let person = |ticket: &Ticket| ticket.people[0].clone();
    let sent = person(&app.store.ticket(FIRST).await.unwrap().unwrap());
    assert_eq!(sent.state.word(), "sent");
    // Whoever reads the old address must not use the link, so the correction ends it: there must be two addresses.
    let details = Details {
        email: Some("ann.ash@acme.example".into()),
        ..sent.details
    };
    let event = Event::Corrected {
        person: ANN,
        details,
        by: Actor::Reviewer { name: "Ada".into() },
    };
    commit::happen(&app.store, FIRST, event, clock.now()).await.unwrap();
    let corrected = person(&app.store.ticket(FIRST).await.unwrap().unwrap());
    assert_eq!(corrected.state.word(), "undeliverable");

    let everywhere = Wish { shared: true, ..ann() };
    erase(&app, &everywhere).await;
    assert_replays(&app).await;
    cancel(&app, ANN).await;
    let now = Wish {
        address: "ann.ash@acme.example".into(),
        ..everywhere
    };
    erase(&app, &now).await;
    assert_replays(&app).await;
    let left = everything(&app).await;
    for gone in ["ann@acme", "ann.ash@acme", "ann ash"] {
        assert!(!left.contains(gone), "{gone} is left: {left}");
    }
    for stand_in in ["erased-1@erased.invalid", "erased-2@erased.invalid"] {
        assert!(left.contains(stand_in), "{stand_in} is not there: {left}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_goes_after_its_days_and_what_waits_stays() {
    let dir = tempfile::tempdir().unwrap();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let app = stage(
        dir.path(),
        &clock,
        "retention.tickets_days = 30\nretention.mails_days = 60\n",
    )
    .await;
    put(
        dir.path(),
        "2",
        "Eve <eve@elsewhere.example>",
        "A question",
        "May I have access?\r\n",
    );
    put(
        dir.path(),
        "3",
        "Pat Field <pat@vendor.example>",
        "Lunch",
        "Today at noon?\r\n",
    );
    let held = BOTH
        .replace("ann@", "kim@")
        .replace("tom@", "lee@")
        .replace("Ann Ash", "Kim Fir")
        .replace("Tom Birch", "Lee Oak");
    put(dir.path(), "4", "Pat Field <pat@vendor.example>", "More users", &held);
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    cancel(&app, ANN).await;
    cancel(&app, TOM).await;
    let worker = RetentionWorker::new(Arc::clone(&app.store), Arc::clone(&app.config));
    worker.run_once(clock.now()).await;
    let before = everything(&app).await;
    assert_eq!(worker.run_once(at("2027-03-31T03:00:00Z")).await.done, 0);
    assert_eq!(everything(&app).await, before, "a day too early");
    assert_eq!(
        worker.run_once(at("2027-04-01T03:00:00Z")).await.done,
        2,
        "a ticket and its mail"
    );
    let left = everything(&app).await;
    for gone in ["ann@acme", "tom@acme", "ann ash", "tom birch"] {
        assert!(!left.contains(gone), "{gone} is left: {left}");
    }
    assert!(left.contains("kim@acme.example") && left.contains("lunch") && left.contains("may i have access"));
    assert_eq!(
        worker.run_once(at("2027-05-02T03:00:00Z")).await.done,
        1,
        "a mail of which nothing came"
    );
    let left = everything(&app).await;
    assert!(!left.contains("lunch") && left.contains("may i have access") && left.contains("kim fir"));
    assert_replays(&app).await;
    // Who was held all the time is sent on their day.
    app.advance(&clock, at("2027-06-01T18:00:00Z")).await.unwrap();
    let second = app.store.ticket(TicketId(2)).await.unwrap().unwrap();
    assert_eq!(second.people[0].state.word(), "sent");
}

#[test]
fn the_command_says_what_would_go_and_does_it_only_when_told() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    said(folder, &["run", "--once"]);
    let json = said(folder, &["ticket", "show", "GR-2", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&json).unwrap();
    let person = &shown["ticket"]["people"][0]["details"];
    let (name, address) = (person["name"].as_str().unwrap(), person["email"].as_str().unwrap());
    let daemon = Daemon::start(folder);
    let would = said(folder, &["erase", address]);
    assert!(
        would.contains("Would be erased:") && would.contains("needs --take-out"),
        "{would}"
    );
    assert!(would.contains("Nothing was changed. Say --yes to do it."), "{would}");
    assert!(refused(folder, &["erase", address, "--yes"]).contains("nothing was erased: person 1 of GR-2 is open"));
    assert!(refused(folder, &["erase", "nobody"]).contains("expected an address such as"));
    assert!(said(folder, &["ticket", "show", "GR-2"]).contains(name));
    let done = said(folder, &["erase", address, "--yes", "--take-out", "--shared"]);
    assert!(
        done.contains("It is complete.") && done.contains("remove them there too"),
        "{done}"
    );
    let shown = said(folder, &["ticket", "show", "GR-2"]);
    assert!(
        !shown.contains(name) && !shown.contains(address) && shown.contains("robin erased person 1"),
        "{shown}"
    );
    assert!(said(folder, &["erase", address]).contains("Nothing is kept of this address."));
    assert!(said(folder, &["erase", "--list"]).contains("by robin: 1 people, 1 tickets, 1 mails"));
    drop(daemon);
}
