//! Tries an account without changing anything in it, for `greenroom doctor` and for the audit.

use std::path::Path;

use crate::config::ImapConfig;
use crate::intake::error::IntakeError;

use super::connect::connect;

/// What a trial found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Whether new mail is announced at once; else it is looked for every `poll_seconds`.
    pub can_idle: bool,
    /// Whether messages can be moved in one step.
    pub can_move: bool,
    /// Each configured folder.
    pub folders: Vec<ProbedFolder>,
}

/// A folder that could be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbedFolder {
    /// Its name, as configured.
    pub name: String,
    /// How many messages it has.
    pub exists: u32,
    /// Its UIDVALIDITY.
    pub uid_validity: u32,
}

/// Connects, logs in and opens each folder to read.
///
/// # Errors
/// An [`IntakeError`] whose sentence says what was expected, what was found, and what to change.
pub async fn probe(config: &ImapConfig, base: &Path) -> Result<Probe, IntakeError> {
    let mut session = connect(config, base).await?;
    let mut folders = Vec::new();
    for name in &config.folders {
        let opened = session.open(name, true).await?;
        folders.push(ProbedFolder {
            name: name.clone(),
            exists: opened.exists,
            uid_validity: opened.uid_validity,
        });
    }
    let probe = Probe {
        can_idle: session.can("IDLE"),
        can_move: session.can("MOVE") || session.can("IMAP4REV2"),
        folders,
    };
    session.log_out().await;
    Ok(probe)
}

/// The UIDVALIDITY of a folder and every UID in it.
pub(crate) async fn uids(config: &ImapConfig, base: &Path, folder: &str) -> Result<(u32, Vec<u32>), IntakeError> {
    let mut session = connect(config, base).await?;
    let opened = session.open(folder, true).await?;
    let uids = session.all_uids(opened).await?;
    session.log_out().await;
    Ok((opened.uid_validity, uids))
}
