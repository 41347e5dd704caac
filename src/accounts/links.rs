//! Links that work once: for the first administrator, for whoever was invited, for whoever forgot the password.
//!
//! The store has the hash of the token and its end. Using a link removes it in the commit that sets the password, so of two
//! who use it at the same time one is refused. A new link for the same person ends the older ones.

use super::password::judge;
use super::{AccountError, Accounts, Token, email, name};
use crate::domain::account::{Account, By, Invitation, PasswordHash, Role, What};
use crate::domain::ids::AccountId;
use crate::store::{Batch, Key, Record, StoreError};

/// Deciding again so often is enough.
const TRIES: usize = 8;

/// A link that can be used, and for whom.
#[derive(Debug, Clone)]
pub struct Usable {
    /// The link.
    pub invitation: Invitation,
    /// Whose password it sets; none where it makes an administrator.
    pub account: Option<Account>,
}

/// What somebody fills in behind a link.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// The name of a new administrator.
    pub name: String,
    /// The address of a new administrator.
    pub email: String,
    /// The password.
    pub password: String,
}

impl Accounts {
    /// A link that makes the first administrator, while there is none who can sign in. The one before goes on working: the
    /// operator may have made it just now. Whichever is used ends the other.
    ///
    /// # Errors
    /// What the store says.
    pub async fn first_link(&self) -> Result<Option<Token>, StoreError> {
        let all = self.store.accounts().await?;
        if all.iter().any(|account| account.is_able_administrator(&self.ways)) {
            return Ok(None);
        }
        let mut batch = Batch::new();
        let token = self.link_into(&mut batch, None, 1).await?;
        self.store.commit(batch).await?;
        Ok(Some(token))
    }

    /// A link that makes an administrator, for the operator who has none any more. Ends the one before.
    ///
    /// # Errors
    /// What the store says.
    pub async fn administrator_link(&self) -> Result<Token, StoreError> {
        let mut batch = Batch::new();
        let token = self.link_into(&mut batch, None, 0).await?;
        self.store.commit(batch).await?;
        Ok(token)
    }

    /// A new link by which somebody sets a password. The present password stays until then.
    ///
    /// # Errors
    /// [`AccountError::Refused`] when there is nobody to whom it could be given.
    pub async fn password_link(&self, id: AccountId, by: By) -> Result<Token, AccountError> {
        let account = self.store.account(id).await?.ok_or_else(nobody)?;
        if account.disabled {
            let words = format!("{} is disabled. Enable the account first.", account.name);
            return Err(AccountError::refused(words));
        }
        let mut batch = Batch::new();
        let token = self.link_into(&mut batch, Some(id), 0).await?;
        let next = account.after(What::Invited, by, self.clock.now());
        batch.update(Record::Account(Box::new(next)));
        self.store.commit(batch).await.map_err(faster)?;
        Ok(token)
    }

    /// Adds a link to what is written, and the end of all others but so many of the newest.
    pub(super) async fn link_into(
        &self,
        batch: &mut Batch,
        account: Option<AccountId>,
        kept: usize,
    ) -> Result<Token, StoreError> {
        let mut others = self.store.invitations_for(account).await?;
        others.sort_by_key(|link| std::cmp::Reverse(link.made_at));
        for older in others.into_iter().skip(kept) {
            batch.removals.push((Key::Invitation(older.hash), older.revision));
        }
        let (token, now) = (Token::random(), self.clock.now());
        batch.insert(Record::Invitation(Invitation {
            hash: token.hash(),
            account,
            made_at: now,
            ends: now.checked_add(self.invitation).unwrap_or(now),
            revision: 1,
        }));
        Ok(token)
    }

    /// What a link is good for, if anything.
    ///
    /// # Errors
    /// What the store says.
    pub async fn usable(&self, token: &Token) -> Result<Option<Usable>, StoreError> {
        let Some(invitation) = self.store.invitation(token.hash()).await? else {
            return Ok(None);
        };
        if self.clock.now() >= invitation.ends {
            return Ok(None);
        }
        let account = match invitation.account {
            None => None,
            Some(id) => match self.store.account(id).await? {
                Some(account) if !account.disabled => Some(account),
                Some(_) | None => return Ok(None),
            },
        };
        Ok(Some(Usable { invitation, account }))
    }

    /// Uses a link: sets the password, or makes the administrator, ends all sessions of theirs and begins one.
    ///
    /// # Errors
    /// [`AccountError::Refused`] says what is wrong with what was filled in; the link can be used again then.
    pub async fn use_link(&self, usable: &Usable, filled: Filled) -> Result<Token, AccountError> {
        let address = match &usable.account {
            Some(account) => account.email.clone(),
            None => email(&filled.email)?,
        };
        let called = match &usable.account {
            Some(account) => account.name.clone(),
            None => name(&filled.name)?,
        };
        judge(&filled.password, &address)?;
        let password = self.passwords.hash(filled.password).await?;
        for _ in 0..TRIES {
            let (batch, token) = self.using(usable, (&called, &address), &password).await?;
            match self.store.commit(batch).await {
                // Somebody was faster; look again whether the link is still there.
                Err(StoreError::Conflict { .. }) => {}
                done => return Ok(done.map(|()| token)?),
            }
        }
        Err(AccountError::refused("The desk is very busy. Try again in a moment."))
    }

    /// What using a link writes: the password, the end of the link, a session.
    async fn using(
        &self,
        usable: &Usable,
        (called, address): (&str, &str),
        password: &PasswordHash,
    ) -> Result<(Batch, Token), AccountError> {
        let (mut batch, now) = (Batch::new(), self.clock.now());
        let next = match &usable.account {
            Some(account) => {
                let present = self.store.account(account.id).await?.ok_or_else(nobody)?;
                let next = present.with_password(password.clone(), present.as_actor(), now);
                batch.update(Record::Account(Box::new(next.clone())));
                next
            }
            None => {
                let id = self.next_id(address).await?;
                let (name, email) = (called.to_owned(), address.to_owned());
                let made = Account::new(id, name, email, Role::Administrator, By::Operator, now);
                let mut next = made.with_password(password.clone(), made.as_actor(), now);
                next.revision = 1;
                batch.insert(Record::Account(Box::new(next.clone())));
                next
            }
        };
        let links = self.store.invitations_for(usable.invitation.account).await?;
        let is_there = links.iter().any(|link| link.hash == usable.invitation.hash);
        if next.disabled || !is_there {
            return Err(AccountError::refused("This link was used already."));
        }
        let ends = links
            .into_iter()
            .map(|link| (Key::Invitation(link.hash), link.revision));
        batch.removals.extend(ends);
        let token = self.session_into(&mut batch, &next, next.credential(), None);
        Ok((batch, token))
    }

    /// The number of the next account, if nobody has the address.
    pub(super) async fn next_id(&self, email: &str) -> Result<AccountId, AccountError> {
        // The number first: of two who take the same address at once, one then finds the number taken.
        let next = AccountId(self.store.accounts().await?.len() as u64 + 1);
        if self.store.account_by_email(email).await?.is_some() {
            let words = "Somebody uses the desk with this e-mail address already.";
            return Err(AccountError::refused(words));
        }
        Ok(next)
    }
}

pub(super) fn nobody() -> AccountError {
    AccountError::refused("There is no such account.")
}

/// Somebody else changed the same account meanwhile.
pub(super) fn faster(error: StoreError) -> AccountError {
    if matches!(error, StoreError::Conflict { .. }) {
        let words = "Somebody else changed this account just now. Nothing was changed; look at it again.";
        return AccountError::refused(words);
    }
    error.into()
}
