//! The outer headers as facts, and whether a machine wrote the mail.
//!
//! A person's mail that came through a group is no bulk mail: bulk needs the sender to say so.

use std::sync::LazyLock;

use jiff::Zoned;
use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use mail_parser::{Address, HeaderValue, Message, MimeHeaders};
use regex::Regex;

use crate::envelope::{AutomaticReason, Envelope};
use crate::extraction::Mailbox;
use crate::lexicon;
use crate::lexicon::mail::{is_forward_subject, is_reply_subject};
use crate::names;
use crate::text::{fold, squeeze};

static TICKET: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\[GR-(\d{1,18})\]").expect("a valid pattern"));
static ABSENCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[lexicon::requests::ABSENCE]));

pub(super) fn read(message: &Message<'_>) -> Envelope {
    let subject = message.subject().map(squeeze).filter(|subject| !subject.is_empty());
    let tags = subject.iter().flat_map(|subject| {
        TICKET
            .captures_iter(subject)
            .filter_map(|tag| tag[1].parse().ok())
            .collect::<Vec<u64>>()
    });
    let named = |name: &str| {
        message
            .headers()
            .iter()
            .filter(|header| header.name().eq_ignore_ascii_case(name))
            .count()
    };
    Envelope {
        message_id: message.message_id().map(str::to_owned),
        in_reply_to: ids(message.in_reply_to()),
        references: ids(message.references()),
        from: all_addresses(message, "From"),
        from_headers: named("From"),
        reply_to: all_addresses(message, "Reply-To"),
        to: all_addresses(message, "To"),
        cc: all_addresses(message, "Cc"),
        is_own_ticket_tags: tags.collect(),
        date: message.date().and_then(date),
        automatic: automatic(message, subject.as_deref()),
        authentication_results: message
            .headers_raw()
            .filter(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results"))
            .map(|(_, value)| value.trim().to_owned())
            .collect(),
        subject,
    }
}

fn all_addresses(message: &Message<'_>, name: &str) -> Vec<Mailbox> {
    let headers = message
        .headers()
        .iter()
        .filter(|header| header.name().eq_ignore_ascii_case(name));
    headers
        .filter_map(|header| header.value().as_address())
        .flat_map(mailboxes)
        .collect()
}

fn mailboxes(address: &Address<'_>) -> Vec<Mailbox> {
    let list: Vec<&mail_parser::Addr<'_>> = match address {
        Address::List(list) => list.iter().collect(),
        Address::Group(groups) => groups.iter().flat_map(|group| group.addresses.iter()).collect(),
    };
    list.into_iter()
        .take(500)
        .map(|one| Mailbox {
            name: one
                .name
                .as_deref()
                .map(squeeze)
                .and_then(|name| names::clean(&name).or(Some(name)))
                .filter(|name| !name.is_empty()),
            email: one
                .address
                .as_deref()
                .map(|text| names::address(text).unwrap_or_else(|| text.trim().to_owned())),
        })
        .collect()
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(list) => list.iter().map(ToString::to_string).collect(),
        HeaderValue::Address(_)
        | HeaderValue::DateTime(_)
        | HeaderValue::ContentType(_)
        | HeaderValue::Received(_)
        | HeaderValue::Empty => Vec::new(),
    }
}

fn date(header: &mail_parser::DateTime) -> Option<Zoned> {
    let small = |number: u8| i8::try_from(number).ok();
    let year = i16::try_from(header.year).ok()?;
    let seconds = small(header.second)?.min(59);
    let local = civil::DateTime::new(
        year,
        small(header.month)?,
        small(header.day)?,
        small(header.hour)?,
        small(header.minute)?,
        seconds,
        0,
    );
    let east = i32::from(header.tz_hour) * 3600 + i32::from(header.tz_minute) * 60;
    let offset = Offset::from_seconds(if header.tz_before_gmt { -east } else { east }).ok()?;
    TimeZone::fixed(offset).to_zoned(local.ok()?).ok()
}

fn automatic(message: &Message<'_>, subject: Option<&str>) -> Option<AutomaticReason> {
    let raw = |name: &str| {
        message
            .headers_raw()
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| fold(value.trim()))
    };
    let says =
        |name: &str, words: &[&str]| raw(name).is_some_and(|value| words.iter().any(|word| value.contains(word)));
    let report = message.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|name| name.eq_ignore_ascii_case("report"))
    });
    // Some programs forward a report in its own form, with what a person says above it.
    let by_machine = raw("Return-Path").is_some_and(|value| value == "<>")
        || raw("Auto-Submitted").is_some_and(|value| !value.is_empty() && !value.starts_with("no"))
        || says("From", &["mailer-daemon@", "postmaster@"]);
    let passed_on = subject.is_some_and(|subject| is_forward_subject(subject) || is_reply_subject(subject));
    if report && (by_machine || !passed_on) {
        return Some(AutomaticReason::DeliveryReport);
    }
    if raw("Auto-Submitted").is_some_and(|value| !value.is_empty() && !value.starts_with("no")) {
        return Some(AutomaticReason::AutoSubmitted);
    }
    if raw("X-Autoreply").is_some_and(|value| value != "no")
        || raw("X-Autorespond").is_some()
        || says("Precedence", &["auto_reply", "auto-reply"])
    {
        return Some(AutomaticReason::AutoResponse);
    }
    if raw("Return-Path").is_some_and(|value| value == "<>") {
        return Some(AutomaticReason::NullSender);
    }
    let from_machine = says("From", &["mailer-daemon@", "postmaster@"]);
    if from_machine
        && subject.is_some_and(|subject| fold(subject).contains("undeliver") || fold(subject).contains("delivery"))
    {
        return Some(AutomaticReason::DeliveryReport);
    }
    let bulk =
        says("Precedence", &["bulk", "junk"]) || raw("List-Unsubscribe-Post").is_some() || raw("Feedback-ID").is_some();
    if raw("List-Unsubscribe").is_some() && bulk && raw("In-Reply-To").is_none() {
        return Some(AutomaticReason::Bulk);
    }
    let note = subject.is_some_and(|subject| {
        let folded = fold(subject);
        ABSENCE.find(&folded).is_some_and(|found| found.start() <= 2)
    });
    note.then_some(AutomaticReason::OutOfOffice)
}
