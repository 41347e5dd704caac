//! JSON for programs and the command line, behind a token.
//!
//! - `routes`: everything that can be asked, one operation a line; `operation`: the router and `document`, the OpenAPI
//!   document, are made from them.
//! - `caller`: who calls, and what their token lets them do.
//! - `tickets`, `actions`, `people`, `again`: reading tickets and deciding about them; `mails`, `outbox`, `accounts`, `keep`.
//! - `tag`: revisions as ETags; `repeats`: requests that are done once, however often they are sent.
//!
//! Errors are `application/problem+json` (RFC 9457) with a sentence for people. A body that names the revision it was
//! made from is refused when the ticket has changed since, and nothing is written.

use std::fmt;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::outbound::key_file::{self, KeyFileError};

mod accounts;
mod actions;
mod again;
mod body;
pub(super) mod caller;
mod document;
mod keep;
mod mails;
mod operation;
mod outbox;
mod people;
pub(super) mod problem;
mod repeats;
mod routes;
mod tag;
mod tickets;

pub(super) use routes::routes;

/// The word that opens the API: 64 hexadecimal digits in a file that only its owner can read.
#[derive(Clone)]
pub struct ApiToken(String);

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken(…)")
    }
}

impl ApiToken {
    /// The token in the file at `path`; made when there is none.
    ///
    /// # Errors
    /// [`KeyFileError`] when the file cannot be read or made, is open to others, or is damaged.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        let secret = key_file::load_or_create(path)?;
        Ok(Self(HEXLOWER.encode(&secret)))
    }

    /// The token itself, for a client on this machine.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `given` is the token. Digests are compared, all bytes of them, so that time tells nothing.
    fn is(&self, given: &str) -> bool {
        let expected = Sha256::digest(self.0.as_bytes());
        let found = Sha256::digest(given.as_bytes());
        let differs = expected.iter().zip(&found).fold(0, |sum, (a, b)| sum | (a ^ b));
        differs == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_is_the_token() {
        let folder = tempfile::tempdir().unwrap();
        let token = ApiToken::load_or_create(&folder.path().join("api.token")).unwrap();
        let text = token.reveal().to_owned();
        assert!(token.is(&text));
        assert!(!token.is(&text[1..]) && !token.is("") && !token.is(&text.to_uppercase()));
        assert_eq!(format!("{token:?}"), "ApiToken(…)");
        let again = ApiToken::load_or_create(&folder.path().join("api.token")).unwrap();
        assert!(again.is(&text));
    }
}
