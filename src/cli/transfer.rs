//! `greenroom export` and `greenroom import`: everything that is kept, as JSON Lines. The daemon must be stopped.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::out;
use crate::app::open_store;
use crate::config::Config;
use crate::store::transfer;

#[derive(Debug, Args)]
pub(super) struct ExportOptions {
    /// The file to write. It gets its name only when it is complete.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// The file that `export` wrote.
    file: PathBuf,
}

pub(super) async fn export(config: &Config, options: &ExportOptions) -> anyhow::Result<ExitCode> {
    let store = open_store(config)?;
    let unfinished = options.file.with_extension("unfinished");
    let file = File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
    let mut out = BufWriter::new(file);
    let counts = transfer::export(&store, &mut out).await?;
    out.flush()?;
    out.get_ref().sync_all()?;
    std::fs::rename(&unfinished, &options.file).with_context(|| options.file.display().to_string())?;
    out::line(format_args!(
        "Wrote {} records and {} mails to {}.",
        counts.records,
        counts.mails,
        options.file.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn import(config: &Config, options: &ImportOptions) -> anyhow::Result<ExitCode> {
    let open = || File::open(&options.file).with_context(|| options.file.display().to_string());
    // First the whole file is read, so that a damaged one changes nothing.
    transfer::check(BufReader::new(open()?))?;
    let store = open_store(config)?;
    let counts = transfer::import(&store, BufReader::new(open()?)).await?;
    out::line(format_args!(
        "Read {} records and {} mails from {}.",
        counts.records,
        counts.mails,
        options.file.display()
    ))?;
    let folder = config.resolve(&config.store.path);
    if !folder.join("link.key").exists() {
        out::line(format_args!(
            "No export holds the key that links are made with: copy link.key from the old store's folder to {} before you \
             start greenroom, or links that are still to go out cannot be made.",
            folder.display()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
