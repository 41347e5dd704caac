//! The queue: what needs a person now, by urgency, with filters and search, for Customer Solutions.
//!
//! - `filter`: what is wanted, and by which index it is found; a view reads the tickets it shows and few others.
//! - `view`: rows and filters in words; `page`: the page; `bulk`: one press for several tickets.
//! - `kept_views`: views that somebody keeps under a name.

mod bulk;
mod filter;
mod kept_views;
mod page;
mod view;

pub(in crate::web) use bulk::several;
pub(super) use filter::Wanted;
pub(in crate::web) use kept_views::keep as keep_view;
pub(super) use page::shown;
