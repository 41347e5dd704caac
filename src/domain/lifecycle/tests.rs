//! The table of the lifecycle, row by row, and its promises over random histories.

mod delays;
mod desk;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

use super::*;
use crate::domain::event::{Actor, Change, Decision, NewLink};
use crate::domain::ids::{ClientKey, LinkHash, MailId, OutboxId};
use crate::domain::note::{About, Note};
use crate::domain::review::{Policy, by_reviewer, by_rule};
use crate::domain::schedule::Terms;
use crate::domain::ticket::{Client, Details, GoLive, ManualEntry, Party};

const BEGIN: &str = "2027-03-01T14:00:00Z";
const ONE: PersonNo = PersonNo(1);

fn begin() -> Timestamp {
    BEGIN.parse().unwrap()
}

fn hours(count: i64) -> Timestamp {
    begin() + jiff::SignedDuration::from_hours(count)
}

fn terms() -> Terms {
    Terms {
        zone: "America/New_York".into(),
        send_at: time(9, 0, 0, 0),
        lead_days: 7,
        horizon_months: 18,
        working_days: (1..=5).collect(),
        holidays: BTreeSet::new(),
    }
}

fn request(name: &str, wish: Wish, hold_until: Option<Date>) -> Request {
    let email = Some(format!("{}@acme.example", name.to_lowercase()));
    let details = Details {
        name: Some(name.into()),
        email,
        level: Some(2),
        ..Details::default()
    };
    Request {
        details,
        wish,
        hold_until,
        problems: Vec::new(),
    }
}

fn submission(people: Vec<Request>, go_live: Option<Date>) -> Submission {
    Submission {
        mail: MailId::of(b"mail"),
        message_id: Some("a@vendor.example".into()),
        subject: "New users".into(),
        submitter: Party {
            name: None,
            email: Some("pat@vendor.example".into()),
        },
        profile: "client-roles".into(),
        client: Client {
            key: ClientKey("acme.example".into()),
            name: None,
            contact: None,
        },
        terms: terms(),
        go_live: go_live.map(|date| GoLive::stated(date, false)),
        people,
        manual_entry: Vec::new(),
        problems: Vec::new(),
    }
}

fn ticket(wish: Wish, go_live: Option<Date>) -> Ticket {
    open(
        TicketId(1),
        &submission(vec![request("Jane", wish, None)], go_live),
        begin(),
    )
}

fn link(number: u32) -> NewLink {
    NewLink {
        hash: LinkHash::of(&number.to_be_bytes()),
        message_id: format!("{number}@vendor.example"),
    }
}

fn reviewer() -> Actor {
    Actor::Reviewer { name: "Robin".into() }
}

fn mail() -> Actor {
    Actor::Mail {
        mail: MailId::of(b"later"),
        author: Party {
            name: Some("Pat".into()),
            email: None,
        },
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the tests read better so")]
fn after(ticket: &Ticket, event: Event, at: Timestamp) -> Ticket {
    apply(ticket, &event, at).unwrap().0
}

fn approve(at: Timestamp) -> Event {
    Event::Approved {
        people: vec![ONE],
        approval: by_reviewer("Robin", at),
    }
}

fn state(ticket: &Ticket) -> &'static str {
    ticket.person(ONE).unwrap().state.word()
}

fn codes(ticket: &Ticket) -> Vec<&str> {
    ticket
        .person(ONE)
        .unwrap()
        .problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect()
}

/// A ticket whose one person is held until Monday 15 March, 09:00 in New York.
fn held() -> Ticket {
    after(&ticket(Wish::Hold, Some(date(2027, 3, 22))), approve(begin()), begin())
}

fn due(ticket: &Ticket) -> Timestamp {
    ticket.person(ONE).unwrap().plan.as_ref().unwrap().due
}

fn sent() -> Ticket {
    let held = held();
    let at = due(&held);
    let queued = after(
        &held,
        Event::DueTimeReached {
            person: ONE,
            link: link(1),
        },
        at,
    );
    let expires = at + jiff::SignedDuration::from_hours(24);
    after(
        &queued,
        Event::LinkSent {
            person: ONE,
            number: 1,
            expires,
        },
        at,
    )
}

#[test]
fn nobody_is_queued_a_second_early() {
    let held = held();
    assert_eq!(due(&held), "2027-03-15T13:00:00Z".parse::<Timestamp>().unwrap());
    let event = Event::DueTimeReached {
        person: ONE,
        link: link(1),
    };
    let early = due(&held) - jiff::SignedDuration::from_nanos(1);
    assert!(matches!(
        apply(&held, &event, early),
        Err(IllegalTransition::TooEarly { .. })
    ));
    let (queued, effects) = apply(&held, &event, due(&held)).unwrap();
    assert_eq!(state(&queued), "queued");
    assert!(matches!(effects.as_slice(), [Effect::Activate { number: 1, .. }]));
}

#[test]
fn nobody_is_queued_without_an_approval() {
    let open = ticket(Wish::Now, None);
    let event = Event::DueTimeReached {
        person: ONE,
        link: link(1),
    };
    assert!(matches!(
        apply(&open, &event, begin()),
        Err(IllegalTransition::WrongState { .. })
    ));
}

#[test]
fn a_rule_approves_complete_holds_and_never_now() {
    let policy = Policy {
        complete_holds: true,
        complete_now: false,
    };
    assert_eq!(
        by_rule(policy, &ticket(Wish::Hold, Some(date(2027, 3, 22))), begin()).len(),
        1
    );
    assert!(by_rule(policy, &ticket(Wish::Now, None), begin()).is_empty());
    assert!(by_rule(policy, &ticket(Wish::Hold, None), begin()).is_empty());
    assert!(by_rule(policy, &ticket(Wish::Unstated, Some(date(2027, 3, 22))), begin()).is_empty());
}

#[test]
fn a_missing_address_cannot_be_approved_away() {
    let mut someone = request("Jane", Wish::Now, None);
    someone.details.email = None;
    let open = open(TicketId(1), &submission(vec![someone], None), begin());
    assert!(matches!(
        apply(&open, &approve(begin()), begin()),
        Err(IllegalTransition::Unsettled { .. })
    ));
    let details = request("Jane", Wish::Now, None).details;
    let corrected = after(
        &open,
        Event::Corrected {
            person: ONE,
            details,
            by: reviewer(),
        },
        begin(),
    );
    assert_eq!(state(&after(&corrected, approve(begin()), begin())), "held");
}

#[test]
fn a_mail_that_delays_acts_at_once_and_one_that_hastens_waits() {
    let held = held();
    let moved = |day| Event::GoLiveMoved {
        by: mail(),
        go_live: GoLive::stated(day, false),
    };
    let later = after(&held, moved(date(2027, 3, 29)), begin());
    assert_eq!(due(&later), "2027-03-22T13:00:00Z".parse::<Timestamp>().unwrap());
    let earlier = after(&held, moved(date(2027, 3, 15)), begin());
    assert_eq!(due(&earlier), due(&held));
    assert_eq!(earlier.problems[0].code, "hastening");
    assert_eq!(earlier.state(), super::super::ticket::TicketState::NeedsReview);
    let by_reviewer = Event::GoLiveMoved {
        by: reviewer(),
        go_live: GoLive::stated(date(2027, 3, 15), false),
    };
    let approved = after(&earlier, by_reviewer, begin());
    assert_eq!(due(&approved), "2027-03-08T14:00:00Z".parse::<Timestamp>().unwrap());
    assert!(approved.problems.is_empty() && approved.proposed_go_live.is_none());
}

#[test]
fn a_hold_by_mail_takes_a_queued_link_back() {
    let held = held();
    let at = due(&held);
    let queued = after(
        &held,
        Event::DueTimeReached {
            person: ONE,
            link: link(1),
        },
        at,
    );
    let request = Request {
        hold_until: Some(date(2027, 4, 1)),
        ..request("Jane", Wish::Hold, None)
    };
    let event = Event::MailAmended {
        mail: MailId::of(b"later"),
        author: Party::default(),
        message_id: None,
        changes: vec![Change {
            person: Some(ONE),
            request,
        }],
        removed: vec![],
        problems: vec![],
    };
    let (ticket, effects) = apply(&queued, &event, at).unwrap();
    assert_eq!(state(&ticket), "open");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Withdraw { .. })));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::EndLink { .. })));
    // It left all the same, in that very moment: said, not hidden.
    let sent = after(
        &ticket,
        Event::LinkSent {
            person: ONE,
            number: 1,
            expires: hours(999),
        },
        at,
    );
    assert!(codes(&sent).contains(&"sent_while_withdrawn"));
}

#[test]
fn now_by_mail_never_hastens_a_held_person() {
    let event = Event::MailAmended {
        mail: MailId::of(b"later"),
        author: Party {
            name: Some("Pat".into()),
            email: None,
        },
        message_id: None,
        changes: vec![Change {
            person: Some(ONE),
            request: request("Jane", Wish::Now, None),
        }],
        removed: vec![],
        problems: vec![],
    };
    let held = held();
    let ticket = after(&held, event, begin());
    assert_eq!((state(&ticket), due(&ticket)), ("held", due(&held)));
    assert!(codes(&ticket).contains(&"hastening"));
}

#[test]
fn another_address_by_mail_needs_another_approval() {
    let mut moved = request("Jane", Wish::Unstated, None);
    moved.details.email = Some("jane@evil.example".into());
    let event = Event::MailAmended {
        mail: MailId::of(b"later"),
        author: Party::default(),
        message_id: None,
        changes: vec![Change {
            person: Some(ONE),
            request: moved,
        }],
        removed: vec![],
        problems: vec![],
    };
    let ticket = after(&held(), event, begin());
    assert_eq!(state(&ticket), "open");
    assert!(codes(&ticket).contains(&"address_changed"));
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    assert!(by_rule(policy, &ticket, begin()).is_empty());
}

#[test]
fn a_stopped_burst_goes_on_when_a_person_says_so() {
    let held = held();
    let at = due(&held);
    let stopped = after(&held, Event::BurstStopped { person: ONE, limit: 50 }, at);
    assert_eq!(state(&stopped), "open");
    let approved = after(&stopped, approve(hours(800)), hours(800));
    assert_eq!(state(&approved), "held");
    assert_eq!(
        state(&after(
            &approved,
            Event::DueTimeReached {
                person: ONE,
                link: link(1)
            },
            hours(800)
        )),
        "queued"
    );
}

#[test]
fn a_link_ends_to_the_second_and_a_new_one_ends_the_old() {
    let sent = sent();
    let PersonState::Sent { expires, .. } = sent.person(ONE).unwrap().state else {
        panic!("not sent")
    };
    let event = Event::LinkExpired { person: ONE, number: 1 };
    let early = expires - jiff::SignedDuration::from_secs(1);
    assert!(matches!(
        apply(&sent, &event, early),
        Err(IllegalTransition::TooEarly { .. })
    ));
    let expired = after(&sent, event, expires);
    assert_eq!(state(&expired), "expired");
    let event = Event::NewLinkRequested {
        person: ONE,
        by: reviewer(),
        link: link(2),
    };
    let (renewed, effects) = apply(&expired, &event, expires).unwrap();
    assert_eq!(state(&renewed), "queued");
    assert!(matches!(
        &effects[..],
        [Effect::EndLink { .. }, Effect::Activate { number: 2, .. }]
    ));
    let old = Event::LinkUsed { person: ONE, number: 1 };
    assert!(matches!(
        apply(&renewed, &old, expires),
        Err(IllegalTransition::OldLink { .. })
    ));
}

#[test]
fn people_who_already_have_their_link_are_named_when_go_live_moves() {
    let event = Event::GoLiveMoved {
        by: mail(),
        go_live: GoLive::stated(date(2027, 4, 30), false),
    };
    let moved = after(&sent(), event, hours(400));
    assert_eq!(moved.problems[0].code, "already_sent");
    assert!(moved.problems[0].message.contains("Jane"));
}

#[test]
fn a_rejected_ticket_stays_so() {
    let (rejected, effects) = apply(
        &sent(),
        &Event::Rejected {
            by: reviewer(),
            reason: "a test".into(),
        },
        hours(400),
    )
    .unwrap();
    assert_eq!(state(&rejected), "cancelled");
    assert!(matches!(&effects[..], [Effect::EndLink { .. }]));
    assert!(matches!(
        apply(&rejected, &approve(hours(401)), hours(401)),
        Err(IllegalTransition::Rejected(_))
    ));
}

#[test]
fn new_rules_never_hasten() {
    let held = held();
    let early = Terms {
        send_at: time(7, 0, 0, 0),
        ..terms()
    };
    let ticket = after(&held, Event::TermsChanged { terms: early }, begin());
    assert_eq!(due(&ticket), due(&held));
    assert!(codes(&ticket).contains(&"hastening"));
    let late = Terms {
        send_at: time(11, 0, 0, 0),
        ..terms()
    };
    let ticket = after(&held, Event::TermsChanged { terms: late }, begin());
    assert_eq!(due(&ticket), due(&held) + jiff::SignedDuration::from_hours(2));
}

/// Something that may be tried on a ticket, with a person of three and a day of a few weeks.
fn pdf() -> ManualEntry {
    ManualEntry {
        attachment: "users.pdf".into(),
        reason: "pdf".into(),
    }
}

fn noted() -> Event {
    let note = Note {
        about: About::TypedIn,
        subject: "Re: New users [GR-1]".into(),
        text: "Thank you.".into(),
        html: "<p>Thank you.</p>".into(),
        answers: None,
    };
    Event::Noted {
        note: Box::new(note),
        message_id: "note@vendor.example".into(),
        by: reviewer(),
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let person = (1..=3u32).prop_map(PersonNo);
    let day = (0..60i32).prop_map(|days| date(2027, 3, 1).checked_add(jiff::Span::new().days(days)).unwrap());
    let wish = prop_oneof![Just(Wish::Now), Just(Wish::Hold), Just(Wish::Unstated)];
    let number = 1..4u32;
    prop_oneof![
        4 => person.clone().prop_map(|no| Event::Approved { people: vec![no], approval: by_reviewer("R", begin()) }),
        4 => person.clone().prop_map(|person| Event::DueTimeReached { person, link: link(0) }),
        1 => Just(noted()),
        1 => (person.clone(), day.clone(), 0..4u8).prop_map(|(person, date, which)| {
            let decision = match which {
                0 => Decision::Now,
                1 => Decision::On { date },
                2 => Decision::BeforeGoLive,
                _ => Decision::Stop,
            };
            Event::Decided { person, decision, approval: by_reviewer("R", begin()) }
        }),
        2 => (day.clone(), any::<bool>(), any::<bool>()).prop_map(|(date, tentative, by_mail)| {
            let by = if by_mail { mail() } else { reviewer() };
            Event::GoLiveMoved { by, go_live: GoLive::stated(date, tentative) }
        }),
        2 => (person.clone(), wish, proptest::option::of(day)).prop_map(|(no, wish, hold_until)| Event::MailAmended {
            mail: MailId::of(b"later"),
            author: Party::default(),
            message_id: None,
            changes: vec![Change { person: Some(no), request: request("Kim", wish, hold_until) }],
            removed: vec![],
            problems: vec![],
        }),
        3 => (person.clone(), number.clone()).prop_map(|(person, number)| {
            Event::LinkSent { person, number, expires: hours(2000) }
        }),
        1 => (person.clone(), number.clone()).prop_map(|(person, number)| {
            Event::DeliveryFailed { person, number, reason: "no".into(), mail: None }
        }),
        1 => (person.clone(), number.clone()).prop_map(|(person, number)| Event::LinkUsed { person, number }),
        1 => (person.clone(), number).prop_map(|(person, number)| Event::LinkExpired { person, number }),
        1 => person.clone().prop_map(|person| {
            Event::SeenElsewhere { person, problem: Problem::new("requested_again", "on GR-2 as well") }
        }),
        1 => person.clone().prop_map(|person| Event::BurstStopped { person, limit: 1 }),
        1 => person.clone().prop_map(|person| Event::NewLinkRequested { person, by: reviewer(), link: link(0) }),
        1 => (person, 0..4u8).prop_map(|(person, which)| match which {
            0 => Event::Restored { backup_at: begin() },
            1 => Event::ProblemsSettled { codes: vec!["restored".into(), "perhaps_sent".into()], by: reviewer() },
            _ => Event::Cancelled { person, by: reviewer(), reason: "no".into() },
        }),
    ]
}

/// What must hold between a ticket and the next, whatever happened.
fn check_step(
    before: &Ticket,
    next: &Ticket,
    event: &Event,
    effects: &[Effect],
    at: Timestamp,
    live: &mut BTreeMap<PersonNo, OutboxId>,
) {
    for person in &next.people {
        let Some(was) = before.person(person.no) else { continue };
        let became_queued = person.state == PersonState::Queued && was.state != PersonState::Queued;
        if became_queued && !matches!(event, Event::NewLinkRequested { .. }) {
            assert!(was.approval.is_some(), "queued without an approval");
            assert!(was.plan.as_ref().unwrap().due <= at, "queued early");
        }
        if person.state == PersonState::Held {
            assert!(
                person.approval.is_some() && person.plan.is_some(),
                "held without approval or plan"
            );
            assert!(person.details.email.is_some(), "held without an address");
        }
        if was.state.is_end() {
            assert_eq!(was.state, person.state, "an end was left");
        }
    }
    for effect in effects {
        match effect {
            Effect::Activate { person, outbox, .. } => {
                assert!(live.insert(*person, outbox.clone()).is_none(), "two links live");
            }
            Effect::EndLink { outbox } | Effect::SpendLink { outbox } => live.retain(|_, other| other != outbox),
            Effect::Write { .. } => assert_eq!(before.people, next.people, "a note changes nobody"),
            Effect::Withdraw { .. } | Effect::StartLink { .. } | Effect::Pause { .. } | Effect::Resume { .. } => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn promises_hold_over_random_histories(steps in proptest::collection::vec((any_event(), 0..100i64), 1..60)) {
        let people = vec![
            request("Jane", Wish::Hold, None),
            request("Tom", Wish::Now, None),
            request("Ann", Wish::Hold, Some(date(2027, 3, 20))),
        ];
        let first = Submission { manual_entry: vec![pdf()], ..submission(people, Some(date(2027, 3, 22))) };
        let mut ticket = open(TicketId(1), &first, begin());
        let mut entries = vec![Entry { ticket: TicketId(1), seq: 1, at: begin(), event: Event::Opened { submission: Box::new(first) } }];
        let (mut now, mut live) = (begin(), BTreeMap::new());
        for (event, pause) in steps {
            now += jiff::SignedDuration::from_hours(pause);
            if let Ok((next, effects)) = apply(&ticket, &event, now) {
                check_step(&ticket, &next, &event, &effects, now, &mut live);
                entries.push(Entry { ticket: TicketId(1), seq: next.revision, at: now, event });
                ticket = next;
            }
        }
        prop_assert_eq!(replay(&entries).unwrap(), ticket);
    }
}
