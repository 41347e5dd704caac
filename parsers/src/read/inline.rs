//! Labels inside running text: "Ann Lee, ann@x.example, Sales Rep. Facilities: Pine General. Ship-to: 18 Gantry St".
//!
//! A label is any heading of the lexicon before a colon or an equals sign, in any of its languages; its value ends where
//! the next label or the next sentence begins.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::labels::{self, Slot};
use crate::lexicon::organisations::without_stop;
use crate::names;
use crate::read::{boxes, sentences, slots};
use crate::statement::FieldReading;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[.;,|•!?)(]\s*|\s[-–—/]\s*|\n\s*)(?:and |und |et |y |e |en )?(?P<label>\p{L}[\p{L}'’/-]*(?: [\p{L}'’/-]+){0,3}(?: \([^()]{1,30}\))?)\s*[:=]\s*").expect("a valid pattern")
});

/// Labels in a text longer than this are a form, which is read line by line.
const MAX_LABELS: usize = 40;

/// A label with its value's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) slot: Slot,
    /// Label and value.
    pub(crate) whole: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// All labels of a text with a value behind them.
pub(crate) fn labels(text: &str) -> Vec<Inline> {
    let mut starts: Vec<(Slot, Range<usize>)> = stated(text);
    if !text.contains([':', '=']) && starts.is_empty() {
        return Vec::new();
    }
    let mut at = 0;
    while starts.len() < MAX_LABELS
        && let Some(found) = text.get(at..).and_then(|rest| LABEL.captures(rest))
    {
        let (Some(whole), Some(label)) = (found.get(0), found.name("label")) else {
            break;
        };
        let place = at + label.start()..at + whole.end();
        let free = starts
            .iter()
            .all(|(_, other)| other.end <= place.start || place.end <= other.start);
        if let Some(slot) = labels::column(label.as_str()).filter(|_| free) {
            starts.push((slot, place));
        }
        // The end of one label may be the border of the next.
        at += label.end();
    }
    starts.sort_by_key(|(_, place)| place.start);
    let ends: Vec<usize> = sentences::split(text)
        .into_iter()
        .map(|sentence| sentence.end)
        .collect();
    let mut out = Vec::new();
    for (index, (slot, head)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(text.len(), |(_, next)| next.start);
        let sentence = ends.iter().copied().find(|end| *end > head.end).unwrap_or(text.len());
        let bare = BARE.find_at(text, head.end).map_or(text.len(), |found| found.start());
        let end = next.min(sentence).min(bare);
        let raw = text.get(head.end..end).unwrap_or_default();
        let mut value = raw.trim_end_matches(|c: char| c.is_whitespace() || ".,;|•-–(/".contains(c));
        if *slot == Slot::Distributorship {
            // A sentence seems to end in front of the last full stop of "S.A.".
            value = without_stop(text.get(head.end..=head.end + value.len()).unwrap_or(raw));
        }
        if !value.trim().is_empty() {
            out.push(Inline {
                slot: *slot,
                whole: head.start..head.end + value.len(),
                value: head.end..head.end + value.len(),
            });
        }
    }
    out
}

/// "Klinik ist das Elbklinikum Wedel, Lieferadresse ist Hafenstraße 30": a label that a verb joins to its value.
fn stated(text: &str) -> Vec<(Slot, Range<usize>)> {
    static STATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[.;,:•!?)(]\s*|\s(?:and|und|et|y|e|en)\s)(?P<lead>(?i:the|das|der|die|le|la|el|o|a|il|de|het|their|ihre?|notre|nuestra|nossa) )?(?P<label>\p{L}[\p{L}'’-]*(?: [\p{L}'’-]+){0,2})\s+(?:ist|sind|est|sont|es|son|é|são|è|sono|zijn)\s+(?:(?:das|der|die|the|le|la|el|o|a|il|het|de|im)\s+)?(?P<value>[\p{Lu}\d])").expect("a valid pattern")
    });
    let mut out = Vec::new();
    for found in STATED.captures_iter(text) {
        let (Some(label), Some(value)) = (found.name("label"), found.name("value")) else {
            continue;
        };
        let slot = labels::column(label.as_str());
        let told = slot.filter(|slot| {
            matches!(slot, Slot::Facilities | Slot::Physicians | Slot::ShipTo)
                && !label.as_str().contains(char::is_numeric)
        });
        let start = found.name("lead").map_or(label.start(), |lead| lead.start());
        out.extend(told.map(|slot| (slot, start..value.start())));
    }
    out
}

/// "Distributorship = Redstone, account holder Gus Orr": the next label stands without a colon.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[,;(]\s*(?:and )?(?:the |its |their |our )?(?:account holder|principal|distributor account|held by|who needs to see|account (?:there )?(?:is|belongs)|account's)\b|[,;(]\s*(?:and )?(?:I (?:hold|own|have|am)|(?-i:\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){0,3}) (?:holds|owns)) (?:the|its|their|our) account\b",
    )
    .expect("a valid pattern")
});

/// The value of a label up to another label without a colon, and what stands behind that.
pub(crate) fn up_to_next(text: &str) -> (&str, &str, &str) {
    BARE.find(text).map_or((text, "", ""), |found| {
        (&text[..found.start()], &text[found.start()..], &text[found.end()..])
    })
}

/// What a labelled value says about a further field.
pub(crate) fn field(slot: Slot, text: &str) -> Option<FieldReading> {
    let text = text.trim();
    match slot {
        Slot::Facilities => Some(FieldReading::Facilities(slots::places(text))),
        Slot::Physicians => Some(FieldReading::Physicians(slots::people(text))),
        Slot::ShipTo if text.contains(|c: char| c.is_ascii_digit()) => Some(FieldReading::ShipTo(slots::postal(text))),
        Slot::Distributorship => Some(FieldReading::Distributorship(crate::text::squeeze(text))),
        Slot::AccountHolder => names::clean(text).map(FieldReading::AccountHolder),
        Slot::SeesAllCases => Some(FieldReading::SeesAllCases(slots::people(text))),
        Slot::CustodianOnly => slots::yes_or_no(text).map(FieldReading::CustodianOnly),
        Slot::Trained => slots::yes_or_no(text)
            .filter(|_| boxes::checked(text).is_none_or(|checked| checked.len() == 1))
            .map(FieldReading::Trained),
        Slot::ShipTo
        | Slot::Name
        | Slot::First
        | Slot::Last
        | Slot::Email
        | Slot::Level
        | Slot::Roles
        | Slot::Activate
        | Slot::Held
        | Slot::HoldUntil
        | Slot::GoLive
        | Slot::Client
        | Slot::Requester
        | Slot::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn values_end_where_the_next_label_begins() {
        let text = "Felix Abara, felix@x.example, rol: Sales Rep. Hospitales: Nueva Candelaria, Tres Fuentes. Médicos: Dra. Noelia Barragán. Dirección de envío: Calle Almendro 7, 28805 Alcalá. Formado: no";
        let found: Vec<(String, &str)> = labels(text)
            .into_iter()
            .map(|label| (format!("{:?}", label.slot), &text[label.value]))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(slot, value)| (slot.as_str(), *value)).collect();
        assert_eq!(
            found,
            [
                ("Roles", "Sales Rep"),
                ("Facilities", "Nueva Candelaria, Tres Fuentes"),
                ("Physicians", "Dra. Noelia Barragán"),
                ("ShipTo", "Calle Almendro 7, 28805 Alcalá"),
                ("Trained", "no"),
            ]
        );
    }
}
