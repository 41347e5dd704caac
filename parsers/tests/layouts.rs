//! The ways in which people lay out the same few facts: values in any order, names turned round, forms, marks with a legend.

use greenroom_parsers::{Activate, Kind, Profile, User, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn users(body: &str, profile: &Profile) -> Vec<User> {
    read(&written::mail(body), profile).extraction.users
}

/// "Ann Lee | ann@x.example | 2 | Billing | hold", a line for each person.
fn told(body: &str) -> Vec<String> {
    let line = |user: User| {
        let level = user.level.map_or("-".to_owned(), |level| level.to_string());
        let activate = match user.activate {
            Activate::Now => "now",
            Activate::Hold => "hold",
            Activate::Unstated => "unstated",
        };
        format!(
            "{} | {} | {level} | {} | {activate}",
            user.name.unwrap_or_default(),
            user.email.unwrap_or_default(),
            user.roles.join(", ")
        )
    };
    users(body, &Profile::client_roles()).into_iter().map(line).collect()
}

#[test]
fn values_stand_in_any_order() {
    let people = [
        "Kajsa Östberg | kajsa@x.example | 4 | User Manager | unstated",
        "Piet van der Berg | piet@x.example | 2 |  | unstated",
    ];
    for body in [
        "Please add:\n\nÖstberg, Kajsa / kajsa@x.example / level 4 / user admin\nvan der Berg, Piet / piet@x.example / level 2 / -",
        "Please add:\n\n| level 4 | Östberg, Kajsa | user admin | kajsa@x.example |\n| level 2 | van der Berg, Piet | none | piet@x.example |",
        "Please add:\n\nuser admin; kajsa@x.example; Östberg, Kajsa; 4\n; piet@x.example; van der Berg, Piet; 2",
        "New users, in this order: level, extra role, address, name\n\n4, user admin, kajsa@x.example, Kajsa Östberg\n2, -, piet@x.example, Piet van der Berg",
        "4 / user admin / kajsa@x.example / Östberg, Kajsa\n2 / - / piet@x.example / van der Berg, Piet\n\nThe order is access level / extra role / address / who.",
        "level 4 - user admin - kajsa@x.example - Östberg, Kajsa\nlevel 2 - piet@x.example - van der Berg, Piet",
    ] {
        assert_eq!(told(body), people, "{body}");
    }
}

#[test]
fn somebody_without_an_address_yet_is_listed() {
    let body =
        "Please add:\n\nann@x.example | Lee, Ann | lvl 2 | billing\ntbc | Delacruz-Hahn, Rita | lvl 3 | night audit";
    assert_eq!(
        told(body),
        [
            "Ann Lee | ann@x.example | 2 | Billing | unstated",
            "Rita Delacruz-Hahn |  | 3 | night audit | unstated"
        ]
    );
}

#[test]
fn marks_mean_what_the_text_says() {
    for body in [
        "Ann Lee, ann@x.example, level 2, S\nBob Orr, bob@x.example, level 3, W\n\nS = send the link now, W = wait.",
        "Name; email; level; link (A = activate now, H = hold)\nAnn Lee; ann@x.example; 2; A\nBob Orr; bob@x.example; 3; H",
        "S at the end means please send the link straight away, W means wait until I write again.\n\n\
         Lee, Ann / 2 / ann@x.example / S\nOrr, Bob / 3 / bob@x.example / W",
    ] {
        assert_eq!(
            told(body),
            [
                "Ann Lee | ann@x.example | 2 |  | now",
                "Bob Orr | bob@x.example | 3 |  | hold"
            ],
            "{body}"
        );
    }
}

#[test]
fn marks_activate_nobody_beside_a_doubt() {
    for said in [
        "A = already active, B = new",
        "A = activate, B = wait, but please hold them all for now",
        "A = activate? B = wait",
        "A = activate, B = wait. Hold everybody for now please.",
        "A means the east wing, B the west wing.",
    ] {
        let body = format!("Ann Lee | ann@x.example | lvl 2 | A\nBob Orr | bob@x.example | lvl 3 | B\n\n{said}");
        let users = users(&body, &Profile::client_roles());
        assert!(users.iter().all(|user| user.activate != Activate::Now), "{said}");
    }
}

#[test]
fn a_label_over_its_answer_is_no_request() {
    for answer in ["[ ] Yes [x] No", "no", "( ) now (x) hold", "No, wait for go-live"] {
        let form = format!(
            "Name\nAnn Lee\nE-mail\nann@x.example\nAccess level (1 = lowest, 4 = highest)\n2\nActivate\n{answer}"
        );
        assert_eq!(told(&form), ["Ann Lee | ann@x.example | 2 |  | hold"], "{answer}");
    }
}

#[test]
fn names_are_whole() {
    for (written, name) in [
        ("ben David, Yosef <a@x.example>", "Yosef ben David"),
        ("dos Reis, Iracema (a@x.example)", "Iracema dos Reis"),
        ("von der Heyde, Sunniva - a@x.example", "Sunniva von der Heyde"),
        ("Strand, Johan Fredrik, j.f.strand@x.example", "Johan Fredrik Strand"),
        ("Oighrig Nic a' Phì a@x.example", "Oighrig Nic a' Phì"),
        ("Tariq el-Masri <a@x.example>", "Tariq el-Masri"),
        ("Station Officer Delroy St. Juste, a@x.example", "Delroy St. Juste"),
        ("Rt. Rev. Desmond Ash Jr., a@x.example", "Desmond Ash Jr."),
        ("pls add nadine tso ntso@x.example", "nadine tso"),
    ] {
        let users = users(&format!("{written}, level 2"), &Profile::client_roles());
        let names: Vec<Option<&str>> = users.iter().map(|user| user.name.as_deref()).collect();
        assert_eq!(names, [Some(name)], "{written}");
    }
}

#[test]
fn forms_in_other_words() {
    let person = ["Ann Lee | ann@x.example | 2 | Billing | hold"];
    for form in [
        "Applicant ........ LEE, Ann\nMail address ..... ann@x.example\nAccess level ..... 2\nRoles ............ billing\nActivation ....... hold",
        "Colaborador | Nível | E-mail | Funções | Enviar convite\nLee, Ann | 2 | ann@x.example | Billing | não",
        "Mitarbeitende;E-Mail;Stufe;Rollen;Einladen\nLee, Ann;ann@x.example;2;Billing;nein",
        "Applicant: Pat Field\nNew user: Ann Lee\nE-mail: ann@x.example\nLevel: 2\nRoles: billing\nActivate: hold",
    ] {
        let told: Vec<String> = told(form).iter().map(|line| line.replace("LEE", "Lee")).collect();
        assert_eq!(told, person, "{form}");
    }
}

#[test]
fn levels_in_a_phrase() {
    for (said, level) in [
        ("is a plain viewer", Some(1)),
        ("is just a plain admin", Some(4)),
        ("is a viewer", Some(1)),
        ("is a manager at the plant", None),
        ("is a simple administrator in HR", None),
    ] {
        let users = users(
            &format!("Please add:\n\nAnn Lee <ann@x.example> {said}."),
            &Profile::client_roles(),
        );
        assert_eq!(users.first().and_then(|user| user.level), level, "{said}");
    }
}

#[test]
fn the_same_goes_for_somebody_else() {
    let body =
        "Please add: Ann Lee (ann@x.example) needs level 2 with scheduling, and so does Bob Orr (bob@x.example).";
    assert_eq!(
        told(body),
        [
            "Ann Lee | ann@x.example | 2 | Scheduler | unstated",
            "Bob Orr | bob@x.example | 2 | Scheduler | unstated"
        ]
    );
    let body = "Please add\n\nAnn Lee, ann@x.example\nBob Orr, bob@x.example\nCy Young, cy@x.example\n\n\
                Everybody gets level 2 and reporting, except the two in finance (Ann and Bob): we need level 3, and billing.";
    assert_eq!(
        told(body),
        [
            "Ann Lee | ann@x.example | 3 | Billing | unstated",
            "Bob Orr | bob@x.example | 3 | Billing | unstated",
            "Cy Young | cy@x.example | 2 | Reporting | unstated"
        ]
    );
}

#[test]
fn nobody_is_made_of_other_things() {
    for body in [
        "Agenda / minutes / budget\nMonday / Tuesday / Wednesday",
        "Invoice | 500 | paid | billing@x.example\nSecond | 300 | open | billing@x.example",
        "The fire alarm on level 2 and level 3 will be activated on Saturday. Mrs. Prothero hands the cards out (desk@x.example).",
    ] {
        let extraction = read(&written::mail(body), &Profile::client_roles()).extraction;
        assert_eq!(extraction.kind, Kind::Unrelated, "{body}");
        assert!(extraction.users.is_empty(), "{body}");
    }
}

fn field(body: &str, field: &str) -> Option<serde_json::Value> {
    let user = users(body, &Profile::device_sales()).into_iter().next()?;
    serde_json::to_value(user.fields).ok()?.get(field).cloned()
}

#[test]
fn device_sales_in_other_words() {
    for (said, name, value) in [
        (
            "Summit Ortho Reps has a new sales rep: Ann Lee, ann@summitorthoreps.example.",
            "distributorship",
            "\"Summit Ortho Reps\"",
        ),
        (
            "Ann Lee\nann@x.example\nDistributorship: Lake Spine, the account is in my name",
            "distributor_account_holder",
            "\"Pat Field\"",
        ),
        (
            "Ann Lee\nann@x.example\nDistributorship: Lake Spine, the account is in my name",
            "distributorship",
            "\"Lake Spine\"",
        ),
        (
            "Name: Ann Lee\nEmail: ann@x.example\nHolder of the distributor's account: Bo Ek",
            "distributor_account_holder",
            "\"Bo Ek\"",
        ),
        (
            "ann lee ann@x.example rep, st lukes nampa + dr bell",
            "facilities",
            "[\"st lukes nampa\"]",
        ),
        (
            "ann lee ann@x.example rep, st lukes nampa + dr bell, dr lin",
            "physicians",
            "[\"bell\",\"lin\"]",
        ),
        (
            "Add Ann Lee, ann@x.example, rep.\n\nHa hecho la formación.",
            "trained",
            "true",
        ),
        (
            "Add Ann Lee, ann@x.example, rep.\n\nSie hat die Schulung noch nicht gemacht.",
            "trained",
            "false",
        ),
        (
            "Add Ann Lee, ann@x.example, rep. Does she need the training first?",
            "trained",
            "null",
        ),
        (
            "Add Ann Lee, ann@x.example, rep. Which surgeons I'll send you next week.",
            "physicians",
            "null",
        ),
    ] {
        let found = field(said, name).map_or("null".to_owned(), |value| value.to_string());
        assert_eq!(found, value, "{said}");
    }
}
