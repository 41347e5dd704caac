//! What was typed belongs to whoever typed it, and what has ended is taken away.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::Clock;
use greenroom::domain::account::Role;
use jiff::SignedDuration;

#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use visitor::{Visitor, value};
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";

async fn staffed(stage: &Stage) {
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
}

const INVITE: [(&str, &str); 4] = [
    ("name", "Cleo"),
    ("email", "cleo@vendor.example"),
    ("role", "account_manager"),
    ("page", "/settings/accounts"),
];

#[tokio::test]
async fn what_somebody_typed_is_shown_to_nobody_else_in_the_same_browser() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    let form = ada.get("/settings/accounts").await;
    let typist = value(&form.body, "typist").unwrap();
    let fields = [&INVITE[..], &[("typist", typist.as_str())]].concat();
    stage.advance(SignedDuration::from_hours(24));
    let ended = ada.post("/settings/accounts", &fields).await;
    let kept = value(&ended.body, "kept").unwrap();
    // Another administrator signs in on the page that Ada left open.
    let root = stage.store.account_by_email(ADA).await.unwrap().unwrap();
    stage
        .member(&root, "Zoe", "zoe@vendor.example", Role::Administrator)
        .await;
    let signed_in = ada
        .post(
            "/sign-in",
            &[("email", "zoe@vendor.example"), ("password", PASSWORD), ("kept", &kept)],
        )
        .await;
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    let page = ada.get("/settings/accounts").await;
    assert!(!page.body.contains("cleo@vendor.example"), "{}", page.body);
    // A form of Ada's that was still open in another tab is not taken into Zoe's session either.
    ada.mark = "0".repeat(64);
    let foreign = ada.post("/settings/accounts", &fields).await;
    assert_eq!(foreign.status, 403);
    assert!(foreign.body.contains("This form was not yours"), "{}", foreign.body);
    let page = ada.get("/settings/accounts").await;
    assert!(!page.body.contains("cleo@vendor.example"), "{}", page.body);
}

#[tokio::test]
async fn sessions_that_ended_are_taken_away_in_the_night() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let _ada = Visitor::signed_in(&site, ADA).await;
    let ada = stage.store.account_by_email(ADA).await.unwrap().unwrap();
    let config = &stage.state.config.desk;
    let tidy = |now| greenroom::accounts::tidy::tidy(&stage.store, config, now);
    let before = stage.store.sessions_of(ada.id).await.unwrap().len();
    assert!(before >= 1);
    assert_eq!(tidy(stage.clock.now()).await.unwrap(), 0);
    let later = stage.advance(SignedDuration::from_hours(100));
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert!(tidy(later).await.unwrap() >= before);
    assert_eq!(stage.store.sessions_of(ada.id).await.unwrap(), []);
    assert_eq!(bo.get("/").await.status, 200, "who is signed in stays so");
}
