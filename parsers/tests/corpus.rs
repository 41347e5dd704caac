//! Real documents of other projects: each is read or flagged with its reason, in bounded time and memory.
//!
//! Ground truth is held against what is shown: the words of docling's renderings, and tracked changes as accepted.

#![allow(missing_docs, clippy::unwrap_used, reason = "this is a test")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use greenroom_parsers::{ManualReason, Reading};

#[path = "support/meter.rs"]
mod meter;
#[path = "support/shared.rs"]
mod shared;
#[path = "../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    clippy::cast_possible_truncation,
    reason = "the fuzz targets are a crate of their own"
)]
mod targets;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.to_string_lossy().ends_with(".expected.md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn attached(path: &Path) -> Reading {
    let extension = path.extension().and_then(|name| name.to_str()).unwrap_or_default();
    let bytes = std::fs::read(path).unwrap();
    targets::mail(&targets::wrap(
        &format!("users.{extension}"),
        "application/octet-stream",
        &bytes,
    ))
}

/// The text shown of the attached file.
fn shown(path: &Path) -> String {
    let parts = attached(path).shown.into_iter().filter(|part| part.part != "1");
    parts.map(|part| part.text).collect::<Vec<_>>().join("\n")
}

fn words(text: &str) -> Vec<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[test]
fn every_document_is_read_or_flagged_in_bounds() {
    let Some(folder) = shared::folder("corpus/docs") else {
        return;
    };
    let (mut read, mut flagged) = (0, Vec::new());
    for path in files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reading = meter::in_bounds(&name, || attached(&path));
        let reasons: Vec<ManualReason> = reading
            .extraction
            .manual_entry
            .iter()
            .map(|entry| entry.reason)
            .collect();
        if reading.shown.iter().any(|part| part.part.starts_with('2')) {
            read += 1;
        } else {
            assert_eq!(reasons.len(), 1, "{name} is neither read nor flagged");
            let locked = ["password", "passtika", "rotected"]
                .iter()
                .any(|word| name.contains(word));
            match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
                "pdf" => assert_eq!(reasons[0], ManualReason::Pdf, "{name}"),
                _ if locked => assert_eq!(reasons[0], ManualReason::Encrypted, "{name}"),
                _ => {}
            }
            flagged.push(format!("{name}: {:?}", reasons[0]));
        }
    }
    assert!(read > 80, "only {read} documents were read; flagged: {flagged:?}");
    println!("{read} read; flagged: {flagged:#?}");
}

#[test]
fn nothing_at_all_is_read_as_every_format() {
    for (format, _) in targets::FORMATS {
        for bytes in [
            b"".as_slice(),
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"{\\rtf1",
            b"<?xml version=\"1.0\"?>",
        ] {
            targets::attached(format, bytes).unwrap();
        }
    }
}

#[test]
fn every_page_of_html_is_read_in_bounds() {
    let Some(folder) = shared::folder("corpus/forwards") else {
        return;
    };
    let pages = files(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    for path in pages {
        let bytes = std::fs::read(&path).unwrap();
        meter::in_bounds(&path.display().to_string(), || targets::html_body(&bytes));
    }
}

/// The words of a Markdown text, without what is struck, without addresses of pictures and links.
fn words_of_markdown(text: &str) -> HashSet<String> {
    let mut plain = String::new();
    for (index, piece) in text.split("~~").enumerate() {
        plain.push_str(if index % 2 == 0 { piece } else { " " });
    }
    let mut out = String::new();
    let mut rest = plain.as_str();
    while let Some(at) = rest.find("](") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(')').map_or(rest.len(), |end| at + end);
        rest = &rest[end..];
    }
    out.push_str(rest);
    let out = out
        .replace("<!-- image -->", " ")
        .replace("[x]", " ")
        .replace("<!-- formula-not-decoded -->", " ");
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("\\_", "_");
    words(&out).into_iter().collect()
}

#[test]
fn the_words_of_the_ground_truth_are_shown() {
    let Some(folder) = shared::folder("corpus/docs/docling") else {
        return;
    };
    let mut checked = 0;
    for path in files(&folder) {
        let Ok(truth) = std::fs::read_to_string(format!("{}.expected.md", path.display())) else {
            continue;
        };
        let text = shown(&path);
        let shown: HashSet<String> = words(&text).into_iter().collect();
        let truth = words_of_markdown(&truth);
        // The truth cuts words where their look changes: "H2O" is three of its words.
        let cut = |word: &str| word.chars().count() <= 2 && words(&text).concat().contains(word);
        let mut missing: Vec<&String> = truth.difference(&shown).filter(|word| !cut(word)).collect();
        missing.sort();
        assert!(missing.is_empty(), "{} does not show {missing:?}", path.display());
        checked += 1;
    }
    assert!(checked >= 10, "only {checked} documents have a ground truth");
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let Some(folder) = shared::folder("corpus/docs/openxml-powertools-tracked-changes") else {
        return;
    };
    let mut trios = 0;
    for path in files(&folder) {
        let name = path.to_string_lossy().into_owned();
        let accepted = PathBuf::from(name.replace(".docx", "-Accepted.docx"));
        if accepted == path || !accepted.exists() {
            continue;
        }
        let lines = |path: &Path| {
            shown(path)
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&shown(&path)), words(&shown(&accepted)), "{name}");
        assert_eq!(lines(&path), lines(&accepted), "{name}");
        trios += 1;
    }
    assert!(trios >= 5, "only {trios} trios were found");
}
