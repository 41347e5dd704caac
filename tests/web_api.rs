//! The API: only with the token, exact about revisions, and clear about what does not fit.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::domain::ids::TicketId;
use serde_json::{Value, json};

mod web_stage;

use web_stage::{Answer, Site, Stage};

/// An API with one open ticket, and its token.
async fn api() -> (Stage, TicketId, Site) {
    let stage = Stage::new();
    let id = stage.open().await;
    let site = stage.api_site().await;
    (stage, id, site)
}

async fn get(stage: &Stage, site: &Site, path: &str) -> Answer {
    let token = format!("Bearer {}", stage.token.reveal());
    site.ask("GET", path, &[("Authorization", &token)], "").await
}

async fn post(stage: &Stage, site: &Site, path: &str, body: &Value) -> Answer {
    let token = format!("bearer {}", stage.token.reveal());
    let headers = [
        ("Authorization", token.as_str()),
        ("Content-Type", "application/json"),
        ("X-Greenroom-User", "Ada Lovelace"),
    ];
    site.ask("POST", path, &headers, &body.to_string()).await
}

fn detail(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{answer:?}");
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status);
    assert!(!problem["title"].as_str().unwrap().is_empty());
    problem["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_gets_in_without_the_token() {
    let (stage, _, site) = api().await;
    let token = stage.token.reveal().to_owned();
    let wrong = [
        None,
        Some("Bearer".to_owned()),
        Some("Bearer ".to_owned()),
        Some(format!("Bearer {}", &token[1..])),
        Some(format!("Basic {token}")),
        Some(token.clone()),
    ];
    for header in wrong {
        let headers: Vec<(&str, &str)> = header.iter().map(|value| ("Authorization", value.as_str())).collect();
        for path in ["/api/v1/tickets", "/api/v1/tickets/GR-1", "/elsewhere"] {
            let answer = site.ask("GET", path, &headers, "").await;
            assert_eq!(answer.status, 401, "{header:?} {path}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            detail(&answer);
        }
        let answer = site
            .ask("POST", "/api/v1/tickets/GR-1/reject", &headers, r#"{"reason":"x"}"#)
            .await;
        assert_eq!(answer.status, 401);
    }
    assert_eq!(get(&stage, &site, "/api/v1/tickets").await.status, 200);
    let mut closed = stage.state.clone();
    closed.api_token = None;
    let stage = Stage { state: closed, ..stage };
    let site = stage.api_site().await;
    assert_eq!(
        get(&stage, &site, "/api/v1/tickets").await.status,
        401,
        "no token, no API"
    );
}

#[tokio::test]
async fn tickets_are_listed_by_pages_and_by_state() {
    let (stage, first, site) = api().await;
    for _ in 0..2 {
        stage.open().await;
    }
    let page = get(&stage, &site, "/api/v1/tickets?limit=2").await.json();
    assert_eq!(page["tickets"].as_array().unwrap().len(), 2);
    assert_eq!(page["tickets"][0]["name"], first.to_string());
    assert_eq!(page["tickets"][0]["state"], "needs_review");
    let next = page["next"].as_str().unwrap();
    let rest = get(&stage, &site, &format!("/api/v1/tickets?limit=2&after={next}"))
        .await
        .json();
    assert_eq!(rest["tickets"].as_array().unwrap().len(), 1);
    assert_eq!(rest["next"], Value::Null);

    let by_state = get(&stage, &site, "/api/v1/tickets?state=needs_review&limit=2")
        .await
        .json();
    let next = by_state["next"].as_str().unwrap();
    let rest = get(
        &stage,
        &site,
        &format!("/api/v1/tickets?state=needs_review&after={next}"),
    )
    .await
    .json();
    assert_eq!(rest["tickets"].as_array().unwrap().len(), 1);
    let none = get(&stage, &site, "/api/v1/tickets?state=done").await.json();
    assert_eq!(none["tickets"], json!([]));

    for (query, said) in [
        ("state=lost", "state: expected one of needs_review"),
        ("need=sleep", "need: expected any or one of late"),
        ("need=any&after=GR-1", "after: expected the next of the page before"),
        ("limit=0", "limit: expected 1 to 500, found 0."),
        ("limit=9999", "limit: expected 1 to 500"),
        ("after=x", "after: expected a ticket such as GR-17"),
    ] {
        let answer = get(&stage, &site, &format!("/api/v1/tickets?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        assert!(detail(&answer).starts_with(said), "{query}: {answer:?}");
    }
    let answer = get(&stage, &site, "/api/v1/tickets?colour=red").await;
    assert_eq!(answer.status, 400);
    assert!(detail(&answer).contains("colour"));
}

#[tokio::test]
async fn a_ticket_is_shown_with_its_history() {
    let (stage, id, site) = api().await;
    let shown = get(&stage, &site, &format!("/api/v1/tickets/{id}")).await.json();
    assert_eq!(shown["ticket"]["name"], id.to_string());
    assert_eq!(shown["ticket"]["state"], "needs_review");
    assert_eq!(shown["ticket"]["people"][0]["details"]["email"], "kim@harbor.example");
    assert_eq!(shown["entries"][0]["event"]["event"], "opened");
    for missing in ["GR-99", "nothing"] {
        let answer = get(&stage, &site, &format!("/api/v1/tickets/{missing}")).await;
        assert_eq!(answer.status, 404);
        assert_eq!(detail(&answer), format!("There is no ticket {missing}."));
    }
    let answer = get(&stage, &site, "/api/v1/people").await;
    assert_eq!(answer.status, 404);
    detail(&answer);
    let answer = post(&stage, &site, "/api/v1/tickets", &json!({})).await;
    assert_eq!(answer.status, 405);
    detail(&answer);
}

#[tokio::test]
async fn a_decision_names_its_revision_and_a_stale_one_changes_nothing() {
    let (stage, id, site) = api().await;
    let path = format!("/api/v1/tickets/{id}/decide");
    let on = json!({ "person": 1, "decision": "on", "date": "2027-03-15", "revision": 1 });
    let decided = post(&stage, &site, &path, &on).await;
    assert_eq!(decided.status, 200, "{decided:?}");
    let person = &decided.json()["people"][0];
    assert_eq!(person["state"]["state"], "held");
    assert_eq!(person["plan"]["due"], "2027-03-15T13:00:00Z");
    assert_eq!(person["approval"]["approver"]["name"], "Ada Lovelace");

    let before = stage.store.ticket(id).await.unwrap().unwrap();
    let stale = json!({ "person": 1, "decision": "now", "revision": 1 });
    let refused = post(&stage, &site, &path, &stale).await;
    assert_eq!(refused.status, 409);
    let words = detail(&refused);
    assert!(
        words.contains("revision 1") && words.contains("Nothing was changed"),
        "{words}"
    );
    assert_eq!(stage.store.ticket(id).await.unwrap().unwrap(), before);

    for decision in ["stop", "now"] {
        let revision = stage.store.ticket(id).await.unwrap().unwrap().revision;
        let body = json!({ "person": 1, "decision": decision, "revision": revision });
        let answer = post(&stage, &site, &path, &body).await;
        assert_eq!(answer.status, 200, "{decision}: {answer:?}");
    }
}

#[tokio::test]
async fn only_one_of_many_decisions_on_the_same_revision_counts() {
    let (stage, id, site) = api().await;
    let path = format!("/api/v1/tickets/{id}/approve");
    let body = json!({ "people": [1], "revision": 1 });
    let answers = futures::future::join_all((0..6).map(|_| post(&stage, &site, &path, &body))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
    assert_eq!(stage.store.entries(id).await.unwrap().len(), 2);
}

#[tokio::test]
async fn people_are_corrected_added_and_cancelled() {
    let (stage, id, site) = api().await;
    let at = |action: &str| format!("/api/v1/tickets/{id}/{action}");
    let body = json!({ "person": 1, "details": { "email": "Kim@Harbor.Example", "level": 3 } });
    let corrected = post(&stage, &site, &at("correct"), &body).await;
    assert_eq!(corrected.status, 200, "{corrected:?}");
    let details = &corrected.json()["people"][0]["details"];
    assert_eq!(details["email"], "Kim@harbor.example", "only the domain is folded");
    assert_eq!(
        (&details["level"], &details["name"]),
        (&json!(3), &json!("Kim Sørensen")),
        "the rest stays"
    );

    let body = json!({ "details": { "name": "Lee", "email": "lee@harbor.example" }, "wish": "hold" });
    let added = post(&stage, &site, &at("add"), &body).await.json();
    assert_eq!(added["people"][1]["details"]["name"], "Lee");
    assert_eq!(added["people"][1]["wish"], "hold");

    let moved = post(&stage, &site, &at("go-live"), &json!({ "date": "2027-05-03" }))
        .await
        .json();
    assert_eq!(moved["go_live"]["date"], "2027-05-03");
    assert_eq!(moved["people"][1]["plan"]["day"], "2027-04-26");

    let cancelled = post(&stage, &site, &at("cancel"), &json!({ "person": 2, "reason": "left" }))
        .await
        .json();
    assert_eq!(cancelled["people"][1]["state"]["state"], "cancelled");
    let again = post(&stage, &site, &at("cancel"), &json!({ "person": 2, "reason": "left" })).await;
    assert_eq!(again.status, 409);
    assert!(detail(&again).contains("Lee is cancelled"), "{again:?}");

    let rejected = post(&stage, &site, &at("reject"), &json!({ "reason": "a test" }))
        .await
        .json();
    assert_eq!(rejected["state"], "rejected");
}

#[tokio::test]
async fn an_expired_link_is_renewed() {
    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let api = stage.api_site().await;
    let renewed = post(
        &stage,
        &api,
        &format!("/api/v1/tickets/{id}/new-link"),
        &json!({ "person": 1 }),
    )
    .await;
    assert_eq!(renewed.status, 200, "{renewed:?}");
    assert_eq!(renewed.json()["people"][0]["link"]["number"], 2);
    assert_eq!(stage.kim(id).await, "queued");
    assert_eq!(
        stage.link_site().await.post(&path).await.status,
        404,
        "the old link is over"
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn what_does_not_fit_is_named() {
    let (stage, id, site) = api().await;
    let cases = [
        (
            "decide",
            json!({ "person": 1, "decision": "on", "revision": 1 }),
            422,
            "date: expected a day",
        ),
        (
            "decide",
            json!({ "person": 1, "decision": "now", "date": "2027-03-15", "revision": 1 }),
            422,
            "date: only",
        ),
        (
            "decide",
            json!({ "person": 1, "decision": "later", "revision": 1 }),
            422,
            "later",
        ),
        ("decide", json!({ "person": 1, "decision": "now" }), 428, "revision"),
        (
            "decide",
            json!({ "person": 9, "decision": "now", "revision": 1 }),
            409,
            "no person 9",
        ),
        (
            "approve",
            json!({ "people": [], "revision": 1 }),
            422,
            "people: expected at least one",
        ),
        (
            "approve",
            json!({ "people": [1], "revision": 1, "colour": "red" }),
            422,
            "colour",
        ),
        (
            "correct",
            json!({ "person": 1, "details": { "email": "kim" } }),
            422,
            "details.email",
        ),
        (
            "correct",
            json!({ "person": 1, "details": { "email": "kim@harbor" } }),
            422,
            "details.email",
        ),
        (
            "correct",
            json!({ "person": 1, "details": { "level": 5 } }),
            422,
            "details.level: expected 1 to 4, found 5",
        ),
        (
            "correct",
            json!({ "person": 1, "details": { "name": "a\r\nBcc: b" } }),
            422,
            "details.name",
        ),
        ("correct", json!({ "person": 7, "details": {} }), 422, "has no person 7"),
        (
            "add",
            json!({ "details": {} }),
            422,
            "details: expected a name or an address",
        ),
        (
            "cancel",
            json!({ "person": 1, "reason": " " }),
            422,
            "reason: expected one line",
        ),
        ("go-live", json!({ "date": "2027-02-30" }), 422, "date"),
        (
            "settle",
            json!({ "codes": ["late_submission"] }),
            422,
            "no problem \"late_submission\"",
        ),
        ("reject", json!([]), 422, ""),
    ];
    for (action, body, status, said) in cases {
        let answer = post(&stage, &site, &format!("/api/v1/tickets/{id}/{action}"), &body).await;
        assert_eq!(answer.status, status, "{action} {body}: {answer:?}");
        assert!(detail(&answer).contains(said), "{action} {body}: {answer:?}");
    }
    assert_eq!(
        stage.store.ticket(id).await.unwrap().unwrap().revision,
        1,
        "nothing was changed"
    );
}

#[tokio::test]
async fn a_body_or_a_name_that_cannot_be_read_is_refused() {
    let (stage, id, site) = api().await;
    let token = format!("Bearer {}", stage.token.reveal());
    let path = format!("/api/v1/tickets/{id}/reject");
    let long = "x".repeat(70_000);
    let good = r#"{"reason":"x"}"#;
    let cases = [
        ("text/plain", "Ada", good, 415),
        ("application/json", "Ada", "{", 400),
        ("application/json", &long[..200], good, 422),
        ("application/json", " ", good, 422),
        ("application/json", "Ada", &long, 413),
    ];
    for (kind, user, body, status) in cases {
        let headers = [
            ("Authorization", token.as_str()),
            ("Content-Type", kind),
            ("X-Greenroom-User", user),
        ];
        let answer = site.ask("POST", &path, &headers, body).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
    assert_eq!(
        stage.store.ticket(id).await.unwrap().unwrap().revision,
        1,
        "nothing was changed"
    );
}
