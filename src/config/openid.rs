//! `[desk.openid]`: signing in to the desk at a provider of OpenID Connect.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::domain::account::Role;

/// Where the provider leads people back to, below the address of the desk.
pub const CALLBACK: &str = "/sign-in/openid/callback";

/// Signing in to the desk at a provider of OpenID Connect.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OpenIdConfig {
    /// The provider, as it calls itself: below this address is its `.well-known/openid-configuration`.
    pub issuer: String,
    /// As people know the provider: on the button ("Sign in with …"), in the history, where something goes wrong.
    pub name: String,
    /// The name of the desk at the provider.
    pub client_id: String,
    /// What proves that it is the desk.
    pub client_secret: Secret,
    /// A PEM file of certificate authorities to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// What the provider is asked for besides `openid`. Default `["profile", "email"]`.
    pub scopes: Vec<String>,
    /// The claim that says whether the e-mail address is proved. Default `email_verified`.
    pub verified_claim: String,
    /// The claim that has somebody's roles or groups: its name, or a path with dots into it. Default `groups`.
    pub roles_claim: String,
    /// What they may do at the desk by a value of that claim; of several, the one that may do most counts.
    pub roles: BTreeMap<String, Role>,
    /// What they may do who have none of these values. Nobody is let in without by default.
    pub otherwise: Option<Role>,
    /// Passwords of the desk are not taken any more. Default false.
    pub only: bool,
}

impl Default for OpenIdConfig {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            name: "OpenID Connect".into(),
            client_id: String::new(),
            client_secret: Secret::default(),
            ca_file: None,
            scopes: vec!["profile".into(), "email".into()],
            verified_claim: "email_verified".into(),
            roles_claim: "groups".into(),
            roles: BTreeMap::new(),
            otherwise: None,
            only: false,
        }
    }
}

impl OpenIdConfig {
    /// What somebody may do who has these roles or groups at the provider.
    pub fn role_of<'v>(&self, values: impl IntoIterator<Item = &'v str>) -> Option<Role> {
        let known = values.into_iter().filter_map(|value| self.roles.get(value).copied());
        known.max().or(self.otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_roles_the_one_that_may_do_most_counts() {
        let mut config = OpenIdConfig::default();
        for (value, role) in [("admins", Role::Administrator), ("sales", Role::AccountManager)] {
            config.roles.insert(value.into(), role);
        }
        assert_eq!(config.role_of(["sales", "x", "admins"]), Some(Role::Administrator));
        assert_eq!(config.role_of(["sales"]), Some(Role::AccountManager));
        // Not by another spelling, nor by a part.
        assert_eq!(config.role_of(["Admins", "admins ", "adm"]), None);
        config.otherwise = Some(Role::AccountManager);
        assert_eq!(config.role_of([]), Some(Role::AccountManager));
    }
}
