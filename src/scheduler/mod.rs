//! What happens by itself: due times, outgoing mail, links that run out.
//!
//! - [`worker`]: the loop that every worker runs in.
//! - [`due`]: finds people whose time has come.
//! - [`outbox`]: carries outgoing mails to a transport.
//! - [`first_look`]: lets nothing be sent after a start before the mailboxes were looked at.
//! - [`audit`]: recounts the mailboxes against the ledger each night.
//! - [`insight`]: counts how the work goes, each night.
//! - [`recheck`]: looks again at mails whose sender could not be proven.
//! - [`terms`]: brings tickets in line with the configured calendar when the program starts.
//!
//! Workers have no memory: all they need is in the store, so starting is recovering.

pub mod audit;
pub mod due;
pub mod first_look;
pub mod insight;
pub mod outbox;
pub mod recheck;
pub mod retention;
pub mod terms;
pub mod webhooks;
pub mod worker;
