//! The original of a mail as its page lists it: formatted texts with what of them is not shown, and files.

use std::sync::Arc;

use greenroom_parsers::OriginalFile;
use tracing::error;

use super::formatted::clean;
use super::kind::{Kind, size_in_words};
use crate::domain::ids::MailId;

/// A formatted text, and what of it is not shown.
pub(in super::super) struct FormattedView {
    pub(in super::super) href: Option<String>,
    pub(in super::super) left_out: Vec<String>,
}

/// A file that came with the mail.
pub(in super::super) struct FileView {
    pub(in super::super) name: String,
    pub(in super::super) kind: &'static str,
    pub(in super::super) size: String,
    /// Where it can be saved from; none where it was not opened.
    pub(in super::super) href: Option<String>,
    /// Where it can be looked at, where it is a picture.
    pub(in super::super) picture: Option<String>,
}

/// The formatted texts and the files of a mail, for its page.
pub(in super::super) async fn view(id: MailId, raw: Vec<u8>) -> (Vec<FormattedView>, Vec<FileView>) {
    let read = tokio::task::spawn_blocking(move || {
        let found = greenroom_parsers::original(&raw);
        let files = Arc::new(found.files);
        let pages = found.pages.iter().enumerate();
        let formatted = pages.map(|(at, page)| formatted(id, at, page.html.as_deref(), &files));
        let formatted = formatted.collect();
        let listed = files.iter().enumerate().map(|(at, file)| listed_file(id, at, file));
        (formatted, listed.collect())
    });
    read.await.unwrap_or_else(|_| {
        error!(mail = %id, "the reader panicked on a mail whose original was to be shown");
        (Vec::new(), Vec::new())
    })
}

fn formatted(id: MailId, at: usize, html: Option<&str>, files: &Arc<Vec<OriginalFile>>) -> FormattedView {
    let Some(html) = html else {
        return FormattedView {
            href: None,
            left_out: vec!["It is too large or too tangled to be shown with its format. The text is above.".into()],
        };
    };
    let shown = clean(html, files);
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 picture {one}")),
        _ => Some(format!("{number} pictures {many}")),
    };
    let elsewhere = count(
        shown.elsewhere,
        "from elsewhere is not shown.",
        "from elsewhere are not shown.",
    );
    let left_out = count(
        shown.left_out,
        "that came along cannot be shown here.",
        "that came along cannot be shown here.",
    );
    FormattedView {
        href: Some(format!("/mail/{id}/formatted/{at}")),
        left_out: elsewhere.into_iter().chain(left_out).collect(),
    }
}

fn listed_file(id: MailId, at: usize, file: &OriginalFile) -> FileView {
    let kind = Kind::of(&file.bytes);
    let is_picture = matches!(kind, Kind::Picture(_));
    FileView {
        name: file
            .name
            .clone()
            .unwrap_or_else(|| format!("a {} without a name", kind.words())),
        kind: kind.words(),
        size: size_in_words(file.bytes.len()),
        href: (!file.is_beyond).then(|| format!("/mail/{id}/files/{at}")),
        picture: is_picture.then(|| format!("/mail/{id}/pictures/{at}")),
    }
}
