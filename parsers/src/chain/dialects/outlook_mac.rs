//! Outlook for Mac: forwards with the line of a reply, "On 03/05/2027, 10:12, "Ann Lee" <ann@x.example> wrote:".
//!
//! Its date is in figures and the text below is not quoted; only the subject tells a forward from a reply. Other clients
//! write the weekday or the month as a word, or quote.

use crate::chain::{Boundary, Facts};
use crate::layer::How;
use crate::lexicon::mail::is_forward_subject;

/// Turns a reply into the forward it is, if it stands first under a subject that says so.
pub(crate) fn forwarded(boundary: &mut Boundary, outer: &Facts) {
    let subject = outer.subject.as_deref().unwrap_or_default();
    let figures = boundary
        .facts
        .date_text
        .as_deref()
        .is_some_and(|date| date.contains('/') || date.contains('.') || date.contains('-'));
    let words = boundary.facts.date_text.as_deref().unwrap_or_default();
    let longest = words
        .split(|c: char| !c.is_alphabetic())
        .map(|word| word.chars().count())
        .max();
    let plain = figures && longest.unwrap_or(0) <= 2;
    let fits = boundary.how == How::Reply && !boundary.nested && boundary.facts.author.email.is_some();
    if fits && plain && is_forward_subject(subject) {
        boundary.how = How::Forward;
        let bare = subject.split_once(':').map(|(_, rest)| rest.trim().to_owned());
        boundary.facts.subject = boundary.facts.subject.take().or(bare).filter(|bare| !bare.is_empty());
    }
}
