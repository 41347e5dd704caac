//! Who said what in a message, in the JSON form of the extraction contract.
//!
//! Results only; the chain of layers is built in `chain`.

use serde::{Deserialize, Serialize};

use crate::extraction::Mailbox;

/// The `schema` of a [`LayersReport`].
pub const LAYERS_SCHEMA: &str = "greenroom.layers/1";

/// The layers of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayersReport {
    /// Always [`LAYERS_SCHEMA`].
    pub schema: String,
    /// The file the message came from.
    pub file: String,
    /// Why the file could not be read as mail.
    pub error: Option<String>,
    /// Newest first.
    pub layers: Vec<Layer>,
}

impl LayersReport {
    /// The report for `file`.
    pub fn new(file: impl Into<String>, error: Option<String>, layers: Vec<Layer>) -> Self {
        Self {
            schema: LAYERS_SCHEMA.to_owned(),
            file: file.into(),
            error,
            layers,
        }
    }
}

/// What one author wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// How it came into the message.
    pub how: How,
    /// Who wrote it.
    pub author: Mailbox,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Copies.
    pub cc: Vec<Mailbox>,
    /// ISO date and time; with an offset where the header had one.
    pub date: Option<String>,
    /// The date as written.
    pub date_text: Option<String>,
    /// The subject line.
    pub subject: Option<String>,
    /// The part it stands in.
    pub part: String,
    /// What the author wrote, without header block, quoted layers and signature.
    pub text: String,
    /// The signature that was cut off.
    pub signature: Option<String>,
    /// A banner or disclaimer that was cut off.
    pub banner: Option<String>,
}

/// How a layer came into the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The message itself.
    Outer,
    /// A forwarded message, inline or attached.
    Forward,
    /// A quoted message.
    Reply,
}
