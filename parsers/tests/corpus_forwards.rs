//! Forwarded mails of the public collections, in about 25 languages, held against what their own projects expect.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]
#![allow(unreachable_pub, reason = "support is shared by tests")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/shared.rs"]
mod shared;

use cases::{folded, holds, json, tally, text};
use greenroom_parsers::{How, Layer, Mailbox};
use serde_json::Value;

const PAT: &str = "Pat Field <pat.field@vendor.example>";

fn same(wanted: &str, found: Option<&str>) -> bool {
    folded(wanted).to_lowercase() == folded(found.unwrap_or_default()).to_lowercase()
}

fn all_there(wanted: &Value, found: &[Mailbox]) -> bool {
    let wanted = wanted
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|person| person["email"].as_str());
    wanted
        .into_iter()
        .all(|email| found.iter().any(|person| same(email, person.email.as_deref())))
}

/// The expected body holds the mails below with their headers: what this author wrote stands first in it, and every
/// mail that is quoted below follows in its order.
fn body_is_told_apart(wanted: &str, layers: &[Layer]) -> bool {
    if holds(&layers[0], wanted) {
        return true;
    }
    let wanted = folded(wanted);
    let mut at = 0;
    let nested = layers.iter().all(|layer| {
        let text = folded(&layer.text);
        let found = wanted.get(at..).and_then(|rest| rest.find(&text));
        at = found.map_or(at, |offset| at + offset + text.len());
        found.is_some()
    });
    nested && layers.len() > 1 && wanted.starts_with(&folded(&layers[0].text))
}

/// What is wrong with the layers of a forwarded mail.
fn faults(case: &Value, layers: &[Layer]) -> Vec<String> {
    let wanted = &case["expect"];
    let skipped = |key: &str| {
        let list = case["not_asserted"].as_array();
        list.is_some_and(|keys| keys.iter().any(|one| one == key)) || wanted.get(key).is_none_or(Value::is_null)
    };
    let at = layers.iter().position(|layer| layer.how == How::Forward);
    let forwarded = wanted["forwarded"] == true;
    if !forwarded || at.is_none() {
        return if forwarded == at.is_some() {
            Vec::new()
        } else {
            vec![format!("forwarded: {}", !forwarded)]
        };
    }
    let inner = &layers[at.unwrap()];
    let told = |key: &str| wanted[key].as_str().unwrap_or_default();
    let checks = [
        ("from_email", same(told("from_email"), inner.author.email.as_deref())),
        ("from_name", same(told("from_name"), inner.author.name.as_deref())),
        ("subject", same(told("subject"), inner.subject.as_deref())),
        ("to", all_there(&wanted["to"], &inner.to)),
        ("cc", all_there(&wanted["cc"], &inner.cc)),
        ("date", inner.date_text.is_some() && inner.date.is_some()),
        ("body", body_is_told_apart(told("body"), &layers[at.unwrap()..])),
    ];
    let mut faults: Vec<String> = checks
        .iter()
        .filter(|(key, right)| !right && !skipped(key))
        .map(|(key, _)| (*key).to_owned())
        .collect();
    let named = wanted.get("message").is_some();
    if named && !holds(&layers[0], told("message")) {
        faults.push("message".to_owned());
    }
    faults
}

#[test]
fn forwards_of_many_clients() {
    let Some(folder) = shared::folder("corpus/forwards/email-forward-parser") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".expected.json"));
    paths.sort();
    let (mut wrong, mut total) = (Vec::new(), 0);
    for path in paths {
        let case = json(&path);
        let Some(body) = case["body_file"].as_str() else {
            continue;
        };
        let subject = case["outer_subject"].as_str().unwrap_or("Fwd: something").trim();
        let layers = cases::layers(PAT, subject, "text/plain", &text(&folder.join(body)));
        let faults = faults(&case, &layers);
        total += 1;
        if !faults.is_empty() {
            wrong.push(format!("{}: {}", case["case"], faults.join(", ")));
        }
    }
    tally("email-forward-parser", &wrong, total, 100);
}

/// What is wrong with the layers of one of quotequail's mails.
fn quoted_faults(wanted: &Value, layers: &[Layer]) -> Vec<String> {
    let told = |key: &str| wanted[key].as_str();
    let mut faults = Vec::new();
    let Some(inner) = layers.get(1) else {
        return vec!["no second layer".to_owned()];
    };
    let how = if told("type") == Some("forward") {
        How::Forward
    } else {
        How::Reply
    };
    if told("type").is_some() && inner.how != how {
        faults.push("type".to_owned());
    }
    let author = [inner.author.name.as_deref(), inner.author.email.as_deref()];
    if told("from")
        .is_some_and(|from| !author.iter().flatten().all(|word| from.contains(word)) || author == [None, None])
    {
        faults.push("from".to_owned());
    }
    if told("date").is_some_and(|date| !same(date, inner.date_text.as_deref()) || inner.date.is_none()) {
        faults.push(format!("date {:?} {:?}", inner.date_text, inner.date));
    }
    if told("subject").is_some_and(|subject| !same(subject, inner.subject.as_deref())) {
        faults.push("subject".to_owned());
    }
    if told("to").is_some_and(|to| {
        inner.to.is_empty()
            || !inner
                .to
                .iter()
                .filter_map(|one| one.email.as_deref())
                .all(|one| to.contains(one))
    }) {
        faults.push("to".to_owned());
    }
    if told("text").is_some_and(|text| !holds(inner, text)) {
        faults.push("text".to_owned());
    }
    let around = format!(
        "{} {}",
        told("text_top").unwrap_or_default(),
        told("text_bottom").unwrap_or_default()
    );
    if told("html").is_none() && !holds(&layers[0], &around) {
        faults.push("text_top".to_owned());
    }
    faults
}

/// The words of an HTML page.
fn words(html: &str) -> String {
    let layers = cases::layers(PAT, "words", "text/html", html);
    let texts = layers
        .iter()
        .map(|layer| format!("{} {}", layer.text, layer.signature.as_deref().unwrap_or_default()));
    folded(&texts.collect::<Vec<_>>().join(" "))
}

#[test]
fn quotes_and_forwards_as_text() {
    let Some(folder) = shared::folder("corpus/forwards/quotequail") else {
        return;
    };
    let cases = json(&folder.join("text-cases.json"));
    let (mut wrong, mut total) = (Vec::new(), 0);
    for case in cases.as_array().unwrap() {
        // The others state how lines are split for display, not who wrote them.
        if !case["expected"].is_object() {
            continue;
        }
        let layers = cases::layers(PAT, "Hello", "text/plain", case["input"].as_str().unwrap());
        let faults = quoted_faults(&case["expected"], &layers);
        total += 1;
        if !faults.is_empty() {
            wrong.push(format!("{}: {}", case["id"], faults.join(", ")));
        }
    }
    tally("quotequail, text", &wrong, total, 13);
}

#[test]
fn quotes_and_forwards_as_html() {
    let Some(folder) = shared::folder("corpus/forwards/quotequail") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    paths.sort();
    let (mut wrong, mut total) = (Vec::new(), 0);
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let case = json(&folder.join(format!("{name}.expected.json")));
        let wanted = &case["expected"];
        let layers = cases::layers(PAT, "Hello", "text/html", &text(&path));
        let mut faults = quoted_faults(wanted, &layers);
        let inner = wanted["html"].as_str().map(words);
        if inner.is_some_and(|inner| !layers.get(1).is_some_and(|layer| holds(layer, &inner))) {
            faults.push("html".to_owned());
        }
        let (top, bottom) = (
            wanted["html_top"].as_str().map(words),
            wanted["html_bottom"].as_str().map(words),
        );
        let around = format!("{} {}", top.unwrap_or_default(), bottom.unwrap_or_default());
        if !holds(&layers[0], &around) {
            faults.push("html_top".to_owned());
        }
        total += 1;
        if !faults.is_empty() {
            wrong.push(format!("{name}: {}", faults.join(", ")));
        }
    }
    tally("quotequail, HTML", &wrong, total, 7);
}
