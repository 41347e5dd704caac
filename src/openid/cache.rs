//! What the provider says about itself, and its keys: asked for when they are needed, kept for an hour, and asked for anew when a token
//! names a key that is not among them; never more often than so, whatever comes.

use std::error::Error;
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Utc};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{DiscoveryError, JsonWebKeySet};
use tracing::warn;

use super::http::NoAnswer;
use super::kinds::Metadata;
use super::{Provider, Refusal};
use crate::config::check::is_loopback_host;

/// What was asked for is good for so long.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// And for so long when the provider cannot be asked anew.
const STALE: SignedDuration = SignedDuration::from_hours(24);

/// A provider that gave no answer is left alone for so long.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// Keys are not asked for more often.
const KEYS_PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// What is known of the provider.
#[derive(Debug, Default)]
pub(super) struct Cache {
    known: Option<(Arc<Metadata>, Timestamp)>,
    /// When it gave no answer.
    failed: Option<Timestamp>,
    /// When its keys were asked for anew.
    rekeyed: Option<Timestamp>,
}

fn is_within(length: SignedDuration, since: Option<Timestamp>, now: Timestamp) -> bool {
    // A clock that was set back makes nothing last longer.
    since.is_some_and(|since| (SignedDuration::ZERO..length).contains(&now.duration_since(since)))
}

impl Provider {
    /// What the provider says about itself. While one asks, others wait for that answer.
    pub(super) fn metadata(&self) -> Result<Arc<Metadata>, Refusal> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.0.now();
        let known = cache.known.clone();
        if let Some((metadata, since)) = &known
            && is_within(FRESH, Some(*since), now)
        {
            return Ok(Arc::clone(metadata));
        }
        if !is_within(PAUSE, cache.failed, now) {
            match self.asked() {
                Ok(metadata) => {
                    let metadata = Arc::new(metadata);
                    cache.known = Some((Arc::clone(&metadata), now));
                    cache.failed = None;
                    return Ok(metadata);
                }
                Err(why) => {
                    warn!(why, "the provider of OpenID Connect cannot be used");
                    cache.failed = Some(now);
                }
            }
        }
        let known = known.filter(|(_, since)| is_within(STALE, Some(*since), now));
        known.map(|(metadata, _)| metadata).ok_or(Refusal::Away)
    }

    /// The same with its keys of now, unless they were asked for a moment ago.
    pub(super) fn with_new_keys(&self) -> Option<Arc<Metadata>> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.0.now();
        let (metadata, since) = cache.known.clone()?;
        if is_within(KEYS_PAUSE, cache.rekeyed, now) {
            // Another sign-in has just asked: its answer is as good.
            return Some(metadata);
        }
        cache.rekeyed = Some(now);
        let keys = JsonWebKeySet::fetch(metadata.jwks_uri(), &self.http).ok()?;
        let newer = Arc::new((*metadata).clone().set_jwks(keys));
        cache.known = Some((Arc::clone(&newer), since));
        Some(newer)
    }

    /// Asks the provider about itself, and says what is wrong with the answer.
    pub(super) fn asked(&self) -> Result<Metadata, String> {
        let metadata = Metadata::discover(&self.issuer, &self.http).map_err(|error| explained(&error))?;
        let token = metadata.token_endpoint().map(|endpoint| endpoint.url());
        let token = token.ok_or("it does not say where codes are redeemed (token_endpoint)")?;
        let own = self.issuer.url();
        let endpoints = [
            ("authorization_endpoint", Some(metadata.authorization_endpoint().url())),
            ("token_endpoint", Some(token)),
            ("jwks_uri", Some(metadata.jwks_uri().url())),
            (
                "userinfo_endpoint",
                metadata.userinfo_endpoint().map(|endpoint| endpoint.url()),
            ),
        ];
        for (name, address) in endpoints {
            let Some(address) = address else { continue };
            let here = |host: Option<&str>| host.is_some_and(is_loopback_host);
            let is_local = address.scheme() == "http" && own.scheme() == "http" && here(address.host_str());
            if address.scheme() != "https" && !is_local {
                return Err(format!("its {name} is no address with https"));
            }
        }
        Ok(metadata)
    }
}

/// What went wrong, with what was beneath it.
fn explained(error: &DiscoveryError<NoAnswer>) -> String {
    let mut words = error.to_string();
    let mut beneath = error.source();
    while let Some(cause) = beneath {
        words = format!("{words}: {cause}");
        beneath = cause.source();
    }
    words.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// An instant as the protocol's library has it.
pub(super) fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MIN_UTC)
}
