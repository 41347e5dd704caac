//! Endpoints are told of what happens to tickets: a real HTTP server hears it, and the reference implementation of Standard
//! Webhooks checks the signature.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use greenroom::clock::{Clock, SystemClock};
use greenroom::config::{Config, Secret, WebhookConfig};
use greenroom::domain::event::{Actor, Event};
use greenroom::domain::ids::TicketId;
use greenroom::domain::review;
use greenroom::domain::webhook::{Delivery, DeliveryState};
use greenroom::outbound::webhook::Endpoint;
use greenroom::scheduler::webhooks::WebhookWorker;
use greenroom::scheduler::worker::Worker;
use greenroom::store::index::Range;
use greenroom::store::telling::TellingStore;
use greenroom::store::{Batch, Find, Index, Record};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::net::TcpListener;

#[path = "support/protected.rs"]
mod protected;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use protected::Protected;
use visitor::Visitor;
use web_stage::{KIM, Stage};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What the server heard, and what it answers next; 200 when nothing is left.
#[derive(Default)]
struct Heard {
    requests: Vec<(String, HeaderMap, Bytes)>,
    answers: VecDeque<u16>,
}

type Shared = Arc<Mutex<Heard>>;

async fn hear(State(heard): State<Shared>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mut heard = heard.lock().unwrap();
    heard.requests.push((uri.path().to_owned(), headers, body));
    let status = StatusCode::from_u16(heard.answers.pop_front().unwrap_or(200)).unwrap();
    (status, [("location", "/elsewhere")], "thanks").into_response()
}

/// A server on a free port.
async fn server() -> (Shared, u16) {
    let heard = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().fallback(hear).with_state(Arc::clone(&heard));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (heard, port)
}

fn config(folder: &Path, name: &str, url: &str) -> WebhookConfig {
    std::fs::write(folder.join("secret"), SECRET).unwrap();
    WebhookConfig {
        name: name.into(),
        url: url.into(),
        secret: Secret {
            file: Some("secret".into()),
            env: None,
        },
        ca_file: None,
        allow_private: true,
        with_details: false,
        max_attempts: 3,
    }
}

/// A stage whose store tells these endpoints, at the present time, with one ticket; and the worker.
async fn staged(wanted: impl Fn(&Path) -> Vec<WebhookConfig>) -> (Stage, WebhookWorker, TicketId) {
    let mut stage = Stage::new();
    stage.clock.set(SystemClock.now());
    let configs = wanted(stage.folder.path());
    let names = configs.iter().map(|config| config.name.clone()).collect();
    stage.store = Arc::new(TellingStore::new(Arc::clone(&stage.store), names));
    let endpoints = configs
        .iter()
        .map(|config| Endpoint::new(config, stage.folder.path()).unwrap());
    let worker = WebhookWorker::new(Arc::clone(&stage.store), endpoints.collect());
    let mut changed = (*stage.state.config).clone();
    changed.webhook = configs;
    stage.state.config = Arc::new(changed);
    let id = stage.open().await;
    (stage, worker, id)
}

/// Lets the worker do all that there is at this moment.
async fn work(worker: &WebhookWorker, now: Timestamp) {
    for _ in 0..20 {
        let report = worker.run_once(now).await;
        assert_eq!(report.failed, None);
        if report.done == 0 {
            return;
        }
    }
    panic!("the work does not come to an end");
}

async fn rows(stage: &Stage, prefix: &str) -> Vec<Delivery> {
    let find = Find {
        index: Index::DeliveryByState,
        range: Range::StartsWith(prefix.into()),
        after: None,
        limit: 100,
    };
    let mut rows = Vec::new();
    for (_, key) in stage.store.find(find).await.unwrap() {
        let Some(Record::Delivery(row)) = stage.store.get(&key).await.unwrap() else {
            panic!("{key:?}")
        };
        rows.push(row);
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_is_told_once_signed_and_without_anybodys_data() {
    let (heard, port) = server().await;
    let url = format!("http://127.0.0.1:{port}/hook?x=1");
    let (stage, worker, id) = staged(|folder| {
        let mut all = vec![config(folder, "crm", &url), config(folder, "full", &url)];
        all[1].with_details = true;
        all
    })
    .await;
    let now = stage.clock.now();
    let approval = review::by_reviewer("Ada", now);
    let people = vec![KIM];
    stage.happen(id, Event::Approved { people, approval }).await;
    work(&worker, now).await;
    work(&worker, now).await;
    let requests = std::mem::take(&mut heard.lock().unwrap().requests);
    assert_eq!(requests.len(), 4, "two events, two endpoints, once each");
    let hook = standardwebhooks::Webhook::new(SECRET).unwrap();
    for (path, headers, body) in &requests {
        assert_eq!(path, "/hook");
        hook.verify(body, headers).unwrap();
        let mut forged = body.to_vec();
        forged[0] ^= 1;
        assert!(hook.verify(&forged, headers).is_err());
        let text = std::str::from_utf8(body).unwrap();
        let is_full = headers["webhook-id"].to_str().unwrap().starts_with("full/");
        assert_eq!(
            text.contains("kim@harbor.example"),
            is_full && text.contains("ticket.opened"),
            "{text}"
        );
    }
    let told = requests
        .iter()
        .find(|(_, headers, _)| headers["webhook-id"] == format!("crm/{id}/2"));
    let body: Value = serde_json::from_slice(&told.unwrap().2).unwrap();
    assert_eq!(body["type"], "ticket.approved");
    assert_eq!(body["data"]["ticket"], id.to_string());
    assert_eq!(body["data"]["people"], serde_json::json!([1]));
    assert_eq!(rows(&stage, "crm/told/").await.len(), 2);
    // What was told goes after a week.
    work(&worker, now + SignedDuration::from_hours(24 * 8)).await;
    assert!(rows(&stage, "crm/").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_only_an_endpoint_of_a_trusted_authority_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let Some(protected) = Protected::start(folder.path()).await else {
        return;
    };
    let url = format!("{}/hook", protected.address());
    let heard = Shared::default();
    let router = Router::new().fallback(hear).with_state(Arc::clone(&heard));
    tokio::spawn(async move { axum::serve(protected, router).await });
    let authority = |name: &str, file: Option<&str>| WebhookConfig {
        ca_file: file.map(|file| folder.path().join(file)),
        ..config(folder.path(), name, &url)
    };
    let (stage, worker, id) = staged(|home| {
        std::fs::write(home.join("secret"), SECRET).unwrap();
        vec![
            authority("system", None),
            authority("other", Some("other-ca.pem")),
            authority("ours", Some("ca.pem")),
        ]
    })
    .await;
    work(&worker, stage.clock.now()).await;
    let requests = std::mem::take(&mut heard.lock().unwrap().requests);
    let ids: Vec<&str> = requests
        .iter()
        .map(|(_, headers, _)| headers["webhook-id"].to_str().unwrap())
        .collect();
    assert_eq!(ids, [format!("ours/{id}/1")], "nobody else is told anything");
    for name in ["system", "other"] {
        let row = &rows(&stage, &format!("{name}/waiting/")).await[0];
        let trouble = row.trouble.as_ref().unwrap();
        assert!(trouble.contains("certificate"), "{trouble}");
    }
    let nothing = Endpoint::new(&authority("none", Some("server.key")), folder.path());
    let words = nothing.err().unwrap().to_string();
    assert!(
        words.contains("webhook \"none\" ca_file") && words.contains("has no certificate"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_taken_is_told_again_and_given_up_at_last() {
    let (heard, port) = server().await;
    heard.lock().unwrap().answers.extend([500, 302, 200]);
    let url = format!("http://127.0.0.1:{port}/hook");
    let (stage, worker, id) = staged(|folder| vec![config(folder, "crm", &url)]).await;
    let begun = stage.clock.now();
    let count = || heard.lock().unwrap().requests.len();
    let later = |seconds| begun + SignedDuration::from_secs(seconds);
    work(&worker, begun).await;
    assert_eq!(count(), 1);
    work(&worker, later(29)).await;
    assert_eq!(count(), 1, "it waits half a minute");
    work(&worker, later(31)).await;
    assert_eq!(count(), 2);
    let row = &rows(&stage, "crm/waiting/").await[0];
    assert!(
        row.tries == 2 && row.trouble.as_ref().unwrap().contains("redirects are not followed"),
        "{row:?}"
    );
    work(&worker, later(100)).await;
    let requests = std::mem::take(&mut heard.lock().unwrap().requests);
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|(path, headers, body)| {
        path == "/hook" && headers["webhook-id"] == requests[0].1["webhook-id"] && *body == requests[0].2
    }));
    assert!(matches!(
        rows(&stage, "crm/told/").await[0].state,
        DeliveryState::Told { .. }
    ));

    heard.lock().unwrap().answers.extend([503, 503, 503, 410]);
    let stop = |code: &str| Event::ProblemsSettled {
        codes: vec![code.into()],
        by: Actor::Reviewer { name: "Ada".into() },
    };
    stage.clock.set(later(200));
    stage.happen(id, stop("x")).await;
    for seconds in [200, 1000, 2000, 3000] {
        work(&worker, later(seconds)).await;
    }
    assert_eq!(count(), 3, "three tries, and no more");
    stage.clock.set(later(5000));
    stage.happen(id, stop("y")).await;
    work(&worker, later(5000)).await;
    assert_eq!(count(), 4);
    let given_up = rows(&stage, "crm/given up/").await;
    assert_eq!((given_up[0].tries, given_up[1].tries), (3, 1), "410 is final");

    stage.administrator("Ada", "ada@vendor.example").await;
    let desk = stage.desk_site().await;
    let page = Visitor::signed_in(&desk, "ada@vendor.example")
        .await
        .get("/settings/status")
        .await;
    assert!(
        page.body.contains("some given up") && page.body.contains("2 given up"),
        "{}",
        page.body
    );
    assert!(page.body.contains("wants nothing more") && !page.body.contains(SECRET));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_does_not_answer_costs_the_others_nothing_and_dead_claims_end() {
    let (heard, port) = server().await;
    let good = format!("http://127.0.0.1:{port}/hook");
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let bad = format!("http://{gone}/");
    let (stage, worker, id) = staged(|folder| vec![config(folder, "bad", &bad), config(folder, "good", &good)]).await;
    let begun = stage.clock.now();
    let mut dead = Delivery::new("good", id, 1, begun);
    dead.id = format!("good/{id}/1/dead");
    dead.state = DeliveryState::Claimed {
        until: begun + SignedDuration::from_secs(60),
    };
    let mut batch = Batch::new();
    batch.insert(Record::Delivery(dead));
    stage.store.commit(batch).await.unwrap();
    work(&worker, begun).await;
    work(&worker, begun + SignedDuration::from_secs(61)).await;
    let ids: Vec<String> = heard
        .lock()
        .unwrap()
        .requests
        .iter()
        .map(|(_, headers, _)| headers["webhook-id"].to_str().unwrap().to_owned())
        .collect();
    assert!(
        ids.contains(&format!("good/{id}/1")) && ids.contains(&format!("good/{id}/1/dead")),
        "{ids:?}"
    );
    assert_eq!(rows(&stage, "bad/waiting/").await[0].tries, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn private_addresses_are_never_asked_unless_that_is_allowed() {
    let (heard, port) = server().await;
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"] {
        let url = format!("https://{host}:{port}/");
        let (stage, worker, _) = staged(|folder| {
            let mut one = config(folder, "crm", &url);
            one.allow_private = false;
            vec![one]
        })
        .await;
        work(&worker, stage.clock.now()).await;
        let row = &rows(&stage, "crm/waiting/").await[0];
        let trouble = row.trouble.as_ref().unwrap();
        assert!(trouble.contains("no address that may be asked"), "{host}: {trouble}");
    }
    assert!(heard.lock().unwrap().requests.is_empty());
}

#[test]
fn an_endpoint_that_cannot_be_used_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let good = config(folder.path(), "crm", "https://crm.example/hook");
    assert!(Endpoint::new(&good, folder.path()).is_ok());
    for secret in ["", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64"] {
        std::fs::write(folder.path().join("secret"), secret).unwrap();
        assert!(Endpoint::new(&good, folder.path()).is_err(), "{secret:?}");
    }
    let file = folder.path().join("greenroom.toml");
    let refused = |webhooks: &str| {
        std::fs::write(&file, format!("outbound.from = \"cs@vendor.example\"\n{webhooks}")).unwrap();
        Config::load(&file).map(drop).map_err(|error| error.to_string())
    };
    let one = |name: &str, rest: &str| format!("[[webhook]]\nname = \"{name}\"\nsecret.file = \"secret\"\n{rest}\n");
    assert_eq!(refused(&one("crm", "url = \"https://crm.example/hook\"")), Ok(()));
    assert_eq!(
        refused(&one("crm", "url = \"http://127.0.0.1:9/\"\nallow_private = true")),
        Ok(())
    );
    let good = one("crm", "url = \"https://crm.example/hook\"");
    for (text, said) in [
        (one("crm", "url = \"http://crm.example/hook\""), "an address with https"),
        (one("a/b", "url = \"https://crm.example/hook\""), "a short name"),
        (format!("{good}{good}"), "a short name of its own"),
        (
            one("crm", "url = \"https://crm.example/\"\nmax_attempts = 0"),
            "max_attempts",
        ),
        (
            "[[webhook]]\nname = \"crm\"\nurl = \"https://crm.example/\"\n".to_owned(),
            "secret: expected",
        ),
    ] {
        let words = refused(&text).unwrap_err();
        assert!(words.contains(said), "{text}: {words}");
    }
}
