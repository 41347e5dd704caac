//! The note to the account manager after manual entry: who sees it, that it goes out once and as it was read, who answers it,
//! and what becomes of it when it comes back.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::sync::Arc;

use greenroom::clock::{Clock, SharedClock};
use greenroom::domain::account::Role;
use greenroom::domain::event::{Actor, Event, Request};
use greenroom::domain::ids::{OutboxId, TicketId};
use greenroom::domain::mail::{MailStatus, Outcome};
use greenroom::domain::note::About;
use greenroom::domain::outbox::{OutboxRow, OutboxState};
use greenroom::domain::ticket::{Details, Problem, Wish};
use greenroom::outbound::Transport;
use greenroom::outbound::maildir::MaildirTransport;
use greenroom::scheduler::outbox::OutboxWorker;
use greenroom::scheduler::worker::Worker;
use mail_parser::MessageParser;

#[path = "support/letters.rs"]
mod letters;
#[path = "support/papers.rs"]
mod papers;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use letters::{FORWARDED, arrive, ticket_of};
use papers::with_pdf;
use visitor::{Visitor, value};
use web_stage::Stage;

const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";

async fn staffed(stage: &Stage) {
    let ada = stage.administrator("Ada Byron", "ada@vendor.example").await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat Field", PAT, Role::AccountManager).await;
}

/// Bo typed in who is in the PDF.
async fn type_in(stage: &Stage, ticket: TicketId) {
    let by = || Actor::Reviewer {
        name: "Bo Lindqvist".into(),
    };
    let request = Request {
        details: Details {
            name: Some("Kim Sørensen".into()),
            email: Some("kim@harbor.example".into()),
            level: Some(2),
            ..Details::default()
        },
        wish: Wish::Hold,
        hold_until: None,
        problems: vec![Problem::typed_in()],
    };
    stage.happen(ticket, Event::PersonAdded { request, by: by() }).await;
    let codes = vec!["manual_entry".to_owned(), "no_users".to_owned()];
    stage.happen(ticket, Event::ProblemsSettled { codes, by: by() }).await;
}

async fn row(stage: &Stage, ticket: TicketId) -> Option<OutboxRow> {
    let id = OutboxId::note(ticket, About::TypedIn);
    stage.store.outbox_row(&id).await.unwrap()
}

/// Lets the worker send what waits, into a folder; the mails in it.
async fn sent(stage: &Stage) -> Vec<Vec<u8>> {
    let folder = stage.folder.path().join("outgoing");
    let transport: Arc<dyn Transport> = Arc::new(MaildirTransport::new(&folder).unwrap());
    let clock: SharedClock = Arc::new(stage.clock.clone());
    let (store, composer) = (Arc::clone(&stage.store), Arc::clone(&stage.composer));
    let worker = OutboxWorker::new(store, clock, transport, composer, (1, 3));
    let report = worker.run_once(stage.clock.now()).await;
    assert_eq!(report.failed, None);
    let files = std::fs::read_dir(folder.join("new")).unwrap();
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

#[tokio::test]
async fn a_note_is_offered_when_all_is_typed_in_and_goes_out_once_as_it_was_read() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let ticket = ticket_of(&stage, &with_pdf()).await;
    let page = format!("/tickets/{ticket}");
    let mut bo = Visitor::signed_in(&site, BO).await;
    assert!(
        !bo.get(&page).await.body.contains("Tell the account manager"),
        "nothing is typed in"
    );
    let early = bo.post(&format!("{page}/note"), &[("revision", "1")]).await;
    assert!(
        early.body.contains("something has still to be typed in"),
        "{}",
        early.body
    );

    type_in(&stage, ticket).await;
    let seen = bo.get(&page).await.body;
    assert!(
        seen.contains("Tell the account manager") && seen.contains("They came as a PDF"),
        "{seen}"
    );
    let mut pat = Visitor::signed_in(&site, PAT).await;
    assert!(!pat.get(&page).await.body.contains("Tell the account manager"));
    let revision = value(&seen, "revision").unwrap();
    assert_eq!(
        pat.post(&format!("{page}/note"), &[("revision", &revision)])
            .await
            .status,
        403
    );
    let done = bo.post(&format!("{page}/note"), &[("revision", &revision)]).await;
    assert_eq!(done.header("location"), format!("{page}?done=noted"));
    let after = bo.get(&format!("{page}?done=noted")).await.body;
    assert!(after.contains("The note is on its way") && !after.contains("Tell the account manager"));
    assert!(
        after.contains("Bo Lindqvist wrote to the account manager"),
        "the history tells of it"
    );
    let again = stage.store.ticket(ticket).await.unwrap().unwrap().revision.to_string();
    let twice = bo.post(&format!("{page}/note"), &[("revision", &again)]).await;
    assert!(twice.body.contains("that was written before"), "{}", twice.body);

    let mails = sent(&stage).await;
    assert_eq!(mails.len(), 1);
    let mail = MessageParser::default().parse(&mails[0]).unwrap();
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some(PAT));
    assert!(
        mail.subject().unwrap().ends_with(&format!("[{ticket}]")),
        "{:?}",
        mail.subject()
    );
    let original = stage.store.ticket(ticket).await.unwrap().unwrap().thread[0].clone();
    assert_eq!(mail.in_reply_to().as_text(), Some(original.as_str()));
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-replied"));
    let text = mail.body_text(0).unwrap();
    assert!(
        text.contains("Hello Pat Field,") && text.contains("They came as a PDF"),
        "{text}"
    );
    assert!(mail.body_html(0).unwrap().contains("They came as a PDF"));
    assert!(matches!(
        row(&stage, ticket).await.unwrap().state,
        OutboxState::Sent { .. }
    ));
    let shown = bo.get("/outbox").await.body;
    assert!(shown.contains("A note to the account manager") && shown.contains(PAT));
    assert_eq!(sent(&stage).await.len(), 1, "it goes out once");
}

#[tokio::test]
async fn an_answer_to_the_note_finds_its_ticket_and_a_note_that_comes_back_is_given_up() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let ticket = ticket_of(&stage, &with_pdf()).await;
    type_in(&stage, ticket).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let seen = bo.get(&format!("/tickets/{ticket}")).await.body;
    let revision = value(&seen, "revision").unwrap();
    bo.post(&format!("/tickets/{ticket}/note"), &[("revision", &revision)])
        .await;
    sent(&stage).await;
    let note = row(&stage, ticket).await.unwrap();
    let before = stage.store.ticket(ticket).await.unwrap().unwrap();

    // No tag and no subject of ours: only the name of the mail that is answered.
    let answer = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@vendor.example\r\nSubject: thanks\r\nMessage-ID: <answer@vendor.example>\r\n\
         In-Reply-To: <{}>\r\nDate: Mon, 01 Mar 2027 09:30:00 -0500\r\n\r\nKim is level 3, sorry.\r\n",
        note.message_id
    );
    let answer = arrive(&stage, &answer).await;
    let ticket_now = stage.store.ticket(ticket).await.unwrap().unwrap();
    assert!(ticket_now.mails.contains(&answer), "{:?}", ticket_now.mails);

    let report = format!(
        "From: MAILER-DAEMON@vendor.example\r\nTo: cs@vendor.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Message-ID: <dsn@vendor.example>\r\nDate: Mon, 01 Mar 2027 09:40:00 -0500\r\nAuto-Submitted: auto-replied\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nNo such mailbox.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.vendor.example\r\n\r\n\
         Final-Recipient: rfc822; pat@vendor.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such mailbox\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}>\r\nTo: pat@vendor.example\r\n\r\n--b--\r\n",
        note.message_id
    );
    let report = arrive(&stage, &report).await;
    let report = stage.store.mail(report).await.unwrap().unwrap();
    let MailStatus::Settled { outcome, reason, .. } = report.status else {
        panic!("the report was not settled");
    };
    assert_eq!(outcome, Outcome::Bounce { ticket });
    assert!(reason.contains("a note to the account manager"), "{reason}");
    let state = row(&stage, ticket).await.unwrap().state;
    assert!(
        matches!(&state, OutboxState::Dead { reason, .. } if reason.contains("no such mailbox")),
        "{state:?}"
    );
    let people = stage.store.ticket(ticket).await.unwrap().unwrap().people;
    assert_eq!(
        people[0].state, before.people[0].state,
        "nobody's link has to do with it"
    );
}

#[tokio::test]
async fn no_note_is_written_where_nothing_was_typed_in() {
    let stage = Stage::new();
    staffed(&stage).await;
    let site = stage.desk_site().await;
    let ticket = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let seen = bo.get(&format!("/tickets/{ticket}")).await.body;
    assert!(!seen.contains("Tell the account manager"));
    let revision = value(&seen, "revision").unwrap();
    let refused = bo
        .post(&format!("/tickets/{ticket}/note"), &[("revision", &revision)])
        .await;
    assert!(
        refused.body.contains("there was nothing to type in"),
        "{}",
        refused.body
    );
    assert_eq!(row(&stage, ticket).await, None);
}
