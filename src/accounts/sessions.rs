//! Signing in and out, and whose request it is.
//!
//! A session is found by the hash of its token. It counts while it is young enough, was used lately, and the password or the
//! provider it began with is still that of an account that is not disabled: so changing a password and disabling end every
//! session in the commit that does it.

use std::net::IpAddr;

use jiff::SignedDuration;

use super::links::faster;
use super::password::judge;
use super::throttle::TooMany;
use super::{AccountError, Accounts, Token};
use crate::domain::account::{Account, Session, Typing};
use crate::domain::ids::{AccountId, TokenHash};
use crate::store::{Batch, Key, Record, StoreError};

/// Nobody works in more browsers; of more sessions the one that was not used for longest ends.
const MOST_SESSIONS: usize = 20;

/// When a session was last used is written no more often than this.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Whoever has signed in, and by which session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// The person.
    pub account: Account,
}

impl Accounts {
    /// Signs in. The token is a new one, whatever the browser had before. What was typed before goes with it.
    ///
    /// # Errors
    /// [`AccountError::Refused`] with the same words and after the same time for an unknown address, a wrong password and
    /// a disabled account; [`AccountError::TooMany`].
    pub async fn sign_in(
        &self,
        email: &str,
        password: String,
        from: IpAddr,
        typing: Option<Typing>,
    ) -> Result<Token, AccountError> {
        if !self.ways.passwords {
            return Err(AccountError::refused("Passwords are not taken at this desk any more."));
        }
        let now = self.clock.now();
        let too_many = |TooMany { minutes }| AccountError::TooMany { minutes };
        self.throttle.attempt(email, from, now).map_err(too_many)?;
        let account = self.store.account_by_email(email).await?;
        let able = account.filter(|account| account.credential().is_some());
        let hash = able.as_ref().and_then(|account| account.password.clone());
        let fits = self.passwords.fits(password, hash).await?;
        let Some(account) = able.filter(|_| fits) else {
            return Err(AccountError::refused("E-mail address and password do not go together."));
        };
        self.throttle.succeeded(email, from);
        // What somebody else typed in this browser before is not shown to whoever signs in now.
        let typing = typing.filter(|typing| typing.is_by(account.id));
        Ok(self.begin(&account, typing).await?)
    }

    /// Begins a session for somebody who has shown who they are.
    pub(super) async fn begin(&self, account: &Account, typing: Option<Typing>) -> Result<Token, StoreError> {
        let mut batch = Batch::new();
        let token = self.session_into(&mut batch, account, account.credential(), typing);
        for session in self.ended_or_too_many(account).await? {
            batch.removals.push((Key::Session(session.hash), session.revision));
        }
        match self.store.commit(batch).await {
            // Another tab tidied up at the same time; the session is what matters.
            Err(StoreError::Conflict { .. }) => {
                let mut batch = Batch::new();
                let token = self.session_into(&mut batch, account, account.credential(), None);
                self.store.commit(batch).await?;
                Ok(token)
            }
            done => done.map(|()| token),
        }
    }

    /// Adds a new session to what is written, which lasts no longer than what it began with.
    pub(super) fn session_into(
        &self,
        batch: &mut Batch,
        account: &Account,
        credential: Option<TokenHash>,
        typing: Option<Typing>,
    ) -> Token {
        let (token, now) = (Token::random(), self.clock.now());
        batch.insert(Record::Session(Box::new(Session {
            hash: token.hash(),
            account: account.id,
            credential: credential.unwrap_or_else(|| token.hash()),
            began: now,
            seen: now,
            typing,
            revision: 1,
        })));
        token
    }

    pub(super) async fn ended_or_too_many(&self, account: &Account) -> Result<Vec<Session>, StoreError> {
        let now = self.clock.now();
        let sessions = self.store.sessions_of(account.id).await?;
        let is_live = |session: &Session| self.counts(account, session) && session.is_live(now, self.idle, self.whole);
        let (mut live, mut ended): (Vec<_>, Vec<_>) = sessions.into_iter().partition(is_live);
        live.sort_by_key(|session| session.seen);
        let spare = (live.len() + 1).saturating_sub(MOST_SESSIONS);
        ended.extend(live.drain(..spare));
        Ok(ended)
    }

    /// Whose token it is, if it counts. Notes that it was used.
    ///
    /// # Errors
    /// What the store says.
    pub async fn signed_in(&self, token: &Token) -> Result<Option<SignedIn>, StoreError> {
        let Some(mut signed_in) = self.judged(token).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        if now.duration_since(signed_in.session.seen) >= TOUCH.min(self.idle / 10) {
            self.rewrite(&mut signed_in.session, |session| session.seen = now)
                .await?;
        }
        Ok(Some(signed_in))
    }

    /// Whose token it is, if it counts. A page that only listens does not count as use.
    ///
    /// # Errors
    /// What the store says.
    pub async fn known(&self, token: &Token) -> Result<Option<Account>, StoreError> {
        Ok(self.judged(token).await?.map(|signed_in| signed_in.account))
    }

    async fn judged(&self, token: &Token) -> Result<Option<SignedIn>, StoreError> {
        let Some(session) = self.store.session(token.hash()).await? else {
            return Ok(None);
        };
        let account = self.store.account(session.account).await?;
        let account = account.filter(|account| self.counts(account, &session));
        let is_live = session.is_live(self.clock.now(), self.idle, self.whole);
        Ok(account.filter(|_| is_live).map(|account| SignedIn { session, account }))
    }

    /// Whether what a session began with is still there: a password, or the provider of the configuration.
    fn counts(&self, account: &Account, session: &Session) -> bool {
        let by_provider = account
            .openid_credential()
            .filter(|_| account.is_known_to(self.ways.issuer.as_deref()));
        [account.credential(), by_provider].contains(&Some(session.credential))
    }

    /// Writes a session anew; when another request was faster, that one counts.
    async fn rewrite(&self, session: &mut Session, change: impl FnOnce(&mut Session)) -> Result<(), StoreError> {
        let mut next = session.clone();
        change(&mut next);
        next.revision += 1;
        let mut batch = Batch::new();
        batch.update(Record::Session(Box::new(next.clone())));
        match self.store.commit(batch).await {
            Ok(()) => *session = next,
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Keeps what was typed until its page is shown again.
    ///
    /// # Errors
    /// What the store says.
    pub async fn keep_typing(&self, session: &mut Session, typing: Typing) -> Result<(), StoreError> {
        self.rewrite(session, |session| session.typing = Some(typing)).await
    }

    /// What was typed on this page before the session began. It is given once.
    ///
    /// # Errors
    /// What the store says.
    pub async fn take_typing(&self, session: &mut Session, page: &str) -> Result<Option<Typing>, StoreError> {
        let Some(typing) = session.typing.clone().filter(|typing| typing.page == page) else {
            return Ok(None);
        };
        self.rewrite(session, |session| session.typing = None).await?;
        Ok(Some(typing))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// What the store says.
    pub async fn sign_out(&self, hash: TokenHash) -> Result<(), StoreError> {
        // Somebody may just note that it was used; ending it counts more.
        while let Some(session) = self.store.session(hash).await? {
            let mut batch = Batch::new();
            batch.removals.push((Key::Session(hash), session.revision));
            match self.store.commit(batch).await {
                Err(StoreError::Conflict { .. }) => {}
                done => return done,
            }
        }
        Ok(())
    }

    /// Changes somebody's own password. Every session of theirs ends; the token is that of a new one.
    ///
    /// # Errors
    /// [`AccountError::Refused`] when the old one is wrong or the new one is no good; [`AccountError::TooMany`].
    pub async fn change_password(
        &self,
        account: &Account,
        old: String,
        new: String,
        from: IpAddr,
    ) -> Result<Token, AccountError> {
        let now = self.clock.now();
        judge(&new, &account.email)?;
        let too_many = |TooMany { minutes }| AccountError::TooMany { minutes };
        self.throttle.attempt(&account.email, from, now).map_err(too_many)?;
        if !self.passwords.fits(old, account.password.clone()).await? {
            return Err(AccountError::refused("The present password is not right."));
        }
        self.throttle.succeeded(&account.email, from);
        let next = account.with_password(self.passwords.hash(new).await?, account.as_actor(), now);
        let mut batch = Batch::new();
        let token = self.session_into(&mut batch, &next, next.credential(), None);
        batch.update(Record::Account(Box::new(next)));
        self.end_links_into(&mut batch, account.id).await?;
        self.store.commit(batch).await.map_err(faster)?;
        Ok(token)
    }

    /// Adds the end of every session of somebody to what is written.
    pub(super) async fn end_sessions_into(&self, batch: &mut Batch, account: AccountId) -> Result<(), StoreError> {
        for session in self.store.sessions_of(account).await? {
            batch.removals.push((Key::Session(session.hash), session.revision));
        }
        Ok(())
    }

    /// Adds the end of every link of somebody to what is written.
    pub(super) async fn end_links_into(&self, batch: &mut Batch, account: AccountId) -> Result<(), StoreError> {
        for invitation in self.store.invitations_for(Some(account)).await? {
            let key = Key::Invitation(invitation.hash);
            batch.removals.push((key, invitation.revision));
        }
        Ok(())
    }
}
