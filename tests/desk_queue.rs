//! The queue without a browser: order, filters, search, pages, one press for several tickets, quarantine; and that no view
//! reads more of the store than it shows.
//!
//! `GREENROOM_QUEUE_TICKETS=100000` fills the store with so many tickets and prints how long the pages take.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use greenroom::clock::{Clock, SystemClock};
use greenroom::domain::account::Role;
use greenroom::domain::event::{Request, Submission};
use greenroom::domain::ids::{ClientKey, MailId, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::ticket::{Client, Details, GoLive, Party, PersonState, Wish};
use greenroom::store::{Batch, Find, Frozen, Key, Record, Store, StoreError};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use tokio::sync::watch;

#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use letters::{FORWARDED, arrive, settle, ticket_of};
use visitor::Visitor;
use web_stage::{Site, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";

/// The real store, with a count of what is read of it.
struct Counting {
    inner: Arc<dyn Store>,
    read: Arc<AtomicUsize>,
}

#[async_trait]
impl Store for Counting {
    async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.inner.commit(batch).await
    }
    async fn get(&self, key: &Key) -> Result<Option<Record>, StoreError> {
        self.read.fetch_add(1, Ordering::SeqCst);
        self.inner.get(key).await
    }
    async fn find(&self, find: Find) -> Result<Vec<(String, Key)>, StoreError> {
        let found = self.inner.find(find).await?;
        self.read.fetch_add(found.len() / 10, Ordering::SeqCst);
        Ok(found)
    }
    async fn scan(&self, after: Option<&Key>, limit: usize) -> Result<Vec<Record>, StoreError> {
        let found = self.inner.scan(after, limit).await?;
        self.read.fetch_add(found.len(), Ordering::SeqCst);
        Ok(found)
    }
    async fn put_raw(&self, mails: Vec<Vec<u8>>) -> Result<Vec<MailId>, StoreError> {
        self.inner.put_raw(mails).await
    }
    async fn remove_raw(&self, mails: Vec<MailId>) -> Result<(), StoreError> {
        self.inner.remove_raw(mails).await
    }
    async fn raw(&self, id: MailId) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.raw(id).await
    }
    async fn freeze(&self) -> Result<Box<dyn Frozen>, StoreError> {
        self.inner.freeze().await
    }
    async fn reserve_ticket_id(&self) -> Result<TicketId, StoreError> {
        self.inner.reserve_ticket_id().await
    }
    fn is_exclusive(&self) -> bool {
        self.inner.is_exclusive()
    }
    fn openings(&self) -> u64 {
        self.inner.openings()
    }
    fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits()
    }
}

/// What a ticket is made of.
struct Made<'m> {
    name: &'m str,
    client: &'m str,
    submitter: &'m str,
    wish: Wish,
    go_live: Option<Date>,
}

async fn put(stage: &Stage, made: &[Made<'_>]) -> Vec<TicketId> {
    let mut ids = Vec::new();
    for chunk in made.chunks(500) {
        let mut batch = Batch::new();
        for one in chunk {
            let id = stage.store.reserve_ticket_id().await.unwrap();
            let ticket = lifecycle::open(id, &submission(one), stage.clock.now());
            batch.insert(Record::Ticket(Box::new(ticket)));
            ids.push(id);
        }
        stage.store.commit(batch).await.unwrap();
    }
    ids
}

fn submission(made: &Made<'_>) -> Submission {
    let given = made.name.split(' ').next().unwrap().to_lowercase();
    let mut terms = greenroom::config::Config::default().calendar.terms(None);
    terms.zone = "America/New_York".into();
    let details = Details {
        name: Some(made.name.into()),
        email: Some(format!("{given}@{}", made.client)),
        level: Some(2),
        ..Details::default()
    };
    Submission {
        mail: MailId::of(made.name.as_bytes()),
        message_id: None,
        subject: format!("Users of {}", made.client),
        submitter: Party {
            name: None,
            email: Some(made.submitter.into()),
        },
        profile: "client-roles".into(),
        client: Client {
            key: ClientKey(made.client.into()),
            name: None,
            contact: None,
        },
        terms,
        go_live: made.go_live.map(|date| GoLive::stated(date, false)),
        people: vec![Request {
            details,
            wish: made.wish,
            hold_until: None,
            problems: vec![],
        }],
        manual_entry: vec![],
        problems: vec![],
    }
}

const TICKETS: [Made<'_>; 5] = [
    Made {
        name: "Ann Later",
        client: "later.example",
        submitter: PAT,
        wish: Wish::Hold,
        go_live: Some(date(2027, 6, 1)),
    },
    Made {
        name: "Bea Soon",
        client: "soon.example",
        submitter: PAT,
        wish: Wish::Hold,
        go_live: Some(date(2027, 3, 10)),
    },
    Made {
        name: "Cas Late",
        client: "late.example",
        submitter: "quinn@vendor.example",
        wish: Wish::Hold,
        go_live: Some(date(2027, 3, 3)),
    },
    Made {
        name: "Dan Unsaid",
        client: "unsaid.example",
        submitter: PAT,
        wish: Wish::Unstated,
        go_live: Some(date(2027, 5, 3)),
    },
    Made {
        name: "Eve Now",
        client: "now.example",
        submitter: PAT,
        wish: Wish::Now,
        go_live: None,
    },
];

async fn staffed(stage: &Stage) -> Site {
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    stage.desk_site().await
}

/// The names of those who are shown, in their order.
fn shown(page: &str) -> Vec<&'static str> {
    let mut found: Vec<(usize, &str)> = TICKETS
        .iter()
        .filter_map(|made| Some((page.find(&format!(">{}<", made.name))?, made.name)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn the_queue_is_ordered_by_urgency_filtered_and_searched() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = put(&stage, &TICKETS).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let all = bo.get("/").await.body;
    assert_eq!(
        shown(&all),
        ["Cas Late", "Eve Now", "Bea Soon", "Dan Unsaid", "Ann Later"],
        "{all}"
    );
    for (path, expected) in [
        ("/?show=overdue", vec!["Cas Late", "Eve Now"]),
        ("/?show=soon", vec!["Bea Soon"]),
        ("/?show=late", vec!["Cas Late"]),
        ("/?show=missing", vec!["Dan Unsaid"]),
        ("/?show=now", vec!["Eve Now"]),
        ("/?show=approval", vec!["Bea Soon", "Ann Later"]),
        ("/?show=done", vec![]),
        ("/?who=mine", vec![]),
        ("/?who=nobody&show=missing", vec!["Dan Unsaid"]),
        ("/?q=bea", vec!["Bea Soon"]),
        ("/?q=SOON.exa", vec!["Bea Soon"]),
        ("/?q=ann%40later.example", vec!["Ann Later"]),
        ("/?q=users+now", vec!["Eve Now"]),
        ("/?q=users+zebra", vec![]),
        ("/?q=%00%25%27", vec![]),
        ("/?show=nonsense&after=x%7Cy", shown(&all)),
    ] {
        let page = bo.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(shown(&page.body), expected, "{path}");
    }
    let by_number = bo.get(&format!("/?q={}", ids[3].to_string().to_lowercase())).await;
    assert_eq!(shown(&by_number.body), ["Dan Unsaid"]);
    // Pat starts with their own, and with no filter comes to those of others.
    let mut pat = Visitor::signed_in(&site, PAT).await;
    for path in ["/", "/?show=late", "/?q=cas"] {
        let page = pat.get(path).await.body;
        assert!(
            page.contains("Bea Soon") && !page.contains("Cas Late"),
            "{path}: {page}"
        );
    }
    assert_eq!(pat.post("/queue", &[("deed", "approve")]).await.status, 403);
}

#[tokio::test]
async fn several_are_approved_held_and_taken_by_one_press_each_on_what_was_seen() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = put(&stage, &TICKETS).await;
    // They were put without their events; the page of the queue needs none.
    let mut bo = Visitor::signed_in(&site, BO).await;
    let seen = |revision: u64| -> Vec<String> { ids.iter().map(|id| format!("{id}:{revision}")).collect() };
    let press = |deed: &'static str, seen: &[String]| -> Vec<(&'static str, String)> {
        let ticked = seen.iter().map(|one| ("ticket", one.clone()));
        [("deed", deed.to_owned()), ("back", "/?who=nobody".to_owned())]
            .into_iter()
            .chain(ticked)
            .collect()
    };
    let stale = press("approve", &seen(7));
    let fields: Vec<(&str, &str)> = stale.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let answer = bo.post("/queue", &fields).await;
    assert!(
        answer
            .header("location")
            .starts_with("/?who=nobody&done=approved&count=0&not=GR-"),
        "{answer:?}"
    );
    let approve = press("approve", &seen(1));
    let fields: Vec<(&str, &str)> = approve.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let answer = bo.post("/queue", &fields).await;
    let place = answer.header("location").to_owned();
    assert!(place.contains("count=2"), "{place}");
    let page = bo.get(&place).await.body;
    assert!(
        page.contains("2 tickets were approved.") && page.contains("Left as they are"),
        "{page}"
    );
    let mut states = Vec::new();
    for id in &ids {
        states.push(stage.store.ticket(*id).await.unwrap().unwrap().people[0].state == PersonState::Held);
    }
    assert_eq!(
        states,
        [true, true, false, false, false],
        "nobody who is late, unsaid or to go at once"
    );
    let take = press("take", &seen(1)[2..]);
    let fields: Vec<(&str, &str)> = take.iter().map(|(key, value)| (*key, value.as_str())).collect();
    bo.post("/queue", &fields).await;
    assert_eq!(
        shown(&bo.get("/?who=mine").await.body),
        ["Cas Late", "Eve Now", "Dan Unsaid"]
    );
    assert_eq!(shown(&bo.get("/?who=mine&show=now").await.body), ["Eve Now"]);
    let hold = press("hold", &[format!("{}:2", ids[4])]);
    let fields: Vec<(&str, &str)> = hold.iter().map(|(key, value)| (*key, value.as_str())).collect();
    bo.post("/queue", &fields).await;
    let eve = stage.store.ticket(ids[4]).await.unwrap().unwrap().people.remove(0);
    assert!(eve.has_problem("stopped"));
}

/// Fills the store; says how many of the tickets miss a word about the activation.
async fn fill(stage: &Stage, count: usize) -> usize {
    let made: Vec<(String, String, Date)> = (0..count)
        .map(|number| {
            let days = jiff::Span::new().days(i64::try_from(number % 300).unwrap());
            let name = format!("Person{number} Family{}", number % 97);
            let client = format!("client{}.example", number % 500);
            (name, client, date(2027, 4, 1).saturating_add(days))
        })
        .collect();
    let made: Vec<Made<'_>> = made
        .iter()
        .enumerate()
        .map(|(number, (name, client, day))| Made {
            name,
            client,
            submitter: if number % 50 == 0 { PAT } else { "others@vendor.example" },
            wish: if number % 7 == 0 { Wish::Unstated } else { Wish::Hold },
            go_live: Some(*day),
        })
        .collect();
    put(stage, &made).await;
    made.iter().filter(|one| one.wish == Wish::Unstated).count()
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_and_read_only_what_they_show() {
    let mut stage = Stage::new();
    let count = std::env::var("GREENROOM_QUEUE_TICKETS")
        .ok()
        .and_then(|text| text.parse().ok());
    let missing = fill(&stage, count.unwrap_or(1200)).await;
    let whole = ticket_of(&stage, FORWARDED).await;
    let read = Arc::new(AtomicUsize::new(0));
    stage.state.store = Arc::new(Counting {
        inner: Arc::clone(&stage.store),
        read: Arc::clone(&read),
    });
    let site = staffed(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let (mut path, mut seen) = ("/?show=missing".to_owned(), BTreeSet::new());
    while seen.len() < 2000 {
        let page = bo.get(&path).await.body;
        let names = page.split("value=\"GR-").skip(1);
        let before = seen.len();
        seen.extend(names.map(|rest| rest.split(':').next().unwrap().to_owned()));
        assert!(seen.len() > before, "{path} brought nothing new");
        let mut links = page.split("href=\"");
        let Some(next) = links.find(|rest| rest.split('>').next().unwrap().contains("rel=\"next\"")) else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&#38;", "&");
    }
    assert!(seen.len() >= missing.min(2000), "{} of {missing}", seen.len());
    for path in [
        "/",
        "/?show=overdue",
        "/?show=approval",
        "/?who=mine",
        "/?who=nobody",
        "/?q=person77",
        "/?q=family5+client3",
    ] {
        let (reads, times) = measured(&mut bo, path, &read).await;
        let bytes = bo.get(path).await.body.len();
        println!(
            "{path}: {bytes} bytes, {reads} reads, median {:?}, p95 {:?}",
            times[10], times[18]
        );
        assert!(reads < 500, "{path} reads {reads}");
    }
    let (reads, times) = measured(&mut bo, &format!("/tickets/{whole}"), &read).await;
    println!("a ticket: {reads} reads, median {:?}, p95 {:?}", times[10], times[18]);
    assert!(reads < 50, "a ticket reads {reads}");
    let (reads, times) = measured(&mut pat, "/", &read).await;
    println!(
        "an account manager's: {reads} reads, median {:?}, p95 {:?}",
        times[10], times[18]
    );
    assert!(reads < 500, "the start page of an account manager reads {reads}");
}

/// Asks for a page 20 times: how much one of them reads, and how long they took, the fastest first.
async fn measured(visitor: &mut Visitor<'_>, path: &str, read: &AtomicUsize) -> (usize, Vec<SignedDuration>) {
    let mut times: Vec<SignedDuration> = Vec::new();
    let before = read.load(Ordering::SeqCst);
    for _ in 0..20 {
        let begun = SystemClock.now();
        assert_eq!(visitor.get(path).await.status, 200);
        times.push(SystemClock.now().duration_since(begun));
    }
    times.sort_unstable();
    ((read.load(Ordering::SeqCst) - before) / 20, times)
}

const STRANGER: &str = "From: \"Kit <script>alert(1)</script>\" <kit@new.example>\r\nTo: setup@vendor.example\r\n\
    Subject: New <img src=x onerror=alert(2)> user\r\nMessage-ID: <stranger@new.example>\r\nDate: Mon, 01 Mar 2027 08:10:00 -0500\r\n\
    Content-Type: text/html\r\n\r\n<p>Please hold this user until go-live on 5 April 2027.</p><script>alert(3)</script>\
    <p>Name: Lee Quarry<br>Email: lee@quarry.example<br>Level: 2</p>\r\n";

#[tokio::test]
async fn a_mail_in_quarantine_is_shown_as_text_and_decided_once() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let id = arrive(&stage, STRANGER).await;
    let (mut bo, mut pat) = (
        Visitor::signed_in(&site, BO).await,
        Visitor::signed_in(&site, PAT).await,
    );
    for path in ["/quarantine".to_owned(), format!("/mail/{id}")] {
        assert_eq!(pat.get(&path).await.status, 403, "{path}");
        let page = bo.get(&path).await.body;
        assert!(page.contains("kit@new.example"), "{page}");
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert!(!page.contains("<img src=x"), "{page}");
    }
    for deed in ["release", "trust", "reject"] {
        assert_eq!(
            pat.post(&format!("/mail/{id}/{deed}"), &[("revision", "2")])
                .await
                .status,
            403
        );
    }
    let revision = stage.store.mail(id).await.unwrap().unwrap().revision.to_string();
    let blank = bo
        .post(
            &format!("/mail/{id}/reject"),
            &[("revision", &revision), ("reason", " ")],
        )
        .await;
    assert_eq!(blank.status, 422);
    let stale = bo
        .post(
            &format!("/mail/{id}/reject"),
            &[
                ("revision", "1"),
                ("reason", "not ours"),
                ("page", &format!("/mail/{id}")),
            ],
        )
        .await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.body.contains("value=\"not ours\""),
        "the typing is kept: {}",
        stale.body
    );
    let released = bo
        .post(&format!("/mail/{id}/release"), &[("revision", &revision)])
        .await;
    assert_eq!(
        released.header("location"),
        "/quarantine?done=released",
        "{}",
        released.body
    );
    let again = bo.post(&format!("/mail/{id}/trust"), &[("revision", &revision)]).await;
    assert_eq!(again.status, 409);
    settle(&stage).await;
    let mail = stage.store.mail(id).await.unwrap().unwrap();
    assert_eq!(mail.word(), "ticket", "{:?}", mail.status);
    assert!(bo.get(&format!("/mail/{id}")).await.body.contains("Bo released it"));
    assert_eq!(bo.get("/mail/xyz").await.status, 404);
}
