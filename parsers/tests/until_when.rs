//! Which of the days in a sentence somebody waits until, and which is none to wait for.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// What a sentence below a list says of the second of three people, and until when.
fn second(sentence: &str) -> (Activate, Option<String>) {
    let body = format!(
        "Hi,\n\n- Walburga Tietz, w.tietz@erlau.example, Level 3, Approver\n- Gesine Ostermann, g.ostermann@erlau.example, \
         Level 4\n- Falk Rademacher, f.rademacher@erlau.example, Level 1, Reporting\n\n{sentence}\n\nPat"
    );
    let users = read(&written::mail(&body), &Profile::client_roles()).extraction.users;
    assert_eq!(users.len(), 3, "{sentence}");
    let user = users.into_iter().nth(1).expect("the second of three");
    (user.activate, user.hold_until.map(|day| day.to_string()))
}

/// Wants a hold until this day.
fn until(day: Option<&str>, sentences: &[&str]) {
    for sentence in sentences {
        assert_eq!(second(sentence), (Activate::Hold, day.map(str::to_owned)), "{sentence}");
    }
}

#[test]
fn a_day_on_which_nothing_is_to_be_sent_is_no_day_to_wait_for() {
    until(
        None,
        &[
            "Do not activate Gesine on 5 May 2027.",
            "Don't send Gesine's link tomorrow.",
            "Gesine must not be activated tomorrow as planned.",
            "Gesine's link must not go out on 5 May 2027.",
            "Gesine bitte nicht am 5. Mai 2027 freischalten.",
            "N'activez pas Gesine le 5 mai 2027.",
            "Non attivate Gesine il 5 maggio 2027.",
            "No activen a Gesine el 5 de mayo de 2027.",
            "Não ativem a Gesine no dia 5 de maio de 2027.",
            "Activeer Gesine niet op 5 mei 2027.",
        ],
    );
}

#[test]
fn a_day_before_which_nothing_is_to_be_sent_is_waited_for() {
    until(
        Some("2027-05-05"),
        &[
            "Please don't activate Gesine before 5 May 2027.",
            "Please don't activate Gesine until 5 May 2027.",
            "no link for Gesine b4 5 May 2027 pls",
            "Do not activate Gesine now but on 5 May 2027.",
            "N'activez pas Gesine avant le 5 mai 2027.",
            "Gesine should not receive her link earlier than 5 May 2027.",
            "Activeer Gesine pas op 5 mei 2027.",
        ],
    );
}

#[test]
fn a_day_to_which_somebody_is_put_off_is_waited_for() {
    until(
        Some("2027-05-12"),
        &[
            "Please postpone Gesine's activation to 12 May 2027.",
            "Gesine's activation is put off to 12 May 2027.",
            "Gesine is postponed, activate her on 12 May 2027.",
            "Stop Gesine's link, send it on 12 May 2027.",
        ],
    );
}

#[test]
fn a_day_that_is_only_named_in_few_words_is_waited_for() {
    until(
        Some("2027-06-01"),
        &[
            "Gesine never before 1 June 2027.",
            "Gesine under no circumstances before 1 June 2027, she is on leave until then.",
            "Frau Ostermann auf keinen Fall vor dem 1. Juni 2027, sie ist bis dahin in Elternzeit.",
            "Frau Ostermann bekommt ihren Link erst am 1. Juni 2027.",
            "Gesine en aucun cas avant le 1er juin 2027.",
            "Gesine recevra son lien le 1er juin 2027.",
            "Gesine en ningún caso antes del 1 de junio de 2027.",
            "Gesine em caso algum antes de 1 de junho de 2027.",
            "Gesine in geen geval voor 1 juni 2027.",
            "Gesine krijgt haar link pas op 1 juni 2027.",
            "Gesine in nessun caso prima del 1 giugno 2027.",
            "Please do not invite Gesine yet; she starts on 1 June 2027, invite her then.",
            "Hold everyone. Please delay Gesine to 1 June 2027.",
            "Hold everyone. Defer Gesine's link until 1 June 2027.",
        ],
    );
}

#[test]
fn to_put_off_the_go_live_puts_off_nobody() {
    for sentence in [
        "Please postpone the go-live to 1 June 2027.",
        "The training is delayed until 1 June 2027.",
    ] {
        assert_eq!(second(sentence), (Activate::Unstated, None), "{sentence}");
    }
}

#[test]
fn the_day_that_counts_is_not_the_one_it_stands_instead_of() {
    until(
        Some("2027-05-12"),
        &[
            "Please activate Gesine on 12 May 2027 rather than on 5 May 2027.",
            "Gesine bitte noch nicht freischalten, statt am 5. Mai 2027 erst am 12. Mai 2027.",
            "Gesine is not trained yet, that is on 11 May 2027, so do not invite her before 12 May 2027.",
        ],
    );
}

#[test]
fn two_groups_that_nobody_knows_wait_for_the_later_day() {
    until(
        Some("2027-05-17"),
        &[
            "The tasting room crowd are to be activated on 3 May 2027 and the cellar hands a fortnight later, on 17 May 2027.",
        ],
    );
}

#[test]
fn not_somebody_on_a_day_is_no_removal() {
    assert_eq!(second("Not Gesine on 5 May 2027 but on 12 May 2027.").0, Activate::Hold);
}
