//! What a person must do on a ticket, and by when: what the queue is ordered by.
//!
//! All of it follows from the ticket alone, so that it can be an index; whether a moment has passed is for the reader of the
//! index to say.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use super::schedule;
use super::ticket::{GoLive, Person, PersonState, Problem, Ticket, TicketState, Wish};

/// Why somebody must look. In the order in which one reason of a ticket is shown before others of the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A day has passed, or was past when the mail came.
    Late,
    /// A mail that nobody has understood keeps links back.
    Unread,
    /// A link could not be delivered.
    Bounced,
    /// A mail says, without naming it, that one of ours may not have arrived.
    Returned,
    /// The mail may not be from whom it says.
    Doubted,
    /// "Activate now" waits for a person.
    Now,
    /// The mail says two things.
    Conflict,
    /// Two people are to be set up with one address.
    Twice,
    /// Something was not said.
    Missing,
    /// Somebody asks for an earlier day.
    Earlier,
    /// Something has to be typed in.
    TypeIn,
    /// Something else is to be read and settled.
    Question,
    /// All is there, and a person must say yes.
    Approval,
}

impl Need {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Late,
        Self::Unread,
        Self::Bounced,
        Self::Returned,
        Self::Doubted,
        Self::Now,
        Self::Conflict,
        Self::Twice,
        Self::Missing,
        Self::Earlier,
        Self::TypeIn,
        Self::Question,
        Self::Approval,
    ];

    /// As it stands in addresses and in the index.
    pub fn key(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Unread => "unread",
            Self::Bounced => "bounced",
            Self::Returned => "returned",
            Self::Doubted => "doubted",
            Self::Now => "now",
            Self::Conflict => "conflict",
            Self::Twice => "twice",
            Self::Missing => "missing",
            Self::Earlier => "earlier",
            Self::TypeIn => "type-in",
            Self::Question => "question",
            Self::Approval => "approval",
        }
    }

    /// The need that [`Need::key`] names.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.key() == key)
    }

    /// As it is shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::Late => "Late",
            Self::Unread => "Mail to read",
            Self::Bounced => "Came back",
            Self::Returned => "Maybe came back",
            Self::Doubted => "Sender in doubt",
            Self::Now => "Activate now",
            Self::Conflict => "Contradiction",
            Self::Twice => "One address twice",
            Self::Missing => "Missing",
            Self::Earlier => "Earlier day asked",
            Self::TypeIn => "To type in",
            Self::Question => "Question",
            Self::Approval => "Approval",
        }
    }
}

/// One thing that a person must do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attention {
    /// Why.
    pub need: Need,
    /// By when it should be done; past when it was urgent from the start.
    pub by: Timestamp,
    /// In words.
    pub words: String,
}

/// A question that bears no date should not wait longer than this.
const USUAL_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Everything that a person must do on a ticket, the most urgent first.
pub fn all(ticket: &Ticket) -> Vec<Attention> {
    match ticket.state() {
        TicketState::NeedsReview | TicketState::WaitingForAnswer => {}
        TicketState::Held | TicketState::Activating | TicketState::Done | TicketState::Rejected => return Vec::new(),
    }
    let mut found: Vec<Attention> = ticket
        .people
        .iter()
        .filter_map(|person| of_person(ticket, person))
        .collect();
    found.extend(ticket.problems.iter().map(|problem| of_ticket(ticket, problem)));
    if found.is_empty() {
        let (need, words) = match ticket.proposed_go_live {
            Some(to) => (Need::Earlier, format!("An earlier go-live was asked for: {}.", to.date)),
            None => (Need::Question, "Somebody should look at it.".to_owned()),
        };
        found.push(Attention {
            need,
            by: later(ticket.changed_at),
            words,
        });
    }
    found.sort_by_key(|one| (one.by, one.need));
    found
}

/// The most urgent of it.
pub fn first(ticket: &Ticket) -> Option<Attention> {
    all(ticket).into_iter().next()
}

fn later(at: Timestamp) -> Timestamp {
    at.checked_add(USUAL_WAIT).unwrap_or(at)
}

fn of_person(ticket: &Ticket, person: &Person) -> Option<Attention> {
    let called = person.details.called(person.no);
    let problem = person.problems.iter().min_by_key(|problem| need_of(problem));
    let told = |problem: Option<&Problem>| problem.map(|problem| problem.message.clone());
    let (need, by, words) = match &person.state {
        PersonState::Open => {
            let need = problem.map(need_of);
            let asked_now = person.wish == Wish::Now;
            let need = need.unwrap_or(if asked_now { Need::Now } else { Need::Approval });
            let by = match (need, &person.plan) {
                (Need::Late, _) => ticket.opened_at,
                (_, Some(plan)) => plan.due,
                (_, None) => by_go_live(ticket),
            };
            let complete = if asked_now {
                format!("{called} is to be activated now; a person must allow it.")
            } else {
                format!("{called} is complete and waits for an approval.")
            };
            let words = told(problem).unwrap_or(complete);
            (need, by, words)
        }
        PersonState::Undeliverable { at, reason } => (
            Need::Bounced,
            *at,
            format!("The link of {called} did not arrive: {reason}"),
        ),
        PersonState::Held
        | PersonState::Queued
        | PersonState::Sent { .. }
        | PersonState::Active { .. }
        | PersonState::Expired { .. }
        | PersonState::Cancelled { .. } => {
            let words = told(problem)?;
            (problem.map_or(Need::Question, need_of), later(ticket.changed_at), words)
        }
    };
    Some(Attention { need, by, words })
}

fn of_ticket(ticket: &Ticket, problem: &Problem) -> Attention {
    let need = need_of(problem);
    let held = ticket.people.iter().filter(|person| person.state == PersonState::Held);
    let due = held
        .filter_map(|person| person.plan.as_ref())
        .map(|plan| plan.due)
        .min();
    let by = match (need, due) {
        (Need::Unread, Some(due)) => due.min(later(ticket.changed_at)),
        (Need::Unread | Need::Earlier, None | Some(_)) => later(ticket.changed_at),
        (_, _) => by_go_live(ticket),
    };
    Attention {
        need,
        by,
        words: problem.message.clone(),
    }
}

/// When the links of a ticket would go out by its go-live; where that is not known, a day after the mail.
fn by_go_live(ticket: &Ticket) -> Timestamp {
    let usual = later(ticket.opened_at);
    let go_live = ticket.go_live.map(|go_live| GoLive {
        confirmed: true,
        ..go_live
    });
    match schedule::plan(&ticket.terms, Wish::Hold, None, go_live.as_ref(), ticket.opened_at) {
        Ok(plan) => plan.due,
        Err(_) => usual,
    }
}

fn need_of(problem: &Problem) -> Need {
    if problem.is_unread() {
        return Need::Unread;
    }
    match problem.code.as_str() {
        "late_submission" | "past_go_live" => Need::Late,
        "conflicting_activation" | "duplicate_user" | "ambiguous_level" | "ambiguous_go_live" | "held_again" => {
            Need::Conflict
        }
        "address_twice" => Need::Twice,
        "weak_proof" => Need::Doubted,
        "maybe_returned" => Need::Returned,
        "hastening" => Need::Earlier,
        "manual_entry" | "no_users" => Need::TypeIn,
        code if ["missing_", "invalid_", "unknown_"]
            .iter()
            .any(|start| code.starts_with(start)) =>
        {
            Need::Missing
        }
        _ => Need::Question,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_reason_and_each_reason_its_name() {
        for (code, need) in [
            ("address_twice", Need::Twice),
            ("weak_proof", Need::Doubted),
            ("maybe_returned", Need::Returned),
            ("duplicate_user", Need::Conflict),
            ("missing_level", Need::Missing),
            ("whatever_comes", Need::Question),
        ] {
            assert_eq!(need_of(&Problem::new(code, "")), need, "{code}");
        }
        for need in Need::ALL {
            assert_eq!(Need::named(need.key()), Some(need));
        }
    }
}
