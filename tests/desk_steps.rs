//! The first steps above the queue: what they say, who sees them, and that they go.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::domain::account::Role;

#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use letters::{AT_ONCE, ticket_of};
use visitor::Visitor;
use web_stage::Stage;

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";

/// The titles of the steps that are done, and of those that are left.
fn steps(page: &str) -> (Vec<String>, Vec<String>) {
    let page = page.split("</ol>").next().unwrap();
    let titles = |before: &str| {
        let parts = page.split(before).skip(1);
        parts.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    (titles("<li class=\"done\"><strong>"), titles("<li><strong>"))
}

#[tokio::test]
async fn an_administrator_is_led_through_the_first_steps() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada Byron", ADA).await;
    let site = stage.desk_site().await;
    let mut visitor = Visitor::signed_in(&site, ADA).await;
    let page = visitor.get("/").await.body;
    let (done, left) = steps(&page);
    let all = [
        "A mailbox is watched",
        "Account managers are known",
        "A mail became a ticket",
        "Colleagues are in",
        "A link has gone out",
    ];
    assert!(done.is_empty(), "{done:?}");
    assert_eq!(left, all);
    assert!(page.contains("[[source.imap]]"), "it says what to do");

    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    ticket_of(&stage, AT_ONCE).await;
    visitor.get("/settings/senders").await;
    let trust = [("address", "pat@vendor.example"), ("deed", "trust")];
    assert_eq!(visitor.post("/settings/senders", &trust).await.status, 303);
    let (done, left) = steps(&visitor.get("/").await.body);
    assert_eq!(
        done,
        [
            "Account managers are known",
            "A mail became a ticket",
            "Colleagues are in"
        ]
    );
    assert_eq!(left, [all[0], all[4]]);
    assert!(!visitor.get("/?show=held").await.body.contains("First steps"));
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert!(!bo.get("/").await.body.contains("First steps"), "others cannot do them");

    visitor.get("/").await;
    let hidden = visitor.post("/first-steps", &[]).await;
    assert_eq!(hidden.header("location"), "/");
    let cookie = hidden.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(cookie, "greenroom-steps=hidden");
    visitor.cookie = format!("{}; {cookie}", visitor.cookie);
    assert!(!visitor.get("/").await.body.contains("First steps"));
}
