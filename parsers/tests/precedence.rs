//! The table at the top of `resolve.rs`, one test a row: which statement counts when several are made about one person.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use greenroom_parsers::{Activate, Extraction, IssueCode, Profile, User, read};

/// A mail by the account manager, with what the client wrote below, if anything.
fn mail(profile: &Profile, own: &str, forwarded: Option<&str>) -> Extraction {
    mail_on(profile, "Fwd: users", own, forwarded)
}

fn mail_on(profile: &Profile, subject: &str, own: &str, forwarded: Option<&str>) -> Extraction {
    let below = forwarded.map_or_else(String::new, |text| {
        format!(
            "\n---------- Forwarded message ---------\nFrom: Jane Doe <jane@acme.example>\nDate: Mon, Feb 22, 2027 at 8:00 AM\n\
             Subject: users\nTo: Pat Field <pat.field@vendor.example>\n\n{text}\n"
        )
    });
    let raw = format!(
        "From: Pat Field <pat.field@vendor.example>\nTo: setup@greenroom.example\nSubject: {subject}\n\
         Date: Wed, 24 Feb 2027 09:00:00 -0500\nMessage-ID: <p@vendor.example>\n\
         Content-Type: text/plain; charset=utf-8\n\n{own}\n{below}"
    );
    read(raw.replace('\n', "\r\n").as_bytes(), profile).extraction
}

fn roles_mail(own: &str, forwarded: Option<&str>) -> Extraction {
    mail(&Profile::client_roles(), own, forwarded)
}

fn user<'e>(extraction: &'e Extraction, first: &str) -> &'e User {
    let named = |user: &&User| user.name.as_deref().is_some_and(|name| name.starts_with(first));
    extraction.users.iter().find(named).unwrap()
}

fn activation(extraction: &Extraction, first: &str) -> Activate {
    user(extraction, first).activate
}

const LIST: &str = "Joan Hill, joan@acme.example, level 2\nSam Orr, sam@acme.example, level 3";
const TABLE: &str =
    "Name | Email | Level | Activate\nJoan Hill | joan@acme.example | 2 | yes\nSam Orr | sam@acme.example | 3 | no";

#[test]
fn the_newest_author_counts() {
    let all = format!("Please activate them all.\n\n{LIST}");
    let read = roles_mail("Please hold Joan for now. Joan needs level 1.", Some(&all));
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
    assert_eq!(user(&read, "Joan").level, Some(1));
    assert_eq!(activation(&read, "Sam"), Activate::Now);
}

#[test]
fn what_is_newer_about_all_outweighs_what_is_older_about_one() {
    let read = roles_mail("Please hold everyone.", Some(&format!("{LIST}\n\nActivate Joan now.")));
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
}

#[test]
fn a_day_before_which_nobody_is_let_in_brings_no_later_day_forward() {
    let dates = "Name | Email | Level | Activation date\nJoan Hill | joan@acme.example | 2 | 2027-03-08\nSam Orr | sam@acme.example | 3 | 2027-05-08";
    let on = |own: &str| {
        let read = roles_mail(own, Some(dates));
        ["Joan", "Sam"].map(|first| user(&read, first).hold_until.unwrap().to_string())
    };
    assert_eq!(
        on("Please set these up. Nobody is to be let in before 1 April 2027."),
        ["2027-04-01", "2027-05-08"]
    );
    // A new day is another matter.
    assert_eq!(
        on("Please set these up. Activate everybody on 1 April 2027 instead."),
        ["2027-04-01", "2027-04-01"]
    );
}

#[test]
fn one_person_counts_more_than_all() {
    let read = roles_mail(
        &format!("Please set up:\n\n{LIST}\n\nHold everybody. Activate Sam today."),
        None,
    );
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
    assert_eq!(activation(&read, "Sam"), Activate::Now);
}

#[test]
fn a_sentence_about_one_person_counts_more_than_a_column() {
    let read = roles_mail(
        &format!("Please set up:\n\n{TABLE}\n\nPlease hold Joan after all."),
        None,
    );
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
}

#[test]
fn a_columns_no_counts_more_than_all() {
    let read = roles_mail(&format!("Please activate everyone:\n\n{TABLE}"), None);
    assert_eq!(activation(&read, "Joan"), Activate::Now);
    assert_eq!(activation(&read, "Sam"), Activate::Hold);
}

#[test]
fn a_columns_yes_against_hold_everyone_is_a_conflict() {
    let read = roles_mail(&format!("Please set up:\n\n{TABLE}\n\nPlease hold everyone."), None);
    assert_eq!(activation(&read, "Joan"), Activate::Unstated);
    let conflict = read
        .issues
        .iter()
        .any(|issue| issue.code == IssueCode::ConflictingActivation);
    assert!(conflict, "{:?}", read.issues);
    assert_eq!(activation(&read, "Sam"), Activate::Hold);
}

#[test]
fn unless_the_column_is_made_the_exception() {
    let read = roles_mail(
        &format!("Please hold everyone unless the table says otherwise:\n\n{TABLE}"),
        None,
    );
    assert_eq!(activation(&read, "Joan"), Activate::Now);
}

#[test]
fn words_that_nobody_understands_may_take_a_now_back() {
    let forwarded = format!("{LIST}\n\nPlease activate them all now.");
    let plain = roles_mail("Please set them up.", Some(&forwarded));
    assert_eq!(activation(&plain, "Joan"), Activate::Now);
    let newer = roles_mail("Please set them up. Links with go-live.", Some(&forwarded));
    assert_eq!(activation(&newer, "Joan"), Activate::Unstated);
    let table = "Please set up, activate everyone now:\n\nName | Email | Level | Activate\n\
                 Joan Hill | joan@acme.example | 2 | see Kim\nSam Orr | sam@acme.example | 3 |";
    let beside = roles_mail(table, None);
    assert_eq!(activation(&beside, "Joan"), Activate::Unstated);
    assert_eq!(activation(&beside, "Sam"), Activate::Now);
}

#[test]
fn two_of_one_rank_that_disagree_are_a_conflict() {
    let read = roles_mail(
        &format!("Please activate both now:\n\n{LIST}\n\nDo not activate them."),
        None,
    );
    assert_eq!(activation(&read, "Joan"), Activate::Unstated);
    let conflicts = read
        .issues
        .iter()
        .filter(|issue| issue.code == IssueCode::ConflictingActivation);
    assert_eq!(conflicts.count(), 2);
}

#[test]
fn of_levels_the_last_word_counts() {
    let read = roles_mail(
        &format!("Please set up:\n\n{LIST}\n\nSorry, Joan should be level 4."),
        None,
    );
    assert_eq!(user(&read, "Joan").level, Some(4));
}

#[test]
fn roles_of_one_rank_add_up() {
    let list = "Joan Hill, joan@acme.example, level 2, billing\nSam Orr, sam@acme.example, level 3";
    let read = roles_mail(&format!("Please set up:\n\n{list}\n\nJoan also needs reporting."), None);
    assert_eq!(user(&read, "Joan").roles, ["Billing", "Reporting"]);
}

#[test]
fn except_and_only_put_the_others_on_the_other_side() {
    let read = roles_mail(&format!("Please set up:\n\n{LIST}\n\nActivate all except Joan."), None);
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
    assert_eq!(activation(&read, "Sam"), Activate::Now);
    let read = roles_mail(&format!("Please set up:\n\n{LIST}\n\nOnly activate Joan."), None);
    assert_eq!(activation(&read, "Joan"), Activate::Now);
    assert_eq!(activation(&read, "Sam"), Activate::Hold);
}

#[test]
fn whom_a_newer_author_takes_out_is_out() {
    let read = roles_mail(
        "Please skip Sam, he has left the company.",
        Some(&format!("Please set up:\n\n{LIST}")),
    );
    let names: Vec<&str> = read.users.iter().filter_map(|user| user.name.as_deref()).collect();
    assert_eq!(names, ["Joan Hill"]);
}

#[test]
fn a_custodian_only_waits_unless_invited() {
    let list = "Joan Hill, joan@acme.example, role Custodian, custodian only";
    let read = mail(&Profile::device_sales(), &format!("Please add:\n\n{list}"), None);
    assert_eq!(activation(&read, "Joan"), Activate::Hold);
    let read = mail(
        &Profile::device_sales(),
        &format!("Please add:\n\n{list}, please invite her by email now"),
        None,
    );
    assert_eq!(activation(&read, "Joan"), Activate::Now);
}

#[test]
fn a_fact_about_all_reaches_those_of_whom_nothing_else_is_said() {
    let list = "Joan Hill, joan@acme.example, sales rep, ship to 1 Main St, Reno, NV 89501\nSam Orr, sam@acme.example, sales rep";
    let read = mail(
        &Profile::device_sales(),
        &format!("Please add:\n\n{list}\n\nEverybody else ships to 9 Elm Rd, Reno, NV 89501."),
        None,
    );
    assert_eq!(
        user(&read, "Joan").fields.ship_to.as_deref(),
        Some("1 Main St, Reno, NV 89501")
    );
    assert_eq!(
        user(&read, "Sam").fields.ship_to.as_deref(),
        Some("9 Elm Rd, Reno, NV 89501")
    );
}

#[test]
fn a_distributorship_named_as_such_counts_more_than_an_organisation() {
    let list = "Joan Hill from Beck Medical, joan@acme.example, sales rep";
    let read = mail(
        &Profile::device_sales(),
        &format!("Please add:\n\n{list}\n\nDistributorship: Acme Implants"),
        None,
    );
    assert_eq!(
        user(&read, "Joan").fields.distributorship.as_deref(),
        Some("Acme Implants")
    );
}

#[test]
fn a_subject_holds_but_never_activates() {
    let people = format!("Please set up:\n\n{LIST}");
    let on = |subject: &str, own: &str| mail_on(&Profile::client_roles(), subject, own, None);
    assert_eq!(
        activation(&on("New users, hold everyone", &people), "Joan"),
        Activate::Hold
    );
    assert_eq!(
        activation(&on("New users, activate now", &people), "Joan"),
        Activate::Unstated
    );
    let both = format!("{people}\n\nActivate Joan now.");
    assert_eq!(
        activation(&on("New users, hold everyone", &both), "Joan"),
        Activate::Now
    );
}
