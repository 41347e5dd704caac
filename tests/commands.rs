//! The commands as people use them: the real program, one after the other, with and without a running daemon.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;

#[path = "support/commands.rs"]
mod support;

use support::{Daemon, prepare, refused, run, said};

#[test]
fn mails_become_tickets_that_can_be_looked_at_and_decided() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    said(folder, &["run", "--once"]);
    assert_eq!(said(folder, &["ticket", "list"]).matches("GR-").count(), 12);
    assert!(said(folder, &["audit"]).contains("Every message is explained."));

    let needs = said(folder, &["ticket", "list", "--need", "any"]);
    let first = needs.find("GR-2 ").unwrap();
    assert!(first < needs.find("GR-5 ").unwrap(), "the most urgent first: {needs}");
    assert!(
        needs.contains("Hollis Baptiste is to be activated now; a person must allow it."),
        "{needs}"
    );
    assert!(!needs.contains("GR-1 "), "{needs}");
    let missing = said(folder, &["ticket", "list", "--need", "missing"]);
    assert!(missing.contains("GR-6 ") && !missing.contains("GR-2 "), "{missing}");
    assert!(said(folder, &["ticket", "list", "--need", "bounced"]).starts_with("Nothing needs a person."));
    let wrong = refused(folder, &["ticket", "list", "--need", "sooner"]);
    assert!(wrong.contains("expected any or one of late, unread"), "{wrong}");

    let open = said(folder, &["ticket", "show", "GR-2"]);
    assert!(open.contains("\"activate now\" needs"), "{open}");
    let approved = said(folder, &["ticket", "approve", "GR-2", "1"]);
    assert!(approved.contains("robin approved Hollis Baptiste"), "{approved}");
    said(folder, &["ticket", "undo", "GR-2", "1"]);
    assert!(refused(folder, &["ticket", "undo", "GR-2", "1"]).contains("no approval to take back"));
    said(folder, &["ticket", "set-up", "GR-2", "1"]);
    said(folder, &["ticket", "set-up", "GR-2", "1", "--not"]);
    said(folder, &["ticket", "approve", "GR-2", "1"]);
    said(folder, &["run", "--once"]);
    assert!(said(folder, &["ticket", "show", "GR-2"]).contains("link 1 was sent to Hollis Baptiste"));
    assert_eq!(std::fs::read_dir(folder.join("outgoing/new")).unwrap().count(), 1);
    let again = refused(folder, &["ticket", "approve", "GR-2", "1"]);
    assert!(
        again.contains("Hollis Baptiste is sent; an approval needs an open person"),
        "{again}"
    );
    assert!(refused(folder, &["ticket", "show", "GR-99"]).contains("There is no ticket GR-99"));

    let strangers = said(folder, &["mail", "list", "--outcome", "quarantined"]);
    assert!(strangers.contains("brightslde.example"), "{strangers}");
    let name = strangers.lines().find(|line| line.contains("brightslde")).unwrap();
    let name = name.trim_end_matches(['│', ' ']).rsplit(' ').next().unwrap();
    let raw = run(folder, &["mail", "raw", name]).stdout;
    assert_eq!(raw, std::fs::read(folder.join("in/10-stranger.eml")).unwrap());
    assert!(refused(folder, &["mail", "list", "--outcome", "lost"]).contains("expected one of"));
    judged(folder, name);
}

/// A mail in quarantine is let in, and its sender trusted, until that is taken back.
fn judged(folder: &Path, name: &str) {
    assert!(said(folder, &["mail", "senders"]).contains("Nobody is trusted beside"));
    let released = said(folder, &["mail", "release", name, "--trust"]);
    assert!(
        released.contains("stored: ") && released.contains("released and trusted by robin"),
        "{released}"
    );
    assert!(refused(folder, &["mail", "reject", name, "--reason", "spam"]).contains("The mail is stored"));
    said(folder, &["run", "--once"]);
    assert!(said(folder, &["mail", "show", name]).starts_with("ticket: a new ticket"));
    assert_eq!(said(folder, &["ticket", "list"]).matches("GR-").count(), 13);
    let senders = said(folder, &["mail", "senders"]);
    let row = senders
        .lines()
        .find(|line| line.contains("@brightslde.example"))
        .unwrap();
    assert!(row.contains("yes") && row.contains("robin"), "{senders}");
    let address = row.split_whitespace().find(|word| word.contains('@')).unwrap();
    let senders = said(folder, &["mail", "distrust", address]);
    assert!(
        senders
            .lines()
            .any(|line| line.contains(address) && line.contains("no")),
        "{senders}"
    );
    let words = refused(folder, &["mail", "distrust", "nobody@x.example"]);
    assert!(
        words.contains("Nobody has said that nobody@x.example is trusted"),
        "{words}"
    );
}

#[test]
fn a_running_daemon_answers_the_commands_and_keeps_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    said(folder, &["run", "--once"]);
    let daemon = Daemon::start(folder);
    assert!(said(folder, &["ticket", "stop", "GR-1", "1"]).contains("Held back by robin"));
    assert!(said(folder, &["ticket", "list", "--state", "needs_review"]).contains("GR-1 "));
    let file = folder.join("export.jsonl");
    let words = refused(folder, &["export", file.to_str().unwrap()]);
    assert!(words.contains("in use by another process"), "{words}");
    drop(daemon);

    said(folder, &["export", file.to_str().unwrap()]);
    let before = said(folder, &["ticket", "show", "GR-1"]);
    std::fs::rename(folder.join("data"), folder.join("data.before")).unwrap();
    said(folder, &["import", file.to_str().unwrap()]);
    assert_eq!(said(folder, &["ticket", "show", "GR-1"]), before);
    assert!(refused(folder, &["import", file.to_str().unwrap()]).contains("expected an empty store"));
    // Everything is known already, so nothing is taken in twice.
    said(folder, &["run", "--once"]);
    assert_eq!(said(folder, &["ticket", "list"]).matches("GR-").count(), 12);
}

#[test]
fn whoever_has_no_administrator_any_more_gets_a_link_while_the_daemon_is_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    prepare(folder);
    assert!(said(folder, &["account", "list"]).contains("Nobody uses the desk yet."));
    let made = said(folder, &["account", "administrator"]);
    assert!(made.contains("It works once, within 48 hours."), "{made}");
    let link = made.lines().find(|line| line.contains("/welcome/")).unwrap().trim();
    assert_eq!(link.rsplit('/').next().unwrap().len(), 64, "{link}");
    let nobody = refused(folder, &["account", "link", "ada@vendor.example"]);
    assert!(nobody.contains("nobody uses the desk with the address"), "{nobody}");
    let daemon = Daemon::start(folder);
    let printed = daemon.prints("/welcome/").unwrap();
    assert_ne!(printed.trim(), link, "each start prints a new one");
    let words = refused(folder, &["account", "administrator"]);
    assert!(words.contains("in use by another process; stop it first"), "{words}");
    drop(daemon);
}

#[test]
fn parse_prints_one_line_a_file_in_the_order_given() {
    let dir = tempfile::tempdir().unwrap();
    let good = format!("{}/fixtures/demo/01-gmail-forward-hold.eml", env!("CARGO_MANIFEST_DIR"));
    let output = run(dir.path(), &["parse", "--json", &good, "/nowhere/at-all.eml", &good]);
    assert!(!output.status.success(), "a file that cannot be read fails at the end");
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], lines[2]);
    assert_eq!(lines[0]["kind"], "submission");
    assert!(lines[1]["error"].as_str().unwrap().contains("cannot be read"));
    assert_eq!(lines[1]["file"], "/nowhere/at-all.eml");
}
