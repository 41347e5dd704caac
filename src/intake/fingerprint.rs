//! What a mail says, without the marks of its way: the same mail in two mailboxes has one fingerprint.
//!
//! It hashes what a sender writes (From, To, Cc, Date, Subject, Message-ID) and the body, so that Received,
//! Return-Path, Delivered-To, signatures and everything else that servers add make no difference. It is no identity:
//! that is the hash of all bytes. Pure; a crash here loses nothing.

use sha2::{Digest, Sha256};

use crate::domain::ids::Fingerprint;

/// The headers that a sender writes and that servers leave alone.
const KEPT: [&str; 6] = ["from", "to", "cc", "date", "subject", "message-id"];

/// A Message-ID longer than this is not kept as a hint; RFC 5322 lines end at 998.
const LONGEST_MESSAGE_ID: usize = 998;

/// The fingerprint of a mail.
pub fn fingerprint(mail: &[u8]) -> Fingerprint {
    let (head, body) = split(mail);
    let headers = headers(head);
    let mut hash = Sha256::new();
    for kept in KEPT {
        for (_, value) in headers.iter().filter(|(name, _)| name == kept) {
            hash.update(kept.as_bytes());
            hash.update(b":");
            hash.update(value);
            hash.update(b"\n");
        }
    }
    hash.update(b"\n");
    for line in trimmed(body).split(|byte| *byte == b'\n') {
        hash.update(line.strip_suffix(b"\r").unwrap_or(line));
        hash.update(b"\n");
    }
    Fingerprint(hash.finalize().into())
}

/// The Message-ID of a mail, without angle brackets; a hint only.
pub fn message_id(mail: &[u8]) -> Option<String> {
    let (head, _) = split(mail);
    let (_, value) = headers(head).into_iter().find(|(name, _)| name == "message-id")?;
    let text = String::from_utf8_lossy(&value);
    let inner = match (text.find('<'), text.rfind('>')) {
        (Some(start), Some(end)) if start < end => &text[start + 1..end],
        _ => text.as_ref(),
    };
    let inner = inner.trim();
    (!inner.is_empty() && inner.len() <= LONGEST_MESSAGE_ID).then(|| inner.to_owned())
}

/// Headers and body, parted at the first empty line.
fn split(mail: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        if line == b"\n" || line == b"\r\n" {
            return (&mail[..start], &mail[start + line.len()..]);
        }
        start += line.len();
    }
    (mail, &[])
}

/// Each header's lower-case name and its value on one line, runs of white space as one space.
fn headers(head: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    for line in head.split(|byte| *byte == b'\n') {
        let continued = line.first().is_some_and(|byte| *byte == b' ' || *byte == b'\t');
        if continued {
            if let Some((_, value)) = found.last_mut() {
                append_words(value, line);
            }
        } else if let Some(colon) = line.iter().position(|byte| *byte == b':') {
            let name = String::from_utf8_lossy(&line[..colon]).trim().to_ascii_lowercase();
            let mut value = Vec::new();
            append_words(&mut value, &line[colon + 1..]);
            found.push((name, value));
        }
    }
    found
}

fn append_words(value: &mut Vec<u8>, text: &[u8]) {
    for word in text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()) {
        if !value.is_empty() {
            value.push(b' ');
        }
        value.extend_from_slice(word);
    }
}

/// The body without empty lines at its end, which some servers add or drop.
fn trimmed(body: &[u8]) -> &[u8] {
    let end = body
        .iter()
        .rposition(|byte| *byte != b'\n' && *byte != b'\r')
        .map_or(0, |last| last + 1);
    &body[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &[u8] = b"Received: from a by b\r\nDelivered-To: x\r\nFrom: Ann <ann@example.org>\r\n\
        Subject: two\r\n  lines\r\nMessage-ID: <1@example.org>\r\n\r\nhello\r\nyou\r\n";

    #[test]
    fn copies_that_went_different_ways_say_the_same() {
        let second = b"X-Spam: no\nFrom:  Ann <ann@example.org>\nSubject: two lines\nMessage-ID: <1@example.org>\n\
            Received: from c by d\n\nhello\nyou\n\n";
        assert_eq!(fingerprint(FIRST), fingerprint(second));
    }

    #[test]
    fn other_words_or_another_sender_make_another_mail() {
        let text = String::from_utf8(FIRST.to_vec()).unwrap();
        let other_body = text.replace("you", "all");
        let other_sender = text.replace("ann@", "bob@");
        assert_ne!(fingerprint(FIRST), fingerprint(other_body.as_bytes()));
        assert_ne!(fingerprint(FIRST), fingerprint(other_sender.as_bytes()));
        let moved_word = text.replace("hello\r\nyou", "hello you");
        assert_ne!(fingerprint(FIRST), fingerprint(moved_word.as_bytes()));
    }

    #[test]
    fn the_message_id_is_read_without_brackets() {
        assert_eq!(message_id(FIRST).as_deref(), Some("1@example.org"));
        assert_eq!(
            message_id(b"Message-Id:\r\n <folded@x>\r\n\r\n").as_deref(),
            Some("folded@x")
        );
        assert_eq!(message_id(b"From: a\r\n\r\nMessage-ID: <body@x>"), None);
        assert_eq!(message_id(b""), None);
    }
}
