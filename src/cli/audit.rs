//! `greenroom audit`: recounts every mailbox against the ledger and names what is unexplained. Changes nothing.

use std::sync::Arc;

use anyhow::bail;

use super::out;
use crate::config::Config;
use crate::intake::audit::{FolderAudit, recount};
use crate::store::Store;

/// How many unexplained messages of a folder are named.
const NAMED: usize = 50;

/// Recounts every folder and prints a table.
///
/// # Errors
/// When a message is unexplained or a folder could not be recounted, so that the exit status tells.
pub(super) async fn run(config: &Config, store: &Arc<dyn Store>) -> anyhow::Result<()> {
    let audits = recount(config, store).await?;
    if audits.is_empty() {
        bail!("there is no source to recount; add a `[[source.imap]]`, `[[source.maildir]]` or `[[source.files]]`");
    }
    out::line(table(&audits))?;
    let unexplained: usize = audits.iter().map(|audit| audit.unexplained.len()).sum();
    let failed = audits.iter().filter(|audit| audit.error.is_some()).count();
    if failed > 0 {
        bail!(
            "{failed} of {} folders could not be recounted; {unexplained} messages are unexplained",
            audits.len()
        );
    }
    if unexplained > 0 {
        bail!("{unexplained} messages are unexplained");
    }
    out::line(format_args!("Every message is explained."))?;
    Ok(())
}

/// One line for each folder, and below it what is unexplained there.
fn table(audits: &[FolderAudit]) -> String {
    let width = audits
        .iter()
        .map(|audit| audit.folder.to_string().chars().count())
        .max();
    let width = width.unwrap_or_default().max("folder".len());
    let mut lines = vec![format!(
        "{:<width$}  {:>8}  {:>8}  {:>8}  {:>8}  {:>11}",
        "folder", "present", "stored", "refused", "old", "unexplained"
    )];
    for audit in audits {
        let folder = audit.folder.to_string();
        if let Some(error) = &audit.error {
            lines.push(format!("{folder:<width$}  not recounted: {error}"));
            continue;
        }
        let (present, stored, refused, old) = (audit.present, audit.stored, audit.refused, audit.old);
        let unexplained = audit.unexplained.len();
        lines.push(format!(
            "{folder:<width$}  {present:>8}  {stored:>8}  {refused:>8}  {old:>8}  {unexplained:>11}"
        ));
        for message in audit.unexplained.iter().take(NAMED) {
            let uid = message.key.uid.trim_start_matches('0');
            lines.push(format!("    {uid}: {}", message.what.words()));
        }
        if unexplained > NAMED {
            lines.push(format!("    … and {} more", unexplained - NAMED));
        }
    }
    lines.join("\n")
}
