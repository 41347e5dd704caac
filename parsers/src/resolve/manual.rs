//! What a person has to type in: attachments, pasted pictures and links that may hold user details.
//!
//! Logos and tracking pixels are none; nor is anything that plainly is about something else.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::conversation::{Conversation, File};
use crate::document::Image;
use crate::envelope::Envelope;
use crate::extraction::{ManualEntry, ManualReason};
use crate::lexicon::{self, requests};
use crate::text::fold;

static SHARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^https?://(?:docs\.google\.|drive\.google\.|sheets\.google|[^/]*sharepoint\.|onedrive\.|1drv\.ms|[^/]*dropbox\.|[^/]*\.box\.com|app\.box\.|[^/]*icloud\.com/|[^/]*airtable\.|[^/]*notion\.|[^/]*smartsheet\.|forms\.gle|[^/]*office\.com/|[^/]*wetransfer|we\.tl|[^/]*zoho[^/]*/sheet|[^/]*coda\.io|[^/]*quip\.com)").expect("a valid pattern")
});
static LOGO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)logo|icon|banner|signature|facebook|linkedin|twitter|instagram|spacer|pixel|footer|header|badge|avatar|^outlook-|emoji").expect("a valid pattern")
});
static ELSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:invoice[a-z0-9_]*|receipt|statement|rechnung[a-z0-9_]*|facture|factura|fatura|brochure|agenda|slides?|flyer|newsletter|contract|agreement|quote|proposal|purchase order|terms|price ?list|pricing)(?-u:\b)").expect("a valid pattern")
});

static PICTURE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::PICTURES]));

/// Nobody types in more than that; the mail itself is at hand.
const MAX_ENTRIES: usize = 200;

/// Everything to be typed in by a person.
pub(crate) fn collect(conversation: &Conversation, subject: &str, spoken: &[String]) -> Vec<ManualEntry> {
    let mut out: Vec<ManualEntry> = Vec::new();
    let about_else = ELSE.is_match(&fold(subject));
    let pointed = spoken.iter().any(|text| PICTURE.is_match(&fold(text)));
    // A picture that the author points at may stand below the closing; then it is the largest that is left.
    let found = |file: &File| file.reason == ManualReason::Image && !is_decoration(conversation, file, pointed);
    let hidden = pointed && !conversation.files.iter().any(found);
    for file in &conversation.files {
        let unreadable = matches!(file.reason, ManualReason::Encrypted | ManualReason::Unreadable);
        let elsewhere = ELSE.is_match(&fold(&file.name).replace(['_', '-', '.'], " ")) || about_else;
        if (elsewhere && !unreadable)
            || (file.reason == ManualReason::Image && !found(file) && !(hidden && is_large(conversation, file)))
        {
            continue;
        }
        out.push(ManualEntry {
            attachment: file.name.clone(),
            reason: file.reason,
        });
    }
    let mut known: HashSet<String> = out.iter().map(|entry| entry.attachment.clone()).collect();
    for (document, doc) in conversation.documents.iter().enumerate() {
        for link in &doc.links {
            if known.len() >= MAX_ENTRIES || about_else || !SHARED.is_match(&link.address) {
                continue;
            }
            if !known.contains(&link.address) && is_spoken(conversation, document, link.at) {
                known.insert(link.address.clone());
                out.push(ManualEntry {
                    attachment: link.address.clone(),
                    reason: ManualReason::Link,
                });
            }
        }
    }
    let asks_else = spoken.iter().any(|text| fold(text).contains("invoice"));
    if asks_else && out.iter().all(|entry| entry.reason == ManualReason::Image) {
        out.clear();
    }
    out
}

/// Whether a mail with something to type in may be about new users: by a word about people, or by saying next to nothing.
pub(crate) fn speaks_of_people(envelope: &Envelope, spoken: &[String], manual: &[ManualEntry]) -> bool {
    static PEOPLE: LazyLock<Regex> =
        LazyLock::new(|| lexicon::words(&[requests::SET_UP, requests::ADDING, requests::DETAILS]));
    let words: usize = spoken.iter().map(|text| text.split_whitespace().count()).sum();
    let subject = envelope.subject.as_deref().unwrap_or_default();
    let named = manual.iter().map(|entry| entry.attachment.as_str());
    words < 12
        || std::iter::once(subject)
            .chain(named)
            .chain(spoken.iter().map(String::as_str))
            .any(|text| PEOPLE.is_match(&fold(text).replace(['_', '-', '.'], " ")))
}

/// Whether a place is in what somebody wrote, not in a signature or banner.
fn is_spoken(conversation: &Conversation, document: usize, at: usize) -> bool {
    let doc = &conversation.documents[document];
    let until = doc.lines.partition_point(|line| line.span.start <= at);
    let line = doc.lines[..until].iter().rposition(|line| !line.span.is_empty());
    let Some(line) = line else { return true };
    let voices = conversation.voices.iter().filter(|voice| voice.document == document);
    !voices
        .into_iter()
        .any(|voice| voice.piece.signature.contains(&line) || voice.piece.banner.contains(&line))
}

/// Where a file is shown inside a text.
fn shown<'c>(conversation: &'c Conversation, file: &File) -> Option<(usize, &'c Image)> {
    conversation.documents.iter().enumerate().find_map(|(document, doc)| {
        let image = doc
            .images
            .iter()
            .find(|image| file.content_id.as_deref() == Some(image.content_id.as_str()))?;
        Some((document, image))
    })
}

fn is_decoration(conversation: &Conversation, file: &File, pointed: bool) -> bool {
    if file.named && LOGO.is_match(&file.name) {
        return true;
    }
    match shown(conversation, file) {
        // A picture on a line of its own has no text yet where the next line begins: it goes with the line above.
        Some((document, image)) => {
            let small = if pointed { is_pixel(image) } else { is_small(image) };
            small || !is_spoken(conversation, document, image.at.saturating_sub(1))
        }
        None => false,
    }
}

/// Whether a picture is shown large enough to hold somebody's details and is no logo by its name.
fn is_large(conversation: &Conversation, file: &File) -> bool {
    let logo = file.named && LOGO.is_match(&file.name);
    !logo && shown(conversation, file).is_some_and(|(_, image)| image.width.unwrap_or(0) >= 300 && !is_small(image))
}

fn is_pixel(image: &Image) -> bool {
    image.width.is_some_and(|width| width <= 24) || image.height.is_some_and(|height| height <= 24)
}

/// Logos and pixels are small; a screenshot of a list is not.
fn is_small(image: &Image) -> bool {
    let side = |size: Option<u32>, limit: u32| size.is_some_and(|size| size <= limit);
    side(image.width, 120) && side(image.height, 120) || side(image.height, 48) || side(image.width, 16)
}
