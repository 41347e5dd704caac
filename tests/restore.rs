//! A backup becomes a store again: nothing is sent twice or early by it, and nothing that is not whole is taken.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom::app::App;
use greenroom::backup;
use greenroom::backup::file::NewFile;
use greenroom::backup::restore::{Keys, Now, Report, restore};
use greenroom::clock::{Clock, VirtualClock};
use greenroom::config::Config;
use greenroom::domain::event::{Actor, Decision, Event};
use greenroom::domain::ids::{PersonNo, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::outbox::LinkMaker;
use greenroom::domain::review;
use greenroom::outbound::key_file;
use greenroom::scheduler::due::DueWorker;
use greenroom::scheduler::worker::Worker;
use greenroom::store::transfer::Exporting;
use greenroom::store::{Record, commit};
use jiff::Timestamp;

#[path = "support/commands.rs"]
mod support;

use support::{prepare, refused, said};

const ANN: TicketId = TicketId(1);
const BEN: TicketId = TicketId(2);
const CY: TicketId = TicketId(3);
const ONE: PersonNo = PersonNo(1);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn put(folder: &Path, number: usize, name: &str, wish: &str) {
    let text = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: New user {number}\r\n\
         Date: Mon, 01 Mar 2027 09:00:00 -0500\r\nMessage-ID: <{number}@vendor.example>\r\n\r\n\
         {wish}:\r\n\r\nName: {name} Ash\r\nEmail: {name}@acme.example\r\nLevel: 2\r\nRoles: none\r\n"
    );
    std::fs::write(folder.join(format!("in/{number:03}.eml")), text).unwrap();
}

/// A deployment: the folder of mails is shared, store and outgoing mails are its own.
async fn app(folder: &Path, name: &str, clock: &VirtualClock) -> App {
    let text = format!(
        "store.path = \"{name}\"\noutbound.transport.path = \"{name}-out\"\noutbound.transport.kind = \"maildir\"\n\
         trust.submitters = [\"@vendor.example\"]\nsource.files = [{{ name = \"in\", path = \"in\" }}]\n\
         policy.approve_complete_now = true\n"
    );
    let config = Config::parse(&text, Path::new("greenroom.toml"), folder.to_owned()).unwrap();
    App::open(config, Arc::new(clock.clone())).await.unwrap()
}

/// What went out, by file, which is named by the Message-ID.
fn outgoing(folder: &Path, name: &str) -> BTreeMap<String, String> {
    let Ok(files) = std::fs::read_dir(folder.join(format!("{name}-out/new"))) else {
        return BTreeMap::new();
    };
    let files = files.map(|file| file.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn link_in(mail: &str) -> String {
    let start = mail.find("/a/").unwrap() + 3;
    mail[start..start + 32].to_owned()
}

async fn write_backup(app: &App, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(format!("{name}.backup"));
    let keys = key_file::load_all(&folder.join(name).join("link.key"))
        .unwrap()
        .unwrap();
    let mut file = NewFile::begin(&path).unwrap();
    file.write_all(&backup::front(&keys)).unwrap();
    let mut exporting = Exporting::begin(&app.store, Some(app.clock.now())).await.unwrap();
    while let Some(lines) = exporting.next().await.unwrap() {
        file.write_all(&lines).unwrap();
    }
    file.finish().unwrap();
    path
}

/// Ann's link is on its way, Ben's is due on 5 March, Cy's in June. Then the backup; then links go out and Eve comes.
async fn lose_a_store(folder: &Path, clock: &VirtualClock) -> PathBuf {
    std::fs::create_dir(folder.join("in")).unwrap();
    put(folder, 1, "ann", "Please activate right away");
    put(folder, 2, "ben", "Please hold until 5 March 2027");
    put(folder, 3, "cy", "Please hold until 1 June 2027");
    let app = app(folder, "old", clock).await;
    app.take_in(|_| {}).await;
    app.settle_mails().await.unwrap();
    let links = app.pages(None).unwrap().composer as Arc<dyn LinkMaker>;
    assert_eq!(
        DueWorker::new(Arc::clone(&app.store), links, 50)
            .run_once(clock.now())
            .await
            .done,
        1
    );
    let path = write_backup(&app, folder, "old").await;
    app.advance(clock, at("2027-03-05T18:00:00Z")).await.unwrap();
    put(folder, 4, "eve", "Please activate right away");
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    assert_eq!(outgoing(folder, "old").len(), 3, "Ann, Ben and Eve got their links");
    path
}

async fn settle(app: &App, ticket: TicketId) {
    let by = Actor::Reviewer { name: "Ada".into() };
    let before = app.store.ticket(ticket).await.unwrap().unwrap();
    let codes = lifecycle::can_be_settled(&before)
        .iter()
        .map(|code| (*code).to_owned())
        .collect();
    let event = Event::ProblemsSettled { codes, by };
    commit::happen(&app.store, ticket, event, app.clock.now())
        .await
        .unwrap();
    app.settle().await.unwrap();
}

async fn state(app: &App, ticket: TicketId) -> String {
    let ticket = app.store.ticket(ticket).await.unwrap().unwrap();
    ticket.people[0].state.word().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_nothing_goes_out_before_a_person_has_looked() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    clock.set(at("2027-03-06T12:00:00Z"));
    let report = restore(&path, &folder.join("new"), Keys::Own, clock.now())
        .await
        .unwrap();
    let Report {
        tickets,
        perhaps_sent,
        next_ticket,
        backup_at,
        ..
    } = report;
    assert_eq!((tickets, perhaps_sent, next_ticket), (3, 2, TicketId(21_701)));
    assert_eq!(backup_at, at("2027-03-01T15:00:00Z"));

    let app = app(folder, "new", &clock).await;
    app.take_in(|_| {}).await;
    app.settle().await.unwrap();
    assert!(outgoing(folder, "new").is_empty(), "something went out by itself");
    // Eve's mail came after the backup and is read again. The rule would let her go; she was let go before.
    let eve = app.store.ticket(TicketId(21_701)).await.unwrap().unwrap();
    assert_eq!(
        (eve.people[0].state.word(), eve.problems[0].code.as_str()),
        ("open", "restored")
    );
    assert_eq!(
        [state(&app, ANN).await, state(&app, BEN).await, state(&app, CY).await],
        ["queued", "open", "held"]
    );

    // Ann: perhaps sent. The same mail with the same link goes out again, once somebody said so.
    let ann = app.store.ticket(ANN).await.unwrap().unwrap();
    let row = app
        .store
        .outbox_row(&ann.people[0].link.as_ref().unwrap().outbox)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.state.word(), row.maybe_sent()), ("paused", true));
    settle(&app, ANN).await;
    assert_eq!(state(&app, ANN).await, "sent");
    let (old, new) = (outgoing(folder, "old"), outgoing(folder, "new"));
    assert_eq!(new.len(), 1);
    let (name, again) = new.first_key_value().unwrap();
    assert_eq!(link_in(again), link_in(&old[name]));

    // Ben: let go again by a person, with another link; the one of the lost store stays dead.
    settle(&app, BEN).await;
    assert_eq!(state(&app, BEN).await, "open");
    let decided = Event::Decided {
        person: ONE,
        decision: Decision::Now,
        approval: review::by_reviewer("Ada", clock.now()),
    };
    commit::happen(&app.store, BEN, decided, clock.now()).await.unwrap();
    app.settle().await.unwrap();
    let new = outgoing(folder, "new");
    assert_eq!((new.len(), state(&app, BEN).await.as_str()), (2, "sent"));
    let fresh: Vec<_> = new.keys().filter(|name| !old.contains_key(*name)).collect();
    assert_eq!(fresh.len(), 1);
    assert!(
        old.values().all(|mail| link_in(mail) != link_in(&new[fresh[0]])),
        "a link was made twice"
    );
    // Mails of the lost store are still known as our own.
    let own = fresh_id(&old[old.keys().find(|name| !new.contains_key(*name)).unwrap()]);
    assert!(app.pages(None).unwrap().composer.is_own(&own));

    sent_on_his_day(&app, &clock).await;
}

/// Cy was due after all of this.
async fn sent_on_his_day(app: &App, clock: &VirtualClock) {
    settle(app, CY).await;
    app.advance(clock, at("2027-05-31T18:00:00Z")).await.unwrap();
    assert_eq!(state(app, CY).await, "held");
    app.advance(clock, at("2027-06-01T18:00:00Z")).await.unwrap();
    assert_eq!(state(app, CY).await, "sent");
    for ticket in app.store.all_tickets(None, usize::MAX).await.unwrap() {
        let entries = app.store.entries(ticket.id).await.unwrap();
        assert_eq!(lifecycle::replay(&entries).unwrap(), ticket);
    }
}

fn fresh_id(mail: &str) -> String {
    let line = mail
        .lines()
        .find(|line| line.to_lowercase().starts_with("message-id:"))
        .unwrap();
    line[11..].trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_uses_the_link_that_was_on_its_way_gets_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    restore(&path, &folder.join("new"), Keys::Own, clock.now())
        .await
        .unwrap();
    let app = app(folder, "new", &clock).await;
    let used = Event::LinkUsed { person: ONE, number: 1 };
    commit::happen(&app.store, ANN, used, clock.now()).await.unwrap();
    settle(&app, ANN).await;
    assert_eq!(state(&app, ANN).await, "active");
    assert!(outgoing(folder, "new").is_empty());
    // A second restore, of the store that was restored: numbers go further up, and all keys are kept.
    let second = write_backup(&app, folder, "new").await;
    restore(&second, &folder.join("third"), Keys::Own, clock.now())
        .await
        .unwrap();
    let third = self::app(folder, "third", &clock).await;
    let restoration = third.store.restoration().await.unwrap().unwrap();
    assert_eq!(
        (restoration.times.len(), restoration.tickets_up_to),
        (2, TicketId(20_000))
    );
    let keys = |name: &str| {
        key_file::load_all(&folder.join(name).join("link.key"))
            .unwrap()
            .unwrap()
    };
    assert_eq!(keys("third")[1..], keys("new"));
    assert_eq!(keys("new")[1..], keys("old"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_restored_twice_gives_no_number_twice() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    let mut given = Vec::new();
    for (name, day) in [("first", "2027-03-06T12:00:00Z"), ("second", "2027-03-07T12:00:00Z")] {
        clock.set(at(day));
        restore(&path, &folder.join(name), Keys::Own, clock.now())
            .await
            .unwrap();
        let app = app(folder, name, &clock).await;
        app.take_in(|_| {}).await;
        app.settle().await.unwrap();
        let tickets = app.store.all_tickets(None, usize::MAX).await.unwrap();
        given.push(tickets.last().unwrap().id);
    }
    assert_eq!(given, [TicketId(21_701), TicketId(24_101)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_whole_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    let good = std::fs::read(&path).unwrap();
    let whole = backup::check(good.as_slice()).unwrap();
    let mut ends: Vec<usize> = (0..good.len()).filter(|place| good[*place] == b'\n').collect();
    ends.pop();
    for end in ends {
        assert!(backup::check(&good[..=end]).is_err(), "cut after byte {end}");
    }
    let last_line = good[..good.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    for place in (0..last_line).step_by(97) {
        let mut bad = good.clone();
        bad[place] ^= 1;
        assert!(backup::check(bad.as_slice()).is_err(), "byte {place} was changed");
    }
    let bad = folder.join("bad.backup");
    std::fs::write(&bad, &good[..last_line]).unwrap();
    let new = folder.join("new");
    let refused = restore(&bad, &new, Keys::Own, clock.now())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("nothing was restored") && refused.contains("line "),
        "{refused}"
    );
    assert!(!new.exists());
    assert_eq!(whole.link_keys.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_stands_before_the_backup_is_refused_until_somebody_confirms_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    let new = folder.join("new");
    let behind = at("2027-02-20T12:00:00Z");
    let refused = restore(&path, &new, Keys::Own, behind).await.unwrap_err().to_string();
    assert!(
        refused.contains("after the backup of 2027-03-01T15:00:00Z, found 2027-02-20T12:00:00Z"),
        "{refused}"
    );
    assert!(!new.exists());
    let confirmed = Now {
        at: behind,
        is_confirmed: true,
    };
    let report = restore(&path, &new, Keys::Own, confirmed).await.unwrap();
    assert_eq!(report.tickets, 3);
}

#[test]
fn a_store_is_restored_into_an_empty_place_by_the_command() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    said(folder, &["run", "--once"]);
    let (backup, bare, export) = (folder.join("a.backup"), folder.join("b.backup"), folder.join("a.jsonl"));
    said(folder, &["backup", backup.to_str().unwrap()]);
    said(folder, &["backup", "--without-link-key", bare.to_str().unwrap()]);
    said(folder, &["export", export.to_str().unwrap()]);
    let before = said(folder, &["ticket", "show", "GR-1"]);
    let taken = refused(folder, &["restore", backup.to_str().unwrap()]);
    assert!(taken.contains("expected an empty folder, or none, found"), "{taken}");
    std::fs::rename(folder.join("data"), folder.join("lost")).unwrap();
    let wrong = refused(folder, &["restore", export.to_str().unwrap()]);
    assert!(
        wrong.contains("line 1: expected the first line of a backup, found an export"),
        "{wrong}"
    );
    assert!(refused(folder, &["restore", bare.to_str().unwrap()]).contains("say --link-key FILE"));
    assert!(!folder.join("data").exists());

    let key = folder.join("lost/link.key");
    let words = said(
        folder,
        &["restore", bare.to_str().unwrap(), "--link-key", key.to_str().unwrap()],
    );
    assert!(
        words.contains("tickets wait for a person") && words.contains("New tickets begin with GR-10001"),
        "{words}"
    );
    let old_key = std::fs::read_to_string(key).unwrap();
    let keys = std::fs::read_to_string(folder.join("data/link.key")).unwrap();
    assert!(keys.lines().count() == 2 && keys.ends_with(&old_key));
    assert!(said(folder, &["ticket", "show", "GR-1"]).contains("brought back from the backup of"));
    assert!(said(folder, &["ticket", "restored"]).contains("GR-1 waits for a person."));
    said(folder, &["ticket", "restored", "--settle"]);
    assert!(said(folder, &["ticket", "restored"]).contains("No ticket waits because of a restore"));
    assert_ne!(said(folder, &["ticket", "show", "GR-1"]), before);

    // A folder in which a restore was cut off is opened by nobody.
    std::fs::write(folder.join("data/restore-unfinished"), "").unwrap();
    assert!(refused(folder, &["ticket", "list"]).contains("a restore was cut off here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn raw_mails_and_histories_come_back_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let clock = VirtualClock::new(at("2027-03-01T15:00:00Z"));
    let path = lose_a_store(folder, &clock).await;
    restore(&path, &folder.join("new"), Keys::Own, clock.now())
        .await
        .unwrap();
    let app = app(folder, "new", &clock).await;
    let mut mails = 0;
    for record in app.store.scan(None, usize::MAX).await.unwrap() {
        if let Record::Mail(mail) = record {
            mails += 1;
            let raw = app.store.raw(mail.id).await.unwrap().unwrap();
            assert_eq!(raw, std::fs::read(folder.join("in").join(&mail.found.uid)).unwrap());
        }
    }
    assert_eq!(mails, 3);
}
