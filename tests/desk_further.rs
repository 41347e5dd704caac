//! The further fields of device sales at the desk: shown with what was read, corrected, typed in, and what that settles.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::sync::Arc;

use greenroom::config::Config;
use greenroom::domain::account::Role;
use greenroom::domain::event::{Actor, Event, Request};
use greenroom::domain::ids::{PersonNo, TicketId};
use greenroom::domain::ticket::{Details, Person, Problem, Wish};
use serde_json::json;

#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use visitor::{Visitor, value};
use web_stage::Stage;

const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";
/// What Lu's mail did not say.
const MISSING: [&str; 2] = ["missing_physicians", "missing_ship_to"];
/// The person with further fields; Kim of the stage stands before.
const LU: PersonNo = PersonNo(2);

/// A desk of device sales.
async fn staged() -> (Stage, TicketId) {
    let mut stage = Stage::new();
    let mut config = Config::default();
    config.reader.profile = "device-sales".into();
    stage.state.config = Arc::new(config);
    stage.state.has_levels = false;
    let ada = stage.administrator("Ada Byron", "ada@vendor.example").await;
    stage.member(&ada, "Bo Lindqvist", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat Field", PAT, Role::AccountManager).await;
    let ticket = stage.open().await;
    let fields = [
        ("role", json!("Distributor")),
        ("facilities", json!(["Pine General", "St. Mary's, Dallas"])),
        ("trained", json!(true)),
    ];
    let missing = |code: &str| Problem::new(code, format!("{code}, somebody must say"));
    let request = Request {
        details: Details {
            name: Some("Lu Romero".into()),
            email: Some("lu@harbor.example".into()),
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..Details::default()
        },
        wish: Wish::Hold,
        hold_until: None,
        problems: vec![missing("missing_physicians"), missing("missing_ship_to")],
    };
    let by = Actor::Reviewer {
        name: "Ada Byron".into(),
    };
    stage.happen(ticket, Event::PersonAdded { request, by }).await;
    (stage, ticket)
}

async fn person(stage: &Stage, ticket: TicketId, no: PersonNo) -> Person {
    let ticket = stage.store.ticket(ticket).await.unwrap().unwrap();
    ticket.person(no).unwrap().clone()
}

fn codes(person: &Person) -> Vec<&str> {
    person.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[tokio::test]
async fn further_fields_are_corrected_at_the_desk_and_settle_what_was_missing() {
    let (stage, ticket) = staged().await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{ticket}")).await.body;
    assert!(page.contains("value=\"Pine General; St. Mary"), "{page}");
    assert!(page.contains("name=\"ship_to\"") && page.contains("name=\"custodian_only\""));
    let row = format!("/tickets/{ticket}/people/{LU}");
    let revision = value(&page, "revision").unwrap();
    let there = format!("/tickets/{ticket}");
    let fields = [
        ("revision", revision.as_str()),
        ("page", there.as_str()),
        ("name", "Lu Romero"),
        ("email", "lu@harbor.example"),
        ("role", "Office Manager"),
        ("facilities", "Pine General; St. Mary's, Dallas"),
        ("physicians", "none"),
        ("ship_to", "18 Gantry St, Portland, OR 97201"),
        ("sees_all_cases", ""),
        ("custodian_only", ""),
        ("trained", ""),
        ("when", "before_go_live"),
    ];
    let wrong = fields.map(|(name, value)| (name, if name == "trained" { "perhaps" } else { value }));
    let refused = bo.post(&row, &wrong).await;
    assert!(refused.body.contains("Trained: expected yes or no"), "{}", refused.body);
    assert!(refused.body.contains("18 Gantry St"), "what was typed is still there");
    assert_eq!(
        person(&stage, ticket, LU).await.details.fields.len(),
        3,
        "nothing was taken"
    );

    bo.post(&row, &fields).await;
    let lu = person(&stage, ticket, LU).await;
    assert_eq!(
        json!(lu.details.fields),
        json!({
            "role": "Office Manager",
            "facilities": ["Pine General", "St. Mary's, Dallas"],
            "physicians": [],
            "ship_to": "18 Gantry St, Portland, OR 97201",
        })
    );
    assert!(
        !codes(&lu).iter().any(|code| MISSING.contains(code)),
        "{:?}",
        lu.problems
    );
    let history = bo.get(&format!("/tickets/{ticket}")).await.body;
    assert!(history.contains("Office Manager"));
}

#[tokio::test]
async fn a_form_without_them_leaves_them_as_they_are() {
    let (stage, ticket) = staged().await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{ticket}")).await.body;
    let revision = value(&page, "revision").unwrap();
    let fields = [
        ("revision", revision.as_str()),
        ("name", "Lucia Romero"),
        ("email", "lu@harbor.example"),
        ("when", "before_go_live"),
    ];
    bo.post(&format!("/tickets/{ticket}/people/{LU}"), &fields).await;
    let lu = person(&stage, ticket, LU).await;
    assert_eq!(lu.details.name.as_deref(), Some("Lucia Romero"));
    assert_eq!(lu.details.fields.len(), 3);
    assert!(
        MISSING.iter().all(|code| codes(&lu).contains(code)),
        "{:?}",
        lu.problems
    );
}

#[tokio::test]
async fn lines_fill_the_rows_of_manual_entry_with_them() {
    let (stage, ticket) = staged().await;
    let site = stage.desk_site().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let address = format!("/tickets/{ticket}/entry");
    let page = bo.get(&address).await.body;
    assert!(
        page.contains("name=\"role-1\"") && !page.contains("name=\"level-1\""),
        "{page}"
    );
    let revision = value(&page, "revision").unwrap();
    let lines = "Name: Noor Vance\nEmail: noor@harbor.example\nRole: Sales rep\nFacilities: Pine General\n\
                 Physicians: Dr. Ines Patel\nShip to: 18 Gantry St, Portland, OR 97201\nTrained: yes\n";
    let read = bo
        .post(&address, &[("revision", &revision), ("deed", "read"), ("lines", lines)])
        .await;
    assert!(read.body.contains("Ines Patel"), "{}", read.body);
    let fields = [
        ("revision", revision.as_str()),
        ("deed", "save"),
        ("name-1", "Noor Vance"),
        ("email-1", "noor@harbor.example"),
        ("given-1", "noor@harbor.example"),
        ("suggested-1", "yes"),
        ("confirmed-1", "yes"),
        ("role-1", "Sales Representative"),
        ("facilities-1", "Pine General"),
        ("physicians-1", "Ines Patel"),
        ("ship_to-1", "18 Gantry St, Portland, OR 97201"),
        ("trained-1", "yes"),
    ];
    bo.post(&address, &fields).await;
    let noor = person(&stage, ticket, PersonNo(3)).await;
    assert_eq!(
        json!(noor.details.fields),
        json!({
            "role": "Sales Representative",
            "facilities": ["Pine General"],
            "physicians": ["Ines Patel"],
            "ship_to": "18 Gantry St, Portland, OR 97201",
            "trained": true,
        })
    );
    assert!(
        !codes(&noor)
            .iter()
            .any(|code| code.starts_with("missing_") && *code != "missing_activation")
    );
}

#[tokio::test]
async fn an_account_manager_answers_what_is_missing_of_them() {
    let (stage, ticket) = staged().await;
    let site = stage.desk_site().await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let page = pat.get(&format!("/tickets/{ticket}")).await.body;
    assert!(
        page.contains("name=\"physicians\"") && page.contains("name=\"ship_to\""),
        "{page}"
    );
    assert!(!page.contains("name=\"trained\""), "nobody asked for it");
    let revision = value(&page, "revision").unwrap();
    let answers = [
        ("revision", revision.as_str()),
        ("physicians", "Ines Patel; Noor Vance"),
        ("trained", "no"),
    ];
    pat.post(&format!("/tickets/{ticket}/answer/{LU}"), &answers).await;
    let lu = person(&stage, ticket, LU).await;
    assert_eq!(lu.details.fields["physicians"], json!(["Ines Patel", "Noor Vance"]));
    assert_eq!(
        lu.details.fields["trained"],
        json!(true),
        "what was not asked is not answered"
    );
    assert_eq!(lu.details.fields["role"], json!("Distributor"), "the rest stands");
    assert!(codes(&lu).contains(&"missing_ship_to") && !codes(&lu).contains(&"missing_physicians"));
}
