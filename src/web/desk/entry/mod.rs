//! Typing people in beside a document that could not be read: a PDF or a picture at the left, rows of people at the right.
//!
//! - `document`: which documents the mails of a ticket brought.
//! - `form`: the rows as they were typed, and what keeps each from being added.
//! - `suggest`: lines that were pasted, or that a PDF has, read by the same reader as mails. What it finds are suggestions: none
//!   counts before a person has confirmed it, one by one.
//! - `page`: the page, also as the answer to each of its buttons.
//!
//! Whoever is added here is open, and no rule approves them. PDFs are drawn in the browser alone: no program on the server
//! ever opens one. Without scripts the document is a download and the form is the same.

mod document;
mod form;
mod page;
mod suggest;

pub(in crate::web) use page::{show, take};
