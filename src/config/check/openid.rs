//! Whether `[desk.openid]` fits together, and with the rest of the desk.

use super::super::OpenIdConfig;
use super::findings::Findings;
use crate::domain::account::Role;

/// Longer names do not fit on a button.
const LONGEST_NAME: usize = 40;

pub(super) fn openid(found: &mut Findings, openid: &OpenIdConfig) {
    found.web_address("desk.openid.issuer", &openid.issuer);
    if openid.issuer.contains(['?', '#']) {
        let expected = "an address without `?` and `#`, as the provider gives it as its `issuer`";
        found.add("desk.openid.issuer", expected, format!("{:?}", openid.issuer));
    }
    let name = openid.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let expected = format!("a name of 1 to {LONGEST_NAME} characters for the button");
        found.add("desk.openid.name", &expected, format!("{:?}", openid.name));
    }
    found.filled("desk.openid.client_id", &openid.client_id);
    found.secret("desk.openid.client_secret", &openid.client_secret);
    if !openid.client_secret.is_named() {
        found.add("desk.openid.client_secret", "`file` or `env`", "nothing");
    }
    for scope in &openid.scopes {
        if scope.is_empty() || !scope.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\') {
            let expected = "scopes such as `email`, each without spaces";
            found.add("desk.openid.scopes", expected, format!("{scope:?}"));
        }
    }
    found.filled("desk.openid.verified_claim", &openid.verified_claim);
    found.filled("desk.openid.roles_claim", &openid.roles_claim);
    roles(found, openid);
}

fn roles(found: &mut Findings, openid: &OpenIdConfig) {
    if openid.roles.is_empty() && openid.otherwise.is_none() {
        let expected =
            "at least one value with a role, such as `desk-admins = \"administrator\"`, because nobody could sign in";
        found.add("desk.openid.roles", expected, "none");
    }
    if openid.roles.keys().any(|value| value.trim().is_empty()) {
        found.add("desk.openid.roles", "values of the claim", "an empty one");
    }
    if openid.otherwise == Some(Role::Administrator) {
        let expected = "`account_manager` or `customer_solutions`, because everybody at the provider would administer";
        found.add("desk.openid.otherwise", expected, "`administrator`");
    }
    if openid.only && !openid.roles.values().any(|role| *role == Role::Administrator) {
        let expected = "a value with the role `administrator` in desk.openid.roles, because nobody could administer";
        found.add("desk.openid.only", expected, "none");
    }
}
