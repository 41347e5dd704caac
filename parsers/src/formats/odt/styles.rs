//! What the styles of an OpenDocument text say that matters to its text: hidden, struck, bold.

use std::collections::HashMap;

use crate::formats::xml::Element;

/// Styles go back to each other no further than that.
const MAX_CHAIN: usize = 12;
/// Longer than any name of a style; every paragraph and span asks for its style and those below it.
const MAX_NAME: usize = 1_000;

/// Properties that are on, off, or not mentioned.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    gone: Option<bool>,
    bold: Option<bool>,
}

impl Marks {
    /// These, and below them those.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            gone: self.gone.or(below.gone),
            bold: self.bold.or(below.bold),
        }
    }

    pub(super) fn is_gone(self) -> bool {
        self.gone == Some(true)
    }

    pub(super) fn is_bold(self) -> bool {
        self.bold == Some(true)
    }
}

/// All styles by their name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: HashMap<String, (Option<String>, Marks)>,
}

impl Styles {
    /// Takes the styles of a file.
    pub(super) fn read(&mut self, root: &Element) {
        let groups = root
            .elements()
            .filter(|group| matches!(&*group.name, "office:styles" | "office:automatic-styles"));
        for style in groups
            .flat_map(Element::elements)
            .filter(|style| &*style.name == "style:style")
        {
            let marks = style.child("style:text-properties").map(marks).unwrap_or_default();
            let parent = style
                .attribute("parent-style-name")
                .filter(|name| name.len() <= MAX_NAME)
                .map(str::to_owned);
            self.known
                .insert(style.attribute("name").unwrap_or_default().to_owned(), (parent, marks));
        }
    }

    /// What an element's style says about its text.
    pub(super) fn marks(&self, element: &Element) -> Marks {
        let mut marks = Marks::default();
        let mut next = element.attribute("style-name");
        for _ in 0..MAX_CHAIN {
            let Some((parent, found)) = next.and_then(|name| self.known.get(name)) else {
                break;
            };
            marks = marks.over(*found);
            next = parent.as_deref();
        }
        marks
    }
}

fn marks(properties: &Element) -> Marks {
    let on = |name: &str| properties.attribute(name).map(|value| value != "none");
    let struck = on("text-line-through-style").or_else(|| on("text-line-through-type"));
    let hidden = properties.attribute("display").map(|value| value == "none");
    let weight = properties.attribute("font-weight");
    Marks {
        gone: match (struck, hidden) {
            (None, None) => None,
            (struck, hidden) => Some(struck == Some(true) || hidden == Some(true)),
        },
        bold: weight.map(|weight| !matches!(weight, "normal" | "100" | "200" | "300" | "400")),
    }
}
