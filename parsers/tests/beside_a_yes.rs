//! What stands beside, above or behind a yes and makes it wait: a sentence at a table, a column for the beginning, words
//! at the tail of a request that make it depend on something.

use greenroom_parsers::{Activate, Extraction, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn extracted(body: &str) -> Extraction {
    read(&written::mail(body), &Profile::client_roles()).extraction
}

fn activated(body: &str) -> Vec<String> {
    let users = extracted(body).users.into_iter();
    let now = users.filter(|user| user.activate == Activate::Now);
    now.map(|user| user.name.unwrap_or_default()).collect()
}

fn under_a_list(text: &str) -> Vec<String> {
    activated(&format!(
        "Hi, new users:\n\nJane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\n{text}\n\nPat"
    ))
}

/// Both say yes; a sentence stands above and one below.
fn at_a_table(above: &str, below: &str) -> Vec<String> {
    activated(&format!(
        "{above}\n\nName | Email | Level | Activate\nJane Doe | jane@acme.example | 3 | yes\nTom Marsh | tom@acme.example | 1 | yes\n\n{below}\n\nPat"
    ))
}

/// Both say yes; another column says more.
fn with_a_column(heading: &str, jane: &str, tom: &str) -> Vec<String> {
    activated(&format!(
        "Hi, please create:\n\nName | Email | Level | Activate | {heading}\nJane Doe | jane@acme.example | 3 | yes | {jane}\nTom Marsh | tom@acme.example | 1 | yes | {tom}\n\nPat"
    ))
}

#[test]
fn a_proviso_behind_a_request_is_heard_in_seven_languages() {
    for text in [
        "Please activate both now, as long as the PO is in.",
        "Please activate both now (on the understanding that the PO is coming).",
        "Please activate both now, with effect from 12 January.",
        "Please activate both today, on condition that they've done the e-learning.",
        "Bitte beide sofort freischalten, sofern der Vertrag da ist.",
        "Bitte beide sofort freischalten, vorbehaltlich der Zustimmung von Frau Weber.",
        "Bitte beide sofort freischalten (Frau Weber muss noch nicken).",
        "Merci d'activer les deux tout de suite, sous réserve de l'accord de Maria.",
        "Merci d'activer les deux tout de suite, à condition que Maria valide.",
        "Por favor, activen a los dos ya, siempre que haya firmado María.",
        "Por favor, activen a los dos ya (falta el visto bueno de María).",
        "Por favor, ativem os dois agora, contanto que a Maria aprove.",
        "Graag beiden nu activeren, mits Maria akkoord is.",
        "Graag beiden nu activeren, tenzij Maria bezwaar heeft.",
        "Per favore attivate entrambi subito, a condizione che Maria firmi.",
    ] {
        assert_eq!(under_a_list(text), Vec::<String>::new(), "{text}");
    }
    for text in [
        "Please activate both now, their contract is signed.",
        "Bitte beide sofort freischalten, der Vertrag ist unterschrieben.",
        "Merci d'activer les deux tout de suite, le contrat est signé.",
        "Graag beiden nu activeren, alles is getekend.",
    ] {
        assert_eq!(under_a_list(text).len(), 2, "{text}");
    }
}

#[test]
fn a_sentence_at_a_table_may_put_its_yes_aside() {
    for (above, below) in [
        ("Hi,", "PO to follow."),
        ("Hi,", "When they are trained, that is."),
        ("Hi,", "I will give the go."),
        ("Hi,", "All of this only after the contract is signed."),
        ("Hi,", "The yes means yes on 12 January."),
        ("Preliminary list:", ""),
        ("What we would need if Acme signs:", ""),
        ("Can you check this list? I am not sure about activation.", ""),
        ("Here is what Maria sent, I still have to check it:", ""),
        ("Hallo,", "Vertrag fehlt noch."),
        ("Bonjour,", "Sous réserve de signature."),
    ] {
        assert_eq!(at_a_table(above, below), Vec::<String>::new(), "{above} … {below}");
    }
    for (above, below) in [
        ("Hi, please create:", ""),
        ("Hi, the new people:", "Let me know once it's done so I can tell them."),
        ("Hello, as per your template:", "They start today."),
        ("Hi,", "Our contract is signed, and everybody is trained."),
    ] {
        assert_eq!(at_a_table(above, below).len(), 2, "{above} … {below}");
    }
}

#[test]
fn a_column_for_the_beginning_makes_its_row_wait() {
    for (heading, jane, tom) in [
        ("Start", "today", "4 January"),
        ("Available from", "now", "January"),
        ("Contract signed", "yes", "no"),
        ("Eintritt", "sofort", "04.01.2099"),
    ] {
        assert_eq!(with_a_column(heading, jane, tom), ["Jane Doe"], "{heading}");
    }
    assert_eq!(
        with_a_column("Start", "2019", "already here"),
        ["Jane Doe", "Tom Marsh"]
    );
}

#[test]
fn a_line_of_the_form_makes_a_yes_wait() {
    for line in [
        "Start: 12 January",
        "Contract: not signed",
        "Depends on: DPA",
        "PO: to follow",
    ] {
        let body =
            format!("Client: Acme\n{line}\n\nName: Jane Doe\nEmail: jane@acme.example\nLevel: 3\nActivate: yes\n\nPat");
        assert_eq!(activated(&body), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn an_order_in_passing_is_understood() {
    assert_eq!(
        under_a_list("Jane si può attivare subito, Tom resta in attesa."),
        ["Jane Doe"]
    );
    let users = extracted(
        "Oi,\n\nNome: Caio Drummond\nE-mail: caio@acme.example\nNível: 2\n\nNome: Luana Prates\nE-mail: luana@acme.example\nNível: 2\n\nO Caio e a Luana ficam em espera até 17/08/2099.\n\nPat",
    )
    .users;
    assert!(users.iter().all(|user| user.activate == Activate::Hold), "{users:?}");
}

#[test]
fn who_is_left_out_is_not_set_up() {
    for text in [
        "Please leave out Jane.",
        "And please leave out Jane Doe, she is leaving us at Christmas.",
    ] {
        let users = extracted(&format!(
            "Hi, new users:\n\nJane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\n{text}\n\nPat"
        ))
        .users;
        let names: Vec<_> = users.into_iter().filter_map(|user| user.name).collect();
        assert_eq!(names, ["Tom Marsh"], "{text}");
    }
    // Beside a request the same words make an exception.
    assert_eq!(under_a_list("Please activate both now, leave out Jane.").len(), 1);
}

#[test]
fn a_heading_of_roles_is_about_everybody_below() {
    for (heading, roles) in [
        ("Level 3, Scheduler and Approver:", vec!["Scheduler", "Approver"]),
        ("Schedulers:", vec!["Scheduler"]),
        ("And one Approver, please hold:", vec!["Approver"]),
    ] {
        let users = extracted(&format!(
            "Hello, we need:\n\n{heading}\nJane Doe, jane@acme.example\nTom Marsh, tom@acme.example\n\nPat"
        ))
        .users;
        assert_eq!(users.len(), 2, "{heading}");
        assert!(users.iter().all(|user| user.roles == roles), "{heading}: {users:?}");
    }
}
