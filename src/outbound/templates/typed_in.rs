//! What the note after manual entry can speak of.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::ticket::Ticket;

/// What the note to the account manager after manual entry can speak of. These are the variables of its templates.
#[derive(Debug, Clone, Serialize)]
pub struct TypedIn {
    /// The account manager's name, if it is known.
    pub name: Option<String>,
    /// The company or product, as configured.
    pub organisation: String,
    /// The client, if its name is known.
    pub client: Option<String>,
    /// The subject of their mail, without "Re:".
    pub subject: String,
    /// What could not be read: `a PDF and a picture`.
    pub documents: String,
    /// Where to ask.
    pub help: String,
    /// The ticket, such as `GR-17`.
    pub ticket: String,
}

impl TypedIn {
    /// What a ticket says; the organisation and where to ask are not its own.
    pub fn of(ticket: &Ticket) -> Self {
        let reasons = ticket.manual_entry.iter().map(|entry| entry.reason.as_str());
        Self {
            name: ticket.submitter.name.clone(),
            organisation: String::new(),
            client: ticket.client.name.clone(),
            subject: without_prefix(&ticket.subject).to_owned(),
            documents: listed(reasons),
            help: String::new(),
            ticket: ticket.id.to_string(),
        }
    }

    /// Facts of nobody, to try templates with. `full` fills in what may be missing.
    pub fn sample(full: bool) -> Self {
        Self {
            name: full.then(|| "Pat Sample <&>".into()),
            organisation: "Vendor".into(),
            client: full.then(|| "Sample & Sons".into()),
            subject: "New users".into(),
            documents: "a PDF".into(),
            help: "cs@vendor.example".into(),
            ticket: "GR-1".into(),
        }
    }
}

/// `a PDF, a picture and a document that is locked`; each kind once.
fn listed<'r>(reasons: impl Iterator<Item = &'r str>) -> String {
    let kinds: BTreeSet<&str> = reasons.map(kind).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    match kinds.as_slice() {
        [] => kind("").to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn kind(reason: &str) -> &'static str {
    match reason {
        "pdf" => "a PDF",
        "image" => "a picture",
        "encrypted" => "a document that is locked",
        "link" => "a link to a document",
        _ => "a document of another kind",
    }
}

/// The subject without what mail programs put before it.
fn without_prefix(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((word, after)) = rest.split_once(':')
        && matches!(word.trim().to_lowercase().as_str(), "re" | "aw" | "antw" | "sv" | "res")
    {
        rest = after.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_once_each_and_in_one_phrase() {
        let said = |reasons: &[&str]| listed(reasons.iter().copied());
        assert_eq!(said(&["pdf"]), "a PDF");
        assert_eq!(said(&["pdf", "pdf", "image"]), "a PDF and a picture");
        assert_eq!(
            said(&["link", "pdf", "image"]),
            "a PDF, a link to a document and a picture"
        );
        assert_eq!(said(&[]), "a document of another kind");
    }

    #[test]
    fn answers_pile_up_no_prefixes() {
        assert_eq!(without_prefix("Re: AW: RE:New users: Acme"), "New users: Acme");
        assert_eq!(without_prefix("Fwd: Logins"), "Fwd: Logins");
    }
}
