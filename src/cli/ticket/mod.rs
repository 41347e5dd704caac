//! `greenroom ticket …`: look at tickets and decide about them, through the API of the running daemon. When none runs, the
//! same API is served for the moment of the command, on the store itself.

mod restored;
mod show;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::client::{Asked, Client};
use super::out;
use crate::config::Config;
use crate::domain::ids::TicketId;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    asked: Asked,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List tickets, oldest first.
    List {
        /// Only those in this state, such as `needs_review`.
        #[arg(long)]
        state: Option<String>,
        /// Only those that need a person for this reason, such as `late`, or for `any`; the most urgent first.
        #[arg(long, conflicts_with = "state")]
        need: Option<String>,
    },
    /// Show a ticket, its people and its history.
    Show { ticket: TicketId },
    /// Approve people for what the mail says: hold, or activate now.
    Approve { ticket: TicketId, people: Vec<u32> },
    /// Take the approval of people back, while nothing has gone out.
    Undo { ticket: TicketId, people: Vec<u32> },
    /// Say that a person has been set up in the system.
    SetUp {
        ticket: TicketId,
        person: u32,
        /// They have not, after all.
        #[arg(long)]
        not: bool,
    },
    /// Send a person's link at once.
    Now { ticket: TicketId, person: u32 },
    /// Send a person's link on a day.
    On { ticket: TicketId, person: u32, date: Date },
    /// Hold a person until somebody decides otherwise.
    Stop { ticket: TicketId, person: u32 },
    /// Correct what a person is set up with.
    Correct {
        ticket: TicketId,
        person: u32,
        /// "Given Family".
        #[arg(long)]
        name: Option<String>,
        /// Where the link goes.
        #[arg(long)]
        email: Option<String>,
        /// 1 to 4.
        #[arg(long)]
        level: Option<u8>,
        /// All roles; may be given several times.
        #[arg(long = "role")]
        roles: Vec<String>,
    },
    /// Send a person a new link; the one before ends.
    NewLink { ticket: TicketId, person: u32 },
    /// Take a person out.
    Cancel {
        ticket: TicketId,
        person: u32,
        /// Why, in a few words.
        #[arg(long)]
        reason: String,
    },
    /// Say that the client's go-live is another day, and plan everybody who waits for it anew.
    GoLive { ticket: TicketId, date: Date },
    /// Say that what concerned the whole ticket is settled, by the codes of its problems.
    Settle { ticket: TicketId, codes: Vec<String> },
    /// List the tickets that a restore has left for a person, or settle them.
    Restored {
        /// Settle those on which nobody has perhaps been sent a link: what was decided since the backup is decided again.
        #[arg(long)]
        settle: bool,
    },
    /// Turn a whole ticket down.
    Reject {
        ticket: TicketId,
        /// Why, in a few words.
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(config: Config, options: Options) -> anyhow::Result<ExitCode> {
    let client = Client::connect(config, &options.asked.reviewer).await?;
    if let Action::Restored { settle } = options.action {
        let answer = restored::run(&client, settle).await?;
        if options.asked.json {
            out::line(format_args!("{answer:#}"))?;
        } else {
            out::line(restored::words(&answer))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let answer = match &options.action {
        Action::List { need: Some(need), .. } => client.list("tickets", "need", Some(need)).await?,
        Action::List { state, need: None } => client.list("tickets", "state", state.as_deref()).await?,
        Action::Show { ticket } => client.get(&format!("tickets/{ticket}")).await?,
        Action::Approve { .. }
        | Action::Undo { .. }
        | Action::SetUp { .. }
        | Action::Now { .. }
        | Action::On { .. }
        | Action::Stop { .. }
        | Action::Correct { .. }
        | Action::NewLink { .. }
        | Action::Cancel { .. }
        | Action::GoLive { .. }
        | Action::Settle { .. }
        | Action::Restored { .. }
        | Action::Reject { .. } => change(&client, &options.action).await?,
    };
    if options.asked.json {
        out::line(format_args!("{answer:#}"))?;
    } else if let Action::List { need, .. } = &options.action {
        let list = if need.is_some() { show::needs } else { show::list };
        out::line(list(&answer)?)?;
    } else {
        out::line(show::ticket(&answer)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends a decision, made on the ticket as it is now.
async fn change(client: &Client, action: &Action) -> anyhow::Result<Value> {
    let (ticket, verb, mut body) = match action {
        Action::Approve { ticket, people } => (ticket, "approve", json!({ "people": people })),
        Action::Undo { ticket, people } => (ticket, "undo", json!({ "people": people })),
        Action::SetUp { ticket, person, not } => (ticket, "set-up", json!({ "person": person, "done": !not })),
        Action::Now { ticket, person } => (ticket, "decide", json!({ "person": person, "decision": "now" })),
        Action::On { ticket, person, date } => (
            ticket,
            "decide",
            json!({ "person": person, "decision": "on", "date": date }),
        ),
        Action::Stop { ticket, person } => (ticket, "decide", json!({ "person": person, "decision": "stop" })),
        Action::Correct {
            ticket,
            person,
            name,
            email,
            level,
            roles,
        } => {
            let roles = (!roles.is_empty()).then_some(roles);
            let typed = json!({ "name": name, "email": email, "level": level, "roles": roles });
            (ticket, "correct", json!({ "person": person, "details": typed }))
        }
        Action::NewLink { ticket, person } => (ticket, "new-link", json!({ "person": person })),
        Action::Cancel { ticket, person, reason } => (ticket, "cancel", json!({ "person": person, "reason": reason })),
        Action::GoLive { ticket, date } => (ticket, "go-live", json!({ "date": date })),
        Action::Settle { ticket, codes } => (ticket, "settle", json!({ "codes": codes })),
        Action::Reject { ticket, reason } => (ticket, "reject", json!({ "reason": reason })),
        Action::List { .. } | Action::Show { .. } | Action::Restored { .. } => anyhow::bail!("looking changes nothing"),
    };
    let before = client.get(&format!("tickets/{ticket}")).await?;
    body["revision"] = before["ticket"]["revision"].clone();
    client.post(&format!("tickets/{ticket}/{verb}"), &body).await?;
    client.get(&format!("tickets/{ticket}")).await
}
