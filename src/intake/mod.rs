//! Takes mail out of mailboxes and folders, for good, before anybody is told.
//!
//! - [`accept`]: the one door; records, ledger rows and cursor in one commit. [`fingerprint`]: what a mail says.
//! - [`space`]: pauses when the disk is nearly full.

pub mod accept;
pub mod error;
pub mod fingerprint;
pub mod space;

pub use error::IntakeError;
