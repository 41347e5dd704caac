//! The header block of a forwarded mail: "From: … Sent: … To: … Subject: …" in any language of the lexicon.
//!
//! It reads the block where a dialect says one may stand; it does not look for one.

use crate::chain::{Facts, when};
use crate::document::Document;
use crate::extraction::Mailbox;
use crate::lexicon::mail::{BEHALF, Header, header};
use crate::names;
use crate::text::{Flow, fold};

/// More lines than the header of any mail, wrapped lists of addresses included.
const MAX_LINES: usize = 120;
/// A label stands this near to the start of its line, in bytes.
const MAX_LABEL: usize = 90;

/// A header block as read.
pub(crate) struct Block {
    pub(crate) facts: Facts,
    /// The first line after it.
    pub(crate) next: usize,
    pub(crate) seen: Vec<Header>,
}

/// The label and the value of a header line.
pub(crate) fn split_line(text: &str) -> Option<(Header, String)> {
    let (found, value, _) = labelled(text)?;
    Some((found, value))
}

/// The label as a header, the value, and whether the label is an English word.
fn labelled(text: &str) -> Option<(Header, String, bool)> {
    let text = text.trim().trim_start_matches(['*', '|', '_', ' ']);
    let end = text.find([':', '：', '\t']).filter(|end| *end <= MAX_LABEL)?;
    let (label, value) = (&text[..end], &text[end..]);
    let label = label.trim().trim_end_matches(['*', '_', '|']).trim();
    let found = header(label)?;
    let value = value.trim_start_matches([':', '：', '*', '_', '\t', ' ', '|']).trim();
    Some((found, value.to_owned(), is_english(label)))
}

fn is_english(label: &str) -> bool {
    ["from", "sent", "to", "subject"].contains(&fold(label).as_str())
}

/// Reads a block that may start at line `at`, all in one quote depth.
pub(crate) fn block(doc: &Document, at: usize) -> Option<Block> {
    let quote = doc.lines.get(at)?.quote;
    let mut values: Vec<(Header, String)> = Vec::new();
    let mut next = at;
    let mut english = false;
    let end = doc.lines.len().min(at + MAX_LINES);
    for index in at..end {
        let line = &doc.lines[index];
        let raw = Flow::of_line(doc, line).text;
        let seen = |header: Header| values.iter().any(|(other, _)| *other == header);
        if raw.trim().is_empty() {
            // One empty line may stand inside a block, if a header follows that has not been seen.
            let more = doc
                .lines
                .get(index + 1)
                .and_then(|next| split_line(&Flow::of_line(doc, next).text));
            let goes_on = more.is_some_and(|(header, _)| !seen(header)) && !values.is_empty();
            if !goes_on || values.len() >= 4 {
                break;
            }
        } else if line.quote != quote {
            break;
        } else if let Some((header, value, plain)) = labelled(&raw) {
            if seen(header) && !matches!(header, Header::Other | Header::Cc) {
                break;
            }
            english |= plain;
            values.push((header, value));
        } else if !continues(&mut values, &raw.replace('\t', " ")) {
            break;
        }
        next = index + 1;
    }
    let mut block = Block {
        facts: Facts::default(),
        next,
        seen: values.iter().map(|(header, _)| *header).collect(),
    };
    fill(&mut block.facts, &values, !english);
    (!values.is_empty()).then_some(block)
}

/// A line that only goes on with the addresses or the value above.
fn continues(values: &mut [(Header, String)], text: &str) -> bool {
    let apart = values
        .iter()
        .any(|(header, value)| *header == Header::From && value.contains('\n'));
    let Some((header, value)) = values.last_mut() else {
        return false;
    };
    let addresses = matches!(header, Header::To | Header::Cc | Header::From);
    let open = value.is_empty() || value.ends_with([',', ';', '<']);
    let goes_on = addresses && open && (text.contains('@') || names::looks_like_name(text.trim_end_matches([',', ';'])))
        || addresses && text.trim_start().starts_with('<') && text.contains('@')
        // A value below its label: the whole header is written so, or it is a date.
        || value.is_empty() && text.len() < 200 && (apart || *header == Header::Date && when::read(text, false).is_some());
    if goes_on {
        // The line end tells later lines that values stand below their labels.
        value.push_str(if value.is_empty() { "\n" } else { " " });
        value.push_str(text.trim());
    }
    goes_on
}

fn fill(facts: &mut Facts, values: &[(Header, String)], day_first: bool) {
    for (header, value) in values {
        let value = value.trim();
        match header {
            Header::From => facts.author = author(value),
            Header::To => facts.to = names::mailboxes(value),
            // A second line is the hidden copy.
            Header::Cc => facts.cc.extend(names::mailboxes(value)),
            Header::Subject => {
                let bare = value.trim_end_matches(['*', '_']).trim();
                facts.subject = Some(bare.to_owned()).filter(|text| !text.is_empty());
            }
            Header::Date => set_date(facts, value, day_first),
            Header::ReplyTo | Header::Other => {}
        }
    }
}

/// The person of a From line. "Ann on behalf of Sales" was written by Ann; "Ann via Sales" by Ann as well.
pub(crate) fn author(value: &str) -> Mailbox {
    let folded = fold(value);
    let behalf = BEHALF.iter().filter_map(|words| folded.find(words)).next();
    let value = match behalf.filter(|_| folded.len() == value.len()) {
        Some(at) => value.get(..at).unwrap_or(value),
        None => value,
    };
    let mut author = names::mailbox(value.trim_start_matches(['[', '<', ' ']));
    let bare = author
        .name
        .as_deref()
        .and_then(|name| name.split(" via ").next())
        .map(|name| name.trim_matches(['\'', '"', ' ']));
    author.name = bare.and_then(names::clean);
    if author.email.is_none() {
        // Lotus Notes: "Ann Lee/Sales/Acme@ACME".
        let first = value.split('/').next().unwrap_or(value);
        author.name = author.name.or_else(|| names::clean(first));
    }
    author
}

/// Notes a date as written and, where it can be read, as a date.
pub(crate) fn set_date(facts: &mut Facts, text: &str, day_first: bool) {
    let text = text.trim().trim_end_matches('*').trim();
    if text.is_empty() {
        return;
    }
    facts.date_text = Some(text.to_owned());
    if let Some(moment) = when::read(text, day_first) {
        facts.date = Some(moment.date);
        facts.offset = moment.offset;
    }
}
