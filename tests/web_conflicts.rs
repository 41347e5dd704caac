//! A reviewer gives somebody an address that is on another ticket: both tickets show it, or it is refused.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::sync::Arc;

use greenroom::config::Config;
use greenroom::domain::ids::TicketId;
use greenroom::domain::lifecycle::replay;
use serde_json::{Value, json};

mod web_stage;

use web_stage::{Answer, Site, Stage};

async fn post(stage: &Stage, site: &Site, path: &str, body: &Value) -> Answer {
    let token = format!("Bearer {}", stage.token.reveal());
    let headers = [
        ("Authorization", token.as_str()),
        ("Content-Type", "application/json"),
        ("X-Greenroom-User", "Ada"),
    ];
    site.ask("POST", &format!("/api/v1/tickets/{path}"), &headers, &body.to_string())
        .await
}

/// The codes of the problems of everybody on a ticket.
async fn codes(stage: &Stage, id: TicketId) -> Vec<String> {
    let ticket = stage.store.ticket(id).await.unwrap().unwrap();
    let entries = stage.store.entries(id).await.unwrap();
    assert_eq!(replay(&entries).unwrap(), ticket, "replaying gives another ticket");
    let problems = ticket.people.iter().flat_map(|person| &person.problems);
    problems.map(|problem| problem.code.clone()).collect()
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|found| found == code)
}

#[tokio::test]
async fn an_address_that_a_reviewer_types_is_compared_with_other_tickets() {
    let stage = Stage::new();
    let (first, second) = (stage.open().await, stage.open().await);
    let site = stage.api_site().await;
    let to = |email: &str| json!({ "person": 1, "details": { "email": email } });
    let answer = post(&stage, &site, &format!("{second}/correct"), &to("kim.s@harbor.example")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(!has(&codes(&stage, second).await, "address_in_use"));

    let answer = post(&stage, &site, &format!("{second}/correct"), &to("KIM@harbor.example")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let words = answer.body.clone();
    assert!(
        words.contains(&format!("is on {first} (Kim Sørensen; open; level 2")),
        "{words}"
    );
    assert!(has(&codes(&stage, second).await, "address_in_use"));
    assert!(has(&codes(&stage, first).await, "requested_again"));

    // With another address nothing is left to compare here.
    post(&stage, &site, &format!("{second}/correct"), &to("kim.s@harbor.example")).await;
    assert!(!has(&codes(&stage, second).await, "address_in_use"));

    let add = json!({ "details": { "name": "Kim", "email": "kim@harbor.example" } });
    let third = stage.open().await;
    post(
        &stage,
        &site,
        &format!("{third}/cancel"),
        &json!({ "person": 1, "reason": "a test" }),
    )
    .await;
    let answer = post(&stage, &site, &format!("{second}/add"), &add).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(has(&codes(&stage, second).await, "address_in_use"));
    assert!(
        !has(&codes(&stage, third).await, "requested_again"),
        "who was taken out is at an end"
    );
}

#[tokio::test]
async fn an_address_that_had_a_link_is_refused_where_it_is_used_once_for_all() {
    let mut stage = Stage::new();
    let (first, _) = stage.send().await;
    let second = stage.open().await;
    let mut config = Config::default();
    config.reader.profile = "device-sales".into();
    stage.state.config = Arc::new(config);
    let site = stage.api_site().await;
    let add = json!({ "details": { "name": "Kit", "email": "kim@harbor.example" } });
    let other = json!({ "person": 1, "details": { "email": "kit@harbor.example" } });
    assert_eq!(
        post(&stage, &site, &format!("{second}/correct"), &other).await.status,
        200
    );
    let before = stage.store.ticket(second).await.unwrap().unwrap();
    // Also after the person who had it was taken out.
    for taken_out in [false, true] {
        if taken_out {
            let body = json!({ "person": 1, "reason": "a test" });
            assert_eq!(post(&stage, &site, &format!("{first}/cancel"), &body).await.status, 200);
        }
        let back = json!({ "person": 1, "details": { "email": "kim@harbor.example" } });
        for (verb, body) in [("correct", &back), ("add", &add)] {
            let answer = post(&stage, &site, &format!("{second}/{verb}"), body).await;
            assert_eq!(answer.status, 409, "{answer:?}");
            assert!(answer.body.contains("an address can never be used again"), "{answer:?}");
        }
    }
    assert_eq!(
        stage.store.ticket(second).await.unwrap().unwrap(),
        before,
        "nothing was changed"
    );
}

#[tokio::test]
async fn an_address_that_two_people_of_a_ticket_share_is_settled_first_where_it_is_used_once_for_all() {
    let mut stage = Stage::new();
    let id = stage.open().await;
    let mut config = Config::default();
    config.reader.profile = "device-sales".into();
    stage.state.config = Arc::new(config);
    let site = stage.api_site().await;
    let add = json!({ "details": { "name": "Kit", "email": "KIM@harbor.example" } });
    let answer = post(&stage, &site, &format!("{id}/add"), &add).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let ticket = stage.store.ticket(id).await.unwrap().unwrap();
    let (first, second) = (ticket.people[0].no, ticket.people.last().unwrap().no);
    for person in [first, second] {
        assert!(
            ticket.person(person).unwrap().has_problem("address_twice"),
            "{ticket:?}"
        );
        let ticket = stage.store.ticket(id).await.unwrap().unwrap();
        let approve = json!({ "people": [person], "revision": ticket.revision });
        let answer = post(&stage, &site, &format!("{id}/approve"), &approve).await;
        assert_eq!(answer.status, 409, "{answer:?}");
        assert!(answer.body.contains("an address can only be used once"), "{answer:?}");
        let decide = json!({ "person": person, "decision": "now", "revision": ticket.revision });
        assert_eq!(post(&stage, &site, &format!("{id}/decide"), &decide).await.status, 409);
    }
    // Another address for one of them settles it for both.
    let other = json!({ "person": second, "details": { "email": "kit@harbor.example" } });
    assert_eq!(post(&stage, &site, &format!("{id}/correct"), &other).await.status, 200);
    assert!(!has(&codes(&stage, id).await, "address_twice"));
    let back = json!({ "person": second, "details": { "email": "kim@harbor.example" } });
    assert_eq!(post(&stage, &site, &format!("{id}/correct"), &back).await.status, 200);
    assert!(has(&codes(&stage, id).await, "address_twice"));
    // And so does taking one of them out.
    let out = json!({ "person": second, "reason": "a test" });
    assert_eq!(post(&stage, &site, &format!("{id}/cancel"), &out).await.status, 200);
    assert!(!has(&codes(&stage, id).await, "address_twice"));
}
