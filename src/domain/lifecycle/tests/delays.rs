//! What keeps people back, and what must not let them go.

use super::*;

fn amended(request: Request, problems: Vec<Problem>) -> Event {
    Event::MailAmended {
        mail: MailId::of(b"later"),
        author: Party::default(),
        message_id: None,
        changes: vec![Change {
            person: Some(ONE),
            request,
        }],
        removed: vec![],
        problems,
    }
}

fn queued() -> Ticket {
    let held = held();
    let event = Event::DueTimeReached {
        person: ONE,
        link: link(1),
    };
    after(&held, event, due(&held))
}

fn nothing_stated(problems: Vec<Problem>) -> Request {
    Request {
        details: Details::default(),
        wish: Wish::Unstated,
        hold_until: None,
        problems,
    }
}

#[test]
fn an_unread_mail_keeps_links_back_and_takes_them_back() {
    let doubt = || vec![Problem::new("message", "Pat wrote.")];
    let held = held();
    let unread = after(&held, amended(nothing_stated(vec![]), doubt()), begin());
    let event = Event::DueTimeReached {
        person: ONE,
        link: link(1),
    };
    assert_eq!((state(&unread), unread.wakes_at()), ("held", None));
    assert!(matches!(
        apply(&unread, &event, due(&held)),
        Err(IllegalTransition::Unsettled { .. })
    ));
    let codes_settled = vec!["message".to_owned()];
    let settled = Event::ProblemsSettled {
        codes: codes_settled,
        by: reviewer(),
    };
    let read = after(&unread, settled, begin());
    assert_eq!(read.wakes_at(), Some(due(&held)));
    let (taken_back, effects) = apply(&queued(), &amended(nothing_stated(vec![]), doubt()), due(&held)).unwrap();
    assert_eq!(state(&taken_back), "open");
    assert!(codes(&taken_back).contains(&"unread_mail"));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Withdraw { .. })));
}

#[test]
fn now_and_hold_in_one_mail_keep_somebody_back() {
    let doubt = Problem::new("conflicting_activation", "Which one?");
    let ticket = after(&held(), amended(nothing_stated(vec![doubt]), vec![]), begin());
    assert_eq!(state(&ticket), "open");
    assert!(matches!(
        apply(&ticket, &approve(begin()), begin()),
        Err(IllegalTransition::Unsettled { .. })
    ));
}

#[test]
fn a_go_live_that_is_put_off_into_the_uncertain_takes_a_queued_link_back() {
    let queued = queued();
    let at = due(&held());
    let moved = |day, tentative| Event::GoLiveMoved {
        by: mail(),
        go_live: GoLive::stated(day, tentative),
    };
    let (ticket, effects) = apply(&queued, &moved(date(2027, 4, 30), true), at).unwrap();
    assert_eq!(state(&ticket), "open");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Withdraw { .. })));
    let no_later = after(&queued, moved(date(2027, 3, 22), false), at);
    assert_eq!(state(&no_later), "queued");
}

#[test]
fn two_unclear_mails_are_two_problems() {
    let doubt = |words: &str| vec![Problem::new("unclear_person", words)];
    let once = after(&held(), amended(nothing_stated(vec![]), doubt("Who is Bob?")), begin());
    let twice = after(&once, amended(nothing_stated(vec![]), doubt("Who is Tim?")), begin());
    assert_eq!(twice.problems.len(), 2);
}

#[test]
fn a_rule_never_approves_by_a_plan_that_time_has_passed() {
    let open = ticket(Wish::Hold, Some(date(2027, 3, 22)));
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    assert_eq!(by_rule(policy, &open, begin()).len(), 1);
    assert!(by_rule(policy, &open, hours(1000)).is_empty());
}

#[test]
fn only_who_waits_for_go_live_confirms_it() {
    let mut first = submission(
        vec![request("Tom", Wish::Now, None), request("Jane", Wish::Hold, None)],
        Some(date(2027, 3, 22)),
    );
    first.go_live = Some(GoLive::stated(date(2027, 3, 22), true));
    let open = open(TicketId(1), &first, begin());
    let approved = |no| Event::Approved {
        people: vec![PersonNo(no)],
        approval: by_reviewer("Robin", begin()),
    };
    assert!(!after(&open, approved(1), begin()).go_live.unwrap().confirmed);
    assert!(after(&open, approved(2), begin()).go_live.unwrap().confirmed);
}

#[test]
fn a_corrected_address_ends_the_link_that_went_to_the_wrong_one() {
    let mut details = request("Jane", Wish::Hold, None).details;
    details.email = Some("jane.doe@acme.example".into());
    let corrected = |details| Event::Corrected {
        person: ONE,
        details,
        by: reviewer(),
    };
    let (ticket, effects) = apply(&sent(), &corrected(details.clone()), hours(400)).unwrap();
    assert_eq!(state(&ticket), "undeliverable");
    assert!(matches!(&effects[..], [Effect::EndLink { .. }]));
    let renewed = Event::NewLinkRequested {
        person: ONE,
        by: reviewer(),
        link: link(2),
    };
    assert_eq!(state(&after(&ticket, renewed, hours(400))), "queued");
    details.email = None;
    assert!(matches!(
        apply(&held(), &corrected(details), begin()),
        Err(IllegalTransition::Unsettled { .. })
    ));
}

#[test]
fn a_note_about_somebody_who_has_moved_on_is_seen_and_can_be_settled() {
    let noted = after(&sent(), amended(request("Jane", Wish::Hold, None), vec![]), hours(400));
    assert_eq!(noted.state(), crate::domain::ticket::TicketState::NeedsReview);
    assert_eq!(can_be_settled(&noted), ["already_sent"]);
    let event = Event::ProblemsSettled {
        codes: vec!["already_sent".into()],
        by: reviewer(),
    };
    let settled = after(&noted, event, hours(400));
    assert_eq!(settled.state(), crate::domain::ticket::TicketState::Activating);
}

#[test]
fn turning_an_earlier_go_live_down_forgets_the_proposal() {
    let earlier = Event::GoLiveMoved {
        by: mail(),
        go_live: GoLive::stated(date(2027, 3, 15), false),
    };
    let proposed = after(&held(), earlier, begin());
    let event = Event::ProblemsSettled {
        codes: vec!["hastening".into()],
        by: reviewer(),
    };
    let settled = after(&proposed, event, begin());
    assert!(settled.proposed_go_live.is_none());
    assert_eq!(settled.state(), crate::domain::ticket::TicketState::Held);
}

#[test]
fn hold_without_a_day_does_not_forget_a_later_day() {
    let mut someone = request("Jane", Wish::Hold, Some(date(2027, 5, 3)));
    someone.problems = vec![Problem::new("missing_level", "Which level?")];
    let open = open(
        TicketId(1),
        &submission(vec![someone], Some(date(2027, 3, 22))),
        begin(),
    );
    let ticket = after(&open, amended(request("Jane", Wish::Hold, None), vec![]), begin());
    assert!(codes(&ticket).is_empty());
    assert_eq!(due(&ticket), "2027-05-03T13:00:00Z".parse::<Timestamp>().unwrap());
}

#[test]
fn a_go_live_of_the_desk_stands_against_an_earlier_day_in_a_mail() {
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    let moved = Event::GoLiveMoved {
        by: reviewer(),
        go_live: GoLive::stated(date(2027, 4, 30), false),
    };
    let open = after(&ticket(Wish::Hold, None), moved, begin());
    let asked = |wish, day| amended(request("Jane", wish, day), vec![]);
    for event in [asked(Wish::Hold, Some(date(2027, 4, 22))), asked(Wish::Now, None)] {
        let hastened = after(&open, event, begin());
        assert!(codes(&hastened).contains(&"hastening"));
        assert!(by_rule(policy, &hastened, begin()).is_empty(), "a rule let it pass");
        // A person may.
        assert_eq!(state(&after(&hastened, approve(begin()), begin())), "held");
    }
    let later = after(&open, asked(Wish::Hold, Some(date(2027, 4, 26))), begin());
    assert_eq!(by_rule(policy, &later, begin()).len(), 1);
}

#[test]
fn a_mail_hastens_nobody_who_is_not_approved_yet_so_that_no_rule_can_let_it_pass() {
    let policy = Policy {
        complete_holds: true,
        complete_now: true,
    };
    let by_mail = |day| Event::GoLiveMoved {
        by: mail(),
        go_live: GoLive::stated(day, false),
    };
    let open = ticket(Wish::Hold, Some(date(2027, 6, 14)));
    let hastened = after(&open, by_mail(date(2027, 5, 3)), begin());
    let waits = |ticket: &Ticket| ticket.problems.iter().any(|problem| problem.code == "hastening");
    assert!(waits(&hastened));
    assert_eq!(
        hastened.go_live.unwrap().date,
        date(2027, 6, 14),
        "the later day stands"
    );
    assert!(by_rule(policy, &hastened, begin()).is_empty(), "a rule let it pass");
    let later = after(&open, by_mail(date(2027, 7, 12)), begin());
    assert_eq!(later.go_live.unwrap().date, date(2027, 7, 12));
    assert_eq!(by_rule(policy, &later, begin()).len(), 1);
    // Whoever had no day yet gets one, and a day that has passed meanwhile keeps nobody back.
    let without = after(&ticket(Wish::Hold, None), by_mail(date(2027, 5, 3)), begin());
    assert_eq!(by_rule(policy, &without, begin()).len(), 1);
    let stale = after(
        &open,
        by_mail(date(2027, 6, 16)),
        "2027-06-12T12:00:00Z".parse().unwrap(),
    );
    assert!(!waits(&stale));
}
