//! Reviewing in a real Chromium: by keyboard alone, beside somebody else, with a go-live that moves and a mail that is
//! released; and what axe says of these pages.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of every page in light and dark, at 1440 and 390 pixels.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;

use greenroom::domain::account::Role;
use greenroom::domain::ids::TicketId;
use greenroom::domain::ticket::{PersonState, Ticket};
use thirtyfour::prelude::*;
use thirtyfour::stringmatch::StringMatchable;

#[path = "support/browser.rs"]
mod browser;
#[path = "support/letters.rs"]
mod letters;
mod web_stage;

use browser::Browser;
use letters::{AT_ONCE, FORWARDED, IN_TWO_MINDS, arrive, settle, ticket_of};
use web_stage::{PASSWORD, Stage};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";
const OLA: &str = "ola@vendor.example";

/// A mail of somebody whom nobody knows.
const STRANGER: &str = "From: Kit <kit@new.example>\r\nTo: setup@vendor.example\r\nSubject: New user for Quarry\r\n\
    Message-ID: <stranger@new.example>\r\nDate: Mon, 01 Mar 2027 08:10:00 -0500\r\nContent-Type: text/plain\r\n\r\n\
    Please hold this user until go-live on 5 April 2027 (client: Quarry Works).\r\n\r\nName: Lee Quarry\r\n\
    Email: lee@quarry.example\r\nLevel: 2\r\n";

struct Scene {
    stage: Stage,
    url: String,
    harbor: TicketId,
}

async fn scene() -> Scene {
    let mut stage = Stage::new();
    let url = stage.desk_in_browser().await;
    let ada = stage.administrator("Ada Byron", ADA).await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat Field", PAT, Role::AccountManager).await;
    stage.member(&ada, "Ola Nordmann", OLA, Role::AccountManager).await;
    let harbor = ticket_of(&stage, FORWARDED).await;
    Scene { stage, url, harbor }
}

impl Scene {
    async fn ticket(&self, id: TicketId) -> Ticket {
        self.stage.store.ticket(id).await.unwrap().unwrap()
    }

    /// The browser of somebody who has signed in.
    async fn browser(&self, email: &str, scripts: bool) -> Option<Browser> {
        let browser = Browser::start(&self.url, scripts).await?;
        browser.open("/sign-in").await;
        browser.fill("#email", email).await;
        browser.fill("#password", PASSWORD).await;
        browser.press("main button").await;
        assert_eq!(browser.path().await, "/");
        Some(browser)
    }
}

/// Types keys into whatever has the focus.
async fn keys(browser: &Browser, text: &str) {
    let focused = browser.page.active_element().await.unwrap();
    focused.send_keys(text).await.unwrap();
}

/// The same, where another page follows.
async fn keys_on(browser: &Browser, text: &str) {
    let old = browser.one("html").await;
    keys(browser, text).await;
    old.wait_until().stale().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_found_corrected_and_approved_by_keyboard_alone() {
    let scene = scene().await;
    let now = ticket_of(&scene.stage, AT_ONCE).await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    // The queue: the second ticket is opened.
    keys(&browser, "/").await;
    keys_on(&browser, &format!("kim{ENTER}")).await;
    keys(&browser, "j").await;
    keys_on(&browser, ENTER).await;
    assert_eq!(browser.path().await, format!("/tickets/{}", scene.harbor));
    // The first person: the value and its words light up together, and the way there and back is a key.
    keys(&browser, "j").await;
    keys(&browser, "e").await;
    assert_eq!(focused(&browser).await, "p1-name");
    let lit = browser.one("mark.lit").await;
    assert_eq!(lit.text().await.unwrap(), "Kim Sørensen");
    keys(&browser, &format!(" junior{ESCAPE}")).await;
    assert_eq!(focused(&browser).await, "p1");
    keys_on(&browser, "a").await;
    assert!(browser.text().await.contains("Approved."));
    let kim = scene.ticket(scene.harbor).await.people.remove(0);
    assert_eq!(kim.details.name.as_deref(), Some("Kim Sørensen junior"));
    assert_eq!(kim.state, PersonState::Held);
    keys_on(&browser, "u").await;
    assert_eq!(scene.ticket(scene.harbor).await.people[0].state, PersonState::Open);
    // The sheet of keys opens and closes.
    keys(&browser, "?").await;
    assert!(browser.one("dialog#keys").await.is_displayed().await.unwrap());
    keys(&browser, ESCAPE).await;
    // Everybody who is complete, by one press.
    keys_on(&browser, "A").await;
    let states: Vec<bool> = scene
        .ticket(scene.harbor)
        .await
        .people
        .iter()
        .map(|one| one.state == PersonState::Held)
        .collect();
    assert_eq!(states, [false, true, false], "Kim was taken back and Noor has no level");
    // `now` is asked for, once.
    browser.open(&format!("/tickets/{now}")).await;
    keys_on(&browser, "a").await;
    assert!(browser.text().await.contains("Send the link to Ines Duarte now?"));
    assert_eq!(scene.ticket(now).await.people[0].state, PersonState::Open);
    keys_on(&browser, ENTER).await;
    assert_eq!(scene.ticket(now).await.people[0].state, PersonState::Held);
    browser.quit().await;
}

async fn focused(browser: &Browser) -> String {
    let element = browser.page.active_element().await.unwrap();
    element.attr("id").await.unwrap().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_reviewers_on_one_ticket_and_everything_without_scripts() {
    let scene = scene().await;
    let (Some(ada), Some(bo)) = (scene.browser(ADA, true).await, scene.browser(BO, false).await) else {
        return;
    };
    let path = format!("/tickets/{}", scene.harbor);
    for browser in [&ada, &bo] {
        browser.open(&path).await;
    }
    ada.press("#p1 button[value=approve]").await;
    bo.fill("#p2-email", "luis.romero@harbor.example").await;
    bo.press("#p2 button[value=approve]").await;
    let text = bo.text().await;
    assert!(text.contains("Somebody was faster"), "{text}");
    assert!(text.contains("Ada Byron approved Kim Sørensen"), "{text}");
    let typed = bo.one("#p2-email").await.value().await.unwrap();
    assert_eq!(typed.as_deref(), Some("luis.romero@harbor.example"));
    bo.press("#p2 button[value=approve]").await;
    let ticket = scene.ticket(scene.harbor).await;
    assert!(
        ticket.people[..2]
            .iter()
            .all(|person| person.state == PersonState::Held)
    );
    assert_eq!(
        ticket.people[1].details.email.as_deref(),
        Some("luis.romero@harbor.example")
    );
    // A value leads to its words by a link as well.
    bo.one("[data-value=p3-name] a.said").await.click().await.unwrap();
    assert!(bo.page.current_url().await.unwrap().as_str().ends_with("#said-p3-name"));
    ada.quit().await;
    bo.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_else_looks_and_what_they_change_is_seen_at_once() {
    let scene = scene().await;
    let (Some(ada), Some(bo)) = (scene.browser(ADA, true).await, scene.browser(BO, true).await) else {
        return;
    };
    let says = |browser: &Browser, words: &'static str| {
        let page = browser.page.clone();
        async move {
            let line = page.query(By::Css(".live")).with_text(words.match_partial());
            line.first().await.unwrap();
        }
    };
    let path = format!("/tickets/{}", scene.harbor);
    ada.open(&path).await;
    bo.open(&path).await;
    says(&ada, "Bo Lindqvist is looking at this ticket too.").await;
    says(&bo, "Ada Byron is looking at this ticket too.").await;
    bo.fill("#p2-name", "Luis R. Romero").await;
    ada.press("#p1 button[value=approve]").await;
    says(&bo, "Somebody has just changed this ticket.").await;
    let typed = bo.one("#p2-name").await.value().await.unwrap();
    assert_eq!(
        typed.as_deref(),
        Some("Luis R. Romero"),
        "nothing is taken from under the hands"
    );
    ada.open("/").await;
    ticket_of(&scene.stage, AT_ONCE).await;
    says(&ada, "The queue has changed.").await;
    ada.quit().await;
    bo.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_go_live_moves_after_a_look_at_what_changes() {
    let scene = scene().await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    browser.open(&format!("/tickets/{}", scene.harbor)).await;
    browser.press("#p1 button[value=approve]").await;
    browser
        .open(&format!("/tickets/{}/go-live?date=2027-04-12", scene.harbor))
        .await;
    let text = browser.text().await;
    assert!(
        text.contains("Monday, 15 March 2027") && text.contains("Monday, 5 April 2027"),
        "{text}"
    );
    browser.press("form[method=post].acts button").await;
    assert!(browser.text().await.contains("The go-live was moved."));
    let kim = scene.ticket(scene.harbor).await.people.remove(0);
    assert_eq!(kim.plan.unwrap().day.unwrap().to_string(), "2027-04-05");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_released_from_quarantine() {
    let scene = scene().await;
    arrive(&scene.stage, STRANGER).await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    browser.press(".chips a[href='/quarantine']").await;
    assert!(browser.text().await.contains("New user for Quarry"));
    browser.press(".entry a").await;
    let text = browser.text().await;
    assert!(
        text.contains("Lee Quarry") && text.contains("kit@new.example"),
        "{text}"
    );
    browser.press("form[action$=release] button").await;
    assert!(browser.text().await.contains("Released"));
    settle(&scene.stage).await;
    browser.open("/?q=quarry").await;
    assert!(browser.text().await.contains("Lee Quarry"), "{}", browser.text().await);
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_manager_sees_and_answers_only_their_own() {
    let scene = scene().await;
    let Some(ola) = scene.browser(OLA, true).await else {
        return;
    };
    assert!(ola.text().await.contains("No tickets yet"));
    ola.open(&format!("/tickets/{}", scene.harbor)).await;
    assert!(ola.text().await.contains("There is nothing here"));
    ola.quit().await;
    let Some(pat) = scene.browser(PAT, true).await else {
        return;
    };
    pat.press(".ticket h3 a").await;
    assert!(pat.text().await.contains("three new users"));
    let level = pat.one("#p3-level").await;
    level.send_keys("2").await.unwrap();
    pat.press("#p3 .answering button").await;
    assert!(pat.text().await.contains("Your answer is on the ticket"));
    assert_eq!(scene.ticket(scene.harbor).await.people[2].details.level, Some(2));
    pat.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_and_nothing_stands_out() {
    let scene = scene().await;
    let now = ticket_of(&scene.stage, AT_ONCE).await;
    let both = ticket_of(&scene.stage, IN_TWO_MINDS).await;
    let strange = arrive(&scene.stage, STRANGER).await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    let pages = [
        ("queue", "/".to_owned()),
        ("queue-search", "/?q=nobody".to_owned()),
        ("queue-mine", "/?who=mine".to_owned()),
        ("ticket", format!("/tickets/{}", scene.harbor)),
        ("ticket-both", format!("/tickets/{both}")),
        ("go-live", format!("/tickets/{}/go-live?date=2027-04-12", scene.harbor)),
        ("quarantine", "/quarantine".to_owned()),
        ("quarantined", format!("/mail/{strange}")),
    ];
    let (mut found, mut passed) = (Vec::new(), 0);
    for theme in ["light", "dark"] {
        browser.open("/account").await;
        browser.press(&format!("button[value={theme}]")).await;
        for (name, path) in &pages {
            browser.open(path).await;
            passed += looked_at(&browser, name, theme, &mut found).await;
        }
        browser.open(&format!("/tickets/{now}")).await;
        browser.press("#p1 button[value=approve]").await;
        passed += looked_at(&browser, "ask", theme, &mut found).await;
    }
    browser.quit().await;
    let Some(pat) = scene.browser(PAT, true).await else {
        return;
    };
    for theme in ["light", "dark"] {
        pat.open("/account").await;
        pat.press(&format!("button[value={theme}]")).await;
        for (name, path) in [
            ("own", "/".to_owned()),
            ("own-ticket", format!("/tickets/{}", scene.harbor)),
        ] {
            pat.open(&path).await;
            passed += looked_at(&pat, name, theme, &mut found).await;
        }
    }
    pat.quit().await;
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    assert!(passed > 200, "axe did not look: {passed}");
}

/// Looks at the page that is open at two widths; nothing may stand out of it to the right.
async fn looked_at(browser: &Browser, name: &str, theme: &str, found: &mut Vec<String>) -> usize {
    let mut passed = 0;
    for (width, height) in [(1440, 900), (390, 844)] {
        browser.resize(width, height).await;
        let overhang = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let overhang = browser.page.execute(overhang, Vec::new()).await.unwrap();
        if overhang.json().as_i64() != Some(0) {
            found.push(format!("{name} {theme} {width}: {} px stand out", overhang.json()));
        }
        let (violations, rules) = browser.axe().await;
        let place = format!("{name} {theme} {width}");
        found.extend(violations.into_iter().map(|words| format!("{place}: {words}")));
        passed += rules;
        if let Some(folder) = std::env::var_os("GREENROOM_SHOTS") {
            let file = PathBuf::from(folder).join(format!("{name}-{theme}-{width}.png"));
            browser.page.screenshot(&file).await.unwrap();
        }
    }
    passed
}
