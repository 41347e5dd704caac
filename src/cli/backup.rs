//! `greenroom backup`: everything in one file, whether the daemon runs or not.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::client::Client;
use super::out;
use crate::app::open_store;
use crate::backup::file::NewFile;
use crate::backup::{self, Found};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::outbound::key_file;
use crate::store::transfer::Exporting;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The file to write, or a folder in which it gets a name made of the time. Nothing is ever written over.
    place: PathBuf,
    /// Leave the key that links are made with out of it, because you keep `link.key` elsewhere.
    #[arg(long)]
    without_link_key: bool,
}

pub(super) async fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let path = path_of(&options.place);
    let key = config.resolve(&config.store.path).join("link.key");
    let keys = match options.without_link_key {
        true => Vec::new(),
        false => key_file::load_all(&key)?.with_context(|| {
            let shown = key.display();
            format!("there is no key of the links at {shown}; if you keep it elsewhere, say --without-link-key")
        })?,
    };
    let mut file = NewFile::begin(&path)?;
    file.write_all(&backup::front(&keys))?;
    let file = match Client::of_daemon(config, "operator").await? {
        Some(daemon) => copied(daemon.stream("backup").await?, file).await?,
        None => written(config, file).await?,
    };
    let found = tokio::task::spawn_blocking(|| file.finish()).await??;
    say(&path, &found)?;
    Ok(ExitCode::SUCCESS)
}

/// In a folder each backup has a name of its own.
fn path_of(place: &Path) -> PathBuf {
    if place.is_dir() {
        let now = SystemClock.now().strftime("%Y-%m-%dT%H%M%SZ");
        place.join(format!("greenroom-{now}.backup"))
    } else {
        place.to_owned()
    }
}

/// Takes what the daemon sends.
async fn copied(mut lines: impl Read + Send + 'static, mut file: NewFile) -> anyhow::Result<NewFile> {
    tokio::task::spawn_blocking(move || {
        std::io::copy(&mut lines, &mut file).context("the backup was cut off")?;
        Ok(file)
    })
    .await?
}

/// Nobody has the store open, so it is read here.
async fn written(config: &Config, mut file: NewFile) -> anyhow::Result<NewFile> {
    let folder = config.resolve(&config.store.path);
    anyhow::ensure!(
        folder.join("sled").exists(),
        "there is no store at {}",
        folder.display()
    );
    let store = open_store(config)?;
    let mut exporting = Exporting::begin(&store, Some(SystemClock.now())).await?;
    while let Some(lines) = exporting.next().await? {
        file.write_all(&lines)?;
    }
    Ok(file)
}

fn say(path: &Path, found: &Found) -> anyhow::Result<()> {
    let (counts, shown) = (found.export.counts, path.display());
    let at = found.export.at.unwrap_or_default();
    out::line(format_args!(
        "Wrote {} records and {} mails, as they were at {at:.0}, to {shown}, and read all of it once more.",
        counts.records, counts.mails
    ))?;
    if counts.missing > 0 {
        out::line(format_args!(
            "{} raw mails are not in it, because the store does not have them as they arrived; look into the log.",
            counts.missing
        ))?;
    }
    if found.link_keys.is_empty() {
        out::line("The key that links are made with is not in it: keep a copy of link.key elsewhere.")?;
    } else {
        out::line(
            "It holds every name, every mail and the key that links are made with: whoever can read it can make every \
             link that is live. Only you can read it (mode 600); keep it like a password.",
        )?;
    }
    Ok(())
}
