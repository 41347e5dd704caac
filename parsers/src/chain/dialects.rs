//! The registry of forward and reply dialects: one file each, tried in order.
//!
//! A new mail client is a file with a `find` and a line in [`DIALECTS`]; new words for a known form go to the lexicon.

mod announced;
mod groupwise;
mod horde;
mod notes;
mod orange;
mod outlook;
pub(super) mod outlook_mac;
mod replies;
mod yahoo;

use crate::chain::Boundary;
use crate::document::Document;

type Find = fn(&Document, usize) -> Option<Boundary>;

/// Who is asked, in order.
const DIALECTS: [Find; 7] = [
    yahoo::find,
    announced::find,
    groupwise::find,
    horde::find,
    orange::find,
    replies::find,
    outlook::find,
];

/// The boundary at a line, if another author begins there.
pub(crate) fn find(doc: &Document, at: usize) -> Option<Boundary> {
    DIALECTS.iter().find_map(|dialect| dialect(doc, at))
}
