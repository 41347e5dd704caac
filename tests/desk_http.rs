//! The desk against whoever means harm: forged forms, stolen and fixed cookies, foreign roles, guesses, scripts in names.

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

use visitor::{FORM, OWN, Visitor, form, value};
use web_stage::{Answer, PASSWORD, START, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";
/// Ada administers, Bo is Customer Solutions, Pat an account manager.
async fn staffed(stage: &Stage) {
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
}

async fn invited(stage: &Stage, email: &str) -> bool {
    stage.store.account_by_email(email).await.unwrap().is_some()
}

const INVITE: [(&str, &str); 4] = [
    ("name", "Cleo"),
    ("email", "cleo@vendor.example"),
    ("role", "account_manager"),
    ("page", "/settings/accounts"),
];

#[tokio::test]
async fn every_answer_carries_its_headers() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    let mut answers = Vec::new();
    for path in [
        "/",
        "/mail",
        "/outbox",
        "/account",
        "/settings/accounts",
        "/settings/accounts/2",
        "/settings/accounts/99",
        "/nowhere",
        "/assets/desk.css",
        "/assets/desk.js",
        "/assets/mark.svg",
        "/assets/none",
        "/welcome/x",
        "/sign-in",
    ] {
        answers.push((path, ada.get(path).await));
    }
    answers.push(("signed out", site.get("/").await));
    answers.push(("foreign", site.ask("POST", "/sign-in", &[FORM], "").await));
    answers.push((
        "refused",
        ada.post("/settings/accounts", &[("role", "administrator")]).await,
    ));
    answers.push(("wrong method", ada.post("/mail", &[]).await));
    for (path, answer) in answers {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {part} is missing in {policy:?}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "strict-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), expected, "{path}: {name}");
        }
        let is_asset = path.starts_with("/assets/desk") || path == "/assets/mark.svg";
        assert_eq!(answer.header("cache-control") == "no-store", !is_asset, "{path}");
        assert!(
            !answer.body.contains("style=") && !answer.body.contains("onclick"),
            "{path}"
        );
        assert_eq!(
            answer.body.matches("<script").count(),
            answer.body.matches("<script src=\"/assets/").count()
        );
    }
}

#[tokio::test]
async fn a_form_without_its_mark_or_with_anothers_changes_nothing() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let ada = Visitor::signed_in(&site, ADA).await;
    let bo = Visitor::signed_in(&site, BO).await;
    let cookie = ("Cookie", ada.cookie.as_str());
    for mark in ["", "x", &bo.mark, &ada.cookie, &ada.mark[1..]] {
        let body = form(&[&[("mark", mark)][..], &INVITE].concat());
        let answer = site
            .ask("POST", "/settings/accounts", &[FORM, cookie, OWN], &body)
            .await;
        assert_eq!(answer.status, 403, "{mark:?}");
        assert!(!invited(&stage, "cleo@vendor.example").await, "{mark:?}");
    }
    let without = form(&INVITE);
    assert_eq!(
        site.ask("POST", "/settings/accounts", &[FORM, cookie, OWN], &without)
            .await
            .status,
        403
    );
    assert_eq!(
        site.ask("POST", "/sign-out", &[FORM, cookie, OWN], "").await.status,
        403
    );
    let mut ada = ada;
    assert_eq!(ada.get("/").await.status, 200, "still signed in");
    assert_eq!(ada.post("/settings/accounts", &INVITE).await.status, 200);
    assert!(invited(&stage, "cleo@vendor.example").await);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_whatever_it_brings() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let ada = Visitor::signed_in(&site, ADA).await;
    let foreign: [&[(&str, &str)]; 9] = [
        &[],
        &[("Origin", "https://evil.example")],
        &[("Origin", "http://127.0.0.1:8400.evil.example")],
        &[("Origin", "http://127.0.0.1")],
        &[("Origin", "null")],
        &[OWN, ("Sec-Fetch-Site", "cross-site")],
        &[OWN, ("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "none")],
        &[("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")],
    ];
    for headers in foreign {
        for path in ["/settings/accounts", "/sign-out", "/theme", "/sign-in"] {
            let answer = ada.sent(path, &INVITE, headers).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert!(answer.body.contains("not sent from a page of this desk"), "{path}");
            assert_eq!(answer.header("set-cookie"), "", "{path}");
        }
    }
    assert!(!invited(&stage, "cleo@vendor.example").await);
    let same = [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(ada.sent("/settings/accounts", &INVITE, &same).await.status, 200);
}

#[tokio::test]
async fn a_cookie_that_was_there_before_is_never_a_session() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let fixed = format!("greenroom={}", "ab".repeat(32));
    let mut victim = Visitor::new(&site);
    victim.cookie.clone_from(&fixed);
    victim.get("/sign-in").await;
    assert_eq!(victim.sign_in(ADA, PASSWORD, "/").await.status, 303);
    assert_ne!(victim.cookie, fixed, "the sign-in gives a new token");
    let mut attacker = Visitor::new(&site);
    attacker.cookie = fixed;
    assert_eq!(attacker.get("/").await.header("location"), "/sign-in");

    // Signing in anew ends the session before, and signing out this one.
    let first = victim.cookie.clone();
    victim.get("/account").await;
    assert_eq!(victim.sign_in(BO, PASSWORD, "/").await.status, 303);
    let mut before = Visitor::new(&site);
    before.cookie = first;
    assert_eq!(before.get("/").await.status, 303);
    let second = victim.cookie.clone();
    victim.get("/").await;
    let out = victim.post("/sign-out", &[]).await;
    assert_eq!(out.header("location"), "/sign-in?done=signed-out");
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    before.cookie = second;
    assert_eq!(before.get("/").await.status, 303, "the store has it no more");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    for to in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aX: y\r\n",
    ] {
        let mut visitor = Visitor::new(&site);
        let shown = visitor.get(&format!("/sign-in?{}", form(&[("to", to)]))).await;
        assert_eq!(value(&shown.body, "to").as_deref(), Some("/"), "{to}");
        assert_eq!(visitor.sign_in(ADA, PASSWORD, to).await.header("location"), "/", "{to}");
        visitor.get("/").await;
        let themed = visitor.post("/theme", &[("theme", "dark"), ("page", to)]).await;
        assert_eq!(themed.header("location"), "/", "{to}");
        let again = visitor.get(&format!("/sign-in?{}", form(&[("to", to)]))).await;
        assert_eq!(again.header("location"), "/", "{to}");
    }
    let mut visitor = Visitor::new(&site);
    let led = visitor.get("/settings/accounts").await;
    assert_eq!(led.header("location"), "/sign-in?to=%2Fsettings%2Faccounts");
    visitor.get(led.header("location")).await;
    assert_eq!(
        visitor
            .sign_in(ADA, PASSWORD, "/settings/accounts")
            .await
            .header("location"),
        "/settings/accounts"
    );
}

#[tokio::test]
async fn nobody_sees_or_does_what_is_for_others() {
    let stage = Stage::new();
    staffed(&stage).await;
    let own = stage.open().await;
    let site = stage.desk_site().await;
    let pages = [
        "/mail",
        "/outbox",
        "/settings/accounts",
        "/settings/accounts/1",
        "/settings/accounts/3",
    ];
    let deeds = ["", "/1/role", "/1/disable", "/3/enable", "/3/link", "/3/role"];
    let revision = stage
        .store
        .account_by_email(PAT)
        .await
        .unwrap()
        .unwrap()
        .revision
        .to_string();
    for (email, seen) in [(PAT, 0), (BO, 2)] {
        let mut visitor = Visitor::signed_in(&site, email).await;
        for (number, page) in pages.into_iter().enumerate() {
            let expected = if number < seen { 200 } else { 403 };
            assert_eq!(visitor.get(page).await.status, expected, "{email} {page}");
        }
        for deed in deeds {
            let fields = [
                &INVITE[..],
                &[("role", "administrator"), ("revision", revision.as_str())],
            ]
            .concat();
            let answer = visitor.post(&format!("/settings/accounts{deed}"), &fields).await;
            assert_eq!(answer.status, 403, "{email} {deed}");
        }
        let home = visitor.get("/").await;
        assert!(home.body.contains(&own.to_string()), "{email}");
        assert!(!home.body.contains("/settings/accounts"), "{email}");
        assert_eq!(home.body.contains("\"/mail\""), email == BO);
    }
    let all = stage.store.accounts().await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[2].role, Role::AccountManager);

    // The ticket is Pat's; another account manager does not see it.
    let quinn = "quinn@vendor.example";
    stage.member(&all[0], "Quinn", quinn, Role::AccountManager).await;
    let mut visitor = Visitor::signed_in(&site, quinn).await;
    let home = visitor.get("/").await.body;
    assert!(!home.contains(&own.to_string()) && !home.contains("Harbor") && home.contains("No tickets yet"));
}

#[tokio::test]
async fn names_and_subjects_are_text_wherever_they_are_shown() {
    let stage = Stage::new();
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let ada = stage.administrator(evil, ADA).await;
    stage
        .member(&ada, evil, "\"<b>x</b>\"@vendor.example", Role::AccountManager)
        .await;
    stage.open().await;
    let site = stage.desk_site().await;
    let mut visitor = Visitor::signed_in(&site, ADA).await;
    for path in [
        "/",
        "/account",
        "/settings/accounts",
        "/settings/accounts/1",
        "/settings/accounts/2",
    ] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, 200);
        for part in ["<script>alert", "<img src=x", "<b>"] {
            assert!(!page.body.contains(part), "{path} has {part}");
        }
    }
    assert!(
        visitor
            .get("/")
            .await
            .body
            .contains("New users &#60;b&#62;for&#60;/b&#62; Harbor")
    );
    let typed = visitor
        .post(
            "/settings/accounts",
            &[("name", evil), ("email", evil), ("role", "administrator")],
        )
        .await;
    assert_eq!(typed.status, 422);
    assert!(!typed.body.contains("<script>alert") && !typed.body.contains("<img src=x"));
    let mut stranger = Visitor::new(&site);
    stranger.get("/sign-in").await;
    let refused = stranger.sign_in(evil, "wrong", "/").await;
    assert!(!refused.body.contains("<script>alert") && refused.body.contains("&#60;script&#62;"));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_tells_nothing() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut visitor = Visitor::new(&site);
    visitor.get("/sign-in").await;
    let same = |answer: Answer, email: &str| (answer.status, answer.body.replace(email, "X"));
    let nobody = "nobody@vendor.example";
    for _ in 0..10 {
        let known = same(visitor.sign_in(BO, "wrong password", "/").await, BO);
        let unknown = same(visitor.sign_in(nobody, "wrong password", "/").await, nobody);
        assert_eq!(known.0, 403);
        assert_eq!(known, unknown);
    }
    let known = visitor.sign_in(BO, PASSWORD, "/").await;
    assert_eq!((known.status, known.header("retry-after")), (429, "900"));
    assert!(known.body.contains("Try again in 15 minutes."), "{}", known.body);
    let unknown = visitor.sign_in(nobody, PASSWORD, "/").await;
    assert_eq!(same(known, BO), same(unknown, nobody));
    assert_eq!(visitor.sign_in(ADA, PASSWORD, "/").await.status, 303, "others go on");
    stage.advance(SignedDuration::from_mins(15));
    visitor.get("/account").await;
    assert_eq!(visitor.sign_in(BO, PASSWORD, "/").await.status, 303);
}

#[tokio::test]
async fn behind_a_web_server_the_one_who_guesses_is_slowed_down_and_nobody_else() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut visitor = Visitor::new(&site);
    visitor.get("/sign-in").await;
    let guess = |number: usize, from: &'static str| {
        let email = format!("{number}@vendor.example");
        let visitor = &visitor;
        async move {
            let fields = [("email", email.as_str()), ("password", "wrong password")];
            visitor
                .sent("/sign-in", &fields, &[OWN, ("X-Forwarded-For", from)])
                .await
                .status
        }
    };
    // What the guesser writes in front does not help.
    let from = ["1.1.1.1, 192.0.2.7", "2.2.2.2, 192.0.2.7", "192.0.2.7"];
    for number in 0..60 {
        assert_eq!(guess(number, from[number % 3]).await, 403);
    }
    assert_eq!(guess(60, "9.9.9.9, 192.0.2.7").await, 429);
    assert_eq!(guess(60, "192.0.2.8").await, 403);
}

#[tokio::test]
async fn a_session_that_ended_loses_no_typing_and_sends_nothing_by_itself() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    stage.advance(SignedDuration::from_hours(2));
    let fields = [&INVITE[..], &[("password", "never kept")]].concat();
    let ended = ada.post("/settings/accounts", &fields).await;
    assert_eq!(ended.status, 403);
    assert!(ended.body.contains("What you typed is kept"), "{}", ended.body);
    let kept = value(&ended.body, "kept").unwrap();

    // A wrong password keeps it as well.
    let wrong = ada
        .post("/sign-in", &[("email", ADA), ("password", "wrong"), ("kept", &kept)])
        .await;
    assert_eq!(value(&wrong.body, "kept").as_deref(), Some(kept.as_str()));
    let back = ada
        .post("/sign-in", &[("email", ADA), ("password", PASSWORD), ("kept", &kept)])
        .await;
    assert_eq!((back.status, back.header("location")), (303, "/settings/accounts"));
    assert!(
        !invited(&stage, "cleo@vendor.example").await,
        "nothing was sent by itself"
    );
    let form = ada.get("/settings/accounts").await.body;
    assert_eq!(value(&form, "name").as_deref(), Some("Cleo"));
    assert_eq!(value(&form, "email").as_deref(), Some("cleo@vendor.example"));
    assert!(form.contains("value=\"account_manager\" required checked"), "{form}");
    assert!(!form.contains("never kept"));
    let again = ada.get("/settings/accounts").await.body;
    assert_eq!(value(&again, "name").as_deref(), Some(""), "it is given once");
    assert_eq!(ada.post("/settings/accounts", &INVITE).await.status, 200);
}

#[tokio::test]
async fn a_page_from_before_another_sign_in_keeps_its_typing_too() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut ada = Visitor::signed_in(&site, ADA).await;
    let old = ada.mark.clone();
    ada.sign_in(ADA, PASSWORD, "/").await;
    ada.mark = old;
    let refused = ada.post("/settings/accounts", &INVITE).await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("Please send that once more"), "{}", refused.body);
    assert!(!invited(&stage, "cleo@vendor.example").await);
    let form = ada.get("/settings/accounts").await.body;
    assert_eq!(value(&form, "name").as_deref(), Some("Cleo"));

    // A browser that was closed has no cookie any more, but the page with its form.
    let mut closed = Visitor::new(&site);
    closed.mark.clone_from(&ada.mark);
    let ended = closed.post("/settings/accounts", &INVITE).await;
    assert!(
        value(&ended.body, "kept").is_some_and(|kept| !kept.is_empty()),
        "{}",
        ended.body
    );
    let kept = value(&ended.body, "kept").unwrap();
    let fields = [("email", ADA), ("password", PASSWORD), ("kept", &kept)];
    let back = closed.post("/sign-in", &fields).await;
    assert_eq!((back.status, back.header("location")), (303, "/settings/accounts"));
    let form = closed.get("/settings/accounts").await.body;
    assert_eq!(value(&form, "name").as_deref(), Some("Cleo"));
}

#[tokio::test]
async fn links_set_passwords_once_and_disabling_ends_everything() {
    let stage = Stage::new();
    let site = stage.desk_site().await;
    let link = stage.state.accounts.first_link().await.unwrap().unwrap().reveal();
    let path = format!("/welcome/{link}");
    let mut ada = Visitor::new(&site);
    for _ in 0..2 {
        assert_eq!(ada.get(&path).await.status, 200, "looking changes nothing");
    }
    let fields = |again| {
        [
            ("name", "Ada"),
            ("email", ADA),
            ("password", PASSWORD),
            ("password_again", again),
        ]
    };
    ada.mark = "0".repeat(64);
    let stale = ada.post(&path, &fields(PASSWORD)).await;
    assert_eq!(stale.status, 422);
    assert!(stale.body.contains("send it once more") && value(&stale.body, "name").as_deref() == Some("Ada"));
    assert!(ada.post(&path, &fields("other")).await.body.contains("differ"));
    assert_eq!(ada.post(&path, &fields(PASSWORD)).await.status, 303);
    assert_eq!(ada.get("/settings/accounts").await.status, 200);
    assert_eq!(ada.get(&path).await.status, 410);
    assert_eq!(ada.post(&path, &fields(PASSWORD)).await.status, 410);
    ada.get("/settings/accounts").await;

    let page = ada.post("/settings/accounts", &INVITE).await.body;
    let link = value(&page.replace("id=\"link\"", "name=\"link\""), "link").unwrap();
    let path = link.strip_prefix("http://127.0.0.1:8400").unwrap().to_owned();
    let mut cleo = Visitor::new(&site);
    assert!(cleo.get(&path).await.body.contains("Hello Cleo"));
    let set = [
        ("password", PASSWORD),
        ("password_again", PASSWORD),
        ("email", "other@vendor.example"),
    ];
    assert_eq!(cleo.post(&path, &set).await.status, 303);
    assert_eq!(cleo.get("/").await.status, 200);
    assert!(
        !invited(&stage, "other@vendor.example").await,
        "the address is the invitation's"
    );

    let shown = ada.get("/settings/accounts/2").await;
    let revision = value(&shown.body, "revision").unwrap();
    let done = ada
        .post("/settings/accounts/2/disable", &[("revision", &revision)])
        .await;
    assert_eq!(done.header("location"), "/settings/accounts/2?done=disabled");
    assert_eq!(cleo.get("/").await.status, 303);
    cleo.get("/sign-in").await;
    assert_eq!(cleo.sign_in("cleo@vendor.example", PASSWORD, "/").await.status, 403);
    let own = ada.get("/settings/accounts/1").await;
    let revision = value(&own.body, "revision").unwrap();
    let refused = ada
        .post("/settings/accounts/1/disable", &[("revision", &revision)])
        .await;
    assert!(refused.body.contains("only administrator"), "{}", refused.body);
}

#[tokio::test]
async fn over_tls_the_cookies_are_bound_to_it() {
    let mut stage = Stage::new();
    stage.with_desk(|desk| desk.public_url = "https://desk.vendor.example".into());
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut visitor = Visitor::new(&site);
    visitor.get("/sign-in").await;
    let fields = [("email", ADA), ("password", PASSWORD)];
    assert_eq!(
        visitor.sent("/sign-in", &fields, &[OWN]).await.status,
        403,
        "the other address"
    );
    let answer = visitor
        .sent("/sign-in", &fields, &[("Origin", "https://desk.vendor.example")])
        .await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-greenroom="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn tickets_and_outgoing_mails_are_shown_in_words() {
    let stage = Stage::new();
    staffed(&stage).await;
    let (id, _) = stage.send().await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let out = bo.get("/?show=activating").await.body;
    assert!(out.contains(&id.to_string()) && out.contains("Kim Sørensen"), "{out}");
    let home = pat.get("/").await.body;
    for part in [
        &id.to_string(),
        "activating",
        "Kim Sørensen",
        "kim@harbor.example",
        "level 2, Reviewer",
        "link ends Tuesday, 2 March 2027, 09:00",
        "times of America/New York",
        "Harbor &#38; Sons",
    ] {
        assert!(home.contains(part), "{part} is missing in\n{home}");
    }
    assert!(bo.get("/outbox").await.body.contains("GR-1/1/activation/1"));
    assert!(bo.get("/mail").await.body.contains("No mail has been seen yet"));
}

#[tokio::test]
async fn the_clock_of_the_demo_is_advanced_and_no_other() {
    let mut stage = Stage::new();
    stage.with_desk(|desk| (desk.idle_minutes, desk.session_hours) = (1_000_000, 100_000));
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert_eq!(bo.post("/advance", &[("days", "7")]).await.status, 303);
    let start: jiff::Timestamp = START.parse().unwrap();
    assert_eq!(stage.clock.now(), start + SignedDuration::from_hours(7 * 24));
    for days in ["0", "-1", "401", "x", ""] {
        assert_eq!(bo.post("/advance", &[("days", days)]).await.status, 422, "{days}");
    }
    stage.state.hands = None;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert_eq!(bo.post("/advance", &[("days", "1")]).await.status, 404);
    assert!(!bo.get("/").await.body.contains("/advance"));
}
