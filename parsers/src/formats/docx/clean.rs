//! The cleaned document: what a person sees in Word with all changes accepted, in the few elements docx-rs reads well.
//!
//! Page headers come first, then the text, notes and footers. Text boxes follow the paragraph they hang on. Controls and
//! fields are their shown value, prompts of unfilled ones are gone. It reads no meaning.

use std::collections::{HashMap, HashSet};

use crate::formats::Trouble;
use crate::formats::docx::inline::Paragraph;
use crate::formats::docx::lists::Lists;
use crate::formats::docx::package::{Package, Part, Targets};
use crate::formats::docx::styles::{ListPlace, Styles, is_on};
use crate::formats::docx::table;
use crate::formats::xml::Element;

/// docx-rs takes about 110 bytes of memory per byte of markup: this keeps it well under 256 MB, and is 300 pages of text.
const MAX_CLEANED_BYTES: usize = 1_500_000;
/// Paragraphs and cells; more is no list of people.
const MAX_BLOCKS: usize = 50_000;
/// More links than anybody types in.
const MAX_LINKS: usize = 1_000;

/// The style that tells `tree` that a paragraph is a heading.
pub(super) const HEADING: &str = "Heading";
/// The style of paragraphs in page headers and footers.
pub(super) const MARGIN: &str = "Margin";
/// The style of the run that holds a list item's mark.
pub(super) const MARK: &str = "Mark";

/// A cleaned document and the targets its links refer to by number.
pub(super) struct Cleaned {
    pub(super) xml: String,
    pub(super) links: Vec<String>,
}

/// What the elements around a place say about it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// Inside a control that shows its prompt.
    pub(super) prompt: bool,
    pub(super) cell: bool,
    pub(super) margin: bool,
    /// How many tables are around it.
    pub(super) tables: usize,
}

/// Blocks being written one after the other.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) out: String,
    /// A paragraph whose mark was deleted: the next one goes on in it.
    open: Option<Paragraph>,
}

/// The state of one cleaning.
pub(super) struct Pass {
    pub(super) styles: Styles,
    lists: Lists,
    pub(super) targets: Targets,
    pub(super) links: Vec<String>,
    pub(super) notes: Vec<(&'static str, String)>,
    margins: HashSet<String>,
    pub(super) fields: Vec<super::fields::Field>,
    blocks: usize,
    pub(super) written: usize,
}

/// Cleans a document.
pub(super) fn clean(mut package: Package) -> Result<Cleaned, Trouble> {
    let body = package.main.find("w:body").ok_or(Trouble::Unreadable)?;
    let mut pass = Pass {
        styles: Styles::read(package.styles.as_ref()),
        lists: Lists::read(package.numbering.as_ref()),
        targets: Targets::new(),
        links: Vec::new(),
        notes: Vec::new(),
        margins: HashSet::new(),
        fields: Vec::new(),
        blocks: 0,
        written: 0,
    };
    let mut out = String::new();
    for part in std::mem::take(&mut package.headers) {
        out.push_str(&pass.margin(part)?);
    }
    pass.targets = std::mem::take(&mut package.targets);
    out.push_str(&pass.story(body, Place::default())?);
    let notes = std::mem::take(&mut pass.notes);
    for (kind, part) in [
        ("w:footnote", package.footnotes.take()),
        ("w:endnote", package.endnotes.take()),
    ] {
        if let Some(part) = part {
            out.push_str(&pass.notes_of(kind, part, &notes)?);
        }
    }
    for part in std::mem::take(&mut package.footers) {
        out.push_str(&pass.margin(part)?);
    }
    Ok(Cleaned {
        xml: out,
        links: pass.links,
    })
}

impl Pass {
    fn margin(&mut self, part: Part) -> Result<String, Trouble> {
        self.targets = part.targets;
        let place = Place {
            margin: true,
            ..Place::default()
        };
        self.story(&part.root, place)
    }

    /// The notes that the text refers to, in the order of the text.
    fn notes_of(&mut self, kind: &str, part: Part, wanted: &[(&'static str, String)]) -> Result<String, Trouble> {
        self.targets = part.targets;
        let notes: HashMap<&str, &Element> = part
            .root
            .elements()
            .filter(|note| &*note.name == kind)
            .filter_map(|note| Some((note.attribute("id")?, note)))
            .collect();
        let mut out = String::new();
        for (_, id) in wanted.iter().filter(|(wanted, _)| *wanted == kind) {
            if let Some(note) = notes.get(id.as_str()) {
                out.push_str(&self.story(note, Place::default())?);
            }
        }
        Ok(out)
    }

    /// All blocks of a container.
    pub(super) fn story(&mut self, container: &Element, place: Place) -> Result<String, Trouble> {
        let fields = std::mem::take(&mut self.fields);
        let mut flow = Flow::default();
        self.blocks(container, place, &mut flow)?;
        self.close(&mut flow, place)?;
        self.fields = fields;
        Ok(flow.out)
    }

    /// Ends a paragraph that waited for one to go on in it.
    fn close(&mut self, flow: &mut Flow, place: Place) -> Result<(), Trouble> {
        match flow.open.take() {
            Some(paragraph) if !paragraph.is_empty() => self.end_paragraph(None, paragraph, place, flow),
            Some(_) | None => Ok(()),
        }
    }

    fn blocks(&mut self, container: &Element, place: Place, flow: &mut Flow) -> Result<(), Trouble> {
        for element in container.elements() {
            match &*element.name {
                "w:p" => self.paragraph(element, place, flow)?,
                "w:tbl" => {
                    self.close(flow, place)?;
                    table::write(self, element, place, flow)?;
                }
                "w:sdt" => {
                    if let Some(content) = element.child("w:sdtContent") {
                        let prompt = place.prompt || shows_prompt(element);
                        self.blocks(content, Place { prompt, ..place }, flow)?;
                    }
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = choose(element) {
                        self.blocks(choice, place, flow)?;
                    }
                }
                // Word 2003 puts sections around its paragraphs.
                "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" | "w:sect" | "?:sect" | "?:sub-section" => {
                    self.blocks(element, place, flow)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, place: Place, flow: &mut Flow) -> Result<(), Trouble> {
        self.count_block()?;
        let properties = element.child("w:pPr");
        let style = properties.and_then(style_of);
        let mut paragraph = flow.open.take().unwrap_or_default();
        paragraph.marks = style.map(|style| self.styles.marks(style)).unwrap_or_default();
        self.inline(element, place, &mut paragraph)?;
        self.fields.retain(super::fields::Field::may_go_on);
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        if mark.is_some_and(|mark| mark.child("w:del").is_some() || mark.child("w:moveFrom").is_some()) {
            flow.open = Some(paragraph);
            return Ok(());
        }
        self.end_paragraph(properties, paragraph, place, flow)
    }

    fn end_paragraph(
        &mut self,
        properties: Option<&Element>,
        mut paragraph: Paragraph,
        place: Place,
        flow: &mut Flow,
    ) -> Result<(), Trouble> {
        paragraph.end_run();
        if place.margin && !(paragraph.is_empty() || self.margins.insert(paragraph.runs.clone())) {
            flow.out.push_str(&paragraph.after);
            return Ok(());
        }
        let style = properties.and_then(style_of);
        let heading = paragraph.is_bold() || style.is_some_and(|style| self.styles.is_heading(style));
        let list = properties
            .and_then(ListPlace::of)
            .or_else(|| self.styles.list(style?).cloned());
        let list = list.filter(|list| list.list != "0" && !place.margin && !paragraph.is_empty());
        let mark = list.as_ref().and_then(|list| self.lists.next(list));
        let before = flow.out.len();
        flow.out.push_str("<w:p><w:pPr>");
        match (place.margin, heading) {
            (true, _) => flow.out.push_str(&format!("<w:pStyle w:val=\"{MARGIN}\"/>")),
            (false, true) => flow.out.push_str(&format!("<w:pStyle w:val=\"{HEADING}\"/>")),
            (false, false) => {}
        }
        if let Some(list) = list.as_ref().filter(|_| !(heading && mark.as_deref() != Some("•"))) {
            flow.out.push_str(&format!(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"1\"/></w:numPr>",
                list.level
            ));
        }
        flow.out.push_str("</w:pPr>");
        if let (Some(mark), Some(list), false) = (mark, list, place.cell) {
            let mut text = Paragraph::default();
            text.put(&format!("{}{mark} ", "  ".repeat(list.level)), true);
            text.end_run();
            flow.out.push_str(&text.runs.replacen(
                "<w:r>",
                &format!("<w:r><w:rPr><w:rStyle w:val=\"{MARK}\"/></w:rPr>"),
                1,
            ));
        }
        flow.out.push_str(&paragraph.runs);
        flow.out.push_str("</w:p>");
        self.count_bytes(flow.out.len() - before)?;
        flow.out.push_str(&paragraph.after);
        Ok(())
    }

    /// Counts a paragraph or cell.
    pub(super) fn count_block(&mut self) -> Result<(), Trouble> {
        self.blocks += 1;
        if self.blocks > MAX_BLOCKS {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    /// Counts what was written.
    pub(super) fn count_bytes(&mut self, bytes: usize) -> Result<(), Trouble> {
        self.written += bytes;
        if self.written > MAX_CLEANED_BYTES {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    /// A number for a link; none when there are too many.
    pub(super) fn link(&mut self, target: &str) -> Option<usize> {
        if self.links.len() >= MAX_LINKS || target.len() > 2_000 {
            return None;
        }
        self.links.push(target.to_owned());
        Some(self.links.len() - 1)
    }
}

fn style_of(properties: &Element) -> Option<&str> {
    properties.child("w:pStyle")?.attribute("val")
}

/// Whether a control shows its prompt instead of an answer.
pub(super) fn shows_prompt(control: &Element) -> bool {
    control.at(&["w:sdtPr", "w:showingPlcHdr"]).is_some_and(is_on)
}

/// Which of several ways to draw the same thing: the first that has text.
pub(super) fn choose(alternate: &Element) -> Option<&Element> {
    // They may stand inside each other, so each looks only so far.
    let has_text = |way: &&Element| way.holds(&["w:t", "w:txbxContent"], &mut 10_000);
    let ways = || {
        alternate
            .elements()
            .filter(|way| matches!(&*way.name, "mc:Choice" | "mc:Fallback"))
    };
    ways().find(has_text).or_else(|| ways().next())
}
