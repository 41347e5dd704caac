//! What goes wrong between us and the servers, seen from the ticket: each fault is said, no mail is lost, no link is lost, and
//! what goes out again is the same mail. Real Dovecot and a real SMTP server, each behind a line that breaks on demand.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::{Clock, VirtualClock};
use greenroom::config::{Config, SmtpConfig, TransportConfig};
use greenroom::domain::outbox::{AttemptResult, OutboxRow};
use greenroom::domain::ticket::Person;
use greenroom::store::Record;
use jiff::ToSpan;

#[path = "support/dovecot.rs"]
mod dovecot;
#[path = "support/smtp.rs"]
mod smtp;
#[path = "support/intake.rs"]
mod support;

use dovecot::{Dovecot, FaultProxy};
use smtp::{FaultServer, Protection};
use support::{Bench, mail, subjects};

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_the_line_to_the_mailbox_is_said_and_loses_nothing() {
    let Some(server) = Dovecot::start() else { return };
    let mut proxy = FaultProxy::before(server.imap);
    let bench = Bench::with_imap(server.plain_config(proxy.port));
    let mut hand = server.hand();
    let faults = [
        "refuse",
        "cut_up 5",
        "cut_up 60",
        "cut_down 100",
        "cut_down 700",
        "cut_after_down UIDVALIDITY",
        "cut_after_down RFC822.SIZE",
        "cut_down 1200",
    ];
    let mut brought = 0;
    for fault in faults {
        for _ in 0..2 {
            brought += 1;
            hand.append("INBOX", "", &mail(&format!("mail {brought}")));
        }
        proxy.tell(fault);
        let results = bench.once().await;
        let error = results[0]
            .error
            .as_ref()
            .unwrap_or_else(|| panic!("{fault} went unseen"));
        let words = error.to_string();
        assert!(words.contains("lost") || words.contains("reached"), "{fault}: {words}");
        proxy.tell("pass");
        bench.once_well().await;
        assert_eq!(bench.subjects().await, subjects(brought), "{fault}");
        assert_eq!(bench.ledger().await.len(), brought, "{fault}");
    }
    // A slow line is no fault.
    hand.append("INBOX", "", &mail(&format!("mail {}", brought + 1)));
    proxy.tell("delay 30");
    bench.once_well().await;
    assert_eq!(bench.subjects().await, subjects(brought + 1));
}

/// The whole program with people who are to get their link at once, by way of this server.
struct Desk {
    folder: tempfile::TempDir,
    app: App,
    clock: VirtualClock,
}

impl Desk {
    async fn new(people: &[&str], server: SmtpConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        for who in people {
            submission(&folder.path().join("in"), who);
        }
        let clock = VirtualClock::new("2027-03-01T15:00:00Z".parse().unwrap());
        let app = Self::open(folder.path(), &clock, server).await;
        app.take_in(|_| {}).await;
        app.settle().await.unwrap();
        Self { folder, app, clock }
    }

    async fn open(folder: &Path, clock: &VirtualClock, server: SmtpConfig) -> App {
        let text = "trust.submitters = [\"@vendor.example\"]\npolicy.approve_complete_now = true\n\
                    outbound.from = \"cs@vendor.example\"\nsource.files = [{ name = \"in\", path = \"in\" }]\n";
        let mut config = Config::parse(text, Path::new("greenroom.toml"), folder.to_owned()).unwrap();
        config.outbound.transport = TransportConfig::Smtp(server);
        App::open(config, Arc::new(clock.clone())).await.unwrap()
    }

    /// The same program, started again with another way to the server.
    async fn restarted(self, server: SmtpConfig) -> Self {
        let Self { folder, app, clock } = self;
        drop(app);
        let app = Self::open(folder.path(), &clock, server).await;
        app.settle().await.unwrap();
        Self { folder, app, clock }
    }

    async fn later(&self, minutes: i64) {
        let then = self.clock.now().checked_add(minutes.minutes()).unwrap();
        self.app.advance(&self.clock, then).await.unwrap();
    }

    /// Each person with their outgoing mail, by the local part of the address.
    async fn people(&self) -> BTreeMap<String, (Person, OutboxRow)> {
        let mut rows = BTreeMap::new();
        for record in self.app.store.scan(None, usize::MAX).await.unwrap() {
            if let Record::Outbox(row) = record {
                let doubled = rows.insert((row.ticket, row.brings.person().unwrap().0), row);
                assert!(doubled.is_none(), "two mails for one person: {doubled:?}");
            }
        }
        let tickets = self.app.store.all_tickets(None, usize::MAX).await.unwrap();
        let people = tickets.iter().flat_map(|ticket| {
            let rows = &rows;
            ticket.people.iter().map(move |person| {
                let row = rows.get(&(ticket.id, person.no)).cloned();
                let address = person.details.email.clone().unwrap();
                let who = address.split('@').next().unwrap().to_owned();
                (
                    who,
                    (person.clone(), row.unwrap_or_else(|| panic!("{address} has no mail"))),
                )
            })
        });
        people.collect()
    }
}

fn submission(folder: &Path, who: &str) {
    let text = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user {who}\r\n\
         Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{who}@vendor.example>\r\n\r\n\
         Please activate right away:\r\n\r\nName: Kim Ash\r\nEmail: {who}@acme.example\r\nLevel: 2\r\nRoles: none\r\n"
    );
    std::fs::write(folder.join(format!("{who}.eml")), text).unwrap();
}

fn word(result: &AttemptResult) -> &'static str {
    match result {
        AttemptResult::Accepted => "accepted",
        AttemptResult::Deferred { .. } => "deferred",
        AttemptResult::Hindered { .. } => "hindered",
        AttemptResult::Refused { .. } => "refused",
        AttemptResult::Unknown { .. } => "unknown",
    }
}

/// What the server kept for a person, without the envelope.
fn kept(server: &FaultServer, who: &str) -> Vec<String> {
    let all = server.kept().into_iter();
    all.filter_map(|text| {
        let (envelope, mail) = text.split_once("\r\n")?;
        envelope
            .ends_with(&format!(" {who}@acme.example"))
            .then(|| mail.to_owned())
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_the_mail_server_is_seen_on_the_ticket_and_no_link_is_lost() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let expected = [
        ("ok", "sent", "accepted"),
        ("r4", "queued", "deferred"),
        ("r5", "undeliverable", "refused"),
        ("d4", "queued", "deferred"),
        ("d5", "undeliverable", "refused"),
        ("drop", "queued", "unknown"),
        ("late", "queued", "unknown"),
        ("stall", "queued", "unknown"),
    ];
    let who: Vec<&str> = expected.iter().map(|(who, _, _)| *who).collect();
    let desk = Desk::new(&who, server.config()).await;
    let people = desk.people().await;
    assert_eq!(people.len(), expected.len());
    for (who, state, result) in expected {
        let (person, row) = &people[who];
        assert_eq!((person.state.word(), row.attempts.len()), (state, 1), "{who}: {row:?}");
        assert_eq!(word(&row.attempts[0].result), result, "{who}: {row:?}");
    }
    desk.later(4).await;
    let again = desk.people().await;
    for (who, state, result) in expected {
        let (person, row) = &again[who];
        assert_eq!(
            (&row.message_id, &row.brings),
            (&people[who].1.message_id, &people[who].1.brings)
        );
        assert_eq!(person.state.word(), state, "{who}: {row:?}");
        let repeated = result == "deferred" || result == "unknown";
        assert_eq!(row.attempts.len() > 1, repeated, "{who}: {row:?}");
    }
    for who in ["late", "stall"] {
        let texts = kept(&server, who);
        assert!(texts.len() > 1, "{who} was not repeated");
        assert_eq!(BTreeSet::from_iter(texts).len(), 1, "{who}: a repeat is another mail");
    }
    assert_eq!(kept(&server, "ok").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_to_the_mail_server_that_breaks_anywhere_loses_no_link() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let mut proxy = FaultProxy::before(server.port);
    let faults = [
        ("refuse", "hindered"),
        ("cut_up 10", "hindered"),
        ("cut_after_down 250", "hindered"),
        ("cut_after_down 354", "unknown"),
        ("cut_up 700", "unknown"),
    ];
    for (fault, expected) in faults {
        proxy.tell(fault);
        let config = SmtpConfig {
            port: Some(proxy.port),
            ..server.config()
        };
        let name = fault.replace([' ', '_'], "-");
        let desk = Desk::new(&[&name], config).await;
        let (person, row) = desk.people().await.remove(&name).unwrap();
        assert_eq!(person.state.word(), "queued", "{fault}: {row:?}");
        assert_eq!(word(&row.attempts[0].result), expected, "{fault}: {row:?}");
        proxy.tell("pass");
        desk.later(10).await;
        let (person, row) = desk.people().await.remove(&name).unwrap();
        assert_eq!(person.state.word(), "sent", "{fault}: {row:?}");
        // Where nobody could know whether it went, it went again, as the same mail.
        let texts = kept(&server, &name);
        let most = if expected == "unknown" { 2 } else { 1 };
        assert!((1..=most).contains(&texts.len()), "{fault}: {} mails", texts.len());
        assert_eq!(BTreeSet::from_iter(texts).len(), 1, "{fault}: a repeat is another mail");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_stops_working_stops_the_mails_and_blames_nobody() {
    let Some(server) = FaultServer::start(Protection::Plain) else {
        return;
    };
    let mut config = server.config();
    config.password = server.secret("wrong");
    let people = ["ok1", "ok2", "ok3"];
    let desk = Desk::new(&people, config).await;
    desk.later(3 * 24 * 60).await;
    for (who, (person, row)) in desk.people().await {
        assert_eq!(person.state.word(), "queued", "{who}: {row:?}");
        assert!(
            row.attempts.iter().all(|attempt| word(&attempt.result) == "hindered"),
            "{row:?}"
        );
    }
    assert_eq!(server.count(), 0);
    // The operator mends it and starts the program again.
    let desk = desk.restarted(server.config()).await;
    desk.later(31).await;
    for (who, (person, row)) in desk.people().await {
        assert_eq!(person.state.word(), "sent", "{who}: {row:?}");
    }
    assert_eq!(server.count(), people.len());
}
