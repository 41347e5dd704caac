//! What readers make: entries (somebody is named, with what stands beside the name) and statements about people.
//!
//! Readers only collect; which statement counts is decided in `resolve` and nowhere else.

use jiff::civil::Date;

use crate::evidence::{Evidence, Evidenced};
use crate::extraction::Activate;
use crate::lexicon::labels::Slot;
use crate::read::whom::Kind;

/// How much a statement counts among those of one author. Later is stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// About everybody, or about the others.
    Everybody,
    /// A heading over some people, or a table's column.
    Column,
    /// About one person, or some by name.
    Person,
}

/// An access level as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LevelReading {
    Is(u8),
    Invalid,
    Ambiguous,
}

/// A role as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleReading {
    pub(crate) name: String,
    pub(crate) known: bool,
}

/// A further field of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldReading {
    Distributorship(String),
    /// An organisation that people are said to be from: their distributorship, where nobody names one.
    Organisation(String),
    AccountHolder(String),
    SeesAllCases(Vec<String>),
    Facilities(Vec<String>),
    Physicians(Vec<String>),
    ShipTo(String),
    CustodianOnly(bool),
    Trained(bool),
}

/// Until when somebody waits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Until {
    pub(crate) day: Evidenced<Date>,
    /// "Not before 1 June" makes nobody's own later day an earlier one.
    pub(crate) is_floor: bool,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    Activation {
        activate: Activate,
        until: Option<Until>,
    },
    Level(LevelReading),
    Roles(Vec<RoleReading>),
    Field(FieldReading),
    /// What others say of the link may no longer be so; nobody understands it. Activates nobody and holds nobody.
    Doubted,
    /// Not to be set up after all.
    Removed,
}

impl Claim {
    /// The further field that it gives.
    pub(crate) fn field(&self) -> Option<&FieldReading> {
        match self {
            Self::Field(reading) => Some(reading),
            Self::Activation { .. } | Self::Level(_) | Self::Roles(_) | Self::Doubted | Self::Removed => None,
        }
    }

    /// Whether it turns somebody on.
    pub(crate) fn is_now(&self) -> bool {
        match self {
            Self::Activation { activate, .. } => *activate == Activate::Now,
            Self::Level(_) | Self::Roles(_) | Self::Field(_) | Self::Doubted | Self::Removed => false,
        }
    }
}

/// A claim with its weight and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) claim: Claim,
    pub(crate) rank: Rank,
    pub(crate) evidence: Evidence,
}

/// About whom something is said, as indexes into the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    People(Vec<usize>),
    /// Everybody but these.
    AllBut(Vec<usize>),
    /// Those of a level or a role, but not these; who they are is known when that is decided.
    OfKind(Kind, Vec<usize>),
}

/// A statement in running text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) voice: usize,
    pub(crate) about: About,
    pub(crate) said: Said,
}

/// What stands in the address slot of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum EmailReading {
    #[default]
    None,
    Invalid(Evidence),
    Address(Evidenced<String>),
}

/// Somebody named in a text, with what stands beside the name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) voice: usize,
    pub(crate) name: Option<Evidenced<String>>,
    pub(crate) email: EmailReading,
    pub(crate) said: Vec<Said>,
    /// "Same as above": level and roles come from the entry before, or only one of them.
    pub(crate) ditto: Ditto,
    /// Values that are said to be somebody else's: "same as Nadine".
    pub(crate) copies: Vec<(Slot, String)>,
    /// Whether the text asks for this person to be set up, or only speaks of them.
    pub(crate) asked: bool,
    /// Whether the text names the person for another reason: to be called, as an example.
    pub(crate) barred: bool,
    /// Whether the person is to be taken out.
    pub(crate) removed: Option<Evidence>,
    /// What the text calls the person: "Director" in "Director is Ezekiel Marchetti".
    pub(crate) alias: Option<String>,
    /// What else stands in the person's row: the site, the trade.
    pub(crate) notes: Vec<String>,
    /// Whether the person is the author of the text.
    pub(crate) own: bool,
    /// The line in which the person is named in running text.
    pub(crate) line: Option<usize>,
    /// The lines that describe this person and nobody else.
    pub(crate) lines: Vec<usize>,
    /// Whether it is no more than a correction of somebody named elsewhere.
    pub(crate) correction: bool,
    /// Where the sentence puts an address right: the other addresses in it.
    pub(crate) instead_of: Option<Vec<String>>,
}

/// What an entry takes over from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ditto {
    pub(crate) level: bool,
    pub(crate) roles: bool,
    pub(crate) activation: bool,
}

/// What concerns the whole message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Global {
    GoLive {
        date: Option<Evidenced<Date>>,
        tentative: bool,
    },
    Client(Evidenced<String>),
}

impl Entry {
    /// The name, if there is one.
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_ref().map(|name| name.value().as_str())
    }

    /// The address, if there is a sound one.
    pub(crate) fn address(&self) -> Option<&str> {
        match &self.email {
            EmailReading::Address(email) => Some(email.value().as_str()),
            EmailReading::None | EmailReading::Invalid(_) => None,
        }
    }

    /// Notes a claim.
    pub(crate) fn say(&mut self, claim: Claim, rank: Rank, evidence: Evidence) {
        self.said.push(Said { claim, rank, evidence });
    }

    /// "Facility 1 | Facility 2": lists of one row that stand in several columns are one list.
    pub(crate) fn join_columns(&mut self) {
        let mut joined: Vec<Said> = Vec::new();
        for said in std::mem::take(&mut self.said) {
            let list = joined
                .iter_mut()
                .find_map(|other| match (&mut other.claim, &said.claim) {
                    (Claim::Field(FieldReading::Facilities(all)), Claim::Field(FieldReading::Facilities(more)))
                    | (Claim::Field(FieldReading::Physicians(all)), Claim::Field(FieldReading::Physicians(more))) => {
                        Some((all, more))
                    }
                    _ => None,
                });
            match list {
                Some((all, more)) => {
                    let new: Vec<String> = more.iter().filter(|name| !all.contains(name)).cloned().collect();
                    all.extend(new);
                }
                None => joined.push(said),
            }
        }
        self.said = joined;
    }
}
