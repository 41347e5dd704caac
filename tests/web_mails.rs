//! The API of mails in quarantine: released, trusted, turned down; exact about revisions, and nothing is ever deleted.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::domain::ids::{Fingerprint, MailId};
use greenroom::domain::mail::{FolderKey, LedgerKey, MailRecord, MailStatus, Outcome};
use greenroom::store::{Batch, Record};
use serde_json::{Value, json};

mod web_stage;

use web_stage::{Answer, Site, Stage};

const RAW: &[u8] = b"From: Kit <kit@new.example>\r\n\r\nhello\r\n";

/// A mail with this outcome, from Kit or from nobody in particular.
async fn put(stage: &Stage, outcome: Outcome, sender: Option<&str>) -> MailId {
    let id = MailId::of(RAW);
    let folder = FolderKey {
        source: "a".into(),
        folder: "b".into(),
    };
    stage.store.put_raw(vec![RAW.to_vec()]).await.unwrap();
    let now = greenroom::clock::Clock::now(&stage.clock);
    let mut batch = Batch::new();
    batch.insert(Record::Mail(MailRecord {
        id,
        fingerprint: Fingerprint(id.0),
        message_id: None,
        size: RAW.len() as u64,
        received_at: now,
        found: LedgerKey::file(&folder, "1"),
        status: MailStatus::Settled {
            at: now,
            outcome,
            reason: "a test".into(),
        },
        sender: sender.map(str::to_owned),
        sent_at: None,
        erased: None,
        recheck: None,
        decisions: Vec::new(),
        revision: 1,
    }));
    stage.store.commit(batch).await.unwrap();
    id
}

async fn ask(stage: &Stage, site: &Site, path: &str, body: Option<&Value>) -> Answer {
    let token = format!("Bearer {}", stage.token.reveal());
    let headers = [
        ("Authorization", token.as_str()),
        ("Content-Type", "application/json"),
        ("X-Greenroom-User", "Ada"),
    ];
    let path = format!("/api/v1/{path}");
    match body {
        Some(body) => site.ask("POST", &path, &headers, &body.to_string()).await,
        None => site.ask("GET", &path, &headers, "").await,
    }
}

#[tokio::test]
async fn a_mail_is_released_once_by_name_and_on_the_revision_that_was_seen() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let id = put(&stage, Outcome::Quarantined, Some("kit@new.example")).await;
    let path = format!("mails/{id}/release");
    let stale = ask(&stage, &site, &path, Some(&json!({ "revision": 7 }))).await;
    assert_eq!(stale.status, 409, "{stale:?}");
    assert!(
        stale
            .body
            .contains("Decided on revision 7, but the mail is at revision 1 now."),
        "{stale:?}"
    );
    let answer = ask(&stage, &site, &path, Some(&json!({ "revision": 1 }))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let mail = answer.json();
    assert_eq!((&mail["outcome"], &mail["revision"]), (&json!("stored"), &json!(2)));
    assert_eq!(mail["decisions"][0]["decision"], "released");
    assert_eq!(mail["decisions"][0]["by"], "Ada");
    let again = ask(&stage, &site, &path, Some(&json!({}))).await;
    assert_eq!(again.status, 409);
    assert!(
        again.body.contains("only a mail in quarantine can be released"),
        "{again:?}"
    );
    assert_eq!(ask(&stage, &site, "senders", None).await.json()["senders"], json!([]));
}

#[tokio::test]
async fn a_sender_is_trusted_with_a_mail_and_distrusted_again() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let id = put(&stage, Outcome::Quarantined, Some("kit@new.example")).await;
    let answer = ask(
        &stage,
        &site,
        &format!("mails/{id}/release"),
        Some(&json!({ "trust": true })),
    )
    .await;
    assert_eq!(answer.json()["decisions"][0]["decision"], "released_and_trusted");
    let sender = stage.store.sender("kit@new.example").await.unwrap().unwrap();
    assert!(sender.trusted && sender.by == "Ada", "{sender:?}");
    let body = json!({ "address": " KIT@new.example" });
    let answer = ask(&stage, &site, "senders/distrust", Some(&body)).await;
    assert_eq!((answer.status, &answer.json()["trusted"]), (200, &json!(false)));
    let listed = ask(&stage, &site, "senders", None).await.json();
    assert_eq!(
        (&listed["senders"][0]["trusted"], &listed["senders"][0]["revision"]),
        (&json!(false), &json!(2))
    );
    let nobody = ask(
        &stage,
        &site,
        "senders/distrust",
        Some(&json!({ "address": "x@y.example" })),
    )
    .await;
    assert_eq!(nobody.status, 404, "{nobody:?}");
}

#[tokio::test]
async fn a_mail_that_names_no_single_sender_makes_nobody_trusted() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let id = put(&stage, Outcome::Quarantined, None).await;
    let answer = ask(
        &stage,
        &site,
        &format!("mails/{id}/release"),
        Some(&json!({ "trust": true })),
    )
    .await;
    assert_eq!(answer.status, 409, "{answer:?}");
    assert!(answer.body.contains("does not name one sender"), "{answer:?}");
    assert_eq!(
        stage.store.mail(id).await.unwrap().unwrap().revision,
        1,
        "nothing was changed"
    );
}

#[tokio::test]
async fn a_mail_that_was_turned_down_stays_with_the_reason() {
    let stage = Stage::new();
    let site = stage.api_site().await;
    let id = put(&stage, Outcome::Quarantined, None).await;
    let path = format!("mails/{id}/reject");
    assert_eq!(
        ask(&stage, &site, &path, Some(&json!({ "reason": "  " }))).await.status,
        422
    );
    let answer = ask(&stage, &site, &path, Some(&json!({ "reason": "spam" })))
        .await
        .json();
    assert_eq!(
        (&answer["outcome"], &answer["reason"]),
        (&json!("rejected"), &json!("Ada turned it down: spam"))
    );
    let listed = ask(&stage, &site, "mails?outcome=rejected", None).await.json();
    assert_eq!(listed["mails"][0]["mail"], id.to_string());
    assert_eq!(
        ask(&stage, &site, &format!("mails/{id}/raw"), None)
            .await
            .body
            .as_bytes(),
        RAW
    );
}

#[tokio::test]
async fn only_what_is_in_quarantine_waits_for_a_decision() {
    for outcome in [Outcome::Ignored, Outcome::Unparsed, Outcome::Rejected] {
        let stage = Stage::new();
        let site = stage.api_site().await;
        let word = outcome.word();
        let id = put(&stage, outcome, Some("kit@new.example")).await;
        let answer = ask(
            &stage,
            &site,
            &format!("mails/{id}/release"),
            Some(&json!({ "trust": true })),
        )
        .await;
        assert_eq!(answer.status, 409, "{answer:?}");
        assert!(answer.body.contains(&format!("The mail is {word}")), "{answer:?}");
        assert!(stage.store.sender("kit@new.example").await.unwrap().is_none());
    }
    let stage = Stage::new();
    let site = stage.api_site().await;
    let missing = MailId::of(b"nothing");
    for path in [format!("mails/{missing}/release"), "mails/what/release".to_owned()] {
        assert_eq!(ask(&stage, &site, &path, Some(&json!({}))).await.status, 404);
    }
}
