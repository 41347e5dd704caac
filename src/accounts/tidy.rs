//! Takes away, each night, sessions that have ended, links that nobody used in time, and sign-ins that nobody came back from. They count for nothing any more;
//! this only keeps the store small.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::config::DeskConfig;
use crate::store::{Batch, Find, Index, Key, Record, Store, StoreError};

/// So many are looked at and taken away in one go.
const AT_ONCE: usize = 200;

/// Removes what has ended, and says how much.
///
/// # Errors
/// What the store says; what was removed before stays removed.
pub async fn tidy(store: &Arc<dyn Store>, config: &DeskConfig, now: Timestamp) -> Result<usize, StoreError> {
    let idle = SignedDuration::from_mins(config.idle_minutes.into());
    let whole = SignedDuration::from_hours(config.session_hours.into());
    let mut removed = 0;
    for index in [Index::SessionByAccount, Index::InvitationByAccount, Index::SignInByEnd] {
        let mut find = Find::first(index, AT_ONCE);
        loop {
            let found = store.find(find.clone()).await?;
            let Some(last) = found.last().cloned() else { break };
            for (_, key) in found {
                let record = store.get(&key).await?;
                let has_ended = match &record {
                    Some(Record::Session(session)) => !session.is_live(now, idle, whole),
                    Some(Record::Invitation(invitation)) => invitation.ends <= now,
                    Some(Record::SignIn(sign_in)) => sign_in.ends <= now,
                    Some(_) | None => false,
                };
                if let Some(record) = record.filter(|_| has_ended) {
                    removed += usize::from(remove(store, key, record.revision()).await?);
                }
            }
            find.after = Some(last);
        }
    }
    Ok(removed)
}

/// Removes a record, unless somebody has just used it.
async fn remove(store: &Arc<dyn Store>, key: Key, revision: u64) -> Result<bool, StoreError> {
    let mut batch = Batch::new();
    batch.removals.push((key, revision));
    match store.commit(batch).await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict { .. }) => Ok(false),
        Err(failure) => Err(failure),
    }
}
