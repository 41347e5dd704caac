//! The commands. Each has a file of its own, which says what it prints; nothing else in the program prints.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::app::{self, App};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::telemetry;

mod account;
mod audit;
mod backfill;
mod backup;
mod check_config;
mod client;
mod demo;
mod doctor;
mod erase;
mod mail;
mod out;
mod parse;
mod rehearse;
mod restore;
mod run;
mod table;
mod ticket;
mod transfer;

/// Turns forwarded user lists into checked tickets, holds people until go-live, and sends their activation link.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// The configuration file.
    #[arg(
        long,
        short,
        global = true,
        env = "GREENROOM_CONFIG",
        default_value = "greenroom.toml"
    )]
    config: PathBuf,
    /// Log as JSON, one object a line.
    #[arg(long, global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the daemon: take in mail, hold people, send links.
    Run(run::Options),
    /// Show everything at once on embedded parts: a sample mailbox, tickets, the mails that go out.
    Demo(demo::Options),
    /// Say what a mail asks for, without keeping anything.
    Parse(parse::Options),
    /// Read every stored mail again and list what the present reader would say otherwise.
    Rehearse(rehearse::Options),
    /// Check the configuration and print what is in effect.
    CheckConfig,
    /// Try mailboxes, mail server, store, time zones and templates, and say what to mend.
    Doctor,
    /// Take in everything that lies in the mailboxes now, however old, with a progress bar, and settle it.
    Backfill,
    /// Recount the mailboxes against the ledger, and name what is unexplained.
    Audit,
    /// Write everything that is kept into one file, whether the daemon runs or not.
    Backup(backup::Options),
    /// Make a store of a backup, in an empty place. The daemon must be stopped.
    Restore(restore::Options),
    /// Write everything that is kept as JSON Lines.
    Export(transfer::ExportOptions),
    /// Read what `export` wrote into an empty store.
    Import(transfer::ImportOptions),
    /// Erase what is kept of a person; without --yes only say what that would be.
    Erase(erase::Options),
    /// See who uses the desk, and make a link for whoever lost theirs. The daemon must be stopped.
    Account(account::Options),
    /// Look at mails and what became of them, whether the daemon runs or not.
    Mail(mail::Options),
    /// Look at tickets and decide about them, whether the daemon runs or not.
    Ticket(ticket::Options),
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let quiet = matches!(cli.command, Command::Run(_));
    telemetry::start(if quiet { "info" } else { "warn" }, cli.log_json);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::anyhow!("the runtime cannot be started: {error}")),
    };
    match runtime.block_on(dispatch(cli)) {
        Ok(code) => code,
        Err(error) if out::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    let load = || Config::load(&cli.config);
    match cli.command {
        Command::Run(options) => run::run(load()?, &options).await,
        Command::Demo(options) => demo::run(options).await,
        Command::Parse(options) => parse::run(&options, &cli.config),
        Command::Rehearse(options) => rehearse::run(&load()?, &options).await,
        Command::CheckConfig => check_config::run(&load()?),
        Command::Doctor => doctor::run(&Config::read(&cli.config)?).await,
        Command::Backfill => backfill(load()?).await,
        Command::Audit => recount(&load()?).await,
        Command::Backup(options) => backup::run(&load()?, &options).await,
        Command::Restore(options) => restore::run(&load()?, &options).await,
        Command::Export(options) => transfer::export(&load()?, &options).await,
        Command::Import(options) => transfer::import(&load()?, &options).await,
        Command::Erase(options) => erase::run(load()?, options).await,
        Command::Account(options) => account::run(&load()?, &options).await,
        Command::Mail(options) => mail::run(load()?, options).await,
        Command::Ticket(options) => ticket::run(load()?, options).await,
    }
}

/// Takes everything in, and lets it become what it becomes.
async fn backfill(config: Config) -> anyhow::Result<ExitCode> {
    let app = App::open(config, Arc::new(SystemClock)).await?;
    let taken = app
        .settle_beside(backfill::run(&app.config, &app.store, &app.clock))
        .await?;
    taken.map(|()| ExitCode::SUCCESS)
}

async fn recount(config: &Config) -> anyhow::Result<ExitCode> {
    audit::run(config, &app::open_store(config)?)
        .await
        .map(|()| ExitCode::SUCCESS)
}

#[expect(clippy::print_stderr, reason = "a command says why it failed")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("greenroom: {error:#}");
    ExitCode::FAILURE
}
