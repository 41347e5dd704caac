//! The documents that came with the mails of a ticket, those first that have to be typed in.

use tracing::error;

use super::super::original::{self, Kind, size_in_words};
use crate::domain::ids::MailId;
use crate::domain::ticket::Ticket;
use crate::store::StoreError;
use crate::web::router::AppState;

/// More mails than any thread that a person reads.
const MOST_MAILS: usize = 20;
/// More files than anybody types in.
const MOST_FILES: usize = 60;
/// Smaller pictures are logos and lines, unless somebody has to type them in.
const SMALLEST_PICTURE: usize = 4_000;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DocumentView {
    /// As it stands in addresses and forms: the number of the mail, and of the file in it.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) size: String,
    pub(super) is_pdf: bool,
    pub(super) is_picture: bool,
    /// Where its bytes are.
    pub(super) file: String,
    /// Where it is a picture that can be shown.
    pub(super) picture: String,
    pub(super) is_chosen: bool,
    has_to_be_typed: bool,
    mail: usize,
}

/// The documents of a ticket. `asked` is the key of the one to be shown, or the number of its mail.
pub(super) async fn documents(state: &AppState, ticket: &Ticket, asked: &str) -> Result<Vec<DocumentView>, StoreError> {
    let mut found = Vec::new();
    let mails = ticket.mails.iter().enumerate();
    let skipped = ticket.mails.len().saturating_sub(MOST_MAILS - 1);
    for (number, id) in mails.filter(|(number, _)| *number == 0 || *number >= skipped) {
        if let Some(raw) = original::bytes(state, *id).await? {
            found.extend(of_mail(ticket, number, *id, raw).await);
        }
    }
    found.sort_by_key(|document: &DocumentView| !document.has_to_be_typed);
    found.truncate(MOST_FILES);
    let mail = asked.split('.').next().and_then(|number| number.parse().ok());
    let chosen = found.iter().position(|document| document.key == asked);
    let chosen = chosen.or_else(|| found.iter().position(|document| Some(document.mail) == mail));
    if let Some(document) = found.get_mut(chosen.unwrap_or(0)) {
        document.is_chosen = true;
    }
    Ok(found)
}

async fn of_mail(ticket: &Ticket, number: usize, id: MailId, raw: Vec<u8>) -> Vec<DocumentView> {
    let typed: Vec<String> = ticket
        .manual_entry
        .iter()
        .map(|entry| entry.attachment.clone())
        .collect();
    let read = tokio::task::spawn_blocking(move || {
        let files = greenroom_parsers::original(&raw).files.into_iter().enumerate();
        let shown = files.filter(|(_, file)| !file.is_beyond);
        let documents = shown.filter_map(|(at, file)| {
            let names = [file.name.as_deref(), file.content_id.as_deref()];
            let has_to_be_typed = typed.iter().any(|name| names.contains(&Some(name.as_str())));
            let kind = Kind::of(&file.bytes);
            let is_picture = matches!(kind, Kind::Picture(_));
            let is_pdf = kind == Kind::Pdf;
            let shows = is_pdf || is_picture && file.bytes.len() >= SMALLEST_PICTURE;
            (shows || has_to_be_typed).then(|| DocumentView {
                key: format!("{number}.{at}"),
                name: file
                    .name
                    .clone()
                    .unwrap_or_else(|| format!("a {} without a name", kind.words())),
                size: size_in_words(file.bytes.len()),
                is_pdf,
                is_picture,
                file: format!("/mail/{id}/files/{at}"),
                picture: format!("/mail/{id}/pictures/{at}"),
                is_chosen: false,
                has_to_be_typed,
                mail: number,
            })
        });
        documents.collect::<Vec<_>>()
    });
    read.await.unwrap_or_else(|_| {
        error!(mail = %id, "the reader panicked on a mail whose documents were to be shown");
        Vec::new()
    })
}
