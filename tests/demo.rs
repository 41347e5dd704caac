//! The demo does what the README says, with the real program.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::process::{Command, Stdio};

fn demo(options: &[&str]) -> String {
    let command = Command::new(env!("CARGO_BIN_EXE_greenroom"))
        .args(["demo", "--once"])
        .args(options)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(command.status.success(), "{}", String::from_utf8_lossy(&command.stderr));
    String::from_utf8(command.stdout).unwrap()
}

/// The cells of every row of the tables whose first cell is `first`.
fn rows<'a>(output: &'a str, first: &str) -> Vec<Vec<&'a str>> {
    let cells = |line: &'a str| line.trim_matches('│').split('┆').map(str::trim).collect::<Vec<_>>();
    output
        .lines()
        .filter(|line| line.starts_with('│'))
        .map(cells)
        .filter(|cells| cells[0] == first)
        .collect()
}

fn state_of(output: &str, ticket: &str, person: &str) -> String {
    let found = rows(output, ticket)
        .into_iter()
        .find(|cells| cells[2].starts_with(person));
    found.unwrap_or_else(|| panic!("{person} is not on {ticket}"))[5].to_owned()
}

fn outcome_of(output: &str, mail: &str) -> String {
    let name = format!("{mail}.demo");
    rows(output, &name)
        .first()
        .unwrap_or_else(|| panic!("{mail} is not listed"))[1]
        .to_owned()
}

#[test]
fn once_shows_every_kind_of_state() {
    let output = demo(&[]);
    assert_eq!(state_of(&output, "GR-1", "Jane Doe"), "held");
    assert_eq!(state_of(&output, "GR-8", "Farah Aziz"), "sent");
    assert_eq!(state_of(&output, "GR-6", "Beatrix Lund"), "open");
    assert!(output.contains("Nobody said"), "the question is not shown");
    assert_eq!(rows(&output, "GR-4")[0][5], "manual entry");
    assert_eq!(outcome_of(&output, "10-stranger"), "quarantined");
    assert_eq!(outcome_of(&output, "09-out-of-office"), "ignored");
    assert_eq!(outcome_of(&output, "15-copy-from-second-mailbox"), "duplicate");
    assert_eq!(outcome_of(&output, "14-amendment"), "amendment");
    let due = rows(&output, "GR-1")[0][6];
    assert!(due.contains("March 2027"), "the due date is not shown: {due}");
}

#[test]
fn advancing_sends_what_was_held_and_nothing_else() {
    let sent = |output: &str| {
        output
            .lines()
            .filter(|line| line.contains("@brightside.example │"))
            .count()
    };
    let (before, after) = (demo(&[]), demo(&["--advance", "60d"]));
    assert_eq!(sent(&before), 1);
    assert!(sent(&after) > 10, "{after}");
    assert_eq!(state_of(&after, "GR-6", "Beatrix Lund"), "open");
    assert!(!after.contains("max.power@evil.example"));
}
