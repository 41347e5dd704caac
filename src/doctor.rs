//! Tries everything that the daemon will need, and says what to mend. Changes nothing but a trial file that it removes;
//! a folder that is not there yet is only said to be missing.
//!
//! Each finding stands for itself: one that fails does not hide the others. The daemon may be running meanwhile.

use std::fmt;

use crate::config::{Config, check};

mod local;
mod servers;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, but somebody should know.
    Warning,
    /// It will not work like this.
    Failed,
}

/// What was tried, and how that went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was tried: `store`, `outbound`, `source.imap "support"`.
    pub what: String,
    /// How it went.
    pub verdict: Verdict,
    /// What was found, in a sentence.
    pub words: String,
    /// What to do about it.
    pub advice: Option<String>,
}

impl Finding {
    /// All is well.
    pub fn ok(what: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            verdict: Verdict::Ok,
            words: words.into(),
            advice: None,
        }
    }

    /// It works, but somebody should know.
    pub fn warning(what: impl Into<String>, words: impl Into<String>, advice: impl Into<String>) -> Self {
        let advice = Some(advice.into());
        Self {
            what: what.into(),
            verdict: Verdict::Warning,
            words: words.into(),
            advice,
        }
    }

    /// It will not work like this.
    pub fn failed(what: impl Into<String>, words: impl Into<String>, advice: impl Into<String>) -> Self {
        let advice = Some(advice.into());
        Self {
            what: what.into(),
            verdict: Verdict::Failed,
            words: words.into(),
            advice,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Failed => "FAILED",
        };
        write!(f, "{mark:8} {}: {}", self.what, self.words)?;
        match &self.advice {
            Some(advice) => write!(f, "\n         -> {advice}"),
            None => Ok(()),
        }
    }
}

/// Tries everything. What others have found already is put at the end.
pub async fn examine(config: &Config, extra: Vec<Finding>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = check::findings(config)
        .into_iter()
        .map(|sentence| Finding::failed("configuration", sentence, "Change it in the configuration file."))
        .collect();
    findings.extend(local::store(config).await);
    findings.push(local::keys(config));
    findings.push(local::profile(config));
    findings.push(local::time_zones(config));
    findings.extend(servers::sources(config).await);
    findings.extend(local::trust(config));
    findings.extend(servers::name_servers(config).await);
    findings.extend(servers::openid(config).await);
    findings.push(local::templates(config));
    findings.extend(servers::outbound(config).await);
    findings.extend(local::addresses(config));
    findings.extend(extra);
    findings
}
