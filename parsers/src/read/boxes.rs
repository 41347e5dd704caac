//! Check boxes in a line: which of the choices are ticked.
//!
//! Phrases seen: "☐ 1 ☒ 2", "[x] yes [ ] no", "( ) hold (x) now". A line without boxes is none of its business.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

static BOX: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[☐☒☑✅✓✔□■◻]|\[\s?[xX✓✔]?\s?\]|\(\s?[xX]?\s?\)").expect("a valid pattern"));

/// Whether a text is nothing but a tick.
pub(crate) fn is_mark(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c == '[' || c == ']' || c == '(' || c == ')' || c.is_whitespace());
    matches!(
        text,
        "x" | "X"
            | "✓"
            | "✔"
            | "☒"
            | "☑"
            | "✅"
            | "■"
            | "●"
            | "•"
            | "✗✗"
            | "√"
            | "v"
            | "V"
            | "*"
            | "✘✘"
            | "1"
    )
}

/// The texts of the ticked choices; none when there is no box.
pub(crate) fn checked(text: &str) -> Option<Vec<Range<usize>>> {
    let boxes: Vec<_> = BOX.find_iter(text).collect();
    let empty = boxes.iter().any(|found| !is_ticked(found.as_str()));
    if boxes.is_empty()
        || (boxes.len() == 1 && text.trim().chars().count() <= 2)
        || (!empty && boxes.len() < 2 && boxes[0].start() > 0)
    {
        return None;
    }
    let first = boxes[0].start();
    // Boxes may stand before their choices or behind them.
    let behind = text[..first]
        .trim()
        .trim_end_matches(':')
        .chars()
        .any(char::is_alphanumeric)
        && text[boxes.last()?.end()..].trim().is_empty();
    let mut out = Vec::new();
    for (index, found) in boxes.iter().enumerate() {
        if !is_ticked(found.as_str()) {
            continue;
        }
        let range = if behind {
            let start = index.checked_sub(1).map_or(0, |before| boxes[before].end());
            start..found.start()
        } else {
            let end = boxes.get(index + 1).map_or(text.len(), |next| next.start());
            found.end()..end
        };
        out.push(trimmed(text, range));
    }
    Some(out)
}

fn is_ticked(mark: &str) -> bool {
    mark.contains(['☒', '☑', '✅', '✓', '✔', '■', 'x', 'X'])
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().trim_end_matches([',', ';', '/', '|']).trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn ticked_choices() {
        let ticked = |text: &str| {
            checked(text).map(|all| all.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(ticked("☒ right away   ☐ hold"), Some(vec!["right away".to_owned()]));
        assert_eq!(ticked("☐ 1 ☒ 2"), Some(vec!["2".to_owned()]));
        assert_eq!(ticked("no boxes"), None);
    }
}
