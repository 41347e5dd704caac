//! Mails that somebody sent through a machine: web forms, ticket relays, groups. The layers name the person.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use greenroom_parsers::{How, Layer, Profile, read};

fn layers(headers: &str, body: &str) -> Vec<Layer> {
    let mail = format!(
        "{headers}\nTo: cs@vendor.example\nSubject: Users\nDate: Tue, 04 May 2027 09:00:00 +0000\n\
         MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
    );
    read(mail.as_bytes(), &Profile::client_roles()).layers
}

#[test]
fn the_outer_author_is_a_person() {
    for headers in [
        "From: Jane Doe <jane@acme.example>",
        "From: Acme Website <wordpress@acme.example>\nReply-To: Jane Doe <jane@acme.example>",
        "From: \"Jane Doe (Support)\" <ticket@desk.example>\nReply-To: Jane Doe <jane@acme.example>",
        "From: \"'Jane Doe' via Setup\" <setup@vendor.example>\nReply-To: jane@acme.example",
        "From: Jane Doe via Forms <noreply@forms.example>\nReply-To: Jane Doe <jane@acme.example>",
        "From: Jane Doe <jane@acme.example>\nList-Id: <setup.vendor.example>\nReply-To: Jane Doe <jane@acme.example>",
    ] {
        let layers = layers(headers, "Please hold the list.");
        assert_eq!(layers.len(), 1, "{headers}");
        assert_eq!(layers[0].how, How::Outer, "{headers}");
        assert_eq!(layers[0].author.name.as_deref(), Some("Jane Doe"), "{headers}");
        assert_eq!(
            layers[0].author.email.as_deref(),
            Some("jane@acme.example"),
            "{headers}"
        );
    }
}

#[test]
fn a_group_without_a_way_back_still_names_the_person() {
    let layers = layers(
        "From: \"'Jane Doe' via Setup\" <setup@vendor.example>",
        "Please hold the list.",
    );
    assert_eq!(layers[0].author.name.as_deref(), Some("Jane Doe"));
}

#[test]
fn a_group_s_footer_is_nobody_s_words() {
    let layers = layers(
        "From: Jane Doe <jane@acme.example>",
        "Please hold the list.\n\n-- \nYou received this message because you are subscribed to the Google Groups \"Setup\" \
         group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to \
         setup+unsubscribe@vendor.example.",
    );
    assert_eq!(layers[0].text, "Please hold the list.");
    assert!(layers[0].signature.as_deref().unwrap().contains("subscribed"));
}

#[test]
fn a_form_s_lines_are_no_header() {
    let body = "From: Jane Doe <jane@acme.example>\nSubject: Users\n\nMessage Body:\nPlease hold the list.\n\n\
                --\nThis e-mail was sent from a contact form on Acme (https://acme.example)";
    let layers = layers(
        "From: Acme <form@acme.example>\nReply-To: Jane Doe <jane@acme.example>",
        body,
    );
    assert_eq!(layers.len(), 1);
    assert!(layers[0].text.contains("Please hold the list."));
}

#[test]
fn a_forwarded_message_attached_is_a_layer() {
    let inner = "From: Jane Doe <jane@acme.example>\r\nTo: pat@vendor.example\r\nSubject: Users\r\n\
                 Date: Mon, 03 May 2027 10:12:00 +0200\r\n\r\nPlease hold the list.\r\n\r\n\
                 On Sun, May 2, 2027 at 8:00 PM Bob Ray <bob@acme.example> wrote:\r\n> Hold them?\r\n";
    let raw = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: Fwd: Users\r\n\
         Date: Tue, 04 May 2027 09:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    );
    let layers = read(raw.as_bytes(), &Profile::client_roles()).layers;
    let authors: Vec<_> = layers
        .iter()
        .map(|layer| (layer.how, layer.author.email.as_deref().unwrap()))
        .collect();
    assert_eq!(
        authors,
        [
            (How::Outer, "pat@vendor.example"),
            (How::Forward, "jane@acme.example"),
            (How::Reply, "bob@acme.example")
        ]
    );
    assert_eq!(layers[1].date.as_deref(), Some("2027-05-03T10:12:00+02:00"));
}
