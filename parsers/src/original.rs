//! A message as it came, for whoever looks at the original: its formatted texts and its files, with their bytes.
//!
//! Opens the same wrappings as [`crate::read`], so that nothing is in one and not in the other. It judges nothing and cleans
//! nothing: whoever shows any of it to somebody has to.

use crate::formats::html;
use crate::mail::{self, BEYOND_LIMITS, Content, Mail};

/// The formatted texts and the files of a message, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// Texts that are HTML.
    pub pages: Vec<OriginalPage>,
    /// Everything that came along.
    pub files: Vec<OriginalFile>,
}

/// A text that is HTML, just as hostile as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalPage {
    /// The part's id, as evidence uses it.
    pub part: String,
    /// The HTML; none where no tree may be made of it, because it is too large or too deep.
    pub html: Option<String>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalFile {
    /// The part's id, as evidence uses it.
    pub part: String,
    /// The name that the sender gave it.
    pub name: Option<String>,
    /// The Content-ID by which a text shows it.
    pub content_id: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// It was not opened, because the message has more than is read.
    pub is_beyond: bool,
}

/// Opens a message. Bytes that are no mail hold nothing.
pub fn original(raw: &[u8]) -> Original {
    let mut found = Original::default();
    if let Some(mail) = mail::parse(raw) {
        add(mail, &mut found);
    }
    found
}

/// Mails inside of mails are bounded where they are opened, and so is this.
fn add(mail: Mail, found: &mut Original) {
    for part in mail.parts {
        match part.content {
            Content::Plain { .. } => {}
            Content::Html(text) => found.pages.push(OriginalPage {
                part: part.section,
                html: html::is_bounded(&text).then_some(text),
            }),
            Content::Attachment(file) => found.files.push(OriginalFile {
                part: part.section,
                is_beyond: file.mime == BEYOND_LIMITS,
                name: file.name,
                content_id: file.content_id,
                bytes: file.bytes,
            }),
            Content::Message(inner) => add(*inner, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_files_are_found_also_in_mails_inside() {
        let inner = "From: jane@acme.example\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n\
            --i\r\nContent-Type: text/html\r\n\r\n<p>inner</p>\r\n\
            --i\r\nContent-Type: application/pdf; name=\"list.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--i--\r\n";
        let outer = format!(
            "From: pat@vendor.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n\
            --o\r\nContent-Type: text/html\r\n\r\n<p>outer</p><img src=\"cid:one\">\r\n\
            --o\r\nContent-Type: image/png\r\nContent-ID: <one>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n\
            --o\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--o--\r\n"
        );
        let found = original(outer.as_bytes());
        let pages: Vec<_> = found
            .pages
            .iter()
            .map(|page| page.html.as_deref().unwrap().trim())
            .collect();
        assert_eq!(pages, ["<p>outer</p><img src=\"cid:one\">", "<p>inner</p>"]);
        let files: Vec<_> = found
            .files
            .iter()
            .map(|file| (file.name.as_deref(), file.content_id.as_deref(), file.bytes.as_slice()))
            .collect();
        assert_eq!(
            files,
            [
                (None, Some("one"), &b"\x89PNG"[..]),
                (Some("list.pdf"), None, &b"%PDF-"[..])
            ]
        );
        assert_eq!(original(b"\0\0"), Original::default());
    }

    #[test]
    fn html_that_is_too_deep_is_named_and_not_given() {
        let deep = "<div>".repeat(5000);
        let raw = format!("From: a@b.example\r\nContent-Type: text/html\r\n\r\n{deep}");
        assert_eq!(original(raw.as_bytes()).pages[0].html, None);
    }
}
