//! Postal addresses in running text: a number, a street or a postcode, and words that ship something.

use std::sync::LazyLock;

use regex::Regex;

use super::{Place, Placed, is_taken};
use crate::read::slots;

static POSTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\bP\.?\s?O\.? Box \d+|\b\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?,?\s+(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?\s+)?(?:\d{1,3}(?:st|nd|rd|th)\s+)?(?:[\p{Lu}\d][\p{L}\d.'’-]*|(?:rue|via|calle|avenue|av|rua|chemin|quai|de|la|der|am|an)\b))").expect("a valid pattern")
});

/// A street before its number, as most of Europe and Latin America write: "Rua Felipe Neri 212", "Industriestr. 5".
static STREET_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?:Rua|R\.|Av\.|Avda\.|Avenida|Calle|C/|Carrera|Cra\.|Plaza|Pza\.|Praça|Paseo|Travessa|Via|Viale|Corso|Piazza|Largo|Estrada|Alameda|Camino|Ronda|Rambla)\s+(?:[\p{L}'’.-]+\s+){1,5}|\p{Lu}[\p{L}.-]*(?:straße|strasse|str\.|weg|platz|laan|straat|gasse|allee|kade|gracht|plein|damm|ring|steeg|singel|vej|gatan|gade)\s+)(?:n[º°o]?\.?\s*)?\d{1,5}[a-zA-Z]?\b").expect("a valid pattern")
});

/// The city and the country behind a postcode: "92637 Weiden", "1900-112 Lisboa, Portugal".
static CITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s+\p{Lu}[\p{L}'’-]+(?:[ -](?:(?:de|do|da|del|la|am|an der|im|sur|aan den?|ob der)\s)?\p{Lu}[\p{L}'’-]+){0,3}(?:,\s*\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?)?").expect("a valid pattern")
});

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:st|street|rd|road|ave|avenue|blvd|boulevard|ln|lane|dr|drive|way|ct|court|pkwy|parkway|hwy|highway|sq|square|pl|place|loop|suite|ste|terrace|quay|row|box|floor|bldg|building|unit|circle|cir|trail|trl|pike|turnpike|plaza|park|close|crescent|walk|alley|crossing|broadway|route|rte|stra(?:ss|ß)e|str|weg|platz|rue|via|calle|rua|laan|straat)\b").expect("a valid pattern")
});

static ZIP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:\d{4}-\d{3}|\d{5}-\d{3}|[A-Z]{2},?\s+\d{5}(?:-\d{3,4})?|\d{6}|\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}\s?[A-Z]{2})\b").expect("a valid pattern")
});

static SHIP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:ships?|shipping|shipped|deliver(?:y|ies|ed)?|trays?|kits?|sets?|send (?:trays|kits|everything|stuff|product)|mail(?:ing)?|inventory|goods|product|parcels?|packages?|loaners?|address|postal)\b").expect("a valid pattern")
});

/// Postal addresses: a number, a street or a postcode, and words that ship something, or nothing else around.
pub(crate) fn postal(text: &str, out: &mut Vec<Placed>) {
    street_first(text, out);
    let mut at = 0;
    while let Some(found) = POSTAL.find_at(text, at) {
        at = found.end();
        let stop = text[found.start()..]
            .find([';', '(', ')', '\n', '|'])
            .map_or(text.len(), |end| found.start() + end);
        let stop = text[found.start()..stop]
            .find(" / ")
            .or_else(|| text[found.start()..stop].find(" - "))
            .map_or(stop, |end| found.start() + end);
        let stop = sentence_end(text, found.start(), stop);
        let zip = ZIP.find_iter(&text[found.start()..stop]).find(|zip| zip.start() > 4);
        let street = STREET.is_match(&text[found.start()..stop.min(ceil(text, found.start() + 60))]);
        let end = match zip {
            Some(zip) => found.start() + zip.end(),
            None if street => trim_tail(text, found.start(), stop),
            None => continue,
        };
        let lead = &text[..found.start()];
        let from = lead_in(text, found.start());
        let ships = SHIP.is_match(lead) || zip.is_some() && street;
        if !ships || is_taken(out, &(from..end)) {
            continue;
        }
        out.push(Placed {
            range: from..end,
            what: Place::Postal(slots::postal(&text[from..end])),
        });
        at = end.max(at);
    }
}

/// Addresses that begin with the street, where they have a postcode.
fn street_first(text: &str, out: &mut Vec<Placed>) {
    let mut at = 0;
    while let Some(found) = STREET_FIRST.find_at(text, at) {
        at = found.end();
        let stop = text[found.start()..]
            .find([';', '(', ')', '\n', '|'])
            .map_or(text.len(), |end| found.start() + end);
        let Some(zip) = ZIP.find_iter(&text[at..stop.max(at)]).next() else {
            continue;
        };
        // Nothing but the house and the city stands between the number and the postcode.
        if text[at..at + zip.start()].chars().count() > 60 {
            continue;
        }
        let zip_end = at + zip.end();
        let end = zip_end + CITY.find(&text[zip_end..stop]).map_or(0, |city| city.end());
        let range = found.start()..end;
        if is_taken(out, &range) {
            continue;
        }
        out.push(Placed {
            what: Place::Postal(slots::postal(&text[range.clone()])),
            range,
        });
        at = end;
    }
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// A full stop that ends the sentence ends the address: one behind a longer word or a postcode.
fn sentence_end(text: &str, from: usize, to: usize) -> usize {
    for (offset, _) in text[from..to].match_indices('.') {
        let at = from + offset;
        let word = text[from..at].rsplit([' ', ',']).next().unwrap_or_default();
        let short = word.chars().count() <= 4 && !word.chars().all(|c| c.is_ascii_digit()) && word != "USA";
        let ends = text[at + 1..].is_empty() || text[at + 1..].starts_with(char::is_whitespace);
        if ends && !short {
            return at;
        }
    }
    to
}

/// Words behind the address that are no part of it: "… Denver, and please invite her".
fn trim_tail(text: &str, from: usize, to: usize) -> usize {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:,\s*|\s+)(?:and|but|please|he|she|they|who|trained|not|invite|same|with|for|thanks|until|is|as|which|so|no|also|his|her|custodian)\b|\s[-–]\s|!").expect("a valid pattern")
    });
    TAIL.find(&text[from..to]).map_or(to, |found| from + found.start())
}

/// "Suite 4, 900 Harbor Way": a building's name or a suite before the number belongs to the address.
fn lead_in(text: &str, at: usize) -> usize {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(?:Suite|Ste|Unit|Bldg|Building|Floor|c/o|C/O|Attn:?)\.?\s+[\p{L}\d.' -]{1,30},\s*|(?:Plot|Flat|Lot|House|Shop|Door|Apt|Apartment|Unit|Block|Bldg|Building|Suite|Gate|No|Nr|Km)\.?\s*(?:No\.?\s*)?)$")
            .expect("a valid pattern")
    });
    LEAD.find(&text[..at]).map_or(at, |found| found.start())
}
