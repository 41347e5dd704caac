//! The names of things: tickets, people on a ticket, mails, links and outgoing mails. Newtypes, so that none is taken for another.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::note::About;

/// A text that does not name what it should name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found:?}")]
pub struct BadId {
    expected: &'static str,
    found: String,
}

impl BadId {
    fn new(expected: &'static str, found: &str) -> Self {
        Self {
            expected,
            found: found.chars().take(80).collect(),
        }
    }
}

/// The number of a ticket; shown as `GR-17`, which is also the tag in subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TicketId(pub u64);

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GR-{}", self.0)
    }
}

impl FromStr for TicketId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let digits = text
            .trim()
            .strip_prefix("GR-")
            .or_else(|| text.trim().strip_prefix("gr-"));
        let number = digits.unwrap_or(text.trim()).parse::<u64>();
        number.map(Self).map_err(|_| BadId::new("a ticket such as GR-17", text))
    }
}

/// The place of a person on a ticket, counted from 1. It is never given to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PersonNo(pub u32);

impl fmt::Display for PersonNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes a newtype over 32 bytes that is written as lower-case hexadecimal.
macro_rules! hash_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The SHA-256 of `bytes`.
            pub fn of(bytes: &[u8]) -> Self {
                Self(Sha256::digest(bytes).into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({}…)", stringify!($name), &HEXLOWER.encode(&self.0[..6]))
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                let bytes = HEXLOWER.decode(text.as_bytes()).ok().and_then(|b| b.try_into().ok());
                bytes.map(Self).ok_or_else(|| BadId::new($expected, text))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The number of somebody who uses the desk, counted from 1. It is never given to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct AccountId(pub u64);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

hash_id!(
    /// The SHA-256 of a token of the desk: of a session, or of a link that works once. The token itself is stored nowhere.
    TokenHash,
    "64 hexadecimal digits that name a token"
);
hash_id!(
    /// A mail is what it contains: the SHA-256 of its bytes as they arrived.
    MailId,
    "64 hexadecimal digits that name a mail"
);
hash_id!(
    /// The SHA-256 of what a mail says without the marks of its way (trace headers), so that copies are recognised.
    Fingerprint,
    "64 hexadecimal digits that name the content of a mail"
);
hash_id!(
    /// The SHA-256 of an activation token. The token itself is never stored.
    LinkHash,
    "64 hexadecimal digits that name a link"
);

/// Names one mail that goes out; the same work always has the same name, so it cannot be queued twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct OutboxId(pub String);

impl OutboxId {
    /// The activation mail that carries the `link`th link of a person.
    pub fn activation(ticket: TicketId, person: PersonNo, link: u32) -> Self {
        Self(format!("{ticket}/{person}/activation/{link}"))
    }

    /// The note about something to the account manager of a ticket.
    pub fn note(ticket: TicketId, about: About) -> Self {
        Self(format!("{ticket}/note/{}", about.key()))
    }

    /// Whether the mail brings somebody a link.
    pub fn is_link(&self) -> bool {
        self.0.contains("/activation/")
    }
}

impl fmt::Display for OutboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a client: usually the domain of its people's addresses, else its folded name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ClientKey(pub String);

impl ClientKey {
    /// The key of a client of whom nothing is known. Tickets that share it have nothing in common.
    pub fn unknown() -> Self {
        Self("unknown".into())
    }
}

impl fmt::Display for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_read_as_it_is_shown() {
        assert_eq!("GR-17".parse::<TicketId>().unwrap(), TicketId(17));
        assert_eq!("17".parse::<TicketId>().unwrap().to_string(), "GR-17");
        assert_eq!(
            "GR-x".parse::<TicketId>().unwrap_err().to_string(),
            "expected a ticket such as GR-17, found \"GR-x\""
        );
    }

    #[test]
    fn a_note_brings_no_link() {
        assert!(OutboxId::activation(TicketId(3), PersonNo(1), 2).is_link());
        assert!(!OutboxId::note(TicketId(3), About::TypedIn).is_link());
    }

    #[test]
    fn a_mail_is_named_by_its_bytes() {
        let id = MailId::of(b"Subject: hello\r\n\r\nhi");
        assert_eq!(id.to_string().parse::<MailId>().unwrap(), id);
        assert_ne!(id, MailId::of(b"Subject: hello\r\n\r\nho"));
    }
}
