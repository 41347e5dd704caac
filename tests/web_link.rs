//! The public page: opening it changes nothing, the button works once, and every end is told kindly.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::domain::event::{Actor, Event};
use greenroom::domain::ids::OutboxId;
use greenroom::domain::outbox::LinkMaker;
use jiff::SignedDuration;

mod web_stage;

use web_stage::{KIM, Stage};

#[tokio::test]
async fn opening_changes_nothing_and_the_button_works_once() {
    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let before = stage.store.ticket(id).await.unwrap().unwrap();
    let site = stage.link_site().await;
    for _ in 0..5 {
        let page = site.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Activate your account") && page.body.contains("<form method=\"post\">"));
        assert!(
            page.body
                .contains("until Tuesday, 2 March 2027, 09:00 (America/New York, UTC-05:00)"),
            "{}",
            page.body
        );
        for secret in ["Kim", "harbor", "Harbor", "GR-"] {
            assert!(!page.body.contains(secret), "{secret} is on the page");
        }
        assert_eq!(site.ask("HEAD", &path, &[], "").await.status, 200);
    }
    assert_eq!(stage.store.ticket(id).await.unwrap().unwrap(), before);

    let used = site.post(&path).await;
    assert_eq!(used.status, 303);
    assert_eq!(used.header("location"), "https://app.vendor.example/welcome");
    assert_eq!(stage.kim(id).await, "active");
    let after = stage.store.ticket(id).await.unwrap().unwrap();

    for again in [site.post(&path).await, site.get(&path).await] {
        assert_eq!(again.status, 410);
        assert!(again.body.contains("Your account is already active"), "{}", again.body);
        assert!(again.body.contains("https://app.vendor.example/welcome"));
    }
    assert_eq!(stage.store.ticket(id).await.unwrap().unwrap(), after);
}

#[tokio::test]
async fn two_presses_at_the_same_moment_use_the_link_once() {
    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let site = stage.link_site().await;
    let presses = futures::future::join_all((0..8).map(|_| site.post(&path))).await;
    let mut statuses: Vec<u16> = presses.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410, 410, 410, 410, 410, 410, 410]);
    let uses = stage.store.entries(id).await.unwrap();
    let uses = uses
        .iter()
        .filter(|entry| matches!(entry.event, Event::LinkUsed { .. }));
    assert_eq!(uses.count(), 1);
}

#[tokio::test]
async fn a_link_lives_to_the_last_second() {
    let day = SignedDuration::from_hours(24);
    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let site = stage.link_site().await;
    stage.advance(day - SignedDuration::from_secs(1));
    assert_eq!(site.get(&path).await.status, 200);
    assert_eq!(site.post(&path).await.status, 303, "23:59:59 after sending");
    assert_eq!(stage.kim(id).await, "active");

    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let site = stage.link_site().await;
    stage.advance(day);
    for late in [site.get(&path).await, site.post(&path).await] {
        assert_eq!(late.status, 410, "24:00:00 after sending");
        assert!(late.body.contains("This link has run out") && late.body.contains("mailto:cs@vendor.example"));
    }
    assert_eq!(stage.kim(id).await, "sent");
    // The same after the clock has noticed.
    stage.happen(id, Event::LinkExpired { person: KIM, number: 1 }).await;
    let late = site.post(&path).await;
    assert_eq!(late.status, 410);
    assert!(late.body.contains("This link has run out"), "{}", late.body);
}

#[tokio::test]
async fn a_link_that_ended_looks_like_one_that_never_was() {
    let stage = Stage::new();
    let (id, path) = stage.send().await;
    let site = stage.link_site().await;
    let never = site.get("/a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").await;
    assert_eq!(never.status, 404);
    assert!(never.body.contains("This link does not work"));
    let by = Actor::Reviewer { name: "Ada".into() };
    let link = stage.composer.new_link(&OutboxId::activation(id, KIM, 2));
    stage
        .happen(id, Event::NewLinkRequested { person: KIM, by, link })
        .await;
    for method in ["GET", "POST"] {
        let ended = site.ask(method, &path, &[], "").await;
        assert_eq!((ended.status, &ended.body), (404, &never.body), "{method}");
    }
    for odd in [
        "/",
        "/a/",
        "/a/%00",
        "/a/%ff",
        "/a/x/y",
        "/tickets",
        "/api/v1/tickets",
        "/advance",
    ] {
        let answer = site.get(odd).await;
        assert_eq!(answer.status, 404, "{odd}");
    }
}

#[tokio::test]
async fn a_person_who_is_faster_than_our_records_is_let_in() {
    let stage = Stage::new();
    let (id, _) = stage.queue().await;
    let path = {
        let ticket = stage.store.ticket(id).await.unwrap().unwrap();
        stage.path_of(&ticket.person(KIM).unwrap().link.clone().unwrap().outbox)
    };
    let site = stage.link_site().await;
    let page = site.get(&path).await;
    assert!(page.body.contains("The link works once."), "{}", page.body);
    assert_eq!(site.post(&path).await.status, 303);
    assert_eq!(stage.kim(id).await, "active");
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let stage = Stage::new();
    let (_, path) = stage.send().await;
    let site = stage.link_site().await;
    let answers = [
        site.get(&path).await,
        site.get("/a/nothing").await,
        site.get("/elsewhere").await,
        site.ask("DELETE", &path, &[], "").await,
        site.post(&path).await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; form-action 'self' https:"),
            "{policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        for inline in ["<script", "style=", "<style", "onclick"] {
            assert!(!answer.body.contains(inline), "{inline}");
        }
    }
    let style = site.get("/assets/link.css").await;
    assert_eq!(
        (style.status, style.header("content-type")),
        (200, "text/css; charset=utf-8")
    );
    let large = site.ask("POST", &path, &[], &"x".repeat(70_000)).await;
    assert_eq!(large.status, 413);
}
