//! Signing in at a provider of OpenID Connect: the sign-in that waits for its browser to come back, and whose account it is.
//!
//! What decides, and why:
//!
//! - An account is found by issuer and subject. An e-mail address finds one only the first time, only if the provider says that it was
//!   confirmed, and only if it is plain ASCII, because other letters may look or fold alike. Nobody gets an account, and nobody gets
//!   into one, by an address that they merely claim.
//! - The address of an account never follows the provider. It decides which tickets an account manager sees, so an account manager
//!   comes in only while the provider confirms that very address: whoever changed it there might see tickets of whoever has the old
//!   one by now. Roles that see everything are not kept out by that.
//! - An account that belongs to another subject of the same provider is not given to a second one, although the address fits: it may
//!   have been given on to somebody else. An administrator takes that way in away first. One by a provider that the
//!   configuration does not name any more lets nobody in, so it gives way.
//! - The role follows the provider each time; whoever has none is not let in. Of the last administrator who can sign in the role
//!   stays, because nobody could undo that.
//! - A disabled account stays out, also by a new subject with its address.
//!
//! Each sign-in is one commit with all that follows from it, guarded by the revisions it was decided on. A sign-in that waits is
//! taken out by whoever comes back first; a crash loses it at most.

use std::net::IpAddr;

use jiff::SignedDuration;
use tracing::warn;

use super::throttle::TooMany;
use super::{AccountError, Accounts, Token, name};
use crate::domain::account::{Account, By, LONGEST_EMAIL, Role, Typing, What};
use crate::domain::openid::{Shown, SignIn};
use crate::openid::Refusal;
use crate::store::index::{Find, Range, instant};
use crate::store::{Batch, Index, Key, Record, StoreError};

/// A sign-in at the provider takes no longer.
pub const LONGEST_MINUTES: i64 = 10;

/// So many wait at a time; of more the oldest go.
const MOST_WAITING: usize = 1000;

/// So many that have ended are taken away by each new one.
const CLEARED: usize = 20;

/// Deciding again so often is enough.
const TRIES: usize = 8;

impl Accounts {
    /// Begins a sign-in: what is to be remembered until the browser comes back, which alone gets `token`.
    ///
    /// # Errors
    /// [`Refusal::TooMany`] for a network address that begins too often and never ends, or what the store says.
    pub async fn begin_at_provider(
        &self,
        token: &Token,
        from: IpAddr,
        to: String,
        typing: Option<Typing>,
    ) -> Result<(), Refusal> {
        let now = self.clock.now();
        let too_many = |TooMany { minutes }| Refusal::TooMany { minutes };
        self.throttle.departure(from, now).map_err(too_many)?;
        let length = SignedDuration::from_mins(LONGEST_MINUTES);
        let sign_in = Record::SignIn(Box::new(SignIn {
            hash: token.hash(),
            ends: now.checked_add(length).unwrap_or(now),
            to,
            typing,
            revision: 1,
        }));
        let mut batch = Batch::new();
        batch.insert(sign_in.clone());
        batch.removals = self.spare_sign_ins().await?;
        match self.store.commit(batch).await {
            // Others took the same ones away.
            Err(StoreError::Conflict { .. }) => {
                let mut batch = Batch::new();
                batch.insert(sign_in);
                self.store.commit(batch).await?;
            }
            done => done?,
        }
        Ok(())
    }

    /// Sign-ins that have ended, and the oldest if too many wait.
    async fn spare_sign_ins(&self) -> Result<Vec<(Key, u64)>, StoreError> {
        let ended = Find {
            range: Range::UpTo(instant(self.clock.now())),
            ..Find::first(Index::SignInByEnd, CLEARED)
        };
        let mut spare = self.store.find(ended).await?;
        if spare.is_empty() {
            let waiting = self.store.find(Find::first(Index::SignInByEnd, MOST_WAITING)).await?;
            let too_many = (waiting.len() + 1).saturating_sub(MOST_WAITING);
            spare.extend(waiting.into_iter().take(too_many));
        }
        // They are written once.
        Ok(spare.into_iter().map(|(_, key)| (key, 1)).collect())
    }

    /// The sign-in whose browser has come back, once.
    ///
    /// # Errors
    /// What the store says.
    pub async fn back_from_provider(&self, token: &Token) -> Result<Option<SignIn>, StoreError> {
        let Some(found) = self.store.sign_in(token.hash()).await? else {
            return Ok(None);
        };
        let mut batch = Batch::new();
        batch.removals.push((Key::SignIn(found.hash), found.revision));
        match self.store.commit(batch).await {
            Ok(()) => Ok(Some(found).filter(|found| self.clock.now() < found.ends)),
            // Another request came back with it at the same moment.
            Err(StoreError::Conflict { .. }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Signs in whoever the provider `called` so has shown. The token is a new one, whatever the browser had before. What was typed
    /// before goes with it.
    ///
    /// # Errors
    /// [`Refusal`] says why they are not let in.
    pub async fn sign_in_shown(
        &self,
        shown: &Shown,
        called: &str,
        from: IpAddr,
        typing: Option<Typing>,
    ) -> Result<Token, Refusal> {
        for _ in 0..TRIES {
            match self.let_in(shown, called, typing.clone()).await {
                // Somebody was faster; decide again.
                Err(Refusal::Busy | Refusal::Store(StoreError::Conflict { .. })) => {}
                done => {
                    if done.is_ok() {
                        self.throttle.arrival(from);
                    }
                    return done;
                }
            }
        }
        Err(Refusal::Busy)
    }

    async fn let_in(&self, shown: &Shown, called: &str, typing: Option<Typing>) -> Result<Token, Refusal> {
        let role = shown.role.ok_or(Refusal::NoRole)?;
        let known = match self.store.account_by_identity(&shown.identity).await? {
            Some(account) => Some(account),
            None => self.by_address(shown).await?,
        };
        let mut batch = Batch::new();
        let account = match known {
            Some(before) => {
                let next = self.followed(&before, shown, role, called, &mut batch).await?;
                if next != before {
                    batch.update(Record::Account(Box::new(next.clone())));
                }
                next
            }
            None => {
                let made = self.made(shown, role, called).await?;
                batch.insert(Record::Account(Box::new(made.clone())));
                made
            }
        };
        let typing = typing.filter(|typing| typing.is_by(account.id));
        let credential = account.openid_credential();
        let token = self.session_into(&mut batch, &account, credential, typing);
        for session in self.ended_or_too_many(&account).await? {
            batch.removals.push((Key::Session(session.hash), session.revision));
        }
        self.store.commit(batch).await?;
        Ok(token)
    }

    /// The account that the confirmed address of somebody new leads to; none where nobody has it.
    async fn by_address(&self, shown: &Shown) -> Result<Option<Account>, Refusal> {
        let email = confirmed(shown)?;
        let Some(account) = self.store.account_by_email(email).await? else {
            return Ok(None);
        };
        if account.disabled {
            return Err(Refusal::Disabled);
        }
        let is_same = account.email.trim().eq_ignore_ascii_case(email);
        if !is_same || account.is_known_to(Some(&shown.identity.issuer)) {
            return Err(Refusal::Taken);
        }
        Ok(Some(account))
    }

    /// The account after this sign-in: linked, and with the role of now.
    async fn followed(
        &self,
        before: &Account,
        shown: &Shown,
        role: Role,
        called: &str,
        batch: &mut Batch,
    ) -> Result<Account, Refusal> {
        if before.disabled {
            return Err(Refusal::Disabled);
        }
        let now = self.clock.now();
        let mut next = before.clone();
        if next.openid.as_ref() != Some(&shown.identity) {
            // Links that set a password were for somebody who had no other way in.
            self.end_links_into(batch, before.id).await?;
            next = next.linked(shown.identity.clone(), called, now);
        }
        if next.role != role {
            let what = What::RoleChanged {
                old: next.role,
                new: role,
            };
            let changed = next.after(what, By::Provider(called.to_owned()), now);
            let is_last = next.is_able_administrator(&self.ways) && !changed.is_able_administrator(&self.ways);
            match if is_last { self.stand_in(next.id).await? } else { None } {
                Some(other) => {
                    batch.writes.push(other);
                    next = changed;
                }
                None if is_last => warn!(account = %next.id, "the only administrator who can sign in keeps the role"),
                None => next = changed,
            }
        }
        if !next.role.sees_everything() && !confirmed(shown)?.eq_ignore_ascii_case(next.email.trim()) {
            return Err(Refusal::Moved);
        }
        // However much has happened, it is written once.
        next.revision = before.revision + u64::from(next != *before);
        Ok(next)
    }

    /// A new account for somebody whose address is confirmed.
    async fn made(&self, shown: &Shown, role: Role, called: &str) -> Result<Account, Refusal> {
        let email = confirmed(shown)?.to_owned();
        let local = email.split('@').next().unwrap_or_default();
        let given = shown.name.as_deref().and_then(|given| name(given).ok());
        let given = given.or_else(|| name(local).ok()).unwrap_or_else(|| "Somebody".into());
        let id = self.next_id(&email).await.map_err(|error| match error {
            AccountError::Store(failure) => Refusal::Store(failure),
            // Somebody has got the address since it was looked for.
            AccountError::Refused(_) | AccountError::TooMany { .. } => Refusal::Busy,
        })?;
        let (by, now) = (By::Provider(called.to_owned()), self.clock.now());
        let made = Account::new(id, given, email, role, by, now);
        let mut next = made.linked(shown.identity.clone(), called, now);
        next.revision = 1;
        Ok(next)
    }
}

/// The address of somebody, if it is theirs.
fn confirmed(shown: &Shown) -> Result<&str, Refusal> {
    let email = shown.email.as_deref().map(str::trim).ok_or(Refusal::NoAddress)?;
    let is_plain = email.is_ascii() && email.len() <= LONGEST_EMAIL && email.parse::<lettre::Address>().is_ok();
    if !is_plain {
        return Err(Refusal::NoAddress);
    }
    if !shown.is_verified {
        return Err(Refusal::Unverified);
    }
    Ok(email)
}
