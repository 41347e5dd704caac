//! Listens to everything that is logged while people sign in with OpenID Connect and while that goes wrong: no address, name, subject,
//! code, token or secret.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::json;

#[path = "support/leaver.rs"]
mod leaver;
#[path = "support/openid.rs"]
mod openid;
mod web_stage;

use leaver::{Leaver, staged};
use openid::{Broken, SECRET, Signature};

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_why_and_of_nobody() {
    let heard = Heard::default();
    let writer = heard.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut browser = Leaver::new(&site);
    let mut secrets = vec![
        SECRET.to_owned(),
        "ada@vendor".into(),
        "subject-7".into(),
        "Ada Byron".into(),
    ];
    provider.person(json!({"sub": "subject-7"}));
    browser.signed_in(&provider).await;
    secrets.extend(browser.jar.values().cloned());
    for change in [
        json!({"groups": ["others"]}),
        json!({"email": "ada@vendor.example", "email_verified": false, "sub": "subject-77"}),
        json!({"aud": "ada@vendor.example"}),
        json!({"nonce": "subject-7"}),
        json!({"exp": 1}),
        json!({"exp": "ada@vendor.example"}),
    ] {
        provider.person(change);
        assert_eq!(browser.came_back(&provider).await.status, 403);
    }
    provider.person(json!({}));
    provider.now(|script| script.signature = Signature::Unknown);
    assert_eq!(browser.came_back(&provider).await.status, 403);
    provider.now(|script| script.profile = Some(json!({"sub": "subject-8", "email": "ada@vendor.example"})));
    stage.advance(jiff::SignedDuration::from_hours(2));
    provider.person(json!({"sub": "subject-7", "groups": null}));
    provider.now(|script| script.signature = Signature::Good);
    assert_eq!(browser.came_back(&provider).await.status, 403);
    let back = provider.agreed(&browser.leave("/").await);
    secrets.extend(
        back.split(['=', '&'])
            .filter(|part| part.len() >= 32)
            .map(str::to_owned),
    );
    provider.now(|script| script.broken = Some(Broken::Unavailable));
    assert_eq!(browser.get(&back).await.status, 503);
    browser
        .get("/sign-in/openid/callback?state=x&error=ada@vendor.example")
        .await;

    let said = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    for why in [
        "somebody signed in at the desk with OpenID Connect",
        "why=\"no role\"",
        "why=\"address not verified\"",
        "why=\"for another audience\"",
        "why=\"of another sign-in\"",
        "why=\"of another time\"",
        "why=\"signature not good\"",
        "why=\"profile of somebody else\"",
        "why=\"the provider is away\"",
        "why=\"not begun in this browser\"",
    ] {
        assert!(said.contains(why), "{why} is not in the log:\n{said}");
    }
    for secret in secrets {
        let line = said.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "the log has {secret}");
    }
}
