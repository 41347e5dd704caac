//! Tells the mailbox that messages are stored for good: a keyword, or a move.
//!
//! Comes strictly after the commit. Doing it twice does no harm: what is gone already is left out first. No message
//! that was not taken in is ever removed, not even one that somebody else marked as deleted.

use std::time::Duration;

use crate::config::AfterCommit;
use crate::intake::error::IntakeError;

use super::name;
use super::session::Session;

/// How long a server may take to move a batch.
const MOVE_LIMIT: Duration = Duration::from_secs(300);

impl Session {
    /// Does with `uids` of the open folder what the configuration asks for.
    pub(crate) async fn tell(&mut self, after: &AfterCommit, uids: &[u32]) -> Result<(), IntakeError> {
        if *after == AfterCommit::Leave {
            return Ok(());
        }
        let uids: Vec<u32> = self.present(uids).await?.into_keys().collect();
        if uids.is_empty() {
            return Ok(());
        }
        match after {
            AfterCommit::Leave => Ok(()),
            AfterCommit::Flag { keyword } => {
                let command = format!("UID STORE {} +FLAGS.SILENT ({keyword})", name::set(&uids));
                self.run("flagging taken messages", &command, |_| {}).await
            }
            AfterCommit::Move { folder } => self.move_to(folder, &uids).await,
        }
    }

    async fn move_to(&mut self, folder: &str, uids: &[u32]) -> Result<(), IntakeError> {
        let doing = "moving taken messages";
        let target = Box::pin(self.target(folder)).await?;
        if self.open_folder.as_ref().is_some_and(|open| is_same(open, &target)) {
            return Err(IntakeError::Refused {
                place: self.wire.place().to_owned(),
                doing,
                words: "they are in that folder already; name another one in `after`".into(),
            });
        }
        let set = name::set(uids);
        if self.can("MOVE") || self.can("IMAP4REV2") {
            let command = format!("UID MOVE {set} {target}");
            return self.wire.command(doing, &command, MOVE_LIMIT, |_| {}).await;
        }
        let copy = format!("UID COPY {set} {target}");
        self.wire.command(doing, &copy, MOVE_LIMIT, |_| {}).await?;
        let mark = format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)");
        self.run(doing, &mark, |_| {}).await?;
        self.expunge(uids, &set).await
    }

    /// Removes messages that were copied away and marked.
    async fn expunge(&mut self, uids: &[u32], set: &str) -> Result<(), IntakeError> {
        let doing = "removing moved messages";
        if self.can("UIDPLUS") || self.can("IMAP4REV2") {
            return self.run(doing, &format!("UID EXPUNGE {set}"), |_| {}).await;
        }
        // A plain EXPUNGE removes whatever is marked, also by somebody else, so it is only used when all of it is ours.
        let marked = self.search(doing, "DELETED").await?;
        if marked.iter().all(|uid| uids.contains(uid)) {
            self.run(doing, "EXPUNGE", |_| {}).await
        } else {
            tracing::info!("moved messages stay marked as deleted, because somebody else marked others in this folder");
            Ok(())
        }
    }
}

/// Whether two quoted names mean one folder; INBOX is INBOX in any letters.
fn is_same(one: &str, other: &str) -> bool {
    one == other || [one, other].iter().all(|name| name.eq_ignore_ascii_case("\"INBOX\""))
}
