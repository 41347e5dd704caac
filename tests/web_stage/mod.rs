//! A store with one ticket, a clock that stands still, the three listeners, and a small HTTP client.

use std::sync::Arc;

use greenroom::accounts::Accounts;
use greenroom::accounts::links::Filled;
use greenroom::clock::{Clock, SharedClock, VirtualClock};
use greenroom::config::{Config, DeskConfig};
use greenroom::domain::account::{Account, Role};
use greenroom::domain::event::{Event, Request, Submission};
use greenroom::domain::ids::{ClientKey, MailId, OutboxId, PersonNo, TicketId};
use greenroom::domain::outbox::LinkMaker;
use greenroom::domain::review;
use greenroom::domain::ticket::{Client, Details, Party, Ticket, Wish};
use greenroom::openid::Provider;
use greenroom::outbound::{Composer, LinkKey};
use greenroom::store::Store;
use greenroom::store::commit::{Commit, happen};
use greenroom::store::sled::SledStore;
use greenroom::web::{ApiToken, AppState, api_router, desk_router, link_router, serve};
use jiff::{SignedDuration, Timestamp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Monday morning in New York.
pub(crate) const START: &str = "2027-03-01T14:00:00Z";
/// Of everybody at the desk.
pub(crate) const PASSWORD: &str = "blue lamp over the stairs";
/// The only person on the ticket.
pub(crate) const KIM: PersonNo = PersonNo(1);

/// Everything a test of the web needs.
pub(crate) struct Stage {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: VirtualClock,
    pub(crate) composer: Arc<Composer>,
    pub(crate) token: ApiToken,
    pub(crate) state: AppState,
    pub(crate) key: LinkKey,
    pub(crate) folder: tempfile::TempDir,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(SledStore::open(&folder.path().join("store")).unwrap());
        let clock = VirtualClock::new(START.parse().unwrap());
        let config = Arc::new(Config::default());
        let key = LinkKey::load_or_create(&folder.path().join("link.key")).unwrap();
        let composer = Arc::new(Composer::new(&config, key.clone()).unwrap());
        let token = ApiToken::load_or_create(&folder.path().join("api.token")).unwrap();
        let shared: SharedClock = Arc::new(clock.clone());
        let accounts = Arc::new(Accounts::new(Arc::clone(&store), shared, &config.desk));
        let state = AppState {
            accounts,
            store: Arc::clone(&store),
            clock: Arc::new(clock.clone()),
            config,
            has_levels: true,
            composer: Arc::clone(&composer),
            api_token: Some(token.clone()),
            openid: None,
            insight: greenroom::scheduler::insight::Latest::default(),
            hands: Some(clock.clone()),
            watching: Arc::default(),
        };
        Self {
            store,
            clock,
            composer,
            token,
            state,
            key,
            folder,
        }
    }

    /// A ticket with Kim, who is open.
    pub(crate) async fn open(&self) -> TicketId {
        let config = Config::default();
        let mut terms = config.calendar.terms(None);
        terms.zone = "America/New_York".into();
        let submission = Submission {
            mail: MailId::of(b"mail"),
            message_id: Some("1@harbor.example".into()),
            subject: "New users <b>for</b> Harbor".into(),
            submitter: Party {
                name: Some("Pat".into()),
                email: Some("pat@vendor.example".into()),
            },
            profile: "client-roles".into(),
            client: Client {
                key: ClientKey("harbor.example".into()),
                name: Some("Harbor & Sons".into()),
                contact: None,
            },
            terms,
            go_live: None,
            people: vec![Request {
                details: Details {
                    name: Some("Kim Sørensen".into()),
                    email: Some("kim@harbor.example".into()),
                    level: Some(2),
                    roles: vec!["Reviewer".into()],
                    fields: std::collections::BTreeMap::new(),
                },
                wish: Wish::Now,
                hold_until: None,
                problems: vec![],
            }],
            manual_entry: vec![],
            problems: vec![],
        };
        let mut commit = Commit::new(&self.store, self.clock.now());
        let id = commit.open(submission).await.unwrap().id;
        commit.commit().await.unwrap();
        id
    }

    /// Makes an event happen now.
    pub(crate) async fn happen(&self, ticket: TicketId, event: Event) -> Ticket {
        happen(&self.store, ticket, event, self.clock.now()).await.unwrap()
    }

    /// A ticket whose Kim is queued, with the name of the mail.
    pub(crate) async fn queue(&self) -> (TicketId, OutboxId) {
        let id = self.open().await;
        let approval = review::by_reviewer("Ada", self.clock.now());
        let people = vec![KIM];
        self.happen(id, Event::Approved { people, approval }).await;
        let outbox = OutboxId::activation(id, KIM, 1);
        let link = self.composer.new_link(&outbox);
        self.happen(id, Event::DueTimeReached { person: KIM, link }).await;
        (id, outbox)
    }

    /// A ticket whose Kim was sent a link just now, with the path of the link.
    pub(crate) async fn send(&self) -> (TicketId, String) {
        let (id, outbox) = self.queue().await;
        let expires = self.composer.expires(self.clock.now()).unwrap();
        let event = Event::LinkSent {
            person: KIM,
            number: 1,
            expires,
        };
        self.happen(id, event).await;
        (id, self.path_of(&outbox))
    }

    /// The path of the link in an outgoing mail.
    pub(crate) fn path_of(&self, outbox: &OutboxId) -> String {
        format!("/a/{}", self.key.token(outbox))
    }

    pub(crate) fn link_key_path(&self) -> std::path::PathBuf {
        self.folder.path().join("link.key")
    }

    /// The word of Kim's state.
    pub(crate) async fn kim(&self, id: TicketId) -> &'static str {
        let ticket = self.store.ticket(id).await.unwrap().unwrap();
        ticket.person(KIM).unwrap().state.word()
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: SignedDuration) -> Timestamp {
        let later = self.clock.now() + by;
        self.clock.set(later);
        later
    }

    pub(crate) async fn link_site(&self) -> Site {
        Site::start(link_router(self.state.clone())).await
    }

    pub(crate) async fn api_site(&self) -> Site {
        Site::start(api_router(self.state.clone())).await
    }

    pub(crate) async fn desk_site(&self) -> Site {
        Site::start(desk_router(self.state.clone())).await
    }

    /// Serves the desk at an address that a browser can open, and says which.
    pub(crate) async fn desk_in_browser(&mut self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        self.with_desk(|desk| desk.public_url.clone_from(&url));
        tokio::spawn(serve(listener, desk_router(self.state.clone()), std::future::pending()));
        url
    }

    /// The same with another configuration of the desk.
    pub(crate) fn with_desk(&mut self, change: impl FnOnce(&mut DeskConfig)) {
        let mut config = (*self.state.config).clone();
        change(&mut config.desk);
        self.state.accounts = Arc::new(Accounts::new(
            Arc::clone(&self.store),
            Arc::clone(&self.state.clock),
            &config.desk,
        ));
        self.state.openid = Provider::from_config(&config, &self.state.clock).unwrap();
        self.state.config = Arc::new(config);
    }

    /// An administrator who signs in with [`PASSWORD`].
    pub(crate) async fn administrator(&self, name: &str, email: &str) -> Account {
        let accounts = &self.state.accounts;
        let token = accounts.administrator_link().await.unwrap();
        let usable = accounts.usable(&token).await.unwrap().unwrap();
        let filled = Filled {
            name: name.into(),
            email: email.into(),
            password: PASSWORD.into(),
        };
        accounts.use_link(&usable, filled).await.unwrap();
        self.store.account_by_email(email).await.unwrap().unwrap()
    }

    /// Somebody whom `by` invited, and who signs in with [`PASSWORD`].
    pub(crate) async fn member(&self, by: &Account, name: &str, email: &str, role: Role) -> Account {
        let accounts = &self.state.accounts;
        let (_, token) = accounts.invite(by, name, email, role).await.unwrap();
        let usable = accounts.usable(&token).await.unwrap().unwrap();
        let filled = Filled {
            password: PASSWORD.into(),
            ..Filled::default()
        };
        accounts.use_link(&usable, filled).await.unwrap();
        self.store.account_by_email(email).await.unwrap().unwrap()
    }
}

/// A router that listens on a free port.
pub(crate) struct Site {
    pub(crate) port: u16,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The lines of the head.
    pub(crate) fn head(&self) -> &str {
        &self.head
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Site {
    async fn start(router: axum::Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(serve(listener, router, std::future::pending()));
        Self { port }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").await
    }

    pub(crate) async fn post(&self, path: &str) -> Answer {
        self.ask("POST", path, &[], "").await
    }

    /// One request over a connection of its own.
    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        text += "\r\n";
        text += body;
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let answer = String::from_utf8(bytes).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head[9..12].parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
