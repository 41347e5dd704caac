//! Accounts of the desk, over the real store: links work once, sessions end when they must, an administrator is always left.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use greenroom::accounts::links::Filled;
use greenroom::accounts::{AccountError, Token};
use greenroom::domain::account::{Account, By, Role};
use jiff::SignedDuration;

mod web_stage;

use web_stage::{PASSWORD, Stage};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";

async fn sign_in(stage: &Stage, email: &str, password: &str) -> Result<Token, AccountError> {
    let accounts = &stage.state.accounts;
    accounts.sign_in(email, password.to_owned(), HERE, None).await
}

async fn is_live(stage: &Stage, token: &Token) -> bool {
    stage.state.accounts.signed_in(token).await.unwrap().is_some()
}

fn filled(name: &str, email: &str, password: &str) -> Filled {
    Filled {
        name: name.into(),
        email: email.into(),
        password: password.into(),
    }
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    let stage = Stage::new();
    let accounts = &stage.state.accounts;
    let mut older = accounts.first_link().await.unwrap().unwrap();
    // Of links of the same moment nobody can say which is the older one.
    stage.advance(SignedDuration::from_secs(1));
    let token = accounts.first_link().await.unwrap().unwrap();
    assert!(
        accounts.usable(&older).await.unwrap().is_some(),
        "the operator may have it open"
    );
    let oldest = std::mem::replace(&mut older, token);
    stage.advance(SignedDuration::from_secs(1));
    let token = accounts.first_link().await.unwrap().unwrap();
    assert!(
        accounts.usable(&oldest).await.unwrap().is_none(),
        "only the last two work"
    );
    let usable = accounts.usable(&token).await.unwrap().unwrap();
    let weak = accounts.use_link(&usable, filled("Ada", ADA, "short")).await;
    assert!(weak.unwrap_err().to_string().contains("at least 12"));
    let no_name = accounts.use_link(&usable, filled(" ", ADA, PASSWORD)).await;
    assert!(no_name.unwrap_err().to_string().contains("name"));

    let uses = [1, 2].map(|number| {
        let (accounts, usable) = (Arc::clone(accounts), usable.clone());
        let email = format!("ada{number}@vendor.example");
        tokio::spawn(async move { accounts.use_link(&usable, filled("Ada", &email, PASSWORD)).await })
    });
    let mut won = 0;
    for attempt in uses {
        won += usize::from(attempt.await.unwrap().is_ok());
    }
    assert_eq!(won, 1);
    assert!(accounts.usable(&token).await.unwrap().is_none());
    assert!(
        accounts.usable(&older).await.unwrap().is_none(),
        "one that is used ends the other"
    );
    assert_eq!(accounts.first_link().await.unwrap(), None, "there is an administrator");
    assert_eq!(accounts.all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_link_ends_with_its_time_with_a_newer_one_and_with_the_account() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let accounts = &stage.state.accounts;
    let (bo, first) = accounts.invite(&ada, "Bo", BO, Role::CustomerSolutions).await.unwrap();
    let (_, second) = accounts.invite_again(&ada, bo.id).await.unwrap();
    assert!(accounts.usable(&first).await.unwrap().is_none());
    let usable = accounts.usable(&second).await.unwrap().unwrap();
    stage.advance(SignedDuration::from_hours(48));
    assert!(accounts.usable(&second).await.unwrap().is_none());

    let (_, third) = accounts.invite_again(&ada, bo.id).await.unwrap();
    let seen = stage.store.account(bo.id).await.unwrap().unwrap().revision;
    accounts.set_disabled(&ada, bo.id, seen, true).await.unwrap();
    assert!(accounts.usable(&third).await.unwrap().is_none());
    let late = accounts.use_link(&usable, filled("", "", PASSWORD)).await;
    assert!(late.unwrap_err().to_string().contains("used already"));
    let refused = accounts.password_link(bo.id, By::Operator).await.unwrap_err();
    assert!(refused.to_string().contains("Bo is disabled"), "{refused}");
}

#[tokio::test]
async fn an_address_belongs_to_one_account_however_it_is_written() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let accounts = &stage.state.accounts;
    let again = accounts
        .invite(&ada, "Other", " ADA@vendor.example ", Role::AccountManager)
        .await;
    assert!(again.unwrap_err().to_string().contains("already"));
    for (name, email) in [("", BO), ("Bo", "bo"), ("B\no", BO), ("Bo", "bo@vendor.example\r\nx")] {
        assert!(
            accounts.invite(&ada, name, email, Role::AccountManager).await.is_err(),
            "{name:?} {email:?}"
        );
    }
    let both = ["x", "y"].map(|name| {
        let (accounts, ada) = (Arc::clone(accounts), ada.clone());
        tokio::spawn(async move { accounts.invite(&ada, name, BO, Role::AccountManager).await.is_ok() })
    });
    let mut won = 0;
    for attempt in both {
        won += usize::from(attempt.await.unwrap());
    }
    assert_eq!((won, accounts.all().await.unwrap().len()), (1, 2));
}

#[tokio::test]
async fn sessions_end_when_idle_when_old_and_with_the_password_and_the_account() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let bo = stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    let busy = sign_in(&stage, BO, PASSWORD).await.unwrap();
    let idle = sign_in(&stage, BO, PASSWORD).await.unwrap();
    for _ in 0..2 {
        stage.advance(SignedDuration::from_mins(40));
        assert!(is_live(&stage, &busy).await);
    }
    assert!(!is_live(&stage, &idle).await, "80 minutes without use");
    for _ in 0..16 {
        stage.advance(SignedDuration::from_mins(40));
        is_live(&stage, &busy).await;
    }
    assert!(!is_live(&stage, &busy).await, "12 hours are over");

    let here = sign_in(&stage, BO, PASSWORD).await.unwrap();
    let there = sign_in(&stage, BO, PASSWORD).await.unwrap();
    let accounts = &stage.state.accounts;
    let bo = stage.store.account(bo.id).await.unwrap().unwrap();
    let change = |old: &str| accounts.change_password(&bo, old.to_owned(), "green door by the river".into(), HERE);
    assert!(change("wrong").await.unwrap_err().to_string().contains("not right"));
    let fresh = change(PASSWORD).await.unwrap();
    assert!(is_live(&stage, &fresh).await && !is_live(&stage, &here).await && !is_live(&stage, &there).await);
    assert!(sign_in(&stage, BO, PASSWORD).await.is_err());

    let seen = stage.store.account(bo.id).await.unwrap().unwrap().revision;
    accounts.set_disabled(&ada, bo.id, seen, true).await.unwrap();
    assert!(!is_live(&stage, &fresh).await);
    assert!(sign_in(&stage, BO, "green door by the river").await.is_err());
    accounts.set_disabled(&ada, bo.id, seen + 1, false).await.unwrap();
    assert!(!is_live(&stage, &fresh).await, "it does not come to life again");
    assert!(sign_in(&stage, BO, "green door by the river").await.is_ok());
}

#[tokio::test]
async fn of_very_many_sessions_the_one_that_rested_longest_ends() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let mut tokens = Vec::new();
    for _ in 0..25 {
        tokens.push(sign_in(&stage, ADA, PASSWORD).await.unwrap());
        stage.advance(SignedDuration::from_secs(1));
    }
    assert_eq!(stage.store.sessions_of(ada.id).await.unwrap().len(), 20);
    assert!(!is_live(&stage, &tokens[0]).await && is_live(&stage, &tokens[24]).await);
}

#[tokio::test]
async fn an_administrator_is_always_left() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let accounts = &stage.state.accounts;
    let present = |account: &Account| {
        let (store, id) = (Arc::clone(&stage.store), account.id);
        async move { store.account(id).await.unwrap().unwrap() }
    };
    // Whoever was invited and has no password yet cannot be the one who is left.
    accounts
        .invite(&ada, "Cleo", "cleo@vendor.example", Role::Administrator)
        .await
        .unwrap();
    let refused = accounts
        .change_role(&ada, ada.id, ada.revision, Role::AccountManager)
        .await;
    assert!(refused.unwrap_err().to_string().contains("only administrator"));
    let refused = accounts.set_disabled(&ada, ada.id, ada.revision, true).await;
    assert!(refused.unwrap_err().to_string().contains("only administrator"));

    // Two who take it from each other at the same moment.
    let bo = stage.member(&ada, "Bo", BO, Role::Administrator).await;
    let (ada, bo) = (present(&ada).await, present(&bo).await);
    let attempts = [(ada.clone(), bo.clone()), (bo.clone(), ada.clone())].map(|(by, whom)| {
        let accounts = Arc::clone(accounts);
        tokio::spawn(async move { accounts.set_disabled(&by, whom.id, whom.revision, true).await })
    });
    for attempt in attempts {
        let _ = attempt.await.unwrap();
    }
    let left = accounts
        .all()
        .await
        .unwrap()
        .into_iter()
        .filter(|account: &Account| account.is_able_administrator(accounts.ways()));
    assert_eq!(left.count(), 1);
}

#[tokio::test]
async fn only_administrators_change_accounts_and_only_what_they_saw() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let bo = stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    let accounts = &stage.state.accounts;
    assert!(
        accounts
            .invite(&bo, "X", "x@vendor.example", Role::Administrator)
            .await
            .is_err()
    );
    assert!(
        accounts
            .change_role(&bo, bo.id, bo.revision, Role::Administrator)
            .await
            .is_err()
    );
    assert!(accounts.set_disabled(&bo, ada.id, ada.revision, true).await.is_err());
    assert!(accounts.invite_again(&bo, ada.id).await.is_err());
    let stale = accounts
        .change_role(&ada, bo.id, bo.revision - 1, Role::AccountManager)
        .await;
    assert!(stale.unwrap_err().to_string().contains("meanwhile"));
    let changed = accounts
        .change_role(&ada, bo.id, bo.revision, Role::AccountManager)
        .await
        .unwrap();
    let words: Vec<String> = changed.changes.iter().map(|change| change.what.to_string()).collect();
    assert_eq!(
        words,
        [
            "account made, customer solutions",
            "password set",
            "role changed from customer solutions to account manager"
        ]
    );
}

#[tokio::test]
async fn the_store_has_neither_tokens_nor_passwords() {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    let token = sign_in(&stage, ADA, PASSWORD).await.unwrap();
    let (_, link) = stage
        .state
        .accounts
        .invite(&ada, "Bo", BO, Role::AccountManager)
        .await
        .unwrap();
    let all = stage.store.scan(None, usize::MAX).await.unwrap();
    let text = serde_json::to_string(&all).unwrap();
    assert!(text.contains("$argon2id$") && text.contains("\"session\"") && text.contains("\"invitation\""));
    for secret in [PASSWORD, &token.reveal(), &link.reveal(), &token.form_mark()] {
        assert!(!text.contains(secret));
    }
}
