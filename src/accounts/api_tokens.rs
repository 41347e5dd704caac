//! Tokens of the API that administrators make for programs: shown once, kept as a hash, withdrawn for good.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::links::faster;
use super::people::{Authority, must_administer};
use super::{AccountError, Accounts, Token, name};
use crate::domain::api::{IssuedToken, Scope, Withdrawn};
use crate::domain::ids::TokenHash;
use crate::store::{Batch, Record, StoreError};

/// Tells a token of ours from other secrets, so that people and scanners of leaked secrets know it when they see it.
const PREFIX: &str = "greenroom_";

/// Nobody overlooks more.
const MOST_LIVE: usize = 100;

/// A token that is to end by itself ends within ten years.
const MOST_DAYS: u32 = 3650;

/// When a token was last used is written no more often than this.
const TOUCH: SignedDuration = SignedDuration::from_hours(1);

/// What a token is made with.
#[derive(Debug, Clone)]
pub struct Wanted<'w> {
    /// Which program gets it.
    pub name: &'w str,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// It ends by itself after so many days; never without.
    pub days: Option<u32>,
}

/// What a program sends to be taken for this token's holder.
pub fn revealed(token: &Token) -> String {
    format!("{PREFIX}{}", token.reveal())
}

impl Accounts {
    /// Makes a token. It is shown now and never again.
    ///
    /// # Errors
    /// [`AccountError::Refused`] says what is wrong with what was asked for.
    pub async fn issue_token(
        &self,
        by: impl Into<Authority<'_>>,
        wanted: Wanted<'_>,
    ) -> Result<(IssuedToken, Token), AccountError> {
        let (by, now) = (by.into(), self.clock.now());
        must_administer(by)?;
        let called = name(wanted.name)?;
        if wanted.scopes.is_empty() {
            return Err(AccountError::refused(
                "Choose at least one thing that the token may do.",
            ));
        }
        if wanted.days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
            let words = format!("A token lives 1 to {MOST_DAYS} days, or until it is withdrawn.");
            return Err(AccountError::refused(words));
        }
        let live = self.store.issued_tokens().await?;
        let live: Vec<_> = live.into_iter().filter(|token| token.is_live(now)).collect();
        if live.len() >= MOST_LIVE {
            let words = format!("There are {MOST_LIVE} tokens already. Withdraw those that nobody uses.");
            return Err(AccountError::refused(words));
        }
        if live.iter().any(|token| token.name.eq_ignore_ascii_case(&called)) {
            let words = "There is a token of this name already. Give this one another name, so that the history tells them apart.";
            return Err(AccountError::refused(words));
        }
        let length = wanted.days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        let token = Token::random();
        let issued = IssuedToken {
            hash: token.hash(),
            name: called,
            scopes: wanted.scopes,
            made_at: now,
            made_by: by.as_actor(),
            ends: length.and_then(|length| now.checked_add(length).ok()),
            seen: None,
            withdrawn: None,
            revision: 1,
        };
        let mut batch = Batch::new();
        batch.insert(Record::IssuedToken(Box::new(issued.clone())));
        self.store.commit(batch).await?;
        Ok((issued, token))
    }

    /// Takes a token back, at once and for good.
    ///
    /// # Errors
    /// [`AccountError::Refused`] where there is none.
    pub async fn withdraw_token(
        &self,
        by: impl Into<Authority<'_>>,
        hash: TokenHash,
    ) -> Result<IssuedToken, AccountError> {
        let by = by.into();
        must_administer(by)?;
        loop {
            let found = self.store.issued_token(hash).await?;
            let mut token = found.ok_or_else(|| AccountError::refused("There is no such token."))?;
            if token.withdrawn.is_some() {
                return Ok(token);
            }
            token.withdrawn = Some(Withdrawn {
                at: self.clock.now(),
                by: by.as_actor(),
            });
            token.revision += 1;
            let mut batch = Batch::new();
            batch.update(Record::IssuedToken(Box::new(token.clone())));
            match self.store.commit(batch).await {
                // Its use was noted just now; withdrawing it counts more.
                Err(StoreError::Conflict { .. }) => {}
                done => return done.map(|()| token).map_err(faster),
            }
        }
    }

    /// The token that a program sent, if it counts. Notes that it was used.
    ///
    /// # Errors
    /// What the store says.
    pub async fn bearer(&self, given: &str) -> Result<Option<IssuedToken>, StoreError> {
        let Some(token) = given.strip_prefix(PREFIX).and_then(Token::parse) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let found = self.store.issued_token(token.hash()).await?;
        let Some(issued) = found.filter(|issued| issued.is_live(now)) else {
            return Ok(None);
        };
        if issued.seen.is_none_or(|seen| now.duration_since(seen) >= TOUCH) {
            let mut next = issued.clone();
            next.seen = Some(now);
            next.revision += 1;
            let mut batch = Batch::new();
            batch.update(Record::IssuedToken(Box::new(next)));
            match self.store.commit(batch).await {
                // It was withdrawn or used just now. The next request sees which.
                Ok(()) | Err(StoreError::Conflict { .. }) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(Some(issued))
    }
}
