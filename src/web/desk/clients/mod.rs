//! Clients: who begins when, with how many people, and how far they are.
//!
//! What is shown of a client is what its tickets and the configuration say; nothing is kept beside them. Account managers see
//! the clients of their own tickets, and of them only those tickets.
//!
//! - `facts`: what the index says of the tickets of a client, summed up. `list` and `one`: the pages.
//! - `sheet`: reading and writing tables of go-lives; `plan`: what a table would change, row by row; `import`: its page.

mod facts;
mod import;
mod list;
mod one;
mod plan;
mod sheet;

pub(super) use facts::scope;
pub(in crate::web) use import::{apply as import, form as import_form};
pub(in crate::web) use list::{export, show as list};
pub(in crate::web) use one::show as one;
