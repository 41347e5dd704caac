//! What has to happen before anything is sent after a start: the mailboxes are looked at, and what they hold is settled.
//!
//! While the program was down, links became due and mails came, and one of those mails may say "stop". Without this the
//! clock would be faster than the reader. It does not wait for ever: a mailbox that cannot be reached must not keep
//! everybody from their link. Nothing is kept, so a crash here loses nothing.

use std::sync::Arc;
use std::time::Duration;

use tracing::{info, warn};

use crate::clock::SharedClock;
use crate::intake::Status;
use crate::store::{Find, Index, Store, StoreError};

/// After so long links go out although a mailbox was not read to its end.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Returns once every folder was read to its end and every mail has its outcome, or when that takes too long.
pub async fn first_look(status: &Status, store: &Arc<dyn Store>, clock: &SharedClock) {
    tokio::select! {
        result = all_is_settled(status, store) => match result {
            Ok(()) => info!("the mailboxes were looked at; links go out from now on"),
            Err(error) => warn!(%error, "nobody knows whether all mails are settled; links go out all the same"),
        },
        () = clock.sleep(LONGEST_WAIT) => {
            warn!("a mailbox could not be read to its end since the start; links go out all the same");
        }
    }
}

async fn all_is_settled(status: &Status, store: &Arc<dyn Store>) -> Result<(), StoreError> {
    let mut folders = status.subscribe();
    // The sender is in `status`, so waiting cannot fail while we are here.
    let _ = folders
        .wait_for(|folders| folders.values().all(|folder| folder.passes > 0))
        .await;
    let mut commits = store.commits();
    loop {
        commits.borrow_and_update();
        if store.find(Find::first(Index::MailPending, 1)).await?.is_empty() {
            return Ok(());
        }
        if commits.changed().await.is_err() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::clock::VirtualClock;
    use crate::domain::mail::FolderKey;
    use crate::store::sled::SledStore;

    #[tokio::test]
    async fn waits_for_every_folder_and_not_for_ever() {
        let dir = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(SledStore::open(dir.path()).unwrap());
        let hands = VirtualClock::new(Timestamp::UNIX_EPOCH);
        let clock: SharedClock = Arc::new(hands.clone());
        let folder = FolderKey {
            source: "in".into(),
            folder: "INBOX".into(),
        };
        let status = Status::new([folder.clone()]);
        let mut waiting = Box::pin(first_look(&status, &store, &clock));
        let is_open = tokio::select! { biased; () = &mut waiting => true, () = std::future::ready(()) => false };
        assert!(!is_open, "nobody has looked into the folder");
        status.failed(&folder, clock.now(), "not reached".into());
        let is_open = tokio::select! { biased; () = &mut waiting => true, () = std::future::ready(()) => false };
        assert!(!is_open, "a failure is no look");
        hands.set("1970-01-01T00:02:00Z".parse().unwrap());
        waiting.await;
        status.passed(&folder, clock.now(), None);
        first_look(&status, &store, &clock).await;
    }
}
