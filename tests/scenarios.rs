//! Scenarios: timelines in text files, played on a virtual clock through the whole program with its real store.
//!
//! A file of `fixtures/scenarios` begins with a line `why: …`. Then one step a line:
//!
//! ```text
//! config calendar.send_at = "10:00:00"   a key of the configuration (before the first step that needs the program)
//! clock 2027-03-01T09:00:00-05:00        where the clock stands at first
//! mail                                   a mail, up to a line with a single dot; `{GR-1/1}` in it is the Message-ID of the
//!                                        mail with this person's link
//! advance 2027-03-15T09:00:00-04:00      go there, stopping at each due time
//! jump 2027-03-22T12:00:00-04:00         be there at once, as after an outage, without running anything
//! restart                                stop the program and start it again
//! run                                    do what there is to do
//! approve GR-1/1 · decide GR-1/1 now · decide GR-1/1 on 2027-05-03 · decide GR-1/1 stop · go-live GR-1 2027-05-03
//! refuse approve GR-1/1                  such a step is not possible now
//! settle GR-1 message · reject GR-1
//! use GR-1/1                             the person presses the button of their link
//! bounce GR-1/1 failed 550 no such user  a mail server reports on the mail with this person's link; or `delayed`, `relayed`
//! forged-bounce GR-1/1                   somebody who has not seen that mail makes such a report up
//! release a@vendor.example · trust a@vendor.example · turn-down a@vendor.example    what a person says of a mail
//! distrust pat@vendor.example            a sender is not trusted any more
//! returned GR-1/1                        that mail itself comes into our mailbox
//! expect GR-1/1 held due 2027-03-15T09:00:00-04:00
//! expect GR-1/1 open late_submission     with a problem of this code
//! expect GR-1 needs review
//! expect sent 1                          so many mails have gone out in all
//! expect tickets 1
//! expect mail a@vendor.example duplicate
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "this is a test"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::{Clock, VirtualClock};
use greenroom::config::Config;
use greenroom::domain::event::{Actor, Decision, Event};
use greenroom::domain::ids::{PersonNo, TicketId};
use greenroom::domain::mail::{MailDecision, MailStatus, MailWord};
use greenroom::domain::outbox::LinkState;
use greenroom::domain::review::by_reviewer;
use greenroom::domain::ticket::{GoLive, Person};
use greenroom::domain::{lifecycle, ticket::Ticket};
use greenroom::pipeline::quarantine;
use greenroom::store::commit::happen;
use greenroom::store::{Find, Index, Key, Record};
use jiff::Timestamp;

/// One scenario under way.
struct Stage {
    dir: tempfile::TempDir,
    clock: VirtualClock,
    settings: String,
    app: Option<App>,
    mails: usize,
}

impl Stage {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("in")).unwrap();
        let clock = VirtualClock::new("2027-03-01T14:00:00Z".parse().unwrap());
        Self {
            dir,
            clock,
            settings: String::new(),
            app: None,
            mails: 0,
        }
    }

    async fn app(&mut self) -> &App {
        if self.app.is_none() {
            let base = "trust.submitters = [\"@vendor.example\"]\ncalendar.zone = \"America/New_York\"\n\
                        outbound.from = \"cs@vendor.example\"\n\
                        source.files = [{ name = \"in\", path = \"in\" }]\n";
            let text = format!("{base}{}", self.settings);
            let config = Config::parse(&text, Path::new("scenario"), self.dir.path().to_owned()).unwrap();
            self.app = Some(App::open(config, Arc::new(self.clock.clone())).await.unwrap());
        }
        self.app.as_ref().unwrap()
    }

    async fn run(&mut self) {
        let app = self.app().await;
        for result in app.take_in(|_| {}).await {
            assert!(result.error.is_none(), "{:?}", result.error);
        }
        app.settle().await.unwrap();
    }

    /// A mail comes in.
    async fn arrive(&mut self, mail: String) {
        self.mails += 1;
        let file = self.dir.path().join(format!("in/{:03}.eml", self.mails));
        std::fs::write(file, mail).unwrap();
        self.run().await;
    }

    /// A person decides about the mail of this name.
    async fn judge(&mut self, message_id: &str, word: MailWord) {
        let (store, at) = (Arc::clone(&self.app().await.store), self.clock.now());
        let by = "Robin".to_owned();
        let decision = MailDecision { at, by, word };
        let waiting = store
            .scan(None, usize::MAX)
            .await
            .unwrap()
            .into_iter()
            .find_map(|record| match record {
                Record::Mail(mail)
                    if mail.word() == "quarantined" && mail.message_id.as_deref() == Some(message_id) =>
                {
                    Some(mail.id)
                }
                _ => None,
            });
        let id = waiting.unwrap_or_else(|| panic!("{message_id} is not in quarantine"));
        quarantine::decide(&store, id, None, &decision).await.unwrap();
        self.run().await;
    }

    /// The name of the mail that carries somebody's link.
    async fn message_id(&mut self, name: &str) -> String {
        let (id, no) = person_of(name);
        let link = self.ticket(id).await.person(no).unwrap().link.clone();
        let outbox = link.unwrap_or_else(|| panic!("{name} was sent nothing")).outbox;
        let row = self.app().await.store.outbox_row(&outbox).await.unwrap();
        row.unwrap().message_id
    }

    /// The text with `{GR-1/1}` replaced by the name of the mail that carries that person's link.
    async fn filled(&mut self, mut text: String) -> String {
        while let Some((_, rest)) = text.split_once("{GR-") {
            let (number, _) = rest.split_once('}').unwrap();
            let name = format!("GR-{number}");
            let message_id = self.message_id(&name).await;
            text = text.replace(&format!("{{{name}}}"), &message_id);
        }
        text
    }

    /// A mail of ours as it was delivered.
    fn delivered(&self, message_id: &str) -> String {
        let folder = std::fs::read_dir(self.dir.path().join("outgoing/new")).unwrap();
        let mut mails = folder.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
        mails.find(|mail| mail.contains(message_id)).unwrap()
    }

    async fn ticket(&mut self, id: TicketId) -> Ticket {
        self.app()
            .await
            .store
            .ticket(id)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("there is no {id}"))
    }

    async fn happen(&mut self, id: TicketId, event: Event) {
        let now = self.clock.now();
        let store = Arc::clone(&self.app().await.store);
        happen(&store, id, event, now).await.unwrap();
        self.run().await;
    }

    async fn sent(&mut self) -> usize {
        let find = Find::is(Index::OutboxByState, "sent", usize::MAX);
        let recorded = self.app().await.store.find(find).await.unwrap().len();
        let delivered = std::fs::read_dir(self.dir.path().join("outgoing/new")).map_or(0, Iterator::count);
        assert_eq!(recorded, delivered, "the outbox and what was delivered differ");
        recorded
    }

    /// What must hold at the end of every scenario.
    async fn check(&mut self) {
        let store = Arc::clone(&self.app().await.store);
        for ticket in store.all_tickets(None, usize::MAX).await.unwrap() {
            let entries = store.entries(ticket.id).await.unwrap();
            assert_eq!(
                lifecycle::replay(&entries).unwrap(),
                ticket,
                "replaying {} gives another ticket",
                ticket.id
            );
        }
        let mut live = Vec::new();
        for record in store.scan(None, usize::MAX).await.unwrap() {
            match record {
                Record::Mail(mail) => assert_ne!(mail.status, MailStatus::Stored, "a mail has no outcome"),
                Record::Link(link) if matches!(link.state, LinkState::Live { .. }) => {
                    live.push((link.ticket, link.person));
                }
                Record::Outbox(row) => {
                    let ticket = store.ticket(row.ticket).await.unwrap().unwrap();
                    let waits = ticket.person(row.brings.person().unwrap().0).unwrap().state.word() == "queued";
                    assert!(waits || row.state.wakes_at().is_none(), "{} is still to go out", row.id);
                }
                _ => {}
            }
        }
        let people = live.len();
        live.sort_unstable();
        live.dedup();
        assert_eq!(live.len(), people, "somebody has two live links");
    }
}

fn person_of(name: &str) -> (TicketId, PersonNo) {
    let (ticket, person) = name
        .split_once('/')
        .unwrap_or_else(|| panic!("expected GR-1/1, found {name}"));
    (ticket.parse().unwrap(), PersonNo(person.parse().unwrap()))
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn decision(words: &[&str]) -> Decision {
    match words {
        ["now"] => Decision::Now,
        ["stop"] => Decision::Stop,
        ["before-go-live"] => Decision::BeforeGoLive,
        ["on", day] => Decision::On {
            date: day.parse().unwrap(),
        },
        other => panic!("expected a decision, found {other:?}"),
    }
}

async fn play(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().enumerate();
    let first = lines.next().map(|(_, line)| line).unwrap_or_default();
    assert!(
        first.starts_with("why: "),
        "{}: expected `why: …` in the first line",
        path.display()
    );
    let mut stage = Stage::new();
    while let Some((number, line)) = lines.next() {
        let place = format!("{}:{}: {line}", path.display(), number + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        println!("{place}");
        if line == "mail" {
            let mail: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != ".")
                .collect();
            let mail = stage.filled(mail.join("\r\n") + "\r\n").await;
            stage.arrive(mail).await;
            continue;
        }
        step(&mut stage, line, &place).await;
    }
    stage.check().await;
}

/// What a mail server writes about a mail that it was given, as Postfix does.
fn report(message_id: &str, action: &str, words: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.acme.example>\r\nTo: cs@vendor.example\r\n\
         Subject: Delivery report\r\nMessage-ID: <report@mx.acme.example>\r\nAuto-Submitted: auto-replied\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system at host mx.acme.example.\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.example\r\n\r\n\
         Final-Recipient: rfc822; somebody@acme.example\r\nAction: {action}\r\n\
         Diagnostic-Code: smtp; {words}\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: cs@vendor.example\r\n\
         Message-ID: <{message_id}>\r\n\r\n--b--\r\n"
    )
}

async fn step(stage: &mut Stage, line: &str, place: &str) {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let words: Vec<&str> = rest.split_whitespace().collect();
    match (verb, words.as_slice()) {
        ("config", _) => stage.settings += &format!("{rest}\n"),
        ("clock" | "jump", [at]) => stage.clock.set(instant(at)),
        ("advance", [at]) => {
            let (clock, target) = (stage.clock.clone(), instant(at));
            stage.app().await.advance(&clock, target).await.unwrap();
        }
        ("run", []) => stage.run().await,
        ("bounce", [name, action, words @ ..]) => {
            let about = stage.message_id(name).await;
            stage.arrive(report(&about, action, &words.join(" "))).await;
        }
        ("forged-bounce", [name]) => {
            let about = stage.message_id(name).await;
            let (made_up, domain) = about.split_once('@').unwrap();
            let last = if made_up.ends_with('a') { "b" } else { "a" };
            let about = format!("{}{last}@{domain}", &made_up[..made_up.len() - 1]);
            stage.arrive(report(&about, "failed", "550 no")).await;
        }
        ("release" | "trust" | "turn-down", [message_id]) => {
            let word = match verb {
                "release" => MailWord::Released,
                "trust" => MailWord::ReleasedAndTrusted,
                _ => MailWord::Rejected {
                    reason: "a test".into(),
                },
            };
            stage.judge(message_id, word).await;
        }
        ("distrust", [address]) => {
            let (store, now) = (Arc::clone(&stage.app().await.store), stage.clock.now());
            quarantine::distrust(&store, address, "Robin", now).await.unwrap();
        }
        ("returned", [name]) => {
            let about = stage.message_id(name).await;
            let mail = stage.delivered(&about);
            stage.arrive(mail).await;
        }
        ("restart", []) => stage.app = None,
        ("expect", expected) => expect(stage, expected, place).await,
        ("refuse", [verb, words @ ..]) => {
            let (id, event) = event(stage, verb, words, place).await;
            let (store, now) = (Arc::clone(&stage.app().await.store), stage.clock.now());
            assert!(happen(&store, id, event, now).await.is_err(), "{place}: it was allowed");
        }
        (_, words) => {
            let (id, event) = event(stage, verb, words, place).await;
            stage.happen(id, event).await;
        }
    }
}

/// What a reviewer or the person themself does.
async fn event(stage: &mut Stage, verb: &str, words: &[&str], place: &str) -> (TicketId, Event) {
    let approval = by_reviewer("Robin", stage.clock.now());
    let by = Actor::Reviewer { name: "Robin".into() };
    match (verb, words) {
        ("approve", [name]) => {
            let (id, no) = person_of(name);
            let people = vec![no];
            (id, Event::Approved { people, approval })
        }
        ("decide", [name, decided @ ..]) => {
            let (id, person) = person_of(name);
            let decision = decision(decided);
            let event = Event::Decided {
                person,
                decision,
                approval,
            };
            (id, event)
        }
        ("go-live", [id, day]) => {
            let go_live = GoLive::stated(day.parse().unwrap(), false);
            (id.parse().unwrap(), Event::GoLiveMoved { by, go_live })
        }
        ("settle", [id, code]) => {
            let codes = vec![(*code).to_owned()];
            (id.parse().unwrap(), Event::ProblemsSettled { codes, by })
        }
        ("reject", [id]) => {
            let reason = "a test".to_owned();
            (id.parse().unwrap(), Event::Rejected { by, reason })
        }
        ("use", [name]) => {
            let (id, person) = person_of(name);
            let ticket = stage.ticket(id).await;
            let number = ticket.person(person).unwrap().link.clone().unwrap().number;
            (id, Event::LinkUsed { person, number })
        }
        _ => panic!("{place}: this step is not known"),
    }
}

async fn expect(stage: &mut Stage, expected: &[&str], place: &str) {
    match expected {
        ["sent", count] => assert_eq!(stage.sent().await.to_string(), *count, "{place}"),
        ["tickets", count] => {
            let tickets = stage.app().await.store.all_tickets(None, usize::MAX).await.unwrap();
            assert_eq!(tickets.len().to_string(), *count, "{place}");
        }
        ["mail", message_id, outcome @ ..] => {
            let records = stage.app().await.store.scan(None, usize::MAX).await.unwrap();
            let found: Vec<&str> = records
                .iter()
                .filter_map(|record| match record {
                    Record::Mail(mail) if mail.message_id.as_deref() == Some(message_id) => match &mail.status {
                        MailStatus::Settled { outcome, .. } => Some(outcome.word()),
                        MailStatus::Stored => None,
                    },
                    _ => None,
                })
                .collect();
            assert!(found.contains(&outcome.join(" ").as_str()), "{place}: found {found:?}");
        }
        [name, rest @ ..] if name.contains('/') => {
            let (id, no) = person_of(name);
            let ticket = stage.ticket(id).await;
            expect_person(
                ticket.person(no).unwrap_or_else(|| panic!("{place}: nobody there")),
                rest,
                place,
            );
        }
        [name, rest @ ..] => {
            let ticket = stage.ticket(name.parse().unwrap()).await;
            let problems: Vec<&str> = ticket.problems.iter().map(|problem| problem.code.as_str()).collect();
            let found = ticket.state().words();
            let holds = found == rest.join(" ") || matches!(rest, ["problem", code] if problems.contains(code));
            assert!(holds, "{place}: found {found:?} with {problems:?}");
        }
        [] => panic!("{place}: expected something to expect"),
    }
}

fn expect_person(person: &Person, expected: &[&str], place: &str) {
    let codes: Vec<&str> = person.problems.iter().map(|problem| problem.code.as_str()).collect();
    let state = person.state.word();
    match expected {
        [word, "due", at] => {
            let due = person.plan.as_ref().map(|plan| plan.due);
            assert_eq!((state, due), (*word, Some(instant(at))), "{place}");
        }
        [word, wanted @ ..] => {
            assert_eq!(state, *word, "{place}: {codes:?}");
            for code in wanted {
                assert!(codes.contains(code), "{place}: found {codes:?}");
            }
        }
        [] => panic!("{place}: expected a state"),
    }
}

#[tokio::test]
async fn every_scenario_plays_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are no scenarios in {}", folder.display());
    let mut failed = Vec::new();
    for file in files {
        assert_eq!(file.extension().unwrap(), "txt", "{} is no scenario", file.display());
        // A task of its own, so that one run tells of all that fail.
        let name = file.file_name().unwrap().to_owned();
        if tokio::spawn(async move { play(&file).await }).await.is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "these did not play as written: {failed:?}");
}

#[tokio::test]
async fn a_mail_that_the_disk_has_damaged_blocks_no_other() {
    let mut stage = Stage::new();
    for number in 1..=3 {
        let mail = format!(
            "From: Pat <pat@vendor.example>\nTo: cs@vendor.example\nSubject: New user\nMessage-ID: <{number}@x>\n\n\
             Please hold until go-live on March 24, 2027:\n\nName: Kim Ash\nEmail: kim{number}@acme.example\nLevel: 1\n"
        );
        std::fs::write(stage.dir.path().join(format!("in/{number}.eml")), mail).unwrap();
    }
    assert!(stage.app().await.take_in(|_| {}).await[0].error.is_none());
    let store = Arc::clone(&stage.app().await.store);
    let (_, first) = store.find(Find::first(Index::MailPending, 1)).await.unwrap().remove(0);
    let Key::Mail(first) = first else {
        panic!("expected a mail, found {first:?}")
    };
    let name = first.to_string();
    let file = stage.dir.path().join(format!("data/mail/{}/{name}.eml", &name[..2]));
    std::fs::write(file, b"Subject: damaged").unwrap();
    stage.run().await;
    let MailStatus::Settled { outcome, .. } = store.mail(first).await.unwrap().unwrap().status else {
        panic!("the damaged mail has no outcome")
    };
    assert_eq!(outcome.word(), "unparsed");
    assert_eq!(store.all_tickets(None, 9).await.unwrap().len(), 2);
    stage.check().await;
}
