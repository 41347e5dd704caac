//! Rich text (.rtf): a small bounded reader of paragraphs, lists, table rows, fields, notes and text boxes.
//!
//! Seen: Word, WordPad, LibreOffice, Apple TextEdit, Outlook's compressed bodies; code pages by font. Deleted, struck and
//! hidden text is passed over. A file that ends within a group is cut off and refused. Incomplete support: tables inside
//! of cells are read as lines of their cell; pictures and embedded objects are passed over.

pub(crate) mod html;
mod lexer;
mod state;
mod story;
#[cfg(test)]
mod tests;

use encoding_rs::Encoding;

use crate::document::{Document, Link};
use crate::formats::docx::{letter_of_symbols, link_address};
use crate::formats::{Trouble, charset};
use lexer::{Lexer, Token};
use state::{Field, Fonts, Group, Kind, Target};
use story::Story;

const MAX_GROUPS: usize = 250;
/// Header, footer, note and text box inside each other; nobody nests deeper.
const MAX_STORIES: usize = 8;
/// Lines of all of them together.
const MAX_KEPT_LINES: usize = 20_000;

/// Whether bytes begin like RTF.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads an .rtf into a document.
pub(crate) fn read(part: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    if !is_rtf(bytes) {
        return Err(Trouble::Unreadable);
    }
    if let Some(text) = html::extract(bytes) {
        return crate::formats::html::read(part, &text).ok_or(Trouble::Unreadable);
    }
    let mut reader = Reader::new(part);
    let mut lexer = Lexer::new(bytes);
    while let Some(token) = lexer.next() {
        if token == Token::Close && reader.stack.len() == 1 {
            return Ok(reader.finish());
        }
        reader.token(token, &mut lexer)?;
    }
    // The last group was never closed: the end of the file is missing.
    Err(Trouble::Unreadable)
}

struct Reader {
    stack: Vec<Group>,
    group: Group,
    /// A group has just begun.
    fresh: bool,
    /// It began with `\*`: an unknown word passes over it.
    starred: bool,
    fonts: Fonts,
    fields: Vec<Field>,
    pending: Vec<u8>,
    skip: usize,
    story: Story,
    outer: Vec<Story>,
    notes: Vec<Document>,
    margins: Vec<Document>,
    /// Lines of headers, notes and text boxes so far.
    kept: usize,
    /// The first half of a character outside of the basic plane.
    surrogate: Option<u16>,
}

impl Reader {
    fn new(part: &str) -> Self {
        Self {
            stack: Vec::new(),
            group: Group::default(),
            fresh: false,
            starred: false,
            fonts: Fonts::default(),
            fields: Vec::new(),
            pending: Vec::new(),
            skip: 0,
            story: Story::new(part, Kind::Main, 0),
            outer: Vec::new(),
            notes: Vec::new(),
            margins: Vec::new(),
            kept: 0,
            surrogate: None,
        }
    }

    fn token(&mut self, token: Token<'_>, lexer: &mut Lexer<'_>) -> Result<(), Trouble> {
        match token {
            Token::Open => {
                self.flush();
                if self.stack.len() >= MAX_GROUPS {
                    return Err(Trouble::Unreadable);
                }
                self.stack.push(self.group);
                self.skip = 0;
                self.fresh = true;
                return Ok(());
            }
            Token::Close => {
                self.flush();
                self.close()?;
                self.skip = 0;
            }
            Token::Byte(byte) => {
                self.fresh = false;
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.pending.push(byte);
                    if self.pending.len() > 4_000 {
                        self.flush();
                        self.story.page.check()?;
                    }
                }
                return Ok(());
            }
            Token::Symbol(symbol) => {
                self.flush();
                self.symbol(symbol);
            }
            Token::Word(b"bin", number) => {
                lexer.pass_over(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0));
            }
            Token::Word(word, number) => {
                self.flush();
                self.word(word, number);
            }
        }
        self.story.page.check()
    }

    /// Writes the bytes that wait, in the encoding of the current font.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.fonts.get(self.group.font);
        let encoding: &'static Encoding = charset::of_code_page(font.code_page.unwrap_or(self.fonts.default_page));
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        for c in text.chars() {
            self.put(c);
        }
    }

    fn put(&mut self, c: char) {
        match self.group.target {
            Target::Skip | Target::Editions | Target::Object => {}
            Target::Fonts => self.fonts.name(c),
            Target::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction(c);
                }
            }
            Target::Item => {
                if let Some(item) = self.fields.last_mut().and_then(|field| field.items.last_mut()) {
                    item.push(c);
                }
            }
            Target::Text if self.group.is_hidden() => {}
            // Bullets come in fonts of their own, under code pages they are not in.
            Target::Text if self.group.mark && c == char::REPLACEMENT_CHARACTER => self.story.page.put('•'),
            Target::Text => {
                if self.fonts.get(self.group.font).symbols && !c.is_whitespace() {
                    self.story.page.put_str(letter_of_symbols(c));
                } else {
                    self.story.page.put(c);
                }
                if !c.is_whitespace() {
                    self.story.bold |= self.group.bold;
                    self.story.plain |= !self.group.bold;
                }
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        let fresh = std::mem::take(&mut self.fresh);
        match symbol {
            b'*' => self.starred = fresh,
            b'~' => self.put('\u{a0}'),
            b'_' => self.put('-'),
            b'\\' | b'{' | b'}' if self.skip > 0 => self.skip -= 1,
            b'\\' | b'{' | b'}' => self.put(char::from(symbol)),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let starred = std::mem::take(&mut self.starred);
        self.fresh = false;
        if self.enter(word) {
            return;
        }
        if starred {
            self.group.target = Target::Skip;
            return;
        }
        if self.group.target == Target::Fonts {
            self.fonts.word(word, number);
            return;
        }
        if self.group.word(word, number) || self.story.table_word(word, self.group.target == Target::Text) {
            return;
        }
        let number = number.unwrap_or(0);
        match word {
            b"par" | b"sect" | b"page" => self.end_paragraph(),
            b"line" | b"lbr" => self.put_break(),
            b"tab" => self.put('\t'),
            b"u" => self.unicode(number),
            b"emdash" => self.put('—'),
            b"endash" => self.put('–'),
            b"bullet" => self.put('•'),
            b"lquote" => self.put('‘'),
            b"rquote" => self.put('’'),
            b"ldblquote" => self.put('“'),
            b"rdblquote" => self.put('”'),
            b"emspace" | b"enspace" | b"qmspace" => self.put(' '),
            b"ansicpg" => self.fonts.default_page = u32::try_from(number).unwrap_or(1252),
            b"mac" => self.fonts.default_page = 10000,
            b"ilvl" => self.story.level = usize::try_from(number).unwrap_or(0).min(8),
            b"outlinelevel" => self.story.heading = number < 9,
            b"fftype" | b"ffres" | b"ffdefres" => {
                if let Some(field) = self.fields.last_mut() {
                    field.word(word, number);
                }
            }
            _ => {}
        }
    }

    /// Words that say what their group is.
    fn enter(&mut self, word: &[u8]) -> bool {
        let kind = match word {
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr" | b"footerf" => {
                Kind::Margin
            }
            b"footnote" => Kind::Note,
            b"shptxt" => Kind::Box,
            b"field" => {
                if self.fields.len() < MAX_GROUPS {
                    self.fields
                        .push(Field::new(self.stack.len(), self.story.page.line().len()));
                }
                return true;
            }
            b"listtext" | b"pntext" => {
                self.group.mark = true;
                return true;
            }
            _ => {
                return match state::target(word, self.group.target) {
                    Some(Target::Item) => {
                        if let Some(field) = self.fields.last_mut() {
                            field.new_item();
                        }
                        self.group.target = Target::Item;
                        true
                    }
                    Some(target) => {
                        self.group.target = target;
                        true
                    }
                    None => false,
                };
            }
        };
        if self.outer.len() < MAX_STORIES && !self.group.is_hidden() {
            let story = Story::new("", kind, self.stack.len());
            self.outer.push(std::mem::replace(&mut self.story, story));
            self.group.target = Target::Text;
            self.group.mark = false;
        } else {
            self.group.target = Target::Skip;
        }
        true
    }

    fn put_break(&mut self) {
        if self.group.target == Target::Text && !self.group.is_hidden() {
            self.story.page.put('\n');
        }
    }

    fn end_paragraph(&mut self) {
        // The mark of a deleted paragraph goes with it: the next one goes on in the same line.
        if self.group.target == Target::Text && !self.group.is_hidden() {
            self.story.end_paragraph();
        }
    }

    fn unicode(&mut self, number: i32) {
        self.skip = self.group.unicode_skip;
        let Ok(code) = u16::try_from(if number < 0 { number + 65_536 } else { number }) else {
            return;
        };
        let units = match self.surrogate.take() {
            Some(first) => vec![first, code],
            None if (0xd800..0xdc00).contains(&code) => {
                self.surrogate = Some(code);
                return;
            }
            None => vec![code],
        };
        for c in char::decode_utf16(units).flatten() {
            if ('\u{f020}'..='\u{f0ff}').contains(&c) {
                letter_of_symbols(c).chars().for_each(|c| self.put(c));
            } else {
                self.put(c);
            }
        }
    }

    fn close(&mut self) -> Result<(), Trouble> {
        self.starred = false;
        let depth = self.stack.len();
        let Some(before) = self.stack.pop() else { return Ok(()) };
        if self.group.mark && !before.mark {
            self.story.page.take_mark();
            self.story.list = Some(self.story.level);
        }
        if self.fields.last().is_some_and(|field| field.depth == depth) && depth > 0 {
            self.end_field(before);
        }
        if self.story.depth == depth && !self.outer.is_empty() {
            self.end_story()?;
        }
        self.group = before;
        Ok(())
    }

    fn end_field(&mut self, around: Group) {
        let Some(field) = self.fields.pop() else { return };
        if around.target != Target::Text || around.is_hidden() {
            return;
        }
        if let Some(value) = field.form_value() {
            self.story.page.put_str(&value);
        }
        let Some(address) = link_address(&field.text) else {
            return;
        };
        let shown = self.story.page.line().get(field.from..).unwrap_or_default();
        if let Some(mail) = address.strip_prefix("mailto:") {
            let mail = mail.split('?').next().unwrap_or_default().trim();
            if !shown.is_empty() && !shown.contains('@') && mail.contains('@') {
                self.story.page.put_str(&format!(" <{mail}>"));
            }
        } else if address.starts_with("http") && self.story.page.doc.links.len() < 1_000 {
            let at = self.story.page.doc.text.len() + self.story.page.line().len();
            self.story.page.doc.links.push(Link {
                address: address.to_owned(),
                at,
            });
        }
    }

    fn end_story(&mut self) -> Result<(), Trouble> {
        let Some(outer) = self.outer.pop() else { return Ok(()) };
        let story = std::mem::replace(&mut self.story, outer);
        let (kind, text) = (story.kind, story.page.finish());
        self.kept += 1 + text.lines.len();
        match kind {
            Kind::Box | Kind::Main => self.story.boxes.push(text),
            Kind::Note => self.notes.push(text),
            Kind::Margin => self.margins.push(text),
        }
        if self.kept > MAX_KEPT_LINES {
            Err(Trouble::Unreadable)
        } else {
            Ok(())
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        let boxes = std::mem::take(&mut self.story.boxes);
        let mut document = self.story.page.finish();
        for text in boxes.into_iter().chain(self.notes).chain(self.margins) {
            document.append(text);
        }
        document
    }
}
