//! The message as a conversation: every voice in it, newest first, with the documents they wrote or sent along.
//!
//! Brings together the MIME walk, the formats and the chain. Voices have a rank of time; weighing them is for `resolve`.

use jiff::civil::Date;

use crate::chain::{self, Facts, Piece};
use crate::document::Document;
use crate::envelope::Envelope;
use crate::extraction::{Mailbox, ManualReason};
use crate::formats::{self, Outcome};
use crate::layer::{How, Layer};
use crate::mail::{Attachment, Content, Mail};
use crate::names;

/// Mail files inside mail files deeper than this are nobody's user list.
const MAX_NESTING: usize = 4;

/// IMAP's name of the header (RFC 9051 section 6.4.5); of its text the console shows the subject.
const SUBJECT_PART: &str = "HEADER";

/// Everything that was said in a message.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    pub(crate) documents: Vec<Document>,
    /// In order of authority: the newest first, attached documents after the mails that brought them.
    pub(crate) voices: Vec<Voice>,
    pub(crate) files: Vec<File>,
    /// How many attached mail files are being read inside each other.
    nesting: usize,
}

/// What one author wrote in one document.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    pub(crate) document: usize,
    pub(crate) piece: Piece,
    /// Lower is newer. All documents attached to one mail share a number.
    pub(crate) age: usize,
    /// Whether it is an attached document, not a mail.
    pub(crate) attached: bool,
    /// Whether it stands in a mail that came as an attachment.
    pub(crate) brought: bool,
    /// Whether it is the subject: it tells a go-live or a hold that nobody else tells.
    pub(crate) subject: bool,
    /// The date relative dates count from.
    pub(crate) base: Option<Date>,
}

/// An attachment that could not be read here.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) named: bool,
    pub(crate) content_id: Option<String>,
    pub(crate) reason: ManualReason,
}

/// Hears everybody in a mail.
pub(crate) fn listen(mail: &Mail) -> Conversation {
    let mut conversation = Conversation::default();
    let mut age = 0;
    add_mail(&mut conversation, mail, How::Outer, None, &mut age);
    add_subject(&mut conversation, mail, age);
    conversation
}

/// The subject as the voice that counts least: it is often older than the mail, and written in a hurry.
fn add_subject(conversation: &mut Conversation, mail: &Mail, age: usize) {
    let Some(subject) = mail
        .envelope
        .subject
        .as_deref()
        .filter(|subject| !subject.trim().is_empty())
    else {
        return;
    };
    let document = formats::plain::read(SUBJECT_PART, subject, false);
    let facts = facts_of(&mail.envelope);
    conversation.voices.push(Voice {
        document: conversation.documents.len(),
        age,
        attached: false,
        brought: false,
        subject: true,
        base: facts.date.map(jiff::civil::DateTime::date),
        piece: Piece {
            how: How::Outer,
            facts,
            announced: false,
            lines: (0..document.lines.len()).collect(),
            signature: Vec::new(),
            banner: Vec::new(),
        },
    });
    conversation.documents.push(document);
}

fn add_mail(conversation: &mut Conversation, mail: &Mail, how: How, outer: Option<Date>, age: &mut usize) {
    let facts = facts_of(&mail.envelope);
    let base = facts.date.map(jiff::civil::DateTime::date).or(outer);
    let mut last = (facts.clone(), base);
    for part in &mail.parts {
        let document = match &part.content {
            Content::Plain { text, flowed } => {
                let mut document = formats::plain::read(&part.section, text, *flowed);
                chain::joined::part(&mut document);
                formats::grid::find_tables(&mut document);
                document
            }
            Content::Html(html) => match formats::html::read(&part.section, html) {
                Some(mut document) => {
                    formats::plain::find_links(&mut document);
                    formats::grid::find_tables(&mut document);
                    document
                }
                None => {
                    conversation.files.push(unreadable(&part.section));
                    continue;
                }
            },
            Content::Attachment(_) | Content::Message(_) => continue,
        };
        for piece in chain::build(&document, facts.clone(), how) {
            let date = piece.facts.date.map(jiff::civil::DateTime::date).or(base);
            last = (piece.facts.clone(), date);
            let document = conversation.documents.len();
            conversation.voices.push(Voice {
                document,
                piece,
                age: *age,
                attached: false,
                brought: how == How::Forward,
                subject: false,
                base: date,
            });
            *age += 1;
        }
        conversation.documents.push(document);
    }
    for part in &mail.parts {
        if let Content::Message(inner) = &part.content {
            add_mail(conversation, inner, How::Forward, base, age);
        }
    }
    for part in &mail.parts {
        if let Content::Attachment(attachment) = &part.content {
            add_attachment(conversation, &part.section, attachment, &last, *age);
        }
    }
    *age += 1;
}

fn unreadable(section: &str) -> File {
    File {
        name: section.to_owned(),
        named: false,
        content_id: None,
        reason: ManualReason::Unreadable,
    }
}

fn add_attachment(
    conversation: &mut Conversation,
    section: &str,
    attachment: &Attachment,
    last: &(Facts, Option<Date>),
    age: usize,
) {
    let name = attachment.name.clone().unwrap_or_default();
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default();
    if (extension == "eml" || attachment.mime == "message/rfc822")
        && conversation.nesting < MAX_NESTING
        && let Some(inner) = crate::mail::parse(&attachment.bytes)
    {
        let mut age = age;
        conversation.nesting += 1;
        add_mail(conversation, &inner, How::Forward, last.1, &mut age);
        conversation.nesting -= 1;
        return;
    }
    match formats::read(section, &name, &attachment.mime, &attachment.bytes) {
        Outcome::Read(mut document) => {
            document.name = attachment.name.clone();
            let lines = (0..document.lines.len()).collect();
            let piece = Piece {
                how: How::Forward,
                facts: last.0.clone(),
                announced: false,
                lines,
                signature: Vec::new(),
                banner: Vec::new(),
            };
            let document_index = conversation.documents.len();
            conversation.voices.push(Voice {
                document: document_index,
                piece,
                age,
                attached: true,
                brought: false,
                subject: false,
                base: last.1,
            });
            conversation.documents.push(document);
        }
        Outcome::Manual(reason) => {
            let id = attachment
                .content_id
                .clone()
                .map(|id| id.trim_matches(['<', '>']).to_owned());
            conversation.files.push(File {
                named: !name.is_empty(),
                name: if name.is_empty() {
                    id.clone().unwrap_or_else(|| section.to_owned())
                } else {
                    name
                },
                content_id: id,
                reason,
            });
        }
        Outcome::Nothing => {}
    }
}

/// The outer headers as the facts of a layer. A relay or a list writes for the owner of its Reply-To.
fn facts_of(envelope: &Envelope) -> Facts {
    let (date, offset) = match &envelope.date {
        Some(zoned) => (Some(zoned.datetime()), Some(zoned.strftime("%:z").to_string())),
        None => (None, None),
    };
    Facts {
        author: submitter(envelope),
        to: envelope.to.clone(),
        cc: envelope.cc.clone(),
        date,
        date_text: envelope
            .date
            .as_ref()
            .map(|zoned| zoned.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()),
        offset,
        subject: envelope.subject.clone(),
    }
}

/// From, or the owner of Reply-To when From is a list, a web form or a ticket relay.
pub(crate) fn submitter(envelope: &Envelope) -> Mailbox {
    let from = envelope.from.first().cloned().unwrap_or_default();
    let domain = |person: &Mailbox| {
        person
            .email
            .as_deref()
            .and_then(|email| email.split_once('@'))
            .map(|(_, domain)| domain.to_owned())
    };
    match envelope.reply_to.first() {
        Some(owner) if owner.email.is_some() && owner.email != from.email => {
            let local = from
                .email
                .as_deref()
                .and_then(|email| email.split('@').next())
                .unwrap_or_default()
                .to_lowercase();
            let machine = [
                "relay",
                "noreply",
                "no-reply",
                "donotreply",
                "ticket",
                "support",
                "help",
                "list",
                "notification",
                "form",
                "web",
                "mailer",
                "reply",
                "info",
                "do-not-reply",
                "wordpress",
                "bounce",
            ];
            let group = from
                .name
                .as_deref()
                .is_some_and(|name| name.contains(" via ") || name.ends_with(" via"));
            let relayed = group || machine.iter().any(|word| local.contains(word)) || domain(owner) != domain(&from);
            if relayed { named(owner, &from) } else { from }
        }
        Some(_) | None => Mailbox {
            name: from.name.as_deref().and_then(without_group).or(from.name),
            email: from.email,
        },
    }
}

/// The person's name of "'Jane Doe' via Setup", as groups rewrite it; none when no group passed the mail on.
fn without_group(name: &str) -> Option<String> {
    let (person, _) = name.split_once(" via ")?;
    names::clean(person.trim_matches(['\'', '"', ' ']))
}

/// The owner of a Reply-To without a name is named as the From line names them.
fn named(owner: &Mailbox, from: &Mailbox) -> Mailbox {
    let shown = from
        .name
        .as_deref()
        .and_then(without_group)
        .or_else(|| from.name.clone());
    Mailbox {
        name: owner.name.clone().or(shown),
        email: owner.email.clone(),
    }
}

impl Conversation {
    /// Who said what, for people.
    pub(crate) fn layers(&self) -> Vec<Layer> {
        self.voices
            .iter()
            .filter(|voice| !voice.attached && !voice.subject)
            .map(|voice| self.layer(voice))
            .collect()
    }

    fn layer(&self, voice: &Voice) -> Layer {
        let doc = &self.documents[voice.document];
        let facts = &voice.piece.facts;
        let filled = |lines: &[usize]| Some(chain::listed_text_of(doc, lines)).filter(|text| !text.is_empty());
        let date = facts.date.map(|date| {
            format!(
                "{}{}",
                date.strftime("%Y-%m-%dT%H:%M:%S"),
                facts.offset.as_deref().unwrap_or_default()
            )
        });
        Layer {
            how: voice.piece.how,
            author: facts.author.clone(),
            to: facts.to.clone(),
            cc: facts.cc.clone(),
            date,
            date_text: facts.date_text.clone(),
            subject: facts.subject.clone(),
            part: doc.part.clone(),
            text: chain::listed_text_of(doc, &voice.piece.lines),
            signature: filled(&voice.piece.signature),
            banner: filled(&voice.piece.banner),
        }
    }
}
