//! Attached documents: one reader a format, all giving the same [`Document`].
//!
//! The registry is [`read`]: a new format is one file and one arm there. What cannot be read is named, never guessed.

mod archive;
pub(crate) mod charset;
pub(crate) mod csv;
mod doc;
pub(crate) mod docx;
pub(crate) mod grid;
pub(crate) mod html;
mod html_table;
mod margin;
pub(crate) mod odt;
pub(crate) mod ole;
mod page;
pub(crate) mod plain;
pub(crate) mod rtf;
pub(crate) mod sheet;
mod xml;

use crate::document::Document;
use crate::extraction::ManualReason;

/// Why a document could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    Encrypted,
    Unreadable,
}

/// What to do with an attachment.
pub(crate) enum Outcome {
    /// It was read.
    Read(Document),
    /// A person has to look at it.
    Manual(ManualReason),
    /// It cannot hold user details.
    Nothing,
}

/// Larger attachments are left to a person.
const MAX_ATTACHMENT_BYTES: usize = 25 * 1024 * 1024;

/// What the readers are given of one document (`pipeline`): of a longer one, people at its end would be missing silently.
const MAX_LINES: usize = 3_000;
const MAX_TEXT_BYTES: usize = 400_000;

/// Reads an attachment by its name, its type and its first bytes.
pub(crate) fn read(section: &str, name: &str, mime: &str, bytes: &[u8]) -> Outcome {
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default();
    let inner = format!("{section}/{name}");
    if bytes.len() > MAX_ATTACHMENT_BYTES {
        return Outcome::Manual(ManualReason::Unreadable);
    }
    let kind = kind_of(&extension, mime, bytes);
    let read = match kind {
        FileKind::Docx => docx::read(&format!("{section}/word/document.xml"), bytes),
        FileKind::Doc => doc::read(&inner, bytes),
        FileKind::Sheet => sheet::read(&inner, bytes),
        FileKind::Csv => Ok(csv::read(&inner, bytes)),
        FileKind::Text => Ok(plain::read(&inner, &charset::guess(bytes), false)),
        FileKind::Html => html::read(&inner, &charset::guess(bytes)).ok_or(Trouble::Unreadable),
        FileKind::Odt => odt::read(&format!("{section}/content.xml"), bytes),
        FileKind::Rtf => rtf::read(&inner, bytes),
        FileKind::Pdf => return Outcome::Manual(ManualReason::Pdf),
        FileKind::Image => return Outcome::Manual(ManualReason::Image),
        FileKind::Damaged => Err(Trouble::Unreadable),
        FileKind::Encrypted => Err(Trouble::Encrypted),
        FileKind::Harmless => return Outcome::Nothing,
        FileKind::Other => return Outcome::Manual(ManualReason::Unsupported),
    };
    match read {
        // A screenshot pasted into an empty document is a screenshot.
        Ok(document) if document.text.trim().is_empty() && holds_pictures(bytes) => {
            Outcome::Manual(ManualReason::Image)
        }
        Ok(document) if document.lines.len() > MAX_LINES || document.text.len() > MAX_TEXT_BYTES => {
            Outcome::Manual(ManualReason::Unreadable)
        }
        Ok(mut document) => {
            grid::find_tables(&mut document);
            Outcome::Read(document)
        }
        Err(Trouble::Encrypted) => Outcome::Manual(ManualReason::Encrypted),
        Err(Trouble::Unreadable) => Outcome::Manual(ManualReason::Unreadable),
    }
}

enum FileKind {
    Docx,
    Doc,
    Sheet,
    Csv,
    Text,
    Html,
    Odt,
    Rtf,
    Pdf,
    Image,
    Harmless,
    /// Of a kind that is read, but not in this state.
    Damaged,
    Encrypted,
    Other,
}

fn kind_of(extension: &str, mime: &str, bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"-----BEGIN PGP MESSAGE") {
        return FileKind::Encrypted;
    }
    if extension == "p7m" || matches!(mime, "application/pkcs7-mime" | "application/x-pkcs7-mime") {
        return wrapped_kind(bytes);
    }
    match extension {
        // Word opens each of these under any of these names, so people send them under any of these names.
        "docx" | "docm" | "dotx" | "dotm" | "doc" | "dot" | "rtf" => return word_kind(extension, bytes),
        "xlsx" | "xlsm" | "xltx" | "xltm" | "ods" | "ots" | "xls" | "xlt" => return FileKind::Sheet,
        "csv" | "tsv" => return FileKind::Csv,
        "txt" | "text" | "md" => return FileKind::Text,
        "htm" | "html" => return FileKind::Html,
        "odt" | "ott" | "fodt" => return FileKind::Odt,
        "pdf" => return FileKind::Pdf,
        // Whole ones are mails, and were opened by `mail`.
        "eml" | "msg" | "tnef" => return FileKind::Damaged,
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "heic" | "heif" | "webp" => return FileKind::Image,
        "p7s" | "asc" | "sig" | "ics" | "vcf" | "pgp" | "mp3" | "wav" | "m4a" => return FileKind::Harmless,
        _ => {}
    }
    match mime {
        "application/pdf" => FileKind::Pdf,
        "text/csv" => FileKind::Csv,
        "text/plain" => FileKind::Text,
        "text/html" => FileKind::Html,
        "application/rtf" | "text/rtf" => FileKind::Rtf,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => FileKind::Docx,
        "application/msword" => word_kind("doc", bytes),
        "application/vnd.oasis.opendocument.text" => FileKind::Odt,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.oasis.opendocument.spreadsheet"
        | "application/vnd.ms-excel" => FileKind::Sheet,
        "application/pkcs7-signature"
        | "application/x-pkcs7-signature"
        | "application/pgp-signature"
        | "application/pgp-keys"
        | "text/calendar"
        | "text/vcard"
        | "message/delivery-status"
        | "text/rfc822-headers"
        | "text/css"
        | "text/javascript"
        | "application/javascript"
        | "application/x-javascript" => FileKind::Harmless,
        "application/ms-tnef"
        | "application/vnd.ms-tnef"
        | "application/vnd.ms-outlook"
        | "message/rfc822"
        | crate::mail::BEYOND_LIMITS => FileKind::Damaged,
        _ if mime.starts_with("image/") => FileKind::Image,
        _ => kind_by_content(bytes),
    }
}

/// Whether a document has pictures in it.
fn holds_pictures(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return archive::Archive::open(bytes).is_ok_and(|archive| archive.holds(&["media/", "Pictures/"]));
    }
    rtf::is_rtf(bytes) && bytes.windows(5).any(|window| window == b"\\pict")
}

/// What a file of Word's really is.
fn word_kind(extension: &str, bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"PK") {
        FileKind::Docx
    } else if rtf::is_rtf(bytes) {
        FileKind::Rtf
    } else if ole::is_ole(bytes) {
        FileKind::Doc
    } else if bytes.trim_ascii_start().starts_with(b"<?xml") {
        FileKind::Docx
    } else if extension == "doc" {
        FileKind::Doc
    } else {
        FileKind::Docx
    }
}

/// A mail wrapped by S/MIME: encrypted, or signed in a way that hides its text.
fn wrapped_kind(bytes: &[u8]) -> FileKind {
    // 1.2.840.113549.1.7.2, "signed data", near the beginning.
    let signed = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    let head = &bytes[..bytes.len().min(60)];
    if head.windows(signed.len()).any(|window| window == signed) {
        FileKind::Other
    } else {
        FileKind::Encrypted
    }
}

/// What a file is that neither its name nor its type tells.
fn kind_by_content(bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"%PDF") {
        FileKind::Pdf
    } else if rtf::is_rtf(bytes) {
        FileKind::Rtf
    } else if crate::mail::is_outlook(bytes) {
        FileKind::Damaged
    } else if bytes.starts_with(b"PK") {
        let holds = |name: &str| archive::Archive::open(bytes).is_ok_and(|archive| archive.has(name));
        if holds("word/document.xml") {
            FileKind::Docx
        } else if holds("xl/workbook.xml") {
            FileKind::Sheet
        } else if holds("content.xml") {
            FileKind::Odt
        } else {
            FileKind::Other
        }
    } else {
        FileKind::Other
    }
}
