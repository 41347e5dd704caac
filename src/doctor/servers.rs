//! What has to be asked: mailboxes, folders of mail, and the server that takes our mail.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::{SharedClock, SystemClock};
use crate::config::{Config, ImapConfig, TransportConfig};
use crate::intake::imap;
use crate::openid::Provider;
use crate::outbound::transport;
use crate::pipeline::{Trust, proof};

use super::Finding;

/// No trial of a server takes longer.
const LONGEST_TRIAL: Duration = Duration::from_secs(90);

/// So many domains are asked for.
const MOST_DOMAINS: usize = 20;

pub(super) async fn sources(config: &Config) -> Vec<Finding> {
    let source = &config.source;
    let mut findings = Vec::new();
    for account in &source.imap {
        findings.push(imap_account(account, config).await);
    }
    let maildirs = source.maildir.iter().map(|s| ("maildir", &s.name, &s.path));
    let files = source.files.iter().map(|s| ("files", &s.name, &s.path));
    for (kind, name, path) in maildirs.chain(files) {
        let what = format!("source.{kind} {name:?}");
        let folder = config.resolve(path);
        let words = format!("{} ", folder.display());
        findings.push(match std::fs::read_dir(&folder) {
            Ok(_) => Finding::ok(what, words + "can be read"),
            Err(error) => Finding::failed(what, format!("{words}cannot be read: {error}"), "Correct its path."),
        });
    }
    if findings.is_empty() {
        let advice = "Add a [[source.imap]], [[source.maildir]] or [[source.files]].";
        findings.push(Finding::warning(
            "sources",
            "none is configured, so no mail is taken in",
            advice,
        ));
    }
    findings
}

async fn imap_account(account: &ImapConfig, config: &Config) -> Finding {
    let what = format!("source.imap {:?}", account.name);
    let place = format!("{}:{}", account.host, account.port());
    match tokio::time::timeout(LONGEST_TRIAL, imap::probe(account, &config.base)).await {
        Ok(Ok(probe)) => {
            let folders: Vec<String> = probe
                .folders
                .iter()
                .map(|folder| format!("{} ({} messages)", folder.name, folder.exists))
                .collect();
            let announced = if probe.can_idle {
                "new mail is announced"
            } else {
                "new mail is looked for by polling"
            };
            Finding::ok(
                what,
                format!("{place} answers, signed in; {}; {announced}", folders.join(", ")),
            )
        }
        Ok(Err(error)) => Finding::failed(
            what,
            error.to_string(),
            "Correct the account, or ask its server's people.",
        ),
        Err(_) => Finding::failed(
            what,
            format!("{place} does not answer"),
            "Is there a firewall in between?",
        ),
    }
}

/// Whether the name servers answer that are to prove senders, for each domain of the submitters.
pub(super) async fn name_servers(config: &Config) -> Vec<Finding> {
    if !config.trust.dns {
        return Vec::new();
    }
    let domains: BTreeSet<String> = Trust::new(&config.trust).own_domains().into_iter().collect();
    let mut findings = Vec::new();
    for domain in domains.iter().take(MOST_DOMAINS) {
        let what = format!("trust.dns {domain:?}");
        findings.push(match proof::probe(&config.trust, domain).await {
            Ok(()) => Finding::ok(what, "name servers answer"),
            Err(words) => Finding::failed(
                what,
                words,
                "Correct trust.dns_servers. Until then mails of this domain wait in quarantine, and are looked at again.",
            ),
        });
    }
    findings
}

/// Whether the provider answers at which people sign in to the desk.
pub(super) async fn openid(config: &Config) -> Option<Finding> {
    let what = "desk.openid";
    let clock: SharedClock = Arc::new(SystemClock);
    let provider = match Provider::from_config(config, &clock) {
        Ok(provider) => provider?,
        Err(error) => return Some(Finding::failed(what, error.to_string(), "Correct [desk.openid].")),
    };
    let tried = tokio::time::timeout(LONGEST_TRIAL, provider.probe()).await;
    let callback = config.desk.openid_callback();
    Some(match tried.unwrap_or_else(|_| Err("no answer".into())) {
        Ok(probe) if probe.proofs == Some(false) => {
            let advice = "Greenroom sends it all the same. See whether the provider can require PKCE with S256.";
            Finding::warning(
                what,
                "the provider answers, but does not say that it takes PKCE with S256",
                advice,
            )
        }
        Ok(probe) => {
            let keys = if probe.keys == 1 {
                "1 key".to_owned()
            } else {
                format!("{} keys", probe.keys)
            };
            let words = format!("the provider answers, and shows {keys}; people must be led back to {callback}");
            Finding::ok(what, words)
        }
        Err(why) => Finding::failed(
            what,
            format!("the provider cannot be used: {why}"),
            "Correct desk.openid.issuer: it is the `issuer` that the provider names, to the letter. Until then nobody signs in there.",
        ),
    })
}

pub(super) async fn outbound(config: &Config) -> Vec<Finding> {
    let carrier = match transport::from_config(config) {
        Ok(carrier) => carrier,
        Err(error) => {
            return vec![Finding::failed(
                "outbound",
                error.to_string(),
                "Correct [outbound.transport].",
            )];
        }
    };
    let tried = tokio::time::timeout(LONGEST_TRIAL, carrier.probe()).await;
    let result = tried.unwrap_or_else(|_| Err("no answer".into()));
    match (result, &config.outbound.transport) {
        (Ok(words), TransportConfig::Smtp(_)) => vec![Finding::ok("outbound", words)],
        (Ok(words), TransportConfig::Maildir { .. }) => {
            let advice = "Good for trials. To reach people, set [outbound.transport] to kind = \"smtp\".";
            vec![Finding::warning("outbound", words, advice)]
        }
        (Err(words), TransportConfig::Smtp(_) | TransportConfig::Maildir { .. }) => {
            let advice = "Mails wait in the outbox until this is mended; none is lost.";
            vec![Finding::failed("outbound", words, advice)]
        }
    }
}
