//! `greenroom erase`: what is kept of a person goes, through the API as the `ticket` commands.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::client::{Asked, Client};
use super::out;
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    asked: Asked,
    /// The address of the person.
    #[arg(required_unless_present = "list")]
    address: Option<String>,
    /// Do it. Without this, nothing is changed, and the command says what would be.
    #[arg(long)]
    yes: bool,
    /// Take the person out of tickets first, where something is still to happen to them.
    #[arg(long)]
    take_out: bool,
    /// Remove mails as well in which others are named who still wait. What was read of them stays on their tickets, but
    /// nobody can look at the mail again.
    #[arg(long)]
    shared: bool,
    /// List when people were erased, and by whom.
    #[arg(long, conflicts_with_all = ["address", "yes", "take_out", "shared"])]
    list: bool,
}

pub(super) async fn run(config: Config, options: Options) -> anyhow::Result<ExitCode> {
    let client = Client::connect(config, &options.asked.reviewer).await?;
    let (answer, words, well) = if options.list {
        let answer = client.get("erasures").await?;
        let words = history(&answer);
        (answer, words, true)
    } else {
        let body = json!({
            "address": options.address,
            "confirm": options.yes,
            "take_out": options.take_out,
            "shared": options.shared,
        });
        let answer = client.post_long("erase", &body).await?;
        let (words, well) = (report(&answer), !options.yes || answer["complete"] == true);
        (answer, words, well)
    };
    if options.asked.json {
        out::line(format_args!("{answer:#}"))?;
    } else {
        out::line(words)?;
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("-")
}

fn report(answer: &Value) -> String {
    let report = &answer["report"];
    let done = report["done"] == true;
    let (people, tickets, mails) = (
        array(&report["people"]),
        array(&report["tickets"]),
        array(&report["mails"]),
    );
    if people.is_empty() && tickets.is_empty() && mails.is_empty() && report["is_sender"] != true {
        return "Nothing is kept of this address.".into();
    }
    let mut lines = vec![if done { "Erased:" } else { "Would be erased:" }.to_owned()];
    for person in people {
        let left = if person["at_an_end"] == true {
            ""
        } else {
            ", needs --take-out"
        };
        let (ticket, state) = (text(person, "ticket"), text(person, "state"));
        lines.push(format!("- person {} of {ticket}, {state}{left}", person["person"]));
    }
    let names: Vec<&str> = tickets.iter().filter_map(Value::as_str).collect();
    if !names.is_empty() {
        lines.push(format!("- every mention on {}", names.join(", ")));
    }
    if report["is_sender"] == true {
        lines.push("- what was said about them as a sender".into());
    }
    let (stay, go): (Vec<&Value>, Vec<&Value>) = mails.iter().partition(|mail| mail["stays"].is_string());
    for mail in &go {
        lines.push(format!("- a mail, found in {}", text(mail, "found")));
    }
    for mail in &stay {
        lines.push(format!(
            "Stays: the mail found in {}: {}",
            text(mail, "found"),
            text(mail, "stays")
        ));
    }
    lines.push(last_words(done, !go.is_empty(), !stay.is_empty()));
    lines.join("\n")
}

fn last_words(done: bool, goes: bool, stays: bool) -> String {
    let mut words = Vec::new();
    if goes {
        words.push(
            "The mailbox may still have these mails: remove them there too. So do backups that were made before.",
        );
    }
    match (done, stays) {
        (true, true) => words.push("It is not complete: do it again when nobody waits any more, or with --shared."),
        (true, false) => words.push("It is complete."),
        (false, _) => words.push("Nothing was changed. Say --yes to do it."),
    }
    words.join("\n")
}

fn history(answer: &Value) -> String {
    let lines = array(&answer["erasures"]).iter().map(|erasure| {
        let (at, by) = (text(erasure, "at"), text(erasure, "by"));
        let count = |key: &str| erasure[key].as_u64().unwrap_or_default();
        let (people, tickets, mails) = (count("people"), count("tickets"), count("mails"));
        format!("{at} by {by}: {people} people, {tickets} tickets, {mails} mails")
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return "Nobody was erased.".into();
    }
    lines.join("\n")
}
