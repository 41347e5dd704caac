//! Clients, the calendar, people, the history, the ledger and the outbox without a browser: what they show, to whom, and
//! what of the store they read.
//!
//! `GREENROOM_PAGES_TICKETS=100000` fills the store with so many tickets and prints how long the pages take.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::{Clock, SystemClock};
use greenroom::domain::account::Role;
use greenroom::domain::event::{Entry, Event, Request, Submission};
use greenroom::domain::ids::{ClientKey, MailId, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::review;
use greenroom::domain::ticket::{Client, Details, GoLive, Party, Wish};
use greenroom::scheduler::insight::InsightWorker;
use greenroom::scheduler::worker::Worker;
use greenroom::store::{Batch, Record};
use jiff::SignedDuration;
use jiff::civil::{Date, date};

#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use letters::{AT_ONCE, FORWARDED, arrive, ticket_of};
use visitor::{Visitor, value};
use web_stage::{Site, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";
const QUINN: &str = "quinn@vendor.example";

/// Pages that only Customer Solutions may see.
const CLOSED: [&str; 6] = ["/people", "/history", "/insight", "/mail", "/outbox", "/clients/import"];

async fn staffed(stage: &Stage) -> Site {
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    stage.member(&ada, "Quinn", QUINN, Role::AccountManager).await;
    stage.desk_site().await
}

fn submission(client: &str, name: &str, submitter: &str, go_live: Option<Date>) -> Submission {
    let given = name.split(' ').next().unwrap().to_lowercase();
    let mut terms = greenroom::config::Config::default().calendar.terms(None);
    terms.zone = "America/New_York".into();
    Submission {
        mail: MailId::of(name.as_bytes()),
        message_id: None,
        subject: format!("Users of {client}"),
        submitter: Party {
            name: None,
            email: Some(submitter.into()),
        },
        profile: "client-roles".into(),
        client: Client {
            key: ClientKey(client.into()),
            name: None,
            contact: None,
        },
        terms,
        go_live: go_live.map(|date| GoLive::stated(date, false)),
        people: vec![Request {
            details: Details {
                name: Some(name.into()),
                email: Some(format!("{given}@{client}")),
                level: Some(2),
                ..Details::default()
            },
            wish: Wish::Hold,
            hold_until: None,
            problems: vec![],
        }],
        manual_entry: vec![],
        problems: vec![],
    }
}

/// Opens tickets with their first event, many in one commit.
async fn open(stage: &Stage, all: &[Submission]) -> Vec<TicketId> {
    let mut ids = Vec::new();
    for chunk in all.chunks(500) {
        let mut batch = Batch::new();
        for submission in chunk {
            let id = stage.store.reserve_ticket_id().await.unwrap();
            let at = stage.clock.now();
            let ticket = lifecycle::open(id, submission, at);
            batch.insert(Record::Ticket(Box::new(ticket)));
            batch.insert(Record::Entry(Box::new(Entry {
                ticket: id,
                seq: 1,
                at,
                event: Event::Opened {
                    submission: Box::new(submission.clone()),
                },
            })));
            ids.push(id);
        }
        stage.store.commit(batch).await.unwrap();
    }
    ids
}

async fn approve(stage: &Stage, id: TicketId) {
    let approval = review::by_reviewer("Bo", stage.clock.now());
    let people = vec![web_stage::KIM];
    stage.happen(id, Event::Approved { people, approval }).await;
}

/// Two clients of Pat, one of whom is also Quinn's, and one of Quinn alone.
async fn four(stage: &Stage) -> Vec<TicketId> {
    let ids = open(
        stage,
        &[
            submission("harbor.example", "Kim Harbor", PAT, Some(date(2027, 3, 22))),
            submission("harbor.example", "Noor Harbor", QUINN, Some(date(2027, 3, 22))),
            submission("tamarind.example", "Ines Tamarind", PAT, Some(date(2027, 4, 5))),
            submission("quarry.example", "Lee Quarry", QUINN, Some(date(2027, 3, 10))),
        ],
    )
    .await;
    approve(stage, ids[0]).await;
    ids
}

#[tokio::test]
async fn clients_show_their_go_lives_and_people() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let all = bo.get("/clients").await.body;
    for words in [
        "harbor.example",
        "tamarind.example",
        "quarry.example",
        "Monday, 22 March 2027",
        "1 held",
        "1 open",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let found = bo.get("/clients?q=tamar").await.body;
    assert!(
        found.contains("/clients/tamarind.example") && !found.contains("/clients/harbor"),
        "{found}"
    );
    let one = bo.get("/clients/harbor.example").await.body;
    for words in [
        PAT,
        QUINN,
        "Kim Harbor",
        "Noor Harbor",
        "America/New York",
        "7 days before go-live",
    ] {
        assert!(one.contains(words), "{words}: {one}");
    }
    assert!(one.contains(&format!("/tickets/{}/go-live", ids[1])), "{one}");
    assert_eq!(bo.get("/clients/nobody.example").await.status, 404);
    let table = bo.get("/clients.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        table
            .body
            .contains("harbor.example,harbor.example,2027-03-22,,America/New_York"),
        "{}",
        table.body
    );
}

#[tokio::test]
async fn account_managers_see_only_the_clients_and_people_of_their_own_tickets() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    // Pat: the clients of their own tickets, and of those only their own people.
    let mut pat = Visitor::signed_in(&site, PAT).await;
    for path in [
        "/clients",
        "/clients.csv",
        "/clients?q=quarry",
        "/clients?after=%2A%01",
        "/clients?after=quarry",
    ] {
        let page = pat.get(path).await.body;
        assert!(
            !page.contains("Quarry") && !page.contains("quarry.example\""),
            "{path}: {page}"
        );
    }
    assert!(!pat.get("/clients.csv").await.body.contains(QUINN));
    let own = pat.get("/clients/harbor.example").await.body;
    assert!(
        own.contains("Kim Harbor") && !own.contains("Noor") && !own.contains(QUINN),
        "{own}"
    );
    assert_eq!(pat.get("/clients/quarry.example").await.status, 404);
    // A place of somebody else's page leads nowhere but into one's own.
    let others = greenroom_place(&ids[3]);
    let own = pat.get(&format!("/clients/harbor.example?after={others}")).await.body;
    assert!(!own.contains("Lee Quarry"), "{own}");
    for path in CLOSED {
        assert_eq!(pat.get(path).await.status, 403, "{path}");
        assert_eq!(bo.get(path).await.status, 200, "{path}");
    }
    assert_eq!(
        pat.post(
            "/clients/import",
            &[("table", "client,go_live\nharbor.example,2027-05-03")]
        )
        .await
        .status,
        403
    );
}

/// A place such as pages write it, made up by hand.
fn greenroom_place(id: &TicketId) -> String {
    let text = format!("[\"*\\u0001\",{{\"record\":\"ticket\",\"key\":{}}}]", id.0);
    data_encoding::BASE64URL_NOPAD.encode(text.as_bytes())
}

#[tokio::test]
async fn a_table_is_shown_line_by_line_and_carried_out_only_as_it_was_shown() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let bad = "client,go_live\nharbor.example,2027-04-12\nnobody.example,2027-04-12\ntamarind,soon\nharbor,2027-04-13\n\
               =cmd()<script>alert(1)</script>,2027-04-12\n";
    let page = bo.post("/clients/import", &[("table", bad)]).await;
    assert_eq!(page.status, 200);
    let page = page.body;
    for words in [
        "4 of 5 lines cannot be taken",
        "2 tickets move; 2 of the people get another day.",
        "No ticket is of a client with this name or domain.",
        "found &#34;soon&#34;",
        "Line 2 is about the same go-live of the same client.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("id=\"confirm\"") && !page.contains("<script>alert"),
        "{page}"
    );
    let go_live = |id: TicketId| {
        let store = &stage.store;
        async move { store.ticket(id).await.unwrap().unwrap().go_live.unwrap().date }
    };
    assert_eq!(
        go_live(ids[0]).await,
        date(2027, 3, 22),
        "nothing is written by looking"
    );
    let good = "client;go_live;new_go_live\r\nharbor.example;2027-03-22;2027-04-12\r\ntamarind.example;2027-04-05;\r\n";
    let page = bo.post("/clients/import", &[("table", good)]).await.body;
    assert!(
        page.contains("Stays as it is.") && page.contains("id=\"confirm\""),
        "{page}"
    );
    let seal = value(&page, "seal").unwrap();
    // Somebody is faster: nothing is moved, and the preview is made anew.
    approve(&stage, ids[1]).await;
    let stale = bo.post("/clients/import", &[("table", good), ("seal", &seal)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("Nothing was moved."), "{}", stale.body);
    assert_eq!(go_live(ids[0]).await, date(2027, 3, 22));
    let seal = value(&stale.body, "seal").unwrap();
    let other = good.replace("2027-04-12", "2027-04-19");
    let forged = bo.post("/clients/import", &[("table", &other), ("seal", &seal)]).await;
    assert_eq!(forged.status, 409, "the seal stands for exactly what was shown");
    let done = bo.post("/clients/import", &[("table", good), ("seal", &seal)]).await;
    assert_eq!(done.header("location"), "/clients?done=moved&count=2", "{}", done.body);
    for id in &ids[..2] {
        assert_eq!(go_live(*id).await, date(2027, 4, 12));
    }
    assert_eq!(go_live(ids[2]).await, date(2027, 4, 5));
    let ticket = stage.store.ticket(ids[0]).await.unwrap().unwrap();
    assert_eq!(ticket.people[0].plan.as_ref().unwrap().day, Some(date(2027, 4, 5)));
    for table in ["", "name\nx", "client,go_live\n"] {
        assert_eq!(bo.post("/clients/import", &[("table", table)]).await.status, 422);
    }
    // The saved table can be read again as it is, and changes nothing.
    let saved = bo.get("/clients.csv").await.body;
    let page = bo.post("/clients/import", &[("table", &saved)]).await.body;
    assert!(page.contains("Nothing would change"), "{page}");
}

#[tokio::test]
async fn the_calendar_counts_each_day_and_shows_what_a_moved_go_live_would_do() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let ids = four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get("/calendar").await.body;
    // Both of Harbor leave on 15 March, one of them is approved; Quarry's day is past when the mail comes.
    assert!(page.contains("2 links, 1 not approved"), "{page}");
    assert!(
        page.contains("Week of 1 March 2027") && page.contains("Week of 5 April 2027"),
        "{page}"
    );
    let day = bo.get("/calendar?day=2027-03-15").await.body;
    assert!(day.contains("Kim Harbor") && day.contains("Noor Harbor"), "{day}");
    assert!(day.contains("not approved") && !day.contains("Ines"), "{day}");
    let path = format!("/calendar?move={}&to=2027-04-12", ids[0]);
    let what_if = bo.get(&path).await.body;
    for words in [
        "What if harbor.example begins on Monday, 12 April 2027?",
        "2 tickets wait for the same day",
        "2 links: Monday, 5 April 2027 instead of Monday, 15 March 2027",
        ">+2<",
        ">\u{2212}2<",
        "Nothing has been moved.",
    ] {
        assert!(what_if.contains(words), "{words}: {what_if}");
    }
    assert!(what_if.contains(&format!("/tickets/{}/go-live?date=2027-04-12", ids[0])));
    assert_eq!(
        stage.store.ticket(ids[0]).await.unwrap().unwrap().go_live.unwrap().date,
        date(2027, 3, 22)
    );
    for path in [
        "/calendar?from=x&day=y&move=GR-9&to=z",
        "/calendar?from=9999-12-31",
        "/calendar?from=-009999-01-01&day=9999-12-31",
    ] {
        assert_eq!(bo.get(path).await.status, 200, "{path}");
    }
    // What is late: nobody approved Ines, and her day came.
    stage.advance(SignedDuration::from_hours(24 * 30));
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get("/calendar").await.body;
    assert!(page.contains("links should have left by now"), "{page}");
    // Pat sees their own alone, in the weeks, in the list and in what-ifs.
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let page = pat.get("/calendar?from=2027-03-01&day=2027-03-15").await.body;
    assert!(
        page.contains("Kim Harbor") && !page.contains("Noor") && !page.contains("quarry"),
        "{page}"
    );
    let page = pat.get(&format!("/calendar?move={}&to=2027-05-03", ids[3])).await.body;
    assert!(page.contains("not here any more") && !page.contains("quarry"), "{page}");
}

#[tokio::test]
async fn people_are_found_by_name_address_and_state() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    for (path, names) in [
        (
            "/people",
            vec!["Kim Harbor", "Noor Harbor", "Ines Tamarind", "Lee Quarry"],
        ),
        ("/people?state=held", vec!["Kim Harbor"]),
        ("/people?q=harbor", vec!["Kim Harbor", "Noor Harbor"]),
        ("/people?q=harbor&state=open", vec!["Noor Harbor"]),
        ("/people?q=NOOR%40harbor.ex", vec!["Noor Harbor"]),
        ("/people?q=users", vec![]),
        ("/people?q=pat%40vendor.example", vec![]),
        ("/people?q=%00%01&state=nonsense&after=AAAA", vec![]),
    ] {
        let page = bo.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for name in ["Kim Harbor", "Noor Harbor", "Ines Tamarind", "Lee Quarry"] {
            assert_eq!(
                page.body.contains(&format!("<strong>{name}<")),
                names.contains(&name),
                "{path}: {name}"
            );
        }
    }
}

#[tokio::test]
async fn the_history_says_who_and_what_was_before_by_person_ticket_and_day() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let harbor = ticket_of(&stage, FORWARDED).await;
    let other = ticket_of(&stage, AT_ONCE).await;
    stage.advance(SignedDuration::from_hours(24));
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{harbor}")).await.body;
    let revision = value(&page, "revision").unwrap();
    let fields = [
        ("revision", revision.as_str()),
        ("deed", "save"),
        ("name", "Kim Sorensen"),
        ("email", "kim@harbor.example"),
        ("level", "2"),
        ("roles", "Reporting"),
    ];
    let saved = bo.post(&format!("/tickets/{harbor}/people/1"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let all = bo.get("/history").await.body;
    let (new, old) = (all.find("<ins>Kim Sorensen</ins>"), all.find("<del>Kim Sørensen</del>"));
    assert!(new.is_some() && old < new, "{all}");
    assert!(
        all.find("Bo corrected") < all.find("opened by a mail"),
        "the newest first: {all}"
    );
    for (path, has_bo, has_pat, has_other) in [
        ("/history?who=bo".to_owned(), true, false, false),
        ("/history?who=Pat%40vendor.example".to_owned(), false, true, true),
        (format!("/history?ticket={harbor}"), true, true, false),
        (format!("/history?ticket={harbor}&who=Bo"), true, false, false),
        ("/history?day=2027-03-02".to_owned(), true, false, false),
        ("/history?day=2027-03-01".to_owned(), false, true, true),
        ("/history?day=2027-03-03".to_owned(), false, false, false),
    ] {
        let page = bo.get(&path).await.body;
        assert_eq!(page.contains("Bo corrected"), has_bo, "{path}: {page}");
        assert_eq!(page.contains("opened by a mail"), has_pat, "{path}: {page}");
        assert_eq!(
            page.contains(&format!("/tickets/{other}\"")),
            has_other,
            "{path}: {page}"
        );
    }
    for path in ["/history?ticket=nonsense", "/history?day=soon"] {
        assert!(bo.get(path).await.body.contains("is written as"), "{path}");
    }
}

#[tokio::test]
async fn the_history_has_pages_without_a_gap() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let many: Vec<Submission> = (0..120)
        .map(|number| submission("harbor.example", &format!("Person{number} Harbor"), PAT, None))
        .collect();
    open(&stage, &many).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    for start in ["/history", "/people", "/history?who=pat%40vendor.example"] {
        let (mut path, mut seen, mut pages) = (start.to_owned(), std::collections::BTreeSet::new(), 0);
        loop {
            let page = bo.get(&path).await.body;
            pages += 1;
            let rows = page.split("<tr>").skip(2);
            seen.extend(rows.filter_map(|row| {
                row.split("/tickets/GR-")
                    .nth(1)?
                    .split(['"', '#'])
                    .next()?
                    .parse::<u64>()
                    .ok()
            }));
            let Some(next) = page
                .split("href=\"")
                .find(|rest| rest.split('>').next().unwrap().contains("rel=\"next\""))
            else {
                break;
            };
            path = next.split('"').next().unwrap().replace("&#38;", "&");
        }
        assert_eq!((seen.len(), pages), (120, 3), "{start}");
    }
}

#[tokio::test]
async fn the_ledger_and_the_outbox_are_filtered_and_say_why() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let mail = arrive(&stage, FORWARDED).await;
    let (ticket, _) = stage.send().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    for (path, has) in [
        ("/mail?outcome=ticket", true),
        ("/mail?from=PAT%40vendor.example", true),
        ("/mail?outcome=ignored", false),
        ("/mail?from=nobody%40vendor.example", false),
        ("/mail?outcome=not+fetched", false),
    ] {
        let page = bo.get(path).await.body;
        assert_eq!(page.contains(&format!("/mail/{mail}")), has, "{path}: {page}");
        assert_eq!(page.contains("/tickets/GR-1\""), has, "{path}: {page}");
    }
    for (path, has) in [
        ("/outbox", true),
        ("/outbox?state=waiting", true),
        ("/outbox?to=kim%40harbor.example", true),
        ("/outbox?state=dead", false),
        ("/outbox?to=lee%40harbor.example", false),
    ] {
        let page = bo.get(path).await.body;
        assert_eq!(
            page.contains(&format!("{ticket}/1/activation/1")),
            has,
            "{path}: {page}"
        );
    }
}

/// Asks for a page 20 times: how long that took, the fastest first.
async fn measured(visitor: &mut Visitor<'_>, path: &str) -> (usize, Vec<SignedDuration>) {
    let mut times: Vec<SignedDuration> = Vec::new();
    let mut size = 0;
    for _ in 0..20 {
        let begun = SystemClock.now();
        let page = visitor.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        size = page.body.len();
        times.push(SystemClock.now().duration_since(begun));
    }
    times.sort_unstable();
    (size, times)
}

#[tokio::test]
async fn many_tickets_do_not_make_the_pages_slow() {
    let stage = Stage::new();
    let count = std::env::var("GREENROOM_PAGES_TICKETS")
        .ok()
        .and_then(|text| text.parse().ok());
    let count = count.unwrap_or(1500);
    let made: Vec<Submission> = (0..count)
        .map(|number: usize| {
            let days = jiff::Span::new().days(i64::try_from(number % 300).unwrap());
            let name = format!("Person{number} Family{}", number % 97);
            let client = format!("client{}.example", number % 500);
            let submitter = if number.is_multiple_of(50) {
                PAT
            } else {
                "others@vendor.example"
            };
            submission(&client, &name, submitter, Some(date(2027, 4, 1).saturating_add(days)))
        })
        .collect();
    open(&stage, &made).await;
    let site = staffed(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    for path in [
        "/clients",
        "/clients?q=client7",
        "/clients/client7.example",
        "/calendar?from=2027-05-03",
        "/calendar?from=2027-05-03&day=2027-05-12",
        "/calendar?from=2027-05-03&move=GR-40&to=2027-06-14",
        "/people",
        "/people?q=person77",
        "/people?q=family5+client3&state=open",
        "/history",
        "/history?who=pat%40vendor.example&day=2027-03-01",
        "/mail",
        "/outbox",
    ] {
        let (size, times) = measured(&mut bo, path).await;
        println!("{path}: {size} bytes, median {:?}, p95 {:?}", times[10], times[18]);
    }
    for path in ["/clients", "/calendar?from=2027-05-03"] {
        let (size, times) = measured(&mut pat, path).await;
        println!(
            "an account manager's {path}: {size} bytes, median {:?}, p95 {:?}",
            times[10], times[18]
        );
    }
    let begun = SystemClock.now();
    let rows = bo.get("/clients.csv").await.body.lines().count();
    println!(
        "/clients.csv: {rows} lines in {:?}",
        SystemClock.now().duration_since(begun)
    );
    assert!(rows > 500, "{rows}");
}

#[tokio::test]
async fn tickets_are_found_by_the_words_of_their_mails_until_the_mail_is_erased() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let harbor = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let is_found = |page: String| page.contains(&format!("href=\"/tickets/{harbor}\""));
    assert!(is_found(bo.get("/?q=manager+pract").await.body), "the mail's words");
    assert!(!is_found(bo.get("/?q=manager+zebra").await.body));
    let mail = stage.store.ticket(harbor).await.unwrap().unwrap().mails[0];
    greenroom::store::erase::mail(&stage.store, mail, stage.clock.now())
        .await
        .unwrap();
    assert!(!is_found(bo.get("/?q=manager+pract").await.body), "gone with the mail");
    let left = greenroom::store::Find::first(greenroom::store::Index::MailByWord, 10);
    assert_eq!(stage.store.find(left).await.unwrap(), []);
}

#[tokio::test]
async fn views_are_kept_by_account_counted_and_removed_and_go_with_whom_they_name() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    four(&stage).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let page = bo.get("/?show=approval").await.body;
    assert!(
        page.contains("Keep this view") && !page.contains("Your views"),
        "{page}"
    );
    let keep = |name: &'static str, show: &'static str, q: &'static str| {
        [("deed", "keep"), ("name", name), ("show", show), ("who", ""), ("q", q)]
    };
    let kept = bo
        .post("/queue/views", &keep("To <b>approve</b>", "approval", ""))
        .await;
    assert_eq!(kept.header("location"), "/?show=approval", "{}", kept.body);
    bo.post("/queue/views", &keep("Harbor", "", "noor harbor")).await;
    let page = bo.get("/?show=approval").await.body;
    assert!(page.contains("To &#60;b&#62;approve&#60;/b&#62;"), "{page}");
    assert!(
        page.contains("</span> <span class=\"number-of\">3</span>"),
        "three wait for an approval: {page}"
    );
    assert!(
        page.contains("</span> <span class=\"number-of\">1</span>"),
        "one is found: {page}"
    );
    assert!(!ada.get("/").await.body.contains("Your views"), "a view is its owner's");
    assert_eq!(
        pat.post("/queue/views", &keep("Mine", "approval", "")).await.status,
        403
    );
    for name in ["", "  ", "a\nb", &"x".repeat(41)] {
        let fields = [("deed", "keep"), ("name", name), ("show", "late")];
        assert_eq!(bo.post("/queue/views", &fields).await.status, 422, "{name:?}");
    }
    bo.get("/").await;
    let removed = bo
        .post("/queue/views", &[("deed", "remove"), ("name", "To <b>approve</b>")])
        .await;
    assert_eq!(removed.status, 303);
    let views = |stage: &Stage| {
        let store = std::sync::Arc::clone(&stage.store);
        async move { store.account_by_email(BO).await.unwrap().unwrap().views }
    };
    assert_eq!(views(&stage).await.len(), 1);
    let wish = greenroom::erasure::Wish {
        address: "noor@harbor.example".into(),
        take_out: true,
        shared: true,
    };
    bo.post("/queue/views", &keep("Kept", "", "tamarind")).await;
    greenroom::erasure::erase(&stage.store, &wish, "Ada", stage.clock.now())
        .await
        .unwrap();
    let left: Vec<String> = views(&stage).await.into_iter().map(|view| view.name).collect();
    assert_eq!(left, ["Kept"]);
}

#[tokio::test]
async fn insight_shows_what_was_counted_and_counts_nothing_itself() {
    let stage = Stage::new();
    let site = staffed(&stage).await;
    let harbor = ticket_of(&stage, FORWARDED).await;
    let (_, link) = stage.send().await;
    assert!(!link.is_empty());
    stage.advance(SignedDuration::from_mins(90));
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert!(bo.get("/insight").await.body.contains("It is being counted"));
    let page = bo.get(&format!("/tickets/{harbor}")).await.body;
    let revision = value(&page, "revision").unwrap();
    let fields = [
        ("revision", revision.as_str()),
        ("deed", "save"),
        ("name", "Kim Sorensen"),
        ("email", "kim@harbor.example"),
        ("level", "2"),
        ("roles", "Reporting"),
    ];
    let saved = bo.post(&format!("/tickets/{harbor}/people/1"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let worker = InsightWorker::new(
        std::sync::Arc::clone(&stage.store),
        std::sync::Arc::clone(&stage.state.config),
        stage.state.insight.clone(),
    );
    let report = worker.run_once(stage.clock.now()).await;
    assert_eq!((report.done, report.failed), (2, None));
    let page = bo.get("/insight").await.body;
    for words in [
        "<td>2027-03-01</td><td>2</td>",
        "50 % of 2 mails needed no correction.",
        "0 % of 1 links were used in time.",
        "<td>name</td><td>1</td>",
        "Nothing had to be typed in",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("style="), "{page}");
    assert_eq!(worker.run_once(stage.clock.now()).await.done, 0, "once a night");
    assert!(
        page.contains("<td>2026-12-14</td><td>0</td>"),
        "weeks in which nothing happened are there: {page}"
    );
    let later = stage.advance(SignedDuration::from_hours(24 * 7 * 13));
    assert_eq!(worker.run_once(later).await.done, 0, "what is long past is not counted");
}
