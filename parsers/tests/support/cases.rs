//! Bodies of mails read into layers, and the layers held against what is expected.

use std::path::Path;

use greenroom_parsers::{Layer, Profile, read};
use serde_json::Value;

/// A file as text, whatever its bytes are.
pub fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file as JSON.
pub fn json(path: &Path) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The layers of a body, sent as a mail of its own.
pub fn layers(from: &str, subject: &str, kind: &str, body: &str) -> Vec<Layer> {
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    let mail = format!(
        "From: {from}\r\nTo: cs@vendor.example\r\nSubject: {subject}\r\nDate: Mon, 01 Nov 2021 10:00:00 +0000\r\n\
         Message-ID: <1@vendor.example>\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{body}"
    );
    read(mail.as_bytes(), &Profile::client_roles()).layers
}

/// Text as words: white space, quote marks and what shows nothing put aside.
pub fn folded(text: &str) -> String {
    let shown = text.replace(['>', '\u{feff}', '\u{200b}'], " ").replace('\u{a0}', " ");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a layer holds a text: all of it, with nothing added but what was cut off as a signature.
pub fn holds(layer: &Layer, wanted: &str) -> bool {
    let (text, wanted) = (folded(&layer.text), folded(wanted));
    let whole = folded(&format!(
        "{} {}",
        layer.text,
        layer.signature.as_deref().unwrap_or_default()
    ));
    text == wanted || wanted.starts_with(&text) && whole.starts_with(&wanted)
}

/// Says which cases are wrong, and fails when more are than were.
pub fn tally(name: &str, wrong: &[String], total: usize, at_least: usize) {
    let right = total - wrong.len();
    eprintln!("{name}: {right} of {total} right");
    for case in wrong {
        eprintln!("  wrong: {case}");
    }
    assert!(total > 0, "{name}: no cases were found");
    assert!(right >= at_least, "{name}: {right} of {total} right, {at_least} were");
}
