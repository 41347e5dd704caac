//! `greenroom run`: the daemon. Ends cleanly on SIGTERM and Ctrl-C; being killed is as safe.

use std::process::ExitCode;
use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::info;

use crate::app::App;
use crate::clock::SystemClock;
use crate::config::Config;

pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let app = App::open(config, Arc::new(SystemClock)).await?;
    let (stop, stopped) = watch::channel(false);
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        info!("stopping");
        // Nobody listens any more when everything has ended already.
        let _ = stop.send(true);
    });
    app.run(stopped).await?;
    Ok(ExitCode::SUCCESS)
}
