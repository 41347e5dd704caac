//! What can be tried without asking anybody else: files, folders, words.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::config::Config;
use crate::config::check::{self, is_loopback_host};
use crate::outbound::key_file;
use crate::outbound::templates::Templates;
use crate::store::StoreError;
use crate::store::sled::SledStore;

use super::Finding;

pub(super) async fn store(config: &Config) -> Vec<Finding> {
    let folder = config.resolve(&config.store.path);
    let shown = folder.display();
    if !folder.join("sled").exists() {
        let words = format!("there is none at {shown} yet; it is made at the first start");
        let existing = folder
            .ancestors()
            .find(|place| place.exists())
            .unwrap_or(Path::new("."));
        return vec![Finding::ok("store", words), room(config, existing), writable(existing)];
    }
    let opened = {
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || SledStore::open(&folder).map(drop)).await
    };
    let state = match opened {
        Ok(Ok(())) => Finding::ok("store", format!("{shown} can be opened")),
        Ok(Err(StoreError::InUse { .. })) => {
            let advice = "That is as it should be while the daemon runs. Else find out who has it open.";
            Finding::warning("store", format!("{shown} is in use by another process"), advice)
        }
        Ok(Err(
            error @ (StoreError::Conflict { .. }
            | StoreError::Damaged(_)
            | StoreError::TooNew { .. }
            | StoreError::Full(_)
            | StoreError::Failed(_)),
        )) => Finding::failed(
            "store",
            error.to_string(),
            "See the runbook, \"The store does not open\".",
        ),
        Err(_) => Finding::failed(
            "store",
            "the trial was broken off",
            "Run this again and report what it prints.",
        ),
    };
    vec![state, room(config, &folder), writable(&folder)]
}

fn room(config: &Config, folder: &Path) -> Finding {
    let floor = config.store.free_space_floor_mb;
    let Ok(room) = rustix::fs::statvfs(folder) else {
        let words = "the file system does not say how much is free";
        return Finding::warning("free space", words, "Watch the disk by other means.");
    };
    let free = room.f_bavail.saturating_mul(room.f_frsize) >> 20;
    let words = format!("{free} MB free, intake pauses below {floor} MB");
    let advice = "Make room on the disk of the store, or lower store.free_space_floor_mb.";
    if free < floor {
        Finding::failed("free space", words, advice)
    } else if free < floor.saturating_mul(3) {
        Finding::warning("free space", words, advice)
    } else {
        Finding::ok("free space", words)
    }
}

fn writable(folder: &Path) -> Finding {
    let file = folder.join(format!(".greenroom-trial-{}", std::process::id()));
    match std::fs::write(&file, b"trial").and_then(|()| std::fs::remove_file(&file)) {
        Ok(()) => Finding::ok("store folder", format!("{} can be written", folder.display())),
        Err(error) => {
            let words = format!("{} cannot be written: {error}", folder.display());
            Finding::failed("store folder", words, "Give it to the account that greenroom runs as.")
        }
    }
}

pub(super) fn keys(config: &Config) -> Finding {
    let folder = config.resolve(&config.store.path);
    for name in ["link.key", "api.token"] {
        let path = folder.join(name);
        if path.exists()
            && let Err(error) = key_file::load_all(&path)
        {
            return Finding::failed("key files", error.to_string(), "Without it no queued link can be sent.");
        }
    }
    Finding::ok("key files", "those that are there can be read, by their owner only")
}

pub(super) fn profile(config: &Config) -> Finding {
    match check::profile(config) {
        Ok(profile) => Finding::ok("profile", format!("{}: {}", profile.name, profile.title)),
        Err(sentence) => Finding::failed("profile", sentence, "Correct reader.profile, or the file it names."),
    }
}

pub(super) fn time_zones(config: &Config) -> Finding {
    let clients = config.client.iter().filter_map(|client| client.zone.as_deref());
    let mut names: Vec<&str> = std::iter::once(config.calendar.zone.as_str()).chain(clients).collect();
    names.sort_unstable();
    names.dedup();
    match names.iter().find(|name| TimeZone::get(name).is_err()) {
        None => Finding::ok("time zones", format!("known: {}", names.join(", "))),
        Some(name) => {
            let advice = "Use an IANA name such as `Europe/Berlin`; a missing tzdata package can be the reason too.";
            Finding::failed("time zones", format!("{name:?} is not known"), advice)
        }
    }
}

pub(super) fn trust(config: &Config) -> Vec<Finding> {
    if config.trust.submitters.is_empty() {
        let words = "nobody is trusted, so all mail goes into quarantine";
        return vec![Finding::warning(
            "trust",
            words,
            "List your account managers in trust.submitters.",
        )];
    }
    if config.trust.authserv_id.is_none() && !config.trust.dns {
        let words = "who a mail says it is from is believed, forged or not";
        let advice =
            "Set trust.authserv_id to the name that your mail server writes into Authentication-Results, or trust.dns.";
        return vec![Finding::warning("trust", words, advice)];
    }
    vec![Finding::ok(
        "trust",
        format!(
            "{} submitters, authentication is looked at",
            config.trust.submitters.len()
        ),
    )]
}

pub(super) fn templates(config: &Config) -> Finding {
    let folder = config.outbound.templates.as_deref().map(|path| config.resolve(path));
    match Templates::load(folder.as_deref()) {
        Ok(_) => Finding::ok("templates", "all render with sample data"),
        Err(error) => Finding::failed(
            "templates",
            error.to_string(),
            "Correct the file; remove it to use the built-in one.",
        ),
    }
}

/// Addresses that are right in form and wrong in sense.
pub(super) fn addresses(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let placeholders = [
        ("link.continue_url", &config.link.continue_url),
        ("link.base_url", &config.link.base_url),
        ("outbound.from", &config.outbound.from),
    ];
    for (key, value) in placeholders {
        if value.contains("vendor.example") {
            let words = format!("is still the placeholder {value:?}");
            findings.push(Finding::warning(
                key,
                words,
                "Put your own in its place before people get mail.",
            ));
        }
    }
    let host = config.link.base_url.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    if is_loopback_host(host) || host.starts_with('[') {
        let words = format!(
            "links lead to {:?}, which only this machine can open",
            config.link.base_url
        );
        let advice = "Set it to the https address of your web server, which passes requests on to link.listen.";
        findings.push(Finding::warning("link.base_url", words, advice));
    } else {
        findings.push(Finding::ok(
            "link.base_url",
            format!("links lead to {:?}", config.link.base_url),
        ));
    }
    for (key, listen) in [("api.listen", config.api.listen), ("desk.listen", config.desk.listen)] {
        if !listen.ip().is_loopback() {
            let words = format!("listens on {listen} without TLS");
            let advice = "Let it listen on 127.0.0.1, or make sure that only a protected network reaches it.";
            findings.push(Finding::warning(key, words, advice));
        }
    }
    findings
}
