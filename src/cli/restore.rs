//! `greenroom restore`: a backup becomes a store again. The daemon must be stopped.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::out;
use crate::backup::restore::{self, Keys, Now, Report};
use crate::clock::{Clock, SystemClock};
use crate::config::{AfterCommit, Config};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The file that `backup` wrote.
    file: PathBuf,
    /// A copy of link.key, for a backup without it.
    #[arg(long, conflicts_with = "without_link_key")]
    link_key: Option<PathBuf>,
    /// There is no copy of link.key any more. Links that were queued cannot be sent then; give these people new ones.
    #[arg(long)]
    without_link_key: bool,
    /// The clock of this machine is right, although it stands before the backup: it was wrong when the backup was made.
    #[arg(long)]
    clock_is_right: bool,
}

pub(super) async fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let keys = match (&options.link_key, options.without_link_key) {
        (Some(path), _) => Keys::File(path),
        (None, true) => Keys::Lost,
        (None, false) => Keys::Own,
    };
    let folder = config.resolve(&config.store.path);
    let now = Now {
        at: SystemClock.now(),
        is_confirmed: options.clock_is_right,
    };
    let report = restore::restore(&options.file, &folder, keys, now).await?;
    out::line(format_args!(
        "Read {} records and {} mails from {} into {}.",
        report.counts.records,
        report.counts.mails,
        options.file.display(),
        folder.display()
    ))?;
    say(config, &report)?;
    Ok(ExitCode::SUCCESS)
}

/// What a person has to do before all is as it was.
fn say(config: &Config, report: &Report) -> anyhow::Result<()> {
    let at = report.backup_at;
    if report.counts.missing > 0 {
        let missing = report.counts.missing;
        out::line(format_args!(
            "{missing} raw mails were missing when the backup was made."
        ))?;
    }
    out::line(format_args!(
        "\nNothing that happened after {at:.0} is known here:\n\
         - {} tickets wait for a person. `greenroom ticket restored` lists them, with --settle once what was decided since is \
         decided again.\n\
         - {} people have perhaps been sent a link since then. Each is for a person to decide about.\n\
         - Links that went out since then do not work any more.\n\
         - New tickets begin with {}, because numbers below were perhaps given out.",
        report.tickets, report.perhaps_sent, report.next_ticket
    ))?;
    for imap in &config.source.imap {
        if let AfterCommit::Move { folder } = &imap.after {
            out::line(format_args!(
                "- What came into {:?} since then was moved to {folder:?}: move these mails back into {} before you start \
                 greenroom, or they are not read.",
                imap.name,
                imap.folders.join(", ")
            ))?;
        }
    }
    out::line("Mails that came since then and are still in a watched folder are read again.")?;
    Ok(())
}
