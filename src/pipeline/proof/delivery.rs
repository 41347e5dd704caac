//! Who delivered a mail to our own server, as that server wrote it down. Senders write headers too, and names into the
//! headers of others, so nothing is believed that can be read in two ways.

use std::net::IpAddr;

/// A delivery to our own server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delivery {
    /// The address of the host that delivered.
    pub(super) host: IpAddr,
    /// The return address, in lower case.
    pub(super) mail_from: String,
}

/// The delivery that the server `ours` has written down in the topmost of its Received headers, and in a Return-Path above it.
pub(super) fn of(headers: &[(&[u8], &[u8])], ours: &str) -> Option<Delivery> {
    let named = |name: &[u8], wanted: &str| name.trim_ascii().eq_ignore_ascii_case(wanted.as_bytes());
    let mut mail_from = None;
    for (name, value) in headers {
        if mail_from.is_none() && named(name, "Return-Path") {
            mail_from = Some(address(value));
        }
        if !named(name, "Received") {
            continue;
        }
        let text = String::from_utf8_lossy(value).to_lowercase();
        if !is_by(&text, ours) {
            continue;
        }
        let host = only_address(&text).filter(|host| !host.is_loopback())?;
        let mail_from = mail_from??;
        return Some(Delivery { host, mail_from });
    }
    None
}

/// Whether this Received header says that `ours` took the mail.
fn is_by(text: &str, ours: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| pair == ["by", ours])
}

/// The address in brackets, if there is only one. A host may say of itself whatever it likes, even an address.
fn only_address(text: &str) -> Option<IpAddr> {
    let mut found = None;
    for piece in text.split('[').skip(1) {
        let inside = piece.split(']').next()?;
        let address = inside.strip_prefix("ipv6:").unwrap_or(inside).parse::<IpAddr>().ok()?;
        if found.is_some_and(|found| found != address) {
            return None;
        }
        found = Some(address);
    }
    found
}

/// The address in a Return-Path; an empty one is nobody's.
fn address(value: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(value).trim().to_lowercase();
    let bare = text.strip_prefix('<')?.strip_suffix('>')?;
    let plain = bare
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>\"(),;".contains(&byte));
    let is_one = bare.matches('@').count() == 1;
    (plain && is_one && bare.len() <= 320).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivered(headers: &[(&str, &str)]) -> Option<(String, String)> {
        let headers: Vec<_> = headers.iter().map(|(n, v)| (n.as_bytes(), v.as_bytes())).collect();
        of(&headers, "mx.vendor.example").map(|found| (found.host.to_string(), found.mail_from))
    }

    #[test]
    fn only_what_our_server_wrote_and_nobody_else_could_have_is_believed() {
        let path = ("Return-Path", " <Pat@partner.example>\r\n");
        let ours = " from mail.partner.example (mail.partner.example [192.0.2.7])\r\n\tby mx.vendor.example (Postfix) with ESMTPS id 1;\r\n";
        let found = Some(("192.0.2.7".to_owned(), "pat@partner.example".to_owned()));
        assert_eq!(delivered(&[path, ("Received", ours)]), found);
        let local = (
            "Received",
            " from mx.vendor.example ([127.0.0.1]) by store.vendor.example with LMTP\r\n",
        );
        assert_eq!(delivered(&[path, local, ("Received", ours)]), found);
        let exim = " from [192.0.2.7] (helo=x)\r\n\tby mx.vendor.example with esmtp\r\n";
        assert_eq!(delivered(&[path, ("Received", exim)]), found);
        for forged in [
            // Another server wrote it.
            " from a (a [192.0.2.7]) by mx.elsewhere.example with ESMTP\r\n",
            // The host says it is somebody else.
            " from [192.0.2.7] (unknown [198.51.100.9]) by mx.vendor.example with ESMTP\r\n",
            " from x ([192.0.2.7]) by mx.vendor.example (unknown [198.51.100.9]) by mx.vendor.example with ESMTP\r\n",
            " from x (unknown [not an address]) by mx.vendor.example with ESMTP\r\n",
            " from x by mx.vendor.example with ESMTP\r\n",
            " from x ([127.0.0.1]) by mx.vendor.example with ESMTP\r\n",
        ] {
            assert_eq!(delivered(&[path, ("Received", forged)]), None, "{forged}");
        }
        assert_eq!(
            delivered(&[("Received", ours), path]),
            None,
            "a Return-Path that came with the mail"
        );
        assert_eq!(delivered(&[("Return-Path", " <>"), ("Received", ours)]), None);
        assert_eq!(
            delivered(&[("Return-Path", " <a@b.example>x@partner.example>"), ("Received", ours)]),
            None
        );
    }
}
