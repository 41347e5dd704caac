//! Who may approve what. The only maker of an [`Approval`], without which nobody is scheduled.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::PersonNo;
use super::schedule;
use super::ticket::{Person, PersonState, Ticket, Wish};

/// Who approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Approver {
    /// Somebody of Customer Solutions.
    Reviewer {
        /// The name they signed in with.
        name: String,
    },
    /// A rule of `[policy]`.
    Rule {
        /// Its name.
        name: String,
    },
}

impl std::fmt::Display for Approver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reviewer { name } => f.write_str(name),
            Self::Rule { name } => write!(f, "the rule {name}"),
        }
    }
}

/// The word of somebody who may give it. Only this module makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    approver: Approver,
    at: Timestamp,
}

impl Approval {
    /// Who gave it.
    pub fn approver(&self) -> &Approver {
        &self.approver
    }

    /// When it was given.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether a person gave it, not a rule.
    pub fn is_by_person(&self) -> bool {
        match self.approver {
            Approver::Reviewer { .. } => true,
            Approver::Rule { .. } => false,
        }
    }
}

/// The approval of a reviewer who is signed in under `name`.
pub fn by_reviewer(name: &str, at: Timestamp) -> Approval {
    Approval {
        approver: Approver::Reviewer { name: name.to_owned() },
        at,
    }
}

/// What rules may approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Complete holds of trusted submitters.
    pub complete_holds: bool,
    /// Complete `now` of trusted submitters.
    pub complete_now: bool,
}

/// The rule's approval for those people of a ticket about whom nothing is in doubt, each rule with its people.
/// The caller has made sure that the submitter is trusted: nobody else's mail becomes a ticket.
pub fn by_rule(policy: Policy, ticket: &Ticket, at: Timestamp) -> Vec<(Approval, Vec<PersonNo>)> {
    let certain = ticket.problems.is_empty() && ticket.proposed_go_live.is_none() && ticket.rejected.is_none();
    let rules = [
        (policy.complete_holds, Wish::Hold, "complete-hold"),
        (policy.complete_now, Wish::Now, "complete-now"),
    ];
    let allowed = rules.iter().filter(|(allowed, ..)| *allowed && certain);
    let approvals = allowed.map(|(_, wish, name)| {
        let people = ticket
            .people
            .iter()
            .filter(|person| person.wish == *wish && is_complete(ticket, person, at));
        let approval = Approval {
            approver: Approver::Rule {
                name: (*name).to_owned(),
            },
            at,
        };
        (approval, people.map(|person| person.no).collect::<Vec<_>>())
    });
    approvals.filter(|(_, people)| !people.is_empty()).collect()
}

/// The plan is made anew: somebody who has been open for long may be late by now, and that is not for a rule to settle.
fn is_complete(ticket: &Ticket, person: &Person, at: Timestamp) -> bool {
    let (until, go_live) = (person.hold_until, ticket.go_live.as_ref());
    person.state == PersonState::Open
        && person.problems.is_empty()
        && person.details.email.is_some()
        && schedule::plan(&ticket.terms, person.wish, until, go_live, at).is_ok()
}
