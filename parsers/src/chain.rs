//! Who said what: a shown text cut into layers by author, newest first.
//!
//! Boundaries are found by the dialects (one file each); quote depth says where a quoted layer ends. Signatures, banners
//! and disclaimers become pieces of their own in `trim`. Nothing here knows people to set up.

mod attribution;
mod dialects;
mod headers;
mod inline;
pub(crate) mod joined;
mod trim;
mod when;

use std::collections::HashMap;

use jiff::civil;

use crate::document::{Document, Line};
use crate::extraction::Mailbox;
use crate::layer::How;
use crate::lexicon::mail::is_reply_subject;

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
    /// Whether it stands over what is answered as well: a header block alone, or under "Original Message".
    pub(crate) bare: bool,
    /// How many quote marks belong to the line itself, and say nothing of a quote.
    pub(crate) own_marks: usize,
}

/// More layers than any thread that is worth reading.
const MAX_LAYERS: usize = 100;

/// Cuts a document into layers; the first is what the message's own author wrote.
pub(crate) fn build(doc: &Document, outer: Facts, how: How) -> Vec<Piece> {
    let mut cut = Cut::new(outer, how);
    let mut at = 0;
    while at < doc.lines.len() {
        let line = &doc.lines[at];
        if doc.slice(line.span).trim().is_empty() {
            cut.keep(at);
            at += 1;
            continue;
        }
        let depth = line.quote + usize::from(is_initialled(doc.slice(line.span)));
        cut.surface(doc, depth);
        match dialects::find(doc, at) {
            Some(boundary) => {
                at = boundary.next.max(at + 1);
                cut.begin(boundary, depth);
            }
            None => {
                cut.dive(depth);
                cut.keep(at);
                at += 1;
            }
        }
    }
    let mut pieces = cut.pieces;
    for piece in &mut pieces {
        trim::trim(doc, piece);
    }
    inline::claim(doc, &mut pieces);
    pieces
}

/// The cutting of a document, line by line.
struct Cut {
    pieces: Vec<Piece>,
    /// The open layers with the quote depth each is at; the outermost is never closed.
    open: Vec<(usize, usize)>,
    /// Quoted layers that were left, by the layer around them and their depth: an inline answer comes back to them.
    closed: HashMap<(usize, usize), usize>,
    /// The layer of everything beyond the limit, whose authors are not told apart.
    rest: Option<usize>,
}

impl Cut {
    fn new(outer: Facts, how: How) -> Self {
        Self {
            pieces: vec![Piece::new(how, outer)],
            open: vec![(0, 0)],
            closed: HashMap::new(),
            rest: None,
        }
    }

    fn top(&self) -> (usize, usize) {
        self.open.last().copied().unwrap_or((0, 0))
    }

    fn keep(&mut self, line: usize) {
        let (top, _) = self.top();
        self.pieces[top].lines.push(line);
    }

    /// Leaves the layers that are quoted deeper than the next line.
    ///
    /// Some mail apps quote the header block of a forward and not what it is about: a layer that has said nothing yet goes on.
    fn surface(&mut self, doc: &Document, quote: usize) {
        while self.open.len() > 1 && self.top().1 > quote {
            let (piece, base) = self.top();
            let silent = |index: &usize| doc.slice(doc.lines[*index].span).trim().is_empty();
            let awaited = self.pieces[piece].announced && self.pieces[piece].lines.iter().all(silent);
            if let Some(last) = self.open.last_mut().filter(|_| awaited) {
                last.1 = quote;
                return;
            }
            self.open.pop();
            self.closed.insert((self.top().0, base), piece);
        }
    }

    /// Opens the layer of a line that is quoted deeper than its surroundings.
    fn dive(&mut self, quote: usize) {
        let (top, base) = self.top();
        if quote > base {
            let again = self.closed.get(&(top, quote)).copied();
            let piece = again.unwrap_or_else(|| self.add(Piece::new(How::Reply, Facts::default())));
            self.open.push((piece, quote));
        }
    }

    /// Opens the layer that a boundary announces.
    fn begin(&mut self, mut boundary: Boundary, quote: usize) {
        let base = quote.saturating_sub(boundary.own_marks) + usize::from(boundary.nested);
        let (top, _) = self.top();
        let around = &self.pieces[top].facts;
        if top == 0 {
            dialects::outlook_mac::forwarded(&mut boundary, around);
        }
        // Outlook writes the same block over what is forwarded and what is answered; the subject above tells them apart.
        let answered = around.subject.as_deref().is_some_and(is_reply_subject);
        let how = if boundary.bare && answered {
            How::Reply
        } else {
            boundary.how
        };
        let piece = self.add(Piece {
            announced: boundary.announced,
            ..Piece::new(how, boundary.facts)
        });
        self.open.push((piece, base));
    }

    /// A new layer; beyond the limit all lines go to one that nobody is known to have written.
    fn add(&mut self, piece: Piece) -> usize {
        if self.pieces.len() < MAX_LAYERS {
            self.pieces.push(piece);
            return self.pieces.len() - 1;
        }
        let pieces = &mut self.pieces;
        *self.rest.get_or_insert_with(|| {
            pieces.push(Piece::new(How::Reply, Facts::default()));
            pieces.len() - 1
        })
    }
}

/// "AL> some words": quoted with the initials of whoever wrote them, as news readers do.
fn is_initialled(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.get(letters..).unwrap_or_default();
    (1..=3).contains(&letters)
        && rest
            .strip_prefix('>')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The next line that is not empty.
fn next_text(doc: &Document, from: usize) -> Option<&Line> {
    doc.lines
        .get(from..)?
        .iter()
        .find(|line| !doc.slice(line.span).trim().is_empty())
}

/// Whether everything from a line on is quoted deeper than `quote`: then it is the content that is quoted, as Missive and
/// ProtonMail do below an unquoted header, and not a mail that this author answers.
fn all_quoted(doc: &Document, from: usize, quote: usize) -> bool {
    let mut lines = doc.lines.get(from..).unwrap_or_default().iter();
    let mut texts = lines
        .by_ref()
        .filter(|line| !doc.slice(line.span).trim().is_empty())
        .peekable();
    texts.peek().is_some() && texts.all(|line| line.quote > quote)
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
    let known = lines.iter().filter_map(|index| doc.lines.get(*index));
    paragraphs(known.map(|line| unquoted(doc.slice(line.span), line.quote)))
}

/// The shown text of some lines for people: with the marks of its lists, and a paragraph where others were left out.
pub(crate) fn listed_text_of(doc: &Document, lines: &[usize]) -> String {
    let mut before = lines.first().copied().unwrap_or(0);
    let mut texts = Vec::new();
    for index in lines {
        let Some(line) = doc.lines.get(*index) else { continue };
        if *index > before + 1 {
            texts.push(String::new());
        }
        before = *index;
        texts.push(format!(
            "{}{}",
            mark(doc, line),
            unquoted(doc.slice(line.span), line.quote)
        ));
    }
    paragraphs(texts.into_iter())
}

fn paragraphs(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in lines {
        // Two empty lines part no more than one does.
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text.trim().to_owned()
}

/// The bullet or number that stands before a line of a list.
pub(crate) fn mark<'d>(doc: &'d Document, line: &Line) -> &'d str {
    let before = doc.text.get(..line.span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let mark = before[start..].trim_start_matches(['>', ' ', '\t']);
    if line.list.is_some() && mark.chars().count() <= 6 {
        mark
    } else {
        ""
    }
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
