//! People of the desk and tickets of a few clients, for the tests of its lists.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use greenroom::clock::Clock;
use greenroom::domain::account::Role;
use greenroom::domain::event::{Entry, Event, Request, Submission};
use greenroom::domain::ids::{ClientKey, MailId, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::review;
use greenroom::domain::ticket::{Client, Details, GoLive, Party, Wish};
use greenroom::store::{Batch, Record};
use jiff::civil::{Date, date};

use super::web_stage::{self, Site, Stage};

pub(crate) const ADA: &str = "ada@vendor.example";
pub(crate) const BO: &str = "bo@vendor.example";
pub(crate) const PAT: &str = "pat@vendor.example";
pub(crate) const QUINN: &str = "quinn@vendor.example";

pub(crate) async fn staffed(stage: &Stage) -> Site {
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat", PAT, Role::AccountManager).await;
    stage.member(&ada, "Quinn", QUINN, Role::AccountManager).await;
    stage.desk_site().await
}

pub(crate) fn submission(client: &str, name: &str, submitter: &str, go_live: Option<Date>) -> Submission {
    let given = name.split(' ').next().unwrap().to_lowercase();
    let mut terms = greenroom::config::Config::default().calendar.terms(None);
    terms.zone = "America/New_York".into();
    Submission {
        mail: MailId::of(name.as_bytes()),
        message_id: None,
        subject: format!("Users of {client}"),
        submitter: Party {
            name: None,
            email: Some(submitter.into()),
        },
        profile: "client-roles".into(),
        client: Client {
            key: ClientKey(client.into()),
            name: None,
            contact: None,
        },
        terms,
        go_live: go_live.map(|date| GoLive::stated(date, false)),
        people: vec![Request {
            details: Details {
                name: Some(name.into()),
                email: Some(format!("{given}@{client}")),
                level: Some(2),
                ..Details::default()
            },
            wish: Wish::Hold,
            hold_until: None,
            problems: vec![],
        }],
        manual_entry: vec![],
        problems: vec![],
    }
}

/// Opens tickets with their first event, many in one commit.
pub(crate) async fn open(stage: &Stage, all: &[Submission]) -> Vec<TicketId> {
    let mut ids = Vec::new();
    for chunk in all.chunks(500) {
        let mut batch = Batch::new();
        for submission in chunk {
            let id = stage.store.reserve_ticket_id().await.unwrap();
            let at = stage.clock.now();
            let ticket = lifecycle::open(id, submission, at);
            batch.insert(Record::Ticket(Box::new(ticket)));
            batch.insert(Record::Entry(Box::new(Entry {
                ticket: id,
                seq: 1,
                at,
                event: Event::Opened {
                    submission: Box::new(submission.clone()),
                },
            })));
            ids.push(id);
        }
        stage.store.commit(batch).await.unwrap();
    }
    ids
}

pub(crate) async fn approve(stage: &Stage, id: TicketId) {
    let approval = review::by_reviewer("Bo", stage.clock.now());
    let people = vec![web_stage::KIM];
    stage.happen(id, Event::Approved { people, approval }).await;
}

/// Two clients of Pat, one of whom is also Quinn's, and one of Quinn alone.
pub(crate) async fn four(stage: &Stage) -> Vec<TicketId> {
    let ids = open(
        stage,
        &[
            submission("harbor.example", "Kim Harbor", PAT, Some(date(2027, 3, 22))),
            submission("harbor.example", "Noor Harbor", QUINN, Some(date(2027, 3, 22))),
            submission("tamarind.example", "Ines Tamarind", PAT, Some(date(2027, 4, 5))),
            submission("quarry.example", "Lee Quarry", QUINN, Some(date(2027, 3, 10))),
        ],
    )
    .await;
    approve(stage, ids[0]).await;
    ids
}
