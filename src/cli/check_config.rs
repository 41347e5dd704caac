//! `greenroom check-config`: prints what is in effect. Secrets are never part of a configuration, so none is printed.
#![expect(clippy::print_stdout, reason = "this command prints")]

use std::process::ExitCode;

use crate::app;
use crate::config::{Config, check};

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    app::profile(config)?;
    println!("{}", check::effective(config));
    Ok(ExitCode::SUCCESS)
}
