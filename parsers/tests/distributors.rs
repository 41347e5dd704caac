//! What sentences say of a distributorship: its name, who holds the account, who sees all cases, and whom people work with.

use greenroom_parsers::{Fields, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

const REP: &str = "Tyrell Booker (tyrell@bluemesa.example) joins Blue Mesa Ortho as a sales rep.";

fn fields(body: &str) -> Fields {
    let users = read(&written::mail(body), &Profile::device_sales()).extraction.users;
    users.into_iter().next().map(|user| user.fields).unwrap_or_default()
}

#[test]
fn who_holds_the_account() {
    for (text, holder) in [
        ("The distributor account is held by me.", Some("Pat Field")),
        ("Account holder for our distributorship is me.", Some("Pat Field")),
        (
            "The account there is in the name of Carla Navarro.",
            Some("Carla Navarro"),
        ),
        ("Lyle Berman holds the account.", Some("Lyle Berman")),
        (
            "Le compte du distributeur est au nom de Josée Plamondon.",
            Some("Josée Plamondon"),
        ),
        ("Kontoinhaber ist Sabine Keil.", Some("Sabine Keil")),
        ("Our account manager is Carla Navarro.", None),
        ("His account is ready.", None),
    ] {
        let found = fields(&format!("{REP} {text}")).distributor_account_holder;
        assert_eq!(found.as_deref(), holder, "{text}");
    }
}

#[test]
fn who_sees_all_cases() {
    let text = "Account holder is Bernadette Kowal. Bernadette and her office manager Lil Dow need to see all cases.";
    let found = fields(&format!("{REP} {text}")).sees_all_cases;
    assert_eq!(found.unwrap_or_default(), ["Bernadette Kowal", "Lil Dow"]);
}

#[test]
fn the_name_behind_the_word() {
    for text in [
        "Please add a rep at our Ohio distributorship, Buckeye Reconstructive: Ann Lee, ann@buckeyerecon.example.",
        "Please add Ann Lee (ann@buckeyerecon.example). The distributorship is Buckeye Reconstructive.",
    ] {
        assert_eq!(
            fields(text).distributorship.as_deref(),
            Some("Buckeye Reconstructive"),
            "{text}"
        );
    }
}

#[test]
fn physicians_are_those_they_work_with() {
    let text = "I already invited Dr. Sorensen, and Tyrell got the invite. His physicians are Dr. Mark Sorensen and Dr. Lucille Begay.";
    let found = fields(&format!("{REP} {text}")).physicians;
    assert_eq!(found.unwrap_or_default(), ["Mark Sorensen", "Lucille Begay"]);
}

#[test]
fn training_that_nobody_had() {
    for (text, trained) in [
        ("Neither has done the training.", Some(false)),
        ("None of them has completed the product training.", Some(false)),
        (
            "He has an invite for the training on the 23rd, which he has not done yet.",
            Some(false),
        ),
        ("He passed the product training in January.", Some(true)),
    ] {
        assert_eq!(fields(&format!("{REP} {text}")).trained, trained, "{text}");
    }
}

#[test]
fn facilities_between_slashes() {
    let line = "Tyrell Booker / tyrell@x.example / rep / Erie General, Point Surgery Center / Dr. Pell / ship to 61 Harbor St, Erie, PA 16507";
    assert_eq!(
        fields(line).facilities.unwrap_or_default(),
        ["Erie General", "Point Surgery Center"]
    );
    let lone =
        "Tyrell Booker / tyrell@x.example / rep / Erie General / Dr. Pell / ship to 61 Harbor St, Erie, PA 16507";
    assert_eq!(fields(lone).facilities.unwrap_or_default(), ["Erie General"]);
}
