//! Speaks to the API: that of the running daemon, or one that is served for this command alone.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::Args;
use serde_json::{Value, json};
use tokio::sync::watch;
use ureq::Agent;

use crate::app::{self, App};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::web::{self, ApiToken};

/// The API answers at once; a minute means that nobody is there.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);

/// The largest mail that is taken in, and some more.
const LARGEST_ANSWER: u64 = 256 << 20;

/// As many as one page brings at most.
const PAGE: usize = 500;

/// What every command that speaks to the API may be told.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Print the API's answer as JSON.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Your name, for the history.
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        env = "USER",
        default_value = "operator"
    )]
    pub(super) reviewer: String,
}

/// A connection to the API.
pub(super) struct Client {
    agent: Agent,
    base: String,
    token: ApiToken,
    reviewer: String,
    /// Keeps an API that is served for this command alone going.
    _own: Option<watch::Sender<bool>>,
}

impl Client {
    /// Finds the daemon, or serves the API from the store itself.
    pub(super) async fn connect(config: Config, reviewer: &str) -> anyhow::Result<Self> {
        if let Some(daemon) = Self::of_daemon(&config, reviewer).await? {
            return Ok(daemon);
        }
        let mut client = Self::at(&config, String::new(), reviewer)?;
        let (base, stop) = serve(config).await?;
        (client.base, client._own) = (base, Some(stop));
        Ok(client)
    }

    /// Finds the daemon, if it runs.
    pub(super) async fn of_daemon(config: &Config, reviewer: &str) -> anyhow::Result<Option<Self>> {
        let listen = config.api.listen;
        match tokio::net::TcpStream::connect(listen).await {
            Ok(_) => Self::at(config, format!("http://{listen}"), reviewer).map(Some),
            Err(_) => Ok(None),
        }
    }

    fn at(config: &Config, base: String, reviewer: &str) -> anyhow::Result<Self> {
        let settings = Agent::config_builder()
            .timeout_global(Some(LONGEST_ANSWER))
            .http_status_as_error(false);
        Ok(Self {
            agent: Agent::new_with_config(settings.build()),
            base,
            token: ApiToken::load_or_create(&config.resolve(&config.store.path).join("api.token"))?,
            reviewer: reviewer.to_owned(),
            _own: None,
        })
    }

    /// Reads a long answer, however long it takes; one that stays silent for a minute is given up.
    pub(super) async fn stream(&self, path: &str) -> anyhow::Result<impl Read + Send + use<>> {
        self.long(path, None).await
    }

    /// Asks for something that takes its time, and waits for what came of it.
    pub(super) async fn post_long(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let answer = self.long(path, Some(body.to_string())).await?;
        let read = tokio::task::spawn_blocking(move || std::io::read_to_string(answer));
        let answer: Value = serde_json::from_str(&read.await??).context("the API was cut off")?;
        match answer["problem"].as_str() {
            Some(words) => Err(anyhow!("{words}")),
            None => Ok(answer),
        }
    }

    async fn long(&self, path: &str, body: Option<String>) -> anyhow::Result<impl Read + Send + use<>> {
        let (agent, url) = (self.agent.clone(), format!("{}/api/v1/{path}", self.base));
        let bearer = format!("Bearer {}", self.token.reveal());
        let reviewer = self.reviewer.clone();
        let asked = tokio::task::spawn_blocking(move || match body {
            None => {
                let request = agent.get(&url).header("authorization", &bearer).config();
                let patient = request.timeout_global(None).timeout_recv_response(Some(LONGEST_ANSWER));
                patient.build().call()
            }
            Some(body) => {
                let request = agent.post(&url).header("authorization", &bearer);
                let request = request.header("x-greenroom-user", &reviewer);
                let request = request.header("content-type", "application/json").config();
                let patient = request.timeout_global(None).timeout_recv_response(Some(LONGEST_ANSWER));
                patient.build().send(body)
            }
        });
        let mut answer = asked.await?.context("the API did not answer")?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer.into_body().into_reader());
        }
        let bytes = answer.body_mut().read_to_vec().unwrap_or_default();
        Err(refusal(status.as_u16(), &bytes))
    }

    /// Everything of a list, page by page; where `key` has a `value`, only what fits it.
    pub(super) async fn list(&self, what: &str, key: &str, value: Option<&str>) -> anyhow::Result<Value> {
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let wanted = value
                .map(|value| format!("&{key}={}", value.replace(' ', "_")))
                .unwrap_or_default();
            let from = if after.is_empty() {
                String::new()
            } else {
                format!("&after={after}")
            };
            let mut page = self.get(&format!("{what}?limit={PAGE}{wanted}{from}")).await?;
            all.extend(page[what].as_array_mut().map(std::mem::take).unwrap_or_default());
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut after),
                None => return Ok(json!({ what: all })),
            }
        }
    }

    /// Reads JSON at an address below `/api/v1`.
    pub(super) async fn get(&self, path: &str) -> anyhow::Result<Value> {
        serde_json::from_slice(&self.bytes(path).await?).context("the API answered no JSON")
    }

    /// Reads what is at an address below `/api/v1`.
    pub(super) async fn bytes(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        self.ask(path, None).await
    }

    /// Sends a decision to an address below `/api/v1`.
    pub(super) async fn post(&self, path: &str, body: &Value) -> anyhow::Result<()> {
        self.ask(path, Some(body.to_string())).await.map(|_| ())
    }

    async fn ask(&self, path: &str, body: Option<String>) -> anyhow::Result<Vec<u8>> {
        let (agent, url) = (self.agent.clone(), format!("{}/api/v1/{path}", self.base));
        let bearer = format!("Bearer {}", self.token.reveal());
        let reviewer = self.reviewer.clone();
        // The client blocks; our own API is answered by the runtime's threads meanwhile.
        let asked = tokio::task::spawn_blocking(move || {
            let answer = match body {
                None => agent.get(&url).header("authorization", &bearer).call(),
                Some(body) => {
                    let request = agent
                        .post(&url)
                        .header("authorization", &bearer)
                        .header("x-greenroom-user", &reviewer);
                    request.header("content-type", "application/json").send(body)
                }
            };
            let mut answer = answer?;
            let status = answer.status();
            let largest = answer.body_mut().with_config().limit(LARGEST_ANSWER);
            Ok::<_, ureq::Error>((status, largest.read_to_vec()?))
        });
        let (status, bytes) = asked.await?.context("the API did not answer")?;
        if status.is_success() {
            return Ok(bytes);
        }
        Err(refusal(status.as_u16(), &bytes))
    }
}

/// Why the API said no, in its own words.
fn refusal(status: u16, bytes: &[u8]) -> anyhow::Error {
    let problem: Value = serde_json::from_slice(bytes).unwrap_or_default();
    match problem["detail"].as_str().or(problem["title"].as_str()) {
        Some(words) => anyhow!("{words}"),
        None => anyhow!("the API answered {status}"),
    }
}

async fn serve(config: Config) -> anyhow::Result<(String, watch::Sender<bool>)> {
    let app = App::open(config, Arc::new(SystemClock)).await?;
    let listener = app::listen("the ticket command", ([127, 0, 0, 1], 0).into()).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(app::serve(
        "the API",
        listener,
        web::api_router(app.pages(None)?),
        stopped,
    ));
    Ok((base, stop))
}
