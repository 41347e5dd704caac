//! Clients, the calendar, people, the history, the ledger and the outbox without a browser: what they show, and to whom.
//!
//! `GREENROOM_PAGES_TICKETS=100000` fills the store with so many tickets and prints how long the pages take.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::{Clock, SystemClock};
use greenroom::domain::event::Submission;
use greenroom::domain::ids::TicketId;
use jiff::SignedDuration;
use jiff::civil::date;

#[path = "support/clients.rs"]
mod clients;
#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use clients::{BO, PAT, QUINN, approve, four, open, staffed, submission};
use letters::{AT_ONCE, FORWARDED, arrive, ticket_of};
use visitor::{Visitor, value};
use web_stage::Stage;

/// Pages that only Customer Solutions may see.
const CLOSED: [&str; 6] = ["/people", "/history", "/insight", "/mail", "/outbox", "/clients/import"];

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

/// The time that this process has worked, in milliseconds; other than the clock it does not count what others do.
fn worked_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // In hundredths of a second: in our own code, and in the kernel's.
    (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()) * 10
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
        let before = worked_ms();
        let (size, times) = measured(&mut bo, path).await;
        let worked = (worked_ms() - before) / 20;
        println!(
            "{path}: {size} bytes, median {:?}, p95 {:?}, {worked} ms of work",
            times[10], times[18]
        );
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
