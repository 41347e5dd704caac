//! Everyday words for now and later: as sentences under a list, as headings over people, and on the lines of people.
//!
//! One letter for each person: `n` now, `h` hold, `-` nothing; a day behind `h` is the day until which it lasts.

use greenroom_parsers::{Activate, Extraction, Kind, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

const JANE: &str = "Jane Doe, jane@acme.example, level 3";
const TOM: &str = "Tom Marsh, tom@acme.example, level 1";

fn extraction(body: &str) -> Extraction {
    read(&written::mail(body), &Profile::client_roles()).extraction
}

fn said(body: &str) -> String {
    let letters = extraction(body)
        .users
        .into_iter()
        .map(|user| match (user.activate, user.hold_until) {
            (Activate::Now, _) => "n".to_owned(),
            (Activate::Hold, None) => "h".to_owned(),
            (Activate::Hold, Some(until)) => format!("h{until}"),
            (Activate::Unstated, _) => "-".to_owned(),
        });
    letters.collect::<Vec<_>>().join(" ")
}

fn check(body: impl Fn(&str) -> String, want: &str, texts: &[&str]) {
    let wrong: Vec<_> = texts
        .iter()
        .map(|text| (text, said(&body(text))))
        .filter(|(_, got)| got != want)
        .collect();
    assert!(wrong.is_empty(), "want {want}: {wrong:#?}");
}

fn under_two(text: &str) -> String {
    format!("Hi,\n\n{JANE}\n{TOM}\n\n{text}\n\nPat")
}

#[test]
fn both_now() {
    check(
        under_two,
        "n n",
        &[
            "Send these two straight out.",
            "Please send both straight out.",
            "No need to wait for go-live, please activate both now.",
            "There's no need to hold them back. Please activate both.",
            "Please activate both. Their go-live was in September.",
            "They are on site now and can't log in. Please activate both.",
            "They can't get in yet. Please activate both.",
            "They are both fine to go now.",
        ],
    );
}

#[test]
fn both_later() {
    check(
        under_two,
        "h h",
        &[
            "Usual timing please.",
            "Standard timing.",
            "The usual week before go-live for both.",
            "A week before go-live as always.",
            "Same as last time, hold both.",
            "Neither should get an email at this time.",
            "Pre-load only.",
            "Can we hold both please?",
        ],
    );
}

#[test]
fn one_and_the_other() {
    check(
        under_two,
        "n h",
        &[
            "Jane asap, Tom at go-live.",
            "The first one now, the second later.",
            "The first now, the second at go-live.",
            "All of them now except for Tom, who should be held.",
            "Please note Tom should NOT be activated yet. Jane is fine to go now.",
        ],
    );
}

#[test]
fn nobody() {
    check(
        under_two,
        "- -",
        &[
            "The list is good to go now.",
            "The form is ready to go.",
            "I'll send these two straight out when they're back.",
            "Please send the list straight over to Jane.",
            "Jane says he is fine to go now.",
            "They're fine to go now if HR agrees.",
            "The site can be made live now.",
            "Jane asap?",
            "All of them now except for those on leave.",
            "They can't log in until the contract is signed. Please activate both.",
            "Can we hold them or should we activate now?",
            "No need to wait? Please advise.",
            "No need to hold them back once the contract is signed. Activate both then.",
            "Fine with me, please go ahead once signed.",
        ],
    );
}

#[test]
fn headings_over_people() {
    let headed = |headings: &[(&str, &str)]| {
        headings
            .iter()
            .map(|(one, other)| said(&format!("Hi,\n\n{one}\n{JANE}\n\n{other}\n{TOM}\n\nPat")))
            .collect::<Vec<_>>()
    };
    let found = headed(&[
        ("ACTIVATE TODAY:", "WAIT FOR GO-LIVE (14/12/2026):"),
        ("Activate today:", "Wait for go-live:"),
        ("Immediately:", "At go-live:"),
        ("For activation:", "For holding:"),
        ("Ready now:", "Not yet:"),
        ("Go now:", "Go later:"),
    ]);
    assert!(found.iter().all(|said| said == "n h"), "{found:?}");
}

#[test]
fn a_line_of_a_user_may_say_everything() {
    for line in [
        "User: Jane Doe, jane@acme.example, level 3, activate",
        "User: Jane Doe / jane@acme.example / level 3 / activate",
        "User: Jane Doe - jane@acme.example - level 3 - activate",
    ] {
        let users = extraction(&format!("Hi,\n\n{line}\n\nPat")).users;
        assert_eq!(users.len(), 1, "{line}");
        assert_eq!(users[0].name.as_deref(), Some("Jane Doe"), "{line}");
        assert_eq!(users[0].level, Some(3), "{line}");
        assert_eq!(users[0].activate, Activate::Now, "{line}");
    }
}

#[test]
fn who_cannot_log_in_yet_is_to_be_set_up() {
    let new = extraction(&under_two("It's urgent, they can't log in."));
    assert_eq!((new.kind, new.users.len()), (Kind::Submission, 2));
    let old = extraction("Hi,\n\nJane Doe (jane@acme.example) can't log in.\n\nPat");
    assert_eq!((old.kind, old.users.len()), (Kind::ResetRequest, 0));
    let locked = extraction("Hi,\n\nJane Doe (jane@acme.example, level 2) is locked out.\n\nPat");
    assert_eq!(locked.kind, Kind::ResetRequest);
}

#[test]
fn whoever_agrees_is_not_to_be_set_up() {
    let found = extraction(&format!(
        "Kim asked for these to be added. Fine with me, please go ahead.\n\n{JANE}\n{TOM}\n\nPat"
    ));
    let names: Vec<_> = found.users.iter().filter_map(|user| user.name.as_deref()).collect();
    assert_eq!(names, ["Jane Doe", "Tom Marsh"]);
}

#[test]
fn headed_people_without_an_account_are_no_users() {
    let users = |heading: &str| {
        let body = format!("Hi,\n\nPlease set up:\n\n- {JANE}\n\n{heading}\n\n- {TOM}\n\nPat");
        extraction(&body).users.len()
    };
    for heading in [
        "No account at all please for these two, they only help at the bar:",
        "Keinen Zugang brauchen:",
        "Pas de compte pour ces deux-là :",
        "Estas dos personas no necesitan cuenta:",
        "Estes dois não precisam de acesso:",
        "Deze twee hebben geen account nodig:",
        "Questi due non hanno bisogno di un account:",
    ] {
        assert_eq!(users(heading), 1, "{heading}");
    }
    for heading in [
        "These people have no account yet:",
        "Noch ohne Zugang:",
        "Sans compte encore :",
    ] {
        assert_eq!(users(heading), 2, "{heading}");
    }
}

#[test]
fn where_the_go_live_is_written_takes_nothing_back() {
    let forwarded = |remark: &str| {
        said(&format!(
            "Hi,\n\nplease activate them all right away. {remark}\n\nPat\n\n----- Forwarded message -----\nFrom: Jane Roe \
             <jane@acme.example>\nSent: Monday, February 22, 2027 9:00 AM\nTo: Pat Field <pat.field@vendor.example>\n\
             Subject: users\n\nHi Pat,\n\n{JANE}\n{TOM}\n\nGo-live: 24 May 2027\n\nJane\n"
        ))
    };
    for remark in [
        "Go-live as below.",
        "Go-Live wie unten.",
        "Go-live unchanged.",
        "Mise en service comme indiqué ci-dessous.",
        "Go-live zoals hieronder.",
    ] {
        assert_eq!(forwarded(remark), "n n", "{remark}");
    }
    for remark in ["Links with go-live.", "Go-live first.", "Not before go-live."] {
        assert!(!forwarded(remark).contains('n'), "{remark}");
    }
}

#[test]
fn somebody_without_a_good_address_is_still_somebody() {
    let people = |text: &str| {
        let users = extraction(&format!("Hi,\n\n{text}\n\nPat")).users;
        let named = users
            .into_iter()
            .map(|user| (user.name.unwrap_or_default(), user.level));
        named.collect::<Vec<_>>()
    };
    for text in [
        "We also need Lindy Crowe, address to follow, level 1.",
        "And Lindy Crowe, no address yet, level 1.",
        "Also Lindy Crowe (address to be confirmed), level 1.",
        "Then there is Lindy Crowe in the warehouse, lindy@@acme.example, level 1.",
    ] {
        assert_eq!(people(text), [("Lindy Crowe".to_owned(), Some(1))], "{text}");
    }
}
