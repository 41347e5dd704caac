//! Every folder that mail is taken from, of whatever kind, behind one enum.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::config::Config;
use crate::domain::mail::FolderKey;

use super::error::IntakeError;
use super::files::Files;
use super::imap::ImapFolder;
use super::maildir::Maildir;
use super::pass::{Pass, Tools};
use super::watch::stopped;

/// A folder that mail is taken from.
#[derive(Debug)]
pub(crate) enum Source {
    Imap(Box<ImapFolder>),
    Maildir(Box<Maildir>),
    Files(Box<Files>),
}

/// How the folders are gone over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Again and again: what is above the cursor, and files that look the same in two passes.
    Watching,
    /// Once, and all of it: also what is below the cursor and has no row, and each file that is there.
    Whole,
    /// As `Whole`, and also what was left because it is old.
    Everything,
}

/// Every folder of the configuration.
pub(crate) fn sources(config: &Config, manner: Manner) -> Vec<Source> {
    let mut found = Vec::new();
    for imap in &config.source.imap {
        let shared = Arc::new(imap.clone());
        for folder in &imap.folders {
            let folder = ImapFolder::new(Arc::clone(&shared), config.base.clone(), folder, manner);
            found.push(Source::Imap(Box::new(folder)));
        }
    }
    for maildir in &config.source.maildir {
        let path = config.resolve(&maildir.path);
        found.push(Source::Maildir(Box::new(Maildir::new(maildir.clone(), path))));
    }
    for files in &config.source.files {
        let path = config.resolve(&files.path);
        found.push(Source::Files(Box::new(Files::new(files.clone(), path, manner))));
    }
    found
}

impl Source {
    pub(crate) fn key(&self) -> &FolderKey {
        match self {
            Self::Imap(folder) => &folder.key,
            Self::Maildir(folder) => &folder.key,
            Self::Files(folder) => &folder.key,
        }
    }

    /// Takes in everything that is new. After an error nothing of a connection is kept.
    pub(crate) async fn pass(&mut self, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        match self {
            Self::Imap(folder) => Box::pin(folder.pass(tools, pass)).await,
            Self::Maildir(folder) => Box::pin(folder.pass(tools, pass)).await,
            Self::Files(folder) => Box::pin(folder.pass(tools, pass)).await,
        }
    }

    /// Returns when it is time to look again.
    pub(crate) async fn wait(&mut self, tools: &Tools, stop: &mut watch::Receiver<bool>) -> Result<(), IntakeError> {
        let poll_seconds = match self {
            Self::Imap(folder) => {
                if folder.idle_until_news(tools, stop).await? {
                    return Ok(());
                }
                folder.config.poll_seconds
            }
            Self::Maildir(folder) => folder.config.poll_seconds,
            Self::Files(folder) => folder.config.poll_seconds,
        };
        tokio::select! {
            () = tools.clock.sleep(Duration::from_secs(poll_seconds.max(1))) => {}
            () = stopped(stop) => {}
        }
        Ok(())
    }

    /// Says goodbye where that is polite.
    pub(crate) async fn close(self) {
        if let Self::Imap(mut folder) = self
            && let Some(session) = folder.session.take()
        {
            Box::pin(session.log_out()).await;
        }
    }
}
