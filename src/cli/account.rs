//! `greenroom account`: for the operator of the machine, when nobody can administer the desk any more. Prints who uses the
//! desk, and links that work once. The daemon has the store while it runs, so it must be stopped; it says so.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::{out, table};
use crate::accounts::{Accounts, Token};
use crate::app;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::account::{Account, By};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List who uses the desk.
    List,
    /// Make a link that makes a new administrator. It works once; the link before it works no more.
    Administrator,
    /// Make a link by which somebody who uses the desk sets a new password.
    Link {
        /// Their e-mail address.
        email: String,
    },
}

pub(super) async fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let store = app::open_store(config)?;
    let accounts = Accounts::new(Arc::clone(&store), Arc::new(SystemClock), &config.desk);
    match &options.what {
        What::List => list(&accounts.all().await?)?,
        What::Administrator => {
            let token = accounts.administrator_link().await?;
            said(
                config,
                "Whoever opens this link becomes an administrator of the desk",
                &token,
            )?;
        }
        What::Link { email } => {
            let found = store.account_by_email(email).await?;
            let account = found.with_context(|| format!("nobody uses the desk with the address {email}"))?;
            let token = accounts.password_link(account.id, By::Operator).await?;
            said(
                config,
                &format!("{} sets a new password behind this link", account.name),
                &token,
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn said(config: &Config, what: &str, token: &Token) -> anyhow::Result<()> {
    let (desk, link) = (&config.desk, config.desk.welcome(&token.reveal()));
    out::line(format_args!(
        "{what}. It works once, within {} hours. Start the daemon, then open it:\n\n  {link}\n",
        desk.invitation_hours
    ))?;
    Ok(())
}

fn list(accounts: &[Account]) -> anyhow::Result<()> {
    if accounts.is_empty() {
        out::line("Nobody uses the desk yet. `greenroom run` prints the link for the first administrator.")?;
        return Ok(());
    }
    let mut table = table::new(["Name", "E-mail", "Role", "State"]);
    for account in accounts {
        let state = match (account.disabled, account.is_set_up()) {
            (true, _) => "disabled",
            (false, false) => "invited",
            (false, true) => "active",
        };
        table.add_row([&account.name, &account.email, account.role.words(), state]);
    }
    out::line(table)?;
    Ok(())
}
