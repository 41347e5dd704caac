//! What the daemon knows about its own tickets and a mail cannot say.
//!
//! Facts only; what follows from them is decided in `resolve::kind`.

use std::collections::BTreeSet;

/// Knowledge from outside the mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Message-IDs of mails that belong to our tickets, without angle brackets: a mail that answers one of them amends.
    pub own_message_ids: BTreeSet<String>,
    /// Whether to say of every value what it rests on and what it outweighs.
    pub explain: bool,
}

impl ReadOptions {
    /// Whether a Message-ID is one of ours. Some servers write the domain in lower case when they quote it.
    pub(crate) fn is_own(&self, id: &str) -> bool {
        let bare = id.trim().trim_matches(['<', '>']);
        self.own_message_ids.contains(bare) || self.own_message_ids.contains(&bare.to_ascii_lowercase())
    }
}
