//! Why mail could not be taken in, in sentences that say what was expected, what was found, and what to do.
//!
//! Errors that may pass by themselves and errors that need a person are different variants; [`IntakeError::hope`] sorts
//! them. No variant ever holds a password or a piece of a mail.

use std::path::PathBuf;
use std::time::Duration;

use crate::config::secret::SecretError;
use crate::oauth::TokenError;
use crate::store::StoreError;

/// Why mail could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// No connection to the server. May pass.
    #[error("{place} cannot be reached: {words}; is the server up, and are `host` and `port` right?")]
    Unreachable {
        /// `host:port`.
        place: String,
        /// What the system says.
        words: String,
    },
    /// The connection ended, stalled, or gave something that is no IMAP. May pass.
    #[error("the connection to {place} was lost while {doing}: {words}")]
    Lost {
        /// `host:port`.
        place: String,
        /// What was under way.
        doing: &'static str,
        /// What happened.
        words: String,
    },
    /// The server answered with something that cannot be understood. May pass.
    #[error("the answer of {place} could not be understood while {doing}; the connection is dropped and made anew")]
    Unreadable {
        /// `host:port`.
        place: String,
        /// What was under way.
        doing: &'static str,
    },
    /// The server said NO or BAD. May pass.
    #[error("{place} refused while {doing}: {words}")]
    Refused {
        /// `host:port`.
        place: String,
        /// What was under way.
        doing: &'static str,
        /// The server's words, without addresses.
        words: String,
    },
    /// The disk of the store has less room than the configured floor. Passes when somebody makes room.
    #[error(
        "intake pauses: the disk of {path} has {free_mb} MB free, `store.free_space_floor_mb` asks for {floor_mb}; \
         make room and it goes on by itself, the mail waits in the mailbox"
    )]
    DiskLow {
        /// The folder of the store.
        path: PathBuf,
        /// What is free.
        free_mb: u64,
        /// What must be free.
        floor_mb: u64,
    },
    /// The store failed. May pass.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file or folder of mail cannot be read. May pass.
    #[error("{path} cannot be read: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The server does not accept the account. Needs a person.
    #[error("{place} does not accept the login: {words}; check `user` and the password of this source")]
    Login {
        /// `host:port`.
        place: String,
        /// The server's words, without addresses.
        words: String,
    },
    /// There is no access token that the server accepts. Needs a person, or whoever keeps the token fresh.
    #[error("{place}: {source}")]
    Token {
        /// `host:port`.
        place: String,
        /// Why.
        source: TokenError,
    },
    /// The password cannot be had. Needs a person.
    #[error("source {name:?}: {source}")]
    Secret {
        /// The source.
        name: String,
        /// Why.
        source: SecretError,
    },
    /// No password is configured. Needs a person.
    #[error("source {name:?}: expected a password, found none; name a file or a variable in `password`")]
    NoSecret {
        /// The source.
        name: String,
    },
    /// The connection would not be protected, or not by somebody we trust. Needs a person.
    #[error("{place}: {words}")]
    Protection {
        /// `host:port`.
        place: String,
        /// What is wrong and what to do.
        words: String,
    },
    /// The configured folder is not on the server. Needs a person.
    #[error("{place} has no folder {folder:?} in this account ({words}); it has: {present}")]
    NoFolder {
        /// `host:port`.
        place: String,
        /// The folder.
        folder: String,
        /// The server's words, without addresses.
        words: String,
        /// What there is instead.
        present: String,
    },
}

/// Whether an error may pass by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hope {
    /// Trying again soon may help.
    Soon,
    /// A person has to change something; it is tried again only now and then.
    AfterRepair,
}

impl Hope {
    /// The longest wait between two tries.
    pub fn longest_wait(self) -> Duration {
        match self {
            Self::Soon => Duration::from_secs(300),
            Self::AfterRepair => Duration::from_secs(900),
        }
    }
}

impl IntakeError {
    /// Whether it may pass by itself.
    pub fn hope(&self) -> Hope {
        match self {
            Self::Unreachable { .. }
            | Self::Lost { .. }
            | Self::Unreadable { .. }
            | Self::Refused { .. }
            | Self::DiskLow { .. }
            | Self::Store(_)
            | Self::File { .. } => Hope::Soon,
            Self::Login { .. }
            | Self::Token { .. }
            | Self::Secret { .. }
            | Self::NoSecret { .. }
            | Self::Protection { .. }
            | Self::NoFolder { .. } => Hope::AfterRepair,
        }
    }
}

/// A server's words as they may be logged and shown: one short line, no control characters, no addresses.
pub(crate) fn safe_words(words: &str) -> String {
    let shown = words.split_whitespace().map(|word| {
        if word.contains('@') {
            "(address)".to_owned()
        } else {
            word.chars().filter(|c| !c.is_control()).collect()
        }
    });
    let mut line = shown.collect::<Vec<String>>().join(" ");
    if line.chars().count() > 200 {
        line = line.chars().take(199).chain(std::iter::once('…')).collect();
    }
    if line.is_empty() {
        "(no reason given)".into()
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_words_lose_addresses_and_line_ends() {
        let words = safe_words("NO user <jo@example.org>\r\n\u{7}is locked");
        assert_eq!(words, "NO user (address) is locked");
        assert_eq!(safe_words("  "), "(no reason given)");
    }
}
