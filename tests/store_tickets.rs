//! The contract of the store, continued: by what people find tickets. A new backend passes this as well.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;
use std::sync::Arc;

use greenroom::domain::event::{Actor, Event, Request, Submission};
use greenroom::domain::ids::{AccountId, ClientKey, MailId, PersonNo, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::review::by_reviewer;
use greenroom::domain::ticket::{Assignee, Client, Details, GoLive, Party, Ticket, Wish};
use greenroom::store::index::Range;
use greenroom::store::sled::SledStore;
use greenroom::store::{Batch, Find, Index, Key, Record, Store};
use jiff::Timestamp;
use jiff::civil::Date;

fn open(folder: &Path) -> Arc<dyn Store> {
    Arc::new(SledStore::open(folder).unwrap())
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn key(number: u64) -> Key {
    Key::Ticket(TicketId(number))
}

/// The keys of an answer, in its order.
async fn found(store: &Arc<dyn Store>, find: Find) -> Vec<Key> {
    let found = store.find(find).await.unwrap();
    found.into_iter().map(|(_, key)| key).collect()
}

fn starts(index: Index, text: &str) -> Find {
    Find {
        index,
        range: Range::StartsWith(text.into()),
        after: None,
        limit: 10,
    }
}

/// Three tickets that need a person: one far ahead, one near, one of whom nothing was said.
async fn three(store: &Arc<dyn Store>) -> [Ticket; 3] {
    let day = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    let later = |days: i64| Some(day.saturating_add(jiff::Span::new().days(days)));
    let tickets = [
        ticket(1, "Kim Far", Wish::Hold, later(90)),
        ticket(2, "Kim Near", Wish::Hold, later(20)),
        ticket(3, "Kim Unsaid", Wish::Unstated, later(40)),
    ];
    let mut batch = Batch::new();
    for ticket in &tickets {
        batch.insert(Record::Ticket(Box::new(ticket.clone())));
    }
    store.commit(batch).await.unwrap();
    tickets
}

/// A ticket with one person, as it was opened.
fn ticket(number: u64, name: &str, wish: Wish, go_live: Option<Date>) -> Ticket {
    let details = Details {
        name: Some(name.into()),
        email: Some("kim@harbor.example".into()),
        ..Details::default()
    };
    let submission = Submission {
        mail: MailId::of(b"mail"),
        message_id: None,
        subject: "New users".into(),
        submitter: Party {
            name: None,
            email: Some("Pat@Vendor.example".into()),
        },
        profile: "client-roles".into(),
        client: Client {
            key: ClientKey("harbor.example".into()),
            name: Some("Harbor & Sons".into()),
            contact: None,
        },
        terms: greenroom::config::Config::default().calendar.terms(None),
        go_live: go_live.map(|date| GoLive::stated(date, false)),
        people: vec![Request {
            details,
            wish,
            hold_until: None,
            problems: vec![],
        }],
        manual_entry: vec![],
        problems: vec![],
    };
    lifecycle::open(TicketId(number), &submission, at(0))
}

#[tokio::test]
async fn tickets_are_found_by_what_they_need_whose_they_are_and_their_words() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    three(&store).await;
    let all = found(&store, Find::first(Index::TicketByUrgency, 10)).await;
    assert_eq!(all, [key(2), key(3), key(1)]);
    let first = store
        .find(Find::first(Index::TicketByUrgency, 1))
        .await
        .unwrap()
        .remove(0);
    let rest = Find {
        after: Some(first),
        ..Find::first(Index::TicketByUrgency, 10)
    };
    assert_eq!(found(&store, rest).await, [key(3), key(1)]);
    let everybody = [key(1), key(2), key(3)];
    for (index, text, expected) in [
        (Index::TicketByNeed, "missing/", &[key(3)][..]),
        (Index::TicketByNeed, "approval/", &[key(1), key(2)]),
        (Index::TicketByAssignee, "0/", &everybody),
        (Index::TicketByAssignee, "7/", &[]),
        (Index::TicketBySubmitter, "pat@vendor.example/needs review/", &everybody),
        (Index::TicketBySubmitter, "pat@vendor.example/held/", &[]),
        (Index::TicketByWord, "near", &[key(2)]),
        (Index::TicketByWord, "kim@harb", &everybody),
        (Index::TicketByWord, "sons", &everybody),
    ] {
        let mut seen = found(&store, starts(index, text)).await;
        seen.sort();
        assert_eq!(seen, expected, "{index:?} {text}");
    }
}

#[tokio::test]
async fn a_ticket_leaves_the_queue_when_it_is_settled_and_moves_when_it_is_assigned() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let tickets = three(&store).await;
    let approved = Event::Approved {
        people: vec![PersonNo(1)],
        approval: by_reviewer("Ada", at(1)),
    };
    let assigned = Event::Assigned {
        to: Some(Assignee {
            account: AccountId(7),
            name: "Ada".into(),
        }),
        by: Actor::Clock,
    };
    let mut batch = Batch::new();
    for (ticket, event) in [(&tickets[1], approved), (&tickets[0], assigned)] {
        let (after, _) = lifecycle::apply(ticket, &event, at(1)).unwrap();
        batch.update(Record::Ticket(Box::new(after)));
    }
    store.commit(batch).await.unwrap();
    assert_eq!(
        found(&store, Find::first(Index::TicketByUrgency, 10)).await,
        [key(3), key(1)]
    );
    assert_eq!(found(&store, starts(Index::TicketByAssignee, "7/")).await, [key(1)]);
    assert_eq!(found(&store, starts(Index::TicketByAssignee, "0/")).await, [key(3)]);
    let held = starts(Index::TicketBySubmitter, "pat@vendor.example/held/");
    assert_eq!(found(&store, held).await, [key(2)]);
}
