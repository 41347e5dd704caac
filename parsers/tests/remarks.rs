//! What stands beside a person, over people or around a table of yeses: words that may mean that somebody waits leave it
//! open, and what only describes a person changes nothing.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// Who is activated, by the given name.
fn activated(body: &str) -> Vec<String> {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    let now = users.into_iter().filter(|user| user.activate == Activate::Now);
    let name = |name: Option<String>| {
        let name = name.unwrap_or_default();
        name.split(' ').next().unwrap_or_default().to_owned()
    };
    now.map(|user| name(user.name)).collect()
}

#[rustfmt::skip]
const WAITING: &[&str] = &[
    "3 May", "Monday", "EOD Friday", "Q2", "wave 2", "phase two", "starts 3 May", "from 3 May", "back in June", "after training", "once signed", "go-live",
    "on leave", "maternity leave", "sick", "left the company", "resigned", "leaver", "HR?", "?", "ask Kim", "check with Kim", "Kim to confirm", "under review",
    "unsigned", "no contract", "not trained", "unpaid", "contract?", "draft", "cancelled", "duplicate", "existing user", "already active", "replaced by Bob", "maybe", "tbc", "pending", "see below",
    "offen", "klären", "ab Mai", "gekündigt", "à confirmer", "en congé", "pendiente", "por confirmar", "na training", "da confermare", "não ativar ainda",
];

#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "Head of Nursing", "charge nurse", "RN, BSN", "Warehouse 4", "Contract Manager", "Training Coordinator", "Leeds", "+44 20 7946 0018", "desk 12", "our buyer", "night shift", "new colleague", "since April", "Compliance Officer",
];

/// A list of two with a remark somewhere beside Jane.
const LISTS: &[&str] = &[
    "Jane Doe, jane@acme.example, level 2, {}\nTom Marsh, tom@acme.example, level 1",
    "Jane Doe, jane@acme.example, level 2 - {}\nTom Marsh, tom@acme.example, level 1",
    "Jane Doe ({}), jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1",
    "- Jane Doe, jane@acme.example, level 2\n    {}\n- Tom Marsh, tom@acme.example, level 1",
];

/// A table of two with a remark somewhere in Jane's row.
const TABLES: &[&str] = &[
    "Name | Email | Level | Activate | Notes\nJane Doe | jane@acme.example | 2 | yes | {}\nTom Marsh | tom@acme.example | 1 | yes | ok",
    "Name | Email | Level | Activate |\nJane Doe | jane@acme.example | 2 | yes | {}\nTom Marsh | tom@acme.example | 1 | yes | ok",
    "Name | Email | Level | Activate\nJane Doe ({}) | jane@acme.example | 2 | yes\nTom Marsh | tom@acme.example | 1 | yes",
];

fn with(forms: &[&str], remarks: &[&str], below: &str) -> Vec<(String, Vec<String>)> {
    let every = forms
        .iter()
        .flat_map(|form| remarks.iter().map(move |remark| form.replace("{}", remark)));
    let read = |body: String| {
        let now = activated(&format!("Hi, new users:\n\n{body}\n\n{below}\n\nPat"));
        (body, now)
    };
    every.map(read).collect()
}

#[test]
fn a_remark_beside_somebody_may_mean_that_they_wait() {
    let read = with(LISTS, WAITING, "Please activate them now.")
        .into_iter()
        .chain(with(TABLES, WAITING, "Thanks!"));
    let wrong: Vec<_> = read.filter(|(_, now)| now.iter().any(|name| name == "Jane")).collect();
    assert_eq!(wrong, Vec::new());
}

#[test]
fn a_remark_that_describes_somebody_changes_nothing() {
    let read = with(&LISTS[..3], DESCRIBING, "Please activate them now.")
        .into_iter()
        .chain(with(&TABLES[..2], DESCRIBING, "Thanks!"));
    let wrong: Vec<_> = read.filter(|(_, now)| now.len() != 2).collect();
    assert_eq!(wrong, Vec::new());
}

#[test]
fn a_level_or_a_role_with_more_to_it_may_mean_that_somebody_waits() {
    for remark in [
        "after training",
        "on hold",
        "from 3 May",
        "not yet",
        "pending",
        "on leave",
    ] {
        let table = format!(
            "Name | Email | Level | Roles | Activate\nJane Doe | jane@acme.example | 2 | {remark} | yes\n\
             Tom Marsh | tom@acme.example | 1 {remark} | | yes"
        );
        assert_eq!(activated(&table), Vec::<String>::new(), "{remark}");
    }
}

const YESES: &str =
    "Name | Email | Level | Activate\nJane Doe | jane@acme.example | 2 | yes\nTom Marsh | tom@acme.example | 1 | yes";

#[test]
fn a_row_of_one_remark_is_about_the_person_above_it() {
    for remark in [
        "on leave",
        "not before May",
        "after training",
        "HR?",
        "hold",
        "tbc",
        "replaced by Bob",
    ] {
        let table = format!(
            "Name | Email | Level | Activate\nJane Doe | jane@acme.example | 2 | yes\n{remark} | | |\n\
             Tom Marsh | tom@acme.example | 1 | yes"
        );
        assert!(!activated(&table).contains(&"Jane".to_owned()), "{remark}");
    }
    let table = "Name | Email | Level | Activate\nJane Doe | jane@acme.example | 2 | yes\nHead office | | |\n\
                 Tom Marsh | tom@acme.example | 1 | yes";
    assert_eq!(activated(table), ["Jane", "Tom"]);
}

#[test]
fn what_is_said_of_somebody_around_a_table_counts() {
    for text in [
        "Jane: after training.",
        "Jane - 3 May",
        "Jane should be no.",
        "Jane's yes is a typo.",
        "Except Jane.",
        "Minus Jane.",
        "Forget Jane.",
        "Leave Jane for now.",
        "Park Jane.",
        "Jane in the next batch.",
        "Not sure on Jane.",
        "Jane?",
        "Jane is on leave.",
        "Jane is tbc.",
        "Hold Jane.",
    ] {
        for body in [format!("{YESES}\n\n{text}"), format!("{text}\n\n{YESES}")] {
            assert!(!activated(&body).contains(&"Jane".to_owned()), "{body}");
        }
    }
}

#[test]
fn what_is_said_of_the_table_counts() {
    for text in [
        "yes = after training",
        "Legend: yes = on hold",
        "\"Yes\" only counts after go-live.",
        "Please ignore the last column.",
        "The last column is wrong.",
        "Kim has to confirm the last column.",
        "Draft.",
        "Not final.",
        "Final list to follow.",
        "I have not approved it.",
        "Do not process yet.",
        "Don't do anything yet.",
        "I'll call you first.",
    ] {
        for body in [format!("{YESES}\n\n{text}"), format!("{text}\n\n{YESES}")] {
            assert_eq!(activated(&body), Vec::<String>::new(), "{body}");
        }
    }
    let body = format!("{YESES}\n\nThe last column is right, I checked it.");
    assert_eq!(activated(&body), ["Jane", "Tom"]);
}

#[test]
fn a_heading_over_people_that_nobody_understands_leaves_them_open() {
    let site = "Please activate everyone now.\n\nHead office\nJane Doe, jane@acme.example, level 2\n\nPhase 2\n\
                Tom Marsh, tom@acme.example, level 1";
    assert_eq!(activated(site), ["Jane"]);
    for heading in [
        "After go-live",
        "From 3 May",
        "Phase 2",
        "Pending",
        "Contract missing",
        "Not trained",
        "Waiting for HR",
        "## On hold",
        "*Next week*",
        "Reserve:",
    ] {
        let body = format!(
            "Please activate everyone now.\n\nHead office\nJane Doe, jane@acme.example, level 2\n\n{heading}\n\
             Tom Marsh, tom@acme.example, level 1"
        );
        let now = activated(&body);
        assert!(!now.contains(&"Tom".to_owned()), "{heading}: {now:?}");
        assert_eq!(
            activated(&format!("{heading}\n\n{YESES}")),
            Vec::<String>::new(),
            "{heading}"
        );
    }
}

#[test]
fn a_caption_and_a_row_of_one_text_are_heard() {
    let html = |caption: &str, first: &str, last: &str| {
        let body = format!(
            "<p>Hi</p><table>{caption}<tr><th>Name</th><th>Email</th><th>Level</th><th>Activate</th></tr>{first}\
             <tr><td>Jane Doe</td><td>jane@acme.example</td><td>2</td><td>yes</td></tr>\
             <tr><td>Tom Marsh</td><td>tom@acme.example</td><td>1</td><td>yes</td></tr>{last}</table>"
        );
        let raw = String::from_utf8(written::mail(&body))
            .expect("text")
            .replacen("text/plain", "text/html", 1);
        let users = read(raw.as_bytes(), &Profile::client_roles()).extraction.users;
        assert_eq!(users.len(), 2, "{body}");
        users.iter().filter(|user| user.activate == Activate::Now).count()
    };
    assert_eq!(html("", "", ""), 2);
    for text in [
        "Do not process yet.",
        "Please hold.",
        "Wait for HR",
        "Activation only after training.",
        "Please wait for my OK.",
    ] {
        let row = format!("<tr><td colspan=4>{text}</td></tr>");
        let lone = format!("<tr><td>{text}</td><td></td><td></td><td></td></tr>");
        let caption = format!("<caption>{text}</caption>");
        let read = [
            html(&caption, "", ""),
            html("", &row, ""),
            html("", "", &row),
            html("", &lone, ""),
            html("", "", &lone),
        ];
        assert_eq!(read, [0; 5], "{text}");
    }
}
