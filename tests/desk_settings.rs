//! The settings: tokens of programs, senders, how mails read, how the program gets on. As requests, and in a real Chromium.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of every page in light and dark, at 1440, 1024 and 390 pixels.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;

use greenroom::domain::account::Role;

#[path = "support/browser.rs"]
mod browser;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use browser::Browser;
use visitor::{Visitor, value};
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAGES: [&str; 5] = [
    "/settings/accounts",
    "/settings/senders",
    "/settings/tokens",
    "/settings/words",
    "/settings/status",
];

async fn staged() -> Stage {
    let stage = Stage::new();
    let ada = stage.administrator("Ada Byron", ADA).await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    stage
}

#[tokio::test]
async fn a_token_is_shown_once_opens_the_api_and_is_withdrawn() {
    let stage = staged().await;
    let (desk, api) = (stage.desk_site().await, stage.api_site().await);
    let mut ada = Visitor::signed_in(&desk, ADA).await;
    ada.get("/settings/tokens").await;
    for (fields, said) in [
        (vec![("name", "billing")], "at least one thing"),
        (vec![("name", "billing"), ("scope", "everything")], "at least one thing"),
        (vec![("name", " "), ("scope", "read_tickets")], "give a name"),
        (
            vec![("name", "billing"), ("scope", "read_tickets"), ("days", "soon")],
            "1 to 3650 days",
        ),
    ] {
        let refused = ada.post("/settings/tokens", &fields).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.body.contains(said), "{fields:?}");
    }
    assert!(stage.store.issued_tokens().await.unwrap().is_empty());
    let fields = [
        ("name", "billing <b>"),
        ("scope", "read_tickets"),
        ("scope", "read_mails"),
        ("days", "90"),
    ];
    let made = ada.post("/settings/tokens", &fields).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let token = value(&made.body.replace("id=\"token\"", "name=\"token\""), "token").unwrap();
    assert!(made.body.contains("billing &#60;b&#62;") && !made.body.contains("billing <b>"));
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", bearer.as_str())];
    assert_eq!(api.ask("GET", "/api/v1/tickets", &headers, "").await.status, 200);
    assert_eq!(api.ask("GET", "/api/v1/senders", &headers, "").await.status, 403);

    let listed = ada.get("/settings/tokens").await;
    assert!(!listed.body.contains(&token), "it is shown once");
    assert!(listed.body.contains("read tickets and the outbox; read mails") && listed.body.contains("made "));
    let hash = stage.store.issued_tokens().await.unwrap()[0].hash;
    let path = format!("/settings/tokens/{hash}/withdraw");
    let mut bo = Visitor::signed_in(&desk, BO).await;
    assert_eq!(bo.post(&path, &[]).await.status, 403, "only administrators");
    let withdrawn = ada.post(&path, &[]).await;
    assert_eq!(withdrawn.header("location"), "/settings/tokens?done=withdrawn");
    assert_eq!(api.ask("GET", "/api/v1/tickets", &headers, "").await.status, 401);
    let listed = ada.get("/settings/tokens?done=withdrawn").await.body;
    assert!(listed.contains("by Ada Byron") && !listed.contains("Withdraw the token of"));
    for path in [
        "/settings/tokens/x/withdraw",
        &format!("/settings/tokens/{}/withdraw", "0".repeat(64)),
    ] {
        assert_eq!(ada.post(path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn senders_are_trusted_and_trusted_no_more() {
    let stage = staged().await;
    let desk = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&desk, ADA).await;
    ada.get("/settings/senders").await;
    for bad in ["", "pat", "pat@vendor", "<script>@x.example"] {
        let refused = ada
            .post("/settings/senders", &[("address", bad), ("deed", "trust")])
            .await;
        assert_eq!(refused.status, 422, "{bad}");
    }
    let done = ada
        .post(
            "/settings/senders",
            &[("address", "Pat@Vendor.Example"), ("deed", "trust")],
        )
        .await;
    assert_eq!(done.header("location"), "/settings/senders?done=trusted");
    let kept = stage.store.sender("pat@vendor.example").await.unwrap().unwrap();
    assert!(kept.trusted && kept.by == "Ada Byron");
    let listed = ada.get("/settings/senders?done=trusted").await.body;
    assert!(listed.contains("pat@vendor.example") && listed.contains("Trust no more: pat@vendor.example"));
    ada.post(
        "/settings/senders",
        &[("address", "pat@vendor.example"), ("deed", "distrust")],
    )
    .await;
    assert!(!stage.store.sender("pat@vendor.example").await.unwrap().unwrap().trusted);
    ada.get("/settings/senders").await;
    ada.post(
        "/settings/senders",
        &[("address", "pat@vendor.example"), ("deed", "trust")],
    )
    .await;
    assert!(stage.store.sender("pat@vendor.example").await.unwrap().unwrap().trusted);
    let unknown = ada
        .post(
            "/settings/senders",
            &[("address", "lee@vendor.example"), ("deed", "distrust")],
        )
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn settings_are_for_administrators_and_show_no_secret() {
    let stage = staged().await;
    stage.send().await;
    let desk = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&desk, ADA).await;
    let mut bo = Visitor::signed_in(&desk, BO).await;
    for path in PAGES {
        assert_eq!(bo.get(path).await.status, 403, "{path}");
        let page = ada.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            !page.body.contains(stage.token.reveal()) && !page.body.contains("argon2"),
            "{path}"
        );
        for other in PAGES {
            assert!(
                page.body.contains(&format!("href=\"{other}\"")),
                "{path} leads to {other}"
            );
        }
    }
    let words = ada.get("/settings/words").await.body;
    assert!(words.contains("activate.vendor.example") && words.contains("Kim Sample &#60;&#38;&#62;"));
    assert_eq!(bo.get("/settings/words/0").await.status, 403);
    let mail = ada.get("/settings/words/0").await;
    assert!(mail.body.starts_with("<!doctype html>") && mail.body.contains("Activate my account"));
    let policy = mail.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox;"),
        "{policy}"
    );
    assert_eq!(ada.get("/settings/words/3").await.status, 404);
    let status = ada.get("/settings/status").await.body;
    assert!(
        status.contains("Nothing is watched in this run") && status.contains("[outbound]"),
        "{status}"
    );
}

/// Writes pictures of the page where `GREENROOM_SHOTS` asks for them.
async fn shoot(browser: &Browser, name: &str) {
    let Some(folder) = std::env::var_os("GREENROOM_SHOTS").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for width in [1440, 1024, 390] {
        browser.resize(width, 900).await;
        let path = folder.join(format!("{name}-{width}.png"));
        browser.page.screenshot(&path).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_in_a_browser() {
    let mut stage = staged().await;
    let url = stage.desk_in_browser().await;
    let Some(browser) = Browser::start(&url, true).await else {
        return;
    };
    browser.open("/sign-in").await;
    browser.fill("#email", ADA).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
    browser.open("/settings/tokens").await;
    shoot(&browser, "tokens-none").await;
    browser.fill("#name", "Billing").await;
    browser.one("input[value='read_tickets']").await.click().await.unwrap();
    browser.press("main form button").await;
    let token = browser.one("#token").await.value().await.unwrap().unwrap();
    assert!(token.starts_with("greenroom_"));
    let (wrong, _) = browser.axe().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    shoot(&browser, "token-made").await;
    browser.open("/settings/senders").await;
    browser.fill("#address", "pat@vendor.example").await;
    browser.press(".stack button").await;
    for theme in ["light", "dark"] {
        browser.press(&format!("button[value='{theme}']")).await;
        for path in PAGES {
            browser.open(path).await;
            let (wrong, passed) = browser.axe().await;
            assert!(wrong.is_empty() && passed > 10, "{path} {theme}: {wrong:#?}");
            let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
            browser.resize(390, 900).await;
            let too_wide = browser.page.execute(wide, Vec::new()).await.unwrap();
            assert!(!too_wide.json().as_bool().unwrap(), "{path} is wider than a telephone");
            browser.resize(1440, 900).await;
            shoot(&browser, &format!("{}-{theme}", path.rsplit('/').next().unwrap())).await;
        }
    }
    browser.open("/settings/tokens").await;
    browser.press("button.careful").await;
    assert!(browser.text().await.contains("The token is withdrawn."));
    browser.quit().await;
}
