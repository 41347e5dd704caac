//! The overview: shows everything, escapes what mails brought, and moves only a clock that can be moved.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::Clock;
use jiff::SignedDuration;

mod web_stage;

use web_stage::{START, Stage};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn tickets_people_and_outgoing_mails_are_shown_in_words() {
    let stage = Stage::new();
    let (id, _) = stage.send().await;
    let page = stage.overview_site().await.get("/").await;
    assert_eq!(page.status, 200);
    for part in [
        &id.to_string(),
        "activating",
        "Kim Sørensen",
        "kim@harbor.example",
        "level 2, Reviewer",
        "link ends Tuesday, 2 March 2027, 09:00",
        "times of America/New York",
        "GR-1/1/activation/1",
        "No mail has been seen yet.",
        "New users &#60;b&#62;for&#60;/b&#62; Harbor",
        "Harbor &#38; Sons",
    ] {
        assert!(page.body.contains(part), "{part} is missing in\n{}", page.body);
    }
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(!page.body.contains("<script") && !page.body.contains("style="));
}

#[tokio::test]
async fn the_clock_of_the_demo_is_advanced_and_no_other() {
    let stage = Stage::new();
    let site = stage.overview_site().await;
    let answer = site.ask("POST", "/advance", &[FORM], "days=7").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
    let start: jiff::Timestamp = START.parse().unwrap();
    assert_eq!(stage.clock.now(), start + SignedDuration::from_hours(7 * 24));
    for body in ["days=0", "days=-1", "days=401"] {
        assert_eq!(site.ask("POST", "/advance", &[FORM], body).await.status, 422, "{body}");
    }
    let foreign = [FORM, ("Sec-Fetch-Site", "cross-site")];
    assert_eq!(site.ask("POST", "/advance", &foreign, "days=1").await.status, 403);
    let rebound = [FORM, ("Host", "evil.example")];
    assert_eq!(site.ask("POST", "/advance", &rebound, "days=1").await.status, 421);
    assert_eq!(site.ask("GET", "/", &[("Host", "localhost:1")], "").await.status, 200);
    assert_eq!(stage.clock.now(), start + SignedDuration::from_hours(7 * 24));

    let mut real = stage.state.clone();
    real.hands = None;
    let stage = Stage { state: real, ..stage };
    let site = stage.overview_site().await;
    assert_eq!(site.ask("POST", "/advance", &[FORM], "days=1").await.status, 404);
    assert!(!site.get("/").await.body.contains("/advance"));
}
