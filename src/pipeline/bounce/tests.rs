//! Reports of mail servers as they come, and what looks like one and is none.

use greenroom_parsers::{Profile, read};

use super::*;
use crate::domain::event::NewLink;
use crate::domain::ids::{OutboxId, PersonNo, TicketId};
use crate::outbound::LinkKey;

struct Links(LinkKey);

impl LinkMaker for Links {
    fn new_link(&self, id: &OutboxId) -> NewLink {
        NewLink {
            hash: LinkKey::hash(&self.0.token(id)),
            message_id: self.0.message_id(id, "vendor.example"),
        }
    }

    fn is_own(&self, message_id: &str) -> bool {
        self.0.recognise(message_id)
    }
}

fn links() -> Links {
    Links(LinkKey::from_bytes([7; 32]))
}

fn own() -> String {
    links()
        .new_link(&OutboxId::activation(TicketId(1), PersonNo(1), 1))
        .message_id
}

fn look_at(mail: &str) -> Option<Bounce> {
    let raw = mail.replace("OWN", &own()).replace('\n', "\r\n");
    let envelope = read(raw.as_bytes(), &Profile::client_roles()).envelope;
    find(raw.as_bytes(), &envelope, &links())
}

fn report(fields: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.client.example\nTo: cs@vendor.example\nSubject: Undelivered Mail\n\
         Message-ID: <1@mx.client.example>\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n--b\n\
         Content-Type: text/plain\n\nSorry.\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.client.example\n\nFinal-Recipient: rfc822; kim@client.example\n{fields}\n\n--b\n\
         Content-Type: message/rfc822\n\nFrom: cs@vendor.example\nMessage-ID: <OWN>\nSubject: x\n\nhello\n--b--\n"
    )
}

#[test]
fn a_report_of_rfc_3464_is_tied_by_the_returned_message_id() {
    let bounce = look_at(&report(
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  User unknown",
    ))
    .unwrap();
    assert_eq!(bounce.message_ids, [own()]);
    assert_eq!(
        (bounce.fate, bounce.words.as_str()),
        (Fate::Failed, "550 5.1.1 User unknown")
    );
    let fate = |fields: &str| look_at(&report(fields)).map(|bounce| bounce.fate);
    assert_eq!(fate("Status: 4.4.7\nAction: delayed"), Some(Fate::Delayed));
    assert_eq!(fate("Action: relayed\nStatus: 2.0.0"), Some(Fate::Arrived));
    assert_eq!(fate("Action: failed\nStatus: 4.4.7"), Some(Fate::Failed));
    assert_eq!(fate("Status: 5.2.2"), Some(Fate::Failed));
    assert_eq!(fate(""), None);
}

#[test]
fn a_report_about_a_mail_of_somebody_else_or_with_a_made_up_name_is_none_of_ours() {
    let failed = report("Action: failed\nStatus: 5.1.1");
    assert_eq!(look_at(&failed.replace("OWN", "77@vendor.example")), None);
    assert_eq!(
        look_at(&failed.replace("OWN", "gr.aaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@vendor.example")),
        None
    );
}

#[test]
fn headers_alone_and_references_are_enough() {
    let headers = report("Action: failed\nStatus: 5.1.1").replace("message/rfc822", "text/rfc822-headers");
    assert_eq!(look_at(&headers).unwrap().fate, Fate::Failed);
    let exchange = report("Action: failed\nStatus: 5.1.1")
        .replace("Message-ID: <OWN>\n", "")
        .replace(
            "Subject: Undelivered Mail",
            "Subject: Undeliverable: Your account\nIn-Reply-To: <OWN>",
        );
    assert_eq!(look_at(&exchange).unwrap().message_ids, [own()]);
}

#[test]
fn texts_of_servers_that_know_no_standard() {
    let qmail = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.client.example\nTo: cs@vendor.example\nSubject: failure notice\n\n\
        Hi. This is the qmail-send program at mx.client.example.\nI'm afraid I wasn't able to deliver your message.\n\n\
        <kim@client.example>:\n550 5.1.1 sorry, no mailbox here by that name. (#5.1.1)\n\n\
        --- Below this line is a copy of the message.\n\nReturn-Path: <cs@vendor.example>\nMessage-ID: <OWN>\n\nhello\n";
    let bounce = look_at(qmail).unwrap();
    assert_eq!(bounce.words, "550 5.1.1 sorry, no mailbox here by that name. (#5.1.1)");
    let exim = "Return-path: <>\nX-Failed-Recipients: kim@client.example\nAuto-Submitted: auto-replied\n\
        From: Mail Delivery System <Mailer-Daemon@mx.vendor.example>\nTo: cs@vendor.example\n\
        Subject: Mail delivery failed: returning message to sender\n\nA message that you sent could not be delivered.\n\n\
        kim@client.example\n  host mx.client.example: 550 No such user here\n\n\
        ------ This is a copy of the message, including all the headers. ------\n\nMessage-Id: <OWN>\n\nhello\n";
    assert_eq!(look_at(exim).unwrap().fate, Fate::Failed);
    let german = "Return-Path: <>\nFrom: postmaster@client.example\nTo: cs@vendor.example\nSubject: Unzustellbar: Ihr Zugang\n\n\
        Ihre Nachricht hat einige Empfänger nicht erreicht.\n\nMessage-ID: <OWN>\n";
    assert_eq!(look_at(german).unwrap().fate, Fate::Failed);
    let patient = "Return-Path: <>\nFrom: MAILER-DAEMON@client.example\nTo: cs@vendor.example\n\
        Subject: Warning: message delayed 4 hours\n\nYour message could not be delivered yet. It will be retried.\n\n\
        Message-ID: <OWN>\n";
    assert_eq!(look_at(patient).unwrap().fate, Fate::Delayed);
}

#[test]
fn people_and_their_machines_who_answer_our_mail_bounce_nothing() {
    let away = "Return-Path: <>\nFrom: kim@client.example\nTo: cs@vendor.example\nSubject: Out of office\n\
        Auto-Submitted: auto-replied\nIn-Reply-To: <OWN>\n\nI am away. Mails that could not be delivered go to Jo.\n";
    assert_eq!(look_at(away), None);
    let person = "From: kim@client.example\nTo: cs@vendor.example\nSubject: Re: Your account\nIn-Reply-To: <OWN>\n\n\
        My colleague's invitation was undeliverable, 550 5.1.1 user unknown. Message-ID: <OWN>\n";
    assert_eq!(look_at(person), None);
    let receipt = "From: kim@client.example\nTo: cs@vendor.example\nSubject: Read: Your account\nMIME-Version: 1.0\n\
        Content-Type: multipart/report; report-type=disposition-notification; boundary=\"b\"\n\n--b\n\
        Content-Type: message/disposition-notification\n\nOriginal-Message-ID: <OWN>\nDisposition: manual-action; displayed\n\n--b--\n";
    assert_eq!(look_at(receipt), None);
}

#[test]
fn what_a_server_says_is_bounded_and_on_one_line() {
    let long = format!(
        "Action: failed\nDiagnostic-Code: smtp; 550 \u{202e}no\u{1b}[31m {}",
        "x".repeat(5000)
    );
    let words = look_at(&report(&long)).unwrap().words;
    assert_eq!(words.chars().count(), LONGEST_WORDS);
    assert!(
        !words.chars().any(|letter| letter.is_control() || letter == '\u{202e}'),
        "{words}"
    );
}

#[test]
fn a_report_cut_off_anywhere_is_read_without_a_panic() {
    let whole = report("Action: failed\nStatus: 5.1.1").replace("OWN", &own());
    for end in 0..whole.len() {
        let envelope = Envelope::default();
        let _ = find(&whole.as_bytes()[..end], &envelope, &links());
    }
}

#[test]
fn a_report_that_names_none_of_ours_says_who_was_not_reached() {
    let unnamed_in = |mail: String| unnamed(mail.replace('\n', "\r\n").as_bytes());
    let failed =
        report("Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no\u{202e}body").replace("OWN", "7@x");
    let found = unnamed_in(failed).unwrap();
    assert_eq!(found.recipients, BTreeSet::from(["kim@client.example".to_owned()]));
    assert_eq!(found.words, "550 nobody");
    assert_eq!(unnamed_in(report("Action: delayed\nStatus: 4.0.0")), None);
    let text = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.client.example\nSubject: failure notice\n\n\
                Could not be delivered to <Kim@client.example>: 550 user unknown\n\n--- Below this line is a copy of the message.\n\n\
                To: lee@client.example\n";
    let found = unnamed_in(text.to_owned()).unwrap();
    assert_eq!(found.recipients, BTreeSet::from(["kim@client.example".to_owned()]));
    assert_eq!(
        unnamed_in(text.replace("Return-Path: <>\nFrom: MAILER-DAEMON", "From: kim")),
        None
    );
    let many: String = (0..1000)
        .map(|n| format!("Final-Recipient: rfc822; a{n}@x.example\n"))
        .collect();
    let found = unnamed_in(report(&format!("{many}Action: failed"))).unwrap();
    assert_eq!(found.recipients.len(), MOST_RECIPIENTS);
}
