//! Marks behind a name, and the notes they lead to.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// What is read of three people, of whom a column says yes; the second bears a mark.
fn said(mark: &str, note: &str) -> [Activate; 3] {
    let body = format!(
        "Hello,\n\nName | Email | Level | Activate now\nOtis Landry | o.landry@zoo.example | 4 | yes\n\
         Marguerite Fontenot{mark} | m.fontenot@zoo.example | 3 | yes\nCaleb Sims | c.sims@zoo.example | 2 | yes\n\n{note}\n\nPat"
    );
    let users = read(&written::mail(&body), &Profile::client_roles()).extraction.users;
    assert_eq!(users[1].name.as_deref(), Some("Marguerite Fontenot"));
    let said: Vec<Activate> = users.into_iter().map(|user| user.activate).collect();
    said.try_into().expect("three people")
}

#[test]
fn a_note_that_may_keep_somebody_back_is_a_doubt_about_who_bears_its_mark() {
    for (mark, note) in [
        (
            "*",
            "* on parental leave. Whatever the column says, please don't send hers before September 1.",
        ),
        ("*", "* not yet, she is still in training"),
        ("†", "† waits for her contract"),
        ("**", "** erst nach der Schulung"),
        ("¹", "¹ en congé jusqu'en mai"),
    ] {
        assert_ne!(said(mark, note)[1], Activate::Now, "{note}");
    }
}

#[test]
fn one_mark_may_stand_before_several_notes() {
    let notes = "* our contact for invoices\n\nSome words between.\n\n* not before September 1, please";
    assert_ne!(said("*", notes)[1], Activate::Now);
}

#[test]
fn a_note_is_about_nobody_else() {
    let note = "* on parental leave. Whatever the column says, please don't send hers before September 1.";
    assert_eq!([said("*", note)[0], said("*", note)[2]], [Activate::Now; 2]);
}

#[test]
fn a_note_that_tells_something_else_takes_nothing_back() {
    for (mark, note) in [("*", "* our project lead"), ("†", "† née Landry")] {
        assert_eq!(said(mark, note), [Activate::Now; 3], "{note}");
    }
}
