//! Every address of the desk, taken from the router itself: forms count only from pages of ours and with their mark, every
//! answer carries its headers, and whoever has not signed in sees nothing.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::collections::BTreeSet;

use greenroom::domain::account::Role;
use regex::Regex;

#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use visitor::{FORM, OWN, Visitor, form};
use web_stage::{Answer, Stage};

const ADA: &str = "ada@vendor.example";
const PAT: &str = "pat@vendor.example";

/// An address of the desk, and how it can be asked.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    path: String,
    has_page: bool,
    has_form: bool,
}

/// The addresses that stand in `desk_router`. One that is added is tested from then on.
fn addresses() -> BTreeSet<Address> {
    let source = include_str!("../src/web/router.rs");
    let desk = source.split_once("pub fn desk_router").unwrap().1;
    let desk = desk.split_once("\n}\n").unwrap().0;
    let route = Regex::new(r#"\.route\(\s*"([^"]+)",\s*((?:[a-z_]+(?:::[a-z_]+)*\([^()]*\)\.?)+)"#).unwrap();
    let found: BTreeSet<Address> = route
        .captures_iter(desk)
        .map(|found| Address {
            path: found[1]
                .replace("{name}", "GR-1")
                .replace("{no}", "1")
                .replace("{id}", "1")
                .replace("{hash}", &"0".repeat(64))
                .replace("{token}", &"0".repeat(64))
                .replace("{deed}", "reject"),
            has_page: found[2].contains("get("),
            has_form: found[2].contains("post("),
        })
        .collect();
    assert_eq!(
        found.len(),
        desk.matches(".route(").count(),
        "an address was not understood"
    );
    assert!(found.iter().all(|address| !address.path.contains('{')), "{found:?}");
    found
}

/// Streams do not end, so they are not read here; the live tests read them.
fn is_stream(address: &Address) -> bool {
    address.path.ends_with("/live")
}

async fn staged() -> Stage {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    stage.send().await;
    stage
}

fn check_headers(path: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{path}: {part} is missing in {policy:?}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
    for (name, expected) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), expected, "{path}: {name}");
    }
    if !path.starts_with("/assets/") {
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(
            answer.header("content-encoding"),
            "",
            "{path}: pages are never compressed"
        );
    }
    let scripts = answer.body.matches("<script").count();
    assert_eq!(scripts, answer.body.matches("<script src=\"/assets/").count(), "{path}");
    let inline = Regex::new(r"<[^>]*\s(style|on[a-z]+)=").unwrap();
    assert!(!inline.is_match(&answer.body), "{path}");
}

#[tokio::test]
async fn no_form_counts_without_its_mark_or_from_elsewhere() {
    let stage = staged().await;
    let site = stage.desk_site().await;
    let ada = Visitor::signed_in(&site, ADA).await;
    let pat = Visitor::signed_in(&site, PAT).await;
    let cookie = ("Cookie", ada.cookie.as_str());
    let ticket = stage.store.all_tickets(None, 10).await.unwrap();
    let accounts = stage.store.accounts().await.unwrap();
    let forms: Vec<Address> = addresses().into_iter().filter(|address| address.has_form).collect();
    assert!(forms.len() >= 15, "{}", forms.len());
    for Address { path, .. } in &forms {
        let own = form(&[
            ("mark", &ada.mark),
            ("email", "x@vendor.example"),
            ("name", "X"),
            ("revision", "1"),
        ]);
        for origin in [
            "https://evil.example",
            "null",
            "http://127.0.0.1:8401",
            "https://127.0.0.1:8400",
        ] {
            let answer = site.ask("POST", path, &[FORM, cookie, ("Origin", origin)], &own).await;
            assert_eq!(answer.status, 403, "{path} from {origin}");
            check_headers(path, &answer);
        }
        for site_header in ["cross-site", "same-site", "none"] {
            let headers = [FORM, cookie, OWN, ("Sec-Fetch-Site", site_header)];
            assert_eq!(
                site.ask("POST", path, &headers, &own).await.status,
                403,
                "{path} {site_header}"
            );
        }
        assert_eq!(
            site.ask("POST", path, &[FORM, cookie], &own).await.status,
            403,
            "{path} from nowhere"
        );
        for mark in ["", "x", pat.mark.as_str(), ada.cookie.as_str()] {
            let body = form(&[
                ("mark", mark),
                ("email", "x@vendor.example"),
                ("name", "X"),
                ("revision", "1"),
            ]);
            let answer = site.ask("POST", path, &[FORM, cookie, OWN], &body).await;
            // A link that works once is shown again; a cookie that lost its mark is told so.
            assert!(
                matches!(answer.status, 403 | 404 | 410),
                "{path} with {mark:?}: {}",
                answer.status
            );
        }
    }
    assert_eq!(
        stage.store.all_tickets(None, 10).await.unwrap(),
        ticket,
        "nothing was changed"
    );
    assert_eq!(stage.store.accounts().await.unwrap(), accounts, "nothing was changed");
    assert!(stage.store.issued_tokens().await.unwrap().is_empty());
}

#[tokio::test]
async fn every_address_carries_its_headers_for_everybody() {
    let stage = staged().await;
    let site = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    for address in addresses().iter().filter(|address| !is_stream(address)) {
        let path = &address.path;
        for visitor in [&mut ada, &mut pat] {
            let answer = visitor.get(path).await;
            check_headers(path, &answer);
            assert!(answer.status < 500, "{path}: {}", answer.status);
            if !address.has_page {
                assert!(
                    matches!(answer.status, 303 | 403 | 404 | 405),
                    "{path}: {}",
                    answer.status
                );
            }
        }
        let stranger = site.get(path).await;
        check_headers(path, &stranger);
        let is_open = ["/sign-in", "/assets/", "/welcome/"]
            .iter()
            .any(|open| path.starts_with(open));
        if !is_open {
            assert!(
                matches!(stranger.status, 303 | 404 | 405),
                "{path}: {}",
                stranger.status
            );
            assert!(
                !stranger.body.contains("Kim") && !stranger.body.contains("Harbor"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn only_what_holds_no_secret_is_compressed() {
    let stage = staged().await;
    let site = stage.desk_site().await;
    let ada = Visitor::signed_in(&site, ADA).await;
    let headers = [("Cookie", ada.cookie.as_str()), ("Accept-Encoding", "gzip")];
    for address in addresses()
        .iter()
        .filter(|address| address.has_page && !is_stream(address))
    {
        if address.path.starts_with("/assets/") {
            continue;
        }
        let answer = site.ask("GET", &address.path, &headers, "").await;
        assert_eq!(answer.header("content-encoding"), "", "{}", address.path);
    }
    let head = site.ask("HEAD", "/assets/desk.css", &headers, "").await;
    assert_eq!(head.header("content-encoding"), "gzip");
    assert_eq!(head.header("vary"), "accept-encoding");
}
