//! A provider of OpenID Connect that really checks who redeems a code and signs with a key of its own, and that lies when it is told to.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by several tests, each of which uses a part"
)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use greenroom::clock::{Clock, VirtualClock};
use hmac::{Hmac, KeyInit, Mac};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

pub(crate) const CLIENT: &str = "desk";
pub(crate) const SECRET: &str = "a secret of the desk, long enough to sign with it";

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signature {
    Good,
    /// `alg: none`.
    None,
    /// HS256 with the client's secret.
    Secret,
    /// HS256 with the public key, as everybody can see it.
    PublicKey,
    /// By a key of somebody else, under the name of the good one.
    Foreign,
    /// By somebody else's key that the provider does not show.
    Unknown,
    /// The good signature of something else.
    Moved,
}

/// What the provider does.
pub(crate) struct Script {
    key: EcdsaKeyPair,
    foreign: EcdsaKeyPair,
    pub(crate) key_name: String,
    /// What it says of whoever signs in; laid over the usual, where null takes away.
    pub(crate) person: Value,
    /// What it says of them only when it is asked with their access token.
    pub(crate) profile: Option<Value>,
    pub(crate) signature: Signature,
    /// Laid over what it says of itself.
    pub(crate) about: Value,
    /// It has forgotten the desk.
    pub(crate) knows_nobody: bool,
    /// It answers so and no more.
    pub(crate) broken: Option<Broken>,
    /// Codes and what they were given for.
    codes: HashMap<String, HashMap<String, String>>,
    /// How often each address was asked.
    pub(crate) asked: HashMap<&'static str, usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    Unavailable,
    Redirects,
    TooLarge,
    NoJson,
}

/// The provider.
#[derive(Clone)]
pub(crate) struct Provider {
    pub(crate) issuer: String,
    clock: VirtualClock,
    pub(crate) script: Arc<Mutex<Script>>,
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

fn laid_over(mut below: Value, above: &Value) -> Value {
    for (name, value) in above.as_object().into_iter().flatten() {
        if value.is_null() {
            below.as_object_mut().unwrap().remove(name);
        } else {
            below[name] = value.clone();
        }
    }
    below
}

impl Provider {
    /// Starts one whose time is that of `clock`.
    pub(crate) async fn start(clock: &VirtualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self::called(format!("http://{}", listener.local_addr().unwrap()), clock);
        let routes = provider.routes();
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        provider
    }

    /// One that calls itself so, and that nobody reaches yet.
    pub(crate) fn called(issuer: String, clock: &VirtualClock) -> Self {
        Self {
            issuer,
            clock: clock.clone(),
            script: Arc::new(Mutex::new(Script {
                key: key(),
                foreign: key(),
                key_name: "one".into(),
                person: json!({}),
                profile: None,
                signature: Signature::Good,
                about: json!({}),
                knows_nobody: false,
                broken: None,
                codes: HashMap::new(),
                asked: HashMap::new(),
            })),
        }
    }

    /// What it answers.
    pub(crate) fn routes(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/profile", get(profile))
            .with_state(self.clone())
    }

    /// Changes what it does.
    pub(crate) fn now(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    /// Whoever signs in next.
    pub(crate) fn person(&self, person: Value) {
        self.now(|script| script.person = person);
    }

    /// Another key from now on, under another name.
    pub(crate) fn rotate(&self) {
        self.now(|script| (script.key, script.key_name) = (key(), format!("{}+", script.key_name)));
    }

    pub(crate) fn asked(&self, what: &str) -> usize {
        self.script.lock().unwrap().asked.get(what).copied().unwrap_or(0)
    }

    /// Somebody says yes at the address that the desk sent them to: the path they are led back to.
    pub(crate) fn agreed(&self, address: &str) -> String {
        let (at, query) = address.split_once('?').unwrap();
        assert_eq!(at, format!("{}/authorize", self.issuer));
        let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        for (name, expected) in [
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(asked[name], expected, "{address}");
        }
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{address}");
        assert!(asked["nonce"].len() >= 32 && asked["state"].len() >= 32 && asked["nonce"] != asked["state"]);
        let mut code = String::new();
        self.now(|script| {
            let given = script.asked.entry("codes").or_default();
            *given += 1;
            code = format!("code-{given}-");
        });
        let path = format!("/{}", asked["redirect_uri"].splitn(4, '/').nth(3).unwrap());
        let fields = [("code", &code), ("state", &asked["state"]), ("iss", &self.issuer)];
        let back = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.now(|script| drop(script.codes.insert(code, asked)));
        format!("{path}?{back}")
    }
}

/// Counts what was asked for, and answers wrongly if it is to.
fn broken(provider: &Provider, what: &'static str) -> Option<Response> {
    let mut script = provider.script.lock().unwrap();
    *script.asked.entry(what).or_default() += 1;
    let json = [("content-type", "application/json")];
    Some(match script.broken? {
        Broken::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Broken::Redirects => Redirect::temporary(&format!("{}/elsewhere", provider.issuer)).into_response(),
        Broken::TooLarge => (json, format!("{{\"x\":\"{}\"}}", "x".repeat(2 << 20))).into_response(),
        Broken::NoJson => (json, "<html>").into_response(),
    })
}

async fn about(State(provider): State<Provider>) -> Response {
    if let Some(wrong) = broken(&provider, "about") {
        return wrong;
    }
    let at = |path: &str| format!("{}/{path}", provider.issuer);
    let script = provider.script.lock().unwrap();
    let userinfo = script.profile.as_ref().map(|_| at("profile"));
    let usual = json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "jwks_uri": at("keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "code_challenge_methods_supported": ["S256"],
        "userinfo_endpoint": userinfo,
    });
    Json(laid_over(usual, &script.about)).into_response()
}

async fn keys(State(provider): State<Provider>) -> Response {
    if let Some(wrong) = broken(&provider, "keys") {
        return wrong;
    }
    let script = provider.script.lock().unwrap();
    let point = script.key.public_key().as_ref();
    let part = |range: std::ops::Range<usize>| BASE64URL_NOPAD.encode(&point[range]);
    let (x, y) = (part(1..33), part(33..65));
    let key =
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": script.key_name, "x": x, "y": y});
    Json(json!({ "keys": [key] })).into_response()
}

async fn token(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(wrong) = broken(&provider, "token") {
        return wrong;
    }
    let refused = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let escaped: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let expected = format!("Basic {}", BASE64.encode(format!("{CLIENT}:{escaped}").as_bytes()));
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let mut script = provider.script.lock().unwrap();
    let is_known = if script.about["token_endpoint_auth_methods_supported"] == json!(["client_secret_post"]) {
        let given = ["client_id", "client_secret"].map(|name| form.get(name).map(String::as_str));
        given == [Some(CLIENT), Some(SECRET)] && !headers.contains_key("authorization")
    } else {
        headers.get("authorization").is_some_and(|given| given == &expected)
    };
    if !is_known || script.knows_nobody {
        return refused("invalid_client");
    }
    let Some(asked) = script.codes.remove(&form["code"]) else {
        return refused("invalid_grant");
    };
    let proof = BASE64URL_NOPAD.encode(&Sha256::digest(form["code_verifier"].as_bytes()));
    if proof != asked["code_challenge"] || form["redirect_uri"] != asked["redirect_uri"] {
        return refused("invalid_grant");
    }
    let now = provider.clock.now().as_second();
    let usual = json!({
        "iss": provider.issuer, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
        "name": "Ada Byron", "email": "ada@vendor.example", "email_verified": true, "groups": ["staff", "cs"],
    });
    let claims = laid_over(usual, &script.person);
    let tokens = json!({
        "access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": signed(&script, &claims),
    });
    Json(tokens).into_response()
}

async fn profile(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    if let Some(wrong) = broken(&provider, "profile") {
        return wrong;
    }
    assert_eq!(headers["authorization"], "Bearer opaque");
    Json(provider.script.lock().unwrap().profile.clone().unwrap()).into_response()
}

fn signed(script: &Script, claims: &Value) -> String {
    let name = if script.signature == Signature::Unknown {
        "another"
    } else {
        script.key_name.as_str()
    };
    let algorithm = match script.signature {
        Signature::None => "none",
        Signature::Secret | Signature::PublicKey => "HS256",
        Signature::Good | Signature::Foreign | Signature::Unknown | Signature::Moved => "ES256",
    };
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let head = json!({ "alg": algorithm, "typ": "JWT", "kid": name });
    let text = format!("{}.{}", part(&head), part(claims));
    let hashed = |key: &[u8]| {
        let mut mac = <Hmac<Sha256>>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let by = |key: &EcdsaKeyPair, text: &str| {
        key.sign(&SystemRandom::new(), text.as_bytes())
            .unwrap()
            .as_ref()
            .to_vec()
    };
    let signature = match script.signature {
        Signature::Good => by(&script.key, &text),
        Signature::None => Vec::new(),
        Signature::Secret => hashed(SECRET.as_bytes()),
        Signature::PublicKey => hashed(script.key.public_key().as_ref()),
        Signature::Foreign | Signature::Unknown => by(&script.foreign, &text),
        Signature::Moved => by(&script.key, "something else"),
    };
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
}
