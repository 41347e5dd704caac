//! What other systems are told about tickets: one row for each event and each of them. A row names the event and holds nothing
//! of it, so that whoever is erased from the event is in no row either.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::TicketId;

/// An event that one endpoint is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// `ENDPOINT/GR-17/3`: the same event is told to the same endpoint under the same name, however often.
    pub id: String,
    /// The name of the endpoint in the configuration.
    pub endpoint: String,
    /// The ticket.
    pub ticket: TicketId,
    /// Which of its events.
    pub seq: u64,
    /// When it happened.
    pub happened_at: Timestamp,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Why the last try was in vain.
    pub trouble: Option<String>,
    /// Written so far; a claim names the revision it was made from, so that only one worker wins.
    pub revision: u64,
}

/// Where a delivery stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// In: the commit of the event, or a try in vain. Out: a worker's claim. A crash leaves it waiting.
    Waiting {
        /// Not before this instant.
        not_before: Timestamp,
    },
    /// In: a worker's claim, before the endpoint hears of it. Out: the result. A crash leaves the claim, which ends by itself;
    /// then the endpoint may hear of the event twice, under the same name.
    Claimed {
        /// When the claim ends by itself.
        until: Timestamp,
    },
    /// In: the endpoint took it. Out: never; the row goes after a while.
    Told {
        /// When.
        at: Timestamp,
    },
    /// In: the tries ran out, or the endpoint wants nothing more. Out: never; the row goes after a while.
    GivenUp {
        /// When.
        at: Timestamp,
    },
}

impl DeliveryState {
    /// The word of this state.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting { .. } => "waiting",
            Self::Claimed { .. } => "sending",
            Self::Told { .. } => "told",
            Self::GivenUp { .. } => "given up",
        }
    }

    /// The instant that goes with it: when it is looked at again, or when it ended.
    pub fn instant(&self) -> Timestamp {
        match self {
            Self::Waiting { not_before: at }
            | Self::Claimed { until: at }
            | Self::Told { at }
            | Self::GivenUp { at } => *at,
        }
    }
}

impl Delivery {
    /// What is told to `endpoint` about one event.
    pub fn new(endpoint: &str, ticket: TicketId, seq: u64, at: Timestamp) -> Self {
        Self {
            id: format!("{endpoint}/{ticket}/{seq}"),
            endpoint: endpoint.to_owned(),
            ticket,
            seq,
            happened_at: at,
            state: DeliveryState::Waiting { not_before: at },
            tries: 0,
            trouble: None,
            revision: 1,
        }
    }
}
