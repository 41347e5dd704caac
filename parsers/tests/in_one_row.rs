//! One or several people named in a sentence with their values between them: what stands at its end is about all of them.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn activated(sentence: &str) -> usize {
    let users = read(
        &written::mail(&format!("Hi\n\n{sentence}\n\nKim")),
        &Profile::client_roles(),
    )
    .extraction
    .users;
    let now = users.iter().filter(|user| user.activate == Activate::Now);
    now.count()
}

const SENTENCES: &[(&str, usize)] = &[
    ("Please activate Jolene Marks (jolene@acme.example, level 2)", 1),
    ("Jolene Marks (jolene@acme.example, level 2) can be activated", 1),
    (
        "Please add Jolene Marks (jolene@acme.example, level 2) and activate her",
        1,
    ),
    ("Please activate Jolene Marks, jolene@acme.example, level 2", 1),
    ("Activate Jolene Marks <jolene@acme.example>, level 2", 1),
    (
        "Please set up Jolene Marks, jolene@acme.example, level 2, and send her the link",
        1,
    ),
    ("Jolene Marks, jolene@acme.example, level 2, activate", 1),
    ("- Jolene Marks, jolene@acme.example, level 2 - send link", 1),
    ("Please send Jolene Marks (jolene@acme.example, level 2) her link", 1),
    (
        "Please activate Jolene Marks (jolene@acme.example, level 2) and Tom Lee (tom@acme.example, level 3)",
        2,
    ),
    (
        "Jolene Marks (jolene@acme.example, level 2) and Tom Lee (tom@acme.example, level 3) should get their links",
        2,
    ),
    (
        "Please activate Jolene Marks (jolene@acme.example, level 2), Ann Poe (ann@acme.example, level 1) and \
         Tom Lee (tom@acme.example, level 3)",
        3,
    ),
];

const LATER: &[&str] = &[
    ". Not now I mean, on the 1st of March when she starts.",
    ". Only once the training that we booked for them in March is over.",
    " on the 1st of March when she starts.",
    " on 1 March.",
    " when she is back.",
    " once she is trained.",
    " after the training.",
    " in March.",
    " from Monday.",
    " at go-live.",
    " if Kim agrees.",
    " as soon as they sign.",
    " next week.",
    " later.",
    " tomorrow.",
    " only after go-live.",
    " before go-live.",
    " (after training).",
    " - after go-live.",
    " with the others.",
    " a week before go-live.",
    " unless she objects.",
    " when the contract is signed.",
    " provided HR agrees.",
    " not before May.",
    " the day she starts.",
    " on her first day.",
    " together with wave 2.",
    ". Not now.",
    ", but not before May.",
    ", but only once she has signed.",
    "; not yet though.",
    ", on 1 March.",
    ", when she starts.",
    " (1 March).",
    " (not yet).",
    " (on hold until May).",
];

#[test]
fn the_end_of_a_sentence_is_about_all_whom_it_names() {
    let mut wrong = Vec::new();
    for (sentence, people) in SENTENCES {
        assert_eq!(activated(&format!("{sentence}.")), *people, "{sentence}");
        for later in LATER {
            let text = format!("{sentence}{later}");
            if activated(&text) > 0 {
                wrong.push(text);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
