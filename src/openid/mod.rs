//! The provider of OpenID Connect at which people sign in to the desk: where to send them, and what it says when they are back.
//!
//! - `http`: bounded requests; `kinds`: what is read, as types of the `openidconnect` crate, which checks tokens.
//! - `cache`: what the provider says about itself, and its keys.
//! - `claims`: what it says of somebody; [`Refusal`]: why somebody was not let in.
//!
//! A sign-in is the authorization code flow with PKCE, `state` and `nonce`. These three follow from one token that only the browser
//! holds, so another browser cannot go on with it, and nothing of them is kept. Who somebody is on the desk is decided in
//! [`crate::accounts`], and nothing is written here: a crash loses nothing but the way back.
//!
//! Everything here blocks, so it runs on threads that may, a few at a time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, IdTokenVerifier,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse, UserInfoError,
};
use tokio::sync::Semaphore;
use tracing::warn;

use crate::accounts::Token;
use crate::clock::SharedClock;
use crate::config::{Config, OpenIdConfig};
use crate::domain::openid::{Identity, Shown};

mod cache;
mod claims;
mod http;
mod kinds;
mod refusal;

pub use refusal::Refusal;

use cache::{Cache, instant};
use claims::Said;
use http::Http;
use kinds::{Claims, Client, IdToken, Metadata, Profile, Tokens};

/// So many requests to the provider are under way at a time.
const AT_ONCE: usize = 8;

/// Nobody waits longer for the provider, whatever it does.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// The clocks of two machines differ by a little.
const LEEWAY_SECONDS: i64 = 60;

/// What is said about a sign-in was said just now.
const OLDEST_SECONDS: i64 = 600;

/// The protocol has no longer subjects; a code that is longer than any known one is none.
const LONGEST_SUBJECT: usize = 255;
const LONGEST_CODE: usize = 4096;

/// Signatures that only the holder of a private key can make. A client's secret is no such key, and "none" is no signature.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why signing in at the provider cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The secret cannot be had.
    #[error("desk.openid.client_secret: {0}")]
    Secret(String),
    /// An address is none.
    #[error("desk.openid.issuer: {0}")]
    Address(String),
    /// The authorities cannot be read.
    #[error("desk.openid.ca_file: {0}")]
    Authorities(String),
}

/// What the provider added to our address when it led somebody back.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'r> {
    /// What is redeemed.
    pub code: &'r str,
    /// Who it says it is (RFC 9207).
    pub issuer: Option<&'r str>,
}

/// What a trial found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// So many keys it signs with.
    pub keys: usize,
    /// Whether it says that it takes proofs of whoever redeems a code (PKCE with S256); it need not say so.
    pub proofs: Option<bool>,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    config: OpenIdConfig,
    client: ClientId,
    secret: ClientSecret,
    issuer: IssuerUrl,
    callback: RedirectUrl,
    http: Http,
    clock: SharedTime,
    cache: Mutex<Cache>,
    places: Arc<Semaphore>,
}

/// A clock that need not be shown.
struct SharedTime(SharedClock);

impl std::fmt::Debug for SharedTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("clock")
    }
}

/// What is sent along and must come back, for a browser with this token.
pub fn state(token: &Token) -> String {
    token.derived(b"openid state")
}

/// Whether it is what came back.
pub fn is_state(token: &Token, given: &str) -> bool {
    token.has_derived(b"openid state", given)
}

impl Provider {
    /// The provider of a configuration, if it names one. Asks nothing yet.
    ///
    /// # Errors
    /// [`SetupError`] names the key.
    pub fn from_config(config: &Config, clock: &SharedClock) -> Result<Option<Arc<Self>>, SetupError> {
        let Some(openid) = &config.desk.openid else {
            return Ok(None);
        };
        let secret = openid.client_secret.reveal(&config.base);
        let secret = secret.map_err(|error| SetupError::Secret(error.to_string()))?;
        let secret = secret.ok_or_else(|| SetupError::Secret("none is named".into()))?;
        let address = |error: &dyn std::fmt::Display| SetupError::Address(error.to_string());
        let ca_file = openid.ca_file.as_deref().map(|file| config.resolve(file));
        let with_tls = openid.issuer.starts_with("https://");
        Ok(Some(Arc::new(Self {
            client: ClientId::new(openid.client_id.clone()),
            secret: ClientSecret::new(secret),
            issuer: IssuerUrl::new(openid.issuer.clone()).map_err(|error| address(&error))?,
            callback: RedirectUrl::new(config.desk.openid_callback()).map_err(|error| address(&error))?,
            http: Http::new(ca_file.as_deref(), with_tls).map_err(SetupError::Authorities)?,
            clock: SharedTime(Arc::clone(clock)),
            cache: Mutex::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            config: openid.clone(),
        })))
    }

    /// As people know it.
    pub fn name(&self) -> &str {
        self.config.name.trim()
    }

    /// Where to send a browser that holds `token`.
    ///
    /// # Errors
    /// [`Refusal::Away`].
    pub async fn address(self: &Arc<Self>, token: &Token) -> Result<String, Refusal> {
        let token = token.clone();
        self.aside(move |provider| {
            let client = provider.client(&*provider.metadata()?);
            let proof = PkceCodeChallenge::from_code_verifier_sha256(&verifier(&token));
            let scopes = provider.config.scopes.iter().filter(|scope| *scope != "openid");
            let (sent, repeated) = (CsrfToken::new(state(&token)), nonce(&token));
            let flow = CoreAuthenticationFlow::AuthorizationCode;
            let request = client.authorize_url(flow, || sent, || repeated);
            let request = request
                .add_scopes(scopes.cloned().map(Scope::new))
                .set_pkce_challenge(proof);
            Ok(request.url().0.into())
        })
        .await
    }

    /// Who came back, in a browser that holds `token`.
    ///
    /// # Errors
    /// [`Refusal`] says why nobody can be believed to have come.
    pub async fn who(self: &Arc<Self>, token: &Token, returned: Returned<'_>) -> Result<Shown, Refusal> {
        let (token, code) = (token.clone(), returned.code.to_owned());
        let issuer = returned.issuer.map(str::to_owned);
        self.aside(move |provider| {
            let metadata = provider.metadata()?;
            provider.is_from_it(issuer.as_deref(), &metadata)?;
            if code.is_empty() || code.len() > LONGEST_CODE {
                return Err(Refusal::Untrusted("no code"));
            }
            let client = provider.client(&metadata);
            let tokens = provider.redeemed(&client, code, &token)?;
            let id = tokens.id_token().ok_or(Refusal::Untrusted("no ID token"))?;
            let nonce = nonce(&token);
            let claims = provider.believed(&metadata, id, &nonce)?;
            provider.shown(&client, &tokens, claims)
        })
        .await
    }

    /// Whether an answer that came through a browser is from this provider and no other (RFC 9207).
    ///
    /// # Errors
    /// [`Refusal::Untrusted`].
    pub fn is_said_by_it(&self, issuer: Option<&str>) -> Result<(), Refusal> {
        if issuer.is_some_and(|issuer| issuer != self.config.issuer) {
            return Err(Refusal::Untrusted("from another provider"));
        }
        Ok(())
    }

    fn is_from_it(&self, issuer: Option<&str>, metadata: &Metadata) -> Result<(), Refusal> {
        let announced = metadata.additional_metadata();
        if issuer.is_none() && announced.authorization_response_iss_parameter_supported {
            return Err(Refusal::Untrusted("does not name its provider"));
        }
        self.is_said_by_it(issuer)
    }

    /// Asks the provider about itself, for `doctor`.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub async fn probe(self: &Arc<Self>) -> Result<Probe, String> {
        let provider = Arc::clone(self);
        let asked = tokio::task::spawn_blocking(move || provider.asked());
        let metadata = asked.await.map_err(|error| error.to_string())??;
        let methods = &metadata.additional_metadata().code_challenge_methods_supported;
        let proofs = methods
            .as_ref()
            .map(|methods| methods.iter().any(|method| method == "S256"));
        let keys = metadata.jwks().keys().len();
        if keys == 0 {
            return Err("the provider shows no key that it signs with".into());
        }
        Ok(Probe { keys, proofs })
    }

    /// Runs what blocks, where that may be, and gives up when it takes too long.
    async fn aside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Arc<Self>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (provider, places) = (Arc::clone(self), Arc::clone(&self.places));
        let done = tokio::time::timeout(LONGEST_WAIT, async move {
            let place = places.acquire_owned().await.map_err(|_| Refusal::Away)?;
            // The place is the work's own: whoever asked may hang up, and the work goes on to its end.
            let placed = move || {
                let done = work(&provider);
                drop(place);
                done
            };
            tokio::task::spawn_blocking(placed).await.unwrap_or(Err(Refusal::Away))
        });
        done.await.unwrap_or(Err(Refusal::Away))
    }

    fn client(&self, metadata: &Metadata) -> Client {
        let known = Client::from_provider_metadata(metadata.clone(), self.client.clone(), Some(self.secret.clone()));
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_some_and(|methods| methods.contains(&method));
        let in_body = takes(CoreClientAuthMethod::ClientSecretPost) && !takes(CoreClientAuthMethod::ClientSecretBasic);
        let how = if in_body {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        };
        known.set_auth_type(how).set_redirect_uri(self.callback.clone())
    }

    fn redeemed(&self, client: &Client, code: String, token: &Token) -> Result<Tokens, Refusal> {
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|_| Refusal::Away)?.set_pkce_verifier(verifier(token));
        request.request(&self.http).map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) => refused(answer.error()),
            RequestTokenError::Request(why) => {
                warn!(%why, "the provider does not redeem codes");
                Refusal::Away
            }
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Refusal::Untrusted("no tokens"),
        })
    }

    /// What a token says, if it is the provider's, for this desk, of now and of this sign-in.
    fn believed<'t>(&self, metadata: &Metadata, id: &'t IdToken, nonce: &Nonce) -> Result<&'t Claims, Refusal> {
        let mut claims = self.verified(metadata, id, nonce);
        if claims.as_ref().is_err_and(may_be_a_new_key)
            && let Some(newer) = self.with_new_keys()
        {
            claims = self.verified(&newer, id, nonce);
        }
        let claims = claims.map_err(|error| distrusted(&error))?;
        // The library leaves this to us: a token that was given to another client of the provider is not for this desk.
        if claims.authorized_party().is_some_and(|party| *party != self.client) {
            return Err(Refusal::Untrusted("for another client"));
        }
        let subject = claims.subject().as_str();
        if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
            return Err(Refusal::Untrusted("no subject"));
        }
        Ok(claims)
    }

    fn verified<'t>(
        &self,
        metadata: &Metadata,
        id: &'t IdToken,
        nonce: &Nonce,
    ) -> Result<&'t Claims, ClaimsVerificationError> {
        let now = self.clock.0.now().as_second();
        // As for a client without a secret, so that the secret is never taken for a key.
        let keys = metadata.jwks().clone();
        let verifier = IdTokenVerifier::new_public_client(self.client.clone(), self.issuer.clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || instant(now - LEEWAY_SECONDS))
            .set_issue_time_verifier_fn(move |at| {
                let age = now - at.timestamp();
                let is_of_now = (-LEEWAY_SECONDS..=OLDEST_SECONDS).contains(&age);
                is_of_now.then_some(()).ok_or_else(|| "of another time".to_owned())
            });
        id.claims(&verifier, nonce)
    }

    fn shown(&self, client: &Client, tokens: &Tokens, claims: &Claims) -> Result<Shown, Refusal> {
        let mut said = Said::read(&serde_json::to_value(claims).unwrap_or_default(), &self.config);
        if !said.is_complete()
            && let Ok(request) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
        {
            let profile: Result<Profile, _> = request.request(&self.http);
            let profile = profile.map_err(|error| {
                if matches!(error, UserInfoError::ClaimsVerification(_)) {
                    return Refusal::Untrusted("profile of somebody else");
                }
                warn!("the provider does not tell of people");
                Refusal::Away
            })?;
            let more = serde_json::to_value(&profile).unwrap_or_default();
            said = said.or(Said::read(&more, &self.config));
        }
        let identity = Identity {
            issuer: self.config.issuer.clone(),
            subject: claims.subject().as_str().to_owned(),
        };
        Ok(said.shown(identity, &self.config))
    }
}

/// What whoever redeems the code must know.
fn verifier(token: &Token) -> PkceCodeVerifier {
    PkceCodeVerifier::new(token.derived(b"openid verifier"))
}

/// What the token of the answer must repeat.
fn nonce(token: &Token) -> Nonce {
    Nonce::new(token.derived(b"openid nonce"))
}

/// What the provider says when it does not redeem a code.
fn refused(error: &CoreErrorResponseType) -> Refusal {
    match error {
        CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
            warn!("the provider does not know the desk; is desk.openid.client_secret right?");
            Refusal::Stranger
        }
        CoreErrorResponseType::InvalidGrant => Refusal::Untrusted("code not redeemed"),
        CoreErrorResponseType::InvalidRequest
        | CoreErrorResponseType::InvalidScope
        | CoreErrorResponseType::UnsupportedGrantType
        | CoreErrorResponseType::Extension(_) => Refusal::Untrusted("code refused"),
    }
}

fn may_be_a_new_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        )
    )
}

/// The words of the error hold what a stranger may have written; the log gets ours.
fn distrusted(error: &ClaimsVerificationError) -> Refusal {
    match error {
        ClaimsVerificationError::Expired(_) => Refusal::Clock,
        ClaimsVerificationError::InvalidAudience(_) => Refusal::Untrusted("for another audience"),
        ClaimsVerificationError::InvalidIssuer(_) => Refusal::Untrusted("of another issuer"),
        ClaimsVerificationError::InvalidNonce(_) => Refusal::Untrusted("of another sign-in"),
        ClaimsVerificationError::SignatureVerification(_) => Refusal::Untrusted("signature not good"),
        ClaimsVerificationError::InvalidAuthContext(_)
        | ClaimsVerificationError::InvalidAuthTime(_)
        | ClaimsVerificationError::InvalidSubject(_)
        | ClaimsVerificationError::Other(_)
        | ClaimsVerificationError::Unsupported(_)
        | _ => Refusal::Untrusted("token not good"),
    }
}
