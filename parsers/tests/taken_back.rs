//! Requests that are taken back, restricted or doubted in words around them: none of them may activate the wrong person.
//!
//! The phrases come from somebody who did nothing but try to get people activated against the writer's will.

use greenroom_parsers::{Activate, Profile, ReadOptions, read, read_with};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn mail(body: &str) -> Vec<(String, Activate)> {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    users
        .into_iter()
        .map(|user| (user.name.unwrap_or_default(), user.activate))
        .collect()
}

fn under_a_list(text: &str) -> Vec<(String, Activate)> {
    mail(&format!(
        "Hi, new users:\n\nJane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\n{text}\n\nPat"
    ))
}

fn above_a_request(text: &str) -> Vec<(String, Activate)> {
    mail(&format!(
        "Hi, new users below. {text}\n\nPat\n\n---------- Forwarded message ---------\n\
         From: Kim Boss <kim@acme.example>\nDate: Tue, Feb 23, 2027 at 9:00 AM\nSubject: users\n\
         To: Pat Field <pat.field@vendor.example>\n\nHi Pat,\n\nJane Doe, jane@acme.example, level 2\n\
         Tom Marsh, tom@acme.example, level 1\n\nPlease activate them now.\n\nKim"
    ))
}

fn activated(users: &[(String, Activate)]) -> Vec<&str> {
    let now = users.iter().filter(|(_, activate)| *activate == Activate::Now);
    now.map(|(name, _)| name.as_str()).collect()
}

#[rustfmt::skip]
const NOBODY: &[&str] = &[
    // Something or somebody else is meant.
    "Activate Jane's team now.", "Send Jane's link to Jane's boss now.", "Send them an invite for the training.", "Activate both contracts now.",
    "The person with level 2 gets the link now.", "Please activate the rest now.", "Activate those who are trained.", "Please send her the link now.",
    // Nobody knows which.
    "Only one gets the link now.", "One gets the link now, one in May.", "Activez-en deux maintenant.", "Graag een van beiden activeren.",
    // A condition, a later day, somebody else's word.
    "Activate them, HR permitting.", "Activate both, date to follow.", "Activate them, conditions apply.", "Call Kim first, then activate them.", "First call Kim. Then activate them.",
    "Kim ok? Then activate them now.", "Activate them now, so long as Kim has paid.", "Activate them now, but run it by Kim first.", "I call you, you activate.", "Step 3: send the links.",
    "You will get my go to activate them now.", "Bitte beide zum 15.3. freischalten.", "They will be activated now by our own team.", "We would like to activate them now, but legal has to agree.",
    // Taken back in the next words.
    "Activate them now - no, hang on, let me ask.", "Activate them now.\n(Only once Kim has signed, of course.)", "Activate both.\nAfter the training, that is.", "Activate them right away.\nCondition: the contract is signed.",
    "Merci d'activer tout de suite. Enfin non.", "~~activate now~~", "Activate them now. Later please.", "Please activate them now. Not so fast with the links though.",
    // Questions without a mark.
    "have the links been sent today", "can they be activated now", "will they be activated now", "do you activate them now", "would it be ok to activate them now",
];

#[test]
fn nobody_is_activated() {
    let wrong: Vec<_> = NOBODY
        .iter()
        .map(|text| (text, under_a_list(text)))
        .filter(|(_, users)| !activated(users).is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[rustfmt::skip]
const WITHOUT_TOM: &[&str] = &[
    "Everyone gets the link now. Exception: Tom.", "All now, Tom after training.", "Activate all, minus Tom.", "Activate both, Tom on Monday.",
    "Activate Jane and Tom. Tom only on 3 May.", "Activate Jane and Tom, the latter on 3 May.", "All now. Tom no.", "Everyone gets the link now (Tom: May).",
    "Activate both now. Tom is the exception.", "Bitte alle aktivieren, Tom nicht.", "Merci d'activer les deux, mais Tom seulement en mai.",
    "Por favor activar a los dos, pero Tom en mayo.", "Per favore attivare entrambi, Tom solo a maggio.",
];

#[test]
fn who_is_taken_out_in_a_few_words_is_held() {
    for text in WITHOUT_TOM {
        let users = under_a_list(text);
        assert_eq!(activated(&users), ["Jane Doe"], "{text}");
        assert_eq!(users[1].1, Activate::Hold, "{text}");
    }
}

#[rustfmt::skip]
const ABOVE: &[&str] = &[
    "Please do as she asks once the PO is booked.",
    "Please process after Thanksgiving.",
    "Please process below, except activation.",
    "I've pushed this back to January with Maria.",
    "Agreed with Maria on the phone: January.",
    "Maria has since changed her mind.",
    "Acme has pulled out.",
    "The project is stopped.",
    "They still owe us the PO.",
    "I am still negotiating with them.",
    "Is this legit?",
    "What do you think?",
    "Just for information.",
    "Advance notice.",
    "It is outdated.",
    "Original request below for reference, the real list is attached.",
    "Hat sich erledigt.",
    "Vertrag fehlt noch.",
    "J'attends la commande.",
    "Ter info, nog niets doen.",
    "Nothing before I say so.", "Please do nothing until I call you.", "I need to speak to Kim before anything goes out.", "Not now.", "Later please.",
    "Not so fast with the links though.", "Let's not rush this.", "Please delay.", "Please pause.", "Please sit on this.", "For Monday please.", "Tomorrow please.",
    "Links on 15 March.", "Links with go-live.", "Access from 15 March.", "They may log in from 15 March.", "Only when they've paid.", "Training first!",
    "Contract first, then links.", "Accounts only, no mails.", "They must not get in yet.", "Please disregard Kim's last sentence.", "I veto the activation.",
    "Links bitte erst zum Go-Live.", "Erst nach der Schulung.", "Pas tout de suite.", "Seulement après la formation.", "Después de la formación.", "Só depois do treinamento.", "Solo dopo la formazione.",
];

#[test]
fn a_covering_mail_that_may_take_it_back_leaves_it_open() {
    let wrong: Vec<_> = ABOVE
        .iter()
        .map(|text| (text, above_a_request(text)))
        .filter(|(_, users)| !activated(users).is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for text in [
        "Jane: tbc",
        "Jane needs to do the training first.",
        "Except Jane.",
        "Jane only in May.",
    ] {
        assert_eq!(activated(&above_a_request(text)), ["Tom Marsh"], "{text}");
    }
    for text in ["Jane only.", "Just Jane.", "Start with Jane."] {
        let tom = "Tom Marsh";
        assert!(!activated(&above_a_request(text)).contains(&tom), "{text}");
    }
}

#[test]
fn a_covering_mail_about_something_else_changes_nothing() {
    for text in [
        "Thanks a lot!",
        "Let me know if anything is missing.",
        "They go live on 15 March.",
        "Any questions, just ask.",
        "Please set them up from Kim's list.",
    ] {
        assert_eq!(activated(&above_a_request(text)), ["Jane Doe", "Tom Marsh"], "{text}");
    }
}

#[test]
fn a_note_beside_a_yes_may_take_it_back() {
    for note in [
        "after training",
        "wait",
        "later",
        "at launch",
        "tbc",
        "ask me first",
        "if HR agrees",
        "waiting for HR",
        "pending contract",
        "on leave until May",
        "once HR signs",
        "from 3 May",
    ] {
        for heading in ["Notes", "Comment", "When"] {
            let users = mail(&format!(
                "New users:\n\nName | Email | Level | Activate | {heading}\nJane Doe | jane@acme.example | 2 | yes | {note}\n\
                 Tom Marsh | tom@acme.example | 1 | yes |"
            ));
            assert_eq!(activated(&users), ["Tom Marsh"], "{heading}: {note}");
        }
    }
}

#[test]
fn a_yes_under_another_heading_activates_nobody() {
    for heading in [
        "Do not activate",
        "Already active",
        "Active employee",
        "Activate after training",
        "Activate alarms",
        "Invite to training",
        "Active directory",
        "Status",
    ] {
        let users = mail(&format!(
            "New users:\n\nName | Email | Level | {heading}\nJane Doe | jane@acme.example | 2 | yes\n\
             Tom Marsh | tom@acme.example | 1 | yes"
        ));
        assert_eq!(activated(&users), Vec::<&str>::new(), "{heading}");
    }
}

#[test]
fn a_yes_with_a_day_waits_for_the_day() {
    let users = mail(
        "New users:\n\nName: Jane Doe\nEmail: jane@acme.example\nLevel: 2\nActivate: yes\nActivation date: 3 May 2027",
    );
    assert_eq!(users, [("Jane Doe".to_owned(), Activate::Hold)]);
}

#[test]
fn the_explanation_says_what_takes_back_and_what_still_holds() {
    let explained = |own: &str, asked: &str| -> Vec<(String, bool)> {
        let body = format!(
            "{own}\n\nPat\n\n---------- Forwarded message ---------\nFrom: Kim Boss <kim@acme.example>\n\
             Date: Tue, Feb 23, 2027 at 9:00 AM\nSubject: users\nTo: Pat Field <pat.field@vendor.example>\n\n\
             Jane Doe, jane@acme.example, level 2\n\n{asked}\n\nKim"
        );
        let options = ReadOptions {
            explain: true,
            ..ReadOptions::default()
        };
        let reading = read_with(&written::mail(&body), &Profile::client_roles(), &options);
        let activation = reading.explained.into_iter().filter(|said| said.field == "activate");
        activation.map(|said| (said.says, said.counts)).collect()
    };
    let doubt = "not understood, may take it back".to_owned();
    assert_eq!(
        explained("See below. Links with go-live.", "Please activate her now."),
        [(doubt.clone(), true), ("now".to_owned(), false)]
    );
    assert_eq!(
        explained("See below. Links with go-live.", "Please hold her for now."),
        [(doubt, false), ("hold".to_owned(), true)]
    );
}

#[test]
fn who_does_not_get_the_link_is_still_set_up() {
    for text in ["Activate Tom, not Jane.", "Please activate Tom now, not Jane yet."] {
        let expected = [
            ("Jane Doe".to_owned(), Activate::Hold),
            ("Tom Marsh".to_owned(), Activate::Now),
        ];
        assert_eq!(under_a_list(text), expected, "{text}");
    }
    for text in ["Level 3 for Tom, not Jane.", "The admin role is for Tom, not Jane."] {
        assert_eq!(under_a_list(text).len(), 2, "{text}");
    }
}
