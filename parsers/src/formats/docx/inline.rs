//! What stands in a paragraph: runs, links, controls and fields as their shown text.
//!
//! Deletions, hidden and struck text are passed over. Text boxes are put after the paragraph.

use crate::formats::Trouble;
use crate::formats::docx::clean::{Pass, Place, choose, shows_prompt};
use crate::formats::docx::fields;
use crate::formats::docx::styles::{Marks, is_on};
use crate::formats::docx::symbols;
use crate::formats::xml::Element;

/// A paragraph being written.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// The runs, as markup.
    pub(super) runs: String,
    /// What its style says about its text.
    pub(super) marks: Marks,
    /// Blocks that hang on it.
    pub(super) after: String,
    open: bool,
    bold: bool,
    plain: bool,
}

impl Paragraph {
    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.after.is_empty()
    }

    /// Whether all of its text is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.bold && !self.plain
    }

    /// Writes text that is seen.
    pub(super) fn put(&mut self, text: &str, bold: bool) {
        for c in text.chars() {
            if !self.open {
                self.runs.push_str("<w:r><w:t xml:space=\"preserve\">");
                self.open = true;
            }
            match c {
                '&' => self.runs.push_str("&amp;"),
                '<' => self.runs.push_str("&lt;"),
                '>' => self.runs.push_str("&gt;"),
                c if c.is_whitespace() && c.is_ascii() => self.runs.push(' '),
                // XML has no way to write these.
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                c => self.runs.push(c),
            }
            if !c.is_whitespace() {
                self.bold |= bold;
                self.plain |= !bold;
            }
        }
    }

    /// Ends the run, if one is open.
    pub(super) fn end_run(&mut self) {
        if std::mem::take(&mut self.open) {
            self.runs.push_str("</w:t></w:r>");
        }
    }

    fn put_element(&mut self, element: &str) {
        self.end_run();
        self.runs.push_str("<w:r>");
        self.runs.push_str(element);
        self.runs.push_str("</w:r>");
    }

    /// Marks the place of a web link.
    fn put_link(&mut self, number: usize) {
        self.end_run();
        self.runs.push_str(&format!("<w:hyperlink r:id=\"l{number}\"/>"));
    }
}

impl Pass {
    /// Writes what stands inside an element of a paragraph.
    pub(super) fn inline(&mut self, parent: &Element, place: Place, line: &mut Paragraph) -> Result<(), Trouble> {
        for element in parent.elements() {
            match &*element.name {
                "w:r" => self.run(element, place, line)?,
                "w:hyperlink" => self.hyperlink(element, place, line)?,
                "w:sdt" => self.control(element, place, line)?,
                "w:fldSimple" => {
                    let from = line.runs.len();
                    self.inline(element, place, line)?;
                    let instruction = element.attribute("instr").unwrap_or_default();
                    self.link_to(fields::address(instruction), from, line);
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" | "w:hlink" => {
                    self.inline(element, place, line)?;
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = choose(element) {
                        self.inline(choice, place, line)?;
                    }
                }
                "m:oMath" | "m:oMathPara" => {
                    let mut text = String::new();
                    formula(element, &mut text);
                    line.put(&text, false);
                }
                _ => {}
            }
        }
        // Notes and changes in one paragraph cannot make it grow without bound.
        if line.runs.len() > 2_000_000 {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    fn hyperlink(&mut self, element: &Element, place: Place, line: &mut Paragraph) -> Result<(), Trouble> {
        let from = line.runs.len();
        self.inline(element, place, line)?;
        let target = element.attribute("id").and_then(|id| self.targets.get(id)).cloned();
        self.link_to(target.as_deref(), from, line);
        Ok(())
    }

    /// Says where a link leads: a mail address that its text does not show becomes text, a web address is noted.
    pub(super) fn link_to(&mut self, target: Option<&str>, from: usize, line: &mut Paragraph) {
        let Some(target) = target.map(str::trim) else { return };
        let shown = line.runs.get(from..).unwrap_or_default();
        let mail = target.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:"));
        if mail.is_some() {
            let address = target[7..].split('?').next().unwrap_or_default().trim();
            if !shown.is_empty() && !shown.contains(['@', '＠']) && address.contains('@') {
                line.put(&format!(" <{address}>"), false);
            }
        } else if target.starts_with("http")
            && let Some(number) = self.link(target)
        {
            line.put_link(number);
        }
    }

    /// A control in a line: its answer, a mark for a check box.
    fn control(&mut self, element: &Element, place: Place, line: &mut Paragraph) -> Result<(), Trouble> {
        let prompt = place.prompt || shows_prompt(element);
        let properties = element.child("w:sdtPr");
        if let Some(checkbox) = properties.and_then(|properties| properties.child("w14:checkbox")) {
            if !place.prompt {
                let ticked = checkbox.child("w14:checked").is_some_and(is_on);
                line.put(if ticked { "☒" } else { "☐" }, false);
            }
            return Ok(());
        }
        let from = line.runs.len();
        if let Some(content) = element.child("w:sdtContent") {
            self.inline(content, Place { prompt, ..place }, line)?;
        }
        if line.runs.len() == from && !prompt {
            let chosen = properties.and_then(fields::chosen).unwrap_or_default();
            line.put(&chosen, false);
        }
        Ok(())
    }

    fn run(&mut self, run: &Element, place: Place, line: &mut Paragraph) -> Result<(), Trouble> {
        let properties = run.child("w:rPr");
        if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
            return Ok(());
        }
        let own = properties.map(Marks::of).unwrap_or_default();
        let style = properties.and_then(|properties| properties.child("w:rStyle")?.attribute("val"));
        let style = style.map(|style| self.styles.marks(style)).unwrap_or_default();
        let marks = own.over(style).over(line.marks);
        let hidden = place.prompt || marks.vanish == Some(true) || marks.strike == Some(true);
        self.run_parts(run, place, marks, hidden, line)
    }

    fn run_parts(
        &mut self,
        run: &Element,
        place: Place,
        marks: Marks,
        hidden: bool,
        line: &mut Paragraph,
    ) -> Result<(), Trouble> {
        let bold = marks.bold == Some(true);
        for part in run.elements() {
            match &*part.name {
                "w:fldChar" => {
                    self.field_mark(part, hidden, line);
                    continue;
                }
                "w:instrText" => {
                    self.field_instruction(&part.text());
                    continue;
                }
                _ if hidden || self.is_silent() => continue,
                _ => {}
            }
            match &*part.name {
                "w:t" => {
                    let text = part.text();
                    if marks.symbols == Some(true) {
                        text.chars().for_each(|c| line.put(symbols::letter(c), bold));
                    } else {
                        line.put(&symbols::private(&text), bold);
                    }
                }
                "w:tab" | "w:ptab" => line.put_element("<w:tab/>"),
                "w:br" | "w:cr" => line.put_element("<w:br/>"),
                "w:noBreakHyphen" => line.put("-", bold),
                "w:sym" => {
                    let font = part.attribute("font").unwrap_or_default();
                    line.put(symbols::symbol(font, part.attribute("char").unwrap_or_default()), bold);
                }
                "w:footnoteReference" => self.note("w:footnote", part),
                "w:endnoteReference" => self.note("w:endnote", part),
                "w:ruby" => {
                    if let Some(base) = part.child("w:rubyBase") {
                        self.inline(base, place, line)?;
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.text_boxes(part, place, line)?,
                "mc:AlternateContent" => {
                    if let Some(choice) = choose(part) {
                        self.run_parts(choice, place, marks, hidden, line)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn note(&mut self, kind: &'static str, reference: &Element) {
        if let Some(id) = reference.attribute("id")
            && self.notes.len() < 5_000
            && !self.notes.iter().any(|(known, other)| *known == kind && other == id)
        {
            self.notes.push((kind, id.to_owned()));
        }
    }

    /// The text boxes in a drawing, each read as a text of its own.
    fn text_boxes(&mut self, drawing: &Element, place: Place, line: &mut Paragraph) -> Result<(), Trouble> {
        for element in drawing.elements() {
            match &*element.name {
                "w:txbxContent" => {
                    let text = self.story(element, place)?;
                    line.after.push_str(&text);
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = choose(element) {
                        self.text_boxes(choice, place, line)?;
                    }
                }
                _ => self.text_boxes(element, place, line)?,
            }
        }
        Ok(())
    }
}

/// The letters of a formula in their order.
fn formula(element: &Element, out: &mut String) {
    for child in element.elements() {
        if &*child.name == "m:t" {
            out.push_str(&child.text());
        } else {
            formula(child, out);
        }
    }
}
