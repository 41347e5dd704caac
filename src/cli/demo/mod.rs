//! `greenroom demo`: the whole way of a mail on embedded parts, with nothing installed.
//!
//! A sample mailbox (a Maildir with mails as account managers write them), the real store, the real workers, and a
//! Maildir for the mails that go out, all in a folder of its own, on a clock that starts on Monday 1 March 2027 in New
//! York and can be advanced. Nothing leaves this machine.

mod mailbox;
mod tables;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use jiff::{Span, Timestamp};
use tokio::sync::watch;

use super::{out, table};
use crate::accounts::links::Filled;
use crate::app::{self, App};
use crate::clock::{Clock, VirtualClock};
use crate::config::{
    CalendarConfig, Config, DeskConfig, LinkConfig, MaildirConfig, OutboundConfig, SourcesConfig, TransportConfig,
    TrustConfig,
};
use crate::domain::event::Event;
use crate::domain::review::by_reviewer;
use crate::domain::ticket::{PersonState, Ticket, Wish};
use crate::store::commit::happen;
use crate::web;

/// When the demo begins: a Monday, 09:00 in New York.
const BEGIN: &str = "2027-03-01T09:00:00-05:00";

/// Where the demo's clients are.
const ZONE: &str = "America/New_York";

/// Longer than anybody advances the clock.
const DECADE_MINUTES: u32 = 10 * 366 * 24 * 60;

/// Who signs in to the demo's desk.
const ROBIN: (&str, &str) = ("Robin", "robin@brightside.example");

/// The ticket that a reviewer approves in the demo, so that one `now` is seen to go out.
const APPROVED_SUBJECT: &str = "Activate today: Tamarind Foods";

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Print the tables and end.
    #[arg(long)]
    once: bool,
    /// Advance the clock by this much, such as `30d` or `36h`, before the tables are printed.
    #[arg(long, value_name = "SPAN")]
    advance: Option<Span>,
    /// The port of the desk; the link page takes the next one. 0 takes free ones.
    #[arg(long, default_value_t = 8400)]
    port: u16,
    /// Keep everything in this folder, which must be empty or absent. Default: a folder that is removed at the end.
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// The demo's folder; a temporary one goes with it.
struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Folder {
    fn make(options: &Options) -> anyhow::Result<Self> {
        let (path, temporary) = match &options.dir {
            Some(path) => (path.clone(), false),
            None => (
                std::env::temp_dir().join(format!("greenroom-demo-{}", std::process::id())),
                true,
            ),
        };
        let taken = std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
        anyhow::ensure!(
            !taken,
            "--dir: expected an empty folder, found files in {}",
            path.display()
        );
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self { path, temporary })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary {
            // What cannot be removed is in the system's temporary folder and harms nobody.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

pub(super) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    let folder = Folder::make(&options)?;
    let mails = mailbox::fill(&folder.path.join("mailbox"))?;
    let begin: Timestamp = BEGIN.parse().context("the demo's first moment")?;
    let clock = VirtualClock::new(begin);
    let (desk, link) = listeners(&options).await?;
    let config = config(&folder.path, desk.local_addr()?, link.local_addr()?);
    let app = App::open(config, Arc::new(clock.clone())).await?;

    out::line(format_args!(
        "A sample mailbox with {mails} mails, read at {}:",
        table::moment(clock.now(), ZONE)
    ))?;
    for result in app.take_in(|_| {}).await {
        if let Some(error) = result.error {
            return Err(error.into());
        }
    }
    app.settle().await?;
    approve_one(&app).await?;
    if let Some(span) = options.advance {
        advance(&app, &clock, span).await?;
    }
    print(&app).await?;
    if options.once {
        return Ok(ExitCode::SUCCESS);
    }
    serve(&app, clock, desk, link).await?;
    drop(folder);
    Ok(ExitCode::SUCCESS)
}

async fn listeners(options: &Options) -> anyhow::Result<(tokio::net::TcpListener, tokio::net::TcpListener)> {
    // Printing once needs no fixed ports, so that two demos do not meet.
    let port = if options.once { 0 } else { options.port };
    let next = if port == 0 {
        0
    } else {
        port.checked_add(1).context("--port: expected at most 65534")?
    };
    let desk = app::listen("--port", SocketAddr::from(([127, 0, 0, 1], port))).await?;
    let link = app::listen("--port and one more", SocketAddr::from(([127, 0, 0, 1], next))).await?;
    Ok((desk, link))
}

fn config(folder: &Path, desk: SocketAddr, link: SocketAddr) -> Config {
    let mailbox = MaildirConfig {
        name: "setup".into(),
        path: "mailbox".into(),
        poll_seconds: 1,
        max_mail_mb: 40,
    };
    Config {
        source: SourcesConfig {
            maildir: vec![mailbox],
            ..SourcesConfig::default()
        },
        trust: TrustConfig {
            submitters: vec!["@brightside.example".into()],
            authserv_id: None,
            ..TrustConfig::default()
        },
        calendar: CalendarConfig {
            zone: ZONE.into(),
            ..CalendarConfig::default()
        },
        outbound: OutboundConfig {
            from: "Brightside Customer Solutions <setup@brightside.example>".into(),
            organisation: "Brightside".into(),
            transport: TransportConfig::Maildir {
                path: "outgoing".into(),
            },
            ..OutboundConfig::default()
        },
        link: LinkConfig {
            listen: link,
            base_url: format!("http://{link}"),
            continue_url: "https://app.brightside.example/welcome".into(),
            ..LinkConfig::default()
        },
        desk: DeskConfig {
            listen: desk,
            public_url: format!("http://{desk}"),
            // The clock of the demo jumps, and nobody is to be signed out by that.
            idle_minutes: DECADE_MINUTES,
            session_hours: DECADE_MINUTES / 60,
            ..DeskConfig::default()
        },
        base: folder.to_owned(),
        ..Config::default()
    }
}

/// What a reviewer of Customer Solutions would do at the desk: let one "activate right away" go.
async fn approve_one(app: &App) -> anyhow::Result<()> {
    let tickets = app.store.all_tickets(None, usize::MAX).await?;
    let wanted = tickets.iter().find(|ticket| ticket.subject == APPROVED_SUBJECT);
    let ticket: &Ticket = wanted.context("the ticket that the demo approves was not made")?;
    let waiting =
        |person: &&crate::domain::ticket::Person| person.state == PersonState::Open && person.wish == Wish::Now;
    let people: Vec<_> = ticket.people.iter().filter(waiting).map(|person| person.no).collect();
    let now = app.clock.now();
    let approval = by_reviewer("Robin", now);
    happen(&app.store, ticket.id, Event::Approved { people, approval }, now).await?;
    out::line(format_args!(
        "Robin of Customer Solutions approves {}, because the mail says \"right away\".",
        ticket.id
    ))?;
    app.settle().await?;
    Ok(())
}

async fn advance(app: &App, clock: &VirtualClock, span: Span) -> anyhow::Result<()> {
    let zone = jiff::tz::TimeZone::get(ZONE)?;
    let target = clock
        .now()
        .to_zoned(zone)
        .checked_add(span)
        .context("--advance")?
        .timestamp();
    app.advance(clock, target).await?;
    out::line(format_args!(
        "The clock was advanced to {}.",
        table::moment(target, ZONE)
    ))?;
    Ok(())
}

async fn print(app: &App) -> anyhow::Result<()> {
    out::line(format_args!(
        "\nTickets and people\n{}",
        tables::people(app, ZONE).await?
    ))?;
    out::line(format_args!(
        "\nMails, and what became of them\n{}",
        tables::mails(app).await?
    ))?;
    out::line(format_args!(
        "\nActivation mails that went out\n{}",
        tables::outgoing(app, ZONE).await?
    ))?;
    Ok(())
}

/// Makes Robin the administrator of the demo's desk, and says with which password.
async fn robin(app: &App) -> anyhow::Result<String> {
    let password = data_encoding::BASE32_NOPAD
        .encode(&rand::random::<[u8; 10]>())
        .to_lowercase();
    let token = app.accounts.administrator_link().await?;
    let usable = app.accounts.usable(&token).await?.context("the link of the demo")?;
    let (name, email) = (ROBIN.0.to_owned(), ROBIN.1.to_owned());
    let filled = Filled {
        name,
        email,
        password: password.clone(),
    };
    app.accounts.use_link(&usable, filled).await?;
    Ok(password)
}

async fn serve(
    app: &App,
    clock: VirtualClock,
    desk: tokio::net::TcpListener,
    link: tokio::net::TcpListener,
) -> anyhow::Result<()> {
    let pages = app.pages(Some(clock))?;
    let (stop, stopped) = watch::channel(false);
    out::line(format_args!(
        "\nThe desk, with a button that advances the clock: {}/",
        app.config.desk.public_url
    ))?;
    let password = robin(app).await?;
    out::line(format_args!("Sign in as {} with the password {password}", ROBIN.1))?;
    out::line(format_args!(
        "The mails that go out are in {}/outgoing. Ctrl-C ends the demo.",
        app.config.base.display()
    ))?;
    let mut tasks = app.start(&stopped);
    tasks.spawn(app::serve(
        "the desk",
        desk,
        web::desk_router(pages.clone()),
        stopped.clone(),
    ));
    tasks.spawn(app::serve("the public page", link, web::link_router(pages), stopped));
    tokio::signal::ctrl_c().await?;
    stop.send(true)?;
    while tasks.join_next().await.is_some() {}
    Ok(())
}
