//! Mails of a few lines in the words of many writers: whoever is to wait, or of whom nothing is said, is never activated;
//! how often everything is understood may only get better.

use std::path::Path;

use greenroom_parsers::{Activate, Profile, User, read};

/// A mail, and what is said of whom: "now", "hold", "hold 2027-01-11" or "unstated".
struct Case<'t> {
    name: &'t str,
    body: String,
    people: Vec<(&'t str, &'t str)>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut out: Vec<Case<'_>> = Vec::new();
    let mut told = false;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            told = false;
            let (body, people) = (String::new(), Vec::new());
            out.push(Case { name, body, people });
        } else if line == "--" {
            told = true;
        } else if let Some(case) = out.last_mut() {
            match line.split_once(": ").filter(|_| told) {
                Some(person) => case.people.push(person),
                None if told => {}
                None => case.body.push_str(&format!("{line}\r\n")),
            }
        }
    }
    out
}

fn said(user: &User) -> String {
    match (user.activate, user.hold_until) {
        (Activate::Now, _) => "now".to_owned(),
        (Activate::Hold, None) => "hold".to_owned(),
        (Activate::Hold, Some(until)) => format!("hold {until}"),
        (Activate::Unstated, _) => "unstated".to_owned(),
    }
}

/// Of a hundred people, so many are read as the file has them; and those activated by mistake.
fn read_file(name: &str) -> (usize, Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures/phrases")
        .join(name);
    let text = std::fs::read_to_string(path).expect("the phrases are there");
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for case in cases(&text) {
        let raw = format!(
            "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: new users\r\n\
             Date: Tue, 24 Nov 2026 09:00:00 +0100\r\nMessage-ID: <p@vendor.example>\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n{}",
            case.body
        );
        let users = read(raw.as_bytes(), &Profile::client_roles()).extraction.users;
        for (person, want) in case.people {
            let named = |user: &&User| user.name.as_deref().is_some_and(|name| name.contains(person));
            let got = users.iter().find(named).map(said).unwrap_or_default();
            all += 1;
            right += usize::from(got == want);
            if got == "now" && want != "now" {
                wrong.push(format!("{}: {person}", case.name));
            }
        }
    }
    assert!(all > 300, "only {all} people");
    (right * 100 / all, wrong)
}

#[test]
fn nobody_is_activated_by_a_phrase_that_does_not_ask_for_it() {
    for (name, least) in [("first.txt", 79), ("second.txt", 77), ("third.txt", 75)] {
        let (right, wrong) = read_file(name);
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert!(right >= least, "{name}: {right} of a hundred, {least} before");
    }
}
