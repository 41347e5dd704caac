//! Addresses that a later sentence or a newer mail puts right: the new one replaces the old one, and nobody is added.

use greenroom_parsers::{Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

const TWO: &str =
    "Please set up Ander Zubiri (azubiri@x.example), level 2, and Milagros Peña (mila@x.example), level 1.";

fn addresses(body: &str) -> Vec<String> {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    let shown =
        |user: greenroom_parsers::User| format!("{} {}", user.name.unwrap_or_default(), user.email.unwrap_or_default());
    users.into_iter().map(shown).collect()
}

fn forwarded(above: &str) -> String {
    format!(
        "{above}\n\n---------- Forwarded message ---------\nFrom: Ann Berg <ann@x.example>\n\
         Date: Mon, Feb 22, 2027 at 7:14 PM\nSubject: users\nTo: Pat Field <pat.field@vendor.example>\n\n{TWO}\n"
    )
}

#[test]
fn the_new_address_replaces_the_old_one() {
    for text in [
        "Sorry, I mistyped Ander: it is ander.z@x.example.",
        "Oops, Ander's account must use ander.z@x.example, not azubiri@x.example.",
        "I got one address wrong: azubiri@x.example should be ander.z@x.example.",
        "Correction: for Ander please use ander.z@x.example instead.",
        "PS: azubiri@x.example bounced, try ander.z@x.example.",
        "azubiri@x.example -> ander.z@x.example",
    ] {
        let wanted = ["Ander Zubiri ander.z@x.example", "Milagros Peña mila@x.example"];
        assert_eq!(addresses(&format!("{TWO}\n\n{text}\n")), wanted, "{text}");
    }
}

#[test]
fn a_newer_author_puts_it_right() {
    for text in [
        "Ander's account needs ander.z@x.example, the other one is his private one.",
        "Perdona, Pat, me he equivocado con Ander: su correo bueno es ander.z@x.example.",
        "Entschuldige, Pat, bei Ander ist ein Fehler: richtig ist ander.z@x.example.",
        "Pardon, Lucie, je me suis trompée pour Ander : la bonne adresse est ander.z@x.example.",
        "Scusa, Lucia, l'indirizzo di Ander è ander.z@x.example",
        "The mail for Ander bounced, please try ander.z@x.example.",
        "PS: Ander is at ander.z@x.example now.",
    ] {
        let wanted = ["Ander Zubiri ander.z@x.example", "Milagros Peña mila@x.example"];
        assert_eq!(addresses(&forwarded(text)), wanted, "{text}");
    }
}

#[test]
fn an_old_address_takes_no_place() {
    for text in [
        "The old address ann.lee@mail.example is private.",
        "ann.lee@mail.example is her private mailbox.",
        "She no longer uses ann.lee@x.example.",
        "Note that ann.lee@x.example was wrong.",
        "Please use ann@x.example for her invoices as well.",
    ] {
        let body = format!("Please add Ann Lee, ann@x.example, level 3. {text}");
        assert_eq!(addresses(&body), ["Ann Lee ann@x.example"], "{text}");
    }
}

#[test]
fn somebody_else_is_added() {
    let two_more =
        "Two more: Ander Berg (ander.berg@x.example), level 1. And Milagros Ruiz, milagros.r@x.example, level 2.";
    assert_eq!(addresses(&forwarded(two_more)).len(), 4);
    let other_house = "Please also add Ander (ander@other.example), level 1.";
    assert_eq!(addresses(&forwarded(other_house)).len(), 3);
    let right_away =
        "Please set up Bo Berg (bo@x.example), level 2, and Cy Dahl (cy@x.example); his correct title is Dr.";
    assert_eq!(addresses(right_away), ["Bo Berg bo@x.example", "Cy Dahl cy@x.example"]);
}
