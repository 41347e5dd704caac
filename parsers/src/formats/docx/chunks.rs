//! Files that a Word document takes its text from when it is opened (`altChunk`): web applications write HTML that way.
//!
//! What cannot be read of them makes the document unreadable: part of its text would be missing silently.

use mail_parser::{MessageParser, PartType};

use crate::document::Document;
use crate::formats::archive::Archive;
use crate::formats::{Trouble, charset, html, plain, rtf};

/// Documents made of more pieces than that are no list of people.
const MAX_CHUNKS: usize = 50;

/// The texts of the chunks at these places of an archive.
pub(super) fn read(archive: &mut Archive<'_>, names: &[String]) -> Result<Vec<Document>, Trouble> {
    if names.len() > MAX_CHUNKS {
        return Err(Trouble::Unreadable);
    }
    names
        .iter()
        .map(|name| chunk(&archive.file(name)?.ok_or(Trouble::Unreadable)?, name))
        .collect()
}

fn chunk(bytes: &[u8], name: &str) -> Result<Document, Trouble> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "mht" | "mhtml" => html::read("", &html_of(bytes).ok_or(Trouble::Unreadable)?).ok_or(Trouble::Unreadable),
        "htm" | "html" | "xhtml" => html::read("", &charset::guess(bytes)).ok_or(Trouble::Unreadable),
        "rtf" => rtf::read("", bytes),
        "txt" => Ok(plain::read("", &charset::guess(bytes), false)),
        _ => Err(Trouble::Unreadable),
    }
}

/// The page in a web archive, which is a mail without a sender.
fn html_of(bytes: &[u8]) -> Option<String> {
    let message = std::panic::catch_unwind(|| MessageParser::default().parse(bytes)).ok()??;
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(text) => Some(text.to_string()),
        PartType::Text(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Message(_)
        | PartType::Multipart(_) => None,
    })
}
