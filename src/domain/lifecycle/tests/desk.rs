//! What people do at the desk beside approving: taking back, marking, assigning, answering.

use super::*;
use crate::domain::attention::{self, Need};
use crate::domain::event::TakenBack;
use crate::domain::ids::AccountId;
use crate::domain::provenance::{self, Giver};
use crate::domain::ticket::Assignee;

fn taken_back(person: &Person) -> Event {
    let before = TakenBack {
        person: person.no,
        wish: person.wish,
        hold_until: person.hold_until,
        problems: person.problems.clone(),
    };
    Event::ApprovalTakenBack {
        people: vec![before],
        by: reviewer(),
    }
}

fn approved(at: Timestamp) -> Event {
    Event::Approved {
        people: vec![ONE],
        approval: by_reviewer("Robin", at),
    }
}

#[test]
fn an_approval_is_taken_back_while_nothing_went_out_and_no_rule_gives_it_again() {
    let open = ticket(Wish::Hold, Some(date(2027, 4, 1)));
    let held = after(&open, approved(begin()), begin());
    let back = after(&held, taken_back(&open.people[0]), hours(1));
    let person = &back.people[0];
    assert_eq!((&person.state, &person.approval), (&PersonState::Open, &None));
    assert!(person.plan.is_some());
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    assert_eq!(by_rule(policy, &back, hours(1)), vec![]);
    assert!(
        apply(&back, &taken_back(&open.people[0]), hours(1)).is_err(),
        "nothing to take back"
    );
    let again = after(&back, approved(hours(2)), hours(2));
    assert_eq!(again.people[0].state, PersonState::Held);
}

#[test]
fn a_queued_link_is_withdrawn_and_one_that_went_out_is_not() {
    let open = ticket(Wish::Now, None);
    let held = after(&open, approved(begin()), begin());
    let due = Event::DueTimeReached {
        person: ONE,
        link: link(1),
    };
    let queued = after(&held, due, begin());
    let (back, effects) = apply(&queued, &taken_back(&open.people[0]), hours(1)).unwrap();
    assert_eq!(back.people[0].state, PersonState::Open);
    assert_eq!(back.people[0].wish, Wish::Now);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Withdraw { .. })),
        "{effects:?}"
    );
    let sent = Event::LinkSent {
        person: ONE,
        number: 1,
        expires: hours(24),
    };
    let sent = after(&queued, sent, begin());
    assert!(apply(&sent, &taken_back(&open.people[0]), hours(1)).is_err());
}

#[test]
fn marking_and_assigning_move_nobody_and_wake_nothing() {
    let held = after(&ticket(Wish::Hold, Some(date(2027, 4, 1))), approved(begin()), begin());
    let mark = |done| Event::SetUpMarked {
        person: ONE,
        done,
        by: reviewer(),
    };
    let marked = after(&held, mark(true), hours(1));
    let set_up = marked.people[0].set_up.as_ref().unwrap();
    assert_eq!((set_up.by.as_str(), set_up.at), ("Robin", hours(1)));
    assert_eq!((marked.state(), marked.wakes_at()), (held.state(), held.wakes_at()));
    assert_eq!(after(&marked, mark(false), hours(2)).people[0].set_up, None);
    let to = Assignee {
        account: AccountId(2),
        name: "Bo".into(),
    };
    let assigned = Event::Assigned {
        to: Some(to.clone()),
        by: reviewer(),
    };
    let assigned = after(&held, assigned, hours(1));
    assert_eq!(assigned.assignee, Some(to));
    assert_eq!(assigned.people, held.people);
    let cancelled = Event::Cancelled {
        person: ONE,
        by: reviewer(),
        reason: "left".into(),
    };
    assert!(apply(&after(&held, cancelled, hours(1)), &mark(true), hours(1)).is_err());
}

#[test]
fn an_answer_at_the_desk_delays_at_once_and_hastens_nobody() {
    let author = Party {
        name: Some("Pat".into()),
        email: Some("pat@vendor.example".into()),
    };
    let answer = |wish, level, until| Event::Answered {
        author: author.clone(),
        changes: vec![Change {
            person: Some(ONE),
            request: Request {
                details: Details {
                    level,
                    ..Details::default()
                },
                wish,
                hold_until: until,
                problems: vec![],
            },
        }],
    };
    let open = ticket(Wish::Unstated, Some(date(2027, 4, 1)));
    assert!(open.people[0].has_problem("missing_activation"));
    let said = after(&open, answer(Wish::Now, Some(3), None), hours(1));
    assert_eq!(
        (&said.people[0].state, said.people[0].wish),
        (&PersonState::Open, Wish::Now)
    );
    assert_eq!(said.people[0].details.level, Some(3));
    let held = after(&ticket(Wish::Hold, Some(date(2027, 4, 1))), approved(begin()), begin());
    let sooner = after(&held, answer(Wish::Now, None, None), hours(1));
    assert_eq!(sooner.people[0].plan, held.people[0].plan, "the later day stands");
    assert!(sooner.people[0].has_problem("hastening"));
    let later = after(&held, answer(Wish::Hold, None, Some(date(2027, 5, 3))), hours(1));
    assert!(later.people[0].plan.as_ref().unwrap().due > held.people[0].plan.as_ref().unwrap().due);
}

#[test]
fn a_go_live_that_an_account_manager_brings_forward_waits_for_a_person() {
    let held = after(&ticket(Wish::Hold, Some(date(2027, 4, 1))), approved(begin()), begin());
    let moved = |date| Event::GoLiveMoved {
        by: Actor::Submitter {
            author: Party::default(),
        },
        go_live: GoLive::stated(date, false),
    };
    let sooner = after(&held, moved(date(2027, 3, 20)), hours(1));
    assert_eq!(sooner.people[0].plan, held.people[0].plan);
    assert_eq!(sooner.proposed_go_live.map(|to| to.date), Some(date(2027, 3, 20)));
    let later = after(&held, moved(date(2027, 5, 20)), hours(1));
    assert_eq!(later.go_live.map(|to| to.date), Some(date(2027, 5, 20)));
    assert!(later.people[0].plan.as_ref().unwrap().due > held.people[0].plan.as_ref().unwrap().due);
}

#[test]
fn every_value_knows_who_gave_it() {
    let submission = submission(vec![request("Jane", Wish::Hold, None)], Some(date(2027, 4, 1)));
    let open = open(TicketId(1), &submission, hours(1));
    let details = Details {
        level: Some(4),
        ..open.people[0].details.clone()
    };
    let events = [
        Event::Opened {
            submission: Box::new(submission),
        },
        Event::Corrected {
            person: ONE,
            details,
            by: reviewer(),
        },
        approved(hours(2)),
    ];
    let entries: Vec<Entry> = (1..)
        .zip(events)
        .map(|(seq, event)| Entry {
            ticket: TicketId(1),
            seq,
            at: hours(i64::try_from(seq).unwrap()),
            event,
        })
        .collect();
    let origins = provenance::origins(&entries);
    let of = |name: &str| &origins[&(Some(ONE), name.to_owned())];
    assert_eq!(of("email").giver, Giver::Mail(MailId::of(b"mail")));
    assert_eq!(of("level").giver, Giver::Person("Robin".into()));
    assert_eq!(of("level").at, hours(2));
    assert_eq!(
        origins[&(None, "go_live".to_owned())].giver,
        Giver::Mail(MailId::of(b"mail"))
    );
    assert_eq!(provenance::before(&entries, 2), Some(open));
}

#[test]
fn what_needs_a_person_is_known_with_its_moment_from_the_ticket_alone() {
    let first = |ticket: &Ticket| attention::first(ticket).map(|one| (one.need, one.by));
    let now = ticket(Wish::Now, None);
    assert_eq!(first(&now), Some((Need::Now, begin())));
    let hold = ticket(Wish::Hold, Some(date(2027, 4, 1)));
    let due = hold.people[0].plan.as_ref().unwrap().due;
    assert_eq!(first(&hold), Some((Need::Approval, due)));
    let late = ticket(Wish::Hold, Some(date(2027, 3, 3)));
    assert_eq!(first(&late), Some((Need::Late, begin())));
    let unsaid = ticket(Wish::Unstated, Some(date(2027, 4, 1)));
    assert_eq!(first(&unsaid), Some((Need::Missing, due)));
    let held = after(&hold, approved(begin()), begin());
    assert_eq!(first(&held), None);
    let mut unread = held;
    unread.problems.push(Problem::new("message", "Pat wrote."));
    assert_eq!(first(&unread).map(|(need, _)| need), Some(Need::Unread));
}
