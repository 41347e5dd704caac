//! Why a value is what it is: every statement about a person, whether it counts, and what outweighs it.

use crate::conversation::Conversation;
use crate::evidence::Evidence;
use crate::extraction::Activate;
use crate::resolve::{Decided, Weighed};
use crate::statement::{Claim, FieldReading, LevelReading, Rank};

/// A statement about somebody, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The person, as an index into the users of the extraction.
    pub user: usize,
    /// Which value it is about: `activate`, `level`, `roles` or a further field.
    pub field: &'static str,
    /// What it says.
    pub says: String,
    /// Who said it.
    pub by: String,
    /// How closely it is about the person.
    pub about: &'static str,
    /// Whether it counts.
    pub counts: bool,
    /// Why it does, or does not.
    pub why: &'static str,
    /// Where it stands.
    pub evidence: Evidence,
}

/// All statements about a person, in the order in which they were read.
pub(super) fn explain(
    conversation: &Conversation,
    user: usize,
    all: &[Weighed<'_>],
    decided: &Decided,
) -> Vec<Explained> {
    let mut out = Vec::new();
    for (index, weighed) in all.iter().enumerate() {
        let field = field(&weighed.said.claim);
        let doubt = weighed.said.claim == Claim::Doubted;
        // A doubt is none of the things said: it only takes back.
        let same = || {
            all.iter().enumerate().filter(|(_, other)| {
                self::field(&other.said.claim) == field && (doubt || other.said.claim != Claim::Doubted)
            })
        };
        let taken_back = decided.user.activate == Activate::Unstated && !decided.conflict;
        let newest = same().map(|(_, other)| other.age).min().unwrap_or(weighed.age);
        let of_newest = || same().filter(|(_, other)| other.age == newest);
        let highest = of_newest().map(|(_, other)| other.said.rank).max();
        let best = || of_newest().filter(|(_, other)| Some(other.said.rank) == highest);
        let last = best().map(|(at, _)| at).next_back() == Some(index);
        let first = best().map(|(at, _)| at).next() == Some(index);
        let (counts, why) = if doubt {
            let speaks = |other: &Weighed<'_>| other.said.claim.is_now();
            if taken_back && all.iter().any(speaks) {
                (true, "nobody understands it, and nobody is activated while it stands")
            } else {
                (false, "it takes nothing back")
            }
        } else if weighed.age > newest {
            (false, "somebody said something newer")
        } else if Some(weighed.said.rank) < highest {
            (false, "what is said more closely about the person counts more")
        } else if field == "activate" && decided.conflict {
            (false, "the same author says two things")
        } else if weighed.said.claim.is_now() && taken_back {
            (false, "words that nobody understands may take it back")
        } else if field == "level" && !last {
            (false, "the same author says something else later")
        } else if !matches!(field, "level" | "roles" | "activate") && !first {
            (false, "the same author said it before")
        } else if best().count() > 1 {
            (true, "said more than once")
        } else if same().count() > 1 {
            (true, "newest, and closest to the person")
        } else {
            (true, "nothing else is said")
        };
        let author = &conversation.voices[weighed.voice].piece.facts.author;
        out.push(Explained {
            user,
            field,
            says: says(&weighed.said.claim),
            by: author
                .name
                .clone()
                .or_else(|| author.email.clone())
                .unwrap_or_else(|| "somebody unnamed".to_owned()),
            about: match weighed.said.rank {
                Rank::Everybody => "everybody",
                Rank::Column => "a column or a heading",
                Rank::Person => "this person",
            },
            counts,
            why,
            evidence: weighed.said.evidence.clone(),
        });
    }
    out
}

fn field(claim: &Claim) -> &'static str {
    match claim {
        Claim::Activation { .. } | Claim::Doubted => "activate",
        Claim::Level(_) => "level",
        Claim::Roles(_) => "roles",
        Claim::Removed => "removed",
        Claim::Field(FieldReading::Distributorship(_) | FieldReading::Organisation(_)) => "distributorship",
        Claim::Field(FieldReading::AccountHolder(_)) => "distributor_account_holder",
        Claim::Field(FieldReading::SeesAllCases(_)) => "sees_all_cases",
        Claim::Field(FieldReading::Facilities(_)) => "facilities",
        Claim::Field(FieldReading::Physicians(_)) => "physicians",
        Claim::Field(FieldReading::ShipTo(_)) => "ship_to",
        Claim::Field(FieldReading::CustodianOnly(_)) => "custodian_only",
        Claim::Field(FieldReading::Trained(_)) => "trained",
    }
}

fn says(claim: &Claim) -> String {
    let list = |items: &[String]| {
        if items.is_empty() {
            "none".to_owned()
        } else {
            items.join("; ")
        }
    };
    match claim {
        Claim::Activation { activate, until } => match (activate, until) {
            (Activate::Now, _) => "now".to_owned(),
            (Activate::Hold, Some(until)) => format!("hold until {}", until.day.value()),
            (Activate::Hold, None) => "hold".to_owned(),
            (Activate::Unstated, _) => "unstated".to_owned(),
        },
        Claim::Doubted => "not understood, may take it back".to_owned(),
        Claim::Level(LevelReading::Is(level)) => level.to_string(),
        Claim::Level(LevelReading::Invalid) => "a level that does not exist".to_owned(),
        Claim::Level(LevelReading::Ambiguous) => "more than one level".to_owned(),
        Claim::Roles(roles) => list(&roles.iter().map(|role| role.name.clone()).collect::<Vec<_>>()),
        Claim::Removed => "not to be set up".to_owned(),
        Claim::Field(
            FieldReading::Distributorship(value)
            | FieldReading::Organisation(value)
            | FieldReading::AccountHolder(value)
            | FieldReading::ShipTo(value),
        ) => value.clone(),
        Claim::Field(
            FieldReading::SeesAllCases(items) | FieldReading::Facilities(items) | FieldReading::Physicians(items),
        ) => list(items),
        Claim::Field(FieldReading::CustodianOnly(yes) | FieldReading::Trained(yes)) => {
            if *yes { "yes" } else { "no" }.to_owned()
        }
    }
}
