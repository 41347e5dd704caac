//! `[retention]`: how long people and mails are kept.

use serde::{Deserialize, Serialize};

/// How long people and mails are kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// So many days after a ticket was done or rejected, everybody on it is erased, with its mails. Default 0: never.
    pub tickets_days: u32,
    /// So many days after a mail was settled of which no ticket came, what it says is erased. Default 0: never.
    pub mails_days: u32,
}
