//! `greenroom rehearse`: reads every stored mail again with the present reader and profile, and lists what would change.
//!
//! For the operator, before a new version or a changed profile goes live. Changes nothing; the daemon must be stopped.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use super::out;
use crate::app::open_store;
use crate::config::{Config, check};
use crate::pipeline::rehearsal::{Change, compare};
use crate::store::{Record, Store};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Print JSON, one object a mail.
    #[arg(long)]
    json: bool,
    /// End with an error when anything would change.
    #[arg(long)]
    strict: bool,
}

#[derive(Default)]
struct Counts {
    read: usize,
    changed: usize,
    values: usize,
    activated: usize,
}

pub(super) async fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let profile = check::profile(config).map_err(anyhow::Error::msg)?;
    let store: Arc<dyn Store> = open_store(config)?;
    let mut counts = Counts::default();
    let mut batches = store.batches();
    while let Some(records) = batches.next().await? {
        for record in records {
            let Record::Reading(row) = record else { continue };
            let Some(raw) = store.raw(row.mail).await? else {
                continue;
            };
            let present = greenroom_parsers::read(&raw, &profile).extraction;
            let changes = compare(&row.extraction, &present);
            counts.read += 1;
            counts.changed += usize::from(!changes.is_empty());
            counts.values += changes.len();
            counts.activated += changes.iter().filter(|change| change.activates).count();
            print(options, &row.mail.to_string(), &changes)?;
        }
    }
    if !options.json {
        out::line(format_args!(
            "{} mails read again: {} would be read otherwise, in {} values; {} people would be activated who were not.",
            counts.read, counts.changed, counts.values, counts.activated
        ))?;
    }
    let failed = options.strict && counts.changed > 0;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn print(options: &Options, mail: &str, changes: &[Change]) -> anyhow::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    if options.json {
        out::line(json!({ "mail": mail, "changes": changes }))?;
        return Ok(());
    }
    out::line(format_args!("mail {mail}"))?;
    for change in changes {
        let mark = if change.activates { "!!" } else { "  " };
        let who = change.who.as_deref().unwrap_or("the mail");
        out::line(format_args!(
            "  {mark} {who}: {} was {}, would be {}",
            change.what, change.was, change.is
        ))?;
    }
    Ok(())
}
