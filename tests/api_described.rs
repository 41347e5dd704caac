//! The API as its OpenAPI document describes it: every operation is there and asks for its scope; tokens reach as far as
//! they were made for; repeated requests are done once; ETags keep stale writes out.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::collections::BTreeSet;

use greenroom::accounts::api_tokens::{Wanted, revealed};
use greenroom::domain::account::Role;
use greenroom::domain::api::{IssuedToken, Scope};
use greenroom::store::{Find, Index};
use jiff::SignedDuration;
use serde_json::{Value, json};

mod web_stage;

use web_stage::{Answer, Site, Stage};

const ADA: &str = "ada@vendor.example";

/// A token with these scopes, as a program sends it.
async fn issue(stage: &Stage, name: &str, scopes: &[Scope], days: Option<u32>) -> (IssuedToken, String) {
    let ada = match stage.store.account_by_email(ADA).await.unwrap() {
        Some(ada) => ada,
        None => stage.administrator("Ada", ADA).await,
    };
    let scopes = BTreeSet::from_iter(scopes.iter().copied());
    let wanted = Wanted { name, scopes, days };
    let (issued, token) = stage.state.accounts.issue_token(&ada, wanted).await.unwrap();
    (issued, revealed(&token))
}

async fn ask(site: &Site, token: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let own = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    site.ask(method, path, &[&own[..], headers].concat(), body).await
}

async fn post(stage: &Stage, site: &Site, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
    ask(site, stage.token.reveal(), "POST", path, headers, &body.to_string()).await
}

async fn document(stage: &Stage, site: &Site) -> Value {
    let answer = ask(site, stage.token.reveal(), "GET", "/api/v1/openapi.json", &[], "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// Every method and path of the document, with a name in the place of `{id}`, and the scope that it says it needs.
fn operations(document: &Value) -> Vec<(String, String, Option<Scope>)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let says = operation["description"].as_str().unwrap();
            let scope = says.split('`').nth(1).map(|key| Scope::named(key).unwrap());
            let name = match path.split('/').nth(3) {
                Some("tickets") => "GR-1",
                Some("accounts") => "1",
                Some(_) | None => &"0".repeat(64),
            };
            all.push((method.to_uppercase(), path.replace("{id}", name), scope));
        }
    }
    all
}

#[tokio::test]
async fn every_operation_of_the_document_is_there_and_asks_for_its_scope() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let document = document(&stage, &site).await;
    assert_eq!(document["openapi"], "3.1.0");
    let all = operations(&document);
    assert!(all.len() > 30, "{}", all.len());
    for (method, path, scope) in &all {
        let others = Scope::ALL.into_iter().filter(|other| Some(*other) != *scope);
        let others: Vec<Scope> = others.collect();
        let (issued, token) = issue(&stage, &format!("{method} {path}"), &others, None).await;
        let answer = ask(&site, &token, method, path, &[], "{}").await;
        match scope {
            Some(scope) => {
                assert_eq!(answer.status, 403, "{method} {path}: {answer:?}");
                assert!(answer.body.contains(scope.key()), "{answer:?}");
            }
            None => assert_eq!(answer.status, 200, "{method} {path}"),
        }
        let ada = stage.store.account_by_email(ADA).await.unwrap().unwrap();
        stage.state.accounts.withdraw_token(&ada, issued.hash).await.unwrap();
        assert_eq!(
            ask(&site, &token, method, path, &[], "{}").await.status,
            401,
            "withdrawn"
        );
        // With another method the address is known, and says what it takes.
        let wrong = ask(&site, stage.token.reveal(), "DELETE", path, &[], "").await;
        assert_eq!(wrong.status, 405, "{path}");
        assert!(wrong.header("allow").contains(method.as_str()), "{path}: {wrong:?}");
        assert_eq!(wrong.header("content-type"), "application/problem+json");
    }
    for path in [
        "/api/v1/nothing",
        "/api/v1",
        "/api/v2/tickets",
        "/api/v1/tickets/GR-1/nothing",
        "/%ff",
    ] {
        let answer = ask(&site, stage.token.reveal(), "GET", path, &[], "").await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    }
}

#[tokio::test]
async fn a_token_is_kept_as_a_hash_and_ends() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let (issued, token) = issue(&stage, "billing", &[Scope::ReadTickets], Some(2)).await;
    assert!(token.starts_with("greenroom_"));
    let kept = serde_json::to_string(&stage.store.issued_tokens().await.unwrap()).unwrap();
    assert!(
        !kept.contains(&token["greenroom_".len()..]),
        "the store has the hash alone"
    );
    assert_eq!(ask(&site, &token, "GET", "/api/v1/tickets", &[], "").await.status, 200);
    let seen = stage.store.issued_token(issued.hash).await.unwrap().unwrap().seen;
    assert!(seen.is_some(), "its use is noted");
    for wrong in [
        &token["greenroom_".len()..],
        &token[..token.len() - 1],
        &token.to_uppercase(),
        &issued.hash.to_string(),
        &format!("greenroom_{}", issued.hash),
    ] {
        assert_eq!(ask(&site, wrong, "GET", "/api/v1/tickets", &[], "").await.status, 401);
    }
    stage.advance(SignedDuration::from_hours(48));
    assert_eq!(
        ask(&site, &token, "GET", "/api/v1/tickets", &[], "").await.status,
        401,
        "its days are over"
    );

    let ada = stage.store.account_by_email(ADA).await.unwrap().unwrap();
    let bo = stage
        .member(&ada, "Bo", "bo@vendor.example", Role::CustomerSolutions)
        .await;
    let wanted = |name: &'static str, scopes: &[Scope], days| Wanted {
        name,
        scopes: BTreeSet::from_iter(scopes.iter().copied()),
        days,
    };
    let accounts = &stage.state.accounts;
    for (by, wanted) in [
        (&bo, wanted("mine", &[Scope::ReadTickets], None)),
        (&ada, wanted("", &[Scope::ReadTickets], None)),
        (&ada, wanted("none", &[], None)),
        (&ada, wanted("long", &[Scope::ReadTickets], Some(4000))),
    ] {
        assert!(accounts.issue_token(by, wanted).await.is_err());
    }
    accounts
        .issue_token(&ada, wanted("same", &[Scope::ReadMails], None))
        .await
        .unwrap();
    let twice = accounts
        .issue_token(&ada, wanted("Same", &[Scope::ReadMails], None))
        .await;
    assert!(twice.unwrap_err().to_string().contains("another name"));
    assert!(accounts.withdraw_token(&bo, issued.hash).await.is_err());
}

#[tokio::test]
async fn the_history_says_through_which_program_it_came() {
    let stage = Stage::new();
    let id = stage.open().await;
    let site = stage.api_site().await;
    let (_, token) = issue(&stage, "billing", &[Scope::DecideTickets], None).await;
    let path = format!("/api/v1/tickets/{id}/go-live");
    let body = json!({ "date": "2027-05-03" }).to_string();
    for (headers, name) in [
        (vec![], "billing (API)"),
        (vec![("X-Greenroom-User", "Bo")], "Bo, through billing (API)"),
    ] {
        assert_eq!(ask(&site, &token, "POST", &path, &headers, &body).await.status, 200);
        let last = json!(stage.store.entries(id).await.unwrap().last().unwrap());
        assert_eq!(last["event"]["by"]["name"], name, "{last}");
    }
}

#[tokio::test]
async fn a_request_with_a_key_is_done_once() {
    let stage = Stage::new();
    let id = stage.open().await;
    let site = stage.api_site().await;
    let path = format!("/api/v1/tickets/{id}/add");
    let lee = json!({ "details": { "name": "Lee", "email": "lee@harbor.example" } });
    let key = [("Idempotency-Key", "add-lee")];
    let first = post(&stage, &site, &path, &key, &lee).await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (200, ""),
        "{first:?}"
    );
    let again = post(&stage, &site, &path, &key, &lee).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (200, "true"),
        "{again:?}"
    );
    assert_eq!(
        (again.json(), again.header("etag")),
        (first.json(), first.header("etag"))
    );
    assert_eq!(first.json()["people"].as_array().unwrap().len(), 2);

    let other = json!({ "details": { "name": "Max" } });
    let refused = post(&stage, &site, &path, &key, &other).await;
    assert_eq!(refused.status, 422, "another request with the same key");
    let (_, token) = issue(&stage, "billing", &[Scope::DecideTickets], None).await;
    let theirs = ask(&site, &token, "POST", &path, &key, &other.to_string()).await;
    assert_eq!(theirs.status, 200, "another's keys are their own: {theirs:?}");

    let wrong = json!({ "details": {} });
    let key = [("Idempotency-Key", "refused")];
    assert_eq!(post(&stage, &site, &path, &key, &wrong).await.status, 422);
    let amended = post(&stage, &site, &path, &key, &json!({ "details": { "name": "Noa" } })).await;
    assert_eq!(amended.status, 200, "what was refused has used up no key");

    let ann = json!({ "details": { "name": "Ann" } });
    let key = [("Idempotency-Key", "many")];
    let answers = futures::future::join_all((0..6).map(|_| post(&stage, &site, &path, &key, &ann))).await;
    assert!(
        answers.iter().all(|answer| matches!(answer.status, 200 | 409)),
        "{answers:?}"
    );
    let ticket = stage.store.ticket(id).await.unwrap().unwrap();
    let anns = ticket
        .people
        .iter()
        .filter(|person| person.details.name.as_deref() == Some("Ann"));
    assert_eq!(anns.count(), 1);

    for bad in ["", "two words", &"x".repeat(256)] {
        let answer = post(&stage, &site, &path, &[("Idempotency-Key", bad)], &ann).await;
        assert_eq!(answer.status, 422, "{bad:?}");
    }
    let kept = stage
        .store
        .find(Find::first(Index::RepeatByBegin, 100))
        .await
        .unwrap()
        .len();
    assert_eq!(kept, 4, "refused ones are not kept");
    stage.advance(SignedDuration::from_hours(25));
    let later = post(&stage, &site, &path, &[("Idempotency-Key", "add-lee")], &other).await;
    assert_eq!(later.status, 200, "after a day the key is free: {later:?}");
    let kept = stage
        .store
        .find(Find::first(Index::RepeatByBegin, 100))
        .await
        .unwrap()
        .len();
    assert_eq!(kept, 1, "and the old ones are gone");
}

#[tokio::test]
async fn etags_keep_stale_writes_out() {
    let stage = Stage::new();
    let id = stage.open().await;
    let site = stage.api_site().await;
    let path = format!("/api/v1/tickets/{id}");
    let token = stage.token.reveal().to_owned();
    let shown = ask(&site, &token, "GET", &path, &[], "").await;
    assert_eq!(shown.header("etag"), "\"1\"");
    for known in ["\"1\"", "W/\"1\"", "\"0\", \"1\"", "*"] {
        let same = ask(&site, &token, "GET", &path, &[("If-None-Match", known)], "").await;
        assert_eq!((same.status, same.body.as_str()), (304, ""), "{known}");
    }
    let at = |deed: &str| format!("{path}/{deed}");
    let approve = json!({ "people": [1] });
    let without = post(&stage, &site, &at("approve"), &[], &approve).await;
    assert_eq!(without.status, 428, "{without:?}");
    let moved = post(
        &stage,
        &site,
        &at("go-live"),
        &[("If-Match", "\"1\"")],
        &json!({ "date": "2027-05-03" }),
    )
    .await;
    assert_eq!((moved.status, moved.header("etag")), (200, "\"2\""));
    let stale = post(&stage, &site, &at("approve"), &[("If-Match", "\"1\"")], &approve).await;
    assert_eq!(stale.status, 412, "{stale:?}");
    for (tag, body) in [("7", &approve), ("\"2\"", &json!({ "people": [1], "revision": 1 }))] {
        assert_eq!(
            post(&stage, &site, &at("approve"), &[("If-Match", tag)], body)
                .await
                .status,
            422
        );
    }
    let good = post(&stage, &site, &at("approve"), &[("If-Match", "\"2\"")], &approve).await;
    assert_eq!(good.status, 200, "{good:?}");
    let fresh = ask(&site, &token, "GET", &path, &[("If-None-Match", "\"1\"")], "").await;
    assert_eq!((fresh.status, fresh.header("etag")), (200, "\"3\""));
}

#[tokio::test]
async fn what_the_desk_does_the_api_does() {
    let stage = Stage::new();
    let id = stage.open().await;
    let ada = stage.administrator("Ada", ADA).await;
    let pat = stage
        .member(&ada, "Pat", "pat@vendor.example", Role::AccountManager)
        .await;
    let site = stage.api_site().await;
    let at = |deed: &str| format!("/api/v1/tickets/{id}/{deed}");
    let decide = json!({ "person": 1, "decision": "on", "date": "2027-03-15", "revision": 1 });
    let decided = post(&stage, &site, &at("decide"), &[], &decide).await.json();
    assert_eq!(decided["people"][0]["state"]["state"], "held");
    let undone = post(&stage, &site, &at("undo"), &[], &json!({ "people": [1] }))
        .await
        .json();
    assert_eq!(undone["people"][0]["state"]["state"], "open");
    assert_eq!(undone["people"][0]["wish"], "now", "as before the approval");
    let twice = post(&stage, &site, &at("undo"), &[], &json!({ "people": [1] })).await;
    assert_eq!(twice.status, 409, "{twice:?}");

    let marked = post(&stage, &site, &at("set-up"), &[], &json!({ "person": 1 }))
        .await
        .json();
    assert_eq!(marked["people"][0]["set_up"]["by"], "operator");
    let body = json!({ "person": 1, "done": false });
    let unmarked = post(&stage, &site, &at("set-up"), &[], &body).await.json();
    assert_eq!(unmarked["people"][0]["set_up"], Value::Null);

    let given = post(&stage, &site, &at("assign"), &[], &json!({ "account": ada.id }))
        .await
        .json();
    assert_eq!(given["assignee"]["name"], "Ada");
    let wrong = post(&stage, &site, &at("assign"), &[], &json!({ "account": pat.id })).await;
    assert_eq!(wrong.status, 422, "an account manager looks after no ticket");
    let nobody = post(&stage, &site, &at("assign"), &[], &json!({})).await.json();
    assert_eq!(nobody["assignee"], Value::Null);

    let answer = json!({ "person": 1, "wish": "hold", "hold_until": "2027-04-05" });
    let answered = post(&stage, &site, &at("answer"), &[], &answer).await.json();
    assert_eq!(answered["people"][0]["hold_until"], "2027-04-05");
    let last = json!(stage.store.entries(id).await.unwrap().last().unwrap());
    assert_eq!(last["event"]["author"]["email"], "pat@vendor.example", "{last}");
    assert_eq!(
        post(&stage, &site, &at("answer"), &[], &json!({ "person": 1 }))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn lists_are_found_by_client_and_address_and_read_by_pages() {
    let stage = Stage::new();
    for _ in 0..3 {
        stage.open().await;
    }
    let (_, outbox) = stage.queue().await;
    let site = stage.api_site().await;
    let get = async |path: String| ask(&site, stage.token.reveal(), "GET", &path, &[], "").await;
    for by in [
        "client=harbor.example",
        "address=KIM@harbor.example",
        "state=needs_review",
        "need=any",
        "need=now",
    ] {
        let first = get(format!("/api/v1/tickets?{by}&limit=2")).await.json();
        let next = first["next"].as_str().unwrap().to_owned();
        let rest = get(format!("/api/v1/tickets?{by}&limit=2&after={next}")).await.json();
        let names = |page: &Value| -> Vec<String> {
            let tickets = page["tickets"].as_array().unwrap().iter();
            tickets
                .map(|ticket| ticket["name"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(names(&first), ["GR-1", "GR-2"], "{by}");
        assert_eq!(names(&rest)[0], "GR-3", "{by}");
    }
    assert_eq!(
        get("/api/v1/tickets?client=other.example".into()).await.json()["tickets"],
        json!([])
    );
    let missing = get("/api/v1/tickets?need=missing".into()).await.json();
    assert_eq!((&missing["tickets"], &missing["next"]), (&json!([]), &Value::Null));
    let first = get("/api/v1/tickets?need=now&limit=1".into()).await.json();
    assert_eq!(first["tickets"][0]["attention"][0]["need"], "now");
    let both = get("/api/v1/tickets?client=x&state=held".into()).await;
    assert_eq!(both.status, 422);
    for query in ["", "?state=waiting", "?limit=1"] {
        let mails = get(format!("/api/v1/outbox{query}")).await.json();
        assert_eq!(mails["mails"][0]["id"], outbox.to_string(), "{query}");
    }
    let end = get(format!("/api/v1/outbox?after={outbox}")).await.json();
    assert_eq!(end["mails"], json!([]));
    assert_eq!(get("/api/v1/outbox?after=x".into()).await.status, 422);
}

#[tokio::test]
async fn programs_look_after_accounts_as_administrators_do() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let (_, token) = issue(&stage, "staff", &[Scope::Administer], None).await;
    let body = json!({ "name": "Cleo", "email": "cleo@vendor.example", "role": "account_manager" }).to_string();
    let invited = ask(&site, &token, "POST", "/api/v1/accounts", &[], &body).await;
    assert_eq!(invited.status, 200, "{invited:?}");
    let invited = invited.json();
    assert!(invited["link"].as_str().unwrap().contains("/welcome/"));
    assert_eq!(invited["account"]["state"], "invited");
    assert_eq!(invited["account"]["changes"][0]["by"], "staff");
    assert_eq!(
        ask(&site, &token, "POST", "/api/v1/accounts", &[], &body).await.status,
        409
    );

    let role = json!({ "role": "customer_solutions", "revision": 1 }).to_string();
    let changed = ask(&site, &token, "POST", "/api/v1/accounts/2/role", &[], &role).await;
    assert_eq!(changed.json()["role"], "customer_solutions");
    assert_eq!(
        ask(&site, &token, "POST", "/api/v1/accounts/2/role", &[], &role)
            .await
            .status,
        409,
        "stale"
    );
    let off = json!({ "revision": 2 }).to_string();
    let disabled = ask(&site, &token, "POST", "/api/v1/accounts/2/disable", &[], &off).await;
    assert_eq!(disabled.json()["state"], "disabled");
    let last = json!({ "revision": 2 }).to_string();
    let kept = ask(&site, &token, "POST", "/api/v1/accounts/1/disable", &[], &last).await;
    assert_eq!(kept.status, 409, "one administrator is always left: {kept:?}");
    let list = ask(&site, &token, "GET", "/api/v1/accounts", &[], "").await;
    assert_eq!(list.json()["accounts"].as_array().unwrap().len(), 2);
    assert!(!list.body.contains("argon2"), "no hash of a password leaves");
    assert_eq!(
        ask(&site, &token, "GET", "/api/v1/accounts/9", &[], "").await.status,
        404
    );
}
