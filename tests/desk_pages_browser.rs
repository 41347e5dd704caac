//! Clients, the calendar, people and the history in a real Chromium: a go-live that is tried out and moved, a table that is
//! carried out, and what axe says of these pages.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of every page in light and dark, at 1440, 1024 and 390 pixels.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;
use std::sync::Arc;

use greenroom::clock::Clock;
use greenroom::domain::account::{Role, View};
use greenroom::domain::ids::TicketId;
use greenroom::scheduler::insight::InsightWorker;
use greenroom::scheduler::worker::Worker;
use jiff::civil::date;
use thirtyfour::prelude::*;

#[path = "support/browser.rs"]
mod browser;
#[path = "support/letters.rs"]
mod letters;
mod web_stage;

use browser::Browser;
use letters::{AT_ONCE, FORWARDED, IN_TWO_MINDS, ticket_of};
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";

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
    let harbor = ticket_of(&stage, FORWARDED).await;
    ticket_of(&stage, AT_ONCE).await;
    ticket_of(&stage, IN_TWO_MINDS).await;
    stage.send().await;
    Scene { stage, url, harbor }
}

impl Scene {
    async fn browser(&self, email: &str, scripts: bool) -> Option<Browser> {
        let browser = Browser::start(&self.url, scripts).await?;
        browser.open("/sign-in").await;
        browser.fill("#email", email).await;
        browser.fill("#password", PASSWORD).await;
        browser.press("main button").await;
        assert_eq!(browser.path().await, "/");
        Some(browser)
    }

    async fn go_live(&self) -> jiff::civil::Date {
        let ticket = self.stage.store.ticket(self.harbor).await.unwrap().unwrap();
        ticket.go_live.unwrap().date
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_go_live_is_tried_out_in_the_calendar_and_then_moved() {
    let scene = scene().await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    browser.press("nav a[href='/calendar']").await;
    let text = browser.text().await;
    assert!(text.contains("Harbor") && text.contains("today"), "{text}");
    let option = format!("#move option[value='{}']", scene.harbor);
    browser.one(&option).await.click().await.unwrap();
    // A field for days is filled as people of this browser's country type them.
    let day = browser.one("#to").await;
    day.send_keys("04122027").await.unwrap();
    browser.press("form[action='/calendar'] button").await;
    let text = browser.text().await;
    assert!(text.contains("Nothing has been moved."), "{text}");
    assert!(
        text.contains("Monday, 5 April 2027 instead of Monday, 15 March 2027"),
        "{text}"
    );
    assert_eq!(scene.go_live().await, date(2027, 3, 22));
    browser.press(".attend .acts a.button:first-child").await;
    browser.press("form[method=post].acts button").await;
    assert!(browser.text().await.contains("The go-live was moved."));
    assert_eq!(scene.go_live().await, date(2027, 4, 12));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_read_from_a_file_shown_and_carried_out_also_without_scripts() {
    let scene = scene().await;
    let (Some(browser), Some(plain)) = (scene.browser(BO, true).await, scene.browser(BO, false).await) else {
        return;
    };
    let file = scene.stage.folder.path().join("table.csv");
    std::fs::write(
        &file,
        "client,go_live,new_go_live\nharbor.example,2027-03-22,2027-04-12\nnowhere.example,,2027-04-12\n",
    )
    .unwrap();
    browser.open("/clients").await;
    browser.press("a[href='/clients/import']").await;
    browser
        .one("#file")
        .await
        .send_keys(file.to_str().unwrap())
        .await
        .unwrap();
    let table = browser.one("#table").await;
    table
        .wait_until()
        .condition(Box::new(|field: WebElement| {
            Box::pin(async move {
                let value = field.prop("value").await?;
                Ok(value.is_some_and(|text| text.contains("nowhere")))
            })
        }))
        .await
        .unwrap();
    browser.press(".stack button").await;
    let text = browser.text().await;
    assert!(text.contains("1 of 2 lines cannot be taken"), "{text}");
    assert!(
        browser
            .page
            .query(By::Css("#confirm"))
            .nowait()
            .exists()
            .await
            .is_ok_and(|there| !there)
    );
    plain.open("/clients/import").await;
    assert!(
        !plain.one("#file").await.is_displayed().await.unwrap(),
        "it needs a script"
    );
    plain
        .fill(
            "#table",
            "client,go_live,new_go_live\nharbor.example,2027-03-22,2027-04-12",
        )
        .await;
    plain.press(".stack button").await;
    assert_eq!(scene.go_live().await, date(2027, 3, 22));
    plain.press("#confirm button").await;
    assert!(plain.text().await.contains("The go-live of 1 ticket was moved."));
    assert_eq!(scene.go_live().await, date(2027, 4, 12));
    browser.quit().await;
    plain.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_and_removed() {
    let scene = scene().await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    browser.open("/?q=harbor").await;
    browser.one(".keeping summary").await.click().await.unwrap();
    browser.fill("#view-name", "Harbor").await;
    browser.press(".keeping button").await;
    browser.open("/").await;
    browser.press(".tabs a").await;
    assert!(browser.text().await.contains("Harbor Freight Lines"));
    browser.press(".tabs button").await;
    assert!(!browser.text().await.contains("Remove"));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_and_their_story_followed() {
    let scene = scene().await;
    let Some(browser) = scene.browser(BO, true).await else {
        return;
    };
    browser.press("nav a[href='/people']").await;
    browser.fill("#search", "luis").await;
    browser.press("form[role=search] button").await;
    assert!(browser.text().await.contains("luis@harbor.example"));
    browser.press("a[href^='/history']:not(nav a)").await;
    assert!(browser.text().await.contains("opened by a mail from Pat Field"));
    browser.press("tbody a[href^='/tickets/']").await;
    assert_eq!(browser.path().await, format!("/tickets/{}", scene.harbor));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_and_nothing_stands_out() {
    let scene = scene().await;
    let worker = InsightWorker::new(
        Arc::clone(&scene.stage.store),
        Arc::clone(&scene.stage.state.config),
        scene.stage.state.insight.clone(),
    );
    assert_eq!(worker.run_once(scene.stage.clock.now()).await.failed, None);
    let bo = scene.stage.store.account_by_email(BO).await.unwrap().unwrap();
    let view = View {
        name: "To approve".into(),
        show: "approval".into(),
        ..View::default()
    };
    scene.stage.state.accounts.keep_view(bo.id, view).await.unwrap();
    let pages = [
        ("clients", "/clients".to_owned()),
        ("clients-none", "/clients?q=nobody".to_owned()),
        ("client", "/clients/harbor.example".to_owned()),
        ("import", "/clients/import".to_owned()),
        ("calendar", "/calendar?day=2027-03-15".to_owned()),
        (
            "calendar-what-if",
            format!("/calendar?move={}&to=2027-04-12", scene.harbor),
        ),
        ("people", "/people".to_owned()),
        ("history", "/history".to_owned()),
        ("history-none", "/history?who=nobody".to_owned()),
        ("insight", "/insight".to_owned()),
        ("queue-kept", "/?show=approval".to_owned()),
        ("ledger-none", "/mail".to_owned()),
        ("ledger", "/mail?outcome=ticket".to_owned()),
        ("outgoing", "/outbox".to_owned()),
    ];
    let own = [
        ("own-clients", "/clients".to_owned()),
        ("own-calendar", "/calendar".to_owned()),
    ];
    let (mut found, mut passed) = (Vec::new(), 0);
    for (email, pages) in [(BO, pages.as_slice()), (PAT, own.as_slice())] {
        let Some(browser) = scene.browser(email, true).await else {
            return;
        };
        for theme in ["light", "dark"] {
            browser.open("/account").await;
            browser.press(&format!("button[value={theme}]")).await;
            for (name, path) in pages {
                browser.open(path).await;
                passed += looked_at(&browser, name, theme, &mut found).await;
            }
            if email == BO {
                browser.open("/clients/import").await;
                let table = "client,go_live\nharbor.example,2027-04-12\nnobody,soon";
                browser.fill("#table", table).await;
                browser.press(".stack button").await;
                passed += looked_at(&browser, "import-preview", theme, &mut found).await;
            }
        }
        browser.quit().await;
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    assert!(passed > 200, "axe did not look: {passed}");
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
            let place = format!("{name} {theme} {width}");
            found.extend(violations.into_iter().map(|words| format!("{place}: {words}")));
            passed += rules;
        }
        if let Some(folder) = std::env::var_os("GREENROOM_SHOTS") {
            let file = PathBuf::from(folder).join(format!("{name}-{theme}-{width}.png"));
            browser.page.screenshot(&file).await.unwrap();
        }
    }
    passed
}
