//! How mail goes out: what an activation mail says, and what carries it.
//!
//! - [`compose`]: a row of the outbox becomes a mail. [`templates`] are its words, [`message`] its MIME form.
//! - [`link_key`]: tokens and Message-IDs, both made from one secret, so that neither has to be stored.
//! - [`transport`]: what carries a mail, with [`smtp`] and [`maildir`].
//! - [`key_file`]: a secret that this program makes for itself.
//!
//! This module neither queues nor repeats: the scheduler claims a row, asks for its mail, hands it to the transport and
//! writes down how that ended. A crash here leaves the claim, and the same mail is repeated under the same Message-ID.

pub mod compose;
pub mod key_file;
pub mod link_key;
pub mod maildir;
pub mod message;
pub mod smtp;
pub mod templates;
pub mod transport;
pub mod webhook;

pub use compose::{ComposeError, Composer};
pub use link_key::LinkKey;
pub use transport::{Outgoing, Transport, TransportError};
