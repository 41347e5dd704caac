//! Who said what: a shown text cut into layers by author, newest first.
//!
//! Boundaries are found by the dialects (one file each); quote depth says where a quoted layer ends. Signatures, banners
//! and disclaimers become pieces of their own in `trim`. Nothing here knows people to set up.

mod dialects;
mod headers;
mod trim;

use std::collections::HashMap;

use jiff::civil;

use crate::document::Document;
use crate::extraction::Mailbox;
use crate::layer::How;
use crate::lexicon::mail::FORWARD_SUBJECTS;
use crate::text::fold;

/// The header facts of a layer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) author: Mailbox,
    pub(crate) to: Vec<Mailbox>,
    pub(crate) cc: Vec<Mailbox>,
    pub(crate) date: Option<civil::DateTime>,
    /// The offset as written, such as `-05:00`.
    pub(crate) offset: Option<String>,
    pub(crate) date_text: Option<String>,
    pub(crate) subject: Option<String>,
}

/// What one author wrote in one document.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) how: How,
    pub(crate) facts: Facts,
    /// Whether a line above says that it is forwarded.
    pub(crate) announced: bool,
    /// Indexes of the document's lines, in order.
    pub(crate) lines: Vec<usize>,
    pub(crate) signature: Vec<usize>,
    pub(crate) banner: Vec<usize>,
}

/// A place where another author begins.
pub(crate) struct Boundary {
    pub(crate) how: How,
    pub(crate) facts: Facts,
    /// The first line after the header block.
    pub(crate) next: usize,
    /// Whether the content is quoted one deeper than the boundary.
    pub(crate) nested: bool,
    /// Whether a line says that it is forwarded; a bare header block may as well be a quoted reply.
    pub(crate) announced: bool,
}

/// More layers than any thread that is worth reading.
const MAX_LAYERS: usize = 100;

/// Cuts a document into layers; the first is what the message's own author wrote.
pub(crate) fn build(doc: &Document, outer: Facts, how: How) -> Vec<Piece> {
    let mut pieces = vec![Piece::new(how, outer)];
    // The open layers with the quote depth each is at.
    let mut open: Vec<(usize, usize)> = vec![(0, 0)];
    let mut closed: HashMap<(usize, usize), usize> = HashMap::new();
    let mut at = 0;
    while at < doc.lines.len() {
        let line = &doc.lines[at];
        let blank = doc.slice(line.span).trim().is_empty();
        if !blank {
            while let Some((piece, base)) = open
                .last()
                .copied()
                .filter(|(_, base)| *base > line.quote && open.len() > 1)
            {
                open.pop();
                let parent = open.last().map_or(0, |(parent, _)| *parent);
                closed.insert((parent, base), piece);
            }
            if pieces.len() < MAX_LAYERS
                && let Some(boundary) = dialects::find(doc, at)
            {
                let base = line.quote + usize::from(boundary.nested);
                pieces.push(Piece {
                    announced: boundary.announced,
                    ..Piece::new(boundary.how, boundary.facts)
                });
                open.push((pieces.len() - 1, base));
                at = boundary.next.max(at + 1);
                continue;
            }
            let (top, base) = open.last().copied().unwrap_or((0, 0));
            if line.quote > base {
                let again = closed.get(&(top, line.quote)).copied();
                let piece = again.unwrap_or(pieces.len());
                if again.is_none() {
                    pieces.push(Piece::new(How::Reply, Facts::default()));
                }
                open.push((piece, line.quote));
            }
        }
        let top = open.last().map_or(0, |(top, _)| *top);
        pieces[top].lines.push(at);
        at += 1;
    }
    // Outlook for Mac forwards with the attribution line of a reply; the subject tells the two apart.
    let subject = pieces[0].facts.subject.as_deref().map(fold).unwrap_or_default();
    if FORWARD_SUBJECTS.iter().any(|start| subject.starts_with(start))
        && let Some(first) = pieces.get_mut(1).filter(|piece| piece.facts.author.email.is_some())
    {
        first.how = How::Forward;
        let outer = subject_of(pieces[0].facts.subject.as_deref());
        let first = &mut pieces[1];
        first.facts.subject = first.facts.subject.take().or(outer);
    }
    for piece in &mut pieces {
        trim::trim(doc, piece);
    }
    pieces
}

/// A subject without the mark of forwarding.
fn subject_of(outer: Option<&str>) -> Option<String> {
    let bare = outer?.split_once(':').map(|(_, rest)| rest.trim().to_owned())?;
    (!bare.is_empty()).then_some(bare)
}

impl Piece {
    fn new(how: How, facts: Facts) -> Self {
        Self {
            how,
            facts,
            announced: false,
            lines: Vec::new(),
            signature: Vec::new(),
            banner: Vec::new(),
        }
    }
}

/// The shown text of some lines.
pub(crate) fn text_of(doc: &Document, lines: &[usize]) -> String {
    let texts: Vec<String> = lines
        .iter()
        .filter_map(|index| doc.lines.get(*index))
        .map(|line| unquoted(doc.slice(line.span), line.quote))
        .collect();
    let mut text = texts.join("\n");
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.trim().to_owned()
}

/// A joined line without the quote marks of its inner line ends.
fn unquoted(text: &str, quote: usize) -> String {
    if quote == 0 || !text.contains('\n') {
        return text.to_owned();
    }
    text.split('\n')
        .map(|line| line.trim_start_matches(['>', ' ']))
        .collect::<Vec<_>>()
        .join("\n")
}
