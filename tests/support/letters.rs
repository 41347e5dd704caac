//! Mails for the tests of the desk, taken in and read by the real pipeline.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::sync::Arc;

use greenroom::clock::Clock;
use greenroom::config::{Config, check};
use greenroom::domain::ids::{Fingerprint, MailId, TicketId};
use greenroom::domain::mail::{FolderKey, LedgerKey, MailRecord, MailStatus};
use greenroom::pipeline::Pipeline;
use greenroom::store::{Batch, Record};

use super::web_stage::Stage;

/// Pat forwards what Jane asks for, with a table, a hold for everybody and a signature.
pub(crate) const FORWARDED: &str = "From: Pat Field <pat@vendor.example>\r\nTo: setup@vendor.example\r\n\
    Subject: Fwd: Logins for Harbor\r\nMessage-ID: <forwarded@vendor.example>\r\nDate: Mon, 01 Mar 2027 08:00:00 -0500\r\n\
    MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p>Hi all,</p><p>three new users for Harbor Freight Lines, see below. Please hold them, they go live on March 22.</p>\
    <p>Thanks,<br>Pat</p><p>-- <br>Pat Field<br>Account Manager</p>\
    <p>---------- Forwarded message ---------<br>From: Jane Doe &lt;jane@harbor.example&gt;<br>Date: Thu, Feb 25, 2027 at 4:11 PM<br>\
    Subject: Logins for Harbor<br>To: Pat Field &lt;pat@vendor.example&gt;</p><p>Hello Pat, here they are:</p>\
    <table><tr><th>Name</th><th>Email</th><th>Level</th><th>Roles</th></tr>\
    <tr><td>Kim Sørensen</td><td>kim@harbor.example</td><td>2</td><td>Reporting</td></tr>\
    <tr><td>Luis Romero</td><td>luis@harbor.example</td><td>3</td><td>Billing, Reporting</td></tr>\
    <tr><td>Noor Haddad</td><td>noor@harbor.example</td><td></td><td>Scheduler</td></tr></table><p>Jane Doe<br>Practice Manager</p>";

/// Pat asks for one person at once.
pub(crate) const AT_ONCE: &str = "From: Pat Field <pat@vendor.example>\r\nTo: setup@vendor.example\r\n\
    Subject: Activate today: Tamarind Foods\r\nMessage-ID: <now@vendor.example>\r\nDate: Mon, 01 Mar 2027 08:30:00 -0500\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nHi,\r\n\r\nTamarind Foods is live already and got a new colleague:\r\n\r\n\
    Name: Ines Duarte\r\nEmail: ines@tamarind.example\r\nLevel: 1\r\nRoles: Reporting\r\n\r\n\
    Please activate her right away and send the link today.\r\n\r\nPat\r\n";

/// Pat says two things about the same people.
pub(crate) const IN_TWO_MINDS: &str = "From: Pat Field <pat@vendor.example>\r\nTo: setup@vendor.example\r\n\
    Subject: two users for Oakhurst Library\r\nMessage-ID: <minds@vendor.example>\r\nDate: Mon, 01 Mar 2027 08:20:00 -0500\r\n\
    Content-Type: text/plain; charset=utf-8\r\n\r\nHi all\r\n\r\nPlease go ahead and activate both of these right away:\r\n\r\n\
    Harriet Lindgren-Soto, harriet@oakhurst.example, level 2, doc editor\r\nBasil Quorn, basil@oakhurst.example, level 1\r\n\r\n\
    Go-live is 7 June.\r\n\r\nDo not activate either of them until I have spoken to Harriet.\r\n\r\nPat Field\r\nAccount Manager\r\n";

/// A submitter's configuration.
fn config() -> Config {
    let text = "trust.submitters = [\"@vendor.example\"]\npolicy.approve_complete_holds = false\n\
                calendar.zone = \"America/New_York\"\noutbound.from = \"cs@vendor.example\"\n";
    Config::parse(text, std::path::Path::new("test"), std::path::PathBuf::new()).unwrap()
}

/// Takes a mail in and lets the pipeline settle it.
pub(crate) async fn arrive(stage: &Stage, raw: &str) -> MailId {
    let bytes = raw.as_bytes().to_vec();
    let id = MailId::of(&bytes);
    let size = bytes.len() as u64;
    stage.store.put_raw(vec![bytes]).await.unwrap();
    let folder = FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    };
    let now = stage.clock.now();
    let mut batch = Batch::new();
    batch.insert(Record::Mail(MailRecord {
        id,
        fingerprint: Fingerprint(id.0),
        message_id: None,
        size,
        received_at: now,
        found: LedgerKey::file(&folder, &id.to_string()),
        status: MailStatus::Stored,
        sender: None,
        sent_at: None,
        erased: None,
        recheck: None,
        decisions: Vec::new(),
        revision: 1,
    }));
    stage.store.commit(batch).await.unwrap();
    settle(stage).await;
    id
}

/// Lets the pipeline settle what is stored.
pub(crate) async fn settle(stage: &Stage) {
    let config = Arc::new(config());
    let profile = check::profile(&config).unwrap();
    let composer = Arc::clone(&stage.composer);
    let pipeline = Pipeline::new(Arc::clone(&stage.store), config, profile, composer).unwrap();
    pipeline.settle_pending(stage.clock.now()).await.unwrap();
}

/// The ticket that a mail became.
pub(crate) async fn ticket_of(stage: &Stage, raw: &str) -> TicketId {
    let id = arrive(stage, raw).await;
    let mail = stage.store.mail(id).await.unwrap().unwrap();
    match mail.status {
        MailStatus::Settled { outcome, .. } => outcome.ticket().unwrap(),
        MailStatus::Stored => panic!("the mail was not settled"),
    }
}
