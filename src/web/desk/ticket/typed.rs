//! What a reviewer typed into the row of a person, and the events that follow from it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::super::super::door::{Refusal, address, text};
use super::super::visit::Fields;
use super::people::moment_of;
use super::view::leaves_at_once;
use crate::domain::event::{Actor, Decision, Event, Request};
use crate::domain::further;
use crate::domain::ids::PersonNo;
use crate::domain::review;
use crate::domain::ticket::{Details, Person, PersonState, Problem, Ticket, Wish};

/// More roles than anybody has.
const MOST_ROLES: usize = 40;

/// What is to be done with a person, as the pressed button says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// What was typed, and a decision where another moment was chosen.
    Save,
    /// The same, and the approval.
    Approve,
    /// One side of a contradiction.
    Take(Moment),
    TakeBack,
    Stop,
    Cancel,
    NewLink,
    SetUp(bool),
}

impl Deed {
    /// The deed of a button. A form that was sent by the enter key has none: it saves.
    pub(super) fn of(fields: &Fields) -> Result<Self, Refusal> {
        match fields.text("deed") {
            "" | "save" => Ok(Self::Save),
            "approve" => Ok(Self::Approve),
            "back" => Ok(Self::TakeBack),
            "stop" => Ok(Self::Stop),
            "cancel" => Ok(Self::Cancel),
            "link" => Ok(Self::NewLink),
            "set-up" => Ok(Self::SetUp(true)),
            "not-set-up" => Ok(Self::SetUp(false)),
            other => {
                let (when, day) = other.split_once(' ').unwrap_or((other, ""));
                Ok(Self::Take(Moment::read(when, day)?))
            }
        }
    }

    /// What the page says afterwards.
    pub(super) fn done(&self) -> &'static str {
        match self {
            Self::Save => "saved",
            Self::Approve => "approved",
            Self::Take(_) => "decided",
            Self::TakeBack => "back",
            Self::Stop => "stopped",
            Self::Cancel => "cancelled",
            Self::NewLink => "link",
            Self::SetUp(_) => "marked",
        }
    }
}

/// When a link is to go out, as a form says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Unsaid,
    Now,
    BeforeGoLive,
    On(Date),
    Stop,
}

impl Moment {
    pub(super) fn read(when: &str, day: &str) -> Result<Self, Refusal> {
        match when {
            "" => Ok(Self::Unsaid),
            "now" => Ok(Self::Now),
            "before_go_live" => Ok(Self::BeforeGoLive),
            "stop" => Ok(Self::Stop),
            "on" => match day.trim().parse() {
                Ok(day) => Ok(Self::On(day)),
                Err(_) => Err(Refusal::Invalid("Choose the day on which the link goes out.".into())),
            },
            _ => Err(Refusal::Invalid("Choose when the link goes out.".into())),
        }
    }

    fn decision(self) -> Option<Decision> {
        match self {
            Self::Unsaid => None,
            Self::Now => Some(Decision::Now),
            Self::BeforeGoLive => Some(Decision::BeforeGoLive),
            Self::On(date) => Some(Decision::On { date }),
            Self::Stop => Some(Decision::Stop),
        }
    }

    /// What is wished for somebody who is added.
    fn wish(self) -> (Wish, Option<Date>) {
        match self {
            Self::Unsaid | Self::Stop => (Wish::Unstated, None),
            Self::Now => (Wish::Now, None),
            Self::BeforeGoLive => (Wish::Hold, None),
            Self::On(day) => (Wish::Hold, Some(day)),
        }
    }
}

/// The details of a form, in the place of those that stand. What was not changed is not judged: a mail may have said it.
fn details(fields: &Fields, present: &Details) -> Result<Details, Refusal> {
    let mut next = present.clone();
    let typed = |name: &str| Some(fields.text(name).trim()).filter(|text| !text.is_empty());
    if typed("name") != present.name.as_deref() {
        next.name = typed("name").map(|name| text("Name", name)).transpose()?;
    }
    if typed("email") != present.email.as_deref() {
        next.email = typed("email")
            .map(|email| address("E-mail address", email))
            .transpose()?;
    }
    if fields.has("level") {
        next.level = match typed("level").map(str::parse::<u8>) {
            None => None,
            Some(Ok(level @ 1..=4)) => Some(level),
            Some(Ok(_) | Err(_)) => return Err(Refusal::Invalid("Level: expected 1 to 4.".into())),
        };
    }
    if fields.has("roles") && fields.text("roles").trim() != present.roles.join(", ") {
        let roles = fields.text("roles").split([',', ';']).map(str::trim);
        let roles = roles.filter(|role| !role.is_empty()).take(MOST_ROLES);
        next.roles = roles.map(|role| text("Roles", role)).collect::<Result<_, _>>()?;
    }
    for field in further::FIELDS.iter().filter(|field| fields.has(field.name)) {
        let given = fields.text(field.name).trim();
        if given == field.of(present) {
            continue;
        }
        match further_value(field, given)? {
            Some(value) => next.fields.insert(field.name.to_owned(), value),
            None => next.fields.remove(field.name),
        };
    }
    Ok(next)
}

/// What was typed into a further field, with words of a bearable length; nothing where it was left empty.
pub(super) fn further_value(field: &further::Field, given: &str) -> Result<Option<Value>, Refusal> {
    let value = field.typed(given).map_err(Refusal::Invalid)?;
    let names = value.as_ref().and_then(Value::as_array).into_iter().flatten();
    let mut words = names.chain(&value).filter_map(Value::as_str);
    words.try_for_each(|words| text(field.label, words).map(drop))?;
    Ok(value)
}

/// Somebody who is added.
pub(in super::super) fn request(fields: &Fields) -> Result<Request, Refusal> {
    let details = details(fields, &Details::default())?;
    if details.name.is_none() && details.email.is_none() {
        return Err(Refusal::Invalid("Type a name or an address.".into()));
    }
    let (wish, hold_until) = Moment::read(fields.text("when"), fields.text("day"))?.wish();
    Ok(Request {
        details,
        wish,
        hold_until,
        problems: vec![Problem::typed_in()],
    })
}

/// The person of a row.
pub(super) fn somebody(ticket: &Ticket, no: PersonNo) -> Result<&Person, Refusal> {
    let gone = || Refusal::NotNow("This person is not on the ticket any more.".into());
    ticket.person(no).ok_or_else(gone)
}

/// The events of a row that is saved or approved by `name`.
pub(super) fn row(
    ticket: &Ticket,
    no: PersonNo,
    fields: &Fields,
    deed: &Deed,
    name: &str,
    at: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let person = somebody(ticket, no)?;
    let mut events = Vec::new();
    let details = details(fields, &person.details)?;
    if details != person.details {
        let by = Actor::Reviewer { name: name.to_owned() };
        events.push(Event::Corrected {
            person: no,
            details,
            by,
        });
    }
    let approval = review::by_reviewer(name, at);
    let decided = |decision| Event::Decided {
        person: no,
        decision,
        approval: approval.clone(),
    };
    let chosen = if let Deed::Take(moment) = deed {
        *moment
    } else {
        Moment::read(fields.text("when"), fields.text("day"))?
    };
    let is_other = other_moment(person, fields) || matches!(deed, Deed::Take(_));
    let is_open = person.state == PersonState::Open;
    match (chosen.decision(), deed) {
        (Some(Decision::Stop), _) if is_other => events.push(decided(Decision::Stop)),
        (Some(_), Deed::Save) if is_other && is_open => {
            let words = "Choosing when the link goes out is an approval: press “Approve” instead of “Save”.";
            return Err(Refusal::Invalid(words.into()));
        }
        (Some(decision), _) if is_other => events.push(decided(decision)),
        (None, Deed::Approve) => return Err(Refusal::Invalid("Choose when the link goes out.".into())),
        (_, Deed::Approve) if is_open => events.push(Event::Approved {
            people: vec![no],
            approval,
        }),
        _ => {}
    }
    Ok(events)
}

/// Whether another moment was chosen than the one that is asked for.
fn other_moment(person: &Person, fields: &Fields) -> bool {
    let (when, day) = moment_of(person);
    let typed = fields.text("when");
    typed != when || typed == "on" && fields.text("day").trim() != day
}

/// Whose link would leave at once by these events, of those whose links are not already on their way.
pub(super) fn leaving<'t>(ticket: &'t Ticket, events: &[Event]) -> Vec<&'t Person> {
    let by = |event: &Event| -> Vec<PersonNo> {
        if let Event::Decided {
            person,
            decision: Decision::Now,
            ..
        } = event
        {
            return vec![*person];
        }
        if let Event::Approved { people, .. } = event {
            let at_once = |no: &&PersonNo| ticket.person(**no).is_some_and(leaves_at_once);
            return people.iter().filter(at_once).copied().collect();
        }
        Vec::new()
    };
    let people = events.iter().flat_map(by);
    people.filter_map(|no| ticket.person(no)).collect()
}
