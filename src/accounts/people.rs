//! Inviting people, changing their role, disabling them. Only administrators do, and one who can sign in is always left.

use super::links::{faster, nobody};
use super::{AccountError, Accounts, Token, email, name};
use crate::domain::account::{Account, By, Role, What};
use crate::domain::ids::AccountId;
use crate::store::{Batch, Expected, Record, StoreError, Write};

/// Who says who uses the desk.
#[derive(Debug, Clone, Copy)]
pub enum Authority<'a> {
    /// Somebody at the desk, who must be an administrator.
    Account(&'a Account),
    /// A program whose token lets it.
    Program(&'a str),
}

impl<'a> From<&'a Account> for Authority<'a> {
    fn from(account: &'a Account) -> Self {
        Self::Account(account)
    }
}

impl Authority<'_> {
    /// As it stands in the history.
    pub(super) fn as_actor(self) -> By {
        match self {
            Self::Account(account) => account.as_actor(),
            Self::Program(name) => By::Program(name.to_owned()),
        }
    }
}

impl Accounts {
    /// Makes an account, and the link by which its owner sets a password.
    ///
    /// # Errors
    /// [`AccountError::Refused`] says what is wrong with the name or the address.
    pub async fn invite(
        &self,
        by: impl Into<Authority<'_>>,
        called: &str,
        address: &str,
        role: Role,
    ) -> Result<(Account, Token), AccountError> {
        let by = by.into();
        must_administer(by)?;
        let (called, address) = (name(called)?, email(address)?);
        let id = self.next_id(&address).await?;
        let account = Account::new(id, called, address, role, by.as_actor(), self.clock.now());
        let mut batch = Batch::new();
        batch.insert(Record::Account(Box::new(account.clone())));
        let token = self.link_into(&mut batch, Some(id), 0).await?;
        self.store.commit(batch).await.map_err(faster)?;
        Ok((account, token))
    }

    /// A new link for somebody who lost theirs or forgot the password.
    ///
    /// # Errors
    /// As [`Accounts::password_link`].
    pub async fn invite_again(
        &self,
        by: impl Into<Authority<'_>>,
        id: AccountId,
    ) -> Result<(Account, Token), AccountError> {
        let by = by.into();
        must_administer(by)?;
        let account = self.store.account(id).await?.ok_or_else(nobody)?;
        Ok((account, self.password_link(id, by.as_actor()).await?))
    }

    /// Gives somebody another role. `seen` is the revision that was looked at.
    ///
    /// # Errors
    /// [`AccountError::Refused`] when nobody would be left to administer, or somebody else was faster.
    pub async fn change_role(
        &self,
        by: impl Into<Authority<'_>>,
        id: AccountId,
        seen: u64,
        role: Role,
    ) -> Result<Account, AccountError> {
        let by = by.into();
        let account = self.seen(by, id, seen).await?;
        if account.role == role {
            return Ok(account);
        }
        let what = What::RoleChanged {
            old: account.role,
            new: role,
        };
        let next = account.after(what, by.as_actor(), self.clock.now());
        self.write(&account, next, Batch::new()).await
    }

    /// Takes the desk away from somebody, at once, or gives it back. All their sessions and links end.
    ///
    /// # Errors
    /// As [`Accounts::change_role`].
    pub async fn set_disabled(
        &self,
        by: impl Into<Authority<'_>>,
        id: AccountId,
        seen: u64,
        disabled: bool,
    ) -> Result<Account, AccountError> {
        let by = by.into();
        let account = self.seen(by, id, seen).await?;
        if account.disabled == disabled {
            return Ok(account);
        }
        let what = if disabled { What::Disabled } else { What::Enabled };
        let next = account.after(what, by.as_actor(), self.clock.now());
        let mut batch = Batch::new();
        if !disabled {
            // While it is disabled nothing of it counts; what was left must not come to life again.
            self.end_sessions_into(&mut batch, id).await?;
        }
        self.end_links_into(&mut batch, id).await?;
        self.write(&account, next, batch).await
    }

    /// Takes away that somebody comes in by what they are for a provider of OpenID Connect. Whoever has a confirmed address of this
    /// account there can link it anew.
    ///
    /// # Errors
    /// As [`Accounts::change_role`].
    pub async fn unlink(
        &self,
        by: impl Into<Authority<'_>>,
        id: AccountId,
        seen: u64,
        provider: &str,
    ) -> Result<Account, AccountError> {
        let by = by.into();
        let account = self.seen(by, id, seen).await?;
        if account.openid.is_none() {
            return Ok(account);
        }
        let next = account.unlinked(provider, by.as_actor(), self.clock.now());
        self.write(&account, next, Batch::new()).await
    }

    async fn seen(&self, by: Authority<'_>, id: AccountId, seen: u64) -> Result<Account, AccountError> {
        must_administer(by)?;
        let account = self.store.account(id).await?.ok_or_else(nobody)?;
        if account.revision != seen {
            let words = format!(
                "{} was changed by somebody else meanwhile. Nothing was changed; look again.",
                account.name
            );
            return Err(AccountError::refused(words));
        }
        Ok(account)
    }

    /// Writes an account. Where it stops being able to administer, another one who can is written with it, unchanged: so
    /// two administrators who take the role from each other at the same moment collide, and one is left.
    async fn write(&self, before: &Account, next: Account, mut batch: Batch) -> Result<Account, AccountError> {
        if before.is_able_administrator(&self.ways) && !next.is_able_administrator(&self.ways) {
            let Some(other) = self.stand_in(next.id).await? else {
                let words = format!(
                    "{} is the only administrator who can sign in. Make somebody else an administrator first.",
                    next.name
                );
                return Err(AccountError::refused(words));
            };
            batch.writes.push(other);
        }
        batch.update(Record::Account(Box::new(next.clone())));
        self.store.commit(batch).await.map_err(faster)?;
        Ok(next)
    }

    /// Another administrator who can sign in, to be written unchanged beside `id`, who stops being one.
    pub(super) async fn stand_in(&self, id: AccountId) -> Result<Option<Write>, StoreError> {
        let all = self.store.accounts().await?;
        let other = all
            .into_iter()
            .find(|other| other.id != id && other.is_able_administrator(&self.ways));
        Ok(other.map(|mut other| {
            let expected = Expected::Revision(other.revision);
            other.revision += 1;
            let record = Record::Account(Box::new(other));
            Write { record, expected }
        }))
    }
}

pub(super) fn must_administer(by: Authority<'_>) -> Result<(), AccountError> {
    let may = match by {
        Authority::Account(account) => account.administers(),
        Authority::Program(_) => true,
    };
    if may {
        return Ok(());
    }
    Err(AccountError::refused("Only administrators say who uses the desk."))
}
