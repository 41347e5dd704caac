//! The original of a mail in a real Chromium: what means harm neither runs nor loads, wherever it is shown; and the headers of
//! every address that gives out a piece of a mail.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use greenroom::domain::account::Role;
use greenroom::domain::ids::{MailId, TicketId};
use thirtyfour::prelude::*;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

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
use letters::ticket_of;
use papers::hostile;
use visitor::Visitor;
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";

/// A server elsewhere that counts who comes.
struct Elsewhere {
    url: String,
    seen: Arc<AtomicUsize>,
}

impl Elsewhere {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
                let _ = stream.write_all(answer).await;
            }
        });
        Self { url, seen }
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

async fn staffed(stage: &Stage) {
    let ada = stage.administrator("Ada Byron", ADA).await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat Field", PAT, Role::AccountManager).await;
}

async fn arrived(stage: &Stage, elsewhere: &str) -> (TicketId, MailId) {
    let raw = hostile(elsewhere);
    (ticket_of(stage, &raw).await, MailId::of(raw.as_bytes()))
}

async fn signed_in(url: &str) -> Option<Browser> {
    let browser = Browser::start(url, true).await?;
    browser.open("/sign-in").await;
    browser.fill("#email", BO).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("main button").await;
    Some(browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_means_harm_neither_runs_nor_loads() {
    let elsewhere = Elsewhere::start().await;
    let mut stage = Stage::new();
    let url = stage.desk_in_browser().await;
    staffed(&stage).await;
    let (ticket, mail) = arrived(&stage, &elsewhere.url).await;
    let people = stage.store.ticket(ticket).await.unwrap().unwrap().people;
    assert!(people.len() >= 2, "the names reached the ticket: {people:?}");
    let Some(browser) = signed_in(&url).await else { return };
    let mut pages: Vec<String> = ["/", "/?q=kim", "/mail", "/outbox"].map(str::to_owned).into();
    pages.extend([
        format!("/tickets/{ticket}"),
        format!("/tickets/{ticket}/go-live"),
        format!("/mail/{mail}"),
        format!("/mail/{mail}/formatted/0"),
        format!("/mail/{mail}/pictures/0"),
    ]);
    pages.extend((0..5).map(|file| format!("/tickets/{ticket}/entry?mail=0.{file}")));
    for path in &pages {
        browser.open(path).await;
        let folds = "document.querySelectorAll('details').forEach(fold => { fold.open = true; }); return [window.ran || 0, location.pathname]";
        let found = browser.page.execute(folds, Vec::new()).await.unwrap();
        let found = found.json().clone();
        assert_eq!(found[0], 0, "{path} ran something");
        assert!(path.starts_with(found[1].as_str().unwrap()), "{path} led to {found}");
        let planted = "return document.querySelectorAll('[onerror], [onload], [onfocus], img[src=x], script:not([src^=\"/assets/\"])').length";
        let planted = browser.page.execute(planted, Vec::new()).await.unwrap();
        assert_eq!(planted.json().as_u64(), Some(0), "{path} holds what the mail brought");
    }
    // The PDF with a script is drawn, by its own address.
    let documents = format!("/tickets/{ticket}/entry?mail=0.2");
    browser.open(&documents).await;
    browser.one("canvas[data-drawn]").await;
    // The frame shows the words, the picture that came along, and says what is missing.
    browser.open(&format!("/mail/{mail}")).await;
    let text = browser.text().await;
    assert!(
        text.contains("Noor <img src=x onerror=top.ran=1>"),
        "the document as text: {text}"
    );
    browser.one("#formatted summary").await.click().await.unwrap();
    let text = browser.text().await;
    assert!(text.contains("2 pictures from elsewhere are not shown."), "{text}");
    assert!(
        text.contains("1 picture that came along cannot be shown here."),
        "{text}"
    );
    let frame = browser.one("#formatted iframe").await;
    assert_eq!(frame.attr("sandbox").await.unwrap().as_deref(), Some(""));
    frame.enter_frame().await.unwrap();
    let words = browser.text().await;
    assert!(words.contains("red ones hold") && words.contains("the list"), "{words}");
    let dots = browser.one("img[alt=Dots]").await;
    let source = dots.attr("src").await.unwrap().unwrap();
    assert!(source.starts_with("data:image/png;base64,"), "{source}");
    assert_eq!(dots.prop("naturalWidth").await.unwrap().as_deref(), Some("16"));
    let red = browser
        .page
        .find(By::XPath("//p[contains(., 'red ones')]"))
        .await
        .unwrap();
    assert_eq!(red.css_value("color").await.unwrap(), "rgba(255, 0, 0, 1)");
    browser.page.enter_default_frame().await.unwrap();
    assert_eq!(elsewhere.seen(), 0, "something was loaded from elsewhere");
    // Whoever goes there is counted, so the count means something.
    browser.page.goto(&elsewhere.url).await.unwrap();
    assert!(elsewhere.seen() > 0);
    browser.quit().await;
}

/// The policy of bytes that came with a mail.
fn assert_harmless(path: &str, policy: &str) {
    for part in ["default-src 'none'", "sandbox", "base-uri 'none'", "form-action 'none'"] {
        assert!(policy.contains(part), "{path}: {part} is missing in {policy:?}");
    }
    for part in ["script-src", "allow-", "'self' 'unsafe", "connect-src", "http"] {
        assert!(!policy.contains(part), "{path}: {part} is in {policy:?}");
    }
}

#[tokio::test]
async fn every_piece_of_a_mail_has_headers_that_hold_it() {
    let stage = Stage::new();
    staffed(&stage).await;
    let (_, mail) = arrived(&stage, "http://evil.example").await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    for (path, name) in [
        (format!("/mail/{mail}/raw"), ".eml\""),
        (format!("/mail/{mail}/files/1"), "filename=\"vector.svg\""),
        (format!("/mail/{mail}/files/2"), "_.pdf\""),
        (format!("/mail/{mail}/files/3"), "filename=\"page.html\""),
    ] {
        let answer = bo.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "application/octet-stream", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let disposition = answer.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\""),
            "{path}: {disposition}"
        );
        assert!(disposition.contains(name), "{path}: {disposition}");
        assert!(
            !disposition.contains(['<', '>', '\'', '/']) || disposition.contains("UTF-8''"),
            "{disposition}"
        );
        assert_harmless(&path, answer.header("content-security-policy"));
    }
    let path = format!("/mail/{mail}/formatted/0");
    let answer = bo.get(&path).await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    let policy = answer.header("content-security-policy");
    assert_harmless(&path, policy);
    assert!(
        policy.contains("frame-ancestors 'self'") && policy.contains("img-src data:;"),
        "{policy}"
    );
    assert!(
        !answer.body.contains("evil.example") && !answer.body.contains("href"),
        "{}",
        answer.body
    );
    // What is no picture is none, whatever it calls itself; and what is not there is nowhere.
    for path in [
        format!("/mail/{mail}/pictures/1"),
        format!("/mail/{mail}/pictures/2"),
        format!("/mail/{mail}/pictures/99"),
        format!("/mail/{mail}/files/99"),
        format!("/mail/{mail}/formatted/9"),
        format!("/mail/{}/raw", "0".repeat(64)),
        "/mail/x/raw".to_owned(),
    ] {
        assert_eq!(bo.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn only_those_who_see_every_mail_see_its_pieces() {
    let stage = Stage::new();
    staffed(&stage).await;
    let (ticket, mail) = arrived(&stage, "http://evil.example").await;
    let site = stage.desk_site().await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let pieces = ["raw", "files/1", "pictures/0", "formatted/0"];
    let mut paths: Vec<String> = pieces.iter().map(|piece| format!("/mail/{mail}/{piece}")).collect();
    paths.push(format!("/tickets/{ticket}/entry"));
    for path in &paths {
        let answer = pat.get(path).await;
        assert_eq!(answer.status, 403, "{path}: an account manager");
        assert!(!answer.body.contains("evil.example"), "{path}");
        let answer = site.get(path).await;
        assert_eq!(answer.status, 303, "{path}: nobody");
        assert!(answer.header("location").starts_with("/sign-in"), "{path}");
    }
    let entry = format!("/tickets/{ticket}/entry");
    let fields = [("deed", "save"), ("revision", "1"), ("name-1", "Eve")];
    assert_eq!(pat.post(&entry, &fields).await.status, 403);
    let seen = pat.get(&format!("/tickets/{ticket}")).await.body;
    assert!(
        !seen.contains(&format!("/mail/{mail}")) && !seen.contains("/entry"),
        "{seen}"
    );
}
