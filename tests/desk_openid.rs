//! Signing in at a provider of OpenID Connect, by HTTP: what comes back counts once, in the browser that left, and only if
//! everything about it is good; and whose account it then is.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use greenroom::clock::Clock;
use greenroom::domain::account::{Account, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[path = "support/leaver.rs"]
mod leaver;
#[path = "support/openid.rs"]
mod openid;
mod web_stage;

use leaver::{Leaver, staged};
use openid::{Broken, Signature};
use web_stage::{PASSWORD, Stage};

const ADA: &str = "ada@vendor.example";
const PAT: &str = "pat@vendor.example";

async fn account(stage: &Stage, email: &str) -> Account {
    stage.store.account_by_email(email).await.unwrap().unwrap()
}

fn history(account: &Account) -> Vec<String> {
    let told = account.changes.iter();
    told.map(|change| format!("{} by {}", change.what, change.by)).collect()
}

#[tokio::test]
async fn somebody_new_gets_an_account_with_the_role_that_the_provider_says() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    assert_eq!(
        ada.get("/mail?after=3").await.header("location"),
        "/sign-in?to=%2Fmail%3Fafter%3D3"
    );
    let shown = ada.get("/sign-in?to=%2Fmail%3Fafter%3D3").await;
    assert!(shown.body.contains("Sign in with Test ID"), "{}", shown.body);
    let address = ada.leave("/mail?after=3").await;
    let before = ada.cookie("greenroom").unwrap();
    let back = ada.get(&provider.agreed(&address)).await;
    assert_eq!(
        (back.status, back.header("location")),
        (303, "/mail?after=3"),
        "{}",
        back.body
    );
    assert_ne!(
        ada.cookie("greenroom").unwrap(),
        before,
        "the session has a token of its own"
    );
    assert_eq!(ada.leaving(), 0, "what was needed for the way is taken away");
    assert_eq!(ada.get("/mail").await.status, 200);
    let made = account(&stage, ADA).await;
    assert_eq!((made.name.as_str(), made.role), ("Ada Byron", Role::CustomerSolutions));
    assert_eq!(
        history(&made),
        [
            "account made, customer solutions by Test ID",
            "signed in with Test ID for the first time by Ada Byron"
        ]
    );
    let own = ada.get("/account").await.body;
    assert!(
        own.contains("You sign in with Test ID") && !own.contains("Change your password"),
        "{own}"
    );

    // The next time it is the same account, whatever else is called differently; the role follows.
    provider.person(json!({"email": "byron@vendor.example", "groups": ["sales", "admins"]}));
    let mut again = Leaver::new(&site);
    again.signed_in(&provider).await;
    assert_eq!(again.get("/settings/accounts").await.status, 200);
    let all = stage.store.accounts().await.unwrap();
    assert_eq!(
        (all.len(), all[0].role, all[0].email.as_str()),
        (1, Role::Administrator, ADA)
    );
    assert_eq!(
        history(&all[0]).last().unwrap(),
        "role changed from customer solutions to administrator by Test ID"
    );
    again.signed_in(&provider).await;
    assert_eq!(
        account(&stage, ADA).await.revision,
        all[0].revision,
        "nothing new is nothing written"
    );
    let out = again.post("/sign-out", &[]).await;
    let page = again.get(out.header("location")).await;
    assert!(
        page.body.contains("At Test ID you may still be signed in"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_comes_back_counts_once_and_only_in_the_browser_that_left() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let (mut ada, mut eve) = (Leaver::new(&site), Leaver::new(&site));
    let back = provider.agreed(&ada.leave("/").await);
    // Whoever else opens the link, without a sign-in of their own and with one: nobody is signed in, and Ada's is not used up.
    for _ in 0..2 {
        let refused = eve.get(&back).await;
        assert_eq!(refused.status, 403);
        assert!(refused.body.contains("not begun in this browser"), "{}", refused.body);
        eve.leave("/").await;
    }
    // Another state, none, a cut one, one with her own cookie under it.
    let state = back
        .split("state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let other = format!("{}{}", &state[..16], "0".repeat(48));
    for wrong in [other.as_str(), "", &state[..32], &state[..63]] {
        let refused = ada.get(&back.replace(&state, wrong)).await;
        assert_eq!(refused.status, 403, "{wrong}");
        assert!(refused.body.contains("not begun in this browser"), "{wrong}");
    }
    let doubled = ada.get(&format!("{back}&state={state}")).await;
    assert_eq!(doubled.status, 403);
    assert_eq!(provider.asked("token"), 0, "no code was shown to the provider");
    assert_eq!(ada.get(&back).await.status, 303);
    // Once more, with the cookie of the way put back.
    let mut replay = Leaver::new(&site);
    replay.jar.clone_from(&ada.before_last);
    let used = replay.get(&back).await;
    assert!(
        used.status == 403 && used.body.contains("used already"),
        "{}",
        used.body
    );
    assert_eq!(provider.asked("token"), 1);

    // Too late.
    let late = provider.agreed(&eve.leave("/").await);
    stage.advance(SignedDuration::from_mins(10));
    assert!(eve.get(&late).await.body.contains("longer than ten minutes"));
    // Of two tabs, each finds its own way back.
    let first = provider.agreed(&eve.leave("/account").await);
    let second = provider.agreed(&eve.leave("/mail").await);
    assert_eq!(eve.get(&first).await.header("location"), "/account");
    assert_eq!(eve.get(&second).await.header("location"), "/mail");
}

#[tokio::test]
async fn an_answer_that_names_another_provider_or_none_is_not_taken() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    let issuer = form_urlencoded::byte_serialize(provider.issuer.as_bytes()).collect::<String>();
    let back = provider.agreed(&ada.leave("/").await);
    let mixed = ada.get(&back.replace(&issuer, "https%3A%2F%2Fevil.example")).await;
    assert!(
        mixed.status == 403 && mixed.body.contains("cannot be trusted"),
        "{}",
        mixed.body
    );
    let error = provider
        .agreed(&ada.leave("/").await)
        .replace(&issuer, "https%3A%2F%2Fevil.example");
    let mixed = ada.get(&error.replace("code=", "error=access_denied&was=")).await;
    assert!(mixed.body.contains("cannot be trusted"), "{}", mixed.body);
    assert_eq!(provider.asked("token"), 0, "no code was shown to anybody");
    // It need not name itself, unless it says that it does.
    let bare = provider
        .agreed(&ada.leave("/").await)
        .replace(&format!("&iss={issuer}"), "");
    assert_eq!(ada.get(&bare).await.status, 303);
    stage.advance(SignedDuration::from_hours(2));
    provider.now(|script| script.about = json!({"authorization_response_iss_parameter_supported": true}));
    let bare = provider
        .agreed(&ada.leave("/").await)
        .replace(&format!("&iss={issuer}"), "");
    assert_eq!(ada.get(&bare).await.status, 403);
    assert_eq!(provider.asked("token"), 1);
}

#[tokio::test]
async fn tokens_that_are_not_good_in_everything_let_nobody_in() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let now = stage.clock.now().as_second();
    let lies: [(Value, &str); 14] = [
        (json!({"iss": "https://evil.example"}), "cannot be trusted"),
        (json!({"iss": null}), "cannot be trusted"),
        (json!({"aud": "another"}), "cannot be trusted"),
        (json!({"aud": ["desk", "another"]}), "cannot be trusted"),
        (json!({"aud": null}), "cannot be trusted"),
        (json!({"azp": "another"}), "cannot be trusted"),
        (json!({"nonce": "another"}), "cannot be trusted"),
        (json!({"nonce": null}), "cannot be trusted"),
        (json!({"sub": ""}), "cannot be trusted"),
        (json!({"sub": "7".repeat(256)}), "cannot be trusted"),
        (json!({"exp": now - 61}), "clocks"),
        (json!({"exp": null}), "cannot be trusted"),
        (json!({"iat": now - 700, "exp": now + 9000}), "clocks"),
        (json!({"iat": now + 120, "exp": now + 9000}), "clocks"),
    ];
    for (lie, words) in lies {
        provider.person(lie.clone());
        let mut ada = Leaver::new(&site);
        let refused = ada.came_back(&provider).await;
        assert_eq!(refused.status, 403, "{lie}: {}", refused.head());
        assert!(refused.body.contains(words), "{lie}: {}", refused.body);
        assert_eq!(ada.get("/account").await.status, 303, "{lie}");
    }
    provider.person(json!({}));
    for signature in [
        Signature::None,
        Signature::Secret,
        Signature::PublicKey,
        Signature::Foreign,
        Signature::Unknown,
        Signature::Moved,
    ] {
        provider.now(|script| script.signature = signature);
        let mut ada = Leaver::new(&site);
        let refused = ada.came_back(&provider).await;
        assert_eq!(refused.status, 403, "{signature:?}: {}", refused.head());
        assert!(
            refused.body.contains("cannot be trusted"),
            "{signature:?}: {}",
            refused.body
        );
        assert_eq!(ada.get("/account").await.status, 303, "{signature:?}");
    }
    assert_eq!(stage.store.accounts().await.unwrap(), [], "nobody has got an account");
    provider.now(|script| script.signature = Signature::Good);
    provider.person(json!({"azp": "desk", "aud": ["desk"], "iat": now - 500, "exp": now - 59}));
    Leaver::new(&site).signed_in(&provider).await;
}

#[tokio::test]
async fn a_code_that_was_given_to_another_sign_in_is_not_redeemed() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let (mut ada, mut eve) = (Leaver::new(&site), Leaver::new(&site));
    let stolen = provider.agreed(&ada.leave("/").await);
    let code = |back: &str| {
        back.split("code=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned()
    };
    let own = provider.agreed(&eve.leave("/").await);
    let injected = own.replace(&code(&own), &code(&stolen));
    let refused = eve.get(&injected).await;
    assert!(
        refused.status == 403 && refused.body.contains("cannot be trusted"),
        "{}",
        refused.body
    );
    assert_eq!(stage.store.accounts().await.unwrap(), []);
}

#[tokio::test]
async fn the_desk_shows_its_secret_as_the_provider_wants_it_and_says_when_it_is_not_known() {
    for methods in [
        json!(null),
        json!(["client_secret_post"]),
        json!(["client_secret_post", "client_secret_basic"]),
    ] {
        let (stage, provider) = staged(|_| {}).await;
        let site = stage.desk_site().await;
        provider.now(|script| script.about = json!({"token_endpoint_auth_methods_supported": methods}));
        let mut ada = Leaver::new(&site);
        ada.signed_in(&provider).await;
        provider.now(|script| script.knows_nobody = true);
        let refused = ada.came_back(&provider).await;
        assert_eq!(refused.status, 403, "{methods}");
        assert!(
            refused.body.contains("Test ID does not know this desk"),
            "{}",
            refused.body
        );
    }
}

#[tokio::test]
async fn a_new_key_is_found_and_keys_are_not_asked_for_too_often() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    ada.signed_in(&provider).await;
    ada.signed_in(&provider).await;
    assert_eq!((provider.asked("about"), provider.asked("keys")), (1, 1));
    provider.rotate();
    ada.signed_in(&provider).await;
    assert_eq!(provider.asked("keys"), 2);
    provider.now(|script| script.signature = Signature::Unknown);
    for _ in 0..3 {
        assert_eq!(ada.came_back(&provider).await.status, 403);
    }
    assert_eq!(provider.asked("keys"), 2, "a minute has not passed");
    stage.advance(SignedDuration::from_secs(61));
    assert_eq!(ada.came_back(&provider).await.status, 403);
    assert_eq!(provider.asked("keys"), 3);
    // After an hour everything is asked for anew; while the provider is away, what is known goes on for a day.
    stage.advance(SignedDuration::from_hours(1));
    provider
        .now(|script| (script.signature, script.about) = (Signature::Good, json!({"issuer": "https://evil.example"})));
    ada.signed_in(&provider).await;
    assert_eq!(provider.asked("about"), 2);
    stage.advance(SignedDuration::from_hours(24));
    let away = ada.left().await;
    assert!(
        away.status == 503 && away.body.contains("does not answer as it should"),
        "{}",
        away.body
    );
}

#[tokio::test]
async fn a_provider_that_is_away_or_answers_oddly_costs_nothing_but_a_minute() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    for broken in [Broken::Unavailable, Broken::Redirects, Broken::TooLarge, Broken::NoJson] {
        provider.now(|script| script.broken = Some(broken));
        let away = ada.left().await;
        assert_eq!(
            (away.status, away.header("retry-after")),
            (503, "60"),
            "{broken:?}: {}",
            away.body
        );
        assert!(away.body.contains("Test ID does not answer as it should"), "{broken:?}");
        let asked = provider.asked("about");
        assert_eq!(ada.left().await.status, 503);
        assert_eq!(provider.asked("about"), asked, "it is left alone for a moment");
        stage.advance(SignedDuration::from_secs(11));
    }
    for wrong in [
        json!({"token_endpoint": null}),
        json!({"token_endpoint": "http://evil.example/token"}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"jwks_uri": "file:///etc/passwd"}),
        json!({"issuer": "https://evil.example"}),
    ] {
        provider.now(|script| (script.broken, script.about) = (None, wrong.clone()));
        assert_eq!(ada.left().await.status, 503, "{wrong}");
        stage.advance(SignedDuration::from_secs(11));
    }
    provider.now(|script| script.about = json!({}));
    // It goes away between leaving and coming back.
    let back = provider.agreed(&ada.leave("/mail").await);
    for broken in [Broken::Unavailable, Broken::Redirects, Broken::TooLarge, Broken::NoJson] {
        provider.now(|script| script.broken = Some(broken));
        let back = provider.agreed(&ada.address("/mail").await);
        let away = ada.get(&back).await;
        assert!(matches!(away.status, 403 | 503), "{broken:?}: {}", away.head());
        assert!(away.body.contains("ry again"), "{broken:?}: {}", away.body);
        assert_eq!(ada.get("/account").await.status, 303);
    }
    provider.now(|script| script.broken = None);
    assert_eq!(ada.get(&back).await.header("location"), "/mail");
}

#[tokio::test]
async fn whoever_goes_back_or_is_refused_there_is_told_so_and_loses_no_typing() {
    let (stage, provider) = staged(|_| {}).await;
    let ada = stage.administrator("Ada", ADA).await;
    let site = stage.desk_site().await;
    provider.person(json!({"groups": ["admins"]}));
    let mut browser = Leaver::new(&site);
    browser.signed_in(&provider).await;
    let typed = [
        ("name", "Cleo"),
        ("email", "cleo@vendor.example"),
        ("page", "/settings/accounts"),
    ];
    browser.get("/settings/accounts").await;
    stage.advance(SignedDuration::from_hours(24));
    let ended = browser.post("/settings/accounts", &typed).await;
    let mut kept = leaver::value(&ended.body, "kept").unwrap();
    for (error, words, status) in [
        ("access_denied", "You went back without signing in", 200),
        ("temporarily_unavailable", "does not answer as it should", 503),
        ("<script>alert(1)</script>", "did not let you sign in", 403),
    ] {
        let back = provider.agreed(&browser.address_with(&[("kept", &kept)]).await);
        let error: String = form_urlencoded::byte_serialize(error.as_bytes()).collect();
        let back = back.replace("code=", &format!("error={error}&error_description=Call+0900&was="));
        let refused = browser.get(&back).await;
        assert_eq!(refused.status, status, "{error}");
        assert!(
            refused.body.contains(words) && !refused.body.contains("alert(1)"),
            "{}",
            refused.body
        );
        assert!(!refused.body.contains("0900"), "a stranger may have written it");
        kept = leaver::value(&refused.body, "kept").unwrap();
    }
    let back = provider.agreed(
        &browser
            .address_with(&[("kept", &kept), ("to", "https://evil.example")])
            .await,
    );
    assert_eq!(browser.get(&back).await.header("location"), "/settings/accounts");
    let form = browser.get("/settings/accounts").await;
    assert_eq!(
        leaver::value(&form.body, "name").as_deref(),
        Some("Cleo"),
        "{}",
        form.body
    );
    assert_eq!(account(&stage, ADA).await.id, ada.id);
    // Some providers leave the state out then. Where only one sign-in is on its way its typing is shown, and it goes on waiting.
    stage.advance(SignedDuration::from_hours(24));
    browser.post("/settings/accounts", &typed).await;
    let back = provider.agreed(&browser.address_with(&[("kept", &kept)]).await);
    let bare = browser.get("/sign-in/openid/callback?error=access_denied").await;
    assert!(bare.status == 200 && bare.body.contains("You went back without signing in"));
    assert_eq!(leaver::value(&bare.body, "kept"), Some(kept.clone()));
    assert_eq!(browser.get(&back).await.header("location"), "/settings/accounts");
    let mut eve = Leaver::new(&site);
    let bare = eve.get("/sign-in/openid/callback?error=access_denied").await;
    assert_eq!(leaver::value(&bare.body, "kept"), None);
}

#[tokio::test]
async fn nobody_is_led_to_another_site_and_nobody_begins_for_others() {
    let (stage, provider) = staged(|_| {}).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::new(&site);
    for to in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let back = provider.agreed(&ada.leave(to).await);
        assert_eq!(ada.get(&back).await.header("location"), "/", "{to}");
    }
    let asked = provider.asked("about");
    let mut eve = Leaver::new(&site);
    eve.mark = "0".repeat(64);
    assert_eq!(eve.post("/sign-in/openid", &[]).await.status, 403);
    assert_eq!(eve.get("/sign-in/openid").await.status, 404);
    assert_eq!((eve.leaving(), provider.asked("about")), (0, asked));
    // Whoever begins all the time and never ends is slowed down; nobody else is.
    eve.get("/sign-in").await;
    for _ in 0..60 {
        assert_eq!(eve.left().await.status, 200);
    }
    let slowed = eve.left().await;
    assert!(
        slowed.status == 429 && slowed.body.contains("too many attempts"),
        "{}",
        slowed.body
    );
    let state = eve.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
    assert_eq!(state.status, 403, "passwords are counted apart");
    let _ = (stage.clock.now(), PAT);
}

#[tokio::test]
async fn over_tls_the_cookie_of_the_way_is_bound_to_it() {
    let (stage, provider) = staged(|desk| desk.public_url = "https://desk.vendor.example".into()).await;
    let site = stage.desk_site().await;
    let mut ada = Leaver::at(&site, "https://desk.vendor.example");
    let left = ada.left().await;
    let given = left.head().lines().find(|line| line.contains("-openid-")).unwrap();
    assert!(given.contains("__Host-greenroom-openid-"), "{given}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=600"] {
        assert!(given.contains(part), "{given}");
    }
    let address = leaver::address(&left);
    let redirect = "redirect_uri=https%3A%2F%2Fdesk.vendor.example%2Fsign-in%2Fopenid%2Fcallback";
    assert!(address.contains(redirect), "{address}");
    assert_eq!(ada.get(&provider.agreed(&address)).await.status, 303);
    // The store has nothing by which somebody could go on with a sign-in.
    let address = leaver::address(&ada.left().await);
    let token = ada.jar.iter().find(|(name, _)| name.contains("-openid-")).unwrap().1;
    let kept = serde_json::to_string(&stage.store.scan(None, usize::MAX).await.unwrap()).unwrap();
    assert!(kept.contains("\"sign_in\""), "{kept}");
    assert!(!kept.contains(token.as_str()));
    for secret in address
        .split(['=', '&'])
        .filter(|part| part.len() >= 40 && !part.contains('%'))
    {
        assert!(!kept.contains(secret), "{secret}");
    }
}
