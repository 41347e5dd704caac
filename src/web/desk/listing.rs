//! Long lists, page by page: where a page ended, as an address says it, and the index entries of the next one.
//!
//! An address is anybody's word: whatever stands in it, no page leaves the range that it was given.

use data_encoding::BASE64URL_NOPAD;

use crate::store::index::Range;
use crate::store::{Find, Index, Key, Store, StoreError};

/// So many rows are on a page.
pub(super) const A_PAGE: usize = 50;

/// No place is written longer.
const LONGEST_PLACE: usize = 2000;

/// The entries of one page.
#[derive(Debug, Default)]
pub(super) struct Slice {
    pub(super) found: Vec<(String, Key)>,
    /// Where the next page begins, as an address has it; none on the last.
    pub(super) next: Option<String>,
}

/// The entries of `range` behind the place `after`, at most `limit`.
pub(super) async fn slice(
    store: &dyn Store,
    index: Index,
    range: Range,
    after: &str,
    limit: usize,
) -> Result<Slice, StoreError> {
    let find = Find {
        index,
        range,
        after: place(after),
        limit: limit + 1,
    };
    let mut found = store.find(find).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).and_then(written);
    Ok(Slice { found, next })
}

/// Where a page ended.
pub(super) fn written(last: &(String, Key)) -> Option<String> {
    let text = serde_json::to_vec(last).ok()?;
    Some(BASE64URL_NOPAD.encode(&text))
}

/// What [`written`] wrote; anything else begins at the front.
fn place(text: &str) -> Option<(String, Key)> {
    if text.is_empty() || text.len() > LONGEST_PLACE {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (value, key): (String, Key) = serde_json::from_slice(&bytes).ok()?;
    (!value.contains('\0')).then_some((value, key))
}

/// An address with what is asked; what is empty is left out.
pub(super) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(asked.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// One part of a path, whatever is in it.
pub(super) fn path_part(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// A filter of a list.
pub(super) struct Filter {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) is_current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TicketId;

    #[test]
    fn a_place_reads_back_and_nonsense_begins_at_the_front() {
        let last = ("a\u{1}b".to_owned(), Key::Ticket(TicketId(7)));
        assert_eq!(place(&written(&last).unwrap()), Some(last));
        for text in ["", "%%%", "e30", &"A".repeat(3000)] {
            assert_eq!(place(text), None);
        }
    }

    #[test]
    fn addresses_keep_what_is_asked() {
        assert_eq!(
            address("/people", &[("q", "a&b c"), ("state", "")]),
            "/people?q=a%26b+c"
        );
        assert_eq!(address("/people", &[("q", "")]), "/people");
        assert_eq!(path_part("a b/ü"), "a%20b%2F%C3%BC");
    }
}
