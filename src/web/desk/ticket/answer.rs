//! What an account manager answers about the people of their own ticket. It counts as a mail of theirs does: what is
//! missing is filled in, what delays acts at once, what hastens waits for Customer Solutions.

use std::collections::BTreeMap;

use axum::extract::{Extension, Path, State};
use axum::response::Response;
use jiff::civil::Date;

use super::super::super::door::{Refusal, address, text};
use super::super::super::router::AppState;
use super::super::frame::{self, Wrong};
use super::super::visit::{Fields, Visit};
use super::decide::Form;
use super::typed::{further_value, somebody};
use crate::domain::event::{Change, Event, Request};
use crate::domain::further;
use crate::domain::ids::PersonNo;
use crate::domain::ticket::{Details, Party, Person, Wish};

/// What may be asked about a person, and answered with a field of the form.
pub(super) fn open_questions(person: &Person) -> Vec<&'static str> {
    let has = |codes: &[&str]| codes.iter().any(|code| person.has_problem(code));
    let asked = [
        ("name", has(&["missing_name"])),
        ("email", has(&["missing_email", "invalid_email"])),
        ("level", has(&["missing_level", "invalid_level", "ambiguous_level"])),
        (
            "when",
            has(&["missing_activation", "conflicting_activation", "late_submission"]),
        ),
    ];
    let further = further::FIELDS
        .iter()
        .map(|field| (field.name, !field.missing.is_empty() && has(&[field.missing])));
    asked
        .into_iter()
        .chain(further)
        .filter(|(_, asked)| *asked)
        .map(|(name, _)| name)
        .collect()
}

/// `POST /tickets/{name}/answer/{no}`.
pub(in crate::web) async fn answer(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path((name, no)): Path<(String, u32)>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let form = match Form::of(&state, &visit, &fields, &name).await {
        Ok(form) => form,
        Err(answer) => return *answer,
    };
    // Whoever decides for everybody has the whole row.
    if form.account.role.sees_everything() {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    }
    let no = PersonNo(no);
    let author = Party {
        name: Some(form.account.name.clone()),
        email: Some(form.account.email.clone()),
    };
    form.decide("answered", |ticket, _| {
        let request = request(somebody(ticket, no)?, &fields)?;
        let person = Some(no);
        Ok(vec![Event::Answered {
            author: author.clone(),
            changes: vec![Change { person, request }],
        }])
    })
    .await
}

/// What was answered; only what was asked.
fn request(person: &Person, fields: &Fields) -> Result<Request, Refusal> {
    let asked = open_questions(person);
    let typed = |name: &str| Some(fields.text(name).trim()).filter(|text| asked.contains(&name) && !text.is_empty());
    let level = match typed("level").map(str::parse::<u8>) {
        None => None,
        Some(Ok(level @ 1..=4)) => Some(level),
        Some(Ok(_) | Err(_)) => return Err(Refusal::Invalid("Level: expected 1 to 4.".into())),
    };
    let mut further = BTreeMap::new();
    for field in &further::FIELDS {
        let given = typed(field.name).unwrap_or_default();
        if let Some(value) = further_value(field, given)? {
            further.insert(field.name.to_owned(), value);
        }
    }
    let details = Details {
        name: typed("name").map(|name| text("Name", name)).transpose()?,
        email: typed("email")
            .map(|email| address("E-mail address", email))
            .transpose()?,
        level,
        roles: Vec::new(),
        fields: further,
    };
    let (wish, hold_until) = match typed("when") {
        None => (Wish::Unstated, None),
        Some("now") => (Wish::Now, None),
        Some("before_go_live") => (Wish::Hold, None),
        Some("on") => {
            let day: Result<Date, _> = fields.text("day").trim().parse();
            let day = day.map_err(|_| Refusal::Invalid("Choose the day on which the link goes out.".into()))?;
            (Wish::Hold, Some(day))
        }
        Some(_) => return Err(Refusal::Invalid("Choose when the link goes out.".into())),
    };
    if details == Details::default() && wish == Wish::Unstated {
        return Err(Refusal::Invalid("Answer at least one of the questions.".into()));
    }
    Ok(Request {
        details,
        wish,
        hold_until,
        problems: Vec::new(),
    })
}
