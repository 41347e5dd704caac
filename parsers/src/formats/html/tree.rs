//! The tree of a page, given up when it grows beyond what the page can be worth.
//!
//! An element that was never closed is opened again in every paragraph behind it, with all its attributes: a page of some
//! kilobytes can stand for a tree of gigabytes. No look at the text tells that for sure, so the tree is counted as it grows.

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink, Node};

/// Nodes and attributes, long ones counted more than once; a page of 4 MB that a program wrote has half as many.
const MAX_NODES: usize = 700_000;

/// The tree; none when it is beyond the bounds.
pub(super) fn of(html: &str) -> Option<Html> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = parse_document(sink, ParseOpts::default());
    let (mut seen, mut weight) = (0, 0_usize);
    // Tag by tag: a single one can open again all that is open.
    for piece in html.split_inclusive('>') {
        parser.process(StrTendril::from(piece));
        let page = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = page.tree.values();
        let total = nodes.len();
        if total > seen {
            let new = nodes.by_ref().rev().take(total - seen);
            weight += new.map(weight_of).sum::<usize>();
            seen = total;
        }
        if weight > MAX_NODES {
            return None;
        }
    }
    Some(parser.finish())
}

fn weight_of(node: &Node) -> usize {
    match node {
        Node::Element(element) => 1 + element.attrs().map(|(_, value)| 1 + value.len() / 50).sum::<usize>(),
        Node::Document
        | Node::Fragment
        | Node::Doctype(_)
        | Node::Comment(_)
        | Node::Text(_)
        | Node::ProcessingInstruction(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_tree_is_bounded_whatever_is_opened_again() {
        let open: String = (0..200).map(|number| format!("<i a={number}>")).collect();
        assert!(of(&format!("<p>{open}{}", "<p>x".repeat(50_000))).is_none());
        let never_closed: String = (0..5_000).map(|number| format!("<div><i a={number}></div>")).collect();
        assert!(of(&never_closed).is_none());
        let attributes: String = (0..400).map(|number| format!(" a{number}=1")).collect();
        assert!(of(&format!("<p><i{attributes}>{}", "<p>x".repeat(5_000))).is_none());
        let style = "x".repeat(100_000);
        assert!(of(&format!("<p><i style={style}>{}", "<p>x".repeat(5_000))).is_none());
    }

    #[test]
    fn what_people_send_is_within_the_bounds() {
        let row = "<tr><td style=\"x\"><p class=MsoNormal><b><span lang=EN>Ann Lee</span></b></p></td></tr>";
        assert!(of(&format!("<table>{}</table>", row.repeat(20_000))).is_some());
        assert!(of("<font color=red><p>x</p>").is_some());
    }
}
