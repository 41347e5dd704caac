//! `greenroom mail …`: mails and what became of them, through the API as the `ticket` commands.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::client::Client;
use super::{out, table};
use crate::config::Config;
use crate::domain::ids::MailId;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Print the API's answer as JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List mails and what became of them.
    List {
        /// Only those with this outcome, such as `quarantined`, `ignored`, `unparsed` or `duplicate`.
        #[arg(long)]
        outcome: Option<String>,
    },
    /// Print a mail exactly as it arrived.
    Raw {
        /// Its name in the list, or as much of it as no other mail has.
        mail: String,
    },
}

pub(super) async fn run(config: Config, options: Options) -> anyhow::Result<ExitCode> {
    let client = Client::connect(config, "operator").await?;
    match &options.action {
        Action::Raw { mail } => {
            let name = whole_name(&client, mail).await?;
            let bytes = client.bytes(&format!("mails/{name}/raw")).await?;
            std::io::stdout().lock().write_all(&bytes)?;
        }
        Action::List { outcome } => {
            let answer = client.list("mails", "outcome", outcome.as_deref()).await?;
            if options.json {
                out::line(format_args!("{answer:#}"))?;
            } else {
                out::line(list(&answer))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// So much of a mail's name is shown; it is enough to tell mails apart.
const SHOWN: usize = 12;

/// The name that begins like `part`.
async fn whole_name(client: &Client, part: &str) -> anyhow::Result<String> {
    if part.parse::<MailId>().is_ok() {
        return Ok(part.to_owned());
    }
    let answer = client.list("mails", "outcome", None).await?;
    let mails = answer["mails"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names = mails.iter().filter_map(|mail| mail["mail"].as_str());
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
fn list(answer: &serde_json::Value) -> String {
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
