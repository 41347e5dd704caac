//! How long pages of the desk take with many tickets in the store, while twenty people use it, beside a file of the same size.
//!
//! Everything is real: the store on the disk of the build, mails that were taken in and read, the program's own web server, one
//! connection a person. First each of them waits a second between two pages, as somebody quick would; then nobody waits at
//! all, which shows how much there is to spare. What asks runs on the same machine and takes its share of it.
//!
//! `cargo bench --bench desk`; `GREENROOM_DESK_TICKETS` and `GREENROOM_DESK_USERS` change how many there are.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "this is a benchmark"
)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::routing::get;
use greenroom::accounts::links::Filled;
use greenroom::app::{self, App};
use greenroom::clock::{Clock, SystemClock};
use greenroom::config::{Config, MaildirConfig};
use greenroom::domain::event::{Request, Submission};
use greenroom::domain::ids::{ClientKey, MailId, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::ticket::{Client, Details, GoLive, Party, Wish};
use greenroom::store::{Batch, Record};
use greenroom::web;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::watch;
use tokio::task::JoinSet;

const TICKETS: usize = 100_000;
const USERS: usize = 20;

/// So many tickets come from mails that were really read, so that their pages are those of every day.
const MAILS: usize = 200;

/// How long the desk is used, with waiting and without.
const USED: Duration = Duration::from_secs(40);
const PRESSED: Duration = Duration::from_secs(15);

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |value| value.parse().unwrap())
}

fn configuration(folder: &Path) -> Config {
    let mails = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let mailbox = folder.join("mailbox");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(mailbox.join(part)).unwrap();
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(mails)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
    let mut config = Config::default();
    for file in files.iter().take(MAILS) {
        let name = file.file_stem().unwrap();
        std::fs::copy(file, mailbox.join("new").join(name)).unwrap();
        let mail = std::fs::read(file).unwrap();
        let mail = mail_parser::MessageParser::default().parse(&mail).unwrap();
        let from = mail
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.address());
        let domain = from
            .and_then(|from| from.rsplit('@').next())
            .map(|domain| format!("@{domain}"));
        config.trust.submitters.extend(domain);
    }
    config.trust.submitters.sort();
    config.trust.submitters.dedup();
    config.trust.sender_burst = 1_000_000;
    config.source.maildir.push(MaildirConfig {
        name: "setup".into(),
        path: mailbox,
        poll_seconds: 1,
        max_mail_mb: 40,
    });
    config.outbound.from = "cs@vendor.example".into();
    config.store.path = folder.join("data");
    config.base = folder.to_owned();
    config
}

/// Tickets as their first mail leaves them, of 500 clients, over the next year; every fifth lacks a word about the activation.
async fn fill(app: &App, count: usize) {
    let (now, terms) = (app.clock.now(), app.config.calendar.terms(None));
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut done = 0_usize;
    while done < count {
        let mut batch = Batch::new();
        for number in done..count.min(done + 500) {
            let client = format!("client{}.example", number % 500);
            let details = Details {
                name: Some(format!("Person{number} Family{}", number % 97)),
                email: Some(format!("person{number}@{client}")),
                level: Some(2),
                ..Details::default()
            };
            let days = i64::try_from(number % 365).unwrap();
            let submission = Submission {
                mail: MailId::of(&number.to_le_bytes()),
                message_id: None,
                subject: format!("Users of {client}"),
                submitter: Party {
                    name: None,
                    email: Some(format!("manager{}@vendor.example", number % 40)),
                },
                profile: "client-roles".into(),
                client: Client {
                    key: ClientKey(client),
                    name: None,
                    contact: None,
                },
                terms: terms.clone(),
                go_live: Some(GoLive::stated(today.saturating_add(days.days()), false)),
                people: vec![Request {
                    details,
                    wish: if number % 5 == 0 { Wish::Unstated } else { Wish::Hold },
                    hold_until: None,
                    problems: vec![],
                }],
                manual_entry: vec![],
                problems: vec![],
            };
            let id = app.store.reserve_ticket_id().await.unwrap();
            batch.insert(Record::Ticket(Box::new(lifecycle::open(id, &submission, now))));
        }
        app.store.commit(batch).await.unwrap();
        done += 500;
    }
}

/// The cookie of an administrator.
async fn signed_in(app: &App) -> String {
    let token = app.accounts.administrator_link().await.unwrap();
    let usable = app.accounts.usable(&token).await.unwrap().unwrap();
    let filled = Filled {
        name: "Ada".into(),
        email: "ada@vendor.example".into(),
        password: "a long walk in the green hills".into(),
    };
    let session = app.accounts.use_link(&usable, filled).await.unwrap();
    format!("greenroom={}", session.reveal())
}

/// One person's browser: a connection that stays open.
struct User {
    reading: BufReader<OwnedReadHalf>,
    writing: OwnedWriteHalf,
    cookie: String,
}

impl User {
    async fn at(address: SocketAddr, cookie: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (reading, writing) = stream.into_split();
        Self {
            reading: BufReader::new(reading),
            writing,
            cookie: cookie.to_owned(),
        }
    }

    /// Asks for a page; how many bytes it has.
    async fn page(&mut self, path: &str) -> usize {
        let request = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nCookie: {}\r\n\r\n", self.cookie);
        self.writing.write_all(request.as_bytes()).await.unwrap();
        let (mut status, mut length) = (String::new(), 0);
        self.reading.read_line(&mut status).await.unwrap();
        assert!(status.contains(" 200 "), "{path}: {status}");
        loop {
            let mut line = String::new();
            self.reading.read_line(&mut line).await.unwrap();
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap();
                }
                Some(_) => {}
                None => break,
            }
        }
        assert!(length > 0, "{path} is empty or does not say how long it is");
        let mut body = vec![0; length];
        self.reading.read_exact(&mut body).await.unwrap();
        length
    }
}

/// What somebody asks for, as it is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Queue,
    QueueFiltered,
    Search,
    Ticket,
    File,
}

impl Asked {
    fn words(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::QueueFiltered => "queue, filtered",
            Self::Search => "search",
            Self::Ticket => "ticket",
            Self::File => "a file",
        }
    }
}

type Times = BTreeMap<Asked, Vec<Duration>>;

/// One person's use of the desk until the time is over: the queue, tickets, now and then a search; after each a file of that size.
async fn use_desk(
    (desk, files): (SocketAddr, SocketAddr),
    cookie: String,
    tickets: Arc<Vec<TicketId>>,
    who: usize,
    (long, waits): (Duration, bool),
) -> Times {
    let (mut user, mut other) = (User::at(desk, &cookie).await, User::at(files, "none=1").await);
    let mut times = Times::new();
    let clock = SystemClock;
    let since = |start: Timestamp| Duration::try_from(clock.now().duration_since(start)).unwrap_or_default();
    let begin = clock.now();
    let mut turn = who;
    while since(begin) < long {
        let (asked, path) = match turn % 6 {
            0 => (Asked::Queue, "/".to_owned()),
            1 => (Asked::QueueFiltered, "/?show=missing".to_owned()),
            2 => (Asked::Search, format!("/?q=person{}", turn * 37 % TICKETS)),
            _ => (Asked::Ticket, format!("/tickets/{}", tickets[turn * 7 % tickets.len()])),
        };
        let start = clock.now();
        let length = user.page(&path).await;
        times.entry(asked).or_default().push(since(start));
        let start = clock.now();
        other.page(&format!("/file?bytes={length}")).await;
        times.entry(Asked::File).or_default().push(since(start));
        turn += 1;
        if waits {
            // Not all at the same moment: between a half and one and a half seconds.
            let pause = 500 + u64::from(rand::random::<u16>() % 1000);
            clock.sleep(Duration::from_millis(pause)).await;
        }
    }
    times
}

fn tell(title: &str, times: Times) {
    println!(
        "\n{title}\n{:<18}{:>8}{:>10}{:>10}{:>10}",
        "", "times", "p50 ms", "p95 ms", "p99 ms"
    );
    for (asked, mut times) in times {
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
        println!(
            "{:<18}{:>8}{:>10.2}{:>10.2}{:>10.2}",
            asked.words(),
            times.len(),
            at(50),
            at(95),
            at(99)
        );
    }
}

/// A server of files beside the desk, in the same program; a file is made for each size that is asked for.
async fn serve_files(folder: PathBuf, stopped: watch::Receiver<bool>) -> SocketAddr {
    let listener = app::listen("files", SocketAddr::from(([127, 0, 0, 1], 0)))
        .await
        .unwrap();
    let address = listener.local_addr().unwrap();
    let send = |State(folder): State<PathBuf>, Query(asked): Query<BTreeMap<String, usize>>| async move {
        let bytes = asked["bytes"];
        let file = folder.join(format!("{bytes}.html"));
        match tokio::fs::read(&file).await {
            Ok(body) if body.len() == bytes => body,
            // Not there yet, or being written for somebody else.
            Ok(_) | Err(_) => {
                let body = vec![b'x'; bytes];
                tokio::fs::write(&file, &body).await.unwrap();
                body
            }
        }
    };
    let router = axum::Router::new().route("/file", get(send)).with_state(folder);
    tokio::spawn(app::serve("files", listener, router, stopped));
    address
}

#[tokio::main]
async fn main() {
    let (count, users) = (
        number("GREENROOM_DESK_TICKETS", TICKETS),
        number("GREENROOM_DESK_USERS", USERS),
    );
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let folder = tempfile::tempdir_in(target).unwrap();
    let app = App::open(configuration(folder.path()), Arc::new(SystemClock))
        .await
        .unwrap();
    for result in app.take_in(|_| {}).await {
        assert!(result.error.is_none(), "{:?}", result.error);
    }
    app.settle_mails().await.unwrap();
    let read: Vec<TicketId> = app
        .store
        .all_tickets(None, usize::MAX)
        .await
        .unwrap()
        .iter()
        .map(|one| one.id)
        .collect();
    assert!(read.len() > MAILS / 2, "only {} mails became tickets", read.len());
    fill(&app, count.saturating_sub(read.len())).await;
    let all = app.store.all_tickets(None, usize::MAX).await.unwrap().len();
    println!(
        "{all} tickets, {} of them from mails that were read; {users} people",
        read.len()
    );

    let cookie = signed_in(&app).await;
    let (stop, stopped) = watch::channel(false);
    let desk = app::listen("desk", SocketAddr::from(([127, 0, 0, 1], 0)))
        .await
        .unwrap();
    let addresses = (
        desk.local_addr().unwrap(),
        serve_files(folder.path().to_owned(), stopped.clone()).await,
    );
    let pages = app.pages(None).unwrap();
    tokio::spawn(app::serve("desk", desk, web::desk_router(pages), stopped));
    let read = Arc::new(read);
    for (title, how) in [
        ("Each waits a second between two pages", (USED, true)),
        ("Nobody waits", (PRESSED, false)),
    ] {
        let mut using = JoinSet::new();
        for who in 0..users {
            using.spawn(use_desk(addresses, cookie.clone(), Arc::clone(&read), who, how));
        }
        let mut all = Times::new();
        while let Some(times) = using.join_next().await {
            for (asked, times) in times.unwrap() {
                all.entry(asked).or_default().extend(times);
            }
        }
        tell(title, all);
    }
    stop.send(true).unwrap();
}
