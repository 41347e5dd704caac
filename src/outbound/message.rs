//! The MIME form of a mail: text and HTML side by side, with headers that keep automatic replies away.
//!
//! Made of its parts alone: the same parts give the same bytes, boundary included, so that a repeat is the same mail.

use jiff::Timestamp;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, MultiPartKind, SinglePart};
use sha2::{Digest, Sha256};

use super::templates::Words;
use super::transport::Outgoing;

/// Lines of mails are no longer (RFC 5322, section 2.1.1), with the name of the header in them.
const LONGEST_ID: usize = 900;

/// Everything a mail is made of.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// Without angle brackets.
    pub message_id: &'a str,
    /// When it was written.
    pub date: Timestamp,
    /// The sender, with name.
    pub from: &'a Mailbox,
    /// Where answers go.
    pub reply_to: &'a Mailbox,
    /// The recipient, with name where known.
    pub to: Mailbox,
    /// Subject, text and HTML.
    pub words: &'a Words,
    /// The Message-ID of the mail that it answers, without angle brackets.
    pub answers: Option<&'a str>,
}

/// Builds the mail.
///
/// # Errors
/// What lettre cannot put into a header; does not happen with addresses that were parsed.
pub fn build(parts: Parts<'_>) -> Result<Outgoing, lettre::error::Error> {
    let to: Address = parts.to.email.clone();
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(parts.message_id.as_bytes())[..16]);
    let body = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("greenroom-{digest}"))
        .singlepart(SinglePart::plain(parts.words.text.clone()))
        .singlepart(SinglePart::html(parts.words.html.clone()));
    let mut message = Message::builder()
        .message_id(Some(format!("<{}>", parts.message_id)))
        .date(parts.date.into())
        .from(parts.from.clone())
        .reply_to(parts.reply_to.clone())
        .to(parts.to)
        .subject(parts.words.subject.clone())
        // For Exchange, which does not know the header of RFC 3834.
        .raw_header(header("X-Auto-Response-Suppress", "OOF, AutoReply"));
    let is_answer = parts.answers.filter(|id| is_plain(id));
    message = match is_answer {
        Some(id) => message
            .in_reply_to(format!("<{id}>"))
            .references(format!("<{id}>"))
            .raw_header(header("Auto-Submitted", "auto-replied")),
        None => message.raw_header(header("Auto-Submitted", "auto-generated")),
    };
    let message = message.multipart(body)?;
    Ok(Outgoing {
        message_id: parts.message_id.to_owned(),
        from: parts.from.email.clone(),
        to,
        bytes: message.formatted(),
    })
}

/// A stranger made it up, so it goes into a header only if it can be nothing else.
fn is_plain(message_id: &str) -> bool {
    let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>');
    message_id.len() <= LONGEST_ID && message_id.contains('@') && message_id.chars().all(fits)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
