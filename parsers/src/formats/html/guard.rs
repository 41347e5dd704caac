//! Bounds HTML before a tree is made of it: html5ever is quadratic in nesting and in the attributes of one tag.
//!
//! Cuts the text into tags as the standard says, because a guard that misreads a quote or a comment can be talked past.
//! It makes no tree: where it cannot tell, it counts too much.

/// Deeper nesting is no mail that a person wrote.
const MAX_DEPTH: usize = 256;
/// A tag that a program wrote has some dozens.
const MAX_ATTRIBUTES: usize = 500;
/// Each becomes a node of some hundred bytes.
const MAX_TAGS: usize = 300_000;
/// html5ever makes a token of each; lines of a page that a program wrote are longer than eight letters.
const MAX_BREAKS: usize = 500_000;

/// Elements that close by themselves, or that only count together with the table or list around them.
const UNCOUNTED: [&str; 29] = [
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "wbr",
];
/// Elements whose content is text, whatever stands in it.
const RAW: [&str; 8] = [
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

/// Whether a tree may be made of it.
pub(super) fn is_bounded(html: &str) -> bool {
    if html.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() > MAX_BREAKS {
        return false;
    }
    let mut scan = Scan {
        html,
        at: 0,
        open: Vec::new(),
        tags: 0,
    };
    while let Some(found) = html.get(scan.at..).and_then(|rest| rest.find('<')) {
        scan.at += found + 1;
        if !scan.step() {
            return false;
        }
    }
    true
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
    open: Vec<String>,
    tags: usize,
}

impl Scan<'_> {
    fn byte(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    /// Goes behind the next of some texts; to the end where there is none.
    fn behind(&mut self, ends: &[&str]) {
        let rest = self.html.get(self.at..).unwrap_or_default();
        let found = ends
            .iter()
            .filter_map(|end| rest.find(end).map(|at| at + end.len()))
            .min();
        self.at += found.unwrap_or(rest.len());
    }

    /// Takes what begins behind a `<`; false when it is beyond the bounds.
    fn step(&mut self) -> bool {
        let rest = &self.html.as_bytes()[self.at..];
        match rest {
            [b'!', b'-', b'-', b'>', ..] | [b'!', b'-', b'-', b'-', b'>', ..] => self.behind(&[">"]),
            [b'!', b'-', b'-', ..] => {
                self.at += 3;
                self.behind(&["-->", "--!>"]);
            }
            [b'!' | b'?', ..] => self.behind(&[">"]),
            [b'/', letter, ..] if letter.is_ascii_alphabetic() => {
                self.at += 1;
                let name = self.name();
                self.attributes();
                self.close(&name);
            }
            [b'/', ..] => self.behind(&[">"]),
            [letter, ..] if letter.is_ascii_alphabetic() => return self.start(),
            _ => {}
        }
        true
    }

    fn start(&mut self) -> bool {
        let name = self.name();
        self.tags += 1;
        if self.attributes() > MAX_ATTRIBUTES || self.tags > MAX_TAGS {
            return false;
        }
        if RAW.contains(&name.as_str()) {
            // Inside of a drawing these are elements like any other; nobody mails that.
            if self.open.iter().any(|open| matches!(open.as_str(), "svg" | "math")) {
                return false;
            }
            let rest = self.html.get(self.at..).unwrap_or_default();
            self.at += end_of_raw(rest, &name);
            return true;
        }
        if name == "plaintext" {
            self.at = self.html.len();
        } else if !UNCOUNTED.contains(&name.as_str()) {
            self.open.push(name);
        }
        self.open.len() <= MAX_DEPTH
    }

    /// Closes an element and what is open inside of it; nothing closes beyond the table it stands in.
    fn close(&mut self, name: &str) {
        for index in (0..self.open.len()).rev() {
            if self.open[index] == name {
                self.open.truncate(index);
                return;
            }
            if self.open[index] == "table" {
                return;
            }
        }
    }

    fn name(&mut self) -> String {
        let rest = &self.html.as_bytes()[self.at..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at += length;
        String::from_utf8_lossy(&rest[..length.min(40)]).to_ascii_lowercase()
    }

    /// Goes behind the end of a tag; says how many attributes it has.
    fn attributes(&mut self) -> usize {
        let mut count = 0;
        loop {
            while self
                .byte()
                .is_some_and(|byte| byte.is_ascii_whitespace() || byte == b'/')
            {
                self.at += 1;
            }
            match self.byte() {
                None => return count,
                Some(b'>') => {
                    self.at += 1;
                    return count;
                }
                Some(_) => {
                    count += 1;
                    self.attribute();
                }
            }
        }
    }

    fn attribute(&mut self) {
        // A name may begin with "=", but goes on to the next one.
        self.at += 1;
        self.while_not(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        self.while_not(|byte| !byte.is_ascii_whitespace());
        if self.byte() != Some(b'=') {
            return;
        }
        self.at += 1;
        self.while_not(|byte| !byte.is_ascii_whitespace());
        match self.byte() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.while_not(|byte| byte == quote);
                self.at = (self.at + 1).min(self.html.len());
            }
            Some(b'>') | None => {}
            Some(_) => self.while_not(|byte| byte.is_ascii_whitespace() || byte == b'>'),
        }
    }

    fn while_not(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = &self.html.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
    }
}

/// Where the end tag of a raw element begins; at the end where there is none.
fn end_of_raw(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| rest.find("</")) {
        at += found;
        let after = &bytes[(at + 2).min(bytes.len())..];
        let ends = after
            .get(name.len())
            .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) && ends {
            return at;
        }
        at += 2;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::is_bounded;

    #[test]
    fn nesting_is_bounded_whatever_it_hides_behind() {
        let deep = "<div>".repeat(300);
        for before in [
            "",
            "<!-- --!>",
            "<!-->",
            "<style><b x=\"</style>",
            "<a b='\">'>",
            "<p a=\">\" b=\"<!--\">",
            "<?x>",
            "</b>",
        ] {
            assert!(!is_bounded(&format!("{before}{deep}")), "{before}");
        }
        assert!(!is_bounded(&"<div><table><td></div>".repeat(200)));
        assert!(!is_bounded(&"<i a=1><p>".repeat(300)));
        assert!(!is_bounded("<svg><foreignObject><style><b x=\"</style>"));
        let attributes: String = (0..600).map(|number| format!(" a{number}")).collect();
        assert!(!is_bounded(&format!("<p b=\">\"{attributes}>")));
    }

    #[test]
    fn what_people_send_is_within_the_bounds() {
        let drawing = "<!--[if gte vml 1]><v:shape><v:f eqn=\"x\"/><v:f eqn=\"y\"/></v:shape><![endif]-->";
        assert!(is_bounded(&drawing.repeat(200)));
        assert!(is_bounded(&"<table><tr><td>x</td></tr></table>".repeat(500)));
        assert!(is_bounded(&"<table><tr><td><font><b>x</td></tr></table>".repeat(500)));
        assert!(is_bounded(&"<p>a < b <br> <li>x".repeat(500)));
        assert!(is_bounded(&"<p>x</p>\r\n".repeat(100_000)));
        assert!(is_bounded("<script>if (a <b \"</div>\") {}</script><p>x"));
    }
}
