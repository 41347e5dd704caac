//! HTML as a mail client shows it: lines, list items and table rows.
//!
//! Hidden and struck-through text is not there. `guard` bounds a text before the tree is built. Tables are laid out in `formats::html_table`.

mod guard;
mod tree;

use std::sync::LazyLock;

use ego_tree::NodeRef;
use regex::Regex;
use scraper::Node;
use scraper::node::Element;

use crate::document::{Document, Image, Link};
use crate::formats::html_table;
use crate::formats::plain::MAX_LINES;

/// Deeper than the guard lets through, with the elements that it does not count.
const MAX_DEPTH: usize = 1_000;
/// A page of text is a few kilobytes; pictures inside of the text do not count.
const MAX_BYTES: usize = 4 * 1024 * 1024;

static DATA: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"data:[A-Za-z0-9+/;=,.-]{1000,}"#).expect("a valid pattern"));
static SIZE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(width|height)\s*:\s*([\d.]+)(px|pt|in)?").expect("a valid pattern"));

/// Whether a tree may be made of it.
pub(crate) fn is_bounded(html: &str) -> bool {
    html.len() <= MAX_BYTES && guard::is_bounded(html)
}

/// Turns HTML into a document; none when it is beyond the bounds.
pub(crate) fn read(part: &str, html: &str) -> Option<Document> {
    let without_pictures;
    let html = if html.len() > MAX_BYTES {
        without_pictures = DATA.replace_all(html, "").into_owned();
        without_pictures.as_str()
    } else {
        html
    };
    if html.len() > MAX_BYTES || !guard::is_bounded(html) {
        return None;
    }
    let tree = tree::of(html)?;
    let mut render = Renderer::new(Document::new(part));
    for child in tree.tree.root().children() {
        render.walk(child, Context::default());
    }
    render.flush();
    (!render.is_full()).then_some(render.doc)
}

/// What the elements around a node say about it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    quote: usize,
    list: usize,
    pre: bool,
    bold: bool,
    depth: usize,
}

impl Context {
    /// How deep the place is quoted.
    pub(crate) fn quote(self) -> usize {
        self.quote
    }
}

/// Writes lines into a document while the tree is walked.
pub(crate) struct Renderer {
    pub(crate) doc: Document,
    line: String,
    bold: usize,
    mark: Option<usize>,
    quote: usize,
}

impl Renderer {
    pub(crate) fn new(doc: Document) -> Self {
        Self {
            doc,
            line: String::new(),
            bold: 0,
            mark: None,
            quote: 0,
        }
    }

    /// Whether there are more lines than are read: nothing is added to them any more.
    pub(crate) fn is_full(&self) -> bool {
        self.doc.lines.len() > MAX_LINES
    }

    /// Renders a node and what is in it.
    pub(crate) fn walk(&mut self, node: NodeRef<'_, Node>, context: Context) {
        if context.depth > MAX_DEPTH || self.is_full() {
            return;
        }
        let context = Context {
            depth: context.depth + 1,
            ..context
        };
        match node.value() {
            Node::Text(text) => self.text(text, context),
            Node::Element(element) => self.element(node, element, context),
            Node::Document | Node::Fragment => {
                for child in node.children() {
                    self.walk(child, context);
                }
            }
            Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {}
        }
    }

    fn text(&mut self, text: &str, context: Context) {
        for c in text.chars() {
            if context.pre && c == '\n' {
                self.break_line(context);
            } else if c.is_ascii_whitespace() && !(context.pre && c != '\r') {
                if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                    self.line.push(' ');
                }
            } else {
                self.quote = context.quote;
                self.line.push(c);
                if context.bold && !c.is_whitespace() {
                    self.bold += 1;
                }
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_, Node>, element: &Element, context: Context) {
        let name = element.name();
        if is_gone(element) {
            return;
        }
        match name {
            "br" => self.break_line(context),
            "hr" => {
                self.flush();
                self.blank();
            }
            "img" => self.image(element),
            "input" => self.input(element),
            "table" => {
                self.flush();
                html_table::render(self, node, context);
                self.flush();
                self.blank();
            }
            "a" => self.link(node, element, context),
            _ => self.container(node, element, context),
        }
    }

    fn container(&mut self, node: NodeRef<'_, Node>, element: &Element, mut context: Context) {
        let name = element.name();
        let block = is_block(name);
        if block {
            self.flush();
        }
        match name {
            "blockquote" if !is_indent(element) => context.quote += 1,
            "ul" | "ol" => context.list += 1,
            "li" => self.mark = Some(context.list.saturating_sub(1)),
            "pre" => context.pre = true,
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => context.bold = true,
            _ => {}
        }
        if style(element).contains("white-space:pre") {
            context.pre = true;
        }
        self.children(node, context);
        if block {
            self.flush();
        }
        let spaced = match name {
            "p" => !element.attr("class").unwrap_or_default().contains("Mso"),
            "ul" | "ol" => context.list <= 1,
            "h1" | "h2" | "h3" | "blockquote" | "pre" => true,
            _ => false,
        };
        if spaced {
            self.blank();
        }
    }

    pub(crate) fn children(&mut self, node: NodeRef<'_, Node>, context: Context) {
        for child in node.children() {
            self.walk(child, context);
        }
    }

    fn link(&mut self, node: NodeRef<'_, Node>, element: &Element, context: Context) {
        let from = self.line.len();
        let lines = self.doc.lines.len();
        self.children(node, context);
        let href = element.attr("href").unwrap_or_default().trim();
        if let Some(address) = href.strip_prefix("mailto:").or_else(|| href.strip_prefix("MAILTO:")) {
            let address = address.split('?').next().unwrap_or_default().trim();
            let shown = if self.doc.lines.len() == lines {
                self.line.get(from..).unwrap_or_default()
            } else {
                "@"
            };
            if !address.is_empty() && !shown.contains(['@', '＠']) && !shown.contains(address) {
                self.line.push_str(&format!(" <{address}>"));
            }
        } else if href.starts_with("http") {
            self.doc.links.push(Link {
                address: href.to_owned(),
                at: self.doc.text.len() + from,
            });
        }
    }

    fn image(&mut self, element: &Element) {
        let Some(content_id) = element.attr("src").and_then(|src| src.strip_prefix("cid:")) else {
            return;
        };
        let size = |name: &str| {
            let attribute = element
                .attr(name)
                .and_then(|text| text.trim_end_matches("px").parse::<f64>().ok());
            let styled = SIZE
                .captures_iter(element.attr("style").unwrap_or_default())
                .find(|found| &found[1] == name);
            let styled = styled.and_then(|found| {
                let unit = if found.get(3).is_some_and(|unit| unit.as_str() == "in") {
                    96.0
                } else {
                    1.0
                };
                found[2].parse::<f64>().ok().map(|value| value * unit)
            });
            attribute.or(styled).map(pixels)
        };
        self.doc.images.push(Image {
            content_id: content_id.to_owned(),
            width: size("width"),
            height: size("height"),
            at: self.doc.text.len() + self.line.len(),
        });
    }

    fn input(&mut self, element: &Element) {
        let kind = element.attr("type").unwrap_or_default();
        if kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio") {
            self.line.push_str(if element.attr("checked").is_some() {
                "☒ "
            } else {
                "☐ "
            });
        }
    }

    fn break_line(&mut self, context: Context) {
        // A text of nothing but line ends is one node, and a line takes a hundred bytes.
        if self.is_full() {
            return;
        }
        if self.line.is_empty() && self.mark.is_none() {
            self.doc.push_line("", context.quote, None);
        } else {
            self.quote = context.quote;
            self.write();
        }
    }

    /// Ends the line, if there is one.
    pub(crate) fn flush(&mut self) {
        if !self.line.is_empty() {
            self.write();
        }
    }

    /// Puts one empty line, unless there is one.
    pub(crate) fn blank(&mut self) {
        if self.doc.lines.last().is_some_and(|line| !line.span.is_empty()) {
            self.doc.push_line("", self.quote, None);
        }
    }

    fn write(&mut self) {
        let text = std::mem::take(&mut self.line);
        let bold = std::mem::take(&mut self.bold);
        let text = text.trim();
        if text.is_empty() {
            self.doc.push_line("", self.quote, None);
            return;
        }
        let mark = self.mark.take();
        let shown = mark.map_or_else(
            || text.to_owned(),
            |depth| format!("{}• {text}", "  ".repeat(depth.min(8))),
        );
        let span = self.doc.push_line(&shown, self.quote, mark);
        if let Some(line) = self.doc.lines.last_mut() {
            let (typed, skip) = crate::formats::plain::list_mark(text);
            line.span.start = span.end - text.len() + skip;
            line.list = line.list.or(typed);
            line.heading = bold > 0 && bold == text.chars().filter(|c| !c.is_whitespace()).count();
        }
    }
}

/// Sizes beyond any screen are as good as a big one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a range that fits"
)]
fn pixels(value: f64) -> u32 {
    value.clamp(0.0, 100_000.0) as u32
}

fn style(element: &Element) -> String {
    element
        .attr("style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Whether the element shows nothing: hidden, struck through, or not text at all.
fn is_gone(element: &Element) -> bool {
    let name = element.name();
    if matches!(
        name,
        "head" | "style" | "script" | "title" | "template" | "object" | "svg" | "s" | "strike" | "del"
    ) {
        return true;
    }
    let style = style(element);
    element.attr("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("mso-hide:all")
        || style.contains("line-through")
        || style.contains("font-size:0px")
        || style.contains("font-size:0;")
}

/// A blockquote that only indents quotes nobody.
fn is_indent(element: &Element) -> bool {
    let style = style(element);
    element.attr("type").is_none() && (style.contains("border:none") || style.contains("margin:00040px"))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "blockquote"
            | "pre"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "center"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "form"
            | "fieldset"
            | "body"
    )
}
