//! Whether the values of a configuration fit together. Reads files that the configuration names, opens no socket.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;

use super::{AfterCommit, ClientConfig, Config, ImapConfig, SmtpConfig, TransportConfig};

mod findings;
mod openid;

use findings::{Findings, is_domain};

/// A hundred years; nothing in a mailbox is older.
const MOST_DAYS: u32 = 36_500;

/// Answers and returned mails come days later, and refer to what is kept.
const SHORTEST_RETENTION: u32 = 30;

/// So long the proof of a mail may take.
const LONGEST_PROOF_SECONDS: u64 = 60;

/// An attempt takes at most twice its timeout, and must be over before its claim on the mail ends.
const LONGEST_ATTEMPT_SECONDS: u64 = 120;

/// One sentence for each finding; empty means usable.
pub fn findings(config: &Config) -> Vec<String> {
    let mut found = Findings::default();
    sources(&mut found, config);
    reader(&mut found, config);
    webhooks(&mut found, config);
    trust(&mut found, config);
    calendar(&mut found, config);
    outbound(&mut found, config);
    link(&mut found, config);
    retention(&mut found, config);
    desk(&mut found, config);
    found.at_least_one("policy.activation_burst", config.policy.activation_burst);
    if config.store.path.as_os_str().is_empty() {
        found.add("store.path", "a folder", "nothing");
    }
    found.0
}

/// The whole configuration with every value that is in force, as TOML. Holds no secret, because none is in it.
pub fn effective(config: &Config) -> String {
    toml::to_string(config).unwrap_or_else(|error| format!("# cannot be shown: {error}\n"))
}

/// Whether a host is this machine: `localhost` or a loopback address.
pub fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The profile that `reader.profile` names.
///
/// # Errors
/// A sentence: expected, found.
pub fn profile(config: &Config) -> Result<greenroom_parsers::Profile, String> {
    let name = &config.reader.profile;
    if let Some(profile) = greenroom_parsers::Profile::built_in(name) {
        return Ok(profile);
    }
    let path = config.resolve(name.as_ref());
    let text = std::fs::read_to_string(&path).map_err(|error| {
        format!("reader.profile: expected `client-roles`, `device-sales` or a file, found {name:?} ({error})")
    })?;
    greenroom_parsers::Profile::from_toml(&text).map_err(|error| format!("reader.profile {name:?}: {error}"))
}

/// Whether the people of the profile have levels. One that cannot be read is told of elsewhere, and counts as the usual one.
pub fn has_levels(config: &Config) -> bool {
    profile(config).map_or(true, |profile| !profile.levels.is_empty())
}

/// Whether an address that had a link can never have another login. Profiles without levels are those of device sales, and
/// there it is so. A profile that cannot be read promises nothing.
pub fn addresses_are_used_once(config: &Config) -> bool {
    profile(config).is_ok_and(|profile| profile.levels.is_empty())
}

fn sources(found: &mut Findings, config: &Config) {
    let source = &config.source;
    let imap = source.imap.iter().map(|imap| &imap.name);
    let maildir = source.maildir.iter().map(|maildir| &maildir.name);
    let files = source.files.iter().map(|files| &files.name);
    let mut seen = BTreeSet::new();
    for name in imap.chain(maildir).chain(files) {
        if name.trim().is_empty() {
            found.add("source: name", "a name", "nothing");
        } else if name.contains('/') {
            found.add("source: name", "a name without `/`", format!("{name:?}"));
        } else if !seen.insert(name) {
            found.add(
                "source: name",
                "a name of its own for each source",
                format!("{name:?} twice"),
            );
        }
    }
    for imap in &source.imap {
        imap_source(found, imap);
    }
    let maildir = source
        .maildir
        .iter()
        .map(|s| ("maildir", &s.name, &s.path, s.poll_seconds, s.max_mail_mb));
    let files = source
        .files
        .iter()
        .map(|s| ("files", &s.name, &s.path, s.poll_seconds, s.max_mail_mb));
    for (kind, name, path, poll_seconds, max_mail_mb) in maildir.chain(files) {
        let key = |field: &str| format!("source.{kind} {name:?} {field}");
        found.at_least_one(&key("poll_seconds"), poll_seconds);
        found.at_least_one(&key("max_mail_mb"), max_mail_mb);
        if path.as_os_str().is_empty() {
            found.add(&key("path"), "a folder", "nothing");
        }
    }
}

fn imap_source(found: &mut Findings, imap: &ImapConfig) {
    let key = |field: &str| format!("source.imap {:?} {field}", imap.name);
    found.filled(&key("host"), &imap.host);
    found.filled(&key("user"), &imap.user);
    found.protection(&key("tls"), imap.tls, &imap.host);
    found.secret(&key("password"), &imap.password);
    let token = Token {
        file: imap.token_file.as_deref(),
        command: &imap.token_command,
    };
    if !imap.password.is_named() && !token.is_named() {
        found.add(&key("password"), "`file` or `env`", "nothing");
    }
    token.check(found, &key("token_file"), imap.password.is_named());
    if imap.folders.is_empty() || imap.folders.iter().any(|folder| folder.trim().is_empty()) {
        found.add(
            &key("folders"),
            "at least one folder, none without a name",
            format!("{:?}", imap.folders),
        );
    }
    if imap.folders.iter().collect::<BTreeSet<_>>().len() < imap.folders.len() {
        found.add(&key("folders"), "each folder once", format!("{:?}", imap.folders));
    }
    match &imap.after {
        AfterCommit::Leave => {}
        AfterCommit::Flag { keyword } => {
            if keyword.is_empty()
                || !keyword
                    .chars()
                    .all(|c| c.is_ascii_graphic() && !"(){%*\"\\]".contains(c))
            {
                found.add(
                    &key("after.keyword"),
                    "a keyword such as `$Greenroom`",
                    format!("{keyword:?}"),
                );
            }
        }
        AfterCommit::Move { folder } => {
            found.filled(&key("after.folder"), folder);
            if imap.folders.contains(folder) {
                found.add(
                    &key("after.folder"),
                    "a folder that is not watched",
                    format!("{folder:?}"),
                );
            }
        }
    }
    found.at_least_one(&key("poll_seconds"), imap.poll_seconds);
    found.at_least_one(&key("max_mail_mb"), imap.max_mail_mb);
    if imap.first_days > MOST_DAYS {
        let expected = format!("a number of days up to {MOST_DAYS}");
        found.add(&key("first_days"), &expected, imap.first_days);
    }
}

fn webhooks(found: &mut Findings, config: &Config) {
    let mut seen = BTreeSet::new();
    for webhook in &config.webhook {
        let key = |field: &str| format!("webhook {:?} {field}", webhook.name);
        let name = webhook.name.trim();
        let is_plain = name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if name.is_empty() || !is_plain || !seen.insert(name) {
            let expected = "a short name of its own, of letters, digits, `-`, `_` and `.`";
            found.add("webhook: name", expected, format!("{name:?}"));
        }
        found.web_address(&key("url"), &webhook.url);
        if !webhook.allow_private && !webhook.url.starts_with("https://") {
            found.add(
                &key("url"),
                "an address with https, or `allow_private`",
                format!("{:?}", webhook.url),
            );
        }
        found.secret(&key("secret"), &webhook.secret);
        if !webhook.secret.is_named() {
            found.add(&key("secret"), "`file` or `env`", "nothing");
        }
        found.at_least_one(&key("max_attempts"), webhook.max_attempts);
    }
}

fn reader(found: &mut Findings, config: &Config) {
    if let Err(sentence) = profile(config) {
        found.0.push(sentence);
    }
}

fn trust(found: &mut Findings, config: &Config) {
    for entry in &config.trust.submitters {
        let fits = match entry.strip_prefix('@') {
            Some(domain) => is_domain(domain),
            None => entry.parse::<lettre::Address>().is_ok(),
        };
        if !fits {
            let expected = "`pat@vendor.example` or `@vendor.example`";
            found.add("trust.submitters", expected, format!("{entry:?}"));
        }
    }
    found.at_least_one("trust.sender_burst", config.trust.sender_burst);
    if let Some(id) = &config.trust.authserv_id {
        found.filled("trust.authserv_id", id);
    }
    if let Some(name) = &config.trust.received_by {
        found.domain("trust.received_by", name);
    }
    for sealer in &config.trust.arc_sealers {
        found.domain("trust.arc_sealers", sealer);
    }
    if !(1..=LONGEST_PROOF_SECONDS).contains(&config.trust.dns_seconds) {
        let expected = format!("1 to {LONGEST_PROOF_SECONDS}, because other mails wait meanwhile");
        found.add("trust.dns_seconds", &expected, config.trust.dns_seconds);
    }
}

fn calendar(found: &mut Findings, config: &Config) {
    let calendar = &config.calendar;
    found.zone("calendar.zone", &calendar.zone);
    found.at_least_one("calendar.lead_days", calendar.lead_days);
    found.at_least_one("calendar.horizon_months", calendar.horizon_months);
    if calendar.lead_days > 366 {
        found.add("calendar.lead_days", "at most 366 days", calendar.lead_days);
    }
    let days = &calendar.working_days;
    if days.is_empty() || days.iter().any(|day| !(1..=7).contains(day)) {
        let expected = "at least one day from 1 (Monday) to 7 (Sunday)";
        found.add("calendar.working_days", expected, format!("{days:?}"));
    }
    let mut seen = BTreeSet::new();
    for client in &config.client {
        one_client(found, client, &mut seen);
    }
}

fn one_client(found: &mut Findings, client: &ClientConfig, seen: &mut BTreeSet<String>) {
    let key = |field: &str| format!("client {:?} {field}", client.name);
    found.filled("client name", &client.name);
    if let Some(zone) = &client.zone {
        found.zone(&key("zone"), zone);
    }
    for domain in &client.domains {
        found.domain(&key("domains"), domain);
        if !seen.insert(domain.to_lowercase()) {
            found.add(
                &key("domains"),
                "each domain with one client",
                format!("{domain:?} twice"),
            );
        }
    }
}

fn retention(found: &mut Findings, config: &Config) {
    let days = [
        ("retention.tickets_days", config.retention.tickets_days),
        ("retention.mails_days", config.retention.mails_days),
    ];
    for (key, days) in days {
        if days != 0 && !(SHORTEST_RETENTION..=MOST_DAYS).contains(&days) {
            let expected = format!("0, to keep everything, or {SHORTEST_RETENTION} to {MOST_DAYS} days");
            found.add(key, &expected, days);
        }
    }
    if config.retention.tickets_days != 0 && addresses_are_used_once(config) {
        let expected =
            "0 with a profile in which an address can be used only once, because that could not be told any more";
        found.add("retention.tickets_days", expected, config.retention.tickets_days);
    }
}

fn desk(found: &mut Findings, config: &Config) {
    let desk = &config.desk;
    found.web_address("desk.public_url", &desk.public_url);
    let host = desk.public_url.split_once("://").map_or("", |(_, host)| host);
    if host.contains(['/', '?', '#']) || host.chars().any(|c| c.is_ascii_uppercase()) {
        let expected = "an address in lower case without anything behind the host and the port";
        found.add("desk.public_url", expected, format!("{:?}", desk.public_url));
    }
    let lengths = [
        ("desk.idle_minutes", desk.idle_minutes, 24 * 60),
        ("desk.session_hours", desk.session_hours, 24 * 30),
        ("desk.invitation_hours", desk.invitation_hours, 24 * 14),
    ];
    for (key, length, most) in lengths {
        if !(1..=most).contains(&length) {
            found.add(key, &format!("1 to {most}"), length);
        }
    }
    if let Some(openid) = &desk.openid {
        openid::openid(found, openid);
    }
}

fn outbound(found: &mut Findings, config: &Config) {
    let outbound = &config.outbound;
    found.address("outbound.from", &outbound.from);
    if let Some(reply_to) = &outbound.reply_to {
        found.address("outbound.reply_to", reply_to);
    }
    if let Some(domain) = &outbound.message_id_domain {
        found.domain("outbound.message_id_domain", domain);
    }
    found.filled("outbound.organisation", &outbound.organisation);
    found.at_least_one("outbound.max_attempts", outbound.max_attempts);
    found.at_least_one("outbound.parallel", outbound.parallel);
    if let Some(folder) = &outbound.templates
        && !config.resolve(folder).is_dir()
    {
        found.add(
            "outbound.templates",
            "a folder",
            format!("{:?}", folder.display().to_string()),
        );
    }
    match &outbound.transport {
        TransportConfig::Smtp(smtp) => smtp_transport(found, smtp),
        TransportConfig::Maildir { path } => {
            if path.as_os_str().is_empty() {
                found.add("outbound.transport.path", "a folder", "nothing");
            }
        }
    }
}

/// Where an access token is named.
struct Token<'a> {
    file: Option<&'a Path>,
    command: &'a [String],
}

impl Token<'_> {
    fn is_named(&self) -> bool {
        self.file.is_some() || !self.command.is_empty()
    }

    /// One way to sign in, and one only.
    fn check(&self, found: &mut Findings, key: &str, has_password: bool) {
        let ways = [has_password, self.file.is_some(), !self.command.is_empty()];
        if ways.into_iter().filter(|way| *way).count() > 1 {
            found.add(key, "one of `password`, `token_file` and `token_command`", "several");
        }
        if self.file.is_some_and(|file| file.as_os_str().is_empty())
            || self.command.first().is_some_and(|program| program.trim().is_empty())
        {
            found.add(key, "a file, or a program in `token_command`", "nothing");
        }
    }
}

fn smtp_transport(found: &mut Findings, smtp: &SmtpConfig) {
    found.filled("outbound.transport.host", &smtp.host);
    found.protection("outbound.transport.tls", smtp.tls, &smtp.host);
    found.secret("outbound.transport.password", &smtp.password);
    let token = Token {
        file: smtp.token_file.as_deref(),
        command: &smtp.token_command,
    };
    token.check(found, "outbound.transport.token_file", smtp.password.is_named());
    match (&smtp.user, smtp.password.is_named() || token.is_named()) {
        (Some(_), false) => found.add(
            "outbound.transport.password",
            "`file` or `env` beside `user`",
            "nothing",
        ),
        (None, true) => found.add("outbound.transport.user", "a user beside the password", "nothing"),
        (Some(user), true) => found.filled("outbound.transport.user", user),
        (None, false) => {}
    }
    found.at_least_one("outbound.transport.connections", smtp.connections);
    found.at_least_one("outbound.transport.timeout_seconds", smtp.timeout_seconds);
    if smtp.timeout_seconds > LONGEST_ATTEMPT_SECONDS {
        let expected = "at most 120 seconds, so that a mail is not taken up again while it is being sent";
        found.add("outbound.transport.timeout_seconds", expected, smtp.timeout_seconds);
    }
}

fn link(found: &mut Findings, config: &Config) {
    let link = &config.link;
    found.at_least_one("link.lifetime_hours", link.lifetime_hours);
    if link.lifetime_hours > 24 * 366 {
        found.add("link.lifetime_hours", "at most one year", link.lifetime_hours);
    }
    found.web_address("link.base_url", &link.base_url);
    if link.base_url.ends_with('/') || link.base_url.contains(['?', '#']) {
        let expected = "an address without `?` and `#`, and without a slash at the end";
        found.add("link.base_url", expected, format!("{:?}", link.base_url));
    }
    found.web_address("link.continue_url", &link.continue_url);
}
