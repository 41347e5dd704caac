//! XML of documents as a small bounded tree, its names freed from the prefixes a file happens to use.
//!
//! Names are `w:p`, `text:p` whatever the file writes; attributes keep their local name only. It knows no format.
//! Documents with a DOCTYPE are refused, so there are no entities to expand.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::formats::Trouble;

/// The largest XML file inside a document that is read.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Deeper than any page; walks over the tree are recursive.
const MAX_DEPTH: usize = 256;

/// How many elements, texts and attributes may still be kept. One budget is for all files of a document: with their
/// names, 400,000 nodes and as many attributes stay under 100 MB.
pub(crate) struct Budget {
    nodes: usize,
    attributes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            nodes: 400_000,
            attributes: 400_000,
        }
    }
}

/// The names that readers use for the namespaces they know.
const NAMESPACES: [(&str, &str); 21] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", "w"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2012/wordml", "w15"),
    (
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wps",
    ),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "x"),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", "pkg"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:form:1.0", "form"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
];

/// An element or a piece of text.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with what is in it.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    /// An element with nothing inside.
    pub(crate) fn empty() -> Self {
        Self {
            name: Rc::from(""),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// The elements directly inside.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly inside.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The element at the end of a path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element of a name anywhere inside.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| {
            if &*element.name == name {
                Some(element)
            } else {
                element.find(name)
            }
        })
    }

    /// Whether one of these elements is anywhere inside; in doubt, when there is too much to look through, it is.
    pub(crate) fn holds(&self, names: &[&str], left: &mut usize) -> bool {
        self.elements().any(|element| {
            *left = left.saturating_sub(1);
            *left == 0 || names.contains(&&*element.name) || element.holds(names, left)
        })
    }

    /// An attribute by its local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| &**key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The text directly inside.
    pub(crate) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// Reads a file into a tree and gives its root element.
pub(crate) fn parse(bytes: &[u8], budget: &mut Budget) -> Result<Element, Trouble> {
    if bytes.len() > MAX_BYTES {
        return Err(Trouble::Unreadable);
    }
    let mut reader = NsReader::from_reader(bytes);
    let mut builder = Builder {
        open: Vec::new(),
        root: None,
        names: HashSet::new(),
        budget,
    };
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Trouble::Unreadable)? {
            Event::Start(start) => {
                let element = builder.element(&reader, &start)?;
                builder.open.push(element);
                if builder.open.len() > MAX_DEPTH {
                    return Err(Trouble::Unreadable);
                }
            }
            Event::Empty(empty) => {
                let element = builder.element(&reader, &empty)?;
                builder.put(Node::Element(element))?;
            }
            Event::End(_) => {
                let element = builder.open.pop().ok_or(Trouble::Unreadable)?;
                builder.put(Node::Element(element))?;
            }
            Event::Text(text) => builder.text(&text.xml_content(XmlVersion::Implicit1_0))?,
            Event::CData(text) => builder.text(&text.xml_content(XmlVersion::Implicit1_0))?,
            Event::GeneralRef(reference) => {
                let found = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) | Err(_) => resolve_predefined_entity(&reference).map(str::to_owned),
                };
                builder.text(&found.unwrap_or_default())?;
            }
            Event::DocType(_) => return Err(Trouble::Unreadable),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        buffer.clear();
    }
    if builder.open.is_empty() {
        builder.root.ok_or(Trouble::Unreadable)
    } else {
        Err(Trouble::Unreadable)
    }
}

struct Builder<'b> {
    open: Vec<Element>,
    root: Option<Element>,
    names: HashSet<Rc<str>>,
    budget: &'b mut Budget,
}

impl Builder<'_> {
    fn element(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, Trouble> {
        let (space, local) = reader.resolver().resolve_element(start.name());
        let prefix = match space {
            ResolveResult::Bound(Namespace(uri)) => NAMESPACES
                .iter()
                .find(|(known, _)| *known == uri)
                .map_or("?", |(_, prefix)| prefix),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => "?",
        };
        let name = self.name(&format!("{prefix}:{}", local.as_ref()));
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Trouble::Unreadable)?;
            let key = attribute.key.local_name();
            // The ids of editing sessions are most of what Word writes, and mean nothing here.
            if key.as_ref().starts_with("rsid") || attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            self.budget.attributes = self.budget.attributes.checked_sub(1).ok_or(Trouble::Unreadable)?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| Trouble::Unreadable)?;
            attributes.push((self.name(key.as_ref()), value.into_owned()));
        }
        Ok(Element {
            name,
            attributes,
            children: Vec::new(),
        })
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.names.get(name) {
            return Rc::clone(known);
        }
        let name: Rc<str> = Rc::from(name);
        self.names.insert(Rc::clone(&name));
        name
    }

    fn put(&mut self, node: Node) -> Result<(), Trouble> {
        self.budget.nodes = self.budget.nodes.checked_sub(1).ok_or(Trouble::Unreadable)?;
        match (self.open.last_mut(), node) {
            (Some(parent), node) => parent.children.push(node),
            (None, Node::Element(element)) => self.root = Some(self.root.take().unwrap_or(element)),
            (None, Node::Text(_)) => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Trouble> {
        if text.is_empty() {
            return Ok(());
        }
        // References cut a text into pieces; they are one text all the same.
        if let Some(Node::Text(last)) = self.open.last_mut().and_then(|parent| parent.children.last_mut()) {
            last.push_str(text);
            return Ok(());
        }
        self.put(Node::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Result<Element, Trouble> {
        super::parse(bytes, &mut Budget::default())
    }

    #[test]
    fn prefixes_are_those_of_the_reader() {
        let xml =
            br#"<n:a xmlns:n="http://purl.oclc.org/ooxml/wordprocessingml/main" n:val="1"><n:b>x &amp; y</n:b></n:a>"#;
        let root = parse(xml).unwrap();
        assert_eq!(&*root.name, "w:a");
        assert_eq!(root.attribute("val"), Some("1"));
        assert_eq!(root.child("w:b").unwrap().text(), "x & y");
    }

    #[test]
    fn hostile_trees_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert!(parse(deep.as_bytes()).is_err());
        assert!(parse(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
        assert!(parse(b"<a><b></a>").is_err());
        assert!(parse(format!("<a>{}</a>", "<b/>".repeat(400_000)).as_bytes()).is_err());
    }
}
