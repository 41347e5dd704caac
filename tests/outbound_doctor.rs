//! The doctor: finds what is wrong, says what to do, and changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    dead_code,
    reason = "this is a test, and the server serves other tests too"
)]

use greenroom::config::{ClientConfig, Config, TransportConfig};
use greenroom::doctor::{Finding, Verdict, examine};
use greenroom::outbound::LinkKey;
use greenroom::store::sled::SledStore;

#[path = "support/smtp.rs"]
mod smtp;

use smtp::{FaultServer, Protection};

fn config(folder: &tempfile::TempDir) -> Config {
    Config {
        base: folder.path().to_owned(),
        ..Config::default()
    }
}

fn one<'a>(findings: &'a [Finding], what: &str) -> &'a Finding {
    let mut found = findings.iter().filter(|finding| finding.what == what);
    let first = found
        .next()
        .unwrap_or_else(|| panic!("{what} is missing in {findings:#?}"));
    assert!(found.next().is_none(), "{what} is there twice");
    first
}

#[tokio::test]
async fn a_fresh_deployment_works_and_is_told_what_is_still_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let extra = Finding::warning("weather", "it rains", "Take an umbrella.");
    let findings = examine(&config(&folder), vec![extra.clone()]).await;
    assert!(
        findings.iter().all(|finding| finding.verdict != Verdict::Failed),
        "{findings:#?}"
    );
    for what in [
        "store",
        "store folder",
        "key files",
        "profile",
        "time zones",
        "templates",
    ] {
        assert_eq!(one(&findings, what).verdict, Verdict::Ok, "{what}");
    }
    for what in [
        "sources",
        "trust",
        "outbound",
        "link.base_url",
        "link.continue_url",
        "outbound.from",
    ] {
        let finding = one(&findings, what);
        assert_eq!(finding.verdict, Verdict::Warning, "{what}");
        assert!(finding.advice.is_some());
    }
    assert_eq!(findings.last(), Some(&extra));
    assert_eq!(
        extra.to_string(),
        "warning  weather: it rains\n         -> Take an umbrella."
    );
    assert!(!folder.path().join("data").exists(), "the store is not made");
}

#[tokio::test]
async fn what_is_wrong_is_found_without_hiding_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&folder);
    config.store.free_space_floor_mb = u64::MAX / 4;
    config.reader.profile = "nobody.toml".into();
    config.client.push(ClientConfig {
        name: "Harbor".into(),
        domains: vec![],
        zone: Some("Mars/Olympus".into()),
        holidays: std::collections::BTreeSet::new(),
    });
    std::fs::create_dir(folder.path().join("words")).unwrap();
    std::fs::write(folder.path().join("words/activation.txt"), "{{ link }}{{ nmae }}").unwrap();
    config.outbound.templates = Some("words".into());
    config.api.listen = "0.0.0.0:8402".parse().unwrap();
    config.desk.listen = "0.0.0.0:8400".parse().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/link.key"), "cut off").unwrap();
    config
        .source
        .files
        .push(toml::from_str("name = 'drop'\npath = 'nowhere'").unwrap());
    let findings = examine(&config, vec![]).await;
    let failed = [
        ("free space", "MB free"),
        ("profile", "nobody.toml"),
        ("time zones", "Mars/Olympus"),
        ("templates", "uses `nmae`"),
        ("key files", "link.key"),
        ("source.files \"drop\"", "cannot be read"),
    ];
    for (what, words) in failed {
        let finding = one(&findings, what);
        assert_eq!(finding.verdict, Verdict::Failed, "{finding}");
        assert!(finding.words.contains(words), "{finding}");
    }
    assert_eq!(one(&findings, "api.listen").verdict, Verdict::Warning);
    assert_eq!(one(&findings, "desk.listen").verdict, Verdict::Warning);
}

#[tokio::test]
async fn a_store_that_is_there_is_opened_and_one_in_use_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(&folder);
    let path = folder.path().join("data");
    let store = SledStore::open(&path).unwrap();
    LinkKey::load_or_create(&path.join("link.key")).unwrap();
    let findings = examine(&config, vec![]).await;
    let finding = one(&findings, "store");
    assert_eq!(finding.verdict, Verdict::Warning, "{finding}");
    assert!(finding.words.contains("in use by another process"), "{finding}");
    drop(store);
    let findings = examine(&config, vec![]).await;
    assert_eq!(one(&findings, "store").verdict, Verdict::Ok, "{findings:#?}");
}

#[tokio::test]
async fn the_mail_server_is_asked_and_no_mail_is_sent() {
    let Some(server) = FaultServer::start(Protection::Implicit) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&folder);
    config.outbound.transport = TransportConfig::Smtp(server.config());
    let findings = examine(&config, vec![]).await;
    let finding = one(&findings, "outbound");
    assert_eq!(finding.verdict, Verdict::Ok, "{finding}");
    assert!(finding.words.contains("protected by TLS, signed in"), "{finding}");

    let mut wrong = server.config();
    wrong.password = server.secret("wrong");
    config.outbound.transport = TransportConfig::Smtp(wrong);
    let findings = examine(&config, vec![]).await;
    let finding = one(&findings, "outbound");
    assert_eq!(finding.verdict, Verdict::Failed, "{finding}");
    assert!(finding.words.contains("while signing in"), "{finding}");
    assert!(server.kept().is_empty());
}
