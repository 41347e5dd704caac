//! A provider of OpenID Connect over TLS: believed only under an authority that the desk trusts, and never without TLS after that.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use jiff::SignedDuration;
use serde_json::json;

#[path = "support/leaver.rs"]
mod leaver;
#[path = "support/openid.rs"]
mod openid;
#[path = "support/protected.rs"]
mod protected;
mod web_stage;

use leaver::{Leaver, beside};
use openid::Provider;
use protected::Protected;
use web_stage::Stage;

#[tokio::test]
async fn a_provider_is_believed_over_tls_under_an_authority_that_is_trusted_and_never_without() {
    let mut stage = Stage::new();
    let folder = stage.folder.path().to_owned();
    let Some(protected) = Protected::start(&folder).await else {
        return;
    };
    let provider = Provider::called(protected.address(), &stage.clock);
    let routes = provider.routes();
    tokio::spawn(async move { axum::serve(protected, routes).await.unwrap() });

    // Not under the authorities of the system, nor under another one.
    for ca_file in [None, Some(folder.join("other-ca.pem"))] {
        beside(&mut stage, &provider, |desk| {
            desk.openid.as_mut().unwrap().ca_file = ca_file;
        });
        let site = stage.desk_site().await;
        assert_eq!(Leaver::new(&site).left().await.status, 503);
    }
    assert_eq!(provider.asked("about"), 0, "it was not even asked");
    let trusted = folder.join("ca.pem");
    beside(&mut stage, &provider, |desk| {
        desk.openid.as_mut().unwrap().ca_file = Some(trusted);
    });
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    ada.signed_in(&provider).await;

    // Where it names an address without TLS, also one of this machine, nothing is sent there.
    let plain = Provider::start(&stage.clock).await;
    provider.now(|script| script.about = json!({"token_endpoint": format!("{}/token", plain.issuer)}));
    stage.advance(SignedDuration::from_hours(25));
    assert_eq!(ada.left().await.status, 503);
    assert_eq!(plain.asked("token"), 0);
}
