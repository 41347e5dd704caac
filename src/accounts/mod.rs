//! Who may use the desk: accounts, signing in, and links by which somebody sets a password.
//!
//! - [`password`]: argon2id, and what a good password is; [`token`]: what a browser or a link holds.
//! - [`throttle`]: slows down guessing.
//! - [`sessions`]: sign in, sign out, and whose request it is.
//! - [`openid`]: sign in at a provider of OpenID Connect.
//! - [`links`]: the first administrator, invitations, forgotten passwords.
//! - [`people`]: names, roles, disabling.
//! - [`views`]: views of the queue that somebody keeps.
//! - [`api_tokens`]: tokens of programs.
//! - [`tidy`]: takes away, each night, what has ended.
//!
//! Another way to sign in belongs beside `sessions` and `openid`: it finds the account and begins a session.
//! The store has hashes of tokens and passwords, never themselves. Each change is one commit, guarded by the revision it was
//! made from; a crash leaves all of it or nothing of it.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::clock::SharedClock;
use crate::config::DeskConfig;
use crate::domain::account::{Account, LONGEST_EMAIL, LONGEST_NAME};
use crate::domain::openid::Ways;
use crate::store::{Store, StoreError};

pub mod api_tokens;
pub mod links;
pub mod openid;
pub mod password;
pub mod people;
pub mod sessions;
pub mod throttle;
pub mod tidy;
pub mod token;
pub mod views;

pub use token::Token;

/// Why something about accounts was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// It cannot be; a sentence for whoever asked.
    #[error("{0}")]
    Refused(String),
    /// Too many failures; try again later.
    #[error("There were too many attempts. Try again in {minutes} {}.", if *minutes == 1 { "minute" } else { "minutes" })]
    TooMany {
        /// At least one.
        minutes: i64,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AccountError {
    fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }
}

/// Everything about accounts.
pub struct Accounts {
    store: Arc<dyn Store>,
    clock: SharedClock,
    idle: SignedDuration,
    whole: SignedDuration,
    invitation: SignedDuration,
    ways: Ways,
    passwords: password::Passwords,
    throttle: throttle::Throttle,
}

impl Accounts {
    /// The accounts of a store.
    pub fn new(store: Arc<dyn Store>, clock: SharedClock, config: &DeskConfig) -> Self {
        Self {
            store,
            clock,
            idle: SignedDuration::from_mins(config.idle_minutes.into()),
            whole: SignedDuration::from_hours(config.session_hours.into()),
            invitation: SignedDuration::from_hours(config.invitation_hours.into()),
            ways: config.ways(),
            passwords: password::Passwords::default(),
            throttle: throttle::Throttle::default(),
        }
    }

    /// In which ways people sign in.
    pub fn ways(&self) -> &Ways {
        &self.ways
    }

    /// Everybody who uses the desk, the first first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn all(&self) -> Result<Vec<Account>, StoreError> {
        self.store.accounts().await
    }
}

/// One line of a bearable length.
fn name(given: &str) -> Result<String, AccountError> {
    let trimmed = given.trim();
    let length = trimmed.chars().count();
    if length == 0 || length > LONGEST_NAME || trimmed.chars().any(char::is_control) {
        let words = format!("Please give a name of 1 to {LONGEST_NAME} characters.");
        return Err(AccountError::refused(words));
    }
    Ok(trimmed.to_owned())
}

/// An address that mail can be sent to.
fn email(given: &str) -> Result<String, AccountError> {
    let trimmed = given.trim();
    let fits = trimmed.len() <= LONGEST_EMAIL && trimmed.parse::<lettre::Address>().is_ok();
    if !fits {
        return Err(AccountError::refused(
            "Please give an e-mail address such as robin@vendor.example.",
        ));
    }
    Ok(trimmed.to_owned())
}
