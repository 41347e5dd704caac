//! Mails that answer one of our own: only what their author wrote counts, and what was forwarded with them.

use greenroom_parsers::{Activate, Kind, Profile, ReadOptions, Reading, read, read_with};

fn reply(headers: &str, body: &str) -> Vec<u8> {
    format!(
        "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: Re: your users\r\n\
         Date: Fri, 26 Feb 2027 14:20:00 -0500\r\nMessage-ID: <a.1@vendor.example>\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

fn with_ids(raw: &[u8], ids: &[&str]) -> Reading {
    let options = ReadOptions {
        own_message_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        ..ReadOptions::default()
    };
    read_with(raw, &Profile::client_roles(), &options)
}

const QUOTED: &str = "\r\nOn Thu, 25 Feb 2027 at 09:00, Jane Doe <jane@acme.example> wrote:\r\n\
    > Please set up Joan Hill, joan@acme.example, level 2. Send her the link.\r\n";

#[test]
fn an_answer_to_a_mail_of_ours_is_an_amendment() {
    let raw = reply(
        "In-Reply-To: <Notice.77@greenroom.example>\r\n",
        &format!("Please add Sam Orr, sam@acme.example, level 3. Hold him.\r\n{QUOTED}"),
    );
    let stranger = read(&raw, &Profile::client_roles()).extraction;
    assert_eq!(stranger.kind, Kind::Submission);
    assert_eq!(stranger.users.len(), 2, "without our knowledge the quoted mail counts");
    let own = with_ids(&raw, &["Notice.77@greenroom.example"]).extraction;
    assert_eq!(own.kind, Kind::Amendment);
    assert_eq!(own.users.len(), 1);
    assert_eq!(own.users[0].name.as_deref(), Some("Sam Orr"));
    assert_eq!(own.users[0].activate, Activate::Hold);
    assert!(own.issues.is_empty(), "an amendment misses nothing: {:?}", own.issues);
}

#[test]
fn any_of_the_references_will_do() {
    let raw = reply(
        "References: <first@acme.example>\r\n <ours.2@greenroom.example> <third@vendor.example>\r\n",
        "Joan can wait.\r\n",
    );
    assert_eq!(
        with_ids(&raw, &["ours.2@greenroom.example"]).extraction.kind,
        Kind::Amendment
    );
    assert_eq!(
        with_ids(&raw, &["ours.3@greenroom.example"]).extraction.kind,
        Kind::Unrelated
    );
}

#[test]
fn our_message_ids_are_known_by_their_shape() {
    for (id, ours) in [
        ("gr.abcdefghij234567.qrstuvwxyz234567@greenroom.example", true),
        ("gr-17.activated@greenroom.example", true),
        ("gr.abcdefghij234567@greenroom.example", false),
        ("gr.abcdefghij23456.qrstuvwxyz234567@greenroom.example", false),
        ("gray.abcdefghij@vendor.example", false),
    ] {
        let raw = reply(&format!("In-Reply-To: <{id}>\r\n"), "Please hold Joan.\r\n");
        let kind = read(&raw, &Profile::client_roles()).extraction.kind;
        assert_eq!(kind == Kind::Amendment, ours, "{id}");
    }
}

#[test]
fn a_mail_forwarded_with_an_amendment_counts() {
    let forwarded = "Here is one more.\r\n\r\n---------- Forwarded message ---------\r\n\
        From: Jane Doe <jane@acme.example>\r\nDate: Thu, Feb 25, 2027 at 9:00 AM\r\nSubject: one more\r\n\
        To: <pat.field@vendor.example>\r\n\r\nPlease set up Joan Hill, joan@acme.example, level 2.\r\n";
    let raw = reply("In-Reply-To: <ours@greenroom.example>\r\n", forwarded);
    let extraction = with_ids(&raw, &["ours@greenroom.example"]).extraction;
    assert_eq!(extraction.kind, Kind::Amendment);
    let names: Vec<_> = extraction.users.iter().map(|user| user.name.as_deref()).collect();
    assert_eq!(names, [Some("Joan Hill")]);
}

#[test]
fn a_mail_attached_to_an_amendment_counts() {
    let headers = "In-Reply-To: <ours@greenroom.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\n";
    let body = "--b\r\nContent-Type: text/plain\r\n\r\nOne more, attached.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
        From: Jane Doe <jane@acme.example>\r\nTo: pat.field@vendor.example\r\nSubject: one more\r\n\
        Date: Thu, 25 Feb 2027 09:00:00 -0500\r\n\r\nPlease set up Joan Hill, joan@acme.example, level 2.\r\n--b--\r\n";
    let raw = reply(headers, body);
    let extraction = with_ids(&raw, &["ours@greenroom.example"]).extraction;
    assert_eq!(extraction.kind, Kind::Amendment);
    assert_eq!(extraction.users.len(), 1);
}

#[test]
fn a_quoted_original_does_not_count() {
    let body = "Please hold Sam Orr.\r\n\r\n-----Original Message-----\r\nFrom: Jane Doe <jane@acme.example>\r\n\
        Sent: Thursday, February 25, 2027 9:00 AM\r\nTo: Pat Field <pat.field@vendor.example>\r\nSubject: users\r\n\r\n\
        Please set up Joan Hill, joan@acme.example, level 2. Send her the link.\r\n";
    let raw = reply("In-Reply-To: <ours@greenroom.example>\r\n", body);
    let extraction = with_ids(&raw, &["ours@greenroom.example"]).extraction;
    let names: Vec<_> = extraction.users.iter().map(|user| user.name.as_deref()).collect();
    assert_eq!(names, [Some("Sam Orr")]);
}
