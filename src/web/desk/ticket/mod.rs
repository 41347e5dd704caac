//! The page of a ticket, the heart of the desk: its mails at the left, its people at the right.
//!
//! - `load`: what the page is made of, and who may see it.
//! - `view`: the ticket as the page shows it, made of `paper` (a mail, cut by author), `people` (rows that can be edited, each
//!   value with its source from `sources`) and `marks` (which words a value was read from). Templates only print it.
//! - `page`: the page itself, also as the answer to a form that was not taken.
//! - `typed`: what a form says, as events; `decide`: the forms; `ask`: asks before a link leaves at once.
//! - `go_live`: moving a go-live, with a preview; `answer`: what an account manager answers.
//!
//! Everything that is decided goes through `web/door.rs`, on the revision that was looked at.

mod answer;
mod ask;
mod decide;
mod go_live;
mod load;
mod marks;
mod page;
mod paper;
mod people;
mod sources;
mod typed;
mod view;

pub(in crate::web) use answer::answer;
pub(in crate::web) use decide::{approve, person, undo, whole};
pub(in crate::web) use go_live::{change as move_go_live, preview as preview_go_live};
pub(super) use go_live::{concerned, moved};
pub(super) use load::{find, may_see};
pub(in crate::web) use page::show;
pub(super) use paper::{BlockView, PaperView, of as paper_of};
pub(super) use people::{OptionView, choices, hint, moments};
pub(super) use typed::request;
pub(super) use view::{approvable, client};
