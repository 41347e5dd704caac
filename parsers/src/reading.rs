//! The whole result of reading one message.
//!
//! A plain bundle; the stages that fill it are called from `lib.rs`.

use crate::envelope::Envelope;
use crate::extraction::Extraction;
use crate::layer::Layer;
use crate::resolve::explain::Explained;

/// What one message gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The people, flags and dates.
    pub extraction: Extraction,
    /// Who said what, newest first.
    pub layers: Vec<Layer>,
    /// The text of each part as the console shows it; evidence points into these.
    pub shown: Vec<ShownPart>,
    /// Every statement about every user and what became of it; empty unless asked for.
    pub explained: Vec<Explained>,
    /// What the outer headers say.
    pub envelope: Envelope,
}

/// The text that the console shows for one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPart {
    /// The part's id, as evidence uses it.
    pub part: String,
    /// The text.
    pub text: String,
}
