//! Whether a mail is its sender's, asked of the DNS: DKIM, SPF, DMARC and ARC, by `mail-auth`. Only where our own mail server
//! said nothing, and only for senders whose mail would count.
//!
//! Everything here is bounded: the headers and signatures that are looked at, the look-ups, and the time. A mail is checked
//! off the runtime's threads, because hashing megabytes takes its time. Nothing is stored; after a crash it is asked again.
//!
//! Incomplete support: domains with letters beyond ASCII are proven only by our own server.

mod budget;
mod delivery;
mod signatures;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use mail_auth::hickory_resolver::system_conf::read_system_conf;
use mail_auth::{Error, MessageAuthenticator};
use tokio::runtime::Handle;
use tracing::error;

use crate::config::TrustConfig;
use crate::domain::ids::MailId;

/// So many answers of name servers are remembered, each for as long as it says itself.
const REMEMBERED_ANSWERS: u64 = 1024;

/// So many proofs are remembered: a mail is asked about several times while it is settled.
const REMEMBERED_PROOFS: usize = 64;

/// What the DNS says about a mail and the domain of its From.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    /// It is from that domain, all of it.
    Full,
    /// It is from that domain, but not everything that matters is covered. No rule may approve what is in it.
    Weak(String),
    /// Nothing proves it.
    Missing(String),
    /// The name servers gave no answer. That says nothing about the mail.
    Unanswered(String),
}

/// Asks the DNS for proofs.
pub(super) struct Prover {
    asker: MessageAuthenticator,
    longest: Duration,
    terms: Arc<Terms>,
    proofs: Mutex<VecDeque<(MailId, Proof)>>,
}

/// What the configuration says about deliveries.
struct Terms {
    received_by: Option<String>,
    sealers: Vec<String>,
}

impl Prover {
    /// Asks the name servers of the configuration; none where the DNS is not to be asked.
    ///
    /// # Errors
    /// Why the name servers of the system are not known.
    pub(super) fn new(config: &TrustConfig) -> anyhow::Result<Option<Self>> {
        if !config.dns {
            return Ok(None);
        }
        let longest = Duration::from_secs(config.dns_seconds);
        let terms = Terms {
            received_by: config.received_by.as_ref().map(|name| name.to_lowercase()),
            sealers: config.arc_sealers.iter().map(|name| name.to_lowercase()).collect(),
        };
        Ok(Some(Self {
            asker: asker(&config.dns_servers, longest)?,
            longest,
            terms: Arc::new(terms),
            proofs: Mutex::default(),
        }))
    }

    /// Whether `raw` is from `domain`, the one in its From.
    pub(super) async fn proof(&self, id: MailId, raw: Vec<u8>, domain: &str) -> Proof {
        if let Some(known) = self.remembered(id) {
            return known;
        }
        let (asker, terms, longest) = (self.asker.clone(), Arc::clone(&self.terms), self.longest);
        let (runtime, of) = (Handle::current(), domain.to_lowercase());
        // The thread is one of those that may block: it hashes, and waits for the answers itself.
        let checking = tokio::task::spawn_blocking(move || {
            let check = signatures::check(&asker, &raw, &of, &terms);
            runtime.block_on(async { tokio::time::timeout(longest, check).await })
        });
        let proof = match checking.await {
            Ok(Ok(proof)) => proof,
            Ok(Err(_)) => Proof::Unanswered(unanswered(domain)),
            Err(_) => {
                error!(mail = %id, "the check of a mail's signatures broke off; a person must look at the mail");
                Proof::Missing("its signatures could not be checked".into())
            }
        };
        self.remember(id, &proof);
        proof
    }

    fn remembered(&self, id: MailId) -> Option<Proof> {
        let proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.iter().find(|(of, _)| *of == id).map(|(_, proof)| proof.clone())
    }

    /// An answer holds for the same bytes while they are settled; no answer is asked for again.
    fn remember(&self, id: MailId, proof: &Proof) {
        match proof {
            Proof::Unanswered(_) => {}
            Proof::Full | Proof::Weak(_) | Proof::Missing(_) => {
                let mut proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
                proofs.retain(|(of, _)| *of != id);
                proofs.truncate(REMEMBERED_PROOFS - 1);
                proofs.push_front((id, proof.clone()));
            }
        }
    }
}

/// Whether the name servers of the configuration answer at all, for `doctor`. That there is no such name is an answer.
///
/// # Errors
/// What they say instead, in words.
pub async fn probe(config: &TrustConfig, domain: &str) -> Result<(), String> {
    let longest = Duration::from_secs(config.dns_seconds);
    let asker = asker(&config.dns_servers, longest).map_err(|error| error.to_string())?;
    let asking = asker.txt_raw_lookup(format!("_dmarc.{domain}."));
    match tokio::time::timeout(longest, asking).await {
        Ok(Err(error)) if is_no_answer(&error) => Err(format!("no usable answer: {error}")),
        Ok(Ok(_) | Err(_)) => Ok(()),
        Err(_) => Err(format!("no answer within {} seconds", longest.as_secs())),
    }
}

fn asker(servers: &[SocketAddr], longest: Duration) -> anyhow::Result<MessageAuthenticator> {
    let (config, mut options) = if servers.is_empty() {
        read_system_conf()?
    } else {
        let servers = servers.iter().map(name_server).collect();
        (ResolverConfig::from_name_servers(servers), ResolverOpts::default())
    };
    options.cache_size = REMEMBERED_ANSWERS;
    options.attempts = 2;
    // Room for both attempts, and for the other server.
    options.timeout = longest / 4;
    Ok(MessageAuthenticator::new(config, options)?)
}

fn name_server(address: &SocketAddr) -> NameServerConfig {
    let mut server = NameServerConfig::udp_and_tcp(address.ip());
    for connection in &mut server.connections {
        let connection: &mut ConnectionConfig = connection;
        connection.port = address.port();
    }
    server
}

/// Whether this says only that the name servers could not tell.
fn is_no_answer(error: &Error) -> bool {
    matches!(error, Error::Dns(mail_auth::DnsError::Resolver(_)))
}

fn unanswered(domain: &str) -> String {
    format!("the name servers of {} gave no answer", super::sender::shown(domain))
}
