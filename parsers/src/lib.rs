//! Reads one mail: who is to be set up, when, and where each value was read.
//!
//! Pure and total: any bytes give a [`Reading`], nothing panics, nothing is fetched, no clock is read. What cannot be
//! read becomes an issue or an entry for a person, never a guess.

mod envelope;
mod evidence;
mod extraction;
mod layer;
mod profile;
mod reading;

pub use envelope::{AutomaticReason, Envelope};
pub use evidence::{Evidence, Evidenced};
pub use extraction::{
    Activate, Client, EXTRACTION_SCHEMA, Extraction, Fields, GoLive, Issue, IssueCode, Kind, Mailbox, ManualEntry,
    ManualReason, RemovedUser, User,
};
pub use layer::{How, LAYERS_SCHEMA, Layer, LayersReport};
pub use profile::{DateOrder, LevelWords, Profile, ProfileError, RoleWords};
pub use reading::{Reading, ShownPart};

/// Reads one message with the words of `profile`.
///
/// Any bytes give a reading. Bytes that are no mail give an extraction with `error` set.
pub fn read(raw: &[u8], profile: &Profile) -> Reading {
    let _ = (raw, profile);
    Reading {
        extraction: Extraction::empty(Kind::Unrelated),
        layers: Vec::new(),
        shown: Vec::new(),
        envelope: Envelope::default(),
    }
}
