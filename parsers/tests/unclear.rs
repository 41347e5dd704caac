//! Requests of which nobody can tell when they count, whom they mean, or whether they are asked at all: nobody is activated.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// Who is activated.
fn activated(raw: &[u8]) -> Vec<String> {
    let users = read(raw, &Profile::client_roles()).extraction.users;
    let now = users.into_iter().filter(|user| user.activate == Activate::Now);
    now.map(|user| user.name.unwrap_or_default()).collect()
}

fn under_a_list(names: &[&str], text: &str) -> Vec<String> {
    let line = |(at, name): (usize, &&str)| format!("{name}, person{at}@acme.example, level 2\n");
    let list: String = names.iter().enumerate().map(line).collect();
    activated(&written::mail(&format!("Hi, new users:\n\n{list}\n{text}\n\nPat")))
}

const JANE_AND_TOM: &[&str] = &["Jane Doe", "Tom Marsh"];

#[test]
fn a_line_over_a_request_counts() {
    for lead in [
        "After go-live:",
        "Later:",
        "In May:",
        "Week 2:",
        "Phase 2:",
        "When signed:",
        "As soon as Kim agrees:",
        "Condition:",
        "Otherwise:",
        "Option B:",
        "Plan B:",
        "Don't:",
        "Not in scope:",
        "Open points:",
        "Questions:",
        "Draft:",
        "Example:",
        "Last year:",
        "Done:",
        "Client asks:",
        "Kim wrote:",
        "@Kim:",
        "Standard procedure:",
        "Next time:",
        "Agenda:",
        "Entwurf:",
        "Exemple:",
    ] {
        for form in [
            "{}\n- activate both\n- send the links",
            "{}\n\nActivate them now.",
            "{} activate them now.",
        ] {
            let text = form.replace("{}", lead);
            assert_eq!(under_a_list(JANE_AND_TOM, &text), Vec::<String>::new(), "{text}");
        }
    }
    for lead in ["Please:", "To do:", "Next steps:", "Activation:", "For both:"] {
        let text = format!("{lead}\n- activate both");
        assert_eq!(under_a_list(JANE_AND_TOM, &text), JANE_AND_TOM, "{text}");
    }
}

#[test]
fn a_sentence_that_goes_on_in_the_next_line_is_one() {
    for text in [
        "As soon as Kim agrees,\n\nactivate them now.",
        "It would be wrong if you were to\nactivate them now.",
        "The one thing I do not want is that you\nsend them the links now.",
        "Step 1: sign contract\nStep 2: activate them",
    ] {
        assert_eq!(under_a_list(JANE_AND_TOM, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_name_that_fits_nobody_or_several_is_nobody_s() {
    let alike = ["Jane Doe", "Janet Dove", "Jan Doering"];
    for text in [
        "Activate Janet Doe now.",
        "Activate Jane Dove now.",
        "Activate Jan Doe now.",
    ] {
        assert_eq!(under_a_list(&alike, text), Vec::<String>::new(), "{text}");
    }
    for text in ["Activate Smith now.", "Activate A. Smith now."] {
        let now = under_a_list(&["Anna Smith", "Ben Smith"], text);
        assert!(!now.contains(&"Ben Smith".to_owned()), "{text}: {now:?}");
    }
    assert_eq!(
        under_a_list(&["Maria Lopez", "Maria Lopes"], "Activate Maria now."),
        Vec::<String>::new()
    );
    assert_eq!(under_a_list(&alike, "Activate Janet now."), ["Janet Dove"]);
}

#[test]
fn a_subject_of_the_mail_s_own_is_heard() {
    let body =
        "Jane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\nPlease activate them now.";
    let with = |subject: &str| {
        let raw = String::from_utf8(written::mail(body)).expect("text");
        activated(
            raw.replacen("Subject: new users", &format!("Subject: {subject}"), 1)
                .as_bytes(),
        )
    };
    for subject in [
        "HOLD: new users",
        "DO NOT ACTIVATE - new users",
        "DRAFT new users",
        "Cancelled: new users",
        "New users after training",
        "TEST - please ignore",
        "Noch nicht: Zugänge",
    ] {
        assert_eq!(with(subject), Vec::<String>::new(), "{subject}");
    }
    assert_eq!(with("New users (Tom on hold)"), ["Jane Doe"]);
    for subject in [
        "new users",
        "Re: HOLD: new users",
        "Fwd: please hold: new users",
        "Threshold Books, new users",
    ] {
        assert_eq!(with(subject), JANE_AND_TOM, "{subject}");
    }
}

#[test]
fn an_old_request_is_not_about_people_named_later() {
    for old in [
        "Please activate them now.",
        "Everyone can be activated now.",
        "Go ahead and activate.",
    ] {
        let body = format!(
            "Hi, two more:\n\nJane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\nPat\n\n\
             On Wed, Jan 6, 2027 at 9:00 AM Kim Boss <kim@acme.example> wrote:\n> {old}"
        );
        assert_eq!(activated(&written::mail(&body)), Vec::<String>::new(), "{old}");
    }
}

fn under_a_heading(heading: &str, answer: &str) -> Vec<String> {
    let body = format!(
        "Name | Email | Level | {heading}\nJane Doe | jane@acme.example | 2 | {answer}\nTom Marsh | tom@acme.example | 1 |"
    );
    activated(&written::mail(&body))
}

#[test]
fn a_yes_counts_only_under_a_heading_that_asks_for_the_link() {
    for heading in [
        "No invite",
        "Do not activate",
        "Não ativar",
        "Non attivare",
        "Nicht aktivieren",
        "Wait",
        "On hold",
        "Deactivate",
        "Activate later",
        "Activate (draft)",
        "Activate? (Kim to confirm)",
    ] {
        assert_eq!(under_a_heading(heading, "yes"), Vec::<String>::new(), "{heading}");
    }
    for heading in ["Activate", "Activate (y/n)", "Send link?", "Ativar", "Attivare"] {
        assert_eq!(under_a_heading(heading, "yes"), ["Jane Doe"], "{heading}");
    }
    for answer in [
        "yes at 5",
        "yes Mon",
        "yes, sent today",
        "yes already",
        "yes*",
        "yes (1)",
        "yes ❌",
        "yes ...",
    ] {
        assert_eq!(under_a_heading("Activate", answer), Vec::<String>::new(), "{answer}");
    }
    for answer in ["yes", "Yes!", "yes, now", "✓", "yes please 🙂"] {
        assert_eq!(under_a_heading("Activate", answer), ["Jane Doe"], "{answer}");
    }
}

#[test]
fn the_halves_of_a_column_say_which_is_which() {
    let table = |one: &str, other: &str| {
        let second = format!("<tr><th></th><th></th><th></th><th>{one}</th><th>{other}</th></tr>");
        let second = if one.is_empty() { String::new() } else { second };
        let html = format!(
            "<table><tr><th>Name</th><th>Email</th><th>Level</th><th colspan=2>Activate</th></tr>{second}\
             <tr><td>Jane Doe</td><td>jane@acme.example</td><td>2</td><td></td><td>x</td></tr>\
             <tr><td>Tom Marsh</td><td>tom@acme.example</td><td>2</td><td>x</td><td></td></tr></table>"
        );
        let raw = String::from_utf8(written::mail(&html)).expect("text");
        activated(raw.replacen("text/plain", "text/html", 1).as_bytes())
    };
    assert_eq!(table("Now", "Later"), ["Tom Marsh"]);
    assert_eq!(table("Yes", "No"), ["Tom Marsh"]);
    assert_eq!(table("Hold", "Now"), ["Jane Doe"]);
    assert_eq!(table("", ""), Vec::<String>::new());
}

#[test]
fn a_request_that_somebody_else_makes_or_another_sentence_moves_activates_nobody() {
    for text in [
        "Please activate them now, they wrote.",
        "Please activate them now, says Acme.",
        "Activate them now, Acme says; I say March.",
        "Our plan was: activate both now.",
        "Draft for Monday: activate both now.",
        "Next Monday I will write to you: please activate both now.",
        "Please activate them now. I am kidding.",
    ] {
        assert_eq!(under_a_list(JANE_AND_TOM, text), Vec::<String>::new(), "{text}");
    }
    for text in [
        "Please activate them now. Tom only joins us in April, so his can go then.",
        "Please activate them now. Tom is a contractor and his can go on Monday.",
    ] {
        let tom = "Tom Marsh".to_owned();
        assert!(!under_a_list(JANE_AND_TOM, text).contains(&tom), "{text}");
    }
}
