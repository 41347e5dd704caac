//! What the styles of a Word document say that matters to its text: headings, hidden or struck text, bold, lists.
//!
//! Looks are none of its business.

use std::collections::HashMap;

use crate::formats::xml::Element;

/// Styles are based on each other no deeper than that.
const MAX_CHAIN: usize = 12;
/// Word's own limit; every paragraph and run asks for its style and those below it.
const MAX_ID: usize = 255;

/// Properties that are on, off, or not mentioned.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) vanish: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) bold: Option<bool>,
    /// Its letters are pictures.
    pub(super) symbols: Option<bool>,
}

impl Marks {
    /// The properties of a `w:rPr`.
    pub(super) fn of(properties: &Element) -> Self {
        let mut marks = Self::default();
        for property in properties.elements() {
            match &*property.name {
                "w:vanish" | "w:specVanish" => marks.vanish = Some(marks.vanish == Some(true) || is_on(property)),
                "w:strike" | "w:dstrike" => marks.strike = Some(marks.strike == Some(true) || is_on(property)),
                "w:b" => marks.bold = Some(is_on(property)),
                "w:rFonts" => {
                    let font = property.attribute("ascii").or_else(|| property.attribute("hAnsi"));
                    marks.symbols = font.map(|font| font.to_lowercase().starts_with("wingdings"));
                }
                _ => {}
            }
        }
        marks
    }

    /// These, and below them those.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            vanish: self.vanish.or(below.vanish),
            strike: self.strike.or(below.strike),
            bold: self.bold.or(below.bold),
            symbols: self.symbols.or(below.symbols),
        }
    }
}

/// An on/off property without a value is on.
pub(super) fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off"))
}

/// The list a paragraph belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) list: String,
    pub(super) level: usize,
}

impl ListPlace {
    /// The `w:numPr` of a `w:pPr`; a list numbered 0 is none.
    pub(super) fn of(properties: &Element) -> Option<Self> {
        let numbering = properties.child("w:numPr")?;
        let value = |name: &str| numbering.child(name).and_then(|child| child.attribute("val"));
        Some(Self {
            list: value("w:numId")
                .filter(|list| list.len() <= MAX_ID)
                .unwrap_or_default()
                .to_owned(),
            level: value("w:ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(8),
        })
    }
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    heading: bool,
    marks: Marks,
    list: Option<ListPlace>,
}

/// All styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, Style>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut known = HashMap::new();
        for element in root
            .iter()
            .flat_map(|root| root.elements())
            .filter(|element| &*element.name == "w:style")
        {
            let value = |name: &str| {
                let found = element.child(name).and_then(|child| child.attribute("val"));
                found.filter(|text| text.len() <= MAX_ID)
            };
            let name = value("w:name").unwrap_or_default().to_lowercase();
            let style = Style {
                based_on: value("w:basedOn").map(str::to_owned),
                heading: name.starts_with("heading") || name == "title" || name == "subtitle",
                marks: element.child("w:rPr").map(Marks::of).unwrap_or_default(),
                list: element.child("w:pPr").and_then(ListPlace::of),
            };
            known.insert(element.attribute("styleId").unwrap_or_default().to_owned(), style);
        }
        Self { known }
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let mut next = self.known.get(id);
        let chain = std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.known.get(id));
            Some(style)
        });
        chain.take(MAX_CHAIN)
    }

    /// What a style says about its text.
    pub(super) fn marks(&self, id: &str) -> Marks {
        self.chain(id)
            .fold(Marks::default(), |above, style| above.over(style.marks))
    }

    /// The list that a paragraph style puts its paragraphs into.
    pub(super) fn list(&self, id: &str) -> Option<&ListPlace> {
        self.chain(id).find_map(|style| style.list.as_ref())
    }

    /// Whether a paragraph style is that of a heading; an unknown one is judged by its name.
    pub(super) fn is_heading(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.heading) || id.to_lowercase().contains("head")
    }
}
