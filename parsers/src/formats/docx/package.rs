//! Where the parts of a Word document are: its main text, styles, lists, notes, page margins and link targets.
//!
//! Follows the relationships of the package, so that odd part names are read too. It does not look into the texts.

use std::collections::HashMap;

use crate::document::Document;
use crate::formats::Trouble;
use crate::formats::archive::Archive;
use crate::formats::docx::chunks;
use crate::formats::xml::{self, Element};

/// More headers and footers than any document needs.
const MAX_MARGINS: usize = 30;
/// The longest target of a link; a thousand links may share one.
const MAX_TARGET: usize = 8_000;

/// The parts that carry text or say how it is shown.
pub(super) struct Package {
    pub(super) main: Element,
    pub(super) styles: Option<Element>,
    pub(super) numbering: Option<Element>,
    pub(super) footnotes: Option<Part>,
    pub(super) endnotes: Option<Part>,
    pub(super) headers: Vec<Part>,
    pub(super) footers: Vec<Part>,
    /// Texts that are taken in from other files, in the order of their relationships.
    pub(super) chunks: Vec<Document>,
    /// Targets of links in the main text, by relationship id.
    pub(super) targets: Targets,
}

/// A part with its own relationships.
pub(super) struct Part {
    pub(super) root: Element,
    pub(super) targets: Targets,
}

/// Link targets by relationship id.
pub(super) type Targets = HashMap<String, String>;

/// Opens a document.
pub(super) fn open(bytes: &[u8]) -> Result<Package, Trouble> {
    if !bytes.starts_with(b"PK") && looks_like_xml(bytes) {
        return flat(bytes);
    }
    let mut archive = Archive::open(bytes)?;
    let start = relationships(&mut archive, "");
    let main_name = start
        .iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target.clone());
    let main = match archive.xml(&main_name)? {
        Some(main) => main,
        None => archive.xml("word/document.xml")?.ok_or(Trouble::Unreadable)?,
    };
    let relations = relationships(&mut archive, &main_name);
    let first = |kind: &str| {
        relations
            .iter()
            .find(|relation| relation.kind == kind)
            .map(|relation| relation.target.clone())
    };
    let mut all = |kind: &str| -> Vec<Part> {
        let wanted = relations
            .iter()
            .filter(|relation| relation.kind == kind)
            .take(MAX_MARGINS);
        wanted
            .filter_map(|relation| part(&mut archive, &relation.target))
            .collect()
    };
    let (headers, footers) = (all("header"), all("footer"));
    let (mut footnotes, mut endnotes) = (all("footnotes"), all("endnotes"));
    let chunks: Vec<String> = relations
        .iter()
        .filter(|relation| relation.kind == "aFChunk")
        .map(|relation| relation.target.clone())
        .collect();
    Ok(Package {
        main,
        chunks: chunks::read(&mut archive, &chunks)?,
        styles: first("styles").and_then(|name| archive.optional_xml(&name)),
        numbering: first("numbering").and_then(|name| archive.optional_xml(&name)),
        footnotes: footnotes.pop(),
        endnotes: endnotes.pop(),
        headers,
        footers,
        targets: targets(&relations),
    })
}

/// Word 2003's XML, or a package written as one XML file.
fn flat(bytes: &[u8]) -> Result<Package, Trouble> {
    let root = xml::parse(bytes, &mut xml::Budget::default())?;
    let known = root.name.starts_with("w:") || root.name.starts_with("pkg:");
    if !known || root.find("w:body").is_none() {
        return Err(Trouble::Unreadable);
    }
    Ok(Package {
        main: root,
        chunks: Vec::new(),
        styles: None,
        numbering: None,
        footnotes: None,
        endnotes: None,
        headers: Vec::new(),
        footers: Vec::new(),
        targets: Targets::new(),
    })
}

fn looks_like_xml(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(400)];
    let text = String::from_utf8_lossy(start);
    text.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
}

fn part(archive: &mut Archive<'_>, name: &str) -> Option<Part> {
    let root = archive.optional_xml(name)?;
    let relations = relationships(archive, name);
    Some(Part {
        root,
        targets: targets(&relations),
    })
}

/// One line of a relationships part.
struct Relation {
    id: String,
    /// The last word of its type: the namespaces before it differ between the editions of the standard.
    kind: String,
    target: String,
}

fn targets(relations: &[Relation]) -> Targets {
    let links = relations.iter().filter(|relation| relation.kind == "hyperlink");
    links
        .filter(|relation| relation.target.len() <= MAX_TARGET)
        .map(|relation| (relation.id.clone(), relation.target.clone()))
        .collect()
}

/// The relationships of a part, or of the package itself.
fn relationships(archive: &mut Archive<'_>, source: &str) -> Vec<Relation> {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(root) = archive.optional_xml(&format!("{folder}{slash}_rels/{file}.rels")) else {
        return Vec::new();
    };
    let relation = |element: &Element| {
        let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
        let target = element.attribute("Target")?;
        let inside = kind != "hyperlink" && element.attribute("TargetMode") != Some("External");
        Some(Relation {
            id: element.attribute("Id").unwrap_or_default().to_owned(),
            target: if inside {
                resolve(folder, target)
            } else {
                target.to_owned()
            },
            kind,
        })
    };
    root.elements().filter_map(relation).take(10_000).collect()
}

/// A target as a name in the archive.
fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_names_in_the_archive() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/header1.xml"), "word/header1.xml");
        assert_eq!(resolve("a/b", "../c.xml"), "a/c.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}
