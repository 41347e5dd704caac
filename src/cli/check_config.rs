//! `greenroom check-config`: prints what is in effect. Secrets are never part of a configuration, so none is printed.

use std::process::ExitCode;

use super::out;
use crate::app;
use crate::config::{Config, check};

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    app::profile(config)?;
    out::line(check::effective(config))?;
    Ok(ExitCode::SUCCESS)
}
