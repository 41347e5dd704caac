//! What a provider says of somebody: which of it counts, and what it means here.

use serde_json::Value;

use crate::config::OpenIdConfig;
use crate::domain::openid::{Identity, Shown};

/// Nobody is in more groups.
const MOST_VALUES: usize = 10_000;

/// What one document says of somebody.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The address, and whether it is theirs; never taken from two documents.
    email: Option<String>,
    is_verified: Option<bool>,
    name: Option<String>,
    roles: Option<Vec<String>>,
}

impl Said {
    /// Reads the claims that the configuration names.
    pub(super) fn read(claims: &Value, config: &OpenIdConfig) -> Self {
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
        let name = text("name").or_else(|| text("preferred_username"));
        Self {
            email: text("email").filter(|email| !email.trim().is_empty()),
            is_verified: found(claims, &config.verified_claim).map(is_true),
            name: name.filter(|name| !name.trim().is_empty()),
            roles: found(claims, &config.roles_claim).map(values),
        }
    }

    /// Whether it leaves nothing open.
    pub(super) fn is_complete(&self) -> bool {
        self.says_whose_address() && self.roles.is_some()
    }

    fn says_whose_address(&self) -> bool {
        self.email.is_some() && self.is_verified.is_some()
    }

    /// What this leaves open is taken from another document of the same provider about the same person.
    pub(super) fn or(self, other: Self) -> Self {
        let (email, is_verified) = if self.says_whose_address() || other.email.is_none() {
            (self.email, self.is_verified)
        } else {
            (other.email, other.is_verified)
        };
        Self {
            email,
            is_verified,
            name: self.name.or(other.name),
            roles: self.roles.or(other.roles),
        }
    }

    /// What it means for the desk.
    pub(super) fn shown(self, identity: Identity, config: &OpenIdConfig) -> Shown {
        let roles = self.roles.unwrap_or_default();
        Shown {
            identity,
            email: self.email,
            is_verified: self.is_verified == Some(true),
            name: self.name,
            role: config.role_of(roles.iter().map(String::as_str)),
        }
    }
}

/// The claim of this name, or at this path.
fn found<'c>(claims: &'c Value, name: &str) -> Option<&'c Value> {
    // A name may be an address with dots in it, so the whole of it is looked for first.
    let exact = claims.get(name);
    exact.or_else(|| name.split('.').try_fold(claims, |inside, part| inside.get(part)))
}

/// Some providers write it as a text or a number.
fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true)
        || value.as_str().is_some_and(|text| text == "true" || text == "1")
        || value.as_u64() == Some(1)
}

/// A text is one value, a list of texts several. Nothing else is looked into.
fn values(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice);
    let all = list.unwrap_or(std::slice::from_ref(value)).iter().take(MOST_VALUES);
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::account::Role;

    fn config() -> OpenIdConfig {
        let mut config = OpenIdConfig::default();
        config.roles.insert("desk".into(), Role::CustomerSolutions);
        config
    }

    fn shown(said: Said, config: &OpenIdConfig) -> Shown {
        let identity = Identity {
            issuer: "https://id.example".into(),
            subject: "7".into(),
        };
        said.shown(identity, config)
    }

    #[test]
    fn an_address_counts_only_with_the_word_of_the_same_document() {
        let config = config();
        let read = |claims: Value| Said::read(&claims, &config);
        let unproved = || read(json!({ "email": "pat@vendor.example" }));
        // Another document that says "verified" of another address does not prove this one.
        let other = read(json!({ "email": "kim@vendor.example", "email_verified": true }));
        let both = shown(unproved().or(other), &config);
        assert_eq!(
            (both.email.as_deref(), both.is_verified),
            (Some("kim@vendor.example"), true)
        );
        let bare = shown(unproved().or(read(json!({ "email_verified": true }))), &config);
        assert_eq!(
            (bare.email.as_deref(), bare.is_verified),
            (Some("pat@vendor.example"), false)
        );
        for (value, expected) in [
            (json!(true), true),
            (json!("true"), true),
            (json!(1), true),
            (json!(false), false),
            (json!("yes"), false),
            (json!([true]), false),
            (json!(null), false),
        ] {
            let said = read(json!({ "email": "pat@vendor.example", "email_verified": value }));
            assert_eq!(shown(said, &config).is_verified, expected, "{value}");
        }
    }

    #[test]
    fn roles_are_found_by_name_and_by_path_and_only_as_texts() {
        let mut config = config();
        let role = |claims: Value, config: &OpenIdConfig| shown(Said::read(&claims, config), config).role;
        let cs = Some(Role::CustomerSolutions);
        assert_eq!(role(json!({ "groups": ["x", "desk"] }), &config), cs);
        assert_eq!(role(json!({ "groups": "desk" }), &config), cs);
        assert_eq!(role(json!({ "groups": "x desk" }), &config), None);
        assert_eq!(role(json!({ "groups": [["desk"], { "desk": true }] }), &config), None);
        assert_eq!(role(json!({}), &config), None);
        config.roles_claim = "realm_access.roles".into();
        assert_eq!(role(json!({ "realm_access": { "roles": ["desk"] } }), &config), cs);
        config.roles_claim = "https://vendor.example/roles".into();
        assert_eq!(role(json!({ "https://vendor.example/roles": ["desk"] }), &config), cs);
    }
}
