//! The calendar: go-lives and links that leave, week by week; what is late, one day in full, and what a moved go-live would do.
//!
//! - `load`: how much is on each day, from the index alone.
//! - `what_if`: the same with a go-live on another day, before anything is moved.
//! - `view`: the weeks in words and bars; `page`: the page.
//!
//! Account managers see their own tickets on it, and nothing else.

mod load;
mod page;
mod view;
mod what_if;

pub(in crate::web) use page::show;
