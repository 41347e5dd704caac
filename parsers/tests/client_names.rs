//! How often the client's name is read as the labels have it. The shares may only get better.
//! Half of the wrong ones are names in mails whose labels give none, because nothing depends on it there.

use std::path::Path;

use greenroom_parsers::{Profile, read};
use serde_json::Value;

fn client(subject: &str, body: &str) -> Option<String> {
    let raw = format!(
        "From: Pat Field <pat.field@brightside.example>\r\nTo: setup@brightside.example\r\nSubject: {subject}\r\n\
         Date: Mon, 01 Mar 2027 08:00:00 -0500\r\nMessage-ID: <c@brightside.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    );
    read(raw.as_bytes(), &Profile::client_roles()).extraction.client.name
}

#[test]
fn an_organisation_is_told_by_the_words_around_it() {
    let jane = "Jane Doe, jane@acmedental.example, level 2";
    for (subject, body, want) in [
        (
            "users",
            format!("Please add the new users for Acme Dental:\r\n\r\n{jane}"),
            Some("Acme Dental"),
        ),
        (
            "users",
            format!("{jane}\r\n\r\nAcme Dental's go-live is May 3."),
            Some("Acme Dental"),
        ),
        ("Acme Dental users", jane.to_owned(), Some("Acme Dental")),
        (
            "users",
            format!("{jane}\r\n\r\nBest regards\r\nPat Field\r\nBrightside Software Inc."),
            None,
        ),
        ("users", format!("{jane}\r\n\r\nHold her for Carl Benz."), None),
        (
            "users",
            "Cobalt Ridge goes live on May 3.".to_owned(),
            Some("Cobalt Ridge"),
        ),
        (
            "users",
            "Here is the form for Larkspur Veterinary. Go-live is May 3.".to_owned(),
            Some("Larkspur Veterinary"),
        ),
    ] {
        assert_eq!(client(subject, &body).as_deref(), want, "{subject}: {body}");
    }
}

#[test]
fn a_moved_go_live_names_its_client() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/demo/13-go-live-moved.eml");
    let raw = std::fs::read(path).expect("the demo is there");
    let client = read(&raw, &Profile::client_roles()).extraction.client;
    assert_eq!(client.name.as_deref(), Some("Acme Dental"));
}

/// Names that are right, wrong, and missing over all labelled mails.
fn counts(meant: impl Fn(&str) -> bool) -> (usize, Vec<String>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/mail");
    let (mut right, mut wrong, mut missing) = (0, Vec::new(), Vec::new());
    let mut labels: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|name| name == "json"))
        .collect();
    labels.sort();
    labels.retain(|path| path.file_name().is_some_and(|name| meant(&name.to_string_lossy())));
    for path in labels {
        let label: Value = serde_json::from_slice(&std::fs::read(&path).expect("a label")).expect("labels are JSON");
        let raw = std::fs::read(path.with_extension("eml")).expect("a label has its mail");
        let profile = Profile::built_in(label["profile"].as_str().expect("a profile")).expect("it is built in");
        let got = read(&raw, &profile).extraction.client.name;
        let want = label["client"]["name"].as_str();
        let slug = path.file_stem().expect("a file").to_string_lossy().into_owned();
        match (want, got.as_deref()) {
            (Some(want), Some(got)) if want == got => right += 1,
            (_, Some(got)) => wrong.push(format!("{slug}: {got:?} for {want:?}")),
            (Some(want), None) => missing.push(format!("{slug}: {want:?}")),
            (None, None) => {}
        }
    }
    (right, wrong, missing)
}

#[test]
fn clients_are_named_as_the_labels_name_them() {
    let (right, wrong, missing) = counts(|_| true);
    let told = right + wrong.len();
    let labelled = told + missing.len();
    println!("precision {right}/{told}, recall {right}/{labelled}\nwrong {wrong:#?}\nmissing {missing:#?}");
    assert!(
        right * 100 >= told * PRECISION && right * 100 >= labelled * RECALL,
        "precision {right}/{told}, recall {right}/{labelled}: wrong {wrong:#?} missing {missing:#?}"
    );
}

/// Of a hundred names that are read, so many are as the label has them.
const PRECISION: usize = 88;
/// Of a hundred names that are labelled or read, so many are right.
const RECALL: usize = 83;

/// The mails that the reader learnt from first; what was right there stays right.
#[test]
fn the_first_clients_stay_as_right_as_they_were() {
    let (right, wrong, missing) = counts(|name| name.starts_with('0'));
    assert!(
        right >= FIRST_RIGHT,
        "{right} right, expected {FIRST_RIGHT}: {wrong:#?} {missing:#?}"
    );
    assert!(
        wrong.len() <= FIRST_WRONG,
        "expected at most {FIRST_WRONG} wrong: {wrong:#?}"
    );
}

const FIRST_RIGHT: usize = 76;
const FIRST_WRONG: usize = 3;
