//! `greenroom doctor`: tries everything that a run needs, and says what to mend. Fails when something would not work.

use std::process::ExitCode;

use super::out;
use crate::config::Config;
use crate::doctor::{self, Verdict};

pub(super) async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let findings = doctor::examine(config, Vec::new()).await;
    for finding in &findings {
        let mark = match finding.verdict {
            Verdict::Ok => "ok     ",
            Verdict::Warning => "warning",
            Verdict::Failed => "FAILED ",
        };
        out::line(format_args!("{mark}  {}: {}", finding.what, finding.words))?;
        if let Some(advice) = &finding.advice {
            out::line(format_args!("         {advice}"))?;
        }
    }
    let failed = findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Failed)
        .count();
    out::line(format_args!(
        "{}",
        if failed == 0 {
            "All that is needed works.".into()
        } else {
            format!("{failed} to mend.")
        }
    ))?;
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
