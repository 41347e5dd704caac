//! The labelled mails are the tests: every one is read and held against its label.
//!
//! `fixtures/mail/KNOWN_GAPS` lists those that are not right yet; the list may only shrink honestly: a listed mail that
//! turns right fails the test as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use greenroom_parsers::{Extraction, Kind, Profile, Reading, read};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/mail")
}

/// Every mail with its label, by slug.
fn labelled() -> BTreeMap<String, (Vec<u8>, Value)> {
    let mut mails = BTreeMap::new();
    for entry in std::fs::read_dir(folder()).expect("the fixtures are there") {
        let path = entry.expect("the folder can be read").path();
        let extension = path
            .extension()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if extension == "eml" {
            let label = std::fs::read_to_string(path.with_extension("json"));
            let label = label.unwrap_or_else(|_| panic!("{} has no label", path.display()));
            let slug = path
                .file_stem()
                .and_then(|name| name.to_str())
                .unwrap_or_default()
                .to_owned();
            let label = serde_json::from_str(&label).unwrap_or_else(|error| panic!("{slug}: {error}"));
            mails.insert(slug, (std::fs::read(&path).expect("the mail can be read"), label));
        } else if extension == "json" {
            assert!(path.with_extension("eml").exists(), "{} labels no mail", path.display());
        }
    }
    assert!(!mails.is_empty(), "there are no fixtures");
    mails
}

fn known_gaps() -> Vec<String> {
    let text = std::fs::read_to_string(folder().join("KNOWN_GAPS")).expect("the list of known gaps is there");
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

fn profile(label: &Value) -> Profile {
    Profile::built_in(label["profile"].as_str().expect("a label names its profile")).expect("the profile is built in")
}

/// Null, absent and empty are the same thing in a label.
fn settled(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Object(map) if map.is_empty() => Value::Null,
        Value::Object(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => value.clone(),
    }
}

/// Issues with the person they are about, in a fixed order.
fn issues(from: &Value, users: &[Value]) -> Value {
    let mut out: Vec<String> = Vec::new();
    for issue in from.as_array().into_iter().flatten() {
        let index = issue["user"]
            .as_u64()
            .map(|index| usize::try_from(index).expect("a small index"));
        let who = index
            .and_then(|index| users.get(index))
            .map(|user| format!("{} {}", user["name"], user["email"]).to_lowercase());
        out.push(format!("{} {}", issue["code"], who.unwrap_or_default()));
    }
    out.sort();
    Value::from(out)
}

/// What differs between a label and a reading, one line each.
fn differences(label: &Value, got: &Extraction) -> Vec<String> {
    let got = serde_json::to_value(got).expect("an extraction is JSON");
    let mut out = Vec::new();
    let mut check = |what: &str, want: Value, have: Value| {
        if want != have {
            out.push(format!("{what}: want {want}, got {have}"));
        }
    };
    check("kind", label["kind"].clone(), got["kind"].clone());
    check(
        "go_live",
        label["go_live"]["date"].clone(),
        got["go_live"]["date"].clone(),
    );
    check(
        "manual_entry",
        label["manual_entry"].clone(),
        got["manual_entry"].clone(),
    );
    let empty = Vec::new();
    let (wanted, have) = (
        label["users"].as_array().unwrap_or(&empty),
        got["users"].as_array().unwrap_or(&empty),
    );
    // Capitals make no other mailbox and no other person.
    let same =
        |one: &Value, other: &Value| one.as_str().map(str::to_lowercase) == other.as_str().map(str::to_lowercase);
    let find = |user: &Value| {
        have.iter()
            .position(|other| same(&other["email"], &user["email"]) && same(&other["name"], &user["name"]))
    };
    check("users", Value::from(wanted.len()), Value::from(have.len()));
    for user in wanted {
        let who = format!("{} {}", user["name"], user["email"]);
        let Some(index) = find(user) else {
            check(&who, Value::from("present"), Value::from("absent"));
            continue;
        };
        let other = &have[index];
        for field in ["level", "activate", "hold_until"] {
            check(&format!("{who} {field}"), user[field].clone(), other[field].clone());
        }
        check(
            &format!("{who} fields"),
            settled(&user["fields"]),
            settled(&other["fields"]),
        );
        let sorted = |roles: &Value| {
            let mut roles: Vec<String> = roles
                .as_array()
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect();
            roles.sort();
            Value::from(roles)
        };
        check(&format!("{who} roles"), sorted(&user["roles"]), sorted(&other["roles"]));
    }
    check("issues", issues(&label["issues"], wanted), issues(&got["issues"], have));
    out
}

#[test]
fn every_label_is_met_or_a_known_gap() {
    let gaps = known_gaps();
    let mut wrong = Vec::new();
    for (slug, (raw, label)) in labelled() {
        let found = differences(&label, &read(&raw, &profile(&label)).extraction);
        match (found.is_empty(), gaps.contains(&slug)) {
            (false, false) => wrong.push(format!("{slug}:\n    {}", found.join("\n    "))),
            (true, true) => wrong.push(format!("{slug}: is right now; take it off KNOWN_GAPS")),
            (true, false) | (false, true) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_evidence_is_a_slice_of_the_shown_text() {
    for (slug, (raw, label)) in labelled() {
        let Reading { extraction, shown, .. } = read(&raw, &profile(&label));
        let users = extraction.users.iter().flat_map(|user| user.evidence.values());
        let all = users.chain(extraction.go_live.iter().map(|go_live| &go_live.evidence));
        for evidence in all {
            let part = shown.iter().find(|part| part.part == evidence.part);
            let part = part.unwrap_or_else(|| panic!("{slug}: no part {}", evidence.part));
            let slice: String = part
                .text
                .chars()
                .skip(evidence.start)
                .take(evidence.end - evidence.start)
                .collect();
            assert_eq!(slice, evidence.text, "{slug}");
            assert!(!slice.trim().is_empty(), "{slug}: empty evidence");
        }
        for user in &extraction.users {
            for (field, there) in [
                ("name", user.name.is_some()),
                ("email", user.email.is_some()),
                ("level", user.level.is_some()),
            ] {
                assert_eq!(
                    there,
                    user.evidence.contains_key(field),
                    "{slug}: {field} of {:?}",
                    user.name
                );
            }
        }
    }
}

#[test]
fn line_ends_make_no_difference() {
    for (slug, (raw, label)) in labelled() {
        let lines: Vec<u8> = raw.iter().copied().filter(|byte| *byte != b'\r').collect();
        let mut crlf = Vec::with_capacity(raw.len());
        for byte in &lines {
            if *byte == b'\n' {
                crlf.push(b'\r');
            }
            crlf.push(*byte);
        }
        let profile = profile(&label);
        assert_eq!(
            read(&lines, &profile).extraction,
            read(&crlf, &profile).extraction,
            "{slug}"
        );
    }
}

#[test]
fn extractions_survive_json() {
    for (slug, (raw, label)) in labelled() {
        let extraction = read(&raw, &profile(&label)).extraction;
        let json = serde_json::to_string(&extraction).expect("an extraction is JSON");
        let back: Extraction = serde_json::from_str(&json).expect("and JSON is an extraction");
        assert_eq!(extraction, back, "{slug}");
    }
}

#[test]
fn what_is_no_mail_says_so() {
    let reading = read(b"\x00\x01\x02", &Profile::client_roles());
    assert!(reading.extraction.error.is_some());
    assert_eq!(reading.extraction.kind, Kind::Unrelated);
}
