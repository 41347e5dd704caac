//! Whom running text introduces: whole names and no more, roles as they are called, and nobody who is only spoken of.

use greenroom_parsers::{Profile, User, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn users(body: &str) -> Vec<User> {
    read(&written::mail(body), &Profile::client_roles()).extraction.users
}

fn names(body: &str) -> Vec<String> {
    users(body).into_iter().filter_map(|user| user.name).collect()
}

fn roles(body: &str) -> Vec<Vec<String>> {
    users(body).into_iter().map(|user| user.roles).collect()
}

#[test]
fn words_that_open_sentences_are_no_names() {
    for (text, name) in [
        (
            "Please add these. Finally Per-Anders Ek (per@x.example), level 1.",
            "Per-Anders Ek",
        ),
        (
            "New users. Lastly Hamish Peat, hamish@x.example, level 1.",
            "Hamish Peat",
        ),
        (
            "Meet June Castellan (june@x.example). She needs level 2.",
            "June Castellan",
        ),
        (
            "Bitte legen Sie Henrike Vogt (h.vogt@x.example) mit Stufe 3 an.",
            "Henrike Vogt",
        ),
        (
            "New user, go-live on 10 May. My address is pat.field@vendor.example, I myself need level 4.",
            "Pat Field",
        ),
        (
            "New user at level 2. April Moss (april@x.example) gets level 3.",
            "April Moss",
        ),
        (
            "Two to add: Dr. Noor Haddad and nobody else. Noor is noor@x.example, level 3.",
            "Noor Haddad",
        ),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn who_is_only_spoken_of_is_nobody() {
    for text in [
        "Please add Odile Ferrand (odile@x.example), level 2. She takes over from Kurt Hase (kurt@x.example), who retired.",
        "Please add Odile Ferrand (odile@x.example), level 2.\n\nNot our coach Vernon Pike (vernon@x.example): his account was activated on Tuesday.",
        "Please add Odile Ferrand (odile@x.example), level 2. My colleague Sunita Rao (sunita@x.example) can show her round.",
        "Please add Odile Ferrand (odile@x.example), level 2. Bo Berg (bo@x.example) has left.",
    ] {
        assert_eq!(names(text), ["Odile Ferrand"], "{text}");
    }
    let both = "Please add not only Odile Ferrand (odile@x.example) but also Bo Berg (bo@x.example), both level 2.";
    assert_eq!(names(both), ["Odile Ferrand", "Bo Berg"]);
}

#[test]
fn roles_as_they_are_called() {
    for (text, wanted) in [
        (
            "Please add Ilse Brand (ilse@x.example), level 2, with a role called Narcotics Witness.",
            &["Narcotics Witness"][..],
        ),
        (
            "Please add Ilse Brand (ilse@x.example), level 2. She gets the Night Audit role.",
            &["Night Audit"],
        ),
        (
            "Aggiungere Ilse Brand (ilse@x.example), livello 2, ruoli Reporting e Billing.",
            &["Reporting", "Billing"],
        ),
        (
            "Ilse Brand / ilse@x.example / L3 / approver (she's Watch Manager, Blue Watch)",
            &["Approver"],
        ),
        (
            "Ilse Brand\tilse@x.example\tlevel 3, Scheduler and Approver",
            &["Scheduler", "Approver"],
        ),
    ] {
        assert_eq!(roles(text), [wanted], "{text}");
    }
    let next = "Please add Ann Lee (ann@x.example), level 2, role Billing and Bo Berg (bo@x.example), level 1.";
    assert_eq!(roles(next), [vec!["Billing".to_owned()], Vec::new()]);
}

#[test]
fn a_value_as_wide_as_its_column() {
    let table = "NAME            EMAIL               ROLE            LEVEL\n\
                 Ann Lee         ann@x.example       scheduling      2\n\
                 Bo Lindqvist    bo@x.example        document editor 3\n";
    let levels: Vec<Option<u8>> = users(table).into_iter().map(|user| user.level).collect();
    assert_eq!(levels, [Some(2), Some(3)]);
    assert_eq!(roles(table), [["Scheduler"], ["Document Editor"]]);
}

#[test]
fn two_pronouns_of_two_people_are_nobody_for_sure() {
    let text = "Mabel Thorne (mabel@x.example) and Cyril Hatch (cyril@x.example) start on Monday, please add them. She is a level 3 and he is a level 1.";
    assert!(users(text).iter().all(|user| user.level.is_none()));
}
