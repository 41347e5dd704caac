//! Labels and columns under which a yes keeps the link back: "Hold: yes" activates nobody.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn of_users(body: &str) -> Vec<Activate> {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    users.into_iter().map(|user| user.activate).collect()
}

fn in_a_form(label: &str, answer: &str) -> Activate {
    let form =
        format!("User: Kerensa Tregear\nMail: kerensa@acme.example\nLevel: 2\n{label}: {answer}\nGo-live: 25 May 2027");
    let said = of_users(&form);
    assert_eq!(said.len(), 1, "{label}: {answer}");
    said[0]
}

const LABELS: &[&str] = &[
    "Hold",
    "Hold?",
    "On hold",
    "Put on hold",
    "Hold activation",
    "Hold back",
    "Keep inactive",
    "Without invite",
    "No link",
    "Do not activate",
    "Wait",
    "Warten",
    "En attente",
    "En espera",
    "Em espera",
    "Wachten",
];

#[test]
fn a_yes_keeps_the_link_back() {
    for label in LABELS {
        assert_eq!(in_a_form(label, "yes"), Activate::Hold, "{label}");
        assert_ne!(in_a_form(label, "no"), Activate::Now, "{label}");
        let rows = of_users(&format!(
            "Name | Email | Level | {label}\nAnn Poe | ann@acme.example | 2 | yes\nTom Lee | tom@acme.example | 2 | x\n\
             Eva Roy | eva@acme.example | 2 | no"
        ));
        let held: Vec<bool> = rows.iter().map(|said| *said == Activate::Hold).collect();
        assert_eq!(held, [true, true, false], "{label}");
        assert_ne!(rows[2], Activate::Now, "{label}");
    }
}

#[test]
fn only_words_that_ask_for_it_activate_under_such_a_label() {
    assert_eq!(in_a_form("Hold", "no, activate now"), Activate::Now);
    assert_eq!(in_a_form("Hold", "until 3 May 2027"), Activate::Hold);
    for answer in ["now", "no, after training", "see Kim", "no?", "yes, then activate"] {
        assert_ne!(in_a_form("Hold", answer), Activate::Now, "{answer}");
    }
    assert_eq!(in_a_form("Hold until", "yes"), Activate::Hold);
    assert_ne!(in_a_form("Should we hold the link", "yes"), Activate::Now);
}
