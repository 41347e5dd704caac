//! What intake asks a server, each question checked to its end.
//!
//! Sizes come first, bodies by explicit lists of UIDs, always by `BODY.PEEK[]`. ENVELOPE and BODYSTRUCTURE are never
//! asked for: their parsers give up, or worse, on mails that a sender can make at will. `\Seen` is neither read nor set.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, Capability, MailboxDatum, NameAttribute, Response, ResponseCode};

use crate::intake::error::IntakeError;

use super::name;
use super::wire::{ANSWER_LIMIT, LOGGING_OUT, Wire};

/// The slowest connection on which a body still counts as arriving, in bytes a second.
const SLOWEST_BYTES_PER_SECOND: u64 = 16 * 1024;

/// How many UIDs one SEARCH covers, so that its answer stays a short line.
pub(super) const SEARCH_WINDOW: u32 = 10_000;

/// What a server can do, in capitals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Capabilities(BTreeSet<String>);

impl Capabilities {
    /// Whether the server has this, such as `IDLE`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Reads an untagged CAPABILITY response.
    pub(crate) fn read(&mut self, response: &Response<'_>) {
        if let Response::Capabilities(list) = response {
            self.0.extend(list.iter().map(|capability| match capability {
                Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
                Capability::Auth(mechanism) => format!("AUTH={}", mechanism.to_ascii_uppercase()),
                Capability::Atom(atom) => atom.to_ascii_uppercase(),
            }));
        }
    }
}

/// A folder that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    /// How many messages it has.
    pub(crate) exists: u32,
    /// Under which its UIDs mean something.
    pub(crate) uid_validity: u32,
    /// The UID that the next message will get, where the server says so.
    pub(crate) uid_next: Option<u32>,
}

/// A connection that is logged in.
#[derive(Debug)]
pub(crate) struct Session {
    pub(super) wire: Wire,
    pub(super) capabilities: Capabilities,
    /// The folder that is open, quoted.
    pub(super) open_folder: Option<String>,
    /// Folders to move to, with their names on this server, quoted.
    pub(super) targets: BTreeMap<String, String>,
}

impl Session {
    pub(super) fn new(wire: Wire, capabilities: Capabilities) -> Self {
        Self {
            wire,
            capabilities,
            open_folder: None,
            targets: BTreeMap::new(),
        }
    }

    /// Whether the server has this, such as `IDLE`.
    pub(crate) fn can(&self, capability: &str) -> bool {
        self.capabilities.has(capability)
    }

    /// Opens a folder; to read only when nothing will be changed in it.
    pub(crate) async fn open(&mut self, folder: &str, read_only: bool) -> Result<Opened, IntakeError> {
        let verb = if read_only { "EXAMINE" } else { "SELECT" };
        let name = self.folder_name(folder)?;
        let command = format!("{verb} {name}");
        let (mut exists, mut uid_validity, mut uid_next) = (None, None, None);
        let opened = self
            .run("opening the folder", &command, |response| {
                if let Response::MailboxData(MailboxDatum::Exists(count)) = response {
                    exists = Some(*count);
                } else if let Response::Data { outcome, .. } = response {
                    if let Some(ResponseCode::UidValidity(value)) = outcome.code {
                        uid_validity = Some(value);
                    } else if let Some(ResponseCode::UidNext(value)) = outcome.code {
                        uid_next = Some(value);
                    }
                }
            })
            .await;
        if let Err(IntakeError::Refused { place, words, .. }) = opened {
            return Err(self.no_folder(place, folder, words).await);
        }
        opened?;
        self.open_folder = Some(name);
        self.wire.take_news();
        let (Some(exists), Some(uid_validity)) = (exists, uid_validity) else {
            return Err(IntakeError::Unreadable {
                place: self.wire.place().to_owned(),
                doing: "opening the folder (no EXISTS or no UIDVALIDITY)",
            });
        };
        Ok(Opened {
            exists,
            uid_validity,
            uid_next,
        })
    }

    /// A UID that every message there now is below, and every later one is not. Not every server says it by itself.
    pub(super) async fn next_uid(&mut self, opened: Opened) -> Result<u32, IntakeError> {
        if let Some(next) = opened.uid_next {
            return Ok(next);
        }
        let mut last = 0;
        if opened.exists > 0 {
            let command = format!("FETCH {} (UID RFC822.SIZE)", opened.exists);
            self.run("looking for the last message", &command, |response| {
                last = last.max(size_of(response).map_or(0, |(uid, _)| uid));
            })
            .await?;
        }
        Ok(last.saturating_add(1))
    }

    /// UIDs from `first` on, with their sizes; the `most` smallest ones.
    pub(crate) async fn sizes_from(&mut self, first: u32, most: usize) -> Result<BTreeMap<u32, u64>, IntakeError> {
        let mut found = BTreeMap::new();
        self.run(
            "listing the sizes",
            &format!("UID FETCH {first}:* (UID RFC822.SIZE)"),
            |response| {
                // `n:*` always names the last message, even one below n.
                if let Some((uid, size)) = size_of(response).filter(|(uid, _)| *uid >= first) {
                    note_size(&mut found, uid, size);
                    if found.len() > most {
                        found.pop_last();
                    }
                }
            },
        )
        .await?;
        Ok(found)
    }

    /// Which of these UIDs are still there, with their sizes.
    pub(crate) async fn present(&mut self, uids: &[u32]) -> Result<BTreeMap<u32, u64>, IntakeError> {
        let mut found = BTreeMap::new();
        if uids.is_empty() {
            return Ok(found);
        }
        let command = format!("UID FETCH {} (UID RFC822.SIZE)", name::set(uids));
        self.run("looking again for messages", &command, |response| {
            if let Some((uid, size)) = size_of(response).filter(|(uid, _)| uids.contains(uid)) {
                note_size(&mut found, uid, size);
            }
        })
        .await?;
        Ok(found)
    }

    /// Fetches whole messages; `bytes` is their size in all. What arrived in full is in `bodies` even after an error.
    pub(crate) async fn bodies(
        &mut self,
        uids: &[u32],
        bytes: u64,
        bodies: &mut BTreeMap<u32, Vec<u8>>,
    ) -> Result<(), IntakeError> {
        let command = format!("UID FETCH {} (UID BODY.PEEK[])", name::set(uids));
        let limit = ANSWER_LIMIT + Duration::from_secs(bytes / SLOWEST_BYTES_PER_SECOND);
        let see = |response: &Response<'_>| {
            if let Some((uid, body)) = body_of(response)
                && uids.contains(&uid)
            {
                bodies.insert(uid, body.to_vec());
            }
        };
        self.wire.command("fetching messages", &command, limit, see).await
    }

    /// Every UID in the open folder.
    pub(crate) async fn all_uids(&mut self, opened: Opened) -> Result<Vec<u32>, IntakeError> {
        let Some(uid_next) = opened.uid_next else {
            return Ok(self.sizes_from(1, usize::MAX).await?.into_keys().collect());
        };
        let mut found = Vec::new();
        let mut first = 1;
        while first < uid_next {
            let last = first.saturating_add(SEARCH_WINDOW - 1).min(uid_next - 1);
            found.extend(
                self.search("recounting the folder", &format!("UID {first}:{last}"))
                    .await?,
            );
            let Some(next) = last.checked_add(1) else { break };
            first = next;
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// UIDs that match.
    pub(super) async fn search(&mut self, doing: &'static str, query: &str) -> Result<Vec<u32>, IntakeError> {
        let mut found = Vec::new();
        self.run(doing, &format!("UID SEARCH {query}"), |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found.extend_from_slice(uids);
            }
        })
        .await?;
        Ok(found)
    }

    /// The names of folders that match a pattern and can be opened, as the server writes them.
    pub(super) async fn list(&mut self, quoted_pattern: &str) -> Result<Vec<String>, IntakeError> {
        let mut found = Vec::new();
        self.run(
            "listing the folders",
            &format!("LIST \"\" {quoted_pattern}"),
            |response| {
                if let Response::MailboxData(MailboxDatum::List(folder)) = response
                    && !folder.name_attributes.contains(&NameAttribute::NoSelect)
                {
                    found.push(folder.name.clone().into_owned());
                }
            },
        )
        .await?;
        Ok(found)
    }

    /// Says goodbye; whether it is heard makes no difference.
    pub(crate) async fn log_out(mut self) {
        let _ = self
            .wire
            .command(LOGGING_OUT, "LOGOUT", Duration::from_secs(5), |_| {})
            .await;
    }

    /// Runs a command that carries no mail.
    pub(super) async fn run(
        &mut self,
        doing: &'static str,
        command: &str,
        see: impl FnMut(&Response<'_>),
    ) -> Result<(), IntakeError> {
        self.wire.command(doing, command, ANSWER_LIMIT, see).await
    }

    /// A folder's name as a command takes it.
    pub(super) fn folder_name(&self, folder: &str) -> Result<String, IntakeError> {
        name::folder(folder).ok_or_else(|| IntakeError::NoFolder {
            place: self.wire.place().to_owned(),
            folder: folder.to_owned(),
            words: "a name cannot have line ends".into(),
            present: "(not asked)".into(),
        })
    }

    async fn no_folder(&mut self, place: String, folder: &str, words: String) -> IntakeError {
        let present = match self.list("\"*\"").await {
            Ok(names) => names.into_iter().take(30).collect::<Vec<_>>().join(", "),
            Err(_) => "(the server does not say)".into(),
        };
        IntakeError::NoFolder {
            place,
            folder: folder.to_owned(),
            words,
            present,
        }
    }
}

/// A UID and, where it is told, the size. A message without a size is still a message.
fn size_of(response: &Response<'_>) -> Option<(u32, Option<u64>)> {
    let Response::Fetch(_, attributes) = response else {
        return None;
    };
    let uid = uid_of(attributes)?;
    let size = attributes.iter().find_map(|attribute| {
        if let AttributeValue::Rfc822Size(size) = attribute {
            Some(u64::from(*size))
        } else {
            None
        }
    });
    Some((uid, size))
}

fn note_size(found: &mut BTreeMap<u32, u64>, uid: u32, size: Option<u64>) {
    let known = found.entry(uid).or_default();
    *known = size.unwrap_or(*known);
}

fn body_of<'a>(response: &'a Response<'_>) -> Option<(u32, &'a [u8])> {
    let Response::Fetch(_, attributes) = response else {
        return None;
    };
    let uid = uid_of(attributes)?;
    attributes.iter().find_map(|attribute| {
        if let AttributeValue::BodySection {
            section: None,
            data: Some(data),
            ..
        } = attribute
        {
            Some((uid, data.as_ref()))
        } else {
            None
        }
    })
}

fn uid_of(attributes: &[AttributeValue<'_>]) -> Option<u32> {
    attributes.iter().find_map(|attribute| {
        if let AttributeValue::Uid(uid) = attribute {
            Some(*uid)
        } else {
            None
        }
    })
}
