//! What RTF's groups, fonts and fields remember while they are open.

use std::collections::HashMap;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Text,
    Skip,
    Fonts,
    /// The instruction of a field.
    Instruction,
    /// An item of a drop-down.
    Item,
    /// A text in two editions: the older one is passed over.
    Editions,
    /// An embedded object: only its shown result is read.
    Object,
}

/// What a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Main,
    Margin,
    Note,
    Box,
}

/// What a group inherits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) target: Target,
    pub(super) font: i32,
    pub(super) unicode_skip: usize,
    pub(super) bold: bool,
    /// It is the mark of a list item.
    pub(super) mark: bool,
    vanish: bool,
    strike: bool,
    deleted: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            target: Target::Text,
            font: -1,
            unicode_skip: 1,
            bold: false,
            mark: false,
            vanish: false,
            strike: false,
            deleted: false,
        }
    }
}

impl Group {
    pub(super) fn is_hidden(&self) -> bool {
        self.vanish || self.strike || self.deleted
    }

    /// Takes a word about characters; false when it is none.
    pub(super) fn word(&mut self, word: &[u8], number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            b"v" => self.vanish = on,
            b"strike" | b"striked" => self.strike = on,
            b"deleted" | b"mvf" => self.deleted = on,
            b"b" => self.bold = on,
            b"f" => self.font = number.unwrap_or(-1),
            b"plain" => (self.vanish, self.strike, self.bold, self.font) = (false, false, false, -1),
            b"uc" => {
                self.unicode_skip = number
                    .and_then(|number| usize::try_from(number).ok())
                    .unwrap_or(1)
                    .min(8);
            }
            _ => return false,
        }
        true
    }
}

/// What a group is for, by its first word; none for words about something else.
pub(super) fn target(word: &[u8], around: Target) -> Option<Target> {
    Some(match word {
        b"fonttbl" => Target::Fonts,
        b"fldinst" => Target::Instruction,
        b"ffl" => Target::Item,
        b"fldrslt" => around,
        b"upr" if around == Target::Text => Target::Editions,
        b"ud" if around == Target::Editions => Target::Text,
        b"object" if around == Target::Text => Target::Object,
        b"result" if around == Target::Object => Target::Text,
        b"formfield" | b"shpinst" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"listtable"
        | b"listoverridetable" | b"generator" | b"nonshppict" | b"shprslt" | b"nonesttables" | b"revtbl"
        | b"filetbl" | b"tc" | b"tcn" | b"xe" | b"upr" | b"private" | b"atnid" | b"atnauthor" | b"listlevel"
        | b"listname" | b"ud" | b"result" | b"annotation" | b"sp" | b"ffname" | b"object" | b"objdata"
        | b"bkmkstart" | b"bkmkend" | b"ftnsep" | b"ftnsepc" | b"aftnsep" | b"aftnsepc" | b"ftncn" | b"aftncn" => {
            Target::Skip
        }
        _ => return None,
    })
}

/// A font as far as it matters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    pub(super) code_page: Option<u32>,
    pub(super) symbols: bool,
}

/// The font table, and the code page of text without a font.
#[derive(Debug)]
pub(super) struct Fonts {
    known: Vec<Font>,
    /// Where a font stands in the table, by its number: every character asks for its font.
    places: HashMap<i32, usize>,
    name: String,
    pub(super) default_page: u32,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            known: Vec::new(),
            places: HashMap::new(),
            name: String::new(),
            default_page: 1252,
        }
    }
}

impl Fonts {
    pub(super) fn get(&self, number: i32) -> Font {
        let found = self.places.get(&number).and_then(|place| self.known.get(*place));
        found.copied().unwrap_or_default()
    }

    pub(super) fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"f" if self.known.len() < 500 => {
                self.places.entry(number.unwrap_or(0)).or_insert(self.known.len());
                self.known.push(Font::default());
                self.name.clear();
            }
            b"fcharset" => {
                if let Some(font) = self.known.last_mut() {
                    font.code_page = number
                        .and_then(crate::formats::charset::code_page_of_font)
                        .filter(|page| *page != 1252);
                }
            }
            _ => {}
        }
    }

    pub(super) fn name(&mut self, c: char) {
        if self.name.len() < 40 {
            self.name.push(c.to_ascii_lowercase());
        }
        if let Some(font) = self.known.last_mut() {
            font.symbols = self.name.trim_start().starts_with("wingdings");
        }
    }
}

/// A field while it is read.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) depth: usize,
    /// How much of the paragraph stood before its result.
    pub(super) from: usize,
    pub(super) text: String,
    pub(super) items: Vec<String>,
    kind: Option<i32>,
    result: Option<i32>,
    default: i32,
}

impl Field {
    pub(super) fn new(depth: usize, from: usize) -> Self {
        Self {
            depth,
            from,
            text: String::new(),
            items: Vec::new(),
            kind: None,
            result: None,
            default: 0,
        }
    }

    pub(super) fn instruction(&mut self, c: char) {
        if self.text.len() < 4_000 {
            self.text.push(c);
        }
    }

    pub(super) fn new_item(&mut self) {
        if self.items.len() < 500 {
            self.items.push(String::new());
        }
    }

    pub(super) fn word(&mut self, word: &[u8], number: i32) {
        match word {
            b"fftype" => self.kind = Some(number),
            b"ffres" => self.result = Some(number).filter(|number| *number != 25),
            _ => self.default = number,
        }
    }

    /// The shown value of a check box or drop-down.
    pub(super) fn form_value(&self) -> Option<String> {
        let value = self.result.unwrap_or(self.default);
        match self.kind? {
            1 => Some(if value == 1 { "☒ " } else { "☐ " }.to_owned()),
            2 => self.items.get(usize::try_from(value).ok()?).cloned(),
            _ => None,
        }
    }
}
