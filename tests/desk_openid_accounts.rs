//! Whose account it is that somebody from a provider of OpenID Connect comes into: never by an address that is merely claimed,
//! never into what was taken away, and an administrator is always left.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::net::IpAddr;
use std::sync::Arc;

use futures::future::join_all;
use greenroom::accounts::Token;
use greenroom::doctor::{Finding, Verdict, examine};
use greenroom::domain::account::{Account, Role};
use greenroom::store::sled::SledStore;
use greenroom::store::{Store, transfer};
use jiff::SignedDuration;
use serde_json::json;

#[path = "support/leaver.rs"]
mod leaver;
#[path = "support/openid.rs"]
mod openid;
mod web_stage;

use leaver::{Leaver, staged};
use openid::Provider;
use web_stage::{Answer, PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const PAT: &str = "pat@vendor.example";

async fn account(stage: &Stage, email: &str) -> Account {
    stage.store.account_by_email(email).await.unwrap().unwrap()
}

fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, 403, "{}", answer.head());
    assert!(answer.body.contains(words), "{words}: {}", answer.body);
}

#[tokio::test]
async fn nobody_comes_in_by_an_address_that_is_not_confirmed_to_be_theirs() {
    let (stage, provider) = staged(|_| {}).await;
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    let before = stage.store.accounts().await.unwrap();
    let site = stage.desk_site().await;
    for (said, words) in [
        (json!({"email_verified": false}), "was confirmed"),
        (json!({"email_verified": null}), "was confirmed"),
        (
            json!({"email_verified": false, "email": "new@vendor.example"}),
            "was confirmed",
        ),
        (
            json!({"email_verified": false, "email": PAT, "groups": ["sales"]}),
            "was confirmed",
        ),
        (json!({"email": null}), "does not tell an e-mail address"),
        (json!({"email": " "}), "does not tell an e-mail address"),
        (json!({"email": "no address"}), "does not tell an e-mail address"),
        // Folds to the address of somebody else: the first letter of the domain is the sign for kelvin, or the domain is wide.
        (
            json!({"email": "pat@vendor.example\u{212a}"}),
            "does not tell an e-mail address",
        ),
        (
            json!({"email": "\u{ff50}at@vendor.example"}),
            "does not tell an e-mail address",
        ),
        (json!({"groups": ["others", "CS", "cs "]}), "you have no role"),
        (json!({"groups": null}), "you have no role"),
        (json!({"groups": {"cs": true}}), "you have no role"),
    ] {
        provider.person(said.clone());
        let mut browser = Leaver::new(&site);
        refused(&browser.came_back(&provider).await, words);
        assert_eq!(browser.get("/account").await.status, 303, "{said}");
    }
    assert_eq!(stage.store.accounts().await.unwrap(), before, "nothing was changed");
}

#[tokio::test]
async fn a_confirmed_address_leads_to_its_account_the_first_time_and_never_again() {
    let (stage, provider) = staged(|_| {}).await;
    let ada = stage.administrator("Ada", ADA).await;
    let pat = stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    let (_, link) = stage.state.accounts.invite_again(&ada, pat.id).await.unwrap();
    let ticket = stage.open().await.to_string();
    let site = stage.desk_site().await;
    let sales = |subject: &str, email: &str, verified: bool| {
        provider.person(json!({"sub": subject, "email": email, "email_verified": verified, "groups": ["sales"]}));
    };
    sales("pat-1", "PAT@vendor.example", true);
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    assert!(browser.get("/").await.body.contains(&ticket));
    let linked = account(&stage, PAT).await;
    assert_eq!((linked.id, linked.email.as_str()), (pat.id, PAT));
    let told = linked.changes.last().unwrap();
    assert_eq!(told.what.to_string(), "signed in with Test ID for the first time");
    assert_eq!(
        stage.state.accounts.usable(&link).await.unwrap().map(|_| ()),
        None,
        "the invitation has ended"
    );

    // The address was given on: whoever has it now is somebody else, and so is whoever had it before.
    sales("pat-2", PAT, true);
    refused(
        &Leaver::new(&site).came_back(&provider).await,
        "belongs to somebody else",
    );
    for (email, verified, words) in [
        ("pat.new@vendor.example", true, "is not the one of your account"),
        (PAT, false, "was confirmed"),
        ("ada@vendor.example", true, "is not the one of your account"),
    ] {
        sales("pat-1", email, verified);
        refused(&Leaver::new(&site).came_back(&provider).await, words);
    }
    assert_eq!(account(&stage, PAT).await, linked, "nothing was changed");

    // An administrator takes the link away: those who came in by it are out, and who has the address now links it anew.
    let mut desk = Leaver::new(&site);
    desk.get("/sign-in").await;
    desk.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
    let path = format!("/settings/accounts/{}", pat.id);
    let page = desk.get(&path).await;
    assert!(page.body.contains("Signs in with Test ID"), "{}", page.body);
    let revision = linked.revision.to_string();
    let done = desk.post(&format!("{path}/unlink"), &[("revision", &revision)]).await;
    assert_eq!(done.header("location"), format!("{path}?done=unlinked"));
    assert_eq!(browser.get("/").await.status, 303, "the session has ended");
    sales("pat-2", PAT, true);
    browser.signed_in(&provider).await;
    assert_eq!(account(&stage, PAT).await.id, pat.id);
    assert_eq!(stage.store.accounts().await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_the_same_moment_make_one_account_and_use_a_way_back_once() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut browsers = Vec::new();
    for _ in 0..8 {
        let mut browser = Leaver::new(&site);
        let back = provider.agreed(&browser.leave("/").await);
        browsers.push((browser, back));
    }
    let answers = join_all(browsers.iter_mut().map(|(browser, back)| browser.get(back))).await;
    for answer in answers {
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let all = stage.store.accounts().await.unwrap();
    assert_eq!((all.len(), all[0].changes.len()), (1, 2));
    assert_eq!(stage.store.sessions_of(all[0].id).await.unwrap().len(), 8);

    let mut browser = Leaver::new(&site);
    let back = provider.agreed(&browser.leave("/").await);
    let copy = |_| {
        let mut copy = Leaver::new(&site);
        copy.jar.clone_from(&browser.jar);
        copy
    };
    let mut copies: Vec<Leaver<'_>> = (0..8).map(copy).collect();
    let answers = join_all(copies.iter_mut().map(|copy| copy.get(&back))).await;
    let (in_, out): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 303);
    assert_eq!((in_.len(), out.len()), (1, 7));
    for answer in out {
        refused(answer, "used already");
    }
}

#[tokio::test]
async fn a_program_takes_the_link_away_as_an_administrator_does() {
    let (stage, provider) = staged(|_| {}).await;
    let (desk, api) = (stage.desk_site().await, stage.api_site().await);
    let mut browser = Leaver::new(&desk);
    browser.signed_in(&provider).await;
    let (token, json) = (format!("Bearer {}", stage.token.reveal()), "application/json");
    let headers = [("Authorization", token.as_str()), ("Content-Type", json)];
    let shown = api.ask("GET", "/api/v1/accounts/1", &headers, "").await.json();
    assert_eq!((&shown["is_linked"], &shown["state"]), (&json!(true), &json!("active")));
    assert!(
        !shown.to_string().contains(&provider.issuer),
        "who they are there is nobody's business: {shown}"
    );
    let body = json!({"revision": shown["revision"]}).to_string();
    let done = api.ask("POST", "/api/v1/accounts/1/unlink", &headers, &body).await;
    let done = done.json();
    assert_eq!((&done["is_linked"], &done["state"]), (&json!(false), &json!("invited")));
    let told = done["changes"].as_array().unwrap().last().unwrap();
    assert_eq!(told["what"], "sign-in with Test ID taken away");
    assert_eq!(browser.get("/account").await.status, 303, "the session has ended");
    let stale = api.ask("POST", "/api/v1/accounts/1/unlink", &headers, &body).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
}

#[tokio::test]
async fn roles_that_see_everything_do_not_hang_on_the_address() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    provider.person(json!({"email": "other@vendor.example", "email_verified": false}));
    browser.signed_in(&provider).await;
    assert_eq!(account(&stage, ADA).await.email, ADA);
    // Who becomes an account manager does so only with the address.
    provider.person(json!({"email": "other@vendor.example", "groups": ["sales"]}));
    refused(&browser.came_back(&provider).await, "is not the one of your account");
    assert_eq!(
        account(&stage, ADA).await.role,
        Role::CustomerSolutions,
        "nothing was changed"
    );
}

#[tokio::test]
async fn a_disabled_account_stays_out_by_whatever_way() {
    let (stage, provider) = staged(|_| {}).await;
    let ada = stage.administrator("Ada", "root@vendor.example").await;
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    let made = account(&stage, ADA).await;
    let accounts = &stage.state.accounts;
    let gone = accounts.set_disabled(&ada, made.id, made.revision, true).await.unwrap();
    assert_eq!(browser.get("/account").await.status, 303, "the session has ended");
    refused(&browser.came_back(&provider).await, "is disabled");
    provider.person(json!({"sub": "somebody else"}));
    refused(&browser.came_back(&provider).await, "is disabled");
    provider.person(json!({}));
    accounts
        .set_disabled(&ada, gone.id, gone.revision, false)
        .await
        .unwrap();
    assert_eq!(
        browser.get("/account").await.status,
        303,
        "an old session does not come to life again"
    );
    browser.signed_in(&provider).await;
}

#[tokio::test]
async fn an_administrator_who_can_sign_in_is_always_left() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let first = stage.state.accounts.first_link().await.unwrap();
    assert!(first.is_some(), "there is nobody yet");
    provider.person(json!({"groups": ["admins"]}));
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    assert!(
        stage.state.accounts.first_link().await.unwrap().is_none(),
        "there is one now, without a password"
    );
    provider.person(json!({"groups": ["cs"]}));
    browser.signed_in(&provider).await;
    assert_eq!(
        account(&stage, ADA).await.role,
        Role::Administrator,
        "nobody else could administer"
    );
    provider.person(json!({"groups": []}));
    refused(&browser.came_back(&provider).await, "you have no role");

    // With another one there, the role goes, and the other one is held by that.
    let other = stage.administrator("Root", "root@vendor.example").await;
    provider.person(json!({"groups": ["cs"]}));
    browser.signed_in(&provider).await;
    assert_eq!(account(&stage, ADA).await.role, Role::CustomerSolutions);
    let root = account(&stage, "root@vendor.example").await;
    assert_eq!(root.revision, other.revision + 1);
    let alone = stage
        .state
        .accounts
        .set_disabled(&root, root.id, root.revision, true)
        .await;
    assert!(alone.unwrap_err().to_string().contains("only administrator"));
}

#[tokio::test]
async fn without_passwords_the_desk_can_still_be_set_up_and_saved() {
    let (stage, provider) = staged(|desk| desk.openid.as_mut().unwrap().only = true).await;
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    let shown = browser.get("/sign-in").await.body;
    assert!(
        shown.contains("Sign in with Test ID") && !shown.contains("type=\"password\""),
        "{shown}"
    );
    let token = stage.state.accounts.first_link().await.unwrap().unwrap();
    let path = format!("/welcome/{}", token.reveal());
    browser.get(&path).await;
    let filled = [
        ("name", "Root"),
        ("email", ADA),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    assert_eq!(browser.post(&path, &filled).await.status, 303);
    browser.get("/settings/accounts").await;
    let invite = [
        ("name", "Bo"),
        ("email", "bo@vendor.example"),
        ("role", "customer_solutions"),
    ];
    assert_eq!(
        browser.post("/settings/accounts", &invite).await.status,
        200,
        "they administer"
    );

    let mut other = Leaver::new(&site);
    other.get("/sign-in").await;
    let password = other.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
    refused(&password, "Passwords are not taken at this desk any more");
    assert!(
        stage.state.accounts.first_link().await.unwrap().is_some(),
        "nobody can sign in so far"
    );
    provider.person(json!({"groups": ["admins"]}));
    other.signed_in(&provider).await;
    assert!(stage.state.accounts.first_link().await.unwrap().is_none());
    let own = other.get("/account").await.body;
    assert!(!own.contains("Change your password"), "{own}");
    // Whoever invited somebody sees them come in by the provider.
    provider.person(json!({"sub": "bo", "email": "bo@vendor.example"}));
    Leaver::new(&site).signed_in(&provider).await;
    assert_eq!(account(&stage, "bo@vendor.example").await.id.0, 2);
}

#[tokio::test]
async fn a_session_ends_with_another_password_and_the_one_before_with_a_sign_in() {
    let (stage, provider) = staged(|_| {}).await;
    stage.administrator("Ada", ADA).await;
    provider.person(json!({"groups": ["admins"]}));
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    browser.get("/sign-in").await;
    browser
        .post("/sign-in", &[("email", ADA), ("password", PASSWORD)])
        .await;
    let first = browser.jar.clone();
    browser.signed_in(&provider).await;
    let mut before = Leaver::new(&site);
    before.jar = first;
    assert_eq!(
        before.get("/account").await.status,
        303,
        "signing in anew ends the session before"
    );
    let mut other = Leaver::new(&site);
    other.get("/sign-in").await;
    other.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
    other.get("/account").await;
    let new = "seven green wet chairs";
    let changed = [("password_old", PASSWORD), ("password", new), ("password_again", new)];
    assert_eq!(other.post("/account/password", &changed).await.status, 303);
    assert_eq!(
        browser.get("/account").await.status,
        303,
        "everywhere else they are signed out"
    );
    // A link with a provider that is not there any more lets nobody in, and gives way to a new one.
    browser.signed_in(&provider).await;
    let mut stage = stage;
    let newer = Provider::start(&stage.clock).await;
    newer.person(json!({"sub": "another number", "groups": ["admins"]}));
    let issuer = newer.issuer.clone();
    stage.with_desk(|desk| desk.openid.as_mut().unwrap().issuer = issuer);
    let site = stage.desk_site().await;
    let mut later = Leaver::new(&site);
    later.jar.clone_from(&browser.jar);
    assert_eq!(later.get("/account").await.status, 303);
    later.signed_in(&newer).await;
    assert_eq!(stage.store.accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_only_the_profile_tells_counts_if_it_is_of_the_same_person() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    provider.person(json!({"email": null, "email_verified": null, "groups": null, "name": null}));
    let profile = json!({"sub": "7", "email": ADA, "email_verified": true, "groups": ["cs"], "name": "Ada Byron"});
    provider.now(|script| {
        script.profile = Some(json!({"sub": "8", "email": ADA, "email_verified": true, "groups": ["admins"]}));
    });
    let mut browser = Leaver::new(&site);
    let other = browser.came_back(&provider).await;
    refused(&other, "cannot be trusted");
    assert_eq!(stage.store.accounts().await.unwrap(), []);
    provider.now(|script| script.profile = Some(profile));
    browser.signed_in(&provider).await;
    let made = account(&stage, ADA).await;
    assert_eq!((made.name.as_str(), made.role), ("Ada Byron", Role::CustomerSolutions));
}

#[tokio::test]
async fn sign_ins_on_their_way_are_bounded_and_taken_away() {
    let (stage, _provider) = staged(|_| {}).await;
    let accounts = &stage.state.accounts;
    let begin = async |number: u32| {
        let (token, from) = (Token::random(), IpAddr::from(number.to_be_bytes()));
        let begun = accounts.begin_at_provider(&token, from, "/".into(), None).await;
        begun.map(|()| token)
    };
    let oldest = begin(1).await.unwrap();
    stage.advance(SignedDuration::from_secs(1));
    let mut last = None;
    for number in 0..1000_u32 {
        last = Some(begin(2 + number).await.unwrap());
    }
    let waiting = |store: Arc<dyn Store>| async move {
        let all = store.scan(None, usize::MAX).await.unwrap();
        all.iter()
            .filter(|record| matches!(record, greenroom::store::Record::SignIn(_)))
            .count()
    };
    assert_eq!(waiting(Arc::clone(&stage.store)).await, 1000);
    assert_eq!(
        accounts.back_from_provider(&oldest).await.unwrap(),
        None,
        "the oldest went"
    );
    let last = last.unwrap();
    let found = accounts.back_from_provider(&last).await.unwrap();
    assert!(found.is_some() && accounts.back_from_provider(&last).await.unwrap().is_none());
    let later = stage.advance(SignedDuration::from_mins(11));
    begin(5000).await.unwrap();
    assert_eq!(waiting(Arc::clone(&stage.store)).await, 980, "each new one clears some");
    let config = &stage.state.config.desk;
    assert_eq!(
        greenroom::accounts::tidy::tidy(&stage.store, config, later)
            .await
            .unwrap(),
        979
    );
}

#[tokio::test]
async fn an_export_has_who_is_known_to_the_provider_and_no_sign_in_on_its_way() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    browser.left().await;
    let mut file = Vec::new();
    transfer::export(&stage.store, &mut file).await.unwrap();
    assert!(!String::from_utf8_lossy(&file).contains("sign_in\""));
    let folder = tempfile::tempdir().unwrap();
    let other: Arc<dyn Store> = Arc::new(SledStore::open(&folder.path().join("store")).unwrap());
    transfer::import(&other, file.as_slice()).await.unwrap();
    let made = account(&stage, ADA).await;
    let identity = made.openid.clone().unwrap();
    assert_eq!(
        (identity.issuer.as_str(), identity.subject.as_str()),
        (provider.issuer.as_str(), "7")
    );
    assert_eq!(other.account_by_identity(&identity).await.unwrap(), Some(made));
}

#[tokio::test]
async fn doctor_tries_the_provider() {
    let (stage, provider) = staged(|_| {}).await;
    let mut config = (*stage.state.config).clone();
    config.base = stage.folder.path().to_owned();
    let one = async || -> Finding {
        let found = examine(&config, vec![]).await;
        found.into_iter().find(|finding| finding.what == "desk.openid").unwrap()
    };
    let good = one().await;
    assert_eq!(good.verdict, Verdict::Ok, "{good}");
    assert!(
        good.words.contains("1 key") && good.words.contains("/sign-in/openid/callback"),
        "{good}"
    );
    provider.now(|script| script.about = json!({"code_challenge_methods_supported": ["plain"]}));
    assert_eq!(one().await.verdict, Verdict::Warning);
    provider.now(|script| script.about = json!({"issuer": "https://other.example"}));
    let other = one().await;
    assert_eq!(other.verdict, Verdict::Failed, "{other}");
    assert!(other.words.contains("unexpected issuer") && other.advice.unwrap().contains("to the letter"));
    let mut wrong = config.clone();
    wrong.desk.openid.as_mut().unwrap().ca_file = Some("/nowhere/ca.pem".into());
    let found = examine(&wrong, vec![]).await;
    let finding = found.into_iter().find(|finding| finding.what == "desk.openid").unwrap();
    assert!(
        finding
            .words
            .starts_with("desk.openid.ca_file: cannot read /nowhere/ca.pem"),
        "{finding}"
    );
}
