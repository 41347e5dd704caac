//! `greenroom check-config`: prints what is in effect. Secrets are never part of a configuration, so none is printed.

use std::process::ExitCode;

use super::out;
use crate::config::{Config, check};

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    check::profile(config).map_err(anyhow::Error::msg)?;
    out::line(check::effective(config))?;
    Ok(ExitCode::SUCCESS)
}
