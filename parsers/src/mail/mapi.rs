//! Outlook's own idea of a mail: properties by number, as `.msg` and `winmail.dat` keep them, made into what `mail` gives.
//!
//! It reads no container; `msg` and `tnef` do.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};

use crate::document::Document;
use crate::envelope::Envelope;
use crate::extraction::Mailbox;
use crate::formats::{charset, rtf};
use crate::mail::files::Files;
use crate::mail::{Attachment, Content, Mail, Opened, Part, compressed, envelope, join, open};
use crate::names;
use crate::text::squeeze;

/// What a property holds.
#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Bytes(Vec<u8>),
    /// A number, or a time in the ticks of Windows.
    Number(i64),
}

/// Properties by their number.
pub(super) type Properties = HashMap<u16, Value>;

/// A mail with what belongs to it.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) properties: Properties,
    pub(super) recipients: Vec<Properties>,
    pub(super) files: Vec<ItemFile>,
}

/// An attached file, or an attached mail.
#[derive(Debug, Default)]
pub(super) struct ItemFile {
    pub(super) properties: Properties,
    pub(super) item: Option<Box<Item>>,
}

fn text(properties: &Properties, number: u16) -> Option<&str> {
    match properties.get(&number)? {
        Value::Text(text) => Some(text.trim_matches(['\0', ' '])).filter(|text| !text.is_empty()),
        Value::Bytes(_) | Value::Number(_) => None,
    }
}

fn bytes(properties: &Properties, number: u16) -> Option<&[u8]> {
    match properties.get(&number)? {
        Value::Bytes(bytes) => Some(bytes),
        Value::Text(_) | Value::Number(_) => None,
    }
}

fn number(properties: &Properties, number: u16) -> Option<i64> {
    match properties.get(&number)? {
        Value::Number(number) => Some(*number),
        Value::Text(_) | Value::Bytes(_) => None,
    }
}

/// The code page that a mail says its texts are in.
pub(super) fn code_page(properties: &Properties) -> u32 {
    let page = number(properties, 0x3fde).or_else(|| number(properties, 0x3ffd));
    page.and_then(|page| u32::try_from(page).ok())
        .filter(|page| *page > 0)
        .unwrap_or(1252)
}

/// The mail at a section of the outer one.
pub(super) fn mail(item: Item, section: &str, nesting: usize, left: &mut usize) -> Mail {
    let mut files = Files::new(nesting, left);
    let envelope = envelope_of(&item);
    if let Some(content) = body(&item.properties).filter(|_| files.may_take()) {
        files.parts.push(Part {
            section: join(section, 1),
            content,
        });
    }
    attach(item.files, section, &mut files);
    Mail {
        envelope,
        parts: files.parts,
    }
}

/// Puts the files of an item behind its body.
pub(super) fn attach(items: Vec<ItemFile>, section: &str, files: &mut Files<'_>) {
    for (index, file) in items.into_iter().enumerate() {
        let section = join(section, index + 2);
        let name = [0x3707, 0x3704, 0x3001]
            .into_iter()
            .find_map(|number| text(&file.properties, number));
        let name = name.map(squeeze).filter(|name| !name.is_empty());
        if let Some(item) = file.item {
            files.message(&section, name, |nesting, left| {
                Some(mail(*item, &section, nesting, left))
            });
            continue;
        }
        let content_id = text(&file.properties, 0x3712).map(str::to_owned);
        let mime = text(&file.properties, 0x370e).unwrap_or_default().to_ascii_lowercase();
        let mut properties = file.properties;
        let bytes = match properties.remove(&0x3701) {
            Some(Value::Bytes(bytes)) => bytes,
            Some(Value::Text(_) | Value::Number(_)) | None => Vec::new(),
        };
        if files.may_take() {
            files.attach(
                &section,
                Attachment {
                    name,
                    mime,
                    content_id,
                    bytes,
                },
            );
        }
    }
}

/// The body, richest first: where two differ, the HTML counts.
pub(super) fn body(properties: &Properties) -> Option<Content> {
    let html = match properties.get(&0x1013) {
        Some(Value::Bytes(bytes)) => Some(decode_html(bytes, code_page(properties))),
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Number(_)) | None => None,
    };
    if let Some(html) = html.filter(|html| !html.trim().is_empty()) {
        return Some(Content::Html(html));
    }
    let rich = bytes(properties, 0x1009).and_then(compressed::expand);
    let wrapped = rich.as_deref().and_then(rtf::html::extract);
    let html = wrapped.or_else(|| rtf::read("", rich.as_deref()?).ok().map(|document| html_of(&document)));
    if let Some(html) = html.filter(|html| !html.trim().is_empty()) {
        return Some(Content::Html(html));
    }
    text(properties, 0x1000).map(|text| Content::Plain {
        text: text.to_owned(),
        flowed: false,
    })
}

/// UTF-8 where it is that, whatever the mail says: Outlook often says Windows-1252 of it.
fn decode_html(bytes: &[u8], page: u32) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_end_matches('\0').to_owned(),
        Err(_) => charset::of_code_page(page)
            .decode(bytes)
            .0
            .trim_end_matches('\0')
            .to_owned(),
    }
}

/// A text of lines and rows as HTML, so that a rich body is read like every other body.
fn html_of(document: &Document) -> String {
    let mut out = String::new();
    let mut table = None;
    for line in &document.lines {
        let here = line.row.as_ref().map(|row| row.table);
        if here != table {
            out.push_str(if table.is_some() { "</table>" } else { "" });
            out.push_str(if here.is_some() { "<table>" } else { "" });
            table = here;
        }
        match &line.row {
            Some(row) => {
                out.push_str("<tr>");
                let mut cells = row.cells.iter().peekable();
                while let Some(cell) = cells.next() {
                    let mut columns = 1;
                    while cells.next_if_eq(&cell).is_some() {
                        columns += 1;
                    }
                    let text = escaped(document.slice(*cell));
                    out.push_str(&format!("<td colspan=\"{columns}\">{text}</td>"));
                }
                out.push_str("</tr>");
            }
            None if line.heading => out.push_str(&format!("<div><b>{}</b></div>", escaped(document.slice(line.span)))),
            None if line.span.is_empty() => out.push_str("<div><br></div>"),
            None => out.push_str(&format!("<div>{}</div>", escaped(document.slice(line.span)))),
        }
    }
    out.push_str(if table.is_some() { "</table>" } else { "" });
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\n', "<br>")
}

/// Who wrote to whom and when: the headers it came with, and what Outlook knows besides.
fn envelope_of(item: &Item) -> Envelope {
    let properties = &item.properties;
    let headers = text(properties, 0x007d).map(|headers| format!("{}\r\n\r\n", headers.trim()));
    let parsed = headers.as_ref().map(|headers| open(headers.as_bytes()));
    let mut envelope = match &parsed {
        Some(Opened::Whole(message) | Opened::Headers(message)) => envelope::read(message),
        Some(Opened::Nothing) | None => Envelope::default(),
    };
    let id = |number: u16| text(properties, number).map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
    if envelope.from.is_empty() {
        envelope.from.extend(sender(properties));
        envelope.from_headers = envelope.from.len();
    }
    for (kind, list) in [(1, &mut envelope.to), (2, &mut envelope.cc)] {
        if list.is_empty() {
            let of_kind = item
                .recipients
                .iter()
                .filter(|one| number(one, 0x0c15).unwrap_or(1) & 0xf == kind);
            list.extend(
                of_kind
                    .take(500)
                    .filter_map(|one| mailbox(one, &[0x3001, 0x5ff6], &[0x39fe, 0x3003])),
            );
        }
    }
    let subject = text(properties, 0x0037).or_else(|| text(properties, 0x0e1d));
    let tidy = |subject: &str| squeeze(&subject.replace(|c: char| c.is_control(), " "));
    envelope.subject = envelope
        .subject
        .or_else(|| subject.map(tidy))
        .filter(|subject| !subject.is_empty());
    envelope.message_id = envelope.message_id.or_else(|| id(0x1035));
    if envelope.in_reply_to.is_empty() {
        envelope.in_reply_to.extend(id(0x1042));
    }
    if envelope.date.is_none() {
        let ticks = [0x0039, 0x0e06, 0x3007]
            .into_iter()
            .find_map(|name| number(properties, name));
        envelope.date = ticks.and_then(instant).map(|instant| instant.to_zoned(TimeZone::UTC));
    }
    envelope
}

/// The person on whose behalf it was sent, else who sent it.
fn sender(properties: &Properties) -> Option<Mailbox> {
    mailbox(properties, &[0x0042, 0x0c1a], &[0x5d02, 0x0065, 0x5d01, 0x0c1f])
}

/// A person; an address of Exchange's own kind is none.
fn mailbox(properties: &Properties, named: &[u16], addressed: &[u16]) -> Option<Mailbox> {
    let mut addresses = addressed.iter().filter_map(|number| text(properties, *number));
    let email = addresses.find(|address| address.contains('@')).map(|address| {
        let address = address.trim_matches(['\'', '<', '>', ' ']);
        names::address(address).unwrap_or_else(|| address.to_owned())
    });
    let shown = named.iter().find_map(|number| text(properties, *number)).map(squeeze);
    let shown = shown
        .map(|name| name.trim_matches('\'').to_owned())
        .filter(|name| !name.contains('@'));
    let name = shown
        .and_then(|name| names::clean(&name).or(Some(name)))
        .filter(|name| !name.is_empty());
    (name.is_some() || email.is_some()).then_some(Mailbox { name, email })
}

/// Ticks of 100 ns since 1601.
fn instant(ticks: i64) -> Option<Timestamp> {
    let seconds = ticks / 10_000_000 - 11_644_473_600;
    Timestamp::from_second(seconds).ok()
}
