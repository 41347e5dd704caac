//! How much text an .xlsx comes to when every cell has its own copy, as calamine keeps it.
//!
//! One long text that a hundred thousand cells share is some kilobytes in the file. It counts what calamine would copy.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::formats::Trouble;
use crate::formats::sheet::MAX_TEXT;

/// The lengths of the shared texts, and what may still be copied.
pub(super) struct Texts {
    lengths: Vec<usize>,
    /// The shared text that is read, by its place.
    next: usize,
    open: bool,
    /// What the value of a cell that shows a shared text says so far.
    value: Option<String>,
    left: usize,
}

impl Texts {
    pub(super) fn new() -> Self {
        Self {
            lengths: Vec::new(),
            next: 0,
            open: false,
            value: None,
            left: MAX_TEXT,
        }
    }

    /// Takes what stands in a file of shared texts.
    pub(super) fn shared(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                self.open = true;
                if self.lengths.len() <= self.next {
                    self.lengths.push(0);
                }
            }
            Event::Empty(element) if element.local_name().as_ref() == "si" => {
                self.next += 1;
                if self.lengths.len() < self.next {
                    self.lengths.push(0);
                }
            }
            Event::End(element) if element.local_name().as_ref() == "si" && self.open => {
                self.open = false;
                self.next += 1;
            }
            Event::Text(text) => self.count(text.xml_content(XmlVersion::Implicit1_0).len()),
            Event::CData(text) => self.count(text.xml_content(XmlVersion::Implicit1_0).len()),
            // No character takes more.
            Event::GeneralRef(_) => self.count(4),
            Event::Start(_)
            | Event::Empty(_)
            | Event::End(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
    }

    fn count(&mut self, length: usize) {
        if let Some(found) = self.lengths.get_mut(self.next).filter(|_| self.open) {
            *found += length;
        }
    }

    /// Takes what stands in a sheet; too much of it is refused.
    pub(super) fn sheet(&mut self, event: &Event<'_>) -> Result<(), Trouble> {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                self.value = shows_shared(element).then(String::new);
            }
            Event::End(element) if element.local_name().as_ref() == "c" => {
                if let Some(value) = self.value.take() {
                    let length = match value.trim().parse::<usize>() {
                        Ok(index) => self.lengths.get(index).copied().unwrap_or(0),
                        // Written in a way of its own, it may be any of them.
                        Err(_) => self.lengths.iter().copied().max().unwrap_or(0),
                    };
                    self.left = self.left.checked_sub(length).ok_or(Trouble::Unreadable)?;
                }
            }
            Event::Text(text) => {
                if let Some(value) = &mut self.value {
                    value.push_str(&text.xml_content(XmlVersion::Implicit1_0));
                }
            }
            Event::CData(_) | Event::GeneralRef(_) => {
                if let Some(value) = &mut self.value {
                    value.push('?');
                }
            }
            Event::Start(_)
            | Event::Empty(_)
            | Event::End(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
        Ok(())
    }
}

fn shows_shared(cell: &BytesStart<'_>) -> bool {
    let kind = cell
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.as_ref() == "t");
    kind.is_some_and(|kind| !matches!(&*kind.value, "b" | "d" | "e" | "inlineStr" | "n" | "str"))
}
