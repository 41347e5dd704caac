//! Names that a later sentence puts right.

use greenroom_parsers::{Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn names(text: &str) -> Vec<String> {
    let body = format!(
        "Please set up:\n\nCillian Burke, cillian@acme.example, level 3\nTom Marsh, tom@acme.example, level 1\n\n{text}\n"
    );
    let users = read(&written::mail(&body), &Profile::client_roles()).extraction.users;
    users.into_iter().filter_map(|user| user.name).collect()
}

#[test]
fn a_sentence_about_a_name_puts_it_right() {
    for text in [
        "Cillian's surname is Brophy, not Burke.",
        "Typo in the name: it is Brophy, not Burke.",
        "Burke should be spelled Brophy.",
        "Cillian's last name is Brophy.",
    ] {
        assert_eq!(names(text), ["Cillian Brophy", "Tom Marsh"], "{text}");
    }
}

#[test]
fn any_other_sentence_leaves_names_alone() {
    for text in [
        "Activate Tom, not Cillian.",
        "Level 2 for Marsh, not Burke.",
        "Is Cillian's surname Brophy, not Burke?",
        "The name of the house is Brophy, not Larch.",
    ] {
        assert_eq!(names(text), ["Cillian Burke", "Tom Marsh"], "{text}");
    }
}
