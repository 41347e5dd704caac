//! The desk in a real Chromium: signing in by keyboard, without scripts, in both themes, and what axe says of every page.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of every page in light and dark, at 1440, 1024 and 390 pixels.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;

use greenroom::domain::account::Role;
use jiff::SignedDuration;
use thirtyfour::prelude::*;

#[path = "support/browser.rs"]
mod browser;
mod web_stage;

use browser::Browser;
use web_stage::{PASSWORD, Stage};

/// Keys, as WebDriver writes them.
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ADA: &str = "ada@vendor.example";

/// A desk with a few people and a ticket, and a browser that looks at it.
async fn staged(scripts: bool) -> Option<(Stage, Browser)> {
    let mut stage = Stage::new();
    let url = stage.desk_in_browser().await;
    let ada = stage.administrator("Ada Byron", ADA).await;
    let accounts = &stage.state.accounts;
    stage
        .member(&ada, "Bo Lindqvist", "bo@vendor.example", Role::CustomerSolutions)
        .await;
    accounts
        .invite(&ada, "Pat Okafor", "pat@vendor.example", Role::AccountManager)
        .await
        .unwrap();
    stage.send().await;
    stage.open().await;
    Some((stage, Browser::start(&url, scripts).await?))
}

async fn sign_in(browser: &Browser) {
    browser.open("/sign-in").await;
    browser.fill("#email", ADA).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
    assert_eq!(browser.path().await, "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_and_out_a_wrong_password_and_too_many() {
    let Some((_stage, browser)) = staged(true).await else {
        return;
    };
    browser.open("/mail").await;
    assert_eq!(browser.path().await, "/sign-in");
    browser.fill("#email", ADA).await;
    browser.fill("#password", "not the password").await;
    browser.press("main button").await;
    assert!(browser.text().await.contains("do not go together"));
    assert_eq!(browser.one("#email").await.value().await.unwrap().as_deref(), Some(ADA));
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
    assert_eq!(browser.path().await, "/mail", "back to what was asked for");
    browser.press(".own button").await;
    assert!(browser.text().await.contains("You have signed out."));
    browser.open("/").await;
    assert_eq!(browser.path().await, "/sign-in");
    for _ in 0..11 {
        browser.fill("#email", ADA).await;
        browser.fill("#password", "not the password").await;
        browser.press("main button").await;
    }
    assert!(
        browser
            .text()
            .await
            .contains("too many attempts. Try again in 15 minutes")
    );
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrator_invites_somebody_who_is_disabled_later() {
    let mut stage = Stage::new();
    let url = stage.desk_in_browser().await;
    let Some(browser) = Browser::start(&url, true).await else {
        return;
    };
    let link = stage.state.accounts.first_link().await.unwrap().unwrap();
    let path = format!("/welcome/{}", link.reveal());
    browser.open(&path).await;
    for (field, text) in [
        ("#name", "Ada"),
        ("#email", ADA),
        ("#password", PASSWORD),
        ("#password_again", PASSWORD),
    ] {
        browser.fill(field, text).await;
    }
    browser.press("main button").await;
    assert!(browser.text().await.contains("No tickets yet"));
    browser.open(&path).await;
    assert!(browser.text().await.contains("does not work any more"));

    browser.press("nav li:last-child a, .brand").await;
    browser.open("/settings/accounts").await;
    browser.fill("#name", "Bo").await;
    browser.fill("#email", "bo@vendor.example").await;
    browser.press("main form button").await;
    let invitation = browser.one("#link").await.value().await.unwrap().unwrap();
    assert!(browser.one("button[data-copies]").await.is_displayed().await.unwrap());

    let Some(other) = Browser::start(&url, true).await else {
        return;
    };
    other.page.goto(&invitation).await.unwrap();
    other.fill("#password", PASSWORD).await;
    other.fill("#password_again", PASSWORD).await;
    other.press("main button").await;
    assert!(other.text().await.contains("Bo"));
    other.press(".own button").await;
    other.fill("#email", "bo@vendor.example").await;
    other.fill("#password", PASSWORD).await;
    other.press("main button").await;
    assert_eq!(other.path().await, "/");

    browser.open("/settings/accounts/2").await;
    browser.press("button.careful").await;
    assert!(browser.text().await.contains("its sessions have ended"));
    other.open("/").await;
    assert_eq!(other.path().await, "/sign-in");
    other.quit().await;
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_is_enough_to_sign_in_and_to_find_the_way() {
    let Some((_stage, browser)) = staged(true).await else {
        return;
    };
    browser.open("/sign-in").await;
    let body = browser.one("body").await;
    body.wait_until().displayed().await.unwrap();
    // The address has the focus already; nothing is clicked.
    let keys = |text: String| async {
        let focused = browser.page.active_element().await.unwrap();
        focused.send_keys(text).await.unwrap();
    };
    keys(format!("{ADA}{TAB}")).await;
    let old = browser.one("html").await;
    keys(format!("{PASSWORD}{ENTER}")).await;
    old.wait_until().stale().await.unwrap();
    assert_eq!(browser.path().await, "/");
    // The first stop leads over the navigation.
    browser.one("body").await.send_keys(TAB).await.unwrap();
    let first = browser.page.active_element().await.unwrap();
    assert_eq!(first.text().await.unwrap(), "Skip to the content");
    assert!(first.is_displayed().await.unwrap());
    let stops = [
        "Greenroom",
        "Tickets",
        "Calendar",
        "Clients",
        "People",
        "Mail",
        "Outbox",
        "History",
        "Insight",
        "Settings",
        "Ada Byron",
        "Sign out",
    ];
    for stop in stops {
        keys(TAB.to_owned()).await;
        let focused = browser.page.active_element().await.unwrap();
        assert_eq!(focused.text().await.unwrap(), stop);
        assert_ne!(
            focused.css_value("outline-style").await.unwrap(),
            "none",
            "{stop} shows no focus"
        );
    }
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_without_scripts_and_a_session_that_ended_keeps_the_typing() {
    let Some((stage, browser)) = staged(false).await else {
        return;
    };
    sign_in(&browser).await;
    browser.press("button[value=dark]").await;
    assert_eq!(
        browser.one("html").await.attr("data-theme").await.unwrap().as_deref(),
        Some("dark")
    );
    browser.open("/settings/accounts").await;
    browser.fill("#name", "Cleo Brandt").await;
    browser.fill("#email", "cleo@vendor.example").await;
    browser.one("input[value=administrator]").await.click().await.unwrap();
    stage.advance(SignedDuration::from_hours(2));
    browser.press("main form button").await;
    assert!(browser.text().await.contains("What you typed is kept"));
    browser.fill("#email", ADA).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
    assert_eq!(browser.path().await, "/settings/accounts");
    assert_eq!(
        browser.one("#name").await.value().await.unwrap().as_deref(),
        Some("Cleo Brandt")
    );
    assert!(
        browser
            .one("input[value=administrator]")
            .await
            .is_selected()
            .await
            .unwrap()
    );
    assert_eq!(
        stage.store.accounts().await.unwrap().len(),
        3,
        "nothing was sent by itself"
    );
    browser.press("main form button").await;
    assert!(
        !browser.one("button[data-copies]").await.is_displayed().await.unwrap(),
        "it needs a script"
    );
    assert_eq!(stage.store.accounts().await.unwrap().len(), 4);
    browser.quit().await;
}

/// Pages for whoever has not signed in, and for an administrator.
const OPEN: [(&str, &str); 2] = [("sign-in", "/sign-in"), ("spent-link", "/welcome/x")];
const PAGES: [(&str, &str); 7] = [
    ("tickets", "/"),
    ("mail", "/mail"),
    ("outbox", "/outbox"),
    ("account", "/account"),
    ("accounts", "/settings/accounts"),
    ("person", "/settings/accounts/2"),
    ("nothing", "/nowhere"),
];

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_page_in_either_theme_at_any_width() {
    let Some((stage, browser)) = staged(true).await else {
        return;
    };
    let link = stage.state.accounts.administrator_link().await.unwrap();
    let welcome = format!("/welcome/{}", link.reveal());
    let (mut found, mut passed) = (Vec::new(), 0);
    for signed_in in [false, true] {
        if signed_in {
            sign_in(&browser).await;
        }
        let open = OPEN.into_iter().chain([("first-administrator", welcome.as_str())]);
        let pages: Vec<(&str, &str)> = if signed_in { PAGES.to_vec() } else { open.collect() };
        for theme in ["light", "dark"] {
            browser.open("/account").await;
            browser.press(&format!("button[value={theme}]")).await;
            for (name, path) in &pages {
                browser.open(path).await;
                passed += looked_at(&browser, name, theme, &mut found).await;
            }
            if signed_in {
                passed += answers_to_forms(&stage, &browser, theme, &mut found).await;
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    println!("axe: {passed} rules passed");
    assert!(passed > 200, "axe did not look: {passed}");
    browser.quit().await;
}

/// Pages that only a form leads to: a new link, a refusal, and the sign-in page of a session that has ended.
async fn answers_to_forms(stage: &Stage, browser: &Browser, theme: &str, found: &mut Vec<String>) -> usize {
    let mut passed = 0;
    for name in ["invited", "refused", "ended"] {
        browser.open("/settings/accounts").await;
        browser.fill("#name", "Cleo Brandt").await;
        browser.fill("#email", &format!("cleo-{theme}@vendor.example")).await;
        if name == "ended" {
            stage.advance(SignedDuration::from_hours(2));
        }
        browser.press("main form button").await;
        passed += looked_at(browser, name, theme, found).await;
    }
    sign_in(browser).await;
    passed
}

/// Looks at the page that is open at three widths; nothing may stand out of it to the right.
async fn looked_at(browser: &Browser, name: &str, theme: &str, found: &mut Vec<String>) -> usize {
    let mut passed = 0;
    for (width, height) in [(1440, 900), (1024, 768), (390, 844)] {
        browser.resize(width, height).await;
        let overhang = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let overhang = browser.page.execute(overhang, Vec::new()).await.unwrap();
        if overhang.json().as_i64() != Some(0) {
            found.push(format!("{name} {theme} {width}: {} px stand out", overhang.json()));
        }
        if width != 1024 {
            let (violations, rules) = browser.axe().await;
            found.extend(
                violations
                    .into_iter()
                    .map(|words| format!("{name} {theme} {width}: {words}")),
            );
            passed += rules;
        }
        if let Some(folder) = std::env::var_os("GREENROOM_SHOTS") {
            let file = PathBuf::from(folder).join(format!("{name}-{theme}-{width}.png"));
            browser.page.screenshot(&file).await.unwrap();
        }
    }
    passed
}
