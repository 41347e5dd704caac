//! Whose people they are: a client is known by the domain of its people, else by its name.

use std::collections::BTreeMap;

use greenroom_parsers::Extraction;

use super::party;
use crate::domain::ids::ClientKey;
use crate::domain::ticket::{Client, Party};

/// Domains of mail providers: they name no organisation.
const PROVIDERS: [&str; 16] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "protonmail.com",
    "mail.com",
];

/// The domain of an address, in lower case.
pub fn domain_of(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    (!domain.is_empty()).then(|| domain.to_lowercase())
}

/// The domain that names an organisation other than `ours`.
fn telling(address: Option<&str>, ours: &[String]) -> Option<String> {
    let domain = domain_of(address?)?;
    (!PROVIDERS.contains(&domain.as_str()) && !ours.contains(&domain)).then_some(domain)
}

/// Every key by which tickets of the client that a mail speaks of may be filed, the best first.
pub fn client_keys(extraction: &Extraction, ours: &[String]) -> Vec<ClientKey> {
    let contact = extraction
        .client
        .contact
        .as_ref()
        .and_then(|contact| telling(contact.email.as_deref(), ours));
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for user in &extraction.users {
        if let Some(domain) = telling(user.email.as_deref(), ours) {
            *counted.entry(domain).or_default() += 1;
        }
    }
    // Of equals the first in the alphabet, so that the answer is always the same.
    let commonest = counted
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
        .map(|(domain, _)| domain.clone());
    let submitter = telling(extraction.submitter.email.as_deref(), ours);
    let name = extraction
        .client
        .name
        .as_deref()
        .map(slug)
        .filter(|slug| !slug.is_empty());
    let mut keys: Vec<ClientKey> = Vec::new();
    for key in [commonest, contact, submitter, name]
        .into_iter()
        .flatten()
        .map(ClientKey)
    {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// What a client may also be called: the name, and the domain without its ending, each in letters and digits alone, so
/// that "Acme Dental" and `acmedental.example` meet. Weaker than a key: several clients can share it.
pub fn weak_names(key: &ClientKey, name: Option<&str>) -> Vec<String> {
    let label = key.0.split('.').next().filter(|_| key.0.contains('.'));
    let mut names: Vec<String> = [label, name].into_iter().flatten().filter_map(weak_name).collect();
    names.dedup();
    names
}

/// A name as [`weak_names`] has it, if it is long enough to mean anything.
pub fn weak_name(name: &str) -> Option<String> {
    Some(compact(name)).filter(|name| name.len() >= 3)
}

fn compact(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The client of a new ticket. `configured` gives the name and key of a client that the configuration knows.
pub fn client_of(extraction: &Extraction, ours: &[String], configured: Option<(ClientKey, String)>) -> Client {
    let contact: Option<Party> = extraction.client.contact.as_ref().map(party);
    let stated = extraction.client.name.clone();
    match configured {
        Some((key, name)) => Client {
            key,
            name: Some(name),
            contact,
        },
        None => {
            let key = client_keys(extraction, ours).into_iter().next();
            Client {
                key: key.unwrap_or_else(ClientKey::unknown),
                name: stated,
                contact,
            }
        }
    }
}

/// A name as a key: letters and digits in lower case, joined by hyphens.
fn slug(name: &str) -> String {
    let folded = name.to_lowercase();
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use greenroom_parsers::{Kind, Mailbox, User};

    use super::*;

    #[test]
    fn the_commonest_domain_of_the_people_names_the_client() {
        let mut extraction = Extraction::empty(Kind::Submission);
        let user = |email: &str| User {
            email: Some(email.into()),
            ..User::default()
        };
        extraction.users = vec![
            user("a@acme.example"),
            user("b@gmail.com"),
            user("c@acme.example"),
            user("d@x.example"),
        ];
        extraction.client.name = Some("Acme Dental, Inc.".into());
        extraction.submitter = Mailbox {
            name: None,
            email: Some("pat@vendor.example".into()),
        };
        let keys = client_keys(&extraction, &["vendor.example".into()]);
        assert_eq!(
            keys,
            [ClientKey("acme.example".into()), ClientKey("acme-dental-inc".into())]
        );
    }
}
