//! Tokens: 256 random bits, known to the browser or the link alone. The store has their hash.

use std::fmt;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::domain::ids::TokenHash;

const BYTES: usize = 32;

/// A token. Never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one that nobody can guess.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// The token that [`Token::reveal`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }

    /// The token itself, for a cookie or a link.
    pub fn reveal(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// What a form must bring to be taken from whoever has this token. Says nothing about the token.
    pub fn form_mark(&self) -> String {
        self.derived(b"form")
    }

    /// Something secret of its own for `purpose`: the same each time, and it says nothing about the token or its other secrets.
    pub fn derived(&self, purpose: &[u8]) -> String {
        let mut mac = <Hmac<Sha256>>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(purpose);
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }

    /// Whether a form brought its mark, in a time that tells nothing.
    pub fn has_form_mark(&self, given: &str) -> bool {
        self.has_derived(b"form", given)
    }

    /// Whether something is what [`Token::derived`] gives for `purpose`, in a time that tells nothing.
    pub fn has_derived(&self, purpose: &[u8], given: &str) -> bool {
        bool::from(self.derived(purpose).as_bytes().ct_eq(given.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_its_mark_is_its_own() {
        let (one, other) = (Token::random(), Token::random());
        assert_eq!(Token::parse(&one.reveal()), Some(one.clone()));
        assert!(one.has_form_mark(&one.form_mark()));
        assert!(!one.has_form_mark(&other.form_mark()) && !one.has_form_mark(""));
        assert!(Token::parse("").is_none() && Token::parse("zz").is_none());
        assert_eq!(format!("{one:?}"), "Token(…)");
    }
}
