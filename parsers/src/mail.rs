//! The MIME walk: what parts a mail has, which of them is its text, and what is attached.
//!
//! IMAP section numbers throughout. Bounded in parts and nesting. It does not look into texts or documents.

mod compressed;
mod envelope;
mod files;
mod mapi;
mod msg;
mod tnef;

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::envelope::Envelope;
use files::Files;

/// The type of what is not read because it is beyond a limit.
pub(crate) const BEYOND_LIMITS: &str = "application/x-beyond-limits";

/// Parts of a whole mail; a mail with more is no mail that a person sent.
const MAX_PARTS: usize = 300;
/// Mails inside of mails; a long thread forwarded as attachments has three or four.
const MAX_NESTING: usize = 8;
/// Multiparts inside of multiparts.
const MAX_DEPTH: usize = 50;

/// One message with its parts in order.
#[derive(Debug)]
pub(crate) struct Mail {
    pub(crate) envelope: Envelope,
    pub(crate) parts: Vec<Part>,
}

/// A leaf of the MIME tree.
#[derive(Debug)]
pub(crate) struct Part {
    /// IMAP section number.
    pub(crate) section: String,
    pub(crate) content: Content,
}

/// What a part is to us.
#[derive(Debug)]
pub(crate) enum Content {
    Plain { text: String, flowed: bool },
    Html(String),
    Attachment(Attachment),
    Message(Box<Mail>),
}

/// A file that came along.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) name: Option<String>,
    pub(crate) mime: String,
    pub(crate) content_id: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// Whether bytes begin like what Outlook wraps mails in; whole ones are opened here.
pub(crate) fn is_outlook(bytes: &[u8]) -> bool {
    tnef::is_tnef(bytes)
}

/// Reads a message; none when the bytes are no mail at all.
pub(crate) fn parse(raw: &[u8]) -> Option<Mail> {
    let mut left = MAX_PARTS;
    read_raw(raw, "", 0, &mut left)
}

/// Reads a message at a section of another one.
fn read_raw(raw: &[u8], section: &str, nesting: usize, left: &mut usize) -> Option<Mail> {
    match open(raw) {
        Opened::Whole(message) => is_mail(&message).then(|| read(&message, section, nesting, left)),
        Opened::Headers(message) => is_mail(&message).then(|| {
            let mut files = Files::new(nesting, left);
            files.beyond(&join(section, 1), Some("damaged mail".to_owned()));
            Mail {
                envelope: envelope::read(&message),
                parts: files.parts,
            }
        }),
        Opened::Nothing => None,
    }
}

/// What could be made of the bytes of a message.
enum Opened<'m> {
    Whole(Message<'m>),
    /// Its parts are in such disorder that only its headers can be trusted.
    Headers(Message<'m>),
    Nothing,
}

/// mail-parser panics on some disorders of parts (`fixtures/hostile/mail-parts-end-twice.eml`).
fn open(raw: &[u8]) -> Opened<'_> {
    let headers = || std::panic::catch_unwind(|| MessageParser::default().parse_headers(raw));
    match std::panic::catch_unwind(|| MessageParser::default().parse(raw)) {
        Ok(Some(message)) => Opened::Whole(message),
        Ok(None) => Opened::Nothing,
        Err(_) => headers().ok().flatten().map_or(Opened::Nothing, Opened::Headers),
    }
}

/// Whether it has any header field that mail has.
fn is_mail(message: &Message<'_>) -> bool {
    let known = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Received",
        "Sender",
        "Return-Path",
    ];
    message
        .headers()
        .iter()
        .any(|header| known.iter().any(|name| header.name().eq_ignore_ascii_case(name)))
}

fn read(message: &Message<'_>, prefix: &str, nesting: usize, left: &mut usize) -> Mail {
    let mut walk = Walk {
        message,
        files: Files::new(nesting, left),
    };
    match message.parts.first().map(|part| &part.body) {
        Some(PartType::Multipart(_)) => walk.part(0, prefix, 0),
        _ => walk.part(0, &join(prefix, 1), 0),
    }
    Mail {
        envelope: envelope::read(message),
        parts: walk.files.parts,
    }
}

fn join(prefix: &str, number: usize) -> String {
    if prefix.is_empty() {
        number.to_string()
    } else {
        format!("{prefix}.{number}")
    }
}

struct Walk<'m> {
    message: &'m Message<'m>,
    files: Files<'m>,
}

impl Walk<'_> {
    fn part(&mut self, index: usize, section: &str, depth: usize) {
        let Some(part) = self.message.parts.get(index) else {
            return;
        };
        if depth > MAX_DEPTH {
            self.files.beyond(section, None);
            return;
        }
        if !self.files.may_take() {
            return;
        }
        let kind = part.content_type();
        let mime = kind.map_or_else(String::new, |kind| {
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
        });
        let name = part
            .attachment_name()
            .map(crate::text::squeeze)
            .filter(|name| !name.is_empty());
        let attached = part
            .content_disposition()
            .is_some_and(mail_parser::ContentType::is_attachment);
        let is_text = !attached && name.is_none();
        let content = match &part.body {
            PartType::Multipart(children) => {
                let alternative = mime == "multipart/alternative";
                let chosen = if alternative { self.best(children) } else { None };
                for (position, child) in children.iter().enumerate() {
                    let child = usize::try_from(*child).unwrap_or(usize::MAX);
                    if chosen.is_none_or(|chosen| chosen == position) {
                        self.part(child, &join(section, position + 1), depth + 1);
                    }
                }
                return;
            }
            PartType::Text(text) if is_text && is_plain(&mime) => {
                let flowed = kind
                    .and_then(|kind| kind.attribute("format"))
                    .is_some_and(|value| value.eq_ignore_ascii_case("flowed"));
                Content::Plain {
                    text: text.to_string(),
                    flowed,
                }
            }
            PartType::Html(text) if is_text => Content::Html(text.to_string()),
            PartType::Text(_) | PartType::Html(_) | PartType::Binary(_) | PartType::InlineBinary(_) => {
                let attachment = Attachment {
                    name,
                    mime,
                    content_id: part.content_id().map(str::to_owned),
                    bytes: self.bytes_of(part),
                };
                self.files.attach(section, attachment);
                return;
            }
            PartType::Message(inner) => {
                let message = |nesting, left: &mut usize| Some(read(inner, section, nesting, left));
                self.files.message(section, name, message);
                return;
            }
        };
        self.files.parts.push(Part {
            section: section.to_owned(),
            content,
        });
    }

    /// The bytes of an attached part. Text that could not be decoded is given as it came, to a reader that guesses better.
    fn bytes_of(&self, part: &mail_parser::MessagePart<'_>) -> Vec<u8> {
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => {
                let raw = text
                    .contains('\u{fffd}')
                    .then(|| raw_bytes(self.message, part))
                    .flatten();
                raw.unwrap_or_else(|| text.as_bytes().to_vec())
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes.to_vec(),
            PartType::Message(_) | PartType::Multipart(_) => Vec::new(),
        }
    }

    /// Which alternative to show: the last one that is HTML or holds it, else the first text.
    fn best(&self, children: &[u32]) -> Option<usize> {
        let holds_html = |index: &u32| self.holds_html(usize::try_from(*index).unwrap_or(usize::MAX), 0);
        children
            .iter()
            .rposition(holds_html)
            .or(if children.is_empty() { None } else { Some(0) })
    }

    fn holds_html(&self, index: usize, depth: usize) -> bool {
        match self.message.parts.get(index).map(|part| &part.body) {
            Some(PartType::Html(_)) => true,
            Some(PartType::Multipart(children)) if depth < 10 => children
                .iter()
                .any(|child| self.holds_html(usize::try_from(*child).unwrap_or(usize::MAX), depth + 1)),
            _ => false,
        }
    }
}

/// Whether a text part is shown as it is. A type without its second half is text, and so is a multipart without parts.
fn is_plain(mime: &str) -> bool {
    matches!(mime, "" | "text/" | "text/plain" | "text/enriched") || mime.starts_with("multipart/")
}

/// The bytes of a text part whose charset is not named, for a reader that guesses better.
fn raw_bytes(message: &Message<'_>, part: &mail_parser::MessagePart<'_>) -> Option<Vec<u8>> {
    let index = |offset: u32| usize::try_from(offset).ok();
    let raw = message
        .raw_message
        .get(index(part.offset_body)?..index(part.offset_end)?)?;
    match part.encoding {
        mail_parser::Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw),
        mail_parser::Encoding::QuotedPrintable => mail_parser::decoders::quoted_printable::quoted_printable_decode(raw),
        mail_parser::Encoding::None => Some(raw.to_vec()),
    }
}
