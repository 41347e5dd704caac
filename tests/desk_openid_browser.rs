//! Signing in with OpenID Connect in a real Chromium, at a provider that somebody else wrote: through its page and back to what was
//! asked for, without losing what was typed; and what axe says of the pages on the way.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of each of these pages.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;

use greenroom::clock::{Clock, SystemClock};
use greenroom::config::{OpenIdConfig, Secret};
use greenroom::domain::account::Role;
use jiff::SignedDuration;
use serde_json::json;

#[path = "support/browser.rs"]
mod browser;
#[path = "support/mock_provider.rs"]
mod mock_provider;
mod web_stage;

use browser::Browser;
use mock_provider::MockProvider;
use web_stage::Stage;

const ADA: &str = "ada@vendor.example";

/// A desk beside a provider that knows Ada, Pat and Cleo, whom the desk has no role for.
async fn staged(scripts: bool, only: bool) -> Option<(Stage, MockProvider, Browser)> {
    let provider = MockProvider::start(&[
        json!({"sub": "ada", "name": "Ada Byron", "email": ADA, "email_verified": true, "groups": ["admins"]}),
        json!({"sub": "pat", "name": "Pat", "email": "pat@vendor.example", "email_verified": true, "groups": ["sales"]}),
        json!({"sub": "cleo", "name": "Cleo", "email": "cleo@vendor.example", "email_verified": true}),
    ])?;
    let mut stage = Stage::new();
    // The provider has the time of the machine.
    stage.clock.set(SystemClock.now());
    let file = stage.folder.path().join("openid-secret");
    std::fs::write(&file, "any will do\n").unwrap();
    let openid = OpenIdConfig {
        issuer: provider.issuer.clone(),
        name: "Vendor ID".into(),
        client_id: "greenroom".into(),
        client_secret: Secret {
            file: Some(file),
            env: None,
        },
        roles: [("admins", Role::Administrator), ("sales", Role::AccountManager)]
            .map(|(value, role)| (value.to_owned(), role))
            .into(),
        only,
        ..OpenIdConfig::default()
    };
    stage.with_desk(|desk| (desk.openid, desk.idle_minutes) = (Some(openid), 2));
    let url = stage.desk_in_browser().await;
    let browser = Browser::start(&url, scripts).await?;
    Some((stage, provider, browser))
}

const BUTTON: &str = "form[action='/sign-in/openid'] button";

/// Presses the button on the page that is open, and says who one is on the provider's page.
async fn sign_in(browser: &Browser, who: &str) {
    browser.one(BUTTON).await.click().await.unwrap();
    // Our page leads on by itself; the provider's has a button for everybody whom it knows.
    let known = format!("button[value='{who}']");
    browser.one(&known).await;
    browser.press(&known).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn through_the_page_of_the_provider_and_back_to_what_was_asked_for() {
    let Some((stage, _provider, browser)) = staged(true, false).await else {
        return;
    };
    browser.open("/settings/accounts").await;
    assert_eq!(browser.path().await, "/sign-in");
    sign_in(&browser, "ada").await;
    assert_eq!(
        browser.path().await,
        "/settings/accounts",
        "the role is the one of the claims"
    );
    assert!(browser.text().await.contains("Ada Byron"));
    let ada = stage.store.account_by_email(ADA).await.unwrap().unwrap();
    assert_eq!((ada.role, ada.password), (Role::Administrator, None));

    browser.press(".own button").await;
    assert!(browser.text().await.contains("At Vendor ID you may still be signed in"));
    sign_in(&browser, "pat").await;
    assert_eq!(browser.path().await, "/");
    browser.open("/settings/accounts").await;
    assert!(browser.text().await.contains("You cannot see this page"));

    browser.press(".own button").await;
    sign_in(&browser, "cleo").await;
    assert!(
        browser.text().await.contains("you have no role at this desk"),
        "{}",
        browser.text().await
    );
    // The way back leads to the desk as well, and there is no account.
    browser.one(BUTTON).await.click().await.unwrap();
    browser.one("button[value='deny']").await;
    browser.press("button[value='deny']").await;
    assert!(browser.text().await.contains("You went back without signing in"));
    assert_eq!(stage.store.accounts().await.unwrap().len(), 2);
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_loses_no_typing_on_the_way_and_needs_no_scripts() {
    let Some((stage, _provider, browser)) = staged(false, true).await else {
        return;
    };
    browser.open("/settings/accounts").await;
    sign_in(&browser, "ada").await;
    browser.fill("#name", "Bo Lindqvist").await;
    browser.fill("#email", "bo@vendor.example").await;
    browser.one("input[value=administrator]").await.click().await.unwrap();
    stage.advance(SignedDuration::from_mins(3));
    browser.press("main form button").await;
    assert!(browser.text().await.contains("What you typed is kept"));
    sign_in(&browser, "ada").await;
    assert_eq!(browser.path().await, "/settings/accounts");
    let typed = browser.one("#name").await.value().await.unwrap();
    assert_eq!(typed.as_deref(), Some("Bo Lindqvist"));
    let role = browser.one("input[value=administrator]").await;
    assert!(role.is_selected().await.unwrap());
    assert_eq!(
        stage.store.accounts().await.unwrap().len(),
        1,
        "nothing was sent by itself"
    );

    // Nor does somebody else get to see it in the same browser.
    stage.advance(SignedDuration::from_mins(3));
    browser.press("main form button").await;
    sign_in(&browser, "pat").await;
    assert!(!browser.text().await.contains("Bo Lindqvist"));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_the_pages_of_the_way_in_either_theme() {
    let Some((stage, _provider, browser)) = staged(true, false).await else {
        return;
    };
    let (mut found, mut passed) = (Vec::new(), 0);
    let mut look = async |name: &str| {
        for (width, height) in [(1440, 900), (390, 844)] {
            browser.resize(width, height).await;
            let (violations, rules) = browser.axe().await;
            found.extend(violations.into_iter().map(|words| format!("{name} {width}: {words}")));
            passed += rules;
            if let Some(folder) = std::env::var_os("GREENROOM_SHOTS") {
                let file = PathBuf::from(folder).join(format!("openid {name} {width}.png"));
                browser.page.screenshot(&file).await.unwrap();
            }
        }
    };
    for theme in ["light", "dark"] {
        browser.open("/sign-in").await;
        browser.press(&format!("button[value={theme}]")).await;
        look(&format!("sign-in {theme}")).await;
        browser.open("/sign-in/openid/callback?state=x").await;
        assert!(browser.text().await.contains("not begun in this browser"));
        look(&format!("refused {theme}")).await;
        sign_in(&browser, "ada").await;
        browser.open("/account").await;
        look(&format!("own account {theme}")).await;
        browser.open("/settings/accounts/1").await;
        assert!(browser.text().await.contains("Signs in with Vendor ID"));
        look(&format!("account {theme}")).await;
        browser.press(".own button").await;
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    assert!(passed > 200, "axe did not look: {passed}");
    assert_eq!(stage.store.accounts().await.unwrap().len(), 1);
    browser.quit().await;
}
