//! The configuration of OpenID Connect: what does not fit is named with its key, what was expected and what was found.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::{Path, PathBuf};

use greenroom::config::{Config, check};

const OPENID: &str = "[desk.openid]\nclient_id = 'c'\nclient_secret = { env = 'S' }\n";
const GOOD: &str = "issuer = 'https://id.vendor.example'\nroles = { a = 'administrator' }";

fn findings(text: &str) -> Vec<String> {
    let config = Config::parse(text, Path::new("greenroom.toml"), PathBuf::from("/nowhere")).unwrap();
    check::findings(&config)
}

#[test]
fn each_finding_is_found() {
    let openid = |line: &str| format!("{OPENID}{line}\n");
    assert_eq!(findings(&openid(GOOD)), Vec::<String>::new());
    let cases = [
        (
            openid("issuer = 'http://id.vendor.example'\nroles = { a = 'administrator' }"),
            "desk.openid.issuer: expected https://, because http:// is only for this machine, found \"http://id.vendor.example\"",
        ),
        (
            openid("issuer = 'https://id.vendor.example/?x'\nroles = { a = 'administrator' }"),
            "desk.openid.issuer: expected an address without `?` and `#`, as the provider gives it as its `issuer`, found \"https://id.vendor.example/?x\"",
        ),
        (
            openid("issuer = 'https://id.vendor.example'\nname = ' '\notherwise = 'customer_solutions'"),
            "desk.openid.name: expected a name of 1 to 40 characters for the button, found \" \"",
        ),
        (
            openid("issuer = 'https://id.vendor.example'"),
            "desk.openid.roles: expected at least one value with a role, such as `desk-admins = \"administrator\"`, because nobody could sign in, found none",
        ),
        (
            openid("issuer = 'https://id.vendor.example'\notherwise = 'administrator'"),
            "desk.openid.otherwise: expected `account_manager` or `customer_solutions`, because everybody at the provider would administer, found `administrator`",
        ),
        (
            openid("issuer = 'https://id.vendor.example'\nonly = true\notherwise = 'account_manager'"),
            "desk.openid.only: expected a value with the role `administrator` in desk.openid.roles, because nobody could administer, found none",
        ),
        (
            openid("issuer = 'https://id.vendor.example'\nscopes = ['a b']\notherwise = 'account_manager'"),
            "desk.openid.scopes: expected scopes such as `email`, each without spaces, found \"a b\"",
        ),
        (
            String::from(
                "[desk.openid]\nissuer = 'https://id.vendor.example'\nclient_id = 'c'\notherwise = 'account_manager'",
            ),
            "desk.openid.client_secret: expected `file` or `env`, found nothing",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(findings(&text), [expected], "{text}");
    }
}

#[test]
fn unknown_roles_and_keys_are_refused() {
    for (line, word) in [
        ("roles = { a = 'root' }", "root"),
        ("otherwise = 'all'", "all"),
        ("secret = 'x'", "secret"),
    ] {
        let text = format!("{OPENID}{line}\n");
        let error = Config::parse(&text, Path::new("greenroom.toml"), PathBuf::new()).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn what_is_in_force_is_shown_without_the_secret() {
    let text = format!("{OPENID}{GOOD}\n");
    let config = Config::parse(&text, Path::new("greenroom.toml"), PathBuf::new()).unwrap();
    let shown = check::effective(&config);
    assert!(
        shown.contains("[desk.openid]") && shown.contains("verified_claim = \"email_verified\""),
        "{shown}"
    );
    assert_eq!(
        config.desk.openid_callback(),
        "http://127.0.0.1:8400/sign-in/openid/callback"
    );
}
