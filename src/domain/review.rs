//! Who may approve what. The only maker of an [`Approval`], without which nobody is scheduled.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// The word of somebody who may give it. It has no public constructor besides this module's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        matches!(self.approver, Approver::Reviewer { .. })
    }
}

/// The approval of a reviewer who is signed in under `name`.
pub fn by_reviewer(name: &str, at: Timestamp) -> Approval {
    Approval {
        approver: Approver::Reviewer { name: name.to_owned() },
        at,
    }
}
