//! Typing people in beside a document, in a real Chromium: from a PDF through to the people standing on the ticket, from a list
//! that is pasted, without scripts, and when a session ends; and what axe says of the pages.
//!
//! `GREENROOM_SHOTS=FOLDER` also writes a picture of every page in light and dark, at three widths.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::PathBuf;

use greenroom::clock::Clock;
use greenroom::domain::account::Role;
use greenroom::domain::ids::{MailId, TicketId};
use greenroom::domain::review::{Policy, by_rule};
use greenroom::domain::ticket::{PersonState, TYPED_IN, Ticket, Wish};
use jiff::SignedDuration;
use thirtyfour::prelude::*;

#[path = "support/browser.rs"]
mod browser;
#[path = "support/letters.rs"]
mod letters;
#[path = "support/papers.rs"]
mod papers;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use browser::Browser;
use letters::{FORWARDED, ticket_of};
use papers::{hostile, with_pdf, with_picture, with_scan};
use visitor::{Visitor, value};
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";

struct Scene {
    stage: Stage,
    url: String,
    harbor: TicketId,
}

impl Scene {
    async fn new() -> Self {
        let mut stage = Stage::new();
        let url = stage.desk_in_browser().await;
        staffed(&stage).await;
        let harbor = ticket_of(&stage, &with_pdf()).await;
        Self { stage, url, harbor }
    }

    async fn ticket(&self) -> Ticket {
        self.stage.store.ticket(self.harbor).await.unwrap().unwrap()
    }

    async fn browser(&self, scripts: bool) -> Option<Browser> {
        let browser = Browser::start(&self.url, scripts).await?;
        browser.open("/sign-in").await;
        sign_in(&browser).await;
        Some(browser)
    }
}

async fn staffed(stage: &Stage) {
    let ada = stage.administrator("Ada Byron", ADA).await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
}

async fn sign_in(browser: &Browser) {
    browser.fill("#email", BO).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
}

async fn field(browser: &Browser, id: &str) -> String {
    let field = browser.one(&format!("#{id}")).await;
    field.value().await.unwrap().unwrap_or_default()
}

async fn keys(browser: &Browser, text: &str) {
    let focused = browser.page.active_element().await.unwrap();
    focused.send_keys(text).await.unwrap();
}

/// The page of the PDF is drawn: it is not all of one colour.
async fn assert_drawn(browser: &Browser) {
    browser.one("canvas[data-drawn]").await;
    let colours = "const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; \
                   return new Set(new Uint32Array(d.buffer)).size";
    let colours = browser.page.execute(colours, Vec::new()).await.unwrap();
    assert!(colours.json().as_u64().unwrap() > 2, "{}", colours.json());
}

fn addresses(ticket: &Ticket) -> Vec<&str> {
    let people = ticket.people.iter();
    people.filter_map(|person| person.details.email.as_deref()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_is_typed_in_until_its_people_stand_on_the_ticket() {
    let scene = Scene::new().await;
    assert!(scene.ticket().await.people.is_empty());
    let Some(browser) = scene.browser(true).await else {
        return;
    };
    browser.open(&format!("/tickets/{}", scene.harbor)).await;
    browser.press(".paper a.button").await;
    assert_eq!(browser.path().await, format!("/tickets/{}/entry", scene.harbor));
    assert_drawn(&browser).await;
    // Its text becomes suggestions, and none of them counts.
    browser.press("[data-offer]").await;
    assert!(
        browser.text().await.contains("3 people were read."),
        "{}",
        browser.text().await
    );
    assert_eq!(field(&browser, "name-1").await, "Kim Sorensen");
    assert_eq!(field(&browser, "email-3").await, "noor@harbor.example");
    assert_eq!(field(&browser, "level-2").await, "3");
    browser.press("button[value=save]").await;
    assert!(browser.text().await.contains("none of the suggestions is confirmed"));
    assert!(scene.ticket().await.people.is_empty());
    // Two are confirmed by keyboard, one is typed by hand.
    keys(&browser, "j").await;
    keys(&browser, "x").await;
    keys(&browser, "j").await;
    keys(&browser, "x").await;
    browser.fill("#name-4", "Olu Ade").await;
    browser.fill("#email-4", "olu@harbor.example").await;
    browser.fill("#again-4", "olu@harbour.example").await;
    browser.press("button[value=save]").await;
    assert!(browser.text().await.contains("The two addresses are not the same"));
    assert!(scene.ticket().await.people.is_empty(), "all or nobody");
    browser.fill("#again-4", "olu@harbor.example").await;
    browser.one("#when-1").await.send_keys("4").await.unwrap();
    let old = browser.one("html").await;
    browser
        .one("#again-4")
        .await
        .send_keys(Key::Control + Key::Enter)
        .await
        .unwrap();
    old.wait_until().stale().await.unwrap();
    let text = browser.text().await;
    assert!(
        text.contains("3 people were added.") && text.contains("1 not confirmed"),
        "{text}"
    );
    let ticket = scene.ticket().await;
    assert_eq!(
        addresses(&ticket),
        ["kim@harbor.example", "luis@harbor.example", "olu@harbor.example"]
    );
    assert!(
        ticket
            .people
            .iter()
            .all(|person| person.state == PersonState::Open && person.approval.is_none())
    );
    the_last_one(&scene, &browser).await;
    browser.quit().await;
}

/// The suggestion that is left is confirmed, and with it everybody is typed in.
async fn the_last_one(scene: &Scene, browser: &Browser) {
    assert_eq!(field(browser, "email-1").await, "noor@harbor.example");
    browser.one("[name=confirmed-1]").await.click().await.unwrap();
    browser.one("[name=complete]").await.click().await.unwrap();
    browser.press("button[value=save]").await;
    assert_eq!(browser.path().await, format!("/tickets/{}", scene.harbor));
    let ticket = scene.ticket().await;
    assert_eq!(ticket.people.len(), 4);
    let codes: Vec<&str> = ticket.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert!(
        !codes.contains(&"manual_entry") && !codes.contains(&"no_users"),
        "{codes:?}"
    );
    let source = browser.one("[data-value=p4-email] .source").await.text().await.unwrap();
    assert!(
        source.starts_with("typed by Bo Lindqvist"),
        "who typed it is told: {source}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_is_drawn_by_a_decoder_that_only_its_thread_may_use() {
    let scene = Scene::new().await;
    let scan = ticket_of(&scene.stage, &with_scan()).await;
    let Some(browser) = scene.browser(true).await else {
        return;
    };
    browser.open(&format!("/tickets/{scan}/entry")).await;
    browser.one("canvas[data-drawn]").await;
    let middle = "const c = document.querySelector('canvas'); \
                  return [...c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data]";
    let middle = browser.page.execute(middle, Vec::new()).await.unwrap();
    assert_eq!(middle.json().to_string(), "[220,20,30,255]");
    // What was filled into its form is text.
    browser.press("[data-offer]").await;
    assert_eq!(field(&browser, "email-1").await, "kim@harbor.example");
    // The page itself may compile nothing.
    let compiles = "try { new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); return 'compiled' } catch (e) { return e.name }";
    let compiles = browser.page.execute(compiles, Vec::new()).await.unwrap();
    assert_eq!(compiles.json().as_str(), Some("CompileError"));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_pasted_and_everything_works_without_scripts_and_outlives_a_session() {
    let scene = Scene::new().await;
    let Some(browser) = scene.browser(false).await else {
        return;
    };
    let path = format!("/tickets/{}/entry", scene.harbor);
    browser.open(&path).await;
    let text = browser.text().await;
    assert!(text.contains("Save it, open it beside this page"), "{text}");
    let saved = browser
        .one(".document-side a")
        .await
        .attr("href")
        .await
        .unwrap()
        .unwrap();
    assert!(saved.contains("/files/"), "{saved}");
    let list =
        "Kim Sorensen, kim@harbor.example, level 2, Reporting, hold\nLuis Romero, luis@harbor.example, level 3, hold";
    browser.fill("#lines", list).await;
    browser.press("button[value=read]").await;
    assert!(
        browser.text().await.contains("2 people were read."),
        "{}",
        browser.text().await
    );
    assert_eq!(field(&browser, "when-1").await, "before_go_live");
    browser.one("#when-all").await.send_keys("now").await.unwrap();
    browser.one("[name=confirmed-1]").await.click().await.unwrap();
    browser.fill("#name-3", "Noor Haddad").await;
    browser.fill("#email-3", "noor@harbor.example").await;
    // Enter adds nobody; it only checks.
    let old = browser.one("html").await;
    browser.one("#email-3").await.send_keys(Key::Enter).await.unwrap();
    old.wait_until().stale().await.unwrap();
    assert!(browser.text().await.contains("Type the address a second time."));
    browser.fill("#again-3", "noor@harbor.example").await;
    scene.stage.advance(SignedDuration::from_hours(48));
    browser.press("button[value=save]").await;
    assert_eq!(browser.path().await, path, "the address of the form that was sent");
    sign_in(&browser).await;
    assert_eq!(browser.path().await, path);
    assert!(browser.text().await.contains("What you typed is still here"));
    assert_eq!(field(&browser, "again-3").await, "noor@harbor.example");
    assert!(
        scene.ticket().await.people.is_empty(),
        "a form is never sent again by itself"
    );
    browser.press("button[value=save]").await;
    assert!(
        browser.text().await.contains("2 people were added."),
        "{}",
        browser.text().await
    );
    assert_eq!(
        addresses(&scene.ticket().await),
        ["kim@harbor.example", "noor@harbor.example"]
    );
    let wishes: Vec<Wish> = scene.ticket().await.people.iter().map(|person| person.wish).collect();
    assert_eq!(wishes, [Wish::Hold, Wish::Now], "for all who say nothing else");
    browser.quit().await;
}

#[tokio::test]
async fn nobody_is_added_twice_or_on_a_ticket_that_has_changed() {
    let stage = Stage::new();
    staffed(&stage).await;
    let ticket = ticket_of(&stage, &with_pdf()).await;
    let path = format!("/tickets/{ticket}/entry");
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let first = bo.get(&path).await;
    let revision = value(&first.body, "revision").unwrap();
    let kim = [
        ("deed", "save"),
        ("revision", revision.as_str()),
        ("name-1", "Kim"),
        ("email-1", "kim@harbor.example"),
        ("level-1", "2"),
        ("again-1", "kim@harbor.example"),
        ("when-1", "before_go_live"),
    ];
    let people = || async { stage.store.ticket(ticket).await.unwrap().unwrap().people };
    let twice = [("email-2", "Kim@harbor.example"), ("again-2", "Kim@harbor.example")];
    let answer = bo.post(&path, &[&kim[..], &twice].concat()).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Another row has this address."), "{}", answer.body);
    assert!(people().await.is_empty());
    let answer = bo.post(&path, &[&kim[..], &[("complete", "yes")]].concat()).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, format!("/tickets/{ticket}?done=typed").as_str())
    );
    // No rule approves her; but for that she is all that a rule asks for.
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    let mut typed = stage.store.ticket(ticket).await.unwrap().unwrap();
    let now = stage.clock.now();
    assert!(by_rule(policy, &typed, now).is_empty());
    typed.people[0].problems.retain(|problem| problem.code != TYPED_IN);
    assert_eq!(by_rule(policy, &typed, now).len(), 1, "{:?}", typed.people);
    let answer = bo.post(&path, &kim).await;
    assert_eq!(answer.status, 422, "she is on the ticket");
    let lu = [
        &kim[..2],
        &[
            ("name-1", "Lu"),
            ("email-1", "lu@harbor.example"),
            ("again-1", "lu@harbor.example"),
        ],
    ]
    .concat();
    let answer = bo.post(&path, &lu).await;
    assert_eq!(answer.status, 409);
    assert!(
        answer.body.contains("lu@harbor.example") && answer.body.contains("Kim (open)"),
        "{}",
        answer.body
    );
    assert_eq!(people().await.len(), 1);
    assert_eq!(value(&answer.body, "revision").unwrap(), "3");
}

#[tokio::test]
async fn a_long_list_is_read_in_parts_and_nobody_is_left_out_without_a_word() {
    let stage = Stage::new();
    staffed(&stage).await;
    let ticket = ticket_of(&stage, FORWARDED).await;
    let path = format!("/tickets/{ticket}/entry");
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert_eq!(bo.get(&path).await.status, 200, "also without a document");
    let list: String = (0..130)
        .map(|n| format!("Person{n} Surname{n}, person{n}@harbor.example, level 2\n"))
        .collect();
    let list = format!("Kim, kim@harbor.example, level 2\n{list}");
    let read = bo.post(&path, &[("deed", "read"), ("lines", &list)]).await;
    assert!(
        read.body
            .contains("100 people were read, and there is no room for 30 more."),
        "{}",
        read.body
    );
    assert!(
        read.body.contains("person129@harbor.example"),
        "the lines are still there"
    );
    assert_eq!(
        read.body.matches("value=\"kim@harbor.example\"").count(),
        0,
        "she is on the ticket"
    );
    let long = "x\n".repeat(20_000);
    let read = bo.post(&path, &[("deed", "read"), ("lines", &long)]).await;
    assert_eq!(read.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_and_nothing_stands_out() {
    let scene = Scene::new().await;
    let picture = ticket_of(&scene.stage, &with_picture()).await;
    let raw = hostile("http://evil.example");
    ticket_of(&scene.stage, &raw).await;
    let mail = MailId::of(raw.as_bytes());
    let Some(browser) = scene.browser(true).await else {
        return;
    };
    let (mut found, mut passed) = (Vec::new(), 0);
    for theme in ["light", "dark"] {
        browser.open("/account").await;
        browser.press(&format!("button[value={theme}]")).await;
        browser.open(&format!("/tickets/{}/entry", scene.harbor)).await;
        browser.one("canvas[data-drawn]").await;
        passed += looked_at(&browser, "entry-pdf", theme, &mut found).await;
        browser.resize(1440, 900).await;
        browser.press("[data-offer]").await;
        browser.one("[name=confirmed-1]").await.click().await.unwrap();
        browser.fill("#email-4", "olu@harbor.example").await;
        browser.press("button[value=save]").await;
        browser.one("canvas[data-drawn]").await;
        passed += looked_at(&browser, "entry-suggested", theme, &mut found).await;
        browser.open(&format!("/tickets/{picture}/entry")).await;
        passed += looked_at(&browser, "entry-picture", theme, &mut found).await;
        browser.open(&format!("/mail/{mail}")).await;
        browser.one("#formatted summary").await.click().await.unwrap();
        passed += looked_at(&browser, "original", theme, &mut found).await;
        browser.open(&format!("/tickets/{}", scene.harbor)).await;
        passed += looked_at(&browser, "ticket-pdf", theme, &mut found).await;
    }
    browser.quit().await;
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
