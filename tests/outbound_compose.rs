//! What an activation mail says, from the row to the bytes that arrive.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::path::Path;

use greenroom::clock::Clock;
use greenroom::config::Config;
use greenroom::domain::ids::{LinkHash, OutboxId, TicketId};
use greenroom::domain::outbox::{AttemptResult, Brings, LinkMaker, OutboxRow};
use greenroom::domain::ticket::Ticket;
use greenroom::outbound::maildir::MaildirTransport;
use greenroom::outbound::smtp::SmtpTransport;
use greenroom::outbound::{ComposeError, Composer, LinkKey, Outgoing, Transport, transport};
use mail_parser::{MessageParser, MimeHeaders};

#[path = "support/smtp.rs"]
mod smtp;
mod web_stage;

use smtp::{FaultServer, Protection};
use web_stage::{KIM, Stage};

async fn parts(stage: &Stage, id: TicketId, outbox: &OutboxId) -> (Ticket, OutboxRow) {
    let ticket = stage.store.ticket(id).await.unwrap().unwrap();
    let row = stage.store.outbox_row(outbox).await.unwrap().unwrap();
    (ticket, row)
}

async fn mail() -> (Stage, Outgoing, String) {
    let stage = Stage::new();
    let (id, outbox) = stage.queue().await;
    let (ticket, row) = parts(&stage, id, &outbox).await;
    let mail = stage.composer.mail(&ticket, &row, stage.clock.now()).unwrap();
    let path = stage.path_of(&outbox);
    (stage, mail, path)
}

fn check(bytes: &[u8], mail: &Outgoing, path: &str) {
    let parsed = MessageParser::default().parse(bytes).unwrap();
    assert_eq!(parsed.message_id().unwrap(), mail.message_id);
    assert_eq!(parsed.subject().unwrap(), "Your access to Vendor is ready to activate");
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2027-03-01T14:00:00Z");
    let to = parsed.to().unwrap().first().unwrap();
    assert_eq!(
        (to.name().unwrap(), to.address().unwrap()),
        ("Kim Sørensen", "kim@harbor.example")
    );
    assert_eq!(
        parsed.reply_to().unwrap().first().unwrap().address().unwrap(),
        "cs@vendor.example"
    );
    assert_eq!(parsed.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert_eq!(
        parsed.header_raw("X-Auto-Response-Suppress").unwrap().trim(),
        "OOF, AutoReply"
    );
    assert_eq!(parsed.content_type().unwrap().subtype().unwrap(), "alternative");
    for absent in ["List-Id", "List-Unsubscribe", "Precedence", "Bcc", "Cc"] {
        assert!(parsed.header_raw(absent).is_none(), "{absent}");
    }
    let text = parsed.body_text(0).unwrap().replace("\r\n", "\n");
    let html = parsed.body_html(0).unwrap();
    let link = format!("http://127.0.0.1:8401{path}");
    assert!(
        text.contains("Hello Kim Sørensen,") && text.contains(&format!("\n{link}\n")),
        "{text}"
    );
    assert!(
        text.contains("until Tuesday, 2 March 2027, 09:00 (America/New York, UTC-05:00)"),
        "{text}"
    );
    assert!(
        text.contains("Write to cs@vendor.example and we send you a new one"),
        "{text}"
    );
    assert!(
        html.contains("Harbor &amp; Sons") && html.contains("Activate my account"),
        "{html}"
    );
    assert!(html.contains(&format!("href=\"{link}\"")), "{html}");
}

#[tokio::test]
async fn the_mail_has_both_forms_and_every_header() {
    let (stage, mail, path) = mail().await;
    check(&mail.bytes, &mail, &path);
    assert_eq!(mail.from.to_string(), "cs@vendor.example");
    assert_eq!(mail.to.to_string(), "kim@harbor.example");
    assert!(mail.bytes.is_ascii(), "every server can carry it");
    assert!(stage.composer.is_own(&mail.message_id));
}

#[tokio::test]
async fn a_repeat_is_the_same_mail_byte_for_byte() {
    let stage = Stage::new();
    let (id, outbox) = stage.queue().await;
    let (ticket, row) = parts(&stage, id, &outbox).await;
    let now = stage.clock.now();
    let first = stage.composer.mail(&ticket, &row, now).unwrap();
    let again = stage.composer.mail(&ticket, &row, now).unwrap();
    assert_eq!(first, again);
}

#[tokio::test]
async fn the_mail_arrives_as_it_was_made() {
    let Some(server) = FaultServer::start(Protection::Starttls) else {
        return;
    };
    let (_stage, mail, path) = mail().await;
    // The server chooses its fault by the recipient.
    let mail = Outgoing {
        to: "ok@harbor.example".parse().unwrap(),
        ..mail
    };
    let smtp = SmtpTransport::new(&server.config(), Path::new("/")).unwrap();
    assert_eq!(smtp.send(&mail).await, AttemptResult::Accepted);
    let kept = server.kept().remove(0);
    let (envelope, rest) = kept.split_once("\r\n").unwrap();
    assert_eq!(envelope, "X-Envelope: cs@vendor.example ok@harbor.example");
    assert!(
        rest.as_bytes() == mail.bytes,
        "expected\n{}\nfound\n{rest}",
        String::from_utf8_lossy(&mail.bytes)
    );
    check(rest.as_bytes(), &mail, &path);
}

#[tokio::test]
async fn a_repeat_into_a_maildir_is_never_a_second_mail() {
    let folder = tempfile::tempdir().unwrap();
    let maildir = folder.path().join("outgoing");
    let transport = MaildirTransport::new(&maildir).unwrap();
    let (_stage, mail, _) = mail().await;
    let count = |name: &str| std::fs::read_dir(maildir.join(name)).unwrap().count();
    for _ in 0..3 {
        assert_eq!(transport.send(&mail).await, AttemptResult::Accepted);
    }
    assert_eq!((count("new"), count("cur"), count("tmp")), (1, 0, 0));
    // A mail reader has seen it in the meantime.
    let new = std::fs::read_dir(maildir.join("new")).unwrap().next().unwrap().unwrap();
    assert_eq!(std::fs::read(new.path()).unwrap(), mail.bytes);
    let seen = format!("{}:2,S", new.file_name().to_str().unwrap());
    std::fs::rename(new.path(), maildir.join("cur").join(seen)).unwrap();
    assert_eq!(transport.send(&mail).await, AttemptResult::Accepted);
    assert_eq!((count("new"), count("cur"), count("tmp")), (0, 1, 0));

    let other = Outgoing {
        message_id: "../../evil@vendor.example".into(),
        ..mail
    };
    assert_eq!(transport.send(&other).await, AttemptResult::Accepted);
    assert_eq!((count("new"), count("cur")), (1, 1));
    assert!(transport.probe().await.unwrap().contains("outgoing"));
}

#[tokio::test]
async fn a_maildir_that_cannot_be_written_defers() {
    let folder = tempfile::tempdir().unwrap();
    let maildir = folder.path().join("outgoing");
    let transport = MaildirTransport::new(&maildir).unwrap();
    let (_stage, mail, _) = mail().await;
    std::fs::remove_dir_all(&maildir).unwrap();
    assert!(matches!(transport.send(&mail).await, AttemptResult::Hindered { .. }));
    assert!(transport.probe().await.unwrap_err().contains("cannot be written"));
}

#[tokio::test]
async fn a_link_that_could_not_work_is_never_sent() {
    let stage = Stage::new();
    let (id, outbox) = stage.queue().await;
    let (ticket, mut row) = parts(&stage, id, &outbox).await;
    let now = stage.clock.now();
    let other = Composer::new(&Config::default(), LinkKey::from_bytes([1; 32])).unwrap();
    let refused = other.mail(&ticket, &row, now);
    assert!(matches!(refused, Err(ComposeError::ForeignLink(_))), "{refused:?}");
    assert!(!other.is_own(&row.message_id));
    row.brings = Brings::Link {
        person: KIM,
        number: 1,
        link: LinkHash::of(b"another"),
    };
    assert!(stage.composer.mail(&ticket, &row, now).is_err());
}

#[tokio::test]
async fn a_deployment_has_words_of_its_own_and_names_do_not_break_headers() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("activation.subject"), "{{ name }}, come in").unwrap();
    let stage = Stage::new();
    let (id, outbox) = stage.queue().await;
    let (mut ticket, row) = parts(&stage, id, &outbox).await;
    let kim = ticket.people.iter_mut().find(|person| person.no == KIM).unwrap();
    kim.details.name = Some("Eve\r\nBcc: all@vendor.example\r\n\r\n<script>".into());
    let mut config = Config::default();
    config.outbound.templates = Some(folder.path().to_owned());
    config.outbound.reply_to = Some("Help <help@vendor.example>".into());
    let key = LinkKey::load_or_create(&stage.link_key_path()).unwrap();
    let composer = Composer::new(&config, key).unwrap();
    let mail = composer.mail(&ticket, &row, stage.clock.now()).unwrap();
    let parsed = MessageParser::default().parse(&mail.bytes).unwrap();
    assert_eq!(
        parsed.subject().unwrap(),
        "Eve Bcc: all@vendor.example <script>, come in"
    );
    assert!(parsed.header_raw("Bcc").is_none());
    assert_eq!(
        parsed.reply_to().unwrap().first().unwrap().address().unwrap(),
        "help@vendor.example"
    );
    assert!(!parsed.body_html(0).unwrap().contains("<script>"));

    std::fs::write(folder.path().join("activation.txt"), "{{ link }} {{ tickt }}").unwrap();
    let error = Composer::new(&config, LinkKey::from_bytes([1; 32]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("activation.txt uses `tickt`"), "{error}");
}

#[test]
fn the_configured_way_out_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        base: folder.path().to_owned(),
        ..Config::default()
    };
    transport::from_config(&config).unwrap();
    assert!(folder.path().join("outgoing/new").is_dir());
}
