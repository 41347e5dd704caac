//! Lines that were joined although another author begins inside: "… thanks a lot\nOn Mon, May 3, 2027 Ann wrote:".
//!
//! The formats join the lines of a wrapped paragraph; here such a line is parted again, before the layers are cut.

use crate::chain::attribution;
use crate::document::Document;

/// Parts every joined line whose last lines are an attribution.
pub(crate) fn part(doc: &mut Document) {
    let found: Vec<Option<usize>> = (0..doc.lines.len()).map(|at| inside(doc, at)).collect();
    if found.iter().all(Option::is_none) {
        return;
    }
    let mut parted = Vec::with_capacity(doc.lines.len() + 1);
    for (mut line, start) in std::mem::take(&mut doc.lines).into_iter().zip(found) {
        let Some(start) = start else {
            parted.push(line);
            continue;
        };
        let mut below = line.clone();
        below.span.start = start;
        below.list = None;
        line.span.end = doc.text[..start]
            .trim_end_matches(['\n', '>', ' '])
            .len()
            .max(line.span.start);
        parted.extend([line, below]);
    }
    doc.lines = parted;
}

/// Where in a joined line an attribution begins, if not at its start.
fn inside(doc: &Document, at: usize) -> Option<usize> {
    let line = &doc.lines[at];
    let text = doc.slice(line.span);
    if line.row.is_some() || !text.contains('\n') || !text.trim_end().ends_with([':', '：']) {
        return None;
    }
    let quoted = doc
        .lines
        .get(at + 1..)?
        .iter()
        .find(|next| !doc.slice(next.span).trim().is_empty());
    let quoted = quoted.is_some_and(|next| next.quote > line.quote);
    let mut ends = text.rmatch_indices('\n').map(|(end, _)| end).take(3);
    ends.find_map(|end| {
        let tail = text[end..].trim_start_matches(['\n', '>', ' ']);
        let read = attribution::read(&tail.replace('\n', " "), quoted);
        read.is_some_and(|facts| facts.date_text.is_some())
            .then_some(line.span.end - tail.len())
    })
}
