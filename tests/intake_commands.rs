//! Runs `greenroom backfill` and `greenroom audit` as an operator does, and looks at what they print and how they exit.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Writes a configuration with one folder of files beside it.
fn prepare(folder: &Path) {
    fs::create_dir(folder.join("inbox")).unwrap();
    let text = "[store]\nfree_space_floor_mb = 1\n[[source.files]]\nname = \"drop\"\npath = \"inbox\"\n\
        [trust]\nsubmitters = [\"@vendor.example\"]\n[outbound]\nfrom = \"cs@vendor.example\"\n";
    fs::write(folder.join("greenroom.toml"), text).unwrap();
}

fn greenroom(folder: &Path, command: &str) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .arg("--config")
        .arg(folder.join("greenroom.toml"))
        .arg(command)
        .env_remove("RUST_LOG")
        .output();
    program.unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn backfill_takes_what_the_audit_misses() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    for i in 1..=3 {
        let mail = format!("From: ann@vendor.example\r\nSubject: mail {i}\r\n\r\nhello\r\n");
        fs::write(folder.path().join(format!("inbox/{i}.eml")), mail).unwrap();
    }
    let audit = greenroom(folder.path(), "audit");
    let (table, error) = (words(&audit.stdout), words(&audit.stderr));
    assert_eq!(audit.status.code(), Some(1), "{table}{error}");
    assert!(table.contains("2.eml: not taken in yet"), "{table}");
    assert!(error.contains("3 messages are unexplained"), "{error}");

    let backfill = greenroom(folder.path(), "backfill");
    let said = words(&backfill.stdout);
    assert!(backfill.status.success(), "{}", words(&backfill.stderr));
    assert!(
        said.contains("drop/inbox: 3 new, 0 known already, 0 refused, 0 vanished"),
        "{said}"
    );

    let audit = greenroom(folder.path(), "audit");
    let table = words(&audit.stdout);
    assert!(audit.status.success(), "{table}");
    assert!(table.contains("Every message is explained."), "{table}");
}

#[test]
fn a_folder_that_cannot_be_read_makes_both_fail_and_say_why() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    fs::remove_dir(folder.path().join("inbox")).unwrap();
    for command in ["backfill", "audit"] {
        let output = greenroom(folder.path(), command);
        let (said, error) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{said}{error}");
        assert!(said.contains("cannot be read"), "{command}: {said}");
        assert!(error.contains("1 of 1 folders"), "{command}: {error}");
    }
}
