//! `greenroom run`: the daemon. Ends cleanly on SIGTERM and Ctrl-C; being killed is as safe.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{info, warn};

use super::out;
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Do all that there is to do now, and end; for a timer of the system instead of a daemon. The pages are not served.
    #[arg(long)]
    once: bool,
}

pub(super) async fn run(config: Config, options: &Options) -> anyhow::Result<ExitCode> {
    let app = App::open(config, Arc::new(SystemClock)).await?;
    if options.once {
        return once(&app).await;
    }
    let (stop, stopped) = watch::channel(false);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        // Said first: whatever becomes of the log, we stop. Nobody listens any more when everything has ended already.
        let _ = stop.send(true);
        info!("stopping");
    });
    first_administrator(&app).await?;
    app.run(stopped).await?;
    Ok(ExitCode::SUCCESS)
}

/// While nobody can administer the desk, whoever starts the daemon gets the link that makes the first who can.
async fn first_administrator(app: &App) -> anyhow::Result<()> {
    let Some(token) = app.accounts.first_link().await? else {
        return Ok(());
    };
    let (desk, link) = (&app.config.desk, app.config.desk.welcome(&token.reveal()));
    let words = format!(
        "Nobody can administer the desk yet. Whoever opens this link becomes its first administrator.\nIt works once, within \
         {} hours, until the next start:\n\n  {link}\n",
        desk.invitation_hours
    );
    if out::line(words).is_err() {
        // Mail must be taken in all the same.
        warn!(
            "the link for the first administrator could not be printed; `greenroom account administrator` makes another"
        );
    }
    Ok(())
}

async fn once(app: &App) -> anyhow::Result<ExitCode> {
    let folders = app.take_in(|_| {}).await;
    let done = app.settle().await?;
    info!(done, "all that there was to do is done");
    for folder in folders {
        if let Some(error) = folder.error {
            anyhow::bail!("{}: {error}", folder.folder);
        }
    }
    Ok(ExitCode::SUCCESS)
}
