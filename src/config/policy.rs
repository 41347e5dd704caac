//! `[policy]`: what a rule may approve, and how many links an hour may go out.

use serde::{Deserialize, Serialize};

/// What a rule may approve, and how many links an hour may go out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyConfig {
    /// A complete submission of a trusted submitter is held without a person's approval. Default true.
    pub approve_complete_holds: bool,
    /// The same for `now`: the link goes out at once. Default false; think twice.
    pub approve_complete_now: bool,
    /// More links than this in an hour stop and wait for a person. Default 50.
    pub activation_burst: u32,
}

impl Default for PolicyConfig {
    fn default() -> Self {
        Self {
            approve_complete_holds: true,
            approve_complete_now: false,
            activation_burst: 50,
        }
    }
}
