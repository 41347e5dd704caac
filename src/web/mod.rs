//! Everything that speaks HTTP, each part on a listener of its own.
//!
//! - [`router`]: what the parts share, and which address leads where, on one page.
//! - [`link`]: the public page behind an activation link. The only part that strangers may reach.
//! - [`api`]: JSON for programs and the command line, behind a token.
//! - `door`: decisions of people from both of these on their way to the store.
//! - `undo`: taking back an approval; `note`: writing to the account manager.
//! - [`desk`]: where people look and decide, after signing in.
//! - [`listener`]: so many connections and no more, and none that stays silent.
//!
//! Pages read the store; what people do becomes an event through the same door as all else. A crash loses nothing that
//! was answered: an answer is given after the commit.

pub mod api;
pub mod desk;
mod door;
pub mod link;
pub mod listener;
mod note;
pub mod router;
mod undo;

pub use api::ApiToken;
pub use router::{AppState, api_router, desk_router, link_router, serve};
