//! The one model of readable text: shown text, cut into logical lines, some of them table rows.
//!
//! Every format ends here, and every reader starts here. It knows positions, not meanings.

use std::sync::OnceLock;

use crate::evidence::Evidence;

/// A byte range in the shown text of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One part of a message as the console shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Document {
    /// The part's id, as evidence uses it.
    pub(crate) part: String,
    /// The name of the file it was read from, where it came as one.
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// Web links, with the place they stand at.
    pub(crate) links: Vec<Link>,
    /// Pictures shown inside the text.
    pub(crate) images: Vec<Image>,
    /// How many tables have been numbered so far.
    pub(crate) tables: usize,
    /// How many characters stand before every 256th byte; counted once, when the text is complete.
    counted: OnceLock<Vec<usize>>,
}

/// One logical line: wrapped lines are joined, a table row is one line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Without quote marks and list mark.
    pub(crate) span: Span,
    /// How deep it is quoted.
    pub(crate) quote: usize,
    /// Nesting of the list item it opens.
    pub(crate) list: Option<usize>,
    /// Set when it is a table row.
    pub(crate) row: Option<Row>,
    /// Whether the source marks it as a heading or sets it all in bold.
    pub(crate) heading: bool,
}

/// A table row; merged cells repeat the span of the cell they belong to.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) table: usize,
    pub(crate) cells: Vec<Span>,
}

/// A cell on its way into a row.
#[derive(Debug, Clone)]
pub(crate) enum CellText {
    /// A cell of its own.
    New(String),
    /// Merged with the cell to its left.
    Left,
    /// Merged with a cell of a row above.
    Above(Span),
}

/// A web link.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) address: String,
    pub(crate) at: usize,
}

/// A picture shown inside the text.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    pub(crate) content_id: String,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    pub(crate) at: usize,
}

impl Document {
    pub(crate) fn new(part: impl Into<String>) -> Self {
        Self {
            part: part.into(),
            ..Self::default()
        }
    }

    /// The shown text of a range; an impossible range gives nothing.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The range as evidence: counted in characters, without white space at its ends.
    pub(crate) fn evidence(&self, span: Span) -> Evidence {
        let found = self.slice(span);
        let lead = found.len() - found.trim_start().len();
        let trimmed = found.trim();
        let from = span.start + lead;
        let start = self.characters_before(from);
        Evidence {
            part: self.part.clone(),
            start,
            end: start + trimmed.chars().count(),
            text: trimmed.to_owned(),
        }
    }

    /// A range of bytes as one of characters.
    pub(crate) fn characters(&self, span: Span) -> std::ops::Range<usize> {
        self.characters_before(span.start)..self.characters_before(span.end)
    }

    /// How many characters stand before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        const STEP: usize = 256;
        let starts = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte).cast_signed() >= -0x40).count();
        let counted = self.counted.get_or_init(|| {
            let mut before = 0;
            let chunks = self.text.as_bytes().chunks(STEP).map(|chunk| {
                let here = before;
                before += starts(chunk);
                here
            });
            chunks.collect()
        });
        let byte = byte.min(self.text.len());
        let step = byte / STEP;
        let from = step * STEP;
        let before = counted
            .get(step)
            .copied()
            .unwrap_or_else(|| starts(&self.text.as_bytes()[..from]));
        before + starts(&self.text.as_bytes()[from..byte])
    }

    /// Appends a line of text, ended by a line feed, and returns its span.
    pub(crate) fn push_line(&mut self, text: &str, quote: usize, list: Option<usize>) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span {
            start,
            end: self.text.len(),
        };
        self.text.push('\n');
        self.lines.push(Line {
            span,
            quote,
            list,
            row: None,
            heading: false,
        });
        span
    }

    /// Appends a table row; cells are shown with a tab between them, merged ones only once.
    pub(crate) fn push_row(&mut self, table: usize, cells: &[CellText], quote: usize) -> Vec<Span> {
        let start = self.text.len();
        let mut spans: Vec<Span> = Vec::with_capacity(cells.len());
        for cell in cells {
            let here = Span {
                start: self.text.len(),
                end: self.text.len(),
            };
            match cell {
                CellText::New(text) => {
                    if here.start > start || !spans.is_empty() {
                        self.text.push('\t');
                    }
                    let from = self.text.len();
                    self.text.push_str(text);
                    spans.push(Span {
                        start: from,
                        end: self.text.len(),
                    });
                }
                CellText::Left => spans.push(spans.last().copied().unwrap_or(here)),
                CellText::Above(span) => spans.push(*span),
            }
        }
        let span = Span {
            start,
            end: self.text.len(),
        };
        self.text.push('\n');
        self.lines.push(Line {
            span,
            quote,
            list: None,
            row: Some(Row {
                table,
                cells: spans.clone(),
            }),
            heading: false,
        });
        spans
    }

    /// Puts another text behind this one, its lines and tables counted on.
    pub(crate) fn append(&mut self, other: Self) {
        let by = self.text.len();
        let moved = |span: Span| Span {
            start: span.start + by,
            end: span.end + by,
        };
        self.text.push_str(&other.text);
        for mut line in other.lines {
            line.span = moved(line.span);
            if let Some(row) = &mut line.row {
                row.table += self.tables;
                row.cells.iter_mut().for_each(|cell| *cell = moved(*cell));
            }
            self.lines.push(line);
        }
        self.links.extend(other.links.into_iter().map(|link| Link {
            at: link.at + by,
            ..link
        }));
        self.images.extend(other.images.into_iter().map(|image| Image {
            at: image.at + by,
            ..image
        }));
        self.tables += other.tables;
    }

    /// A number for the next table.
    pub(crate) fn next_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }
}
