//! Mail from an IMAP account.
//!
//! - `guard`, `wire`, `session`: a connection that never takes silence for success; `name`: texts in commands.
//! - `connect`: TCP, TLS, login; `bearer`: login with an access token.
//! - `folder`: one pass over a folder; `old`: what lay there long before the first connection; `suspects`: messages at
//!   which a fetch failed; `after`: move or flag; `target`: where to.
//! - `idle`: waiting for new mail.
//! - [`probe`]: a trial for `greenroom doctor`.
//!
//! A crash here loses nothing: the mailbox is told only after the commit, and is told again if that was cut short.

mod after;
mod bearer;
mod connect;
mod folder;
mod guard;
mod idle;
mod name;
mod old;
mod probe;
mod session;
mod suspects;
mod target;
mod wire;

pub(crate) use folder::ImapFolder;
pub(crate) use probe::uids;
pub use probe::{Probe, ProbedFolder, probe};
