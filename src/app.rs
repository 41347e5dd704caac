//! The composition root: the only place that builds adapters and says which parts run together.

use std::sync::{Arc, OnceLock};

use anyhow::Context;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{error, info};

use crate::accounts::Accounts;
use crate::clock::{Clock, SharedClock, VirtualClock};
use crate::config::{Config, check};
use crate::domain::outbox::LinkMaker;
use crate::intake::status::Status;
use crate::intake::{self, Progress};
use crate::openid::Provider;
use crate::outbound::webhook::Endpoint;
use crate::outbound::{Composer, LinkKey, Transport, transport};
use crate::pipeline::Pipeline;
use crate::scheduler::audit::AuditWorker;
use crate::scheduler::due::DueWorker;
use crate::scheduler::first_look::first_look;
use crate::scheduler::insight::{InsightWorker, Latest};
use crate::scheduler::outbox::OutboxWorker;
use crate::scheduler::recheck::RecheckWorker;
use crate::scheduler::retention::RetentionWorker;
use crate::scheduler::terms;
use crate::scheduler::webhooks::WebhookWorker;
use crate::scheduler::worker::{self, Worker};
use crate::store::sled::SledStore;
use crate::store::telling::TellingStore;
use crate::store::{Index, Store};
use crate::web::{self, ApiToken, AppState};

/// Settling in so many rounds is always enough: a mail makes a ticket, a ticket makes a mail, and that is all.
const ROUNDS: usize = 64;

/// All parts, put together and not yet running.
pub struct App {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: SharedClock,
    /// The configuration.
    pub config: Arc<Config>,
    /// Who may use the desk.
    pub accounts: Arc<Accounts>,
    watching: Arc<OnceLock<Status>>,
    composer: Arc<Composer>,
    insight: Latest,
    pipeline: Arc<Pipeline>,
    /// Those that let links go out.
    senders: Vec<Arc<dyn Worker>>,
    webhooks: Arc<dyn Worker>,
}

/// Opens the store of a configuration.
///
/// # Errors
/// What the store says, such as that another process has it open.
pub fn open_store(config: &Config) -> anyhow::Result<Arc<dyn Store>> {
    Ok(Arc::new(SledStore::open(&config.resolve(&config.store.path))?))
}

impl App {
    /// Opens the store and builds all parts by the configuration.
    ///
    /// # Errors
    /// Says which part cannot be built, and why.
    pub async fn open(config: Config, clock: SharedClock) -> anyhow::Result<Self> {
        let endpoints = config
            .webhook
            .iter()
            .map(|webhook| webhook.name.clone())
            .collect::<Vec<_>>();
        let mut store = open_store(&config)?;
        if !endpoints.is_empty() {
            store = Arc::new(TellingStore::new(store, endpoints));
        }
        let transport = transport::from_config(&config)?;
        Self::around(config, clock, store, transport).await
    }

    /// Builds all other parts around a store and a way out that are there already.
    ///
    /// # Errors
    /// Says which part cannot be built, and why.
    pub async fn around(
        config: Config,
        clock: SharedClock,
        store: Arc<dyn Store>,
        transport: Arc<dyn Transport>,
    ) -> anyhow::Result<Self> {
        let folder = config.resolve(&config.store.path);
        let composer = Arc::new(Composer::new(
            &config,
            LinkKey::load_or_create(&folder.join("link.key"))?,
        )?);
        let links: Arc<dyn LinkMaker> = Arc::clone(&composer) as Arc<dyn LinkMaker>;
        let config = Arc::new(config);
        let pipeline = Arc::new(Pipeline::new(
            Arc::clone(&store),
            Arc::clone(&config),
            check::profile(&config).map_err(anyhow::Error::msg)?,
            Arc::clone(&links),
        )?);
        let due = DueWorker::new(Arc::clone(&store), links, config.policy.activation_burst);
        let limits = (config.outbound.parallel, config.outbound.max_attempts);
        let outbox = OutboxWorker::new(
            Arc::clone(&store),
            Arc::clone(&clock),
            transport,
            Arc::clone(&composer),
            limits,
        );
        let endpoints = config
            .webhook
            .iter()
            .map(|webhook| Endpoint::new(webhook, &config.base));
        let endpoints = endpoints.collect::<Result<Vec<_>, _>>()?;
        let webhooks: Arc<dyn Worker> = Arc::new(WebhookWorker::new(Arc::clone(&store), endpoints));
        let senders: Vec<Arc<dyn Worker>> = vec![Arc::new(due), Arc::new(outbox)];
        terms::bring_up_to_date(&store, &config, clock.now()).await?;
        let accounts = Arc::new(Accounts::new(Arc::clone(&store), Arc::clone(&clock), &config.desk));
        Ok(Self {
            store,
            clock,
            config,
            accounts,
            watching: Arc::default(),
            composer,
            insight: Latest::default(),
            pipeline,
            senders,
            webhooks,
        })
    }

    /// Goes once over every source.
    pub async fn take_in(&self, progress: impl FnMut(Progress) + Send) -> Vec<intake::FolderResult> {
        intake::once(&self.config, &self.store, &self.clock, progress).await
    }

    /// Does all that is to be done at this moment, and then says how much that was. For the demo, tests and backfill.
    ///
    /// # Errors
    /// Why a worker was cut short.
    pub async fn settle(&self) -> anyhow::Result<usize> {
        let mut all = 0;
        for _ in 0..ROUNDS {
            let mut done = 0;
            for worker in self.readers().iter().chain(&self.senders) {
                let report = worker.run_once(self.clock.now()).await;
                if let Some(why) = report.failed {
                    anyhow::bail!("{}: {why}", worker.name());
                }
                done += report.done;
            }
            if done == 0 {
                return Ok(all);
            }
            all += done;
        }
        anyhow::bail!("the work does not come to an end after {ROUNDS} rounds")
    }

    /// Those that settle mails: what is to be looked at again, and then everything that is stored.
    fn readers(&self) -> [Arc<dyn Worker>; 2] {
        [
            Arc::new(RecheckWorker::new(Arc::clone(&self.store))),
            Arc::clone(&self.pipeline) as Arc<dyn Worker>,
        ]
    }

    /// Moves `hands` to `target`, stopping at each due time on the way, so that everything happens at its own minute.
    ///
    /// # Errors
    /// Why a worker was cut short.
    pub async fn advance(&self, hands: &VirtualClock, target: Timestamp) -> anyhow::Result<()> {
        loop {
            let due = self.store.earliest(Index::TicketByWake).await?;
            let outgoing = self.store.earliest(Index::OutboxByWake).await?;
            let again = self.store.earliest(Index::MailByRecheck).await?;
            let Some(next) = [due, outgoing, again]
                .into_iter()
                .flatten()
                .min()
                .filter(|at| *at <= target)
            else {
                break;
            };
            hands.set(next.max(hands.now()));
            if self.settle().await? == 0 {
                break;
            }
        }
        hands.set(target);
        self.settle().await?;
        Ok(())
    }

    /// Lets every stored mail become what it becomes while `taking_in` stores more, and after it; sends nothing.
    ///
    /// # Errors
    /// What the store says.
    pub async fn settle_beside<T>(&self, taking_in: impl Future<Output = T>) -> anyhow::Result<T> {
        let settling = async {
            let mut commits = self.store.commits();
            loop {
                commits.borrow_and_update();
                self.settle_mails().await?;
                commits.changed().await?;
            }
        };
        // Whoever ends first ends the other; a mail whose settling is cut short is settled again below.
        let taken = tokio::select! {
            taken = taking_in => taken,
            failed = settling => return failed,
        };
        self.settle_mails().await?;
        Ok(taken)
    }

    /// Lets every stored mail become what it becomes, and sends nothing.
    ///
    /// # Errors
    /// What the store says.
    pub async fn settle_mails(&self) -> anyhow::Result<usize> {
        Ok(self.pipeline.settle_pending(self.clock.now()).await?)
    }

    /// What the pages share. `hands` belong to a clock that visitors may advance.
    ///
    /// # Errors
    /// When the token of the API can neither be read nor made, or the secret for OpenID Connect cannot be had.
    pub fn pages(&self, hands: Option<VirtualClock>) -> anyhow::Result<AppState> {
        let token = self.config.resolve(&self.config.store.path).join("api.token");
        Ok(AppState {
            store: Arc::clone(&self.store),
            clock: Arc::clone(&self.clock),
            config: Arc::clone(&self.config),
            has_levels: check::has_levels(&self.config),
            composer: Arc::clone(&self.composer),
            accounts: Arc::clone(&self.accounts),
            openid: Provider::from_config(&self.config, &self.clock)?,
            api_token: Some(ApiToken::load_or_create(&token)?),
            insight: self.insight.clone(),
            hands,
            watching: Arc::clone(&self.watching),
        })
    }

    /// Starts intake and the workers. They end when `stop` says true. Nothing is sent before the mailboxes were looked at.
    pub fn start(&self, stop: &watch::Receiver<bool>) -> JoinSet<()> {
        let intake = intake::spawn(&self.config, &self.store, &self.clock, stop);
        let (mut tasks, status) = (intake.tasks, intake.status);
        // Of a second start, the first one is still told of.
        let _ = self.watching.set(status.clone());
        for reader in self.readers() {
            let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
            tasks.spawn(worker::run(reader, store, clock, stop.clone()));
        }
        let lets_go: Arc<dyn Worker> =
            Arc::new(RetentionWorker::new(Arc::clone(&self.store), Arc::clone(&self.config)));
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        tasks.spawn(worker::run(lets_go, store, clock, stop.clone()));
        let counts = InsightWorker::new(Arc::clone(&self.store), Arc::clone(&self.config), self.insight.clone());
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        tasks.spawn(worker::run(Arc::new(counts), store, clock, stop.clone()));
        let (tells, store, clock) = (
            Arc::clone(&self.webhooks),
            Arc::clone(&self.store),
            Arc::clone(&self.clock),
        );
        tasks.spawn(worker::run(tells, store, clock, stop.clone()));
        let recounts = AuditWorker::new(Arc::clone(&self.store), Arc::clone(&self.config));
        let (store, clock, mut ending) = (Arc::clone(&self.store), Arc::clone(&self.clock), stop.clone());
        let recounting = worker::run(Arc::new(recounts), store, clock, stop.clone());
        tasks.spawn(async move {
            // A recount under way changes nothing, so nobody waits for its end.
            tokio::select! {
                () = recounting => {}
                _ = ending.wait_for(|ending| *ending) => {}
            }
        });
        for worker in &self.senders {
            let (worker, store, clock) = (Arc::clone(worker), Arc::clone(&self.store), Arc::clone(&self.clock));
            let (status, mut stop) = (status.clone(), stop.clone());
            tasks.spawn(async move {
                tokio::select! {
                    () = first_look(&status, &store, &clock) => {}
                    _ = stop.wait_for(|stop| *stop) => return,
                }
                worker::run(worker, store, clock, stop).await;
            });
        }
        tasks
    }

    /// Runs everything until `stop` says true: intake, workers, the public page, the desk and the API.
    ///
    /// # Errors
    /// When a listener cannot be opened.
    pub async fn run(&self, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let pages = self.pages(None)?;
        let link = listen("link.listen", self.config.link.listen).await?;
        let desk = listen("desk.listen", self.config.desk.listen).await?;
        let api = listen("api.listen", self.config.api.listen).await?;
        let mut tasks = self.start(&stop);
        tasks.spawn(serve(
            "the public page",
            link,
            web::link_router(pages.clone()),
            stop.clone(),
        ));
        tasks.spawn(serve("the desk", desk, web::desk_router(pages.clone()), stop.clone()));
        tasks.spawn(serve("the API", api, web::api_router(pages), stop.clone()));
        let Config { link, desk, api, .. } = &*self.config;
        info!(link = %link.listen, desk = %desk.listen, api = %api.listen, "greenroom is running");
        while let Some(ended) = tasks.join_next().await {
            if let Err(error) = ended {
                // A part that breaks must not go unseen; the service manager starts all of them again.
                anyhow::bail!("a part has broken: {error}");
            }
        }
        Ok(())
    }
}

/// Opens a listener, and names the key of the configuration when that fails.
///
/// # Errors
/// What the system says.
pub async fn listen(key: &str, address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{key}: cannot listen on {address}"))
}

/// Serves pages until `stop` says true.
pub async fn serve(what: &'static str, listener: TcpListener, router: axum::Router, mut stop: watch::Receiver<bool>) {
    let stopped = async move {
        // When the sender is gone nobody can stop us any more, so that counts as a stop.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    if let Err(error) = web::serve(listener, router, stopped).await {
        error!(what, %error, "pages are no longer served");
    }
}
