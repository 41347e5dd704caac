//! `greenroom backfill`: takes in once whatever is in the mailboxes, however much and however old, with a progress bar.
//!
//! It can be stopped at any moment and run again; what is stored already is recognised.

use std::sync::Arc;

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};

use super::out;
use crate::clock::SharedClock;
use crate::config::Config;
use crate::intake::{self, Progress};
use crate::store::Store;

/// Goes once over every source.
///
/// # Errors
/// When a folder could not be read to its end; what was taken of it is safe, and the others were read.
pub(super) async fn run(config: &Config, store: &Arc<dyn Store>, clock: &SharedClock) -> anyhow::Result<()> {
    let bar = ProgressBar::new(0);
    let look = "{bar:40} {human_pos}/{human_len} messages, {msg}, {eta} to go";
    bar.set_style(ProgressStyle::with_template(look)?);
    let results = intake::everything(config, store, clock, |progress| show(&bar, progress)).await;
    bar.finish_and_clear();
    if results.is_empty() {
        bail!("there is no source to read from; add a `[[source.imap]]`, `[[source.maildir]]` or `[[source.files]]`");
    }
    let mut failed = 0;
    for result in &results {
        let report = result.report;
        out::line(format_args!(
            "{}: {} new, {} known already, {} refused, {} vanished",
            result.folder, report.new_mails, report.again, report.refused, report.vanished
        ))?;
        if let Some(error) = &result.error {
            failed += 1;
            out::line(format_args!("  not read to its end: {error}"))?;
        }
    }
    if failed > 0 {
        bail!(
            "{failed} of {} folders could not be read to their end; run it again later",
            results.len()
        );
    }
    Ok(())
}

fn show(bar: &ProgressBar, progress: Progress) {
    match progress {
        Progress::Found { folder, messages, .. } => {
            bar.inc_length(messages);
            bar.set_message(folder.to_string());
        }
        Progress::Taken { messages, .. } => bar.inc(messages),
        Progress::Failed { folder, .. } => bar.set_message(format!("{folder} failed")),
    }
}
