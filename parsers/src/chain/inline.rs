//! Answers written between the questions of a quoted mail, without quote marks: "answers in red".
//!
//! Mail programs that quote by a header block alone leave nothing that tells question from answer but the words. Only
//! where the answering author says so, and only the lines right below a question, change hands.

use std::sync::LazyLock;

use regex::Regex;

use crate::chain::Piece;
use crate::document::Document;
use crate::layer::How;
use crate::text::fold;

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:in-?line|(?:answers?|answered|replies|replied|responses?|comments?|see|mine|filled)(?: \w+){0,4} (?:in (?:red|blue|green|purple|orange|bold|colou?r|italics|caps|capitals)|below|between|underneath|under (?:each|your)|after (?:each|your))|in (?:rot|blau|gelb|rouge|bleu|rojo|azul|vermelho|rood|blauw|rosso|blu)|zwischen(?: den)? zeilen|dans le texte|entre lineas|tussen de regels)(?-u:\b)").expect("a valid pattern")
});

/// Gives the newest author the answers that stand in the mail right below.
pub(crate) fn claim(doc: &Document, pieces: &mut [Piece]) {
    let [own, quoted, ..] = pieces else { return };
    let text: String = own
        .lines
        .iter()
        .map(|index| doc.slice(doc.lines[*index].span))
        .collect::<Vec<_>>()
        .join(" ");
    if quoted.how != How::Reply || !ANNOUNCED.is_match(&fold(&text)) {
        return;
    }
    let mut answers = Vec::new();
    let mut asked = false;
    for index in &quoted.lines {
        let line = &doc.lines[*index];
        let words = doc.slice(line.span).trim();
        if words.is_empty() {
            // The last answer ends where the quoted author takes leave.
            asked = asked && answers.is_empty();
        } else if words.contains('?') {
            asked = true;
        } else if line.list.is_some() && line.row.is_none() {
            asked = false;
        } else if asked {
            answers.push(*index);
        }
    }
    // They are in the order of the lines.
    quoted.lines.retain(|index| answers.binary_search(index).is_err());
    own.lines.extend(answers);
    own.lines.sort_unstable();
}
