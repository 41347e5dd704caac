//! A message as people read it beside its ticket: each part cut by author, with its lists and tables, in places of the text
//! that evidence counts in.
//!
//! Shows everything that [`crate::read`] could read and judges nothing. Pictures and files that cannot be read are not here.

use std::ops::Range;

use crate::conversation::{self, Conversation};
use crate::document::{Document, Line, Span};
use crate::layer::Layer;
use crate::mail;

/// A message, part by part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Who wrote, newest first.
    pub layers: Vec<Layer>,
    /// The parts, in the order in which they are read.
    pub parts: Vec<ShownDocument>,
}

/// One part. Ranges count characters of `text`, as evidence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownDocument {
    /// The part's id, as evidence uses it.
    pub part: String,
    /// The file's name, where the part is an attached document.
    pub name: Option<String>,
    /// What it is.
    pub role: PartRole,
    /// The whole text.
    pub text: String,
    /// All of it, in order.
    pub pieces: Vec<ShownPiece>,
}

/// What a part is to its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRole {
    /// What somebody wrote.
    Text,
    /// A file that came along.
    Document,
    /// The subject line.
    Subject,
}

/// Lines that stand together and are of one author and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPiece {
    /// Whose, as an index into [`Shown::layers`]; none in documents and subjects.
    pub layer: Option<usize>,
    /// What they are.
    pub role: PieceRole,
    /// The lines.
    pub blocks: Vec<ShownBlock>,
}

/// What lines are to their layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceRole {
    /// What the author says.
    Said,
    /// A signature.
    Signature,
    /// A banner or a disclaimer.
    Banner,
    /// The lines over a quoted or forwarded layer that name its author.
    Heading,
}

/// A line, or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownBlock {
    /// One line of text.
    Line {
        /// The bullet or number before it.
        mark: String,
        /// How deep it stands in lists; none where it is no item.
        depth: Option<usize>,
        /// Whether it is set as a heading.
        is_heading: bool,
        /// Its rows, without quote marks; none where the line is empty.
        rows: Vec<Range<usize>>,
    },
    /// A table, row by row.
    Table(Vec<Vec<ShownCell>>),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCell {
    /// Its text; empty where it goes on from the row above.
    pub range: Range<usize>,
    /// How many columns it takes.
    pub columns: usize,
}

/// Shows a message. Bytes that are no mail show nothing.
pub fn show(raw: &[u8]) -> Shown {
    let Some(mail) = mail::parse(raw) else {
        return Shown::default();
    };
    let conversation = conversation::listen(&mail);
    let parts = (0..conversation.documents.len())
        .map(|index| document(&conversation, index))
        .collect();
    Shown {
        layers: conversation.layers(),
        parts,
    }
}

/// Whose a line is, and what it is.
type Owner = (Option<usize>, PieceRole);

fn document(conversation: &Conversation, index: usize) -> ShownDocument {
    let doc = &conversation.documents[index];
    let (role, owners) = owners(conversation, index);
    let mut pieces: Vec<ShownPiece> = Vec::new();
    let mut table = None;
    for (line, owner) in doc.lines.iter().zip(owners) {
        if pieces.last().map(|piece| (piece.layer, piece.role)) != Some(owner) {
            pieces.push(ShownPiece {
                layer: owner.0,
                role: owner.1,
                blocks: Vec::new(),
            });
            table = None;
        }
        let Some(piece) = pieces.last_mut() else { continue };
        let this = line.row.as_ref().map(|row| row.table);
        match (&line.row, piece.blocks.last_mut()) {
            (Some(_), Some(ShownBlock::Table(rows))) if table == this => rows.push(cells(doc, line)),
            (Some(_), _) => piece.blocks.push(ShownBlock::Table(vec![cells(doc, line)])),
            (None, _) => piece.blocks.push(text_line(doc, line)),
        }
        table = this;
    }
    ShownDocument {
        part: doc.part.clone(),
        name: doc.name.clone(),
        role,
        text: doc.text.clone(),
        pieces,
    }
}

/// The owner of every line of a document.
fn owners(conversation: &Conversation, index: usize) -> (PartRole, Vec<Owner>) {
    let count = conversation.documents[index].lines.len();
    let mut owners: Vec<Option<Owner>> = vec![None; count];
    let mut role = PartRole::Text;
    let mut layer = 0;
    for voice in &conversation.voices {
        let is_layer = !voice.attached && !voice.subject;
        if voice.document == index {
            if voice.attached {
                role = PartRole::Document;
            }
            if voice.subject {
                role = PartRole::Subject;
            }
            let whose = is_layer.then_some(layer);
            let piece = &voice.piece;
            let kinds = [
                (&piece.lines, PieceRole::Said),
                (&piece.signature, PieceRole::Signature),
                (&piece.banner, PieceRole::Banner),
            ];
            for (lines, kind) in kinds {
                for line in lines {
                    if let Some(owner) = owners.get_mut(*line) {
                        *owner = Some((whose, kind));
                    }
                }
            }
        }
        layer += usize::from(is_layer);
    }
    (role, settled(&conversation.documents[index], &owners))
}

/// Gives the lines that no layer has to what stands around them: what stands between two authors names the second one, all
/// else goes with what it follows or leads to. No line is left out.
fn settled(doc: &Document, owners: &[Option<Owner>]) -> Vec<Owner> {
    let mut next: Vec<Option<Owner>> = owners.to_vec();
    for at in (1..next.len()).rev() {
        next[at - 1] = next[at - 1].or(next[at]);
    }
    let mut before: Option<Owner> = None;
    let mut found = Vec::with_capacity(owners.len());
    for (at, owner) in owners.iter().enumerate() {
        let is_empty = doc
            .lines
            .get(at)
            .is_none_or(|line| doc.slice(line.span).trim().is_empty());
        let (around, below) = (before, next[at]);
        let here = match (owner, around, below) {
            (Some(owner), _, _) => *owner,
            (None, Some(around), _) if is_empty => around,
            (None, Some(around @ (_, PieceRole::Heading)), Some(_)) => around,
            (None, Some((whose, _)), Some(below)) if whose == below.0 => below,
            (None, _, Some((whose, _))) => (whose, PieceRole::Heading),
            (None, Some(around), None) => around,
            (None, None, None) => (None, PieceRole::Said),
        };
        found.push(here);
        before = Some(here);
    }
    found
}

fn cells(doc: &Document, line: &Line) -> Vec<ShownCell> {
    let mut cells: Vec<ShownCell> = Vec::new();
    let mut before = None;
    for span in line.row.iter().flat_map(|row| &row.cells) {
        match cells.last_mut() {
            Some(cell) if before == Some(*span) => cell.columns += 1,
            Some(_) | None => {
                let here = line.span.start <= span.start && span.end <= line.span.end;
                let place = Span {
                    start: line.span.start,
                    end: line.span.start,
                };
                cells.push(ShownCell {
                    range: doc.characters(if here { *span } else { place }),
                    columns: 1,
                });
            }
        }
        before = Some(*span);
    }
    cells
}

fn text_line(doc: &Document, line: &Line) -> ShownBlock {
    let mut rows = Vec::new();
    let mut start = line.span.start;
    for row in doc.slice(line.span).split('\n') {
        let text = row.trim_end();
        // Only the rows behind the first still have their quote marks.
        let quoted = line.quote > 0 && start > line.span.start;
        let plain = if quoted {
            text.trim_start_matches(['>', ' '])
        } else {
            text
        };
        let from = start + text.len() - plain.len();
        if !plain.is_empty() {
            rows.push(doc.characters(Span {
                start: from,
                end: from + plain.len(),
            }));
        }
        start += row.len() + 1;
    }
    ShownBlock::Line {
        mark: crate::chain::mark(doc, line).trim().to_owned(),
        depth: line.list,
        is_heading: line.heading,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(document: &ShownDocument, range: &Range<usize>) -> String {
        document.text.chars().skip(range.start).take(range.len()).collect()
    }

    const FORWARD: &str = "From: Pat <pat@vendor.example>\r\nSubject: Fwd: users\r\nDate: Mon, 1 Mar 2027 09:00:00 +0000\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nPlease höld them.\r\n\r\n-- \r\nPat\r\n\r\n\
        ---------- Forwarded message ---------\r\nFrom: Jane Doe <jane@acme.example>\r\nDate: Thu, Feb 25, 2027 at 4:11 PM\r\n\
        Subject: users\r\nTo: Pat <pat@vendor.example>\r\n\r\n- Ann Lee, ann@acme.example\r\n";

    #[test]
    fn every_line_is_shown_once_with_its_author_and_kind() {
        let shown = show(FORWARD.as_bytes());
        let names: Vec<_> = shown.layers.iter().map(|layer| layer.author.name.as_deref()).collect();
        assert_eq!(names, [Some("Pat"), Some("Jane Doe")]);
        let mail = &shown.parts[0];
        let kinds: Vec<_> = mail.pieces.iter().map(|piece| (piece.layer, piece.role)).collect();
        assert_eq!(
            kinds,
            [
                (Some(0), PieceRole::Said),
                (Some(0), PieceRole::Signature),
                (Some(1), PieceRole::Heading),
                (Some(1), PieceRole::Said),
            ]
        );
        let item = mail.pieces[3].blocks.iter().find_map(|block| match block {
            ShownBlock::Line { mark, rows, .. } if !rows.is_empty() => Some((mark.clone(), text(mail, &rows[0]))),
            ShownBlock::Line { .. } | ShownBlock::Table(_) => None,
        });
        assert_eq!(item, Some(("-".to_owned(), "Ann Lee, ann@acme.example".to_owned())));
        // Every word of the text is in one of the pieces.
        let rows = mail
            .pieces
            .iter()
            .flat_map(|piece| &piece.blocks)
            .flat_map(|block| match block {
                ShownBlock::Line { rows, .. } => rows.clone(),
                ShownBlock::Table(rows) => rows.iter().flatten().map(|cell| cell.range.clone()).collect(),
            });
        let all: String = rows.map(|range| text(mail, &range)).collect();
        for word in mail.text.split_whitespace().filter(|word| *word != "-") {
            assert!(all.contains(word), "{word:?} is in no piece");
        }
        assert_eq!(shown.parts[1].role, PartRole::Subject);
        assert_eq!(show(b"\0\0"), Shown::default());
    }

    #[test]
    fn evidence_stands_where_it_says_in_what_is_shown() {
        let profile = crate::Profile::client_roles();
        let reading = crate::read(FORWARD.as_bytes(), &profile);
        let shown = show(FORWARD.as_bytes());
        let mut seen = 0;
        for evidence in reading.extraction.users.iter().flat_map(|user| user.evidence.values()) {
            let part = shown.parts.iter().find(|part| part.part == evidence.part).unwrap();
            assert_eq!(text(part, &(evidence.start..evidence.end)), evidence.text);
            seen += 1;
        }
        assert!(seen >= 3, "{seen}");
    }
}
