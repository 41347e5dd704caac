//! Small mails in many clients' dialects and languages: who wrote what, and when.
//!
//! `dialects/*.txt` hold the cases as text. A case begins with `######## name` and a subject; below `========` stand its
//! layers, newest first: how it came, the author's name and address, the date, the text with its white space folded, and the
//! signature and the banner if any was cut off.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]

use std::path::Path;

use greenroom_parsers::{How, Layer, Profile, read};

/// A mail and the layers it must have.
struct Case {
    name: String,
    mail: String,
    layers: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for part in text.split("######## ").skip(1) {
            let (name, rest) = part.split_once('\n').unwrap();
            let (mail, layers) = rest.split_once("\n========\n").unwrap();
            let (subject, body) = mail.split_once("\n\n").unwrap();
            cases.push(Case {
                name: name.to_owned(),
                mail: format!(
                    "From: Pat Field <pat@vendor.example>\nTo: cs@vendor.example\n{subject}\n\
                     Date: Tue, 04 May 2027 09:00:00 +0000\nMIME-Version: 1.0\n\
                     Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n"
                ),
                layers: layers
                    .lines()
                    .map(str::to_owned)
                    .filter(|line| !line.is_empty())
                    .collect(),
            });
        }
    }
    cases
}

fn shown(layer: &Layer) -> String {
    let how = match layer.how {
        How::Outer => "outer",
        How::Forward => "forward",
        How::Reply => "reply",
    };
    let known = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = |what: &str, text: &Option<String>| {
        text.as_deref()
            .map_or_else(String::new, |text| format!(" | {what}: {}", folded(text)))
    };
    format!(
        "{how} | {} | {} | {} | {}{}{}",
        known(&layer.author.name),
        known(&layer.author.email),
        known(&layer.date),
        folded(&layer.text),
        cut("signature", &layer.signature),
        cut("banner", &layer.banner)
    )
}

#[test]
fn every_layer_has_its_author_and_its_date() {
    let cases = cases();
    assert!(cases.len() >= 100, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        for mail in [case.mail.clone(), case.mail.replace('\n', "\r\n")] {
            let layers = read(mail.as_bytes(), &Profile::client_roles()).layers;
            let found: Vec<String> = layers.iter().map(shown).collect();
            if found != case.layers {
                wrong.push(format!(
                    "{}\n  wanted {:#?}\n  found {found:#?}",
                    case.name, case.layers
                ));
                break;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases are wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// Lines that are plainly neither header nor attribution stay in some layer, as text or as what was cut off.
#[test]
fn nobody_s_words_vanish() {
    let folded = |text: &str| text.replace('>', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for case in cases() {
        let layers = read(case.mail.as_bytes(), &Profile::client_roles()).layers;
        let parts = layers.iter().flat_map(|layer| {
            [
                Some(layer.text.clone()),
                layer.signature.clone(),
                layer.banner.clone(),
                layer.author.name.clone(),
            ]
        });
        let kept = folded(&parts.flatten().collect::<Vec<_>>().join("\n"));
        let (_, body) = case.mail.split_once("\n\n").unwrap();
        let told = |line: &&str| {
            let marked = line.contains([':', '：', '@', '-', '=', '_', '<', '—']) || line.contains(char::is_numeric);
            !marked && line.split_whitespace().count() >= 3
        };
        for line in body.lines().filter(told) {
            let line = folded(line);
            let wrapped = line.len() < 40 && !line.ends_with('.');
            assert!(wrapped || kept.contains(&line), "{}: {line:?} is gone", case.name);
        }
    }
}
