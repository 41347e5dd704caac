//! Asks once more, plainly, before a link leaves at once. The form travels along, so that nothing is typed twice.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::super::router::AppState;
use super::super::frame::{Frame, Part, page};
use super::super::visit::{Fields, Visit};
use crate::domain::ticket::{Person, Ticket};

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/ask.html")]
struct Page {
    frame: Frame,
    back: String,
    action: String,
    people: Vec<(String, String)>,
    fields: Vec<(String, String)>,
    button: String,
}

/// Asks whether the links of these people are to leave now.
pub(super) fn now(
    state: &AppState,
    visit: &Visit,
    ticket: &Ticket,
    people: &[&Person],
    fields: &Fields,
    corrected: Option<&str>,
) -> Response {
    let back = format!("/tickets/{}", ticket.id);
    let own = ["mark", "page", "confirmed"];
    let title = match people {
        [one] => format!("Send the link to {} now?", one.details.called(one.no)),
        many => format!("Send {} links now?", many.len()),
    };
    let address = |person: &Person| {
        let known = person.details.email.clone().unwrap_or_default();
        corrected.map_or(known, str::to_owned)
    };
    let body = Page {
        frame: Frame::new(state, visit, Part::Tickets, title).at(back.clone()),
        back,
        action: visit.path().to_owned(),
        people: people
            .iter()
            .map(|person| (person.details.called(person.no), address(person)))
            .collect(),
        fields: fields
            .all()
            .filter(|(name, _)| !own.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        button: match people.len() {
            1 => "Yes, send it now".into(),
            many => format!("Yes, send {many} links now"),
        },
    };
    page(StatusCode::OK, &body)
}
