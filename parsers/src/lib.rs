//! Reads one mail: who is to be set up, when, and where each value was read.
//!
//! Pure and total: any bytes give a [`Reading`], nothing panics, nothing is fetched, no clock is read. What cannot be
//! read becomes an issue or an entry for a person, never a guess.

mod chain;
mod conversation;
mod dates;
mod document;
mod envelope;
mod evidence;
mod extraction;
mod floor;
mod formats;
mod ground;
mod language;
mod layer;
mod lexicon;
mod mail;
mod names;
mod options;
mod original;
mod pipeline;
mod profile;
mod read;
mod reading;
mod resolve;
mod shown;
mod statement;

mod text;

pub use envelope::{AutomaticReason, Envelope};
pub use evidence::{Evidence, Evidenced};
pub use extraction::{
    Activate, Client, EXTRACTION_SCHEMA, Extraction, Fields, GoLive, Issue, IssueCode, Kind, Mailbox, ManualEntry,
    ManualReason, RemovedUser, User,
};
pub use layer::{How, LAYERS_SCHEMA, Layer, LayersReport};
pub use options::ReadOptions;
pub use original::{Original, OriginalFile, OriginalPage, original};
pub use profile::{DateOrder, LevelWords, Profile, ProfileError, RoleWords};
pub use reading::{Reading, ShownPart};
pub use resolve::explain::Explained;
pub use shown::{PartRole, PieceRole, Shown, ShownBlock, ShownCell, ShownDocument, ShownPiece, show};

/// Reads one message with the words of `profile`.
///
/// Any bytes give a reading. Bytes that are no mail give an extraction with `error` set.
pub fn read(raw: &[u8], profile: &Profile) -> Reading {
    read_with(raw, profile, &ReadOptions::default())
}

/// Reads one message, knowing what only the daemon can know.
pub fn read_with(raw: &[u8], profile: &Profile, options: &ReadOptions) -> Reading {
    let Some(mail) = mail::parse(raw) else {
        return Reading {
            extraction: Extraction::failed("this is no mail: it has no header fields that mail has"),
            layers: Vec::new(),
            shown: Vec::new(),
            explained: Vec::new(),
            envelope: Envelope::default(),
        };
    };
    let conversation = conversation::listen(&mail);
    let shown = conversation.documents.iter();
    let shown = shown
        .map(|document| ShownPart {
            part: document.part.clone(),
            text: document.text.clone(),
        })
        .collect();
    let (extraction, explained) = pipeline::extract(&mail, &conversation, profile, options);
    Reading {
        extraction,
        explained,
        layers: conversation.layers(),
        shown,
        envelope: mail.envelope,
    }
}
