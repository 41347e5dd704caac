//! The bodies of the fuzz targets: bytes as a whole mail, or as one attached file of a format.
//!
//! `fuzz_targets/` calls them under libFuzzer, `examples/hammer.rs` on a stable compiler. Each asserts what holds for any
//! bytes: every piece of evidence is where it says it is, and reading twice gives the same.

use greenroom_parsers::{Profile, Reading, read};

/// A name and type to attach bytes under.
pub type Format = (&'static str, &'static str);

/// Every format that is read, by its target's name.
pub const FORMATS: [Format; 13] = [
    ("docx", "application/octet-stream"),
    ("doc", "application/msword"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("rtf", "text/rtf"),
    ("xlsx", "application/octet-stream"),
    ("xls", "application/vnd.ms-excel"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("csv", "text/csv"),
    ("txt", "application/octet-stream"),
    ("html", "text/html"),
    ("msg", "application/vnd.ms-outlook"),
    ("eml", "application/octet-stream"),
    ("dat", "application/ms-tnef"),
];

/// Bytes as a whole mail, read with both profiles: each has readers of its own.
pub fn mail(bytes: &[u8]) -> Reading {
    check(&read(bytes, &Profile::device_sales()));
    let reading = read(bytes, &Profile::client_roles());
    check(&reading);
    reading
}

/// Bytes as an attached file of a format; nothing for a format that is none.
pub fn attached(format: &str, bytes: &[u8]) -> Option<Reading> {
    let (extension, mime) = FORMATS.into_iter().find(|(known, _)| *known == format)?;
    Some(mail(&wrap(&format!("users.{extension}"), mime, bytes)))
}

/// Bytes as the HTML body of a mail.
pub fn html_body(bytes: &[u8]) -> Reading {
    let mut raw = b"From: Pat <pat@vendor.example>\r\nSubject: new users\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        .to_vec();
    raw.extend_from_slice(bytes);
    mail(&raw)
}

/// A mail with one file attached.
pub fn wrap(name: &str, mime: &str, bytes: &[u8]) -> Vec<u8> {
    let mut raw = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@greenroom.example\r\nSubject: new users\r\n\
         Date: Wed, 24 Feb 2027 09:12:00 -0500\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"=-=edge=-=\"\r\n\r\n\
         --=-=edge=-=\r\nContent-Type: text/plain\r\n\r\n\
         Please set up the new users in the attached file.\r\n\
         --=-=edge=-=\r\nContent-Type: {mime}; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    .into_bytes();
    base64(bytes, &mut raw);
    raw.extend_from_slice(b"\r\n--=-=edge=-=--\r\n");
    raw
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (index, group) in bytes.chunks(3).enumerate() {
        if index > 0 && index % 19 == 0 {
            out.extend_from_slice(b"\r\n");
        }
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(all >> (18 - 6 * place) & 63) as usize];
            out.push(if place > group.len() { b'=' } else { letter });
        }
    }
}

/// What holds for any bytes.
fn check(reading: &Reading) {
    let users = reading.extraction.users.iter();
    for evidence in users.flat_map(|user| user.evidence.values()) {
        let shown = reading.shown.iter().filter(|part| part.part == evidence.part);
        let length = evidence.end.saturating_sub(evidence.start);
        let mut texts = shown.map(|part| part.text.chars().skip(evidence.start).take(length).collect::<String>());
        assert!(
            texts.any(|text| text == evidence.text),
            "{:?} does not stand at {}..{} of {}",
            evidence.text,
            evidence.start,
            evidence.end,
            evidence.part
        );
    }
}
