//! JSON for programs and the command line, behind a token.
//!
//! Errors are `application/problem+json` (RFC 9457) with a sentence for people. A body that names the revision it was
//! made from is refused when the ticket has changed since, and nothing is written.

use std::fmt;
use std::path::Path;

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::outbound::key_file::{self, KeyFileError};

use super::router::AppState;

pub(super) mod actions;
pub(super) mod body;
pub(super) mod keep;
pub(super) mod mails;
pub(super) mod people;
pub(super) mod problem;
pub(super) mod tickets;

use problem::Problem;

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

/// Lets only those in who have the token.
pub(super) async fn require_token(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION);
    let given = header
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    match (&state.api_token, given) {
        (Some(token), Some(given)) if token.is(given) => next.run(request).await,
        (Some(_) | None, _) => Problem::unauthorized().into_response(),
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
