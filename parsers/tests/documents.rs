//! Document fixtures: what is shown of each, what is done with what cannot be read, and hostile files.
//!
//! `fixtures/documents/NAME` has what is shown of it in `NAME.txt`; a mismatch writes `NAME.got`.

#![allow(missing_docs, clippy::unwrap_used, reason = "this is a test")]

use std::path::{Path, PathBuf};

use greenroom_parsers::{Activate, ManualReason, Reading};

#[path = "support/meter.rs"]
mod meter;
#[path = "../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    clippy::cast_possible_truncation,
    reason = "the fuzz targets are a crate of their own"
)]
mod targets;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn fixtures(name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(name)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !matches!(ending(path), "txt" | "got" | "md"));
    paths.sort();
    assert!(!paths.is_empty(), "there are no fixtures in {name}");
    paths
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|name| name.to_str()).unwrap_or_default()
}

fn read_file(path: &Path) -> Reading {
    let bytes = std::fs::read(path).unwrap();
    match ending(path) {
        "eml" => targets::mail(&bytes),
        "html" => targets::html_body(&bytes),
        format => targets::attached(format, &bytes).unwrap(),
    }
}

/// An attached file under any name.
fn attached(name: &str, mime: &str, bytes: &[u8]) -> Reading {
    targets::mail(&targets::wrap(name, mime, bytes))
}

fn reasons(reading: &Reading) -> Vec<ManualReason> {
    reading
        .extraction
        .manual_entry
        .iter()
        .map(|entry| entry.reason)
        .collect()
}

#[test]
fn documents_are_shown_as_their_labels_say() {
    let mut wrong = Vec::new();
    for path in fixtures("documents") {
        let reading = read_file(&path);
        let parts = reading
            .shown
            .iter()
            .filter(|part| part.part != "1" && part.part != "HEADER");
        let shown: String = parts.map(|part| format!("=== {}\n{}", part.part, part.text)).collect();
        let label = PathBuf::from(format!("{}.txt", path.display()));
        if std::fs::read_to_string(&label).unwrap_or_default() != shown {
            std::fs::write(format!("{}.got", path.display()), &shown).unwrap();
            wrong.push(path.display().to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "not shown as labelled, see the .got beside them: {wrong:#?}"
    );
}

#[test]
fn hostile_files_are_read_in_bounds() {
    for path in fixtures("hostile") {
        meter::in_bounds(&path.display().to_string(), || read_file(&path));
    }
}

#[test]
fn a_mail_whose_parts_are_in_disorder_is_flagged() {
    let reading = read_file(&folder("hostile").join("mail-parts-end-twice.eml"));
    assert_eq!(reasons(&reading), [ManualReason::Unreadable]);
    assert_eq!(reading.envelope.subject.as_deref(), Some("3-third-subject"));
}

#[test]
fn an_attached_outlook_mail_is_heard_like_an_attached_mail() {
    let reading = read_file(&folder("documents").join("mail.msg"));
    let people = reading.extraction.users.iter().filter_map(|user| user.email.as_deref());
    assert_eq!(people.collect::<Vec<_>>(), ["ann@acme.example", "bo@acme.example"]);
    assert_eq!(reading.extraction.users[0].activate, Activate::Hold);
    let inner = reading.layers.iter().find(|layer| layer.part == "2.2.1").unwrap();
    assert_eq!(inner.author.email.as_deref(), Some("jane@acme.example"));
    assert_eq!(inner.date.as_deref(), Some("2027-02-23T14:12:00+00:00"));
    assert_eq!(inner.to[0].email.as_deref(), Some("pat@vendor.example"));
    assert_eq!(inner.subject.as_deref(), Some("our people"));
}

#[test]
fn files_are_what_they_are_whatever_they_are_called() {
    let doc = std::fs::read(folder("documents").join("users.doc")).unwrap();
    let rtf = b"{\\rtf1\\ansi Ann Lee, ann@acme.example, Level 2\\par}";
    let octets = "application/octet-stream";
    for (name, mime, bytes) in [
        ("users.docx", octets, doc.as_slice()),
        ("users.doc", octets, rtf.as_slice()),
        ("users", "application/msword", doc.as_slice()),
        ("users", octets, rtf.as_slice()),
        ("users.dot", octets, doc.as_slice()),
        (
            "users.doc",
            octets,
            b"<html><body>Ann Lee, ann@acme.example, Level 2</body></html>",
        ),
    ] {
        let reading = attached(name, mime, bytes);
        let first = reading.extraction.users.first().and_then(|user| user.email.as_deref());
        assert_eq!(first, Some("ann@acme.example"), "{name}, {mime}");
    }
}

#[test]
fn what_cannot_be_read_is_flagged_with_its_reason() {
    let encrypted_xls = {
        let book = std::fs::read(folder("documents").join("sheet.xls")).unwrap();
        // The first record after the beginning of the workbook becomes "encrypted from here on".
        let mut bytes = book.clone();
        let start = book
            .windows(4)
            .position(|window| window == [0x09, 0x08, 0x10, 0x00])
            .unwrap();
        bytes[start + 20..start + 22].copy_from_slice(&[0x2f, 0x00]);
        bytes
    };
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let octets = "application/octet-stream";
    let signed = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    let enveloped = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
    let cases: [(&str, &str, &[u8], ManualReason); 16] = [
        (
            "smime.p7m",
            "application/pkcs7-mime",
            enveloped,
            ManualReason::Encrypted,
        ),
        ("smime.p7m", "application/pkcs7-mime", signed, ManualReason::Unsupported),
        (
            "encrypted.asc",
            octets,
            b"-----BEGIN PGP MESSAGE-----",
            ManualReason::Encrypted,
        ),
        ("mail.eml", octets, b"no mail", ManualReason::Unreadable),
        ("users.pdf", octets, b"%PDF-1.7", ManualReason::Pdf),
        ("users", octets, b"%PDF-1.7", ManualReason::Pdf),
        ("users.heic", octets, b"x", ManualReason::Image),
        ("users.pages", octets, b"x", ManualReason::Unsupported),
        ("users.zip", "application/zip", b"PK\x05\x06", ManualReason::Unsupported),
        ("users.docx", docx, b"PK\x03\x04 cut off", ManualReason::Unreadable),
        ("users.doc", octets, b"\xffWPC WordPerfect", ManualReason::Unreadable),
        ("users.msg", octets, b"no mail", ManualReason::Unreadable),
        (
            "winmail.dat",
            "application/ms-tnef",
            b"\x78\x9f\x3e\x22 cut off",
            ManualReason::Unreadable,
        ),
        ("users.rtf", octets, b"{\\rtf1 cut off", ManualReason::Unreadable),
        ("users.xls", octets, &encrypted_xls, ManualReason::Encrypted),
        ("users.xlsx", octets, b"PK\x03\x04", ManualReason::Unreadable),
    ];
    for (name, mime, bytes, reason) in cases {
        assert_eq!(reasons(&attached(name, mime, bytes)), [reason], "{name}");
    }
}

#[test]
fn a_screenshot_in_an_empty_document_is_a_screenshot() {
    let pasted = b"{\\rtf1\\ansi{\\pict\\pngblip 89504e47}\\par}";
    assert_eq!(
        reasons(&attached("users.rtf", "text/rtf", pasted)),
        [ManualReason::Image]
    );
    assert!(reasons(&attached("users.rtf", "text/rtf", b"{\\rtf1\\ansi\\par}")).is_empty());
}

#[test]
fn more_parts_than_are_read_are_named() {
    let mut raw = String::from(
        "From: Pat <pat@vendor.example>\r\nSubject: new users\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n",
    );
    for number in 0..400 {
        raw.push_str(&format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nuser{number}@acme.example\r\n"
        ));
    }
    raw.push_str("--b--\r\n");
    assert_eq!(reasons(&targets::mail(raw.as_bytes())), [ManualReason::Unreadable]);
}

#[test]
fn a_longer_list_than_is_read_is_flagged_not_cut() {
    let list = |rows: usize, blank: usize| {
        let people: String = (0..rows)
            .map(|number| format!("Ann Lee,user{number}@acme.example\n"))
            .collect();
        format!("Name,E-mail\n{people}{}", ",\n".repeat(blank))
    };
    let reading = attached("users.csv", "text/csv", list(20, 20_000).as_bytes());
    assert_eq!((reading.extraction.users.len(), reasons(&reading).len()), (20, 0));
    let reading = attached("users.csv", "text/csv", list(4_000, 0).as_bytes());
    assert_eq!(reasons(&reading), [ManualReason::Unreadable]);
}

#[test]
fn text_is_read_in_its_encoding() {
    let wide: Vec<u8> = "Name;E-Mail\r\nZoë Ek;zoe@acme.example\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let narrow = b"Name;E-Mail\r\nZo\xeb Ek;zoe@acme.example\r\n";
    for bytes in [
        wide.as_slice(),
        narrow,
        "\u{feff}Name\tE-Mail\r\nZoë Ek\tzoe@acme.example\r\n".as_bytes(),
    ] {
        for name in ["users.csv", "users.txt", "users.tsv"] {
            let reading = attached(name, "application/octet-stream", bytes);
            let first = reading.extraction.users.first().and_then(|user| user.name.as_deref());
            assert_eq!(first, Some("Zoë Ek"), "{name}");
        }
    }
    for (format, _) in targets::FORMATS {
        targets::attached(format, b"").unwrap();
    }
}
