//! `greenroom mail …`: mails and what became of them, through the API as the `ticket` commands.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::client::{Asked, Client};
use super::{out, table};
use crate::config::Config;
use crate::domain::ids::MailId;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    asked: Asked,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List mails and what became of them.
    List {
        /// Only those with this outcome, such as `quarantined`, `ignored`, `unparsed` or `duplicate`; `stored` for those that
        /// have none yet.
        #[arg(long)]
        outcome: Option<String>,
    },
    /// Print a mail exactly as it arrived.
    Raw {
        /// Its name in the list, or as much of it as no other mail has.
        mail: String,
    },
    /// Show what became of a mail, and what people decided about it.
    Show { mail: String },
    /// Let a mail out of quarantine: it is read as if it had just come.
    Release {
        mail: String,
        /// From now on everything counts that its sender writes.
        #[arg(long)]
        trust: bool,
    },
    /// Turn a mail in quarantine down. It stays in the store.
    Reject {
        mail: String,
        /// Why, in a few words.
        #[arg(long)]
        reason: String,
    },
    /// List the senders whom people trust beside those of the configuration.
    Senders,
    /// Take back that a sender is trusted.
    Distrust { address: String },
}

pub(super) async fn run(config: Config, options: Options) -> anyhow::Result<ExitCode> {
    let client = Client::connect(config, &options.asked.reviewer).await?;
    let (answer, shown) = match &options.action {
        Action::Raw { mail } => {
            let name = whole_name(&client, mail).await?;
            let bytes = client.bytes(&format!("mails/{name}/raw")).await?;
            std::io::stdout().lock().write_all(&bytes)?;
            return Ok(ExitCode::SUCCESS);
        }
        Action::List { outcome } => {
            let answer = client.list("mails", "outcome", outcome.as_deref()).await?;
            let shown = list(&answer);
            (answer, shown)
        }
        Action::Show { mail } => one(&client, &whole_name(&client, mail).await?).await?,
        Action::Release { mail, trust } => decide(&client, mail, "release", json!({ "trust": trust })).await?,
        Action::Reject { mail, reason } => decide(&client, mail, "reject", json!({ "reason": reason })).await?,
        Action::Senders => {
            let answer = client.get("senders").await?;
            let shown = senders(&answer);
            (answer, shown)
        }
        Action::Distrust { address } => {
            client.post("senders/distrust", &json!({ "address": address })).await?;
            let answer = client.get("senders").await?;
            let shown = senders(&answer);
            (answer, shown)
        }
    };
    if options.asked.json {
        out::line(format_args!("{answer:#}"))?;
    } else {
        out::line(shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends a decision, made on the mail as it is now.
async fn decide(client: &Client, mail: &str, verb: &str, mut body: Value) -> anyhow::Result<(Value, String)> {
    let name = whole_name(client, mail).await?;
    body["revision"] = client.get(&format!("mails/{name}")).await?["revision"].clone();
    client.post(&format!("mails/{name}/{verb}"), &body).await?;
    one(client, &name).await
}

/// One mail, as JSON and as people read it.
async fn one(client: &Client, name: &str) -> anyhow::Result<(Value, String)> {
    let mail = client.get(&format!("mails/{name}")).await?;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut lines = vec![
        format!("{}: {}", text(&mail["outcome"]), text(&mail["reason"])),
        format!(
            "from {}, found in {}",
            text(&mail["from"]["email"]),
            text(&mail["found"])
        ),
        format!("taken in {}, {} bytes", text(&mail["received_at"]), mail["size"]),
    ];
    for decision in mail["decisions"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let word = text(&decision["decision"]).replace('_', " ");
        lines.push(format!(
            "{word} by {} at {}",
            text(&decision["by"]),
            text(&decision["at"])
        ));
    }
    Ok((mail, lines.join("\n")))
}

/// A line for each sender of whom something was said.
fn senders(answer: &Value) -> String {
    let senders = answer["senders"].as_array().map(Vec::as_slice).unwrap_or_default();
    if senders.is_empty() {
        return "Nobody is trusted beside the submitters of the configuration.".into();
    }
    let mut rows = table::new(["sender", "counts", "said by", "at"]);
    for sender in senders {
        let text = |key: &str| sender[key].as_str().unwrap_or("-").to_owned();
        let counts = if sender["trusted"] == true { "yes" } else { "no" };
        rows.add_row([text("address"), counts.to_owned(), text("by"), text("at")]);
    }
    rows.to_string()
}

/// So much of a mail's name is shown; it is enough to tell mails apart.
const SHOWN: usize = 12;

/// The name that begins like `part`.
async fn whole_name(client: &Client, part: &str) -> anyhow::Result<String> {
    if part.parse::<MailId>().is_ok() {
        return Ok(part.to_owned());
    }
    let settled = client.list("mails", "outcome", None).await?;
    let waiting = client.list("mails", "outcome", Some("stored")).await?;
    let mails = [&settled, &waiting].map(|answer| answer["mails"].as_array().map(Vec::as_slice).unwrap_or_default());
    let names = mails.into_iter().flatten().filter_map(|mail| mail["mail"].as_str());
    let found: Vec<&str> = names
        .filter(|name| !part.is_empty() && name.starts_with(part))
        .collect();
    match found.as_slice() {
        [one] => Ok((*one).to_owned()),
        _ => bail!(
            "expected the beginning of one mail's name, found {part:?}, which fits {} mails",
            found.len()
        ),
    }
}

/// A line for each mail.
fn list(answer: &Value) -> String {
    let mut rows = table::new(["outcome", "from", "why", "found in", "mail"]);
    let mails = answer["mails"].as_array().map(Vec::as_slice).unwrap_or_default();
    if mails.is_empty() {
        return "No mails.".into();
    }
    for mail in mails {
        let text = |key: &str| mail[key].as_str().unwrap_or("-").to_owned();
        let from = mail["from"]["email"].as_str().unwrap_or("-").to_owned();
        rows.add_row([
            text("outcome"),
            from,
            text("reason"),
            text("found"),
            text("mail").chars().take(SHOWN).collect(),
        ]);
    }
    rows.to_string()
}
