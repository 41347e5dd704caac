//! Views of the queue that somebody keeps: named, in an order, their own.

use super::{AccountError, Accounts};
use crate::domain::account::{Account, LONGEST_VIEW_NAME, MOST_VIEWS, View};
use crate::domain::ids::AccountId;
use crate::store::{Batch, Record, StoreError};

/// Somebody's other page may write the account meanwhile.
const TRIES: usize = 5;

impl Accounts {
    /// Keeps a view; one of the same name is replaced.
    ///
    /// # Errors
    /// [`AccountError::Refused`] for a name that does not fit, and for more views than anybody needs.
    pub async fn keep_view(&self, id: AccountId, view: View) -> Result<(), AccountError> {
        let name = view.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST_VIEW_NAME || name.chars().any(char::is_control) {
            let words = format!("A view has a name of 1 to {LONGEST_VIEW_NAME} characters.");
            return Err(AccountError::refused(words));
        }
        let view = View { name, ..view };
        self.with_views(id, |views| {
            if let Some(known) = views.iter_mut().find(|known| known.name == view.name) {
                known.clone_from(&view);
                return Ok(());
            }
            if views.len() == MOST_VIEWS {
                let words = format!("{MOST_VIEWS} views are kept already. Remove one first.");
                return Err(AccountError::refused(words));
            }
            views.push(view.clone());
            Ok(())
        })
        .await
    }

    /// Removes a view, if it is there.
    ///
    /// # Errors
    /// What the store says.
    pub async fn remove_view(&self, id: AccountId, name: &str) -> Result<(), AccountError> {
        let change = |views: &mut Vec<View>| {
            views.retain(|view| view.name != name);
            Ok(())
        };
        self.with_views(id, change).await
    }

    async fn with_views(
        &self,
        id: AccountId,
        change: impl Fn(&mut Vec<View>) -> Result<(), AccountError>,
    ) -> Result<(), AccountError> {
        let mut tries = 0;
        loop {
            let account = self.store.account(id).await?;
            let account = account.ok_or_else(|| AccountError::refused("There is no such account."))?;
            let mut views = account.views.clone();
            change(&mut views)?;
            if views == account.views {
                return Ok(());
            }
            let mut batch = Batch::new();
            batch.update(Record::Account(Box::new(Account {
                views,
                revision: account.revision + 1,
                ..account
            })));
            tries += 1;
            match self.store.commit(batch).await {
                Err(StoreError::Conflict { .. }) if tries < TRIES => {}
                other => return Ok(other?),
            }
        }
    }
}
