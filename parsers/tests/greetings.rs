//! A greeting is no signature, whatever the author is called.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// The users and whether they are let in, of a mail by this author.
fn users(author: &str, body: &str) -> Vec<(String, Activate)> {
    let mail = String::from_utf8(written::mail(body)).expect("ours is text");
    let mail = mail.replace("Pat Field", author).into_bytes();
    let users = read(&mail, &Profile::client_roles()).extraction.users;
    users
        .into_iter()
        .map(|user| (user.name.unwrap_or_default(), user.activate))
        .collect()
}

#[test]
fn a_greeting_is_not_the_initials_of_its_author() {
    for (author, greeting) in [
        ("Hermione Quill", "Hi,"),
        ("Hugo Lindqvist", "Hi"),
        ("Hannelore Vogt", "Hi!"),
        ("Yolanda Ortiz", "Yo,"),
        ("Ola Nordberg", "Olá,"),
        ("Odile Maillard", "Ok"),
        ("Jane Roe", "Ja,"),
        ("Pat Field", "Pat,"),
    ] {
        let body = format!("{greeting}\n\nPlease add Tom Marsh, tom@acme.example, level 2, activate now.\n\nThanks\n");
        let found = users(author, &body);
        assert_eq!(found, [("Tom Marsh".to_owned(), Activate::Now)], "{author}: {greeting}");
    }
}

#[test]
fn initials_still_end_a_mail() {
    for (author, ending) in [
        ("Louisa Brandreth", "LB"),
        ("Hugo Lindqvist", "HL"),
        ("Hugo Lindqvist", "H."),
    ] {
        let body = format!(
            "Hi,\n\nPlease add Tom Marsh, tom@acme.example, level 2, activate now.\n\n{ending}\nAnn Berg, ann@office.example, Tel 0123\n"
        );
        assert_eq!(users(author, &body).len(), 1, "{author}: {ending}");
    }
}

#[test]
fn names_that_hold_other_words_are_names() {
    for name in [
        "Odile Maillard",
        "Hortense Maillard",
        "Diego Livermore",
        "Carole Baker",
        "Holden Waite",
    ] {
        let local = name.split(' ').next().unwrap_or_default().to_lowercase();
        let body = format!(
            "Hi,\n\nfor Vexin Nord we have {name} ({local}@coop-vexin.example, level 4) and Tom Marsh (tom@acme.example, level 2).\n"
        );
        let found = users("Pat Field", &body);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [name, "Tom Marsh"]);
    }
}
