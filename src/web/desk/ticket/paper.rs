//! A mail of the ticket as it is shown: cut by author, each part folded where nothing was read, with the words marked that
//! values come from. Plain text only: nothing of a mail is ever HTML here.

use greenroom_parsers::{Extraction, Layer, PartRole, PieceRole, Shown, ShownBlock, ShownDocument, ShownPiece};
use jiff::civil::DateTime;

use super::super::rows;
use super::load::LoadedMail;
use super::marks::{Letters, Marks, Run};
use crate::domain::mail::MailRecord;

/// Of longer parts the rest is in the original.
const MOST_LETTERS: usize = 60_000;

/// A mail.
pub(in super::super) struct PaperView {
    pub(in super::super) number: usize,
    pub(in super::super) from: String,
    pub(in super::super) date: String,
    pub(in super::super) subject: Vec<Run>,
    pub(in super::super) sections: Vec<SectionView>,
    /// Files that have to be typed in, and why.
    pub(in super::super) files: Vec<(String, &'static str)>,
    /// Why nothing is shown.
    pub(in super::super) gone: Option<&'static str>,
    /// Where the files can be typed in, for those who may.
    pub(in super::super) entry: Option<String>,
    /// Where the original is, for those who may see it.
    pub(in super::super) original: Option<String>,
}

/// What one author wrote in a row, or a document.
pub(in super::super) struct SectionView {
    pub(in super::super) title: String,
    pub(in super::super) date: String,
    pub(in super::super) is_document: bool,
    pub(in super::super) is_open: bool,
    pub(in super::super) groups: Vec<GroupView>,
}

/// Lines of one kind.
pub(in super::super) struct GroupView {
    /// What is folded away, such as a signature.
    pub(in super::super) folded: Option<&'static str>,
    pub(in super::super) blocks: Vec<BlockView>,
}

/// A line, the room between lines, or a table.
pub(in super::super) enum BlockView {
    Line {
        mark: String,
        depth: usize,
        is_heading: bool,
        rows: Vec<Vec<Run>>,
    },
    Gap,
    Table(Vec<Vec<CellView>>),
    /// The rest is in the original.
    Cut,
}

/// A cell.
pub(in super::super) struct CellView {
    pub(in super::super) columns: usize,
    pub(in super::super) runs: Vec<Run>,
}

/// The mail of this number, in the words of the page.
pub(super) fn paper(mail: &LoadedMail, number: usize, zone: &str, is_reviewer: bool, marks: &mut Marks) -> PaperView {
    let received = mail.record.as_ref().map(|record| rows::short(record.received_at, zone));
    let outer = mail.shown.as_ref().and_then(|shown| shown.layers.first());
    let from = outer.map(|layer| author(layer, &mail.sender()));
    let gone = match (&mail.shown, &mail.record) {
        (Some(_), _) => None,
        (None, Some(record)) if record.erased.is_some() => Some("The mail was erased, with those whom it named."),
        (None, _) if !is_reviewer => Some("This mail was not sent from your address, so it is not shown here."),
        (None, _) => Some("The mail cannot be shown: its bytes are missing or damaged. Look for it in the mailbox."),
    };
    let mut view = PaperView {
        number: number + 1,
        from: from.unwrap_or_else(|| if gone.is_some() { String::new() } else { mail.sender() }),
        date: received.unwrap_or_default(),
        subject: Vec::new(),
        sections: Vec::new(),
        files: files(mail),
        gone,
        entry: None,
        original: is_reviewer.then(|| format!("/mail/{}", mail.id)),
    };
    let Some(shown) = &mail.shown else { return view };
    for part in &shown.parts {
        let letters = Letters::of(&part.text);
        match part.role {
            PartRole::Subject => {
                let whole = 0..part.text.trim_end().chars().count();
                view.subject = marks.runs(number, &part.part, &letters, &whole);
            }
            PartRole::Document => view.sections.push(document(part, number, &letters, marks)),
            PartRole::Text => view.sections.extend(written(shown, part, number, &letters, marks)),
        }
    }
    fold(&mut view.sections);
    view
}

/// A mail beside no ticket: nothing in it is marked, and nothing folded.
pub(in super::super) fn of(record: &MailRecord, shown: Shown, extraction: Option<Extraction>, zone: &str) -> PaperView {
    let mail = LoadedMail {
        id: record.id,
        record: Some(record.clone()),
        extraction,
        shown: Some(shown),
        readings: Vec::new(),
    };
    let mut view = paper(&mail, 0, zone, false, &mut Marks::default());
    for section in &mut view.sections {
        section.is_open = true;
    }
    view
}

impl LoadedMail {
    fn sender(&self) -> String {
        let known = self.record.as_ref().and_then(|record| record.sender.clone());
        known.unwrap_or_else(|| "somebody unnamed".into())
    }
}

fn author(layer: &Layer, otherwise: &str) -> String {
    let named = layer.author.name.clone().or_else(|| layer.author.email.clone());
    named.unwrap_or_else(|| otherwise.to_owned())
}

/// When a layer was written, as it says itself.
fn date(layer: &Layer) -> String {
    let read = layer
        .date
        .as_deref()
        .and_then(|text| text.get(..19)?.parse::<DateTime>().ok());
    match read {
        Some(at) => at.strftime("%a %-d %b %Y, %H:%M").to_string(),
        None => layer.date_text.clone().unwrap_or_default(),
    }
}

/// The sections of a text: one whenever another author goes on.
fn written(
    shown: &Shown,
    part: &ShownDocument,
    number: usize,
    letters: &Letters<'_>,
    marks: &mut Marks,
) -> Vec<SectionView> {
    let mut sections: Vec<(Option<usize>, SectionView)> = Vec::new();
    for piece in &part.pieces {
        if sections.last().map(|(layer, _)| *layer) != Some(piece.layer) {
            let was_here = sections.iter().any(|(layer, _)| *layer == piece.layer);
            sections.push((piece.layer, section(shown, piece, was_here)));
        }
        let Some((_, section)) = sections.last_mut() else {
            continue;
        };
        section.groups.push(group(piece, number, &part.part, letters, marks));
    }
    let filled = |section: &SectionView| section.groups.iter().any(GroupView::has_text);
    let sections = sections.into_iter().map(|(_, section)| section);
    sections.filter(filled).collect()
}

fn section(shown: &Shown, piece: &ShownPiece, was_here: bool) -> SectionView {
    let layer = piece.layer.and_then(|layer| shown.layers.get(layer));
    let name = layer.map_or_else(|| "Somebody".to_owned(), |layer| author(layer, "Somebody unnamed"));
    let title = match (piece.layer, was_here) {
        (_, true) => format!("{name} goes on"),
        (Some(0), false) => format!("{name} wrote"),
        (Some(_) | None, false) => format!("{name} wrote below"),
    };
    SectionView {
        title,
        date: layer.map(date).unwrap_or_default(),
        is_document: false,
        is_open: false,
        groups: Vec::new(),
    }
}

fn document(part: &ShownDocument, number: usize, letters: &Letters<'_>, marks: &mut Marks) -> SectionView {
    let groups = part
        .pieces
        .iter()
        .map(|piece| group(piece, number, &part.part, letters, marks));
    SectionView {
        title: part.name.clone().unwrap_or_else(|| "A document".into()),
        date: String::new(),
        is_document: true,
        is_open: true,
        groups: groups.collect(),
    }
}

fn group(piece: &ShownPiece, number: usize, part: &str, letters: &Letters<'_>, marks: &mut Marks) -> GroupView {
    let mut blocks = Vec::new();
    for block in &piece.blocks {
        match block {
            ShownBlock::Line { rows, .. } if rows.is_empty() => {
                if !matches!(blocks.last(), None | Some(BlockView::Gap)) {
                    blocks.push(BlockView::Gap);
                }
            }
            ShownBlock::Line { rows, .. } if rows.iter().any(|row| row.end > MOST_LETTERS) => {
                blocks.push(BlockView::Cut);
                break;
            }
            ShownBlock::Line {
                mark,
                depth,
                is_heading,
                rows,
            } => blocks.push(BlockView::Line {
                mark: mark.clone(),
                depth: depth.map_or(0, |depth| depth.min(3) + 1),
                is_heading: *is_heading,
                rows: rows.iter().map(|row| marks.runs(number, part, letters, row)).collect(),
            }),
            ShownBlock::Table(rows) => {
                let within = rows
                    .iter()
                    .take_while(|row| row.iter().all(|cell| cell.range.end <= MOST_LETTERS));
                let rows = within.map(|row| {
                    let cells = row.iter().map(|cell| CellView {
                        columns: cell.columns,
                        runs: marks.runs(number, part, letters, &cell.range),
                    });
                    cells.collect()
                });
                blocks.push(BlockView::Table(rows.collect()));
            }
        }
    }
    while matches!(blocks.last(), Some(BlockView::Gap)) {
        blocks.pop();
    }
    GroupView {
        folded: match piece.role {
            PieceRole::Said => None,
            PieceRole::Heading => Some("Header"),
            PieceRole::Signature => Some("Signature"),
            PieceRole::Banner => Some("Banner"),
        },
        blocks,
    }
}

impl GroupView {
    fn has_text(&self) -> bool {
        self.blocks.iter().any(|block| !matches!(block, BlockView::Gap))
    }

    fn has_marks(&self) -> bool {
        let marked = |runs: &Vec<Run>| runs.iter().any(|run| !run.of.is_empty());
        self.blocks.iter().any(|block| match block {
            BlockView::Line { rows, .. } => rows.iter().any(marked),
            BlockView::Table(rows) => rows.iter().flatten().any(|cell| marked(&cell.runs)),
            BlockView::Gap | BlockView::Cut => false,
        })
    }
}

/// The newest author is shown, and whoever said something that was taken; older words are a click away.
fn fold(sections: &mut [SectionView]) {
    for (at, section) in sections.iter_mut().enumerate() {
        let said = section.groups.iter().any(GroupView::has_marks);
        section.is_open = at == 0 || said || section.is_document;
    }
}

/// Files that could not be read here.
fn files(mail: &LoadedMail) -> Vec<(String, &'static str)> {
    use greenroom_parsers::ManualReason;
    let words = |reason| match reason {
        ManualReason::Pdf => "a PDF: look at it and type in whom it names",
        ManualReason::Image => "a picture: look at it and type in whom it names",
        ManualReason::Encrypted => "protected by a password: ask for a readable one",
        ManualReason::Unreadable => "damaged or too large: ask for another one",
        ManualReason::Unsupported => "a format that is not read: look at it and type in whom it names",
        ManualReason::Link => "a link to a document elsewhere: ask for the document",
    };
    let extraction = mail.extraction.iter().filter(|_| mail.shown.is_some());
    let entries = extraction.flat_map(|extraction| &extraction.manual_entry);
    entries
        .map(|entry| (entry.attachment.clone(), words(entry.reason)))
        .collect()
}
