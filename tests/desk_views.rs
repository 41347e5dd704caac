//! What people keep and what is counted for them: views of the queue, the words of mails, insight.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::Clock;
use greenroom::scheduler::insight::InsightWorker;
use greenroom::scheduler::worker::Worker;
use jiff::SignedDuration;

#[path = "support/clients.rs"]
mod clients;
#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use clients::{ADA, BO, PAT, four, staffed};
use letters::{FORWARDED, ticket_of};
use visitor::{Visitor, value};
use web_stage::Stage;

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
        "0 % of 1 link was used in time.",
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

#[test]
fn the_words_of_a_mail_take_little_room() {
    let profile = greenroom::config::check::profile(&greenroom::config::Config::default()).unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let (mut mails, mut entries, mut bytes, mut raw_bytes) = (0, 0, 0, 0);
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .collect();
    files.sort();
    // Every twentieth is enough to tell.
    for path in files.iter().step_by(20) {
        let raw = std::fs::read(path).unwrap();
        let reading = greenroom_parsers::read(&raw, &profile);
        let texts = reading.shown.iter().map(|part| part.text.as_str());
        let kept = greenroom::store::index::mail_words::of(texts);
        let count = kept.split(' ').filter(|word| !word.is_empty()).count();
        assert!(count <= greenroom::store::index::mail_words::MOST);
        // An entry is the tag, the word, a zero byte and the key of the record, which is its value as well.
        bytes += kept.len() + count * (2 + 33 + 33);
        entries += count;
        raw_bytes += raw.len();
        mails += 1;
    }
    println!(
        "{mails} mails of {} bytes: {} words and {} bytes of index each",
        raw_bytes / mails,
        entries / mails,
        bytes / mails
    );
    assert!(bytes / mails < 8 << 10, "{}", bytes / mails);
}
