//! What an attached file is to a mail: a file, a mail of its own, or a wrapping with more files inside.
//!
//! Counts parts and nesting; what is beyond the limits is named for a person, not dropped.

use crate::mail::{Attachment, BEYOND_LIMITS, Content, MAX_NESTING, Mail, Part, join, mapi, msg, tnef};
use crate::text::key;

/// The parts of a message as they are found.
pub(super) struct Files<'l> {
    pub(super) parts: Vec<Part>,
    /// How many more parts the whole mail may have.
    pub(super) left: &'l mut usize,
    nesting: usize,
    full: bool,
}

impl<'l> Files<'l> {
    pub(super) fn new(nesting: usize, left: &'l mut usize) -> Self {
        Self {
            parts: Vec::new(),
            left,
            nesting,
            full: false,
        }
    }

    /// Counts a part; the first one beyond the limit is named.
    pub(super) fn may_take(&mut self) -> bool {
        if *self.left > 0 {
            *self.left -= 1;
            return true;
        }
        if !std::mem::replace(&mut self.full, true) {
            self.beyond("more", Some("further parts of the mail".to_owned()));
        }
        false
    }

    /// Names what is not read because it is beyond a limit.
    pub(super) fn beyond(&mut self, section: &str, name: Option<String>) {
        self.parts.push(Part {
            section: section.to_owned(),
            content: Content::Attachment(Attachment {
                name,
                mime: BEYOND_LIMITS.to_owned(),
                content_id: None,
                bytes: Vec::new(),
            }),
        });
    }

    /// Adds a mail inside of this one, unless it is nested too deeply.
    pub(super) fn message(
        &mut self,
        section: &str,
        name: Option<String>,
        read: impl FnOnce(usize, &mut usize) -> Option<Mail>,
    ) -> bool {
        if self.nesting >= MAX_NESTING {
            self.beyond(section, name);
            return true;
        }
        let Some(mail) = read(self.nesting + 1, self.left) else {
            return false;
        };
        self.parts.push(Part {
            section: section.to_owned(),
            content: Content::Message(Box::new(mail)),
        });
        true
    }

    /// Adds an attached file, as the mail or the files that it holds where it does.
    pub(super) fn attach(&mut self, section: &str, attachment: Attachment) {
        let name = attachment.name.clone().unwrap_or_default().to_lowercase();
        let mime = attachment.mime.as_str();
        let bytes = attachment.bytes.as_slice();
        let file = || attachment.name.clone();
        if name.ends_with(".eml") || mime == "message/rfc822" {
            let inner = |nesting, left: &mut usize| super::read_raw(bytes, section, nesting, left);
            if self.message(section, file(), inner) {
                return;
            }
        }
        if (name.ends_with(".msg") || mime == "application/vnd.ms-outlook")
            && let Some(item) = msg::read(bytes)
            && self.message(section, file(), |nesting, left| {
                Some(mapi::mail(item, section, nesting, left))
            })
        {
            return;
        }
        let wrapping = matches!(mime, "application/ms-tnef" | "application/vnd.ms-tnef") || name == "winmail.dat";
        if (wrapping || tnef::is_tnef(bytes))
            && self.nesting < MAX_NESTING
            && let Some(item) = tnef::read(bytes)
        {
            self.unwrap(section, item);
            return;
        }
        self.parts.push(Part {
            section: section.to_owned(),
            content: Content::Attachment(attachment),
        });
    }

    /// The body and the files of a `winmail.dat`. Its body is the mail's own, which is often there as plain text too.
    fn unwrap(&mut self, section: &str, item: mapi::Item) {
        let body = mapi::body(&item.properties);
        let is_html = |part: &Part| matches!(&part.content, Content::Html(html) if !html.trim().is_empty());
        let is_plain = |part: &Part| matches!(&part.content, Content::Plain { text, .. } if !text.trim().is_empty());
        let wanted = match &body {
            Some(Content::Html(html)) if !self.parts.iter().any(is_html) => {
                let words = key(html);
                self.parts.retain(|part| match &part.content {
                    Content::Plain { text, .. } => !is_said_by(text, &words),
                    Content::Html(_) | Content::Attachment(_) | Content::Message(_) => true,
                });
                true
            }
            Some(Content::Plain { .. }) => !self.parts.iter().any(|part| is_plain(part) || is_html(part)),
            Some(Content::Html(_) | Content::Attachment(_) | Content::Message(_)) | None => false,
        };
        if let Some(content) = body.filter(|_| wanted && self.may_take()) {
            self.parts.push(Part {
                section: join(section, 1),
                content,
            });
        }
        self.nesting += 1;
        mapi::attach(item.files, section, self);
        self.nesting -= 1;
    }
}

/// Whether the lines of a plain text stand in another text as well.
fn is_said_by(text: &str, words: &str) -> bool {
    let lines: Vec<String> = text
        .lines()
        .map(key)
        .filter(|line| !line.is_empty())
        .take(500)
        .collect();
    let said = lines.iter().filter(|line| words.contains(line.as_str())).count();
    said * 10 >= lines.len() * 8
}
