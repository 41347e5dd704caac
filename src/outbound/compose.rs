//! A row of the outbox becomes a mail.
//!
//! The token of the link is made again from the key at each attempt and never stored. Before a mail is composed, its
//! hash is compared with that of the row: a mail with a link that could not work is never sent.

use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lettre::Address;
use lettre::message::Mailbox;

use crate::config::Config;
use crate::domain::event::NewLink;
use crate::domain::ids::{LinkHash, OutboxId};
use crate::domain::note::{About, Note};
use crate::domain::outbox::{Brings, LinkMaker, OutboxRow};
use crate::domain::ticket::{Person, Ticket};

use super::link_key::LinkKey;
use super::message::{self, Parts};
use super::templates::{Facts, TemplateError, Templates, TypedIn, Words};
use super::transport::Outgoing;

/// Why a mail cannot be composed. None of these goes away by itself.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// A configured address is none.
    #[error("{key}: expected an address such as `Customer Solutions <cs@vendor.example>`, found {found:?}")]
    BadAddress {
        /// The key of the configuration.
        key: &'static str,
        /// What stands there.
        found: String,
    },
    /// The recipient's address is none.
    #[error("the recipient's address cannot be used: {0}")]
    BadRecipient(String),
    /// The row was queued with another key file.
    #[error("the link of {0} was made with another key file; restore that file, or request a new link")]
    ForeignLink(OutboxId),
    /// The row names nobody of its ticket.
    #[error("{0} is for nobody of its ticket")]
    Nobody(OutboxId),
    /// The ticket names a zone that is not known.
    #[error("the time zone {0:?} is not known")]
    UnknownZone(String),
    /// The expiry lies beyond the calendar.
    #[error("the link would end beyond the calendar")]
    BeyondCalendar,
    /// The templates cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The mail could not be put together.
    #[error("the mail cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
}

/// Makes mails out of rows.
#[derive(Debug)]
pub struct Composer {
    templates: Templates,
    key: LinkKey,
    from: Mailbox,
    reply_to: Mailbox,
    domain: String,
    organisation: String,
    base_url: String,
    lifetime_hours: u32,
}

impl Composer {
    /// A composer by the configuration. Loads and tries the templates.
    ///
    /// # Errors
    /// [`ComposeError`] names the key or the template that is wrong.
    pub fn new(config: &Config, key: LinkKey) -> Result<Self, ComposeError> {
        let outbound = &config.outbound;
        let from = mailbox("outbound.from", &outbound.from)?;
        let reply_to = match &outbound.reply_to {
            Some(text) => mailbox("outbound.reply_to", text)?,
            None => from.clone(),
        };
        let folder = outbound.templates.as_deref().map(|path: &Path| config.resolve(path));
        let domain = outbound
            .message_id_domain
            .clone()
            .unwrap_or_else(|| from.email.domain().to_owned());
        Ok(Self {
            templates: Templates::load(folder.as_deref())?,
            key,
            from,
            reply_to,
            domain: domain.to_ascii_lowercase(),
            organisation: outbound.organisation.clone(),
            base_url: config.link.base_url.clone(),
            lifetime_hours: config.link.lifetime_hours,
        })
    }

    /// The address that people are told to write to.
    pub fn help(&self) -> String {
        self.reply_to.email.to_string()
    }

    /// How an activation mail reads, with nobody's details. `full` fills in what may be missing.
    ///
    /// # Errors
    /// What the template says.
    pub fn sample(&self, full: bool) -> Result<Words, TemplateError> {
        let facts = Facts {
            organisation: self.organisation.clone(),
            lifetime: lifetime_in_words(self.lifetime_hours),
            help: self.help(),
            ..Facts::sample(full)
        };
        self.templates.activation(&facts)
    }

    /// When a link ends that is sent at `sent`.
    ///
    /// # Errors
    /// [`ComposeError::BeyondCalendar`] when the configured lifetime leads there.
    pub fn expires(&self, sent: Timestamp) -> Result<Timestamp, ComposeError> {
        sent.checked_add(SignedDuration::from_hours(i64::from(self.lifetime_hours)))
            .map_err(|_| ComposeError::BeyondCalendar)
    }

    /// The mail of `row`, as it would be sent at `now`.
    ///
    /// # Errors
    /// [`ComposeError`]; trying again does not help.
    pub fn mail(&self, ticket: &Ticket, row: &OutboxRow, now: Timestamp) -> Result<Outgoing, ComposeError> {
        match &row.brings {
            Brings::Link { person, number, link } => {
                let nobody = || ComposeError::Nobody(row.id.clone());
                let person = ticket.person(*person).ok_or_else(nobody)?;
                self.activation(ticket, person, row, (*number, *link), now)
            }
            Brings::Note { note } => self.note(note, row, now),
        }
    }

    fn activation(
        &self,
        ticket: &Ticket,
        person: &Person,
        row: &OutboxRow,
        (number, link): (u32, LinkHash),
        now: Timestamp,
    ) -> Result<Outgoing, ComposeError> {
        let foreign = || ComposeError::ForeignLink(row.id.clone());
        let token = self.key.token_of(&row.id, link).ok_or_else(foreign)?;
        let zone = row.composed_zone.as_ref().unwrap_or(&ticket.terms.zone);
        let ends = in_words(self.expires(now)?, zone)?;
        let facts = Facts {
            name: person.details.name.clone(),
            organisation: self.organisation.clone(),
            client: ticket.client.name.clone(),
            link: format!("{}/a/{token}", self.base_url),
            lifetime: lifetime_in_words(self.lifetime_hours),
            expires_day: ends.day,
            expires_time: ends.time,
            expires_zone: ends.zone,
            help: self.reply_to.email.to_string(),
            replaces: number > 1,
            ticket: ticket.id.to_string(),
        };
        let words = self.templates.activation(&facts)?;
        let address: Address = row.to.parse().map_err(|_| ComposeError::BadRecipient(row.to.clone()))?;
        let mail = message::build(Parts {
            message_id: &row.message_id,
            date: now,
            from: &self.from,
            reply_to: &self.reply_to,
            to: Mailbox::new(person.details.name.as_deref().map(one_line), address),
            words: &words,
            answers: None,
        })?;
        Ok(mail)
    }

    fn note(&self, note: &Note, row: &OutboxRow, now: Timestamp) -> Result<Outgoing, ComposeError> {
        let address: Address = row.to.parse().map_err(|_| ComposeError::BadRecipient(row.to.clone()))?;
        let words = Words {
            subject: note.subject.clone(),
            text: note.text.clone(),
            html: note.html.clone(),
        };
        let mail = message::build(Parts {
            message_id: &row.message_id,
            date: now,
            from: &self.from,
            reply_to: &self.reply_to,
            to: Mailbox::new(None, address),
            words: &words,
            answers: note.answers.as_deref(),
        })?;
        Ok(mail)
    }

    /// The words to the account manager after people were typed in from what could not be read.
    ///
    /// # Errors
    /// What the template says.
    pub fn typed_in(&self, ticket: &Ticket) -> Result<Note, TemplateError> {
        let facts = TypedIn {
            organisation: self.organisation.clone(),
            help: self.help(),
            ..TypedIn::of(ticket)
        };
        let words = self.templates.typed_in(&facts)?;
        Ok(Note {
            about: About::TypedIn,
            subject: words.subject,
            text: words.text,
            html: words.html,
            answers: ticket.thread.first().cloned(),
        })
    }

    /// How that note reads, about nobody. `full` fills in what may be missing.
    ///
    /// # Errors
    /// What the template says.
    pub fn typed_in_sample(&self, full: bool) -> Result<Words, TemplateError> {
        let facts = TypedIn {
            organisation: self.organisation.clone(),
            help: self.help(),
            ..TypedIn::sample(full)
        };
        self.templates.typed_in(&facts)
    }

    /// Whether it is an address of ours, which nothing is written to.
    pub fn is_ours(&self, address: &str) -> bool {
        [&self.from, &self.reply_to]
            .iter()
            .any(|own| own.email.to_string().eq_ignore_ascii_case(address.trim()))
    }

    /// The name of the mail of this work.
    pub fn message_id(&self, id: &OutboxId) -> String {
        self.key.message_id(id, &self.domain)
    }
}

impl LinkMaker for Composer {
    fn new_link(&self, id: &OutboxId) -> NewLink {
        let hash = LinkKey::hash(&self.key.token(id));
        NewLink {
            hash,
            message_id: self.message_id(id),
        }
    }

    fn is_own(&self, message_id: &str) -> bool {
        self.key.recognise(message_id)
    }
}

/// An instant as people of a zone read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWords {
    /// `Tuesday, 9 March 2027`.
    pub day: String,
    /// `09:00`, rounded down to the minute, so that no deadline is stated too late.
    pub time: String,
    /// `America/New York, UTC-05:00`.
    pub zone: String,
}

/// An instant in the words of the zone with that IANA name.
///
/// # Errors
/// [`ComposeError::UnknownZone`].
pub fn in_words(at: Timestamp, zone: &str) -> Result<InWords, ComposeError> {
    let found = TimeZone::get(zone).map_err(|_| ComposeError::UnknownZone(zone.to_owned()))?;
    let local = at.to_zoned(found);
    let offset = local.strftime("%:z").to_string();
    let zone = match zone {
        "UTC" | "Etc/UTC" => "UTC".to_owned(),
        named => format!("{}, UTC{offset}", named.replace('_', " ")),
    };
    Ok(InWords {
        day: local.strftime("%A, %-d %B %Y").to_string(),
        time: local.strftime("%H:%M").to_string(),
        zone,
    })
}

fn lifetime_in_words(hours: u32) -> String {
    match (hours / 24, hours % 24) {
        (0, 1) => "1 hour".to_owned(),
        (days, 0) if days > 1 => format!("{days} days"),
        _ => format!("{hours} hours"),
    }
}

/// Reads a configured address.
///
/// # Errors
/// [`ComposeError::BadAddress`] names the key.
pub fn mailbox(key: &'static str, text: &str) -> Result<Mailbox, ComposeError> {
    text.parse().map_err(|_| ComposeError::BadAddress {
        key,
        found: text.to_owned(),
    })
}

fn one_line(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_told_in_the_words_of_the_zone_and_never_too_late() {
        let at: Timestamp = "2027-03-28T23:30:59Z".parse().unwrap();
        let berlin = in_words(at, "Europe/Berlin").unwrap();
        assert_eq!(berlin.day, "Monday, 29 March 2027");
        assert_eq!(berlin.time, "01:30");
        assert_eq!(berlin.zone, "Europe/Berlin, UTC+02:00");
        assert_eq!(
            in_words(at, "America/New_York").unwrap().zone,
            "America/New York, UTC-04:00"
        );
        assert_eq!(in_words(at, "UTC").unwrap().zone, "UTC");
        assert!(in_words(at, "Mars/Olympus").is_err());
    }

    #[test]
    fn a_lifetime_reads_naturally() {
        let words = [(1, "1 hour"), (24, "24 hours"), (36, "36 hours"), (48, "2 days")];
        for (hours, expected) in words {
            assert_eq!(lifetime_in_words(hours), expected);
        }
    }
}
