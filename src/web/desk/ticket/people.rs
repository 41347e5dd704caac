//! The people of a ticket as rows that can be edited: each value with its source, what must be settled, and what can be done.

use std::collections::BTreeMap;

use super::super::kept;
use super::super::rows;
use super::answer::open_questions;
use super::load::Loaded;
use super::marks::Marks;
use super::sources::{ReadingView, SourceView};
use super::view::ProblemView;
use crate::domain::account::Typing;
use crate::domain::further::{self, Kind};
use crate::domain::lifecycle::can_be_settled;
use crate::domain::provenance::{Origin, Place};
use crate::domain::ticket::{Person, PersonState, Problem, Ticket, Wish};

/// A value of a person.
pub(super) struct FieldView {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) value: String,
    /// The value that stands on the ticket, where something else was typed.
    pub(super) was: Option<String>,
    pub(super) source: SourceView,
}

/// A further field of a person.
pub(super) struct FurtherView {
    pub(super) field: FieldView,
    /// As it stands in forms; empty for one that cannot be typed.
    pub(super) name: &'static str,
    /// For one that is chosen.
    pub(super) choices: Vec<OptionView>,
    pub(super) hint: &'static str,
    /// What stands in it is long.
    pub(super) is_wide: bool,
}

/// A choice.
pub(in super::super) struct OptionView {
    pub(in super::super) key: String,
    pub(in super::super) words: String,
    pub(in super::super) is_chosen: bool,
}

/// What can be done with a person now.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cans {
    pub(super) edit: bool,
    pub(super) approve: bool,
    pub(super) take_back: bool,
    pub(super) stop: bool,
    pub(super) cancel: bool,
    pub(super) new_link: bool,
    pub(super) mark: bool,
}

/// A person.
pub(super) struct PersonView {
    pub(super) id: String,
    pub(super) called: String,
    pub(super) action: String,
    pub(super) state: &'static str,
    pub(super) tone: &'static str,
    pub(super) when: String,
    pub(super) why: String,
    pub(super) problems: Vec<ProblemView>,
    pub(super) readings: Vec<ReadingView>,
    pub(super) name: FieldView,
    pub(super) email: FieldView,
    pub(super) level: FieldView,
    pub(super) levels: Vec<OptionView>,
    pub(super) roles: FieldView,
    pub(super) activation: FieldView,
    pub(super) moments: Vec<OptionView>,
    pub(super) day: String,
    pub(super) further: Vec<FurtherView>,
    /// Whether a level and roles belong to this person.
    pub(super) has_levels: bool,
    pub(super) set_up: Option<String>,
    pub(super) copy_all: String,
    pub(super) cans: Cans,
    /// What an account manager is asked about this person.
    pub(super) asked: Vec<&'static str>,
    pub(super) is_kept: bool,
    pub(super) refused: Option<String>,
}

/// The choices of when a link goes out, as they stand in forms.
pub(super) const MOMENTS: [&str; 4] = ["now", "before_go_live", "on", "stop"];

/// What a person is asked for now, as the form says it: the moment and the day.
pub(super) fn moment_of(person: &Person) -> (&'static str, String) {
    match (person.wish, person.hold_until) {
        (Wish::Unstated, _) => ("", String::new()),
        (Wish::Now, _) => ("now", String::new()),
        (Wish::Hold, Some(day)) => ("on", day.to_string()),
        (Wish::Hold, None) if person.has_problem("stopped") => ("stop", String::new()),
        (Wish::Hold, None) => ("before_go_live", String::new()),
    }
}

/// What the rows are made of.
pub(super) struct Rows<'l> {
    pub(super) loaded: &'l Loaded,
    pub(super) origins: &'l BTreeMap<Place, Origin>,
    pub(super) is_reviewer: bool,
    /// Whether people have levels; else they have the further fields.
    pub(super) has_levels: bool,
    pub(super) typing: Option<&'l Typing>,
    pub(super) refused: Option<&'l (String, String)>,
}

impl Rows<'_> {
    /// The row of a person. Notes the places of its values.
    pub(super) fn person(&self, person: &Person, marks: &mut Marks) -> PersonView {
        let ticket = &self.loaded.ticket;
        let zone = &ticket.terms.zone;
        let id = format!("p{}", person.no);
        let form = if self.is_reviewer { "people" } else { "answer" };
        let action = format!("/tickets/{}/{form}/{}", ticket.id, person.no);
        let details = &person.details;
        let [name, email, level, roles, activation] = self.values(person, &action, marks);
        let levels = ["", "1", "2", "3", "4"].map(|key| OptionView {
            key: key.into(),
            words: if key.is_empty() { "none".into() } else { key.into() },
            is_chosen: key == level.value,
        });
        let (when, why) = rows::when(ticket, person);
        let planned = person.plan.as_ref();
        let planned = planned.filter(|plan| plan.day.is_some() && person.state == PersonState::Open);
        let may_decide = self.is_reviewer && ticket.rejected.is_none();
        PersonView {
            called: details.called(person.no),
            state: person.state.word(),
            tone: rows::tone(&person.state),
            when: planned.map_or(when, |plan| format!("would go out {}", rows::short(plan.due, zone))),
            why,
            problems: self.problems(person),
            readings: self.readings(person, &id, marks),
            levels: levels.into_iter().collect(),
            moments: moments(ticket, &activation.value),
            day: kept::typed(self.typing, &action, "day").unwrap_or_else(|| moment_of(person).1),
            further: self.further(person, &action, marks),
            has_levels: self.has_levels || details.level.is_some() || !details.roles.is_empty(),
            set_up: person
                .set_up
                .as_ref()
                .map(|set_up| format!("Set up by {}, {}", set_up.by, rows::short(set_up.at, zone))),
            copy_all: copy_all(person),
            cans: if may_decide { cans(person) } else { Cans::default() },
            asked: if self.is_reviewer {
                Vec::new()
            } else {
                open_questions(person)
            },
            is_kept: kept::typed(self.typing, &action, "revision").is_some(),
            refused: self
                .refused
                .filter(|(of, _)| *of == action)
                .map(|(_, words)| words.clone()),
            name,
            email,
            level,
            roles,
            activation,
            id,
            action,
        }
    }

    /// Name, address, level, roles and when the link goes out, as they stand or as they were typed.
    fn values(&self, person: &Person, action: &str, marks: &mut Marks) -> [FieldView; 5] {
        let details = &person.details;
        let level = details.level.map(|level| level.to_string()).unwrap_or_default();
        [
            ("name", "Name", details.name.clone().unwrap_or_default()),
            ("email", "E-mail address", details.email.clone().unwrap_or_default()),
            ("level", "Level", level),
            ("roles", "Roles", details.roles.join(", ")),
            ("activate", "Link goes out", moment_of(person).0.to_owned()),
        ]
        .map(|(name, label, present)| {
            let field = if name == "activate" { "when" } else { name };
            let value = kept::typed(self.typing, action, field).unwrap_or_else(|| present.clone());
            let was = if present.is_empty() {
                "nothing".to_owned()
            } else {
                present.clone()
            };
            FieldView {
                id: format!("p{}-{name}", person.no),
                label: label.to_owned(),
                was: (value != present && name != "activate").then_some(was),
                source: self.source(person, name, &present, marks),
                value,
            }
        })
    }

    /// The further fields: all of them where the profile has them, else those that something is known of.
    fn further(&self, person: &Person, action: &str, marks: &mut Marks) -> Vec<FurtherView> {
        let fields = &person.details.fields;
        let is_said = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
        let known = further::FIELDS
            .iter()
            .filter(|field| !self.has_levels || is_said(field.name))
            .map(|field| (field.name, Some(field)));
        let others = fields
            .keys()
            .filter(|name| is_said(name) && further::named(name).is_none())
            .map(|name| (name.as_str(), None));
        known
            .chain(others)
            .map(|(name, field)| {
                let present = fields.get(name).map(further::shown).unwrap_or_default();
                let typed = field.and_then(|field| kept::typed(self.typing, action, field.name));
                let value = typed.unwrap_or_else(|| present.clone());
                let was = if present.is_empty() { "nothing" } else { &present };
                FurtherView {
                    name: field.map_or("", |field| field.name),
                    choices: field.map(|field| choices(field.kind, &value)).unwrap_or_default(),
                    hint: field.map_or("", |field| hint(field.kind)),
                    is_wide: field.is_none_or(further::Field::is_wide),
                    field: FieldView {
                        id: format!("p{}-{name}", person.no),
                        label: further::label(name),
                        was: (value != present).then(|| was.to_owned()),
                        source: self.source(person, name, &present, marks),
                        value,
                    },
                }
            })
            .collect()
    }

    /// What must be settled about a person. Notes about somebody who is not open ask for nothing but to be read.
    fn problems(&self, person: &Person) -> Vec<ProblemView> {
        let settleable = can_be_settled(&self.loaded.ticket);
        let moved_on = self.is_reviewer && person.state != PersonState::Open;
        let view = |problem: &Problem| ProblemView {
            words: problem.message.clone(),
            code: problem.code.clone(),
            can_settle: moved_on && settleable.contains(&problem.code.as_str()),
        };
        person.problems.iter().map(view).collect()
    }
}

pub(in super::super) fn moments(ticket: &Ticket, chosen: &str) -> Vec<OptionView> {
    let lead = ticket.terms.lead_days;
    let words = |key: &str| match key {
        "now" => "now, once approved".to_owned(),
        "before_go_live" => format!("{lead} days before go-live"),
        "on" => "on the day beside this".to_owned(),
        _ => "not until somebody decides".to_owned(),
    };
    let unsaid = chosen.is_empty().then(|| OptionView {
        key: String::new(),
        words: "choose…".into(),
        is_chosen: true,
    });
    let all = MOMENTS.into_iter().map(|key| OptionView {
        key: key.into(),
        words: words(key),
        is_chosen: key == chosen,
    });
    unsaid.into_iter().chain(all).collect()
}

fn cans(person: &Person) -> Cans {
    let is_open = person.state == PersonState::Open;
    let may_go = matches!(person.state, PersonState::Held | PersonState::Queued);
    let was_sent = matches!(
        person.state,
        PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Undeliverable { .. }
    );
    let is_over = person.state.is_end();
    Cans {
        edit: !is_over,
        approve: is_open,
        take_back: may_go,
        stop: is_open || may_go,
        cancel: !is_over,
        new_link: was_sent,
        mark: !matches!(person.state, PersonState::Cancelled { .. }),
    }
}

/// All of a person as one text, a line for each value.
fn copy_all(person: &Person) -> String {
    let details = &person.details;
    let level = details.level.map(|level| format!("Level {level}"));
    let roles = (!details.roles.is_empty()).then(|| details.roles.join(", "));
    let fixed = [details.name.clone(), details.email.clone(), level, roles];
    let further = details
        .fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| format!("{}: {}", further::label(name), further::shown(value)));
    fixed
        .into_iter()
        .flatten()
        .chain(further)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What can be chosen in a field that is not typed.
pub(in super::super) fn choices(kind: Kind, chosen: &str) -> Vec<OptionView> {
    let all: &[&str] = match kind {
        Kind::YesNo => &["", "yes", "no"],
        Kind::Words | Kind::Names => &[],
    };
    let choice = |key: &&str| OptionView {
        key: (*key).to_owned(),
        words: if key.is_empty() { "not said" } else { key }.to_owned(),
        is_chosen: *key == chosen,
    };
    all.iter().map(choice).collect()
}

/// How a field is typed, where that needs a word.
pub(in super::super) fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::Names => "with ; between them, or none",
        Kind::Words | Kind::YesNo => "",
    }
}
