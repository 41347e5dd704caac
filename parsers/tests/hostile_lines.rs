//! Lines that nobody writes: eight thousand bytes of one thing over and over, read with both profiles.

#![allow(missing_docs, clippy::unwrap_used, reason = "this is a test")]

#[path = "../fuzz/src/lib.rs"]
#[allow(
    unreachable_pub,
    dead_code,
    clippy::cast_possible_truncation,
    reason = "the fuzz targets are a crate of their own"
)]
mod targets;

const LINE_BYTES: usize = 7_900;

/// What such a line is made of. Each was once slow, or made something grow with the square of its length.
const PIECES: &[&str] = &[
    "Ann Lee, ",
    "Ann Lee and ",
    "Ann Lee <ann@acme.example>, ",
    "ann@acme.example ",
    "a@b.",
    ", ",
    "7 ",
    "1/2/27 ",
    "level ",
    "level 2 ",
    "level 2 or 3, not level 1 ",
    "Ann Lee - level 2 - ",
    "manager admin billing ",
    "everyone except Ann ",
    "send Ann the link now, hold Bo, ",
    "March 3 or 4, Monday ",
    "covers Mercy Hospital, Dr. Lee & Wu, ",
    "ship to 6 Main St, Waco, TX 76701; ",
    "| Ann Lee | ann@acme.example ",
    "Name: Ann Lee ",
    "Name: Zed, not Lee. ",
    "Wait. Later please. ",
    "([<",
    "☐ 1 ☒ 2 ",
    "İ ß ﬁ ǆ Müñøz ",
];

#[test]
fn a_line_of_one_thing_is_read_to_its_end() {
    for piece in PIECES {
        let line = piece.repeat(LINE_BYTES / piece.len());
        let mail = format!(
            "From: Pat Field <pat@vendor.example>\r\nTo: cs@greenroom.example\r\nSubject: new users\r\n\
             Date: Wed, 24 Feb 2027 09:12:00 -0500\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
             Please set up:\r\n{line}\r\n\r\nCy Poe <cy@acme.example>, level 2\r\n"
        );
        let reading = targets::mail(mail.as_bytes());
        let users = reading.extraction.users.iter();
        let mut emails = users.filter_map(|user| user.email.as_deref());
        assert!(
            emails.any(|email| email == "cy@acme.example"),
            "nobody behind {piece:?}"
        );
    }
}
