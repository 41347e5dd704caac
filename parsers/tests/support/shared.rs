//! Mails of other people, kept outside of this repository: where they are, and how a test goes on without them.

use std::path::{Path, PathBuf};

use greenroom_parsers::{Layer, Profile, read};
use serde_json::Value;

/// Where the collected mails lie, unless `GREENROOM_CORPUS` says otherwise.
const CORPUS: &str = "/work/shared/corpus";

/// A folder of the collection; none, and a line that says so, where it is not there.
pub fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("GREENROOM_CORPUS").map_or_else(|| PathBuf::from(CORPUS), PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not here; nothing was measured", folder.display());
    None
}

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
