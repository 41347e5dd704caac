//! `greenroom parse`: what a mail asks for, without keeping anything. One JSON object a line, or a table for people.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use comfy_table::{Table, presets};
use greenroom_parsers::{Extraction, Profile, ReadOptions, Reading, User};

use super::out;
use crate::config::{Config, check};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// `client-roles`, `device-sales` or the file of a profile; default: what the configuration says, if there is one.
    #[arg(long)]
    profile: Option<String>,
    /// Print JSON, one object a line.
    #[arg(long)]
    json: bool,
    /// Print who said what instead, newest first (needs --json).
    #[arg(long, requires = "json")]
    layers: bool,
    /// Say of every value what it rests on, what it outweighs, and why.
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// Mails, as files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(options: &Options, config: &Path) -> anyhow::Result<ExitCode> {
    let profile = profile(options, config)?;
    let mut failed = false;
    for file in &options.files {
        let reading = match std::fs::read(file) {
            Ok(raw) => {
                let how = ReadOptions {
                    explain: options.explain,
                    ..ReadOptions::default()
                };
                greenroom_parsers::read_with(&raw, &profile, &how)
            }
            Err(error) => unreadable(format!("the file cannot be read: {error}")),
        };
        failed |= reading.extraction.error.is_some();
        print(options, file, reading)?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn profile(options: &Options, config: &Path) -> anyhow::Result<Profile> {
    let mut settings = if config.exists() {
        Config::load(config)?
    } else {
        Config::default()
    };
    if let Some(name) = &options.profile {
        settings.reader.profile.clone_from(name);
        // A file on the command line is meant from where the person stands.
        settings.base = PathBuf::from(".");
    }
    check::profile(&settings).map_err(anyhow::Error::msg)
}

fn unreadable(why: String) -> Reading {
    let mut reading = greenroom_parsers::read(b"", &Profile::client_roles());
    reading.extraction = Extraction::failed(why);
    reading.layers.clear();
    reading
}

fn print(options: &Options, file: &Path, mut reading: Reading) -> anyhow::Result<()> {
    let name = file.display().to_string();
    if options.layers {
        let error = reading.extraction.error.take();
        let report = greenroom_parsers::LayersReport::new(name, error, reading.layers);
        out::line(serde_json::to_string(&report).context("the layers as JSON")?)?;
    } else if options.json {
        reading.extraction.file = name;
        out::line(serde_json::to_string(&reading.extraction).context("the extraction as JSON")?)?;
    } else {
        out::line(table(&name, &reading.extraction))?;
        if options.explain {
            out::line(explained(&reading))?;
        }
    }
    Ok(())
}

/// Every statement about every person: whether it counts, and why.
fn explained(reading: &Reading) -> String {
    let mut lines = Vec::new();
    for (index, user) in reading.extraction.users.iter().enumerate() {
        let who = user.name.as_ref().or(user.email.as_ref());
        lines.push(format!("  {}", who.map_or("somebody", String::as_str)));
        let said = reading.explained.iter().filter(|said| said.user == index);
        for said in said {
            let mark = if said.counts { '+' } else { '-' };
            let text = said.evidence.text.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(format!("    {mark} {}: {} ({})", said.field, said.says, said.why));
            lines.push(format!(
                "        {}, about {}, part {} at {}-{}: \"{text}\"",
                said.by, said.about, said.evidence.part, said.evidence.start, said.evidence.end
            ));
        }
    }
    lines.join("\n")
}

/// An extraction for people: facts of the mail, then a row for each person.
fn table(name: &str, extraction: &Extraction) -> String {
    let mut lines = vec![name.to_owned()];
    if let Some(error) = &extraction.error {
        lines.push(format!("  cannot be read: {error}"));
        return lines.join("\n");
    }
    let kind = serde_json::to_value(extraction.kind).ok();
    let kind = kind.and_then(|kind| kind.as_str().map(|word| word.replace('_', " ")));
    lines.push(format!("  kind       {}", kind.unwrap_or_default()));
    lines.push(format!("  submitter  {}", mailbox(Some(&extraction.submitter))));
    let client = extraction.client.name.as_deref().unwrap_or("not named");
    lines.push(format!(
        "  client     {client}; contact {}",
        mailbox(extraction.client.contact.as_ref())
    ));
    if let Some(go_live) = &extraction.go_live {
        lines.push(format!(
            "  go-live    {}, read in {:?}",
            go_live.date, go_live.evidence.text
        ));
    }
    if !extraction.users.is_empty() {
        let mut table = Table::new();
        table.load_style(presets::UTF8_BORDERS_ONLY);
        table.set_header(["name", "address", "level", "roles", "activate", "read in"]);
        for user in &extraction.users {
            table.add_row(row(user));
        }
        lines.push(table.to_string());
    }
    for entry in &extraction.manual_entry {
        lines.push(format!("  to be typed in: {} ({:?})", entry.attachment, entry.reason).to_lowercase());
    }
    for issue in &extraction.issues {
        lines.push(format!("  ! {}", issue.message));
    }
    lines.join("\n")
}

fn row(user: &User) -> [String; 6] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".into());
    let activate = format!("{:?}", user.activate).to_lowercase();
    let activate = user.hold_until.map_or(activate, |day| format!("hold until {day}"));
    let source = user.evidence.get("activate").or_else(|| user.evidence.get("email"));
    [
        text(&user.name),
        text(&user.email),
        user.level.map_or_else(|| "?".into(), |level| level.to_string()),
        user.roles.join(", "),
        activate,
        source
            .map(|evidence| evidence.text.chars().take(60).collect())
            .unwrap_or_default(),
    ]
}

fn mailbox(mailbox: Option<&greenroom_parsers::Mailbox>) -> String {
    mailbox.map_or_else(
        || "none".into(),
        |mailbox| crate::domain::matching::party(mailbox).to_string(),
    )
}
