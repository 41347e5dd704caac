//! Who somebody is for a provider of OpenID Connect, and a sign-in that is on its way there.
//!
//! What stands here is what is kept and what may be done; the provider is the business of [`crate::openid`], accounts and the
//! store are that of [`crate::accounts`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::Typing;
use super::ids::TokenHash;

/// Who somebody is for a provider. Both together never mean anybody else, whereas an e-mail address may be given on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Who it is there.
    pub subject: String,
}

impl Identity {
    /// What the store finds it by.
    pub fn key(&self) -> TokenHash {
        // An issuer is an address, which has no line breaks.
        TokenHash::of(format!("openid\n{}\n{}", self.issuer, self.subject).as_bytes())
    }
}

/// In which ways people sign in, as the configuration says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// With the password of the desk.
    pub passwords: bool,
    /// At this provider.
    pub issuer: Option<String>,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            passwords: true,
            issuer: None,
        }
    }
}

/// A sign-in that has begun: its browser was sent to the provider and has not come back. What is secret about it follows from
/// what that browser alone holds, so nobody can go on with it who reads the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The hash of what the browser holds.
    pub hash: TokenHash,
    /// Later it counts for nothing.
    pub ends: Timestamp,
    /// Where to go on to.
    pub to: String,
    /// What was typed into a form whose session had ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<Typing>,
    /// Written so far.
    pub revision: u64,
}

/// What a provider says of somebody, after everything about it was checked.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Who it is.
    pub identity: Identity,
    /// The e-mail address, if it says one.
    pub email: Option<String>,
    /// Whether it says that the address is theirs.
    pub is_verified: bool,
    /// As they are called there.
    pub name: Option<String>,
    /// What they may do by the configuration; nothing if none of their roles or groups is named there.
    pub role: Option<super::account::Role>,
}
